//! The words at the lines' ends: the last value, with the name where there are several lines. They
//! are the legend of what is drawn.

use super::view::{Line, View};
use crate::look::format;
use crate::look::plot;
use crate::look::{Anchor, Picture, Point, Shape, Text};
use crate::panel::Draw;
use crate::panel::frame::{self, Plane, small};
use crate::panel::scene::Entry;

/// More lines than these are called by a legend.
const MOST: usize = 4;

pub(super) struct Ends {
    pub words: Vec<String>,
    /// Pixels that they need beside the plot.
    pub room: f64,
}

impl Ends {
    /// None where there are more than four lines or the picture is narrow.
    pub fn of(view: &View, on: &Draw<'_>) -> Ends {
        let room = on.width * 0.3 - small(on) * 0.8;
        if view.keys.len() > MOST || on.width < small(on) * 18.0 {
            return Ends { words: Vec::new(), room: 0.0 };
        }
        let say = |line: &Line| {
            let last = view.last(line).and_then(|at| line.values.get(at).copied().flatten());
            let value = last.unwrap_or(f64::NAN);
            let value = format::number(value, on.format, None, on.lang).line();
            let words = match view.keys.len() {
                1 => value,
                _ => format!("{} {value}", line.key.name),
            };
            plot::fit(&words, small(on), room, on.measure)
        };
        let words: Vec<String> = view.lines.iter().map(say).collect();
        let widths = words.iter().map(|word| on.measure.width(word, small(on), true));
        let room = widths.fold(0.0, f64::max) + small(on) * 0.8;
        Ends { words, room }
    }

    /// Writes them beside the plot, and says which line's name stands where.
    pub fn write(
        self,
        picture: &mut Picture,
        view: &View,
        plane: &Plane<'_>,
        on: &Draw<'_>,
    ) -> Vec<Entry> {
        let size = small(on);
        // A stacked one is called at its middle, a line at its end.
        let share = if view.stacked { 0.5 } else { 1.0 };
        let end = |line: &Line| {
            let last = view.last(line).and_then(|at| line.bands.get(at).copied().flatten());
            let (low, high) = last.unwrap_or((plane.y.lo, plane.y.lo));
            plane.height_of(low + (high - low) * share)
        };
        let middles: Vec<f64> = view.lines.iter().map(end).collect();
        let (top, bottom) = (plane.area.top.max(size / 2.0), plane.area.bottom.max(size / 2.0));
        let places = frame::apart(&middles, size * 1.25, top, bottom);
        let mut entries = Vec::new();
        for ((text, place), line) in self.words.into_iter().zip(places).zip(&view.lines) {
            let Some(y) = place else { continue };
            let at = Point::new(plane.area.right + size * 0.6, y);
            let Line { key, .. } = line;
            let right = at.x + on.measure.width(&text, size, true);
            let place = (at.x, y - size * 0.6, right, y + size * 0.6);
            entries.push(Entry { name: key.name.clone(), color: key.color, place, off: false });
            let (bold, anchor, color) = (true, Anchor::Start, key.color);
            picture.push(Shape::Text(Text { text, at, size, bold, anchor, color }));
        }
        if view.keys.len() > 1 { entries } else { Vec::new() }
    }
}
