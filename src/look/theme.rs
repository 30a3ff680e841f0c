//! The themes: the only place in the house where a colour is written.
//!
//! A theme is a set of roles. The browser gets them as custom properties, so that style/ holds no
//! colour either; canvas drawings take them from here.

/// A colour: 0xRRGGBBAA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub u32);

impl Color {
    /// The same colour at `alpha` of 0 to 1.
    pub fn fade(self, alpha: f64) -> Color {
        Color(self.0 & 0xffff_ff00 | (alpha.clamp(0.0, 1.0) * 255.0).round() as u32)
    }

    /// As CSS and SVG write it.
    pub fn css(self) -> String {
        match self.0 & 0xff {
            0xff => format!("#{:06x}", self.0 >> 8),
            _ => format!("#{:08x}", self.0),
        }
    }

    /// Red, green, blue and alpha, 0 to 255 each.
    pub fn channels(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }
}

/// The roles of a theme; see the theme's own function for their values.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    pub name: &'static str,
    /// The wall, from its upper to its lower edge.
    pub ground: [Color; 2],
    /// The soft light behind the hero.
    pub light: Color,
    /// A panel's face over the ground.
    pub panel: Color,
    pub hairline: Color,
    pub text: Color,
    pub muted: Color,
    pub accent: Color,
    pub good: Color,
    pub late: Color,
    pub failed: Color,
    /// Lines inside charts, barely visible.
    pub grid: Color,
    /// What a text on a filled mark is written in.
    pub on_fill: Color,
    pub series: [Color; 6],
    /// Five steps of one ramp, low to high.
    pub ramp: [Color; 5],
    /// Land without data: face and hatching.
    pub land: Color,
    pub hatch: Color,
}

/// The names that a board may give, the first is the default.
pub const THEMES: [&str; 1] = ["night"];

impl Theme {
    /// The theme of that name, `None` where there is none.
    pub fn named(name: &str) -> Option<Theme> {
        match name {
            "night" => Some(night()),
            _ => None,
        }
    }

    /// The custom properties that style/ draws from, without their leading dashes.
    pub fn properties(&self) -> Vec<(&'static str, Color)> {
        let mut all = vec![
            ("ground-top", self.ground[0]),
            ("ground-bottom", self.ground[1]),
            ("light", self.light),
            ("panel", self.panel),
            ("hairline", self.hairline),
            ("text", self.text),
            ("muted", self.muted),
            ("accent", self.accent),
            ("accent-soft", self.accent.fade(0.16)),
            ("accent-glow", self.accent.fade(0.35)),
            ("accent-clear", self.accent.fade(0.0)),
            ("good", self.good),
            ("late", self.late),
            ("failed", self.failed),
            ("grid", self.grid),
        ];
        let names = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];
        all.extend(names.into_iter().zip(self.series));
        all
    }
}

impl Default for Theme {
    fn default() -> Self {
        night()
    }
}

fn night() -> Theme {
    let solid = |rgb: u32| Color(rgb << 8 | 0xff);
    Theme {
        name: "night",
        ground: [solid(0x050d1f), solid(0x06163a)],
        light: solid(0x1a4fa0).fade(0.34),
        panel: solid(0xffffff).fade(0.035),
        hairline: solid(0x1d3b73),
        text: solid(0xd8e6ff),
        muted: solid(0x8fb3e8),
        accent: solid(0x38bdf8),
        good: solid(0x34d399),
        late: solid(0xfbbf24),
        failed: solid(0xfb7185),
        grid: solid(0x8fb3e8).fade(0.12),
        on_fill: solid(0x050d1f),
        series: [0x56b4e9, 0xe69f00, 0x2fbf8f, 0xf0e442, 0xcc79a7, 0xe8743b].map(solid),
        ramp: [0x173a70, 0x1c5b97, 0x1f7fb8, 0x3aa6cf, 0x7fd3e6].map(solid),
        land: solid(0x0d2450),
        hatch: solid(0x8fb3e8).fade(0.22),
    }
}
