//! Cells where the values of two fields meet.

use super::cells::{Cell, Cells};
use super::{Draw, Field, Options, Scene, Table, head, small, value_field, view};
use crate::data::table::Value;
use crate::look::{Anchor, Point, format, plot, scale};

/// A grid has at most so many columns and rows.
const MOST: usize = 400;

/// One axis: its labels in order, and where each row of the table stands on it.
struct Axis {
    labels: Vec<String>,
    /// What tips call them: days in full.
    whole: Vec<String>,
    places: Vec<usize>,
    /// Labels may be left out between their neighbours, but not cut.
    ordered: bool,
}

impl Axis {
    /// Words in the order in which they come, days, times and numbers from the least to the
    /// greatest. Places from 400 on are counted, not drawn.
    fn of(field: Option<&Field>, value: &Field, rows: usize, on: &Draw<'_>) -> Axis {
        let mut known = view::Places::default();
        let cell = |row| field.map_or(Value::Missing, |field| field.column.get(row));
        let came: Vec<usize> = (0..rows).map(|row| known.of(view::key(cell(row)), row)).collect();
        let keys: Vec<f64> = known.rows.iter().map(|row| ordinal(cell(*row))).collect();
        let ordered = keys.iter().any(|key| key.is_finite());
        let order: Vec<usize> =
            if ordered { view::ascending(&keys) } else { (0..keys.len()).collect() };
        let mut rank = vec![MOST; keys.len()];
        for (at, place) in order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(*place) {
                *rank = at;
            }
        }
        let first = |place: &usize| known.rows.get(*place).copied();
        let sorted: Vec<usize> = order.iter().take(MOST).filter_map(first).collect();
        let labels = view::called(field, value, &sorted, on);
        let whole = sorted.iter().zip(&labels).map(|(row, label)| match cell(*row) {
            Value::Day(day) => format::day(day, on.lang),
            Value::Time(at) => format::time(at, on.utc_offset, on.lang),
            _ => label.clone(),
        });
        let whole = whole.collect();
        let places = came.iter().map(|place| rank.get(*place).copied().unwrap_or(MOST)).collect();
        Axis { labels, whole, places, ordered }
    }

    fn len(&self) -> usize {
        self.labels.len()
    }

    fn widest(&self, on: &Draw<'_>) -> f64 {
        let widths = self.labels.iter().map(|label| on.measure.width(label, small(on), false));
        widths.fold(0.0, f64::max)
    }
}

/// Where words come after all that can be counted.
fn ordinal(cell: Value<'_>) -> f64 {
    match cell {
        Value::Number(number) => number,
        Value::Day(day) => day.into(),
        Value::Time(at) => at as f64,
        _ => f64::NAN,
    }
}

/// Draws the grid; how many rows have no cell in it.
pub(super) fn draw(scene: &mut Scene, options: &Options, rows: &Table, on: &Draw<'_>) -> usize {
    let x = view::label_field(rows, options.x.as_deref(), "x");
    let y = y_field(options, rows, x);
    let Some(value) = value_field(options, rows, [x, y]) else { return 0 };
    let known = |row: &usize| view::amount(value.column.get(*row)).is_some();
    if !(0..rows.rows()).any(|row| known(&row)) {
        return 0;
    }
    let across = Axis::of(x, value, rows.rows(), on);
    let down = Axis::of(y, value, rows.rows(), on);
    let (found, lost) = met(&across, &down);
    let place = Place::of(&across, &down, on);
    let cell = |(at, row): (usize, &Option<usize>)| Cell {
        at: Point::new(
            place.left + (at % across.len()) as f64 * place.wide,
            place.top + (at / across.len()) as f64 * place.high,
        ),
        row: *row,
    };
    let all = found.iter().enumerate().map(cell).collect();
    let cells = Cells { all, wide: place.wide, high: place.high, value };
    let name = |axis: &Axis, at: usize| axis.whole.get(at).cloned().unwrap_or_default();
    let label = |at: usize| {
        let column = name(&across, at % across.len());
        match y {
            Some(_) => format!("{} · {column}", name(&down, at / across.len())),
            None => column,
        }
    };
    cells.draw(scene, &label, on);
    beside(scene, &down, &place, on);
    beneath(scene, &across, &place, on);
    lost
}

