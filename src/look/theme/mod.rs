//! The themes: the only place in the house where a colour is written.
//!
//! A theme is a set of roles. The browser gets them as custom properties, so that style/ holds no
//! colour either; canvas drawings take them from here. A board may override roles by their names.

mod color;
mod values;

pub use color::Color;

/// The roles of a theme; their values are in `values`.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    pub name: &'static str,
    /// Whether the browser's own parts (scroll bars, fields) should be dark.
    pub dark: bool,
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
    /// What a text on a filled mark is written in; [`Theme::on`] says where `text` is better.
    pub on_fill: Color,
    pub series: [Color; 6],
    /// Five steps of one ramp, low to high.
    pub ramp: [Color; 5],
    /// Land without data: face and hatching.
    pub land: Color,
    pub hatch: Color,
}

/// The names that a board may give, the first is the default.
pub const THEMES: [&str; 4] = ["night", "day", "contrast", "print"];

/// The roles that a board may override, as it names them; custom properties have the same names.
pub const ROLES: [&str; 26] = [
    "ground-top",
    "ground-bottom",
    "light",
    "panel",
    "hairline",
    "text",
    "muted",
    "accent",
    "good",
    "late",
    "failed",
    "grid",
    "on-fill",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "series-5",
    "series-6",
    "ramp-1",
    "ramp-2",
    "ramp-3",
    "ramp-4",
    "ramp-5",
    "land",
    "hatch",
];

/// Under this contrast nobody reads a word.
pub const LEAST_CONTRAST: f64 = 3.0;

/// A word of the theme that cannot be read on one of its faces.
#[derive(Clone, Debug, PartialEq)]
pub struct Illegible {
    /// The role that the word is written in.
    pub role: &'static str,
    /// The roles that lie below it.
    pub below: &'static [&'static str],
    pub contrast: f64,
}

impl Theme {
    /// The theme of that name, `None` where there is none.
    pub fn named(name: &str) -> Option<Theme> {
        match name {
            "night" => Some(values::night()),
            "day" => Some(values::day()),
            "contrast" => Some(values::contrast()),
            "print" => Some(values::print()),
            _ => None,
        }
    }

    /// The same theme with some roles' colours replaced; a name that is no role changes nothing.
    pub fn with(&self, overrides: &[(String, Color)]) -> Theme {
        let mut theme = self.clone();
        for (name, color) in overrides {
            if let Some(own) = theme.role(name) {
                *own = *color;
            }
        }
        theme
    }

    fn role(&mut self, name: &str) -> Option<&mut Color> {
        let [top, bottom] = &mut self.ground;
        if let Some((list, place)) = name.rsplit_once('-') {
            let at = place.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
            match (list, at) {
                ("series", Some(at)) => return self.series.get_mut(at),
                ("ramp", Some(at)) => return self.ramp.get_mut(at),
                _ => (),
            }
        }
        Some(match name {
            "ground-top" => top,
            "ground-bottom" => bottom,
            "light" => &mut self.light,
            "panel" => &mut self.panel,
            "hairline" => &mut self.hairline,
            "text" => &mut self.text,
            "muted" => &mut self.muted,
            "accent" => &mut self.accent,
            "good" => &mut self.good,
            "late" => &mut self.late,
            "failed" => &mut self.failed,
            "grid" => &mut self.grid,
            "on-fill" => &mut self.on_fill,
            "land" => &mut self.land,
            "hatch" => &mut self.hatch,
            _ => return None,
        })
    }

    /// The custom properties that style/ draws from, without their leading dashes: every role, and
    /// three shades of the accent.
    pub fn properties(&self) -> Vec<(&'static str, Color)> {
        let mut theme = self.clone();
        let roles = ROLES.into_iter().filter_map(|name| Some((name, *theme.role(name)?)));
        let mut all: Vec<(&'static str, Color)> = roles.collect();
        all.push(("accent-soft", self.accent.fade(0.16)));
        all.push(("accent-glow", self.accent.fade(0.35)));
        all.push(("accent-clear", self.accent.fade(0.0)));
        all
    }

    /// What `color-scheme` the page has under this theme.
    pub fn scheme(&self) -> &'static str {
        if self.dark { "dark" } else { "light" }
    }

    /// The colour for words on a filled mark: `on_fill`, or `text` where that stands out more.
    pub fn on(&self, fill: Color) -> Color {
        let fill = fill.over(self.ground[1]);
        let better = self.on_fill.contrast(fill) >= self.text.contrast(fill);
        if better { self.on_fill } else { self.text }
    }

    /// Every opaque colour that words stand on, with the roles that make it.
    pub fn faces(&self) -> Vec<(&'static [&'static str], Color)> {
        let [top, bottom] = self.ground;
        let head = self.accent.fade(0.16);
        vec![
            (&["ground-top"], top),
            (&["ground-bottom"], bottom),
            (&["panel", "ground-top"], self.panel.over(top)),
            (&["panel", "ground-bottom"], self.panel.over(bottom)),
            (&["light", "ground-top"], self.light.over(top)),
            (&["light", "ground-bottom"], self.light.over(bottom)),
            (&["accent", "panel", "ground-top"], head.over(self.panel.over(top))),
            (&["accent", "panel", "ground-bottom"], head.over(self.panel.over(bottom))),
        ]
    }

    /// Words that cannot be read, each with the face where it is worst.
    pub fn illegible(&self) -> Vec<Illegible> {
        let words = [
            ("text", self.text),
            ("muted", self.muted),
            ("good", self.good),
            ("late", self.late),
            ("failed", self.failed),
        ];
        let faces = self.faces();
        let worst = |(role, color): (&'static str, Color)| {
            let seen = faces.iter().map(|(below, face)| (*below, color.contrast(*face)));
            let (below, contrast) = seen.min_by(|a, b| a.1.total_cmp(&b.1))?;
            let bad = contrast < LEAST_CONTRAST;
            bad.then_some(Illegible { role, below, contrast })
        };
        words.into_iter().filter_map(worst).collect()
    }
}

impl Default for Theme {
    fn default() -> Self {
        values::night()
    }
}
