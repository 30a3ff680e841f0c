//! Signals and effects. Effects are all of one type: a closure type each would be compiled each, with
//! all that Leptos does around it.

use leptos::prelude::{Effect, LocalStorage, RwSignal, StoredValue, UpdateValue, on_cleanup};

/// A signal of this thread's own.
pub type Local<T> = RwSignal<T, LocalStorage>;

/// Runs now and whenever a signal that it read has changed, until its owner is cleaned up.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// Keeps a value until the owner is cleaned up: a closure that the page calls goes with what it serves.
pub fn hold<T: 'static>(value: T) {
    let held = StoredValue::new_local(Some(value));
    on_cleanup(move || drop(held.try_update_value(Option::take)));
}
