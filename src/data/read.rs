//! The answers of a source -> a masked table. The only road in.
//!
//! ```text
//! begin -- push* -- end      one answer; a long one has several, page after page
//!   ...                      finish: the table of them all
//! ```
//!
//! Bytes are pushed in as they come; what they hold goes row by row into columns, so that the text
//! of an answer never stands in memory with its table. Nothing of an answer counts before its `end`
//! has said that it is whole; whoever asks drops the reader otherwise.
//!
//! Deliberately absent: fetching and the clock (`app`, `cli`), and any way to see a raw row from
//! outside.

mod begin;
mod beside;
mod flat;
mod memory;
mod rows;

use std::hash::{DefaultHasher, Hasher};

use super::Audience;
use super::decode::csv::{Csv, Record};
use super::decode::json::Json;
use super::decode::ndjson::Ndjson;
use super::decode::walk::{Item, Wants};
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use super::decode::xlsx;
use super::decode::{Take, flat as scanned};
use super::limits::Limits;
use super::page::Beside;
use super::shape::{Row, names};
use super::source::{Format, PageKind, Source};
use super::table::Table;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use crate::issue::BookFault;
use crate::issue::{DataFault, Issue, Place};

use begin::Begin;
use beside::Kept;
pub use beside::{holds, moment};
#[cfg(not(target_arch = "wasm32"))]
pub use rows::Chunk;
use rows::Rows;
pub use rows::{Columns, Typer};

/// What came over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    pub bytes: &'a [u8],
    pub content_type: Option<&'a str>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The source's name; findings carry it.
    pub name: &'a str,
    pub source: &'a Source,
    pub audience: Audience,
    /// Seconds east of UTC, for times that are written without a zone.
    pub utc_offset: i32,
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// One column for every field of the source, in its order.
    pub table: Table,
    /// The time that the data says it is of, in unix seconds.
    pub as_of: Option<i64>,
    /// How many rows there are in all, by the server's own word.
    pub total: Option<u64>,
    pub issues: Vec<Issue>,
}

/// Reads one whole answer; `Err` only where no row can be had at all, so the old table should stay.
pub fn read(asked: &Asked, answer: &Answer) -> Result<Reading, Issue> {
    read_within(asked, answer, Limits::PAGE)
}

/// As [`read`], with limits of the caller's own.
pub fn read_within(asked: &Asked, answer: &Answer, limits: Limits) -> Result<Reading, Issue> {
    let place = |fault| Issue::data(Place::document(asked.name), fault);
    whole(asked, answer, limits).map_err(place)
}

/// As [`read_within`], for who knows where a fault lies.
pub fn whole(asked: &Asked, answer: &Answer, limits: Limits) -> Result<Reading, DataFault> {
    let mut reader = Reader::within(*asked, limits);
    reader.begin(answer.content_type, asked.source.address(), None);
    reader.push(answer.bytes)?;
    reader.end()?;
    Ok(reader.finish())
}

/// The rows that stand in the board itself.
pub fn read_inline(asked: &Asked) -> Reading {
    let mut reader = Reader::new(asked, Limits::PAGE);
    reader.rows.begin_page(None);
    let rows = asked.source.inline.iter().flat_map(|own| &own.0);
    rows.for_each(|row| reader.rows.add(Row::Json(row)));
    reader.rows.end_page();
    reader.finish()
}

/// Reads the answers of one question.
pub struct Reader<'a> {
    asked: Asked<'a>,
    rows: Rows<'a>,
    open: Open<'a>,
    /// Of all answers.
    bytes: usize,
    max_bytes: usize,
    /// The answer's bytes as one number.
    print: DefaultHasher,
    as_of: Option<i64>,
    total: Option<u64>,
}

/// The answer that is being read.
enum Open<'a> {
    Nothing,
    /// Its first bytes have not come.
    Begin(Begin),
    Json(Box<Json>, Box<Kept<'a>>),
    Ndjson(Ndjson),
    Csv(Box<Csv>),
    /// A workbook, which says at its end what is in it.
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    Book(Vec<u8>),
}

