//! Lines and areas as a picture, with the marks of their places and the brush.

use super::ends::Ends;
use super::view::{Line, View};
use super::{Fill, Look, levels};
use crate::data::table::Table;
use crate::look::{Color, Picture, Point, Shape};
use crate::panel::frame::{self, Area, Axis, Plane, small};
use crate::panel::head::{Head, Key};
use crate::panel::scene::{Entry, Mark, Reach, Told};
use crate::panel::tips::{self, Spot};
use crate::panel::value_axis::Steps;
use crate::panel::x_axis::Order;
use crate::panel::{Draw, Scene};

/// Draws the rows; an empty picture where no row has a value.
pub(in crate::panel) fn drawn(look: &Look<'_>, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let Some(view) = View::of(look, rows, on) else { return scene };
    scene.notice = view.notice(on);
    let marked = marked(look);
    let mut reach = view.reach();
    reach.extend(marked.iter().map(|(at, _)| *at));
    let Some((mut y, title)) = look.steps.axis(&reach, look.zero, view.unit.as_deref(), on) else {
        scene.legend = head(&view, None, false, on).write(&mut scene.picture, on);
        return scene;
    };
    let ends = Ends::of(&view, on);
    let head = head(&view, title, !ends.words.is_empty(), on);
    let area = area(&mut y, &ends, head.height(on), on);
    let x = match has_x_labels(on) {
        true => view.order.axis(view.span, area.width(), on),
        false => Order::bare(view.span),
    };
    scene.legend = head.write(&mut scene.picture, on);
    let plane = Plane { area, x: &x.scale, y: &y.scale };
    if !plane.is_seen() {
        return scene;
    }
    frame::grid(&mut scene.picture, on, &area, (&x, &y));
    if look.steps == Steps::Linear {
        plane.baseline(&mut scene.picture, on);
    }
    for (at, _) in &marked {
        plane.level(&mut scene.picture, *at, on.theme.muted, on);
    }
    let curves = curves(&mut scene.picture, look, &view, &plane, on);
    levels::write(&mut scene.picture, &marked, &plane, &curves, on);
    let called = ends.write(&mut scene.picture, &view, &plane, on);
    scene.legend = in_order(&view.keys, called, scene.legend);
    scene.marks = marks(&view, &plane, on);
    scene.brush = brush(&view, &area);
    scene
}

/// The levels by their places on the value axis; one without a place is not drawn.
fn marked<'a>(look: &Look<'a>) -> Vec<(f64, &'a str)> {
    let place = |level: &'a super::Level| {
        let at = look.steps.place(level.at).filter(|at| at.is_finite())?;
        Some((at, level.label.as_deref().unwrap_or_default()))
    };
    look.levels.iter().filter_map(place).collect()
}

/// Title, legend and what is not shown; nothing in low pictures. Lines that are called at their ends
/// are in the legend only while they are switched off.
fn head(view: &View, title: Option<String>, called: bool, on: &Draw<'_>) -> Head {
    if !has_x_labels(on) {
        return Head::default();
    }
    let mut legend = view.keys.clone();
    legend.retain(|key| view.keys.len() > 1 && (!called || on.pose.hides(&key.name)));
    Head { title, legend, missing: view.missing(on), taken: 0.0 }
}

/// The entries of both kinds in the order of the keys.
fn in_order(keys: &[Key], called: Vec<Entry>, listed: Vec<Entry>) -> Vec<Entry> {
    let all: Vec<Entry> = called.into_iter().chain(listed).collect();
    let entry = |key: &Key| all.iter().find(|entry| entry.name == key.name).cloned();
    keys.iter().filter_map(entry).collect()
}

/// The plot's place between head, labels and the words at the lines' ends. Where the picture is too
/// small for labels, the axis loses them.
fn area(y: &mut Axis, ends: &Ends, head: f64, on: &Draw<'_>) -> Area {
    if on.width < small(on) * 9.0 || on.height < small(on) * 3.0 {
        y.labels.clear();
    }
    let left = match y.labels.is_empty() {
        true => small(on) * 0.3,
        false => y.widest(on) + small(on) * 0.7,
    };
    // Half a date hangs over each end of the axis.
    let hanging = if has_x_labels(on) { small(on) * 1.9 } else { small(on) * 0.3 };
    let bottom = if has_x_labels(on) { small(on) * 1.8 } else { small(on) * 0.5 };
    let right = on.width - hanging.max(ends.room);
    Area { left: left.max(hanging), top: head, right, bottom: on.height - bottom }
}

