//! Nodes: a JSON document with places. Keys stay as often as they were written.

use std::borrow::Cow;
use std::collections::HashMap;

/// One value and, in each form, the byte offset where it begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    StringLit(StringLit<'t>),
    NumberLit(NumberLit<'t>),
    BooleanLit(BooleanLit),
    Object(Object<'t>),
    Array(Array<'t>),
    NullKeyword(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub struct StringLit<'t> {
    pub value: Cow<'t, str>,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NumberLit<'t> {
    /// As it is written.
    pub value: &'t str,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BooleanLit {
    pub value: bool,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Object<'t> {
    pub properties: Vec<ObjectProp<'t>>,
    pub at: usize,
}

/// A key with its value; it begins with the key.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectProp<'t> {
    pub name: StringLit<'t>,
    pub value: Value<'t>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Array<'t> {
    pub elements: Vec<Value<'t>>,
    pub at: usize,
}

macro_rules! starts {
    ($($node:ty)*) => {$(
        impl $node {
            pub fn start(&self) -> usize {
                self.at
            }
        }
    )*};
}
starts! { StringLit<'_> NumberLit<'_> BooleanLit Object<'_> Array<'_> }

impl StringLit<'_> {
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Whether the file has the same bytes between its quotes: nothing is escaped.
    pub fn as_written(&self) -> bool {
        matches!(self.value, Cow::Borrowed(_))
    }
}

impl ObjectProp<'_> {
    pub fn start(&self) -> usize {
        self.name.at
    }
}

impl<'t> Value<'t> {
    pub fn start(&self) -> usize {
        match self {
            Value::StringLit(own) => own.at,
            Value::NumberLit(own) => own.at,
            Value::BooleanLit(own) => own.at,
            Value::Object(own) => own.at,
            Value::Array(own) => own.at,
            Value::NullKeyword(at) => *at,
        }
    }

    pub fn as_object(&self) -> Option<&Object<'t>> {
        if let Value::Object(own) = self { Some(own) } else { None }
    }

    pub fn as_array(&self) -> Option<&Array<'t>> {
        if let Value::Array(own) = self { Some(own) } else { None }
    }

    pub fn as_string_lit(&self) -> Option<&StringLit<'t>> {
        if let Value::StringLit(own) = self { Some(own) } else { None }
    }

    pub fn as_number_lit(&self) -> Option<&NumberLit<'t>> {
        if let Value::NumberLit(own) = self { Some(own) } else { None }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Value::NullKeyword(_))
    }
}

/// The JSON type by the word that findings use.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::StringLit(_) => "text",
        Value::NumberLit(_) => "number",
        Value::BooleanLit(_) => "true or false",
        Value::Object(_) => "object",
        Value::Array(_) => "list",
        Value::NullKeyword(_) => "null",
    }
}

/// The value of that key; of several, the last.
pub fn get<'n, 't>(object: &'n Object<'t>, key: &str) -> Option<&'n Value<'t>> {
    object.properties.iter().rfind(|own| own.name.as_str() == key).map(|own| &own.value)
}

/// The entries of an object, each key once: the last of a name stands, in the place of the last.
/// Beside them where a key stands again.
pub fn entries<'n, 't>(
    object: &'n Object<'t>,
) -> (Vec<&'n ObjectProp<'t>>, Vec<&'n ObjectProp<'t>>) {
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut again = Vec::new();
    for (index, entry) in object.properties.iter().enumerate() {
        if last.insert(entry.name.as_str(), index).is_some() {
            again.push(entry);
        }
    }
    let stands =
        |(index, entry): &(usize, &ObjectProp)| last.get(entry.name.as_str()) == Some(index);
    let once =
        object.properties.iter().enumerate().filter(stands).map(|(_, entry)| entry).collect();
    (once, again)
}

/// Where the first text stands of which `is` holds, in the order of the file. Keys are no texts.
pub fn find(value: &Value, is: &dyn Fn(&str) -> bool) -> Option<usize> {
    match value {
        Value::StringLit(text) => is(&text.value).then(|| text.start()),
        Value::Array(list) => list.elements.iter().find_map(|element| find(element, is)),
        Value::Object(object) => object.properties.iter().find_map(|own| find(&own.value, is)),
        Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => None,
    }
}
