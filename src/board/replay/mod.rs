//! A replay: the board as it was, one day after another.
//!
//! ```text
//! "replay": {…}  --check-->  Replay        or a finding, and the board without it
//! rows           --Days-->   a cell for each calendar day, with or without rows
//! time, hands    --Player--> the day that is shown: the parameter `at`
//! ```
//!
//! Deliberately absent: the clock (the time is an argument), and what a query does with `at`.

mod check;
mod days;
mod player;

pub(super) use check::check;
pub use check::{LONGEST_STEP, SHORTEST_STEP};
pub use days::{Days, MOST_DAYS};
pub use player::{Player, RESTS, SPEEDS};

use crate::board::Replay;
use crate::data::page::day;
use crate::data::table::Table;
use crate::issue::{BoardFault, DataFault, Issue, Place};

/// The parameter that a replay sets.
pub const AT: &str = "at";

/// The day that the address asks for; a finding where it is none. What stood there is not repeated:
/// anybody may write an address.
pub fn asked(text: &str) -> Result<i32, Box<Issue>> {
    day(text).ok_or_else(|| Box::new(address(BoardFault::NoDay)))
}

/// What is wrong with `&at=`.
pub fn address(fault: BoardFault) -> Issue {
    Issue::board(Place::document("&at"), fault)
}

/// The days that play, and what is to be said of them.
pub fn days(replay: &Replay, rows: &Table, utc_offset: i32) -> (Days, Option<Issue>) {
    let (days, fault) = Days::of(replay, rows, utc_offset);
    let place = || Place::field(&replay.from, None, &replay.day);
    let notice = |fault: DataFault| Issue::data(place(), fault).notice();
    (days, fault.map(notice))
}
