//! What is printed of a source: how its answer came, its first rows as the wall shows them, and its
//! findings with what helps to mend them.
//!
//! Deliberately absent: any value that has not gone through its mask.

use super::help;
use super::place::shown;
use super::reading::Outcome;
use super::table::{self, Column};
use crate::data::read::Asked;
use crate::data::source::{FieldSpec, Mask};
use crate::data::table::{Field, Type, Value};
use crate::issue::{Issue, Lang, Level, terminal, words};
use crate::look::format;

/// How it is printed.
#[derive(Clone, Copy)]
pub struct Manner {
    pub lang: Lang,
    /// So many first rows.
    pub rows: usize,
    /// Of the terminal, in its own cells.
    pub width: usize,
    /// For how many seconds a stream was heard.
    pub seconds: u64,
}

/// The whole report of one source, without a line end at its end.
pub fn report(asked: &Asked, outcome: &Outcome, manner: Manner) -> String {
    let lang = manner.lang;
    let mut lines = vec![format!("■ {}", terminal::source(asked.name, lang))];
    lines.push(format!("  {}", address(outcome, lang)));
    lines.extend(
        Some(way(asked, outcome, manner)).filter(|way| !way.is_empty()).map(|way| indented(&way)),
    );
    if outcome.answered() && !asked.source.fields.is_empty() {
        lines.push(String::new());
        lines.extend(first_rows(asked, outcome, manner).iter().map(|line| indented(line)));
    }
    lines.push(String::new());
    lines.extend(findings(asked, outcome, lang));
    lines.join("\n")
}

fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("  {line}") }
}

fn address(outcome: &Outcome, lang: Lang) -> String {
    if outcome.address.is_empty() { terminal::inline(lang) } else { shown(&outcome.address) }
}

/// Status, size, time and number, as far as they are known.
fn way(asked: &Asked, outcome: &Outcome, manner: Manner) -> String {
    let (lang, reading) = (manner.lang, &outcome.reading);
    let streams = asked.source.streams();
    let mut parts = Vec::new();
    let is_file = outcome.address.starts_with("file:");
    parts.extend(outcome.status.filter(|_| !is_file).map(|code| terminal::status(code, lang)));
    if streams {
        parts.push(terminal::streamed(manner.seconds, lang));
        parts.push(terminal::messages(outcome.answers, lang));
    }
    if outcome.bytes > 0 {
        parts.push(terminal::bytes(&counted(outcome.bytes, lang), lang));
    }
    if outcome.answers > 1 && !streams {
        parts.push(terminal::pages(outcome.answers, lang));
    }
    if let Some(took) = outcome.took.filter(|_| !streams) {
        parts.push(terminal::took(&format!("{:.2}", took.as_secs_f64()), lang));
    }
    if outcome.answered() {
        parts.push(terminal::rows(&counted(reading.table.rows() as u64, lang), lang));
    }
    parts.extend(reading.total.map(|all| terminal::of_total(&counted(all, lang), lang)));
    let as_of = reading.as_of.map(|of| format::time(of, asked.utc_offset, lang));
    parts.extend(as_of.map(|time| terminal::as_of(&time, lang)));
    parts.join(" · ")
}

fn counted(count: u64, lang: Lang) -> String {
    format::number(count as f64, format::Format::Full, None, lang).line()
}

fn first_rows(asked: &Asked, outcome: &Outcome, manner: Manner) -> Vec<String> {
    let (table, lang) = (&outcome.reading.table, manner.lang);
    let shown = table.rows().min(manner.rows);
    let column = |field: &Field| {
        let spec = asked.source.fields.get(&field.name);
        let cell = |row| cell(field, spec, row, asked.utc_offset, lang);
        Column {
            head: head(field, spec),
            cells: (0..shown).map(cell).collect(),
            right: spec.is_some_and(|spec| spec.mask.is_none() && spec.kind == Type::Number),
        }
    };
    let columns: Vec<Column> = table.fields().iter().map(column).collect();
    let mut lines = table::lines(&columns, manner.width.saturating_sub(2));
    let left = table.rows() - shown;
    if table.rows() == 0 {
        lines.push(terminal::no_rows(lang));
    } else if left > 0 {
        lines.push(format!("… {}", terminal::more_rows(&counted(left as u64, lang), lang)));
    }
    lines
}

/// Label, name, and what it holds: its mask, or its type and unit.
fn head(field: &Field, spec: Option<&FieldSpec>) -> Vec<String> {
    let held = match spec {
        Some(FieldSpec { mask: Some(mask), .. }) => word(Mask::ALL, Mask::WORDS, mask).to_string(),
        Some(spec) => {
            let unit = spec.unit.as_deref().unwrap_or_default();
            format!("{} {unit}", word(Type::ALL, Type::WORDS, &spec.kind)).trim_end().to_string()
        }
        None => String::new(),
    };
    vec![field.label.clone(), field.name.clone(), held]
}

fn word<T: PartialEq>(all: &[T], words: &[&'static str], own: &T) -> &'static str {
    let at = all.iter().position(|other| other == own);
    at.and_then(|at| words.get(at)).copied().unwrap_or_default()
}

fn cell(field: &Field, spec: Option<&FieldSpec>, row: usize, offset: i32, lang: Lang) -> String {
    let unit = field.unit.as_deref();
    let figure = spec.is_some_and(|spec| spec.mask.is_none() && spec.kind == Type::Figure);
    match field.column.get(row) {
        Value::Missing => format::NONE.to_string(),
        Value::Text(text) if figure => format::figure(text, None, unit, lang).line(),
        Value::Text(text) => text.to_string(),
        Value::Number(number) => format::number(number, format::Format::Full, unit, lang).line(),
        Value::Day(day) => format::day(day, lang),
        Value::Time(seconds) => format::time(seconds, offset, lang),
        Value::Flag(flag) => if flag { words::yes(lang) } else { words::no(lang) }.to_string(),
    }
}

fn findings(asked: &Asked, outcome: &Outcome, lang: Lang) -> Vec<String> {
    if outcome.reading.issues.is_empty() {
        return vec![format!("  ✓ {}", terminal::no_findings(lang))];
    }
    let help = help::Help::new(asked, outcome, lang);
    let mut lines = Vec::new();
    let mut said = Vec::new();
    for issue in &outcome.reading.issues {
        lines.push(format!("  {} {}", sign(issue), issue.say(lang)));
        for line in help.lines(issue) {
            // What holds for several findings is said with the first.
            if !said.contains(&line) {
                lines.push(format!("    → {line}"));
                said.push(line);
            }
        }
    }
    lines
}

fn sign(issue: &Issue) -> &'static str {
    if issue.level == Level::Fault { "✕" } else { "·" }
}

impl Outcome {
    /// Whether there was an answer that could be read.
    fn answered(&self) -> bool {
        self.answers > 0 || self.address.is_empty()
    }
}
