//! Runs a query.

use super::spec::Condition;
use super::{Faults, Query, cells, filter, group, sort};
use crate::data::table::{Field, Table};

/// What a query needs to know of the wall.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The value of a parameter, `None` where it is not set.
    pub params: &'a dyn Fn(&str) -> Option<String>,
    /// Seconds east of UTC: where days begin, and what times without a zone mean.
    pub utc_offset: i32,
}

/// The panel's own table: group fields first, then measures. Without both, the source's fields.
/// A cut date is the first day of its period; a bin is its lower edge. Groups stand in the order
/// of their first row; rows without a value make a group of their own.
///
/// A field that the table has not reads as missing throughout and is a fault; so does a measure of
/// a field of the wrong type. Never fails as a whole.
pub fn run(query: &Query, table: &Table, context: &Context) -> (Table, Faults) {
    let mut faults = Faults::new();
    let rows = filter::rows(&query.wheres, table, context, &mut faults);
    let whole = query.group.is_empty() && query.measure.0.is_empty();
    if !whole {
        let groups = group::groups(&query.group, table, &rows, context, &mut faults);
        let grouped = group::table(groups, &query.measure.0, table, &rows, &mut faults);
        let every = (0..grouped.rows() as u32).collect();
        let result = arrange(query, &grouped, every, &mut faults);
        return (result, faults);
    }
    let result = arrange(query, table, rows, &mut faults);
    (result, faults)
}

/// The rows that a query without groups and measures shows, in its order, before its limit.
pub fn select(query: &Query, table: &Table, context: &Context) -> (Vec<u32>, Faults) {
    let mut faults = Faults::new();
    let mut rows = filter::rows(&query.wheres, table, context, &mut faults);
    sort::sort(&query.sort, query.limit, table, &mut rows, &mut faults);
    (rows, faults)
}

/// The rows for which all conditions hold; no parameter is set.
pub fn sieve(conditions: &[Condition], table: &Table, utc_offset: i32) -> (Table, Faults) {
    let (context, mut faults) = (Context { params: &|_| None, utc_offset }, Faults::new());
    let rows = filter::rows(conditions, table, &context, &mut faults);
    (take(table, rows), faults)
}

/// Whether the condition holds for any row. A field that the table has not, or a value that does not fit
/// it, is a fault; a parameter that is not set asks nothing, so that it holds for none.
pub fn any(condition: &Condition, table: &Table, context: &Context) -> (bool, Faults) {
    let mut faults = Faults::new();
    if !filter::is_set(&condition.value, context) {
        return (false, faults);
    }
    let rows = filter::rows(std::slice::from_ref(condition), table, context, &mut faults);
    (!rows.is_empty() && table.field(&condition.field).is_some(), faults)
}

fn take(table: &Table, rows: Vec<u32>) -> Table {
    let rows: Vec<_> = rows.into_iter().map(Some).collect();
    let fields = table.fields().iter();
    Table::new(fields.map(|f| with(f, cells::take(&f.column, &rows))).collect())
}

/// Sorts and limits the rows, then copies what is left; a table left whole is copied at once.
fn arrange(query: &Query, table: &Table, mut rows: Vec<u32>, faults: &mut Faults) -> Table {
    sort::sort(&query.sort, query.limit, table, &mut rows, faults);
    if rows.len() == table.rows() && query.sort.0.is_empty() {
        return table.clone();
    }
    take(table, rows)
}

/// A field with another column.
pub fn with(field: &Field, column: crate::data::table::Column) -> Field {
    Field { name: field.name.clone(), label: field.label.clone(), unit: field.unit.clone(), column }
}
