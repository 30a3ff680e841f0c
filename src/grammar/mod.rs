//! How a board file is read: text -> nodes with places -> typed values, and what was wrong beside
//! them. The same declarations give the JSON schema that editors use.
//!
//! ```text
//! text --parse--> nodes with places
//!      --Read-->  a value of a type, or a finding and nothing
//!      --fill-->  a record: each key into its slot; a bad key is a finding and is left out
//! ```
//!
//! Types are declared by `record!` (an object of keys) and `words!` (one of a few words), or
//! implement [`Read`] by hand. The loop over an object's keys is one function for all records, so
//! that a key costs tens of bytes of program: generic visitors cost hundreds.
//!
//! Deliberately absent: what a board is, and data, which is read by serde.

mod declare;
mod findings;
mod float;
pub mod named;
pub mod node;
mod parse;
pub mod schema;
mod values;

use node::{ObjectProp, Value};

pub(crate) use declare::{record, words};
pub use findings::{Findings, MAX_FINDINGS, short};
pub use float::float;
pub use parse::{nodes, parse};
pub use serde_json::Value as Json;
pub use values::{Any, entries, list, text, word};

use crate::issue::BoardFault;

/// A type that a board file may hold.
pub trait Read: Sized {
    /// `None` where the value is of no use: its finding is made, and the key falls back to its
    /// default, a list or map loses one entry.
    fn read(value: &Value, to: &mut Findings) -> Option<Self>;

    /// What an editor should accept. The browser never asks, so its program does not hold it.
    fn schema() -> Json;

    /// The value as a board file writes it; `None` where a file would say nothing.
    fn written(&self) -> Option<Json> {
        None
    }
}

/// A place for a value whose type the reader of its object does not know.
pub trait Slot {
    fn put(&mut self, value: &Value, to: &mut Findings);
}

impl<T: Read> Slot for T {
    fn put(&mut self, value: &Value, to: &mut Findings) {
        if let Some(read) = T::read(value, to) {
            *self = read;
        }
    }
}

/// An object of known keys, all of which may be left out.
pub trait Record {
    fn keys(&self) -> &'static [&'static str];

    /// The place of the key of that number in `keys`.
    fn slot(&mut self, at: usize) -> Option<&mut dyn Slot>;
}

/// Reads an object into records that share it. False where the value is no object. Keys that none
/// of the records knows are findings.
pub fn fill(value: &Value, records: &mut [&mut dyn Record], to: &mut Findings) -> bool {
    let Some(entries) = entries(value, to) else { return false };
    for entry in entries {
        match slot(entry.name.as_str(), records) {
            Some(slot) => slot.put(&entry.value, to),
            None => unknown(entry, records, to),
        }
    }
    true
}

fn slot<'r>(key: &str, records: &'r mut [&mut dyn Record]) -> Option<&'r mut dyn Slot> {
    for record in records {
        if let Some(at) = record.keys().iter().position(|own| *own == key) {
            return record.slot(at);
        }
    }
    None
}

fn unknown(entry: &ObjectProp, records: &[&mut dyn Record], to: &mut Findings) {
    let key = entry.name.as_str();
    let mut known: Vec<&str> = Vec::new();
    records.iter().for_each(|record| known.extend(record.keys()));
    let nearest = to.nearest(key, &mut known.into_iter());
    to.fault(entry.start(), BoardFault::UnknownKey { key: short(key), nearest });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Lang;

    words! {
        /// How it runs.
        #[derive(Default)]
        pub enum Way {
            /// As ever.
            #[default]
            On = "on",
            Off = "off",
        }
    }

    record! {
        /// A part
        /// of two lines.
        pub struct Part {
            /// Its size.
            pub size: f64 = 2.5,
            pub own as "type": Way,
            pub names: Vec<String>,
            pub count: Option<u32>,
        }
    }

    record! {
        pub struct Whole {
            pub part: Part,
            pub hidden: bool = true,
        }
    }

    fn read<T: Read>(text: &str) -> (Option<T>, Vec<String>) {
        let root = parse("b", text).expect("JSON");
        let mut to = Findings::new("b", text);
        let read = T::read(&root, &mut to);
        (read, to.into_issues().iter().map(|issue| issue.say(Lang::En)).collect())
    }

    #[test]
    fn a_bad_key_costs_that_key_alone() {
        let text = r#"{"part": {"size": "x", "type": "of", "names": ["a", 1, "b"], "count": 1.5},
            "hidden": null, "hiden": 1, "part2": 1, "hidden": false}"#;
        let (whole, said) = read::<Whole>(text);
        let part =
            Part { names: vec!["a".into(), "b".into()], own: Way::On, size: 2.5, count: None };
        assert_eq!(whole, Some(Whole { part, hidden: false }));
        assert_eq!(
            said,
            [
                "b:1:19: found text; expected number",
                "b:1:32: unknown word \"of\"; expected on, off; did you mean \"on\"?",
                "b:1:53: found number; expected text",
                "b:1:71: found number; expected whole number from 0",
                "b:2:29: unknown key \"hiden\"; did you mean \"hidden\"?",
                "b:2:41: unknown key \"part2\"; did you mean \"part\"?",
                "b:2:53: \"hidden\" stands here twice; the later one is used",
            ]
        );
    }

    #[test]
    fn what_is_no_object_is_of_no_use() {
        let (part, said) = read::<Part>("[1]");
        assert_eq!((part, said), (None, vec!["b:1:1: found list; expected object".to_string()]));
        let (count, said) = read::<Option<u32>>("null");
        assert_eq!((count, said), (Some(None), Vec::new()));
    }

    #[test]
    fn records_that_share_an_object_know_each_others_keys() {
        let text = r#"{"size": 1, "hidden": false, "siez": 2}"#;
        let root = parse("b", text).expect("JSON");
        let mut to = Findings::new("b", text);
        let (mut part, mut whole) = (Part::default(), Whole::default());
        assert!(fill(&root, &mut [&mut part, &mut whole], &mut to));
        assert_eq!((part.size, whole.hidden), (1.0, false));
        let said: Vec<String> = to.into_issues().iter().map(|issue| issue.say(Lang::En)).collect();
        assert_eq!(said, ["b:1:30: unknown key \"siez\"; did you mean \"size\"?"]);
    }

    #[test]
    fn the_schema_says_what_the_declaration_says() {
        let expected = serde_json::json!({
            "type": "object",
            "description": "A part of two lines.",
            "additionalProperties": false,
            "properties": {
                "size": { "type": "number", "description": "Its size.", "default": 2.5 },
                "type": {
                    "description": "How it runs.",
                    "oneOf": [{ "const": "on", "description": "As ever." }, { "const": "off" }],
                    "default": "on",
                },
                "names": { "type": "array", "items": { "type": "string" } },
                "count": { "type": "integer", "minimum": 0, "maximum": u32::MAX },
            },
        });
        assert_eq!(Part::schema(), expected);
    }
}
