//! `stat`: big numbers, one for each row: the number with unit and qualifier, its label, its date;
//! how it stands to an earlier value and to a target; the line of a series behind its last value.
//!
//! Deliberately absent: arithmetic with published figures. What was printed has no difference.

mod spark;

use super::options::{FieldName, options};
use super::{Draw, piece, view};
use crate::data::table::{Field, Table, Value};
use crate::issue::words;
use crate::look::format::{self, Format, Said};
use crate::look::markup::{Element, el};

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
        /// The day or period that the figure is of.
        pub as_of: Option<FieldName>,
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
/// What each part takes of a number's height, in ems of the panel.
const NUMBER: f64 = 1.9;
const LABEL: f64 = 1.4;
const LINE: f64 = 1.3;
const SPARK: f64 = 2.0;
const DAY: f64 = 1.0;
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
    let day = stats.shared_day(&items);
    let list = items.len() > 2;
    let across = if items.len() == 2 && on.width >= SIDE_BY_SIDE * on.em { 2 } else { 1 };
    let down = items.len().div_ceil(across);
    let parts = stats.parts(down, day.is_some());
    let mut keys = piece::Keys::default();
    let one = |item: &view::Item| {
        let key = keys.of(&item.label);
        stats.one(item, &parts, day.is_some()).key(key)
    };
    let numbers: Vec<Element> = items.iter().map(one).collect();
    let longest = |length: &dyn Fn(&view::Item) -> f64| {
        piece::share(items.iter().map(length).fold(1.0, f64::max))
    };
    let digits = |item: &view::Item| stats.length(item, 0.0);
    let units = |item: &view::Item| stats.length(item, 1.0) - digits(item);
    let class = if list { "stats list" } else { "stats" };
    if numbers.is_empty() {
        let root = el("div").class("stats");
        return super::rank::nothing(root, rows, &options.label, &options.value, on);
    }
    el("div")
        .class(class)
        .style("--count", down)
        .style("--across", across)
        .style("--longest", longest(&|item| stats.length(item, SMALL)))
        .style("--digits", longest(&digits))
        .style("--units", longest(&units))
        .style("--label", longest(&|item| on.measure.width(&item.label, 1.0, false)))
        .style("--room", piece::share(parts.room))
        .style("--below", piece::share(parts.below))
        .all(numbers)
        .maybe(day.map(|day| el("p").class("day").key("\u{1f}day").text(day)))
}

/// Which parts a number has room for, and what they take below it, in ems.
struct Parts {
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

    fn parts(&self, count: usize, day: bool) -> Parts {
        let ems = piece::ems(self.on).min(ENDLESS) - if day { DAY } else { 0.0 };
        let room = ems / count.max(1) as f64;
        let mut below = LABEL;
        let mut take = |asked: bool, ems_of_part: f64| {
            let fits = asked && NUMBER + below + ems_of_part <= room;
            below += if fits { ems_of_part } else { 0.0 };
            fits
        };
        let options = self.options;
        let delta = take(self.extra(&options.before, "before").is_some(), LINE);
        let target = take(self.extra(&options.target, "target").is_some(), LINE);
        let spark = take(options.spark.is_some(), SPARK);
        Parts { delta, target, spark, room, below }
    }

    /// The day that all numbers of several have; it is said once.
    fn shared_day(&self, items: &[view::Item]) -> Option<String> {
        let first = self.day(items.first()?)?;
        let all = items.iter().all(|item| self.day(item).as_ref() == Some(&first));
        (all && items.len() > 1).then_some(first)
    }

    fn day(&self, item: &view::Item) -> Option<String> {
        let cell = self.extra(&self.options.as_of, "as_of")?.column.get(item.row);
        let day = || view::said(cell, self.on.utc_offset, self.on.lang);
        (!cell.is_missing()).then(day)
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

    fn one(&self, item: &view::Item, parts: &Parts, day_is_shared: bool) -> Element {
        let said = self.said(item);
        let day = self.day(item).filter(|_| !day_is_shared);
        let mut label = el("p").class("label").text(item.label.clone());
        if let Some(day) = day {
            label = label.text(" ").child(el("small").text(day));
        }
        let number = el("p")
            .class("number")
            .tip(&item.label, &self.full(item, &said))
            .child(el("small").text(said.before.clone()))
            .child(el("b").all(digits(&said.number)))
            .child(el("small").text(said.after.clone()));
        let delta = self.delta(item).filter(|_| parts.delta);
        el("div")
            .class(if delta.is_some() { "stat compared" } else { "stat" })
            .child(number)
            .child(label)
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
