//! A file of rows, held against the name that an index gives it; and rows of several pages as one table.

use super::{hash, join};
use crate::data::columns;
use crate::data::table::Table;
use crate::issue::{DataFault, PagesFault};

/// The rows of a file; `name` is what a finding calls it. Bytes of another hash are those of another
/// publish, or damaged.
pub fn read(own: &str, name: &str, bytes: &[u8]) -> Result<Table, DataFault> {
    if hash(bytes) != own {
        return Err(DataFault::Pages(PagesFault::OtherFile { file: name.to_string() }));
    }
    columns::read(bytes)
}

/// `count` rows of the pages, put one below the other, from the one that has `skip` before it on; fewer
/// where the pages end.
pub fn window(pages: &[&Table], skip: usize, count: usize) -> Table {
    let all = join(pages);
    let end = skip.saturating_add(count).min(all.rows());
    all.pick(&(skip.min(end)..end).collect::<Vec<_>>())
}
