//! Listeners that go with whoever asked for them.

use leptos::prelude::StoredValue;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

/// A listener; it hears nothing more once it is dropped.
struct Heard {
    target: EventTarget,
    names: &'static [&'static str],
    own: Closure<dyn Fn(Event)>,
}

/// Calls `heard` for every event of those names at `target` or inside it, also for those that do not
/// rise, until the owner that it is called in is cleaned up.
pub fn hear(target: &EventTarget, names: &'static [&'static str], heard: impl Fn(Event) + 'static) {
    let own = Closure::<dyn Fn(Event)>::new(heard);
    for name in names {
        // Every target of the page takes every listener.
        let _ = target.add_event_listener_with_callback_and_bool(
            name,
            own.as_ref().unchecked_ref(),
            true,
        );
    }
    // It goes with the owner, and so do its listeners.
    StoredValue::new_local(Heard { target: target.clone(), names, own });
}

impl Drop for Heard {
    fn drop(&mut self) {
        for name in self.names {
            let _ = self.target.remove_event_listener_with_callback_and_bool(
                name,
                self.own.as_ref().unchecked_ref(),
                true,
            );
        }
    }
}
