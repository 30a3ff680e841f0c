//! What the page's watch (public/boot/watch.js) hears from inside the program: that it lives, where it
//! gave up. And what it asks: to end it, so that a newer program may begin on the same page.
//!
//! A page without a watch does without all of it.

use std::cell::Cell;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static BEATS: Cell<u32> = const { Cell::new(0) };
}

/// Says where a panic was. Never its words: they may hold a value.
///
/// The published program stops at a panic without knowing where, so that it has no use for this; the
/// watch then says where in the file of the program it was.
#[cfg(not(daping_small))]
pub fn say_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("The program gave up at {place}.").into());
        if let Some(died) = function("dapingDied") {
            // Who does not listen is not told.
            let _ = died.call1(&JsValue::NULL, &place.into());
        }
    }));
}

/// The scheduler has done its round.
pub fn beat() {
    BEATS.set(BEATS.get().wrapping_add(1));
    tell("dapingBeat", &BEATS.get().into());
}

/// Leaves the page for a newer program, where there is one. Asked between two turns of a playlist, after
/// `say` has said the next turn in the address.
pub fn leaves(say: impl FnOnce()) -> bool {
    let Some(take) = function("dapingTake") else { return false };
    say();
    take.call0(&JsValue::NULL).is_ok()
}

/// Says how the program ends: `end` is called at most once, and nothing of the program after it.
pub fn ends(end: impl FnOnce() + 'static) {
    let end: Box<dyn FnOnce()> = Box::new(end);
    tell("dapingEnd", &Closure::once_into_js(end));
}

fn tell(name: &str, value: &JsValue) {
    // The page's global object takes every key.
    let _ = Reflect::set(&js_sys::global(), &name.into(), value);
}

fn function(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()
}
