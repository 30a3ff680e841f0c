//! The bars over their axis, with their names at the left and the line of the day.

use super::{Bar, Clock, View};
use crate::issue::words;
use crate::look::scale::Scale;
use crate::look::{Anchor, Picture, Point, Shape, plot};
use crate::panel::frame::{self, Area, Axis, small};
use crate::panel::scene::MOST_MARKS;
use crate::panel::{Draw, Mark, Reach, Scene, toggles};

/// A bar's share of its row.
const THICK: f64 = 0.54;
/// Steps in which an open end fades.
const FADES: usize = 12;
/// How much of the axis an open end fades over.
const OPEN: f64 = 0.07;

/// Where everything stands.
struct Place {
    area: Area,
    scale: Scale,
    row: f64,
    thick: f64,
    shown: usize,
    /// The room of names.
    names: f64,
    today: Option<f64>,
    /// The height of the line over the plot that says 今天.
    day_line: f64,
}

pub(super) fn draw(scene: &mut Scene, view: &View, on: &Draw<'_>) {
    let head = head(view, on);
    if let Some(place) = Place::of(view, head, on) {
        axis(&mut scene.picture, view, &place, on);
        for (at, bar) in view.bars.iter().take(place.shown).enumerate() {
            let top = place.area.top + at as f64 * place.row;
            name(&mut scene.picture, bar, top, &place, on);
            match bar.span.to {
                Some(to) if to <= bar.span.from => milestone(&mut scene.picture, bar, top, &place),
                _ => body(&mut scene.picture, bar, top, &place, on),
            }
            mark(scene, bar, top, &place, on);
        }
        today(&mut scene.picture, &place, on);
    }
    // States stay in the legend when all of them are switched off.
    if head > 0.0 {
        let hidden = Place::of(view, head, on).map_or(0, |place| view.bars.len() - place.shown);
        write_head(scene, view, hidden, on);
    }
}

/// The height of legend and count over the plot.
fn head(view: &View, on: &Draw<'_>) -> f64 {
    let size = small(on);
    let room = on.height > size * 8.0 && on.width > size * 10.0;
    let short = view.bars.len() as f64 * size * LEAST_ROW > on.height - size * 2.0;
    if room && (view.keys.len() > 1 || short) { size * 1.9 } else { 0.0 }
}

/// The lowest row, in type sizes.
const LEAST_ROW: f64 = 1.45;

fn write_head(scene: &mut Scene, view: &View, hidden: usize, on: &Draw<'_>) {
    let (size, mut right) = (small(on), on.width - small(on) * 0.2);
    let y = size * 0.8;
    if hidden > 0 {
        let more = words::more_items(hidden, on.lang);
        let more = plot::fit(&more, size, right, on.measure);
        let wide = on.measure.width(&more, size, false);
        let at = Point::new(right, y);
        scene.picture.push(plot::text(more, at, size, Anchor::End, on.theme.muted));
        right -= wide + size;
    }
    if view.keys.len() > 1 {
        toggles::line(scene, &view.keys, (size * 0.2, right, y), on);
    }
}

impl Place {
    /// None where there is no bar.
    fn of(view: &View, head: f64, on: &Draw<'_>) -> Option<Place> {
        let size = small(on);
        let low = on.height < size * 6.0;
        let day_line = if on.height < size * 11.0 { 0.0 } else { size * 1.3 };
        let foot = if low { size * 0.2 } else { size * 1.8 };
        let named = on.width > size * 10.0 && on.height > size * 2.0;
        let (top, bottom) = (head + day_line + size * 0.2, on.height - foot);
        let tall = (bottom - top).max(1.0);
        let least = if named { size * LEAST_ROW } else { size * 0.5 };
        let fit = (tall / least).floor().max(1.0) as usize;
        let bars = view.bars.get(..fit).unwrap_or(&view.bars);
        let (scale, today) = span(bars, view.clock, on)?;
        let widths = bars.iter().map(|bar| on.measure.width(&bar.label, size, false));
        let names = if named { widths.fold(0.0, f64::max).min(on.width * 0.3) } else { 0.0 };
        let left = if names > 0.0 { names + size * 1.2 } else { size * 0.5 };
        let right = on.width - size * if named { 1.2 } else { 0.5 };
        let row = (tall / bars.len().max(1) as f64).min(on.em * 5.0);
        // Few rows stand at the top of their axis, not in the air.
        let area = Area { left, top, right, bottom: top + row * bars.len() as f64 };
        let thick = (row * THICK).min(on.em * 1.5).max(1.0);
        Some(Place { area, scale, row, thick, shown: bars.len(), names, today, day_line })
    }

