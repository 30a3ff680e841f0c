//! Sorts rows by any fields. Stable; missing cells stand last in both directions; text is ordered
//! by code points, which no browser's or machine's locale can change.

use std::cmp::Ordering;

use super::spec::Sort;
use super::{Faults, NO_FIELD, cells, note};
use crate::data::{
    self,
    table::{Field, Table},
};

struct Key {
    ranks: Vec<Option<u64>>,
    descending: bool,
}

impl Key {
    fn compare(&self, a: usize, b: usize) -> Ordering {
        let rank = |at: usize| self.ranks.get(at).copied().flatten();
        match (rank(a), rank(b)) {
            (Some(a), Some(b)) if self.descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
}

/// Sorts `rows` of the table and keeps the first `limit`; a key that is no field is a fault and
/// orders nothing.
pub fn sort(
    sort: &Sort,
    limit: Option<usize>,
    table: &Table,
    rows: &mut Vec<u32>,
    faults: &mut Faults,
) {
    let limit = limit.unwrap_or(usize::MAX);
    let keys = keys(sort, table, rows, faults);
    if keys.is_empty() {
        rows.truncate(limit);
        return;
    }
    let compare = |a, b| {
        let different = keys.iter().map(|key| key.compare(a, b)).find(|o| o.is_ne());
        different.unwrap_or(Ordering::Equal)
    };
    let order = data::order(rows.len(), &compare);
    *rows = order.into_iter().take(limit).filter_map(|at| rows.get(at).copied()).collect();
}

/// The places of the rows in the order of one field.
pub fn places(field: &Field, rows: usize, descending: bool) -> Vec<usize> {
    let all: Vec<u32> = (0..).take(rows).collect();
    let key = Key { ranks: cells::ranks(&field.column, &all), descending };
    data::order(rows, &|a, b| key.compare(a, b))
}

fn keys(sort: &Sort, table: &Table, rows: &[u32], faults: &mut Faults) -> Vec<Key> {
    let mut keys = Vec::new();
    for (name, descending) in &sort.0 {
        match table.field(name) {
            None => note(faults, name, NO_FIELD),
            Some(field) => {
                let ranks = cells::ranks(&field.column, rows);
                keys.push(Key { ranks, descending: *descending });
            }
        }
    }
    keys
}
