//! How one answer leads to the next.

use crate::grammar::{record, words};

record! {
    /// How the pages of a long answer are asked for.
    pub struct Page {
        /// How one page leads to the next.
        pub kind: PageKind,
        /// `next`: RFC 6901 pointer to the next address; `cursor`: to the next cursor.
        pub at: Option<String>,
        /// The query's parameter for the cursor, the offset or the page's number; a pointer (`/page`)
        /// puts it into the body instead.
        pub param: Option<String>,
        /// The parameter for how many rows a page has.
        pub size_param: Option<String>,
        /// How many rows a page has.
        pub size: usize = 500,
        /// The number of the first page.
        pub first: usize = 1,
        /// At most so many pages.
        pub max_pages: usize = 100,
        /// At most so many rows; the first are kept.
        pub max_rows: Option<usize>,
    }
}

words! {
    /// How one page leads to the next.
    #[derive(Default)]
    pub enum PageKind {
        /// There is one page.
        #[default]
        None = "none",
        /// The `Link` header with `rel="next"` (RFC 8288).
        Link = "link",
        /// The answer holds the next address.
        Next = "next",
        /// The answer holds a cursor for the next question.
        Cursor = "cursor",
        /// The question says how many rows to leave out.
        Offset = "offset",
        /// The question says the page's number.
        Page = "page",
        /// The `Range` header with rows as its unit, answered by `Content-Range`.
        Range = "range",
    }
}
