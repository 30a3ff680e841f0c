//! Lying bars: names at the left, values at the bars' ends. Where bars are too thin for words, an
//! axis says the values.

use plotters::element::Rectangle;

use super::{End, FILLED, Piece, View};
use crate::look::format::Format;
use crate::look::scale::{self, Scale, Tick};
use crate::look::{Anchor, Picture, Point, plot};
use crate::panel::Draw;
use crate::panel::frame::{self, Area, Axis, Head, small};

pub(super) fn draw(picture: &mut Picture, view: &View, format: Format, on: &Draw<'_>) {
    let (count, head) = head(view, format, on);
    let top = if head.is_empty() { 0.0 } else { head.height(on) };
    let pieces = view.pieces(count, on);
    let names = Names::of(view, count, on);
    let ends = ends(view, &pieces, (count, top, names.room), format, on);
    // An axis takes a line from the names, which must not come to lie on each other.
    let left = (on.height - top - small(on) * 1.8) / count as f64;
    let ticks = ends.is_empty() && left > small(on) * 1.1;
    let length = on.width - names.room;
    let Some(x) = value_axis(&pieces, (ticks, length), format, on) else { return };
    let area = area(&x, &ends, names.room, top, on);
    head.write(picture, on);
    bars(picture, view, &pieces, &area, (&x, count), on);
    let slot = area.height() / count as f64;
    names.write(picture, &area, slot, on);
    words(picture, ends, &area, slot, &x.scale, on);
}

/// How many bars there is room for, and what is said above them.
fn head(view: &View, format: Format, on: &Draw<'_>) -> (usize, Head) {
    let tall = super::is_tall(on);
    let percent = format == Format::Percent;
    let mut head = Head {
        title: view.spread.unit.clone().filter(|_| tall && !percent),
        legend: if tall { super::legend(view, on) } else { Vec::new() },
        missing: None,
    };
    let least = small(on) * (0.5 + 0.6 * view.abreast() as f64).max(1.5);
    let fits = |top: f64| super::slots(view, on.height - top, least);
    let line = small(on) * frame::HEAD;
    let count = fits(if head.is_empty() { 0.0 } else { line });
    if !tall || super::missing(view, count, on).is_none() {
        return (count, head);
    }
    let count = fits(line);
    head.missing = super::missing(view, count, on);
    (count, head)
}

/// The names and the room that they take with their gap.
struct Names {
    words: Vec<String>,
    room: f64,
}

impl Names {
    /// None in a narrow picture.
    fn of(view: &View, count: usize, on: &Draw<'_>) -> Names {
        let size = small(on);
        if on.width < size * 10.0 {
            return Names { words: Vec::new(), room: size * 0.3 };
        }
        let fit = |words: &String| plot::fit(words, size, on.width * 0.3, on.measure);
        let words: Vec<String> = view.spread.labels.iter().take(count).map(fit).collect();
        let room = widest(words.iter(), on) + size * 0.8;
        Names { words, room }
    }

    fn write(self, picture: &mut Picture, area: &Area, slot: f64, on: &Draw<'_>) {
        let size = small(on);
        for (at, words) in self.words.into_iter().enumerate() {
            let at = Point::new(self.room - size * 0.5, area.top + (at as f64 + 0.5) * slot);
            picture.push(plot::text(words, at, size, Anchor::End, on.theme.text));
        }
    }
}

fn widest<'a>(words: impl Iterator<Item = &'a String>, on: &Draw<'_>) -> f64 {
    words.map(|word| on.measure.width(word, small(on), false)).fold(0.0, f64::max)
}

/// The room beside the bars that their values take.
fn beside(ends: &[End], on: &Draw<'_>) -> f64 {
    let gap = small(on) * if ends.is_empty() { 0.3 } else { 0.6 };
    widest(ends.iter().map(|end| &end.words), on) + gap
}

/// The values at the ends, none where bars are thinner than words or would lose half their length.
fn ends(
    view: &View,
    pieces: &[Piece],
    (count, top, left): (usize, f64, f64),
    format: Format,
    on: &Draw<'_>,
) -> Vec<End> {
    let ends = view.ends(pieces, format, on);
    let thick = (on.height - top) / count as f64 * FILLED / view.abreast() as f64;
    let fits = beside(&ends, on) < (on.width - left) * 0.45 && thick >= small(on) * 0.9;
    if fits { ends } else { Vec::new() }
}

