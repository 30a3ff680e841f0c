//! `waterfall`: what a total is made of, step by step: rises and falls, each from where the one
//! before ended.
//!
//! Colours and the signs ▲ and ▼ say the direction, never colour alone. Steps without room at a
//! legible size are one, called 其他, so that the total stays true.

use super::bar::{along, is_tall, named};
use super::frame::{self, Area, Axis, Plane, small};
use super::head::Head;
use super::options::{FieldName, options};
use super::scene::{Mark, Reach, Told};
use super::value_axis::Steps;
use super::view::{self, Spread};
use super::{Draw, Scene, tips};
use crate::data::table::{Field, Table, Value};
use crate::issue::words;
use crate::look::format;
use crate::look::{Anchor, Color, Picture, Point, Shape, Text};

options! {
    /// Which fields hold what: the first field that is no number and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
        /// Flags of rows that are no step, but how much it is by then.
        pub subtotal: Option<FieldName>,
        /// What a last bar with the total is called; none without it.
        pub total: Option<String>,
    }
}

/// A bar between two amounts.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    label: String,
    /// The label in full, for a tip.
    called: String,
    from: f64,
    to: f64,
    /// It stands on zero.
    whole: bool,
}

impl Step {
    fn by(&self) -> f64 {
        self.to - self.from
    }

    /// The change with its sign, or how much the whole is.
    fn says(&self, on: &Draw<'_>) -> String {
        let said = |value: f64| format::number(value, on.format, None, on.lang).line();
        match (self.whole, self.by() < 0.0) {
            (true, _) => said(self.to),
            (false, true) => format!("▼{}", said(-self.by())),
            (false, false) => format!("▲{}", said(self.by())),
        }
    }

    fn color(&self, on: &Draw<'_>) -> Color {
        // The last of the series is vermilion in every theme that has it: far from the accent for
        // every eye.
        let fall = on.theme.series.last().copied().unwrap_or(on.theme.late);
        match (self.whole, self.by() < 0.0) {
            (true, _) => on.theme.muted,
            (false, true) => fall,
            (false, false) => on.theme.accent,
        }
    }

    fn top(&self) -> f64 {
        self.from.max(self.to)
    }
}

/// The steps of the rows, and how many rows have no value.
fn steps(options: &Options, rows: &Table, on: &Draw<'_>) -> (Vec<Step>, usize, Option<String>) {
    let label = view::label_field(rows, options.label.as_deref(), "label");
    let Some(value) = view::value_field(rows, options.value.as_deref(), "value", label) else {
        return (Vec::new(), 0, None);
    };
    let subtotal = view::extra_field(rows, options.subtotal.as_deref(), "subtotal");
    let is_whole =
        |row: usize| subtotal.is_some_and(|field| field.column.get(row) == Value::Flag(true));
    let (mut steps, mut missing, mut sum) = (Vec::new(), 0, 0.0);
    for row in 0..rows.rows() {
        let amount = view::amount(value.column.get(row));
        let (from, to) = match (is_whole(row), amount) {
            // What is published stands; where nothing is, the sum.
            (true, own) => (0.0, own.unwrap_or(sum)),
            (false, Some(by)) => (sum, sum + by),
            (false, None) => {
                missing += 1;
                continue;
            }
        };
        sum = to;
        let (short, called) = labels(label, row, on);
        steps.push(Step { label: short, called, from, to, whole: is_whole(row) });
    }
    if let (Some(total), false) = (&options.total, steps.is_empty()) {
        let (label, called) = (total.clone(), total.clone());
        steps.push(Step { label, called, from: 0.0, to: sum, whole: true });
    }
    (steps, missing, value.unit.clone())
}

fn labels(label: Option<&Field>, row: usize, on: &Draw<'_>) -> (String, String) {
    let cell = label.map_or(Value::Missing, |field| field.column.get(row));
    (view::said(cell, on.utc_offset, on.lang), view::whole(cell, on.utc_offset, on.lang))
}

