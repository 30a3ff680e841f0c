//! An option that is a number, or the field that holds one for each row.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::data::table::{Table, Value};
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

struct Either;

impl Visitor<'_> for Either {
    type Value = Level;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a number or the name of a field")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Level, E> {
        Ok(Level::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Level, E> {
        Ok(Level::Number(number as f64))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Level, E> {
        Ok(Level::Number(number as f64))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Level, E> {
        Ok(Level::Field(FieldName(name.into())))
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Level, D::Error> {
        from.deserialize_any(Either)
    }
}
