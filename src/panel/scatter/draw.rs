//! Dots as a picture: large ones first, so that small ones lie over them.

use super::sizes::{self, Sizes};
use super::view::{Dot, View};
use super::{Options, names};
use crate::data::table::{Field, Table};
use crate::issue::Lang;
use crate::look::plot;
use crate::look::scale;
use crate::look::{Anchor, Color, Picture, Point, Shape};
use crate::panel::frame::{self, Area, Axis, Plane, small};
use crate::panel::head::Head;
use crate::panel::scene::{MOST_MARKS, Mark, Reach};
use crate::panel::value_axis::Steps;
use crate::panel::x_axis::{self, Order};
use crate::panel::{Draw, Scene, view};

/// A drawing has at most so many dots.
const MOST_DOTS: usize = 20_000;
/// Beyond so many, bubbles have no rim.
const MOST_RIMS: usize = 500;

/// A dot in the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub at: Point,
    pub radius: f64,
    pub dot: Dot,
}

/// Draws the rows; an empty picture where no row has two values.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let Some(view) = View::of(options, rows, on) else { return scene };
    scene.notice = view.notice(None, on);
    let places: Vec<f64> = view.dots.iter().map(|dot| dot.y).collect();
    let unit = view.y.unit.as_deref();
    let sizes = Sizes::of(&view, on);
    let Some((mut y, title)) = options.scale.axis(&places, options.zero, unit, on) else {
        if view.keys.iter().any(|key| on.pose.hides(&key.name)) {
            scene.legend = head(&view, &sizes, None, on).write(&mut scene.picture, on);
        }
        return scene;
    };
    let head = head(&view, &sizes, Some(called(view.y, title.as_deref(), on.lang)), on);
    let area = area(&mut y, &view, head.height(on), on);
    let Some(x) = fitted(&view, &mut y, &sizes, &area, on) else { return scene };
    if is_roomy(on) {
        scene.legend = head.write(&mut scene.picture, on);
        sizes.write(&mut scene.picture, &view, on);
    }
    let plane = Plane { area, x: &x.scale, y: &y.scale };
    if !plane.is_seen() {
        return scene;
    }
    frame::grid(&mut scene.picture, on, &area, (&x, &y));
    if options.scale == Steps::Linear {
        plane.baseline(&mut scene.picture, on);
    }
    x_title(&mut scene.picture, &view, &area, on);
    let (spots, thinned) = spots(&view, &sizes, &plane);
    discs(&mut scene.picture, &view, &sizes, &spots, on);
    names::write(&mut scene.picture, &view, &spots, &area, on);
    scene.marks = marks(&view, &spots, on);
    scene.notice = view.notice(thinned, on);
    scene
}

fn is_roomy(on: &Draw<'_>) -> bool {
    on.height > small(on) * 6.0 && on.width > small(on) * 9.0
}

fn head(view: &View<'_>, sizes: &Sizes, title: Option<String>, on: &Draw<'_>) -> Head {
    if !is_roomy(on) {
        return Head::default();
    }
    let legend = if view.keys.len() > 1 { view.keys.clone() } else { Vec::new() };
    Head { title, legend, missing: None, taken: sizes.legend(view, on) }
}

/// A field's label and what its axis counts: 月薪(元).
fn called(field: &Field, unit: Option<&str>, lang: Lang) -> String {
    match unit {
        None => field.label.clone(),
        Some(unit) => match lang {
            Lang::Zh => format!("{}({unit})", field.label),
            Lang::En => format!("{} ({unit})", field.label),
        },
    }
}

/// Numbers below need a title, days and times speak for themselves.
fn has_x_title(view: &View<'_>, on: &Draw<'_>) -> bool {
    view.order == Order::Numbers && on.height > small(on) * 11.0 && is_roomy(on)
}

fn area(y: &mut Axis, view: &View<'_>, top: f64, on: &Draw<'_>) -> Area {
    let size = small(on);
    if !is_roomy(on) {
        y.labels.clear();
    }
    let left = if y.labels.is_empty() { size * 0.3 } else { y.widest(on) + size * 0.7 };
    let below = match (is_roomy(on), has_x_title(view, on)) {
        (false, _) => size * 0.5,
        (true, false) => size * 1.8,
        (true, true) => size * 3.1,
    };
    let right = on.width - if is_roomy(on) { size * 1.9 } else { size * 0.3 };
    Area { left: left.max(size * 0.3), top, right, bottom: on.height - below }
}

