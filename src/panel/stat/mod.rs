//! `stat`: big numbers, one for each row: the number with unit and qualifier, its label, its date;
//! how it stands to an earlier value and to a target; the line of a series behind its last value.
//!
//! Deliberately absent: arithmetic with published figures. What was printed has no difference.

mod spark;
mod when;

use super::options::{FieldName, options};
use super::{Draw, piece, view};
use crate::data::table::{Field, Table, Value};
use crate::issue::words;
use crate::look::format::{self, Format, Said};
use crate::look::markup::{Element, el};
use when::When;

options! {
    /// Which fields hold what. A field that is not named is looked for by the option's own name
    /// (`value`, `label`…), the value otherwise in the first number or figure.
    pub struct Options {
        /// The number or published figure.
        pub value: Option<FieldName>,
        /// What the number says.
        pub label: Option<FieldName>,
        /// 多, 余, 近, 超, 左右.
        pub qualifier: Option<FieldName>,
        /// 人, 家, 千瓦时; the panel's `unit` where no field holds it.
        pub unit_field: Option<FieldName>,
        /// The day that the figure is of.
        pub as_of: Option<FieldName>,
        /// The words of a period, where there is no day: 2月3日至7日.
        pub period: Option<FieldName>,
        /// The place that the figure is of: 河南省.
        pub place: Option<FieldName>,
        /// An earlier value of the same number; figures are never subtracted.
        pub before: Option<FieldName>,
        /// What the earlier value is called: 较昨日, 同比.
        pub before_label: Option<String>,
        /// The value that is to be reached.
        pub target: Option<FieldName>,
        /// The rows are one series: its last row is the number, this field of all rows its line.
        pub spark: Option<FieldName>,
    }
}

/// A panel of big numbers has few of them.
const MOST: usize = 6;
/// More than these stand one to a line, the number at its end.
const LISTED: usize = 2;
/// What each part takes of a number's height, in ems of the panel.
const NUMBER: f64 = 1.9;
const LABEL: f64 = 1.4;
const LINE: f64 = 1.3;
const SPARK: f64 = 2.0;
const DAY: f64 = 1.0;
/// In a list label and day stand beside the number, and need this much.
const LISTED_DAY: f64 = 1.9;
/// A body that grows has room for all parts of all numbers.
const ENDLESS: f64 = 99.0;
/// Two numbers stand side by side from so many ems on.
const SIDE_BY_SIDE: f64 = 22.0;
/// How large unit and qualifier are beside their number.
const SMALL: f64 = 0.45;
/// The numbers of the first rows.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let stats = Stats { options, rows, on };
    let items = stats.items();
    if items.is_empty() {
        let root = el("div").class("stats");
        return super::rank::nothing(root, rows, &options.label, &options.value, on);
    }
    let shared = stats.shared_when(&items);
    let across = if items.len() == 2 && on.width >= SIDE_BY_SIDE * on.em { 2 } else { 1 };
    let down = items.len().div_ceil(across);
    let parts = stats.parts(&items, across, &shared);
    let mut keys = piece::Keys::default();
    let one = |item: &view::Item| stats.one(item, &parts, &shared).key(keys.of(&item.label));
    let numbers: Vec<Element> = items.iter().map(one).collect();
    let longest = |length: &dyn Fn(&view::Item) -> f64| {
        piece::share(items.iter().map(length).fold(1.0, f64::max))
    };
    let digits = |item: &view::Item| stats.length(item, 0.0);
    let units = |item: &view::Item| stats.length(item, 1.0) - digits(item);
    let label = |item: &view::Item| stats.label_length(item, &shared, !parts.when);
    el("div")
        .class(if items.len() > LISTED { "stats list" } else { "stats" })
        .style("--count", down)
        .style("--across", across)
        .style("--longest", longest(&|item| stats.length(item, SMALL)))
        .style("--digits", longest(&digits))
        .style("--units", longest(&units))
        .style("--label", longest(&label))
        .style("--room", piece::share(parts.room))
        .style("--below", piece::share(parts.below))
        .all(numbers)
        .maybe(shared.line().map(|line| el("p").class("day").key("\u{1f}day").text(line)))
}

