//! Rows that were published: pages of columns, answers to a board's questions, and an index of both.
//!
//! ```text
//! index.json       what there is: fields, views with their pages, answers, all by their hashes
//! p-HASH.bin       a few thousand rows in the form of `columns`
//! a-HASH.bin       an answer: a cube, or a few rows
//! *.age            the same, sealed, with the index once more and perhaps their key
//! ```
//!
//! Who publishes goes chunk by chunk (`gather`), so that memory is that of a chunk and of the answers;
//! who reads holds the pages in sight and the answers. Both are pure: files, addresses and the clock are
//! their caller's.
//!
//! Deliberately absent: compression, which the transport has, and any row that has not gone through its
//! mask: what comes in here are tables.

mod answer;
pub mod cube;
#[cfg(not(target_arch = "wasm32"))]
pub mod gate;
#[cfg(not(target_arch = "wasm32"))]
pub mod gather;
pub mod index;
mod join;
pub mod page;
#[cfg(not(target_arch = "wasm32"))]
mod parts;
mod read;
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
pub mod sealed;
#[cfg(not(target_arch = "wasm32"))]
pub mod small;

pub use answer::answer;
pub use cube::{Need, need};
pub use index::Index;
pub use join::{join, kind};

use sha2::{Digest, Sha256};

/// The name of some bytes: the first sixteen hex digits of their SHA-256.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
