//! Sorts rows by any fields. Stable; missing cells stand last in both directions; text is ordered
//! by code points, which no browser's or machine's locale can change.

use std::cmp::Ordering;

use super::spec::Sort;
use super::{Faults, NO_FIELD, cells, note};
use crate::data::table::Table;

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
    // The old position breaks ties, which makes the cheaper unstable sort a stable one.
    let compare = |(a, _): &(usize, u32), (b, _): &(usize, u32)| {
        let different = keys.iter().map(|key| key.compare(*a, *b)).find(|o| o.is_ne());
        different.unwrap_or_else(|| a.cmp(b))
    };
    let mut order: Vec<(usize, u32)> = rows.iter().copied().enumerate().collect();
    if limit < order.len() {
        order.select_nth_unstable_by(limit, compare);
        order.truncate(limit);
    }
    order.sort_unstable_by(compare);
    *rows = order.into_iter().map(|(_, row)| row).collect();
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
