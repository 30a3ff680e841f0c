//! Where the land stands beside its legend, and where a region has room for its name.

use super::super::{Draw, caption_height};
use super::legend;
use crate::geo::{Outline, Plot, Projection, Sheet, Xy};

/// The land gives way to its legend down to this share of its size.
const LEAST_SHRUNK: f64 = 0.6;
/// The legend becomes a strip where that makes the land so many times as large.
const STRIP_FROM: f64 = 1.1;
/// The square, in pixels, in which every panel asks an outline for its shape.
const SQUARE: f64 = 512.0;
/// Columns of a sheet's grid in a pixel.
const PER_PIXEL: f64 = 4.0;
/// How far the land moves from the middle towards the side that is free, step by step.
const STEPS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// The land as large as it can be without lying under its legend, as near to the middle as that
/// lets it; and whether the legend is a strip beneath it because so there is more land.
pub fn beside(
    (words, between): (&[String], &[String]),
    outline: &Outline,
    on: &Draw,
) -> (Projection, bool) {
    let (height, rim) = (on.height - caption_height(on), on.em * 0.4);
    let above = |strip: f64| Projection::fit(outline, on.width, height - strip, rim);
    let room = (on.width - 2.0 * rim, height - 2.0 * rim);
    let Some(land) = Land::of(outline).filter(|_| room.0 > 0.0 && room.1 > 0.0) else {
        return (above(0.0), false);
    };
    let at_a_corner = legend::extent(words, on).map(|extent| land.at_a_corner(extent, room, on));
    let strip = legend::strip(between, on).map(|(_, tall)| tall);
    let over_strip = strip.map_or(0.0, |tall| land.fit((room.0, room.1 - tall)));
    match (at_a_corner, strip) {
        (Some(corner), _) if corner.scale * STRIP_FROM >= over_strip && corner.scale > 0.0 => {
            (corner.projection(&land, outline, (room, rim)), false)
        }
        (_, Some(tall)) if over_strip > 0.0 => (above(tall), true),
        _ => (above(0.0), false),
    }
}

/// Where the land stands that is free of a legend in a corner.
struct AtACorner {
    /// As the land's shape is known; zero where it would become too small.
    scale: f64,
    left: bool,
    top: bool,
    /// How far it moves from the middle of its room to the other sides, as a share.
    step: f64,
}

impl AtACorner {
    fn projection(
        &self,
        land: &Land,
        outline: &Outline,
        (room, rim): ((f64, f64), f64),
    ) -> Projection {
        let (width, height) = (land.width * self.scale, land.height * self.scale);
        let place = |room: f64, length: f64, far: bool| {
            let side = if far { 1.0 + self.step } else { 1.0 - self.step };
            rim + (room - length) / 2.0 * side
        };
        let at = Xy { x: place(room.0, width, self.left), y: place(room.1, height, self.top) };
        Projection::fit(outline, width, height, 0.0).moved(at)
    }
}

/// An outline's shape, from its own upper left corner.
struct Land {
    points: Vec<Xy>,
    width: f64,
    height: f64,
}

impl Land {
    /// None where there is nothing that has a size. Of the points that stand in one column the
    /// highest and the lowest are enough to say what a corner leaves free.
    fn of(outline: &Outline) -> Option<Land> {
        let sheet = outline.sheet(&Projection::fit(outline, SQUARE, SQUARE, 0.0));
        let mut columns = vec![(f64::INFINITY, f64::NEG_INFINITY); (SQUARE * PER_PIXEL) as usize + 1];
        for xy in sheet.points() {
            if let Some((top, bottom)) = columns.get_mut((xy.x * PER_PIXEL) as usize) {
                (*top, *bottom) = (top.min(xy.y), bottom.max(xy.y));
            }
        }
        let ends = columns.iter().enumerate().filter(|(_, (top, bottom))| top <= bottom);
        let place = |at: usize, y: f64| Xy { x: at as f64 / PER_PIXEL, y };
        let ends = ends.flat_map(|(at, (top, bottom))| [place(at, *top), place(at, *bottom)]);
        let points: Vec<Xy> = ends.collect();
        let (mut low, mut high) = (Xy { x: SQUARE, y: SQUARE }, Xy { x: 0.0, y: 0.0 });
        for xy in &points {
            low = Xy { x: low.x.min(xy.x), y: low.y.min(xy.y) };
            high = Xy { x: high.x.max(xy.x), y: high.y.max(xy.y) };
        }
        let (width, height) = (high.x - low.x, high.y - low.y);
        let own = |xy: Xy| Xy { x: xy.x - low.x, y: xy.y - low.y };
        let points = points.into_iter().map(own).collect();
        (width > 0.0 && height > 0.0).then_some(Land { points, width, height })
    }

    /// As large as it can be in so many pixels.
    fn fit(&self, room: (f64, f64)) -> f64 {
        (room.0 / self.width).min(room.1 / self.height)
    }

