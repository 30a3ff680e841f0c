//! The last good rows of a source as the browser keeps them for a start without a network: after their
//! masks, with the times that belong to them, and only where everybody may see them.
//!
//! ```text
//! "DPK1"
//! print of all that follows   u64, little-endian as all numbers
//! last success                i64, unix seconds by the server's clock
//! age at that time            u64, milliseconds
//! as_of, total                0, or 1 and an i64
//! table                       as `columns` writes it
//! ```
//!
//! Deliberately absent: findings, which belong to the answer that they were found in, and where the bytes
//! lie (`public/boot/kept.js`).

use super::source::Source;
use super::{Audience, Reading, columns};
use crate::issue::DataFault;

pub const EXPECTED: &str = "daping kept rows";
const MAGIC: &[u8] = b"DPK1";
/// The longest that is kept of one source, in bytes.
pub const MOST_BYTES: usize = 1_000_000;
/// Grows when a mask hides more than before: what was kept under weaker masks is never read again.
pub const MASKS: u64 = 1;

/// What was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub reading: Reading,
    /// Unix seconds of the last good answer.
    pub success: i64,
    /// How old the data was then, in milliseconds.
    pub age_ms: u64,
}

impl Kept {
    /// How old the data is at `now` (unix seconds); `None` where the clock stands before the answer, and so
    /// tells nothing.
    pub fn age_ms(&self, now: i64) -> Option<u64> {
        let since = u64::try_from(now.checked_sub(self.success)?).ok()?;
        Some(since.saturating_mul(1_000).saturating_add(self.age_ms))
    }
}

/// Whether the rows of a source may outlive the page: everybody may see them, nobody had to show a key
/// for them, and they are not a file of this machine.
pub fn may_keep(audience: Audience, source: &Source) -> bool {
    let address = source.address();
    let is_local = ["blob:", "data:", "file:"].iter().any(|own| address.starts_with(own));
    audience == Audience::Public
        && source.headers_from.is_empty()
        && !address.is_empty()
        && !is_local
}

/// What rows are of: another board file (and with it another mask, audience or address), another offset
/// from UTC or stronger masks are another print.
pub fn identity(board: &str, utc_offset: i32) -> u64 {
    let about = [MASKS.to_le_bytes(), i64::from(utc_offset).to_le_bytes()].concat();
    print(print(START, &about), board.as_bytes())
}

/// The bytes; `None` where they are more than is kept.
pub fn write(kept: &Kept) -> Option<Vec<u8>> {
    let table = &kept.reading.table;
    // A cell has a byte at least: what is far too long is not written out to see that.
    let cells = table.rows().saturating_mul(table.fields().len());
    (cells <= MOST_BYTES).then_some(())?;
    let mut body = kept.success.to_le_bytes().to_vec();
    body.extend(kept.age_ms.to_le_bytes());
    let total = kept.reading.total.map(|total| total as i64);
    for number in [kept.reading.as_of, total] {
        body.push(u8::from(number.is_some()));
        number.iter().for_each(|number| body.extend(number.to_le_bytes()));
    }
    body.extend(columns::write(table));
    let own = [MAGIC, &print(START, &body).to_le_bytes(), &body].concat();
    (own.len() <= MOST_BYTES).then_some(own)
}

/// A print of the rows alone among what was written: the same rows of another answer have the same.
pub fn rows(bytes: &[u8]) -> u64 {
    print(START, head(bytes).map_or(bytes, |(_, table)| table))
}

/// What was written; `Malformed` for any other bytes.
pub fn read(bytes: &[u8]) -> Result<Kept, DataFault> {
    head(bytes).ok_or(DataFault::Malformed { expected: EXPECTED, at: 0 }).and_then(
        |(kept, table)| {
            let table = columns::read(table)?;
            Ok(Kept { reading: Reading { table, ..kept.reading }, ..kept })
        },
    )
}

/// Everything but the table, and its bytes.
fn head(bytes: &[u8]) -> Option<(Kept, &[u8])> {
    let (known, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
    (u64::from_le_bytes(*known) == print(START, body)).then_some(())?;
    let (success, rest) = body.split_first_chunk()?;
    let (age_ms, rest) = rest.split_first_chunk()?;
    let (as_of, rest) = maybe(rest)?;
    let (total, rest) = maybe(rest)?;
    let total = total.map(|total| total as u64);
    let reading = Reading { table: Default::default(), as_of, total, issues: Vec::new() };
    let (success, age_ms) = (i64::from_le_bytes(*success), u64::from_le_bytes(*age_ms));
    Some((Kept { reading, success, age_ms }, rest))
}

fn maybe(bytes: &[u8]) -> Option<(Option<i64>, &[u8])> {
    match bytes.split_first()? {
        (0, rest) => Some((None, rest)),
        (1, rest) => {
            let (number, rest) = rest.split_first_chunk()?;
            Some((Some(i64::from_le_bytes(*number)), rest))
        }
        _ => None,
    }
}

/// FNV-1a of 64 bits: each byte is mixed in so that two texts which differ in one differ in their prints.
/// Written out, as the library's own hash may be another with the next compiler.
const START: u64 = 0xCBF2_9CE4_8422_2325;

fn print(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |own, byte| (own ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}
