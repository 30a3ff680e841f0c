//! A small framed map of a part, in a corner of the large one.

use std::fmt::Write;

use super::super::beside::Place;
use super::super::{Draw, caption_height};
use super::options::Inset;
use super::strands;
use crate::geo::{LonLat, Outline, Projection, Region, Xy};
use crate::look::{Anchor, Fill, Picture, Point, Shape, Stroke, plot};

/// Its height as a share of the panel's, and the least, in body text.
const SHARE: f64 = 0.34;
const LEAST: f64 = 3.6;

/// West, south, east, north; none where they are no box on earth.
fn sides(inset: &Inset) -> Option<[f64; 4]> {
    let &[west, south, east, north] = inset.area.as_slice() else { return None };
    let on_earth = west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0;
    (west < east && south < north && on_earth).then_some([west, south, east, north])
}

/// Whether its box is one.
pub fn is_sound(inset: &Inset) -> bool {
    sides(inset).is_some()
}

/// Whether anything lies in its box: inside a province far away from it, it has nothing to show.
pub fn is_needed(inset: &Inset, outline: &Outline, layer: Option<&Outline>) -> bool {
    let Some(sides) = sides(inset).filter(|_| !outline.tiles) else { return false };
    let lies = |point: &LonLat| {
        let [west, south, east, north] = sides;
        (west..=east).contains(&point.lon) && (south..=north).contains(&point.lat)
    };
    outline.regions.iter().any(|region| meets(region, sides))
        || strands::all(outline, layer).into_iter().flatten().any(lies)
}

/// Width and height of the frame; none where it would be too small to be seen.
pub fn extent(inset: &Inset, on: &Draw<'_>) -> Option<(f64, f64)> {
    let [west, south, east, north] = sides(inset)?;
    let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.05);
    let aspect = ((east - west) * squeeze / (north - south)).clamp(0.4, 2.5);
    let height = ((on.height - caption_height(on)) * SHARE).min(on.width * SHARE / aspect);
    let line = line(inset, on);
    (height - line >= on.em * LEAST - on.em).then_some((height * aspect, height + line))
}

/// The height of the title's line.
fn line(inset: &Inset, on: &Draw<'_>) -> f64 {
    if inset.title.is_empty() { 0.0 } else { size(on) * 1.3 }
}

fn size(on: &Draw<'_>) -> f64 {
    on.em * 0.56
}

/// Draws what lies in its box: land in the colours of the large map, lines, a frame and the title.
pub fn write(
    picture: &mut Picture,
    (inset, place): (&Inset, Place),
    (outline, fills): (&Outline, &[Option<Fill>]),
    lines: &[&[LonLat]],
    on: &Draw<'_>,
) {
    let Some(sides) = sides(inset) else { return };
    let [left, top, right, bottom] = place.map(|side| side.round() + 0.0);
    let frame = [left + 2.0, top + 2.0, right - 2.0, bottom - 2.0 - line(inset, on)];
    let (width, height) = (right - left - 1.0, bottom - top - 1.0);
    let fill = on.theme.ground[1];
    picture.push(Shape::Rect { at: Point::new(left, top), width, height, fill });
    let projection = projection(sides, frame);
    for (region, fill) in outline.regions.iter().zip(fills) {
        let Some(fill) = fill.filter(|_| meets(region, sides)) else { continue };
        let d = path(region, &projection, frame);
        if !d.is_empty() {
            picture.push(Shape::Path {
                d,
                fill: Some(fill.color),
                stroke: None,
                hatch: fill.hatch,
            });
        }
    }
    strands::write(picture, lines, &projection, frame, on);
    let corners = [
        (left, top),
        (left + width, top),
        (left + width, top + height),
        (left, top + height),
        (left, top),
    ];
    let points = corners.map(|(x, y)| Point::new(x + 0.5, y + 0.5)).to_vec();
    picture.push(Shape::Line { points, stroke: Stroke::new(on.theme.hairline, 1.0) });
    let title = plot::fit(&inset.title, size(on), width - 4.0, on.measure);
    if !title.is_empty() {
        let at = Point::new(left + width / 2.0, bottom - line(inset, on) * 0.6 - 1.0);
        picture.push(plot::text(title, at, size(on), Anchor::Middle, on.theme.muted));
    }
}

