//! The legend in one line beneath the land.

use super::super::{Draw, caption_height};
use super::legend::{Legend, Swatch, patch, size};
use crate::look::{Anchor, Color, Picture, Point, Shape, plot};

/// The legend in one line over that of the outline's source.
pub struct Strip {
    /// Width and colours of what stands side by side without a gap, and the words under its edges.
    cell: f64,
    cells: Vec<Color>,
    /// Words beneath the cells, each with its place and what of it stands there.
    beneath: Vec<(f64, Anchor, String)>,
    /// Swatches with their words behind them or, after cells, beneath: from where, which, how wide.
    after: Vec<(f64, Swatch, String)>,
    width: f64,
    pub height: f64,
}

impl Legend {
    /// The strip; none where its words would run into each other, or for sizes of bubbles.
    pub fn strip(&self, on: &Draw<'_>) -> Option<Strip> {
        let size = size(on);
        let wide = |words: &str| on.measure.width(words, size, false);
        let colors: Vec<Color> = self
            .keys
            .iter()
            .filter_map(|(swatch, _)| match swatch {
                Swatch::Color(color) => Some(*color),
                _ => None,
            })
            .rev()
            .collect();
        let bare = self.keys.iter().find(|(swatch, _)| *swatch == Swatch::Bare);
        let bare = bare.map(|(_, said)| (said.clone(), wide(said)));
        let room = on.width - on.em * 0.8;
        let mut strip = match self.keys.first() {
            Some((Swatch::Ramp(colors, low), high)) => {
                let cell = (room * 0.5).min(on.em * 12.0) / colors.len() as f64;
                let width = cell * colors.len() as f64;
                let beneath =
                    vec![(0.0, Anchor::Start, low.clone()), (width, Anchor::End, high.clone())];
                let cells = colors.iter().rev().copied().collect();
                (wide(low) + wide(high) + size <= width).then(|| Strip {
                    cell,
                    cells,
                    beneath,
                    after: Vec::new(),
                    width,
                    height: size * 2.2,
                })
            }
            Some((Swatch::Color(_), _)) if !self.between.is_empty() => {
                let wide: Vec<f64> = self.between.iter().map(|word| wide(word)).collect();
                let pairs = wide.iter().zip(wide.iter().skip(1));
                let least = pairs.map(|(a, b)| (a + b) / 2.0).fold(on.em, f64::max) + size * 0.25;
                let ends =
                    wide.first().copied().unwrap_or(0.0).max(wide.last().copied().unwrap_or(0.0));
                let most = room - bare.as_ref().map_or(0.0, |(_, wide)| wide + size);
                let cell = most / colors.len() as f64;
                let fits = cell >= least && cell >= ends / 2.0;
                let cell = cell.min(least.max(on.em * 3.0));
                let width = cell * colors.len() as f64;
                let beneath = self.between.iter().enumerate();
                let beneath = beneath
                    .map(|(at, word)| (cell * (at + 1) as f64, Anchor::Middle, word.clone()));
                fits.then(|| Strip {
                    cell,
                    cells: colors,
                    beneath: beneath.collect(),
                    after: Vec::new(),
                    width,
                    height: size * 2.2,
                })
            }
            Some((Swatch::Color(_), _)) => {
                let mut x = 0.0;
                let mut after = Vec::new();
                for (swatch, said) in &self.keys {
                    after.push((x, swatch.clone(), said.clone()));
                    x += size * 2.6 + wide(said);
                }
                let (cells, beneath) = (Vec::new(), Vec::new());
                Some(Strip {
                    cell: 0.0,
                    cells,
                    beneath,
                    after,
                    width: x - size * 0.8,
                    height: size * 1.4,
                })
            }
            _ => None,
        }?;
        if let Some((said, wide)) = bare.filter(|_| !strip.cells.is_empty()) {
            strip.after.push((strip.width + size, Swatch::Bare, said));
            strip.width += size + wide;
        }
        (strip.width <= room && on.height > size * 6.0).then_some(strip)
    }
}

impl Strip {
    /// Writes it over the line of the outline's source.
    pub fn write(&self, picture: &mut Picture, on: &Draw<'_>) {
        let size = size(on);
        let left = (on.width - self.width) / 2.0;
        let top = on.height - caption_height(on) - self.height;
        let gap = if self.beneath.len() + 1 == self.cells.len() { 1.0 } else { 0.0 };
        for (nth, fill) in self.cells.iter().enumerate() {
            let at = Point::new(left + self.cell * nth as f64, top);
            let (width, height) = (self.cell - gap, size * 0.5);
            picture.push(Shape::Rect { at, width, height, fill: *fill });
        }
        for (x, anchor, words) in &self.beneath {
            let at = Point::new(left + x, top + size * 1.25);
            picture.push(plot::text(words.as_str(), at, size, *anchor, on.theme.muted));
        }
        for (x, swatch, words) in &self.after {
            let (at, below) = (Point::new(left + x, top), !self.cells.is_empty());
            let wide = if below { on.measure.width(words, size, false) } else { size * 1.3 };
            let tall = if below { size * 0.5 } else { size };
            patch(picture, swatch, at, (wide, tall), on);
            let place = match below {
                true => Point::new(at.x, top + size * 1.25),
                false => Point::new(at.x + size * 1.8, top + size * 0.5),
            };
            picture.push(plot::text(words.as_str(), place, size, Anchor::Start, on.theme.muted));
        }
    }
}
