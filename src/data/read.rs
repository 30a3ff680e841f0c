//! One answer of a source -> a masked table. The only road in.
//!
//! Deliberately absent: fetching and the clock (`app`), and any way to see a raw row from outside.

use time::UtcOffset;

use super::Audience;
use super::decode::{csv, json};
use super::field::{Raw, Reader};
use super::findings::Findings;
use super::limits::{MAX_BYTES, MAX_ROWS};
use super::pointer::tokens;
use super::shape::{Row, Shape, doubled, names};
use super::source::{FieldSpec, Format, OkCheck, Source};
use super::table::{Builder, Field, Table, Type};
use super::tree::Tree;
use super::when;
use crate::issue::{DataFault, Issue, Place};

/// What came over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    pub bytes: &'a [u8],
    pub content_type: Option<&'a str>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The source's name; findings carry it.
    pub name: &'a str,
    pub source: &'a Source,
    pub audience: Audience,
    /// Seconds east of UTC, for times that are written without a zone.
    pub utc_offset: i32,
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// One column for every field of the source, in its order.
    pub table: Table,
    /// The time that the data says it is of, in unix seconds.
    pub as_of: Option<i64>,
    /// How many rows there are in all, by the server's own word.
    pub total: Option<u64>,
    pub issues: Vec<Issue>,
}

/// Reads an answer; `Err` only where no row can be had at all, so the old table should stay.
pub fn read(asked: &Asked, answer: &Answer) -> Result<Reading, Issue> {
    read_within(asked, answer, MAX_BYTES, MAX_ROWS)
}

/// As [`read`], with limits of the caller's own.
pub fn read_within(
    asked: &Asked,
    answer: &Answer,
    max_bytes: usize,
    max_rows: u64,
) -> Result<Reading, Issue> {
    let bare =
        Answer { bytes: sound(asked.source, answer, max_bytes).map_err(at(asked))?, ..*answer };
    let reading = match format(asked.source, &bare) {
        Format::Csv => from_csv(asked, bare.bytes, max_rows),
        Format::Json | Format::Ndjson => from_json(asked, bare.bytes, max_rows).or_else(|fault| {
            if !matches!(fault, DataFault::Malformed { .. }) {
                return Err(fault);
            }
            let mended = json::mend(bare.bytes);
            // The first fault is told: its place is that of the bytes that came.
            from_json(asked, &mended, max_rows).map_err(|_| fault)
        }),
    };
    reading.map_err(at(asked))
}

fn at<'a>(asked: &'a Asked) -> impl Fn(DataFault) -> Issue + 'a {
    |fault| Issue::data(Place::document(asked.name), fault)
}

/// The bytes without a byte order mark, if they can be data at all.
fn sound<'a>(
    source: &Source,
    answer: &Answer<'a>,
    max_bytes: usize,
) -> Result<&'a [u8], DataFault> {
    if answer.bytes.len() > max_bytes {
        return Err(DataFault::TooLarge { limit_bytes: max_bytes as u64 });
    }
    let bytes = answer.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(answer.bytes);
    let expected = match format(source, answer) {
        Format::Json | Format::Ndjson => json::EXPECTED,
        Format::Csv => csv::EXPECTED,
    };
    if is_html(bytes, answer.content_type) {
        return Err(DataFault::Html { expected });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(DataFault::Malformed { expected, at: 0 });
    }
    Ok(bytes)
}

/// A web page by its first bytes, or by its label where the text is not JSON after all.
fn is_html(bytes: &[u8], content_type: Option<&str>) -> bool {
    let begin = bytes.trim_ascii_start();
    let begins = |with: &str| {
        begin.get(..with.len()).is_some_and(|own| own.eq_ignore_ascii_case(with.as_bytes()))
    };
    let labelled = content_type.is_some_and(|label| label.to_ascii_lowercase().contains("html"));
    begins("<!doctype") || begins("<html") || (labelled && !looks_json(bytes))
}

