//! The index of what was published: what rows there are, and in which files.
//!
//! ```json
//! { "daping_pages": 1, "as_of": "2020-02-21T08:00:00+08:00", "audience": "internal",
//!   "synthetic": false, "rows": 6000,
//!   "fields": [ {"name": "town", "label": "乡镇", "type": "text"} ],
//!   "views": [ {"query": {}, "rows": 6000, "page_rows": 4096, "pages": ["…", "…"]} ],
//!   "answers": [ {"query": {"group": ["town"], "measure": "count"}, "rows": 16, "file": "…"} ] }
//! ```
//!
//! `as_of` and a field's `unit` may be missing, everything else has to be there. Queries are those of
//! [`need`](super::need), written by [`query::write`].

use super::read::Reading;
use crate::data::moment::Moment;
use crate::data::query::{self, Query};
use crate::data::table::{Table, Type};
use crate::data::tree::quote;
use crate::data::{Audience, named::Named};
use crate::issue::{DataFault, PagesFault};

pub const VERSION: &str = "1";
/// The longest index, in bytes.
pub const MAX_BYTES: usize = 8_000_000;
/// The most rows of a page.
pub const MAX_PAGE_ROWS: usize = 65_536;
/// The most views, and the most answers: a board asks fewer questions.
pub const MAX_LISTED: usize = 1_000;

/// What was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The time that the rows are of, as it is written: ISO 8601 with its zone.
    pub as_of: Option<String>,
    /// Whom the rows were masked for.
    pub audience: Audience,
    pub synthetic: bool,
    pub rows: u64,
    pub fields: Vec<Field>,
    pub views: Vec<View>,
    pub answers: Vec<Answer>,
}

/// A field of every view.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub unit: Option<String>,
    /// What its column holds: text where a mask was.
    pub kind: Type,
}

/// Rows as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub query: Query,
    pub rows: u64,
    /// The rows of each page but the last, which has the rest.
    pub page_rows: usize,
    /// Their hashes.
    pub pages: Vec<String>,
}

/// A small table.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub query: Query,
    pub rows: u64,
    /// Its hash.
    pub file: String,
}

impl Index {
    /// The same index has the same text.
    pub fn write(&self) -> String {
        let mut to = String::from("{\n\"daping_pages\": 1,\n");
        if let Some(as_of) = &self.as_of {
            to += &format!("\"as_of\": {},\n", text(as_of));
        }
        to += &format!("\"audience\": {},\n", text(audience_word(self.audience)));
        to += &format!("\"synthetic\": {},\n\"rows\": {},\n", self.synthetic, self.rows);
        list(&mut to, "fields", &self.fields, &Field::write);
        to += ",\n";
        list(&mut to, "views", &self.views, &View::write);
        to += ",\n";
        list(&mut to, "answers", &self.answers, &Answer::write);
        to + "\n}\n"
    }

    /// The index that was written; any other bytes are a fault. What it says is held against itself:
    /// pages and rows have to add up.
    pub fn read(bytes: &[u8]) -> Result<Index, DataFault> {
        Reading::index(bytes).map_err(DataFault::Pages)
    }

    /// A field's type.
    pub fn kind(&self, name: &str) -> Option<Type> {
        self.fields.iter().find(|own| own.name == name).map(|own| own.kind)
    }

    /// Unix seconds that the rows are of.
    pub fn as_of(&self) -> Option<i64> {
        Moment::parse(self.as_of.as_deref()?).map(|moment| moment.0)
    }

    pub fn view(&self, query: &Query) -> Option<&View> {
        self.views.iter().find(|own| own.query == *query)
    }

    pub fn answer(&self, query: &Query) -> Option<&Answer> {
        self.answers.iter().find(|own| own.query == *query)
    }

    /// Whether such readers may see it: rows that were masked for a hall are nothing for the street.
    pub fn fits(&self, audience: Audience) -> Result<(), DataFault> {
        let fits = audience == Audience::Internal || self.audience == Audience::Public;
        fits.then_some(()).ok_or(DataFault::Pages(PagesFault::Audience))
    }

