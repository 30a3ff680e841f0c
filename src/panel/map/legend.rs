//! A map's legend: what its colours and sizes mean, in the corner where it hides the least, or in a
//! strip beneath the land.

use super::super::Draw;
use super::classes::{Classes, Form};
use super::found::{Joined, MOST_NAMES};
use crate::issue::words;
use crate::look::{Anchor, Color, Picture, Point, Shape, format, plot};

/// A ramp is painted in so many steps.
const SMOOTH: usize = 40;
/// How many lines of a column a ramp is high.
const RAMP_LINES: f64 = 4.5;

/// What stands before a word.
#[derive(Clone, Debug, PartialEq)]
pub enum Swatch {
    Color(Color),
    /// Regions without a value: land, hatched.
    Bare,
    /// A bubble of this radius.
    Disc(f64),
    /// All colours from the top down, with a second word at the lower end.
    Ramp(Vec<Color>, String),
}

/// What a map's legend says, from the top down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    pub keys: Vec<(Swatch, String)>,
    /// What stands between the classes of a strip; its colours are those of `keys`.
    pub between: Vec<String>,
}

impl Legend {
    /// What the colours of joined values mean; empty where there is no value.
    pub fn of(classes: &Classes, found: &Joined<'_>, on: &Draw<'_>) -> Legend {
        let unit = on.unit.or(found.unit());
        let mut legend = match &classes.form {
            _ if found.joined == 0 => return Legend::default(),
            Form::Bounds(bounds) => {
                let said = said_classes((&found.values, bounds), unit, on);
                let color = |at| Swatch::Color(classes.of_class(at, bounds.len() + 1, on));
                let keys = said.into_iter().enumerate().map(|(at, said)| (color(at), said)).rev();
                Legend { keys: keys.collect(), between: between(bounds, unit, on) }
            }
            Form::Ramp(lo, hi) => {
                let say = |value: f64| format::number(value, on.format, unit, on.lang).line();
                Legend::ramp(classes, (say(*lo), say(*hi)), on)
            }
            Form::Names(_) => Legend::named(classes, found, on),
        };
        if found.values.iter().any(Option::is_none) {
            legend.keys.push((Swatch::Bare, words::no_data(on.lang).into()));
        }
        legend
    }

    /// A smooth ramp between two words, the low one first.
    pub fn ramp(classes: &Classes, (lo, hi): (String, String), on: &Draw<'_>) -> Legend {
        let color = |at: usize| classes.at(1.0 - at as f64 / (SMOOTH - 1) as f64, on.theme);
        let swatch = Swatch::Ramp((0..SMOOTH).map(color).collect(), lo);
        Legend { keys: vec![(swatch, hi)], between: Vec::new() }
    }

    fn named(classes: &Classes, found: &Joined<'_>, on: &Draw<'_>) -> Legend {
        let count = found.names.len();
        let key = |at: usize, name: String| (Swatch::Color(classes.of_class(at, count, on)), name);
        let names = found.names.iter().take(MOST_NAMES).enumerate();
        let mut keys: Vec<_> = names.map(|(at, name)| key(at, name.clone())).collect();
        let is_other = |value: &f64| *value as usize >= count.min(MOST_NAMES);
        if found.values.iter().flatten().any(is_other) {
            keys.push(key(MOST_NAMES, words::other(on.lang).into()));
        }
        Legend { keys, between: Vec::new() }
    }

    /// Bubbles of these radii, the largest first.
    pub fn sizes(sizes: Vec<(f64, String)>) -> Legend {
        let keys = sizes.into_iter().map(|(radius, said)| (Swatch::Disc(radius), said));
        Legend { keys: keys.collect(), between: Vec::new() }
    }

    /// The same without regions that have no value.
    pub fn without_bare(mut self) -> Legend {
        self.keys.retain(|(swatch, _)| *swatch != Swatch::Bare);
        self
    }

    /// Width and height of a column; none where it would take half of the panel.
    pub fn column(&self, on: &Draw<'_>) -> Option<(f64, f64)> {
        let wide = self.keys.iter().map(|key| self.head(on) + self.longest(key, on));
        let wide = wide.fold(0.0, f64::max);
        let tall = self.keys.iter().map(|(swatch, _)| line(swatch, on)).sum::<f64>();
        let fits = !self.keys.is_empty() && wide <= on.width * 0.5 && tall <= on.height * 0.5;
        fits.then_some((wide, tall))
    }

    fn longest(&self, (swatch, words): &(Swatch, String), on: &Draw<'_>) -> f64 {
        let wide = |words: &str| on.measure.width(words, size(on), false);
        match swatch {
            Swatch::Ramp(_, low) => wide(words).max(wide(low)),
            _ => wide(words),
        }
    }

