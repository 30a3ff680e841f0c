//! Regions with their boundaries, and what can be wrong with a file of them.

use std::rc::Rc;

use serde::Deserialize;

use super::projection::Flat;
use super::sheet::{Sheet, Sheets};
use super::{File, Join, LonLat, Projection, compact, geojson};
use crate::issue::{Oddity, OutlineFault};

/// The longest file that is read.
pub const MAX_BYTES: usize = 32_000_000;
/// The whole country has about 2,900 counties.
pub const MAX_REGIONS: usize = 5_000;
pub const MAX_POINTS: usize = 2_000_000;
/// The longest name, code or source that is kept, in characters; the rest is cut.
const MAX_TEXT: usize = 200;

/// The type of a GeoJSON file of regions.
const COLLECTION: &str = "FeatureCollection";

/// A map's worth of regions.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub name: String,
    /// Who made the boundaries, as it is printed on the map; empty where the file is silent.
    pub source: String,
    /// The number that the map's review gave it (审图号); a map without one has to say so.
    pub approval_no: Option<String>,
    /// What a reader of the map should know, such as what it does not show.
    pub note: Option<String>,
    pub regions: Vec<Region>,
    /// Lines that belong to the map and are no boundary of a region: maritime claims, rivers.
    pub lines: Vec<Vec<LonLat>>,
    /// Schematic: equal squares on a grid of columns and rows, in the place of land. Their "degrees"
    /// are columns to the right and rows upwards.
    pub tiles: bool,
    /// What the reader met and went on from.
    pub oddities: Vec<Oddity>,
    // What follows is made once of the regions as they were read, so that a redraw only asks.
    join: Join,
    flat: Flat,
    sheets: Sheets,
}

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

/// What tells the two forms apart.
#[derive(Deserialize)]
struct Head {
    daping_outline: Option<u64>,
    r#type: Option<String>,
}

impl Outline {
    /// Reads our own compact form or a GeoJSON FeatureCollection.
    ///
    /// Of a GeoJSON feature, `id`, `properties.adcode`, `.code` or `.id` is the code (text or
    /// number), `properties.name` the name, `properties.cp`, `.centroid` or `.center` the label's
    /// place; the collection may have `name`, `source` and `approval_no` of its own. Features
    /// without geometry are left out.
    pub fn read(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
        packs::outline::outlines::enter(bytes, file)
    }

    /// Regions without words about them: `name` and all else are empty.
    pub(crate) fn of(regions: Vec<Region>) -> Outline {
        Outline {
            name: String::new(),
            source: String::new(),
            approval_no: None,
            note: None,
            join: Join::new(&regions),
            flat: Flat::of(&regions),
            sheets: Sheets::default(),
            lines: Vec::new(),
            tiles: false,
            oddities: Vec::new(),
            regions,
        }
    }

    /// Finds the region that a place means, among the regions as they were read.
    pub fn join(&self) -> &Join {
        &self.join
    }

    /// Its boundaries in pixels; the same for as long as the projection is.
    pub fn sheet(&self, projection: &Projection) -> Rc<Sheet> {
        self.sheets.get(&self.regions, &self.flat, *projection)
    }

    pub(super) fn flat(&self) -> &Flat {
        &self.flat
    }

    /// The box around all regions; none for an outline without regions.
    pub fn bounds(&self) -> Option<Bounds> {
        self.regions.iter().map(Region::bounds).reduce(Bounds::with)
    }
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
    fn at(point: LonLat) -> Bounds {
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

    /// Edges count as inside.
    pub fn contains(&self, point: LonLat) -> bool {
        (self.west..=self.east).contains(&point.lon)
            && (self.south..=self.north).contains(&point.lat)
    }

    /// In square degrees: good for nothing but telling small from large.
    pub(super) fn size(&self) -> f64 {
        (self.east - self.west) * (self.north - self.south)
    }
}

/// The entrance of the readers' pack, as `panel::kind` has entrances of kinds: it must be there
/// before an outline is read.
mod packs {
    pub mod outline {
        pub mod outlines {
            use crate::geo::outline::{OutlineFault, whole};
            use crate::geo::{File, Outline};

            #[inline(never)]
            pub fn enter(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
                whole(bytes, file)
            }
        }
    }
}

fn whole(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
    if bytes.len() > MAX_BYTES {
        return Err(OutlineFault::TooLarge { limit_bytes: MAX_BYTES });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: Head = parse(bytes)?;
    let mut outline = match (head.daping_outline, head.r#type.as_deref()) {
        (Some(1), _) => compact::read(bytes)?,
        (Some(found), _) => return Err(OutlineFault::Version { found }),
        (None, Some(COLLECTION)) => geojson::read(bytes)?,
        _ => return Err(OutlineFault::UnknownForm),
    };
    if outline.regions.is_empty() {
        return Err(OutlineFault::Empty);
    }
    if let Some(source) = &file.source {
        outline.source = shorten(source);
    }
    if let Some(number) = &file.approval_no {
        outline.approval_no = Some(shorten(number)).filter(|number| !number.is_empty());
    }
    Ok(outline)
}

/// Parses JSON and says at which byte it went wrong.
pub(super) fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, OutlineFault> {
    serde_json::from_slice(bytes).map_err(|error| {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
        OutlineFault::Malformed { at: (before + error.column()).min(bytes.len()) }
    })
}

/// A ring as regions keep it: no point twice in a row, the end not the beginning again.
pub(super) fn tidy_ring(mut ring: Vec<LonLat>, region: usize) -> Result<Vec<LonLat>, OutlineFault> {
    if !ring.iter().all(|point| on_earth(*point)) {
        return Err(OutlineFault::OutOfRange { region });
    }
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    if ring.len() < 2 { Err(OutlineFault::Ring { region }) } else { Ok(ring) }
}

pub(super) fn on_earth(point: LonLat) -> bool {
    point.lon.abs() <= 180.0 && point.lat.abs() <= 90.0
}

pub(super) fn shorten(text: &str) -> String {
    text.trim().chars().take(MAX_TEXT).collect()
}

/// The centroid of the ring with the largest area, or the first point where no ring has any.
fn centroid(rings: &[Vec<LonLat>]) -> Option<LonLat> {
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
    (twice.abs() / 2.0, LonLat { lon: from.lon + x / third, lat: from.lat + y / third })
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
