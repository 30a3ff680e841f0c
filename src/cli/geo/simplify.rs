//! Borders with fewer points: an arc keeps those without which it would leave its place by more
//! than a tolerance (Ramer–Douglas–Peucker), and no ring loses its area.

use geo::{Coord, LineString, SimplifyIdx};

use super::topology::{Leg, Step, Topology, twice_area};

/// The part of the tolerance that an arc is granted: less of it where a ring would vanish, and none
/// in the end.
const PARTS: [f64; 3] = [1.0, 0.25, 0.0];
/// The algorithm halves its line again and again, in the worst case point by point: an arc of
/// 200,000 points is read in pieces, each of which keeps its ends.
const PIECE: usize = 1_000;

/// Where a point stands in pixels: nearness is what an eye sees.
pub type Plane<'a> = &'a dyn Fn(Step) -> (f64, f64);

/// What is left of each arc at `tolerance` pixels. Every ring that had an area still has one.
pub fn simplify(topology: &Topology, plane: Plane, tolerance: f64) -> Vec<Vec<Step>> {
    let arcs = &topology.arcs;
    let mut left: Vec<Vec<Step>> = arcs.iter().map(|arc| thin(arc, plane, tolerance)).collect();
    let mut parts = vec![0; arcs.len()];
    loop {
        let mut finer: Vec<usize> = topology
            .rings
            .iter()
            .filter(|legs| twice_area(&Topology::ring(legs, &left)) == 0)
            .flat_map(|legs| legs.iter().map(|leg: &Leg| leg.arc))
            .filter(|arc| parts.get(*arc).is_some_and(|part| part + 1 < PARTS.len()))
            .collect();
        finer.sort_unstable();
        finer.dedup();
        // Each turn makes an arc finer, so there is a last one.
        if finer.is_empty() {
            return left;
        }
        for at in finer {
            let own = parts.get_mut(at).zip(left.get_mut(at)).zip(arcs.get(at));
            let Some(((part, left), arc)) = own else { continue };
            *part += 1;
            *left = thin(arc, plane, tolerance * PARTS.get(*part).copied().unwrap_or_default());
        }
    }
}

/// A line with the points that it needs; its ends are always among them.
pub fn thin(line: &[Step], plane: Plane, tolerance: f64) -> Vec<Step> {
    if line.len() < 3 || tolerance <= 0.0 {
        return line.to_vec();
    }
    let mut left = Vec::new();
    let mut start = 0;
    while start + 1 < line.len() {
        let end = (start + PIECE).min(line.len() - 1);
        let piece = line.get(start..=end).unwrap_or_default();
        let flat = piece.iter().map(|point| Coord::from(plane(*point)));
        let kept = LineString::new(flat.collect()).simplify_idx(tolerance);
        // The next piece begins with the end of this one.
        left.pop();
        left.extend(kept.iter().filter_map(|at| piece.get(*at)));
        start = end;
    }
    left
}

/// How far the points that were left out lie from the line that is left, at most. `away` is where a
/// point lies as seen from another, in the unit of the answer.
pub fn deviation(line: &[Step], left: &[Step], away: Away) -> f64 {
    let mut legs = left.windows(2);
    let mut most = 0.0f64;
    let Some(mut leg) = legs.next() else { return most };
    for (at, point) in line.iter().enumerate() {
        if let [from, to] = leg {
            most = most.max(distance(away(*point, *from), away(*point, *to)));
            if point == to && at > 0 {
                leg = legs.next().unwrap_or(leg);
            }
        }
    }
    most
}

/// Where the second point lies as seen from the first.
pub type Away<'a> = &'a dyn Fn(Step, Step) -> (f64, f64);

/// Of zero from a stretch of line.
fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let square = dx * dx + dy * dy;
    let along = -(from.0 * dx + from.1 * dy);
    let part = if square > 0.0 { (along / square).clamp(0.0, 1.0) } else { 0.0 };
    (from.0 + part * dx).hypot(from.1 + part * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(point: Step) -> (f64, f64) {
        (point.0 as f64, point.1 as f64)
    }

    fn away(point: Step, other: Step) -> (f64, f64) {
        ((other.0 - point.0) as f64, (other.1 - point.1) as f64)
    }

    #[test]
    fn a_line_keeps_what_an_eye_would_miss() {
        let line = [(0, 0), (10, 1), (20, 0), (30, 9), (40, 0)];
        let left = thin(&line, &pixels, 2.0);
        assert_eq!(left, [(0, 0), (20, 0), (30, 9), (40, 0)]);
        assert_eq!(deviation(&line, &left, &away), 1.0);
        assert_eq!(thin(&line, &pixels, 0.0), line);
    }

    #[test]
    fn a_very_long_line_is_no_deep_well() {
        // A spiral is cut near its end each time: halving would go as deep as it has points.
        let turn = |at: i64| {
            let (angle, radius) = (at as f64 / 50.0, at as f64);
            ((angle.cos() * radius) as i64, (angle.sin() * radius) as i64)
        };
        let line: Vec<Step> = (0..200_000).map(turn).collect();
        let left = thin(&line, &pixels, 50.0);
        assert!(left.len() < line.len() / 2, "{}", left.len());
        assert_eq!((left.first(), left.last()), (line.first(), line.last()));
        assert!(deviation(&line, &left, &away) <= 50.0);
    }

    #[test]
    fn a_ring_that_would_vanish_is_kept() {
        let islet = vec![(0, 0), (1, 0), (1, 1)];
        let land = vec![(10, 0), (500, 0), (500, 300), (10, 300)];
        let topology = Topology::of(&[islet, land]);
        let left = simplify(&topology, &pixels, 5.0);
        for legs in &topology.rings {
            assert!(twice_area(&Topology::ring(legs, &left)) > 0);
        }
    }
}
