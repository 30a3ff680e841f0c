//! Paper: the page is laid out for a sheet, in the colours of paper, before the browser prints it.
//!
//! Where a reader asked for a sheet by the menu, all is drawn anew for it and then printed. Where the
//! browser prints by itself, there is no frame in which that could happen, so panels look at their
//! sizes as soon as they are told.

use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::frame;
use crate::app::hear::hear;
use crate::app::stage;
use crate::app::wall::{Hall, Wall};
use crate::board::page::Paper;

/// Frames in which panels find their sizes and are drawn.
const FRAMES: u32 = 4;
/// Rounds of looking at sizes where there is no frame, and the steps that each gives what follows.
const ROUNDS: u32 = 4;
const STEPS: u32 = 60;

/// Lays the page out for whatever asks to print it, and for the screen after it.
pub fn listen(hall: Hall) {
    let Some(window) = web_sys::window() else { return };
    hear(&window, &["beforeprint", "afterprint"], move |event| {
        let Some(wall) = hall.try_get_value().filter(|_| stage::is_on(hall)) else { return };
        if event.type_() == "afterprint" {
            rise(&wall);
            return spawn_local(measured(hall));
        }
        if wall.tools.open.with_untracked(|open| open.paper.is_none()) {
            let (width, height, _) = wall.viewport.get_untracked();
            lay(&wall, Paper { large: false, upright: width < height }, false);
            spawn_local(measured(hall));
        }
    });
}

/// Prints the page on a sheet that was chosen.
pub fn print(hall: Hall, paper: Paper) {
    hall.with_value(|wall| lay(wall, paper, true));
    wait(hall, FRAMES);
}

/// Prints after so many frames.
fn wait(hall: Hall, frames: u32) {
    frame::next(move || {
        if frames > 0 {
            return wait(hall, frames - 1);
        }
        let printed = web_sys::window().is_some_and(|window| window.print().is_ok());
        if let (false, Some(wall)) = (printed, hall.try_get_value()) {
            rise(&wall);
        }
    });
}

fn lay(wall: &Wall, paper: Paper, chosen: bool) {
    let mut own = wall.tools.theme.borrow_mut();
    if own.is_none() {
        *own = Some(wall.theme.get_untracked());
    }
    drop(own);
    wall.tools.change(|open| open.paper = Some((paper, chosen)));
    wall.theme.set(Rc::new(wall.board.looks(Some("print"))));
}

fn rise(wall: &Wall) {
    wall.tools.change(|open| open.paper = None);
    if let Some(own) = wall.tools.theme.take() {
        wall.theme.set(own);
    }
}

/// Has panels look at their sizes, again and again, without giving the browser its turn.
async fn measured(hall: Hall) {
    for _ in 0..ROUNDS {
        for _ in 0..STEPS {
            // A promise that is kept already lets whatever else waits go first.
            let _ = JsFuture::from(Promise::resolve(&JsValue::NULL)).await;
        }
        let Some(wall) = hall.try_get_value() else { return };
        wall.tools.measured.update(|count| *count += 1);
    }
}
