//! The values that every type is made of: JSON's own, and what may hold them.

use super::float;
use super::node::{ObjectProp, Value};
use serde_json::json;

use super::{Findings, Json, Read, node, short};
use crate::issue::BoardFault;

/// The text, or a finding.
pub fn text<'n>(value: &'n Value, to: &mut Findings) -> Option<&'n str> {
    match value {
        Value::StringLit(text) => Some(&text.value),
        _ => to.wrong(value, "text"),
    }
}

/// The elements of a list, or a finding.
pub fn list<'n, 'a>(value: &'n Value<'a>, to: &mut Findings) -> Option<&'n [Value<'a>]> {
    match value {
        Value::Array(list) => Some(&list.elements),
        _ => to.wrong(value, "list"),
    }
}

/// The entries of an object, each key once, or a finding. A key that stands twice is a finding.
pub fn entries<'n, 'a>(value: &'n Value<'a>, to: &mut Findings) -> Option<Vec<&'n ObjectProp<'a>>> {
    let Value::Object(object) = value else { return to.wrong(value, "object") };
    let (once, again) = node::entries(object);
    for entry in again {
        to.fault(entry.start(), BoardFault::Twice { name: short(entry.name.as_str()) });
    }
    Some(once)
}

/// The number of the word among `words`, or a finding.
pub fn word(value: &Value, words: &[&str], to: &mut Findings) -> Option<usize> {
    let Value::StringLit(text) = value else { return to.wrong(value, &words.join(", ")) };
    let known = words.iter().position(|own| *own == text.value);
    known.or_else(|| to.unknown_word(value.start(), &text.value, words))
}

/// A number as JSON writes it, unless it is larger than any that a machine counts with.
fn number(value: &Value) -> Option<f64> {
    let number = value.as_number_lit().and_then(|number| float(number.value));
    number.filter(|number| number.is_finite())
}

impl Read for bool {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::BooleanLit(flag) => Some(flag.value),
            _ => to.wrong(value, "true or false"),
        }
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }

    fn written(&self) -> Option<Json> {
        Some(json!(self))
    }
}

impl Read for f64 {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        number(value).or_else(|| to.wrong(value, "number"))
    }

    fn schema() -> Json {
        json!({ "type": "number" })
    }

    fn written(&self) -> Option<Json> {
        Some(json!(self))
    }
}

impl Read for u32 {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let whole =
            |number: &f64| number.fract() == 0.0 && (0.0..=u32::MAX.into()).contains(number);
        let number = number(value).filter(whole).map(|number| number as u32);
        number.or_else(|| to.wrong(value, "whole number from 0"))
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })
    }

    fn written(&self) -> Option<Json> {
        Some(json!(self))
    }
}

/// As wide as in the browser, on every host.
impl Read for usize {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        u32::read(value, to).map(|number| number as usize)
    }

    fn schema() -> Json {
        u32::schema()
    }

    fn written(&self) -> Option<Json> {
        Some(json!(self))
    }
}

impl Read for String {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        text(value, to).map(str::to_string)
    }

    fn schema() -> Json {
        json!({ "type": "string" })
    }

    fn written(&self) -> Option<Json> {
        (!self.is_empty()).then(|| json!(self))
    }
}

/// `null` is the same as not given; the schema says nothing of it.
impl<T: Read> Read for Option<T> {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::NullKeyword(_) => Some(None),
            _ => T::read(value, to).map(Some),
        }
    }

    fn schema() -> Json {
        T::schema()
    }

    fn written(&self) -> Option<Json> {
        self.as_ref().and_then(T::written)
    }
}

/// A bad element is left out.
impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let mut read = Vec::new();
        for element in list(value, to)? {
            if let Some(own) = T::read(element, to) {
                read.push(own);
            }
        }
        Some(read)
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }

    fn written(&self) -> Option<Json> {
        (!self.is_empty()).then(|| self.iter().filter_map(T::written).collect())
    }
}

/// A pair makes sense only as a whole.
impl Read for (f64, f64) {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match list(value, to)? {
            [first, second] => f64::read(first, to).zip(f64::read(second, to)),
            other => {
                let found = format!("list of {}", other.len());
                to.found(value.start(), found, "list of 2")
            }
        }
    }

    fn schema() -> Json {
        let number = f64::schema();
        json!({
            "type": "array",
            "prefixItems": [number, number],
            "minItems": 2, "maxItems": 2, "items": false,
        })
    }
}

/// Any value, kept as it is.
impl Read for Json {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        Some(match value {
            Value::NullKeyword(_) => Json::Null,
            Value::BooleanLit(flag) => Json::Bool(flag.value),
            Value::StringLit(text) => Json::String(text.value.to_string()),
            Value::NumberLit(number) => match (number.value.parse::<i64>(), self::number(value)) {
                (Ok(whole), _) => Json::from(whole),
                (_, Some(number)) => Json::from(number),
                _ => return to.wrong(value, "number"),
            },
            Value::Array(_) => Json::Array(Vec::read(value, to)?),
            Value::Object(_) => {
                let mut object = serde_json::Map::new();
                for own in entries(value, to)? {
                    if let Some(value) = Json::read(&own.value, to) {
                        object.insert(own.name.as_str().to_string(), value);
                    }
                }
                Json::Object(object)
            }
        })
    }

    fn schema() -> Json {
        json!(true)
    }
}

/// Anything at all: a key that is read elsewhere, or by nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Any;

impl Read for Any {
    fn read(_: &Value, _: &mut Findings) -> Option<Self> {
        Some(Any)
    }

    fn schema() -> Json {
        json!(true)
    }
}
