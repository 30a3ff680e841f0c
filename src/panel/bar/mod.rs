//! `bar`: lengths side by side or stacked, from zero.
//!
//! Bars that find no room at a legible size are counted (另 N 项), never squeezed; values stand at the
//! bars' ends where there is room.

mod columns;
mod rows;
mod view;

use plotters::style::ShapeStyle;

use super::frame::{Area, Axis, small};
use super::options::{FieldName, choice, options};
use super::scene::{MOST_MARKS, Mark, Reach};
use super::value_axis::Steps;
use super::{Draw, Scene};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::plot;
use crate::look::scale::Scale;
use crate::look::{Color, Picture, Point};
pub(super) use columns::named;
use view::{Piece, View};

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
        /// Stacks that are all of one length: what each part is of the whole.
        pub share: bool,
        /// Stacks are always linear.
        pub scale: Steps,
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

/// The share of a slot that bars fill.
const FILLED: f64 = 0.7;

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    if let Some(view) = View::of(options, rows, on) {
        scene.notice = view.notice(on);
        match options.direction {
            Direction::Columns => columns::draw(&mut scene, &view, on),
            Direction::Rows => rows::draw(&mut scene, &view, on),
        }
    }
    scene
}

/// A mark for each slot: `place` says its box in the picture and where its tip points.
fn marks(
    view: &View<'_>,
    slots: usize,
    place: impl Fn(usize) -> (Area, Point),
    on: &Draw<'_>,
) -> Vec<Mark> {
    let mark = |slot: usize| {
        let told = view.told(slot, on);
        let (Area { left, top, right, bottom }, at) = place(slot);
        let reach = Reach::Box { left, top, right, bottom };
        (!told.is_empty()).then(|| Mark { reach, at, label: view.called(slot, on), told })
    };
    (0..slots.min(MOST_MARKS)).filter_map(mark).collect()
}

/// How many slots fit into `length` pixels when each needs `least`.
fn slots(view: &View<'_>, length: f64, least: f64) -> usize {
    ((length / least).floor().max(1.0) as usize).min(view.spread.labels.len())
}

/// What the head says of bars and series that are not shown.
fn missing(view: &View<'_>, slots: usize, on: &Draw<'_>) -> Option<String> {
    let count = (view.spread.labels.len() - slots).max(view.more_series);
    (count > 0).then(|| words::more_items(count, on.lang))
}

/// A bar's faces along the value axis: its body, and its end as a bright tip. Pieces of a stack
/// are all body.
fn faces(piece: &Piece, stacked: bool, tip: f64) -> [(f64, f64, ShapeStyle); 2] {
    let length = piece.to - piece.from;
    let tip = if stacked { 0.0 } else { tip.min(length.abs()).copysign(length) };
    let inner = piece.to - tip;
    // A colour that is used again is fainter.
    let body = if stacked { 0.85 } else { 0.55 } / (1.0 + piece.round as f64);
    let body = plot::face(piece.color.fade(body));
    [(piece.from, inner, body), (inner, piece.to, plot::face(piece.color))]
}

/// What words inside a stack's piece are written in.
fn on_face(piece: &Piece, on: &Draw<'_>) -> Color {
    if piece.round == 0 { on.theme.on_fill } else { on.theme.text }
}

/// How thick a bright tip is.
fn tip(on: &Draw<'_>) -> f64 {
    (on.em / 8.0).max(1.0)
}

/// A bar's place along the slots, in slots of `width` pixels; no bar is wider than three ems.
pub(super) fn along(slot: usize, (from, to): (f64, f64), width: f64, on: &Draw<'_>) -> (f64, f64) {
    let narrow = (on.em * 3.0 / (width * (to - from))).min(1.0);
    let place = |at: f64| slot as f64 + 0.5 + (at - 0.5) * narrow;
    (place(from), place(to))
}

/// Whether there is height for words above and below the bars.
pub(super) fn is_tall(on: &Draw<'_>) -> bool {
    on.height > small(on) * 4.5
}

/// An axis of `count` slots, the first at its beginning.
fn slot_axis(count: usize) -> Axis {
    let scale = Scale { lo: 0.0, hi: count as f64, ticks: Vec::new() };
    Axis { scale, labels: Vec::new(), lines: false }
}
