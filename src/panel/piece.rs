//! Pieces of page that DOM kinds share: keys, sentences, what is left out, words for ears alone.

use std::collections::BTreeMap;

use super::Draw;
use super::options::FieldName;
use crate::data::table::{Field, Table};
use crate::issue::{notices, words};
use crate::look::markup::{Element, el};

/// Rows on a page that grows with its content, as on a phone.
const ROOM_OF_A_STACK: usize = 50;

/// The body's height in ems; one that grows with its content has no end.
pub fn ems(on: &Draw<'_>) -> f64 {
    if on.height > 0.0 { on.height / on.em } else { f64::INFINITY }
}

/// How many rows of `row_ems` stand in the body below `taken_ems`; at least one. A body without a
/// height grows with its content.
pub fn room(on: &Draw<'_>, row_ems: f64, taken_ems: f64) -> usize {
    match ems(on) {
        f64::INFINITY => ROOM_OF_A_STACK,
        ems => ((ems - taken_ems) / row_ems).max(1.0) as usize,
    }
}

/// Keys for siblings: each its own words, and from the second of the same words on their number.
#[derive(Default)]
pub struct Keys {
    seen: BTreeMap<String, usize>,
}

impl Keys {
    pub fn of(&mut self, words: &str) -> String {
        let seen = self.seen.entry(words.to_string()).or_default();
        *seen += 1;
        if *seen == 1 { words.to_string() } else { format!("{words}\u{1f}{seen}") }
    }
}

/// Different names in the order they came.
#[derive(Default)]
pub struct Distinct {
    pub names: Vec<String>,
    at: BTreeMap<String, usize>,
}

impl Distinct {
    /// The place of a name, a new one's at the end.
    pub fn place(&mut self, name: String) -> usize {
        if let Some(at) = self.at.get(&name) {
            return *at;
        }
        let at = self.names.len();
        self.at.insert(name.clone(), at);
        self.names.push(name);
        at
    }
}

/// A sentence in the place of what cannot be shown.
pub fn notice(sentence: impl Into<String>) -> Element {
    el("p").class("notice").text(sentence)
}

/// How many are left out; nothing where none is.
pub fn more(count: usize, on: &Draw<'_>) -> Option<Element> {
    (count > 0).then(|| el("p").class("more").text(notices::more_items(count, on.lang)))
}

/// Words that are heard and not seen.
pub fn spoken(text: impl Into<String>) -> Element {
    el("span").class("spoken").text(text)
}

/// A text that may be cut; its whole is in the title.
pub fn cut(tag: &'static str, class: &str, text: &str) -> Element {
    let cut = if class.is_empty() { el(tag) } else { el(tag).class(class) };
    cut.attr("title", text).text(text)
}

/// The ground of a table. One that grows scrolls within itself, and keys must reach it.
pub fn sheet(table: Element, on: &Draw<'_>) -> Element {
    let sheet = el("div").class("sheet");
    let sheet = if on.height > 0.0 { sheet } else { sheet.attr("tabindex", "0") };
    sheet.child(table)
}

/// Back, where one is, and next; the host does what they ask.
pub fn pager(said: String, on: &Draw<'_>) -> Element {
    let button = |word: &str, sign: &str, name: &str| {
        let button = el("button").attr("type", "button").attr("title", name).act(word);
        button.attr("aria-label", name).text(sign)
    };
    el("p")
        .class("pager")
        .child(button("back", "‹", words::back(on.lang)))
        .child(el("span").text(said))
        .child(button("next", "›", words::next(on.lang)))
}

/// The field of a role that a kind cannot do without: by its name or the role's own, else the name
/// to speak of.
pub fn needed<'a>(
    rows: &'a Table,
    named: &Option<FieldName>,
    role: &str,
) -> Result<&'a Field, String> {
    let field = super::view::extra_field(rows, named.as_deref(), role);
    field.ok_or_else(|| named.as_deref().unwrap_or(role).to_string())
}

/// The sentence for fields that the options name and the data does not have.
pub fn absent<'a>(
    rows: &Table,
    named: impl Iterator<Item = &'a FieldName>,
    on: &Draw<'_>,
) -> Option<Element> {
    let missing = named.filter(|name| rows.field(name).is_none());
    let missing: Vec<String> = missing.map(|name| name.to_string()).collect();
    (!missing.is_empty()).then(|| lacking(&missing, on))
}

/// The sentence for fields that are not there.
pub fn lacking(names: &[String], on: &Draw<'_>) -> Element {
    notice(notices::no_fields(&names.join(on.lang.pick("、", ", ")), on.lang))
}

/// A share as CSS reads it, in ten-thousandths.
pub fn share(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

/// An element that stands for a row, where a click on it does something.
pub fn row(element: Element, row: usize, on: &Draw<'_>) -> Element {
    if !on.chooses {
        return element;
    }
    element.attr("data-row", row.to_string()).attr("tabindex", "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_same_words_differ() {
        let mut keys = Keys::default();
        let all = ["甲", "乙", "甲", "甲"].map(|words| keys.of(words));
        assert_eq!(all[0], "甲");
        assert!((1..4).all(|at| !all[..at].contains(&all[at])));
    }

    #[test]
    fn shares_are_short() {
        assert_eq!([share(1.0 / 3.0), share(1.0)], [0.3333, 1.0]);
    }
}
