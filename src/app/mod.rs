//! The browser alone: reads the address, fetches and schedules, keeps the one clock and the one
//! frame loop, and shows what the pure floors say. Nothing here decides what a value means.
//!
//! Deliberately absent: a store of our own (signals are) and any sentence (they are in `issue`).

mod address;
mod alarms;
mod asking;
mod bench;
pub mod canvas;
pub mod clock;
mod drop;
mod effect;
mod far;
mod found;
pub mod frame;
mod hand;
mod hear;
mod host;
mod keep;
mod keys;
mod level;
pub mod lights;
mod marks;
mod near;
pub mod net;
mod outlines;
mod packs;
mod paint;
mod panel;
mod params;
mod patch;
mod place;
mod play;
mod query;
mod regions;
mod replay;
mod roll;
mod shell;
mod stage;
mod standing;
mod store;
mod stream;
mod tools;
mod turns;
mod voice;
mod wall;
mod watched;
mod windows;

pub use shell::run;

/// Whether the reader asked for less motion.
fn is_still() -> bool {
    let query = web_sys::window().map(|w| w.match_media("(prefers-reduced-motion: reduce)"));
    query.and_then(|query| query.ok().flatten()).is_some_and(|query| query.matches())
}
