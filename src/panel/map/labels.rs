//! Names and values on the regions, where each has room for its own; the most important first.

use super::super::beside::Place;
use super::super::{Draw, view};
use super::density::Grid;
use super::found::{Joined, called};
use super::options::Labels;
use super::room::apart;
use super::short;
use super::within::within;
use crate::geo::{LonLat, Outline, Projection, Sheet, Xy};
use crate::look::{Anchor, Color, Fill, Picture, Point, Shape, Text, plot};

/// No map has more names than can be looked at.
const MOST: usize = 500;
/// The share of the greatest density from which on heat is bright.
const BRIGHT: f64 = 0.58;
/// How much of a tile its words take.
const OF_TILE: f64 = 0.86;
/// Smaller words are left out, in body text.
const LEAST: f64 = 0.5;

/// What is known of the regions that are named.
pub struct Named<'a> {
    pub outline: &'a Outline,
    pub projection: &'a Projection,
    pub sheet: &'a Sheet,
    /// Values to be said, by the outline's order; none where the map shows something else.
    pub found: Option<&'a Joined<'a>>,
    pub fills: &'a [Option<Fill>],
    /// What lies over the land.
    pub heat: Option<&'a Grid>,
}

/// Writes the labels where nothing is taken, and takes their places.
pub fn write(
    picture: &mut Picture,
    named: &Named<'_>,
    labels: Option<Labels>,
    taken: &mut Vec<Place>,
    on: &Draw<'_>,
) {
    let usual = if named.outline.tiles { Labels::Both } else { Labels::Names };
    match labels.unwrap_or(usual) {
        Labels::None => {}
        labels if named.outline.tiles => in_tiles(picture, named, labels, on),
        labels => on_land(picture, named, labels, taken, on),
    }
}

/// The one or two lines of a region.
fn lines(named: &Named<'_>, region: usize, labels: Labels, on: &Draw<'_>) -> Vec<String> {
    let name = named.outline.regions.get(region).map(|own| short(called(own)).to_string());
    let value = || named.found.and_then(|found| found.short(region, on));
    let lines = match labels {
        Labels::Values if named.found.is_some() => [None, value()],
        Labels::Both => [name, value()],
        _ => [name, None],
    };
    lines.into_iter().flatten().filter(|line| !line.is_empty()).collect()
}

fn on_land(
    picture: &mut Picture,
    named: &Named<'_>,
    labels: Labels,
    taken: &mut Vec<Place>,
    on: &Draw<'_>,
) {
    // In a small panel small names say more than none.
    let size = (on.width.min(on.height) / 16.0).clamp(on.em * 0.62, on.em * 0.72);
    let mut written = 0;
    for region in order(named, size) {
        if written >= MOST {
            break;
        }
        let (Some(plot), Some(own)) =
            (named.sheet.plots().get(region), named.outline.regions.get(region))
        else {
            continue;
        };
        let rings: Vec<&[Xy]> = named.sheet.rings(plot).collect();
        let mut lines = lines(named, region, labels, on);
        let at = named.projection.to_xy(own.label);
        // Without room for both lines the name stands alone.
        while !lines.is_empty() {
            if let Some(place) = place(&rings, at, &lines, size, taken, on) {
                let middle = Point::new((place[0] + place[2]) / 2.0, (place[1] + place[3]) / 2.0);
                let ink = ink(named, region, middle, on);
                stack(picture, &lines, middle, [size; 2], ink);
                taken.push(place);
                written += 1;
                break;
            }
            lines.pop();
        }
    }
}

/// The regions that may have room, from the greatest value down; those without by their size.
fn order(named: &Named<'_>, size: f64) -> Vec<usize> {
    let (mut regions, mut keys) = (Vec::new(), Vec::new());
    for (at, plot) in named.sheet.plots().iter().enumerate() {
        let (wide, tall) = (plot.high.x - plot.low.x, plot.high.y - plot.low.y);
        if wide < size || tall < size * 0.7 {
            continue;
        }
        let numbers = named.found.filter(|found| found.names.is_empty());
        let value = numbers.and_then(|found| found.values.get(at).copied().flatten());
        regions.push(at);
        // Every value comes before every size.
        keys.push(value.map_or(-1.0 / (wide * tall + 1.0), |value| -1e9 - value));
    }
    view::ascending(&keys).into_iter().filter_map(|at| regions.get(at).copied()).collect()
}

