//! The authored form of a board: what a file may say. Everything has a default, so that one bad key
//! costs that key alone. Sources and queries are authored in `data`, options in each `panel` file.
//!
//! Deliberately absent: the entries of `colors`, `sources`, `panels` and `layout`; `check` reads them one by
//! one, so that a broken entry does not cost its siblings.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::data::Audience;
use crate::data::query::Query;
use crate::look::format::Format;

/// The keys of the file itself.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Head {
    /// For editors; Daping does not read it.
    #[serde(rename = "$schema")]
    _schema: IgnoredAny,
    /// The version of the grammar, checked before everything else.
    #[serde(rename = "daping")]
    _daping: IgnoredAny,
    /// The document's name where not given.
    pub title: String,
    pub subtitle: Option<String>,
    pub audience: Audience,
    /// An IANA name.
    pub time_zone: String,
    pub theme: String,
    #[serde(rename = "colors")]
    _colors: IgnoredAny,
    /// The ornament around the title and the panels.
    pub frame: Frame,
    #[serde(rename = "sources")]
    _sources: IgnoredAny,
    #[serde(rename = "panels")]
    _panels: IgnoredAny,
    #[serde(rename = "layout")]
    _layout: IgnoredAny,
}

impl Default for Head {
    fn default() -> Self {
        Head {
            _schema: IgnoredAny,
            _daping: IgnoredAny,
            title: String::new(),
            subtitle: None,
            audience: Audience::default(),
            time_zone: "Asia/Shanghai".to_string(),
            theme: crate::look::theme::THEMES[0].to_string(),
            _colors: IgnoredAny,
            frame: Frame::default(),
            _sources: IgnoredAny,
            _panels: IgnoredAny,
            _layout: IgnoredAny,
        }
    }
}

/// How much ornament stands around what is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// Converging lines under the title, a soft light, a bar before each heading.
    #[default]
    Light,
    /// Nothing but hairlines.
    Plain,
}

impl Frame {
    pub fn word(self) -> &'static str {
        match self {
            Frame::Light => "light",
            Frame::Plain => "plain",
        }
    }
}

/// The keys that every panel has; its kind's options stand beside them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Panel {
    /// Read first: it says which options there are.
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    /// A label of what is shown where not given.
    pub title: Option<String>,
    pub unit: Option<String>,
    pub format: Format,
    /// Small print: where a figure was published.
    pub note: Option<String>,
    /// The one panel that the eye meets first.
    pub hero: bool,
    pub data: Option<Query>,
}

/// How panels stand on screens of some size.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    pub name: Option<String>,
    pub when: When,
    /// Widths of the columns: `"1fr 1.6fr 1fr"`.
    pub columns: Option<String>,
    /// Heights of the rows.
    pub rows: Option<String>,
    /// A text for each row, a word for each column; `.` is an empty cell.
    pub areas: Vec<String>,
    /// One below the other, instead of `areas`.
    pub stack: Vec<String>,
}

/// All of these hold.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct When {
    /// CSS pixels.
    pub min_width: Option<u32>,
    /// Width by height.
    pub min_ratio: Option<f64>,
}
