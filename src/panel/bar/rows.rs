//! Lying bars: names at the left, values at the bars' ends. Where bars are too thin for words, an
//! axis says the values.

use plotters::element::Rectangle;

use super::view::{End, Piece, View};
use super::{FILLED, Scene};
use crate::look::format;
use crate::look::scale::{self, Scale, Tick};
use crate::look::{Anchor, Picture, Point, Shape, plot};
use crate::panel::Draw;
use crate::panel::frame::{self, Area, Axis, Plane, small};
use crate::panel::head::Head;
use crate::panel::value_axis::Steps;

pub(super) fn draw(scene: &mut Scene, view: &View<'_>, on: &Draw<'_>) {
    let (count, head) = head(view, on);
    let top = if head.is_empty() { 0.0 } else { head.height(on) };
    let pieces = view.pieces(count);
    let names = Names::of(view, count, on);
    let ends = ends(view, &pieces, (count, top, names.room), on);
    // An axis takes a line from the names, which must not come to lie on each other.
    let left = (on.height - top - small(on) * 1.8) / count as f64;
    let ticks = ends.is_empty() && left > small(on) * 1.1;
    let length = on.width - names.room;
    scene.legend = head.write(&mut scene.picture, on);
    let Some(x) = value_axis(view, &pieces, (ticks, length), on) else { return };
    let area = area(&x, &ends, names.room, top, on);
    let mut y = super::slot_axis(count);
    // The first row is the upper one.
    std::mem::swap(&mut y.scale.lo, &mut y.scale.hi);
    bars(&mut scene.picture, view, &pieces, &area, (&x, &y), on);
    names.write(&mut scene.picture, &area, area.height() / count as f64, on);
    let plane = Plane { area, x: &x.scale, y: &y.scale };
    if !plane.is_seen() {
        return;
    }
    if view.steps == Steps::Linear {
        baseline(&mut scene.picture, &plane, on);
    }
    inner(&mut scene.picture, view, &pieces, &plane, on);
    words(&mut scene.picture, ends, &plane, on);
    let place = |slot: usize| place(slot, &pieces, &plane);
    scene.marks = super::marks(view, count, place, on);
}

