//! A pattern of strftime's: how a server or an address writes days and times.

use serde_json::json;

use super::when::Offset;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read};

/// A pattern that is known to write something: `%d/%m/%Y`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(String);

const EXPECTED: &str = "a strftime pattern such as %d/%m/%Y";
/// The letters that both ways know; `sound` is judged by the library's own word in a test.
const LETTERS: &str = "aAbBdeFhHIjklmMnpsSTyYz";

/// The entrances of the library's readers and writers, as `panel::kind` has entrances of kinds: they
/// are a pack of their own, because most boards name no pattern.
mod packs {
    pub mod day {
        pub mod patterns {
            use jiff::civil::Time;
            use jiff::fmt::strtime::BrokenDownTime;

            use crate::data::when::{self, Offset};

            /// `None` where the pattern cannot be used, or beyond the calendar.
            #[inline(never)]
            pub fn enter(pattern: &str, day: i32) -> Option<String> {
                let date = when::date_of(day)?.to_datetime(Time::midnight());
                let mut broken = BrokenDownTime::from(date);
                broken.set_offset(Some(Offset::UTC));
                broken.to_string(pattern).ok()
            }
        }
    }

    pub mod moment {
        pub mod patterns {
            use jiff::fmt::strtime::BrokenDownTime;

            use crate::data::when::{self, Offset};

            #[inline(never)]
            pub fn enter(pattern: &str, text: &str, offset: Offset) -> Option<i64> {
                let broken = BrokenDownTime::parse(pattern, text.trim()).ok()?;
                if let Some(moment) = broken.timestamp() {
                    return Some(moment.as_second());
                }
                // `%Y` also takes the 20 of 21/02/20, which is nobody's year.
                let date = broken.to_date().ok().filter(|date| date.year() >= 1000)?;
                let time = broken.to_time().ok()?;
                Some(when::instant(date, time, broken.offset().unwrap_or(offset)))
            }
        }
    }
}

impl Pattern {
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The day (since 1970) as the pattern has it; its time is midnight. Empty beyond the calendar.
    pub fn write(&self, day: i32) -> String {
        packs::day::patterns::enter(&self.0, day).unwrap_or_default()
    }

    /// Unix seconds of a text that is written so; a mere date is its first moment.
    pub fn seconds(&self, text: &str, offset: Offset) -> Option<i64> {
        packs::moment::patterns::enter(&self.0, text, offset)
    }

    /// As [`Read::read`], for a pattern that a cell is read by: what it writes must name a day.
    pub fn that_reads(value: &Value, to: &mut Findings) -> Option<Self> {
        let own = Self::read(value, to)?;
        if names_a_day(&own.0) { Some(own) } else { to.misshapen(value, EXPECTED) }
    }
}

/// The letters of a pattern; `None` where one is not known.
fn letters(pattern: &str) -> Option<Vec<char>> {
    let mut rest = pattern.chars();
    let mut found = Vec::new();
    while let Some(c) = rest.next() {
        if c == '%' {
            // `%-d` writes no zero before the 1, `%:z` a colon between hours and minutes.
            let mut letter = rest.next()?;
            if letter == '-' || (letter == ':' && rest.as_str().starts_with('z')) {
                letter = rest.next()?;
            }
            let known = letter == '%' || LETTERS.contains(letter);
            found.push(known.then_some(letter)?);
        }
    }
    Some(found)
}

fn names_a_day(pattern: &str) -> bool {
    let found = letters(pattern).unwrap_or_default();
    let any = |of: &str| of.chars().any(|c| found.contains(&c));
    let date = any("F") || (any("Yy") && (any("j") || (any("mbBh") && any("de"))));
    // A minute is of no time without its hour, nor is an hour of twelve without its half.
    let hour = any("HkT") || (any("Il") && any("p"));
    any("s") || (date && (hour || !any("MSIlp")))
}

impl Default for Pattern {
    fn default() -> Self {
        Pattern("%Y-%m-%d".to_string())
    }
}

impl Read for Pattern {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let own = Pattern(grammar::text(value, to)?.to_string());
        let usable = letters(&own.0).is_some_and(|found| !found.is_empty());
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
    use crate::data::when;
    use crate::issue::Lang;

    /// 2020-02-21, a day that any pattern should be able to write.
    const KNOWN: i32 = 18_313;

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
            ("%Y-%-m-%-d", "2020-2-21"),
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

    /// Our short judgement of a pattern is never kinder than the library's.
    #[test]
    fn patterns_that_are_taken_can_be_used() {
        let writes = |pattern: &str| packs::day::patterns::enter(pattern, KNOWN);
        for first in LETTERS.chars() {
            for second in LETTERS.chars() {
                let pattern = format!("%{first} %{second} %%");
                let Some(written) = writes(&pattern) else { panic!("{pattern} writes nothing") };
                let day = packs::moment::patterns::enter(&pattern, &written, Offset::UTC);
                assert!(!names_a_day(&pattern) || day.is_some(), "{pattern} reads {written}");
            }
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_used_is_a_finding() {
        let says = |text: &str| vec![format!("b:1:1: found \"{text}\"; expected {EXPECTED}")];
        for wrong in ["day", "%", "%E", "%d/%", "", "%Z", "%c", "%D"] {
            assert_eq!(read(wrong, false), Err(says(wrong)), "{wrong}");
        }
        // These write something, but what they write names no day.
        for wrong in ["%H:%M", "%m-%d", "100%%"] {
            assert!(read(wrong, false).is_ok(), "{wrong}");
            assert_eq!(read(wrong, true), Err(says(wrong)), "{wrong}");
        }
    }
}