fn has_x_labels(on: &Draw<'_>) -> bool {
    on.height > small(on) * 4.5 && on.width > small(on) * 9.0
}

/// An edge of a band in the picture: where it is, and how high its lower edge lies there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    x: f64,
    low: f64,
    high: f64,
}

/// Draws every line with its ground; what was drawn of them, for labels to keep clear of.
fn curves(
    picture: &mut Picture,
    look: &Look<'_>,
    view: &View,
    plane: &Plane<'_>,
    on: &Draw<'_>,
) -> Vec<Vec<Point>> {
    let mut all = Vec::new();
    for line in &view.lines {
        let both = [&line.bands, &line.under].into_iter();
        for run in both.flat_map(|bands| runs(view, bands, plane)) {
            let run = thinned(&clipped(run, plane.area.left, plane.area.right));
            if look.fill != Fill::None {
                ground(picture, &run, fill(&line.key, view.stacked));
            }
            all.push((&line.key, run));
        }
    }
    // Lines lie over every ground.
    let width = (on.em / 24.0 * 2.0).max(1.5) * if view.stacked { 0.75 } else { 1.0 };
    let dot = |picture: &mut Picture, at: Point, fill| {
        picture.push(Shape::Circle { at, radius: width * 1.6, fill });
    };
    let mut drawn = Vec::new();
    for (key, run) in &all {
        let points: Vec<Point> = run.iter().map(|edge| Point::new(edge.x, edge.high)).collect();
        match points.as_slice() {
            [at] => dot(picture, *at, key.color),
            _ => {
                let stroke = frame::patterned(key.color, width, key.round, on);
                picture.push(Shape::Line { points: points.clone(), stroke });
            }
        }
        drawn.push(points);
    }
    for line in view.lines.iter().filter(|_| !view.stacked) {
        let last = view.last(line);
        let place = last.and_then(|at| view.places.get(at));
        let band = last.and_then(|at| line.bands.get(at).copied().flatten());
        if let (Some(place), Some((_, high))) = (place, band) {
            dot(picture, plane.at(*place, high), line.key.color);
        }
    }
    drawn
}

/// 12 % under a line, more where bands lie side by side; a colour that is used again is fainter.
fn fill(key: &Key, stacked: bool) -> Color {
    let share = if stacked { 0.45 } else { 0.12 };
    key.color.fade(share / (1.0 + key.round as f64))
}

fn ground(picture: &mut Picture, run: &[Edge], fill: Color) {
    let upper = run.iter().map(|edge| Point::new(edge.x, edge.high));
    let lower = run.iter().rev().map(|edge| Point::new(edge.x, edge.low));
    if run.len() > 1 {
        picture.push(Shape::Area { points: upper.chain(lower).collect(), fill });
    }
}

