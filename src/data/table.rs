//! The masked, columnar table: the only form of data that floors above `data` ever see.
//!
//! Text is dictionary-coded (a roster names sixteen townships six thousand times), numbers are
//! `f64` with NaN for missing, days and times are integers with a sentinel for missing.
//! Deliberately absent: any way to put an unmasked value in; `Builder` is fed by `mask` alone.

use std::rc::Rc;

use super::words::{Index, Words};
use crate::grammar::words;

/// A cell's value as panels see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Missing,
    Text(&'a str),
    Number(f64),
    /// Days since 1970-01-01.
    Day(i32),
    /// Seconds since 1970-01-01T00:00:00Z.
    Time(i64),
    Flag(bool),
}

impl<'a> Value<'a> {
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Number(n) => Some(n),
            _ => None,
        }
    }

    pub fn text(self) -> Option<&'a str> {
        match self {
            Value::Text(t) => Some(t),
            _ => None,
        }
    }

    pub fn is_missing(self) -> bool {
        self == Value::Missing
    }
}

words! {
    /// The type of a column.
    #[derive(Default)]
    pub enum Type {
        #[default]
        Text = "text",
        Number = "number",
        /// A published figure: a number or a word, kept as text exactly as it is printed.
        Figure = "figure",
        Date = "date",
        Time = "time",
        Flag = "flag",
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// `codes[row]` indexes `words`; `NO_WORD` is missing.
    Text { words: Words, codes: Vec<u32> },
    /// NaN is missing.
    Number(Vec<f64>),
    /// `NO_DAY` is missing.
    Day(Vec<i32>),
    /// `NO_TIME` is missing.
    Time(Vec<i64>),
    /// 0, 1, or 2 for missing.
    Flag(Vec<u8>),
}

pub const NO_WORD: u32 = u32::MAX;
pub const NO_DAY: i32 = i32::MIN;
pub const NO_TIME: i64 = i64::MIN;
pub const NO_FLAG: u8 = 2;

impl Column {
    pub fn get(&self, row: usize) -> Value<'_> {
        match self {
            Column::Text { words, codes } => match codes.get(row) {
                Some(&code) => words.get(code as usize).map_or(Value::Missing, Value::Text),
                None => Value::Missing,
            },
            Column::Number(v) => match v.get(row) {
                Some(n) if n.is_finite() => Value::Number(*n),
                _ => Value::Missing,
            },
            Column::Day(v) => match v.get(row) {
                Some(&d) if d != NO_DAY => Value::Day(d),
                _ => Value::Missing,
            },
            Column::Time(v) => match v.get(row) {
                Some(&t) if t != NO_TIME => Value::Time(t),
                _ => Value::Missing,
            },
            Column::Flag(v) => match v.get(row) {
                Some(&f) if f != NO_FLAG => Value::Flag(f == 1),
                _ => Value::Missing,
            },
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Column::Text { codes, .. } => codes.len(),
            Column::Number(v) => v.len(),
            Column::Day(v) => v.len(),
            Column::Time(v) => v.len(),
            Column::Flag(v) => v.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn pick(&self, places: &[usize]) -> Column {
        fn taken<T: Copy>(all: &[T], places: &[usize], missing: T) -> Vec<T> {
            places.iter().map(|at| all.get(*at).copied().unwrap_or(missing)).collect()
        }
        match self {
            Column::Text { words, codes } => {
                Column::Text { words: words.clone(), codes: taken(codes, places, NO_WORD) }
            }
            Column::Number(v) => Column::Number(taken(v, places, f64::NAN)),
            Column::Day(v) => Column::Day(taken(v, places, NO_DAY)),
            Column::Time(v) => Column::Time(taken(v, places, NO_TIME)),
            Column::Flag(v) => Column::Flag(taken(v, places, NO_FLAG)),
        }
    }

    fn truncate(&mut self, rows: usize) {
        match self {
            Column::Text { codes, .. } => codes.truncate(rows),
            Column::Number(v) => v.truncate(rows),
            Column::Day(v) => v.truncate(rows),
            Column::Time(v) => v.truncate(rows),
            Column::Flag(v) => v.truncate(rows),
        }
    }
}

/// A named column with what its author said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    /// What a head or a legend says; the name where the author gave none.
    pub label: String,
    pub unit: Option<String>,
    pub column: Column,
}

/// A table: fields of one length. A copy shares them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    fields: Rc<Vec<Field>>,
    rows: usize,
}

