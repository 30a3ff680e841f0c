//! Why a value does not fit its type, in the words of findings.

use std::fmt::{self, Display};

use jsonc_parser::ast::{StringLit, Value};
use jsonc_parser::common::Ranged;
use serde::de::{Error, Expected, Unexpected};

use super::findings;
use super::node;
use crate::issue::BoardFault;

/// Characters of a word of the file that a sentence repeats.
const MAX_QUOTED: usize = 40;

/// Why a value is not of its type. Boxed, because every field of every kind may return one: a
/// hundred bytes carried by each of them are tens of kilobytes of program.
#[derive(Debug)]
pub struct Misfit(Box<Reason>);

/// What was wrong, where, and what must go so that the rest can be read.
#[derive(Debug)]
pub struct Reason {
    /// None where it only follows from another one.
    pub fault: Option<BoardFault>,
    pub at: Option<usize>,
    pub leave_out: Option<usize>,
}

/// A word of the file, short enough for a sentence.
pub fn short(word: &str) -> String {
    match word.char_indices().nth(MAX_QUOTED) {
        None => word.to_string(),
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or_default()),
    }
}

impl Misfit {
    /// The innermost value is the place; the innermost that may go is left out.
    #[cold]
    #[inline(never)]
    pub fn of(mut self, value: &Value, may_go: bool) -> Self {
        let reason = &mut *self.0;
        if reason.at.is_none() {
            reason.fault = reason.fault.take().and_then(|fault| at_home(fault, value));
            reason.at = Some(value.start());
        }
        reason.leave_out = reason.leave_out.or(may_go.then(|| value.start()));
        self
    }

    pub fn reason(self) -> Reason {
        *self.0
    }
}

/// A fault where its value is known: what was found is filled in; a key that is missing because it
/// was left out has its finding already.
fn at_home(fault: BoardFault, value: &Value) -> Option<BoardFault> {
    match (fault, value) {
        (BoardFault::WrongType { found, expected }, _) if found.is_empty() => {
            let quoted = |text: &StringLit| format!("\"{}\"", short(&text.value));
            let kind = || node::kind(value).to_string();
            let found = value.as_string_lit().map_or_else(kind, quoted);
            Some(BoardFault::WrongType { found, expected })
        }
        (BoardFault::Missing { key }, Value::Object(object)) => {
            node::get(object, &key).is_none().then_some(BoardFault::Missing { key })
        }
        (fault, _) => Some(fault),
    }
}

fn misfit(fault: BoardFault) -> Misfit {
    Misfit(Box::new(Reason { fault: Some(fault), at: None, leave_out: None }))
}

#[cold]
#[inline(never)]
pub fn wrong_type(found: &str, expected: &dyn Display) -> Misfit {
    let expected = plain(&expected.to_string());
    misfit(BoardFault::WrongType { found: found.to_string(), expected })
}

impl Error for Misfit {
    /// A form of its own, such as a span: what was found is filled in where the value is known.
    fn custom<T: Display>(expected: T) -> Self {
        wrong_type("", &expected)
    }

    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "number",
            Unexpected::Str(_) => "text",
            Unexpected::Unit | Unexpected::Option => "null",
            Unexpected::Seq => "list",
            _ => "object",
        };
        wrong_type(found, &expected)
    }

    fn invalid_value(_found: Unexpected, expected: &dyn Expected) -> Self {
        wrong_type("", &expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        wrong_type(&format!("list of {length}"), &expected)
    }

    fn unknown_variant(word: &str, words: &'static [&'static str]) -> Self {
        let nearest = findings::nearest(word, words.iter().copied());
        misfit(BoardFault::UnknownWord { word: short(word), expected: words.join(", "), nearest })
    }

    fn missing_field(key: &'static str) -> Self {
        misfit(BoardFault::Missing { key: key.to_string() })
    }
}

impl Display for Misfit {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        write!(to, "{:?}", self.0.fault)
    }
}

impl std::error::Error for Misfit {}

/// serde's names of types in the words of findings.
fn plain(expected: &str) -> String {
    let word = match expected {
        "a string" => "text",
        "a boolean" => "true or false",
        "a sequence" => "list",
        "a map" => "object",
        "u8" | "u16" | "u32" | "u64" | "usize" => "whole number from 0",
        "i32" | "i64" => "whole number",
        "f32" | "f64" => "number",
        other if other.starts_with("struct ") => "object",
        other => match other.strip_prefix("a tuple of size ") {
            Some(size) => return format!("list of {size}"),
            None => other,
        },
    };
    word.to_string()
}
