//! The days of a source that has one file each.

use jiff::civil::Date;

use crate::data::limits::MAX_DAYS;
use crate::data::source::Days;
use crate::data::when::{self, Offset};

/// Days since 1970-01-01 of a text like `2020-02-03`.
pub fn day(text: &str) -> Option<i32> {
    // Boards are read by people: of the many ways that servers write a day they have this one.
    let is_plain = text.len() == 10 && text.parse::<Date>().is_ok();
    if is_plain { when::day(text, Offset::UTC) } else { None }
}

/// The days that are still to be asked for.
pub struct Files {
    /// Each day and how the address writes it, one more than may be asked for.
    days: std::vec::IntoIter<(i32, String)>,
    /// How many days there were in all.
    pub asked: usize,
}

impl Files {
    /// Days that cannot be read are the board's own finding: the last is then `today`, the first the
    /// last. They are written here, because a pack cannot call the patterns' own.
    pub fn new(days: &Days, today: i32) -> Self {
        let last = days.to.as_deref().and_then(day).unwrap_or(today);
        let first = day(&days.from).unwrap_or(last);
        let all = (first..=last.max(first)).take(MAX_DAYS + 1);
        let all: Vec<_> = all.map(|day| (day, days.format.write(day))).collect();
        Files { days: all.into_iter(), asked: 0 }
    }

    pub fn is_over(&self) -> bool {
        self.days.as_slice().is_empty()
    }

    pub fn next(&mut self) -> Option<(i32, String)> {
        self.asked += 1;
        self.days.next()
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_as_people_write_them_in_boards() {
        assert_eq!(day("2020-02-01"), Some(18_293));
        assert_eq!(day("1969-12-31"), Some(-1));
        for wrong in ["", "2020-02-30", "today", "2020-02-01T00:00", "20200201", "2020/02/01"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
