//! Where the lights of a flow are at a time: each way has one with a fading tail. This is the one
//! definition; `app::lights` shows the same by two ways, from the bitmap of [`put`] or from the
//! numbers of [`packed`].

use super::scene::Arc;
use crate::geo::Xy;
use crate::look::Color;
use crate::look::dots::{Dot, Dots};

/// How long a round takes.
pub const ROUND_MS: f64 = 3_000.0;
/// A light's tail: so many dots, each so much of the way behind the last.
pub const TAIL: usize = 9;
pub const TAIL_STEP: f64 = 0.014;

/// More ways than this have no lights: the first ones, which are the largest, have them.
pub const MOST_LIT: usize = 20_000;
/// The bitmap of lights is coarser than the screen above so many pixels: what is soft and moves
/// needs no finer ones, and a frame's cost is in proportion.
pub const MOST_PIXELS: u32 = 4_000_000;
/// Wider or higher ones are refused by some graphics cards.
pub const LONGEST_SIDE: f64 = 8_192.0;

/// A dot of light.
#[derive(Clone, Debug, PartialEq)]
pub struct Light {
    pub at: Xy,
    pub radius: f64,
    /// 0 to 1.
    pub strength: f64,
    pub color: Color,
}

/// The ways that have lights.
pub fn lit(arcs: &[Arc]) -> &[Arc] {
    arcs.get(..MOST_LIT).unwrap_or(arcs)
}

/// Bitmap pixels to a CSS pixel, for a picture of `width` × `height` of those on a screen with
/// `device` pixels to each.
pub fn scale(width: f64, height: f64, device: f64) -> f64 {
    let longest = width.max(height).max(1.0);
    let all = (f64::from(MOST_PIXELS) / (width * height).max(1.0)).sqrt();
    device.min(LONGEST_SIDE / longest).min(all)
}

/// Tells the dots after `time` milliseconds, of each way from the head to the tail's end.
pub fn lights(arcs: &[Arc], time: f64, mut tell: impl FnMut(Light)) {
    for own in arcs {
        let (from, to) = own.window;
        let round = (time / ROUND_MS + own.phase).fract();
        let head = (round - from) / (to - from);
        if head > 1.0 {
            continue;
        }
        for dot in 0..TAIL {
            let t = head - dot as f64 * TAIL_STEP;
            if t <= 0.0 {
                break;
            }
            let fade = 1.0 - dot as f64 / TAIL as f64;
            tell(Light {
                at: at(&own.curve, t),
                radius: own.radius * (0.5 + 0.5 * fade),
                strength: fade * fade,
                color: own.color,
            });
        }
    }
}

/// As `geo::arc_at`, for a hundred thousand places in a frame.
fn at([a, b, c, d]: &[Xy; 4], t: f64) -> Xy {
    let s = 1.0 - t;
    let (first, second, third, last) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
    Xy {
        x: a.x * first + b.x * second + c.x * third + d.x * last,
        y: a.y * first + b.y * second + c.y * third + d.y * last,
    }
}

/// Lays the lights into a bitmap of so many pixels to a CSS pixel.
pub fn put(dots: &mut Dots, arcs: &[Arc], time: f64, scale: f64) {
    lights(arcs, time, |Light { at, radius, strength, color }| {
        dots.put(Dot {
            x: (at.x * scale) as f32,
            y: (at.y * scale) as f32,
            radius: (radius * scale) as f32,
            strength: strength as f32,
            color,
        });
    });
}

/// Numbers of a way in what [`packed`] gives.
pub const PACKED: usize = 16;

