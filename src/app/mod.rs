//! The browser alone: reads the address, fetches and schedules, keeps the one clock and the one
//! frame loop, and shows what the pure floors say. Nothing here decides what a value means.
//!
//! Deliberately absent: a router (the address is read once, but for the levels of maps), a store of
//! our own (signals are), and any sentence (they are in `issue`).

mod address;
mod alarms;
mod asking;
mod bench;
pub mod canvas;
pub mod clock;
mod effect;
pub mod frame;
mod hand;
mod host;
mod level;
pub mod lights;
mod marks;
pub mod net;
mod outlines;
mod packs;
mod paint;
mod panel;
mod patch;
mod place;
mod query;
mod regions;
mod roll;
mod shell;
mod standing;
mod store;
mod stream;
mod turns;
mod voice;
mod wall;

pub use shell::run;

/// Whether the reader asked for less motion.
fn is_still() -> bool {
    let query = web_sys::window().map(|w| w.match_media("(prefers-reduced-motion: reduce)"));
    query.and_then(|query| query.ok().flatten()).is_some_and(|query| query.matches())
}