/// At most `room` steps: those in the middle that find none are one, before the last whole.
fn merged(mut steps: Vec<Step>, room: usize, other: &str) -> (Vec<Step>, usize) {
    let last = steps.last().filter(|step| step.whole).cloned();
    let room = room.max(if last.is_some() { 3 } else { 2 });
    if steps.len() <= room {
        return (steps, 0);
    }
    let kept = room - 1 - usize::from(last.is_some());
    let end = steps.len() - usize::from(last.is_some());
    let from = kept.checked_sub(1).and_then(|at| steps.get(at)).map_or(0.0, |step| step.to);
    let to = steps.get(end - 1).map_or(from, |step| step.to);
    steps.truncate(kept);
    let name = format!("{other} {}", end - kept);
    steps.push(Step { label: other.into(), called: name, from, to, whole: false });
    steps.extend(last);
    (steps, end - kept)
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let (steps, missing, unit) = steps(options, rows, on);
    let notice = (missing > 0).then(|| words::no_value(missing, on.lang));
    scene.notice = tips::notice(&[notice]);
    let room = ((on.width - small(on) * 4.0) / (on.em * 1.1)).floor().max(1.0) as usize;
    let (steps, rest) = merged(steps, room, words::other(on.lang));
    let reach: Vec<f64> = steps.iter().flat_map(|step| [step.from, step.to]).collect();
    let Some((mut y, title)) = Steps::Linear.axis(&reach, true, unit.as_deref(), on) else {
        return scene;
    };
    let tall = is_tall(on);
    let missing = (rest > 0 && tall).then(|| words::merged(rest, on.lang));
    let head = Head { title: title.filter(|_| tall), missing, ..Head::default() };
    let area = area(&mut y, &steps, head.height(on), on);
    scene.legend = head.write(&mut scene.picture, on);
    let x = x_axis(&steps, &area, on);
    let plane = Plane { area, x: &x.scale, y: &y.scale };
    if !plane.is_seen() {
        return scene;
    }
    frame::grid(&mut scene.picture, on, &area, (&x, &y));
    plane.baseline(&mut scene.picture, on);
    bars(&mut scene.picture, &steps, &plane, on);
    says(&mut scene.picture, &steps, &plane, on);
    scene.marks = marks(&steps, unit.as_deref(), &plane, on);
    scene
}

/// The plot, with a line above the bars for what they say.
fn area(y: &mut Axis, steps: &[Step], top: f64, on: &Draw<'_>) -> Area {
    let size = small(on);
    if on.width < size * 9.0 || on.height < size * 3.0 {
        y.labels.clear();
    }
    let left = if y.labels.is_empty() { size * 0.3 } else { y.widest(on) + size * 0.7 };
    let below = if is_tall(on) { size * 1.8 } else { size * 0.5 };
    let above = if is_tall(on) { size * 0.8 } else { 0.0 };
    let area =
        Area { left, top: top + above, right: on.width - size * 0.3, bottom: on.height - below };
    if steps.iter().any(|step| step.top() <= 0.0) {
        // What falls below zero says so beneath.
        let line = size * 1.4;
        y.scale.lo -= (y.scale.hi - y.scale.lo) * line / (area.height() - line).max(line);
    }
    area
}

fn x_axis(steps: &[Step], area: &Area, on: &Draw<'_>) -> Axis {
    let labels: Vec<String> = match is_tall(on) {
        true => steps.iter().map(|step| step.label.clone()).collect(),
        false => Vec::new(),
    };
    named(&Spread { labels, ..Spread::default() }, steps.len(), area, on)
}

/// The pixels from a step's left to its right side.
fn sides(at: usize, plane: &Plane<'_>, on: &Draw<'_>) -> (f64, f64) {
    let wide = plane.area.width() / plane.x.hi;
    let (from, to) = along(at, (0.15, 0.85), wide, on);
    (plane.area.left + from * wide, plane.area.left + to * wide)
}

