//! Standing bars: names below, values on the axis and, where there is room, on top.

use plotters::element::Rectangle;

use super::view::{End, Piece, View};
use super::{FILLED, Scene};
use crate::look::scale::Tick;
use crate::look::{Anchor, Picture, Point, plot};
use crate::panel::Draw;
use crate::panel::frame::{self, Area, Axis, Plane, small};
use crate::panel::head::Head;
use crate::panel::value_axis::Steps;

pub(super) fn draw(scene: &mut Scene, view: &View<'_>, on: &Draw<'_>) {
    let abreast = view.abreast() as f64;
    let least = on.em * (0.25 + 0.35 * abreast);
    let count = super::slots(view, on.width - small(on) * 4.0, least);
    let pieces = view.pieces(count);
    let tall = super::is_tall(on);
    let head = |title: Option<String>| Head {
        title: title.filter(|_| tall),
        legend: if tall { view.legend() } else { Vec::new() },
        missing: super::missing(view, count, on).filter(|_| tall),
        taken: 0.0,
    };
    let Some((mut y, title)) = value_axis(view, &pieces, on) else {
        scene.legend = head(None).write(&mut scene.picture, on);
        return;
    };
    let head = head(title);
    let mut area = area(&y, head.height(on), on);
    let slot = area.width() / count as f64;
    // Bars of a group stand close; a lone bar's words may reach over its gap.
    let room = if abreast > 1.0 { (slot * FILLED / abreast).min(on.em * 3.0) } else { slot * 0.96 };
    let ends = fitting(view.ends(&pieces, on), room, on);
    if !ends.is_empty() {
        area.top += small(on) * 0.8;
    }
    if ends.iter().any(|end| end.below) {
        // Words below a bar need a line above the names.
        let line = small(on) * 1.4;
        y.scale.lo -= (y.scale.hi - y.scale.lo) * line / (area.height() - line).max(line);
    }
    scene.legend = head.write(&mut scene.picture, on);
    let x = if tall { named(&view.spread, count, &area, on) } else { super::slot_axis(count) };
    bars(&mut scene.picture, view, &pieces, &area, (&x, &y), on);
    let plane = Plane { area, x: &x.scale, y: &y.scale };
    if !plane.is_seen() {
        return;
    }
    if view.steps == Steps::Linear {
        plane.baseline(&mut scene.picture, on);
    }
    inner(&mut scene.picture, view, &pieces, &plane, on);
    words(&mut scene.picture, ends, &plane, on);
    let place = |slot: usize| place(slot, &pieces, &plane);
    scene.marks = super::marks(view, count, place, on);
}

/// The axis of values and its title; no labels where there is no room for them.
fn value_axis(view: &View<'_>, pieces: &[Piece], on: &Draw<'_>) -> Option<(Axis, Option<String>)> {
    let reach: Vec<f64> = pieces.iter().flat_map(|piece| [piece.from, piece.to]).collect();
    let on_axis = Draw { format: view.format(on), ..*on };
    let (mut y, title) = view.steps.axis(&reach, true, view.unit(), &on_axis)?;
    if on.width < small(on) * 9.0 || on.height < small(on) * 3.0 {
        y.labels.clear();
    }
    Some((y, title))
}

fn area(y: &Axis, top: f64, on: &Draw<'_>) -> Area {
    let size = small(on);
    let left = if y.labels.is_empty() { size * 0.3 } else { y.widest(on) + size * 0.7 };
    let below = if super::is_tall(on) { size * 1.8 } else { size * 0.5 };
    Area { left, top, right: on.width - size * 0.3, bottom: on.height - below }
}

/// The ends where every one of them fits into `room` and bars keep some height, else none.
fn fitting(ends: Vec<End>, room: f64, on: &Draw<'_>) -> Vec<End> {
    let fits = |end: &End| on.measure.width(&end.words, small(on), false) <= room;
    if on.height > small(on) * 8.0 && ends.iter().all(fits) { ends } else { Vec::new() }
}

