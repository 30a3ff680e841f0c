//! `gauge`: published rates on arcs, printed as they were published.
//!
//! A rate that is a word (近四成) or missing has an empty arc: a length would say more than its
//! publisher did.

use std::f64::consts::PI;

use super::frame::small;
use super::options::{FieldName, options};
use super::view::{self, Item};
use super::{Draw, Scene};
use crate::data::table::{Field, Table, Value};
use crate::issue::words;
use crate::look::format::{self, Format, Said};
use crate::look::{Anchor, Picture, Point, Shape, Text, plot};

options! {
    /// Which fields hold what; a gauge for each row.
    pub struct Options {
        /// The words under the arc: `label` or the first text where not named.
        pub label: Option<FieldName>,
        /// The rate: `value` or the first number or figure where not named.
        pub value: Option<FieldName>,
        /// The day that the rate is of: `as_of` where not named.
        pub as_of: Option<FieldName>,
        /// What a full arc stands for.
        pub max: f64 = 100.0,
    }
}

/// The arc opens downwards, a quarter turn wide.
const HALF: f64 = PI * 0.75;

/// One gauge.
#[derive(Clone, Debug, PartialEq)]
struct Dial {
    label: String,
    said: Said,
    /// The day it is of.
    as_of: Option<String>,
    /// How full the arc is, 0 to 1.
    share: Option<f64>,
}

fn dials(options: &Options, rows: &Table, format: Format, on: &Draw<'_>) -> Vec<Dial> {
    let as_of = view::extra_field(rows, options.as_of.as_deref(), "as_of");
    let items = view::items(
        rows,
        options.label.as_deref(),
        options.value.as_deref(),
        on.utc_offset,
        on.lang,
    );
    items.into_iter().map(|item| dial(options.max, item, as_of, format, on)).collect()
}

fn dial(max: f64, item: Item, as_of: Option<&Field>, format: Format, on: &Draw<'_>) -> Dial {
    let unit = item.unit.as_deref();
    let said = match (&item.printed, item.value) {
        (Some(printed), _) => format::figure(printed, None, unit, on.lang),
        (None, Some(value)) => format::number(value, format, unit, on.lang),
        (None, None) => format::number(f64::NAN, format, None, on.lang),
    };
    let share = item.value.map(|value| value / max).filter(|share| share.is_finite());
    let as_of = as_of.and_then(|field| of_day(field.column.get(item.row), on));
    Dial { label: item.label, said, as_of, share: share.map(|share| share.clamp(0.0, 1.0)) }
}

/// A day in the one form that gauges have, also where the day is a text of ISO 8601.
fn of_day(value: Value<'_>, on: &Draw<'_>) -> Option<String> {
    match value {
        Value::Missing => None,
        Value::Time(at) => Some(format::short_day(format::day_of(at, on.utc_offset), on.lang)),
        Value::Text(text) => Some(match format::iso_day(text) {
            Some(day) => format::short_day(day, on.lang),
            None => text.into(),
        }),
        other => Some(view::said(other, on.utc_offset, on.lang)),
    }
}

/// Draws the rows; an empty picture where there is none.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    Scene::plain(drawn(options, rows, on.format, on))
}

fn drawn(options: &Options, rows: &Table, format: Format, on: &Draw<'_>) -> Picture {
    let mut picture = Picture::new(on.width, on.height);
    let dials = dials(options, rows, format, on);
    if dials.is_empty() {
        return picture;
    }
    let grid = Grid::of(&dials, on);
    for (at, dial) in dials.iter().take(grid.shown).enumerate() {
        draw_dial(&mut picture, dial, grid.middle(at, on), &grid, on);
    }
    if grid.shown < dials.len() && grid.height < on.height {
        let size = small(on);
        let at = Point::new(on.width - size * 0.3, on.height - size * 0.6);
        let more = words::more_items(dials.len() - grid.shown, on.lang);
        picture.push(plot::text(more, at, size, Anchor::End, on.theme.muted));
    }
    picture
}

/// The unit's share of the figure's size.
const UNIT: f64 = 0.45;
/// No wall has more gauges.
const MOST: usize = 48;

/// Gauges of one size in rows and columns, so that arcs, figures and labels share their lines.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Grid {
    columns: usize,
    shown: usize,
    cell: (f64, f64),
    radius: f64,
    /// The size of the figures, the same for all.
    figure: f64,
    /// What the gauges have of the picture's height.
    height: f64,
    /// Lines of words under the arcs: label, date.
    lines: usize,
}