fn projection([west, south, east, north]: [f64; 4], frame: Place) -> Projection {
    let corners = [(west, south), (east, south), (east, north), (west, north)];
    let ring = corners.map(|(lon, lat)| LonLat { lon, lat }).to_vec();
    let region = Region::new("", "", None, vec![ring]);
    let (width, height) = (frame[2] - frame[0], frame[3] - frame[1]);
    Projection::fit_regions(&[region], width, height, 0.0).moved(Xy { x: frame[0], y: frame[1] })
}

fn meets(region: &Region, [west, south, east, north]: [f64; 4]) -> bool {
    let own = region.bounds();
    own.west < east && own.east > west && own.south < north && own.north > south
}

/// The part of a region in the frame as an SVG path.
fn path(region: &Region, projection: &Projection, frame: Place) -> String {
    let mut d = String::new();
    for ring in &region.rings {
        let mut coarse: Vec<Xy> = Vec::new();
        for place in ring {
            let xy = projection.to_xy(*place);
            let far = |last: &Xy| (last.x - xy.x).abs().max((last.y - xy.y).abs()) >= 0.5;
            if coarse.last().is_none_or(far) {
                coarse.push(xy);
            }
        }
        let mut begins = 'M';
        for xy in cut(coarse, frame) {
            // Writing to a String cannot fail.
            let _ = write!(d, "{begins}{:.1},{:.1}", xy.x, xy.y);
            begins = 'L';
        }
        if begins == 'L' {
            d.push('Z');
        }
    }
    d
}

/// A ring cut to a frame, side by side (Sutherland and Hodgman).
fn cut(ring: Vec<Xy>, [left, top, right, bottom]: Place) -> Vec<Xy> {
    // How far a point lies inside of each side.
    let depth = |side: usize, xy: &Xy| match side {
        0 => xy.x - left,
        1 => right - xy.x,
        2 => xy.y - top,
        _ => bottom - xy.y,
    };
    let mut ring = ring;
    for side in 0..4 {
        let mut kept = Vec::with_capacity(ring.len());
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (one, other) = (depth(side, from), depth(side, to));
            if one >= 0.0 {
                kept.push(*from);
            }
            if (one >= 0.0) != (other >= 0.0) {
                let share = one / (one - other);
                kept.push(Xy {
                    x: from.x + (to.x - from.x) * share,
                    y: from.y + (to.y - from.y) * share,
                });
            }
        }
        ring = kept;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_cut_at_the_frame() {
        let ring =
            |points: &[(f64, f64)]| points.iter().map(|&(x, y)| Xy { x, y }).collect::<Vec<_>>();
        let square = ring(&[(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]);
        let frame = [0.0, 0.0, 10.0, 10.0];
        let own = cut(square.clone(), frame);
        assert_eq!(own.len(), 4);
        assert!(own.iter().all(|xy| (0.0..=5.0).contains(&xy.x) && (0.0..=5.0).contains(&xy.y)));
        assert!(cut(square, [20.0, 20.0, 30.0, 30.0]).is_empty());
    }

    #[test]
    fn a_box_has_four_sides_in_their_order() {
        assert!(is_sound(&Inset::default()));
        for area in
            [vec![], vec![1.0, 2.0, 3.0], vec![9.0, 0.0, 1.0, 2.0], vec![0.0, 0.0, 400.0, 2.0]]
        {
            assert!(!is_sound(&Inset { area: area.clone(), ..Inset::default() }), "{area:?}");
        }
    }
}
