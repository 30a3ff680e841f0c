//! The axis of a gantt: days, or moments where a field holds times.

use super::{Draw, Field, Value};
use crate::data::table::Column;
use crate::look::format;
use crate::look::scale::{self, Tick};

/// What the axis counts: days since 1970, or unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Days,
    Moments,
}

/// From when to when, as the axis counts; an end that is its start is a milestone, none is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub from: f64,
    pub to: Option<f64>,
}

/// Seconds of a day.
const DAY: f64 = 86_400.0;

impl Clock {
    pub fn of(from: &Field, to: Option<&Field>) -> Clock {
        let timed = |field: &Field| matches!(field.column, Column::Time(_));
        if timed(from) || to.is_some_and(timed) { Clock::Moments } else { Clock::Days }
    }

    /// What a row spans, and whether its end lies before its start; none without a start in the
    /// calendar.
    pub fn span(self, from: Value<'_>, to: Value<'_>, on: &Draw<'_>) -> Option<(Span, bool)> {
        let from = self.place(from, on)?;
        let to = self.place(to, on);
        let back = to.is_some_and(|to| to < from);
        Some((Span { from, to: to.map(|to| to.max(from)) }, back))
    }

    fn place(self, cell: Value<'_>, on: &Draw<'_>) -> Option<f64> {
        let known = |day: &i32| format::month_of(*day).is_some();
        let day = match cell {
            Value::Day(day) => Some(day),
            Value::Text(text) => format::iso_day(text),
            Value::Time(at) => {
                Some(format::day_of(at, on.utc_offset)).filter(known)?;
                match self {
                    Clock::Moments => return Some(at as f64),
                    Clock::Days => Some(format::day_of(at, on.utc_offset)),
                }
            }
            _ => None,
        };
        day.filter(known).map(|day| self.begin(day, on))
    }

    /// The first moment of a day.
    pub fn begin(self, day: i32, on: &Draw<'_>) -> f64 {
        match self {
            Clock::Days => day.into(),
            Clock::Moments => f64::from(day) * DAY - f64::from(on.utc_offset),
        }
    }

    /// A day's length.
    pub fn day(self) -> f64 {
        if self == Clock::Days { 1.0 } else { DAY }
    }

    pub fn ticks(self, lo: f64, hi: f64, most: usize, on: &Draw<'_>) -> Vec<Tick> {
        match self {
            Clock::Days => scale::days(lo.ceil() as i32, hi as i32, false, most, on.lang),
            Clock::Moments => {
                scale::moments(lo.ceil() as i64, hi as i64, on.utc_offset, most, on.lang)
            }
        }
    }

    /// A place of the axis in full.
    pub fn say(self, at: f64, on: &Draw<'_>) -> String {
        match self {
            Clock::Days => format::day(at as i32, on.lang),
            Clock::Moments => format::time(at as i64, on.utc_offset, on.lang),
        }
    }
}
