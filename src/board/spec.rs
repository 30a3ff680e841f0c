//! The authored form of a board: what a file may say. Everything has a default, so that one bad key
//! costs that key alone. Sources and queries are authored in `data`, options in each `panel` file.
//!
//! Deliberately absent: the entries of `sources`, `panels` and `layout`; `check` reads them one by
//! one, so that a broken entry does not cost its siblings.

use crate::data::Audience;
use crate::data::query::Query;
use crate::grammar::{Any, record};
use crate::look::format::Format;
use crate::look::theme::THEMES;

record! {
    /// The keys of the file itself.
    pub struct Head {
        /// For editors; Daping does not read it.
        pub schema as "$schema": Any,
        /// The version of the grammar, checked before everything else.
        pub daping as "daping": Any,
        /// The heading of the wall; the file's name where not given.
        pub title: String,
        /// The line under the heading.
        pub subtitle: Option<String>,
        /// Who looks: masks depend on it.
        pub audience: Audience,
        /// An IANA name: days, clocks and times without a zone are of it.
        pub time_zone: String = "Asia/Shanghai".to_string(),
        /// The colours.
        pub theme: String = THEMES.first().copied().unwrap_or_default().to_string(),
        /// Where rows come from, by name.
        pub sources as "sources": Any,
        /// What is shown, by name, in its order.
        pub panels as "panels": Any,
        /// Arrangements; the first that fits the screen is used.
        pub layout as "layout": Any,
    }
}

record! {
    /// The keys that every panel has; its kind's options stand beside them.
    pub struct Panel {
        /// What the panel is; its options stand beside it.
        pub kind as "kind": Any,
        /// The heading; a label of what is shown where not given.
        pub title: Option<String>,
        /// What the numbers count: 人, 家, %.
        pub unit: Option<String>,
        /// How computed numbers are said.
        pub format: Format,
        /// Small print: where a figure was published.
        pub note: Option<String>,
        /// The one panel that the eye meets first.
        pub hero: bool,
        /// The question to a source.
        pub data: Option<Query>,
    }
}

record! {
    /// How panels stand on screens of some size.
    pub struct Arrangement {
        /// What `&arrangement=` asks for; `wall` and `phone` also choose the size of text.
        pub name: Option<String>,
        /// For which screens; all of them where not given.
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
}

record! {
    /// All of these hold.
    pub struct When {
        /// The window is at least so many CSS pixels wide.
        pub min_width: Option<u32>,
        /// Width by height is at least this.
        pub min_ratio: Option<f64>,
    }
}