impl Grid {
    /// The columns that make the arcs largest, with as many gauges as are at least four ems
    /// across.
    fn of(dials: &[Dial], on: &Draw<'_>) -> Grid {
        let lines = 1 + usize::from(dials.iter().any(|dial| dial.as_of.is_some()));
        let count = dials.len().min(MOST);
        let mut grid = Grid::largest(count, lines, on.height, on);
        // A line says how many are not shown, unless the picture is tiny.
        let line = if on.height > on.em * 6.0 { small(on) * LINE } else { 0.0 };
        // Where the height is what is short, fewer gauges would be no larger.
        let alone = Grid::largest(1, lines, on.height - line, on).radius;
        let enough = (on.em * 2.2).min(alone * 0.99);
        for fewer in (1..count).rev() {
            if grid.radius >= enough {
                break;
            }
            grid = Grid::largest(fewer, lines, on.height - line, on);
        }
        grid.figure = grid.figure_size(dials, on);
        grid
    }

    fn largest(count: usize, lines: usize, height: f64, on: &Draw<'_>) -> Grid {
        let by_columns = (1..=count).map(|columns| Grid::with((columns, count), lines, height, on));
        let radius = |grid: &Grid| grid.radius;
        let best = by_columns.max_by(|a, b| radius(a).total_cmp(&radius(b)));
        best.unwrap_or_else(|| Grid::with((1, 1), lines, height, on))
    }

    /// Lines of words give way to the arc where both have no room.
    fn with((columns, shown): (usize, usize), most: usize, height: f64, on: &Draw<'_>) -> Grid {
        let size = small(on);
        let cell = (on.width / columns as f64, height / shown.div_ceil(columns) as f64);
        let side = (cell.0 / 2.0 - size * 0.7).max(1.0);
        let radius = |lines: usize| {
            let words = lines as f64 * size * LINE;
            side.min((cell.1 - words - size * 0.4) / TALL).max(1.0)
        };
        // A figure without its label says nothing, so the date gives way long before it.
        let least = |lines: usize| size * if lines > 1 { 2.2 } else { 1.4 };
        let lines = (0..=most).rev().find(|lines| radius(*lines) > least(*lines)).unwrap_or(0);
        Grid { columns, shown, cell, radius: radius(lines), figure: 0.0, height, lines }
    }

    /// All figures are as large as lets the widest of them stand inside its arc.
    fn figure_size(&self, dials: &[Dial], on: &Draw<'_>) -> f64 {
        let widest = dials.iter().take(self.shown).map(|dial| span(&dial.said, on));
        let widest = widest.fold(0.1, f64::max);
        (self.radius * 1.34 / widest).min(self.radius * 0.56)
    }

    /// The middle of a gauge's arc; a last row that is not full stands in the middle.
    fn middle(&self, at: usize, on: &Draw<'_>) -> Point {
        let (width, height) = self.cell;
        let (row, column) = (at / self.columns, at % self.columns);
        let in_row = (self.shown - row * self.columns).min(self.columns);
        let indent = (self.columns - in_row) as f64 * width / 2.0;
        let used = self.radius * TALL + self.lines as f64 * small(on) * LINE;
        let top = ((height - used) / 2.0).max(0.0) + self.radius;
        Point::new(indent + (column as f64 + 0.5) * width, row as f64 * height + top)
    }
}

/// An arc's height in radii, its foot being open.
const TALL: f64 = 1.72;
/// A line of words in their own sizes.
const LINE: f64 = 1.4;

/// The width of a figure of size one with its smaller parts.
fn span(said: &Said, on: &Draw<'_>) -> f64 {
    let part = |words: &str, size, bold| on.measure.width(words, size, bold);
    part(&said.number, 1.0, true) + part(&said.before, UNIT, false) + part(&said.after, UNIT, false)
}

fn draw_dial(picture: &mut Picture, dial: &Dial, at: Point, grid: &Grid, on: &Draw<'_>) {
    arc(picture, dial.share, at, grid, on);
    figure(picture, &dial.said, at, grid, on);
    let size = small(on);
    let mut y = at.y + grid.radius * (TALL - 1.0) + size * LINE / 2.0;
    let room = grid.cell.0 - size * 0.6;
    let mut line = |words: &str, size: f64, color| {
        let words = plot::fit(words, size, room, on.measure);
        picture.push(plot::text(words, Point::new(at.x, y), size, Anchor::Middle, color));
        y += size * LINE;
    };
    if grid.lines > 0 {
        line(&dial.label, size, on.theme.text);
    }
    if let (true, Some(as_of)) = (grid.lines > 1, &dial.as_of) {
        line(as_of, size * 0.9, on.theme.muted);
    }
}

