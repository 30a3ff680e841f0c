//! `table`: rows by the page.

use crate::data::source::Span;

/// Which columns, and how long a page stands.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// Field names in their order; every field where none is named.
    pub columns: Vec<String>,
    /// How long a page stands before the next; a hand on the pager stops it.
    pub turn: Span,
}

impl Default for Options {
    fn default() -> Self {
        Options { columns: Vec::new(), turn: Span::seconds(10) }
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }
}
