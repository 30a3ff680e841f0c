//! How much of an answer is taken in. A wall runs for weeks in memory that never shrinks; the reader of
//! large answers lives as long as one of them.

/// How much one reading may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of all its answers.
    pub bytes: usize,
    /// Of its table; the first are kept.
    pub rows: u64,
}

impl Limits {
    /// What is read on the page itself.
    pub const PAGE: Limits = Limits { bytes: MAX_BYTES, rows: MAX_ROWS };
    /// What is read in a worker.
    pub const READER: Limits = Limits { bytes: READER_BYTES, rows: READER_ROWS };
    /// What is read in a terminal where a file is published, which holds a few thousand rows of it.
    #[cfg(not(target_arch = "wasm32"))]
    pub const FILE: Limits = Limits { bytes: usize::MAX, rows: u32::MAX as u64 };
}

/// The longest answer, in bytes; longer ones are refused before they are parsed.
pub const MAX_BYTES: usize = 64_000_000;
/// The longest answer that is read on the page's own thread where there is a reader, a frame's part at a time:
/// a few thousand people, for whom a page on a slow network would wait longer for the reader than for them.
pub const PAGE_BYTES: usize = 2_000_000;
/// The longest message of a stream, in bytes; longer ones are let go before they are read.
pub const MAX_MESSAGE: usize = 1_000_000;
/// So many removed rows of a stream are remembered with their version.
pub const MAX_GONE: usize = 10_000;
/// The most rows of one source; the first are kept.
pub const MAX_ROWS: u64 = 200_000;
/// The longest answer that the reader takes, in bytes.
pub const READER_BYTES: usize = 1_000_000_000;
/// The most rows of one source in the reader.
pub const READER_ROWS: u64 = 2_000_000;
/// The longest row of an answer, and the longest single value beside the rows, in bytes.
pub const MAX_ROW: usize = 4_000_000;
/// The most columns of a row: those of a spreadsheet.
pub const MAX_COLUMNS: usize = 16_384;
/// The most files of a source that has one for each day; the first are read.
pub const MAX_DAYS: usize = 400;
/// The longest text of one cell, in characters.
pub const MAX_TEXT: usize = 200;
/// The largest number by size; beyond it `f64` no longer counts by ones.
pub const MAX_NUMBER: f64 = 1e15;
/// The most findings of one answer; like ones are folded first.
pub const MAX_ISSUES: usize = 100;
/// The longest name, in characters.
pub const MAX_NAME: usize = 20;