    fn x(&self, at: f64) -> f64 {
        self.area.left + self.scale.share(at) * self.area.width().max(0.0)
    }
}

/// From the first start to the last end, and today where it lies there or nearly: what is open runs
/// on until today. A line at a day's first moment says nothing of hours.
fn span(bars: &[Bar], clock: Clock, on: &Draw<'_>) -> Option<(Scale, Option<f64>)> {
    let starts = || bars.iter().map(|bar| bar.span.from);
    let ends = bars.iter().filter_map(|bar| bar.span.to);
    let mut lo = starts().fold(f64::INFINITY, f64::min);
    let mut hi = ends.chain(starts()).fold(f64::NEG_INFINITY, f64::max);
    if lo > hi {
        return None;
    }
    let day = clock.day();
    let open = bars.iter().any(|bar| bar.span.to.is_none());
    let near = if open { ((hi - lo) * 2.0).max(day * 60.0) } else { (hi - lo) * 0.15 };
    let today = clock.begin(on.today, on);
    let hours = clock == Clock::Moments && hi - lo < day * 3.0;
    let seen = today >= lo - (hi - lo) * 0.15 && today <= hi + near && !hours;
    if seen {
        (lo, hi) = (lo.min(today), hi.max(today));
    }
    let around = if hi > lo { (hi - lo) * 0.02 } else { day * 0.5 };
    let fades = if open { (hi - lo) * OPEN } else { 0.0 };
    let scale = Scale { lo: lo - around, hi: hi + around + fades, ticks: Vec::new() };
    Some((scale, seen.then_some(today)))
}

/// Hairlines at days or moments with their names beneath.
fn axis(picture: &mut Picture, view: &View, place: &Place, on: &Draw<'_>) {
    let area = &place.area;
    let (lo, hi) = (place.scale.lo, place.scale.hi);
    let named = on.height >= small(on) * 6.0 && on.width > small(on) * 9.0;
    let most = (area.width() / (small(on) * 4.5)).max(2.0) as usize;
    let ticks = if named { view.clock.ticks(lo, hi, most, on) } else { Vec::new() };
    let x = Axis { lines: true, ..Axis::of_ticks(lo, hi, ticks, area.width(), on) };
    let scale = Scale { lo: 0.0, hi: 1.0, ticks: Vec::new() };
    let y = Axis { scale, labels: Vec::new(), lines: false };
    frame::plot(picture, on, area, (&x, &y), |_| Ok(()));
}

fn name(picture: &mut Picture, bar: &Bar, top: f64, place: &Place, on: &Draw<'_>) {
    let size = small(on);
    if place.names <= 0.0 {
        return;
    }
    let name = plot::fit(&bar.label, size, place.names + 0.01, on.measure);
    let at = Point::new(size * 0.2, top + place.row / 2.0);
    picture.push(plot::text(name, at, size, Anchor::Start, on.theme.text));
}

