//! Pieces of page that DOM kinds share: keys, sentences, what is left out, words for ears alone.

use std::collections::BTreeMap;

use super::Draw;
use super::options::FieldName;
use crate::data::table::{Field, Table};
use crate::issue::words;
use crate::look::markup::{Element, el};

/// Rows on a page that grows with its content, as on a phone.
const ROOM_OF_A_STACK: usize = 50;

/// How many rows of `row_ems` stand in the body below `taken_ems`; at least one. A body without a
/// height grows with its content.
pub fn room(on: &Draw<'_>, row_ems: f64, taken_ems: f64) -> usize {
    if on.height <= 0.0 {
        return ROOM_OF_A_STACK;
    }
    ((on.height / on.em - taken_ems) / row_ems).max(1.0) as usize
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

/// A sentence in the place of what cannot be shown.
pub fn notice(sentence: impl Into<String>) -> Element {
    el("p").class("notice").text(sentence)
}

/// How many are left out; nothing where none is.
pub fn more(count: usize, on: &Draw<'_>) -> Option<Element> {
    (count > 0).then(|| el("p").class("more").text(words::more_items(count, on.lang)))
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

/// The sentence for fields that are not there.
pub fn lacking(names: &[String], on: &Draw<'_>) -> Element {
    notice(words::no_fields(&names.join("、"), on.lang))
}

/// A share as CSS reads it, in ten-thousandths.
pub fn share(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
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