/// Track and value, lit at the value's end.
fn arc(picture: &mut Picture, share: Option<f64>, at: Point, grid: &Grid, on: &Draw<'_>) {
    let outer = grid.radius;
    let inner = outer * 0.86;
    let mut sector = |from: f64, to: f64, fill| {
        picture.push(Shape::Sector { at, inner, outer, from, to, fill });
    };
    sector(-HALF, HALF, on.theme.grid);
    let Some(share) = share.filter(|share| *share > 0.0) else { return };
    let end = -HALF + share * HALF * 2.0;
    sector(-HALF, end, on.theme.accent);
    // The light may not leave the picture: it reaches only as far as the nearest edge.
    let middle = (inner + outer) / 2.0;
    let tip = Point::new(at.x + middle * end.sin(), at.y - middle * end.cos());
    let edge = tip.x.min(tip.y).min(on.width - tip.x).min(on.height - tip.y);
    let radius = (outer * 0.3).min(edge);
    if radius > 1.0 {
        picture.push(Shape::Glow { at: tip, radius, color: on.theme.accent.fade(0.45) });
    }
}

/// The figure as it was published, its smaller parts on the same baseline.
fn figure(picture: &mut Picture, said: &Said, at: Point, grid: &Grid, on: &Draw<'_>) {
    let size = grid.figure;
    let minor = size * UNIT;
    let mut x = at.x - span(said, on) * size / 2.0;
    // Digits stand about 0.36 of their size under their middle.
    let lower = (size - minor) * 0.36;
    let parts =
        [(&said.before, minor, lower), (&said.number, size, 0.0), (&said.after, minor, lower)];
    for (words, size, lower) in parts.into_iter().filter(|(words, ..)| !words.is_empty()) {
        let bold = size > minor;
        let width = on.measure.width(words, size, bold);
        let color = if bold { on.theme.text } else { on.theme.muted };
        let (text, at, anchor) = (words.clone(), Point::new(x, at.y + lower), Anchor::Start);
        picture.push(Shape::Text(Text { text, at, size, bold, anchor, color }));
        x += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Type};
    use crate::issue::Lang;
    use crate::look::Theme;
    use crate::look::picture::FixedMeasure;

    fn field(name: &str, kind: Type, cells: &[Value<'_>]) -> Field {
        let mut builder = Builder::new(kind);
        cells.iter().for_each(|cell| builder.push(*cell));
        Field { name: name.into(), label: name.into(), unit: None, column: builder.finish() }
    }

    fn drawn(rate: &str, width: f64) -> Vec<Shape> {
        let rows = Table::new(vec![
            field("label", Type::Text, &[Value::Text("规上工业企业复工率")]),
            field("value", Type::Figure, &[Value::Text(rate)]),
            field("as_of", Type::Text, &[Value::Text("2020-02-20")]),
        ]);
        let on = Draw {
            width,
            height: 240.0,
            em: 18.0,
            theme: &Theme::default(),
            measure: &FixedMeasure,
            lang: Lang::Zh,
            utc_offset: 0,
            format: Format::Glance,
            unit: None,
            today: 18_313,
            now: 18_313 * 86_400,
            lunar: "",
            pose: &crate::panel::Pose::default(),
            outline: None,
            bands: &[],
        };
        draw(&Options::default(), &rows, &on).picture.shapes
    }

    fn words(shapes: &[Shape]) -> Vec<&str> {
        let text = |shape| match shape {
            &Shape::Text(Text { ref text, .. }) => Some(text.as_str()),
            _ => None,
        };
        shapes.iter().filter_map(text).collect()
    }

    #[test]
    fn a_published_rate_is_printed_as_it_is_with_its_day() {
        assert_eq!(
            words(&drawn("48.810%", 300.0)),
            ["48.810", "%", "规上工业企业复工率", "2月20日"]
        );
        assert_eq!(words(&drawn("48.810%", 90.0))[2], "规上工业企…");
    }

    #[test]
    fn a_word_fills_no_arc() {
        let arcs =
            |rate| drawn(rate, 300.0).iter().filter(|s| matches!(s, Shape::Sector { .. })).count();
        assert_eq!([arcs("48.81%"), arcs("四成"), arcs("0%")], [2, 1, 1]);
    }
}
