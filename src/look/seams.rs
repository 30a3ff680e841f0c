//! The bezels of a wall of several screens: where they cross a picture, and what is done so that no
//! word and no ring lies on one. All lengths are CSS pixels.
//!
//! Deliberately absent: bars, lines and maps. They cross a bezel as they cross a window's bars.

use super::picture::{Anchor, Measure, Picture, Shape, Text};

/// A bezel from edge to edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Between screens side by side; else between screens above one another.
    pub vertical: bool,
    pub from: f64,
    pub to: f64,
}

/// A part of a picture or of the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// How far content stays away from the edges of its panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inset {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// What arithmetic may leave of a pixel.
const SLACK: f64 = 0.01;
/// A panel of which less than this would be left crosses the bezel.
const LEAST_LEFT: f64 = 0.6;

/// The bands that cross a part, from its own top left.
pub fn bands_in(part: &Rect, bands: &[Band]) -> Vec<Band> {
    let crossing = bands.iter().filter_map(|band| {
        let (start, length) = match band.vertical {
            true => (part.left, part.width),
            false => (part.top, part.height),
        };
        let (from, to) = ((band.from - start).max(0.0), (band.to - start).min(length));
        (to > from).then_some(Band { from, to, ..*band })
    });
    crossing.collect()
}

/// The largest part of a picture that no band crosses; empty where bands cover all of it.
pub fn free(width: f64, height: f64, bands: &[Band]) -> Rect {
    let mut best = Rect::default();
    for (left, right) in gaps(width, true, bands) {
        for (top, bottom) in gaps(height, false, bands) {
            let part = Rect { left, top, width: right - left, height: bottom - top };
            if part.width * part.height > best.width * best.height {
                best = part;
            }
        }
    }
    best
}

/// Where a panel's content stands so that it is on one screen; `None` where that would cost too
/// much of the panel, or nothing crosses it.
pub fn inset(width: f64, height: f64, bands: &[Band]) -> Option<Inset> {
    let part = free(width, height, bands);
    let enough = part.width * part.height >= LEAST_LEFT * width * height;
    (enough && !bands.is_empty()).then_some(Inset {
        left: part.left,
        top: part.top,
        right: width - part.left - part.width,
        bottom: height - part.top - part.height,
    })
}

/// What the bands of one direction leave of a length.
fn gaps(length: f64, vertical: bool, bands: &[Band]) -> Vec<(f64, f64)> {
    let mut free: Vec<(f64, f64)> = vec![(0.0, length)];
    for band in bands.iter().filter(|band| band.vertical == vertical) {
        let mut rest = Vec::new();
        for (from, to) in free {
            let sides = [(from, to.min(band.from)), (from.max(band.to), to)];
            rest.extend(sides.into_iter().filter(|(from, to)| to > from));
        }
        free = rest;
    }
    free
}

/// Moves each text that lies on a band to its nearer free side. One that would leave the picture or
/// touch other words there is left out: half a word on a bezel is none.
pub fn clear(picture: &mut Picture, bands: &[Band], measure: &dyn Measure) {
    if bands.is_empty() {
        return;
    }
    let box_of = |shape: &Shape| match shape {
        Shape::Text(text) => Some(box_of(text, measure)),
        _ => None,
    };
    let mut boxes: Vec<Option<Rect>> = picture.shapes.iter().map(box_of).collect();
    for at in 0..boxes.len() {
        let Some(own) = boxes.get(at).copied().flatten().filter(|own| touches(own, bands)) else {
            continue;
        };
        let others = boxes.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Rect> = others.filter_map(|(_, other)| *other).collect();
        let way = way_off(&own, &others, picture, bands);
        if let Some(place) = boxes.get_mut(at) {
            *place = way.map(|way| own.moved(way));
        }
        if let Some(Shape::Text(text)) = picture.shapes.get_mut(at) {
            match way {
                Some((dx, dy)) => text.at = text.at.moved(dx, dy),
                None => text.text.clear(),
            }
        }
    }
    picture.shapes.retain(|shape| !matches!(shape, Shape::Text(text) if text.text.is_empty()));
}

