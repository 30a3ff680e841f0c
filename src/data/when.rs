//! Dates and times as servers and spreadsheets write them. There is no clock here: what a text
//! without a zone means is the caller's offset.

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;

/// How far east of UTC a place's clock is.
pub use jiff::tz::Offset;

const DAY: i64 = 86_400;
const EPOCH: Date = Date::constant(1970, 1, 1);
/// 1900-01-01 and 2201-01-01: a counted moment outside was counted in something else.
const COUNTED: std::ops::Range<i64> = -2_208_988_800..7_289_654_400;
/// The first and the last day of the years -9999 to 9999.
const YEARS: std::ops::RangeInclusive<i64> = -4_371_587..=2_932_896;

/// Seconds east of UTC; UTC where no place is so far.
pub fn offset(seconds: i32) -> Offset {
    Offset::from_seconds(seconds).unwrap_or(Offset::UTC)
}

/// A day since 1970-01-01 in the calendar; `None` beyond its years.
pub fn date_of(day: i32) -> Option<Date> {
    EPOCH.checked_add(SignedDuration::from_secs(i64::from(day) * DAY)).ok()
}

/// A day since 1970-01-01 as ISO 8601 writes it.
pub fn iso(day: i32) -> String {
    date_of(day).map_or(String::new(), |date| date.to_string())
}

/// An instant as ISO 8601 writes it at a place, to the second and without its zone.
pub fn local_iso(seconds: i64, offset: Offset) -> String {
    let local = seconds.saturating_add(offset.seconds().into());
    let (day, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let day = iso(i32::try_from(day).unwrap_or_default());
    format!("{day}T{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
}

/// The local day of a text, in days since 1970: `2020-02-21`, `2020/2/1`, `20200201`,
/// `2020年2月1日`, or a full time.
pub fn day(text: &str, offset: Offset) -> Option<i32> {
    local(seconds(text, offset)?, offset)
}

/// Unix seconds of a text; a mere date is its first moment.
pub fn seconds(text: &str, offset: Offset) -> Option<i64> {
    let (date, rest) = split(text)?;
    if rest.is_empty() {
        return Some(instant(date, Time::midnight(), offset));
    }
    // Spreadsheets write 8:05 where ISO 8601 wants 08:05; some servers part the zone by a space.
    let zero = if rest.find(':') == Some(1) { "0" } else { "" };
    let rest = rest.replace(" +", "+").replace(" -", "-").replace(" UTC", "Z");
    let iso = format!("1970-01-01T{zero}{rest}");
    let pieces = Pieces::parse(&iso).ok()?;
    let own = pieces.to_numeric_offset();
    // The name of a zone alone says nothing here: there is no table of zones.
    let said = own.is_some() || pieces.time_zone_annotation().is_none();
    said.then(|| Some(instant(date, pieces.time()?, own.unwrap_or(offset)))).flatten()
}

/// The local day of an instant, in days since 1970; `None` beyond the years ±9999.
pub fn local(seconds: i64, offset: Offset) -> Option<i32> {
    let day = seconds.checked_add(offset.seconds().into())?.div_euclid(DAY);
    YEARS.contains(&day).then(|| i32::try_from(day).ok()).flatten()
}

/// Unix seconds that were counted as such; `None` where milli- or microseconds must be meant.
pub fn counted(seconds: f64) -> Option<i64> {
    let whole = seconds.floor() as i64;
    (seconds.is_finite() && COUNTED.contains(&whole)).then_some(whole)
}

/// Unix seconds of a spreadsheet's local time: days since 1899-12-30.
pub fn serial(days: f64, offset: Offset) -> Option<i64> {
    /// 1970-01-01 as a spreadsheet counts it.
    const SERIAL: f64 = 25_569.0;
    counted(((days - SERIAL) * DAY as f64).round()).map(|local| local - i64::from(offset.seconds()))
}

/// Unix seconds of a wall clock's reading.
pub fn instant(date: Date, time: Time, offset: Offset) -> i64 {
    let clock = [time.hour(), time.minute(), time.second()];
    let of_day = clock.into_iter().fold(0, |sum, part| sum * 60 + i64::from(part));
    date.duration_since(EPOCH).as_secs() + of_day - i64::from(offset.seconds())
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
        offset(8 * 3600)
    }

    #[test]
    fn one_day_is_written_in_many_ways() {
        for text in [
            "2020-02-01",
            "2020-2-1",
            "2020/2/1",
            "20200201",
            "2020年2月1日",
            "2020-02-01 08:00",
            "2020-01-31T16:00:00Z",
        ] {
            assert_eq!(day(text, east()), Some(18_293), "{text}");
        }
        for text in ["", "2020-13-01", "2020-02-30", "2020-2", "1/2/2020", "2020-02-01x", "二月"]
        {
            assert_eq!(day(text, east()), None, "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_the_walls_own() {
        // 2020-02-21T00:00:00Z is 1_582_243_200.
        for text in [
            "2020-02-21T08:00:00",
            "2020/2/21 8:00",
            "2020年2月21日 08:00",
            "2020-02-21T00:00:00Z",
            "2020-02-21 00:00:00 UTC",
            "2020-02-20 16:00:00.500 -0800",
            "2020-02-21T08:00+08:00[Asia/Shanghai]",
        ] {
            assert_eq!(seconds(text, east()), Some(1_582_243_200), "{text}");
        }
        assert_eq!(seconds("2020-02-21T08:00:00+08:00", offset(0)), Some(1_582_243_200));
        assert_eq!(seconds("2020-02-21", east()), Some(1_582_243_200 - 8 * 3600));
        for text in ["2020-02-21 25:00", "2020-02-21T08:00[Asia/Shanghai]", "2020-02-21 noon"] {
            assert_eq!(seconds(text, east()), None, "{text}");
        }
    }

    #[test]
    fn the_calendar_ends_where_its_years_end() {
        assert_eq!(day("9999-12-31 23:59:59", east()), Some(2_932_896));
        assert_eq!(local(i64::MAX, east()), None);
        assert_eq!(local(253_402_300_800, offset(0)), None);
        assert_eq!(local(-377_705_116_801, offset(0)), None);
        assert_eq!(local(-377_705_116_800, offset(0)), Some(-4_371_587));
        assert_eq!([iso(18_313), iso(2_932_897)], ["2020-02-21", ""]);
        assert_eq!([offset(i32::MAX).seconds(), offset(-3_600).seconds()], [0, -3_600]);
    }

    #[test]
    fn counted_moments_are_of_these_centuries() {
        assert_eq!(counted(1_582_215_045.9), Some(1_582_215_045));
        assert_eq!(counted(-0.5), Some(-1));
        for wrong in [1_582_215_045_132.0, 7_289_654_400.0, -2_208_988_801.0, f64::NAN, 1e300] {
            assert_eq!(counted(wrong), None, "{wrong}");
        }
        assert_eq!(serial(43_882.0, offset(0)), Some(1_582_243_200));
        assert_eq!(serial(43_882.5, east()), Some(1_582_243_200 + 4 * 3600));
        assert_eq!(serial(1e9, east()), None);
    }
}
