//! The one frame loop. Whoever moves something holds a [`Ticket`]; while nobody does, no frame is
//! asked for, so that a still wall uses next to no processor.
//!
//! Deliberately absent: a closure for each frame (the usual hook allocates one, which is five
//! million a day).

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// The longest step that a mover is told of: after a hidden tab nothing leaps.
const LONGEST_STEP: f64 = 100.0;

/// So long without a frame, and the timer may not have run either. Milliseconds.
const LONGEST_GAP: f64 = 1_000.0;

type Mover = Box<dyn FnMut(f64)>;

thread_local! {
    static MOVERS: RefCell<Vec<(u32, Option<Mover>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static LAST: Cell<Option<f64>> = const { Cell::new(None) };
    /// Nobody moves.
    static PAUSED: Cell<bool> = const { Cell::new(false) };
    static CALLBACK: Closure<dyn FnMut(f64)> = Closure::new(frame);
}

/// A mover's place in the loop; dropping it ends the movement.
#[derive(Debug)]
pub struct Ticket(u32);

impl Drop for Ticket {
    fn drop(&mut self) {
        MOVERS.with_borrow_mut(|movers| movers.retain(|(id, _)| *id != self.0));
    }
}

/// Calls `mover` before each frame with the milliseconds since the last one.
pub fn each(mover: impl FnMut(f64) + 'static) -> Ticket {
    let id = NEXT.get();
    NEXT.set(id.wrapping_add(1));
    MOVERS.with_borrow_mut(|movers| movers.push((id, Some(Box::new(mover)))));
    ask();
    Ticket(id)
}

/// How many movements there are.
pub fn movers() -> usize {
    MOVERS.with_borrow(Vec::len)
}

/// Stops all movements where they are, or lets them go on.
pub fn pause(paused: bool) {
    if PAUSED.replace(paused) && !paused && movers() > 0 {
        ask();
    }
}

/// Has all movers show once more where they are.
pub fn again() {
    let ids: Vec<u32> = MOVERS.with_borrow(|movers| movers.iter().map(|(id, _)| *id).collect());
    ids.into_iter().for_each(|id| run(id, 0.0));
}

/// Calls `run` before the next frame, moving or not.
pub fn next(run: impl FnOnce() + 'static) {
    let run: Box<dyn FnOnce()> = Box::new(run);
    let called = Closure::once_into_js(run);
    if let Some(window) = web_sys::window() {
        // A window has frames.
        let _ = window.request_animation_frame(called.unchecked_ref());
    }
}

fn ask() {
    if PAUSED.get() {
        return LAST.set(None);
    }
    if ASKED.replace(true) {
        return;
    }
    let asked = CALLBACK.with(|callback| {
        let window = web_sys::window()?;
        window.request_animation_frame(callback.as_ref().unchecked_ref()).ok()
    });
    ASKED.set(asked.is_some());
}

fn frame(now: f64) {
    ASKED.set(false);
    let gone = LAST.replace(Some(now)).map_or(0.0, |last| now - last);
    if gone > LONGEST_GAP {
        // Before anything is shown again, its age is.
        super::stage::look();
    }
    let step = gone.clamp(0.0, LONGEST_STEP);
    let ids: Vec<u32> = MOVERS.with_borrow(|movers| movers.iter().map(|(id, _)| *id).collect());
    for id in ids {
        run(id, step);
    }
    if MOVERS.with_borrow(|movers| movers.is_empty()) {
        LAST.set(None);
    } else {
        ask();
    }
}

/// Takes the mover out while it runs: it may add or end movements itself.
fn run(id: u32, step: f64) {
    let place = |movers: &mut Vec<(u32, Option<Mover>)>| movers.iter().position(|m| m.0 == id);
    let taken = MOVERS.with_borrow_mut(|movers| {
        let at = place(movers)?;
        movers.get_mut(at)?.1.take()
    });
    let Some(mut mover) = taken else { return };
    mover(step);
    MOVERS.with_borrow_mut(|movers| {
        if let Some(slot) = place(movers).and_then(|at| movers.get_mut(at)) {
            slot.1 = Some(mover);
        }
    });
}
