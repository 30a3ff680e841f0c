//! How much of an answer is taken in. A wall runs for weeks in memory that never shrinks.

/// The longest answer, in bytes; longer ones are refused before they are parsed.
pub const MAX_BYTES: usize = 64_000_000;
/// The longest message of a stream, in bytes; longer ones are let go before they are read.
pub const MAX_MESSAGE: usize = 1_000_000;
/// So many removed rows of a stream are remembered with their version.
pub const MAX_GONE: usize = 10_000;
/// The most rows of one source; the first are kept.
pub const MAX_ROWS: u64 = 200_000;
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
