//! A panel's table, of what was computed for it when its rows were published.

use super::cube::{
    PLACE, Plan, Types, add, after, group_column, group_field, is_rows, looked_up, measured, moves,
    param_group,
};
use crate::data::query::spec::{Condition, Group, Measure, Measures};
use crate::data::query::{self, Context, Faults, Query};
use crate::data::table::{Column, Field, Table, Value};
use crate::grammar::named::Named;

/// The panel's own table: as `query::run` makes it of all rows. `table` is what [`need`](super::need) named for the
/// query: its cube, its rows, or the rows of its view.
pub fn answer(query: &Query, table: &Table, types: Types, context: &Context) -> (Table, Faults) {
    let moving: Vec<Condition> = query.wheres.iter().filter(|own| moves(own)).cloned().collect();
    let last = Query { sort: query.sort.clone(), limit: query.limit, ..Query::default() };
    if is_rows(query) {
        return query::run(&Query { wheres: moving, ..last }, table, context);
    }
    // The rows that the parameters leave first, because last values are looked up among them.
    let wheres = moving.into_iter().map(|own| {
        let field = param_column(&own.field, query, types);
        Condition { field, ..own }
    });
    let cut = Query { wheres: wheres.collect(), ..Query::default() };
    let (left, mut faults) = query::run(&cut, table, context);
    faults.iter_mut().for_each(|(column, _)| *column = after(column).to_string());
    let group = query.group.iter().map(|own| Group::Field(group_column(own))).collect();
    let merging = Query { group, measure: finals(query), ..Query::default() };
    let (merged, _) = query::run(&merging, &left, context);
    let (table, more) = query::run(&last, &finished(query, &left, &merged, types), context);
    for own in more {
        add(&mut faults, own);
    }
    (table, faults)
}

/// The column that a condition with parameters is asked of.
fn param_column(field: &str, query: &Query, types: Types) -> String {
    let plain = Group::Field(field.to_string());
    let is_there = Plan::of(query, types).groups.contains(&plain);
    group_column(&if is_there { plain } else { param_group(field, query, types) })
}

/// What is asked of a cube: two columns for a mean.
fn finals(query: &Query) -> Measures {
    let mut all = Vec::new();
    for (_, own) in measured(query) {
        let field = own.field().unwrap_or_default();
        let parts = match own {
            Measure::Mean(_) => vec![format!("sum:{field}"), format!("count:{field}")],
            Measure::Last(_) => vec![format!("{PLACE}{field}")],
            _ => vec![query::word(&own)],
        };
        for name in parts {
            let put = match own {
                Measure::Distinct(_) => Measure::Distinct(format!("by:{field}")),
                Measure::Min(_) => Measure::Min(name.clone()),
                Measure::Max(_) | Measure::Last(_) => Measure::Max(name.clone()),
                _ => Measure::Sum(name.clone()),
            };
            add(&mut all, (name, put));
        }
    }
    Measures(Named(all))
}

/// The table under the names that the query gives, with means of their sums.
fn finished(query: &Query, cube: &Table, merged: &Table, types: Types) -> Table {
    let groups = query.group.iter().map(|own| {
        let field = merged.field(&group_column(own))?.clone();
        Some(Field { name: group_field(own).to_string(), ..field })
    });
    let measures = measured(query).into_iter().map(|(name, own)| {
        let field = measure_field(&own, cube, merged, types)?;
        // What is of no field is called as the query calls it.
        let is_nameless = own.field().is_some_and(|field| types(field).is_none());
        let label = if is_nameless { name.clone() } else { field.label };
        Some(Field { name, label, ..field })
    });
    Table::new(groups.chain(measures).flatten().collect())
}

fn measure_field(own: &Measure, cube: &Table, merged: &Table, types: Types) -> Option<Field> {
    let field = own.field().unwrap_or_default();
    let is_there = *own == Measure::Count || types(field).is_some();
    let nothing = if is_there { 0.0 } else { f64::NAN };
    let column = |name: &str| merged.field(name).map(|own| &own.column);
    let cells =
        |cell: &dyn Fn(usize) -> f64| Column::Number((0..merged.rows()).map(cell).collect());
    let name = query::word(own);
    match own {
        Measure::Count | Measure::Present(_) => {
            let counts = merged.field(&name)?;
            let count = |row| counts.column.get(row).number().unwrap_or(nothing);
            Some(Field { column: cells(&count), ..counts.clone() })
        }
        Measure::Distinct(_) => {
            let count = |row| merged.number(row, &name).filter(|_| is_there).unwrap_or(nothing);
            Some(Field { unit: None, column: cells(&count), ..merged.field(&name)?.clone() })
        }
        Measure::Mean(_) => {
            let sums = merged.field(&format!("sum:{field}"))?;
            let counts = column(&format!("count:{field}"))?;
            let mean = |row| match (sums.column.get(row), counts.get(row)) {
                (Value::Number(sum), Value::Number(count)) if count > 0.0 => sum / count,
                _ => f64::NAN,
            };
            Some(Field { column: cells(&mean), ..sums.clone() })
        }
        Measure::Last(_) => looked_up(cube, field, merged),
        Measure::Sum(_) | Measure::Min(_) | Measure::Max(_) => merged.field(&name).cloned(),
    }
}
