//! `Retry-After`: how long a server wants to be left alone.

use super::Head;
use crate::data::server_time;

/// A wall that waits longer looks broken.
const LONGEST_S: u64 = 3_600;

/// In milliseconds, at most an hour: from seconds, or from an HTTP date, which counts from the
/// answer's own `Date` or, without one, from `now_unix` (seconds). Nonsense is no wish.
pub fn retry_after(head: &Head, now_unix: Option<i64>) -> Option<u64> {
    let text = head.get("retry-after")?.trim();
    let seconds = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()?
    } else {
        let now = head.get("date").and_then(server_time::parse).or(now_unix)?;
        u64::try_from(server_time::parse(text)?.saturating_sub(now)).unwrap_or(0)
    };
    Some(seconds.min(LONGEST_S) * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(retry: &str, date: Option<&str>, now: Option<i64>) -> Option<u64> {
        let own = |name: &str, value: &str| (name.to_string(), value.to_string());
        let mut headers = vec![own("retry-after", retry)];
        headers.extend(date.map(|date| own("date", date)));
        retry_after(&Head { status: 429, headers }, now)
    }

    #[test]
    fn seconds_and_dates_are_waited_for_within_reason() {
        const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        const LATER: &str = "Sun, 06 Nov 1994 08:51:07 GMT";
        assert_eq!(wish("120", None, None), Some(120_000));
        assert_eq!(wish(" 0 ", None, None), Some(0));
        assert_eq!(wish("999999999999", None, None), Some(3_600_000));
        // The wall's clock may stand in another year: the answer's own is asked first.
        assert_eq!(wish(LATER, Some(DATE), Some(0)), Some(90_000));
        assert_eq!(wish(LATER, None, Some(784_111_777)), Some(90_000));
        assert_eq!(wish(DATE, Some(LATER), None), Some(0));
        assert_eq!(wish(LATER, None, None), None);
        for nonsense in ["", "-3", "1.5", "soon", "99999999999999999999999", "１０"] {
            assert_eq!(wish(nonsense, Some(DATE), Some(0)), None, "{nonsense}");
        }
    }
}