fn looks_json(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// As authored, else as labelled, else by the address's ending, else by the first byte.
fn format(source: &Source, answer: &Answer) -> Format {
    let label = answer.content_type.unwrap_or_default().to_ascii_lowercase();
    let path = source.url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    match source.format {
        Some(format) => format,
        None if label.contains("json") => Format::Json,
        None if label.contains("csv") => Format::Csv,
        None if path.ends_with(".json") => Format::Json,
        None if path.ends_with(".csv") => Format::Csv,
        None if looks_json(answer.bytes) => Format::Json,
        None => Format::Csv,
    }
}

fn from_csv(asked: &Asked, bytes: &[u8], max_rows: u64) -> Result<Reading, DataFault> {
    let mut loader: Option<Loader> = None;
    csv::rows(bytes, |head, row| {
        let Some(row) = row else {
            loader = Some(Loader::new(asked, Some(names(head.iter())), max_rows));
            return;
        };
        if let Some(loader) = &mut loader {
            loader.add(&Row::Csv(row));
        }
    })?;
    let loader = loader.unwrap_or_else(|| Loader::new(asked, None, max_rows));
    Ok(loader.finish(None))
}

fn from_json(asked: &Asked, bytes: &[u8], max_rows: u64) -> Result<Reading, DataFault> {
    let source = asked.source;
    if let Some(check) = &source.ok {
        check_ok(bytes, check)?;
    }
    let names = match &source.columns {
        None => None,
        Some(columns) => Some(column_names(bytes, columns)?),
    };
    let nothing = || DataFault::NoRows { pointer: source.rows.clone() };
    let steps = tokens(&source.rows).ok_or_else(nothing)?;
    let mut loader = Loader::new(asked, names, max_rows);
    if !json::rows(bytes, &steps, |row| loader.add(&Row::Json(&row)))? {
        return Err(nothing());
    }
    let as_of = as_of(asked, bytes)?;
    Ok(loader.finish(as_of))
}

fn check_ok(bytes: &[u8], check: &OkCheck) -> Result<(), DataFault> {
    let found = match tokens(&check.at) {
        Some(steps) => json::find(bytes, &steps)?,
        None => None,
    };
    let same = found.is_some_and(|found| {
        found == check.equals || found.number().is_some_and(|n| check.equals.number() == Some(n))
    });
    same.then_some(()).ok_or_else(|| DataFault::NotOk { pointer: check.at.clone() })
}

fn column_names(bytes: &[u8], pointer: &str) -> Result<Vec<String>, DataFault> {
    let steps = tokens(pointer).unwrap_or_default();
    let found = json::find(bytes, &steps)?;
    let Some(Tree::List(list)) = found else { return Ok(Vec::new()) };
    Ok(names(list.iter().map(|name| name.text().unwrap_or_default())))
}

fn as_of(asked: &Asked, bytes: &[u8]) -> Result<Option<i64>, DataFault> {
    let Some(steps) = asked.source.as_of.as_deref().and_then(tokens) else {
        return Ok(None);
    };
    Ok(match json::find(bytes, &steps)? {
        Some(Tree::Text(text)) => when::seconds(text.trim(), offset(asked)),
        // Seconds since 1970 reach 1e11 in the year 5138; larger ones are milliseconds.
        Some(number @ Tree::Number(_)) => number
            .number()
            .map(|n| if n.abs() >= 1e11 { n / 1000.0 } else { n })
            .map(|n| n.floor() as i64)
            .filter(|seconds| when::local(*seconds, offset(asked)).is_some()),
        _ => None,
    })
}

fn offset(asked: &Asked) -> UtcOffset {
    UtcOffset::from_whole_seconds(asked.utc_offset).unwrap_or(UtcOffset::UTC)
}

/// Takes rows one at a time and keeps of each only what may be shown.
struct Loader<'a> {
    asked: &'a Asked<'a>,
    shape: Shape,
    /// For each field: its column, and whether any row had it.
    columns: Vec<(Builder, bool)>,
    findings: Findings<'a>,
    max_rows: u64,
    rows: u64,
    kept: u64,
}

impl<'a> Loader<'a> {
    fn new(asked: &'a Asked<'a>, names: Option<Vec<String>>, max_rows: u64) -> Self {
        let mut findings = Findings::new(asked.name);
        for name in doubled(asked.source, names.as_deref().unwrap_or_default()) {
            findings.note(None, Some(name), DataFault::DuplicateColumn);
        }
        let column = |(_, spec): (&str, &FieldSpec)| {
            // What a mask leaves is text, whatever went in.
            (Builder::new(spec.mask.map_or(spec.kind, |_| Type::Text)), false)
        };
        Loader {
            asked,
            shape: Shape::new(asked.source, names.as_deref()),
            columns: asked.source.fields.iter().map(column).collect(),
            findings,
            max_rows,
            rows: 0,
            kept: 0,
        }
    }

    fn add(&mut self, row: &Row) {
        self.rows += 1;
        let number = Some(self.rows);
        if !row.is_row() {
            return self.findings.note(number, None, DataFault::NotARow);
        }
        if self.kept >= self.max_rows {
            let fault = DataFault::TooManyRows { limit: self.max_rows };
            return self.findings.note(number, None, fault);
        }
        self.kept += 1;
        let (audience, offset) = (self.asked.audience, offset(self.asked));
        let fields = self.asked.source.fields.iter().zip(&mut self.columns).enumerate();
        for (order, ((name, spec), (builder, seen))) in fields {
            let raw = self.shape.cell(row, order);
            *seen |= raw.is_some();
            let reader = Reader { spec, audience, offset };
            let findings = &mut self.findings;
            let cell = reader.read(raw.unwrap_or(Raw::Missing), &mut |fault| {
                findings.note(number, Some(name), fault);
            });
            builder.push(cell.value());
        }
    }

    fn finish(mut self, as_of: Option<i64>) -> Reading {
        let mut fields = Vec::with_capacity(self.columns.len());
        for ((name, spec), (builder, seen)) in self.asked.source.fields.iter().zip(self.columns) {
            if !seen && self.kept > 0 {
                self.findings.note(None, Some(name), DataFault::MissingColumn);
            }
            fields.push(Field {
                name: name.to_string(),
                label: spec.label.clone().unwrap_or_else(|| name.to_string()),
                unit: spec.unit.clone(),
                column: builder.finish(),
            });
        }
        Reading { table: Table::new(fields), as_of, total: None, issues: self.findings.finish() }
    }
}
