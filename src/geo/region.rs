//! One region, and the box around it.

use super::LonLat;
use super::outline::shorten;
use super::ring::centroid;

/// One unit of division.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The division code (adcode), usually six digits; empty where the file has none.
    pub code: String,
    /// As the file has it: full (南阳市) or short (河南); may be empty.
    pub name: String,
    /// Where its name or a flow's end belongs.
    pub label: LonLat,
    /// Outer boundaries, islands and holes alike, in any winding: inside is what the even-odd rule
    /// says. The last point is not the first one again. A ring has at least two points; one of two
    /// is an islet that the file's author flattened.
    pub rings: Vec<Vec<LonLat>>,
    bounds: Bounds,
}

/// A box in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Region {
    /// A region; without a label of its own it is named at the centroid of its largest ring.
    pub fn new(code: &str, name: &str, label: Option<LonLat>, rings: Vec<Vec<LonLat>>) -> Region {
        let label = label.or_else(|| centroid(&rings)).unwrap_or(LonLat { lon: 0.0, lat: 0.0 });
        let points = rings.iter().flatten().map(|point| Bounds::at(*point));
        let bounds = points.reduce(Bounds::with).unwrap_or(Bounds::at(label));
        Region { code: shorten(code), name: shorten(name), label, rings, bounds }
    }

    /// The box around its boundary, as it was when the region was made.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }
}

impl Bounds {
    /// The box around all of these; none where there is nothing.
    pub(super) fn of(regions: &[Region], lines: &[Vec<LonLat>]) -> Option<Bounds> {
        let lines = lines.iter().flatten().map(|point| Bounds::at(*point));
        regions.iter().map(Region::bounds).chain(lines).reduce(Bounds::with)
    }

    pub(super) fn at(point: LonLat) -> Bounds {
        Bounds { west: point.lon, east: point.lon, south: point.lat, north: point.lat }
    }

    pub(super) fn with(self, other: Bounds) -> Bounds {
        Bounds {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    pub(super) fn middle(self) -> LonLat {
        LonLat { lon: (self.west + self.east) / 2.0, lat: (self.south + self.north) / 2.0 }
    }

    /// Edges count as inside.
    pub fn contains(&self, point: LonLat) -> bool {
        (self.west..=self.east).contains(&point.lon)
            && (self.south..=self.north).contains(&point.lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect()
    }

    #[test]
    fn label_is_the_centroid_of_the_largest_ring_in_either_winding() {
        let small = ring(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]);
        let mut large = ring(&[(10.0, 10.0), (14.0, 10.0), (14.0, 12.0), (10.0, 12.0)]);
        for _ in 0..2 {
            let region = Region::new("", "", None, vec![small.clone(), large.clone()]);
            assert_eq!(region.label, LonLat { lon: 12.0, lat: 11.0 });
            large.reverse();
        }
    }
}
