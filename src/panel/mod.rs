//! Panels: a query and a look. Each kind has one file: its options (documented at the field), its
//! view (small table -> what to show, pure) and, for canvas kinds, its drawing (a picture).
//!
//! Deliberately absent: the browser, the board, fetching. A panel sees a masked, small table only.

pub mod area;
pub mod bar;
pub mod beside;
pub mod board;
pub mod cards;
pub mod clock;
pub mod csv;
pub mod deadline;
pub mod flow;
pub mod frame;
pub mod funnel;
pub mod gantt;
pub mod gauge;
pub mod head;
pub mod heat;
pub mod image;
pub mod index;
pub mod kind;
pub mod lights;
pub mod line;
pub mod links;
pub mod map;
pub mod matrix;
pub mod network;
pub mod options;
pub mod piece;
pub mod pose;
pub mod radar;
pub mod rank;
pub mod ring;
pub mod roster;
pub mod sankey;
pub mod scatter;
pub mod scene;
pub mod search;
pub mod stat;
pub mod steps;
pub mod table;
pub mod tabs;
pub mod text;
pub mod ticker;
pub mod tips;
pub mod toggles;
pub mod value_axis;
pub mod view;
pub mod waterfall;
pub mod x_axis;

use crate::data::calendar::Calendar;
use crate::data::table::{Table, Value};
use crate::geo::Outline;
use crate::issue::{Lang, words};
use crate::look::format::{self, Format, Said};
use crate::look::{Band, Measure, Theme};
pub use pose::Pose;
pub use scene::{Entry, Mark, Reach, Scene, Told};

/// What a drawing needs to know of the world, all as arguments.
pub struct Draw<'a> {
    /// The panel's body in CSS pixels.
    pub width: f64,
    pub height: f64,
    /// The arrangement's body text in CSS pixels; every other size is a multiple of it.
    pub em: f64,
    pub theme: &'a Theme,
    pub measure: &'a dyn Measure,
    pub lang: Lang,
    /// Seconds east of UTC, for times on axes.
    pub utc_offset: i32,
    /// How the panel says its numbers, and what they count where its fields do not say.
    pub format: Format,
    pub unit: Option<&'a str>,
    /// The day that it is where the wall stands, in days since 1970.
    pub today: i32,
    /// Unix seconds; moves only for kinds that tick, and by whole minutes for those that count down.
    pub now: i64,
    /// The board's working days.
    pub calendar: &'a Calendar,
    /// That day in the traditional calendar, where the host knows it.
    pub lunar: &'a str,
    pub pose: &'a Pose,
    /// The outline that the kind asked for; none while it is on its way.
    pub outline: Option<&'a Outline>,
    /// A second outline of lines alone that belongs over it.
    pub layer: Option<&'a Outline>,
    /// Whether a region, by its code, has an outline inside that can be entered.
    pub is_door: &'a dyn Fn(&str) -> bool,
    /// The code of the region that has been entered; none on the board's own outline.
    pub inside: Option<&'a str>,
    /// Whether anybody may look: a map without a review number says so aloud.
    pub is_public: bool,
    /// Bezels that cross the panel's body.
    pub bands: &'a [Band],
}

impl Draw<'_> {
    pub fn voice(&self) -> Voice<'_> {
        Voice { format: self.format, unit: self.unit, utc_offset: self.utc_offset, lang: self.lang }
    }

    /// A value with every digit and its unit, as a tip says it.
    pub fn told(&self, value: f64, unit: Option<&str>) -> String {
        let format = if self.format == Format::Percent { Format::Percent } else { Format::Full };
        format::number(value, format, self.unit.or(unit), self.lang).line()
    }
}

/// How a panel says its values.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    pub format: Format,
    pub unit: Option<&'a str>,
    pub utc_offset: i32,
    pub lang: Lang,
}

