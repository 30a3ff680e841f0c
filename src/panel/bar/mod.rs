//! `bar`: lengths side by side or stacked, from zero.
//!
//! Bars that find no room at a legible size are counted (另 N 项), never squeezed; values stand at the
//! bars' ends where there is room.

mod columns;
mod rows;

use super::options::{FieldName, choice, options};
use plotters::style::ShapeStyle;

use super::frame::{Axis, small};
use super::view::{self, Spread};
use super::{Draw, Scene};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::format::{self, Format};
use crate::look::plot;
use crate::look::scale::Scale;
use crate::look::{Color, Picture};

options! {
    /// Which fields hold what: the first field that is no number and the first number where not named;
    /// without `value` and `series`, every number of the first one's unit is a bar of the group.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
        /// One bar of a group for each value of this field.
        pub series: Option<FieldName>,
        pub direction: Direction,
        /// On top of each other instead of side by side.
        pub stacked: bool,
    }
}

choice! {
    /// Which way bars stand.
    pub enum Direction {
        #[default]
        Columns = "columns",
        Rows = "rows",
    }
}

/// A bar's piece: places of its slot (0 to 1), from and to on the value axis.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    slot: usize,
    across: (f64, f64),
    from: f64,
    to: f64,
    color: Color,
}

/// A value beside a bar's end.
#[derive(Clone, Debug, PartialEq)]
struct End {
    slot: usize,
    /// Its bar's place in the slot, 0 to 1.
    across: (f64, f64),
    at: f64,
    words: String,
}

/// The share of a slot that bars fill.
const FILLED: f64 = 0.7;

/// Everything that a drawing of bars is made of.
struct View {
    spread: Spread,
    more_series: usize,
    direction: Direction,
    stacked: bool,
}

impl View {
    fn of(options: &Options, rows: &Table, on: &Draw<'_>) -> Option<View> {
        let label = view::label_field(rows, options.label.as_deref(), "label");
        let series = view::extra_field(rows, options.series.as_deref(), "series");
        let mut spread = view::spread(rows, label, options.value.as_deref(), "value", series, on);
        let more_series = spread.series.len().saturating_sub(on.theme.series.len());
        spread.series.truncate(on.theme.series.len());
        let any = spread.series.iter().flat_map(|s| &s.values).any(Option::is_some);
        let (direction, stacked) = (options.direction, options.stacked);
        any.then_some(View { spread, more_series, direction, stacked })
    }

    /// Bars side by side in one slot.
    fn abreast(&self) -> usize {
        if self.stacked { 1 } else { self.spread.series.len().max(1) }
    }

    fn value(&self, series: usize, slot: usize) -> Option<f64> {
        self.spread.series.get(series)?.values.get(slot).copied().flatten()
    }

    fn colors(&self, on: &Draw<'_>) -> Vec<Color> {
        match self.spread.series.len() {
            1 => vec![on.theme.accent],
            _ => on.theme.series.to_vec(),
        }
    }

    /// Where each piece of the first `slots` slots lies.
    fn pieces(&self, slots: usize, on: &Draw<'_>) -> Vec<Piece> {
        let colors = self.colors(on);
        (0..slots).flat_map(|slot| self.slot_pieces(slot, &colors)).collect()
    }

    fn slot_pieces(&self, slot: usize, colors: &[Color]) -> Vec<Piece> {
        let width = FILLED / self.abreast() as f64;
        let (mut above, mut below) = (0.0, 0.0);
        let mut pieces = Vec::new();
        for (at, color) in (0..self.spread.series.len()).zip(colors) {
            let Some(value) = self.value(at, slot) else { continue };
            let first = (1.0 - FILLED) / 2.0 + if self.stacked { 0.0 } else { at as f64 * width };
            let start = match (self.stacked, value >= 0.0) {
                (false, _) => 0.0,
                (true, true) => above,
                (true, false) => below,
            };
            let to = start + value;
            if value >= 0.0 {
                above = to
            } else {
                below = to
            }
            let across = (first, first + width * if self.abreast() > 1 { 0.92 } else { 1.0 });
            pieces.push(Piece { slot, across, from: start, to, color: *color });
        }
        pieces
    }

