//! A file of this machine, looked at before it is shown: what its columns seem to be and how far each would
//! be shown. No cell of it stands here.

use crate::data::table::{Table, Value};
use crate::issue::{DataFault, Lang, dropped as says};
use crate::look::markup::{Element, el};

/// Longer names of files are cut, and a board's name is no longer.
const MAX_NAME: usize = 80;
const MAX_BOARD: usize = 40;
/// A run of so many digits may be somebody's number.
const MANY_DIGITS: usize = 7;

/// What is shown of a file.
pub struct Dropped<'a> {
    pub name: &'a str,
    pub bytes: u64,
    /// Files that came with it and are left.
    pub others: usize,
    pub state: &'a State,
    /// The name under which the board was saved.
    pub saved: Option<&'a str>,
    pub lang: Lang,
}

/// How far it is.
#[derive(Debug)]
pub enum State {
    /// So many of a hundred bytes have been read.
    Reading(Option<u8>),
    /// Why there is nothing.
    Fault(String),
    Ready {
        /// `at`, `head`, `shown`, `as_zh`, `why_zh`, …: a row for each column of the file.
        columns: Table,
        found: Vec<String>,
        /// How many rows were looked at.
        rows: usize,
    },
}

/// The place of the dialog with the dialog in it.
pub fn overlay(face: &Dropped) -> Element {
    let lang = face.lang;
    let close = el("button").act("away").attr("aria-label", says::close(lang)).text("×");
    let title = el("h2").attr("id", "dropped").text(says::title(lang));
    let name: String = face.name.chars().take(MAX_NAME).collect();
    let file =
        el("p").class("file").child(el("b").text(name)).child(el("span").text(size(face.bytes)));
    let others = (face.others > 0).then(|| el("p").text(says::others(face.others, lang)));
    let head = el("header").child(el("div").child(title).child(file).maybe(others)).child(close);
    let local = el("p").class("local").text(says::local(lang));
    let dialog = el("dialog").class("dropped").attr("aria-labelledby", "dropped").child(head);
    el("div").child(dialog.child(local).all(body(face)).child(foot(face)))
}

fn body(face: &Dropped) -> Vec<Element> {
    let lang = face.lang;
    match face.state {
        State::Reading(percent) => {
            let bar = el("progress").attr("max", "100").attr("aria-label", says::reading(lang));
            let bar = match percent {
                Some(percent) => bar.attr("value", percent.to_string()),
                None => bar,
            };
            vec![el("div").class("reading").child(bar).child(el("p").text(says::reading(lang)))]
        }
        State::Fault(said) => {
            vec![el("p").class("fault").attr("role", "alert").text(said.as_str())]
        }
        State::Ready { columns, found, rows } => {
            let hidden = (0..columns.rows()).filter(|row| !is_shown(columns, *row)).count();
            let sum = says::columns(columns.rows(), hidden, *rows, lang);
            let found = found.iter().map(|said| el("li").text(said.as_str()));
            let found: Vec<Element> = found.collect();
            let findings = (!found.is_empty()).then(|| el("ul").class("found").all(found));
            let sum = el("p").class("sum").text(sum);
            let all = [Some(sum), findings, Some(list(columns, lang))];
            all.into_iter().flatten().collect()
        }
    }
}

fn is_shown(columns: &Table, row: usize) -> bool {
    columns.field("shown").is_some_and(|own| own.column.get(row) == Value::Flag(true))
}

/// The columns, a line for each.
fn list(columns: &Table, lang: Lang) -> Element {
    let text = |row, name: &str| columns.text(row, name).unwrap_or_default().to_string();
    let line = |row: usize| {
        let at = columns.number(row, "at").unwrap_or(0.0) as usize;
        let head = columns.text(row, "head").map(str::to_string);
        let is_named = head.is_some();
        let head = head.unwrap_or_else(|| says::nth_column(at, lang));
        let head = el("th").attr("scope", "row").flag("data-bare", !is_named).text(head);
        let treated = text(row, lang.pick("as_zh", "as_en"));
        let why = text(row, lang.pick("why_zh", "why_en"));
        let line = el("tr").flag("data-hidden", !is_shown(columns, row));
        line.child(head).child(el("td").text(treated)).child(el("td").text(why))
    };
    let heads = says::heads(lang).map(|head| el("th").attr("scope", "col").text(head));
    let table = el("table")
        .child(el("thead").child(el("tr").all(heads)))
        .child(el("tbody").all((0..columns.rows()).map(line)));
    let place = el("div").class("columns").attr("role", "region").attr("tabindex", "0");
    place.attr("aria-label", says::list(lang)).child(table)
}

fn foot(face: &Dropped) -> Element {
    let lang = face.lang;
    let button = |act: &str, said: &str| el("button").act(act).text(said);
    let foot = el("footer");
    match face.state {
        State::Reading(_) => foot.child(button("away", says::cancel(lang))),
        State::Fault(_) => {
            foot.child(button("file", says::another(lang))).child(button("away", says::close(lang)))
        }
        State::Ready { .. } => {
            let saved = face.saved.map(|name| {
                el("p").class("kept").attr("role", "status").text(says::saved_as(name, lang))
            });
            foot.maybe(saved)
                .child(button("show", says::show(lang)).class("first"))
                .child(button("keep", says::keep(lang)))
                .child(button("away", says::cancel(lang)))
        }
    }
}

/// `35.4 KB`
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The name of the board that is made of a file of that name: letters, digits and strokes that any server
/// takes, and nothing that could be somebody's number.
pub fn board_name(file: &str) -> String {
    const OTHER: &str = "roster";
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let part = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = stem.chars().map(part).take(MAX_BOARD).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let foreign = !stem.is_ascii();
    match parts.join("-") {
        name if name.is_empty() || foreign || digits >= MANY_DIGITS || name == "dropped" => {
            OTHER.to_string()
        }
        name => name,
    }
}

/// Why a file of this machine cannot be read, where it is no answer of a server.
pub fn fault(fault: &DataFault, lang: Lang) -> String {
    match fault {
        DataFault::NoContent => says::empty(lang).into(),
        DataFault::NoReader | DataFault::NoPack => says::no_reader(lang).into(),
        DataFault::TooLarge { limit_bytes } => says::too_large(*limit_bytes, lang),
        DataFault::Told { .. } => fault.say(lang),
        _ => says::unreadable(lang).into(),
    }
}

/// Said in the corner once a board was saved, or could not be.
pub fn kept(done: bool, lang: Lang) -> &'static str {
    if done { says::kept(lang) } else { says::not_kept(lang) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boards_name_is_harmless() {
        for (file, name) in [
            ("Roster 2020.xlsx", "roster-2020"),
            ("云阳镇台账.xlsx", "roster"),
            ("13812345678.csv", "roster"),
            ("138 1234 5678 b.csv", "roster"),
            ("../../etc/passwd", "roster"),
            ("dropped.csv", "roster"),
            (".csv", "roster"),
            ("", "roster"),
            ("a_b--c.tar.gz", "a-b-c-tar"),
        ] {
            assert_eq!(board_name(file), name, "{file}");
        }
        assert_eq!(board_name(&"a".repeat(99)).len(), MAX_BOARD);
    }

    #[test]
    fn sizes_are_said_in_a_unit_that_fits() {
        let said = [0, 999, 35_420, 12_345_678].map(size);
        assert_eq!(said, ["0 B", "999 B", "35.4 KB", "12.3 MB"]);
    }
}
