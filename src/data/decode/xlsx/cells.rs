//! One cell of a sheet as a raw value.

use calamine::{DataRef, ExcelDateTime};

use crate::data::tree::Tree;
use crate::data::when;
use crate::issue::{BookFault, DataFault};

/// From here on a spreadsheet, which keeps 15 digits, has put zeros in place of the rest.
const ROUNDED: f64 = 1e15;
/// How many days the calendar from 1904 is behind the other one.
const SINCE_1904: f64 = 1_462.0;
const DAY: i64 = 86_400;

/// Why a cell cannot be read. In a tree it stands as a text that no honest cell has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A number of more digits than are kept.
    Digits,
    /// A formula that came to an error.
    Error,
}

impl Unreadable {
    const ALL: [Unreadable; 2] = [Unreadable::Digits, Unreadable::Error];

    fn mark(self) -> &'static str {
        match self {
            Unreadable::Digits => "\u{7f}digits",
            Unreadable::Error => "\u{7f}error",
        }
    }

    pub fn of(text: &str) -> Option<Self> {
        // Almost every cell ends here.
        text.starts_with('\u{7f}').then_some(())?;
        Self::ALL.into_iter().find(|own| own.mark() == text)
    }

    pub fn tree(self) -> Tree {
        Tree::Text(self.mark().into())
    }

    pub fn fault(self) -> DataFault {
        DataFault::Book(match self {
            Unreadable::Digits => BookFault::DigitsLost,
            Unreadable::Error => BookFault::CellError,
        })
    }
}

/// A cell's value: numbers with all of their digits and no exponent, dates and times as ISO 8601
/// writes them, blanks as null.
pub fn tree(cell: &DataRef, is_1904: bool) -> Tree {
    match cell {
        DataRef::Empty => Tree::Null,
        DataRef::SharedString(text) => self::text(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            self::text(text)
        }
        DataRef::Bool(flag) => Tree::Flag(*flag),
        DataRef::Int(count) => number(*count as f64),
        DataRef::Float(value) => number(*value),
        DataRef::DateTime(moment) => self::moment(moment, is_1904),
        DataRef::Error(_) => Unreadable::Error.tree(),
    }
}

fn text(text: &str) -> Tree {
    if text.trim().is_empty() { Tree::Null } else { Tree::Text(text.into()) }
}

fn number(value: f64) -> Tree {
    if value.abs() >= ROUNDED {
        return Unreadable::Digits.tree();
    }
    Tree::Number(value.to_string().into())
}

fn moment(moment: &ExcelDateTime, is_1904: bool) -> Tree {
    let days = moment.as_f64();
    let seconds = (days * DAY as f64).round() as i64;
    if moment.is_duration() || (0.0..1.0).contains(&days) {
        return Tree::Text(clock(seconds).into());
    }
    let since = if is_1904 { SINCE_1904 } else { 0.0 };
    let offset = when::offset(0);
    let Some(at) = when::serial(days + since, offset) else { return number(days) };
    let iso = when::local_iso(at, offset);
    let day = iso.split('T').next().unwrap_or_default();
    let is_day = at.rem_euclid(DAY) == 0;
    Tree::Text(if is_day { day.into() } else { iso.into() })
}

/// A time of day, or how long something took.
fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let all = seconds.unsigned_abs();
    let (hour, minute, second) = (all / 3_600, all / 60 % 60, all % 60);
    match second {
        0 => format!("{sign}{hour:02}:{minute:02}"),
        _ => format!("{sign}{hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_keep_their_digits_or_are_none() {
        for (value, is) in [
            (13_812_345_678.0, Tree::Number("13812345678".into())),
            (0.1, Tree::Number("0.1".into())),
            (-3.5e-7, Tree::Number("-0.00000035".into())),
            (999_999_999_999_999.0, Tree::Number("999999999999999".into())),
            (410_000_199_001_010_016.0, Unreadable::Digits.tree()),
            (-1e15, Unreadable::Digits.tree()),
            (f64::INFINITY, Unreadable::Digits.tree()),
        ] {
            assert_eq!(tree(&DataRef::Float(value), false), is, "{value}");
        }
    }

    #[test]
    fn dates_are_read_in_both_calendars() {
        let at = |days, kind, is_1904| {
            let moment = ExcelDateTime::new(days, kind, is_1904);
            tree(&DataRef::DateTime(moment), is_1904)
        };
        let (date, delta) = (ExcelDateTimeType::DateTime, ExcelDateTimeType::TimeDelta);
        for (days, kind, is_1904, is) in [
            (43_882.0, date, false, "2020-02-21"),
            (42_420.0, date, true, "2020-02-21"),
            (43_882.5, date, false, "2020-02-21T12:00:00"),
            // A second before midnight and a bit is midnight.
            (43_882.999_999_9, date, false, "2020-02-22"),
            (0.336_805_6, date, false, "08:05"),
            (1.5, delta, false, "36:00"),
            (-0.25, delta, false, "-06:00"),
        ] {
            assert_eq!(at(days, kind, is_1904), Tree::Text(is.into()), "{days}");
        }
        assert_eq!(at(1e9, date, false), Tree::Number("1000000000".into()));
        assert_eq!(at(f64::NAN, date, false), Tree::Number("NaN".into()));
    }

    #[test]
    fn marks_are_known_again() {
        for own in Unreadable::ALL {
            assert_eq!(own.tree().text().and_then(Unreadable::of), Some(own));
        }
        assert_eq!(Unreadable::of("\u{7f}"), None);
    }
}