/// For a graphics card, of each way: the curve's four points and the radius in bitmap pixels, the
/// phase, the window's start and end, and red, green, blue and alpha from 0 to 1.
pub fn packed(arcs: &[Arc], scale: f64) -> Vec<f32> {
    let mut all = Vec::with_capacity(arcs.len() * PACKED);
    for own in arcs {
        all.extend(own.curve.iter().flat_map(|p| [(p.x * scale) as f32, (p.y * scale) as f32]));
        let (from, to) = own.window;
        all.extend([own.radius * scale, own.phase, from, to].map(|number| number as f32));
        all.extend(own.color.channels().map(|channel| f32::from(channel) / 255.0));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{arc, arc_at};

    fn way(window: (f64, f64)) -> [Arc; 1] {
        let curve = arc(Xy { x: 0.0, y: 0.0 }, Xy { x: 100.0, y: 0.0 }, 0.2);
        [Arc { curve, radius: 2.0, color: Color(0xff), phase: 0.0, window }]
    }

    /// Where the first dot is, from left to right.
    fn head(window: (f64, f64), time: f64) -> Option<f64> {
        let mut all = Vec::new();
        lights(&way(window), time, |light| all.push(light));
        for light in &all {
            let part = all.first().map(|first| first.at.x - light.at.x);
            assert!(part.is_some_and(|part| (0.0..12.0).contains(&part)), "{all:?}");
        }
        all.first().map(|light| light.at.x)
    }

    #[test]
    fn a_light_goes_from_the_origin_to_the_end_in_three_seconds() {
        let head = |time| head((0.0, 1.0), time);
        assert!(head(30.0).is_some_and(|x| x < 5.0));
        assert!(head(2_970.0).is_some_and(|x| x > 95.0));
        assert!(head(3_030.0).is_some_and(|x| x < 5.0));
    }

    #[test]
    fn a_leg_is_lit_in_its_own_part_of_the_round_alone() {
        let head = |time| head((0.5, 1.0), time);
        assert_eq!(head(1_400.0), None);
        assert!(head(1_530.0).is_some_and(|x| x < 5.0));
        assert!(head(2_970.0).is_some_and(|x| x > 95.0));
    }

    #[test]
    fn a_bitmap_shows_every_light_at_its_place_and_scale() {
        let arcs = way((0.0, 1.0));
        let mut dots = Dots::new(300, 100);
        let curve = arcs[0].curve.map(|p| Xy { x: p.x + 20.0, y: p.y + 40.0 });
        put(&mut dots, &[Arc { curve, ..arcs[0].clone() }], 1_500.0, 2.0);
        let found = dots.touched().map(|area| (area.left, area.top, area.right, area.bottom));
        // The head's middle is at (70, 20), 4 bitmap pixels in radius; the tail's end 11 % behind.
        let end = arc_at(&curve, 0.5 - 8.0 * TAIL_STEP);
        let left = (end.x * 2.0 - 4.0 * (0.5 + 0.5 / 9.0) - 0.5) as usize;
        assert_eq!(found, Some((left, 35, 145, 45)));
    }

    #[test]
    fn the_first_ways_are_lit_and_bitmaps_have_a_limit() {
        let mut many = vec![way((0.0, 1.0))[0].clone(); MOST_LIT + 3];
        many[MOST_LIT - 1].phase = 0.25;
        assert_eq!(lit(&many).len(), MOST_LIT);
        assert_eq!(lit(&many).last().map(|way| way.phase), Some(0.25));
        assert_eq!(lit(&many[..5]), &many[..5]);
        assert_eq!(scale(1_600.0, 900.0, 1.0), 1.0);
        assert_eq!(scale(1_000.0, 1_000.0, 4.0), 2.0);
        assert_eq!(scale(16_384.0, 100.0, 1.0), 0.5);
        assert_eq!(scale(0.0, 0.0, 2.0), 2.0);
    }

    #[test]
    fn a_way_is_sixteen_numbers() {
        let arcs = [Arc { phase: 0.75, color: Color(0xff00_00ff), ..way((0.5, 1.0))[0].clone() }];
        let numbers = packed(&arcs, 2.0);
        assert_eq!(numbers.len(), PACKED);
        assert_eq!(numbers[..2], [0.0, 0.0]);
        assert_eq!(numbers[6..], [200.0, 0.0, 4.0, 0.75, 0.5, 1.0, 1.0, 0.0, 0.0, 1.0]);
    }
}
