//! A whole board made of a file that somebody gave: how many rows there are, counts by each category
//! and by day, and the rows as far as masks let them.
//!
//! It is written as text, so that the operator can keep it, change it and open it as any other board.

mod json;

use crate::data::guess::{Column, Guess, Shown, title};
use crate::data::source::Mask;
use crate::data::table::Type;
use crate::grammar::Read as _;
use crate::issue::{Lang, Meaning, Why, Word};

use json::{Json, list, object, text};

/// So many categories have a panel.
const MAX_CATEGORIES: usize = 4;
/// So many cells of a row stand side by side.
const MAX_COLUMNS: usize = 6;
/// A ring has room for so many values.
const RING: usize = 6;
/// A rank has so many names.
const LONGEST: usize = 10;

/// The longest span between two questions: for what does not change.
const SELDOM: &str = "400d";

const SOURCE: &str = "table";
/// The panel of the rows themselves.
const ROWS: &str = "rows";

/// Where the rows of a made board will be found, by its address.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// The file itself.
    File(&'a str),
    /// The same, which will not change as long as anybody looks.
    Still(&'a str),
    /// What `daping publish` makes of it.
    Pages(&'a str),
}

/// The board as JSON. `file` is the file's name.
pub fn board(file: &str, from: Origin, guess: &Guess, lang: Lang) -> String {
    let made = Made { guess, lang };
    let panels = made.panels();
    let names: Vec<&str> = panels.iter().map(|(name, _)| name.as_str()).collect();
    let layout = layout(&names);
    let title = title(file).unwrap_or_else(|| Word::Table.say(lang).to_string());
    let board = object([
        ("daping", Json::Plain("1".into())),
        ("title", text(title)),
        ("subtitle", text(Word::Subtitle.say(lang))),
        ("audience", text("internal")),
        ("sources", object([(SOURCE, made.source(from))])),
        ("panels", Json::Object(panels)),
        ("layout", layout),
    ]);
    board.write() + "\n"
}

struct Made<'g> {
    guess: &'g Guess,
    lang: Lang,
}

impl Made<'_> {
    fn read(&self) -> impl Iterator<Item = &Column> {
        self.guess.columns.iter().filter(|column| column.shown != Shown::Hidden)
    }

    fn source(&self, from: Origin) -> Json {
        let field = |column: &Column| Some((column.field.clone(), field(column)?));
        let mut fields: Vec<(String, Json)> = self.read().filter_map(field).collect();
        if fields.is_empty() {
            // Rows of which nothing may be shown can be counted all the same.
            let one = object([("constant", Json::Plain("1".into())), ("type", text("number"))]);
            fields.push(("row".into(), one));
        }
        let (Origin::File(url) | Origin::Still(url) | Origin::Pages(url)) = from;
        let mut source = vec![("url", text(url))];
        match (from, &self.guess.json) {
            (Origin::Pages(_), _) => source.push(("format", text("pages"))),
            (_, Some((form, rows))) => {
                source.push(("format", word(form.written())));
                source.extend((!rows.is_empty()).then(|| ("rows", text(rows))));
            }
            _ => {}
        }
        if let Origin::Still(_) = from {
            // Whatever the browser calls the file.
            if self.guess.json.is_none() {
                source.push(("format", text("csv")));
            }
            let still = [("every", text(SELDOM)), ("stale_after", text(SELDOM))];
            source.push(("refresh", object(still)));
        }
        source.push(("fields", Json::Object(fields)));
        object(source)
    }

    /// In the order in which they are looked at.
    fn panels(&self) -> Vec<(String, Json)> {
        let unit = self.unit();
        let mut panels = vec![("total".to_string(), self.total())];
        let day = self.read().find(|column| column.kind == Type::Date && column.mask.is_none());
        if let Some(day) = day {
            panels.push(("days".into(), self.by_day(day)));
        }
        let mut categories: Vec<&Column> = self.read().filter(|own| own.is_category()).collect();
        // Where people are comes first; what is the same everywhere last.
        categories.sort_by_key(|own| (own.distinct.is_some_and(|count| count < 2), !is_place(own)));
        for (at, column) in categories.into_iter().take(MAX_CATEGORIES).enumerate() {
            panels.push((format!("by_{}", at + 1), category(column, unit)));
        }
        if let Some(rows) = self.rows() {
            panels.push((ROWS.into(), rows));
        }
        panels
    }

    fn unit(&self) -> &'static str {
        let person = self.read().any(|column| column.mask == Some(Mask::PersonName));
        if person { Word::Person.say(self.lang) } else { Word::Line.say(self.lang) }
    }

    fn total(&self) -> Json {
        object([
            ("kind", text("stat")),
            ("title", text(Word::Total.say(self.lang))),
            ("unit", text(self.unit())),
            ("format", text("full")),
            ("hero", Json::Plain("true".into())),
            ("data", object([("from", text(SOURCE)), ("measure", text("count"))])),
        ])
    }

    fn by_day(&self, column: &Column) -> Json {
        let field = || text(&column.field);
        let data = object([
            ("from", text(SOURCE)),
            ("where", list([list([field(), text("is"), text("present")])])),
            ("group", list([object([("field", field()), ("by", text("day"))])])),
            ("measure", text("count")),
            ("sort", field()),
        ]);
        object([
            ("kind", text("line")),
            ("title", text(Word::by_day(label(column), self.lang))),
            ("unit", text(self.unit())),
            ("data", data),
        ])
    }

    fn rows(&self) -> Option<Json> {
        let mut rows: Vec<&Column> =
            self.read().filter(|column| column.shown == Shown::InRows).collect();
        rows.sort_by_key(|column| worth(column));
        let columns: Vec<Json> =
            rows.iter().take(MAX_COLUMNS).map(|own| text(&own.field)).collect();
        (!columns.is_empty()).then(|| {
            object([
                ("kind", text("roster")),
                ("title", text(Word::Rows.say(self.lang))),
                ("columns", Json::List(columns)),
                ("data", object([("from", text(SOURCE))])),
            ])
        })
    }
}

