//! The meridian of 180°, where longitudes jump although the land goes on.

use super::LonLat;

/// The widest that longitudes may run beyond the seam.
const FARTHEST: f64 = 360.0;
/// An outline that leaves out so many degrees is no map of the world. Where something touches the
/// seam, the lesser gap is enough: Russia leaves out 188°, the United States 239°.
const GAP: usize = 180;
const GAP_AT_SEAM: usize = 120;

/// Takes the jumps out of a ring or a line: what is beyond the seam runs on beyond ±180°. A ring about
/// a pole has no such form and stays, and so does what would run around the earth.
pub(super) fn unwrap(line: &mut [LonLat], is_ring: bool) {
    let turns = || {
        let mut turn = 0.0;
        let pairs = line.iter().zip(line.iter().skip(1));
        let turns = pairs.map(move |(from, to)| {
            turn += jump(*from, *to);
            turn
        });
        std::iter::once(0.0).chain(turns)
    };
    let last = turns().last().unwrap_or_default();
    let closing = line.last().zip(line.first()).map_or(0.0, |(end, start)| jump(*end, *start));
    let is_whole = !is_ring || last + closing == 0.0;
    let moved = line.iter().zip(turns()).map(|(point, turn)| point.lon + turn);
    let (low, high) = extent(moved);
    if !is_whole || low < -FARTHEST || high > FARTHEST || turns().all(|turn| turn == 0.0) {
        return;
    }
    let mut turn = 0.0;
    let mut before = line.first().copied();
    for point in line {
        let own = *point;
        turn += before.map_or(0.0, |before| jump(before, own));
        point.lon += turn;
        before = Some(own);
    }
}

/// What has to be added to the longitudes from `to` on.
fn jump(from: LonLat, to: LonLat) -> f64 {
    match to.lon - from.lon {
        east if east > 180.0 => -360.0,
        east if east < -180.0 => 360.0,
        _ => 0.0,
    }
}

/// The westernmost and the easternmost longitude.
pub(super) fn span(line: &[LonLat]) -> (f64, f64) {
    extent(line.iter().map(|point| point.lon))
}

/// By how many degrees each part of an outline has to move, if it lies across the seam, to stand on
/// one side of the outline's largest gap; `all` are the spans of its parts. A map of the world has no
/// such gap and stays as it is.
pub(super) fn shifts(all: &[(f64, f64)]) -> Option<Vec<f64>> {
    let low = all.iter().fold(f64::INFINITY, |low, span| low.min(span.0));
    let high = all.iter().fold(f64::NEG_INFINITY, |high, span| high.max(span.1));
    if low >= -180.0 && high <= 180.0 && high - low <= 180.0 {
        return None;
    }
    let cut = cut(all)?;
    let shift = |(low, high): &(f64, f64)| {
        let by = ((cut - (low + high) / 2.0) / 360.0).ceil() * 360.0;
        if low + by >= -FARTHEST && high + by <= FARTHEST { by } else { 0.0 }
    };
    Some(all.iter().map(shift).collect())
}

/// The middle of the largest gap between spans of longitude, in whole degrees and such that what
/// follows it to the east lies about 0° rather than about 360°.
fn cut(spans: &[(f64, f64)]) -> Option<f64> {
    let mut taken = [false; 360];
    for (low, high) in spans {
        let (low, high) = (low.floor() as i32, high.floor() as i32);
        for degree in (low..=high).take(taken.len()) {
            if let Some(taken) = taken.get_mut(degree.rem_euclid(360) as usize) {
                *taken = true;
            }
        }
    }
    let (mut start, mut length, mut run) = (0, 0, 0);
    for (degree, taken) in taken.iter().chain(&taken).enumerate() {
        run = if *taken { 0 } else { run + 1 };
        if run > length {
            (start, length) = (degree + 1 - run, run);
        }
    }
    let at_seam = taken.iter().skip(179).take(2).any(|taken| *taken);
    let enough = if at_seam { GAP_AT_SEAM } else { GAP };
    if !(enough..360).contains(&length) {
        return None;
    }
    let middle = start as f64 + length as f64 / 2.0;
    let opposite = middle + 180.0;
    Some(middle - ((opposite - 180.0) / 360.0).ceil() * 360.0)
}

fn extent(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (low.min(number), high.max(number))
    })
}
