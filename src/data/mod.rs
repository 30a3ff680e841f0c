//! Data: bytes -> masked, columnar table. Knows no panel, no board, no browser.
//!
//! One record's way: `decode` yields raw rows, `shape` finds and filters them, `field` types each
//! cell or makes a finding, `mask` consumes the record, `table` holds what may be shown. `query`
//! makes the small table of one panel; `feed` says how fresh it all is. Of a stream, `sse` yields the
//! messages and `live` the rows that they change.

pub mod calendar;
mod clean;
pub mod columns;
mod decode;
#[cfg(not(target_arch = "wasm32"))]
pub mod explore;
pub mod feed;
mod field;
mod findings;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub mod guess;
pub mod kept;
pub mod limits;
pub mod live;
pub mod mask;
pub mod moment;
mod number;
pub mod page;
mod pattern;
mod pointer;
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub mod published;
pub mod query;
pub mod read;
pub mod remote;
pub mod reply;
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
pub mod seal;
pub mod server_time;
mod shape;
pub mod source;
pub mod sse;
pub mod table;
mod tree;
pub(crate) mod when;
pub mod words;

use std::cmp::Ordering;

use crate::grammar::words;

pub use crate::grammar::named;
pub use clean::clean;
pub use read::{Answer, Asked, Reading, read};

/// Whether this program reads large answers: the page leaves them to its reader, and leaves out what makes
/// them quick.
pub const IS_READER: bool = cfg!(any(feature = "reader", not(target_arch = "wasm32")));

/// The numbers from 0 to `count` in the order that `compare` gives them; equals keep their order.
/// One sort for the whole house, because each of the library's is two kilobytes of program.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

words! {
    /// Who looks at a board; masks depend on it.
    #[derive(Default)]
    pub enum Audience {
        /// A hall behind a door: names as 王**, mobiles as 138****1234.
        #[default]
        Internal = "internal",
        /// Anybody: names as 王*, no addresses below the county.
        Public = "public",
    }
}
