//! `flow`: origin–destination arcs over a map, from one place to many.

use std::rc::Rc;

use super::beside::{Place, free_place};
use super::map::{self, Joined};
use super::options::{FieldName, options};
use super::scene::{Arc, Mark, Reach};
use super::{Draw, Scene, caption_height, view};
use crate::data::table::Table;
use crate::geo::{LonLat, Outline, Projection, Sheet, Xy, arc, arc_at, arc_path};
use crate::look::format::{self, Format};
use crate::look::{Anchor, Fill, Picture, Point, Shape, Stroke, Text};

options! {
    /// Which outline, from where, which fields.
    pub struct Options {
        /// The outline's file in geo/, without its ending.
        pub map: String,
        /// Where all arcs start.
        pub from: Origin,
        /// The destination's code or name: the first text where not named.
        pub place: Option<FieldName>,
        /// The first number where not named.
        pub value: Option<FieldName>,
    }
}

options! {
    /// A named place that the outline need not know.
    pub struct Origin {
        pub name: String,
        /// Longitude and latitude in degrees.
        pub at: (f64, f64),
    }
}

/// How far an arc bows, of its length.
const BEND: f64 = 0.22;
/// A tip's arc is a line of so many points.
const ALONG: usize = 24;

/// Draws the land, its regions shaded by how many go there, the arcs and the destinations' names.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    match on.outline {
        Some(outline) => drawn(options, rows, outline, on),
        None => Scene::default(),
    }
}

fn drawn(options: &Options, rows: &Table, outline: &Outline, on: &Draw) -> Scene {
    let format = on.format;
    let found = map::join(rows, options.place.as_ref(), options.value.as_ref(), outline);
    let mut picture = Picture::new(on.width, on.height);
    // Nothing is written where the caption stands.
    let on = &Draw { height: on.height - caption_height(on), ..*on };
    let projection = Projection::fit(outline, on.width, on.height, on.em * 0.3);
    let origin = projection.to_xy(LonLat { lon: options.from.at.0, lat: options.from.at.1 });
    let sheet = outline.sheet(&projection);
    land(&mut picture, &sheet, &found, on);
    let ends = destinations(outline, &projection, &found);
    let arcs: Vec<Arc> = ends
        .iter()
        .enumerate()
        .map(|(at, end)| Arc {
            curve: arc(origin, end.at, BEND),
            radius: on.em * (0.07 + 0.09 * end.share.sqrt()),
            color: on.theme.text,
            // The golden ratio spreads the starts evenly, however many arcs there are.
            phase: (at as f64 * 0.618_034).fract(),
            window: (0.0, 1.0),
        })
        .collect();
    for (own, end) in arcs.iter().zip(&ends) {
        bow(&mut picture, own, end.share, on);
    }
    light_origin(&mut picture, origin, on);
    labels(&mut picture, outline, (&options.from.name, origin), &ends, format, on);
    let on_picture = (&projection, &sheet);
    let marks = marks(outline, &options.from.name, on_picture, (&found, &ends, &arcs), on);
    let (joined, unmatched) = (Some(found.joined), found.unmatched);
    Scene { picture, marks, joined, unmatched, arcs, ..Scene::default() }
}

fn land(picture: &mut Picture, sheet: &Sheet, found: &Joined<'_>, on: &Draw) {
    let bounds = map::quantiles(&found.values);
    let fill = |value: &Option<f64>| {
        let class = value.map(|value| map::class(value, &bounds));
        let shade = class.and_then(|class| on.theme.ramp.get(class)).map(|c| c.fade(0.5));
        Some(Fill { color: shade.unwrap_or(on.theme.land), hatch: None })
    };
    picture.push(Shape::Regions {
        paths: Rc::clone(&sheet.paths),
        at: Point::new(0.0, 0.0),
        fills: found.values.iter().map(fill).collect(),
        stroke: Stroke::new(on.theme.hairline, 1.0),
    });
}

#[derive(Clone, Copy)]
struct End {
    region: usize,
    at: Xy,
    value: f64,
    share: f64,
}

