//! The authored form of a board: what a file may say. Everything has a default, so that one bad key
//! costs that key alone. Sources and queries are authored in `data`, options in each `panel` file.
//!
//! Deliberately absent: the entries of `colors`, `sources`, `panels`, `alarms` and `layout`; `check` reads
//! them one by one, so that a broken entry does not cost its siblings.

use super::alarm::Alarms;
use crate::data::Audience;
use crate::data::moment::Moment;
use crate::data::query::Query;
use crate::data::source::Span;
use crate::grammar::named::Named;
use crate::grammar::{Any, record, words};
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
        /// Where the board's own clock begins when the page opens, for a wall that shows another time
        /// as if it were now; the plate says so.
        pub clock: Option<Moment>,
        /// Which days are worked; Monday to Friday where not given.
        pub calendar: Option<Calendar>,
        /// The colours.
        pub theme: String = THEMES.first().copied().unwrap_or_default().to_string(),
        /// Colours in the place of the theme's own, by their roles.
        pub colors as "colors": Any,
        /// The ornament around the title and the panels.
        pub frame: Frame,
        /// The board as it was, one day after another.
        pub replay: Option<Replay>,
        /// What holds of every alarm.
        pub alarm: Alarms,
        /// Where rows come from, by name.
        pub sources as "sources": Any,
        /// Files of boundaries that need more than their name, by name.
        pub outlines as "outlines": Any,
        /// What is shown, by name, in its order.
        pub panels as "panels": Any,
        /// Arrangements; the first that fits the screen is used.
        pub layout as "layout": Any,
    }
}

record! {
    /// Rows that say of days whether they are worked; any other day is by its weekday.
    pub struct Calendar {
        /// The source's name.
        pub from: String,
        /// Its field of the day, a date.
        pub day: String,
        /// Its field of whether the day is worked, a flag.
        pub works: String,
    }
}

record! {
    /// Which days are shown one after another. Queries get the day as the parameter `at`.
    pub struct Replay {
        /// The source whose rows say which days there are.
        pub from: String,
        /// Its field that says the day, a date or a time.
        pub day: String,
        /// How long a day stands, from 1s to 1h.
        pub step: Span = Span::seconds(2),
        /// The first day; that of the rows where not given.
        pub start: Option<String>,
        /// The last day; that of the rows where not given.
        pub end: Option<String>,
    }
}

words! {
    /// How much ornament stands around what is said.
    #[derive(Default)]
    pub enum Frame {
        /// Converging lines under the title, a soft light, a bar before each heading.
        #[default]
        Light = "light",
        /// Nothing but hairlines.
        Plain = "plain",
    }
}

impl Frame {
    pub fn word(self) -> &'static str {
        match self {
            Frame::Light => "light",
            Frame::Plain => "plain",
        }
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
        /// Parameters that a click on a row sets, each with the field whose value it gets.
        pub sets: Named<String>,
        /// The field that names the board which a click on a row opens.
        pub opens: Option<String>,
        /// What must not be, and the sentence that says it; read one by one.
        pub alarms as "alarms": Any,
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
        /// The screens that the wall is made of.
        pub seams: Option<Seams>,
        /// How a controller stretches the signal.
        pub stretch: Option<Stretch>,
    }
}

record! {
    /// All of these hold. Lengths are CSS pixels, ratios width by height.
    #[derive(Copy)]
    pub struct When {
        /// The window is at least so many CSS pixels wide.
        pub min_width: Option<u32>,
        /// The window is at most so many CSS pixels wide.
        pub max_width: Option<u32>,
        /// The window is at least so many CSS pixels high.
        pub min_height: Option<u32>,
        /// The window is at most so many CSS pixels high.
        pub max_height: Option<u32>,
        /// Width by height is at least this.
        pub min_ratio: Option<f64>,
        /// Width by height is at most this.
        pub max_ratio: Option<f64>,
    }
}

record! {
    /// Screens of one size, side by side and above one another, with bezels between them.
    #[derive(Copy)]
    pub struct Seams {
        /// Screens side by side.
        pub columns: u32 = 1,
        /// Screens above one another.
        pub rows: u32 = 1,
        /// The width of a bezel in CSS pixels.
        pub gap: f64,
    }
}

record! {
    /// How many times as wide and high a controller shows the signal that it is given.
    #[derive(Copy)]
    pub struct Stretch {
        /// Across.
        pub x: f64 = 1.0,
        /// Down.
        pub y: f64 = 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::Panel;
    use crate::panel::kind::{KINDS, Kind};

    #[test]
    fn no_option_has_the_name_of_a_key_that_every_panel_has() {
        for name in KINDS {
            let mut kind = Kind::named(name).unwrap_or_else(|| panic!("{name} is a kind"));
            let taken = kind.options().keys().iter().find(|own| Panel::KEYS.contains(own));
            assert_eq!(taken, None, "{name}");
        }
    }
}
