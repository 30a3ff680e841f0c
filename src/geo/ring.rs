//! Rings of places: what makes one whole, and where its middle is.

use super::{Bounds, LonLat};
use crate::issue::OutlineFault;

/// A ring as regions keep it: no point twice in a row, the end not the beginning again.
pub(super) fn tidy_ring(ring: Vec<LonLat>, region: usize) -> Result<Vec<LonLat>, OutlineFault> {
    if !ring.iter().all(|point| on_earth(*point)) {
        return Err(OutlineFault::OutOfRange { region });
    }
    let ring = tidied(ring, true);
    if ring.len() < 2 { Err(OutlineFault::Ring { region }) } else { Ok(ring) }
}

/// Without points that repeat the one before; a ring's end is not its beginning again.
pub(super) fn tidied(mut line: Vec<LonLat>, is_ring: bool) -> Vec<LonLat> {
    line.dedup();
    while is_ring && line.len() > 1 && line.first() == line.last() {
        line.pop();
    }
    line
}

/// Longitudes of an outline that lies across 180° run on beyond it.
pub(super) fn on_earth(point: LonLat) -> bool {
    point.lon.abs() <= 360.0 && point.lat.abs() <= 90.0
}

/// The centroid of the ring with the largest area, or the first point where no ring has any.
pub(super) fn centroid(rings: &[Vec<LonLat>]) -> Option<LonLat> {
    let largest = rings.iter().map(|ring| weigh(ring)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (area, centre) = largest;
    if area > 0.0 { Some(centre) } else { rings.first()?.first().copied() }
}

/// Area and centroid by the shoelace formula, from the ring's first point for precision's sake.
fn weigh(ring: &[LonLat]) -> (f64, LonLat) {
    let Some(&from) = ring.first() else { return (0.0, LonLat { lon: 0.0, lat: 0.0 }) };
    let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
    for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
        let (ax, ay) = (a.lon - from.lon, a.lat - from.lat);
        let (bx, by) = (b.lon - from.lon, b.lat - from.lat);
        let cross = ax * by - bx * ay;
        twice += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
    }
    if twice == 0.0 {
        return (0.0, from);
    }
    let third = 3.0 * twice;
    let centre = LonLat { lon: from.lon + x / third, lat: from.lat + y / third };
    // Where a ring crosses itself, its parts take from each other, and the formula leads astray.
    let boxes = ring.iter().map(|point| Bounds::at(*point));
    let around = boxes.reduce(Bounds::with).unwrap_or(Bounds::at(from));
    let centre = if around.contains(centre) { centre } else { around.middle() };
    (twice.abs() / 2.0, centre)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect()
    }

    #[test]
    fn a_ring_loses_repeated_points_and_its_closing_one() {
        let closed = ring(&[(0.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]);
        assert_eq!(tidy_ring(closed, 0), Ok(ring(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])));
        assert_eq!(
            tidy_ring(ring(&[(1.0, 1.0), (1.0, 1.0)]), 7),
            Err(OutlineFault::Ring { region: 7 })
        );
        let nowhere = ring(&[(f64::NAN, 0.0), (1.0, 1.0)]);
        assert_eq!(tidy_ring(nowhere, 3), Err(OutlineFault::OutOfRange { region: 3 }));
    }
}
