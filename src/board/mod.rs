//! Boards: the dashboard as data.
//!
//! ```text
//! text --grammar--> is it JSON?               one finding with line and column, or on
//!      --grammar--> authored (spec, Query, Source, the kinds' options)
//!                                             a bad key is a finding and is left out
//!      --check, sources, refer, alarm, areas--> Board         names resolved, defaults filled in (normal)
//!      --layout--> arrangement, CSS grid, type size for a viewport
//! ```
//!
//! Invariants of the normal form, so that `app` need not ask again:
//! - sources have one address, which is asked over HTTP or a WebSocket, or rows of their own;
//! - a panel's `data`, where there is one, names a source of the board; a panel that needs data and
//!   has none is kept, and shows that as its fault;
//! - an alarm has a panel's or its own question to a source of the board, and its `until` is as strict as
//!   its `when` or milder, but where only the run shows it;
//! - panel names are `[a-z][a-z0-9_-]*` and single, so they may stand in CSS as they are;
//! - areas are rectangles of plain names; a name without a panel is a panel that was left out;
//! - tracks are lengths of a short white list, so they may stand in CSS as they are;
//! - there is always an arrangement when there is a panel, the last one is the fallback.
//!
//! Deliberately absent: the browser, fetching, masks, any county's name.

pub mod alarm;
mod areas;
mod calendar;
pub mod check;
mod colors;
pub mod layout;
pub mod normal;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub mod of_table;
pub mod page;
pub mod params;
pub mod playlist;
mod refer;
pub mod replay;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod screen;
mod sources;
mod spec;
mod tabs;

pub use check::{Checked, check};
pub use normal::{Arrangement, Board, Panel, Replay};
pub use spec::{Frame, Seams, Stretch, When};
