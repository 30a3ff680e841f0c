//! The reader: what takes in large answers beside the page, in a worker whose memory goes with it. It
//! keeps the table and answers the page's questions: small tables, and a few rows at a time of long
//! ones.
//!
//! ```text
//! page --Verb, bytes--> Session::call --bytes--> page        (data::remote says what they hold)
//! ```
//!
//! `main.rs` is the program of the worker: plain exports, called by `public/reader/worker.js`.
//! Deliberately absent: fetching and the clock, which the page has.

#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
mod guessing;
mod held;
mod published;
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
mod sealed;
mod session;
mod thin;

pub use session::Session;