impl<'a> Reader<'a> {
    /// Of the rows no more than the source itself wants.
    pub fn new(asked: &Asked<'a>, limits: Limits) -> Self {
        let own = asked.source.page.max_rows.map_or(limits.rows, |own| own as u64);
        Reader::within(*asked, Limits { rows: own.min(limits.rows), ..limits })
    }

    /// Every row by the parser and as a tree, as on the page; without it rows that are easily read are read
    /// in a shorter way, to the same end.
    pub fn plain(mut self) -> Self {
        self.rows.is_plain = true;
        self
    }

    fn within(asked: Asked<'a>, limits: Limits) -> Self {
        Reader {
            rows: Rows::new(asked, limits.rows),
            asked,
            open: Open::Nothing,
            bytes: 0,
            max_bytes: limits.bytes,
            print: DefaultHasher::new(),
            as_of: None,
            total: None,
        }
    }

    /// An answer begins: how the server labels it, its address, and the day that its file is of.
    pub fn begin(&mut self, content_type: Option<&str>, url: &str, day: Option<i32>) {
        self.rows.begin_page(day);
        self.print = DefaultHasher::new();
        self.open = Open::Begin(Begin::new(self.asked.source, content_type, url));
    }

    /// The next bytes of the answer.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), DataFault> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > self.max_bytes {
            return Err(DataFault::TooLarge { limit_bytes: self.max_bytes as u64 });
        }
        if self.is_paged() {
            self.print.write(bytes);
        }
        let Open::Begin(begin) = &mut self.open else { return self.decode(bytes) };
        match begin.push(bytes, false)? {
            None => Ok(()),
            Some((format, held)) => {
                self.open = self.decoder(format, &held);
                self.decode(&held)
            }
        }
    }

    /// The answer is whole: what it said beside its rows.
    pub fn end(&mut self) -> Result<Beside, DataFault> {
        if let Open::Begin(begin) = &mut self.open
            && let Some((format, held)) = begin.push(&[], true)?
        {
            self.open = self.decoder(format, &held);
            self.decode(&held)?;
        }
        let rows = &mut self.rows;
        let mut beside = Beside::default();
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing | Open::Begin(_) => {}
            Open::Csv(mut csv) => {
                csv.end(&mut |record| record_into(rows, record))?;
                #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
                csv.encoding().into_iter().for_each(|name| {
                    rows.note(DataFault::Book(BookFault::Encoding { name }));
                });
            }
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            Open::Book(bytes) => book_into(rows, &bytes)?,
            Open::Ndjson(mut lines) => lines.end(&mut Lines(rows))?,
            Open::Json(mut json, mut kept) => {
                let whole = json.end(&mut Found { kept: &mut kept, rows });
                kept.fault().and(whole)?;
                kept.end(rows)?;
                beside.next = kept.next();
                beside.total = kept.total();
                self.total = beside.total.or(self.total);
                self.as_of = kept.as_of(self.asked.utc_offset).or(self.as_of);
            }
        }
        beside.rows = self.rows.end_page();
        if self.is_paged() {
            beside.print = self.print.finish();
        }
        Ok(beside)
    }

    /// Of whom the answers are read for, in seconds east of UTC.
    pub fn utc_offset(&self) -> i32 {
        self.asked.utc_offset
    }

    /// Whether pages are compared with each other; nobody else asks for their print.
    fn is_paged(&self) -> bool {
        self.asked.source.page.kind != PageKind::None
    }

    /// A finding about the answers as a whole, such as paging has.
    pub fn note(&mut self, fault: DataFault) {
        if matches!(fault, DataFault::PageAgain { .. }) {
            self.rows.drop_page();
        }
        self.rows.note(fault);
    }

    /// How many rows there are in all by a head of the answer.
    pub fn says(&mut self, total: Option<u64>) {
        self.total = total.or(self.total);
    }

    /// The table of all answers.
    pub fn finish(mut self) -> Reading {
        if let Some(total) = self.total {
            self.rows.compare(total);
        }
        let (table, issues) = self.rows.finish();
        Reading { table, as_of: self.as_of, total: self.total, issues }
    }

    /// From now on rows are taken out by [`Reader::chunk`], and the table of [`Reader::finish`] is of what
    /// is left. For who reads one answer that is larger than memory.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn in_chunks(&mut self) {
        self.rows.in_chunks();
    }

    /// The rows since the last chunk, where they are at least so many.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn chunk(&mut self, least: usize) -> Option<Chunk> {
        (self.rows.waiting() >= least).then(|| self.rows.chunk())
    }

    /// The names that the columns of the answer have; `None` where it has not named them (yet).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn names(&self) -> Option<&[String]> {
        self.rows.names()
    }

    /// What was found, where rows were taken out in chunks; beside it, the time that they are of.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn findings(mut self) -> (Vec<Issue>, Option<i64>) {
        if let Some(total) = self.total {
            self.rows.compare(total);
        }
        (self.rows.findings(), self.as_of)
    }

    fn decoder(&mut self, format: Format, _begin: &[u8]) -> Open<'a> {
        #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
        if xlsx::is_book(_begin) {
            return Open::Book(Vec::new());
        }
        match format {
            Format::Csv => Open::Csv(Box::default()),
            Format::Ndjson => {
                self.rows.named(None);
                Open::Ndjson(Ndjson::new(self.rows.keys(), self.rows.flat_keys()))
            }
            // An index of pages is JSON; it has no rows of its own.
            Format::Json | Format::Pages => {
                let kept = Kept::new(self.asked.source);
                if !kept.waits() {
                    self.rows.named(None);
                }
                let (keys, flat) = (self.rows.keys(), self.rows.flat_keys());
                let wants = Wants { keys, flat, ..kept.wants() };
                Open::Json(Box::new(Json::new(wants)), Box::new(kept))
            }
        }
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<(), DataFault> {
        let rows = &mut self.rows;
        match &mut self.open {
            Open::Nothing | Open::Begin(_) => Ok(()),
            Open::Csv(csv) => csv.push(bytes, &mut |record| record_into(rows, record)),
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            Open::Book(whole) => {
                whole.extend_from_slice(bytes);
                Ok(())
            }
            Open::Ndjson(lines) => lines.push(bytes, &mut Lines(rows)),
            Open::Json(json, kept) => {
                let sound = json.push(bytes, &mut Found { kept, rows });
                // An answer that says it is an error said so before whatever is wrong behind it.
                kept.fault().and(sound)
            }
        }
    }
}

