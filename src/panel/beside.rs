//! A label beside its dot, where nothing else stands.

use super::Draw;
use crate::look::Point;

/// A box in CSS pixels: left, top, right, bottom.
pub type Place = [f64; 4];

/// A box of `width` and the height of a line of `size` beside a dot, `gap` from its middle: on the
/// `right`, else on the left (or the other way round), above or below, whichever is free of `taken`
/// and inside the picture.
pub fn free_place(
    at: Point,
    right: bool,
    gap: f64,
    (width, size): (f64, f64),
    taken: &[Place],
    on: &Draw<'_>,
) -> Option<Place> {
    let half = size * 0.6;
    let sides = [at.x + gap, at.x - gap - width];
    let [first, second] = if right { sides } else { [sides[1], sides[0]] };
    let corners = [
        (first, at.y - half),
        (second, at.y - half),
        (at.x - width / 2.0, at.y - gap - 2.0 * half),
        (at.x - width / 2.0, at.y + gap),
    ];
    let places = corners.map(|(x, y)| [x, y, x + width, y + 2.0 * half]);
    let inside = |p: &Place| p[0] >= 0.0 && p[1] >= 0.0 && p[2] <= on.width && p[3] <= on.height;
    let apart = |a: &Place, b: &Place| a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1];
    let free = |p: &&Place| inside(p) && taken.iter().all(|other| apart(p, other));
    places.iter().find(free).copied()
}
