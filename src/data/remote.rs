//! What the page and its reader say to each other. A question is JSON, an answer is tables: both sides
//! have the readers of these anyway.
//!
//! ```text
//! answer: status u8, then tables, each as its length in bytes (u32, little-endian) and its column form
//!   good   what was asked for
//!   fault  findings: why there is nothing
//!   need   instead of tables: the names of files that must be brought first, one on each line
//!   locked instead of tables: the name of the key's file, or nothing, and on the next line when the rows were
//!          issued, in unix seconds; where nothing was entered yet it is the answer
//! ```

use super::query::{self, Query};
use super::table::{Builder, Field, Table, Type, Value};
use super::tree::Tree;
use super::{Audience, columns};
use crate::grammar::named::Named;
use crate::grammar::record;
use crate::issue::{DataFault, Issue, Lang, Level, Place};

/// The verbs of the page, as numbers that both sides know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// An [`Opening`] on one line, and behind it the board file whose source is read.
    Open = 1,
    /// An answer begins: an [`Incoming`].
    Begin = 2,
    /// The next bytes of it.
    Push = 3,
    /// It is whole: `beside`.
    End = 4,
    /// All answers are whole: facts, findings, and the fields without a row.
    Finish = 5,
    /// A [`Question`]: its small table, findings.
    Ask = 6,
    /// A [`Question`] for rows that stay with the reader: facts, a sample, the rows in sight, findings.
    View = 7,
    /// A [`Window`] of such rows.
    Rows = 8,
    /// A file that was needed: its name, a line break, its bytes.
    File = 9,
    /// A [`Given`] whose bytes are pushed next, until they are `enough`; at their end: facts, columns,
    /// findings, and the boards made of it.
    Guess = 10,
    /// What the page's script has for sealed rows: a word on the first line, and behind it what belongs to it.
    /// `secret` and a secret key: as `Finish`. `unlock`, the hash of a key's file, a passphrase and that file:
    /// `key` and its secret key, `wrong` or `changed`. `wrong`, `missing`, `changed`, `older` and unix seconds,
    /// `insecure`: the fault that this is.
    Key = 11,
}

impl Verb {
    pub fn of(number: u32) -> Option<Verb> {
        use Verb::*;
        let all = [Open, Begin, Push, End, Finish, Ask, View, Rows, File, Guess, Key];
        all.into_iter().find(|verb| *verb as u32 == number)
    }
}

record! {
    /// What is read, for whom.
    pub struct Opening {
        /// The source's name.
        pub name: String,
        pub audience: Audience,
        /// Seconds east of UTC.
        pub utc_offset: f64,
    }
}

record! {
    /// An answer that comes.
    pub struct Incoming {
        pub content_type: Option<String>,
        pub url: String,
        /// That its file is of, in days since 1970-01-01.
        pub day: Option<f64>,
    }
}

record! {
    /// A question to the rows.
    pub struct Question {
        pub query: Query,
        /// The parameters that are set, of those that it names.
        pub params: Named<String>,
        /// At most so many rows are told.
        pub most: Option<usize>,
        /// A view's window begins there.
        pub from: Option<usize>,
        /// What somebody looks for in those rows.
        pub seek: String,
        /// In these fields.
        pub columns: Vec<String>,
        /// Cells are looked through as they are said in English.
        pub english: bool,
        /// The rows are for a line over this x and this y, each empty where nobody named it: of a long one
        /// the points that can be seen are enough.
        pub line: Vec<String>,
    }
}

record! {
    /// Some rows of a view.
    pub struct Window {
        pub view: usize,
        pub from: usize,
        pub rows: usize,
    }
}

record! {
    /// A file that nobody has described.
    pub struct Given {
        /// Its name.
        pub file: String,
        /// Where its bytes will be found again.
        pub url: String,
        /// Where its published pages would be found.
        pub pages: String,
        /// The boards are written in English.
        pub english: bool,
    }
}

/// A [`Given`] as JSON.
pub fn given(file: &str, url: &str, pages: &str, lang: Lang) -> String {
    object(&[
        ("file", quoted(file)),
        ("url", quoted(url)),
        ("pages", quoted(pages)),
        ("english", (lang == Lang::En).to_string()),
    ])
}

