//! A file that nobody has described -> the columns of a source: names, types, masks, and why. What is
//! not known to be harmless is hidden.
//!
//! It looks at the first rows only, and no cell leaves: what comes out are heads (those that may be
//! shown), counts and reasons. Of JSON the rows are the first list of objects, or its lines.

mod cells;
mod decide;
mod heads;
mod json;

use std::collections::HashMap;

use super::clean::{clean, cut};
use super::decode::csv::{Csv, Record};
use super::decode::xlsx::{self, Limits, MAX_COLUMNS, Part};
use super::field::Raw;
use super::limits::MAX_NAME;
use super::mask::{self, Masked};
use super::source::{Format, Mask};
use super::table::Type;
use super::tree::Tree;
use crate::issue::{BookFault, DataFault, Why};
#[cfg(not(target_arch = "wasm32"))]
pub use heads::known;

use cells::Seen;
use json::Rows;

/// So many rows are looked at.
pub const LOOKED_AT: u64 = 5_000;
/// The largest workbook, in bytes: a larger one unpacks to more than is read.
pub const MAX_BOOK: usize = xlsx::MAX_INFLATED as usize;
/// As many bytes as tell a workbook from a text.
const ENOUGH: usize = 16;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a file seems to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// In the order of the file.
    pub columns: Vec<Column>,
    /// How many rows were looked at.
    pub rows: u64,
    pub notes: Vec<BookFault>,
    /// How JSON is written, and where its rows are; none of a table with a head.
    pub json: Option<(Format, String)>,
}

/// One column of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Which one it is, from 0.
    pub at: usize,
    /// Its field: letters, digits and `_`, no two alike.
    pub field: String,
    /// Its head, where that may be shown, cut to the length of a label.
    pub head: Option<String>,
    /// The head whole, where it may be shown.
    name: Option<String>,
    pub kind: Type,
    /// Its days are written as a spreadsheet counts them.
    pub serial: bool,
    pub unit: Option<String>,
    pub mask: Option<Mask>,
    pub shown: Shown,
    pub why: Why,
    pub sure: Sure,
    /// How many values it has; none where it is no category.
    pub distinct: Option<usize>,
}

/// How far a column may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Beside other cells of its row, as far as its mask lets it.
    InRows,
    /// Counted, but never beside a person.
    Counted,
    /// Not read at all.
    Hidden,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Head or cells alone, and not clearly.
    Hardly,
    /// Head or cells.
    Fairly,
    /// Head and cells.
    Quite,
}

impl Column {
    /// Where a source finds it: a field's `at`.
    pub fn pointer(&self) -> Option<String> {
        let name = self.name.as_ref()?;
        // What begins with a stroke is a pointer.
        let is_pointer = name.starts_with('/');
        let escaped = || format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        Some(if is_pointer { escaped() } else { name.clone() })
    }

    /// Whether rows can be counted by it.
    pub fn is_category(&self) -> bool {
        let masked = matches!(self.mask, Some(Mask::Destination));
        let own = self.mask.is_none()
            && matches!(self.kind, Type::Text | Type::Flag)
            && self.distinct.is_some();
        self.shown != Shown::Hidden && (masked || own)
    }
}

/// Guesses from a whole file.
pub fn guess(bytes: &[u8]) -> Result<Guess, DataFault> {
    let mut guesser = Guesser::new(usize::MAX);
    guesser.push(bytes)?;
    guesser.finish()
}

/// Guesses from a file that comes in pieces.
pub struct Guesser {
    open: Open,
    table: Looked,
    /// The largest workbook, in bytes.
    max_book: usize,
}

enum Open {
    Begin(Vec<u8>),
    Csv(Box<Csv>),
    Json(Box<Rows>),
    Book(Vec<u8>),
}

impl Guesser {
    /// `max_book` is the largest workbook that is taken, in bytes; of a text only the begin is.
    pub fn new(max_book: usize) -> Self {
        Guesser { open: Open::Begin(Vec::new()), table: Looked::default(), max_book }
    }

    /// The next bytes; false when no more are needed.
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool, DataFault> {
        if let Open::Begin(held) = &mut self.open {
            held.extend_from_slice(bytes);
            if held.len() < ENOUGH {
                return Ok(true);
            }
            let held = std::mem::take(held);
            return self.begin(&held);
        }
        self.more(bytes)
    }

    fn begin(&mut self, held: &[u8]) -> Result<bool, DataFault> {
        let bare = held.strip_prefix(MARK).unwrap_or(held);
        if let Some(what) = xlsx::impostor(bare.trim_ascii_start(), true) {
            return Err(DataFault::Book(BookFault::Other(what)));
        }
        self.open = match bare.trim_ascii_start().first() {
            _ if xlsx::is_book(bare) => Open::Book(Vec::new()),
            Some(b'{' | b'[') => Open::Json(Box::default()),
            _ => Open::Csv(Box::default()),
        };
        self.more(bare)
    }

    fn more(&mut self, bytes: &[u8]) -> Result<bool, DataFault> {
        let Guesser { open, table, max_book } = self;
        match open {
            Open::Begin(_) => Ok(true),
            Open::Csv(csv) => {
                if !table.is_enough() {
                    let sound = csv.push(bytes, &mut |record| table.record(record));
                    sound.map_err(|fault| table.of_text(fault))?;
                }
                Ok(!table.is_enough())
            }
            Open::Json(rows) => {
                if !table.is_enough() {
                    rows.push(bytes, &mut |row| table.object(row))?;
                }
                Ok(!table.is_enough())
            }
            Open::Book(whole) => {
                if whole.len() + bytes.len() > *max_book {
                    return Err(DataFault::TooLarge { limit_bytes: *max_book as u64 });
                }
                whole.extend_from_slice(bytes);
                Ok(true)
            }
        }
    }

