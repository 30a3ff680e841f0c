//! What is asked of the nodes of a parsed file.

use std::collections::HashMap;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;

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
pub fn get<'n, 'a>(object: &'n Object<'a>, key: &str) -> Option<&'n Value<'a>> {
    object.properties.iter().rfind(|own| own.name.as_str() == key).map(|own| &own.value)
}

/// The entries of an object, each key once: the last of a name stands, in the place of the last.
/// Beside them where a key stands again.
pub fn entries<'n, 'a>(
    object: &'n Object<'a>,
) -> (Vec<&'n ObjectProp<'a>>, Vec<&'n ObjectProp<'a>>) {
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
