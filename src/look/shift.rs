//! Moves a whole picture: a drawing made for a part stands where the part is.

use crate::grammar::float;
use std::fmt::Write;

use super::picture::{Picture, Point, Shape};

impl Point {
    pub fn moved(self, dx: f64, dy: f64) -> Point {
        Point { x: self.x + dx, y: self.y + dy }
    }
}

impl Picture {
    /// Moves every shape; the picture's size stays.
    pub fn shift(&mut self, dx: f64, dy: f64) {
        for shape in &mut self.shapes {
            match shape {
                Shape::Line { points, .. } | Shape::Area { points, .. } => {
                    points.iter_mut().for_each(|point| *point = point.moved(dx, dy));
                }
                Shape::Rect { at, .. }
                | Shape::Circle { at, .. }
                | Shape::Sector { at, .. }
                | Shape::Regions { at, .. }
                | Shape::Glow { at, .. } => *at = at.moved(dx, dy),
                Shape::Text(text) => text.at = text.at.moved(dx, dy),
                Shape::Path { d, .. } => *d = moved(d, dx, dy),
            }
        }
    }
}

/// An SVG path elsewhere; flags of arcs stand apart in it. Relative commands go with the absolute ones before them; a path begins
/// with an absolute one.
fn moved(d: &str, dx: f64, dy: f64) -> String {
    let mut out = String::with_capacity(d.len() + 16);
    let (mut command, mut count) = ('M', 0_usize);
    let mut rest = d;
    while let Some(first) = rest.chars().next() {
        let length = number(rest);
        if length == 0 {
            if first.is_ascii_alphabetic() {
                (command, count) = (first, 0);
            }
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (written, after) = rest.split_at(length);
        let by = match (command, count) {
            ('H', _) => dx,
            ('V', _) => dy,
            // Radii, turn and two flags, then the place.
            ('A', at) if at % 7 < 5 => 0.0,
            ('A', at) => [dx, dy].get(at % 7 - 5).copied().unwrap_or(0.0),
            ('M' | 'L' | 'C' | 'S' | 'Q' | 'T', at) => {
                if at % 2 == 0 {
                    dx
                } else {
                    dy
                }
            }
            _ => 0.0,
        };
        push(&mut out, written, by);
        count += 1;
        rest = after;
    }
    out
}

/// Appends a number `by` further. Where a sign stood for a comma there may be none any more.
fn push(out: &mut String, written: &str, by: f64) {
    let value = float(written).unwrap_or(0.0) + by;
    if value >= 0.0 && out.ends_with(|last: char| last.is_ascii_digit()) {
        out.push(' ');
    }
    // Hundredths are less than any screen shows; writing to a text never fails.
    let _ = write!(out, "{}", (value * 100.0).round() / 100.0);
}

/// How many bytes of a text's beginning are a number.
fn number(text: &str) -> usize {
    let mut dot = false;
    let is_part = |(at, byte): &(usize, u8)| match byte {
        b'+' | b'-' => *at == 0,
        b'.' => !std::mem::replace(&mut dot, true),
        byte => byte.is_ascii_digit(),
    };
    let bytes = text.bytes().enumerate().take_while(is_part).count();
    if text.get(..bytes).is_some_and(|own| own.bytes().any(|b| b.is_ascii_digit())) {
        bytes
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::theme::Color;

    #[test]
    fn paths_move_as_a_whole() {
        let cases = [
            ("M0,1L2,3 4,5Z", "M10,21L12,23 14,25Z"),
            ("M0,1C2,3.5 4,5 6,7", "M10,21C12,23.5 14,25 16,27"),
            ("M-1.5-2H3V4", "M8.5 18H13V24"),
            ("M1,1A5,6 0 0,1 3,4Z", "M11,21A5,6 0 0,1 13,24Z"),
            ("M1,1l2,3z", "M11,21l2,3z"),
            ("", ""),
        ];
        for (d, expected) in cases {
            assert_eq!(moved(d, 10.0, 20.0), expected, "{d}");
        }
    }

    #[test]
    fn every_shape_moves_by_the_same() {
        let at = Point::new(1.0, 2.0);
        let fill = Color(0xff);
        let mut picture = Picture::new(50.0, 50.0);
        picture.push(Shape::Rect { at, width: 3.0, height: 4.0, fill });
        picture.push(Shape::Area { points: vec![at], fill });
        picture.push(Shape::Circle { at, radius: 5.0, fill });
        picture.push(Shape::Path { d: "M1,2Z".into(), fill: None, stroke: None, hatch: None });
        picture.shift(10.0, 20.0);
        let to = Point::new(11.0, 22.0);
        assert_eq!(
            picture.shapes,
            [
                Shape::Rect { at: to, width: 3.0, height: 4.0, fill },
                Shape::Area { points: vec![to], fill },
                Shape::Circle { at: to, radius: 5.0, fill },
                Shape::Path { d: "M11,22Z".into(), fill: None, stroke: None, hatch: None },
            ]
        );
        assert_eq!((picture.width, picture.height), (50.0, 50.0));
    }
}
