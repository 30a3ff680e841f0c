//! Dates and times as servers and spreadsheets write them. There is no clock here: what a text
//! without a zone means is the caller's offset.

use time::format_description::well_known::Iso8601;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// How far a place's clocks are from UTC.
pub type Offset = UtcOffset;

/// The offset of so many seconds east of UTC; UTC where no place has it.
pub fn offset(seconds: i32) -> Offset {
    UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC)
}

/// A day since 1970-01-01 as ISO 8601 writes it.
pub fn iso(day: i32) -> String {
    let seconds = i64::from(day) * 86_400;
    local(seconds, UtcOffset::UTC).map_or(String::new(), |time| time.date().to_string())
}

/// The day of a text: `2020-02-21`, `2020/2/1`, `20200201`, `2020年2月1日`, or the local day of a
/// full time.
pub fn day(text: &str, offset: UtcOffset) -> Option<Date> {
    let (date, rest) = split(text)?;
    if rest.is_empty() {
        return Some(date);
    }
    local(seconds(text, offset)?, offset).map(|time| time.date())
}

/// Unix seconds of a text; a mere date is its first moment.
pub fn seconds(text: &str, offset: UtcOffset) -> Option<i64> {
    let (date, rest) = split(text)?;
    if rest.is_empty() {
        return Some(instant(date.with_time(Time::MIDNIGHT), offset));
    }
    // Spreadsheets write 8:05 where ISO 8601 wants 08:05.
    let zero = if rest.find(':') == Some(1) { "0" } else { "" };
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    let iso = format!("{year:04}-{month:02}-{day:02}T{zero}{rest}");
    if let Ok(zoned) = OffsetDateTime::parse(&iso, &Iso8601::DATE_TIME_OFFSET) {
        return Some(zoned.unix_timestamp());
    }
    Some(instant(PrimitiveDateTime::parse(&iso, &Iso8601::DATE_TIME).ok()?, offset))
}

/// The wall clock's reading at an instant; `None` beyond the years that there are.
pub fn local(seconds: i64, offset: UtcOffset) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds).ok()?.checked_to_offset(offset)
}

/// Days since 1970-01-01.
pub fn days(date: Date) -> i32 {
    /// The Julian day of 1970-01-01.
    const EPOCH: i32 = 2_440_588;
    date.to_julian_day() - EPOCH
}

fn instant(time: PrimitiveDateTime, offset: UtcOffset) -> i64 {
    time.assume_utc().unix_timestamp() - i64::from(offset.whole_seconds())
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
    let month = || Month::try_from(month.parse::<u8>().ok()?).ok();
    let date = || Date::from_calendar_date(year.parse().ok()?, month()?, day.parse().ok()?).ok();
    fits.then(date).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn east() -> UtcOffset {
        UtcOffset::from_whole_seconds(8 * 3600).unwrap()
    }

    #[test]
    fn one_day_is_written_in_many_ways() {
        let first = Date::from_calendar_date(2020, Month::February, 1).unwrap();
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
        assert_eq!(seconds("2020-02-21T08:00:00+08:00", UtcOffset::UTC), Some(1_582_243_200));
        assert_eq!(seconds("2020-02-21", east()), Some(1_582_243_200 - 8 * 3600));
        assert_eq!(seconds("2020-02-21 25:00", east()), None);
    }
}