/// The bars, and hairlines from where one ends to where the next begins.
fn bars(picture: &mut Picture, steps: &[Step], plane: &Plane<'_>, on: &Draw<'_>) {
    let tip = (on.em / 8.0).max(1.0);
    for (at, step) in steps.iter().enumerate() {
        let (left, right) = sides(at, plane, on);
        let (from, to) = (plane.height_of(step.from), plane.height_of(step.to));
        let (top, height) = (from.min(to), (from - to).abs());
        let mut rect = |top: f64, height: f64, fill: Color| {
            let at = Point::new(left, top);
            picture.push(Shape::Rect { at, width: right - left, height, fill });
        };
        let tip = tip.min(height.max(1.0));
        rect(top, height, step.color(on).fade(0.55));
        // The end is bright: a fall's is below.
        rect(if to > from { to - tip } else { to }, tip, step.color(on));
        if at + 1 < steps.len() {
            let (next, _) = sides(at + 1, plane, on);
            let at = Point::new(right, to.round() - 0.5);
            let fill = on.theme.muted.fade(0.55);
            picture.push(Shape::Rect { at, width: (next - right).max(0.0), height: 1.0, fill });
        }
    }
}

/// What each bar says above its top, or beneath where it lies below zero; each where it fits.
fn says(picture: &mut Picture, steps: &[Step], plane: &Plane<'_>, on: &Draw<'_>) {
    let size = small(on);
    let slot = plane.area.width() / plane.x.hi;
    if on.height <= size * 8.0 {
        return;
    }
    for (at, step) in steps.iter().enumerate() {
        let text = step.says(on);
        if on.measure.width(&text, size, step.whole) > slot * 0.97 {
            continue;
        }
        let (left, right) = sides(at, plane, on);
        let below = step.top() <= 0.0 && step.from.min(step.to) < 0.0;
        let y = match below {
            true => plane.height_of(step.from.min(step.to)) + size * 0.75,
            false => plane.height_of(step.top()) - size * 0.75,
        };
        let at = Point::new((left + right) / 2.0, y);
        let color = if step.whole { on.theme.text } else { step.color(on) };
        let (bold, anchor) = (step.whole, Anchor::Middle);
        picture.push(Shape::Text(Text { text, at, size, bold, anchor, color }));
    }
}

fn marks(steps: &[Step], unit: Option<&str>, plane: &Plane<'_>, on: &Draw<'_>) -> Vec<Mark> {
    let slot = plane.area.width() / plane.x.hi;
    let mark = |(at, step): (usize, &Step)| {
        let left = plane.area.left + at as f64 * slot;
        let Area { top, bottom, .. } = plane.area;
        let value = |name: &str, value: f64, color| Told {
            name: name.into(),
            value: on.told(value, unit),
            color,
        };
        let mut told = Vec::new();
        if !step.whole {
            let sign = if step.by() < 0.0 { "▼" } else { "▲" };
            told.push(value(sign, step.by().abs(), Some(step.color(on))));
        }
        told.push(value(words::by_then(on.lang), step.to, None));
        Mark {
            reach: Reach::Box { left, top, right: left + slot, bottom },
            at: Point::new(left + slot / 2.0, plane.height_of(step.top())),
            label: step.called.clone(),
            told,
        }
    };
    steps.iter().enumerate().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: f64, to: f64, whole: bool) -> Step {
        Step { label: String::new(), called: String::new(), from, to, whole }
    }

    #[test]
    fn steps_without_room_are_one_and_the_total_stays() {
        let mut all: Vec<Step> =
            (0..6).map(|at| step(f64::from(at), f64::from(at) + 1.0, false)).collect();
        all.push(step(0.0, 6.0, true));
        let (few, rest) = merged(all.clone(), 4, "其他");
        let spans: Vec<(f64, f64)> = few.iter().map(|step| (step.from, step.to)).collect();
        assert_eq!(spans, [(0.0, 1.0), (1.0, 2.0), (2.0, 6.0), (0.0, 6.0)]);
        assert_eq!((few[2].called.as_str(), rest), ("其他 4", 4));
        assert_eq!(merged(all.clone(), 7, "其他"), (all, 0));
    }
}
