//! Conditions. A missing cell matches nothing but `is missing` and `!=`. Dates and times compare
//! with ISO 8601 text; a time compared with a day counts by its local day, so that
//! `["at", "<=", "2020-02-21"]` holds until that day's midnight.

use std::cmp::Ordering;

use super::days::day_of;
use super::run::Context;
use super::spec::{Condition, Op, Operand};
use super::{Faults, NO_FIELD, NOT_IS, UNFIT, note};
use crate::data::table::{Column, Table, Value};
use crate::data::when;
use crate::grammar::float;

/// The rows for which all conditions hold, in their order.
pub fn rows(
    conditions: &[Condition],
    table: &Table,
    context: &Context,
    faults: &mut Faults,
) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..u32::try_from(table.rows()).unwrap_or(u32::MAX)).collect();
    for condition in conditions {
        let field = table.field(&condition.field);
        if field.is_none() {
            note(faults, &condition.field, NO_FIELD);
        }
        let column = field.map(|field| &field.column);
        if let Some(test) = Test::new(condition, column, context, faults) {
            keep(&mut rows, column, &test);
        }
    }
    rows
}

/// Judges each word once and then rows by code; other cells one by one.
fn keep(rows: &mut Vec<u32>, column: Option<&Column>, test: &Test) {
    match column {
        None => rows.retain(|_| test.holds(Value::Missing)),
        Some(Column::Text { words, codes }) => {
            let by_word: Vec<bool> = words.iter().map(|w| test.holds(Value::Text(w))).collect();
            let missing = test.holds(Value::Missing);
            let holds = |code: &u32| by_word.get(*code as usize).copied().unwrap_or(missing);
            rows.retain(|row| codes.get(*row as usize).map_or(missing, holds));
        }
        Some(column) => rows.retain(|row| test.holds(column.get(*row as usize))),
    }
}

/// A condition made ready for one column.
struct Test {
    op: Op,
    wanted: Vec<Wanted>,
    utc_offset: i32,
}

/// A value to compare with, read as the column's type; a parameter is always text.
#[derive(Debug, PartialEq)]
enum Wanted {
    /// Unfit for the column: equals nothing, orders with nothing.
    Nothing,
    Present,
    Missing,
    Text(String),
    Number(f64),
    Day(i32),
    Time(i64),
    Flag(bool),
}

impl Test {
    /// `None` where a parameter is not set: the condition holds. A value that does not fit the
    /// column is a fault; other values of its list still count.
    fn new(
        condition: &Condition,
        column: Option<&Column>,
        context: &Context,
        faults: &mut Faults,
    ) -> Option<Self> {
        let mut values = Vec::new();
        if !resolve(&condition.value, context, &mut values) {
            return None;
        }
        let mut read = |value| match wanted(condition.op, value, column, context.utc_offset) {
            Ok(wanted) => wanted,
            Err(reason) => {
                note(faults, &condition.field, reason);
                Wanted::Nothing
            }
        };
        let wanted = values.into_iter().map(&mut read).collect();
        Some(Test { op: condition.op, wanted, utc_offset: context.utc_offset })
    }

    fn holds(&self, cell: Value) -> bool {
        let any = |wish: &dyn Fn(&Wanted) -> bool| self.wanted.iter().any(wish);
        let order = |wish: &Wanted| compare(cell, wish, self.utc_offset);
        match self.op {
            Op::Is => any(&|wish| match wish {
                Wanted::Missing => cell.is_missing(),
                Wanted::Present => !cell.is_missing(),
                _ => false,
            }),
            Op::Eq | Op::In => any(&|wish| order(wish).is_some_and(Ordering::is_eq)),
            Op::Ne => !any(&|wish| order(wish).is_some_and(Ordering::is_eq)),
            Op::Lt => any(&|wish| order(wish).is_some_and(Ordering::is_lt)),
            Op::Le => any(&|wish| order(wish).is_some_and(Ordering::is_le)),
            Op::Gt => any(&|wish| order(wish).is_some_and(Ordering::is_gt)),
            Op::Ge => any(&|wish| order(wish).is_some_and(Ordering::is_ge)),
            Op::Contains => any(&|wish| match (cell, wish) {
                (Value::Text(text), Wanted::Text(part)) => text.contains(part.as_str()),
                _ => false,
            }),
        }
    }
}

