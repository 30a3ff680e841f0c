//! A flow's curve between two places on the picture.

use super::Xy;
use super::path::push_xy;

/// The control points of a cubic Bézier curve whose middle stands off the straight line by `bend`
/// times its length (0.2 is gentle, 0 straight), on the line's upper side; a negative bend is on
/// the lower side. A vertical line bends to the left of its direction, so that there and back
/// differ.
pub fn arc(from: Xy, to: Xy, bend: f64) -> [Xy; 4] {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    // The normal that points up, as long as the line itself.
    let normal = if dx < 0.0 { Xy { x: -dy, y: dx } } else { Xy { x: dy, y: -dx } };
    // At its middle the curve has gone three quarters of the way to its control points.
    let lift = bend / 0.75;
    let control = |part: f64| Xy {
        x: from.x + dx * part + normal.x * lift,
        y: from.y + dy * part + normal.y * lift,
    };
    [from, control(1.0 / 3.0), control(2.0 / 3.0), to]
}

/// The curve as an SVG path, pixels with at most one decimal.
pub fn arc_path(curve: &[Xy; 4]) -> String {
    let mut out = String::from("M");
    for (point, after) in curve.iter().zip(["C", " ", " ", ""]) {
        push_xy(&mut out, *point);
        out.push_str(after);
    }
    out
}

/// Where a dot is after the part `t` (0 to 1, cut to that) of its way.
pub fn arc_at(curve: &[Xy; 4], t: f64) -> Xy {
    let t = t.clamp(0.0, 1.0);
    let s = 1.0 - t;
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    curve.iter().zip(weights).fold(Xy { x: 0.0, y: 0.0 }, |sum, (point, weight)| Xy {
        x: sum.x + point.x * weight,
        y: sum.y + point.y * weight,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xy(x: f64, y: f64) -> Xy {
        Xy { x, y }
    }

    fn check(from: Xy, to: Xy, bend: f64, middle: Xy) {
        let curve = arc(from, to, bend);
        let found = arc_at(&curve, 0.5);
        let off = (found.x - middle.x).hypot(found.y - middle.y);
        assert!(off < 1e-9, "{found:?} is not {middle:?}");
        assert_eq!(arc_at(&curve, -1.0), from);
        assert_eq!(arc_at(&curve, 2.0), to);
    }

    #[test]
    fn the_middle_stands_above_the_line_by_bend() {
        check(xy(0.0, 100.0), xy(100.0, 100.0), 0.2, xy(50.0, 80.0));
        check(xy(100.0, 100.0), xy(0.0, 100.0), 0.2, xy(50.0, 80.0));
        check(xy(0.0, 100.0), xy(100.0, 100.0), -0.2, xy(50.0, 120.0));
        check(xy(5.0, 5.0), xy(5.0, 5.0), 0.2, xy(5.0, 5.0));
    }

    #[test]
    fn a_vertical_line_bends_to_the_left_of_its_direction() {
        check(xy(0.0, 100.0), xy(0.0, 0.0), 0.2, xy(-20.0, 50.0));
    }

    #[test]
    fn path_text() {
        let curve = [xy(0.0, 1.0), xy(2.0, 3.5), xy(4.0, 5.0), xy(6.0, 7.0)];
        assert_eq!(arc_path(&curve), "M0,1C2,3.5 4,5 6,7");
    }
}
