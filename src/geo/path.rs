//! A region's boundary as the text of an SVG path.

use std::fmt::Write;

use super::{Projection, Region, Xy};

/// `M…L…Z` for every ring, in pixels with at most one decimal, to be filled by the even-odd rule.
/// Points that fall onto the one before are left out.
pub fn path(region: &Region, projection: &Projection) -> String {
    let mut out = String::new();
    for ring in &region.rings {
        let mut points: Vec<_> = ring.iter().map(|p| tenths(projection.to_xy(*p))).collect();
        points.dedup();
        for (at, point) in points.into_iter().enumerate() {
            out.push(['M', 'L'].get(at).copied().unwrap_or(' '));
            push_point(&mut out, point);
        }
        out.push('Z');
    }
    out
}

/// What is smaller than this many pixels makes no difference to a pointer.
const FINE: f64 = 0.5;

/// A region's rings in pixels, without points nearer than half a pixel to the one before, and without
/// rings that are left with fewer than three.
pub fn rings(region: &Region, projection: &Projection) -> Vec<Vec<Xy>> {
    let ring = |ring: &Vec<_>| {
        let mut coarse: Vec<Xy> = Vec::new();
        for place in ring {
            let xy = projection.to_xy(*place);
            let far = |last: &Xy| (last.x - xy.x).abs().max((last.y - xy.y).abs()) >= FINE;
            if coarse.last().is_none_or(far) {
                coarse.push(xy);
            }
        }
        coarse
    };
    region.rings.iter().map(ring).filter(|ring| ring.len() > 2).collect()
}

/// Appends `x,y` with at most one decimal.
pub(super) fn push_xy(out: &mut String, xy: Xy) {
    push_point(out, tenths(xy));
}

fn tenths(xy: Xy) -> (i64, i64) {
    ((xy.x * 10.0).round() as i64, (xy.y * 10.0).round() as i64)
}

fn push_point(out: &mut String, (x, y): (i64, i64)) {
    push_tenths(out, x);
    out.push(',');
    push_tenths(out, y);
}

fn push_tenths(out: &mut String, tenths: i64) {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a String cannot fail.
    let _ =
        if rest == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{rest}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(x: f64, y: f64, expect: &str) {
        let mut out = String::new();
        push_xy(&mut out, Xy { x, y });
        assert_eq!(out, expect);
    }

    #[test]
    fn numbers_have_at_most_one_decimal_and_no_negative_zero() {
        check(12.0, 3.25, "12,3.3");
        check(-0.04, -0.3, "0,-0.3");
        check(-12.34, 1e4, "-12.3,10000");
        check(f64::NAN, 0.96, "0,1");
    }
}
