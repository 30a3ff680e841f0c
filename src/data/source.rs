//! The authored description of a source, with its defaults: where rows come from, what they hold,
//! how each field is typed and masked, how often to ask.

use std::time::Duration;

use serde::de::{Deserialize, Deserializer, Error};

use super::named::Named;
use super::table::Type;

/// A source of rows.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Source {
    /// The address, relative to the page or absolute.
    pub url: String,
    /// How the answer is written; by the address's ending where not given.
    pub format: Option<Format>,
    /// A check of the answer itself, for servers that say 200 to everything.
    pub ok: Option<OkCheck>,
    /// RFC 6901 pointer to the rows; "" is the whole answer.
    pub rows: String,
    /// RFC 6901 pointer to the column names, where rows are lists.
    pub columns: Option<String>,
    /// RFC 6901 pointer to the time that the data is of.
    pub as_of: Option<String>,
    pub refresh: Refresh,
    /// The columns to read; every other column stays unread (unknown means hidden).
    pub fields: Named<FieldSpec>,
    /// The rows are invented: every panel that shows them says so.
    pub synthetic: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Json,
    Csv,
}

/// `{"at": "/code", "equals": 200}`
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct OkCheck {
    pub at: String,
    pub equals: serde_json::Value,
}

/// How often to ask, and when an answer is old.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Refresh {
    /// From one answer to the next question; jittered by a tenth.
    pub every: Span,
    /// Data older than this is late.
    pub stale_after: Span,
    /// How long one question may take.
    pub timeout: Span,
    /// Whether the data's own `as_of` makes it late. By default freshness counts from the last
    /// good answer: a file of last month that the server confirms is as fresh as it gets.
    pub as_of_counts: bool,
}

impl Default for Refresh {
    fn default() -> Self {
        Refresh {
            every: Span::seconds(60),
            stale_after: Span::seconds(600),
            timeout: Span::seconds(20),
            as_of_counts: false,
        }
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
        let seconds = number.parse::<f64>().ok()? * scale;
        let fits = seconds > 0.0 && seconds <= 400.0 * 86_400.0;
        fits.then(|| Span(Duration::from_secs_f64(seconds)))
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Span::parse(&text).ok_or_else(|| D::Error::custom("a span such as \"30s\" or \"10m\""))
    }
}

/// One field of a source.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct FieldSpec {
    /// RFC 6901 pointer inside the row, or the column's name; the field's own name where not given.
    pub at: Option<String>,
    /// What heads and legends say; the field's name where not given.
    pub label: Option<String>,
    #[serde(rename = "type")]
    pub kind: Type,
    /// How dates and times are written; ISO 8601 where not given.
    pub format: Option<TimeFormat>,
    pub unit: Option<String>,
    /// Numbers are multiplied by it.
    pub scale: Option<f64>,
    pub mask: Option<Mask>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeFormat {
    Iso,
    EpochS,
    EpochMs,
}

/// What kind of personal data a field holds; see `mask` for what is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mask {
    PersonName,
    /// Mobile or landline.
    Phone,
    IdNumber,
    Address,
    /// Where a person works: prefecture inside, province outside.
    Destination,
    /// Never shown: the column becomes missing throughout.
    Hidden,
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn spans_are_read_and_nonsense_is_not() {
        assert_eq!(Span::parse("30s"), Some(Span::seconds(30)));
        assert_eq!(Span::parse("10m"), Some(Span::seconds(600)));
        assert_eq!(Span::parse("1.5h"), Some(Span::seconds(5_400)));
        for wrong in ["", "s", "0s", "-1s", "5", "5 years", "1e9d", "401d", "1.2.3s"] {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }
}
