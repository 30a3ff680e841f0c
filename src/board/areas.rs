//! The arrangements of a board: names of panels in rectangles, and what is wrong with them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::check::{Section, is_plain, wrong};
use super::layout::PHONE_WIDTH;
use super::normal::{Arrangement, Panel, default_layout, phone};
use super::screen;
use super::spec::{self, When};
use super::tabs;
use crate::grammar::float;
use crate::grammar::node::{Object, StringLit, Value};
use crate::grammar::{Findings, Read, node, short};
use crate::issue::BoardFault;

pub(super) const MAX_ARRANGEMENTS: usize = 20;
/// Rows and columns of one grid.
pub(super) const MAX_SIDE: usize = 40;
const MAX_TRACK: f64 = 10_000.0;
const TRACKS: &str = "tracks such as \"1fr 240px 20% auto\"";

/// Every arrangement of the file, or Daping's own where it has none.
pub fn layout(
    value: Option<&Value>,
    authored: &Section,
    panels: &[Panel],
    findings: &mut Findings,
) -> Vec<Arrangement> {
    let list = match value {
        None => return default_layout(panels),
        Some(Value::Array(list)) => list,
        Some(other) => {
            findings.fault(other.start(), wrong(node::kind(other), "list"));
            return default_layout(panels);
        }
    };
    let found = list.elements.len();
    if found > MAX_ARRANGEMENTS {
        let (what, limit) = ("arrangements", MAX_ARRANGEMENTS);
        findings.fault(list.start(), BoardFault::TooMany { what, found, limit });
    }
    let names = Names::of(authored);
    let mut layout: Vec<Arrangement> = Vec::new();
    for (index, element) in list.elements.iter().take(MAX_ARRANGEMENTS).enumerate() {
        let Some(own) = arrangement(element, index, &names, findings) else { continue };
        if layout.iter().any(|other| other.name == own.name) {
            let name = short(&own.name);
            findings.fault(element.start(), BoardFault::Twice { name });
            layout.retain(|other| other.name != own.name);
        }
        layout.push(own);
    }
    if layout.is_empty() {
        return default_layout(panels);
    }
    nowhere(&layout, authored, panels, findings);
    with_phone(layout, panels)
}

fn arrangement(
    value: &Value,
    index: usize,
    names: &Names,
    findings: &mut Findings,
) -> Option<Arrangement> {
    let spec = spec::Arrangement::read(value, findings)?;
    let object = value.as_object()?;
    let name = spec.name.filter(|name| !name.is_empty()).unwrap_or_else(|| {
        if node::get(object, "name").is_none() {
            findings.fault(object.start(), BoardFault::Missing { key: "name".to_string() });
        }
        (index + 1).to_string()
    });
    let mut cells = Cells { names, told: HashSet::new(), findings };
    let mut stack = cells.stack(object);
    let areas = cells.areas(object);
    if areas.is_empty() && stack.is_empty() {
        stack = names.plain.iter().map(|name| name.to_string()).collect();
    }
    match (node::get(object, "areas"), node::get(object, "stack")) {
        (None, None) => {
            findings.fault(object.start(), BoardFault::Missing { key: "areas".to_string() });
        }
        (Some(_), Some(stack)) => {
            let fault = BoardFault::Conflict { used: "areas", unused: "stack" };
            findings.fault(stack.start(), fault);
        }
        _ => (),
    }
    let columns = tracks(object, "columns", spec.columns, findings);
    let rows = tracks(object, "rows", spec.rows, findings);
    let when = screen::when(object, spec.when, findings);
    let seams = screen::seams(object, spec.seams, findings);
    let stretch = screen::stretch(object, spec.stretch, findings);
    Some(Arrangement { name, when, columns, rows, areas, stack, seams, stretch })
}

/// Tracks go into a style as they are, so they are of a short white list.
fn tracks(
    object: &Object,
    key: &str,
    authored: Option<String>,
    findings: &mut Findings,
) -> Option<String> {
    let authored = authored?;
    let all = authored.split_whitespace();
    if all.clone().count() > 0 && all.clone().count() <= MAX_SIDE && all.clone().all(is_track) {
        return Some(all.collect::<Vec<_>>().join(" "));
    }
    if let Some(value) = node::get(object, key) {
        findings.fault(value.start(), wrong(format!("\"{}\"", short(&authored)), TRACKS));
    }
    None
}

