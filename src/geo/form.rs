//! Which form a file of boundaries has: the first of its keys that tells. What stands behind that key
//! is not looked at, because files are long.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};

use super::outline::malformed;
use crate::issue::OutlineFault;

/// What the first telling key says.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// `daping_outline` and its version.
    Compact(u64),
    /// `daping_tiles` and its version.
    Tiles(u64),
    /// The `type` of GeoJSON or TopoJSON.
    Typed(String),
}

pub fn of(bytes: &[u8]) -> Result<Form, OutlineFault> {
    let mut keys = Keys { found: None };
    let read = serde_json::Deserializer::from_slice(bytes).deserialize_map(&mut keys);
    match (keys.found, read) {
        (Some(form), _) => Ok(form),
        (None, Err(error)) if !error.is_data() => Err(malformed(bytes, &error)),
        (None, _) => Err(OutlineFault::UnknownForm),
    }
}

struct Keys {
    found: Option<Form>,
}

impl<'de> Visitor<'de> for &mut Keys {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("an object")
    }

    /// Ends with an error as soon as it knows enough: serde has no other way to stop.
    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<(), A::Error> {
        while let Some(key) = keys.next_key::<String>()? {
            self.found = match key.as_str() {
                "daping_outline" => Some(Form::Compact(keys.next_value()?)),
                "daping_tiles" => Some(Form::Tiles(keys.next_value()?)),
                "type" => Some(Form::Typed(keys.next_value()?)),
                _ => keys.next_value::<IgnoredAny>().map(|_| None)?,
            };
            if self.found.is_some() {
                return Err(A::Error::custom("enough"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<Form, OutlineFault>) {
        assert_eq!(of(text.as_bytes()), expect, "{text}");
    }

    #[test]
    fn the_first_telling_key_is_the_form_and_nothing_behind_it_is_read() {
        check(r#"{"daping_outline": 1, "#, Ok(Form::Compact(1)));
        check(r#"{"name": {"type": 2}, "daping_tiles": 7}"#, Ok(Form::Tiles(7)));
        check(r#"{"bbox": [1, 2], "type": "Topology", ..."#, Ok(Form::Typed("Topology".into())));
    }

    #[test]
    fn what_is_no_object_or_says_nothing_is_no_form_and_what_breaks_off_is_malformed() {
        for text in ["[]", "7", "{}", r#"{"a": 1}"#, r#"{"type": 7}"#] {
            check(text, Err(OutlineFault::UnknownForm));
        }
        check(r#"{"a": "#, Err(OutlineFault::Malformed { at: 6 }));
        check("", Err(OutlineFault::Malformed { at: 0 }));
    }
}
