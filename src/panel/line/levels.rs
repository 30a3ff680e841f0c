//! Values that are marked across the plot: a target, a warning.

use crate::look::plot;
use crate::look::{Anchor, Picture, Point};
use crate::panel::Draw;
use crate::panel::frame::{Plane, small};
use crate::panel::options::options;

options! {
    /// A value and what it is called.
    pub struct Level {
        /// On the value axis.
        pub at: f64,
        /// What the line is called.
        pub label: Option<String>,
    }
}

/// A box in the picture: left, top, right, bottom.
type Frame = (f64, f64, f64, f64);

/// Writes the labels inside the plot, over or under their lines at its right or left end: where no
/// other label stands and, if that can be, no line runs. A label without such a place is left out.
pub(super) fn write(
    picture: &mut Picture,
    levels: &[(f64, &str)],
    plane: &Plane<'_>,
    curves: &[Vec<Point>],
    on: &Draw<'_>,
) {
    let size = small(on);
    let mut taken: Vec<Frame> = Vec::new();
    for (value, label) in levels {
        let words = plot::fit(label, size, plane.area.width() * 0.45, on.measure);
        if words.is_empty() {
            continue;
        }
        let wide = on.measure.width(&words, size, false);
        let best = frames(plane, plane.height_of(*value), wide, size)
            .into_iter()
            .filter(|own| !taken.iter().any(|other| meet(*own, *other)))
            .min_by_key(|own| crossings(*own, curves));
        if let Some(own) = best {
            let at = Point::new(own.0 + size * 0.3, (own.1 + own.3) / 2.0);
            picture.push(plot::text(words, at, size, Anchor::Start, on.theme.muted));
            taken.push(own);
        }
    }
}

/// The places of a label that lie inside the plot, the best first.
fn frames(plane: &Plane<'_>, y: f64, wide: f64, size: f64) -> Vec<Frame> {
    let (wide, high) = (wide + size * 0.6, size * 1.5);
    let area = plane.area;
    let lefts = [area.right - wide, area.left];
    let tops = [y - high - 1.0, y + 1.0];
    let all =
        lefts.into_iter().flat_map(|left| tops.map(|top| (left, top, left + wide, top + high)));
    all.filter(|own| own.1 >= area.top && own.3 <= area.bottom && own.0 >= area.left).collect()
}

fn meet(a: Frame, b: Frame) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// How many pieces of the curves run through the box.
fn crossings(own: Frame, curves: &[Vec<Point>]) -> usize {
    let pairs = curves.iter().flat_map(|curve| curve.iter().zip(curve.iter().skip(1)));
    pairs.filter(|(a, b)| runs_through(own, **a, **b)).count()
}

/// Whether a piece that rises to the right in x has a part in the box: its heights over the box's
/// width meet the box's.
fn runs_through((left, top, right, bottom): Frame, a: Point, b: Point) -> bool {
    let (from, to) = (a.x.max(left), b.x.min(right));
    if from > to {
        return false;
    }
    let slope = if b.x > a.x { (b.y - a.y) / (b.x - a.x) } else { 0.0 };
    let heights = (a.y + (from - a.x) * slope, a.y + (to - a.x) * slope);
    heights.0.min(heights.1) <= bottom && heights.0.max(heights.1) >= top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_runs_through_a_box_that_holds_neither_end() {
        let own = (10.0, 10.0, 20.0, 20.0);
        let at = Point::new;
        assert!(runs_through(own, at(0.0, 0.0), at(30.0, 30.0)));
        assert!(!runs_through(own, at(0.0, 0.0), at(30.0, 5.0)));
        assert!(!runs_through(own, at(21.0, 15.0), at(30.0, 15.0)));
    }
}
