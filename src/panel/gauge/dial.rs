//! One dial: an arc or a disc that is filled as far as its value goes, the figure over it, words
//! under it.

use std::f64::consts::{PI, TAU};

use super::grid::{Grid, LINE, span};
use super::{Dial, Style};
use crate::look::{Anchor, Picture, Point, Said, Shape, Stroke, Text, plot};
use crate::panel::Draw;
use crate::panel::frame::small;

/// An arc: half of its turn, and the hole's share.
struct Arc {
    half: f64,
    hole: f64,
}

pub(super) fn draw(
    picture: &mut Picture,
    dial: &Dial,
    style: Style,
    at: Point,
    grid: &Grid,
    on: &Draw<'_>,
) {
    match style {
        Style::Half => arc(picture, dial, &Arc { half: PI / 2.0, hole: 0.78 }, at, grid, on),
        Style::Liquid => liquid(picture, dial, at, grid, on),
        // It opens downwards, a quarter turn wide.
        Style::Ring | Style::Bullet => {
            arc(picture, dial, &Arc { half: PI * 0.75, hole: 0.86 }, at, grid, on);
        }
    }
    let middle = Point::new(at.x, at.y - grid.radius * grid.form.lift);
    let left = Point::new(middle.x - span(&dial.said, grid.unit, on) * grid.figure / 2.0, middle.y);
    figure(picture, &dial.said, left, (grid.figure, grid.unit), on);
    words(picture, dial, at, grid, on);
}

/// Label, then date and target.
fn words(picture: &mut Picture, dial: &Dial, at: Point, grid: &Grid, on: &Draw<'_>) {
    let size = small(on);
    let mut y = at.y + grid.radius * (grid.form.tall - 1.0) + size * LINE / 2.0;
    let room = grid.cell.0 - size * 0.6;
    let mut line = |words: &str, size: f64, color| {
        let words = plot::fit(words, size, room, on.measure);
        picture.push(plot::text(words, Point::new(at.x, y), size, Anchor::Middle, color));
        y += size * LINE;
    };
    if grid.lines > 0 {
        line(&dial.label, size, on.theme.text);
    }
    if grid.lines > 1 && !dial.note.is_empty() {
        line(&dial.note, size * 0.9, on.theme.muted);
    }
}

/// Track and value, lit at the value's end, with a tick at the target.
fn arc(picture: &mut Picture, dial: &Dial, arc: &Arc, at: Point, grid: &Grid, on: &Draw<'_>) {
    let outer = grid.radius;
    let inner = outer * arc.hole;
    let mut sector = |from: f64, to: f64, fill| {
        picture.push(Shape::Sector { at, inner, outer, from, to, fill });
    };
    let angle = |share: f64| (share * 2.0 - 1.0) * arc.half;
    let on_arc = |radius: f64, angle: f64| {
        Point::new(at.x + radius * angle.sin(), at.y - radius * angle.cos())
    };
    sector(-arc.half, arc.half, on.theme.grid);
    if let Some(share) = dial.share.filter(|share| *share > 0.0) {
        sector(-arc.half, angle(share), on.theme.accent);
        light(picture, on_arc((inner + outer) / 2.0, angle(share)), outer, on);
    }
    if let Some(target) = dial.target {
        let ends = [inner * 0.93, outer].map(|radius| on_arc(radius, angle(target)));
        let stroke = Stroke::new(on.theme.text, (outer * 0.03).clamp(1.0, 4.0));
        picture.push(Shape::Line { points: ends.to_vec(), stroke });
    }
}

/// The light may not leave the picture: it reaches only as far as the nearest edge.
fn light(picture: &mut Picture, tip: Point, outer: f64, on: &Draw<'_>) {
    let edge = tip.x.min(tip.y).min(on.width - tip.x).min(on.height - tip.y);
    let radius = (outer * 0.3).min(edge);
    if radius > 1.0 {
        picture.push(Shape::Glow { at: tip, radius, color: on.theme.accent.fade(0.45) });
    }
}

