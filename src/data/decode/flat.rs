//! Rows whose values have no parts, scanned where they stand: a few comparisons for each eight bytes, and
//! nothing is built. What is not plainly such a row (an escape, a list inside, a bare `NaN`, a row that goes
//! on in the next piece) is left to the parser, who stays the judge of everything: a scanned row is JSON
//! that it would read in the same way.
//!
//! ```text
//! {"name":"…","phone":"…",…}      cells stand in the order of the wanted keys
//! ["…","…",…]                     in their own
//! ```
//!
//! Texts of other letters than ASCII's are not looked at: who takes a row knows most of them already, and
//! looks whether the others are UTF-8.

use std::ops::Range;

use crate::data::limits::{MAX_COLUMNS, MAX_ROW};
use crate::data::words::same;

/// Of the last object the keys of so many values are remembered.
const REMEMBERED: usize = 256;

/// What a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The row has no such key.
    #[default]
    Absent,
    Null,
    True,
    False,
    Number,
    /// Of ASCII alone.
    Text,
    /// Of bytes that may be UTF-8.
    Wide,
}

/// A value, and where it stands in the bytes of its row; a text without its quotes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    pub kind: Kind,
    from: u32,
    to: u32,
}

impl Span {
    pub fn new(kind: Kind, at: Range<usize>) -> Self {
        Span { kind, from: at.start as u32, to: at.end as u32 }
    }

    pub fn of<'b>(&self, row: &'b [u8]) -> &'b [u8] {
        row.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
}

/// What stands between rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A comma before each, as in a list of which one has been read.
    Commas,
    /// Each on a line of its own, which ends.
    Lines,
}

/// Finds the values of rows.
#[derive(Clone, Debug)]
pub struct Scanner {
    between: Between,
    keys: Vec<String>,
    /// What stood before each value of the last object: its key with all that is around it, and the key's
    /// place among the wanted.
    order: Vec<(Box<[u8]>, Option<usize>)>,
    cells: Vec<Span>,
    form: Form,
}

/// How a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Cells stand in the order of the wanted keys.
    Object,
    /// Cells stand in their own order.
    List,
    /// So do they here; whether they are UTF-8 was looked at before.
    Record,
}

/// What follows inside of an object.
enum Next {
    /// A value of the key at that place among the wanted; it begins there.
    Value(Option<usize>, usize),
    /// Its end, and what is behind it.
    End(usize),
}

/// Rows in a piece of an answer, one after the other.
pub struct Rows<'s, 'b> {
    scanner: &'s mut Scanner,
    bytes: &'b [u8],
    /// Behind the last row that was taken.
    taken: usize,
    begin: usize,
    end: usize,
    /// Behind what follows the row.
    next: usize,
}

impl<'b> Rows<'_, 'b> {
    /// The next row, if it is whole and has no parts. What was seen before must have been [taken](Rows::take).
    pub fn next(&mut self) -> Option<Row<'_, 'b>> {
        let begin = self.scanner.begin(self.bytes, self.taken)?;
        let end = self.scanner.row(self.bytes, begin)?;
        self.next = self.scanner.end(self.bytes, end)?;
        (self.begin, self.end) = (begin, end);
        let bytes = self.bytes.get(self.begin..self.end)?;
        if bytes.len() > MAX_ROW {
            return None;
        }
        Some(Row { bytes, cells: &self.scanner.cells, form: self.scanner.form })
    }

    /// The last row needs no other reader.
    pub fn take(&mut self) {
        self.taken = self.next;
    }

    /// As many bytes were taken.
    pub fn taken(&self) -> usize {
        self.taken
    }
}

/// A row without parts.
pub struct Row<'s, 'b> {
    pub bytes: &'b [u8],
    pub cells: &'s [Span],
    pub form: Form,
}

impl Scanner {
    /// `keys` are the wanted ones.
    pub fn new(between: Between, keys: Vec<String>) -> Self {
        Scanner { between, keys, order: Vec::new(), cells: Vec::new(), form: Form::List }
    }

    /// The rows at the begin of these bytes.
    pub fn rows<'s, 'b>(&'s mut self, bytes: &'b [u8]) -> Rows<'s, 'b> {
        Rows { scanner: self, bytes, taken: 0, begin: 0, end: 0, next: 0 }
    }

    /// Where the next row begins.
    fn begin(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let at = self.skip(bytes, at);
        match self.between {
            Between::Lines => Some(at),
            Between::Commas => (bytes.get(at) == Some(&b',')).then(|| self.skip(bytes, at + 1)),
        }
    }