    /// What swatches take before the words.
    fn head(&self, on: &Draw<'_>) -> f64 {
        if let Some((Swatch::Ramp(..), _)) = self.keys.first() {
            return size(on) * if self.keys.len() > 1 { 1.8 } else { 1.25 };
        }
        let discs = self.keys.iter().filter_map(|(swatch, _)| match swatch {
            Swatch::Disc(radius) => Some(radius * 2.0 + size(on) * 0.5),
            _ => None,
        });
        discs.fold(size(on) * 1.8, f64::max)
    }

    /// Swatches over each other in a box of `column`'s size.
    pub fn write(&self, picture: &mut Picture, [left, top, ..]: [f64; 4], on: &Draw<'_>) {
        let (size, head) = (size(on), self.head(on));
        let mut top = top;
        for (swatch, words) in &self.keys {
            let tall = line(swatch, on);
            let at = |y: f64| Point::new(left, y);
            let middle = top + tall / 2.0;
            let mut said = vec![(words, middle)];
            match swatch {
                Swatch::Disc(radius) => {
                    let at = Point::new(left + (head - size * 0.5) / 2.0, middle);
                    disc(picture, at, *radius, on.theme.accent);
                }
                Swatch::Ramp(colors, low) => {
                    let (from, tall) = (top + size * 0.25, tall - size * 0.5);
                    let step = tall / colors.len().max(1) as f64;
                    for (nth, fill) in colors.iter().enumerate() {
                        let at = at(from + step * nth as f64);
                        picture.push(Shape::Rect {
                            at,
                            width: size * 0.8,
                            height: step,
                            fill: *fill,
                        });
                    }
                    said = vec![(words, from + size * 0.45), (low, from + tall - size * 0.45)];
                }
                swatch => patch(picture, swatch, at(middle - size * 0.5), (size * 1.3, size), on),
            }
            for (words, y) in said {
                let at = Point::new(left + head, y);
                picture.push(plot::text(words.as_str(), at, size, Anchor::Start, on.theme.muted));
            }
            top += tall;
        }
    }
}

/// A bubble as the map has them.
pub fn disc(picture: &mut Picture, at: Point, radius: f64, color: Color) {
    picture.push(Shape::Circle { at, radius, fill: color.fade(0.36) });
    // A rim, so that small ones are seen and large ones stand apart.
    let points = (0..=32).map(|step| {
        let angle = f64::from(step) / 32.0 * std::f64::consts::TAU;
        Point::new(at.x + radius * angle.cos(), at.y + radius * angle.sin())
    });
    let stroke = crate::look::Stroke::new(color, 1.0);
    picture.push(Shape::Line { points: points.collect(), stroke });
}

/// A small face in a class's colour, or hatched.
pub fn patch(
    picture: &mut Picture,
    swatch: &Swatch,
    at: Point,
    (width, height): (f64, f64),
    on: &Draw<'_>,
) {
    match swatch {
        Swatch::Color(fill) => picture.push(Shape::Rect { at, width, height, fill: *fill }),
        _ => picture.push(Shape::Path {
            d: format!("M{:.1},{:.1}h{width:.1}v{height:.1}h-{width:.1}Z", at.x, at.y),
            fill: Some(on.theme.land),
            stroke: None,
            hatch: Some(on.theme.hatch),
        }),
    }
}

/// The height of a key in a column.
fn line(swatch: &Swatch, on: &Draw<'_>) -> f64 {
    let size = size(on);
    match swatch {
        Swatch::Ramp(..) => size * 1.5 * RAMP_LINES,
        Swatch::Disc(radius) => (radius * 2.0 + size * 0.3).max(size * 1.5),
        _ => size * 1.5,
    }
}

/// The type size of legends.
pub fn size(on: &Draw<'_>) -> f64 {
    on.em * 0.66
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

/// The bounds between the classes as a strip says them: the unit stands at the last alone.
fn between(bounds: &[f64], unit: Option<&str>, on: &Draw) -> Vec<String> {
    let last = bounds.len().saturating_sub(1);
    let unit = |at: usize| unit.filter(|_| at == last);
    let say =
        |(at, bound): (usize, &f64)| format::number(*bound, on.format, unit(at), on.lang).line();
    bounds.iter().enumerate().map(say).collect()
}

/// The ramp's colour of a class; few classes take the ramp's far ends.
pub fn step(class: usize, bounds: &[f64], on: &Draw) -> Color {
    let last = bounds.len().max(1);
    let at = class * (on.theme.ramp.len() - 1) / last;
    on.theme.ramp.get(at).copied().unwrap_or(on.theme.accent)
}