/// What a JSON answer holds.
struct Found<'r, 'a> {
    kept: &'r mut Kept<'a>,
    rows: &'r mut Rows<'a>,
}

impl Take for Found<'_, '_> {
    fn item(&mut self, item: Item) {
        self.kept.take(item, self.rows);
    }

    fn rows(&mut self, rows: &mut scanned::Rows) {
        if !self.kept.waits() {
            self.rows.flat(rows);
        }
    }
}

/// Rows, one on each line.
struct Lines<'r, 'a>(&'r mut Rows<'a>);

impl Take for Lines<'_, '_> {
    fn item(&mut self, item: Item) {
        if let Item::Row(row) = item {
            self.0.add(Row::Json(&row));
        }
    }

    fn rows(&mut self, rows: &mut scanned::Rows) {
        self.0.flat(rows);
    }
}

/// The first record of an answer is its head.
fn record_into(rows: &mut Rows, record: &Record) {
    if rows.is_named() {
        rows.record(record);
    } else {
        rows.named(Some(names(record.iter())));
    }
}

/// The rows of a workbook, as those of lists under a head.
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
fn book_into(rows: &mut Rows, bytes: &[u8]) -> Result<(), DataFault> {
    let read = xlsx::read(bytes, &xlsx::Limits::default(), &mut |part| match part {
        xlsx::Part::Head(head) => rows.named(Some(names(head.iter().map(String::as_str)))),
        xlsx::Part::Row(row) => rows.add(Row::Json(row)),
        xlsx::Part::Note(note) => rows.note(DataFault::Book(note)),
    });
    read.map_err(DataFault::Book)
}