/// Whether every parameter of a value is set.
pub fn is_set(value: &Operand, context: &Context) -> bool {
    resolve(value, context, &mut Vec::new())
}

/// Flattens lists and looks parameters up; false where one is not set.
fn resolve(value: &Operand, context: &Context, into: &mut Vec<Operand>) -> bool {
    match value {
        Operand::List(values) => values.iter().all(|value| resolve(value, context, into)),
        Operand::Param { param } => match (context.params)(param) {
            None => false,
            Some(text) => {
                into.push(Operand::Text(text));
                true
            }
        },
        plain => {
            into.push(plain.clone());
            true
        }
    }
}

/// A cell as a parameter has it: equal to the cells that are as it is. `None` for a missing one.
pub fn written(cell: Value, utc_offset: i32) -> Option<String> {
    Some(match cell {
        Value::Missing => return None,
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => when::iso(day),
        Value::Time(seconds) => when::local_iso(seconds, when::offset(utc_offset)),
        Value::Flag(flag) => flag.to_string(),
    })
}

/// Reads the value as the column's type; a field that is not there takes any value.
fn wanted(
    op: Op,
    value: Operand,
    column: Option<&Column>,
    utc_offset: i32,
) -> Result<Wanted, &'static str> {
    let read = match (op, column, value) {
        (Op::Is, _, Operand::Text(word)) if word == "present" => Some(Wanted::Present),
        (Op::Is, _, Operand::Text(word)) if word == "missing" => Some(Wanted::Missing),
        (Op::Is, ..) => return Err(NOT_IS),
        (_, None, _) => Some(Wanted::Nothing),
        (_, Some(Column::Text { .. }), Operand::Text(text)) => Some(Wanted::Text(text)),
        (Op::Contains, Some(Column::Text { .. }), Operand::Number(n)) => {
            Some(Wanted::Text(n.to_string()))
        }
        (Op::Contains, ..) => None,
        (_, Some(Column::Text { .. } | Column::Number(_)), Operand::Number(n)) => {
            Some(Wanted::Number(n))
        }
        (_, Some(Column::Number(_)), Operand::Text(text)) => number(&text).map(Wanted::Number),
        (_, Some(Column::Day(_)), Operand::Text(text)) => day(&text).map(Wanted::Day),
        (_, Some(Column::Time(_)), Operand::Text(text)) => {
            day(&text).map(Wanted::Day).or_else(|| time(&text, utc_offset).map(Wanted::Time))
        }
        (_, Some(Column::Flag(_)), Operand::Flag(flag)) => Some(Wanted::Flag(flag)),
        (_, Some(Column::Flag(_)), Operand::Text(text)) => text.parse().ok().map(Wanted::Flag),
        _ => None,
    };
    read.ok_or(UNFIT)
}

/// `None` where the two cannot be compared: missing cells, and words with numbers.
fn compare(cell: Value, wanted: &Wanted, utc_offset: i32) -> Option<Ordering> {
    match (cell, wanted) {
        (Value::Text(text), Wanted::Text(other)) => Some(text.cmp(other.as_str())),
        (Value::Text(text), Wanted::Number(other)) => number(text)?.partial_cmp(other),
        (Value::Number(n), Wanted::Number(other)) => n.partial_cmp(other),
        (Value::Day(day), Wanted::Day(other)) => Some(day.cmp(other)),
        (Value::Time(time), Wanted::Day(other)) => Some(day_of(time, utc_offset).cmp(other)),
        (Value::Time(time), Wanted::Time(other)) => Some(time.cmp(other)),
        (Value::Flag(flag), Wanted::Flag(other)) => Some(flag.cmp(other)),
        _ => None,
    }
}

fn number(text: &str) -> Option<f64> {
    float(text.trim()).filter(|n| n.is_finite())
}

/// `2020-02-21` alone, as days since 1970-01-01.
fn day(text: &str) -> Option<i32> {
    let text = text.trim();
    when::day(text, when::offset(0)).filter(|_| text.len() == 10)
}

/// `2020-02-21T08:00:00+08:00`, or local where no zone stands.
fn time(text: &str, utc_offset: i32) -> Option<i64> {
    when::seconds(text.trim(), when::offset(utc_offset))
}
