//! JSON, taken in piece by piece: rows leave as soon as they are whole, and what stands beside them
//! is kept only where somebody asked for it. So memory is one row's, not the whole answer's.
//!
//! Bare `NaN`, `Infinity` and `-Infinity`, which some servers write, are read as [`NOT_FINITE`], so
//! that one bad cell costs only itself.

use json_event_parser::{JsonEvent, LowLevelJsonParser};

use super::walk::{Item, Walk, Wants};
use crate::issue::DataFault;

pub const EXPECTED: &str = "JSON";

/// The text that stands for a number which is none.
pub const NOT_FINITE: &str = "\u{7f}";
/// The same as JSON, after whatever may stand before a value.
const NOT_FINITE_JSON: [(u8, &[u8]); 3] =
    [(b':', b":\"\x7f\""), (b',', b",\"\x7f\""), (0, b"\"\x7f\"")];
const NO_NUMBERS: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

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
}

impl Json {
    pub fn new(wants: Wants) -> Self {
        Json {
            parser: LowLevelJsonParser::new().with_max_stack_size(MAX_DEPTH),
            carry: Vec::new(),
            worth: 0,
            at: 0,
            walk: Walk::new(wants),
        }
    }

    pub fn push(&mut self, piece: &[u8], take: &mut dyn FnMut(Item)) -> Result<(), DataFault> {
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
        Ok(())
    }

    /// The answer is whole.
    pub fn end(&mut self, take: &mut dyn FnMut(Item)) -> Result<(), DataFault> {
        let carry = std::mem::take(&mut self.carry);
        self.run(&carry, true, take).map(drop)
    }

    /// Understands as much as it can; how many bytes that was.
    fn run(
        &mut self,
        bytes: &[u8],
        ending: bool,
        take: &mut dyn FnMut(Item),
    ) -> Result<usize, DataFault> {
        let mut used = 0;
        loop {
            let rest = bytes.get(used..).unwrap_or_default();
            let (length, result) = match no_number(rest, ending) {
                Bare::Unfinished => return Ok(used),
                Bare::Is(length, json) => (Some(length), self.parser.parse_next(json, false)),
                Bare::IsNot => (None, self.parser.parse_next(rest, ending)),
            };
            let step = length.unwrap_or(result.consumed_bytes).min(rest.len());
            used += step;
            self.at += step as u64;
            match result.event {
                None => return Ok(used),
                Some(Ok(JsonEvent::Eof)) => return Ok(used),
                // No number is a key.
                Some(Ok(JsonEvent::ObjectKey(_))) if length.is_some() => {
                    return Err(self.malformed());
                }
                Some(Ok(event)) => self.walk.take(event, take),
                Some(Err(_)) => return Err(self.malformed()),
            }
        }
    }

    fn malformed(&self) -> DataFault {
        DataFault::Malformed { expected: EXPECTED, at: self.at }
    }
}

enum Bare {
    /// So many bytes long; what to read instead.
    Is(usize, &'static [u8]),
    IsNot,
    /// It may be one when more bytes have come.
    Unfinished,
}

/// Whether a bare word for no number comes next, after a comma or colon that may stand before it.
fn no_number(rest: &[u8], ending: bool) -> Bare {
    let begin = trimmed(rest);
    let instead = NOT_FINITE_JSON.iter().find(|(mark, _)| begin.first() == Some(mark));
    let bare = if instead.is_some() { begin.get(1..).unwrap_or_default() } else { begin };
    let bare = trimmed(bare);
    if !matches!(bare.first(), Some(b'N' | b'I' | b'-')) {
        return Bare::IsNot;
    }
    let (_, json) = instead.or(NOT_FINITE_JSON.last()).copied().unwrap_or_default();
    for word in NO_NUMBERS {
        if bare.starts_with(word) {
            return Bare::Is(rest.len() - bare.len() + word.len(), json);
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
