//! The areas of bubbles: how large they are, and two of them as a legend.

use super::view::View;
use crate::look::format::{self, Format};
use crate::look::plot;
use crate::look::{Anchor, Picture, Point, Shape};
use crate::panel::Draw;
use crate::panel::frame::small;

/// From what a dot counts to its radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sizes {
    /// The radius of the largest, and what it counts; none where all dots are alike.
    most: Option<(f64, f64)>,
    least: f64,
}

impl Sizes {
    pub fn of(view: &View<'_>, on: &Draw<'_>) -> Sizes {
        let largest = view.dots.iter().map(|dot| dot.size).fold(0.0, f64::max);
        let least = (on.em / 24.0 * 3.4).max(1.5);
        let radius = (on.width.min(on.height) * 0.09).clamp(least, on.em * 2.4);
        let most = (view.size.is_some() && largest > 0.0).then_some((radius, largest));
        Sizes { most, least: if most.is_some() { least * 0.6 } else { least } }
    }

    pub fn are_alike(&self) -> bool {
        self.most.is_none()
    }

    /// The area grows with the count.
    pub fn radius(&self, size: f64) -> f64 {
        let own = self.most.map_or(0.0, |(radius, largest)| radius * (size / largest).sqrt());
        own.max(self.least)
    }

    /// The radius of the largest.
    pub fn widest(&self) -> f64 {
        self.most.map_or(self.least, |(radius, _)| radius)
    }

    /// Two round counts whose bubbles fit into the head's line.
    fn samples(&self, on: &Draw<'_>) -> Option<[f64; 2]> {
        let (radius, largest) = self.most?;
        let share = (small(on) * 0.75 / radius).min(1.0);
        let large = round(largest * share * share);
        Some([round(large / 4.0), large])
    }

    /// The legend's room in pixels; none where the picture has no room for it.
    pub fn legend(&self, view: &View<'_>, on: &Draw<'_>) -> f64 {
        let wide: f64 = self.entries(view, on).iter().map(|(_, words)| room(words, on)).sum();
        if wide <= on.width * 0.45 && on.height > small(on) * 8.0 { wide } else { 0.0 }
    }

    /// Radius and words of what the legend has: its field's name, then the samples.
    fn entries(&self, view: &View<'_>, on: &Draw<'_>) -> Vec<(f64, String)> {
        let (Some(field), Some(samples)) = (view.size, self.samples(on)) else { return Vec::new() };
        let name = plot::fit(&field.label, small(on), small(on) * 8.0, on.measure);
        let say = |count: f64| format::number(count, Format::Glance, None, on.lang).line();
        let samples = samples.map(|count| (self.radius(count), say(count)));
        [(0.0, name)].into_iter().chain(samples).collect()
    }

    /// Writes the legend at the right end of the head.
    pub fn write(&self, picture: &mut Picture, view: &View<'_>, on: &Draw<'_>) {
        let room_of_all = self.legend(view, on);
        if room_of_all <= 0.0 {
            return;
        }
        let size = small(on);
        let mut x = on.width - room_of_all;
        for (radius, words) in self.entries(view, on) {
            let at = Point::new(x + size * 0.8, size * 0.85);
            if radius > 0.0 {
                picture.push(ring(at, radius, on));
            }
            let left = if radius > 0.0 { x + size * 1.8 } else { x + size * 0.6 };
            let at = Point::new(left, size * 0.7);
            x += room(&words, on);
            picture.push(plot::text(words, at, size, Anchor::Start, on.theme.muted));
        }
    }
}

fn room(words: &str, on: &Draw<'_>) -> f64 {
    on.measure.width(words, small(on), false) + small(on) * 2.0
}

fn ring(at: Point, radius: f64, on: &Draw<'_>) -> Shape {
    let (inner, to) = ((radius - 1.0).max(0.0), std::f64::consts::TAU);
    Shape::Sector { at, inner, outer: radius, from: 0.0, to, fill: on.theme.muted }
}

/// The plot with room for bubbles whose middles lie at its sides: how far a scale must reach beyond
/// its ends for `radius` pixels of `length`.
pub(super) fn beyond((lo, hi): (f64, f64), radius: f64, length: f64) -> f64 {
    (hi - lo) * radius / (length - radius * 2.0).max(length * 0.2).max(1.0)
}

/// One, two or five times a power of ten, not more than the count.
fn round(count: f64) -> f64 {
    let unit = 10_f64.powf(count.log10().floor());
    let most = [5.0, 2.0, 1.0].into_iter().find(|step| step * unit <= count * (1.0 + 1e-9));
    most.unwrap_or(1.0) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_rounded_down_to_one_two_or_five() {
        for (count, rounded) in [(9.0, 5.0), (5.0, 5.0), (4.9, 2.0), (1.0, 1.0), (0.15, 0.1)] {
            assert!((round(count) - rounded).abs() < 1e-12, "{count}");
        }
    }

    #[test]
    fn four_times_the_count_is_twice_the_radius() {
        let sizes = Sizes { most: Some((40.0, 100.0)), least: 1.0 };
        assert_eq!((sizes.radius(100.0), sizes.radius(25.0), sizes.radius(0.0)), (40.0, 20.0, 1.0));
    }
}
