//! CSV with a head: any line end, quoted line ends, rows of unequal length.
//!
//! Deliberately absent: other encodings than UTF-8, which the finding names.

use csv::{ReaderBuilder, StringRecord};

use crate::issue::DataFault;

pub const EXPECTED: &str = "CSV (UTF-8)";

/// Calls `each` with the head alone, then with the head and every row.
pub fn rows(
    bytes: &[u8],
    mut each: impl FnMut(&StringRecord, Option<&StringRecord>),
) -> Result<(), DataFault> {
    // Bytes are looked over first, so that a fault leaves no half table behind.
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(malformed(error.valid_up_to() as u64));
    }
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let at = |error: csv::Error| malformed(error.position().map_or(0, |p| p.byte()));
    let head = reader.headers().map_err(at)?.clone();
    if head.is_empty() {
        return Err(malformed(0));
    }
    each(&head, None);
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(at)? {
        each(&head, Some(&row));
    }
    Ok(())
}

fn malformed(at: u64) -> DataFault {
    DataFault::Malformed { expected: EXPECTED, at }
}
