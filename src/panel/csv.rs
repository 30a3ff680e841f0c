//! A panel's rows as a file for spreadsheets: UTF-8 with a byte order mark, RFC 4180, lines that end
//! with CR LF, one line of heads, the rows, and after an empty line what they are of.
//!
//! No text of it begins a formula: where one would, an apostrophe goes before it, which a spreadsheet
//! takes for the sign of a text. Numbers are numbers, with every digit and without a unit.

use csv_core::{QuoteStyle, Terminator, WriteResult, Writer, WriterBuilder};

use super::kind::Kind;
use super::{Pose, search, table, view};
use crate::data::table::{Field, Table, Value};
use crate::issue::{Lang, words};
use crate::look::format;

/// What a spreadsheet may read as the beginning of a formula, also after a reader's own software made
/// narrow letters of wide ones.
const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The panel's rows as they are shown: a roster's and a table's own columns, of any other kind every
/// field, in the order that a reader has sorted a table by.
pub fn csv(
    (kind, pose): (&Kind, &Pose),
    rows: &Table,
    stamp: &[String],
    utc_offset: i32,
    lang: Lang,
) -> Vec<u8> {
    let fields = search::columns(kind, true, rows);
    let is_table = matches!(kind, Kind::Table(_)) || pose.sheet;
    let order = table::order(&fields, rows.rows(), pose.sort.filter(|_| is_table));
    let mut lines = vec![fields.iter().map(|field| safe(&head(field))).collect()];
    for row in order {
        let cell = |field: &&Field| cell(field.column.get(row), utc_offset, lang);
        lines.push(fields.iter().map(cell).collect());
    }
    lines.push(Vec::new());
    lines.extend(stamp.iter().map(|said| vec![safe(said)]));
    written(&lines)
}

/// The column's label with its unit, where the label does not say it.
fn head(field: &Field) -> String {
    match &field.unit {
        Some(unit) if !field.label.contains(unit.as_str()) => format!("{}({unit})", field.label),
        _ => field.label.clone(),
    }
}

fn cell(value: Value<'_>, utc_offset: i32, lang: Lang) -> String {
    match value {
        Value::Missing => String::new(),
        // Zero has no sign.
        Value::Number(number) => (number + 0.0).to_string(),
        // As spreadsheets read days in any language.
        Value::Day(day) => format::day(day, Lang::Zh),
        Value::Time(seconds) => format::time(seconds, utc_offset, Lang::Zh),
        Value::Flag(true) => words::yes(lang).into(),
        Value::Flag(false) => words::no(lang).into(),
        Value::Text(_) => safe(&view::said(value, utc_offset, lang)),
    }
}

fn safe(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.into() }
}

/// Lines of cells as bytes; a line without a cell is an empty one.
fn written(lines: &[Vec<String>]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .build();
    let mut out = "\u{feff}".as_bytes().to_vec();
    for line in lines {
        for (at, cell) in line.iter().enumerate() {
            if at > 0 {
                grown(&mut out, |room| writer.delimiter(room));
            }
            field(&mut writer, cell.as_bytes(), &mut out);
        }
        if line.is_empty() {
            // The writer would quote the nothing of it.
            out.extend(b"\r\n");
            continue;
        }
        grown(&mut out, |room| writer.terminator(room));
    }
    out
}

fn field(writer: &mut Writer, mut cell: &[u8], out: &mut Vec<u8>) {
    loop {
        let (mut result, mut taken) = (WriteResult::InputEmpty, 0);
        grown_by(out, cell.len() + 8, |room| {
            let (outcome, read, wrote) = writer.field(cell, room);
            (result, taken) = (outcome, read);
            wrote
        });
        cell = cell.get(taken..).unwrap_or_default();
        if result == WriteResult::InputEmpty {
            return;
        }
    }
}

fn grown(out: &mut Vec<u8>, write: impl FnOnce(&mut [u8]) -> (WriteResult, usize)) {
    grown_by(out, 8, |room| write(room).1);
}

/// Gives `write` so many bytes more, and keeps those that it says it has written.
fn grown_by(out: &mut Vec<u8>, room: usize, write: impl FnOnce(&mut [u8]) -> usize) {
    let before = out.len();
    out.resize(before + room, 0);
    let wrote = write(out.get_mut(before..).unwrap_or_default());
    out.truncate(before + wrote);
}
