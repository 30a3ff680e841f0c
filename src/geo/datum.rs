//! From GCJ-02, the datum that maps published in China are moved to, back to WGS 84.
//!
//! The forward shift is the published one, on the ellipsoid of Krassovsky (a = 6,378,245 m,
//! e² = 0.00669342162296594323). It has no closed inverse, so the place is sought that the shift
//! moves to where the map has it. Outside a box around China nothing is moved.

use std::f64::consts::PI;

use super::LonLat;

const AXIS: f64 = 6_378_245.0;
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
/// In degrees: about a centimetre.
const ENOUGH: f64 = 1e-7;
const MOST_STEPS: usize = 10;

/// The place in WGS 84 of one in GCJ-02.
pub(super) fn from_gcj02(shifted: LonLat) -> LonLat {
    if !about_china(shifted) {
        return shifted;
    }
    let mut place = shifted;
    for _ in 0..MOST_STEPS {
        let shift = shift(place);
        let (east, north) =
            (place.lon + shift.lon - shifted.lon, place.lat + shift.lat - shifted.lat);
        place = LonLat { lon: place.lon - east, lat: place.lat - north };
        if east.abs().max(north.abs()) < ENOUGH {
            break;
        }
    }
    place
}

fn about_china(place: LonLat) -> bool {
    (72.004..=137.8347).contains(&place.lon) && (0.8293..=55.8271).contains(&place.lat)
}

/// How far, in degrees, GCJ-02 moves a place.
fn shift(place: LonLat) -> LonLat {
    let (x, y) = (place.lon - 105.0, place.lat - 35.0);
    let both = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let root = x.abs().sqrt();
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + both
        + wave(20.0, y)
        + wave(40.0, y / 3.0)
        + wave(160.0, y / 12.0)
        + wave(320.0, y / 30.0);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + both
        + wave(20.0, x)
        + wave(40.0, x / 3.0)
        + wave(150.0, x / 12.0)
        + wave(300.0, x / 30.0);
    let sine = place.lat.to_radians().sin();
    let squeeze = 1.0 - ECCENTRICITY * sine * sine;
    let meridian = AXIS * (1.0 - ECCENTRICITY) / (squeeze * squeeze.sqrt());
    let parallel = AXIS / squeeze.sqrt() * place.lat.to_radians().cos();
    LonLat { lon: (east / parallel).to_degrees(), lat: (north / meridian).to_degrees() }
}

fn wave(height: f64, turns: f64) -> f64 {
    height * 2.0 / 3.0 * (turns * PI).sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_gcj02(place: LonLat) -> LonLat {
        let shift = shift(place);
        LonLat { lon: place.lon + shift.lon, lat: place.lat + shift.lat }
    }

    /// Pairs that the formula's implementations publish as their examples.
    #[test]
    fn published_pairs() {
        // The second one's author reckons with a radius of 6,378,137 m.
        for (wgs, gcj, by) in [
            ((116.404, 39.915), (116.410_244_499_169_38, 39.916_404_281_501_64), 1e-9),
            ((113.912_316, 22.543_847), (113.917_176_480_836_3, 22.540_796_131_694_766), 1e-6),
        ] {
            let moved = to_gcj02(LonLat { lon: wgs.0, lat: wgs.1 });
            let near = |a: f64, b: f64, by: f64| assert!((a - b).abs() < by, "{a} is not {b}");
            near(moved.lon, gcj.0, by);
            near(moved.lat, gcj.1, by);
            let back = from_gcj02(moved);
            near(back.lon, wgs.0, 1e-7);
            near(back.lat, wgs.1, 1e-7);
        }
    }

    #[test]
    fn the_inverse_undoes_the_shift_all_over_china() {
        for lon in 73..137 {
            for lat in 2..55 {
                let place = LonLat { lon: f64::from(lon) + 0.37, lat: f64::from(lat) + 0.61 };
                let moved = to_gcj02(place);
                let metres = (moved.lon - place.lon).hypot(moved.lat - place.lat) * 111_000.0;
                assert!((5.0..2_000.0).contains(&metres), "{place:?} moved by {metres} m");
                let back = from_gcj02(moved);
                let off = (back.lon - place.lon).abs().max((back.lat - place.lat).abs());
                assert!(off < 1e-7, "{place:?} came back as {back:?}");
            }
        }
    }

    #[test]
    fn elsewhere_nothing_moves() {
        let baku = LonLat { lon: 49.87, lat: 40.41 };
        assert_eq!(from_gcj02(baku), baku);
    }
}