    /// The words at the ends: of each bar, or of each whole stack.
    fn ends(&self, pieces: &[Piece], format: Format, on: &Draw<'_>) -> Vec<End> {
        let say = |value: f64| format::number(value, format, None, on.lang).line();
        let end = |piece: &Piece, words| End {
            slot: piece.slot,
            across: piece.across,
            at: piece.to,
            words,
        };
        if !self.stacked {
            return pieces.iter().map(|p| end(p, say(p.to - p.from))).collect();
        }
        let stacks = pieces.chunk_by(|a, b| a.slot == b.slot);
        stacks
            .filter_map(|stack| {
                let sum: f64 = stack.iter().map(|p| p.to - p.from).sum();
                // The sum stands at the far end of the side that weighs more.
                let outer = stack
                    .iter()
                    .max_by(|a, b| (a.to * sum.signum()).total_cmp(&(b.to * sum.signum())))?;
                Some(end(outer, say(sum)))
            })
            .collect()
    }
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    Scene::plain(drawn(options, rows, on.format, on))
}

fn drawn(options: &Options, rows: &Table, format: Format, on: &Draw<'_>) -> Picture {
    let mut picture = Picture::new(on.width, on.height);
    if let Some(view) = View::of(options, rows, on) {
        match view.direction {
            Direction::Columns => columns::draw(&mut picture, &view, format, on),
            Direction::Rows => rows::draw(&mut picture, &view, format, on),
        }
    }
    picture
}

fn legend(view: &View, on: &Draw<'_>) -> Vec<(String, Color)> {
    let series = &view.spread.series;
    match series.len() {
        1 => Vec::new(),
        _ => series.iter().map(|s| s.name.clone()).zip(view.colors(on)).collect(),
    }
}

/// How many slots fit into `length` pixels when each needs `least`.
fn slots(view: &View, length: f64, least: f64) -> usize {
    ((length / least).floor().max(1.0) as usize).min(view.spread.labels.len())
}

/// What the head says of bars and series that are not shown.
fn missing(view: &View, slots: usize, on: &Draw<'_>) -> Option<String> {
    let count = (view.spread.labels.len() - slots).max(view.more_series);
    (count > 0).then(|| words::more_items(count, on.lang))
}

/// A bar's faces along the value axis: its body, and its end as a bright tip. Pieces of a stack
/// are all body.
fn faces(piece: &Piece, stacked: bool, tip: f64) -> [(f64, f64, ShapeStyle); 2] {
    let length = piece.to - piece.from;
    let tip = if stacked { 0.0 } else { tip.min(length.abs()).copysign(length) };
    let inner = piece.to - tip;
    let body = plot::face(piece.color.fade(if stacked { 0.85 } else { 0.55 }));
    [(piece.from, inner, body), (inner, piece.to, plot::face(piece.color))]
}

/// How thick a bright tip is.
fn tip(on: &Draw<'_>) -> f64 {
    (on.em / 8.0).max(1.0)
}

/// A bar's place along the slots, in slots of `width` pixels; no bar is wider than three ems.
fn along(slot: usize, (from, to): (f64, f64), width: f64, on: &Draw<'_>) -> (f64, f64) {
    let narrow = (on.em * 3.0 / (width * (to - from))).min(1.0);
    let place = |at: f64| slot as f64 + 0.5 + (at - 0.5) * narrow;
    (place(from), place(to))
}

/// Whether there is height for words above and below the bars.
fn is_tall(on: &Draw<'_>) -> bool {
    on.height > small(on) * 4.5
}

/// An axis of `count` slots, the first at its beginning.
fn slot_axis(count: usize) -> Axis {
    let scale = Scale { lo: 0.0, hi: count as f64, ticks: Vec::new() };
    Axis { scale, labels: Vec::new(), lines: false }
}
