//! `sankey`: how much goes from where to where, over any number of stages.

mod layout;

use super::frame::small;
use super::links::{self, Links};
use super::options::{FieldName, options};
use super::scene::{Mark, Reach, Told};
use super::{Draw, Scene, view};
use crate::data::table::Table;
use crate::issue::{notices, words};
use crate::look::format;
use crate::look::{Anchor, Color, Picture, Point, Shape, Text, plot};
use layout::{Bar, Layout, Ribbon};

options! {
    /// Which fields are a link's ends and how much it carries.
    pub struct Options {
        /// Where it comes from: the first text where not named.
        pub from: Option<FieldName>,
        /// Where it goes to: the next text where not named.
        pub to: Option<FieldName>,
        /// The first number where not named; without any each row counts 1.
        pub value: Option<FieldName>,
    }
}

/// More nodes than these have no room for their names.
const MOST_NODES: usize = 60;
const MOST_LINKS: usize = 200;
/// How much of its source's colour a ribbon has.
const RIBBON: f64 = 0.35;
/// The names of the last column take at most so much of the width.
const TAIL: f64 = 0.3;
/// A tip's ribbon is a line of so many points.
const ALONG: usize = 12;

/// Draws what flows; what is not in the picture is said in the notice.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let fields = (options.from.as_deref(), options.to.as_deref(), options.value.as_deref());
    let mut links = Links::read(rows, fields, on);
    let notice = drawable(&mut links, on);
    let mut scene = Scene { notice, ..Scene::plain(Picture::new(on.width, on.height)) };
    if links.links.is_empty() {
        return scene;
    }
    let edge = (small(on) * 0.5).min(on.height * 0.05);
    let layout =
        layout::layout(links.names.len(), &links.links, on.height - edge * 2.0, on.em * 0.9);
    let stage = Stage::of(&links, layout, edge, on);
    stage.ribbons(&mut scene.picture);
    stage.bars(&mut scene.picture);
    stage.names(&mut scene.picture);
    stage.marks(&mut scene.marks);
    scene
}

/// Leaves out what cannot be drawn, and says so.
fn drawable(links: &mut Links, on: &Draw<'_>) -> Option<String> {
    let named = links.links.len();
    links.links.retain(|link| link.value.is_some_and(|value| value > 0.0));
    let unusable = links.nameless + named - links.links.len();
    links.merge();
    let merged = links.links.len();
    links.keep(&links.ends_of_greatest(&|link| link.value.unwrap_or_default(), MOST_NODES));
    let small = merged - links.links.len() + links.thin(MOST_LINKS);
    let (acyclic, cycles) = layout::without_cycles(links.names.len(), &links.links);
    links.links = acyclic;
    let totals = layout::totals(links.names.len(), &links.links);
    links.keep(&totals.iter().map(|total| *total > 0.0).collect::<Vec<_>>());
    let sentences = [
        (unusable, notices::unusable_links(unusable, on.lang)),
        (cycles, notices::cycle_links(cycles, on.lang)),
        (small, notices::small_links(small, on.lang)),
    ];
    links::notice(&sentences, on)
}

/// The layout in the picture.
struct Stage<'a> {
    links: &'a Links,
    layout: Layout,
    on: &'a Draw<'a>,
    /// A bar's width.
    wide: f64,
    /// From one column's left to the next one's.
    step: f64,
    /// Above the first bar.
    edge: f64,
    /// Room for the names behind the last column.
    tail: f64,
}

