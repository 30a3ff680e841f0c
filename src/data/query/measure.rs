//! Measures: one number (or cell) for each group.

use super::cells::{self, Ranks, Seen};
use super::group::{Groups, absent};
use super::run::with;
use super::spec::Measure;
use super::{Faults, NO_FIELD, NOT_NUMBER, note};
use crate::data::table::{Column, Field, Table};

/// The measure's field, a cell for each group, with the label and unit of the field it reads; rows
/// counted are labelled `count`, which the caller says in the wall's language. Missing cells are
/// skipped; of no present cell, `count` (of rows or of a field) and `distinct` are 0 and every other
/// measure is missing.
pub fn measure(
    name: &str,
    what: &Measure,
    table: &Table,
    rows: &[u32],
    groups: &Groups,
    faults: &mut Faults,
) -> Field {
    let Some(of) = what.field() else {
        return Field { column: count(groups), label: "count".into(), ..absent(name, 0) };
    };
    let Some(field) = table.field(of) else {
        note(faults, of, NO_FIELD);
        return absent(name, groups.count);
    };
    let cells = Cells { column: &field.column, rows, groups };
    let Some(column) = cells.compute(what) else {
        note(faults, of, NOT_NUMBER);
        return Field { label: field.label.clone(), ..absent(name, groups.count) };
    };
    let counts = matches!(what, Measure::Present(_) | Measure::Distinct(_));
    let unit = field.unit.clone().filter(|_| !counts);
    Field { name: name.to_string(), unit, ..with(field, column) }
}

fn count(groups: &Groups) -> Column {
    let mut counts = vec![0.0; groups.count];
    for id in &groups.ids {
        if let Some(count) = counts.get_mut(*id as usize) {
            *count += 1.0;
        }
    }
    Column::Number(counts)
}

/// One column of the chosen rows, with the group of each.
struct Cells<'a> {
    column: &'a Column,
    rows: &'a [u32],
    groups: &'a Groups,
}

impl Cells<'_> {
    /// `None` where the column's type has no such measure.
    fn compute(&self, what: &Measure) -> Option<Column> {
        let numbers = matches!(self.column, Column::Number(_));
        let ordered = numbers || matches!(self.column, Column::Day(_) | Column::Time(_));
        match what {
            Measure::Count => Some(count(self.groups)),
            Measure::Present(_) => Some(self.present()),
            Measure::Sum(_) if numbers => Some(self.sum(false)),
            Measure::Mean(_) if numbers => Some(self.sum(true)),
            Measure::Min(_) if ordered => Some(self.extreme(|new, old| new < old)),
            Measure::Max(_) if ordered => Some(self.extreme(|new, old| new > old)),
            Measure::Distinct(_) => Some(self.distinct()),
            Measure::Last(_) => Some(self.choose(|row| cells::key(self.column, row), |_, _| true)),
            Measure::Sum(_) | Measure::Mean(_) | Measure::Min(_) | Measure::Max(_) => None,
        }
    }

    fn each(&self) -> impl Iterator<Item = (usize, u32)> {
        self.groups.ids.iter().map(|id| *id as usize).zip(self.rows.iter().copied())
    }

    fn sum(&self, mean: bool) -> Column {
        let mut sums = vec![(0.0, 0.0); self.groups.count];
        for (id, row) in self.each() {
            let number = self.column.get(row as usize).number();
            if let (Some((sum, count)), Some(number)) = (sums.get_mut(id), number) {
                *sum += number;
                *count += 1.0;
            }
        }
        let value = |(sum, count): (f64, f64)| match (count > 0.0, mean) {
            (false, _) => f64::NAN,
            (true, true) => sum / count,
            (true, false) => sum,
        };
        Column::Number(sums.into_iter().map(value).collect())
    }

    fn present(&self) -> Column {
        let mut counts = vec![0.0; self.groups.count];
        for (id, row) in self.each() {
            let present = cells::key(self.column, row as usize).is_some();
            if let (true, Some(count)) = (present, counts.get_mut(id)) {
                *count += 1.0;
            }
        }
        Column::Number(counts)
    }

    fn distinct(&self) -> Column {
        let mut seen = Seen::new(self.column, self.groups.count);
        let mut counts = vec![0.0; self.groups.count];
        for (id, row) in self.each() {
            let new = seen.is_new(id as u32, row as usize);
            if let (true, Some(count)) = (new, counts.get_mut(id)) {
                *count += 1.0;
            }
        }
        Column::Number(counts)
    }

    fn extreme(&self, better: fn(u64, u64) -> bool) -> Column {
        let ranks = Ranks::new(self.column);
        self.choose(|row| ranks.of(row), better)
    }

    /// For each group the present cell that is better than all before it, by its `worth`.
    fn choose(
        &self,
        worth: impl Fn(usize) -> Option<u64>,
        better: impl Fn(u64, u64) -> bool,
    ) -> Column {
        let mut best: Vec<Option<(u64, u32)>> = vec![None; self.groups.count];
        for (id, row) in self.each() {
            let (Some(worth), Some(own)) = (worth(row as usize), best.get_mut(id)) else {
                continue;
            };
            if own.is_none_or(|(old, _)| better(worth, old)) {
                *own = Some((worth, row));
            }
        }
        let rows: Vec<_> = best.into_iter().map(|best| best.map(|(_, row)| row)).collect();
        cells::take(self.column, &rows)
    }
}