    /// The names of all files, without their folder, each once and in the order of the index.
    pub fn files(&self) -> Vec<String> {
        let pages = self.views.iter().flat_map(|own| &own.pages).map(|hash| page_file(hash));
        let answers = self.answers.iter().map(|own| answer_file(&own.file));
        let mut seen = std::collections::HashSet::new();
        pages.chain(answers).filter(|name| seen.insert(name.clone())).collect()
    }

    /// A page of a view, from its bytes: `at` counts pages from 0.
    pub fn page(&self, view: &View, at: usize, bytes: &[u8]) -> Result<Table, DataFault> {
        let hash = view.pages.get(at).map(String::as_str).unwrap_or_default();
        let table = super::page::read(hash, &page_file(hash), bytes)?;
        let own = |field: &Field| (field.name.clone(), field.kind);
        let wanted: Vec<_> = self.fields.iter().map(own).collect();
        let there = |field: &crate::data::table::Field| {
            (field.name.clone(), super::kind(&field.column))
        };
        let is = table.fields().iter().map(there).eq(wanted);
        if !is || table.rows() as u64 != view.rows_of(at) {
            let file = page_file(hash);
            return Err(DataFault::Pages(PagesFault::OtherRows { file }));
        }
        Ok(table)
    }
}

impl View {
    /// How many rows a page has.
    pub fn rows_of(&self, at: usize) -> u64 {
        let before = (at as u64).saturating_mul(self.page_rows as u64);
        self.rows.saturating_sub(before).min(self.page_rows as u64)
    }

    /// The pages that hold these rows, and how many rows of the first come before them.
    pub fn pages_of(&self, first: u64, count: usize) -> (std::ops::Range<usize>, usize) {
        let size = self.page_rows.max(1) as u64;
        let first = first.min(self.rows);
        let end = first.saturating_add(count as u64).min(self.rows);
        let from = (first / size) as usize;
        let to = if end == first { from } else { end.div_ceil(size) as usize };
        (from..to.min(self.pages.len()).max(from), (first % size) as usize)
    }

    fn write(&self) -> String {
        let pages: Vec<String> = self.pages.iter().map(|hash| text(hash)).collect();
        format!(
            "{{\"query\": {}, \"rows\": {}, \"page_rows\": {}, \"pages\": [{}]}}",
            query::write(&self.query),
            self.rows,
            self.page_rows,
            pages.join(", ")
        )
    }
}

impl Answer {
    /// Its table, from its bytes.
    pub fn table(&self, bytes: &[u8]) -> Result<Table, DataFault> {
        let file = answer_file(&self.file);
        let table = super::page::read(&self.file, &file, bytes)?;
        let is = table.rows() as u64 == self.rows;
        is.then_some(table).ok_or(DataFault::Pages(PagesFault::OtherRows { file }))
    }

    fn write(&self) -> String {
        let query = query::write(&self.query);
        format!("{{\"query\": {query}, \"rows\": {}, \"file\": {}}}", self.rows, text(&self.file))
    }
}

impl Field {
    fn write(&self) -> String {
        let at = Type::ALL.iter().position(|own| *own == self.kind);
        let kind = at.and_then(|at| Type::WORDS.get(at)).copied().unwrap_or_default();
        let unit = self.unit.as_ref().map(|unit| format!(", \"unit\": {}", text(unit)));
        format!(
            "{{\"name\": {}, \"label\": {}, \"type\": {}{}}}",
            text(&self.name),
            text(&self.label),
            text(kind),
            unit.unwrap_or_default()
        )
    }
}

/// The name of a page's file.
pub fn page_file(hash: &str) -> String {
    format!("p-{hash}.bin")
}

/// The name of an answer's file.
pub fn answer_file(hash: &str) -> String {
    format!("a-{hash}.bin")
}

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "internal",
        Audience::Public => "public",
    }
}

fn text(own: &str) -> String {
    let mut to = String::new();
    quote(own, &mut to);
    to
}

fn list<T>(to: &mut String, key: &str, all: &[T], write: &dyn Fn(&T) -> String) {
    let lines: Vec<String> = all.iter().map(|own| format!("\n  {}", write(own))).collect();
    *to += &format!("\"{key}\": [{}\n]", lines.join(","));
}
