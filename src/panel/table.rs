//! `table`: rows by the page.

use super::options::{FieldName, options};
use super::{roster, view};
use crate::data::source::Span;
use crate::data::table::{Table, Value};
use crate::issue::Lang;

options! {
    /// Which columns, and how long a page stands.
    pub struct Options {
        /// Field names in their order; every field where none is named.
        pub columns: Vec<FieldName>,
        /// How long a page stands before the next; a hand on the pager stops it.
        pub turn: Span = Span::seconds(10),
    }
}

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// From 1.
    pub page: usize,
    pub pages: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    /// Numbers stand at the right.
    pub number: bool,
}

/// The page that begins with the row `first`, with room for `room` rows.
pub fn view(
    options: &Options,
    rows: &Table,
    (first, room): (usize, usize),
    utc_offset: i32,
    lang: Lang,
) -> Sheet {
    let room = room.max(1);
    let heads = roster::heads(&options.columns, rows);
    let first = if first < rows.rows() { first } else { 0 };
    let cell = |name: &str, row| {
        let value = rows.get(row, name);
        Cell {
            text: view::said(value, utc_offset, lang),
            number: matches!(value, Value::Number(_)),
        }
    };
    let row = |row| heads.iter().map(|(name, _)| cell(name, row)).collect();
    Sheet {
        rows: (first..rows.rows().min(first + room)).map(row).collect(),
        page: first / room + 1,
        pages: rows.rows().div_ceil(room).max(1),
        heads: heads.into_iter().map(|(_, head)| head).collect(),
    }
}

/// The first row of the page `by` pages on, round and round.
pub fn turned(first: usize, room: usize, total: usize, by: i32) -> usize {
    let room = room.max(1);
    let pages = total.div_ceil(room).max(1) as i64;
    let page = (first / room) as i64 + i64::from(by);
    page.rem_euclid(pages) as usize * room
}

#[cfg(test)]
mod tests {
    use super::turned;

    #[test]
    fn pages_turn_round_both_ways() {
        assert_eq!(turned(0, 10, 25, 1), 10);
        assert_eq!(turned(20, 10, 25, 1), 0);
        assert_eq!(turned(0, 10, 25, -1), 20);
        assert_eq!(turned(0, 10, 0, 1), 0);
    }
}
