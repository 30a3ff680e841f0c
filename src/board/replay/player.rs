//! The day that is shown, by time and by hand.
//!
//! ```text
//!            learn (first days)
//! unknown ----------------------> playing <--toggle--> standing
//!                                   |  ^                  ^
//!                 a step has passed |  | from the last,   | step, day, first, last,
//!                                   v  | after its rest   | a day in the address
//!                                 next day ---------------+
//! ```
//!
//! Deliberately absent: a clock and a timer. A step begins where the one before it ended, so that
//! no tick's lateness adds up; after a pause that nobody asked for (a hidden tab) it begins anew, so
//! that nothing leaps.

use super::days::Days;
use crate::board::Replay;
use crate::issue::BoardFault;

/// Halves of the plain speed.
pub const SPEEDS: [u64; 4] = [1, 2, 4, 8];
const PLAIN: usize = 1;
/// So many further steps the last day stands before the first comes again.
pub const RESTS: u32 = 3;

#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    days: Days,
    /// Days since 1970; none before one is known.
    at: Option<i32>,
    /// The day that the address asked for, until the days are known.
    asked: Option<i32>,
    /// Motion is not wanted.
    still: bool,
    /// The first days have come.
    begun: bool,
    playing: bool,
    /// The place in [`SPEEDS`].
    speed: usize,
    step_ms: u64,
    /// When the present step began.
    since: u64,
    /// Steps that the last day has rested.
    rested: u32,
}

impl Player {
    /// Before its days are known it shows the day of the address, else the author's first. A day in
    /// the address stands; so does all where motion is not wanted (`still`), at the last day.
    pub fn new(replay: &Replay, asked: Option<i32>, still: bool) -> Player {
        Player {
            days: Days::default(),
            at: asked.or(replay.start),
            asked,
            still,
            begun: false,
            playing: asked.is_none() && !still,
            speed: PLAIN,
            step_ms: replay.step_ms.max(1),
            since: 0,
            rested: 0,
        }
    }

    pub fn days(&self) -> &Days {
        &self.days
    }

    pub fn at(&self) -> Option<i32> {
        self.at
    }

    /// Whether it plays, or would if there were two days.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// Halves of the plain speed.
    pub fn speed(&self) -> u64 {
        SPEEDS.get(self.speed).copied().unwrap_or(2)
    }

    /// Whether the day that is shown has no rows.
    pub fn is_missing(&self) -> bool {
        self.at.is_some_and(|at| self.days.is_missing(at))
    }

    /// Whether the address asks for a day that the replay does not have.
    pub fn fault(&self) -> Option<BoardFault> {
        let known = |day| self.days.place(day).is_some();
        let is_outside = self.asked.is_some_and(|day| !self.days.is_empty() && !known(day));
        is_outside.then_some(BoardFault::OtherDay)
    }

    /// How long a day stands, in milliseconds.
    fn interval(&self) -> u64 {
        (self.step_ms.saturating_mul(2) / self.speed()).max(1)
    }

    /// Goes on where the time has come; false where the day stays.
    pub fn advance(&mut self, now_ms: u64) -> bool {
        if !self.playing || !self.days.play() {
            return false;
        }
        let (gone, interval) = (now_ms.saturating_sub(self.since), self.interval());
        if gone < interval {
            return false;
        }
        let late = gone >= interval.saturating_mul(2);
        self.since = if late { now_ms } else { self.since + interval };
        if self.at < self.days.last() {
            return self.go(self.at.map(|at| at + 1));
        }
        self.rested += 1;
        self.rested > RESTS && self.go(self.days.first())
    }

    fn go(&mut self, day: Option<i32>) -> bool {
        self.rested = 0;
        let moves = day.is_some() && self.at != day;
        self.at = day.or(self.at);
        moves
    }

    /// New days. Who stands at the last day follows to a new last one; a day that is no more becomes
    /// the nearest that is.
    pub fn know(&mut self, days: Days, now_ms: u64) {
        let was = std::mem::replace(&mut self.days, days);
        let (Some(first), Some(last)) = (self.days.first(), self.days.last()) else { return };
        if was.is_empty() {
            self.since = now_ms;
        }
        if !self.begun {
            self.begun = true;
            self.begin(first, last);
        } else if self.at == was.last() && self.at < Some(last) {
            self.since = now_ms;
            self.go(Some(last));
        } else {
            self.go_within(first, last);
        }
    }

    fn begin(&mut self, first: i32, last: i32) {
        match self.asked {
            // What the address asks for is not there: as if it had asked for nothing.
            Some(day) if self.days.place(day).is_some() => self.go(Some(day)),
            _ if self.still => self.go(Some(last)),
            _ => {
                self.playing = true;
                self.go(Some(first))
            }
        };
    }

    fn go_within(&mut self, first: i32, last: i32) {
        let day = self.at.map_or(first, |at| at.clamp(first, last));
        if self.at != Some(day) {
            self.go(Some(day));
        }
    }

    /// Does what a hand asks: `toggle`, `speed`, `step:-1`, `day:0`, `first`, `last`. False where the
    /// word is none of these, or no day is known.
    pub fn act(&mut self, word: &str, now_ms: u64) -> bool {
        let place = self.at.and_then(|at| self.days.place(at));
        let Some(place) = place else { return false };
        let end = self.days.len() - 1;
        let to = match word.split_once(':').unwrap_or((word, "")) {
            ("toggle", _) => {
                self.playing = !self.playing;
                self.since = now_ms;
                self.asked = None;
                if self.playing && place == end {
                    self.go(self.days.first());
                }
                return true;
            }
            ("speed", _) => {
                self.speed = (self.speed + 1) % SPEEDS.len();
                self.since = now_ms;
                return true;
            }
            ("step", count) => count.parse().map(|count| place.saturating_add_signed(count)).ok(),
            ("day", place) => place.parse().ok(),
            ("first", _) => Some(0),
            ("last", _) => Some(end),
            _ => None,
        };
        let Some(to) = to else { return false };
        self.playing = false;
        self.asked = None;
        self.go(self.days.day(to.min(end)));
        true
    }
}