/// The x axis; both axes reach so far that every bubble lies in the plot.
fn fitted(
    view: &View<'_>,
    y: &mut Axis,
    sizes: &Sizes,
    area: &Area,
    on: &Draw<'_>,
) -> Option<Axis> {
    let radius = (sizes.widest() + 1.0).min(area.width().min(area.height()) / 4.0).max(0.0);
    let span = x_axis::opened(scale::extent(view.dots.iter().map(|dot| dot.x))?);
    let aside = sizes::beyond(span, radius, area.width());
    let wide = (span.0 - aside, span.1 + aside);
    let (least, most) = scale::extent(view.dots.iter().map(|dot| dot.y))?;
    let reach = sizes::beyond((y.scale.lo, y.scale.hi), radius, area.height());
    y.scale.lo = y.scale.lo.min(least - reach);
    y.scale.hi = y.scale.hi.max(most + reach);
    Some(if is_roomy(on) { view.order.axis(wide, area.width(), on) } else { Order::bare(wide) })
}

fn x_title(picture: &mut Picture, view: &View<'_>, area: &Area, on: &Draw<'_>) {
    if has_x_title(view, on) {
        let words = called(view.x, view.x.unit.as_deref(), on.lang);
        let words = plot::fit(&words, small(on), area.width(), on.measure);
        let at = Point::new(area.right, on.height - small(on) * 0.7);
        picture.push(plot::text(words, at, small(on), Anchor::End, on.theme.muted));
    }
}

/// The dots in the picture, the largest first. Of several in a cell the first stays: a cell is a
/// pixel, or larger until there are few enough; then how many of how many stay is said.
fn spots(view: &View<'_>, sizes: &Sizes, plane: &Plane<'_>) -> (Vec<Spot>, Option<(usize, usize)>) {
    let descending: Vec<f64> = view.dots.iter().map(|dot| -dot.size).collect();
    let order = view::ascending(&descending);
    let spot = |dot: &Dot| Spot {
        at: plane.at(dot.x, dot.y),
        radius: sizes.radius(dot.size),
        dot: dot.clone(),
    };
    let all = order.into_iter().filter_map(|at| view.dots.get(at)).map(spot);
    let seen = thinned(all.collect(), &plane.area, 1.0);
    let count = seen.len();
    let (mut kept, mut cell) = (seen, 1.0);
    while kept.len() > MOST_DOTS {
        cell += 1.0;
        kept = thinned(kept, &plane.area, cell);
    }
    let fewer = kept.len() < count;
    let drawn = kept.len();
    (kept, fewer.then_some((drawn, count)))
}

fn thinned(mut spots: Vec<Spot>, area: &Area, cell: f64) -> Vec<Spot> {
    let count = |length: f64| (length / cell).ceil().max(0.0) as usize + 1;
    let (wide, high) = (count(area.width()), count(area.height()));
    // One bit for each series; those beyond the eighth share the last.
    let mut taken = vec![0_u8; wide * high];
    spots.retain(|spot| {
        let x = ((spot.at.x - area.left) / cell).max(0.0) as usize;
        let y = ((spot.at.y - area.top) / cell).max(0.0) as usize;
        let bit = 1 << spot.dot.series.min(7);
        let Some(own) = taken.get_mut(y.min(high - 1) * wide + x.min(wide - 1)) else {
            return false;
        };
        let free = *own & bit == 0;
        *own |= bit;
        free
    });
    spots
}

fn discs(picture: &mut Picture, view: &View<'_>, sizes: &Sizes, spots: &[Spot], on: &Draw<'_>) {
    let alpha = match (sizes.are_alike(), spots.len()) {
        (false, _) => 0.34,
        (true, 0..=200) => 0.85,
        (true, 201..=2000) => 0.6,
        (true, _) => 0.4,
    };
    let rims = !sizes.are_alike() && spots.len() <= MOST_RIMS;
    for spot in spots {
        let (at, radius) = (spot.at, spot.radius);
        let key = view.keys.get(spot.dot.series);
        let (color, round) = key.map_or((on.theme.accent, 0), |key| (key.color, key.round));
        // A colour that is used again is hollow.
        if round == 0 {
            picture.push(Shape::Circle { at, radius, fill: color.fade(alpha) });
        }
        if rims || round > 0 {
            picture.push(rim(at, radius, color));
        }
    }
}

fn rim(at: Point, radius: f64, fill: Color) -> Shape {
    let inner = (radius - 1.25).max(0.0);
    Shape::Sector { at, inner, outer: radius, from: 0.0, to: std::f64::consts::TAU, fill }
}

/// The largest have marks, in the order of x.
fn marks(view: &View<'_>, spots: &[Spot], on: &Draw<'_>) -> Vec<Mark> {
    let largest = spots.get(..spots.len().min(MOST_MARKS)).unwrap_or_default();
    let places: Vec<f64> = largest.iter().map(|spot| spot.at.x).collect();
    let mark = |spot: &Spot| Mark {
        reach: Reach::Disc { at: spot.at, radius: spot.radius.max(4.0) },
        at: spot.at,
        label: view.label(spot.dot.row, on),
        told: view.told(&spot.dot, on),
    };
    let order = view::ascending(&places);
    order.into_iter().filter_map(|at| largest.get(at)).map(mark).collect()
}
