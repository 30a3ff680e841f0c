//! The authored form of a query.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

use crate::data::named::Named;

/// One panel's question to a source.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Query {
    /// The source's name.
    pub from: String,
    /// All of these hold.
    #[serde(rename = "where")]
    pub wheres: Vec<Condition>,
    /// Rows that agree in these become one.
    pub group: Vec<Group>,
    /// What is computed of each group; none and no group means the rows themselves, none with a
    /// group means `count`.
    pub measure: Measures,
    /// Field names; a leading `-` is descending. Ties keep the source's order.
    pub sort: Sort,
    /// At most so many rows.
    pub limit: Option<usize>,
}

/// `["channel", "=", "有组织"]`
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub field: String,
    pub op: Op,
    pub value: Operand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// The cell is one of a list.
    In,
    /// The cell's text contains the value's.
    Contains,
    /// `is present` or `is missing`.
    Is,
}

pub const OPS: [(&str, Op); 9] = [
    ("=", Op::Eq),
    ("!=", Op::Ne),
    ("<", Op::Lt),
    ("<=", Op::Le),
    (">", Op::Gt),
    (">=", Op::Ge),
    ("in", Op::In),
    ("contains", Op::Contains),
    ("is", Op::Is),
];

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A parameter that the address or a click sets; not set means that the condition holds.
    Param {
        param: String,
    },
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Operand>),
}

/// `"work"`, or `{"field": "issued", "by": "day"}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Group {
    Field(String),
    Cut { field: String, by: Cut },
}

#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    Day,
    Week,
    Month,
    /// Numbers, in bins of this width.
    Bin(f64),
}

/// `"count"`, or several by name: `{"people": "count", "pay": "mean:pay"}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures(pub Named<Measure>);

/// One measure: what is computed, of which field.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    Count,
    /// How many present values of a field.
    Present(String),
    Sum(String),
    Mean(String),
    Min(String),
    Max(String),
    /// How many different present values.
    Distinct(String),
    /// The last present value in the source's order.
    Last(String),
}

impl Measure {
    /// `None` where the text is no measure.
    pub fn parse(text: &str) -> Option<Self> {
        let (verb, field) = match text.split_once(':') {
            None => return (text == "count").then_some(Measure::Count),
            Some((verb, field)) => (verb, field.trim().to_string()),
        };
        if field.is_empty() {
            return None;
        }
        match verb {
            "count" => Some(Measure::Present(field)),
            "sum" => Some(Measure::Sum(field)),
            "mean" => Some(Measure::Mean(field)),
            "min" => Some(Measure::Min(field)),
            "max" => Some(Measure::Max(field)),
            "distinct" => Some(Measure::Distinct(field)),
            "last" => Some(Measure::Last(field)),
            _ => None,
        }
    }

    /// The field it reads; `count` reads none.
    pub fn field(&self) -> Option<&str> {
        match self {
            Measure::Count => None,
            Measure::Present(f)
            | Measure::Sum(f)
            | Measure::Mean(f)
            | Measure::Min(f)
            | Measure::Max(f)
            | Measure::Distinct(f)
            | Measure::Last(f) => Some(f),
        }
    }
}

/// `"-count"` or `["-count", "name"]`: field and whether it descends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sort(pub Vec<(String, bool)>);

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Triple;
        impl<'de> Visitor<'de> for Triple {
            type Value = Condition;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("list of [field, op, value]")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Condition, A::Error> {
                let short = || A::Error::custom("list of [field, op, value]");
                let field = seq.next_element()?.ok_or_else(short)?;
                let op = seq.next_element()?.ok_or_else(short)?;
                let value = seq.next_element()?.ok_or_else(short)?;
                Ok(Condition { field, op, value })
            }
        }
        // A tuple, not a list: a reader that leaves out bad elements must not shift the others.
        deserializer.deserialize_tuple(3, Triple)
    }
}

impl<'de> Deserialize<'de> for Op {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let words: &'static [&'static str] =
            &["=", "!=", "<", "<=", ">", ">=", "in", "contains", "is"];
        let known = OPS.iter().find(|(own, _)| *own == word).map(|(_, op)| *op);
        known.ok_or_else(|| D::Error::unknown_variant(&word, words))
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        measure(&String::deserialize(deserializer)?)
    }
}

fn measure<E: Error>(text: &str) -> Result<Measure, E> {
    let words: &'static [&'static str] =
        &["count", "count:f", "sum:f", "mean:f", "min:f", "max:f", "distinct:f", "last:f"];
    Measure::parse(text).ok_or_else(|| E::unknown_variant(text, words))
}

// Words or objects are read by hand: an untagged enum would lose the place and the words of a fault
// inside.
impl<'de> Deserialize<'de> for Measures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Measures;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("a measure such as \"count\", or an object of them")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Measures, E> {
                let one = measure(text)?;
                let name = one.field().unwrap_or("count").to_string();
                Ok(Measures(Named(vec![(name, one)])))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Measures, A::Error> {
                Named::deserialize(MapAccessDeserializer::new(map)).map(Measures)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Parts {
            field: String,
            by: Cut,
        }
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Group;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("a field's name, or {\"field\": …, \"by\": …}")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Group, E> {
                Ok(Group::Field(text.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Group, A::Error> {
                let Parts { field, by } = Parts::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Group::Cut { field, by })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Sort {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let keys = match Json::deserialize(deserializer)? {
            Json::Array(keys) => keys,
            one => vec![one],
        };
        let split = |key: Json| match key {
            Json::String(key) => match key.strip_prefix('-') {
                Some(field) => Ok((field.to_string(), true)),
                None => Ok((key, false)),
            },
            _ => Err(D::Error::custom("a field's name, or a list of them")),
        };
        keys.into_iter().map(split).collect::<Result<_, _>>().map(Sort)
    }
}

// Not an untagged enum: that would bring a second tree of values into the program.
impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("text, number, true or false, list, or {\"param\": …}");
        operand(Json::deserialize(deserializer)?).ok_or_else(wrong)
    }
}

fn operand(value: Json) -> Option<Operand> {
    match value {
        Json::Bool(flag) => Some(Operand::Flag(flag)),
        Json::Number(number) => number.as_f64().map(Operand::Number),
        Json::String(text) => Some(Operand::Text(text)),
        Json::Array(values) => {
            values.into_iter().map(operand).collect::<Option<_>>().map(Operand::List)
        }
        Json::Object(mut parts) => match (parts.remove("param"), parts.is_empty()) {
            (Some(Json::String(param)), true) => Some(Operand::Param { param }),
            _ => None,
        },
        Json::Null => None,
    }
}
