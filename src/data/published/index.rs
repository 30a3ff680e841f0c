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
//! Where the rows are sealed, nothing else stands in the open, and `list` is the sealed file that holds the index
//! itself. `key` is the key's file, missing where the readers have keys of their own. `publish` is 24 digits by
//! chance and, as 8 more, the unix seconds when it was issued:
//!
//! ```json
//! { "daping_pages": 1,
//!   "seal": {"publish": "…", "list": "…", "key": "…", "files": ["p-….age", "a-….age"]} }
//! ```
//!
//! `as_of` and a field's `unit` may be missing, everything else has to be there. Queries are those of
//! [`need`](super::need), written by [`query::write`].

use super::page;
use super::read::Reading;
use crate::data::Audience;
use crate::data::columns;
use crate::data::moment::Moment;
use crate::data::query::{self, Query};
use crate::data::table::{self, Table, Type};
use crate::data::tree::quote;
use crate::issue::{DataFault, PagesFault};

pub const VERSION: &str = "1";
/// The longest index, in bytes.
pub const MAX_BYTES: usize = 8_000_000;
/// The most rows of a page.
pub const MAX_PAGE_ROWS: usize = 65_536;
/// The most views, and the most answers: a board asks fewer questions.
pub const MAX_LISTED: usize = 1_000;

/// Hex digits of a sealed publish's name.
pub const PUBLISH_DIGITS: usize = 32;

/// What was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// How the files are sealed, where they are.
    pub seal: Option<Seal>,
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

/// How the files of a publish are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its name: 32 hex digits.
    pub publish: String,
    /// The hash of the sealed index.
    pub list: String,
    /// The hash of the key's file.
    pub key: Option<String>,
    /// The names of the other files.
    pub files: Vec<String>,
}

/// The place of a file in its publish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of<'q> {
    List,
    /// A view's page of that number, counted from 0.
    Page(&'q Query, usize),
    Answer(&'q Query),
}

impl Of<'_> {
    /// As it stands in a sealed file, on one line.
    pub fn write(&self) -> String {
        match self {
            Of::List => "list".into(),
            Of::Page(query, at) => format!("page {at} {}", query::write(query)),
            Of::Answer(query) => format!("answer {}", query::write(query)),
        }
    }
}

/// A sealed file: the hash that its name says, the name, and its place.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'f> {
    pub hash: &'f str,
    pub name: &'f str,
    pub of: Of<'f>,
}

/// Takes the content out of a sealed file.
pub type Open<'o> = &'o dyn Fn(&Sealed, &[u8]) -> Result<Vec<u8>, DataFault>;

