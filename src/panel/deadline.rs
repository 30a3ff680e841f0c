//! How a thing stands to the day or the moment that it is due: what is said, and how urgent it is.

use super::Draw;
use super::options::choice;
use crate::data::table::Value;
use crate::issue::{Lang, deadlines, words};
use crate::look::format;
use crate::look::markup::{Element, el};

choice! {
    /// What a deadline's days are.
    pub enum Count {
        /// Days of the calendar.
        #[default]
        Days = "days",
        /// The board's working days, by its `calendar`.
        WorkingDays = "working_days",
    }
}

/// How urgent it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    /// Up to the end of the next day.
    Near,
    Over,
    Done,
}

/// What is said of one due cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub state: State,
    /// 还有 3 天, 逾期 3 小时, 今天到期; of what is done 已办.
    pub said: String,
    /// The whole day, and of a time the time.
    pub date: String,
    /// The day alone, without its year.
    pub day: String,
}

const DAY: i64 = 86_400;
/// A time is counted in hours and minutes when fewer seconds are left, or have gone by.
const HOURS: u64 = 2 * DAY as u64;
/// A deadline farther than this is said by its date.
const FAR: i64 = 365;
/// So many days before it is due a thing is near.
const NEAR: i64 = 1;

/// `None` where the cell is no day and no time. A cell `done` that is there, and no flag of no, ends
/// the counting.
pub fn of(due: Value<'_>, done: Value<'_>, count: Count, on: &Draw<'_>) -> Option<Deadline> {
    let lang = on.lang;
    let (day, date) = match due {
        Value::Day(day) => (day, format::day(day, lang)),
        Value::Time(at) => {
            (format::day_of(at, on.utc_offset), format::time(at, on.utc_offset, lang))
        }
        _ => return None,
    };
    // A replay shows another day than the clock: on that day nobody knows the hour.
    let has_hours = format::day_of(on.now, on.utc_offset) == on.today;
    let near = |at: i64| has_hours && at.saturating_sub(on.now).unsigned_abs() < HOURS;
    let (state, said) = match (is_done(done), due) {
        (true, _) => (State::Done, words::handled(lang).to_string()),
        (false, Value::Time(at)) if near(at) => by_time(at - on.now, lang),
        _ => by_day(day, &date, count, on),
    };
    Some(Deadline { state, said, date, day: format::short_day(day, lang) })
}

fn is_done(cell: Value<'_>) -> bool {
    match cell {
        Value::Missing | Value::Flag(false) => false,
        Value::Text(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// The place of a due cell among others, in days; NaN where it is none.
pub fn place(due: Value<'_>, utc_offset: i32) -> f64 {
    match due {
        Value::Day(day) => f64::from(day),
        Value::Time(at) => (at as f64 + f64::from(utc_offset)) / DAY as f64,
        _ => f64::NAN,
    }
}

/// Less than two days before or after a time.
fn by_time(left: i64, lang: Lang) -> (State, String) {
    if left <= 0 {
        return (State::Over, deadlines::overdue_minutes(left.unsigned_abs() / 60, lang));
    }
    // A minute that has begun is still left.
    let minutes = left.unsigned_abs().div_ceil(60);
    let state = if left < DAY { State::Near } else { State::Open };
    (state, deadlines::minutes_left(minutes, lang))
}

fn by_day(due: i32, date: &str, count: Count, on: &Draw<'_>) -> (State, String) {
    let lang = on.lang;
    let days = i64::from(due) - i64::from(on.today);
    let left = match count {
        Count::Days => days,
        Count::WorkingDays => on.calendar.between(on.today, due),
    };
    let state = match days {
        ..0 => State::Over,
        _ if left <= NEAR => State::Near,
        _ => State::Open,
    };
    let said = match count {
        _ if days >= FAR => deadlines::due_on(date, lang),
        Count::WorkingDays if days != 0 => {
            deadlines::working_days(days < 0, left.unsigned_abs(), lang)
        }
        _ => deadlines::deadline(days, lang),
    };
    (state, said)
}

impl Deadline {
    /// The words as a piece of page, the date in its title: `due`, and `over` with a flag or `soon`.
    pub fn element(&self, tag: &'static str, said: &str) -> Element {
        let element = el(tag).attr("title", self.date.clone());
        match self.state {
            State::Over => {
                element.class("due over").child(el("b").text("⚑")).text(format!(" {said}"))
            }
            State::Near => element.class("due soon").text(said),
            State::Open | State::Done => element.class("due").text(said),
        }
    }
}
