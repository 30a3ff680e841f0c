//! Which region lies under a pixel.

use super::{LonLat, Outline, Projection, Region, Xy};

/// The index of the region at a pixel; none at sea. Of several (a file that cuts no hole for an
/// enclave), the one with the smallest box.
pub fn hit(outline: &Outline, projection: &Projection, pixel: Xy) -> Option<usize> {
    let place = projection.to_lonlat(pixel);
    let under = outline.regions.iter().enumerate().filter(|(_, region)| contains(region, place));
    let smallest = |region: &Region| region.bounds().size();
    under.min_by(|a, b| smallest(a.1).total_cmp(&smallest(b.1))).map(|(at, _)| at)
}

/// The even-odd rule: a ray to the east crosses the boundary an odd number of times.
fn contains(region: &Region, place: LonLat) -> bool {
    region.bounds().contains(place)
        && region.rings.iter().map(|ring| crossings(ring, place)).sum::<usize>() % 2 == 1
}

fn crossings(ring: &[LonLat], place: LonLat) -> usize {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    edges
        .filter(|(a, b)| {
            (a.lat > place.lat) != (b.lat > place.lat)
                && place.lon < a.lon + (place.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
        })
        .count()
}
