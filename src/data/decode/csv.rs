//! CSV with a head, taken in piece by piece: any line end, quoted line ends, rows of unequal length.
//!
//! Other encodings than UTF-8 and other marks than commas are read where [`super::text`] is compiled
//! in, which the page is not; its finding says what is expected.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader};

#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use super::text::Front;
use crate::data::limits::{MAX_COLUMNS, MAX_ROW};
use crate::issue::DataFault;

pub const EXPECTED: &str = "CSV (UTF-8)";

/// One record: its cells in a row.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    /// Of all cells; UTF-8, and cells end between characters.
    pub text: &'r [u8],
    pub ends: &'r [usize],
}

impl<'r> Record<'r> {
    pub fn get(&self, at: usize) -> Option<&'r str> {
        let begin = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        std::str::from_utf8(self.text.get(begin..*self.ends.get(at)?)?).ok()
    }

    pub fn iter(&self) -> impl Iterator<Item = &'r str> {
        (0..self.ends.len()).filter_map(|at| self.get(at))
    }
}

/// Takes CSV in.
pub struct Csv {
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    front: Front,
    reader: Reader,
    utf8: Utf8,
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
}

impl Default for Csv {
    fn default() -> Self {
        Csv {
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            front: Front::default(),
            reader: Reader::new(),
            utf8: Utf8::default(),
            text: vec![0; 1_024],
            ends: vec![0; 32],
            written: 0,
            ended: 0,
        }
    }
}

impl Csv {
    /// Calls `take` with the head and then with every row.
    pub fn push(&mut self, piece: &[u8], take: &mut dyn FnMut(&Record)) -> Result<(), DataFault> {
        let text = self.opened(piece, false)?;
        self.utf8.look(&text)?;
        if text.is_empty() { Ok(()) } else { self.run(&text, take) }
    }

    pub fn end(&mut self, take: &mut dyn FnMut(&Record)) -> Result<(), DataFault> {
        let text = self.opened(&[], true)?;
        self.utf8.look(&text)?;
        if !text.is_empty() {
            self.run(&text, take)?;
        }
        self.utf8.end()?;
        // In quotes a line's end is a part of the cell: the cell breaks off.
        let written = self.written;
        self.run(b"\n", take)?;
        if self.written > written {
            return Err(malformed(self.utf8.at));
        }
        // Nothing more is what tells the parser that the last line is whole.
        self.run(&[], take)
    }

    /// What the text is in, where it is not UTF-8.
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    pub fn encoding(&self) -> Option<&'static str> {
        self.front.encoding()
    }

    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    fn opened<'p>(&mut self, piece: &'p [u8], last: bool) -> Result<Cow<'p, [u8]>, DataFault> {
        let (separator, text) = self.front.push(piece, last)?;
        if let Some(separator) = separator {
            self.reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
        }
        Ok(text)
    }

    #[cfg(not(any(feature = "books", not(target_arch = "wasm32"))))]
    fn opened<'p>(&mut self, piece: &'p [u8], _: bool) -> Result<Cow<'p, [u8]>, DataFault> {
        Ok(Cow::Borrowed(piece))
    }

    /// Nothing at all means the end.
    fn run(&mut self, piece: &[u8], take: &mut dyn FnMut(&Record)) -> Result<(), DataFault> {
        let mut rest = piece;
        loop {
            let text = self.text.get_mut(self.written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(rest, text, ends);
            rest = rest.get(read..).unwrap_or_default();
            self.written += wrote;
            self.ended += ended;
            if self.written > MAX_ROW {
                return Err(DataFault::RowTooLong { limit_bytes: MAX_ROW as u64 });
            }
            if self.ended > MAX_COLUMNS {
                return Err(DataFault::TooManyColumns { limit: MAX_COLUMNS });
            }
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(()),
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    let text = self.text.get(..self.written).unwrap_or_default();
                    let ends = self.ends.get(..self.ended).unwrap_or_default();
                    take(&Record { text, ends });
                    (self.written, self.ended) = (0, 0);
                }
            }
        }
    }
}

/// Looks whether pieces of bytes are UTF-8, also where a character stands in two of them.
#[derive(Default)]
struct Utf8 {
    /// The begin of a character.
    open: Vec<u8>,
    at: u64,
}

impl Utf8 {
    fn look(&mut self, piece: &[u8]) -> Result<(), DataFault> {
        let mut rest = piece;
        while !self.open.is_empty() {
            let Some((next, after)) = rest.split_first() else { return Ok(()) };
            self.open.push(*next);
            rest = after;
            match std::str::from_utf8(&self.open) {
                Ok(_) => {
                    self.at += self.open.len() as u64;
                    self.open.clear();
                }
                Err(error) if error.error_len().is_some() => return Err(malformed(self.at)),
                Err(_) => {}
            }
        }
        let Err(error) = std::str::from_utf8(rest) else {
            self.at += rest.len() as u64;
            return Ok(());
        };
        self.at += error.valid_up_to() as u64;
        if error.error_len().is_some() {
            return Err(malformed(self.at));
        }
        self.open.extend_from_slice(rest.get(error.valid_up_to()..).unwrap_or_default());
        Ok(())
    }

    fn end(&self) -> Result<(), DataFault> {
        if self.open.is_empty() { Ok(()) } else { Err(malformed(self.at)) }
    }
}

fn malformed(at: u64) -> DataFault {
    DataFault::Malformed { expected: EXPECTED, at }
}
