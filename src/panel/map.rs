//! `map`: a choropleth: regions coloured by quantiles of a value.

use super::options::{FieldName, options};
use super::{Draw, Scene, view};
use crate::data::table::Table;
use crate::geo::{Join, LonLat, Outline, Projection, path};
use crate::look::format::{self, Format};
use crate::look::{Anchor, Color, Picture, Point, Shape, Stroke, Text};

options! {
    /// Which outline, which fields.
    pub struct Options {
        /// The outline's file in geo/, without its ending.
        pub map: String,
        /// The region's code or name: the first text where not named.
        pub place: Option<FieldName>,
        /// The first number where not named.
        pub value: Option<FieldName>,
    }
}

/// The land gives way to its legend down to this share of its size.
const LEAST_SHRUNK: f64 = 0.7;
/// The classes of the theme's ramp.
const CLASSES: usize = 5;

/// Each region's value, and what found no region.
pub(super) struct Joined {
    /// By the outline's order.
    pub values: Vec<Option<f64>>,
    pub joined: usize,
    pub lost: usize,
}

/// Joins rows to regions by code or name; of two rows for one region the later counts.
pub(super) fn join(
    rows: &Table,
    place: Option<&str>,
    value: Option<&str>,
    outline: &Outline,
) -> Joined {
    let known = Join::new(outline);
    let place = view::label_field(rows, place, "place");
    let value = view::value_field(rows, value, "value", place);
    let mut values = vec![None; outline.regions.len()];
    let mut lost = 0;
    for row in 0..rows.rows() {
        let Some(name) = place.and_then(|place| place.column.get(row).text()) else { continue };
        match known.find(name).and_then(|at| values.get_mut(at)) {
            Some(slot) => *slot = value.and_then(|value| view::amount(value.column.get(row))),
            None => lost += 1,
        }
    }
    let joined = values.iter().flatten().count();
    Joined { values, joined, lost }
}

/// The upper bounds of the lower classes: each class holds as many regions as the next.
pub(super) fn quantiles(values: &[Option<f64>]) -> Vec<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let order = view::ascending(&known);
    let sorted: Vec<f64> = order.into_iter().filter_map(|at| known.get(at).copied()).collect();
    let bound =
        |class: usize| sorted.get((sorted.len() * class / CLASSES).saturating_sub(1)).copied();
    let mut bounds: Vec<f64> = (1..CLASSES).filter_map(bound).collect();
    bounds.dedup();
    bounds
}

/// Which class a value falls into.
pub(super) fn class(value: f64, bounds: &[f64]) -> usize {
    bounds.iter().take_while(|bound| value > **bound).count()
}

/// Draws the regions, their names where there is room, and the legend.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    match on.outline {
        Some(outline) => drawn(options, rows, outline, on),
        None => Scene::default(),
    }
}

fn drawn(options: &Options, rows: &Table, outline: &Outline, on: &Draw) -> Scene {
    let format = on.format;
    let Joined { values, joined, lost } =
        join(rows, options.place.as_deref(), options.value.as_deref(), outline);
    let bounds = quantiles(&values);
    let words = classes(rows, options, (&values, &bounds), format, on);
    let projection = beside(&words, outline, on);
    let mut picture = Picture::new(on.width, on.height);
    for (region, value) in outline.regions.iter().zip(&values) {
        let fill = value.map(|value| step(class(value, &bounds), &bounds, on));
        picture.push(Shape::Path {
            d: path(region, &projection),
            fill: Some(fill.unwrap_or(on.theme.land)),
            stroke: Some(Stroke::new(on.theme.ground[1], 1.0)),
            hatch: fill.is_none().then_some(on.theme.hatch),
        });
    }
    let place = legend_place(&words, outline, &projection, on);
    names(&mut picture, outline, &projection, (&values, &bounds), place, on);
    legend(&mut picture, words, place, &bounds, on);
    Scene { picture, joined: Some(joined), lost, ..Scene::default() }
}

/// The land at the right, as large as it can be beside the legend.
fn beside(words: &[String], outline: &Outline, on: &Draw) -> Projection {
    let (height, rim) = (on.height - on.em * 1.2, on.em * 0.4);
    let centred = Projection::fit(outline, on.width, height, rim);
    let legend = legend_width(words, on);
    let Some(bounds) = outline.bounds().filter(|_| legend < on.width * 0.5) else { return centred };
    let corner = |lon, lat| centred.to_xy(LonLat { lon, lat }).x;
    let land = corner(bounds.east, bounds.south) - corner(bounds.west, bounds.south);
    let room = on.width - legend - 2.0 * rim;
    let shrunk = (room / land).clamp(LEAST_SHRUNK, 1.0);
    let free = (on.width - land * shrunk - 2.0 * rim).max(0.0);
    // What is centred in a wider room stands further right in ours.
    Projection::fit(outline, on.width + free.min(legend), height * shrunk, rim)
}

/// The ramp's colour of a class; few classes take the ramp's far ends.
fn step(class: usize, bounds: &[f64], on: &Draw) -> Color {
    let last = bounds.len().max(1);
    let at = class * (on.theme.ramp.len() - 1) / last;
    on.theme.ramp.get(at).copied().unwrap_or(on.theme.accent)
}