/// How many bars there is room for, and what is said above them.
fn head(view: &View<'_>, on: &Draw<'_>) -> (usize, Head) {
    let tall = super::is_tall(on);
    let percent = on.format == format::Format::Percent;
    let mut head = Head {
        title: view.unit().filter(|_| tall && !percent).map(str::to_string),
        legend: if tall { view.legend() } else { Vec::new() },
        ..Head::default()
    };
    let least = small(on) * (0.5 + 0.6 * view.abreast() as f64).max(1.5);
    let fits = |top: f64| super::slots(view, on.height - top, least);
    let count = fits(if head.is_empty() { 0.0 } else { head.height(on) });
    head.missing = super::missing(view, count, on);
    if !tall || head.missing.is_none() {
        head.missing = None;
        return (count, head);
    }
    let count = fits(head.height(on));
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
    fn of(view: &View<'_>, count: usize, on: &Draw<'_>) -> Names {
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
    view: &View<'_>,
    pieces: &[Piece],
    (count, top, left): (usize, f64, f64),
    on: &Draw<'_>,
) -> Vec<End> {
    let ends = view.ends(pieces, on);
    let thick = (on.height - top) / count as f64 * FILLED / view.abreast() as f64;
    let fits = beside(&ends, on) < (on.width - left) * 0.45 && thick >= small(on) * 0.9;
    if fits { ends } else { Vec::new() }
}

/// From zero to the farthest ends; round ticks only where no value is said.
fn value_axis(
    view: &View<'_>,
    pieces: &[Piece],
    (ticks, length): (bool, f64),
    on: &Draw<'_>,
) -> Option<Axis> {
    let reach: Vec<f64> = pieces.iter().flat_map(|piece| [piece.from, piece.to]).collect();
    let ticks = ticks && super::is_tall(on) && on.width >= small(on) * 10.0;
    if view.steps == Steps::Log {
        let (mut axis, _) = view.steps.axis(&reach, true, None, on)?;
        if !ticks {
            axis.labels.clear();
            return Some(Axis { lines: false, ..axis });
        }
        let Axis { scale, labels, .. } = axis;
        let ticks = scale.ticks.into_iter().zip(labels).map(|(at, label)| Tick { at, label });
        return Some(spaced((scale.lo, scale.hi), ticks.collect(), length, on));
    }
    if ticks {
        let most = (on.width / (small(on) * 8.0)).clamp(2.0, 4.0) as usize;
        let scale = Scale::nice(reach.iter().copied(), true, most)?;
        // Their power of ten stands in each label, as the title is the unit alone.
        let say = |at: f64| format::number(at, view.format(on), None, on.lang).line();
        let ticks = scale.ticks.iter().map(|at| Tick { at: *at, label: say(*at) }).collect();
        return Some(spaced((scale.lo, scale.hi), ticks, length, on));
    }
    let (lo, hi) = scale::extent(reach.iter().copied().chain([0.0]))?;
    let hi = if lo == hi { lo + 1.0 } else { hi };
    let scale = Scale { lo, hi, ticks: Vec::new() };
    (!pieces.is_empty()).then_some(Axis { scale, labels: Vec::new(), lines: false })
}

/// An axis with lines at the ticks whose labels keep clear of each other.
fn spaced((lo, hi): (f64, f64), ticks: Vec<Tick>, length: f64, on: &Draw<'_>) -> Axis {
    Axis { lines: true, ..Axis::of_ticks(lo, hi, ticks, length - small(on) * 1.5, on) }
}

fn area(x: &Axis, ends: &[End], left: f64, top: f64, on: &Draw<'_>) -> Area {
    let size = small(on);
    let below = if x.labels.is_empty() { 1.0 } else { size * 1.8 };
    let beside = if x.labels.is_empty() { beside(ends, on) } else { size * 1.5 };
    let before = if ends.iter().any(|end| end.below) { beside } else { 0.0 };
    Area { left: left + before, top, right: on.width - beside, bottom: on.height - below }
}

/// The bars, alone ones each on a faint track of the full length.
fn bars(
    picture: &mut Picture,
    view: &View<'_>,
    pieces: &[Piece],
    area: &Area,
    (x, y): (&Axis, &Axis),
    on: &Draw<'_>,
) {
    let slot = area.height() / y.scale.lo;
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
    frame::plot(picture, on, area, (x, y), |chart| {
        if view.abreast() == 1 {
            let firsts = pieces.chunk_by(|a, b| a.slot == b.slot).filter_map(|all| all.first());
            chart.draw_series(firsts.map(track))?;
        }
        chart.draw_series(pieces.iter().flat_map(bar))?;
        Ok(())
    });
}

/// Where bars lie on both sides of zero, zero is a line.
fn baseline(picture: &mut Picture, plane: &Plane<'_>, on: &Draw<'_>) {
    if plane.x.lo < 0.0 && plane.x.hi >= 0.0 {
        let at = Point::new(plane.at(0.0, 0.0).x.round() - 1.0, plane.area.top);
        let height = plane.area.height();
        picture.push(Shape::Rect { at, width: 1.0, height, fill: on.theme.muted.fade(0.6) });
    }
}

/// The middle of a bar's height in pixels.
fn middle(slot: usize, across: (f64, f64), plane: &Plane<'_>, on: &Draw<'_>) -> f64 {
    let high = plane.area.height() / plane.y.lo;
    let (from, to) = super::along(slot, across, high, on);
    plane.area.top + (from + to) / 2.0 * high
}

/// What each piece of a stack counts, inside it where it fits.
fn inner(
    picture: &mut Picture,
    view: &View<'_>,
    pieces: &[Piece],
    plane: &Plane<'_>,
    on: &Draw<'_>,
) {
    let size = small(on);
    let thick = plane.area.height() / plane.y.lo * FILLED;
    for piece in pieces.iter().filter(|_| view.stacked && thick >= size * 1.2) {
        let (from, to) = (plane.at(piece.from, 0.0).x, plane.at(piece.to, 0.0).x);
        let words = view.say(piece.value, on);
        if (to - from).abs() >= on.measure.width(&words, size, false) + size * 0.6 {
            let at = Point::new((from + to) / 2.0, middle(piece.slot, piece.across, plane, on));
            let color = super::on_face(piece, on);
            picture.push(plot::text(words, at, size, Anchor::Middle, color));
        }
    }
}

fn words(picture: &mut Picture, ends: Vec<End>, plane: &Plane<'_>, on: &Draw<'_>) {
    let size = small(on);
    for end in ends {
        let y = middle(end.slot, end.across, plane, on);
        let tip = plane.at(end.at, 0.0).x;
        let (x, anchor) = match end.below {
            true => (tip - size * 0.3, Anchor::End),
            false => (tip + size * 0.3, Anchor::Start),
        };
        picture.push(plot::text(end.words, Point::new(x, y), size, anchor, on.theme.text));
    }
}

/// A slot's row over the picture's width, and the end of its longest bar.
fn place(slot: usize, pieces: &[Piece], plane: &Plane<'_>) -> (Area, Point) {
    let high = plane.area.height() / plane.y.lo;
    let top = plane.area.top + slot as f64 * high;
    let own = pieces.iter().filter(|piece| piece.slot == slot);
    let tip = own.map(|piece| plane.at(piece.to, 0.0).x).fold(plane.area.left, f64::max);
    let area = Area { left: 0.0, top, bottom: top + high, ..plane.area };
    (area, Point::new(tip, top + high / 2.0))
}
