//! What became of a field's raw texts: a roster names sixteen townships a million times, and each is typed,
//! cleaned and masked once.

use crate::data::decode::flat::Kind;
use crate::data::words::{Slots, hash, same};
use crate::issue::DataFault;

/// The most texts that one field remembers.
const MOST: usize = 1 << 13;
/// The longest of them, in bytes.
const LONGEST: usize = 256;
/// After so many questions it is judged whether they were worth it.
const ROUND: u32 = 4_096;

/// Raw texts of one field, and the cells that they became.
#[derive(Debug, Default)]
pub struct Memory {
    slots: Slots,
    known: Vec<Known>,
    text: Vec<u8>,
    /// What was wrong with a few of them.
    faults: Vec<Vec<DataFault>>,
    asked: u32,
    found: u32,
    /// It helped too seldom.
    is_off: bool,
}

#[derive(Debug)]
struct Known {
    kind: Kind,
    from: u32,
    length: u32,
    /// The number of its faults plus one, 0 for none.
    faults: u32,
    cell: u64,
}

/// What is known of a text.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// The number of its entry.
    Known(u32),
    /// It may be remembered by this hash.
    New(u64),
    /// It is not worth it.
    Beyond,
}

impl Memory {
    pub fn find(&mut self, kind: Kind, raw: &[u8]) -> Found {
        if self.is_off || raw.len() > LONGEST {
            return Found::Beyond;
        }
        self.asked += 1;
        if self.asked == ROUND {
            self.judge();
        }
        let hash = hash(raw);
        let is = |at: u32| {
            let known = self.known.get(at as usize);
            known.is_some_and(|known| known.kind == kind && same(self.raw(known), raw))
        };
        let found = self.slots.find(hash, is);
        self.found += u32::from(found.is_some());
        found.map_or(Found::New(hash), Found::Known)
    }

    /// The cell that an entry became, and what was wrong with it.
    pub fn get(&self, entry: u32) -> Option<(u64, &[DataFault])> {
        let known = self.known.get(entry as usize)?;
        let faults = known.faults.checked_sub(1).and_then(|at| self.faults.get(at as usize));
        Some((known.cell, faults.map(Vec::as_slice).unwrap_or_default()))
    }

    /// Remembers what became of a text that was new.
    pub fn put(&mut self, hash: u64, kind: Kind, raw: &[u8], cell: u64, faults: Vec<DataFault>) {
        if self.is_off || self.known.len() >= MOST {
            return;
        }
        let (from, length) = (self.text.len() as u32, raw.len() as u32);
        self.text.extend_from_slice(raw);
        self.slots.put(hash, self.known.len() as u32);
        let mut own = Known { kind, from, length, faults: 0, cell };
        if !faults.is_empty() {
            self.faults.push(faults);
            own.faults = self.faults.len() as u32;
        }
        self.known.push(own);
    }

    /// Gives itself up where it is full and most texts are new: masking them anew costs no more than to look
    /// for them in a memory that is larger than the processor's own.
    fn judge(&mut self) {
        if self.known.len() >= MOST && self.found < ROUND / 2 {
            *self = Memory { is_off: true, ..Memory::default() };
        }
        (self.asked, self.found) = (0, 0);
    }

    fn raw(&self, known: &Known) -> &[u8] {
        let (from, length) = (known.from as usize, known.length as usize);
        self.text.get(from..from + length).unwrap_or_default()
    }
}