    /// Behind the end of the row's line, which belongs to it.
    fn end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        match self.between {
            Between::Commas => Some(at),
            Between::Lines => {
                let at = self.skip(bytes, at);
                (bytes.get(at) == Some(&b'\n')).then_some(at + 1)
            }
        }
    }

    /// Behind the row that begins there.
    fn row(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        self.cells.clear();
        match bytes.get(at)? {
            b'{' => {
                self.form = Form::Object;
                self.cells.resize(self.keys.len(), Span::default());
                self.object(bytes, at)
            }
            b'[' => {
                self.form = Form::List;
                self.list(bytes, at)
            }
            _ => None,
        }
    }

    fn object(&mut self, bytes: &[u8], begin: usize) -> Option<usize> {
        // What stands before a value is compared with what stood there in the row before.
        let mut at = begin + 1;
        // More than that the parser looks at.
        for member in 0..MAX_COLUMNS {
            let (slot, from) = match self.order.get(member) {
                Some((before, slot)) if follows(bytes, at, before) => (*slot, at + before.len()),
                _ => match self.key(bytes, at, begin, member)? {
                    Next::Value(slot, from) => (slot, from),
                    Next::End(end) => return Some(end),
                },
            };
            let (cell, behind) = value(bytes, from, begin)?;
            match slot.and_then(|slot| self.cells.get_mut(slot)) {
                // Of keys that stand twice the first counts.
                Some(own) if own.kind == Kind::Absent => *own = cell,
                _ if !is_utf8(bytes, begin, cell) => return None,
                _ => {}
            }
            at = behind;
            if bytes.get(at) == Some(&b'}') {
                return Some(at + 1);
            }
        }
        None
    }

    /// What follows the begin of an object or one of its values: its end, or a comma, a key and a colon.
    fn key(&mut self, bytes: &[u8], at: usize, row: usize, member: usize) -> Option<Next> {
        let mut key = self.skip(bytes, at);
        if member > 0 {
            match bytes.get(key)? {
                b'}' => return Some(Next::End(key + 1)),
                b',' => key = self.skip(bytes, key + 1),
                _ => return None,
            }
        }
        let (cell, behind) = value(bytes, key, row)?;
        if !matches!(cell.kind, Kind::Text | Kind::Wide) {
            return None;
        }
        let name = std::str::from_utf8(cell.of(bytes.get(row..)?)).ok()?;
        let slot = self.keys.iter().position(|own| own == name);
        let colon = self.skip(bytes, behind);
        let from = self.skip(bytes, colon + 1);
        if bytes.get(colon) != Some(&b':') {
            return None;
        }
        let own = (bytes.get(at..from)?.into(), slot);
        match self.order.get_mut(member) {
            Some(old) => *old = own,
            None if member < REMEMBERED => self.order.push(own),
            None => {}
        }
        Some(Next::Value(slot, from))
    }

    fn list(&mut self, bytes: &[u8], begin: usize) -> Option<usize> {
        let mut at = begin + 1;
        loop {
            let (cell, behind) = value(bytes, self.skip(bytes, at), begin)?;
            if self.cells.len() == MAX_COLUMNS {
                return None;
            }
            self.cells.push(cell);
            at = self.skip(bytes, behind);
            match bytes.get(at)? {
                b',' => at += 1,
                b']' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Behind the space that JSON knows.
    fn skip(&self, bytes: &[u8], mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = bytes.get(at) {
            if self.between == Between::Lines && bytes.get(at) == Some(&b'\n') {
                break;
            }
            at += 1;
        }
        at
    }
}

/// Whether these bytes stand there.
fn follows(bytes: &[u8], at: usize, own: &[u8]) -> bool {
    bytes.get(at..at + own.len()).is_some_and(|bytes| same(bytes, own))
}

fn is_utf8(bytes: &[u8], row: usize, cell: Span) -> bool {
    let text = bytes.get(row..).map(|row| cell.of(row)).unwrap_or_default();
    cell.kind != Kind::Wide || std::str::from_utf8(text).is_ok()
}

/// The value without parts that begins there, and where it ends; its place counts from the row's.
fn value(bytes: &[u8], at: usize, row: usize) -> Option<(Span, usize)> {
    let word = |kind: Kind, word: &[u8]| {
        let end = at + word.len();
        (bytes.get(at..end)? == word).then_some((Span::new(kind, at - row..end - row), end))
    };
    match bytes.get(at)? {
        b'"' => {
            let (end, kind) = text(bytes, at + 1)?;
            Some((Span::new(kind, at + 1 - row..end - row), end + 1))
        }
        b'-' | b'0'..=b'9' => {
            let end = number(bytes, at)?;
            Some((Span::new(Kind::Number, at - row..end - row), end))
        }
        b'n' => word(Kind::Null, b"null"),
        b't' => word(Kind::True, b"true"),
        b'f' => word(Kind::False, b"false"),
        _ => None,
    }
}

/// Where the text that begins there has its closing quote; `None` where an escape or a control character
/// comes first.
fn text(bytes: &[u8], mut at: usize) -> Option<(usize, Kind)> {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES << 7;
    let is_zero = |x: u64| x.wrapping_sub(ONES) & !x;
    let mut wide = 0;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let x = u64::from_le_bytes(*eight);
        let quote = is_zero(x ^ (ONES * u64::from(b'"')));
        let escape = is_zero(x ^ (ONES * u64::from(b'\\')));
        let control = x.wrapping_sub(ONES * 0x20) & !x;
        // The lowest bit that is set is right; those above it may not be.
        let stop = (quote | escape | control) & HIGH;
        if stop == 0 {
            wide |= x;
            at += 8;
            continue;
        }
        let length = stop.trailing_zeros() / 8;
        wide |= x & ((1 << (length * 8)) - 1);
        return closed(bytes, at + length as usize, wide & HIGH != 0);
    }
    let rest = bytes.get(at..)?;
    let length = rest.iter().position(|b| matches!(b, 0..0x20 | b'"' | b'\\'))?;
    let is_wide = wide & HIGH != 0 || !rest.get(..length)?.is_ascii();
    closed(bytes, at + length, is_wide)
}

fn closed(bytes: &[u8], at: usize, is_wide: bool) -> Option<(usize, Kind)> {
    let kind = if is_wide { Kind::Wide } else { Kind::Text };
    (bytes.get(at) == Some(&b'"')).then_some((at, kind))
}

/// Behind the number that begins there.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        let begin = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > begin).then_some(at)
    };
    let at = if bytes.get(at) == Some(&b'-') { at + 1 } else { at };
    let mut at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let signed = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(if signed { at + 2 } else { at + 1 })?;
    }
    Some(at)
}