fn is_track(track: &str) -> bool {
    let number = ["fr", "px", "%"].iter().find_map(|unit| track.strip_suffix(unit));
    let decimal = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let size = number.filter(decimal).and_then(float);
    track == "auto" || size.is_some_and(|size| size > 0.0 && size <= MAX_TRACK)
}

/// One word of an area, and where it stands.
#[derive(Clone, Debug)]
struct Cell {
    name: String,
    at: usize,
}

impl Cell {
    fn blank(at: usize) -> Self {
        Cell { name: ".".to_string(), at }
    }
}

/// The names of panels that an arrangement may use.
struct Names<'n> {
    /// Every name that the author gave.
    all: BTreeSet<&'n str>,
    /// Those that may stand, in the order of the file: plain ones, of panels that were read.
    plain: Vec<&'n str>,
}

impl<'n> Names<'n> {
    fn of(authored: &'n Section) -> Self {
        let shown = authored.shown().map(|entry| entry.name.as_str());
        Names {
            all: authored.names().collect(),
            plain: shown.filter(|name| is_plain(name)).collect(),
        }
    }
}

/// Reads the words of one arrangement.
struct Cells<'c, 't> {
    names: &'c Names<'c>,
    /// Names that have their finding.
    told: HashSet<String>,
    findings: &'c mut Findings<'t>,
}

impl Cells<'_, '_> {
    fn stack(&mut self, object: &Object) -> Vec<String> {
        let mut stack: Vec<String> = Vec::new();
        for text in texts(object, "stack") {
            let name = text.value.as_ref();
            if !self.may_stand(name, text.start()) {
                continue;
            }
            if stack.iter().any(|own| own == name) {
                self.findings.fault(text.start(), BoardFault::Twice { name: short(name) });
                stack.retain(|own| own != name);
            }
            stack.push(name.to_string());
        }
        stack
    }

    fn areas(&mut self, object: &Object) -> Vec<Vec<String>> {
        let rows: Vec<&StringLit> = texts(object, "areas").collect();
        if let Some(beyond) = rows.get(MAX_SIDE) {
            let fault = BoardFault::TooMany { what: "rows", found: rows.len(), limit: MAX_SIDE };
            self.findings.fault(beyond.start(), fault);
        }
        let mut cells: Vec<Vec<Cell>> =
            rows.iter().take(MAX_SIDE).map(|row| self.row(row)).collect();
        self.even(&rows, &mut cells);
        self.rectangles(&mut cells);
        let names = |row: Vec<Cell>| row.into_iter().map(|cell| cell.name).collect();
        cells.into_iter().map(names).collect()
    }

    fn row(&mut self, row: &StringLit) -> Vec<Cell> {
        let words = words(row);
        if let Some(beyond) = words.get(MAX_SIDE) {
            let (found, limit) = (words.len(), MAX_SIDE);
            self.findings.fault(beyond.1, BoardFault::TooMany { what: "columns", found, limit });
        }
        let cell = |(word, at): (&str, usize)| match word == "." || self.may_stand(word, at) {
            true => Cell { name: word.to_string(), at },
            false => Cell::blank(at),
        };
        words.into_iter().take(MAX_SIDE).map(cell).collect()
    }

    /// A name that no panel has is a finding; one of a faulty panel keeps its area.
    fn may_stand(&mut self, name: &str, at: usize) -> bool {
        let known = self.names.all.contains(name);
        if !known && self.told.insert(name.to_string()) {
            let nearest = self.findings.nearest(name, &mut self.names.all.iter().copied());
            self.findings.fault(at, BoardFault::UnknownArea { name: short(name), nearest });
        }
        known && self.names.plain.contains(&name)
    }

    /// CSS drops a whole grid for one short row; it is filled with empty cells.
    fn even(&mut self, rows: &[&StringLit], cells: &mut [Vec<Cell>]) {
        let expected = cells.first().map_or(0, Vec::len);
        let longest = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for (row, text) in cells.iter_mut().zip(rows) {
            if row.len() != expected {
                let fault = BoardFault::UnevenRow { found: row.len(), expected };
                self.findings.fault(text.start(), fault);
            }
            row.resize(longest, Cell::blank(text.start()));
        }
    }

