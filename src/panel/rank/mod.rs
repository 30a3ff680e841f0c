//! `rank`: names with bars, in the order of the query; places glide when they change. Of several days
//! the last is shown, with what became of each place since the day before.

mod days;

use super::options::{FieldName, options};
use super::{Draw, Voice, piece, view};
use crate::data::table::Table;
use crate::issue::notices;
use crate::look::markup::{Element, el};

options! {
    /// Which fields hold what: the first text and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
        /// The rows are of several days: the last one is ranked, against the day before.
        pub day: Option<FieldName>,
    }
}

use days::Last;

/// What ranks of days need is in the pack of lists.
mod packs {
    pub mod rank_days {
        pub mod lists {
            use super::super::super::{Last, Options, days};
            use crate::data::table::Table;
            use crate::panel::Draw;

            #[inline(never)]
            pub fn enter(options: &Options, day: &str, rows: &Table, on: &Draw<'_>) -> Last {
                days::last(options, day, rows, on)
            }
        }
    }
}

/// A rank longer than this is a table.
const MOST: usize = 100;
/// The least height of a row and of the line of what is left out, in ems of the panel.
const ROW: f64 = 1.0;
const MORE: f64 = 1.2;
/// No name is wider than this share of the panel.
const MOST_NAME: f64 = 0.36;

/// Names in the order of the query, lengths in proportion to the largest. Where there are negative
/// values, bars go both ways from one zero.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("ranking");
    let Last { mut items, moves, said } = match &options.day {
        Some(day) => packs::rank_days::lists::enter(options, day, rows, on),
        None => {
            let (label, value) = (options.label.as_deref(), options.value.as_deref());
            let items = view::items(rows, label, value, on.utc_offset, on.lang);
            Last { items, ..Last::default() }
        }
    };
    if items.is_empty() {
        let named = options.label.iter().chain(&options.value).chain(&options.day);
        let absent = piece::absent(rows, named, on).filter(|_| rows.rows() > 0);
        return root.maybe(absent).all(said.into_iter().map(piece::notice));
    }
    let left_out = left_out(&mut items, if said.is_empty() { 0.0 } else { MORE }, on);
    let zero = Zero::of(&items);
    let voice = bare(on);
    let mut keys = piece::Keys::default();
    let count = items.len();
    let one = |(place, item): (usize, &view::Item)| {
        let (from, share) = zero.bar(item.value);
        let mut bar = el("i").style("--share", piece::share(share));
        if zero.share > 0.0 {
            bar = bar.style("--from", piece::share(from));
        }
        let minus = item.value.is_some_and(|value| value < 0.0);
        let moved = moves.get(place);
        let told = moved.map(|(_, told)| format!(" · {told}")).unwrap_or_default();
        el("li")
            .key(keys.of(&item.label))
            .style("--place", place)
            .tip(&item.label, &(whole(item, on) + &told))
            .child(el("span").class("place").text((place + 1).to_string()))
            .maybe(moved.map(|(mark, _)| mark.clone()))
            .child(piece::cut("span", "name", &item.label))
            .child(el("span").class("bar").flag("data-minus", minus).child(bar))
            .child(value(item, &voice))
    };
    let rows: Vec<Element> = items.iter().enumerate().map(one).collect();
    let list = columns(el("ol").class("rank"), &items, &voice, on)
        .style("--rows", count)
        .flag("data-moves", !moves.is_empty());
    let more = (left_out > 0).then(|| notices::more_items(left_out, on.lang));
    let said: Vec<String> = said.into_iter().chain(more).collect();
    let said = (!said.is_empty()).then(|| el("p").class("more").text(said.join(" · ")));
    root.child(list.all(rows)).maybe(said)
}

/// What stands where there is no item: why, if there are rows.
pub(super) fn nothing(
    root: Element,
    rows: &Table,
    label: &Option<FieldName>,
    value: &Option<FieldName>,
    on: &Draw<'_>,
) -> Element {
    let named = label.iter().chain(value);
    if rows.rows() == 0 { root } else { root.maybe(piece::absent(rows, named, on)) }
}

/// How wide the columns of names and of numbers are, in ems, the same in each row.
pub(super) fn columns(
    list: Element,
    items: &[view::Item],
    voice: &Voice<'_>,
    on: &Draw<'_>,
) -> Element {
    let wide = |text: &str| on.measure.width(text, 1.0, false);
    let names = items.iter().map(|item| wide(&item.label)).fold(1.0, f64::max);
    let value = |item: &view::Item| {
        let said = voice.say(item);
        wide(&said.number) + 0.75 * wide(&said.after) + wide(&said.before)
    };
    let values = items.iter().map(value).fold(1.0, f64::max);
    let most = (on.width / on.em * MOST_NAME).max(1.0);
    list.style("--name", piece::share(names.min(most) + 0.1))
        .style("--value", piece::share(values + 0.1))
}

/// A row's number with every digit and its unit, for its tip.
pub(super) fn whole(item: &view::Item, on: &Draw<'_>) -> String {
    match item.value.filter(|_| item.printed.is_none()) {
        Some(value) => on.told(value, item.unit.as_deref()),
        None => on.voice().say(item).line(),
    }
}

/// The number at the end of a row.
pub(super) fn value(item: &view::Item, voice: &Voice<'_>) -> Element {
    let said = voice.say(item);
    let number = el("span").class("value").text(said.before + &said.number);
    if said.after.is_empty() { number } else { number.child(el("small").text(said.after)) }
}

/// The panel's way to say numbers without its unit: the head says that once.
pub(super) fn bare<'a>(on: &'a Draw<'_>) -> Voice<'a> {
    Voice { unit: on.unit.map(|_| ""), ..on.voice() }
}

/// The rows that there is room for, and how many are left out.
pub(super) fn ranked(
    rows: &Table,
    label: &Option<FieldName>,
    value: &Option<FieldName>,
    on: &Draw<'_>,
) -> (Vec<view::Item>, usize) {
    let (label, value) = (label.as_deref(), value.as_deref());
    let mut items = view::items(rows, label, value, on.utc_offset, on.lang);
    let left_out = left_out(&mut items, 0.0, on);
    (items, left_out)
}

/// Leaves out the rows that there is no room for beside `taken` ems, and says how many.
fn left_out(items: &mut Vec<view::Item>, taken: f64, on: &Draw<'_>) -> usize {
    let count = items.len();
    let room = |taken| if on.height > 0.0 { piece::room(on, ROW, taken).min(MOST) } else { MOST };
    if count > room(taken) {
        items.truncate(room(MORE));
    }
    count - items.len()
}

/// Where the bars begin, and what their whole width stands for.
pub(super) struct Zero {
    share: f64,
    span: f64,
}

impl Zero {
    pub(super) fn of(items: &[view::Item]) -> Zero {
        let values = || items.iter().filter_map(|item| item.value);
        let (least, most) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let span = most - least;
        Zero { share: if span > 0.0 { -least / span } else { 0.0 }, span }
    }

    /// Where a bar begins and how long it is, in shares of the whole width.
    pub(super) fn bar(&self, value: Option<f64>) -> (f64, f64) {
        let share = match value {
            Some(value) if self.span > 0.0 => value / self.span,
            _ => 0.0,
        };
        (self.share + share.min(0.0), share.abs())
    }
}