fn is_place(column: &Column) -> bool {
    column.mask == Some(Mask::Destination) || column.why == Why::Head(Meaning::Place)
}

/// Who and where first, then what is said of somebody; what masks leave little of last.
fn worth(column: &Column) -> u8 {
    match column.mask {
        Some(Mask::PersonName) => 0,
        Some(Mask::Phone) => 1,
        _ if is_place(column) => 2,
        None => 3,
        Some(Mask::Address) => 4,
        Some(_) => 5,
    }
}

/// A column as a field of the source; `None` where it may not be named.
fn field(column: &Column) -> Option<Json> {
    let mut field = vec![("at", text(column.pointer()?)), ("label", text(label(column)))];
    match (column.mask, column.kind) {
        (Some(mask), _) => field.push(("mask", word(mask.written()))),
        (None, Type::Text) => {}
        (None, kind) => field.push(("type", word(kind.written()))),
    }
    if column.serial {
        field.push(("format", list([text("iso"), text("excel")])));
    }
    field.extend(column.unit.as_ref().map(|unit| ("unit", text(unit))));
    Some(object(field))
}

/// A word of the grammar.
fn word(word: Option<serde_json::Value>) -> Json {
    text(word.as_ref().and_then(|word| word.as_str()).unwrap_or_default())
}

fn label(column: &Column) -> &str {
    column.head.as_deref().unwrap_or(&column.field)
}

fn category(column: &Column, unit: &str) -> Json {
    let ring = column.distinct.is_some_and(|count| count <= RING);
    let field = || text(&column.field);
    let mut data = vec![
        ("from", text(SOURCE)),
        ("where", list([list([field(), text("is"), text("present")])])),
        ("group", list([field()])),
        ("measure", text("count")),
        ("sort", text("-count")),
    ];
    if !ring {
        data.push(("limit", Json::Plain(LONGEST.to_string())));
    }
    object([
        ("kind", text(if ring { "ring" } else { "rank" })),
        ("title", text(label(column))),
        ("unit", text(unit)),
        ("data", object(data)),
    ])
}

/// Counts on the left, rows on the right; on a desk two by two, on a phone one below the other.
fn layout(names: &[&str]) -> Json {
    let rows = names.contains(&ROWS);
    let sides: Vec<&str> = names.iter().copied().filter(|name| *name != ROWS).collect();
    let (areas, columns, heights) = wall(&sides, rows);
    let desk = desk(&sides, rows);
    let texts = |all: Vec<String>| Json::List(all.into_iter().map(text).collect());
    let wide = |pixels: usize| object([("min_width", Json::Plain(pixels.to_string()))]);
    list([
        object([
            ("name", text("wall")),
            ("when", wide(1600)),
            ("columns", text(columns)),
            ("rows", text(heights)),
            ("areas", texts(areas)),
        ]),
        object([
            ("name", text("desk")),
            ("when", wide(900)),
            ("rows", text(vec!["auto"; desk.len()].join(" "))),
            ("areas", texts(desk)),
        ]),
        object([("name", text("phone")), ("stack", list(names.iter().map(|name| text(*name))))]),
    ])
}

/// The areas of a wall, its columns and its rows.
fn wall(sides: &[&str], rows: bool) -> (Vec<String>, &'static str, &'static str) {
    let (lines, columns, heights): (Vec<Vec<&str>>, _, _) = match sides {
        [a] => (vec![vec![a]], "1fr 3fr", "1fr"),
        [a, b] => (vec![vec![a], vec![b]], "1fr 1.8fr", "1fr 2fr"),
        [a, b, c] => (vec![vec![a], vec![b], vec![c]], "1fr 1.6fr", "1fr 2fr 2fr"),
        [a, b, c, d] => (vec![vec![a, b], vec![c, d]], "1fr 1fr 1.7fr", "1fr 1.6fr"),
        [a, b, c, d, e] => {
            (vec![vec![a, b], vec![c, d], vec![e, d]], "1fr 1fr 1.7fr", "1fr 1.3fr 1.3fr")
        }
        [a, b, c, d, e, f, ..] => {
            (vec![vec![a, b], vec![c, d], vec![e, f]], "1fr 1fr 1.7fr", "1fr 1.3fr 1.3fr")
        }
        [] => (vec![vec![ROWS]], "1fr", "1fr"),
    };
    if !rows {
        let columns = columns.rsplit_once(' ').map_or(columns, |(left, _)| left);
        return (lines.iter().map(|line| line.join(" ")).collect(), columns, heights);
    }
    let beside = lines.iter().map(|line| format!("{} {ROWS}", line.join(" ")));
    (beside.collect(), columns, heights)
}

fn desk(sides: &[&str], rows: bool) -> Vec<String> {
    let pair = |pair: &[&str]| match pair {
        [one] => format!("{one} {one}"),
        pair => pair.join(" "),
    };
    let lines = sides.chunks(2).map(pair);
    lines.chain(rows.then(|| format!("{ROWS} {ROWS}"))).collect()
}
