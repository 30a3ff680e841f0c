//! The ends' names, from the largest on: each beside its dot on the side away from its arcs, where no
//! other words, no light and as few arcs as possible are.

use super::arcs::{ahead, radius};
use super::legend::holds;
use super::{Stage, point};
use crate::geo::{Xy, arc_at};
use crate::look::{Anchor, Color, Picture, Point, Shape, Text};
use crate::panel::beside::Place;
use crate::panel::{Draw, view};

/// More names than these are no names but a carpet.
const MOST: usize = 48;
/// The arcs that names keep away from.
const MOST_CURVES: usize = 60;
/// The dots that they do not cover.
const MOST_DOTS: usize = 400;
/// A place that costs more than this hides more than it says; the first names have more patience.
const PATIENCE: f64 = 3.2;
const FIRST: usize = 4;

/// Where a name may stand about its dot, east first.
const SIDES: [(f64, f64); 8] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.72, -0.9),
    (0.72, 0.9),
    (-0.72, -0.9),
    (-0.72, 0.9),
];

/// A name to be placed.
struct Label {
    end: usize,
    text: String,
    bold: bool,
    color: Color,
}

/// What names keep away from.
struct Field {
    /// Of names and the legend.
    taken: Vec<Place>,
    /// Middle and radius.
    lights: Vec<(Point, f64)>,
    /// Along the arcs.
    points: Vec<Point>,
    /// The shown ends' dots.
    dots: Vec<(usize, Point)>,
}

pub fn write(picture: &mut Picture, stage: &Stage<'_>, legend: Option<Place>, on: &Draw) {
    let size = on.em * 0.78;
    // In such a panel a name is as large as the land.
    if on.height < size * 4.0 || on.width < size * 6.0 {
        return;
    }
    let mut field = Field::of(stage, legend, on);
    for (at, label) in labels(stage, on).into_iter().enumerate() {
        let extent = (on.measure.width(&label.text, size, label.bold), size);
        let patience = if at < FIRST { PATIENCE * 2.0 } else { PATIENCE };
        let Some(place) = field.best(&label, extent, patience, stage, on) else { continue };
        field.taken.push(place);
        picture.push(Shape::Text(Text {
            text: label.text,
            at: Point::new(place[0], (place[1] + place[3]) / 2.0),
            size,
            bold: label.bold,
            anchor: Anchor::Start,
            color: label.color,
        }));
    }
}

/// The fixed place or the starts, then the others from the largest on.
fn labels(stage: &Stage<'_>, on: &Draw) -> Vec<Label> {
    let shown = shown_ends(stage);
    let keys: Vec<f64> = stage.shares.iter().map(|share| -share).collect();
    let others = view::ascending(&keys).into_iter();
    let others = others.filter(|end| !stage.plan.hubs.contains(end) && shown.contains(end));
    let hubs = stage.plan.hubs.iter().copied();
    let label = |end: usize| {
        let name = &stage.plan.ends.get(end)?.name;
        let bold = stage.plan.hubs.contains(&end);
        let text = if bold { name.clone() } else { said(name, end, stage, on) };
        let color = if bold { on.theme.late } else { on.theme.text };
        (!text.is_empty()).then_some(Label { end, text, bold, color })
    };
    hubs.chain(others).filter_map(label).take(MOST).collect()
}

/// The ends of the ways that are shown, each once.
fn shown_ends(stage: &Stage<'_>) -> Vec<usize> {
    let mut seen = vec![false; stage.at.len()];
    for end in stage.plan.shown().iter().flat_map(|way| [way.from, way.to]) {
        if let Some(seen) = seen.get_mut(end) {
            *seen = true;
        }
    }
    (0..seen.len()).filter(|end| seen.get(*end) == Some(&true)).take(MOST_DOTS).collect()
}

/// The name with what goes there, or comes from there; with both where both are.
fn said(name: &str, end: usize, stage: &Stage<'_>, on: &Draw) -> String {
    let flow = |all: &[f64]| all.get(end).copied().unwrap_or_default();
    let printed = || stage.plan.fields.printed(stage.alone.get(end).copied().flatten(), on);
    let say = |value: f64| printed().unwrap_or_else(|| stage.plan.fields.said(value, false, on));
    // A trip's stops are passed through: what leaves one is no figure of its own.
    let leaves = if stage.plan.trips.is_empty() { flow(&stage.outflow) } else { 0.0 };
    let counted = stage.plan.fields.value.is_some() || stage.plan.trips.is_empty();
    let figure = match (flow(&stage.inflow), leaves) {
        _ if !counted => return name.to_string(),
        (arrives, 0.0) if arrives > 0.0 => say(arrives),
        (0.0, leaves) if leaves > 0.0 => say(leaves),
        (arrives, leaves) if arrives > 0.0 => format!("{}/{}", say(arrives), say(leaves)),
        _ => return name.to_string(),
    };
    format!("{name} {figure}").trim().to_string()
}

