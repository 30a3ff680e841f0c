//! JSON schema (draft 2020-12) of what is declared. Only the terminal prints it; the browser's
//! program holds none of it.
//!
//! Deliberately absent: `null`, which the check takes as not given: an editor need not offer it.

use serde_json::{Map, json};

use super::{Json, Read};

/// A record with its keys as `key` gives them.
pub fn record(docs: &[&str], keys: Vec<(String, Json)>) -> Json {
    let mut schema = json!({
        "type": "object",
        "properties": keys.into_iter().collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    describe(&mut schema, docs);
    schema
}

/// One key: what it takes, what its author says of it, and what stands without it.
pub fn key<T: Read>(name: &str, docs: &[&str], default: &T) -> (String, Json) {
    let mut schema = match T::schema() {
        Json::Object(schema) => Json::Object(schema),
        _ => json!({}),
    };
    describe(&mut schema, docs);
    if let Some(default) = default.written() {
        schema["default"] = default;
    }
    (name.to_string(), schema)
}

/// One of a few words, each with what its author says of it.
pub fn words(docs: &[&str], words: &[(&str, &[&str])]) -> Json {
    let one = |(word, docs): &(&str, &[&str])| {
        let mut one = json!({ "const": word });
        describe(&mut one, docs);
        one
    };
    let mut schema = json!({ "oneOf": words.iter().map(one).collect::<Vec<_>>() });
    describe(&mut schema, docs);
    schema
}

/// The keys of a record that have to be there: those whose lack is a finding.
pub fn require(schema: &mut Json, keys: &[&str]) {
    schema["required"] = keys.into();
}

/// A text of a form of its own.
pub fn pattern(pattern: &str, examples: &[&str]) -> Json {
    json!({ "type": "string", "pattern": pattern, "examples": examples })
}

/// The nearer word wins: what is said at a key, before what is said at its type.
fn describe(schema: &mut Json, docs: &[&str]) {
    let lines: Vec<&str> = docs.iter().map(|line| line.trim()).filter(|l| !l.is_empty()).collect();
    if !lines.is_empty() {
        schema["description"] = lines.join(" ").into();
    }
}