/// An [`Opening`] as JSON.
pub fn opening(name: &str, audience: Audience, utc_offset: i32) -> String {
    let audience = if audience == Audience::Public { "public" } else { "internal" };
    object(&[
        ("name", quoted(name)),
        ("audience", quoted(audience)),
        ("utc_offset", utc_offset.to_string()),
    ])
}

/// An [`Incoming`] as JSON.
pub fn incoming(content_type: Option<&str>, url: &str, day: Option<i32>) -> String {
    let mut keys = vec![("url", quoted(url))];
    keys.extend(content_type.map(|own| ("content_type", quoted(own))));
    keys.extend(day.map(|day| ("day", day.to_string())));
    object(&keys)
}

/// What is looked for in a view, and from which row on it is told; of a line its x and y.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    pub from: usize,
    pub seek: &'a str,
    pub columns: &'a [String],
    pub english: bool,
    pub line: &'a [String],
}

/// A [`Question`] as JSON.
pub fn question(query: &Query, params: &[(String, String)], look: &Look) -> String {
    let params: Vec<(&str, String)> =
        params.iter().map(|(name, value)| (name.as_str(), quoted(value))).collect();
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|own| quoted(own)).collect();
        format!("[{}]", names.join(","))
    };
    object(&[
        ("query", query::write(query)),
        ("params", object(&params)),
        ("from", look.from.to_string()),
        ("seek", quoted(look.seek)),
        ("columns", list(look.columns)),
        ("english", look.english.to_string()),
        ("line", list(look.line)),
    ])
}

/// A [`Window`] as JSON.
pub fn window(view: usize, from: usize, rows: usize) -> String {
    let numbers = [("view", view), ("from", from), ("rows", rows)];
    object(&numbers.map(|(name, number)| (name, number.to_string())))
}

fn quoted(text: &str) -> String {
    Tree::Text(text.into()).write()
}

/// Names with values that are JSON already.
fn object(keys: &[(&str, String)]) -> String {
    let keys: Vec<String> =
        keys.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", keys.join(","))
}

/// Whether there is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Good = 0,
    Fault = 1,
    Need = 2,
    Locked = 3,
}

/// An answer's bytes.
pub fn write(status: Status, tables: &[Table]) -> Vec<u8> {
    let mut out = vec![status as u8];
    for table in tables {
        let table = columns::write(table);
        out.extend((table.len() as u32).to_le_bytes());
        out.extend(table);
    }
    out
}

/// An answer that waits for files.
pub fn needs(files: &[String]) -> Vec<u8> {
    words(Status::Need, &files.join("\n"))
}

/// An answer of words.
pub fn words(status: Status, text: &str) -> Vec<u8> {
    let mut out = vec![status as u8];
    out.extend(text.bytes());
    out
}

/// What an answer tells. Whatever cannot be read is a fault of nobody's.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, DataFault> {
    let broken = DataFault::Malformed { expected: columns::EXPECTED, at: 0 };
    let (status, mut rest) = bytes.split_first().ok_or(broken.clone())?;
    if *status == Status::Locked as u8 {
        return Err(DataFault::Locked);
    }
    let mut tables = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = u32::from_le_bytes(*length) as usize;
        let (table, after) = after.split_at_checked(length).ok_or(broken.clone())?;
        tables.push(columns::read(table)?);
        rest = after;
    }
    match (*status, tables.first()) {
        (0, _) => Ok(tables),
        (1, Some(told)) => Err(faults(told).next().unwrap_or(broken)),
        _ => Err(broken),
    }
}

/// One field with its cells.
pub fn field<'a>(name: &str, kind: Type, cells: impl Iterator<Item = Value<'a>>) -> Field {
    let mut builder = Builder::new(kind);
    cells.for_each(|cell| builder.push(cell));
    Field { name: name.into(), label: String::new(), unit: None, column: builder.finish() }
}

