//! An option that is a number, or the field that holds one for each row.

use crate::data::table::{Table, Value};
use crate::grammar::node::Value as Node;
use crate::grammar::{Findings, Json, Read};
use crate::panel::options::{FieldName, Speaks};
use crate::panel::view;

/// `95`, or the name of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Level {
    Number(f64),
    Field(FieldName),
}

impl Level {
    /// How much it is in a row; none where the field is missing there.
    pub fn of(&self, rows: &Table, row: usize) -> Option<f64> {
        match self {
            Level::Number(number) => Some(*number),
            Level::Field(_) => view::amount(self.cell(rows, row)),
        }
    }

    /// The cell that it stands in, so that a published level is printed as it is.
    pub fn cell<'a>(&self, rows: &'a Table, row: usize) -> Value<'a> {
        match self {
            Level::Number(number) => Value::Number(*number),
            Level::Field(name) => {
                rows.field(name).map_or(Value::Missing, |field| field.column.get(row))
            }
        }
    }
}

impl Speaks for Level {
    fn fields<'a>(&'a self, to: &mut Vec<&'a str>) {
        if let Level::Field(name) = self {
            to.push(name);
        }
    }
}

impl Read for Level {
    fn read(value: &Node, to: &mut Findings) -> Option<Self> {
        match value {
            Node::NumberLit(_) => f64::read(value, to).map(Level::Number),
            Node::StringLit(_) => FieldName::read(value, to).map(Level::Field),
            other => to.misshapen(other, "a number or the name of a field"),
        }
    }

    fn schema() -> Json {
        serde_json::json!({ "anyOf": [f64::schema(), FieldName::schema()] })
    }
}
