//! JSON, taken in piece by piece: rows leave as soon as they are whole, and what stands beside them
//! is kept only where somebody asked for it. So memory is one row's, not the whole answer's.
//!
//! Bare `NaN`, `Infinity` and `-Infinity`, which some servers write, are read as [`NOT_FINITE`], so
//! that one bad cell costs only itself.

use json_event_parser::{JsonEvent, LowLevelJsonParser};

use super::Take;
use super::flat::{Between, Scanner};
use super::walk::{Walk, Wants};
use crate::data::IS_READER;
use crate::data::limits::MAX_ROW;
use crate::issue::DataFault;

pub const EXPECTED: &str = "JSON";

/// The text that stands for a number which is none.
pub const NOT_FINITE: &str = "\u{7f}";
/// The same as JSON.
const NOT_FINITE_JSON: &[u8] = b"\"\x7f\"";
const NO_NUMBERS: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

/// How many bytes of a text that is not whole yet are kept: each of its bytes may be written as six.
const MAX_CARRY: usize = MAX_ROW * 6 + 2;

/// No honest answer is nested deeper.
const MAX_DEPTH: usize = 128;

/// Takes JSON in.
pub struct Json {
    parser: LowLevelJsonParser,
    /// Bytes of a token that is not whole yet.
    carry: Vec<u8>,
    /// How many bytes make it worth to look at the carry again, so that a long text that comes in
    /// small pieces costs no more than a short one.
    worth: usize,
    /// How many bytes have been understood.
    at: u64,
    walk: Walk,
    /// Where the row, or the value that is wanted whole, began.
    begun: Option<u64>,
    /// Where rows may have no parts.
    scanner: Option<Scanner>,
}

impl Json {
    pub fn new(mut wants: Wants) -> Self {
        let flat = wants.flat.take().filter(|_| IS_READER && !wants.is_inside_rows());
        Json {
            scanner: flat.map(|keys| Scanner::new(Between::Commas, keys)),
            parser: LowLevelJsonParser::new().with_max_stack_size(MAX_DEPTH),
            carry: Vec::new(),
            worth: 0,
            at: 0,
            walk: Walk::new(wants),
            begun: None,
        }
    }

    pub fn push(&mut self, piece: &[u8], take: &mut dyn Take) -> Result<(), DataFault> {
        if self.carry.is_empty() {
            let used = self.run(piece, false, take)?;
            self.carry.extend_from_slice(piece.get(used..).unwrap_or_default());
        } else {
            self.carry.extend_from_slice(piece);
            if self.carry.len() < self.worth {
                return Ok(());
            }
            let mut carry = std::mem::take(&mut self.carry);
            let used = self.run(&carry, false, take)?;
            carry.drain(..used);
            self.carry = carry;
        }
        self.worth = self.carry.len() * 2;
        if self.carry.len() > MAX_CARRY { Err(too_long()) } else { Ok(()) }
    }

    /// The answer is whole.
    pub fn end(&mut self, take: &mut dyn Take) -> Result<(), DataFault> {
        let carry = std::mem::take(&mut self.carry);
        self.run(&carry, true, take).map(drop)
    }

