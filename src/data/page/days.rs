//! The days of a source that has one file each.

use jiff::civil::Date;
use jiff::fmt::strtime;

use crate::data::source::Days;

/// Days since 1970-01-01 of a text like `2020-02-03`.
pub fn day(text: &str) -> Option<i32> {
    let date = Date::strptime("%Y-%m-%d", text).ok()?;
    let days = date.duration_since(EPOCH).as_secs() / 86_400;
    i32::try_from(days).ok()
}

/// A day by a pattern of strftime's; `None` where the pattern or the day is none.
pub fn written(day: i32, format: &str) -> Option<String> {
    strtime::format(format, date(day)?).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn date(day: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::SignedDuration::from_hours(24 * i64::from(day))).ok()
}

/// The days that are still to be asked for.
pub struct Files<'a> {
    format: &'a str,
    next: i32,
    last: i32,
    /// How many days there were in all.
    pub asked: usize,
}

impl<'a> Files<'a> {
    /// Days that cannot be read are the board's own finding: the last is then `today`, the first the
    /// last.
    pub fn new(days: &'a Days, today: i32) -> Self {
        let last = days.to.as_deref().and_then(day).unwrap_or(today);
        let next = day(&days.from).unwrap_or(last);
        Files { format: &days.format, next, last: last.max(next), asked: 0 }
    }

    pub fn is_over(&self) -> bool {
        self.next > self.last
    }

    /// A day and how the address writes it.
    pub fn next(&mut self) -> Option<(i32, String)> {
        if self.is_over() {
            return None;
        }
        let day = self.next;
        self.next += 1;
        self.asked += 1;
        let text = written(day, self.format).or_else(|| date(day).map(|date| date.to_string()));
        Some((day, text?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        assert_eq!(day("2020-02-01"), Some(18_293));
        assert_eq!(day("1969-12-31"), Some(-1));
        for wrong in ["", "2020-02-30", "today", "2020-02-01T00:00", "20200201"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        assert_eq!(written(18_293, "%Y/%m-%d").as_deref(), Some("2020/02-01"));
        assert_eq!(written(-1, "%Y%j").as_deref(), Some("1969365"));
        assert_eq!(written(18_293, "%Q!"), None);
        assert_eq!(written(i32::MAX, "%Y"), None);
    }
}