/// Numbers by their names, in one row.
pub fn facts(facts: &[(&str, Option<f64>)]) -> Table {
    let cell = |value: &Option<f64>| value.map_or(Value::Missing, Value::Number);
    let fact = |(name, value): &(&str, Option<f64>)| {
        field(name, Type::Number, std::iter::once(cell(value)))
    };
    Table::new(facts.iter().map(fact).collect())
}

/// A print as two facts: a number of a table has 53 bits.
pub fn halves(print: u64) -> [(&'static str, Option<f64>); 2] {
    [("high", Some((print >> 32) as f64)), ("low", Some((print & 0xFFFF_FFFF) as f64))]
}

/// The print among facts.
pub fn print(facts: Option<&Table>) -> u64 {
    let half = |name| facts.and_then(|facts| facts.number(0, name)).unwrap_or(0.0) as u64;
    half("high") << 32 | half("low")
}

/// Findings as sentences: the page has no need of their parts.
pub fn told(issues: &[Issue]) -> Table {
    let texts = |name: &str, text: &dyn Fn(&Issue) -> Option<String>| {
        let texts: Vec<Option<String>> = issues.iter().map(text).collect();
        field(
            name,
            Type::Text,
            texts.iter().map(|t| t.as_deref().map_or(Value::Missing, Value::Text)),
        )
    };
    let number = |name: &str, number: &dyn Fn(&Issue) -> Option<u64>| {
        let cell = |issue| number(issue).map_or(Value::Missing, |n| Value::Number(n as f64));
        field(name, Type::Number, issues.iter().map(cell))
    };
    Table::new(vec![
        texts("zh", &|issue| Some(issue.what.say(Lang::Zh))),
        texts("en", &|issue| Some(issue.what.say(Lang::En))),
        texts("field", &|issue| issue.place.field.clone()),
        number("row", &|issue| issue.place.row),
        number("more", &|issue| Some(issue.more)),
        number("notice", &|issue| (issue.level == Level::Notice).then_some(1)),
    ])
}

fn faults(told: &Table) -> impl Iterator<Item = DataFault> {
    let text = |row, name| told.text(row, name).unwrap_or_default().to_string();
    (0..told.rows()).map(move |row| DataFault::Told { zh: text(row, "zh"), en: text(row, "en") })
}

/// The findings that were told, of a source.
pub fn issues(told: &Table, source: &str) -> Vec<Issue> {
    let issue = |(row, fault): (usize, DataFault)| {
        let number = |name| told.number(row, name).map(|n| n as u64);
        let field = told.text(row, "field").map(str::to_string);
        let place = Place { row: number("row"), field, ..Place::document(source) };
        let level = if number("notice").is_some() { Level::Notice } else { Level::Fault };
        Issue { level, more: number("more").unwrap_or(0), ..Issue::data(place, fault) }
    };
    faults(told).enumerate().map(issue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_told_with_their_place() {
        let place = Place::field("people", Some(7), "phone");
        let fault = Issue { more: 3, ..Issue::data(place, DataFault::Unrecognised) };
        let notice = Issue::data(Place::document("people"), DataFault::DuplicateColumn).notice();
        let bytes = write(Status::Good, &[told(&[fault.clone(), notice.clone()])]);
        let tables = read(&bytes).expect("tables");
        let after = issues(&tables[0], "people");
        for (before, after) in [fault, notice].iter().zip(&after) {
            assert_eq!(after.level, before.level);
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(after.say(lang), before.say(lang));
            }
        }
        assert_eq!(after.len(), 2);
    }

    #[test]
    fn a_fault_comes_as_its_sentence_and_nonsense_as_a_fault() {
        let fault = Issue::data(Place::document("x"), DataFault::NoContent);
        let bytes = write(Status::Fault, &[told(&[fault])]);
        let Err(DataFault::Told { zh, .. }) = read(&bytes) else { panic!("a fault") };
        assert_eq!(zh, DataFault::NoContent.say(Lang::Zh));
        for bytes in [&[][..], &[9], &[0, 200, 0, 0, 0, 1], &[1]] {
            assert!(matches!(read(bytes), Err(DataFault::Malformed { .. }) | Ok(_)), "{bytes:?}");
        }
        assert!(read(&[0, 200, 0, 0, 0, 1]).is_err());
    }
}
