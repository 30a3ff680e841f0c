//! Sorts rows by any fields. Stable; missing cells stand last in both directions; text is ordered
//! by code points, which no browser's or machine's locale can change.

use std::cmp::Ordering;

use super::cells::Ranks;
use super::spec::Sort;
use super::{Faults, NO_FIELD, note};
use crate::data::table::{Field, Table};

/// So few rows are picked out of all; more are sorted with all.
const FEW: usize = 256;

struct Key<'t> {
    ranks: Ranks<'t>,
    descending: bool,
}

impl Key<'_> {
    fn rank(&self, row: u32) -> u64 {
        let top = self.ranks.top();
        match self.ranks.of(row as usize) {
            None => top,
            Some(rank) if self.descending => top - rank,
            Some(rank) => rank,
        }
    }

    fn compare(&self, one: u32, two: u32) -> Ordering {
        self.rank(one).cmp(&self.rank(two))
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
    let keys = keys(sort, table, faults);
    match keys.as_slice() {
        [first, others @ ..] if limit < FEW.min(rows.len()) => {
            *rows = best(rows, first, others, limit)
        }
        // The last key first: rows that agree in the first keep the order that the others gave them.
        keys => keys.iter().rev().for_each(|key| by_rank(rows, &|row| key.rank(row))),
    }
    rows.truncate(limit);
}

/// The places of the rows in the order of one field.
pub fn places(field: &Field, rows: usize, descending: bool) -> Vec<usize> {
    let mut all: Vec<u32> = (0..).take(rows).collect();
    let key = Key { ranks: Ranks::new(&field.column), descending };
    by_rank(&mut all, &|row| key.rank(row));
    all.into_iter().map(|row| row as usize).collect()
}

fn keys<'t>(sort: &Sort, table: &'t Table, faults: &mut Faults) -> Vec<Key<'t>> {
    let mut keys = Vec::new();
    for (name, descending) in &sort.0 {
        match table.field(name) {
            None => note(faults, name, NO_FIELD),
            Some(field) => {
                let ranks = Ranks::new(&field.column);
                keys.push(Key { ranks, descending: *descending });
            }
        }
    }
    keys
}

/// The first rows of all, in their order. Most rows are behind the last of these, which one look tells.
fn best(rows: &[u32], first: &Key, others: &[Key], limit: usize) -> Vec<u32> {
    let compare = |one: u32, two: u32| {
        let mut other = others.iter().map(|key| key.compare(one, two));
        first
            .compare(one, two)
            .then_with(|| other.find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
    };
    let mut best: Vec<u32> = Vec::with_capacity(limit + 1);
    let mut last = u64::MAX;
    for row in rows {
        if first.rank(*row) > last || limit == 0 {
            continue;
        }
        let at = best.partition_point(|own| compare(*own, *row).is_le());
        best.insert(at, *row);
        best.truncate(limit);
        if let Some(own) = best.get(limit - 1) {
            last = first.rank(*own);
        }
    }
    best
}

/// Sorts rows by a number, eight bits after eight; a stable order of a million in a few frames.
fn by_rank(rows: &mut [u32], rank: &dyn Fn(u32) -> u64) {
    let mut pairs: Vec<(u64, u32)> = rows.iter().map(|row| (rank(*row), *row)).collect();
    let mut sorted = pairs.clone();
    for shift in (0..u64::BITS).step_by(8) {
        let digit = |rank: u64| usize::from((rank >> shift) as u8);
        let mut places = [0; 256];
        for (rank, _) in &pairs {
            places.get_mut(digit(*rank)).into_iter().for_each(|count| *count += 1);
        }
        if places.contains(&pairs.len()) {
            continue;
        }
        let mut begin = 0;
        for place in &mut places {
            begin += std::mem::replace(place, begin);
        }
        for pair in &pairs {
            let Some(place) = places.get_mut(digit(pair.0)) else { continue };
            sorted.get_mut(*place).into_iter().for_each(|to| *to = *pair);
            *place += 1;
        }
        std::mem::swap(&mut pairs, &mut sorted);
    }
    rows.iter_mut().zip(pairs).for_each(|(to, (_, row))| *to = row);
}
