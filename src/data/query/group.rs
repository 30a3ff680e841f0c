//! Groups rows by fields, days, weeks, months or bins.

use std::borrow::Cow;

use super::cells::{self, Seen};
use super::days::{day_of, first_of_month, monday};
use super::measure;
use super::run::{Context, with};
use super::spec::{Cut, Group, Measure};
use super::{Faults, NO_FIELD, NO_WIDTH, NOT_DATE, NOT_NUMBER, note};
use crate::data::table::{Column, Field, NO_DAY, Table, Value};
use crate::grammar::named::Named;

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
    let parts: Vec<Part> = by.iter().map(|by| cut(by, table, rows, context, faults)).collect();
    let mut ids = vec![0; rows.len()];
    let mut firsts: Vec<(usize, u32)> = Vec::new();
    for part in &parts {
        let mut seen = Seen::new(&part.column, firsts.len().max(1));
        firsts.clear();
        for (at, (id, row)) in ids.iter_mut().zip(rows).enumerate() {
            let (own, new) = seen.id(*id, part.place(at, *row));
            *id = own;
            if new {
                firsts.push((at, *row));
            }
        }
    }
    let count = if by.is_empty() { 1 } else { firsts.len() };
    let fields = parts.into_iter().map(|part| part.take(&firsts)).collect();
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

/// What one group field puts rows together by.
struct Part<'a> {
    /// Without its cells.
    head: Field,
    /// The table's own column, or a cut one with a cell for each chosen row.
    column: Cow<'a, Column>,
}

impl Part<'_> {
    /// Where the column holds the cell of the chosen row: `at` in the list, `row` in the table.
    fn place(&self, at: usize, row: u32) -> usize {
        match self.column {
            Cow::Borrowed(_) => row as usize,
            Cow::Owned(_) => at,
        }
    }

    fn take(self, rows: &[(usize, u32)]) -> Field {
        let places = rows.iter().map(|(at, row)| Some(self.place(*at, *row) as u32));
        let places: Vec<_> = places.collect();
        Field { column: cells::take(&self.column, &places), ..self.head }
    }
}

/// The group field, cut as asked; missing throughout where it cannot be.
fn cut<'a>(
    by: &Group,
    table: &'a Table,
    rows: &[u32],
    context: &Context,
    faults: &mut Faults,
) -> Part<'a> {
    let (name, cut) = match by {
        Group::Field(name) => (name, None),
        Group::Cut { field, by } => (field, Some(*by)),
    };
    let nothing = || Cow::Owned(absent(name, rows.len()).column);
    let Some(field) = table.field(name) else {
        note(faults, name, NO_FIELD);
        return Part { head: absent(name, 0), column: nothing() };
    };
    let own = &field.column;
    let column = match cut {
        None => Ok(Cow::Borrowed(own)),
        Some(Cut::Bin(width)) => bins(own, rows, width).map(Cow::Owned),
        Some(Cut::Day) => days(own, rows, context, |day| day).map(Cow::Owned),
        Some(Cut::Week) => days(own, rows, context, monday).map(Cow::Owned),
        Some(Cut::Month) => days(own, rows, context, first_of_month).map(Cow::Owned),
    };
    let column = column.unwrap_or_else(|reason| {
        note(faults, name, reason);
        nothing()
    });
    Part { head: with(field, Column::Number(Vec::new())), column }
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