impl Voice<'_> {
    /// A published figure as it was printed, a computed number in the panel's format.
    pub fn say(&self, item: &view::Item) -> Said {
        self.qualified(item, None)
    }

    /// The same with what the row's field `qualifier` says of a published figure: 50%左右.
    pub fn say_row(&self, rows: &Table, item: &view::Item) -> Said {
        match rows.get(item.row, "qualifier") {
            Value::Text(qualifier) => self.qualified(item, Some(qualifier)),
            _ => self.say(item),
        }
    }

    fn qualified(&self, item: &view::Item, qualifier: Option<&str>) -> Said {
        let unit = self.unit.or(item.unit.as_deref());
        match (&item.printed, item.value) {
            (Some(printed), _) => format::figure(printed, qualifier, unit, self.lang),
            (None, Some(value)) => format::number(value, self.format, unit, self.lang),
            (None, None) => Said { number: format::NONE.into(), ..Said::default() },
        }
    }
}

/// How many rows a drawing's words speak of.
const SPOKEN_ROWS: usize = 12;

/// What a screen reader says of a drawing: its first rows.
pub fn spoken(rows: &Table, voice: &Voice<'_>) -> String {
    let items = view::items(rows, None, None, voice.utc_offset, voice.lang);
    let said = items.iter().take(SPOKEN_ROWS);
    let said: Vec<String> =
        said.map(|item| format!("{} {}", item.label, voice.say_row(rows, item).line())).collect();
    said.join(voice.lang.pick(",", ", "))
}

/// The size of a map's caption in body text, as style/ sets it, and the height of its lines.
const CAPTION_EMS: f64 = 0.62;
const CAPTION_LINE: f64 = 1.35;

/// What the caption takes of a map's height: in a narrow panel it has several lines.
pub(crate) fn caption_height(on: &Draw<'_>) -> f64 {
    let line = on.em * CAPTION_EMS * CAPTION_LINE;
    let words = reminder(on).or_else(|| Some(caption(on.outline?, on.lang))).unwrap_or_default();
    let width = on.measure.width(&words, on.em * CAPTION_EMS, false);
    // Words are broken where they end, so that each line but the last loses a little.
    let lines = (width * 1.06 / on.width.max(1.0)).ceil().max(1.0);
    (lines * line).min(on.height * 0.5) + on.em * 0.3
}

/// The line that every map carries at its lower left: whose outline it is, and its review number.
/// Tiles are no map: nobody reviews them, and that they are none says all of their note.
pub fn caption(outline: &Outline, lang: Lang) -> String {
    if outline.tiles {
        let parts = [words::schematic(lang), &outline.source];
        return parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    }
    let whose = format!("{} {}", words::outline_source(lang), outline.source);
    let said = match &outline.approval_no {
        Some(number) => format!("{} {number}", words::approval_no(lang)),
        None => words::no_approval_no(lang).to_string(),
    };
    // What an outline is silent about is part of whose it is: `中文 / English`.
    let note = outline.note.as_deref().map(|note| note.split_once(" / ").unwrap_or((note, note)));
    let note = note.map(|(zh, en)| format!(" · {}", lang.pick(zh, en))).unwrap_or_default();
    format!("{whose} · {said}{note}")
}

/// The caption as a reminder: where anybody may look at a map without a review number.
pub fn reminder(on: &Draw<'_>) -> Option<String> {
    let outline = on.outline.filter(|_| on.is_public)?;
    let missing = outline.approval_no.is_none() && !outline.tiles;
    missing.then(|| format!("⚠ {}", caption(outline, on.lang)))
}

/// A world for the kinds' own tests: a wall of the night of 21 February 2020 in Shanghai.
#[cfg(test)]
fn trial<T>((width, height): (f64, f64), look: impl FnOnce(&Draw<'_>) -> T) -> T {
    look(&Draw {
        width,
        height,
        em: 18.0,
        theme: &Theme::default(),
        measure: &crate::look::picture::FixedMeasure,
        lang: Lang::Zh,
        utc_offset: 8 * 3600,
        format: Format::Glance,
        unit: None,
        today: 18_313,
        now: 18_313 * 86_400,
        calendar: &Calendar::default(),
        lunar: "",
        pose: &Pose::default(),
        outline: None,
        layer: None,
        is_door: &|_| false,
        inside: None,
        is_public: false,
        bands: &[],
    })
}