/// From zero to the farthest ends; round ticks only where no value is said.
fn value_axis(
    pieces: &[Piece],
    (ticks, length): (bool, f64),
    format: Format,
    on: &Draw<'_>,
) -> Option<Axis> {
    let reach = || pieces.iter().flat_map(|piece| [piece.from, piece.to]);
    if ticks && super::is_tall(on) && on.width >= small(on) * 10.0 {
        let most = (on.width / (small(on) * 8.0)).clamp(2.0, 4.0) as usize;
        let scale = Scale::nice(reach(), true, most)?;
        // Their power of ten stands in each label, as the title is the unit alone.
        let say = |at: f64| crate::look::format::number(at, format, None, on.lang).line();
        let ticks = scale.ticks.iter().map(|at| Tick { at: *at, label: say(*at) }).collect();
        let axis = Axis::of_ticks(scale.lo, scale.hi, ticks, length - small(on) * 1.5, on);
        return Some(Axis { lines: true, ..axis });
    }
    let (lo, hi) = scale::extent(reach().chain([0.0]))?;
    let hi = if lo == hi { lo + 1.0 } else { hi };
    let scale = Scale { lo, hi, ticks: Vec::new() };
    Some(Axis { scale, labels: Vec::new(), lines: false })
}

fn area(x: &Axis, ends: &[End], left: f64, top: f64, on: &Draw<'_>) -> Area {
    let size = small(on);
    let below = if x.labels.is_empty() { 1.0 } else { size * 1.8 };
    let beside = if x.labels.is_empty() { beside(ends, on) } else { size * 1.5 };
    let before = if x.scale.lo < 0.0 && !ends.is_empty() { beside } else { 0.0 };
    Area { left: left + before, top, right: on.width - beside, bottom: on.height - below }
}

/// The bars, alone ones each on a faint track of the full length.
fn bars(
    picture: &mut Picture,
    view: &View,
    pieces: &[Piece],
    area: &Area,
    (x, count): (&Axis, usize),
    on: &Draw<'_>,
) {
    let slot = area.height() / count as f64;
    let along = |piece: &Piece| super::along(piece.slot, piece.across, slot, on);
    let track = |piece: &Piece| {
        let (from, to) = along(piece);
        Rectangle::new([(x.scale.lo, from), (x.scale.hi, to)], plot::face(on.theme.grid))
    };
    let tip = (x.scale.hi - x.scale.lo) / area.width() * super::tip(on);
    let bar = |piece: &Piece| {
        let (from, to) = along(piece);
        let bar = move |(low, high, face)| Rectangle::new([(low, from), (high, to)], face);
        super::faces(piece, view.stacked, tip).map(bar)
    };
    let mut y = super::slot_axis(count);
    // The first row is the upper one.
    std::mem::swap(&mut y.scale.lo, &mut y.scale.hi);
    frame::plot(picture, on, area, (x, &y), |chart| {
        if view.abreast() == 1 {
            let firsts = pieces.chunk_by(|a, b| a.slot == b.slot).filter_map(|all| all.first());
            chart.draw_series(firsts.map(track))?;
        }
        chart.draw_series(pieces.iter().flat_map(bar))?;
        Ok(())
    });
}

fn words(picture: &mut Picture, ends: Vec<End>, area: &Area, slot: f64, x: &Scale, on: &Draw<'_>) {
    let size = small(on);
    for end in ends {
        let (from, to) = super::along(end.slot, end.across, slot, on);
        let y = area.top + (from + to) / 2.0 * slot;
        let tip = area.left + x.share(end.at) * area.width();
        let (x, anchor) = match end.at < 0.0 {
            true => (tip - size * 0.3, Anchor::End),
            false => (tip + size * 0.3, Anchor::Start),
        };
        picture.push(plot::text(end.words, Point::new(x, y), size, anchor, on.theme.text));
    }
}
