//! `gauge`: published rates on dials or bars, printed as they were published.
//!
//! A rate that is a word (近四成) or missing has an empty arc: a length would say more than its
//! publisher did. One beyond its scale fills it and keeps its figure, and a notice says so.

mod bullet;
mod dial;
mod grid;
mod level;

pub use level::Level;

use self::grid::Grid;
use super::frame::small;
use super::options::{FieldName, choice, options};
use super::view::{self, Item};
use super::{Draw, Mark, Reach, Scene, Told};
use crate::data::table::{Field, Table, Value};
use crate::issue::{notices, words};
use crate::look::format::{self, Said};
use crate::look::{Anchor, Picture, Point, Shape, plot};

options! {
    /// Which fields hold what; a gauge for each row.
    pub struct Options {
        /// The words under the arc: `label` or the first text where not named.
        pub label: Option<FieldName>,
        /// The rate: `value` or the first number or figure where not named.
        pub value: Option<FieldName>,
        /// The day that the rate is of: `as_of` where not named.
        pub as_of: Option<FieldName>,
        pub style: Style,
        /// What a full arc stands for.
        pub max: Level = Level::Number(100.0),
        /// What is to be reached: a tick.
        pub target: Option<Level>,
    }
}

choice! {
    /// What is filled.
    pub enum Style {
        /// Three quarters of a turn.
        #[default]
        Ring = "ring",
        Half = "half",
        /// A disc with waves.
        Liquid = "liquid",
        /// Lying bars under each other.
        Bullet = "bullet",
    }
}

/// One gauge.
#[derive(Clone, Debug, PartialEq)]
struct Dial {
    label: String,
    said: Said,
    /// The day it is of and its target, in one line; may be empty.
    note: String,
    /// How full it is, 0 to 1.
    share: Option<f64>,
    /// Where its target lies, 0 to 1.
    target: Option<f64>,
    /// The value is not on the scale.
    beyond: bool,
    told: Vec<Told>,
}

/// The unit's share of the figure's size.
const UNIT: f64 = 0.45;
/// The same where the figure is so small that its unit could not be read.
const SMALL_UNIT: f64 = 0.75;

/// Draws the rows; an empty picture where there is none.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let dials = dials(options, rows, on);
    if dials.is_empty() {
        return scene;
    }
    match options.style {
        Style::Bullet => bullet::draw(&mut scene, &dials, on),
        style => draw_dials(&mut scene, &dials, style, on),
    }
    let beyond = dials.iter().filter(|dial| dial.beyond).count();
    scene.notice = (beyond > 0).then(|| notices::beyond_scale(beyond, on.lang));
    scene
}

fn draw_dials(scene: &mut Scene, dials: &[Dial], style: Style, on: &Draw<'_>) {
    let grid = Grid::of(style, dials, on);
    for (place, own) in dials.iter().take(grid.shown).enumerate() {
        let at = grid.middle(place, on);
        dial::draw(&mut scene.picture, own, style, at, &grid, on);
        let reach = Reach::Disc { at, radius: grid.radius };
        scene.marks.push(mark(own, reach, Point::new(at.x, at.y - grid.radius * 0.5), on));
    }
    more(scene, dials.len() - grid.shown, grid.height < on.height, on);
}

/// How many gauges there is no room for, where there is room to say so.
fn more(scene: &mut Scene, count: usize, room: bool, on: &Draw<'_>) {
    if count > 0 && room {
        let size = small(on);
        let at = Point::new(on.width - size * 0.3, on.height - size * 0.6);
        let more = notices::more_items(count, on.lang);
        let more = plot::fit(&more, size, on.width - size * 0.6, on.measure);
        scene.picture.push(plot::text(more, at, size, Anchor::End, on.theme.muted));
    }
}

fn mark(dial: &Dial, reach: Reach, at: Point, on: &Draw<'_>) -> Mark {
    let color = dial.share.map(|_| on.theme.accent);
    let mut told = dial.told.clone();
    if let Some(first) = told.first_mut() {
        first.color = color;
    }
    Mark { reach, at, label: dial.label.clone(), told }
}

fn dials(options: &Options, rows: &Table, on: &Draw<'_>) -> Vec<Dial> {
    let as_of = view::extra_field(rows, options.as_of.as_deref(), "as_of");
    let (label, value) = (options.label.as_deref(), options.value.as_deref());
    let items = view::items(rows, label, value, on.utc_offset, on.lang);
    items.into_iter().map(|item| dial(options, rows, item, as_of, on)).collect()
}

fn dial(options: &Options, rows: &Table, item: Item, as_of: Option<&Field>, on: &Draw<'_>) -> Dial {
    let said = on.voice().say_row(rows, &item);
    let max = options.max.of(rows, item.row).filter(|max| *max > 0.0);
    let share = |value: f64| max.map(|max| value / max).filter(|share| share.is_finite());
    let own = item.value.and_then(share);
    let level = options.target.as_ref();
    let target = level.and_then(|level| level.of(rows, item.row)).and_then(share);
    let aim = level.and_then(|level| said_target(level.cell(rows, item.row), &item, &said, on));
    let cell = as_of.map_or(Value::Missing, |field| field.column.get(item.row));
    let parts = [of_day(cell, format::short_day, on), aim.as_ref().map(|aim| aimed(aim, on))];
    let whole = match (&item.printed, item.value) {
        (None, Some(value)) => on.told(value, item.unit.as_deref()),
        _ => said.line(),
    };
    let line = |name: &str, value| Told { name: name.into(), value, color: None };
    let day = of_day(cell, format::day, on);
    let mut told = vec![line("", whole)];
    told.extend(aim.map(|aim| line(words::target(on.lang), aim)));
    told.extend(day.map(|day| line(words::data_as_of(on.lang), day)));
    Dial {
        label: item.label,
        said,
        note: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        share: own.map(|share| share.clamp(0.0, 1.0)),
        target: target.map(|share| share.clamp(0.0, 1.0)),
        beyond: own.is_some_and(|share| !(0.0..=1.0).contains(&share)),
        told,
    }
}

/// 目标 95%.
fn aimed(aim: &str, on: &Draw<'_>) -> String {
    format!("{} {aim}", words::target(on.lang))
}

/// A target as it was published, or in the unit of the value that is to reach it.
fn said_target(cell: Value<'_>, item: &Item, said: &Said, on: &Draw<'_>) -> Option<String> {
    let unit = on.unit.or(item.unit.as_deref());
    match cell {
        Value::Text(printed) => Some(format::figure(printed, None, unit, on.lang).line()),
        Value::Number(number) => {
            let unit = unit.or(Some("%").filter(|unit| said.after == *unit));
            Some(format::number(number, on.format, unit, on.lang).line())
        }
        _ => None,
    }
}

/// A day in the one form that gauges have, also where the day is a text of ISO 8601.
fn of_day(
    value: Value<'_>,
    said: fn(i32, crate::issue::Lang) -> String,
    on: &Draw<'_>,
) -> Option<String> {
    match value {
        Value::Missing => None,
        Value::Day(day) => Some(said(day, on.lang)),
        Value::Time(at) => Some(said(format::day_of(at, on.utc_offset), on.lang)),
        Value::Text(text) => Some(match format::iso_day(text) {
            Some(day) => said(day, on.lang),
            None => text.into(),
        }),
        other => Some(view::said(other, on.utc_offset, on.lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Type};
    use crate::look::Text;

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
        let draw = |on: &Draw<'_>| draw(&Options::default(), &rows, on).picture.shapes;
        crate::panel::trial((width, 240.0), draw)
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
