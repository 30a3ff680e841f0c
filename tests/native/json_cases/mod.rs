//! Texts that are JSON, that are none, and that RFC 8259 leaves to the reader. They cover what
//! JSONTestSuite covers, in words and texts of our own.
//!
//! Deliberately absent: anything but the texts, because the fuzzer's seeds are made of them too.

mod accept;
mod either;
pub mod mappings;
pub mod outlines;
pub mod pages;
mod reject;
pub mod sheets;

pub use accept::ACCEPT;
pub use either::EITHER;
pub use mappings::sources;
pub use outlines::outlines;
pub use pages::PAGES;
pub use reject::REJECT;
pub use sheets::{sheets, tables};

/// A name and a text.
pub type Case = (&'static str, &'static [u8]);

/// What is taken although it is no JSON: servers in the field write it.
pub const LENIENT: [Case; 4] = [
    ("bare NaN", b"[NaN]"),
    ("bare Infinity", b"[Infinity]"),
    ("bare -Infinity", b"[-Infinity]"),
    ("a byte order mark before an object", b"\xEF\xBB\xBF{}"),
];

/// Texts too long to be written out: none is JSON.
pub fn endless() -> Vec<(String, Vec<u8>)> {
    let mut key = vec![b'x'; 300_000];
    key.splice(0..0, *b"{\"");
    vec![
        ("100,000 opened lists".into(), b"[".repeat(100_000)),
        ("100,000 opened objects in lists".into(), b"[{\"\":".repeat(50_000)),
        ("100,000 opened objects".into(), b"{\"a\":".repeat(100_000)),
        ("100,000 closed lists".into(), b"]".repeat(100_000)),
        ("a key that never ends".into(), key),
        ("digits that never end".into(), [b"[".as_slice(), &b"7".repeat(300_000)].concat()),
        ("blanks that never end".into(), b" ".repeat(300_000)),
    ]
}

/// Well-formed, yet deeper than anybody writes: taken or refused.
pub fn nested() -> Vec<(String, Vec<u8>)> {
    let nest = |depth: usize| [b"[".repeat(depth), b"]".repeat(depth)].concat();
    let deep = |depth: usize| (format!("{depth} lists in one another"), nest(depth));
    vec![deep(500), deep(100_000)]
}

/// Every text there is.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let tables = [ACCEPT, REJECT, EITHER, &LENIENT];
    let written =
        tables.into_iter().flatten().map(|(name, text)| (name.to_string(), text.to_vec()));
    written.chain(endless()).chain(nested()).collect()
}
