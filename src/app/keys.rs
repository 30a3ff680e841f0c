//! The keys of the whole page, as `board::page::keys` reads them.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::hear::hear;
use super::wall::Hall;
use super::{stage, tools};
use crate::board::page::keys::{Command, Focus, Held, command};

/// What knows arrows or the space bar of its own.
const MOVES: &str = ".drawing, .roster, .ticker .window, .sheet, [role='slider'], \
     [role='tablist'], input[type='range'], video, audio";
const TEXT: &str = "input, textarea, select, [contenteditable]";
const BUTTON: &str = "button, summary, a[href], [tabindex]";

/// Hears the page's keys as long as the owner lives.
pub fn listen(hall: Hall) {
    let Some(window) = web_sys::window() else { return };
    hear(&window, &["keydown"], move |event: Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.repeat() || event.is_composing() || !stage::is_on(hall) {
            return;
        }
        let held = Held {
            other: event.ctrl_key() || event.alt_key() || event.meta_key(),
            shift: event.shift_key(),
        };
        let Some(asked) = command(&event.key(), held, focus(event)) else { return };
        // What has the focus does with these what it will.
        let shared = matches!(asked, Command::Away | Command::Next | Command::Back);
        if !shared {
            event.prevent_default();
        }
        tools::run(hall, asked);
    });
}

fn focus(event: &KeyboardEvent) -> Focus {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target else { return Focus::Page };
    let within = |what: &str| target.closest(what).ok().flatten().is_some();
    match () {
        () if within(MOVES) => Focus::Moves,
        () if within(TEXT) => Focus::Text,
        () if within(BUTTON) => Focus::Button,
        () => Focus::Page,
    }
}
