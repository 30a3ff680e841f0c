//! Bytes -> raw rows, one at a time. What a row holds is `shape`'s matter.

pub mod csv;
pub mod json;
