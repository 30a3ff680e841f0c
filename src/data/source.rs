//! The authored description of a source, with its defaults: where rows come from, what they hold,
//! how each field is typed and masked, how often to ask.

mod field;
mod paging;
mod refresh;

pub use super::pattern::Pattern;
use super::query::spec::Condition;
use super::tree::{Inline, Tree};
use crate::grammar::named::Named;
use crate::grammar::{record, words};

pub use field::{FieldSpec, Mask, Origin, TimeFormat, TimeFormats};
pub use paging::{Page, PageKind};
pub use refresh::{Refresh, Span};

record! {
    /// A source of rows: exactly one of `url`, `inline`, `sse` and `ws` says where they come from.
    pub struct Source {
        /// The address, relative to the page or absolute; `{day}` stands for each of `days`.
        pub url: String,
        /// The days of which there is one file each.
        pub days: Option<Days>,
        /// The rows themselves.
        pub inline: Option<Inline>,
        /// The address of a stream of server-sent events.
        pub sse: String,
        /// The address of a WebSocket.
        pub ws: String,
        /// How to ask.
        pub method: Method,
        /// What is sent with the question: text as it is, anything else as JSON.
        pub body: Option<Tree>,
        /// Heads of the question. Secrets do not belong here: a board is read by everybody.
        pub headers: Named<String>,
        /// Heads whose value is given at run time under the name that stands here.
        pub headers_from: Named<String>,
        /// How the answer is written; by its label, the address's ending or its first byte where not
        /// given.
        pub format: Option<Format>,
        /// A check of the answer itself, for servers that say 200 to everything.
        pub ok: Option<OkCheck>,
        /// RFC 6901 pointer to the rows; "" is the whole answer.
        pub rows: String,
        /// RFC 6901 pointer to the column names, where rows are lists.
        pub columns: Option<String>,
        /// How many rows there are in all: a pointer, or the name of a header.
        pub total: Option<String>,
        /// RFC 6901 pointer to the time that the data is of.
        pub as_of: Option<String>,
        /// How a long answer goes on.
        pub page: Page,
        /// RFC 6901 pointer inside a row to a list: each of its elements becomes a row.
        pub explode: Option<String>,
        /// Columns that become rows.
        pub unpivot: Option<Unpivot>,
        /// Rows for which one of these does not hold are left out.
        pub filter: Vec<Condition>,
        /// How the messages of a stream change the table; without it each is a whole table.
        pub changes: Option<Changes>,
        /// How often to ask, and when an answer is old.
        pub refresh: Refresh,
        /// The columns to read; every other column stays unread (unknown means hidden).
        pub fields: Named<FieldSpec>,
        /// The rows are invented: every panel that shows them says so.
        pub synthetic: bool,
    }
}

impl Source {
    /// Where rows come from, as it is written; empty for rows that stand in the board.
    pub fn address(&self) -> &str {
        [&self.url, &self.sse, &self.ws]
            .into_iter()
            .find(|own| !own.is_empty())
            .map_or("", |own| own)
    }

    /// Whether rows come by themselves, without being asked for.
    pub fn streams(&self) -> bool {
        self.url.is_empty() && self.inline.is_none() && !self.address().is_empty()
    }

    /// Whether one answer is all there is.
    pub fn is_alone(&self) -> bool {
        self.page.kind == PageKind::None && self.days.is_none()
    }

    /// Whether its questions are worded by the pack of paging.
    pub fn is_paged(&self) -> bool {
        !self.is_alone() || self.method == Method::Post
    }

    /// The packs of the program that must be there before it is asked.
    pub fn packs(&self) -> Vec<&'static str> {
        let pattern = |form: &TimeFormat| matches!(form, TimeFormat::Strftime(_));
        let mut fields = self.fields.iter();
        let patterns =
            self.days.is_some() || fields.any(|(_, spec)| spec.format.forms().iter().any(pattern));
        let all =
            [("paging", self.is_paged()), ("patterns", patterns), ("streams", self.streams())];
        all.into_iter().filter(|(_, needed)| *needed).map(|(name, _)| name).collect()
    }
}

words! {
    /// How a source is asked.
    #[derive(Default)]
    pub enum Method {
        #[default]
        Get = "GET",
        Post = "POST",
    }
}

words! {
    /// How an answer is written.
    pub enum Format {
        Json = "json",
        /// One JSON value on each line.
        Ndjson = "ndjson",
        Csv = "csv",
        /// The index that `daping publish` wrote.
        Pages = "pages",
    }
}

record! {
    /// `{"at": "/code", "equals": 200}`
    pub struct OkCheck {
        /// RFC 6901 pointer.
        pub at: String,
        /// The value that a good answer has there.
        pub equals: Tree,
    }
}

record! {
    /// `{"from": "2020-02-03", "to": "2020-02-21"}`
    pub struct Days {
        /// The first day.
        pub from: String,
        /// The last day; the board's own today where not given.
        pub to: Option<String>,
        /// How the address writes a day, a pattern of strftime's.
        pub format: Pattern,
    }
}

record! {
    /// `{"columns": ["2020*"], "into": ["day", "value"]}`
    pub struct Unpivot {
        /// The columns' names; `*` stands for any text.
        pub columns: Vec<String>,
        /// The fields that get the column's name and its cell.
        pub into: Vec<String>,
    }
}

record! {
    /// How the messages of a stream change the table.
    pub struct Changes {
        /// What a row is known by: RFC 6901 pointer inside the row, or the column's name.
        pub key: String,
        /// RFC 6901 pointer inside a message to what it does; an event's own name where not given.
        pub op: Option<String>,
        /// The words for taking a row away.
        pub remove: Vec<String> = words(&["remove", "delete"]),
        /// The words for a whole table.
        pub table: Vec<String> = words(&["table", "snapshot"]),
        /// RFC 6901 pointer inside a row to its version, a growing number: older changes are let go.
        pub version: Option<String>,
        /// RFC 6901 pointer inside a message to its id; an event's own id where not given.
        pub id: Option<String>,
        /// The query's parameter that asks a WebSocket to go on after an id.
        pub resume: Option<String>,
        /// At most so many rows; the newest are kept.
        pub keep: Option<usize>,
    }
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| word.to_string()).collect()
}
