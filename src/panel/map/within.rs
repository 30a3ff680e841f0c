//! Where a region has room for its name.

use crate::geo::Xy;

/// The middle of so many lines of this width and type size that lie within the rings about `at`:
/// there, or a little above or below; none where they would leave them.
pub fn within(rings: &[Vec<Xy>], at: Xy, width: f64, size: f64, lines: usize) -> Option<Xy> {
    let edges: &[f64] =
        if lines > 1 { &[-0.95, -0.5, 0.0, 0.5, 0.95] } else { &[-0.35, 0.0, 0.35] };
    let line = |lift: f64| {
        let y = at.y + lift * size;
        let (mut left, mut right) = (f64::NEG_INFINITY, f64::INFINITY);
        for edge in edges {
            let (from, to) = chord(rings, at.x, y + edge * size)?;
            (left, right) = (left.max(from), right.min(to));
        }
        // As far from the sides as there is room for, up to half a character.
        let half = width * 0.5 + ((right - left - width) * 0.5).clamp(0.0, size * 0.5);
        (right - left >= width).then(|| Xy { x: at.x.clamp(left + half, right - half), y })
    };
    [0.0, 0.4, -0.4, 0.8, -0.8].into_iter().find_map(line)
}

/// From where to where a horizontal line through a point lies inside.
fn chord(rings: &[Vec<Xy>], x: f64, y: f64) -> Option<(f64, f64)> {
    let (mut left, mut right, mut crossings) = (f64::NEG_INFINITY, f64::INFINITY, 0);
    for ring in rings {
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (from.y > y) == (to.y > y) {
                continue;
            }
            let edge = from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y);
            if edge > x {
                crossings += 1;
                right = right.min(edge);
            } else {
                left = left.max(edge);
            }
        }
    }
    (crossings % 2 == 1).then_some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_lies_within_its_region_or_nowhere() {
        let ring = |points: &[(f64, f64)]| points.iter().map(|&(x, y)| Xy { x, y }).collect();
        // An L: its foot is wide, its stem is not.
        let l = [(0.0, 0.0), (20.0, 0.0), (20.0, 60.0), (90.0, 60.0), (90.0, 100.0), (0.0, 100.0)];
        let l: [Vec<Xy>; 1] = [ring(&l)];
        let word = |x, y, width| within(&l, Xy { x, y }, width, 10.0, 1).map(|xy| (xy.x, xy.y));
        assert_eq!(word(10.0, 20.0, 30.0), None);
        assert_eq!(word(45.0, 80.0, 50.0), Some((45.0, 80.0)));
        assert_eq!(word(85.0, 80.0, 50.0), Some((65.0, 80.0)), "moved away from the edge");
        assert_eq!(word(15.0, 50.0, 50.0), None);
        assert_eq!(word(45.0, 62.0, 50.0), Some((45.0, 66.0)), "moved below the corner");
        assert_eq!(word(200.0, 80.0, 5.0), None);
    }
}
