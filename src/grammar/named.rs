//! Things with names in the order their author gave them, read from a JSON object.

use serde_json::json;

use super::node::Value;
use super::{self as grammar, Findings, Json, Read};

/// An ordered map that is small enough to be searched in line.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Named<T> {
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, thing)| thing)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, thing)| (name.as_str(), thing))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named(Vec::new())
    }
}

/// A bad entry is left out.
impl<T: Read> Read for Named<T> {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let mut read = Vec::new();
        for entry in grammar::entries(value, to)? {
            if let Some(own) = T::read(&entry.value, to) {
                read.push((entry.name.as_str().to_string(), own));
            }
        }
        Some(Named(read))
    }

    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
}
