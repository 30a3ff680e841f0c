//! Legends whose entries switch their series off and on: one line over the picture, or a column
//! beside it.

use super::frame::small;
use super::{Draw, Entry, Scene};
use crate::issue::words;
use crate::look::{Anchor, Color, Point, Shape, plot};

/// A series as a legend says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: String,
    pub color: Color,
    pub off: bool,
    /// Its line is dashed: its colour has been given before.
    pub dashed: bool,
}

/// The swatch with its gap, in type sizes.
const SWATCH: f64 = 1.1;
/// Between two entries of a line, in type sizes.
const BETWEEN: f64 = 1.1;
/// The distance of two entries of a column, in type sizes.
const ROW: f64 = 1.9;

/// The width of a column of these keys, in CSS pixels, at most `most`.
pub fn column_width(keys: &[Key], most: f64, on: &Draw<'_>) -> f64 {
    let size = small(on);
    let widths = keys.iter().map(|key| on.measure.width(&key.name, size, false));
    (widths.fold(0.0, f64::max) + size * (SWATCH + 0.4)).min(most)
}

/// Writes a column around the height `middle`; what has no room is counted in a last row.
pub fn column(
    scene: &mut Scene,
    keys: &[Key],
    (left, right, middle): (f64, f64, f64),
    on: &Draw<'_>,
) {
    let size = small(on);
    let fit = (((on.height - size * 0.5) / (size * 1.3)).floor() as usize).max(1);
    let shown = if keys.len() > fit { fit - 1 } else { keys.len() };
    let rows = fit.min(keys.len());
    let row = (on.height / rows.max(1) as f64).min(size * ROW);
    let mut y = middle - row * (rows as f64 - 1.0) / 2.0;
    for key in keys.iter().take(shown) {
        entry(scene, key, (left, right, y), row, on);
        y += row;
    }
    if shown < keys.len() {
        let more = words::more_items(keys.len() - shown, on.lang);
        let more = plot::fit(&more, size, right - left - size * SWATCH, on.measure);
        let at = Point::new(left + size * SWATCH, y);
        scene.picture.push(plot::text(more, at, size, Anchor::Start, on.theme.muted));
    }
}

/// Writes one line that ends at `right`; names share the room and are cut where it is short, and
/// nothing is written where there is none.
pub fn line(scene: &mut Scene, keys: &[Key], (left, right, y): (f64, f64, f64), on: &Draw<'_>) {
    let size = small(on);
    let around = size * (SWATCH + BETWEEN);
    let wide = |key: &Key| on.measure.width(&key.name, size, false);
    let whole = keys.iter().map(|key| wide(key) + around).sum::<f64>() - size * BETWEEN;
    let share = (right - left + size * BETWEEN) / keys.len().max(1) as f64 - around;
    let room = if whole <= right - left { f64::INFINITY } else { share };
    if room < size * 1.5 {
        return;
    }
    let mut x = right - whole.min(right - left);
    for key in keys {
        let end = x + size * SWATCH + wide(key).min(room);
        entry(scene, key, (x, end, y), size * ROW, on);
        x = end + size * BETWEEN;
    }
}

/// Swatch and name, faint where the series is off.
fn entry(
    scene: &mut Scene,
    key: &Key,
    (left, right, y): (f64, f64, f64),
    tall: f64,
    on: &Draw<'_>,
) {
    let size = small(on);
    let side = size * 0.6;
    let (fill, text) = match key.off {
        true => (key.color.fade(0.3), on.theme.text.fade(0.5)),
        false => (key.color, on.theme.text),
    };
    // A dashed line's swatch has a gap of its own.
    let parts: &[(f64, f64)] = if key.dashed { &[(0.0, 0.4), (0.6, 0.4)] } else { &[(0.0, 1.0)] };
    for (from, width) in parts {
        let at = Point::new(left + side * from, y - side / 2.0);
        scene.picture.push(Shape::Rect { at, width: side * width, height: side, fill });
    }
    let begin = left + size * SWATCH;
    // What fits to the hair was measured by the same rule.
    let name = plot::fit(&key.name, size, right - begin + 0.01, on.measure);
    scene.picture.push(plot::text(name, Point::new(begin, y), size, Anchor::Start, text));
    let place = (left, y - tall / 2.0, right, y + tall / 2.0);
    let (name, color, off) = (key.name.clone(), key.color, key.off);
    scene.legend.push(Entry { name, color, place, off });
}
