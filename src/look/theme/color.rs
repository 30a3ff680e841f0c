//! A colour, how it is written, and how well it stands out from another.

/// A colour: 0xRRGGBBAA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub u32);

impl Color {
    /// The same colour at `alpha` of 0 to 1.
    pub const fn fade(self, alpha: f64) -> Color {
        Color(self.0 & 0xffff_ff00 | (alpha.clamp(0.0, 1.0) * 255.0).round() as u32)
    }

    /// As CSS and SVG write it.
    pub fn css(self) -> String {
        match self.0 & 0xff {
            0xff => format!("#{:06x}", self.0 >> 8),
            _ => format!("#{:08x}", self.0),
        }
    }

    /// `#rgb`, `#rrggbb` or `#rrggbbaa`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            // Each digit stands for two of its own.
            3 => {
                let twice = |shift: u32| ((value >> shift) & 15) * 0x11;
                Some(Color((twice(8) << 24) | (twice(4) << 16) | (twice(0) << 8) | 0xff))
            }
            6 => Some(Color((value << 8) | 0xff)),
            8 => Some(Color(value)),
            _ => None,
        }
    }

    /// Red, green, blue and alpha, 0 to 255 each.
    pub fn channels(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }

    /// What is seen where this colour lies on an opaque one.
    pub fn over(self, below: Color) -> Color {
        let ([r, g, b, alpha], [x, y, z, _]) = (self.channels(), below.channels());
        let share = f64::from(alpha) / 255.0;
        let mix = |upper: u8, lower: u8| {
            (f64::from(upper) * share + f64::from(lower) * (1.0 - share)).round() as u8
        };
        Color(u32::from_be_bytes([mix(r, x), mix(g, y), mix(b, z), 0xff]))
    }

    /// The contrast ratio of WCAG 2, 1 to 21, with an opaque colour below.
    pub fn contrast(self, below: Color) -> f64 {
        let (own, other) = (self.over(below).luminance(), below.luminance());
        (own.max(other) + 0.05) / (own.min(other) + 0.05)
    }

    /// Relative luminance of an opaque colour, 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue, _] = self.channels().map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { power_2_4((share + 0.055) / 1.055) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// The square times its fifth root, which Newton's steps find from above; for 0.05 to 1. The library's
/// power would be two kilobytes of program for this alone.
fn power_2_4(of: f64) -> f64 {
    let square = of * of;
    let step = |root: f64, _| root * 0.8 + square / (5.0 * root * root * root * root);
    square * (0..STEPS).fold(1.0, step)
}

/// After so many, each channel's value is the library's to twelve places.
const STEPS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_the_house_is_the_librarys() {
        for channel in 11..=255 {
            let share = (f64::from(channel) / 255.0 + 0.055) / 1.055;
            assert!((power_2_4(share) - share.powf(2.4)).abs() < 1e-12, "{channel}");
        }
    }

    #[test]
    fn colours_are_read_as_css_writes_them() {
        let cases = [
            ("#38bdf8", Some(0x38bd_f8ff)),
            ("#38BDF880", Some(0x38bd_f880)),
            ("#1af", Some(0x11aa_ffff)),
            ("38bdf8", None),
            ("#38bdf", None),
            ("#38bdfg", None),
            ("#+8bdf8", None),
            ("#蓝蓝", None),
            ("sky", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Color::parse(text), expected.map(Color), "{text}");
        }
        assert_eq!(Color::parse("#38bdf8").map(Color::css).as_deref(), Some("#38bdf8"));
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (Color(0xff), Color(0xffff_ffff));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert_eq!(white.contrast(white), 1.0);
        // #767676 is the lightest grey that reaches 4.5 : 1 on white.
        assert!(Color(0x7676_76ff).contrast(white) >= 4.5);
        assert!(Color(0x7777_77ff).contrast(white) < 4.5);
        // Half of white over black is a middle grey.
        assert_eq!(white.fade(0.5).over(black), Color(0x8080_80ff));
    }
}