impl Table {
    /// Makes a table of columns of equal length; a shorter column reads as missing at its end.
    pub fn new(fields: Vec<Field>) -> Self {
        let rows = fields.iter().map(|f| f.column.len()).max().unwrap_or(0);
        Table { fields: Rc::new(fields), rows }
    }

    /// The same fields without a row.
    pub fn emptied(&self) -> Table {
        self.pick(&[])
    }

    /// The same fields with the rows of those places alone, in that order; a place beyond the end is
    /// a row of nothing.
    pub fn pick(&self, places: &[usize]) -> Table {
        let field = |field: &Field| Field {
            name: field.name.clone(),
            label: field.label.clone(),
            unit: field.unit.clone(),
            column: field.column.pick(places),
        };
        Table { fields: Rc::new(self.fields.iter().map(field).collect()), rows: places.len() }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The cell, `Missing` where there is no such field or row.
    pub fn get(&self, row: usize, name: &str) -> Value<'_> {
        self.field(name).map_or(Value::Missing, |f| f.column.get(row))
    }

    pub fn text(&self, row: usize, name: &str) -> Option<&str> {
        self.get(row, name).text()
    }

    pub fn number(&self, row: usize, name: &str) -> Option<f64> {
        self.get(row, name).number()
    }
}

/// Grows one column row by row.
#[derive(Debug)]
pub struct Builder {
    column: Column,
    index: Index,
}

impl Builder {
    pub fn new(kind: Type) -> Self {
        let column = match kind {
            Type::Text | Type::Figure => {
                Column::Text { words: Words::default(), codes: Vec::new() }
            }
            Type::Number => Column::Number(Vec::new()),
            Type::Date => Column::Day(Vec::new()),
            Type::Time => Column::Time(Vec::new()),
            Type::Flag => Column::Flag(Vec::new()),
        };
        Builder { column, index: Index::default() }
    }

    /// Appends a value; one that does not fit the column's type is missing.
    pub fn push(&mut self, value: Value<'_>) {
        match (&mut self.column, value) {
            (Column::Text { words, codes }, Value::Text(text)) => {
                let code = self.index.code(words, text);
                codes.push(code);
            }
            (Column::Text { codes, .. }, _) => codes.push(NO_WORD),
            (Column::Number(v), value) => v.push(value.number().unwrap_or(f64::NAN)),
            (Column::Day(v), Value::Day(day)) => v.push(day),
            (Column::Day(v), _) => v.push(NO_DAY),
            (Column::Time(v), Value::Time(time)) => v.push(time),
            (Column::Time(v), _) => v.push(NO_TIME),
            (Column::Flag(v), Value::Flag(flag)) => v.push(u8::from(flag)),
            (Column::Flag(v), _) => v.push(NO_FLAG),
        }
    }

    /// The last cell as a number, for [`Builder::again`].
    pub fn last(&self) -> u64 {
        match &self.column {
            Column::Text { codes, .. } => codes.last().map_or(0, |code| u64::from(*code)),
            Column::Number(v) => v.last().map_or(0, |number| number.to_bits()),
            Column::Day(v) => v.last().map_or(0, |day| *day as u64),
            Column::Time(v) => v.last().map_or(0, |time| *time as u64),
            Column::Flag(v) => v.last().map_or(0, |flag| u64::from(*flag)),
        }
    }

    /// Appends a cell that was there before.
    pub fn again(&mut self, cell: u64) {
        match &mut self.column {
            Column::Text { codes, .. } => codes.push(cell as u32),
            Column::Number(v) => v.push(f64::from_bits(cell)),
            Column::Day(v) => v.push(cell as i32),
            Column::Time(v) => v.push(cell as i64),
            Column::Flag(v) => v.push(cell as u8),
        }
    }

    /// Forgets all values but the first `rows`.
    pub fn truncate(&mut self, rows: usize) {
        self.column.truncate(rows);
    }

    pub fn finish(self) -> Column {
        self.column
    }
}
