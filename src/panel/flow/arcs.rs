//! The strokes: arcs that widen towards their ends with a chevron on the way, so that a still picture
//! says the direction too; the ends' dots, and the light where all begins.

use super::{Stage, point};
use crate::geo::{Xy, arc_at, arc_path};
use crate::look::{Color, Picture, Point, Shape, Stroke};
use crate::panel::Draw;

/// So many arcs have a shape of their own; more are drawn together by width and colour.
const FEW: usize = 200;
/// Widths that many arcs have between them.
const CLASSES: usize = 4;
/// Where on its way an arc has its chevron.
const CHEVRON: f64 = 0.62;
/// More dots than these would be one spot.
const MOST_DOTS: usize = 2_000;

/// Arcs, dots and lights, the largest on top.
pub fn draw(picture: &mut Picture, stage: &Stage<'_>, on: &Draw) {
    if stage.curves.len() <= FEW {
        few(picture, stage, on);
    } else {
        many(picture, stage, on);
    }
    dots(picture, stage, on);
    for hub in &stage.plan.hubs {
        let at = point(stage.place(*hub));
        let room = room(at, on);
        // Of several starts none is the middle of it all.
        let ems = if stage.plan.hubs.len() > 1 { 1.3 } else { 2.2 };
        let radius = (on.em * ems).min(room);
        if radius > 0.0 {
            let color = on.theme.late.fade(0.55);
            picture.push(Shape::Glow { at, radius, color });
            picture.push(Shape::Circle {
                at,
                radius: (on.em * 0.32).min(room),
                fill: on.theme.late,
            });
        }
    }
}

/// How large a circle may be that leaves the picture nowhere; below zero out of sight.
fn room(at: Point, on: &Draw) -> f64 {
    (at.x.min(on.width - at.x)).min(at.y.min(on.height - at.y))
}

fn width(share: f64, on: &Draw) -> f64 {
    on.em * (0.06 + 0.18 * share.sqrt())
}

/// A wide faint face under a fine one, and a chevron.
fn few(picture: &mut Picture, stage: &Stage<'_>, on: &Draw) {
    let ways = stage.curves.iter().zip(stage.plan.shown());
    let moving = ways.filter(|(_, way)| way.from != way.to).rev();
    let mut chevrons: Vec<(Color, String)> = Vec::new();
    for (curve, way) in moving {
        let width = width(way.share, on);
        for (wide, alpha) in [(3.2, 0.12), (1.0, 0.42 + 0.42 * way.share)] {
            let fill = Some(way.color.fade(alpha));
            let d = taper(curve, width * wide);
            picture.push(Shape::Path { d, fill, stroke: None, hatch: None });
        }
        if let Some(d) = chevron(curve, width, on) {
            match chevrons.iter_mut().find(|(color, _)| *color == way.color) {
                Some((_, all)) => all.push_str(&d),
                None => chevrons.push((way.color, d)),
            }
        }
    }
    for (color, d) in chevrons {
        picture.push(Shape::Path { d, fill: Some(color), stroke: None, hatch: None });
    }
}

/// One path for each width and colour: ten thousand arcs are eight strokes.
fn many(picture: &mut Picture, stage: &Stage<'_>, on: &Draw) {
    let mut paths: Vec<(Color, usize, String)> = Vec::new();
    for (curve, way) in stage.curves.iter().zip(stage.plan.shown()) {
        let class = ((way.share.sqrt() * CLASSES as f64) as usize).min(CLASSES - 1);
        let same = |path: &&mut (Color, usize, String)| path.0 == way.color && path.1 == class;
        match paths.iter_mut().find(same) {
            Some((.., d)) => d.push_str(&arc_path(curve)),
            None => paths.push((way.color, class, arc_path(curve))),
        }
    }
    // The more there are, the finer each is, so that they stay lines.
    let fine = (FEW as f64 / stage.curves.len() as f64).sqrt().max(0.25);
    for (color, class, d) in paths {
        let share = ((class as f64 + 0.5) / CLASSES as f64).powi(2);
        let stroke = Some(Stroke::new(color.fade(0.14 + 0.5 * share), width(share, on) * fine));
        picture.push(Shape::Path { d, fill: None, stroke, hatch: None });
    }
}