/// Nobody has a key.
pub fn shut(_: &Sealed, _: &[u8]) -> Result<Vec<u8>, DataFault> {
    Err(DataFault::Locked)
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
    /// One whose rows are sealed, as it is before its list was opened.
    pub fn of(seal: Seal) -> Index {
        Index {
            seal: Some(seal),
            as_of: None,
            audience: Audience::Public,
            synthetic: false,
            rows: 0,
            fields: Vec::new(),
            views: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// The same index has the same text.
    pub fn write(&self) -> String {
        let mut to = String::from("{\n\"daping_pages\": 1,\n");
        if let Some(seal) = &self.seal {
            return to + &seal.write() + "}\n";
        }
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
        if let Some(seal) = &self.seal {
            let named = seal.key.iter().map(|hash| key_file(hash));
            let named = named.chain(std::iter::once(list_file(&seal.list)));
            return named.chain(seal.files.iter().cloned()).collect();
        }
        self.rows_files(false)
    }

    /// Those of the rows.
    pub fn rows_files(&self, is_sealed: bool) -> Vec<String> {
        let pages = self.views.iter().flat_map(|own| &own.pages);
        let pages = pages.map(|hash| page_file(hash, is_sealed));
        let answers = self.answers.iter().map(|own| answer_file(&own.file, is_sealed));
        let mut seen = std::collections::HashSet::new();
        pages.chain(answers).filter(|name| seen.insert(name.clone())).collect()
    }

    /// The name of a page's file.
    pub fn page_file(&self, hash: &str) -> String {
        page_file(hash, self.seal.is_some())
    }

    /// The name of an answer's file.
    pub fn answer_file(&self, answer: &Answer) -> String {
        answer_file(&answer.file, self.seal.is_some())
    }

    /// A page of a view, from its bytes: `at` counts pages from 0. `open` is for sealed ones.
    pub fn page(
        &self,
        view: &View,
        at: usize,
        bytes: &[u8],
        open: Open,
    ) -> Result<Table, DataFault> {
        let hash = view.pages.get(at).map(String::as_str).unwrap_or_default();
        let file = self.page_file(hash);
        let own = Sealed { hash, name: &file, of: Of::Page(&view.query, at) };
        let table = self.file(&own, bytes, open)?;
        let is = table.fields().len() == self.fields.len()
            && self.fields.iter().zip(table.fields()).all(|(own, there)| own.is(there));
        if !is || table.rows() as u64 != view.rows_of(at) {
            return Err(DataFault::Pages(PagesFault::OtherRows { file }));
        }
        Ok(table)
    }

    /// The table of an answer, from its bytes.
    pub fn table(&self, answer: &Answer, bytes: &[u8], open: Open) -> Result<Table, DataFault> {
        let file = self.answer_file(answer);
        let own = Sealed { hash: &answer.file, name: &file, of: Of::Answer(&answer.query) };
        let table = self.file(&own, bytes, open)?;
        let is = table.rows() as u64 == answer.rows;
        is.then_some(table).ok_or(DataFault::Pages(PagesFault::OtherRows { file }))
    }

    fn file(&self, own: &Sealed, bytes: &[u8], open: Open) -> Result<Table, DataFault> {
        if self.seal.is_some() {
            // What is wrong with a sealed file, its key can tell better than its name.
            return columns::read(&open(own, bytes)?);
        }
        page::is(own.hash, own.name, bytes)?;
        columns::read(bytes)
    }
}

impl Seal {
    /// Unix seconds; later in each publish of a folder.
    pub fn issued(&self) -> u64 {
        let digits = self.publish.get(self.publish.len().saturating_sub(8)..).unwrap_or_default();
        u64::from_str_radix(digits, 16).unwrap_or_default()
    }

    fn write(&self) -> String {
        let key = self.key.iter().map(|key| format!(", \"key\": {}", text(key)));
        let files: Vec<String> = self.files.iter().map(|file| text(file)).collect();
        format!(
            "\"seal\": {{\"publish\": {}, \"list\": {}{}, \"files\": [{}]}}\n",
            text(&self.publish),
            text(&self.list),
            key.collect::<String>(),
            files.join(", ")
        )
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
    fn write(&self) -> String {
        let query = query::write(&self.query);
        format!("{{\"query\": {query}, \"rows\": {}, \"file\": {}}}", self.rows, text(&self.file))
    }
}

impl Field {
    /// Whether a column is this field's.
    fn is(&self, there: &table::Field) -> bool {
        // A figure is kept as text.
        let kind = if self.kind == Type::Figure { Type::Text } else { self.kind };
        there.name == self.name && super::kind(&there.column) == kind
    }

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
pub fn page_file(hash: &str, is_sealed: bool) -> String {
    file('p', hash, is_sealed)
}

/// The name of an answer's file.
pub fn answer_file(hash: &str, is_sealed: bool) -> String {
    file('a', hash, is_sealed)
}

/// The name of the file with a publish's key.
pub fn key_file(hash: &str) -> String {
    file('k', hash, true)
}

/// The name of the sealed index.
pub fn list_file(hash: &str) -> String {
    file('i', hash, true)
}

fn file(begin: char, hash: &str, is_sealed: bool) -> String {
    format!("{begin}-{hash}.{}", if is_sealed { "age" } else { "bin" })
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