    /// CSS drops a whole grid for one area that is no rectangle; what lies outside the rectangle
    /// that starts at its first cell becomes empty.
    fn rectangles(&mut self, cells: &mut [Vec<Cell>]) {
        let mut kept: HashMap<String, Rectangle> = HashMap::new();
        let mut outside: Vec<(usize, usize)> = Vec::new();
        for (y, row) in cells.iter().enumerate() {
            for (x, cell) in row.iter().enumerate().filter(|(_, cell)| cell.name != ".") {
                let own = || Rectangle::from(cells, x, y, &cell.name);
                let rectangle = kept.entry(cell.name.clone()).or_insert_with(own);
                if !rectangle.contains(x, y) {
                    outside.push((x, y));
                    if self.told.insert(cell.name.clone()) {
                        let name = short(&cell.name);
                        self.findings.fault(cell.at, BoardFault::BrokenArea { name });
                    }
                }
            }
        }
        for (x, y) in outside {
            if let Some(cell) = cells.get_mut(y).and_then(|row| row.get_mut(x)) {
                *cell = Cell::blank(cell.at);
            }
        }
    }
}

struct Rectangle {
    columns: Range<usize>,
    rows: Range<usize>,
}

impl Rectangle {
    /// As far to the right as the name goes, then down as long as it fills that width.
    fn from(cells: &[Vec<Cell>], x: usize, y: usize, name: &str) -> Self {
        let run = |row: &Vec<Cell>| row.iter().skip(x).take_while(|cell| cell.name == name).count();
        let width = cells.get(y).map_or(0, run);
        let height = cells.iter().skip(y).take_while(|row| run(row) >= width).count();
        Rectangle { columns: x..x + width, rows: y..y + height }
    }

    fn contains(&self, x: usize, y: usize) -> bool {
        self.columns.contains(&x) && self.rows.contains(&y)
    }
}

fn texts<'n, 'a>(object: &'n Object<'a>, key: &str) -> impl Iterator<Item = &'n StringLit<'a>> {
    let list = node::get(object, key).and_then(Value::as_array);
    list.into_iter().flat_map(|list| &list.elements).filter_map(Value::as_string_lit)
}

/// Words with their places; of a text with escapes all have the place of the text.
fn words<'n>(row: &'n StringLit) -> Vec<(&'n str, usize)> {
    let as_written = row.as_written();
    let mut next = row.start() + 1;
    let piece = |piece: &'n str| {
        let at = if as_written { next } else { row.start() };
        next += piece.len();
        (piece.trim_end(), at)
    };
    let pieces = row.value.split_inclusive(char::is_whitespace).map(piece);
    pieces.filter(|(word, _)| !word.is_empty()).collect()
}

/// Panels that no arrangement of the author shows.
fn nowhere(layout: &[Arrangement], authored: &Section, panels: &[Panel], findings: &mut Findings) {
    let shown: HashSet<&str> = layout.iter().flat_map(standing).collect();
    for entry in authored.shown() {
        let name = entry.name.as_str();
        let stands = shown.contains(name) || tabs::is_member(panels, name);
        if !stands && panels.iter().any(|panel| panel.name == name) {
            let panel = short(name);
            findings.notice(entry.start(), BoardFault::NowhereShown { panel });
        }
    }
}

/// The names of an arrangement, in the order of reading; some more than once.
fn standing(arrangement: &Arrangement) -> impl Iterator<Item = &str> {
    let stack = arrangement.stack.iter().filter(|_| arrangement.areas.is_empty());
    let names = arrangement.areas.iter().flatten().chain(stack);
    names.map(String::as_str).filter(|name| *name != ".")
}

/// A board whose author forgot phones gets the stack of all that it shows, in the order of its
/// first arrangement; what has no `when` then leaves narrow screens to it.
fn with_phone(mut layout: Vec<Arrangement>, panels: &[Panel]) -> Vec<Arrangement> {
    if layout.iter().any(|own| own.name == "phone") {
        return layout;
    }
    let mut stack: Vec<String> = Vec::new();
    for name in layout.iter().flat_map(standing) {
        if !stack.iter().any(|own| own == name) && panels.iter().any(|own| own.name == name) {
            stack.push(name.to_string());
        }
    }
    for own in &mut layout {
        let When { min_width, min_height, min_ratio, max_width, .. } = own.when;
        let open = min_width.is_none() && min_height.is_none() && min_ratio.is_none();
        if open && max_width.is_none_or(|most| most >= PHONE_WIDTH) {
            own.when.min_width = Some(PHONE_WIDTH);
        }
    }
    layout.push(phone(stack));
    layout
}
