//! Coordinates, and indexes of arcs, at whatever depth they are nested.
//!
//! The deepest lists become points, these make rings, and everything above is one flat list of rings:
//! whether a ring is an island or a hole is what the even-odd rule says, so nothing is lost. It is
//! read in one go, whether `type` stands before or after it, and a point takes 16 bytes.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::LonLat;

pub(super) enum Nest {
    Number(f64),
    Point(LonLat),
    Ring(Vec<LonLat>),
    Rings(Vec<Vec<LonLat>>),
    /// A list of nothing.
    Empty,
    /// Lists of mixed depth, and what is no number.
    Odd,
}

impl Nest {
    /// Adds the next element of the list that this is.
    fn with(self, next: Nest) -> Nest {
        match (self, next) {
            (Nest::Empty, Nest::Point(point)) => Nest::Ring(vec![point]),
            (Nest::Empty, Nest::Ring(ring)) => Nest::Rings(vec![ring]),
            (Nest::Empty, Nest::Rings(rings)) => Nest::Rings(rings),
            (Nest::Empty, Nest::Empty) => Nest::Rings(vec![Vec::new()]),
            (Nest::Ring(mut ring), Nest::Point(point)) => {
                ring.push(point);
                Nest::Ring(ring)
            }
            (Nest::Rings(mut rings), Nest::Ring(ring)) => {
                rings.push(ring);
                Nest::Rings(rings)
            }
            (Nest::Rings(mut rings), Nest::Rings(more)) => {
                rings.extend(more);
                Nest::Rings(rings)
            }
            // An arc without points keeps its place among the arcs.
            (Nest::Rings(mut rings), Nest::Empty) => {
                rings.push(Vec::new());
                Nest::Rings(rings)
            }
            _ => Nest::Odd,
        }
    }
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

    /// What some programs write for a number that is none.
    fn visit_unit<E: Error>(self) -> Result<Nest, E> {
        Ok(Nest::Number(f64::NAN))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Nest, E> {
        Ok(Nest::Odd)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Nest, E> {
        Ok(Nest::Ring(decode(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Nest, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Nest::Odd)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nest, A::Error> {
        let mut nest = Nest::Empty;
        while let Some(next) = list.next_element()? {
            nest = match (nest, next) {
                (Nest::Empty, Nest::Number(lon)) => {
                    let lat = list.next_element()?;
                    // A height may follow; a map has no use for it.
                    while list.next_element::<IgnoredAny>()?.is_some() {}
                    return Ok(match lat {
                        Some(Nest::Number(lat)) => Nest::Point(LonLat { lon, lat }),
                        _ => Nest::Odd,
                    });
                }
                (nest, next) => nest.with(next),
            };
        }
        Ok(nest)
    }
}

/// ECharts' own encoding of a ring: a character for each step, zig-zag coded, plus 64. Begins with
/// [`CODED`], because the point that the steps start from stands elsewhere.
fn decode(text: &str) -> Vec<LonLat> {
    let mut steps = text.chars().map(|c| {
        let zigzag = i64::from(u32::from(c)) - 64;
        (zigzag >> 1) ^ -(zigzag & 1)
    });
    let (mut ring, mut east, mut north) = (vec![CODED], 0, 0);
    while let (Some(x), Some(y)) = (steps.next(), steps.next()) {
        // A step is below 2^21 and a text below 2^25 bytes: no sum can overflow.
        (east, north) = (east + x, north + y);
        ring.push(LonLat { lon: east as f64, lat: north as f64 });
    }
    ring
}

/// No place: what follows are steps, and nobody may take them for degrees.
const CODED: LonLat = LonLat { lon: f64::NAN, lat: f64::NAN };

/// The places of a ring that [`decode`] made, from where its steps start and how many make a degree.
/// Another ring stays as it is.
pub(super) fn placed(mut ring: Vec<LonLat>, from: LonLat, scale: f64) -> Vec<LonLat> {
    if ring.first().is_some_and(|first| first.lon.is_nan() && first.lat.is_nan()) {
        ring.remove(0);
        for point in &mut ring {
            point.lon = (point.lon + from.lon) / scale;
            point.lat = (point.lat + from.lat) / scale;
        }
    }
    ring
}

/// Which arcs a geometry of TopoJSON is made of; a negative index is the arc backwards.
pub(super) enum Links {
    Index(i64),
    Line(Vec<i64>),
    Lines(Vec<Vec<i64>>),
    Empty,
    Odd,
}

impl Links {
    fn with(self, next: Links) -> Links {
        match (self, next) {
            (Links::Empty, Links::Index(index)) => Links::Line(vec![index]),
            (Links::Empty, Links::Line(line)) => Links::Lines(vec![line]),
            (Links::Empty, Links::Lines(lines)) => Links::Lines(lines),
            (links, Links::Empty) => links,
            (Links::Line(mut line), Links::Index(index)) => {
                line.push(index);
                Links::Line(line)
            }
            (Links::Lines(mut lines), Links::Line(line)) => {
                lines.push(line);
                Links::Lines(lines)
            }
            (Links::Lines(mut lines), Links::Lines(more)) => {
                lines.extend(more);
                Links::Lines(lines)
            }
            _ => Links::Odd,
        }
    }
}

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Indexes)
    }
}

struct Indexes;

impl<'de> Visitor<'de> for Indexes {
    type Value = Links;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("indexes of arcs")
    }

    fn visit_i64<E: Error>(self, index: i64) -> Result<Links, E> {
        Ok(Links::Index(index))
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<Links, E> {
        Ok(i64::try_from(index).map_or(Links::Odd, Links::Index))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Links, A::Error> {
        let mut links = Links::Empty;
        while let Some(next) = list.next_element()? {
            links = links.with(next);
        }
        Ok(links)
    }
}