impl<'a> Stage<'a> {
    fn of(links: &'a Links, layout: Layout, edge: f64, on: &'a Draw<'a>) -> Stage<'a> {
        let wide = (on.em * 0.5).clamp(2.0, 14.0).min(on.width / 8.0);
        let last = layout.columns.len().saturating_sub(1);
        let mut stage = Stage { links, layout, on, wide, step: 0.0, edge, tail: 0.0 };
        let behind = stage.layout.columns.last().into_iter().flatten();
        let widest = behind.map(|node| stage.label(*node)).map(|label| label.width(on));
        let widest = widest.fold(0.0, f64::max) + small(on) * 0.7;
        let tail = widest.min(on.width * TAIL);
        stage.tail = if tail < widest.min(small(on) * 3.0) { 0.0 } else { tail };
        stage.step = (on.width - stage.wide - stage.tail) / last.max(1) as f64;
        stage
    }

    fn left(&self, bar: &Bar) -> f64 {
        bar.column as f64 * self.step
    }

    /// The colours in the order of reading, so that neighbours differ.
    fn color(&self, node: usize) -> Color {
        let place = self.layout.columns.iter().flatten().position(|own| *own == node);
        let series = &self.on.theme.series;
        let at = place.unwrap_or_default() % series.len();
        series.get(at).copied().unwrap_or(self.on.theme.accent)
    }

    fn ends(&self, ribbon: &Ribbon) -> Option<(f64, f64)> {
        let (from, to) = (self.layout.bars.get(ribbon.from)?, self.layout.bars.get(ribbon.to)?);
        Some((self.left(from) + self.wide, self.left(to)))
    }

    fn ribbons(&self, picture: &mut Picture) {
        for ribbon in &self.layout.ribbons {
            let Some((left, right)) = self.ends(ribbon) else { continue };
            let (leaves, lands) = (ribbon.leaves + self.edge, ribbon.lands + self.edge);
            // The thinnest one is still seen.
            let thick = ribbon.thick.max(0.75);
            let (below, under) = (leaves + thick, lands + thick);
            let middle = (left + right) / 2.0;
            let d = format!(
                "M{left:.1},{leaves:.1}C{middle:.1},{leaves:.1} {middle:.1},{lands:.1} {right:.1},{lands:.1}\
                 L{right:.1},{under:.1}C{middle:.1},{under:.1} {middle:.1},{below:.1} {left:.1},{below:.1}Z"
            );
            let fill = Some(self.color(ribbon.from).fade(RIBBON));
            picture.push(Shape::Path { d, fill, stroke: None, hatch: None });
        }
    }

    fn bars(&self, picture: &mut Picture) {
        for node in self.layout.columns.iter().flatten() {
            let Some(bar) = self.layout.bars.get(*node) else { continue };
            let height = bar.height.max(1.0);
            let top = (bar.top + self.edge).min(self.on.height - height).max(0.0);
            let at = Point::new(self.left(bar), top);
            picture.push(Shape::Rect { at, width: self.wide, height, fill: self.color(*node) });
        }
    }

    fn label(&self, node: usize) -> Label {
        let total = self.layout.bars.get(node).map_or(0.0, |bar| bar.total);
        let unit = self.on.unit.or(self.links.unit.as_deref());
        let value = format::number(total, self.on.format, unit, self.on.lang).line();
        Label { name: self.links.name(node).to_string(), value }
    }

    /// Names behind their bars, the largest first; one that would lie on another is left out.
    fn names(&self, picture: &mut Picture) {
        let size = small(self.on);
        let last = self.layout.columns.len().saturating_sub(1);
        for (at_column, column) in self.layout.columns.iter().enumerate() {
            let behind = if at_column == last { self.tail } else { self.step - self.wide };
            let room = behind - size * 0.7;
            let total = |node: &usize| self.layout.bars.get(*node).map_or(0.0, |bar| -bar.total);
            let keys: Vec<f64> = column.iter().map(total).collect();
            let mut taken: Vec<(f64, f64)> = Vec::new();
            for node in view::ascending(&keys).into_iter().filter_map(|at| column.get(at)) {
                let Some(bar) = self.layout.bars.get(*node) else { continue };
                let middle = bar.middle() + self.edge;
                let label = self.label(*node);
                // In a narrow room a tall bar has its value beneath its name.
                let stacked = label.width(self.on) > room && bar.height > size * 2.6;
                let half = size * if stacked { 1.2 } else { 0.6 };
                let y = middle.min(self.on.height - half).max(half);
                if taken.iter().any(|(other, its)| (other - y).abs() < half + its) {
                    continue;
                }
                let at = Point::new(self.left(bar) + self.wide + size * 0.35, y);
                if label.write(picture, at, room, stacked, self.on) {
                    taken.push((y, half));
                }
            }
        }
    }

    /// Nodes column by column, then what flows between them.
    fn marks(&self, marks: &mut Vec<Mark>) {
        for node in self.layout.columns.iter().flatten() {
            marks.extend(self.node_mark(*node));
        }
        marks.extend(self.layout.ribbons.iter().filter_map(|ribbon| self.ribbon_mark(ribbon)));
    }

    fn node_mark(&self, node: usize) -> Option<Mark> {
        let bar = self.layout.bars.get(node)?;
        let sum = |end: fn(&Ribbon) -> usize| -> f64 {
            let own = self.layout.ribbons.iter().filter(|ribbon| end(ribbon) == node);
            own.map(|ribbon| ribbon.value).sum()
        };
        let flows = [
            (words::inflow(self.on.lang), sum(|ribbon| ribbon.to)),
            (words::outflow(self.on.lang), sum(|ribbon| ribbon.from)),
        ];
        let told = flows.iter().filter(|(_, sum)| *sum > 0.0).map(|(name, sum)| Told {
            name: name.to_string(),
            value: self.told(*sum),
            color: None,
        });
        let (left, middle) = (self.left(bar), bar.middle() + self.edge);
        let half = (bar.height / 2.0).max(3.0);
        let reach = Reach::Box {
            left: left - 2.0,
            top: middle - half,
            right: left + self.wide + 2.0,
            bottom: middle + half,
        };
        let at = Point::new(left + self.wide / 2.0, middle);
        Some(Mark { reach, at, label: self.links.name(node).into(), told: told.collect() })
    }

    fn ribbon_mark(&self, ribbon: &Ribbon) -> Option<Mark> {
        let (left, right) = self.ends(ribbon)?;
        let half = ribbon.thick / 2.0;
        let (from, to) = (ribbon.leaves + half + self.edge, ribbon.lands + half + self.edge);
        let point = |at: usize| {
            let t = at as f64 / (ALONG - 1) as f64;
            let s = 1.0 - t;
            // Both inner control points are halfway across: the cubic Bézier's weights.
            let across = 1.5 * s * t + t * t * t;
            let down = t * t * (3.0 - 2.0 * t);
            Point::new(left + (right - left) * across, from + (to - from) * down)
        };
        let told = Told {
            name: String::new(),
            value: self.told(ribbon.value),
            color: Some(self.color(ribbon.from)),
        };
        let label = format!("{} → {}", self.links.name(ribbon.from), self.links.name(ribbon.to));
        let points = (0..ALONG).map(point).collect();
        let at = Point::new((left + right) / 2.0, (from + to) / 2.0);
        let reach = Reach::Along { points, aside: half.max(2.0) };
        Some(Mark { reach, at, label, told: vec![told] })
    }

    fn told(&self, value: f64) -> String {
        self.on.told(value, self.links.unit.as_deref())
    }
}

/// What stands beside a bar.
struct Label {
    name: String,
    value: String,
}

impl Label {
    fn width(&self, on: &Draw<'_>) -> f64 {
        let size = small(on);
        on.measure.width(&self.name, size, false)
            + size * 0.4
            + on.measure.width(&self.value, size, true)
    }

