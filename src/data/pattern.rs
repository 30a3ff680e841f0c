//! A pattern of strftime's: how a server or an address writes days and times.

use jiff::civil::Time;
use jiff::fmt::strtime::BrokenDownTime;
use serde_json::json;

use super::when::{self, Offset};
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read};

/// A pattern that is known to write something: `%d/%m/%Y`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(String);

const EXPECTED: &str = "a strftime pattern such as %d/%m/%Y";
/// 2020-02-21, a day that any pattern should be able to write.
const KNOWN: i32 = 18_313;

impl Pattern {
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The day (since 1970) as the pattern has it; its time is midnight. Empty beyond the calendar.
    pub fn write(&self, day: i32) -> String {
        self.written(day).unwrap_or_default()
    }

    fn written(&self, day: i32) -> Option<String> {
        let mut broken = BrokenDownTime::from(when::date_of(day)?.to_datetime(Time::midnight()));
        broken.set_offset(Some(Offset::UTC));
        broken.to_string(&self.0).ok()
    }

    /// Unix seconds of a text that is written so; a mere date is its first moment.
    pub fn seconds(&self, text: &str, offset: Offset) -> Option<i64> {
        let broken = BrokenDownTime::parse(&self.0, text.trim()).ok()?;
        if let Some(moment) = broken.timestamp() {
            return Some(moment.as_second());
        }
        // `%Y` also takes the 20 of 21/02/20, which is nobody's year.
        let date = broken.to_date().ok().filter(|date| date.year() >= 1000)?;
        let time = broken.to_time().ok()?;
        Some(when::instant(date, time, broken.offset().unwrap_or(offset)))
    }

    /// As [`Read::read`], for a pattern that a cell is read by: what it writes must name a day.
    pub fn that_reads(value: &Value, to: &mut Findings) -> Option<Self> {
        let own = Self::read(value, to)?;
        let back = own.seconds(&own.write(KNOWN), Offset::UTC);
        if back.is_some() { Some(own) } else { to.misshapen(value, EXPECTED) }
    }
}

impl Default for Pattern {
    fn default() -> Self {
        Pattern("%Y-%m-%d".to_string())
    }
}

impl Read for Pattern {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let own = Pattern(grammar::text(value, to)?.to_string());
        let usable = own.0.contains('%') && own.written(KNOWN).is_some();
        if usable { Some(own) } else { to.misshapen(value, EXPECTED) }
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "%" })
    }

    fn written(&self) -> Option<Json> {
        Some(json!(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Lang;

    fn read(text: &str, reads: bool) -> Result<Pattern, Vec<String>> {
        let text = format!("\"{text}\"");
        let root = grammar::parse("b", &text).expect("JSON");
        let mut to = Findings::new("b", &text);
        let own = if reads { Pattern::that_reads } else { Pattern::read }(&root, &mut to);
        own.ok_or_else(|| to.into_issues().iter().map(|issue| issue.say(Lang::En)).collect())
    }

    fn seconds(pattern: &str, text: &str) -> Option<i64> {
        read(pattern, true).expect("a pattern").seconds(text, when::offset(8 * 3600))
    }

    #[test]
    fn days_are_written_and_read_back() {
        for (pattern, written) in [
            ("%d/%m/%Y", "21/02/2020"),
            ("%Y年%m月%d日", "2020年02月21日"),
            ("%b %d %Y", "Feb 21 2020"),
            ("%y%m%d", "200221"),
            ("%Y/%j", "2020/052"),
        ] {
            let own = read(pattern, true).expect("a pattern");
            assert_eq!(own.write(KNOWN), written);
            let midnight = 1_582_243_200 - 8 * 3600;
            assert_eq!(seconds(pattern, written), Some(midnight), "{pattern}");
        }
        assert_eq!(Pattern::default().write(i32::MAX), "");
    }

    #[test]
    fn times_are_of_their_own_zone_or_the_walls() {
        assert_eq!(seconds("%d/%m/%Y %H:%M", "21/2/2020 8:00"), Some(1_582_243_200));
        assert_eq!(seconds("%d.%m.%Y %H:%M %z", "20.02.2020 16:00 -0800"), Some(1_582_243_200));
        assert_eq!(seconds("@%s", "@1582243200"), Some(1_582_243_200));
        assert_eq!(seconds("%I:%M %p, %d %b %Y", "8:00 AM, 21 feb 2020"), Some(1_582_243_200));
        for wrong in ["31/02/2020", "21/02/20", "21/02/2020x", "", "二月", "21/02/-2020"] {
            assert_eq!(seconds("%d/%m/%Y", wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_used_is_a_finding() {
        let says = |text: &str| vec![format!("b:1:1: found \"{text}\"; expected {EXPECTED}")];
        for wrong in ["day", "%", "%E", "%d/%", "", "%Z"] {
            assert_eq!(read(wrong, false), Err(says(wrong)), "{wrong}");
        }
        // These write something, but what they write names no day.
        for wrong in ["%H:%M", "%m-%d", "100%%", "%c"] {
            assert!(read(wrong, false).is_ok(), "{wrong}");
            assert_eq!(read(wrong, true), Err(says(wrong)), "{wrong}");
        }
    }
}
