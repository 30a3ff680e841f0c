//! Data: bytes -> masked, columnar table. Knows no panel, no board, no browser.

pub mod table;