/// Which parts a number has room for, and what they take below it, in ems.
struct Parts {
    /// Day and place on a line of their own, not beside the label.
    when: bool,
    delta: bool,
    target: bool,
    spark: bool,
    /// What one number has.
    room: f64,
    below: f64,
}

struct Stats<'a> {
    options: &'a Options,
    rows: &'a Table,
    on: &'a Draw<'a>,
}

impl<'a> Stats<'a> {
    fn extra(&self, named: &Option<FieldName>, role: &str) -> Option<&'a Field> {
        view::extra_field(self.rows, named.as_deref(), role)
    }

    fn items(&self) -> Vec<view::Item> {
        let (label, value) = (self.options.label.as_deref(), self.options.value.as_deref());
        let mut items = view::items(self.rows, label, value, self.on.utc_offset, self.on.lang);
        if self.options.spark.is_some() {
            items.drain(..items.len().saturating_sub(1));
        }
        items.truncate(MOST);
        let alone = view::label_field(self.rows, label, "label").is_none();
        if let ([only], true) = (items.as_mut_slice(), alone) {
            // A lone number without a label is said by the panel's title.
            only.label.clear();
        }
        items
    }

    fn parts(&self, items: &[view::Item], across: usize, shared: &When) -> Parts {
        let has_line = shared.line().is_some();
        let ems = piece::ems(self.on).min(ENDLESS) - if has_line { DAY } else { 0.0 };
        let room = ems / items.len().div_ceil(across).max(1) as f64;
        let listed = items.len() > LISTED;
        let mut below = LABEL;
        let beside = self.beside(items, across, shared);
        let needed = if listed { LISTED_DAY } else { NUMBER + LABEL + DAY };
        let when = !beside && needed <= room;
        below += if when { DAY } else { 0.0 };
        let mut take = |asked: bool, ems_of_part: f64| {
            let fits = asked && NUMBER + below + ems_of_part <= room;
            below += if fits { ems_of_part } else { 0.0 };
            fits
        };
        let options = self.options;
        let delta = take(self.extra(&options.before, "before").is_some(), LINE);
        let target = take(self.extra(&options.target, "target").is_some(), LINE);
        let spark = take(options.spark.is_some(), SPARK);
        Parts { when, delta, target, spark, room, below }
    }

    fn unit<'i>(&'i self, item: &'i view::Item) -> Option<&'i str> {
        let own = text(self.extra(&self.options.unit_field, "unit"), item.row);
        own.or(self.on.unit).or(item.unit.as_deref())
    }

    fn said(&self, item: &view::Item) -> Said {
        let qualifier = text(self.extra(&self.options.qualifier, "qualifier"), item.row);
        match (&item.printed, item.value) {
            (Some(printed), _) => format::figure(printed, qualifier, self.unit(item), self.on.lang),
            (None, Some(value)) => {
                format::number(value, self.on.format, self.unit(item), self.on.lang)
            }
            (None, None) => Said { number: format::NONE.into(), ..Said::default() },
        }
    }

    fn one(&self, item: &view::Item, parts: &Parts, shared: &When) -> Element {
        let said = self.said(item);
        let when = self.when(item).without(shared).line();
        let mut label = el("p").class("label").text(item.label.clone());
        if let Some(line) = when.as_ref().filter(|_| !parts.when) {
            label = label.attr("title", format!("{} {line}", item.label).trim());
            label = label.text(" ").child(el("small").text(line.as_str()));
        }
        let when = when.filter(|_| parts.when).map(|line| piece::cut("p", "when", &line));
        let number = el("p")
            .class("number")
            .tip(&item.label, &self.full(item, &said))
            .child(el("small").text(said.before.clone()))
            .child(el("b").all(digits(&said.number)))
            .child(el("small").text(said.after.clone()));
        let delta = self.delta(item).filter(|_| parts.delta);
        el("div")
            .class(if delta.is_some() || when.is_some() { "stat compared" } else { "stat" })
            .child(number)
            .child(label)
            .maybe(when)
            .maybe(delta)
            .maybe(self.target(item).filter(|_| parts.target))
            .maybe(self.spark().filter(|_| parts.spark))
    }

    /// How wide a number of size one is with a unit of this size, so that it fits whatever its size.
    fn length(&self, item: &view::Item, unit: f64) -> f64 {
        let said = self.said(item);
        let small = self.on.measure.width(&(said.before + &said.after), unit, false);
        self.on.measure.width(&said.number, 1.0, true) + small + 0.3
    }

    /// The same number with every digit.
    fn full(&self, item: &view::Item, said: &Said) -> String {
        match item.value.filter(|_| item.printed.is_none()) {
            Some(value) => self.on.told(value, self.unit(item)),
            None => said.line(),
        }
    }

    /// ▲ 12人 较昨日
    fn delta(&self, item: &view::Item) -> Option<Element> {
        let on = self.on;
        let field = self.extra(&self.options.before, "before")?;
        let before = field.column.get(item.row).number()?;
        let by = item.value.filter(|_| item.printed.is_none())? - before;
        let (way, sign, word) = match by {
            by if by > 0.0 => ("up", "▲", words::up(on.lang)),
            by if by < 0.0 => ("down", "▼", words::down(on.lang)),
            _ => ("same", "＝", words::same(on.lang)),
        };
        let unit = self.unit(item);
        let said = format::number(by.abs(), on.format, unit, on.lang).line();
        let label = self.options.before_label.as_deref().unwrap_or(words::since(on.lang));
        let delta = el("p")
            .class("delta")
            .attr("data-way", way)
            .attr("title", on.told(before, unit))
            .child(el("b").attr("aria-hidden", "true").text(sign))
            .child(piece::spoken(word))
            .text(format!(" {said} "));
        Some(delta.child(el("small").text(label)))
    }

    /// A thin bar, the target and how much of it there is.
    fn target(&self, item: &view::Item) -> Option<Element> {
        let on = self.on;
        let cell = self.extra(&self.options.target, "target")?.column.get(item.row);
        let target = view::amount(cell)?;
        let share = item.value.map(|value| value / target).filter(|_| target > 0.0)?;
        let said = match cell {
            Value::Text(printed) => format::figure(printed, None, self.unit(item), on.lang),
            _ => format::number(target, on.format, self.unit(item), on.lang),
        };
        // A share of published figures is a length, not a number to print.
        let computed = item.printed.is_none() && cell.number().is_some();
        let percent = format::number(piece::share(share), Format::Percent, None, on.lang).line();
        let mut words = format!("{} {}", words::target(on.lang), said.line());
        if computed {
            words = format!("{words} · {percent}");
        }
        if share >= 1.0 {
            words = format!("{words} ✓ {}", words::reached(on.lang));
        }
        let bar = el("i").style("--share", piece::share(share.clamp(0.0, 1.0)));
        Some(
            el("p")
                .class("target")
                .flag("data-reached", share >= 1.0)
                .child(el("span").class("bar").child(bar))
                .child(el("small").text(words)),
        )
    }

    fn spark(&self) -> Option<Element> {
        let column = &self.rows.field(self.options.spark.as_deref()?)?.column;
        let cell = |row| view::amount(column.get(row));
        spark::line(&(0..self.rows.rows()).map(cell).collect::<Vec<_>>())
    }
}

/// One element for each digit, keyed by its place from the right: only a changed one is new, and
/// rolls.
fn digits(number: &str) -> impl Iterator<Item = Element> {
    let count = number.chars().count();
    let one = move |(at, digit): (usize, char)| {
        el("i").key(format!("{}:{digit}", count - at)).text(digit.to_string())
    };
    number.chars().enumerate().map(one)
}

fn text(field: Option<&Field>, row: usize) -> Option<&str> {
    field?.column.get(row).text()
}
