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
    /// The first dot's colour since all was clear, and whether another one followed.
    first: Option<u32>,
    many: bool,
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

impl Dots {
    pub fn new(width: usize, height: usize) -> Dots {
        Dots {
            width,
            height,
            pixels: vec![[0; 4]; width * height],
            touched: None,
            first: None,
            many: false,
        }
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
        (self.first, self.many) = (None, false);
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

    /// Lays a dot over what is there. It covers half of a pixel at its edge, all or nothing about half
    /// a pixel inside and outside of it, in sum its area.
    pub fn put(&mut self, dot: Dot) {
        let outer = dot.radius + 0.5;
        // What is left of zero or above becomes zero.
        let (left, top) = ((dot.x - outer) as usize, (dot.y - outer) as usize);
        let right = ((dot.x + outer).ceil() as usize).min(self.width);
        let bottom = ((dot.y + outer).ceil() as usize).min(self.height);
        if left >= right || top >= bottom || dot.radius <= 0.0 {
            return;
        }
        let area = Touched { left, top, right, bottom };
        self.touched = Some(self.touched.map_or(area, |old| old.with(area)));
        let [red, green, blue, _] = dot.color.channels();
        let color = u32::from_le_bytes([red, green, blue, 0]);
        self.many |= *self.first.get_or_insert(color) != color;
        if self.many {
            self.lay::<true>(dot, color, area);
        } else {
            self.lay::<false>(dot, color, area);
        }
    }

    /// The hot loop of the house: without a root, a conversion that looks for what does not fit, or a
    /// branch; to ask each pixel for its colour, where there are `MANY`, doubles its time.
    fn lay<const MANY: bool>(&mut self, dot: Dot, color: u32, area: Touched) {
        let full = dot.strength * f32::from(dot.color.channels()[3]);
        let slope = full / (2.0 * dot.radius);
        let middle = 0.5 * full + dot.radius * dot.radius * slope;
        let rows = area.top * self.width..area.bottom * self.width;
        let rows = self.pixels.get_mut(rows).unwrap_or_default();
        let first = area.left as f32 + 0.5 - dot.x;
        let mut dy = area.top as f32 + 0.5 - dot.y;
        for row in rows.chunks_exact_mut(self.width) {
            let here = middle - dy * dy * slope;
            let mut dx = first;
            for pixel in row.get_mut(area.left..area.right).unwrap_or_default() {
                let light = here - dx * dx * slope;
                let light = if light < full { light } else { full };
                let light = if light > 0.0 { light } else { 0.0 };
                let below = u32::from_le_bytes(*pixel);
                let was = below >> 24;
                let sum = light + was as i32 as f32 * (1.0 - light * (1.0 / 255.0));
                let seen = if MANY && was > 0 && below & RGB != color {
                    mixed(color, below, light / sum)
                } else {
                    color
                };
                *pixel = (seen | rounded(sum) << 24).to_le_bytes();
                dx += 1.0;
            }
            dy += 1.0;
        }
    }
}

const RGB: u32 = 0xff_ffff;

/// The nearest whole number, of 0 to 255: next to 2²³ numbers have no fractions, and adding is several
/// times as fast as a conversion that looks for what does not fit.
fn rounded(value: f32) -> u32 {
    (value + 8_388_608.0).to_bits() & 0xff
}

/// So much of the upper colour and the rest of the lower one; without alpha.
fn mixed(upper: u32, lower: u32, share: f32) -> u32 {
    [0, 8, 16].iter().fold(0, |all, by| {
        let [upper, lower] = [upper, lower].map(|color| ((color >> by) & 0xff) as f32);
        all | ((lower + (upper - lower) * share + 0.5) as u32) << by
    })
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
        dots.put(dot(4.0, 3.0, 0.0));
        assert_eq!(dots, blank);
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
