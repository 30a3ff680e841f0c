//! `cards`: texts with a title, one after the other on a wall, all of them on a phone.

use super::options::{FieldName, options};
use super::{Draw, piece, view};
use crate::data::source::Span;
use crate::data::table::{Field, Table};
use crate::issue::words;
use crate::look::markup::{Element, el};

options! {
    /// What a card is made of, and how long it stands.
    pub struct Options {
        /// The title.
        pub label: Option<FieldName>,
        /// The words below it.
        pub text: Option<FieldName>,
        /// More fields, each on a line behind what it is called.
        pub fields: Vec<FieldName>,
        /// How long a card stands before the next; a hand on a dot stops it.
        pub turn: Span = Span::seconds(8),
    }
}

/// Cards beyond these are counted.
const MOST: usize = 100;
/// More cards than these have a pager instead of dots.
const MOST_DOTS: usize = 12;
/// Heights in ems: the title, a line of text, a line of a field, the dots.
const TITLE: f64 = 2.0;
const LINE: f64 = 1.45;
const FIELD: f64 = 1.5;
const DOTS: f64 = 1.8;

/// Every card, all but one of them put aside; a phone's style shows them all.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("cards");
    if rows.rows() == 0 {
        return root;
    }
    let Some(label) = view::label_field(rows, options.label.as_deref(), "label") else {
        return root.child(piece::lacking(&["label".to_string()], on));
    };
    let text = view::extra_field(rows, options.text.as_deref(), "text");
    let field = |name: &FieldName| rows.field(name).ok_or_else(|| name.to_string());
    let fields = options.fields.iter().filter_map(|name| field(name).ok()).collect();
    let mut missing: Vec<String> =
        options.fields.iter().filter_map(|name| field(name).err()).collect();
    missing.extend(options.text.as_ref().filter(|_| text.is_none()).map(|name| name.to_string()));
    let count = rows.rows().min(MOST);
    let current = on.pose.page_of(count);
    let turns = count > 1 && piece::ems(on) >= TITLE + LINE + DOTS;
    let taken = if turns { DOTS } else { 0.0 } + lines(rows.rows() - count) + lines(missing.len());
    let mut cards = Cards { label, text, fields, on };
    let lines = cards.lines(taken);
    let mut keys = piece::Keys::default();
    let cards: Vec<Element> =
        (0..count).map(|row| cards.card(row, row != current, lines, &mut keys)).collect();
    root.child(el("div").class("deck").all(cards))
        .maybe(turns.then(|| dots(current, count, on)))
        .maybe(piece::more(rows.rows() - count, on))
        .maybe((!missing.is_empty()).then(|| piece::lacking(&missing, on)))
}

/// What a line that is there or not takes, in ems.
fn lines(count: usize) -> f64 {
    if count > 0 { LINE } else { 0.0 }
}

struct Cards<'a> {
    label: &'a Field,
    text: Option<&'a Field>,
    fields: Vec<&'a Field>,
    on: &'a Draw<'a>,
}

impl Cards<'_> {
    /// How many lines of text a card has room for; none is as many as there are. The fields that
    /// would leave no line are not shown.
    fn lines(&mut self, taken: f64) -> Option<usize> {
        let line = if self.text.is_some() { LINE } else { 0.0 };
        let room = (piece::ems(self.on) - TITLE - taken - line) / FIELD;
        self.fields.truncate(room.max(0.0) as usize);
        let taken = TITLE + taken + FIELD * self.fields.len() as f64;
        (self.on.height > 0.0).then(|| piece::room(self.on, LINE, taken))
    }

    fn card(
        &self,
        row: usize,
        aside: bool,
        lines: Option<usize>,
        keys: &mut piece::Keys,
    ) -> Element {
        let said =
            |field: &Field| view::said(field.column.get(row), self.on.utc_offset, self.on.lang);
        let is_there = |field: &&Field| !field.column.get(row).is_missing();
        let title = said(self.label);
        let text = self.text.filter(is_there).map(|text| {
            let text = el("p").class("words").text(said(text));
            match lines {
                Some(lines) => text.style("--lines", lines),
                None => text,
            }
        });
        let line = |field: &&Field| {
            let value = match field.column.get(row).number() {
                Some(number) => self.on.told(number, field.unit.as_deref()),
                None => said(field),
            };
            [el("dt").text(field.label.clone()), piece::cut("dd", "", &value)]
        };
        let facts: Vec<Element> = self.fields.iter().flat_map(line).collect();
        el("article")
            .key(keys.of(&title))
            .flag("data-aside", aside)
            .child(piece::cut("h3", "", &title))
            .maybe(text)
            .maybe((!facts.is_empty()).then(|| el("dl").all(facts)))
    }
}

/// A dot for each card; of many cards a pager.
fn dots(current: usize, count: usize, on: &Draw<'_>) -> Element {
    if count > MOST_DOTS {
        return piece::pager(format!("{} / {count}", current + 1), on);
    }
    let dot = |page: usize| {
        let name = words::page_number(page + 1, on.lang);
        let dot = el("button").attr("type", "button").attr("aria-label", name);
        let dot = dot.act(format!("page:{page}"));
        if page == current { dot.attr("aria-current", "true") } else { dot }
    };
    el("p").class("dots").all((0..count).map(dot))
}
