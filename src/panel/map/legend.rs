//! A map's legend: what its classes hold, in the corner where it hides the least, or in a strip
//! beneath the land.

use super::super::{Draw, caption_height};
use super::found::Joined;
use crate::geo::{Plot, Sheet};
use crate::look::format;
use crate::look::{Anchor, Color, Picture, Point, Shape, plot};

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

/// Width and height; none where it would take half of the panel.
pub fn extent(words: &[String], on: &Draw) -> Option<(f64, f64)> {
    let size = size(on);
    let longest = words.iter().map(|w| on.measure.width(w, size, false)).fold(0.0, f64::max);
    let (wide, tall) = (longest + size * 1.9, size * 1.5 * words.len() as f64);
    let fits = !words.is_empty() && wide <= on.width * 0.5 && tall <= on.height * 0.5;
    fits.then_some((wide, tall))
}

/// The bounds between the classes as a strip says them: the unit stands at the last alone.
pub fn between(bounds: &[f64], unit: Option<&str>, on: &Draw) -> Vec<String> {
    let last = bounds.len().saturating_sub(1);
    let unit = |at: usize| unit.filter(|_| at == last);
    let say =
        |(at, bound): (usize, &f64)| format::number(*bound, on.format, unit(at), on.lang).line();
    bounds.iter().enumerate().map(say).collect()
}

/// The classes side by side: the width of one, and the height of all with the bounds beneath. None
/// where the bounds would run into each other.
pub fn strip(between: &[String], on: &Draw) -> Option<(f64, f64)> {
    let size = size(on);
    let wide: Vec<f64> = between.iter().map(|word| on.measure.width(word, size, false)).collect();
    let pairs = wide.iter().zip(wide.iter().skip(1));
    let least = pairs.map(|(one, next)| (one + next) / 2.0).fold(on.em, f64::max) + size * 0.25;
    let ends = wide.first().copied().unwrap_or(0.0).max(wide.last().copied().unwrap_or(0.0));
    let class = (on.width - on.em * 0.8) / (between.len() + 1) as f64;
    let fits = !wide.is_empty() && class >= least && class >= ends / 2.0 && on.height > size * 6.0;
    fits.then_some((class.min(least.max(on.em * 3.0)), size * 2.2))
}

fn size(on: &Draw) -> f64 {
    on.em * 0.66
}

/// The corner in which the legend hides the least of the land; the lower left is the outline's
/// source's. None where it would take half of the panel.
pub fn place(words: &[String], sheet: &Sheet, on: &Draw) -> Option<[f64; 4]> {
    let (wide, tall) = extent(words, on)?;
    let (right, bottom) = (on.width - wide, on.height - tall - caption_height(on));
    let corners = [(right, bottom), (right, 0.0), (0.0, 0.0)];
    let boxes = corners.map(|(x, y)| [x, y, x + wide, y + tall]);
    let hides = |[left, top, right, bottom]: &[f64; 4]| {
        let meets = |plot: &&Plot| {
            plot.low.x < *right && plot.high.x >= *left && plot.low.y < *bottom && plot.high.y >= *top
        };
        let near = sheet.plots().iter().filter(meets);
        let points = near.flat_map(|plot| sheet.rings(plot)).flatten();
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
        let at = Point::new(left + size * 1.8, y);
        picture.push(plot::text(text, at, size, Anchor::Start, on.theme.muted));
    }
}

/// The classes from low to high beneath the land, over the line of the outline's source.
pub fn write_strip(picture: &mut Picture, between: Vec<String>, bounds: &[f64], on: &Draw) {
    let Some((class, tall)) = strip(&between, on) else { return };
    let (size, classes) = (size(on), between.len() + 1);
    let left = (on.width - class * classes as f64) / 2.0;
    let top = on.height - caption_height(on) - tall;
    let place = |at: usize, down: f64| Point::new(left + class * at as f64, top + size * down);
    for at in 0..classes {
        let (at, fill) = (place(at, 0.0), step(at, bounds, on));
        picture.push(Shape::Rect { at, width: class - 1.0, height: size * 0.5, fill });
    }
    for (at, text) in between.into_iter().enumerate() {
        let at = place(at + 1, 1.25);
        picture.push(plot::text(text, at, size, Anchor::Middle, on.theme.muted));
    }
}
