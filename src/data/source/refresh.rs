//! How often a source is asked, and when its answer is old.

use std::time::Duration;

use crate::grammar::float;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read, record, schema};

record! {
    /// How often to ask, and when an answer is old.
    pub struct Refresh {
        /// From one answer to the next question; jittered by a tenth.
        pub every: Span = Span::seconds(60),
        /// Data older than this is late.
        pub stale_after: Span = Span::seconds(600),
        /// How long one question may take.
        pub timeout: Span = Span::seconds(20),
        /// Whether the data's own `as_of` makes it late. By default freshness counts from the last
        /// good answer: a file of last month that the server confirms is as fresh as it gets.
        pub as_of_counts: bool,
    }
}

/// A length of time as authored: `"500ms"`, `"30s"`, `"10m"`, `"2h"`, `"1d"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

impl Span {
    pub fn seconds(seconds: u64) -> Self {
        Span(Duration::from_secs(seconds))
    }

    /// `None` where the text is no span, is zero, or is over 400 days.
    pub fn parse(text: &str) -> Option<Self> {
        let split = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, unit) = text.split_at(split);
        let scale = match unit.trim() {
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3_600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        let seconds = float(number)? * scale;
        let fits = seconds > 0.0 && seconds <= 400.0 * 86_400.0;
        fits.then(|| Span(Duration::from_secs_f64(seconds)))
    }
}

impl Read for Span {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let span = Span::parse(grammar::text(value, to)?);
        span.or_else(|| to.misshapen(value, "a span such as \"30s\" or \"10m\""))
    }

    fn schema() -> Json {
        schema::pattern(r"^[0-9]*\.?[0-9]+ *(ms|s|m|h|d) *$", &["30s", "10m", "2h"])
    }

    fn written(&self) -> Option<Json> {
        let seconds = self.0.as_secs_f64();
        let units = [(86_400.0, "d"), (3_600.0, "h"), (60.0, "m")];
        let unit = units.iter().find(|(size, _)| seconds % size == 0.0);
        let (size, word) = unit.unwrap_or(&(1.0, "s"));
        Some(format!("{}{word}", seconds / size).into())
    }
}

#[cfg(test)]
mod tests {
    use super::Span;
    use crate::grammar::Read;

    #[test]
    fn spans_are_read_and_nonsense_is_not() {
        assert_eq!(Span::parse("30s"), Some(Span::seconds(30)));
        assert_eq!(Span::parse("10m"), Some(Span::seconds(600)));
        assert_eq!(Span::parse("1.5h"), Some(Span::seconds(5_400)));
        let written = |text| Span::parse(text).and_then(|span| span.written());
        for text in ["30s", "10m", "2h", "1d", "0.5s", "90s"] {
            assert_eq!(written(text), Some(text.into()));
        }
        for wrong in ["", "s", "0s", "-1s", "5", "5 years", "1e9d", "401d", "1.2.3s"] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }
}