/// The regions that a row names, the largest last, so that it is drawn on top.
fn destinations(outline: &Outline, projection: &Projection, found: &Joined<'_>) -> Vec<End> {
    let largest = found.values.iter().flatten().copied().fold(0.0_f64, f64::max);
    let ends: Vec<End> = outline
        .regions
        .iter()
        .zip(&found.values)
        .enumerate()
        .filter_map(|(region, (own, value))| {
            let value = value.filter(|value| *value > 0.0)?;
            Some(End { region, at: projection.to_xy(own.label), value, share: value / largest })
        })
        .collect();
    let keys: Vec<f64> = ends.iter().map(|end| end.value).collect();
    view::ascending(&keys).into_iter().filter_map(|at| ends.get(at).copied()).collect()
}

/// The arc: a wide faint stroke under a fine one, and a dot where it lands.
fn bow(picture: &mut Picture, own: &Arc, share: f64, on: &Draw) {
    let width = on.em * (0.06 + 0.16 * share.sqrt());
    let d = arc_path(&own.curve);
    let stroke = |width: f64, alpha: f64| Shape::Path {
        d: d.clone(),
        fill: None,
        stroke: Some(Stroke::new(on.theme.accent.fade(alpha), width)),
        hatch: None,
    };
    picture.push(stroke(width * 3.2, 0.10));
    picture.push(stroke(width, 0.35 + 0.45 * share));
    let [.., end] = own.curve;
    let radius = on.em * (0.12 + 0.16 * share.sqrt());
    picture.push(Shape::Circle { at: point(end), radius, fill: on.theme.accent });
}

fn light_origin(picture: &mut Picture, origin: Xy, on: &Draw) {
    let at = point(origin);
    picture.push(Shape::Glow { at, radius: on.em * 2.2, color: on.theme.late.fade(0.55) });
    picture.push(Shape::Circle { at, radius: on.em * 0.32, fill: on.theme.late });
}

/// The origin's name, then destinations from the largest on; one that would lie on another is left
/// out.
fn labels(
    picture: &mut Picture,
    outline: &Outline,
    (origin_name, origin): (&str, Xy),
    ends: &[End],
    format: Format,
    on: &Draw,
) {
    let size = on.em * 0.82;
    let mut taken: Vec<Place> = Vec::new();
    let first = (origin_name.to_string(), origin, true);
    let others = ends.iter().rev().filter_map(|end| {
        let name = map::short(&outline.regions.get(end.region)?.name);
        let said = format::number(end.value, format, None, on.lang).line();
        Some((format!("{name} {said}"), end.at, false))
    });
    for (text, at, is_origin) in std::iter::once(first).chain(others) {
        let width = on.measure.width(&text, size, is_origin);
        let place = free_place(point(at), true, on.em * 0.45, (width, size), &taken, on);
        let Some(place) = place else { continue };
        taken.push(place);
        picture.push(Shape::Text(Text {
            text,
            at: Point::new(place[0], (place[1] + place[3]) / 2.0),
            size,
            bold: is_origin,
            anchor: Anchor::Start,
            color: if is_origin { on.theme.late } else { on.theme.text },
        }));
    }
}

fn point(xy: Xy) -> Point {
    Point::new(xy.x, xy.y)
}

/// Destinations from the largest on, then the ways to them.
fn marks(
    outline: &Outline,
    origin: &str,
    on_picture: (&Projection, &Rc<Sheet>),
    (found, ends, arcs): (&Joined<'_>, &[End], &[Arc]),
    on: &Draw,
) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(ends.len() * 2);
    for end in ends.iter().rev() {
        marks.extend(found.mark(outline, end.region, None, on_picture, on));
    }
    for (end, own) in ends.iter().zip(arcs).rev() {
        let Some(region) = outline.regions.get(end.region) else { continue };
        let point = |step: usize| point(arc_at(&own.curve, step as f64 / (ALONG - 1) as f64));
        marks.push(Mark {
            reach: Reach::Along { points: (0..ALONG).map(point).collect(), aside: on.em * 0.25 },
            at: self::point(arc_at(&own.curve, 0.5)),
            label: format!("{origin} → {}", region.name),
            told: vec![found.told(end.region, Some(on.theme.accent), on)],
        });
    }
    marks
}
