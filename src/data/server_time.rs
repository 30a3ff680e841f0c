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

/// The age in milliseconds that an answer has when it arrives: from `as_of` (unix seconds; the
/// caller gives it only where it counts) to the server's `date`, plus what a cache held it for
/// (`Age`, seconds). Nothing that is unknown or in the future counts.
pub fn age_ms(as_of: Option<i64>, date: Option<&str>, cache_age: Option<&str>) -> u64 {
    let held = cache_age.and_then(|age| age.trim().parse::<u64>().ok()).unwrap_or(0);
    let sent = date.and_then(parse);
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
        assert_eq!(age_ms(of, Some(DATE), None), 90_000);
        assert_eq!(age_ms(of, Some(DATE), Some("10")), 100_000);
        assert_eq!(age_ms(None, Some(DATE), Some("10")), 10_000);
    }

    #[test]
    fn what_is_unknown_or_in_the_future_counts_nothing() {
        assert_eq!(age_ms(Some(784_111_777 + 90), Some(DATE), None), 0);
        assert_eq!(age_ms(Some(0), None, None), 0);
        assert_eq!(age_ms(Some(0), Some("soon"), Some("-3")), 0);
        assert_eq!(age_ms(Some(i64::MIN), Some(DATE), Some("18446744073709551615")), u64::MAX);
    }
}