    /// Writes name and value, or as much as the room lets; false where that is nothing.
    fn write(
        self,
        picture: &mut Picture,
        at: Point,
        room: f64,
        stacked: bool,
        on: &Draw<'_>,
    ) -> bool {
        let size = small(on);
        let value = on.measure.width(&self.value, size, true);
        let beside = room - value - size * 0.4;
        // A value needs at least a short name before it.
        let fits = beside >= (size * 3.0).min(on.measure.width(&self.name, size, false));
        let left = if fits && !stacked { beside } else { room };
        let name = plot::fit(&self.name, size, left, on.measure);
        if name.is_empty() || name.chars().count() < 3 && name.ends_with('…') {
            return false;
        }
        let wide = on.measure.width(&name, size, false);
        let (at, next) = match stacked && value <= room {
            true => (Point::new(at.x, at.y - size * 0.6), Point::new(at.x, at.y + size * 0.6)),
            false => (at, Point::new(at.x + wide + size * 0.4, at.y)),
        };
        picture.push(plot::text(name, at, size, Anchor::Start, on.theme.text));
        if next.x + value <= at.x + room {
            let (text, anchor, color) = (self.value, Anchor::Start, on.theme.text);
            picture.push(Shape::Text(Text { text, at: next, size, bold: true, anchor, color }));
        }
        true
    }
}
