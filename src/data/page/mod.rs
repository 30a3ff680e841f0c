//! Paging: an answer -> the next question. Which questions a source asks, and when they end; the
//! host sends them.
//!
//! ```text
//! source --question--> request --host--> head, beside --total, link, address--> request | end
//! ```
//!
//! Deliberately absent: sending, waiting and secrets (`app`, `cli`), and how an address is resolved
//! against another, which both hosts have a library for.

mod address;
mod days;
mod link;
mod pages;
mod question;
pub mod retry;
mod total;

use super::source::Method;
use crate::issue::DataFault;

pub use address::scheme;
pub use days::day;
pub use pages::{DAY, Pages};

/// The heads of an answer that paging and reading look at, besides the one that `total` names.
pub const HEADS: [&str; 8] = [
    "content-type",
    "content-length",
    "content-range",
    "date",
    "age",
    "link",
    "retry-after",
    "etag",
];

/// One question over HTTP.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    pub method: Method,
    pub url: String,
    /// Heads without secrets.
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
    /// The day of the file that is asked for, in days since 1970-01-01, and as the address writes it.
    pub day: Option<(i32, String)>,
}

/// What an answer says before its body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Head {
    /// The head of that name, whatever its case.
    pub fn get(&self, name: &str) -> Option<&str> {
        let own = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value.as_str())
    }
}

/// What an answer says beside its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// How many rows it had, before any of them was exploded, unpivoted or left out.
    pub rows: u64,
    /// What stands at `page.at`: an address or a cursor. `None` where there is none, or null, or "".
    pub next: Option<String>,
    /// What stands at `total`, where it is a pointer.
    pub total: Option<u64>,
    /// A hash of its bytes; 0 where nobody made one. A server that gives one page again and again is
    /// known by it.
    pub print: u64,
}

/// What comes after an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    Ask(Request),
    /// That was all.
    Done,
    /// No further, and why; the rows so far count.
    Stop(DataFault),
}

/// `(base, reference) -> address`, RFC 3986 section 5; `None` where it is no address.
pub type Resolve<'a> = &'a dyn Fn(&str, &str) -> Option<String>;
