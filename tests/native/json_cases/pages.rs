//! What was published: an index, and a page of it.

use super::Case;

/// Two rows of a text and a number.
pub const PAGE: &[u8] = b"DPC1\x02\0\0\0\x02\0\0\0\
    \x04\0\0\0town\x04\0\0\0town\0\0\x02\0\0\0\x03\0\0\0\x04\0\0\0\x04\0\0\0\xE4\xBA\x91b\x01\x01\0\
    \x01\0\0\0n\x01\0\0\0n\x01\x03\0\0\0\xE4\xBA\xBA\x01\0\0\0\0\0\0\xF8\x3F\0\0\0\0\0\0\xF8\x7F";

/// Of three rows on two pages.
pub const INDEX: &[u8] = br#"{"daping_pages": 1, "as_of": "2020-02-21T08:00:00+08:00",
 "audience": "public", "synthetic": false, "rows": 3,
 "fields": [{"name": "town", "label": "town", "type": "text"},
  {"name": "n", "label": "n", "type": "number", "unit": "m"}],
 "views": [{"query": {}, "rows": 3, "page_rows": 2,
  "pages": ["0123456789abcdef", "fedcba9876543210"]}],
 "answers": [{"query": {"where": [["n", ">", 1.5]], "group": ["town", {"field": "n", "by": {"bin": 2}}],
  "measure": {"sum:n": "sum:n", "last:n": "last:n", "at:n": "max:at:n"}},
  "rows": 2, "file": "0123456789abcdef"}]}"#;

pub const PAGES: [Case; 2] = [("an index", INDEX), ("a page", PAGE)];
