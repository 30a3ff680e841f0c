//! Small cells: in public, a group of few rows may be one person whom somebody knows.

use super::cube::merge;
use super::join::kind;
use crate::data::query::Query;
use crate::data::query::spec::{Measure, Measures};
use crate::data::table::{Builder, Column, Field, Table, Value};
use crate::grammar::named::Named;

/// Groups of fewer rows are put together.
pub const FEWEST: f64 = 5.0;
/// What stands for the text of such groups; their days, numbers and flags are missing.
pub const OTHERS: &str = "其他(不足5)";
const COUNT: &str = "count";

/// A cube without small cells.
pub struct Safe {
    /// `None` where there is nothing left that could be told.
    pub table: Option<Table>,
    /// How many groups became one.
    pub merged: u64,
    /// How many rows are not counted, because they were few even together.
    pub dropped: u64,
}

/// The same cube with a count of the rows of each group.
pub fn counted(cube: &Query) -> Query {
    let mut measures = cube.measure.0.0.clone();
    if !measures.iter().any(|(name, _)| name == COUNT) {
        measures.push((COUNT.to_string(), Measure::Count));
    }
    Query { measure: Measures(Named(measures)), ..cube.clone() }
}

/// Puts the small groups of a cube together and leaves out what is small even then. `cube` is as
/// [`counted`] gives it.
pub fn safe(cube: &Query, table: &Table) -> Safe {
    let count = |table: &Table, row: usize| table.number(row, COUNT).unwrap_or(0.0);
    let is_small = |table: &Table, row: usize| {
        let count = count(table, row);
        count > 0.0 && count < FEWEST
    };
    let small: Vec<bool> = (0..table.rows()).map(|row| is_small(table, row)).collect();
    let few = small.iter().filter(|is| **is).count() as u64;
    if few == 0 {
        return Safe { table: Some(table.clone()), merged: 0, dropped: 0 };
    }
    let groups = cube.group.len();
    let field = |(at, own): (usize, &Field)| {
        if at < groups {
            Field { column: without(&own.column, &small), ..own.clone() }
        } else {
            own.clone()
        }
    };
    let merged = Table::new(table.fields().iter().enumerate().map(field).collect());
    let merged = merge(cube, &[&merged]);
    let (left, gone): (Vec<usize>, Vec<usize>) =
        (0..merged.rows()).partition(|row| !is_small(&merged, *row));
    let dropped = gone.iter().map(|row| count(&merged, *row)).sum::<f64>() as u64;
    let table = (!left.is_empty()).then(|| merged.pick(&left));
    Safe { table, merged: if few > 1 { few } else { 0 }, dropped }
}

/// The column with others in the place of small groups.
fn without(column: &Column, small: &[bool]) -> Column {
    let mut builder = Builder::new(kind(column));
    for (row, is_small) in small.iter().enumerate() {
        let other = match column {
            Column::Text { .. } => Value::Text(OTHERS),
            _ => Value::Missing,
        };
        builder.push(if *is_small { other } else { column.get(row) });
    }
    builder.finish()
}

/// The cube as it was asked for: without a count that nobody asked for.
pub fn asked(cube: &Query, table: Table) -> Table {
    let columns = cube.group.len() + cube.measure.0.len();
    if columns >= table.fields().len() {
        return table;
    }
    Table::new(table.fields().iter().take(columns).cloned().collect())
}
