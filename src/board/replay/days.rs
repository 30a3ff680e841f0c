//! The days that play: every calendar day from the first to the last, each with or without rows.

use std::collections::BTreeSet;

use crate::board::Replay;
use crate::data::table::{Column, NO_DAY, NO_TIME, Table};
use crate::issue::DataFault;
use crate::look::format::day_of;

/// More days have no room on the bar; the last ones are kept.
pub const MOST_DAYS: usize = 400;
/// With fewer there is nothing to play.
const LEAST_DAYS: usize = 2;

/// Calendar days one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Days {
    /// In days since 1970.
    first: i32,
    /// Whether each has rows.
    has: Vec<bool>,
}

impl Days {
    /// The days of the rows by the board's zone (`utc_offset` seconds east of UTC), from the replay's
    /// start to its end. A fault where they are too many or too few; none of them is lost to a fault
    /// but what is beyond [`MOST_DAYS`].
    pub fn of(replay: &Replay, rows: &Table, utc_offset: i32) -> (Days, Option<DataFault>) {
        let mut found = found(replay, rows, utc_offset);
        let (start, end) = (replay.start, replay.end);
        found.retain(|day| start.is_none_or(|s| s <= *day) && end.is_none_or(|e| *day <= e));
        let first = start.or(found.first().copied());
        let last = end.or(found.last().copied());
        let few = DataFault::FewDays { days: found.len() };
        let few = (found.len() < LEAST_DAYS).then_some(few);
        let (Some(first), Some(last)) = (first, last) else { return (Days::default(), few) };
        let length = (i64::from(last) - i64::from(first) + 1).max(0) as usize;
        let kept = length.min(MOST_DAYS);
        let first = last.saturating_sub(kept as i32 - 1);
        let days = Days { first, has: (first..=last).map(|day| found.contains(&day)).collect() };
        let many = DataFault::TooManyDays { days: length, limit: MOST_DAYS };
        (days, few.or((length > kept).then_some(many)))
    }

    pub fn len(&self) -> usize {
        self.has.len()
    }

    pub fn is_empty(&self) -> bool {
        self.has.is_empty()
    }

    /// Whether there is anything to play.
    pub fn play(&self) -> bool {
        self.has.iter().filter(|has| **has).count() >= LEAST_DAYS
    }

    pub fn first(&self) -> Option<i32> {
        self.day(0)
    }

    pub fn last(&self) -> Option<i32> {
        self.day(self.len().checked_sub(1)?)
    }

    /// The day at a place, from 0.
    pub fn day(&self, place: usize) -> Option<i32> {
        (place < self.len()).then(|| self.first + place as i32)
    }

    pub fn place(&self, day: i32) -> Option<usize> {
        let place = usize::try_from(i64::from(day) - i64::from(self.first)).ok()?;
        (place < self.len()).then_some(place)
    }

    /// Whether a day of the replay has no rows; a day outside is none of its.
    pub fn is_missing(&self, day: i32) -> bool {
        self.place(day).and_then(|place| self.has.get(place)) == Some(&false)
    }

    pub fn missing(&self) -> usize {
        self.has.iter().filter(|has| !**has).count()
    }
}

/// Every day that a row has.
fn found(replay: &Replay, rows: &Table, utc_offset: i32) -> BTreeSet<i32> {
    match rows.field(&replay.day).map(|field| &field.column) {
        Some(Column::Day(days)) => days.iter().copied().filter(|day| *day != NO_DAY).collect(),
        Some(Column::Time(times)) => {
            let times = times.iter().copied().filter(|time| *time != NO_TIME);
            times.map(|time| day_of(time, utc_offset)).collect()
        }
        _ => BTreeSet::new(),
    }
}