/// A line between its gaps, in pixels; x is not yet held within the plot.
fn runs(view: &View, bands: &[Option<(f64, f64)>], plane: &Plane<'_>) -> Vec<Vec<Edge>> {
    let (lo, hi) = (plane.x.lo, plane.x.hi);
    let mut runs: Vec<Vec<Edge>> = vec![Vec::new()];
    for (place, band) in view.places.iter().zip(bands) {
        let x = plane.area.left + (place - lo) / (hi - lo) * plane.area.width();
        match (band, runs.last_mut()) {
            (Some((low, high)), Some(run)) => {
                run.push(Edge { x, low: plane.height_of(*low), high: plane.height_of(*high) });
            }
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The part of a run between the plot's sides; where it crosses one, it ends on it.
fn clipped(run: Vec<Edge>, left: f64, right: f64) -> Vec<Edge> {
    let inside = |edge: &Edge| edge.x >= left - 0.01 && edge.x <= right + 0.01;
    let mut kept = Vec::new();
    for (at, edge) in run.iter().enumerate() {
        if inside(edge) {
            kept.push(*edge);
            continue;
        }
        // A neighbour out of sight is moved to the side, along the piece that leads to it.
        let next = if edge.x < left { run.get(at + 1) } else { run.get(at.wrapping_sub(1)) };
        let side = if edge.x < left { left } else { right };
        if let Some(next) = next.filter(|next| inside(next) || (next.x < left) != (edge.x < left)) {
            let share = (side - edge.x) / (next.x - edge.x);
            let between = |from: f64, to: f64| from + (to - from) * share;
            let (low, high) = (between(edge.low, next.low), between(edge.high, next.high));
            kept.push(Edge { x: side, low, high });
        }
    }
    kept
}

/// First, least, most and last point of each pixel column, in their order: the line looks the same.
fn thinned(run: &[Edge]) -> Vec<Edge> {
    let mut kept = Vec::new();
    for group in run.chunk_by(|a, b| a.x.floor() == b.x.floor()) {
        let (mut least, mut most) = (0, 0);
        let high = |at: usize| group.get(at).map_or(0.0, |edge| edge.high);
        for at in 0..group.len() {
            least = if high(at) < high(least) { at } else { least };
            most = if high(at) > high(most) { at } else { most };
        }
        let mut places = vec![0, least.min(most), least.max(most), group.len() - 1];
        places.dedup();
        kept.extend(places.into_iter().filter_map(|at| group.get(at)));
    }
    kept
}

/// A mark for each place in sight, of several in a pixel column the first.
fn marks(view: &View, plane: &Plane<'_>, on: &Draw<'_>) -> Vec<Mark> {
    let mut spots: Vec<Spot> = Vec::new();
    for (at, place) in view.places.iter().enumerate() {
        let x = plane.at(*place, 0.0).x;
        let close = spots.last().is_some_and(|last| (last.at.x - x).abs() < 1.0);
        let seen = (plane.x.lo..=plane.x.hi).contains(place);
        if close || !seen {
            continue;
        }
        let told: Vec<Told> =
            view.lines.iter().filter_map(|line| told(view, line, at, on)).collect();
        if told.is_empty() {
            continue;
        }
        let high = |line: &Line| line.bands.get(at).copied().flatten().map(|(_, high)| high);
        let tops = view.lines.iter().filter_map(high).map(|high| plane.height_of(high));
        let at = Point::new(x, tops.fold(plane.area.bottom, f64::min));
        spots.push(Spot { at, label: view.order.called(*place, on), told });
    }
    tips::columns(spots, &plane.area)
}

fn told(view: &View, line: &Line, at: usize, on: &Draw<'_>) -> Option<Told> {
    let value = line.values.get(at).copied().flatten()?;
    let name = if view.keys.len() > 1 { line.key.name.clone() } else { String::new() };
    let value = on.told(value, view.unit.as_deref());
    Some(Told { name, value, color: Some(line.key.color) })
}

/// The plot, where there is more than one place to choose from.
fn brush(view: &View, area: &Area) -> Option<Reach> {
    let Area { left, top, right, bottom } = *area;
    (view.places.len() > 1).then_some(Reach::Box { left, top, right, bottom })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(x: f64, high: f64) -> Edge {
        Edge { x, low: 0.0, high }
    }

    #[test]
    fn thinning_keeps_peaks_and_order() {
        let run: Vec<Edge> = (0..1000)
            .map(|at| edge(f64::from(at) / 100.0, if at == 437 { 99.0 } else { 1.0 }))
            .collect();
        let kept = thinned(&run);
        assert!(kept.len() <= 40, "{}", kept.len());
        assert!(kept.contains(&edge(4.37, 99.0)));
        assert!(kept.is_sorted_by(|a, b| a.x < b.x));
        assert_eq!((kept[0].x, kept[kept.len() - 1].x), (0.0, 9.99));
    }

    #[test]
    fn lines_end_on_the_sides_of_the_plot() {
        let run = vec![edge(-10.0, 0.0), edge(10.0, 20.0), edge(30.0, 40.0)];
        assert_eq!(clipped(run, 0.0, 20.0), [edge(0.0, 10.0), edge(10.0, 20.0), edge(20.0, 30.0)]);
        let across = vec![edge(-10.0, 0.0), edge(30.0, 40.0)];
        assert_eq!(clipped(across, 0.0, 20.0), [edge(0.0, 10.0), edge(20.0, 30.0)]);
        assert!(clipped(vec![edge(-10.0, 0.0)], 0.0, 20.0).is_empty());
    }
}