/// Region names, skipping one that would lie on another.
fn names(
    picture: &mut Picture,
    outline: &Outline,
    projection: &Projection,
    (values, bounds): (&[Option<f64>], &[f64]),
    legend: Option<[f64; 4]>,
    on: &Draw,
) {
    let size = on.em * 0.72;
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (region, value) in outline.regions.iter().zip(values) {
        let at = projection.to_xy(region.label);
        let name = short(&region.name);
        let half = on.measure.width(name, size, false) / 2.0;
        let inside = at.x - half > 0.0 && at.x + half < on.width && at.y < on.height - size;
        let clear = taken
            .iter()
            .all(|(x, y, other)| (at.x - x).abs() > half + other || (at.y - y).abs() > size * 1.15);
        let hidden = legend.is_some_and(|[left, top, right, bottom]| {
            at.x + half > left && at.x - half < right && at.y + size > top && at.y - size < bottom
        });
        if !inside || !clear || hidden {
            continue;
        }
        taken.push((at.x, at.y, half));
        let class = value.map(|value| class(value, bounds));
        let fill = class.map(|class| step(class, bounds, on));
        picture.push(Shape::Text(Text {
            text: name.to_string(),
            at: Point::new(at.x, at.y),
            size,
            bold: false,
            anchor: Anchor::Middle,
            color: fill.map_or(on.theme.text, |fill| on.theme.on(fill)),
        }));
    }
}

/// 南阳市 -> 南阳; a name of two characters stays whole.
pub(super) fn short(name: &str) -> &str {
    match name.strip_suffix('市') {
        Some(short) if short.chars().count() >= 2 => short,
        _ => name,
    }
}

/// What each class holds, as the legend says it; none where there is no value.
fn classes(
    rows: &Table,
    options: &Options,
    (values, bounds): (&[Option<f64>], &[f64]),
    format: Format,
    on: &Draw,
) -> Vec<String> {
    let place = view::label_field(rows, options.place.as_deref(), "place");
    let field = view::value_field(rows, options.value.as_deref(), "value", place);
    let unit = field.and_then(|field| field.unit.as_deref());
    let say = |value: f64| format::number(value, format, unit, on.lang).line();
    let high = values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    if !high.is_finite() {
        return Vec::new();
    }
    let over = bounds.iter().map(|bound| format!("> {}", say(*bound)));
    let lowest = format!("≤ {}", say(bounds.first().copied().unwrap_or(high)));
    std::iter::once(lowest).chain(over).collect()
}

fn legend_width(words: &[String], on: &Draw) -> f64 {
    let size = legend_size(on);
    words.iter().map(|w| on.measure.width(w, size, false)).fold(0.0, f64::max) + size * 1.9
}

fn legend_size(on: &Draw) -> f64 {
    on.em * 0.66
}

/// The corner in which the legend hides the least of the land; the lower left is the outline's
/// source's. None where it would take half of the panel.
fn legend_place(
    words: &[String],
    outline: &Outline,
    projection: &Projection,
    on: &Draw,
) -> Option<[f64; 4]> {
    let (size, wide) = (legend_size(on), legend_width(words, on));
    let tall = size * 1.5 * words.len() as f64;
    if words.is_empty() || wide > on.width * 0.5 || tall > on.height * 0.5 {
        return None;
    }
    let (right, bottom) = (on.width - wide, on.height - tall - on.em);
    let corners = [(right, bottom), (right, 0.0), (0.0, 0.0)];
    let boxes = corners.map(|(x, y)| [x, y, x + wide, y + tall]);
    let hides = |[left, top, right, bottom]: &[f64; 4]| {
        let points = outline.regions.iter().flat_map(|region| region.rings.iter().flatten());
        let inside = points
            .map(|point| projection.to_xy(*point))
            .filter(|xy| (*left..*right).contains(&xy.x) && (*top..*bottom).contains(&xy.y));
        inside.count()
    };
    boxes.into_iter().min_by_key(hides)
}

/// Swatches from high to low.
fn legend(
    picture: &mut Picture,
    words: Vec<String>,
    place: Option<[f64; 4]>,
    bounds: &[f64],
    on: &Draw,
) {
    let Some([left, top, ..]) = place else { return };
    let size = legend_size(on);
    let last = words.len().saturating_sub(1);
    for (class, text) in words.into_iter().enumerate() {
        let y = top + size * (1.5 * (last - class) as f64 + 0.75);
        let at = Point::new(left, y - size * 0.5);
        let fill = step(class, bounds, on);
        picture.push(Shape::Rect { at, width: size * 1.3, height: size, fill });
        picture.push(Shape::Text(Text {
            text,
            at: Point::new(left + size * 1.8, y),
            size,
            bold: false,
            anchor: Anchor::Start,
            color: on.theme.muted,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::{class, quantiles, short};

    #[test]
    fn each_class_holds_as_many_as_the_next() {
        let values: Vec<Option<f64>> = (1..=20).map(|n| Some(f64::from(n))).collect();
        let bounds = quantiles(&values);
        assert_eq!(bounds, [4.0, 8.0, 12.0, 16.0]);
        let mut counts = [0; 5];
        values.iter().flatten().for_each(|value| counts[class(*value, &bounds)] += 1);
        assert_eq!(counts, [4; 5]);
    }

    #[test]
    fn equal_values_are_one_class() {
        assert_eq!(quantiles(&[Some(3.0), None, Some(3.0)]).len(), 1);
        assert!(quantiles(&[None]).is_empty());
    }

    #[test]
    fn names_lose_the_city_and_nothing_else() {
        assert_eq!(short("南阳市"), "南阳");
        assert_eq!(short("沙市"), "沙市");
        assert_eq!(short("浙江"), "浙江");
    }
}
