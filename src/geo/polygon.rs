//! Rings of pixels.

use super::Xy;

/// Even-odd, by a ray to the right.
pub fn inside(ring: &[Xy], p: Xy) -> bool {
    let Some(mut a) = ring.last() else { return false };
    let mut odd = false;
    for b in ring {
        if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            odd = !odd;
        }
        a = b;
    }
    odd
}

/// In square pixels, negative where it goes round the other way.
pub fn area(ring: &[Xy]) -> f64 {
    let Some(mut a) = ring.last() else { return 0.0 };
    let mut twice = 0.0;
    for b in ring {
        twice += a.x * b.y - b.x * a.y;
        a = b;
    }
    twice / 2.0
}
