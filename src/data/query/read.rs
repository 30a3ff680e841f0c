//! How a query's own forms are read: triples, and what is a word or an object of words.

use serde_json::json;

use super::spec::{Condition, Cut, Group, Measure, Measures, OPS, Op, Operand, Sort};
use crate::grammar::named::Named;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read, record, schema};

const TRIPLE: &str = "list of [field, op, value]";
const OPERAND: &str = "text, number, true or false, list, or {\"param\": …}";
const GROUP: &str = "a field's name, or {\"field\": …, \"by\": …}";
const CUTS: [&str; 4] = ["day", "week", "month", "bin"];
const MEASURES: [&str; 8] =
    ["count", "count:f", "sum:f", "mean:f", "min:f", "max:f", "distinct:f", "last:f"];

impl Read for Condition {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::Array(list) => match list.elements.as_slice() {
                [field, op, operand] => {
                    let (field, op) = (String::read(field, to), Op::read(op, to));
                    let value = Operand::read(operand, to)?;
                    Some(Condition { field: field?, op: op?, value })
                }
                other => to.found(value.start(), format!("list of {}", other.len()), TRIPLE),
            },
            _ => to.wrong(value, TRIPLE),
        }
    }

    fn schema() -> Json {
        json!({
            "type": "array",
            "prefixItems": [String::schema(), Op::schema(), Operand::schema()],
            "minItems": 3, "maxItems": 3, "items": false,
        })
    }
}

impl Read for Op {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let at = grammar::word(value, &OPS.map(|(word, _)| word), to)?;
        OPS.get(at).map(|(_, op)| *op)
    }

    fn schema() -> Json {
        json!({ "enum": OPS.map(|(word, _)| word) })
    }
}

record! {
    /// A parameter that the address or a click sets: until then the condition holds.
    pub struct Param {
        /// Its name: the address has it as `&p.NAME=`.
        pub param: Option<String>,
    }
}

impl Read for Operand {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::BooleanLit(flag) => Some(Operand::Flag(flag.value)),
            Value::NumberLit(_) => f64::read(value, to).map(Operand::Number),
            Value::StringLit(text) => Some(Operand::Text(text.value.to_string())),
            Value::Array(_) => Vec::read(value, to).map(Operand::List),
            Value::Object(object) if grammar::node::get(object, "param").is_some() => {
                Param::read(value, to)?.param.map(|param| Operand::Param { param })
            }
            _ => to.wrong(value, OPERAND),
        }
    }

    fn schema() -> Json {
        let mut param = Param::schema();
        schema::require(&mut param, &["param"]);
        let one = json!(["string", "number", "boolean"]);
        json!({ "anyOf": [{ "type": one }, { "type": "array", "items": { "type": one } }, param] })
    }
}

record! {
    /// A cut of a field's values.
    pub struct Parts {
        pub field: Option<String>,
        /// Dates and times by `day`, `week` or `month`, numbers by `bin`.
        pub by: Option<Cut>,
    }
}

impl Read for Group {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::StringLit(text) => Some(Group::Field(text.value.to_string())),
            Value::Object(object) => {
                let Parts { field, by } = Parts::read(value, to)?;
                to.missing(object, &["field", "by"]);
                Some(Group::Cut { field: field?, by: by? })
            }
            _ => to.wrong(value, GROUP),
        }
    }

    fn schema() -> Json {
        let mut parts = Parts::schema();
        schema::require(&mut parts, &["field", "by"]);
        json!({ "anyOf": [String::schema(), parts] })
    }
}

record! {
    /// Bins of equal width.
    pub struct Bins {
        /// The width of a bin, over 0.
        pub bin: Option<f64>,
    }
}

impl Read for Cut {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        if let Value::Object(object) = value {
            let bins = Bins::read(value, to)?;
            to.missing(object, &["bin"]);
            return bins.bin.map(Cut::Bin);
        }
        match grammar::word(value, &CUTS, to)? {
            0 => Some(Cut::Day),
            1 => Some(Cut::Week),
            2 => Some(Cut::Month),
            _ => to.misshapen(value, "{\"bin\": 1000}"),
        }
    }

    fn schema() -> Json {
        let mut bins = Bins::schema();
        schema::require(&mut bins, &["bin"]);
        json!({ "anyOf": [{ "enum": ["day", "week", "month"] }, bins] })
    }
}

impl Read for Measure {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let text = grammar::text(value, to)?;
        let measure = Measure::parse(text);
        measure.or_else(|| to.unknown_word(value.start(), text, &MEASURES))
    }

    fn schema() -> Json {
        let pattern = r"^(count|(count|sum|mean|min|max|distinct|last):.*\S.*)$";
        schema::pattern(pattern, &["count", "sum:pay", "distinct:town"])
    }
}

impl Read for Measures {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        match value {
            Value::StringLit(_) => {
                let one = Measure::read(value, to)?;
                let name = one.field().unwrap_or("count").to_string();
                Some(Measures(Named(vec![(name, one)])))
            }
            Value::Object(_) => Named::read(value, to).map(Measures),
            _ => to.wrong(value, "a measure such as \"count\", or an object of them"),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [Measure::schema(), Named::<Measure>::schema()] })
    }
}

impl Read for Sort {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let keys = match value {
            Value::Array(_) => Vec::<String>::read(value, to)?,
            Value::StringLit(text) => vec![text.value.to_string()],
            _ => return to.wrong(value, "a field's name, or a list of them"),
        };
        let mut split = Vec::new();
        for key in keys {
            split.push(match key.strip_prefix('-') {
                Some(field) => (field.to_string(), true),
                None => (key, false),
            });
        }
        Some(Sort(split))
    }

    fn schema() -> Json {
        json!({ "anyOf": [String::schema(), Vec::<String>::schema()] })
    }
}
