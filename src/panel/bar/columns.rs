//! Standing bars: names below, values on the axis and, where there is room, on top.

use plotters::element::Rectangle;

use super::{End, FILLED, Piece, View};
use crate::look::format::Format;
use crate::look::scale::{Scale, Tick};
use crate::look::{Anchor, Picture, Point, plot};
use crate::panel::Draw;
use crate::panel::frame::{self, Area, Axis, Head, small};

pub(super) fn draw(picture: &mut Picture, view: &View, format: Format, on: &Draw<'_>) {
    let abreast = view.abreast() as f64;
    let least = on.em * (0.25 + 0.35 * abreast);
    let count = super::slots(view, on.width - small(on) * 4.0, least);
    let pieces = view.pieces(count, on);
    let Some((mut y, title)) = value_axis(view, &pieces, format, on) else { return };
    let tall = super::is_tall(on);
    let head = Head {
        title: title.filter(|_| tall),
        legend: if tall { super::legend(view, on) } else { Vec::new() },
        missing: super::missing(view, count, on).filter(|_| tall),
    };
    let mut area = area(&y, head.height(on), on);
    let slot = area.width() / count as f64;
    // Bars of a group stand close; a lone bar's words may reach over its gap.
    let room = if abreast > 1.0 { (slot * FILLED / abreast).min(on.em * 3.0) } else { slot * 0.96 };
    let ends = fitting(view.ends(&pieces, format, on), room, on);
    if !ends.is_empty() {
        area.top += small(on) * 0.8;
    }
    if ends.iter().any(|end| end.at < 0.0) {
        // Words below a bar need a line above the names.
        let line = small(on) * 1.4;
        y.scale.lo -= (y.scale.hi - y.scale.lo) * line / (area.height() - line).max(line);
    }
    head.write(picture, on);
    let x = if tall { named(view, count, &area, on) } else { super::slot_axis(count) };
    bars(picture, view, &pieces, &area, (&x, &y), on);
    words(picture, ends, &area, slot, &y.scale, on);
}

/// The axis of values and its title; no labels where there is no room for them.
fn value_axis(
    view: &View,
    pieces: &[Piece],
    format: Format,
    on: &Draw<'_>,
) -> Option<(Axis, Option<String>)> {
    let most = (on.height / (small(on) * 2.4)).clamp(2.0, 4.0) as usize;
    let reach = pieces.iter().flat_map(|piece| [piece.from, piece.to]);
    let scale = Scale::nice(reach, true, most)?;
    let (mut y, title) = Axis::of_values(scale, format, view.spread.unit.as_deref(), on);
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
fn named(view: &View, count: usize, area: &Area, on: &Draw<'_>) -> Axis {
    let slot = area.width() / count.max(1) as f64;
    let room = (slot - small(on) * 0.8).max(small(on) * 3.0).min(area.width());
    let fit = |words: &String| match view.spread.timed {
        true => words.clone(),
        false => plot::fit(words, small(on), room, on.measure),
    };
    let tick = |(at, words)| Tick { at: at as f64 + 0.5, label: fit(words) };
    let ticks = view.spread.labels.iter().take(count).enumerate().map(tick).collect();
    Axis::of_ticks(0.0, count as f64, ticks, area.width(), on)
}

fn bars(
    picture: &mut Picture,
    view: &View,
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

fn words(picture: &mut Picture, ends: Vec<End>, area: &Area, slot: f64, y: &Scale, on: &Draw<'_>) {
    let size = small(on);
    for end in ends {
        let (from, to) = super::along(end.slot, end.across, slot, on);
        let tip = area.bottom - y.share(end.at) * area.height();
        let beside = if end.at < 0.0 { tip + size * 0.7 } else { tip - size * 0.7 };
        let middle = beside.clamp(size / 2.0, (on.height - size / 2.0).max(size / 2.0));
        let at = Point::new(area.left + (from + to) / 2.0 * slot, middle);
        picture.push(plot::text(end.words, at, size, Anchor::Middle, on.theme.text));
    }
}
