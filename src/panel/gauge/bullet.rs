//! Lying bars under each other: label, bar with its target's tick, figure, in shared columns; where
//! the picture is narrow, label and figure over the bar.

use super::dial::figure;
use super::grid::{MOST, span};
use super::{Dial, Point, SMALL_UNIT, Scene, Shape, mark, more};
use crate::look::{Anchor, plot};
use crate::panel::frame::small;
use crate::panel::{Draw, Reach};

/// The columns and rows, in CSS pixels.
struct Rows {
    shown: usize,
    row: f64,
    top: f64,
    /// Left and right ends of the bars.
    bar: (f64, f64),
    /// The room of labels.
    labels: f64,
    figure: f64,
    /// Label and figure stand over the bar.
    over: bool,
    /// There is a line for date and target.
    notes: bool,
    /// There is room for any words.
    worded: bool,
}

impl Rows {
    fn of(dials: &[Dial], on: &Draw<'_>) -> Rows {
        let size = small(on);
        let count = dials.len().min(MOST);
        let widest = |of: fn(&Dial) -> &str| {
            let widths = dials.iter().map(|dial| on.measure.width(of(dial), size, false));
            widths.fold(0.0, f64::max)
        };
        let over = on.width < size * 24.0;
        let least = if over { size * 2.6 } else { size * 1.5 };
        let fit = |height: f64| ((height / least).floor() as usize).clamp(1, count);
        let mut shown = fit(on.height);
        let foot = if shown < dials.len() && on.height > size * 6.0 { size * 1.6 } else { 0.0 };
        shown = fit(on.height - foot);
        let row = ((on.height - foot) / shown as f64).min(on.em * 4.6);
        let room = if over { 4.0 } else { 3.0 };
        let notes = row > size * room && dials.iter().any(|dial| !dial.note.is_empty());
        let worded = row >= least * 0.9;
        let top = (on.height - foot - row * shown as f64) / 2.0;
        let spans = dials
            .iter()
            .take(shown)
            .map(|dial| span(&dial.said, SMALL_UNIT, on))
            .fold(0.1, f64::max);
        let edge = size * 0.3;
        let room = on.width - edge * 2.0;
        let share = if over { 0.26 } else { 0.5 };
        let high = (row * share).clamp(size, on.em * 1.6);
        let figure = high.min(room * 0.36 / spans);
        let notes_room = if notes { widest(|dial| &dial.note) * NOTE } else { 0.0 };
        let labels = widest(|dial| &dial.label).max(notes_room);
        let figures = spans * figure;
        let (labels, bar) = if over {
            ((room - figures - size).max(0.0), (edge, on.width - edge))
        } else {
            let labels = labels.min(room * 0.36);
            (labels, (edge + labels + size, on.width - edge - figures - size))
        };
        Rows { shown, row, top, bar, labels, figure, over, notes, worded }
    }
}

/// Dates and targets in their share of the label's type.
const NOTE: f64 = 0.88;

pub(super) fn draw(scene: &mut Scene, dials: &[Dial], on: &Draw<'_>) {
    let rows = Rows::of(dials, on);
    for (at, dial) in dials.iter().take(rows.shown).enumerate() {
        let top = rows.top + at as f64 * rows.row;
        if rows.worded {
            words(scene, dial, &rows, top, on);
        }
        bar(scene, dial, &rows, top, on);
        let reach = Reach::Box { left: 0.0, top, right: on.width, bottom: top + rows.row };
        let at = Point::new(end(dial, &rows), top + rows.row / 2.0);
        scene.marks.push(mark(dial, reach, at, on));
    }
    more(scene, dials.len() - rows.shown, on.height > small(on) * 6.0, on);
}

/// Where the bar ends.
fn end(dial: &Dial, rows: &Rows) -> f64 {
    let (left, right) = rows.bar;
    left + (right - left).max(0.0) * dial.share.unwrap_or(0.0)
}

/// Where the parts of a row stand: the middles of label, note, figure and bar.
struct Middles {
    label: f64,
    note: f64,
    figure: f64,
    bar: f64,
}

impl Middles {
    fn of(rows: &Rows, noted: bool, top: f64, on: &Draw<'_>) -> Middles {
        let size = small(on);
        let middle = top + rows.row / 2.0;
        if !rows.over || !rows.worded {
            let lift = if noted { size * 0.66 } else { 0.0 };
            return Middles {
                label: middle - lift,
                note: middle + lift,
                figure: middle,
                bar: middle,
            };
        }
        let (words, thick) = (rows.figure.max(size) * 1.1, thick(rows, on));
        let used = words + size * 0.3 + thick + if rows.notes { size * 1.5 } else { 0.0 };
        let begin = top + (rows.row - used) / 2.0;
        let label = begin + words / 2.0;
        let bar = begin + words + size * 0.3 + thick / 2.0;
        Middles { label, note: bar + thick / 2.0 + size, figure: label, bar }
    }
}

fn thick(rows: &Rows, on: &Draw<'_>) -> f64 {
    let (share, least) = if rows.over { (0.12, small(on) * 0.5) } else { (0.28, 3.0) };
    (rows.row * share).clamp(least, small(on) * 0.95).min(rows.row * 0.9)
}

fn words(scene: &mut Scene, dial: &Dial, rows: &Rows, top: f64, on: &Draw<'_>) {
    let size = small(on);
    let left = size * 0.3;
    let noted = rows.notes && !dial.note.is_empty();
    let middles = Middles::of(rows, noted, top, on);
    let mut say = |words: &str, size: f64, room: f64, y: f64, color| {
        let words = plot::fit(words, size, room, on.measure);
        let at = Point::new(left, y);
        scene.picture.push(plot::text(words, at, size, Anchor::Start, color));
    };
    say(&dial.label, size, rows.labels, middles.label, on.theme.text);
    if noted {
        let room = if rows.over { on.width - left * 2.0 } else { rows.labels };
        say(&dial.note, size * NOTE, room, middles.note, on.theme.muted);
    }
    let width = span(&dial.said, SMALL_UNIT, on) * rows.figure;
    let at = Point::new(on.width - left - width, middles.figure);
    figure(&mut scene.picture, &dial.said, at, (rows.figure, SMALL_UNIT), on);
}

/// Track, value and the target's tick.
fn bar(scene: &mut Scene, dial: &Dial, rows: &Rows, top: f64, on: &Draw<'_>) {
    let (left, right) = rows.bar;
    let width = (right - left).max(0.0);
    let thick = thick(rows, on);
    let noted = rows.notes && !dial.note.is_empty();
    let middle = Middles::of(rows, noted, top, on).bar;
    let mut rect = |x: f64, width: f64, height: f64, fill| {
        let at = Point::new(x, middle - height / 2.0);
        scene.picture.push(Shape::Rect { at, width, height, fill });
    };
    rect(left, width, thick, on.theme.grid);
    if dial.share.is_some_and(|share| share > 0.0) {
        rect(left, end(dial, rows) - left, thick, on.theme.accent);
    }
    if let Some(target) = dial.target.filter(|_| width > 0.0) {
        let tick = (small(on) * 0.16).max(2.0);
        let x = (left + width * target - tick / 2.0).clamp(left, (right - tick).max(left));
        rect(x, tick, (thick * 1.8).min(rows.row * 0.9), on.theme.text);
    }
}
