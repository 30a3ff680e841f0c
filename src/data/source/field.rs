//! How one field of a source is found, typed and masked.

use serde_json::json;

use crate::data::pattern::Pattern;
use crate::data::table::Type;
use crate::data::tree::Tree;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read, record, words};

record! {
    /// One field of a source.
    pub struct FieldSpec {
        /// RFC 6901 pointer inside the row, or the column's name; the field's own name where not given.
        pub at: Option<String>,
        /// Where `at` is looked up.
        pub from: Origin,
        /// The same value for every row.
        pub constant: Option<Tree>,
        /// What heads and legends say; the field's name where not given.
        pub label: Option<String>,
        /// What its cells hold.
        pub kind as "type": Type,
        /// How dates and times are written: one form or several, tried in turn; ISO 8601 where not
        /// given.
        pub format: TimeFormats,
        /// What its numbers count: 人, 家, %.
        pub unit: Option<String>,
        /// Numbers are multiplied by it.
        pub scale: Option<f64>,
        /// What kind of personal data it holds.
        pub mask: Option<Mask>,
    }
}

words! {
    /// Where a field's value stands.
    #[derive(Default)]
    pub enum Origin {
        /// In each row.
        #[default]
        Row = "row",
        /// Once in the whole answer: every row of the answer gets it.
        Answer = "answer",
        /// In the address: the day of the file that the row came from.
        FileDay = "file_day",
    }
}

/// How dates and times are written; tried in turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeFormats(pub Vec<TimeFormat>);

/// How dates and times are written.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeFormat {
    /// ISO 8601, and dates as spreadsheets write them.
    Iso,
    /// Seconds since 1970.
    EpochS,
    /// Milliseconds since 1970.
    EpochMs,
    /// Days since 1899-12-30, as spreadsheets count them; the fraction is the local time of day.
    Excel,
    /// A pattern of strftime's: `%d/%m/%Y`.
    Strftime(Pattern),
}

impl TimeFormats {
    /// The forms to try; one, ISO 8601, where none is given.
    pub fn forms(&self) -> &[TimeFormat] {
        if self.0.is_empty() { &[TimeFormat::Iso] } else { &self.0 }
    }
}

impl TimeFormat {
    const WORDS: [&str; 4] = ["iso", "epoch_s", "epoch_ms", "excel"];
}

impl Read for TimeFormat {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        if let Value::StringLit(text) = value
            && text.value.contains('%')
        {
            return Pattern::that_reads(value, to).map(TimeFormat::Strftime);
        }
        let own = [TimeFormat::Iso, TimeFormat::EpochS, TimeFormat::EpochMs, TimeFormat::Excel];
        own.into_iter().nth(grammar::word(value, &Self::WORDS, to)?)
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "enum": Self::WORDS }, Pattern::schema()] })
    }
}

impl Read for TimeFormats {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::Array(_) => Vec::read(value, to).map(TimeFormats),
            _ => TimeFormat::read(value, to).map(|one| TimeFormats(vec![one])),
        }
    }

    fn schema() -> Json {
        let one = TimeFormat::schema();
        json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

words! {
    /// What kind of personal data a field holds; see `mask` for what is left of it.
    pub enum Mask {
        PersonName = "person_name",
        /// Mobile or landline.
        Phone = "phone",
        IdNumber = "id_number",
        Address = "address",
        /// Where a person works: prefecture inside, province outside.
        Destination = "destination",
        /// Never shown: the column becomes missing throughout.
        Hidden = "hidden",
    }
}
