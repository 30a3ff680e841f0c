//! Values of the files that have a form of ours, from nodes of the grammar, which every program has. What a
//! form needs and is not there, or is something else, is malformed where it should stand.

use super::LonLat;
use super::draft::Draft;
use super::fact::Fact;
use super::outline::shorten;
use crate::grammar::float;
use crate::grammar::node::{self, Object, Value};
use crate::issue::OutlineFault;

pub(super) type Result<T> = std::result::Result<T, OutlineFault>;

pub(super) trait Keys<'t> {
    /// What must be there.
    fn value(&self, key: &str) -> Result<&Value<'t>>;
    /// What may be missing, or null.
    fn given(&self, key: &str) -> Option<&Value<'t>>;
}

impl<'t> Keys<'t> for Object<'t> {
    fn value(&self, key: &str) -> Result<&Value<'t>> {
        node::get(self, key).ok_or(OutlineFault::Malformed { at: self.at })
    }

    fn given(&self, key: &str) -> Option<&Value<'t>> {
        node::get(self, key).filter(|value| !value.is_null())
    }
}

/// A draft with what the file says of itself.
pub(super) fn draft(file: &Object<'_>) -> Draft {
    let [name, source, approval_no, note] = ["name", "source", "approval_no", "note"]
        .map(|key| file.given(key).map_or(Fact::Nothing, fact));
    Draft::new(&name, &source, &approval_no, &note)
}

pub(super) fn object<'n, 't>(value: &'n Value<'t>) -> Result<&'n Object<'t>> {
    value.as_object().ok_or_else(|| wrong(value))
}

pub(super) fn list<'n, 't>(value: &'n Value<'t>) -> Result<&'n [Value<'t>]> {
    value.as_array().map(|list| list.elements.as_slice()).ok_or_else(|| wrong(value))
}

pub(super) fn text<'n>(value: &'n Value<'_>) -> Result<&'n str> {
    value.as_string_lit().map(|text| text.as_str()).ok_or_else(|| wrong(value))
}

pub(super) fn number(value: &Value<'_>) -> Result<f64> {
    let number = value.as_number_lit().and_then(|number| float(number.value));
    number.ok_or_else(|| wrong(value))
}

/// A number without a fraction.
pub(super) fn whole(value: &Value<'_>) -> Result<i64> {
    let number = value.as_number_lit().and_then(|number| number.value.parse().ok());
    number.ok_or_else(|| wrong(value))
}

/// `[lon, lat]`
pub(super) fn place(value: &Value<'_>) -> Result<LonLat> {
    let [lon, lat] = list(value)? else { return Err(wrong(value)) };
    Ok(LonLat { lon: number(lon)?, lat: number(lat)? })
}

/// A text or a number; anything else says nothing.
pub(super) fn fact(value: &Value<'_>) -> Fact {
    match value {
        Value::StringLit(text) => Fact::Text(shorten(text.as_str())),
        Value::NumberLit(_) => number(value).map_or(Fact::Nothing, Fact::Number),
        _ => Fact::Nothing,
    }
}

fn wrong(value: &Value<'_>) -> OutlineFault {
    OutlineFault::Malformed { at: value.start() }
}
