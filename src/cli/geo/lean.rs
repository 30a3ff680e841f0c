//! An outline with no more points than a wall can show, on one grid.
//!
//! First every point goes to the grid, so that borders that differ by a rounding are one; then arcs
//! are simplified; what is left is on the grid, and writing it loses nothing more.

use super::simplify::{deviation, simplify, thin};
use super::topology::{Step, Topology, twice_area};
use crate::geo::{LonLat, Outline, Projection, Region};

/// Points may leave their place by so many pixels of the wall.
const TOLERANCE: f64 = 0.5;
/// Grid steps in a pixel, about.
const STEPS: f64 = 2.0;
/// Above it the grid would be finer than 0.1 m.
const MAX_POWER: f64 = 19.0;
/// On the sphere that maps are drawn on.
const METRES_IN_DEGREE: f64 = 111_195.0;

/// What came out, and what it cost.
pub struct Lean {
    pub outline: Outline,
    /// Grid steps in a degree.
    pub scale: u32,
    pub points_before: usize,
    pub points_after: usize,
    /// Rings so small that a triangle of one grid step stands for them.
    pub specks: usize,
    /// No border is further than this from where it was.
    pub shift_metres: f64,
}

/// Simplifies for a wall of so many pixels across (and 9/16 of it down) that the outline fills.
pub fn lean(outline: &Outline, wall: f64) -> Lean {
    let projection = Projection::fit(outline, wall, wall * 9.0 / 16.0, 0.0);
    let grid = Grid { scale: scale(outline, &projection) };
    let pixels = |step: Step| {
        let xy = projection.to_xy(grid.place(step));
        (xy.x, xy.y)
    };
    let snapped: Vec<Vec<Ring>> = outline.regions.iter().map(|own| grid.region(own)).collect();
    let specks = snapped.iter().flatten().filter(|ring| ring.speck).count();
    let rings: Vec<Vec<Step>> = snapped.iter().flatten().map(|ring| ring.steps.clone()).collect();
    let topology = Topology::of(&rings);
    let arcs = simplify(&topology, &pixels, TOLERANCE);
    let mut left = topology.rings.iter().map(|legs| grid.places(&Topology::ring(legs, &arcs)));
    let regions = outline.regions.iter().zip(&snapped).map(|(own, rings)| {
        let rings = left.by_ref().take(rings.len()).collect();
        Region::new(&own.code, &own.name, Some(own.label), rings)
    });
    let regions = regions.collect();
    let lines: Vec<Vec<Step>> = outline.lines.iter().map(|line| grid.line(line)).collect();
    let thinned: Vec<Vec<Step>> = lines.iter().map(|line| thin(line, &pixels, TOLERANCE)).collect();
    let drawn = thinned.iter().map(|line| grid.places(line)).collect();
    let mut made = Outline::drawn(regions, drawn, false);
    (made.name, made.source) = (outline.name.clone(), outline.source.clone());
    (made.approval_no, made.note) = (outline.approval_no.clone(), outline.note.clone());
    let away = |from, to| grid.away(grid.place(from), grid.place(to));
    let all = topology.arcs.iter().chain(&lines).zip(arcs.iter().chain(&thinned));
    let bent = all.map(|(line, left)| deviation(line, left, &away));
    let snap = points(outline).map(|place| grid.snapped_metres(*place)).fold(0.0, f64::max);
    Lean {
        points_before: points(outline).count(),
        points_after: points(&made).count(),
        scale: grid.scale,
        specks,
        shift_metres: bent.fold(0.0, f64::max) + snap,
        outline: made,
    }
}

fn points(outline: &Outline) -> impl Iterator<Item = &LonLat> {
    let rings = outline.regions.iter().flat_map(|region| &region.rings);
    rings.chain(&outline.lines).flatten()
}

/// Grid steps in a degree: a power of two, whose parts of a degree are exact; the file's own grid
/// where that is no finer than needed.
fn scale(outline: &Outline, projection: &Projection) -> u32 {
    let Some(bounds) = outline.bounds() else { return 1 };
    let middle =
        LonLat { lon: (bounds.west + bounds.east) / 2.0, lat: (bounds.south + bounds.north) / 2.0 };
    let across = |place: LonLat| {
        let (a, b) = (projection.to_xy(middle), projection.to_xy(place));
        (a.x - b.x).hypot(a.y - b.y)
    };
    let small = 1.0 / 64.0;
    let east = across(LonLat { lon: middle.lon + small, ..middle });
    let north = across(LonLat { lat: middle.lat + small, ..middle });
    let wanted = (east.max(north) / small * STEPS).max(1.0).log2().round().min(MAX_POWER);
    let own = (0..=wanted as u32).map(|power| 1 << power).find(|scale| is_own(outline, *scale));
    own.unwrap_or(1 << wanted as u32)
}

/// Whether every point of the file is on this grid already.
fn is_own(outline: &Outline, scale: u32) -> bool {
    let fits = |degrees: f64| {
        let steps = degrees * f64::from(scale);
        (steps - steps.round()).abs() < 1e-6
    };
    points(outline).all(|place| fits(place.lon) && fits(place.lat))
}

struct Grid {
    scale: u32,
}

struct Ring {
    steps: Vec<Step>,
    speck: bool,
}

impl Grid {
    fn step(&self, place: LonLat) -> Step {
        let whole = |degrees: f64| (degrees * f64::from(self.scale)).round() as i64;
        (whole(place.lon), whole(place.lat))
    }

    fn place(&self, step: Step) -> LonLat {
        let scale = f64::from(self.scale);
        LonLat { lon: step.0 as f64 / scale, lat: step.1 as f64 / scale }
    }

    fn places(&self, line: &[Step]) -> Vec<LonLat> {
        line.iter().map(|step| self.place(*step)).collect()
    }

    fn line(&self, line: &[LonLat]) -> Vec<Step> {
        let mut steps: Vec<Step> = line.iter().map(|place| self.step(*place)).collect();
        steps.dedup();
        steps
    }

    /// A region's rings on the grid. No island is lost: of one that the grid swallows a triangle
    /// of one step stays, and of several on one place one, because two would cut each other out.
    fn region(&self, region: &Region) -> Vec<Ring> {
        let mut rings: Vec<Ring> = Vec::new();
        for ring in region.rings.iter().map(|ring| self.ring(ring)) {
            if !ring.speck || rings.iter().all(|own| own.steps != ring.steps) {
                rings.push(ring);
            }
        }
        rings
    }

    fn ring(&self, ring: &[LonLat]) -> Ring {
        let mut steps = self.line(ring);
        while steps.len() > 1 && steps.first() == steps.last() {
            steps.pop();
        }
        if twice_area(&steps) > 0 {
            return Ring { steps, speck: false };
        }
        let (east, north) = steps.iter().min().copied().unwrap_or_default();
        let steps = vec![(east, north), (east + 1, north), (east, north + 1)];
        Ring { steps, speck: true }
    }

    /// In metres, where the second place lies as seen from the first.
    fn away(&self, from: LonLat, to: LonLat) -> (f64, f64) {
        let east = (to.lon - from.lon) * from.lat.to_radians().cos();
        (east * METRES_IN_DEGREE, (to.lat - from.lat) * METRES_IN_DEGREE)
    }

    fn snapped_metres(&self, place: LonLat) -> f64 {
        let (east, north) = self.away(place, self.place(self.step(place)));
        east.hypot(north)
    }
}
