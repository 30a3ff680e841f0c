//! A file of rows, held against the name that an index gives it; and rows of several pages as one table.

use super::{hash, join};
use crate::data::table::Table;
use crate::issue::{DataFault, PagesFault};

/// Whether the bytes are those of that hash; `name` is what a finding calls the file. Others are those of another
/// publish, or damaged.
pub fn is(own: &str, name: &str, bytes: &[u8]) -> Result<(), DataFault> {
    if hash(bytes) == own {
        return Ok(());
    }
    Err(DataFault::Pages(PagesFault::OtherFile { file: name.to_string() }))
}

/// `count` rows of the pages, put one below the other, from the one that has `skip` before it on; fewer
/// where the pages end.
pub fn window(pages: &[&Table], skip: usize, count: usize) -> Table {
    let all = join(pages);
    let end = skip.saturating_add(count).min(all.rows());
    all.pick(&(skip.min(end)..end).collect::<Vec<_>>())
}
