//! Daping (大屏): one board file and a data address become a wall display that tells the truth for
//! weeks.
//!
//! The house, floor by floor; each floor knows only the floors below it:
//!
//! - [`issue`]: findings, and every sentence that a user may read, in Chinese and in English.
//! - [`grammar`]: board files: text -> nodes with places -> declared types, and their JSON schema.
//! - [`data`]: bytes -> raw rows -> masked, columnar table -> query. No panel, board or browser.
//! - [`geo`]: outlines, projection, join, sheets of pixels, arcs. No data.
//! - [`look`]: the theme (the only colours), formats, text measuring, the picture. No panel.
//! - [`panel`]: one file per kind: its options, its view, its drawing. No board, no browser.
//! - [`board`]: the dashboard as data: authored -> checked -> normal, and its layout.
//! - `app`: the browser alone. `cli`: files and the terminal alone.
//!
//! Invariants that tests keep: no browser crate outside `app`, no clock outside `clock.rs` of `app` and `cli`, no
//! colour outside `look/theme/`, no unmasked value above `data`.

#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod app;
pub mod board;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod data;
pub mod geo;
pub mod grammar;
pub mod issue;
pub mod look;
pub mod panel;
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub mod reader;