    /// Understands as much as it can; how many bytes that was.
    fn run(&mut self, bytes: &[u8], ending: bool, take: &mut dyn Take) -> Result<usize, DataFault> {
        let mut used = 0;
        loop {
            let rest = bytes.get(used..).unwrap_or_default();
            let bare = no_number(rest, ending);
            let result = match bare {
                Bare::Unfinished => return Ok(used),
                Bare::Behind(mark) => {
                    self.parser.parse_next(rest.get(..mark).unwrap_or(rest), false)
                }
                Bare::Is { .. } => self.parser.parse_next(NOT_FINITE_JSON, false),
                Bare::IsNot => self.parser.parse_next(rest, ending),
            };
            let step = match bare {
                // Where it does not belong, the word is wrong from its first letter on.
                Bare::Is { from, .. }
                    if !matches!(result.event, Some(Ok(JsonEvent::String(_)))) =>
                {
                    self.at += from as u64;
                    return Err(self.malformed());
                }
                Bare::Is { to, .. } => to,
                // No document begins with a comma or colon.
                Bare::Behind(mark) if result.consumed_bytes == 0 => {
                    self.at += mark as u64;
                    return Err(self.malformed());
                }
                _ => result.consumed_bytes,
            };
            used += step;
            self.at += step as u64;
            match result.event {
                None if matches!(bare, Bare::Behind(_)) => {}
                None | Some(Ok(JsonEvent::Eof)) => return Ok(used),
                Some(Ok(event)) => {
                    let ends = matches!(event, JsonEvent::EndObject | JsonEvent::EndArray);
                    self.take(event, take)?;
                    if ends && IS_READER {
                        used += self.scan(bytes.get(used..).unwrap_or_default(), take);
                    }
                }
                Some(Err(_)) => return Err(self.malformed()),
            }
        }
    }

    /// What is longer than allowed is not taken.
    fn take(&mut self, event: JsonEvent, take: &mut dyn Take) -> Result<(), DataFault> {
        use JsonEvent::{Number, ObjectKey, String};
        let is_long = |text: &str| text.len() > MAX_ROW;
        if matches!(&event, String(text) | Number(text) | ObjectKey(text) if is_long(text)) {
            return Err(too_long());
        }
        self.walk.take(event, &mut |item| take.item(item));
        self.begun = self.walk.is_building().then(|| self.begun.unwrap_or(self.at));
        match self.begun {
            Some(begun) if self.at - begun > MAX_ROW as u64 => Err(too_long()),
            _ => Ok(()),
        }
    }

    /// Behind a row of the list others may follow that need no parser; how many bytes they were. Each
    /// comes with the comma before it, so that the parser stands behind a row as it did.
    fn scan(&mut self, bytes: &[u8], take: &mut dyn Take) -> usize {
        let Some(scanner) = self.scanner.as_mut().filter(|_| self.walk.is_among_rows()) else {
            return 0;
        };
        let mut rows = scanner.rows(bytes);
        take.rows(&mut rows);
        self.at += rows.taken() as u64;
        rows.taken()
    }

    fn malformed(&self) -> DataFault {
        DataFault::Malformed { expected: EXPECTED, at: self.at }
    }
}

fn too_long() -> DataFault {
    DataFault::RowTooLong { limit_bytes: MAX_ROW as u64 }
}

#[derive(Clone, Copy)]
enum Bare {
    /// From this byte to that.
    Is {
        from: usize,
        to: usize,
    },
    /// Behind a comma or colon, which ends at this byte.
    Behind(usize),
    IsNot,
    /// It may be one when more bytes have come.
    Unfinished,
}

/// Whether a bare word for no number comes next, maybe behind a comma or colon.
fn no_number(rest: &[u8], ending: bool) -> Bare {
    let begin = trimmed(rest);
    let mark = begin.strip_prefix(b",").or_else(|| begin.strip_prefix(b":"));
    let bare = mark.map_or(begin, trimmed);
    if !matches!(bare.first(), Some(b'N' | b'I' | b'-')) {
        return Bare::IsNot;
    }
    for word in NO_NUMBERS {
        if bare.starts_with(word) {
            let from = rest.len() - bare.len();
            let is = Bare::Is { from, to: from + word.len() };
            return mark.map_or(is, |behind| Bare::Behind(rest.len() - behind.len()));
        }
        if !ending && word.starts_with(bare) {
            return Bare::Unfinished;
        }
    }
    Bare::IsNot
}

/// Without the space at its begin that JSON knows; a form feed is none.
fn trimmed(text: &[u8]) -> &[u8] {
    let space = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    text.get(space.count()..).unwrap_or_default()
}