/// The bar with its done part; an open end fades from today on.
fn body(picture: &mut Picture, bar: &Bar, top: f64, place: &Place, on: &Draw<'_>) {
    let thick = place.thick;
    let y = top + (place.row - thick) / 2.0;
    let left = place.x(bar.span.from);
    let fading = place.area.width().max(0.0) * OPEN;
    let solid = match (bar.span.to, place.today) {
        (Some(to), _) => place.x(to),
        (None, Some(today)) => place.x(today).max(left),
        (None, None) => left.max(place.area.right - fading),
    };
    // The shortest bar is still seen.
    let wide = (solid - left).max(2.0).min((place.area.right - left).max(0.0));
    let mut rect = |x: f64, width: f64, fill| {
        let at = Point::new(x, y);
        picture.push(Shape::Rect { at, width, height: thick, fill });
    };
    let base = bar.color.fade(if bar.done.is_some() { 0.34 } else { 0.85 });
    rect(left, wide, base);
    if let Some(done) = bar.done.filter(|done| *done > 0.0) {
        rect(left, wide * done, bar.color);
    }
    let mut end = (left + wide).round();
    if bar.span.to.is_none() {
        let step = fading.min(place.area.right - end).max(0.0) / FADES as f64;
        let alpha = if bar.done.is_some() { 0.34 } else { 0.85 };
        for at in 0..FADES {
            let fade = alpha * (1.0 - (at as f64 + 0.5) / FADES as f64);
            // On whole pixels, so that no seam is seen.
            let (from, to) = (end + at as f64 * step, end + (at + 1) as f64 * step);
            rect(from.round(), to.round() - from.round(), bar.color.fade(fade));
        }
        end += step * FADES as f64;
    }
    percent(picture, bar, (end, top), place, on);
}

/// How much is done, beside the bar where there is room.
fn percent(picture: &mut Picture, bar: &Bar, (end, top): (f64, f64), place: &Place, on: &Draw<'_>) {
    let size = small(on) * 0.88;
    let Some(done) = bar.done.filter(|_| place.names > 0.0) else { return };
    let said = format!("{:.0}%", done * 100.0);
    let wide = on.measure.width(&said, size, false);
    let begin = end + size * 0.4;
    // Beyond today's line, where that would cross it.
    let crossed =
        place.today.map(|today| place.x(today)).filter(|x| (end..begin + wide).contains(x));
    let begin = crossed.map_or(begin, |x| x + size * 0.4);
    if begin + wide <= on.width {
        let at = Point::new(begin, top + place.row / 2.0);
        picture.push(plot::text(said, at, size, Anchor::Start, on.theme.muted));
    }
}

/// A diamond.
fn milestone(picture: &mut Picture, bar: &Bar, top: f64, place: &Place) {
    let half = (place.thick * 0.6).min(place.row * 0.5);
    let (x, y) = (place.x(bar.span.from), top + place.row / 2.0);
    let corner = |dx: f64, dy: f64| Point::new(x + dx * half, y + dy * half);
    let points = vec![corner(0.0, -1.0), corner(1.0, 0.0), corner(0.0, 1.0), corner(-1.0, 0.0)];
    picture.push(Shape::Area { points, fill: bar.color });
}

fn today(picture: &mut Picture, place: &Place, on: &Draw<'_>) {
    let Some(today) = place.today else { return };
    let size = small(on);
    let x = place.x(today);
    let (top, fill) = (place.area.top - size * 0.3, on.theme.text.fade(0.8));
    let at = Point::new(x - 0.75, top.max(0.0));
    let height = (place.area.bottom - at.y).max(0.0);
    picture.push(Shape::Rect { at, width: 1.5, height, fill });
    let word = words::today(on.lang);
    let half = on.measure.width(word, size, false) / 2.0;
    if place.day_line > 0.0 && half * 2.0 < on.width {
        let x = x.clamp(half, on.width - half);
        let at = Point::new(x, place.area.top - size * 0.85);
        picture.push(plot::text(word, at, size, Anchor::Middle, on.theme.text));
    }
}

/// The whole row is its bar's.
fn mark(scene: &mut Scene, bar: &Bar, top: f64, place: &Place, on: &Draw<'_>) {
    if scene.marks.len() >= MOST_MARKS {
        return;
    }
    let end = bar.span.to.map_or(place.area.right, |to| place.x(to));
    let middle = (place.x(bar.span.from) + end) / 2.0;
    scene.marks.push(Mark {
        reach: Reach::Box { left: 0.0, top, right: on.width, bottom: top + place.row },
        at: Point::new(middle, top + place.row / 2.0),
        label: bar.label.clone(),
        told: bar.told.clone(),
    });
}
