//! How old an answer is by the server's own clock, from its response headers. The wall's calendar
//! is never asked: a screen in a hall may stand in the wrong year.
//!
//! Deliberately absent: `Last-Modified`. A file that never changes and that the server has just
//! confirmed is fresh; how old its contents are is what `as_of` shows on the wall. `as_of` counts
//! as age only where the source says `refresh.as_of_counts`.

use jiff::fmt::rfc2822::DateTimeParser;

/// An HTTP date (RFC 9110 IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`) as unix seconds.
pub fn parse(text: &str) -> Option<i64> {
    // A wrong day of the week is the server's own affair.
    let parser = DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(text.trim()).ok().map(|time| time.as_second())
}

/// What a cache has held an answer for, in seconds, by its `Age`; nothing where it does not say.
fn held(cache_age: Option<&str>) -> u64 {
    cache_age.and_then(|age| age.trim().parse().ok()).unwrap_or(0)
}

/// The server's time when an answer arrives, in unix seconds: that of its `Date`, and what a cache has
/// held it for since.
pub fn now(date: Option<&str>, cache_age: Option<&str>) -> Option<i64> {
    let held = i64::try_from(held(cache_age)).unwrap_or(i64::MAX);
    Some(date.and_then(parse)?.saturating_add(held))
}

/// How far the machine's clock (`own`, unix seconds) stands from the server's, in minutes, where
/// somebody should set it: a screen that shows the server's time needs no second, but what else runs on
/// that machine may.
pub fn skew_minutes(own: i64, server: i64) -> Option<i64> {
    let minutes = own.saturating_sub(server) / 60;
    (minutes.unsigned_abs() >= SKEW_MINUTES).then_some(minutes)
}

/// What an answer takes on its way, and a clock that is set once a day, stay below it.
const SKEW_MINUTES: u64 = 3;

/// The age in milliseconds that an answer has when it arrives: from `as_of` (unix seconds; the
/// caller gives it only where it counts) to the server's `date`, plus what a cache held it for
/// (`Age`, seconds). Where the date may not be read, as of another site that does not expose it, the
/// time counts that some server was last `heard` to have (unix seconds). Nothing that is unknown or
/// in the future counts.
pub fn age_ms(
    as_of: Option<i64>,
    date: Option<&str>,
    cache_age: Option<&str>,
    heard: Option<i64>,
) -> u64 {
    let held = held(cache_age);
    let sent = date.and_then(parse).or(heard);
    let of_data = match (sent, as_of) {
        (Some(sent), Some(of)) => u64::try_from(sent.saturating_sub(of)).unwrap_or(0),
        _ => 0,
    };
    of_data.saturating_add(held).saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    #[test]
    fn the_rfcs_own_example_is_read_and_nonsense_is_not() {
        assert_eq!(parse(DATE), Some(784_111_777));
        for wrong in ["", "yesterday", "1994-11-06T08:49:37Z", "Sun, 36 Nov 1994 08:49:37 GMT"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn age_counts_from_the_data_and_adds_the_caches() {
        let of = Some(784_111_777 - 90);
        assert_eq!(age_ms(of, Some(DATE), None, None), 90_000);
        assert_eq!(age_ms(of, Some(DATE), Some("10"), None), 100_000);
        assert_eq!(age_ms(None, Some(DATE), Some("10"), None), 10_000);
        assert_eq!(now(Some(DATE), None), Some(784_111_777));
        assert_eq!(now(Some(DATE), Some("10")), Some(784_111_787));
        assert_eq!(now(None, Some("10")), None);
    }

    #[test]
    fn without_a_date_of_its_own_the_last_one_heard_counts() {
        let of = Some(784_111_777 - 90);
        assert_eq!(age_ms(of, None, None, Some(784_111_777)), 90_000);
        assert_eq!(age_ms(of, Some(DATE), None, Some(784_111_777 + 500)), 90_000);
        assert_eq!(age_ms(of, Some("soon"), None, Some(784_111_777)), 90_000);
    }

    #[test]
    fn a_clock_that_is_off_by_minutes_is_said() {
        assert_eq!(skew_minutes(1_000, 1_000 + 179), None);
        assert_eq!(skew_minutes(1_000, 1_000 + 180), Some(-3));
        assert_eq!(skew_minutes(86_400 + 59, 0), Some(1_440));
        assert_eq!(skew_minutes(i64::MIN, i64::MAX), Some(i64::MIN / 60));
    }

    #[test]
    fn what_is_unknown_or_in_the_future_counts_nothing() {
        assert_eq!(age_ms(Some(784_111_777 + 90), Some(DATE), None, None), 0);
        assert_eq!(age_ms(Some(0), None, None, None), 0);
        assert_eq!(age_ms(Some(0), Some("soon"), Some("-3"), None), 0);
        let huge = Some("18446744073709551615");
        assert_eq!(age_ms(Some(i64::MIN), Some(DATE), huge, None), u64::MAX);
    }
}
