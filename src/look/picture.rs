//! A drawing as data: shapes in CSS pixels, y downwards, compared in tests, painted by a canvas in
//! the browser and written as SVG for the goldens.

use std::rc::Rc;

use super::theme::Color;

/// A place in CSS pixels from the picture's top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub color: Color,
    pub width: f64,
    /// Lengths of dash and gap; none is a solid line.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    pub fn new(color: Color, width: f64) -> Self {
        Stroke { color, width, dash: None }
    }
}

/// Which end of a text its point holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text; the point is on its vertical middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub text: String,
    pub at: Point,
    pub size: f64,
    pub bold: bool,
    pub anchor: Anchor,
    pub color: Color,
}

/// How a region is filled. `hatch` draws diagonal lines of that colour over it: missing data is
/// never a colour of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    pub color: Color,
    pub hatch: Option<Color>,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle: bars and hairlines, snapped to device pixels when painted.
    Rect {
        at: Point,
        width: f64,
        height: f64,
        fill: Color,
    },
    /// A polyline.
    Line {
        points: Vec<Point>,
        stroke: Stroke,
    },
    /// A filled polygon.
    Area {
        points: Vec<Point>,
        fill: Color,
    },
    Circle {
        at: Point,
        radius: f64,
        fill: Color,
    },
    /// A ring's slice between two radii; angles in radians, clockwise from twelve o'clock.
    Sector {
        at: Point,
        inner: f64,
        outer: f64,
        from: f64,
        to: f64,
        fill: Color,
    },
    /// An SVG path, for boundaries and curves. `hatch` draws diagonal lines of that colour inside
    /// (missing data is never a colour of its own).
    Path {
        d: String,
        fill: Option<Color>,
        stroke: Option<Stroke>,
        hatch: Option<Color>,
    },
    /// Regions of one map: many paths that stay while their fills change. The browser keeps what it
    /// makes of `paths` for as long as they are the same allocation.
    Regions {
        /// SVG paths, filled by the even-odd rule.
        paths: Rc<[String]>,
        /// Where the paths' zero stands.
        at: Point,
        /// For each path; none is left bare.
        fills: Vec<Option<Fill>>,
        /// The boundary of every path.
        stroke: Stroke,
    },
    /// A wide, faint light.
    Glow {
        at: Point,
        radius: f64,
        color: Color,
    },
    Text(Text),
}

/// A whole drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub shapes: Vec<Shape>,
}

impl Picture {
    pub fn new(width: f64, height: f64) -> Self {
        Picture { width, height, shapes: Vec::new() }
    }

    pub fn push(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }
}

/// A line of fewer corners than this has them all rounded.
const MANY_CORNERS: f64 = 1_000.0;

/// Whether a line has more corners than the device pixels that it goes to the right (or left), `ratio` of
/// which are one CSS pixel: how those are rounded is not seen, and to round them takes half of the time.
pub fn is_crowded(line: &[Point], ratio: f64) -> bool {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return false };
    line.len() as f64 > ((last.x - first.x).abs() * ratio).max(MANY_CORNERS)
}

/// Widths of text, asked of the host: a canvas in the browser, a fixed table in tests.
pub trait Measure {
    /// The advance width of one line in CSS pixels.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// The fixed table: a CJK character is as wide as the type is high, others 0.56 of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct FixedMeasure;

impl Measure for FixedMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let ems: f64 = text.chars().map(|c| if c >= '\u{2e80}' { 1.0 } else { 0.56 }).sum();
        ems * size * if bold { 1.04 } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_many_corners_on_few_pixels_are_crowded() {
        let line = |corners: u32, right: f64| -> Vec<Point> {
            let at =
                |n| Point::new(right * f64::from(n) / f64::from(corners - 1), f64::from(n % 2));
            (0..corners).map(at).collect()
        };
        assert!(is_crowded(&line(1_700, 1_600.0), 1.0));
        assert!(!is_crowded(&line(1_700, 1_600.0), 2.0), "twice as fine a screen shows them");
        assert!(!is_crowded(&line(400, 200.0), 1.0), "few are no work");
        assert!(!is_crowded(&[], 1.0));
    }
}