/// The box of the lines within a region, free of what is taken.
fn place(
    rings: &[&[Xy]],
    at: Xy,
    lines: &[String],
    size: f64,
    taken: &[Place],
    on: &Draw<'_>,
) -> Option<Place> {
    let width = lines.iter().map(|line| on.measure.width(line, size, false)).fold(0.0, f64::max);
    let middle = within(rings, at, width, size, lines.len())?;
    let half = if lines.len() > 1 { size * 1.1 } else { size * 0.57 };
    let place = [middle.x - width / 2.0, middle.y - half, middle.x + width / 2.0, middle.y + half];
    let inside = place[0] > 0.0 && place[2] < on.width && place[1] > 0.0 && place[3] < on.height;
    (inside && taken.iter().all(|other| apart(&place, other, 0.0))).then_some(place)
}

/// What words at a place of a region are written in.
fn ink(named: &Named<'_>, region: usize, at: Point, on: &Draw<'_>) -> Color {
    let fill = named.fills.get(region).copied().flatten();
    let own = fill.filter(|fill| fill.hatch.is_none() && named.found.is_some());
    match (own, named.found) {
        (Some(fill), _) => on.theme.on(fill.color),
        (None, Some(_)) => on.theme.text,
        // Bright heat is written on like a bright face.
        (None, None) => match named.heat.map(|heat| heat.share(at)) {
            Some(share) if share > BRIGHT => on.theme.on(on.theme.ramp[4]),
            Some(_) => on.theme.text,
            None => on.theme.muted,
        },
    }
}

/// One line, or two under each other, about a middle.
fn stack(picture: &mut Picture, lines: &[String], middle: Point, sizes: [f64; 2], color: Color) {
    let [size, below] = sizes;
    let lifts = if lines.len() > 1 { [-below * 0.56, size * 0.56] } else { [0.0; 2] };
    for ((text, lift), size) in lines.iter().zip(lifts).zip(sizes) {
        let at = Point::new(middle.x, middle.y + lift);
        let (text, anchor) = (text.clone(), Anchor::Middle);
        picture.push(Shape::Text(Text { text, at, size, bold: false, anchor, color }));
    }
}

/// Every tile's words in one size, in which the longest name of them fits.
fn in_tiles(picture: &mut Picture, named: &Named<'_>, labels: Labels, on: &Draw<'_>) {
    let Some((wide, tall)) = tile(named) else { return };
    let room = wide * OF_TILE;
    let all: Vec<Vec<String>> =
        (0..named.outline.regions.len()).map(|at| lines(named, at, labels, on)).collect();
    let longest = |nth: usize| {
        let widths = all
            .iter()
            .filter_map(|own| own.get(nth))
            .map(|line| on.measure.width(line, 1.0, false));
        widths.fold(1.0, f64::max)
    };
    let most = (on.em * 0.9).min(tall * 0.3);
    // One long name is cut rather than that all become small.
    let size = (room / longest(0).min(5.0)).min(most);
    let least = on.em * LEAST;
    if size < least {
        return;
    }
    let below = (room / longest(1)).min(size * 0.92);
    let both = tall >= size + below * 1.3 && below >= least * 0.9;
    for (at, lines) in all.iter().enumerate() {
        let Some(region) = named.outline.regions.get(at) else { continue };
        let fit = |line: &String| plot::fit(line, size, room, on.measure);
        let lines: Vec<String> = match (lines.as_slice(), both) {
            ([name, value, ..], true) => vec![fit(name), value.clone()],
            ([name, ..], _) => vec![fit(name)],
            _ => continue,
        };
        let middle = named.projection.to_xy(region.label);
        let middle = Point::new(middle.x, middle.y);
        stack(picture, &lines, middle, [size, below], ink(named, at, middle, on));
    }
}

/// Width and height of a tile.
fn tile(named: &Named<'_>) -> Option<(f64, f64)> {
    let bounds = named.outline.regions.first()?.bounds();
    let low = named.projection.to_xy(LonLat { lon: bounds.west, lat: bounds.south });
    let high = named.projection.to_xy(LonLat { lon: bounds.east, lat: bounds.north });
    Some((high.x - low.x, low.y - high.y))
}
