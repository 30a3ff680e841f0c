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

/// The order of a column's cells as numbers: text by code points, false before true.
pub struct Ranks<'t> {
    column: &'t Column,
    /// Of each word.
    by_word: Vec<u64>,
}

impl<'t> Ranks<'t> {
    pub fn new(column: &'t Column) -> Self {
        let by_word = match column {
            Column::Text { words, .. } => word_ranks(words),
            _ => Vec::new(),
        };
        Ranks { column, by_word }
    }

    /// Larger than any rank.
    pub fn top(&self) -> u64 {
        match self.column {
            Column::Text { words, .. } => words.len() as u64 + 1,
            _ => u64::MAX,
        }
    }

    /// The rank of a cell, from 1 on (of times, the last of all counts as the one before); `None` for missing.
    pub fn of(&self, row: usize) -> Option<u64> {
        let key = key(self.column, row)?;
        match self.column {
            Column::Text { .. } => self.by_word.get(key as usize).copied(),
            // Negative numbers order backwards by their bits.
            Column::Number(_) if key >> 63 == 1 => Some(!key),
            Column::Number(_) => Some(key | 1 << 63),
            Column::Flag(_) => Some(key + 1),
            _ => Some(key.clamp(1, u64::MAX - 1)),
        }
    }
}

/// From 1 on.
fn word_ranks(words: &Words) -> Vec<u64> {
    let order = data::order(words.len(), &|a, b| words.get(a).cmp(&words.get(b)));
    let mut ranks = vec![0; words.len()];
    for (rank, word) in (1..).zip(order) {
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

/// As many pairs of a group and a word have a place in a list.
const MOST_LISTED: usize = 1 << 20;

/// Numbers the cells of a column 0, 1, 2, … by first sight; cells of different groups are kept apart.
pub struct Seen<'t> {
    column: &'t Column,
    count: u32,
    /// Numbers plus one: for each group its words and a missing one. Empty where they are too many.
    list: Vec<u32>,
    words: usize,
    others: HashMap<(u32, Option<u64>), u32, BuildHasherDefault<Mix>>,
}

impl<'t> Seen<'t> {
    pub fn new(column: &'t Column, groups: usize) -> Self {
        let words = match column {
            Column::Text { words, .. } => words.len(),
            _ => MOST_LISTED,
        };
        let places = groups.saturating_mul(words + 1);
        let list = vec![0; if places <= MOST_LISTED { places } else { 0 }];
        Seen { column, count: 0, list, words, others: HashMap::default() }
    }

    /// The number of the cell, and whether it is new.
    pub fn id(&mut self, group: u32, row: usize) -> (u32, bool) {
        self.number(group, key(self.column, row))
    }

    /// The same, for a cell that is not missing.
    pub fn is_new(&mut self, group: u32, row: usize) -> bool {
        key(self.column, row).is_some_and(|key| self.number(group, Some(key)).1)
    }

    fn number(&mut self, group: u32, key: Option<u64>) -> (u32, bool) {
        let place = key.map_or(self.words, |word| word as usize);
        let own = match self.list.get_mut(group as usize * (self.words + 1) + place) {
            Some(own) => own,
            None => self.others.entry((group, key)).or_insert(0),
        };
        let new = *own == 0;
        if new {
            self.count += 1;
            *own = self.count;
        }
        (*own - 1, new)
    }
}