/// How a text's box comes off the bands: the shortest way that keeps apart from other texts; rather
/// a longer one than over the end of a bar that it did not lie on before.
fn way_off(own: &Rect, others: &[Rect], picture: &Picture, bands: &[Band]) -> Option<(f64, f64)> {
    let whole = Rect { left: 0.0, top: 0.0, width: picture.width, height: picture.height };
    let stands = |place: &Rect| {
        let apart = others.iter().all(|other| !overlap(place, other));
        apart && inside(place, &whole) && !touches(place, bands)
    };
    let hidden = |place: &Rect, shape: &Shape| match shape {
        Shape::Rect { at, width, height, .. } => {
            let bar = Rect { left: at.x, top: at.y, width: *width, height: *height };
            overlap(place, &bar) && !overlap(own, &bar)
        }
        _ => false,
    };
    let bare = |place: &Rect| !picture.shapes.iter().any(|shape| hidden(place, shape));
    let mut ways = shifts(own, bands);
    ways.retain(|way| stands(&own.moved(*way)));
    ways.iter().find(|way| bare(&own.moved(**way))).or(ways.first()).copied()
}

/// The ways off the bands that a text lies on, the shortest first.
fn shifts(own: &Rect, bands: &[Band]) -> Vec<(f64, f64)> {
    let ways = |vertical: bool, start: f64, length: f64| {
        let mut ways = vec![0.0];
        for band in bands.iter().filter(|band| band.vertical == vertical) {
            if start < band.to && start + length > band.from {
                ways.extend([band.from - start - length, band.to - start]);
            }
        }
        ways
    };
    let (aside, down) = (ways(true, own.left, own.width), ways(false, own.top, own.height));
    let mut all: Vec<(f64, f64)> = Vec::new();
    for dx in aside {
        for dy in &down {
            let far = dx.abs() + dy.abs();
            let at = all.iter().position(|(x, y)| x.abs() + y.abs() > far);
            all.insert(at.unwrap_or(all.len()), (dx, *dy));
        }
    }
    all
}

impl Rect {
    fn moved(&self, (dx, dy): (f64, f64)) -> Rect {
        Rect { left: self.left + dx, top: self.top + dy, ..*self }
    }
}

/// The box of a line of text, as high as its type.
fn box_of(text: &Text, measure: &dyn Measure) -> Rect {
    let width = measure.width(&text.text, text.size, text.bold);
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - width / 2.0,
        Anchor::End => text.at.x - width,
    };
    Rect { left, top: text.at.y - text.size / 2.0, width, height: text.size }
}

/// Whether a box lies on a band; one that ends where the band begins does not.
fn touches(own: &Rect, bands: &[Band]) -> bool {
    bands.iter().any(|band| {
        let (start, length) = match band.vertical {
            true => (own.left, own.width),
            false => (own.top, own.height),
        };
        start + SLACK < band.to && start + length > band.from + SLACK
    })
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    let width = (a.left + a.width).min(b.left + b.width) - a.left.max(b.left);
    let height = (a.top + a.height).min(b.top + b.height) - a.top.max(b.top);
    width > SLACK && height > SLACK
}

