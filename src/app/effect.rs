//! Signals and effects. Effects are all of one type: a closure type each would be compiled each, with
//! all that Leptos does around it.

use leptos::prelude::{Effect, LocalStorage, RwSignal};

/// A signal of this thread's own.
pub type Local<T> = RwSignal<T, LocalStorage>;

/// Runs now and whenever a signal that it read has changed, until its owner is cleaned up.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
