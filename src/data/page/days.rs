//! The days of a source that has one file each.

use jiff::civil::Date;

use crate::data::pattern::Pattern;
use crate::data::source::Days;
use crate::data::when::{self, Offset};

/// Days since 1970-01-01 of a text like `2020-02-03`.
pub fn day(text: &str) -> Option<i32> {
    // Boards are read by people: of the many ways that servers write a day they have this one.
    let is_plain = text.len() == 10 && text.parse::<Date>().is_ok();
    if is_plain { when::day(text, Offset::UTC) } else { None }
}

/// The days that are still to be asked for.
pub struct Files<'a> {
    format: &'a Pattern,
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
        Some((day, self.format.write(day)))
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