fn inside(own: &Rect, whole: &Rect) -> bool {
    let across = own.left >= -SLACK && own.left + own.width <= whole.width + SLACK;
    across && own.top >= -SLACK && own.top + own.height <= whole.height + SLACK
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::picture::{FixedMeasure, Point};
    use crate::look::theme::Color;

    fn band(vertical: bool, from: f64, to: f64) -> Band {
        Band { vertical, from, to }
    }

    /// A word of three characters, 30 wide and 10 high, by its middle.
    fn word(text: &str, x: f64, y: f64) -> Shape {
        Shape::Text(Text {
            text: text.to_string(),
            at: Point::new(x, y),
            size: 10.0,
            bold: false,
            anchor: Anchor::Middle,
            color: Color(0xff),
        })
    }

    /// The words left of a picture of 200 × 100, with the places of their middles.
    #[track_caller]
    fn cleared(words: &[(&str, f64, f64)], bands: &[Band], expected: &[(&str, f64, f64)]) {
        let mut picture = Picture::new(200.0, 100.0);
        picture.shapes = words.iter().map(|(text, x, y)| word(text, *x, *y)).collect();
        clear(&mut picture, bands, &FixedMeasure);
        let place = |shape: &Shape| match shape {
            Shape::Text(text) => (text.text.clone(), text.at.x, text.at.y),
            _ => panic!("only words"),
        };
        let left: Vec<_> = picture.shapes.iter().map(place).collect();
        let expected: Vec<_> = expected.iter().map(|(t, x, y)| (t.to_string(), *x, *y)).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn words_leave_a_band_by_the_shorter_way() {
        let bands = [band(true, 90.0, 110.0)];
        cleared(&[("云阳镇", 40.0, 50.0)], &bands, &[("云阳镇", 40.0, 50.0)]);
        cleared(&[("云阳镇", 80.0, 50.0)], &bands, &[("云阳镇", 75.0, 50.0)]);
        cleared(&[("云阳镇", 115.0, 50.0)], &bands, &[("云阳镇", 125.0, 50.0)]);
        let lying = [band(false, 45.0, 55.0)];
        cleared(&[("云阳镇", 40.0, 52.0)], &lying, &[("云阳镇", 40.0, 60.0)]);
        // A crossing: both at once.
        let both = [bands[0], lying[0]];
        cleared(&[("云阳镇", 80.0, 52.0)], &both, &[("云阳镇", 75.0, 60.0)]);
    }

    #[test]
    fn words_without_a_free_side_are_left_out() {
        let bands = [band(true, 90.0, 110.0)];
        // The nearer side is taken, the other is free.
        let (near, far) = (("留山镇", 70.0, 50.0), ("云阳镇", 80.0, 50.0));
        cleared(&[near, far], &bands, &[near, ("云阳镇", 125.0, 50.0)]);
        let other = ("崔庄乡", 130.0, 50.0);
        cleared(&[near, far, other], &bands, &[near, other]);
        // Beyond the band the picture ends.
        cleared(&[("云阳镇", 20.0, 50.0)], &[band(true, 10.0, 180.0)], &[]);
        // Next to the band stands another one.
        let two = [band(true, 90.0, 110.0), band(true, 50.0, 70.0)];
        cleared(&[far], &two, &[("云阳镇", 125.0, 50.0)]);
    }

    #[test]
    fn the_largest_free_part_is_found() {
        let bands = [band(true, 60.0, 70.0), band(false, 10.0, 20.0)];
        let part = free(200.0, 100.0, &bands);
        assert_eq!(part, Rect { left: 70.0, top: 20.0, width: 130.0, height: 80.0 });
        let whole = Rect { left: 0.0, top: 0.0, width: 200.0, height: 100.0 };
        assert_eq!(free(200.0, 100.0, &[]), whole);
        assert_eq!(free(200.0, 100.0, &[band(true, -5.0, 300.0)]), Rect::default());
    }

    #[test]
    fn content_keeps_to_one_screen_where_that_leaves_enough() {
        let near = inset(200.0, 100.0, &[band(true, 40.0, 50.0)]);
        assert_eq!(near, Some(Inset { left: 50.0, top: 0.0, right: 0.0, bottom: 0.0 }));
        assert_eq!(inset(200.0, 100.0, &[band(true, 95.0, 105.0)]), None);
        assert_eq!(inset(200.0, 100.0, &[]), None);
    }

    #[test]
    fn a_part_knows_its_own_bands() {
        let part = Rect { left: 100.0, top: 50.0, width: 200.0, height: 100.0 };
        let bands = [band(true, 90.0, 110.0), band(false, 0.0, 50.0), band(false, 140.0, 160.0)];
        let expected = [band(true, 0.0, 10.0), band(false, 90.0, 100.0)];
        assert_eq!(bands_in(&part, &bands), expected);
    }
}
