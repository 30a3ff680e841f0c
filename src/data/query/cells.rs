//! Cells as small integers: keys to group and sort by, and columns of chosen rows.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::data;
use crate::data::table::{Column, NO_DAY, NO_FLAG, NO_TIME, NO_WORD, Value};
use crate::data::words::{Mix, Words};

/// Finite, and one zero: -0 groups and sorts with 0.
fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}

/// A number that is equal for equal cells of one column, `None` for missing. Text counts by its
/// code: a column's words are distinct, as its `Builder` makes them.
pub fn key(column: &Column, row: usize) -> Option<u64> {
    match column {
        Column::Text { words, codes } => codes
            .get(row)
            .filter(|code| (**code as usize) < words.len())
            .map(|code| u64::from(*code)),
        _ => match column.get(row) {
            Value::Number(n) => Some(bits(n)),
            Value::Day(day) => Some(ordered(i64::from(day))),
            Value::Time(time) => Some(ordered(time)),
            Value::Flag(flag) => Some(u64::from(flag)),
            Value::Text(_) | Value::Missing => None,
        },
    }
}

/// A number that orders as the cells do: text by code points, false before true.
pub fn ranks(column: &Column, rows: &[u32]) -> Vec<Option<u64>> {
    let by_word = match column {
        Column::Text { words, .. } => word_ranks(words),
        _ => Vec::new(),
    };
    let rank = |row: &u32| {
        let key = key(column, *row as usize)?;
        match column {
            Column::Text { .. } => by_word.get(key as usize).copied(),
            // Negative numbers order backwards by their bits.
            Column::Number(_) if key >> 63 == 1 => Some(!key),
            Column::Number(_) => Some(key | 1 << 63),
            _ => Some(key),
        }
    };
    rows.iter().map(rank).collect()
}

fn word_ranks(words: &Words) -> Vec<u64> {
    let order = data::order(words.len(), &|a, b| words.get(a).cmp(&words.get(b)));
    let mut ranks = vec![0; words.len()];
    for (rank, word) in (0..).zip(order) {
        if let Some(own) = ranks.get_mut(word) {
            *own = rank;
        }
    }
    ranks
}

/// Orders signed numbers as unsigned ones.
fn ordered(n: i64) -> u64 {
    (n as u64) ^ (1 << 63)
}

/// The chosen rows of a column in the order given; `None` is a missing cell. Only words in use are
/// kept.
pub fn take(column: &Column, rows: &[Option<u32>]) -> Column {
    fn pick<T: Copy>(cells: &[T], rows: &[Option<u32>], missing: T) -> Vec<T> {
        let cell = |row: &Option<u32>| row.and_then(|row| cells.get(row as usize)).copied();
        rows.iter().map(|row| cell(row).unwrap_or(missing)).collect()
    }
    match column {
        Column::Text { words, codes } => shrink(words, pick(codes, rows, NO_WORD)),
        Column::Number(cells) => Column::Number(pick(cells, rows, f64::NAN)),
        Column::Day(cells) => Column::Day(pick(cells, rows, NO_DAY)),
        Column::Time(cells) => Column::Time(pick(cells, rows, NO_TIME)),
        Column::Flag(cells) => Column::Flag(pick(cells, rows, NO_FLAG)),
    }
}

fn shrink(words: &Words, mut codes: Vec<u32>) -> Column {
    let mut new = vec![NO_WORD; words.len()];
    let mut kept = Words::default();
    for code in &mut codes {
        let (Some(word), Some(own)) = (words.get(*code as usize), new.get_mut(*code as usize))
        else {
            *code = NO_WORD;
            continue;
        };
        if *own == NO_WORD {
            *own = kept.push(word);
        }
        *code = *own;
    }
    Column::Text { words: kept, codes }
}

/// Numbers keys 0, 1, 2, … by first sight.
#[derive(Default)]
pub struct Seen {
    ids: HashMap<(u32, Option<u64>), u32, BuildHasherDefault<Mix>>,
}

impl Seen {
    /// The key's number, and whether it is new. `within` keeps the keys of different groups apart.
    pub fn id(&mut self, within: u32, key: Option<u64>) -> (u32, bool) {
        let next = self.ids.len() as u32;
        let id = *self.ids.entry((within, key)).or_insert(next);
        (id, id == next)
    }
}
