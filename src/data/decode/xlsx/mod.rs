//! A workbook -> the head and the rows of its table, as if a list of a JSON answer held them.
//!
//! `package` says whether the bytes are a workbook at all and what they unpack to, `lines` reads the
//! cells of a sheet line by line, `head` finds the line of names, `skip` knows the lines that are no
//! rows. The cells themselves are read by calamine, which has no bounds of its own.
//!
//! Deliberately absent: formulas (a cell's last value counts), macros, pictures, and every form but
//! Office Open XML: the others are named in a finding.

mod cells;
mod head;
mod lines;
mod package;
mod skip;

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::data::clean::{clean, cut};
use crate::data::mask::{self, Masked};
use crate::data::tree::Tree;
use crate::issue::BookFault;

pub use cells::Unreadable;
use head::Head;
use lines::{Line, Lines};
pub use package::{impostor, is_book};
use skip::Skipped;

/// What a workbook may unpack to, in bytes.
pub const MAX_INFLATED: u64 = 512_000_000;
/// The most columns of a table; the first are read.
pub const MAX_COLUMNS: usize = 512;
/// So many lines with cells are looked at for the head.
const LOOKED_AT: usize = 20;
/// So many sheets are looked at.
const MAX_SHEETS: usize = 64;
/// So many sheets are named in a finding, each with so many characters.
const NAMED: usize = 5;
const MAX_SHEET_NAME: usize = 20;

/// How much is read of a workbook.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// What its parts unpack to together, in bytes.
    pub inflated: u64,
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { inflated: MAX_INFLATED, columns: MAX_COLUMNS }
    }
}

/// What comes out of a workbook: one head, then rows; notes at any time.
pub enum Part<'a> {
    /// The names of the columns; empty where a column has none.
    Head(Vec<String>),
    /// A list of cells in the order of the head.
    Row(&'a Tree),
    Note(BookFault),
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;
type Take<'t> = &'t mut dyn FnMut(Part);

/// Reads the first visible sheet that has a head and rows.
pub fn read(bytes: &[u8], limits: &Limits, take: Take) -> Result<(), BookFault> {
    let has = package::look(bytes, limits.inflated)?;
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    if has.macros {
        take(Part::Note(BookFault::Macros));
    }
    let names = visible(&book);
    let (mut any, mut bare) = (false, None);
    for (at, name) in names.iter().enumerate() {
        match sheet(&mut book, name, has.merges, limits, take)? {
            Found::Nothing => {}
            Found::Cells => any = true,
            Found::Head(head) => bare = bare.or(Some((at, head))),
            Found::Table => {
                others(&mut book, &names, at, take);
                return Ok(());
            }
        }
    }
    match bare {
        // A table that nobody has filled yet.
        Some((at, head)) => {
            take(Part::Head(head.names));
            others(&mut book, &names, at, take);
            Ok(())
        }
        None if any => Err(BookFault::NoHead),
        None => Err(BookFault::Empty),
    }
}

/// The names of the sheets that a reader of the workbook sees, in their order.
fn visible(book: &Book) -> Vec<String> {
    let all = book.sheets_metadata().iter();
    let shown =
        all.filter(|own| own.visible == SheetVisible::Visible && own.typ == SheetType::WorkSheet);
    shown.map(|own| own.name.clone()).take(MAX_SHEETS).collect()
}

enum Found {
    Nothing,
    /// Cells, but no head.
    Cells,
    /// A head without rows.
    Head(Head),
    /// A head and rows, all of them given away.
    Table,
}

fn sheet(
    book: &mut Book,
    name: &str,
    merges: bool,
    limits: &Limits,
    take: Take,
) -> Result<Found, BookFault> {
    let merges = match merges {
        true => book.merge_cells_by_sheet_name(name).map_err(fault)?,
        false => Vec::new(),
    };
    let is_1904 = book.has_1904_epoch();
    let cells = book.worksheet_cells_reader(name).map_err(fault)?;
    let mut lines = Lines::new(cells, is_1904, merges, limits.columns);
    let mut first = Vec::new();
    while first.len() < LOOKED_AT
        && let Some(line) = lines.next()?
    {
        first.push(line);
    }
    if first.is_empty() {
        return Ok(Found::Nothing);
    }
    let Some(head) = head::find(&first) else { return Ok(Found::Cells) };
    let mut body = first.split_off((head.last + 1).min(first.len())).into_iter();
    let mut rows = Rows { head, skipped: Skipped::default(), begun: false };
    for line in body.by_ref() {
        rows.add(line, take);
    }
    while let Some(line) = lines.next()? {
        rows.add(line, take);
    }
    if !rows.begun {
        return Ok(Found::Head(rows.head));
    }
    if lines.beyond {
        take(Part::Note(BookFault::TooManyColumns { limit: limits.columns }));
    }
    if let Some(note) = rows.skipped.note() {
        take(Part::Note(note));
    }
    Ok(Found::Table)
}

/// Gives rows away, the head before the first of them.
struct Rows {
    head: Head,
    skipped: Skipped,
    begun: bool,
}

impl Rows {
    fn add(&mut self, line: Line, take: Take) {
        if self.skipped.takes(&line, &self.head) {
            return;
        }
        if !self.begun {
            take(Part::Head(self.head.names.clone()));
            self.begun = true;
        }
        let mut cells = line.cells;
        cells.resize(self.head.names.len(), Tree::Null);
        take(Part::Row(&Tree::List(cells)));
    }
}

/// Notes which sheets with cells were not read.
fn others(book: &mut Book, names: &[String], read: usize, take: Take) {
    let mut rest = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if at != read && book.worksheet_cells_reader(name).is_ok_and(lines::is_filled) {
            rest.push(shown(name));
        }
    }
    if rest.is_empty() {
        return;
    }
    let count = rest.len();
    rest.truncate(NAMED);
    let read = names.get(read).map(|name| shown(name)).unwrap_or_default();
    take(Part::Note(BookFault::OtherSheets { read, others: rest, count }));
}

/// A sheet's name as far as it may be shown.
fn shown(name: &str) -> String {
    match mask::guard(clean(name).0) {
        Masked::Shown(name) => cut(&name, MAX_SHEET_NAME).unwrap_or(name),
        Masked::Unrecognised(hidden) => hidden,
        Masked::Dropped => String::new(),
    }
}

fn fault(error: XlsxError) -> BookFault {
    match error {
        XlsxError::Password => BookFault::Locked,
        _ => BookFault::Broken,
    }
}
