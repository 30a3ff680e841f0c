//! A bitmap of soft dots, for thousands of them in a frame: asking a canvas for each costs ten times
//! as much.
//!
//! Deliberately absent: everything else that a canvas can do.

use super::Color;

type Pixel = [u8; 4];

/// Pixels in rows from the top, each red, green, blue and alpha, colours not multiplied by alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
    touched: Option<Touched>,
}

/// A rectangle of pixels; right and bottom are past the last ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    pub left: usize,
    pub top: usize,
    pub right: usize,
    pub bottom: usize,
}

impl Touched {
    pub fn with(self, other: Touched) -> Touched {
        Touched {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A dot: its middle and radius in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    pub x: f32,
    pub y: f32,
    pub radius: f32,
    /// 0 to 1.
    pub strength: f32,
    pub color: Color,
}

/// How much of a pixel a dot covers whose middle is so far from the pixel's, squared; may be past 0
/// and 1. Half at the edge, over about a pixel, in sum the dot's area, and without a root.
fn cover(radius: f32, squared: f32) -> f32 {
    0.5 + (radius * radius - squared) / (2.0 * radius)
}

impl Dots {
    pub fn new(width: usize, height: usize) -> Dots {
        Dots { width, height, pixels: vec![[0; 4]; width * height], touched: None }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// Makes everything transparent; where something was not.
    pub fn clear(&mut self) -> Option<Touched> {
        let was = self.touched.take()?;
        let rows = self.pixels.chunks_exact_mut(self.width).take(was.bottom).skip(was.top);
        for row in rows {
            if let Some(part) = row.get_mut(was.left..was.right) {
                part.fill([0; 4]);
            }
        }
        Some(was)
    }

    /// Where something may not be transparent.
    pub fn touched(&self) -> Option<Touched> {
        self.touched
    }

    /// Lays a dot over what is there.
    pub fn put(&mut self, dot: Dot) {
        let outer = dot.radius + 0.5;
        // What is left of zero or above becomes zero.
        let span = |at: f32, end: usize| {
            (((at - outer) as usize).min(end), ((at + outer).ceil() as usize).min(end))
        };
        let ((left, right), (top, bottom)) = (span(dot.x, self.width), span(dot.y, self.height));
        if left >= right || top >= bottom {
            return;
        }
        let area = Touched { left, top, right, bottom };
        self.touched = Some(self.touched.map_or(area, |old| old.with(area)));
        let [red, green, blue, alpha] = dot.color.channels();
        let full = dot.strength * f32::from(alpha);
        let rows = self.pixels.chunks_exact_mut(self.width).take(bottom).skip(top);
        for (y, row) in (top..bottom).zip(rows) {
            let dy = y as f32 + 0.5 - dot.y;
            let Some(part) = row.get_mut(left..right) else { continue };
            for (x, pixel) in (left..right).zip(part) {
                let dx = x as f32 + 0.5 - dot.x;
                let share = cover(dot.radius, dx * dx + dy * dy);
                if share > 0.0 {
                    *pixel = over([red, green, blue], full * share.min(1.0), *pixel);
                }
            }
        }
    }
}

/// A colour of so much alpha (0 to 255) over a pixel.
fn over([red, green, blue]: [u8; 3], alpha: f32, below: Pixel) -> Pixel {
    let [r, g, b, a] = below;
    let sum = alpha + f32::from(a) * (255.0 - alpha) / 255.0;
    let whole = (sum + 0.5) as u8;
    if a == 0 || [r, g, b] == [red, green, blue] {
        return [red, green, blue, whole];
    }
    let mix = |upper: u8, lower: u8| {
        let (upper, lower) = (f32::from(upper), f32::from(lower));
        (lower + (upper - lower) * alpha / sum + 0.5) as u8
    };
    [mix(red, r), mix(green, g), mix(blue, b), whole]
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: Color = Color(0xffff_ffff);

    fn dot(x: f32, y: f32, radius: f32) -> Dot {
        Dot { x, y, radius, strength: 1.0, color: WHITE }
    }

    fn at(dots: &Dots, x: usize, y: usize) -> Pixel {
        dots.pixels[y * dots.width + x]
    }

    #[test]
    fn a_dot_is_full_inside_and_fades_over_one_pixel() {
        let mut dots = Dots::new(9, 9);
        dots.put(dot(4.5, 4.5, 2.0));
        assert_eq!(at(&dots, 4, 4), [255; 4]);
        assert_eq!(at(&dots, 5, 5), [255; 4]);
        assert_eq!(at(&dots, 6, 4), [255, 255, 255, 128]);
        assert_eq!(at(&dots, 7, 4), [0; 4]);
        assert_eq!(dots.touched(), Some(Touched { left: 2, top: 2, right: 7, bottom: 7 }));
    }

    #[test]
    fn its_light_is_its_area() {
        for radius in [1.0_f32, 1.7, 3.2] {
            let mut dots = Dots::new(20, 20);
            dots.put(dot(9.8, 10.3, radius));
            let light: f32 = dots.pixels.iter().map(|pixel| f32::from(pixel[3]) / 255.0).sum();
            let area = std::f32::consts::PI * radius * radius;
            assert!((light / area - 1.0).abs() < 0.04, "{light} of {area}");
        }
    }

    #[test]
    fn half_over_half_is_three_quarters_and_colours_mix_by_their_part() {
        let half = Dot { strength: 0.5, ..dot(4.5, 4.5, 2.0) };
        let mut dots = Dots::new(9, 9);
        dots.put(half);
        dots.put(half);
        assert_eq!(at(&dots, 4, 4), [255, 255, 255, 192]);
        // Two thirds of what is seen is the upper one.
        let mut dots = Dots::new(9, 9);
        dots.put(Dot { color: Color(0x0000_ffff), ..half });
        dots.put(Dot { color: Color(0xff00_00ff), ..half });
        assert_eq!(at(&dots, 4, 4), [170, 0, 85, 192]);
    }

    #[test]
    fn over_the_edge_is_cut_and_clearing_leaves_nothing() {
        let mut dots = Dots::new(9, 6);
        let blank = dots.clone();
        for (x, y) in [(0.0, 0.0), (8.9, 5.9), (-20.0, 3.0), (4.0, 99.0), (f32::NAN, 1.0)] {
            dots.put(dot(x, y, 2.0));
        }
        assert_eq!(at(&dots, 0, 0)[3], 255);
        assert_eq!(at(&dots, 8, 5)[3], 255);
        let all = Touched { left: 0, top: 0, right: 9, bottom: 6 };
        assert_eq!(dots.clear(), Some(all));
        assert_eq!(dots, blank);
        assert_eq!(dots.clear(), None);
    }
}