impl Field {
    fn of(stage: &Stage<'_>, legend: Option<Place>, on: &Draw) -> Field {
        // A point for each stretch of about a character.
        let steps = |curve: &'_ [Xy; 4]| {
            let [a, .., d] = *curve;
            let count = ((d.x - a.x).hypot(d.y - a.y) / (on.em * 0.6)).clamp(3.0, 40.0) as u32;
            let at = move |step: u32| f64::from(step) / f64::from(count);
            let curve = *curve;
            (0..=count).map(move |step| point(arc_at(&curve, at(step))))
        };
        let dot = |end: usize| (end, point(stage.place(end)));
        Field {
            taken: legend.into_iter().collect(),
            lights: stage
                .plan
                .hubs
                .iter()
                .map(|hub| (point(stage.place(*hub)), on.em * 0.9))
                .collect(),
            points: stage.curves.iter().take(MOST_CURVES).flat_map(steps).collect(),
            dots: shown_ends(stage).into_iter().map(dot).collect(),
        }
    }

    /// The cheapest place that is free.
    fn best(
        &self,
        label: &Label,
        (width, size): (f64, f64),
        patience: f64,
        stage: &Stage<'_>,
        on: &Draw,
    ) -> Option<Place> {
        let at = point(stage.place(label.end));
        let away = away(stage, label.end);
        let own = if label.bold { on.em * 0.95 } else { radius(stage, label.end, on) };
        let (half, gap) = (size * 0.6, own + size * 0.3);
        let mut best: Option<(f64, Place)> = None;
        for ring in [1.0, 1.5] {
            for (dx, dy) in SIDES {
                let middle = Point::new(
                    at.x + dx * (gap * ring + width / 2.0),
                    at.y + dy * (gap * ring + half),
                );
                let place = [
                    middle.x - width / 2.0,
                    middle.y - half,
                    middle.x + width / 2.0,
                    middle.y + half,
                ];
                if !self.is_free(&place, label.end, on) {
                    continue;
                }
                let turn = 1.0 - (dx * away.x + dy * away.y) / dx.hypot(dy);
                let cost = turn * 0.8 + (ring - 1.0) * 2.4 + self.hidden(&place, label.end);
                if cost <= patience && best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, place));
                }
            }
        }
        best.map(|(_, place)| place)
    }

    fn is_free(&self, place: &Place, end: usize, on: &Draw) -> bool {
        let inside =
            place[0] >= 0.0 && place[1] >= 0.0 && place[2] <= on.width && place[3] <= on.height;
        let apart = |other: &Place| {
            let aside = place[2] + 3.0 < other[0] || other[2] + 3.0 < place[0];
            aside || place[3] < other[1] || other[3] < place[1]
        };
        let dark = |(at, radius): &(Point, f64)| {
            let x = at.x.clamp(place[0], place[2]);
            let y = at.y.clamp(place[1], place[3]);
            (at.x - x).hypot(at.y - y) >= *radius
        };
        let own =
            |light: &&(Point, f64)| self.dots.iter().any(|dot| dot.0 == end && dot.1 == light.0);
        let lights = self.lights.iter().filter(|light| !own(light)).all(dark);
        inside && lights && self.taken.iter().all(apart)
    }

    /// How much of arcs and dots a place hides.
    fn hidden(&self, place: &Place, end: usize) -> f64 {
        let arcs = self.points.iter().filter(|at| holds(place, **at)).count();
        let others = self.dots.iter().filter(|(own, _)| *own != end);
        let dots = others.filter(|(_, at)| holds(place, *at)).count();
        arcs as f64 * 0.22 + dots as f64 * 2.0
    }
}

/// Where an end's arcs are not: on along the way that arrives, back along the one that leaves.
fn away(stage: &Stage<'_>, end: usize) -> Xy {
    let mut sum = Xy { x: 0.0, y: 0.0 };
    for (way, [a, b, c, d]) in stage.plan.shown().iter().zip(&stage.curves).take(MOST_CURVES * 4) {
        let weight = 0.1 + way.share;
        let outwards = match end {
            end if end == way.to => ahead(*c, *d),
            end if end == way.from => ahead(*b, *a),
            _ => continue,
        };
        sum = Xy { x: sum.x + outwards.x * weight, y: sum.y + outwards.y * weight };
    }
    ahead(Xy { x: 0.0, y: 0.0 }, sum)
}