/// The arc as a face: a third of its width where it begins, all of it where it ends.
fn taper(curve: &[Xy; 4], width: f64) -> String {
    let [a, b, c, d] = curve;
    let (first, last) = (normal(*a, *b), normal(*c, *d));
    let side = |at: &Xy, normal: Xy, half: f64| {
        format!("{:.1},{:.1}", at.x + normal.x * half, at.y + normal.y * half)
    };
    let [w, x, y, z] = [0.3, 0.53, 0.77, 1.0].map(|part| part * width / 2.0);
    format!(
        "M{}C{} {} {}L{}C{} {} {}Z",
        side(a, first, w),
        side(b, first, x),
        side(c, last, y),
        side(d, last, z),
        side(d, last, -z),
        side(c, last, -y),
        side(b, first, -x),
        side(a, first, -w),
    )
}

/// At right angles to the way from `a` to `b`, of length 1; nothing where they are one.
fn normal(a: Xy, b: Xy) -> Xy {
    let ahead = ahead(a, b);
    Xy { x: -ahead.y, y: ahead.x }
}

/// From `a` towards `b`, of length 1.
pub fn ahead(a: Xy, b: Xy) -> Xy {
    let length = (b.x - a.x).hypot(b.y - a.y);
    if length < 1e-6 {
        return Xy { x: 0.0, y: 0.0 };
    }
    Xy { x: (b.x - a.x) / length, y: (b.y - a.y) / length }
}

/// A small arrowhead on the way; none on a way that is hardly longer.
fn chevron(curve: &[Xy; 4], width: f64, on: &Draw) -> Option<String> {
    let size = width * 1.5 + on.em * 0.2;
    let [a, .., d] = curve;
    if (d.x - a.x).hypot(d.y - a.y) < size * 5.0 {
        return None;
    }
    let at = arc_at(curve, CHEVRON);
    let ahead = ahead(at, arc_at(curve, CHEVRON + 0.02));
    let place = |along: f64, aside: f64| {
        let x = at.x + (ahead.x * along - ahead.y * aside) * size;
        let y = at.y + (ahead.y * along + ahead.x * aside) * size;
        format!("{x:.1},{y:.1}")
    };
    let [tip, left, notch, right] =
        [place(0.6, 0.0), place(-0.4, 0.5), place(-0.15, 0.0), place(-0.4, -0.5)];
    Some(format!("M{tip}L{left}L{notch}L{right}Z"))
}

/// A dot at each end that is shown: a ring where something only begins, and at the stops of trips.
fn dots(picture: &mut Picture, stage: &Stage<'_>, on: &Draw) {
    let colors = stage.colors();
    let seen = colors.iter().enumerate().filter_map(|(end, color)| Some((end, (*color)?)));
    for (end, color) in seen.take(MOST_DOTS).filter(|(end, _)| !stage.plan.hubs.contains(end)) {
        let at = point(stage.place(end));
        let radius = radius(stage, end, on).min(room(at, on));
        if radius <= 0.0 {
            continue;
        }
        picture.push(Shape::Circle { at, radius, fill: color });
        let arrives = stage.inflow.get(end).is_some_and(|sum| *sum > 0.0);
        if !arrives || !stage.plan.trips.is_empty() {
            let [_, ground] = on.theme.ground;
            picture.push(Shape::Circle { at, radius: radius * 0.5, fill: ground });
        }
    }
}

/// An end's dot, by how much goes through it.
pub fn radius(stage: &Stage<'_>, end: usize, on: &Draw) -> f64 {
    let few = stage.curves.len() <= FEW;
    let (least, more) = if few { (0.12, 0.16) } else { (0.06, 0.10) };
    let stop = if stage.plan.trips.is_empty() { 0.0 } else { 0.1 };
    on.em * (least + stop + more * stage.shares.get(end).copied().unwrap_or_default().sqrt())
}

impl Stage<'_> {
    /// The colour of each end that a shown way leads to or from, that of its largest way.
    fn colors(&self) -> Vec<Option<Color>> {
        let mut colors = vec![None; self.at.len()];
        for way in self.plan.shown().iter().rev() {
            for end in [way.from, way.to] {
                if let Some(color) = colors.get_mut(end) {
                    *color = Some(way.color);
                }
            }
        }
        colors
    }
}
