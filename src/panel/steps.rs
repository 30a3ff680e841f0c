//! `steps`: a process, each step with its actual time against the promised one.

use super::options::{FieldName, options};
use super::{Draw, piece, view};
use crate::data::table::{Field, Table, Value};
use crate::issue::words;
use crate::look::format;
use crate::look::markup::{Element, el};

options! {
    /// Which fields hold what; a row is a step.
    pub struct Options {
        /// What the step is called.
        pub label: Option<FieldName>,
        /// How long it took (a number with a unit) or when it was done (a day or time); missing
        /// where it is not done.
        pub actual: Option<FieldName>,
        /// How long it may take, or up to when.
        pub promised: Option<FieldName>,
    }
}

/// A process of more steps is a table.
const MOST: usize = 30;
/// Side by side, a step needs so many ems of width, and of height.
const WIDE: f64 = 6.5;
const TALL: f64 = 6.0;
/// Heights of a step below another one, in ems: with its times, and without.
const ROW: f64 = 2.9;
const TERSE_ROW: f64 = 1.5;
const MORE: f64 = 1.3;

/// The steps in the order of the rows: side by side where there is room, else one below the other.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("process");
    if rows.rows() == 0 {
        return root;
    }
    let Some(label) = view::label_field(rows, options.label.as_deref(), "label") else {
        return root.child(piece::lacking(&["label".to_string()], on));
    };
    let actual = match piece::needed(rows, &options.actual, "actual") {
        Ok(actual) => actual,
        Err(name) => return root.child(piece::lacking(&[name], on)),
    };
    let promised = view::extra_field(rows, options.promised.as_deref(), "promised");
    let steps = Steps { label, actual, promised, rows: rows.rows(), on };
    let plan = steps.plan();
    let mut keys = piece::Keys::default();
    let first_open = steps.first_open();
    let step = |row| steps.step(row, first_open, &plan, &mut keys);
    let shown: Vec<Element> = (0..plan.shown).map(step).collect();
    let list = el("ol")
        .class("steps")
        .attr("data-flow", if plan.wide { "row" } else { "column" })
        .style("--steps", plan.shown)
        .all(shown);
    root.child(list).maybe(piece::more(rows.rows() - plan.shown, on))
}

/// How the steps stand.
struct Plan {
    /// Side by side.
    wide: bool,
    /// Names and states only.
    terse: bool,
    shown: usize,
}

/// How a step stands to its promise.
#[derive(Clone, Copy)]
enum State {
    Within,
    Over,
    /// Without a promise that can be compared.
    Done,
    Running,
    NotYet,
}

struct Steps<'a> {
    label: &'a Field,
    actual: &'a Field,
    promised: Option<&'a Field>,
    rows: usize,
    on: &'a Draw<'a>,
}

impl Steps<'_> {
    fn plan(&self) -> Plan {
        let on = self.on;
        let grows = on.height <= 0.0;
        let wide = on.width >= WIDE * on.em * self.rows as f64;
        if wide && (grows || on.height >= TALL * on.em) {
            return Plan { wide: true, terse: false, shown: self.rows.min(MOST) };
        }
        let fits = |row: f64, taken: f64| piece::room(on, row, taken).min(MOST);
        let terse = fits(ROW, 0.0) < self.rows.min(MOST);
        let row = if terse { TERSE_ROW } else { ROW };
        let whole = fits(row, 0.0);
        let shown = if whole < self.rows { fits(row, MORE) } else { self.rows };
        Plan { wide: false, terse, shown }
    }

    /// The step that is under way: the first that is not done.
    fn first_open(&self) -> usize {
        (0..self.rows).find(|row| self.actual.column.get(*row).is_missing()).unwrap_or(self.rows)
    }

    fn promise(&self, row: usize) -> Value<'_> {
        self.promised.map_or(Value::Missing, |field| field.column.get(row))
    }

    /// Days with days, durations with durations of the same unit; anything else is not compared.
    fn state(&self, row: usize, first_open: usize) -> State {
        let (actual, promised) = (self.actual.column.get(row), self.promise(row));
        let day = |value| match value {
            Value::Day(day) => Some(day),
            Value::Time(seconds) => Some(format::day_of(seconds, self.on.utc_offset)),
            _ => None,
        };
        let judged = |over: bool| if over { State::Over } else { State::Within };
        let same_unit = self.promised.is_some_and(|field| field.unit == self.actual.unit);
        match (actual, promised) {
            (Value::Missing, promised) => match day(promised) {
                Some(day) if day < self.on.today => State::Over,
                _ if row > first_open => State::NotYet,
                _ => State::Running,
            },
            (Value::Number(actual), Value::Number(promised)) if same_unit => {
                judged(actual > promised)
            }
            (Value::Time(actual), Value::Time(promised)) => judged(actual > promised),
            (actual, promised) => match (day(actual), day(promised)) {
                (Some(actual), Some(promised)) => judged(actual > promised),
                _ => State::Done,
            },
        }
    }

    fn step(&self, row: usize, first_open: usize, plan: &Plan, keys: &mut piece::Keys) -> Element {
        let label = view::said(self.label.column.get(row), self.on.utc_offset, self.on.lang);
        let state = self.state(row, first_open);
        let (level, symbol, word) = self.words(state);
        let said = el("span")
            .class("state-word")
            .child(el("b").attr("aria-hidden", "true").text(symbol))
            .text(format!(" {word}"));
        let step = el("li").key(keys.of(&label)).attr("data-level", level);
        let is_done = !self.actual.column.get(row).is_missing();
        let step = step.flag("data-done", is_done);
        let number =
            el("span").class("dot").attr("aria-hidden", "true").text((row + 1).to_string());
        step.child(number)
            .child(piece::cut("span", "name", &label))
            .child(said)
            .maybe(self.times(row).filter(|_| !plan.terse))
    }

    fn words(&self, state: State) -> (&'static str, &'static str, &'static str) {
        let lang = self.on.lang;
        match state {
            State::Within => ("good", "✓", words::within(lang)),
            State::Over => ("failed", "⚑", words::over(lang)),
            State::Done => ("good", "✓", words::handled(lang)),
            State::Running => ("running", "▶", words::running(lang)),
            State::NotYet => ("other", "○", words::not_yet(lang)),
        }
    }

    /// 用时 2天 / 承诺 3天
    fn times(&self, row: usize) -> Option<Element> {
        let lang = self.on.lang;
        let actual = self.actual.column.get(row);
        let verb = match actual {
            Value::Number(_) => words::took(lang),
            _ => words::finished(lang),
        };
        let actual = self.time(self.actual, actual).map(|said| format!("{verb} {said}"));
        let promised = self.promised.and_then(|field| self.time(field, self.promise(row)));
        let promised = promised.map(|said| format!("{} {said}", words::promised(lang)));
        let said: Vec<String> = actual.into_iter().chain(promised).collect();
        (!said.is_empty()).then(|| piece::cut("span", "times", &said.join(" / ")))
    }

    fn time(&self, field: &Field, value: Value<'_>) -> Option<String> {
        let unit = field.unit.as_deref().or(self.on.unit);
        let said = match value {
            Value::Missing => return None,
            Value::Number(number) => {
                format::number(number, self.on.format, unit, self.on.lang).line()
            }
            other => view::said(other, self.on.utc_offset, self.on.lang),
        };
        Some(said)
    }
}
