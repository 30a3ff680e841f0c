//! The user's own file: a plain GeoJSON FeatureCollection of polygons, in any winding.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;

use super::LonLat;
use super::Region;
use super::outline::{MAX_POINTS, MAX_REGIONS, Outline, parse, shorten};
use super::ring::{on_earth, tidy_ring};
use crate::issue::OutlineFault;

#[derive(Deserialize)]
struct Collection {
    name: Option<String>,
    source: Option<String>,
    approval_no: Option<String>,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: Option<Value>,
    properties: Option<Properties>,
    geometry: Option<Geometry>,
}

#[derive(Default, Deserialize)]
struct Properties {
    adcode: Option<Value>,
    code: Option<Value>,
    id: Option<Value>,
    name: Option<String>,
    cp: Option<(f64, f64)>,
    centroid: Option<(f64, f64)>,
    center: Option<(f64, f64)>,
}

#[derive(Deserialize)]
struct Geometry {
    r#type: String,
    coordinates: Option<Nest>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Outline, OutlineFault> {
    let file: Collection = parse(bytes)?;
    if file.features.len() > MAX_REGIONS {
        return Err(OutlineFault::TooManyRegions { limit: MAX_REGIONS });
    }
    let mut left = MAX_POINTS;
    let features = file.features.into_iter().enumerate();
    let regions = features.filter_map(|(at, feature)| feature.region(at, &mut left).transpose());
    let mut outline = Outline::drawn(regions.collect::<Result<_, _>>()?, Vec::new(), false);
    outline.name = shorten(&file.name.unwrap_or_default());
    outline.source = shorten(&file.source.unwrap_or_default());
    outline.approval_no = file.approval_no.map(|no| shorten(&no)).filter(|no| !no.is_empty());
    Ok(outline)
}

impl Feature {
    fn region(self, at: usize, left: &mut usize) -> Result<Option<Region>, OutlineFault> {
        let Some(geometry) = self.geometry else { return Ok(None) };
        let rings = geometry.rings(at, left)?;
        let own = self.properties.unwrap_or_default();
        let codes = [own.adcode, self.id, own.code, own.id];
        let code = codes.into_iter().flatten().find_map(text).unwrap_or_default();
        let label = own.centroid.or(own.cp).or(own.center);
        let label = label.map(|(lon, lat)| LonLat { lon, lat }).filter(|place| on_earth(*place));
        Ok(Some(Region::new(&code, &own.name.unwrap_or_default(), label, rings)))
    }
}

/// A code as text; an empty one, a fraction or anything else is none.
fn text(code: Value) -> Option<String> {
    match code {
        Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        _ => None,
    }
}

impl Geometry {
    fn rings(self, at: usize, left: &mut usize) -> Result<Vec<Vec<LonLat>>, OutlineFault> {
        let rings = match (self.r#type.as_str(), self.coordinates) {
            ("Polygon" | "MultiPolygon", Some(Nest::Rings(rings))) => rings,
            _ => return Err(OutlineFault::Geometry { region: at }),
        };
        let points: usize = rings.iter().map(Vec::len).sum();
        *left =
            left.checked_sub(points).ok_or(OutlineFault::TooManyPoints { limit: MAX_POINTS })?;
        rings.into_iter().map(|ring| tidy_ring(ring, at)).collect()
    }
}

/// Coordinates at whatever depth they are nested: the deepest lists become points, these make
/// rings, and everything above is one flat list of rings. It is read in one go, whether `type`
/// stands before or after it.
enum Nest {
    Number(f64),
    Point(LonLat),
    Ring(Vec<LonLat>),
    Rings(Vec<Vec<LonLat>>),
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Coordinates)
    }
}

struct Coordinates;

impl<'de> Visitor<'de> for Coordinates {
    type Value = Nest;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("coordinates")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Nest, E> {
        Ok(Nest::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Nest, E> {
        Ok(Nest::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Nest, E> {
        Ok(Nest::Number(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nest, A::Error> {
        let mixed = || A::Error::custom("coordinates of mixed depth");
        let mut nest = match list.next_element()? {
            None => return Ok(Nest::Rings(Vec::new())),
            Some(Nest::Number(lon)) => {
                let lat = list.next_element()?.ok_or_else(mixed)?;
                // A height may follow; a map has no use for it.
                while list.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(Nest::Point(LonLat { lon, lat }));
            }
            Some(Nest::Point(point)) => Nest::Ring(vec![point]),
            Some(Nest::Ring(ring)) => Nest::Rings(vec![ring]),
            Some(Nest::Rings(rings)) => Nest::Rings(rings),
        };
        while let Some(next) = list.next_element()? {
            match (&mut nest, next) {
                (Nest::Ring(ring), Nest::Point(point)) => ring.push(point),
                (Nest::Rings(rings), Nest::Ring(ring)) => rings.push(ring),
                (Nest::Rings(rings), Nest::Rings(more)) => rings.extend(more),
                _ => return Err(mixed()),
            }
        }
        Ok(nest)
    }
}
