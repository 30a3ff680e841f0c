//! Bytes, pushed in as they come -> raw rows, one at a time. What a row holds is `shape`'s matter.

mod build;
pub mod csv;
pub mod json;
pub mod ndjson;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub mod text;
pub mod walk;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub mod xlsx;
