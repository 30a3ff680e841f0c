//! Dates and times as servers and spreadsheets write them. There is no clock here: what a text
//! without a zone means is the caller's offset.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// The day of a text: `2020-02-21`, `2020/2/1`, `20200201`, `2020年2月1日`, or the local day of a
/// full time.
pub fn day(text: &str, offset: Offset) -> Option<Date> {
    let (date, rest) = split(text)?;
    if rest.is_empty() {
        return Some(date);
    }
    local(seconds(text, offset)?, offset).map(|time| time.date())
}

/// Unix seconds of a text; a mere date is its first moment.
pub fn seconds(text: &str, offset: Offset) -> Option<i64> {
    let (date, rest) = split(text)?;
    if rest.is_empty() {
        return instant(date.to_datetime(Time::midnight()), offset);
    }
    // Spreadsheets write 8:05 where ISO 8601 wants 08:05.
    let zero = if rest.find(':') == Some(1) { "0" } else { "" };
    let iso = format!("{date}T{zero}{rest}");
    if let Ok(zoned) = iso.parse::<Timestamp>() {
        return Some(zoned.as_second());
    }
    instant(iso.parse::<DateTime>().ok()?, offset)
}

/// The wall clock's reading at an instant; `None` beyond the years that there are.
pub fn local(seconds: i64, offset: Offset) -> Option<DateTime> {
    Some(offset.to_datetime(Timestamp::from_second(seconds).ok()?))
}

/// Days since 1970-01-01.
pub fn days(date: Date) -> i64 {
    let midnight = Offset::UTC.to_timestamp(date.to_datetime(Time::midnight()));
    midnight.map_or(i64::MIN, |at| at.as_second().div_euclid(86_400))
}

fn instant(time: DateTime, offset: Offset) -> Option<i64> {
    Some(offset.to_timestamp(time).ok()?.as_second())
}

/// The date that a text begins with, and what follows it without its `T` or space.
fn split(text: &str) -> Option<(Date, &str)> {
    let text = text.trim();
    let mut numbers = Vec::new();
    let mut rest = text;
    for ends in [['-', '/', '.', '年'], ['-', '/', '.', '月'], ['T', ' ', 't', '日']] {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        if numbers.is_empty() && number.len() == 8 {
            let date = date(number.get(..4)?, number.get(4..6)?, number.get(6..)?)?;
            return Some((date, after.strip_prefix(['T', ' ', 't']).unwrap_or(after).trim()));
        }
        numbers.push(number);
        rest = after.strip_prefix(ends).unwrap_or(after);
        if rest.len() == after.len() && !after.is_empty() {
            return None;
        }
    }
    let [year, month, day] = numbers.as_slice() else { return None };
    Some((date(year, month, day)?, rest.trim()))
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let fits = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    fits.then(date).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn east() -> Offset {
        Offset::from_seconds(8 * 3600).unwrap()
    }

    #[test]
    fn one_day_is_written_in_many_ways() {
        let first = Date::new(2020, 2, 1).unwrap();
        for text in [
            "2020-02-01",
            "2020-2-1",
            "2020/2/1",
            "20200201",
            "2020年2月1日",
            "2020-02-01 08:00",
            "2020-01-31T16:00:00Z",
        ] {
            assert_eq!(day(text, east()), Some(first), "{text}");
        }
        assert_eq!(days(first), 18_293);
        for text in ["", "2020-13-01", "2020-02-30", "2020-2", "1/2/2020", "2020-02-01x", "二月"]
        {
            assert_eq!(day(text, east()), None, "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_the_walls_own() {
        // 2020-02-21T00:00:00Z is 1_582_243_200.
        for text in ["2020-02-21T08:00:00", "2020/2/21 8:00", "2020-02-21T00:00:00Z"] {
            assert_eq!(seconds(text, east()), Some(1_582_243_200), "{text}");
        }
        assert_eq!(seconds("2020-02-21T08:00:00+08:00", Offset::UTC), Some(1_582_243_200));
        assert_eq!(seconds("2020-02-21", east()), Some(1_582_243_200 - 8 * 3600));
        assert_eq!(seconds("2020-02-21 25:00", east()), None);
    }
}