/// The axis of names: cut to their slots where three characters stay, else thinned out; days are
/// thinned out at once, because the missing one is plain from its neighbours.
pub(in crate::panel) fn named(
    spread: &crate::panel::view::Spread,
    count: usize,
    area: &Area,
    on: &Draw<'_>,
) -> Axis {
    let slot = area.width() / count.max(1) as f64;
    // Names may stand closer than dates: each is held by its bar.
    let gap = if spread.timed { 0.8 } else { 0.4 };
    let room = (slot - small(on) * gap).max(small(on) * 3.0).min(area.width());
    let fit = |words: &String| match spread.timed {
        true => words.clone(),
        false => plot::fit(words, small(on), room, on.measure),
    };
    let tick = |(at, words)| Tick { at: at as f64 + 0.5, label: fit(words) };
    let ticks = spread.labels.iter().take(count).enumerate().map(tick).collect();
    Axis::of_names(0.0, count as f64, ticks, (area.width(), gap), on)
}

fn bars(
    picture: &mut Picture,
    view: &View<'_>,
    pieces: &[Piece],
    area: &Area,
    (x, y): (&Axis, &Axis),
    on: &Draw<'_>,
) {
    let slot = area.width() / x.scale.hi;
    let tip = (y.scale.hi - y.scale.lo) / area.height() * super::tip(on);
    let bar = |piece: &Piece| {
        let (from, to) = super::along(piece.slot, piece.across, slot, on);
        let bar = move |(low, high, face)| Rectangle::new([(from, low), (to, high)], face);
        super::faces(piece, view.stacked, tip).map(bar)
    };
    frame::plot(picture, on, area, (x, y), |chart| {
        chart.draw_series(pieces.iter().flat_map(bar))?;
        Ok(())
    });
}

/// The pixels from a bar's left to its right side.
fn sides(slot: usize, across: (f64, f64), plane: &Plane<'_>, on: &Draw<'_>) -> (f64, f64) {
    let wide = plane.area.width() / plane.x.hi;
    let (from, to) = super::along(slot, across, wide, on);
    (plane.area.left + from * wide, plane.area.left + to * wide)
}

/// What each piece of a stack counts, inside those that are high enough; none where one is too wide.
fn inner(
    picture: &mut Picture,
    view: &View<'_>,
    pieces: &[Piece],
    plane: &Plane<'_>,
    on: &Draw<'_>,
) {
    let size = small(on);
    let mut written = Vec::new();
    for piece in pieces.iter().filter(|_| view.stacked) {
        let (left, right) = sides(piece.slot, piece.across, plane, on);
        let (from, to) = (plane.height_of(piece.from), plane.height_of(piece.to));
        let words = view.say(piece.value, on);
        if on.measure.width(&words, size, false) + size * 0.4 > right - left {
            return;
        }
        if (from - to).abs() >= size * 1.4 {
            let at = Point::new((left + right) / 2.0, (from + to) / 2.0);
            let color = super::on_face(piece, on);
            written.push(plot::text(words, at, size, Anchor::Middle, color));
        }
    }
    picture.shapes.append(&mut written);
}

fn words(picture: &mut Picture, ends: Vec<End>, plane: &Plane<'_>, on: &Draw<'_>) {
    let size = small(on);
    for end in ends {
        let (left, right) = sides(end.slot, end.across, plane, on);
        let tip = plane.height_of(end.at);
        let beside = if end.below { tip + size * 0.7 } else { tip - size * 0.7 };
        let middle = beside.clamp(size / 2.0, (on.height - size / 2.0).max(size / 2.0));
        let at = Point::new((left + right) / 2.0, middle);
        picture.push(plot::text(end.words, at, size, Anchor::Middle, on.theme.text));
    }
}

/// A slot's column of the plot, and the top of its highest bar.
fn place(slot: usize, pieces: &[Piece], plane: &Plane<'_>) -> (Area, Point) {
    let wide = plane.area.width() / plane.x.hi;
    let left = plane.area.left + slot as f64 * wide;
    let own = pieces.iter().filter(|piece| piece.slot == slot);
    let top = own.map(|piece| plane.height_of(piece.to)).fold(plane.area.bottom, f64::min);
    let area = Area { left, right: left + wide, ..plane.area };
    (area, Point::new(left + wide / 2.0, top))
}