    /// The largest land that leaves one of the legend's corners free.
    fn at_a_corner(&self, (wide, tall): (f64, f64), room: (f64, f64), on: &Draw) -> AtACorner {
        let (full, gap) = (self.fit(room), on.em * 0.4);
        let bottom = (room.0 - wide, on.height - caption_height(on) - tall - gap * 2.0);
        let top = (room.0 - wide, room.1 + on.em * 0.4 - tall - gap);
        let mut best = AtACorner { scale: 0.0, left: false, top: false, step: 0.0 };
        for (is_left, is_top, free) in
            [(false, false, bottom), (false, true, top), (true, true, top)]
        {
            let scale = self.largest([is_left, is_top], free).min(full);
            if scale > best.scale && scale >= full * LEAST_SHRUNK {
                let step = self.nearest(scale, [is_left, is_top], free, room);
                best = AtACorner { scale, left: is_left, top: is_top, step };
            }
        }
        best
    }

    /// How far a point lies from the sides that are opposite to a corner.
    fn away(&self, xy: &Xy, [left, top]: [bool; 2]) -> (f64, f64) {
        let away = |at: f64, side: f64, low: bool| if low { side - at } else { at };
        (away(xy.x, self.width, left), away(xy.y, self.height, top))
    }

    /// The largest scale at which every point is free of a legend in a corner: in one direction or
    /// the other it lies no farther than `free` pixels from the sides opposite to it.
    fn largest(&self, corner: [bool; 2], free: (f64, f64)) -> f64 {
        let scale = |xy: &Xy| {
            let (x, y) = self.away(xy, corner);
            (free.0 / x).max(free.1 / y)
        };
        self.points.iter().map(scale).fold(f64::INFINITY, f64::min)
    }

    /// How far from the middle of `room`, towards the sides opposite to a corner, the land has to
    /// stand so that it is free.
    fn nearest(&self, scale: f64, corner: [bool; 2], free: (f64, f64), room: (f64, f64)) -> f64 {
        let left = (room.0 - self.width * scale, room.1 - self.height * scale);
        let is_free = |step: &f64| {
            let shift = (left.0 / 2.0 * (1.0 - step), left.1 / 2.0 * (1.0 - step));
            self.points.iter().all(|xy| {
                let (x, y) = self.away(xy, corner);
                x * scale + shift.0 <= free.0 || y * scale + shift.1 <= free.1
            })
        };
        STEPS.into_iter().find(is_free).unwrap_or(1.0)
    }
}

/// The middle of a word of this width and type size that lies within a region about `at`: there, or
/// a little above or below; none where it would leave it. Most of a country's counties are too small
/// for any word, which their boxes say.
pub fn within(sheet: &Sheet, plot: &Plot, at: Xy, width: f64, size: f64) -> Option<Xy> {
    if !has_room(plot, width, size) {
        return None;
    }
    let rings: Vec<&[Xy]> = sheet.rings(plot).collect();
    middle(&rings, at, width, size)
}

/// Whether a region's box is large enough for a word.
pub fn has_room(plot: &Plot, width: f64, size: f64) -> bool {
    plot.high.x - plot.low.x >= width && plot.high.y - plot.low.y >= size * 0.7
}

fn middle(rings: &[&[Xy]], at: Xy, width: f64, size: f64) -> Option<Xy> {
    let line = |lift: f64| {
        let y = at.y + lift * size;
        let (mut left, mut right) = (f64::NEG_INFINITY, f64::INFINITY);
        for edge in [-0.35, 0.0, 0.35] {
            let (from, to) = chord(rings, at.x, y + edge * size)?;
            (left, right) = (left.max(from), right.min(to));
        }
        let half = width * 0.5;
        (right - left >= half * 2.0).then(|| Xy { x: at.x.clamp(left + half, right - half), y })
    };
    [0.0, 0.4, -0.4, 0.8, -0.8].into_iter().find_map(line)
}

/// From where to where a horizontal line through a point lies inside.
fn chord(rings: &[&[Xy]], x: f64, y: f64) -> Option<(f64, f64)> {
    let (mut left, mut right, mut crossings) = (f64::NEG_INFINITY, f64::INFINITY, 0);
    for ring in rings {
        for (from, to) in ring.iter().zip(ring.iter().skip(1).chain(ring.first())) {
            if (from.y > y) == (to.y > y) {
                continue;
            }
            let edge = from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y);
            if edge > x {
                crossings += 1;
                right = right.min(edge);
            } else {
                left = left.max(edge);
            }
        }
    }
    (crossings % 2 == 1).then_some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_lies_within_its_region_or_nowhere() {
        let ring = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| Xy { x, y }).collect();
        // An L: its foot is wide, its stem is not.
        let l = [(0.0, 0.0), (20.0, 0.0), (20.0, 60.0), (90.0, 60.0), (90.0, 100.0), (0.0, 100.0)];
        let l: Vec<Xy> = ring(&l);
        let word = |x, y, width| middle(&[&l], Xy { x, y }, width, 10.0).map(|xy| (xy.x, xy.y));
        assert_eq!(word(10.0, 20.0, 30.0), None);
        assert_eq!(word(45.0, 80.0, 50.0), Some((45.0, 80.0)));
        assert_eq!(word(85.0, 80.0, 50.0), Some((65.0, 80.0)), "moved away from the edge");
        assert_eq!(word(15.0, 50.0, 50.0), None);
        assert_eq!(word(45.0, 62.0, 50.0), Some((45.0, 66.0)), "moved below the corner");
        assert_eq!(word(200.0, 80.0, 5.0), None);
    }
}