/// The field `y`, else the next that is no number.
fn y_field<'a>(options: &Options, rows: &'a Table, x: Option<&Field>) -> Option<&'a Field> {
    let other = |field: &&Field| {
        !view::is_number(field) && x.is_none_or(|x| x.name != field.name) && field.name != "value"
    };
    let named = view::extra_field(rows, options.y.as_deref(), "y");
    named.or_else(|| rows.fields().iter().find(other).filter(|_| options.y.is_none()))
}

/// The row of each cell, line by line; of two rows for one cell the later counts. Then how many rows
/// stand beyond the grid.
fn met(across: &Axis, down: &Axis) -> (Vec<Option<usize>>, usize) {
    let mut found = vec![None; across.len() * down.len()];
    let mut lost = 0;
    for (row, (x, y)) in across.places.iter().zip(&down.places).enumerate() {
        let cell = found.get_mut(y * across.len() + x).filter(|_| *x < across.len());
        match cell {
            Some(cell) => *cell = Some(row),
            None => lost += 1,
        }
    }
    (found, lost)
}

/// Where the cells stand, in CSS pixels; no room is no words.
struct Place {
    left: f64,
    top: f64,
    wide: f64,
    high: f64,
    bottom: f64,
    names: f64,
    foot: f64,
}

impl Place {
    /// Few cells do not grow beyond what a value needs, and stand in the middle.
    fn of(across: &Axis, down: &Axis, on: &Draw<'_>) -> Place {
        let size = small(on);
        let names = match on.width > size * 9.0 {
            true => down.widest(on).min(on.width * 0.3),
            false => 0.0,
        };
        let foot = if on.height > size * 6.0 { size * 1.7 } else { 0.0 };
        let left = if names > 0.0 { names + size * 0.8 } else { size * 0.2 };
        let top = head(on);
        let (room, tall) = (on.width - left - size * 0.2, on.height - top - foot);
        let wide = (room / across.len().max(1) as f64).min(on.em * 8.0).max(0.1);
        let high = (tall / down.len().max(1) as f64).min(on.em * 4.0).max(0.1);
        let left = left + (room - wide * across.len() as f64).max(0.0) / 2.0;
        let top = top + (tall - high * down.len() as f64).max(0.0) / 2.0;
        let bottom = top + high * down.len() as f64;
        Place { left, top, wide, high, bottom, names, foot }
    }
}

/// The rows' names at the left, thinned out where they are close.
fn beside(scene: &mut Scene, down: &Axis, place: &Place, on: &Draw<'_>) {
    let size = small(on);
    if place.names <= 0.0 {
        return;
    }
    // The outermost names stay inside, also where their rows are thin.
    let bottom = (on.height - size * 0.5).max(size * 0.5);
    let middle = |at: usize| (place.top + (at as f64 + 0.5) * place.high).clamp(size * 0.5, bottom);
    let heights: Vec<(f64, f64)> = (0..down.len()).map(|at| (middle(at), size)).collect();
    let stride = scale::stride(&heights, size * 0.1);
    for (at, label) in down.labels.iter().enumerate().step_by(stride) {
        let label = plot::fit(label, size, place.names + 0.01, on.measure);
        let at = Point::new(place.left - size * 0.5, middle(at));
        scene.picture.push(plot::text(label, at, size, Anchor::End, on.theme.muted));
    }
}

/// The columns' names beneath, thinned out; words are cut, days are not.
fn beneath(scene: &mut Scene, across: &Axis, place: &Place, on: &Draw<'_>) {
    let size = small(on);
    if place.foot <= 0.0 {
        return;
    }
    let room =
        if across.ordered { f64::INFINITY } else { (place.wide - size * 0.4).max(size * 5.0) };
    let fit = |label: &String| plot::fit(label, size, room, on.measure);
    let labels: Vec<String> = across.labels.iter().map(fit).collect();
    let middle = |at: usize| place.left + (at as f64 + 0.5) * place.wide;
    let wide = |label: &String| on.measure.width(label, size, false);
    let places: Vec<(f64, f64)> =
        labels.iter().enumerate().map(|(at, label)| (middle(at), wide(label))).collect();
    let stride = scale::stride(&places, size * 0.5);
    let y = place.bottom + size * 0.95;
    for (label, (x, wide)) in labels.into_iter().zip(places).step_by(stride) {
        if x - wide / 2.0 >= 0.0 && x + wide / 2.0 <= on.width {
            let at = Point::new(x, y);
            scene.picture.push(plot::text(label, at, size, Anchor::Middle, on.theme.muted));
        }
    }
}
