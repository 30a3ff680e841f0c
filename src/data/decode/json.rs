//! JSON, walked rather than loaded: each question goes once through the bytes and keeps only what
//! it asked for, so memory is one row's and not the whole answer's.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::de::{DeserializeSeed, Error};
use serde_json::Value;

use crate::data::tree::Tree;
use crate::issue::DataFault;

pub const EXPECTED: &str = "JSON";

/// The value at the steps, if there is one.
pub fn find(bytes: &[u8], steps: &[String]) -> Result<Option<Tree>, DataFault> {
    let mut found = None;
    let mut take = |item| match item {
        Item::Whole(value) => found = Some(tree(&value)),
        Item::Row(_) => {}
    };
    walk(bytes, Walk { steps, by_row: false, take: &mut take })?;
    Ok(found)
}

/// Calls `each` for every element of the list at the steps; false where no list stands there.
pub fn rows(bytes: &[u8], steps: &[String], mut each: impl FnMut(Tree)) -> Result<bool, DataFault> {
    let mut found = false;
    let mut take = |item| match item {
        Item::Whole(_) => found = true,
        Item::Row(row) => each(tree(&row)),
    };
    walk(bytes, Walk { steps, by_row: true, take: &mut take })?;
    Ok(found)
}

fn walk(bytes: &[u8], walk: Walk) -> Result<(), DataFault> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    walk.deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| DataFault::Malformed { expected: EXPECTED, at: offset(bytes, &error) })
}

/// serde_json counts lines from 1 and columns in bytes.
fn offset(bytes: &[u8], error: &serde_json::Error) -> u64 {
    let before = bytes.split_inclusive(|b| *b == b'\n').take(error.line().saturating_sub(1));
    let start: usize = before.map(<[u8]>::len).sum();
    (start + error.column()).min(bytes.len()) as u64
}

enum Item {
    /// The value at the end of the walk; by row, an empty list says that a list was there.
    Whole(Value),
    Row(Value),
}

/// Goes down by the steps; everything beside the way is only checked, not kept.
struct Walk<'a, 't> {
    steps: &'a [String],
    by_row: bool,
    take: &'t mut dyn FnMut(Item),
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.steps.is_empty() && !self.by_row {
            (self.take)(Item::Whole(Value::deserialize(deserializer)?));
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

/// A scalar beside or at the end of the way holds nothing to walk into.
macro_rules! pass_over {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E: Error>(self, _: $type) -> Result<(), E> { Ok(()) })*
    };
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("any value")
    }

    pass_over!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut way = self.steps.split_first();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match way {
                // The first of two keys of one name is walked into.
                Some((step, steps)) if *step == key => {
                    way = None;
                    map.next_value_seed(Walk { steps, by_row: self.by_row, take: self.take })?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((step, steps)) = self.steps.split_first() else {
            (self.take)(Item::Whole(Value::Array(Vec::new())));
            while let Some(row) = seq.next_element::<Value>()? {
                (self.take)(Item::Row(row));
            }
            return Ok(());
        };
        let wanted = step.parse::<usize>().ok();
        for at in 0_usize.. {
            let more = if wanted == Some(at) {
                let walk = Walk { steps, by_row: self.by_row, take: self.take };
                seq.next_element_seed(walk)?.is_some()
            } else {
                seq.next_element::<IgnoredAny>()?.is_some()
            };
            if !more {
                break;
            }
        }
        Ok(())
    }
}

/// Replaces bare `NaN`, `Infinity` and numbers beyond `f64`, which some servers write, by a number
/// that `field` refuses, so that one bad cell costs only itself.
pub fn mend(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let length = token(rest);
        let (word, after) = rest.split_at(length.clamp(1, rest.len()));
        let bare = first == b'-' || first.is_ascii_alphanumeric();
        let number = bare.then(|| std::str::from_utf8(word).ok()?.parse::<f64>().ok()).flatten();
        match number {
            Some(number) if !number.is_finite() => out.extend_from_slice(b"1e300"),
            _ => out.extend_from_slice(word),
        }
        rest = after;
    }
    out
}

/// The length of the string, the bare word or the single byte that the text begins with.
fn token(text: &[u8]) -> usize {
    let bare = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
    if text.first() != Some(&b'"') {
        return text.iter().take_while(|b| bare(b)).count();
    }
    let mut escaped = false;
    let close = text.iter().skip(1).position(|b| {
        let ends = *b == b'"' && !escaped;
        escaped = *b == b'\\' && !escaped;
        ends
    });
    close.map_or(text.len(), |at| at + 2)
}

fn tree(value: &Value) -> Tree {
    match value {
        Value::Null => Tree::Null,
        Value::Bool(flag) => Tree::Flag(*flag),
        Value::Number(number) => Tree::Number(number.to_string().into()),
        Value::String(text) => Tree::Text(text.as_str().into()),
        Value::Array(list) => Tree::List(list.iter().map(tree).collect()),
        Value::Object(own) => {
            Tree::Object(own.iter().map(|(k, v)| (k.as_str().into(), tree(v))).collect())
        }
    }
}