/// A disc that is filled to its level. The liquid is thin enough for the figure to be read on it and
/// beside it; the picture stands still, so the waves do.
fn liquid(picture: &mut Picture, dial: &Dial, at: Point, grid: &Grid, on: &Draw<'_>) {
    let outer = grid.radius;
    let ring =
        |inner: f64, outer: f64, fill| Shape::Sector { at, inner, outer, from: 0.0, to: TAU, fill };
    let radius = outer * 0.9;
    picture.push(ring(outer * 0.955, outer, on.theme.accent.fade(0.5)));
    picture.push(ring(0.0, radius, on.theme.grid.fade(0.07)));
    if let Some(share) = dial.share.filter(|share| *share > 0.0) {
        fill(picture, at, radius, share, on);
    }
    if let Some(target) = dial.target {
        // Short, so that it never crosses the figure.
        let y = at.y + radius * (1.0 - 2.0 * target);
        let half = (outer * outer - (y - at.y) * (y - at.y)).max(0.0).sqrt();
        let stroke = Stroke::new(on.theme.text, (outer * 0.03).clamp(1.0, 4.0));
        for side in [-1.0, 1.0] {
            let ends = [half, (half - outer * 0.22).max(0.0)];
            let points = ends.map(|x| Point::new(at.x + side * x, y)).to_vec();
            picture.push(Shape::Line { points, stroke: stroke.clone() });
        }
    }
}

/// Two waves and the front one's crest; neither an empty nor a full disc has waves.
fn fill(picture: &mut Picture, at: Point, radius: f64, share: f64, on: &Draw<'_>) {
    let high = (radius * 0.06).min(share * radius).min((1.0 - share) * radius);
    let level = at.y + radius * (1.0 - 2.0 * share);
    let front = wave(at, radius, (level, high, 0.0));
    // The crest ends where it meets the rim.
    let inside = |p: &Point| (p.x - at.x).hypot(p.y - at.y) < radius * 0.999;
    let crest: Vec<Point> = front.iter().take(STEPS + 1).copied().filter(inside).collect();
    let behind = wave(at, radius, (level, high, 2.4));
    picture.push(Shape::Area { points: behind, fill: on.theme.accent.fade(0.2) });
    picture.push(Shape::Area { points: front, fill: on.theme.accent.fade(0.32) });
    if crest.len() > 1 {
        let stroke = Stroke::new(on.theme.accent, (radius * 0.017).clamp(1.0, 2.5));
        picture.push(Shape::Line { points: crest, stroke });
    }
}

/// How many pieces a wave is drawn in.
const STEPS: usize = 48;

/// The part of a disc that lies under a wave: its crest from left to right, then back along the rim.
fn wave(at: Point, radius: f64, (level, high, phase): (f64, f64, f64)) -> Vec<Point> {
    let across: Vec<f64> =
        (0..=STEPS).map(|step| (step as f64 / STEPS as f64 * 2.0 - 1.0) * radius).collect();
    let rim = |x: f64| (radius * radius - x * x).max(0.0).sqrt();
    let crest = across.iter().map(|x| {
        let y = level + high * (x / radius * PI * 1.3 + phase).sin();
        Point::new(at.x + x, y.clamp(at.y - rim(*x), at.y + rim(*x)))
    });
    let back = across.iter().rev().map(|x| Point::new(at.x + x, at.y + rim(*x)));
    crest.chain(back).collect()
}

/// The figure as it was published, its smaller parts on the same baseline, from its left end; its
/// size and its unit's share of that.
pub(super) fn figure(
    picture: &mut Picture,
    said: &Said,
    left: Point,
    (size, unit): (f64, f64),
    on: &Draw<'_>,
) {
    let minor = size * unit;
    let mut x = left.x;
    // Digits stand about 0.36 of their size under their middle.
    let lower = (size - minor) * 0.36;
    let parts =
        [(&said.before, minor, lower), (&said.number, size, 0.0), (&said.after, minor, lower)];
    for (words, size, lower) in parts.into_iter().filter(|(words, ..)| !words.is_empty()) {
        let bold = size > minor;
        let width = on.measure.width(words, size, bold);
        let color = if bold { on.theme.text } else { on.theme.muted };
        let (text, at, anchor) = (words.clone(), Point::new(x, left.y + lower), Anchor::Start);
        picture.push(Shape::Text(Text { text, at, size, bold, anchor, color }));
        x += width;
    }
}