    /// All bytes have come, or as many as are needed.
    pub fn finish(mut self) -> Result<Guess, DataFault> {
        if let Open::Begin(held) = &mut self.open {
            let held = std::mem::take(held);
            self.begin(&held)?;
        }
        let Guesser { open, mut table, .. } = self;
        match open {
            Open::Begin(_) => {}
            Open::Csv(mut csv) => {
                if !table.is_enough() {
                    let sound = csv.end(&mut |record| table.record(record));
                    sound.map_err(|fault| table.of_text(fault))?;
                }
                let encoding = csv.encoding().map(|name| BookFault::Encoding { name });
                table.notes.extend(encoding);
            }
            Open::Json(mut rows) => {
                if !table.is_enough() {
                    rows.end(&mut |row| table.object(row))?;
                }
                table.json = Some(rows.place()?);
            }
            Open::Book(bytes) => {
                let limits = Limits::default();
                xlsx::read(&bytes, &limits, &mut |part| table.part(part))
                    .map_err(DataFault::Book)?;
            }
        }
        table.guess().map_err(DataFault::Book)
    }
}

/// What was seen of the table.
#[derive(Default)]
struct Looked {
    heads: Option<Vec<String>>,
    seen: Vec<Seen>,
    rows: u64,
    notes: Vec<BookFault>,
    /// The heads' places, where each row names its own.
    keys: HashMap<Box<str>, usize>,
    json: Option<(Format, String)>,
}

impl Looked {
    fn is_enough(&self) -> bool {
        self.rows >= LOOKED_AT
    }

    /// What cannot be read from its first line on is no text.
    fn of_text(&self, fault: DataFault) -> DataFault {
        match fault {
            DataFault::Malformed { .. } if self.rows == 0 => DataFault::Book(BookFault::NoTable),
            fault => fault,
        }
    }

    fn record(&mut self, record: &Record) {
        if self.heads.is_none() {
            return self.head(record.iter().map(|name| clean(name).0).collect());
        }
        self.row(record.iter().map(Raw::Text));
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Head(names) => self.head(names),
            Part::Row(Tree::List(cells)) => self.row(cells.iter().map(Raw::of)),
            Part::Row(_) => {}
            Part::Note(note) => self.notes.push(note),
        }
    }

    fn head(&mut self, mut names: Vec<String>) {
        if names.len() > MAX_COLUMNS {
            names.truncate(MAX_COLUMNS);
            self.notes.push(BookFault::TooManyColumns { limit: MAX_COLUMNS });
        }
        self.seen = names.iter().map(|_| Seen::default()).collect();
        self.heads = Some(names);
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = Raw<'a>>) {
        if self.is_enough() {
            return;
        }
        self.rows += 1;
        self.seen.iter_mut().zip(cells).for_each(|(seen, cell)| seen.take(cell));
    }

    /// A row that names its cells; a name that is not as it would be shown is none.
    fn object(&mut self, row: &[(Box<str>, Tree)]) {
        if self.is_enough() {
            return;
        }
        self.rows += 1;
        let heads = self.heads.get_or_insert_default();
        for (key, value) in row {
            let at = match self.keys.get(key) {
                Some(at) => *at,
                None if heads.len() < MAX_COLUMNS => {
                    let shown = clean(key).0;
                    heads.push(if shown == **key { shown } else { String::new() });
                    self.seen.push(Seen::default());
                    self.keys.insert(key.clone(), heads.len() - 1);
                    heads.len() - 1
                }
                None => {
                    let note = BookFault::TooManyColumns { limit: MAX_COLUMNS };
                    if !self.notes.contains(&note) {
                        self.notes.push(note);
                    }
                    continue;
                }
            };
            if let Some(seen) = self.seen.get_mut(at) {
                seen.take(Raw::of(value));
            }
        }
    }

    fn guess(self) -> Result<Guess, BookFault> {
        let Looked { heads, seen, rows, notes, json, .. } = self;
        let heads = heads.filter(|heads| heads.iter().any(|head| !head.is_empty()));
        let heads = heads.ok_or(BookFault::Empty)?;
        let known = heads.iter().any(|head| heads::known(head).is_some());
        if !known
            && json.is_none()
            && heads.iter().zip(&seen).any(|(head, seen)| decide::is_data(head, seen))
        {
            return Err(BookFault::NoHead);
        }
        let mut columns: Vec<Column> = Vec::new();
        for (at, (head, seen)) in heads.iter().zip(&seen).enumerate() {
            let twice = heads.iter().take(at).any(|own| own == head);
            let mut column = decide::column(at, head, seen, twice);
            // Where no head is known, the first line may be a row for all anybody can tell.
            if !known && column.shown == Shown::Hidden {
                (column.head, column.name) = (None, None);
            }
            let taken = |name: &str| columns.iter().any(|own| own.field == name);
            let plain = column.field.clone();
            let mut next = 2;
            while taken(&column.field) {
                column.field = format!("{plain}_{next}");
                next += 1;
            }
            columns.push(column);
        }
        Ok(Guess { columns, rows, notes, json })
    }
}

/// A board's title from a file's name: without folder and ending; `None` where it could be somebody's
/// number.
pub fn title(file: &str) -> Option<String> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    showable(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// A head as far as it may be shown.
fn showable(head: &str) -> Option<String> {
    if decide::has_digits(head) {
        return None;
    }
    match mask::guard(clean(head).0) {
        Masked::Shown(head) if !head.is_empty() => Some(cut(&head, MAX_NAME).unwrap_or(head)),
        _ => None,
    }
}
