//! Raw JSON as an answer or a board file wrote it: numbers keep their digits, keys their order.
//!
//! Deliberately absent: any way above `data`. A tree may hold somebody's name.

use serde_json::json;

use crate::grammar::float;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read};

/// One JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree {
    #[default]
    Null,
    Flag(bool),
    /// As it is written.
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<Tree>),
    /// Of keys that stand twice the first counts.
    Object(Vec<(Box<str>, Tree)>),
}

impl Tree {
    /// Walks on by the steps of a pointer that are left.
    pub fn walk(&self, steps: &[String]) -> Option<&Tree> {
        steps.iter().try_fold(self, |tree, step| tree.get(step))
    }

    /// The value of a key, or the element of that number.
    pub fn get(&self, step: &str) -> Option<&Tree> {
        match self {
            Tree::Object(own) => own.iter().find(|(key, _)| **key == *step).map(|(_, tree)| tree),
            Tree::List(list) => list.get(step.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// Puts a value where the steps lead. Objects that are missing on the way are made; false where
    /// something else stands in the way.
    pub fn put(&mut self, steps: &[String], value: Tree) -> bool {
        let Some((step, rest)) = steps.split_first() else {
            *self = value;
            return true;
        };
        if matches!(self, Tree::Null) {
            *self = Tree::Object(Vec::new());
        }
        match self {
            Tree::Object(own) => {
                if let Some((_, tree)) = own.iter_mut().find(|(key, _)| **key == **step) {
                    return tree.put(rest, value);
                }
                let mut made = Tree::Null;
                let put = made.put(rest, value);
                own.push((step.as_str().into(), made));
                put
            }
            Tree::List(list) => {
                let at = step.parse::<usize>().ok();
                at.and_then(|at| list.get_mut(at)).is_some_and(|tree| tree.put(rest, value))
            }
            _ => false,
        }
    }

    pub fn text(&self) -> Option<&str> {
        if let Tree::Text(text) = self { Some(text) } else { None }
    }

    /// A number, also where it stands as text.
    pub fn number(&self) -> Option<f64> {
        match self {
            Tree::Number(text) | Tree::Text(text) => float(text.trim()),
            _ => None,
        }
    }

    /// As JSON.
    pub fn write(&self) -> String {
        let mut to = String::new();
        self.write_to(&mut to);
        to
    }

    fn write_to(&self, to: &mut String) {
        match self {
            Tree::Null => to.push_str("null"),
            Tree::Flag(flag) => to.push_str(if *flag { "true" } else { "false" }),
            Tree::Number(digits) => to.push_str(digits),
            Tree::Text(text) => quote(text, to),
            Tree::List(list) => {
                to.push('[');
                for (at, tree) in list.iter().enumerate() {
                    to.push_str(if at == 0 { "" } else { "," });
                    tree.write_to(to);
                }
                to.push(']');
            }
            Tree::Object(own) => {
                to.push('{');
                for (at, (key, tree)) in own.iter().enumerate() {
                    to.push_str(if at == 0 { "" } else { "," });
                    quote(key, to);
                    to.push(':');
                    tree.write_to(to);
                }
                to.push('}');
            }
        }
    }
}

/// The text as JSON writes it.
pub fn quote(text: &str, to: &mut String) {
    to.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => to.extend(['\\', c]),
            c if c < ' ' => {
                let digit = |nibble: u32| char::from_digit(nibble, 16).unwrap_or('0');
                to.push_str("\\u00");
                to.extend([digit(c as u32 >> 4), digit(c as u32 & 15)]);
            }
            c => to.push(c),
        }
    }
    to.push('"');
}

impl Read for Tree {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        Some(match value {
            Value::NullKeyword(_) => Tree::Null,
            Value::BooleanLit(flag) => Tree::Flag(flag.value),
            Value::StringLit(text) => Tree::Text(text.value.as_ref().into()),
            Value::NumberLit(number) => Tree::Number(number.value.into()),
            Value::Array(_) => Tree::List(Vec::read(value, to)?),
            Value::Object(_) => {
                let mut object = Vec::new();
                for own in grammar::entries(value, to)? {
                    object.push((own.name.as_str().into(), Tree::read(&own.value, to)?));
                }
                Tree::Object(object)
            }
        })
    }

    fn schema() -> Json {
        json!(true)
    }
}

/// Rows that stand in the board itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline(pub Vec<Tree>);

impl Read for Inline {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        Vec::read(value, to).map(Inline)
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": { "type": ["object", "array"] } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_and_written() {
        let text = r#"{"a":[{"b":48.10}],"c":"x\"\\\n云","d":null,"e":true}"#;
        let root = grammar::parse("b", text).expect("JSON");
        let tree = Tree::read(&root, &mut Findings::new("b", text)).expect("a tree");
        let step = |steps: &[&str]| {
            let steps: Vec<String> = steps.iter().map(|s| s.to_string()).collect();
            tree.walk(&steps).cloned()
        };
        assert_eq!(step(&["a", "0", "b"]), Some(Tree::Number("48.10".into())));
        assert_eq!(step(&["a", "1"]), None);
        assert_eq!(tree.write(), r#"{"a":[{"b":48.10}],"c":"x\"\\\u000a云","d":null,"e":true}"#);
    }

    #[test]
    fn a_value_is_put_where_nothing_else_stands_in_the_way() {
        let text = r#"{"size":10,"query":null,"list":[{"at":1}],"word":"x"}"#;
        let root = grammar::parse("b", text).expect("JSON");
        let mut tree = Tree::read(&root, &mut Findings::new("b", text)).expect("a tree");
        let mut put = |pointer| {
            let steps = crate::data::pointer::tokens(pointer).expect("a pointer");
            tree.put(&steps, Tree::Number("7".into()))
        };
        assert!(put("/size") && put("/query/page/at") && put("/list/0/at") && put("/new/~1"));
        assert!(!put("/word/at") && !put("/list/1/at") && !put("/list/-"));
        assert_eq!(
            tree.write(),
            r#"{"size":7,"query":{"page":{"at":7}},"list":[{"at":7}],"word":"x","new":{"/":7}}"#
        );
    }
}
