//! Bytes, pushed in as they come -> raw rows, one at a time. What a row holds is `shape`'s matter.

mod build;
pub mod csv;
pub mod flat;
pub mod json;
pub mod ndjson;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub mod text;
pub mod walk;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub mod xlsx;

use walk::Item;

/// Takes what an answer holds.
pub trait Take {
    fn item(&mut self, item: Item);

    /// Rows without parts that come next, as many as it can take; those that it leaves come as items.
    fn rows(&mut self, _: &mut flat::Rows) {}
}

impl<F: FnMut(Item)> Take for F {
    fn item(&mut self, item: Item) {
        self(item);
    }
}
