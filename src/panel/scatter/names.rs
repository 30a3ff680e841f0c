//! The names of the largest few: in their bubbles where they fit, else beside them, and only where
//! they cover neither another name nor another of the large ones.

use super::draw::Spot;
use super::view::View;
use crate::look::plot;
use crate::look::{Anchor, Picture, Point};
use crate::panel::Draw;
use crate::panel::frame::{Area, small};

/// So many are called at most.
const MOST: usize = 8;
/// So many of the largest are tried, and kept clear of names.
const TRIED: usize = 40;

/// Left, top, right, bottom.
type Frame = (f64, f64, f64, f64);

/// `spots` come with the largest first.
pub(super) fn write(
    picture: &mut Picture,
    view: &View<'_>,
    spots: &[Spot],
    area: &Area,
    on: &Draw<'_>,
) {
    let size = small(on);
    let mut taken: Vec<Frame> = Vec::new();
    for (at, spot) in spots.iter().enumerate().take(TRIED) {
        let label = view.label(spot.dot.row, on);
        let words = plot::fit(&label, size, size * 10.0, on.measure);
        let wide = on.measure.width(&words, size, false);
        let others = spots.iter().take(TRIED).enumerate().filter(|(other, _)| *other != at);
        let discs: Vec<Frame> = others.map(|(_, other)| around(other.at, other.radius)).collect();
        let inside = wide <= spot.radius * 1.7 && size <= spot.radius;
        let clear = |own: &Frame| {
            let within = own.0 >= area.left && own.2 <= area.right;
            let within = within && own.1 >= area.top && own.3 <= area.bottom;
            within
                && !taken.iter().any(|other| meet(*own, *other))
                && (inside || !discs.iter().any(|other| meet(*own, *other)))
        };
        let frame = frames(spot, wide, size, inside).into_iter().find(clear);
        if let (Some(own), false) = (frame, words.is_empty()) {
            let at = Point::new((own.0 + own.2) / 2.0, (own.1 + own.3) / 2.0);
            picture.push(plot::text(words, at, size, Anchor::Middle, on.theme.text));
            taken.push(own);
        }
        if taken.len() == MOST {
            return;
        }
    }
}

/// Where a name may stand: in the disc, else right, left, above and below it.
fn frames(spot: &Spot, wide: f64, size: f64, inside: bool) -> Vec<Frame> {
    let (half, high) = (wide / 2.0, size * 0.6);
    let frame = |x: f64, y: f64| (x - half, y - high, x + half, y + high);
    let Point { x, y } = spot.at;
    if inside {
        return vec![frame(x, y)];
    }
    let aside = spot.radius + size * 0.3;
    vec![
        frame(x + aside + half, y),
        frame(x - aside - half, y),
        frame(x, y - spot.radius - high),
        frame(x, y + spot.radius + high),
    ]
}

fn around(at: Point, radius: f64) -> Frame {
    (at.x - radius, at.y - radius, at.x + radius, at.y + radius)
}

fn meet(a: Frame, b: Frame) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}
