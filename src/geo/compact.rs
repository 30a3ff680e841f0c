//! Our own form of an outline: one grid for all regions, so that neighbours keep their border.
//!
//! `{"daping_outline":1, "name":…, "source":…, "approval_no":null, "note":…, "scale":512,
//! "origin":[110,31], "regions":[{"code":…, "name":…, "label":[lon,lat], "rings":["…"]}], "lines":["…"]}`
//!
//! `scale` is the number of grid steps in a degree, `origin` the grid's zero in degrees. A ring is
//! text in the encoded polyline format: for each point the step east, then the step north from the
//! point before it (the first from the origin), zig-zag coded, in groups of five bits, low first,
//! each plus 63, with 32 set while more follow.

use super::LonLat;
use super::draft::{Draft, Feature};
use super::outline::{MAX_REGIONS, shorten};
use super::own::{self, Keys};
use super::ring::{on_earth, tidy_ring};
use crate::grammar::node::{Object, Value};
use crate::issue::OutlineFault;

/// Finer than 0.1 m is no boundary any more.
const MAX_SCALE: f64 = 1_000_000.0;

/// The grid of one file.
struct Grid {
    scale: f64,
    origin: LonLat,
}

pub(super) fn read(file: &Object<'_>) -> Result<Draft, OutlineFault> {
    let (scale, origin) = (own::number(file.value("scale")?)?, own::place(file.value("origin")?)?);
    if !(1.0..=MAX_SCALE).contains(&scale) || !on_earth(origin) {
        return Err(OutlineFault::Grid);
    }
    let grid = Grid { scale, origin };
    let mut draft = own::draft(file);
    // One more than there may be, so that whoever finishes it sees that there are too many.
    for (at, unit) in own::list(file.value("regions")?)?.iter().take(MAX_REGIONS + 1).enumerate() {
        let feature = grid.feature(own::object(unit)?, at, &mut draft)?;
        draft.features.push(feature);
    }
    let lines = file.given("lines").map_or(Ok(&[][..]), own::list)?;
    if !lines.is_empty() {
        let at = draft.features.len();
        let lines = lines.iter().map(|text| grid.line(own::text(text)?, at, &mut draft));
        let lines = lines.collect::<Result<_, _>>()?;
        draft.features.push(Feature { at, lines, ..Feature::default() });
    }
    Ok(draft)
}

impl Grid {
    fn feature(
        &self,
        unit: &Object<'_>,
        at: usize,
        draft: &mut Draft,
    ) -> Result<Feature, OutlineFault> {
        let label = unit.given("label").map(own::place).transpose()?;
        if !label.is_none_or(on_earth) {
            return Err(OutlineFault::OutOfRange { region: at });
        }
        let rings = own::list(unit.value("rings")?)?;
        let ring = |text: &Value| tidy_ring(self.line(own::text(text)?, at, draft)?, at);
        let rings = rings.iter().map(ring).collect::<Result<Vec<_>, _>>()?;
        if rings.is_empty() {
            return Err(OutlineFault::Ring { region: at });
        }
        let word = |key: &str| Ok(shorten(own::text(unit.value(key)?)?));
        let (code, name) = (word("code")?, word("name")?);
        Ok(Feature { at, code, name, label, rings, lines: Vec::new() })
    }

    fn line(
        &self,
        text: &str,
        region: usize,
        draft: &mut Draft,
    ) -> Result<Vec<LonLat>, OutlineFault> {
        let (mut bytes, mut east, mut north) = (text.bytes(), 0i64, 0i64);
        let mut ring = Vec::new();
        while bytes.len() > 0 {
            let steps =
                step(&mut bytes).zip(step(&mut bytes)).ok_or(OutlineFault::Ring { region })?;
            // A step is below 2^35 and a text below 2^25 bytes: no sum can overflow.
            east += steps.0;
            north += steps.1;
            ring.push(LonLat {
                lon: self.origin.lon + east as f64 / self.scale,
                lat: self.origin.lat + north as f64 / self.scale,
            });
        }
        draft.make_room(ring.len())?;
        Ok(ring)
    }
}

/// The next number of an encoded polyline; none where the text breaks off or holds a foreign byte.
fn step(bytes: &mut impl Iterator<Item = u8>) -> Option<i64> {
    let mut zigzag = 0i64;
    for shift in (0..35).step_by(5) {
        let group = bytes.next()?.checked_sub(63).filter(|group| *group < 64)?;
        zigzag |= i64::from(group & 31) << shift;
        if group < 32 {
            return Some((zigzag >> 1) ^ -(zigzag & 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the format's own description gives, at 1e-5 degrees: -179.9832104 is
    /// "`~oia@", and (38.5, -120.2), (40.7, -120.95), (43.252, -126.453) is the line below.
    #[test]
    fn numbers_are_those_of_the_encoded_polyline_format() {
        assert_eq!(step(&mut "`~oia@".bytes()), Some(-17_998_321));
        let mut bytes = "_p~iF~ps|U_ulLnnqC_mqNvxq`@".bytes();
        let steps: Vec<i64> = std::iter::from_fn(|| step(&mut bytes)).collect();
        assert_eq!(steps, [3_850_000, -12_020_000, 220_000, -75_000, 255_200, -550_300]);
    }

    #[test]
    fn broken_numbers_are_refused() {
        for text in ["", "_", "~~~~~~~~", " ", "\u{7f}", "中"] {
            assert_eq!(step(&mut text.bytes()), None, "{text:?}");
        }
    }
}
