//! A map's legend: what its classes hold, in the corner where it hides the least.

use super::super::Draw;
use super::found::Joined;
use crate::geo::Sheet;
use crate::look::format;
use crate::look::{Anchor, Color, Picture, Point, Shape, Text};

/// The ramp's colour of a class; few classes take the ramp's far ends.
pub fn step(class: usize, bounds: &[f64], on: &Draw) -> Color {
    let last = bounds.len().max(1);
    let at = class * (on.theme.ramp.len() - 1) / last;
    on.theme.ramp.get(at).copied().unwrap_or(on.theme.accent)
}

/// What each class holds, as the legend says it; none where there is no value.
pub fn classes(found: &Joined<'_>, bounds: &[f64], on: &Draw) -> Vec<String> {
    said_classes((&found.values, bounds), found.unit(), on)
}

/// The classes' words from low to high: at most the first bound, over each further one.
pub fn said_classes(
    (values, bounds): (&[Option<f64>], &[f64]),
    unit: Option<&str>,
    on: &Draw,
) -> Vec<String> {
    let say = |value: f64| format::number(value, on.format, unit, on.lang).line();
    let high = values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    if !high.is_finite() {
        return Vec::new();
    }
    let over = bounds.iter().map(|bound| format!("> {}", say(*bound)));
    let lowest = format!("≤ {}", say(bounds.first().copied().unwrap_or(high)));
    std::iter::once(lowest).chain(over).collect()
}

pub fn width(words: &[String], on: &Draw) -> f64 {
    let size = size(on);
    words.iter().map(|w| on.measure.width(w, size, false)).fold(0.0, f64::max) + size * 1.9
}

fn size(on: &Draw) -> f64 {
    on.em * 0.66
}

/// The corner in which the legend hides the least of the land; the lower left is the outline's
/// source's. None where it would take half of the panel.
pub fn place(words: &[String], sheet: &Sheet, on: &Draw) -> Option<[f64; 4]> {
    let (size, wide) = (size(on), width(words, on));
    let tall = size * 1.5 * words.len() as f64;
    if words.is_empty() || wide > on.width * 0.5 || tall > on.height * 0.5 {
        return None;
    }
    let (right, bottom) = (on.width - wide, on.height - tall - on.em);
    let corners = [(right, bottom), (right, 0.0), (0.0, 0.0)];
    let boxes = corners.map(|(x, y)| [x, y, x + wide, y + tall]);
    let hides = |[left, top, right, bottom]: &[f64; 4]| {
        let points = sheet.rings.iter().flatten().flatten();
        let inside =
            points.filter(|xy| (*left..*right).contains(&xy.x) && (*top..*bottom).contains(&xy.y));
        inside.count()
    };
    boxes.into_iter().min_by_key(hides)
}

/// Swatches from high to low.
pub fn write(
    picture: &mut Picture,
    words: Vec<String>,
    place: Option<[f64; 4]>,
    bounds: &[f64],
    on: &Draw,
) {
    let Some([left, top, ..]) = place else { return };
    let size = size(on);
    let last = words.len().saturating_sub(1);
    for (class, text) in words.into_iter().enumerate() {
        let y = top + size * (1.5 * (last - class) as f64 + 0.75);
        let at = Point::new(left, y - size * 0.5);
        let fill = step(class, bounds, on);
        picture.push(Shape::Rect { at, width: size * 1.3, height: size, fill });
        picture.push(Shape::Text(Text {
            text,
            at: Point::new(left + size * 1.8, y),
            size,
            bold: false,
            anchor: Anchor::Start,
            color: on.theme.muted,
        }));
    }
}
