//! A rank of several days: the last one, and how each place stands to that of the day before.

use std::collections::BTreeMap;

use super::Options;
use crate::data::table::{Table, Value};
use crate::issue::{notices, words};
use crate::look::format;
use crate::look::markup::{Element, el};
use crate::panel::{Draw, piece, view};

/// The last day's rows, with what is said of their places.
#[derive(Default)]
pub struct Last {
    /// In the order of the query.
    pub items: Vec<view::Item>,
    /// What became of each item's place, as its mark and as its tip says it; none where there is
    /// no day before.
    pub moves: Vec<(Element, String)>,
    /// What cannot be compared or ranked.
    pub said: Vec<String>,
}

/// The place of the day before, where there was one, and how it stands to today's.
struct Move {
    /// From 0.
    before: Option<usize>,
    now: usize,
}

/// The rows of the last day of all; one without a day has no place.
pub fn last(options: &Options, day: &str, rows: &Table, on: &Draw<'_>) -> Last {
    let Some(field) = rows.field(day) else {
        return Last::default();
    };
    let day = |row: usize| match field.column.get(row) {
        Value::Day(day) => Some(day),
        Value::Time(seconds) => Some(format::day_of(seconds, on.utc_offset)),
        _ => None,
    };
    let (label, value) = (options.label.as_deref(), options.value.as_deref());
    let items = view::items(rows, label, value, on.utc_offset, on.lang);
    let undated = items.iter().filter(|item| day(item.row).is_none()).count();
    let mut said = Vec::new();
    if undated > 0 {
        said.push(notices::undated(undated, on.lang));
    }
    let Some(last) = items.iter().filter_map(|item| day(item.row)).max() else {
        return Last { said, ..Last::default() };
    };
    let eve = last.checked_sub(1);
    let mut keys = piece::Keys::default();
    let places = items.iter().filter(|item| day(item.row) == eve).enumerate();
    let before: BTreeMap<String, usize> =
        places.map(|(place, item)| (keys.of(&item.label), place)).collect();
    let items: Vec<_> = items.into_iter().filter(|item| day(item.row) == Some(last)).collect();
    let mut keys = piece::Keys::default();
    let place = |(now, item): (usize, &view::Item)| {
        let moved = Move { before: before.get(&keys.of(&item.label)).copied(), now };
        (moved.mark(on), moved.told(on))
    };
    let moves = match before.is_empty() {
        true => {
            let eve = format::short_day(eve.unwrap_or(last), on.lang);
            said.push(notices::no_day_before(&eve, on.lang));
            Vec::new()
        }
        false => items.iter().enumerate().map(place).collect(),
    };
    Last { items, moves, said }
}

impl Move {
    /// ▲2, ▼1, – or 新, and the same in words for ears.
    fn mark(&self, on: &Draw<'_>) -> Element {
        let lang = on.lang;
        let (way, sign, heard) = match self.before {
            None => ("new", words::newcomer(lang).to_string(), words::newcomer(lang).to_string()),
            Some(before) if before > self.now => {
                let by = before - self.now;
                ("up", format!("▲{by}"), notices::places(words::up(lang), by, lang))
            }
            Some(before) if before < self.now => {
                let by = self.now - before;
                ("down", format!("▼{by}"), notices::places(words::down(lang), by, lang))
            }
            Some(_) => ("same", "–".to_string(), words::same(lang).to_string()),
        };
        let sign = el("b").attr("aria-hidden", "true").text(sign);
        el("span").class("move").attr("data-way", way).child(sign).child(piece::spoken(heard))
    }

    /// What a tip adds: the place of the day before.
    fn told(&self, on: &Draw<'_>) -> String {
        match self.before {
            Some(before) => notices::place_before(before + 1, on.lang),
            None => words::newcomer(on.lang).to_string(),
        }
    }
}
