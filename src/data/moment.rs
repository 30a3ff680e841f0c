//! Instants and days as board files and parameters write them.

use super::when;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read, schema};

/// Unix seconds. Authored as ISO 8601 with its zone: `"2020-02-24T08:30:00+08:00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub i64);

/// A day since 1970-01-01, `2020-02-24`.
pub fn iso_day(day: i32) -> String {
    when::iso(day)
}

/// A minute since 1970 where the clock is `utc_offset` seconds ahead, `2020-02-24T08:30:00`.
pub fn iso_minute(minute: i64, utc_offset: i32) -> String {
    when::local_iso(minute.saturating_mul(60), when::offset(utc_offset))
}

/// A time in unix seconds, `2020-02-24T08:30:00+08:00`, of a place whose clock is `utc_offset` seconds ahead.
#[cfg(not(target_arch = "wasm32"))]
pub fn iso_with_zone(seconds: i64, utc_offset: i32) -> String {
    let sign = if utc_offset < 0 { '-' } else { '+' };
    let minutes = utc_offset.unsigned_abs() / 60;
    let local = when::local_iso(seconds, when::offset(utc_offset));
    format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

const EXPECTED: &str = "a time with its zone, such as \"2020-02-24T08:30:00+08:00\"";

impl Moment {
    /// `None` where the text is no time, or does not say of which zone.
    pub fn parse(text: &str) -> Option<Self> {
        // A zone that is there makes the caller's own count for nothing.
        let read = |hours: i32| when::seconds(text, when::offset(hours * 3_600));
        let seconds = read(0)?;
        (read(1) == Some(seconds)).then_some(Moment(seconds))
    }
}

impl Read for Moment {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let moment = Moment::parse(grammar::text(value, to)?);
        moment.or_else(|| to.misshapen(value, EXPECTED))
    }

    fn schema() -> Json {
        let pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+ ?(Z|[+-][0-9:]+)$";
        schema::pattern(pattern, &["2020-02-24T08:30:00+08:00"])
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn days_and_minutes_are_written_as_queries_read_them() {
        assert_eq!(super::iso_day(18_316), "2020-02-24");
        let minute = Moment::parse("2020-02-24T08:30:59+08:00").map_or(0, |own| own.0 / 60);
        assert_eq!(super::iso_minute(minute, 8 * 3_600), "2020-02-24T08:30:00");
    }

    #[test]
    fn a_time_with_its_zone_is_read_as_it_was_written() {
        for offset in [0, 28_800, -16_200, 20_700] {
            let written = super::iso_with_zone(1_582_243_200, offset);
            assert_eq!(Moment::parse(&written), Some(Moment(1_582_243_200)), "{written}");
        }
    }

    #[test]
    fn only_a_whole_instant_is_a_moment() {
        let read = |text| Moment::parse(text).map(|moment| moment.0);
        assert_eq!(read("1970-01-02T08:00:00+08:00"), Some(86_400));
        assert_eq!(read("1970-01-02T00:00:00Z"), Some(86_400));
        for vague in ["1970-01-02", "1970-01-02T08:00:00", "", "8:00", "yesterday"] {
            assert_eq!(read(vague), None, "{vague}");
        }
    }
}
