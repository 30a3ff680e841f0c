//! The cells of a sheet, line by line; what is merged downwards holds for every line of its merge.

use std::io::{Read, Seek};

use calamine::{Cell, DataRef, Dimensions, XlsxCellReader};

use super::{cells, fault};
use crate::data::tree::Tree;
use crate::issue::BookFault;

/// So many cells are looked at to see whether a sheet is filled.
const PEEKED: usize = 10_000;

/// A line with at least one cell of its own.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub row: u32,
    /// By column; null where there is nothing.
    pub cells: Vec<Tree>,
    /// How many cells are its own, not those of a merge that began above.
    pub own: usize,
    /// The first and the last column of each merge that begins here and is wider than a column.
    pub wide: Vec<(usize, usize)>,
    /// The columns that a merge from above fills, also with nothing.
    pub held: Vec<usize>,
}

/// Reads the lines of a sheet.
pub struct Lines<'a, R: Read + Seek> {
    cells: XlsxCellReader<'a, R>,
    is_1904: bool,
    merges: Merges,
    columns: usize,
    /// The first cell of the next line.
    next: Option<(u32, usize, Tree)>,
    /// Cells beyond the last column were left out.
    pub beyond: bool,
    ended: bool,
}

impl<'a, R: Read + Seek> Lines<'a, R> {
    pub fn new(
        cells: XlsxCellReader<'a, R>,
        is_1904: bool,
        merges: Vec<Dimensions>,
        columns: usize,
    ) -> Self {
        let merges = Merges::new(merges, columns);
        Lines { cells, is_1904, merges, columns, next: None, beyond: false, ended: false }
    }

    /// The next line that has a cell of its own; blank ones are passed over.
    pub fn next(&mut self) -> Result<Option<Line>, BookFault> {
        let first = match self.next.take() {
            Some(first) => first,
            None => match self.cell()? {
                Some(first) => first,
                None => return Ok(None),
            },
        };
        let mut line = Line { row: first.0, ..Line::default() };
        line.put(first.1, first.2);
        while let Some((row, column, value)) = self.cell()? {
            if row != line.row {
                self.next = Some((row, column, value));
                break;
            }
            line.put(column, value);
        }
        self.merges.fill(&mut line);
        Ok(Some(line))
    }

    /// The next cell that is not blank and within the columns.
    fn cell(&mut self) -> Result<Option<(u32, usize, Tree)>, BookFault> {
        // Behind its last cell a sheet is not to be asked again.
        while !self.ended {
            let Some(cell) = self.cells.next_cell().map_err(fault)? else {
                self.ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            let value = cells::tree(cell.get_value(), self.is_1904);
            if value == Tree::Null {
                continue;
            }
            match usize::try_from(column) {
                Ok(column) if column < self.columns => return Ok(Some((row, column, value))),
                _ => self.beyond = true,
            }
        }
        Ok(None)
    }
}

impl Line {
    fn put(&mut self, column: usize, value: Tree) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Tree::Null);
        }
        if let Some(cell) = self.cells.get_mut(column) {
            self.own += usize::from(*cell == Tree::Null);
            *cell = value;
        }
    }
}

/// The merges of a sheet, walked through with its lines.
struct Merges {
    /// In the order of their first lines.
    all: Vec<Merge>,
    at: usize,
    /// For each column the merge that fills it: its last line and its value.
    open: Vec<Option<(u32, Tree)>>,
}

#[derive(Clone, Copy)]
struct Merge {
    rows: (u32, u32),
    columns: (usize, usize),
}

impl Merges {
    fn new(all: Vec<Dimensions>, columns: usize) -> Self {
        let merge = |own: Dimensions| {
            let column = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
            let columns = (column(own.start.1), column(own.end.1));
            Merge { rows: (own.start.0, own.end.0), columns }
        };
        let mut all: Vec<Merge> = all.into_iter().map(merge).collect();
        all.retain(|own| {
            let forward = own.rows.0 <= own.rows.1 && own.columns.0 <= own.columns.1;
            forward && own.columns.0 < columns
        });
        all.sort_by_key(|own| own.rows.0);
        Merges { all, at: 0, open: Vec::new() }
    }

    fn fill(&mut self, line: &mut Line) {
        for (column, open) in self.open.iter_mut().enumerate() {
            match open {
                Some((last, _)) if *last < line.row => *open = None,
                Some((_, value)) => {
                    line.held.push(column);
                    if line.cells.len() <= column {
                        line.cells.resize(column + 1, Tree::Null);
                    }
                    if let Some(cell) = line.cells.get_mut(column).filter(|own| **own == Tree::Null)
                    {
                        *cell = value.clone();
                    }
                }
                None => {}
            }
        }
        while let Some(merge) = self.all.get(self.at).copied()
            && merge.rows.0 <= line.row
        {
            self.at += 1;
            // What begins in a blank line holds nothing.
            if merge.rows.0 == line.row {
                self.begin(merge, line);
            }
        }
    }

    fn begin(&mut self, merge: Merge, line: &mut Line) {
        let (first, last) = merge.columns;
        if last > first {
            line.wide.push((first, last));
        }
        if merge.rows.1 > merge.rows.0 {
            if self.open.len() <= first {
                self.open.resize(first + 1, None);
            }
            let value = line.cells.get(first).cloned().unwrap_or_default();
            if let Some(open) = self.open.get_mut(first) {
                *open = Some((merge.rows.1, value));
            }
        }
    }
}

/// Whether any of a sheet's first cells has something in it.
pub fn is_filled<R: Read + Seek>(mut cells: XlsxCellReader<R>) -> bool {
    let filled = |cell: &Cell<DataRef>| cells::tree(cell.get_value(), false) != Tree::Null;
    let next = || cells.next_cell().ok().flatten().map(|cell| filled(&cell));
    std::iter::from_fn(next).take(PEEKED).any(|filled| filled)
}
