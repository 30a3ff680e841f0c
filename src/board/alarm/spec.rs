//! The authored form of alarms: what a panel says of one, and what the board says of all of them.

use serde_json::json;

use crate::data::query::Query;
use crate::data::query::spec::{Condition, Operand};
use crate::data::source::Span;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read, record, words};

record! {
    /// One alarm: `when` or `late` says what it is about.
    pub struct Alarm {
        /// It holds while any row fulfils this: `["rate", "<", 90]`.
        pub when: Option<Condition>,
        /// Once it stands, it ends when no row fulfils `when` with this value in the place of its own.
        pub until: Option<Operand>,
        /// Instead of `when`: it holds while the source is late or failed.
        pub late: bool,
        /// How bad it is: sign, word and colour follow.
        pub level: Severity,
        /// The sentence that is shown and spoken.
        pub say: Option<String>,
        /// The same in English.
        pub say_en: Option<String>,
        /// It must hold for so long first.
        pub after: Option<Span>,
        /// A question of its own, in the place of the panel's.
        pub data: Option<Query>,
    }
}

words! {
    /// How bad an alarm is.
    #[derive(Default, PartialOrd, Ord)]
    pub enum Severity {
        /// Somebody should know.
        Notice = "notice",
        /// Somebody should look.
        #[default]
        Warning = "warning",
        /// Somebody must act now.
        Severe = "severe",
    }
}

impl Severity {
    /// The word of `data-alarm`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Notice => "notice",
            Severity::Warning => "warning",
            Severity::Severe => "severe",
        }
    }
}

record! {
    /// What holds of every alarm of the board.
    pub struct Alarms {
        /// From the first time of day to the second no sound is made and nothing is spoken; midnight
        /// may lie between them.
        pub quiet: Option<Quiet>,
    }
}

const MINUTES: u32 = 24 * 60;
const QUIET: &str = "two different times of day, such as [\"22:00\", \"07:00\"]";

/// `["22:00", "07:00"]`, in minutes since midnight; never the same twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    pub from: u32,
    pub to: u32,
}

impl Quiet {
    /// Whether that minute of the day is quiet: `from` is, `to` is not.
    pub fn covers(self, minute: u32) -> bool {
        let minute = minute % MINUTES;
        if self.from < self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }

    /// Whether a moment is quiet, in unix seconds with seconds east of UTC.
    pub fn covers_moment(self, second: i64, utc_offset: i32) -> bool {
        let local = second.saturating_add(i64::from(utc_offset));
        self.covers((local.div_euclid(60)).rem_euclid(i64::from(MINUTES)) as u32)
    }
}

/// `07:30` -> 450
fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two(hour) || !two(minute) {
        return None;
    }
    let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

impl Read for Quiet {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let times = match grammar::list(value, to)? {
            [Value::StringLit(from), Value::StringLit(to)] => {
                minute(from.as_str()).zip(minute(to.as_str()))
            }
            _ => None,
        };
        match times.filter(|(from, to)| from != to) {
            Some((from, to)) => Some(Quiet { from, to }),
            None => to.wrong(value, QUIET),
        }
    }

    fn schema() -> Json {
        let time = grammar::schema::pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$", &["22:00"]);
        json!({
            "type": "array",
            "prefixItems": [time, time],
            "minItems": 2, "maxItems": 2, "items": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_cross_midnight() {
        let night = Quiet { from: 22 * 60, to: 7 * 60 };
        let noon = Quiet { from: 12 * 60, to: 13 * 60 };
        for (minute, at_night, at_noon) in [
            (0, true, false),
            (6 * 60 + 59, true, false),
            (7 * 60, false, false),
            (12 * 60 - 1, false, false),
            (12 * 60, false, true),
            (13 * 60, false, false),
            (22 * 60 - 1, false, false),
            (22 * 60, true, false),
            (MINUTES - 1, true, false),
        ] {
            assert_eq!(
                (night.covers(minute), noon.covers(minute)),
                (at_night, at_noon),
                "{minute}"
            );
        }
    }

    #[test]
    fn a_moment_is_quiet_by_the_boards_own_clock() {
        let night = Quiet { from: 22 * 60, to: 7 * 60 };
        // 15:30 UTC is half past eleven at night in Shanghai.
        let moment = 18_313 * 86_400 + 15 * 3_600 + 30 * 60;
        assert!(night.covers_moment(moment, 8 * 3_600));
        assert!(!night.covers_moment(moment, 0));
        assert!(night.covers_moment(-1, 0), "a minute before 1970");
    }

    #[test]
    fn times_of_day_are_written_in_one_way() {
        for (text, expected) in [
            ("07:30", Some(450)),
            ("00:00", Some(0)),
            ("23:59", Some(1_439)),
            ("24:00", None),
            ("7:30", None),
            ("07:60", None),
            ("07:3 ", None),
            ("+7:30", None),
            ("0730", None),
            ("", None),
        ] {
            assert_eq!(minute(text), expected, "{text}");
        }
    }
}
