//! What is read on the page's own thread, a frame's part at a time.
//!
//! Deliberately absent: what is too much for the page (`far`), and where the bytes come from (`asking`).

use js_sys::Uint8Array;

use super::{clock, marks};
use crate::data::limits::Limits;
use crate::data::page::{Beside, Head, Request};
use crate::data::read::{Asked, Reader};
use crate::issue::DataFault;

/// So many bytes are read before the time is looked at.
const BITE: u32 = 32_768;
/// For so long reading may keep the page from its frames. Milliseconds.
const LONGEST_HOLD_MS: f64 = 8.0;

pub struct Near<'a> {
    pub reader: Reader<'a>,
    source: &'a str,
    is_begun: bool,
    /// How long the answer took so far, and reading has kept the page since its last breath. Milliseconds.
    spent: f64,
    held: f64,
}

impl<'a> Near<'a> {
    pub fn new(asked: &'a Asked<'a>) -> Self {
        let reader = Reader::new(asked, Limits::PAGE);
        Near { reader, source: asked.name, is_begun: false, spent: 0.0, held: 0.0 }
    }

    /// Whether an answer is being read, or was.
    pub fn is_begun(&self) -> bool {
        self.is_begun
    }

    pub fn begin(&mut self, request: &Request, head: &Head) {
        let day = request.day.as_ref().map(|(day, _)| *day);
        self.reader.begin(head.get("content-type"), &request.url, day);
        self.is_begun = true;
    }

    /// Reads a piece. Where that takes longer than a frame may, the page draws and hears in between.
    pub async fn eat(&mut self, piece: &Uint8Array) -> Result<(), DataFault> {
        for from in (0..piece.length()).step_by(BITE as usize) {
            if self.held > LONGEST_HOLD_MS {
                clock::breath().await;
                self.held = 0.0;
            }
            let start = clock::monotonic();
            let bite = piece.subarray(from, from.saturating_add(BITE).min(piece.length()));
            self.reader.push(&bite.to_vec())?;
            let took = clock::monotonic() - start;
            (self.spent, self.held) = (self.spent + took, self.held + took);
        }
        Ok(())
    }

    /// Ends the answer.
    pub fn end(&mut self) -> Result<Beside, DataFault> {
        let start = clock::monotonic();
        let beside = self.reader.end()?;
        let spent = std::mem::take(&mut self.spent) + clock::monotonic() - start;
        marks::spent("daping:decode", self.source, spent);
        Ok(beside)
    }
}
