//! `bar`: lengths side by side or stacked, from zero.
//!
//! Bars that find no room at a legible size are counted (另 N 项), never squeezed; values stand at the
//! bars' ends where there is room.

use plotters::element::Rectangle;
use plotters::style::ShapeStyle;

use super::Draw;
use super::frame::{self, Area, Axis, small};
use super::view::{self, Spread};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::format::{self, Format};
use crate::look::plot;
use crate::look::scale::{Scale, Tick};
use crate::look::{Anchor, Color, Picture, Point};

/// Which fields hold what: the first field that is no number and the first number where not named;
/// without `value` and `series`, every number of the first one's unit is a bar of the group.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    pub label: Option<String>,
    pub value: Option<String>,
    /// One bar of a group for each value of this field.
    pub series: Option<String>,
    pub direction: Direction,
    /// On top of each other instead of side by side.
    pub stacked: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Columns,
    Rows,
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.label, &self.value, &self.series].into_iter().flatten().map(String::as_str).collect()
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
    /// The middle of its bar in the slot, 0 to 1.
    across: f64,
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
        let end = |piece: &Piece, words| {
            let across = (piece.across.0 + piece.across.1) / 2.0;
            End { slot: piece.slot, across, at: piece.to, words }
        };
        if !self.stacked {
            return pieces.iter().map(|p| end(p, say(p.to - p.from))).collect();
        }
        let stacks = pieces.chunk_by(|a, b| a.slot == b.slot);
        stacks
            .filter_map(|stack| {
                let sum = stack.iter().map(|p| p.to - p.from).sum();
                let outer = stack.iter().max_by(|a, b| a.to.total_cmp(&b.to))?;
                Some(end(outer, say(sum)))
            })
            .collect()
    }
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, format: Format, on: &Draw<'_>) -> Picture {
    let mut picture = Picture::new(on.width, on.height);
    if let Some(view) = View::of(options, rows, on) {
        match view.direction {
            Direction::Columns => columns(&mut picture, &view, format, on),
            Direction::Rows => lying(&mut picture, &view, format, on),
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

/// Standing bars.
fn columns(picture: &mut Picture, view: &View, format: Format, on: &Draw<'_>) {
    let size = small(on);
    let legend = legend(view, on);
    let guess = on.width - size * 4.0;
    let count = slots(view, guess, on.em * (0.25 + 0.35 * view.abreast() as f64));
    let pieces = view.pieces(count, on);
    let ends = view.ends(&pieces, format, on);
    let most = (on.height / (size * 2.4)).clamp(2.0, 4.0) as usize;
    let reach = pieces.iter().flat_map(|p| [p.from, p.to]);
    let Some(scale) = Scale::nice(reach, true, most) else { return };
    let (mut y, title) = Axis::of_values(scale, format, view.spread.unit.as_deref(), on);
    let tall = on.height > size * 4.5;
    if on.width < size * 9.0 || on.height < size * 3.0 {
        y.labels.clear();
    }
    let title = title.filter(|_| tall);
    let legend = if tall { legend } else { Vec::new() };
    let missing = missing(view, count, on).filter(|_| tall);
    let head = match (&missing, &title) {
        (Some(_), None) => size * 2.2,
        _ => frame::head_height(on, title.as_deref(), &legend),
    };
    let left = if y.labels.is_empty() { size * 0.3 } else { y.widest(on) + size * 0.7 };
    let slot = (on.width - left - size * 0.3) / count as f64;
    // Bars of a group stand close; a lone bar's words may reach over its gap.
    let room = if view.abreast() > 1 { FILLED / view.abreast() as f64 } else { 0.96 };
    let ends = fitting(ends, slot * room, tall, on);
    let over = if ends.is_empty() { 0.0 } else { size * 0.8 };
    let bottom = on.height - if tall { size * 1.8 } else { size * 0.5 };
    let area = Area { left, top: head + over, right: on.width - size * 0.3, bottom };
    let x = if tall { named(view, count, &area, on) } else { unnamed(count) };
    frame::head(picture, on, title.as_deref(), &legend, missing);
    frame::plot(picture, on, &area, (&x, &y), |chart| {
        let unit = (y.scale.hi - y.scale.lo) / area.height();
        let bars = pieces.iter().flat_map(|piece| {
            let (from, to) = across(piece, area.width() / count as f64, on);
            let bar = move |(low, high, face)| Rectangle::new([(from, low), (to, high)], face);
            faces(piece, view.stacked, unit * tip(on)).map(bar)
        });
        chart.draw_series(bars)?;
        Ok(())
    });
    for end in ends {
        let x = area.left + (end.slot as f64 + end.across) / count as f64 * area.width();
        let tip = area.bottom - y.scale.share(end.at) * area.height();
        let y = if end.at < 0.0 { tip + size * 0.7 } else { tip - size * 0.7 };
        let y = y.clamp(size / 2.0, (on.height - size / 2.0).max(size / 2.0));
        picture.push(plot::text(end.words, Point::new(x, y), size, Anchor::Middle, on.theme.text));
    }
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

/// A piece's place along the slots; a bar is never wider than three ems.
fn across(piece: &Piece, slot: f64, on: &Draw<'_>) -> (f64, f64) {
    let narrow = (on.em * 3.0 / (slot * FILLED)).min(1.0);
    let place = |at: f64| piece.slot as f64 + 0.5 + (at - 0.5) * narrow;
    (place(piece.across.0), place(piece.across.1))
}

/// The ends where every one of them fits into `room`, else none.
fn fitting(ends: Vec<End>, room: f64, tall: bool, on: &Draw<'_>) -> Vec<End> {
    let fits = |end: &End| on.measure.width(&end.words, small(on), false) <= room;
    if tall && ends.iter().all(fits) { ends } else { Vec::new() }
}

/// The axis of names under standing bars: cut to their slots where three characters stay, else
/// thinned out.
fn named(view: &View, count: usize, area: &Area, on: &Draw<'_>) -> Axis {
    let slot = area.width() / count.max(1) as f64;
    let room = (slot - small(on) * 0.8).max(small(on) * 3.0);
    let fit = |words: &String| plot::fit(words, small(on), room.min(area.width()), on.measure);
    let tick = |(at, words)| Tick { at: at as f64 + 0.5, label: fit(words) };
    let ticks = view.spread.labels.iter().take(count).enumerate().map(tick).collect();
    Axis::of_ticks(0.0, count as f64, ticks, area.width(), on)
}

fn unnamed(count: usize) -> Axis {
    let scale = Scale { lo: 0.0, hi: count as f64, ticks: Vec::new() };
    Axis { scale, labels: Vec::new(), lines: false }
}

/// Lying bars.
fn lying(picture: &mut Picture, view: &View, format: Format, on: &Draw<'_>) {
    let size = small(on);
    let legend = legend(view, on);
    let unit = view.spread.unit.as_deref();
    let tall = on.height > size * 4.5;
    let legend = if tall { legend } else { Vec::new() };
    let title = unit.map(str::to_string).filter(|_| tall && !legend.is_empty());
    let mut head = if legend.is_empty() { 0.0 } else { size * 2.2 };
    let least = size * (1.5_f64).max(0.5 + 0.6 * view.abreast() as f64);
    let mut count = slots(view, on.height - head, least);
    if tall && (count < view.spread.labels.len() || view.more_series > 0) {
        head = size * 2.2;
        count = slots(view, on.height - head, least);
    }
    let missing = missing(view, count, on).filter(|_| head > 0.0);
    let pieces = view.pieces(count, on);
    let ends = view.ends(&pieces, format, on);
    let Some(scale) = reach(&pieces) else { return };
    let wide = on.width > size * 10.0;
    let names = if wide { on.width * 0.3 } else { 0.0 };
    let labels: Vec<String> = view
        .spread
        .labels
        .iter()
        .take(count)
        .map(|words| plot::fit(words, size, names, on.measure))
        .collect();
    let widest = |words: &mut dyn Iterator<Item = &String>| {
        words.map(|word| on.measure.width(word, size, false)).fold(0.0, f64::max)
    };
    let left = match wide {
        true => widest(&mut labels.iter()) + size * 0.8,
        false => size * 0.3,
    };
    let values = widest(&mut ends.iter().map(|end| &end.words));
    let room = values + size * 0.6;
    let thick = (on.height - head) / count as f64 * FILLED / view.abreast() as f64;
    let said = room < (on.width - left) * 0.45 && thick >= size * 0.9;
    let ends = if said { ends } else { Vec::new() };
    let beside = if ends.is_empty() { size * 0.3 } else { room };
    let before = if scale.lo < 0.0 && !ends.is_empty() { beside } else { 0.0 };
    let area =
        Area { left: left + before, top: head, right: on.width - beside, bottom: on.height - 1.0 };
    let y = Axis {
        scale: Scale {
            lo: count as f64,
            hi: 0.0,
            ticks: (0..count).map(|at| at as f64 + 0.5).collect(),
        },
        labels: Vec::new(),
        lines: false,
    };
    let x = Axis { scale, labels: Vec::new(), lines: false };
    frame::head(picture, on, title.as_deref(), &legend, missing);
    let slot = area.height() / count as f64;
    let track = |piece: &Piece| {
        let (from, to) = across(piece, slot, on);
        Rectangle::new([(x.scale.lo, from), (x.scale.hi, to)], plot::face(on.theme.grid))
    };
    let unit = (x.scale.hi - x.scale.lo) / area.width();
    let bar = |piece: &Piece| {
        let (from, to) = across(piece, slot, on);
        let bar = move |(low, high, face)| Rectangle::new([(low, from), (high, to)], face);
        faces(piece, view.stacked, unit * tip(on)).map(bar)
    };
    frame::plot(picture, on, &area, (&x, &y), |chart| {
        if view.abreast() == 1 {
            let firsts = pieces.chunk_by(|a, b| a.slot == b.slot).filter_map(|all| all.first());
            chart.draw_series(firsts.map(track))?;
        }
        chart.draw_series(pieces.iter().flat_map(bar))?;
        Ok(())
    });
    for (at, words) in labels.into_iter().enumerate().filter(|_| wide) {
        let place = Point::new(left - size * 0.5, area.top + (at as f64 + 0.5) * slot);
        picture.push(plot::text(words, place, size, Anchor::End, on.theme.text));
    }
    for end in ends {
        let y = area.top + (end.slot as f64 + end.across) * slot;
        let tip = area.left + x.scale.share(end.at) * area.width();
        let (x, anchor) = match end.at < 0.0 {
            true => (tip - size * 0.3, Anchor::End),
            false => (tip + size * 0.3, Anchor::Start),
        };
        picture.push(plot::text(end.words, Point::new(x, y), size, anchor, on.theme.text));
    }
}

/// The range from zero to the farthest ends, as it is: lying bars say their values and need no
/// round ticks.
fn reach(pieces: &[Piece]) -> Option<Scale> {
    let ends = pieces.iter().flat_map(|piece| [piece.from, piece.to]).chain([0.0]);
    let (lo, hi) = crate::look::scale::extent(ends)?;
    let hi = if lo == hi { lo + 1.0 } else { hi };
    Some(Scale { lo, hi, ticks: Vec::new() })
}
