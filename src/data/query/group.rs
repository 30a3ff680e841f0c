//! Groups rows by fields, days, weeks, months or bins.

use super::cells::{self, Seen};
use super::days::{day_of, first_of_month, monday};
use super::measure;
use super::run::{Context, with};
use super::spec::{Cut, Group, Measure};
use super::{Faults, NO_FIELD, NO_WIDTH, NOT_DATE, NOT_NUMBER, note};
use crate::data::named::Named;
use crate::data::table::{Column, Field, NO_DAY, Table, Value};

/// Rows put into groups.
pub struct Groups {
    /// The group of each row, beside the list of rows.
    pub ids: Vec<u32>,
    pub count: usize,
    /// The group fields, one cell for each group.
    fields: Vec<Field>,
}

/// Puts the rows into groups, in the order of their first row. No group field at all makes exactly
/// one group, even of no rows.
pub fn groups(
    by: &[Group],
    table: &Table,
    rows: &[u32],
    context: &Context,
    faults: &mut Faults,
) -> Groups {
    let columns: Vec<Field> = by.iter().map(|by| cut(by, table, rows, context, faults)).collect();
    let mut ids = vec![0; rows.len()];
    let mut firsts: Vec<Option<u32>> = Vec::new();
    for field in &columns {
        let mut seen = Seen::default();
        firsts.clear();
        for (at, id) in ids.iter_mut().enumerate() {
            let (own, new) = seen.id(*id, cells::key(&field.column, at));
            *id = own;
            if new {
                firsts.push(Some(at as u32));
            }
        }
    }
    let count = if by.is_empty() { 1 } else { firsts.len() };
    let fields = columns.iter().map(|f| with(f, cells::take(&f.column, &firsts))).collect();
    Groups { ids, count, fields }
}

/// The table of the groups: their fields, then the measures; `count` where there is none.
pub fn table(
    groups: Groups,
    measures: &Named<Measure>,
    table: &Table,
    rows: &[u32],
    faults: &mut Faults,
) -> Table {
    let own = |(name, what): (&str, &Measure), faults: &mut Faults| {
        measure::measure(name, what, table, rows, &groups, faults)
    };
    let mut fields: Vec<Field> = measures.iter().map(|measure| own(measure, faults)).collect();
    if fields.is_empty() {
        fields.push(own(("count", &Measure::Count), faults));
    }
    Table::new(groups.fields.into_iter().chain(fields).collect())
}

/// The group field of the chosen rows, cut as asked; missing throughout where it cannot be.
fn cut(by: &Group, table: &Table, rows: &[u32], context: &Context, faults: &mut Faults) -> Field {
    let (name, cut) = match by {
        Group::Field(name) => (name, None),
        Group::Cut { field, by } => (field, Some(*by)),
    };
    let Some(field) = table.field(name) else {
        note(faults, name, NO_FIELD);
        return absent(name, rows.len());
    };
    let column = match cut {
        None => Ok(whole(&field.column, rows)),
        Some(Cut::Bin(width)) => bins(&field.column, rows, width),
        Some(Cut::Day) => days(&field.column, rows, context, |day| day),
        Some(Cut::Week) => days(&field.column, rows, context, monday),
        Some(Cut::Month) => days(&field.column, rows, context, first_of_month),
    };
    column.map(|column| with(field, column)).unwrap_or_else(|reason| {
        note(faults, name, reason);
        absent(name, rows.len())
    })
}

/// The cells of the rows.
fn whole(column: &Column, rows: &[u32]) -> Column {
    let rows: Vec<_> = rows.iter().copied().map(Some).collect();
    cells::take(column, &rows)
}

fn days(
    column: &Column,
    rows: &[u32],
    context: &Context,
    period: fn(i32) -> i32,
) -> Result<Column, &'static str> {
    if !matches!(column, Column::Day(_) | Column::Time(_)) {
        return Err(NOT_DATE);
    }
    let day = |row: &u32| match column.get(*row as usize) {
        Value::Day(day) => period(day),
        Value::Time(time) => period(day_of(time, context.utc_offset)),
        _ => NO_DAY,
    };
    Ok(Column::Day(rows.iter().map(day).collect()))
}

fn bins(column: &Column, rows: &[u32], width: f64) -> Result<Column, &'static str> {
    if !matches!(column, Column::Number(_)) {
        return Err(NOT_NUMBER);
    }
    if !(width.is_finite() && width > 0.0) {
        return Err(NO_WIDTH);
    }
    let edge = |row: &u32| {
        let number = column.get(*row as usize).number();
        // Adding 0 makes one zero of two; what overflows is not finite, which reads as missing.
        number.map_or(f64::NAN, |n| (n / width).floor() * width + 0.0)
    };
    Ok(Column::Number(rows.iter().map(edge).collect()))
}

/// A field of missing cells.
pub fn absent(name: &str, rows: usize) -> Field {
    let column = Column::Number(vec![f64::NAN; rows]);
    Field { name: name.to_string(), label: name.to_string(), unit: None, column }
}
