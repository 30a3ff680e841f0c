//! Panels: a query and a look. Each kind has one file: its options (documented at the field), its
//! view (small table -> what to show, pure) and, for canvas kinds, its drawing (a picture).
//!
//! Deliberately absent: the browser, the board, fetching. A panel sees a masked, small table only.

pub mod bar;
pub mod clock;
pub mod flow;
pub mod frame;
pub mod funnel;
pub mod gauge;
pub mod kind;
pub mod line;
pub mod map;
pub mod rank;
pub mod ring;
pub mod roster;
pub mod stat;
pub mod table;
pub mod ticker;

pub mod view;

use crate::data::table::Table;
use crate::geo::Outline;
use crate::issue::{Lang, words};
use crate::look::format::{self, Format, Said};
use crate::look::{Measure, Picture, Theme};
use kind::Kind;

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
        let unit = self.unit.or(item.unit.as_deref());
        match (&item.printed, item.value) {
            (Some(printed), _) => format::figure(printed, None, unit, self.lang),
            (None, Some(value)) => format::number(value, self.format, unit, self.lang),
            (None, None) => Said { number: format::NONE.into(), ..Said::default() },
        }
    }
}

/// A drawing with what the shell needs beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    pub picture: Picture,
    /// How many regions of the outline found a row.
    pub joined: Option<usize>,
    /// How many rows found no region.
    pub lost: usize,
    /// Along which lights travel.
    pub arcs: Vec<flow::Arc>,
}

/// Draws a canvas kind; DOM kinds and maps without their outline are empty scenes.
pub fn draw(
    kind: &Kind,
    rows: &Table,
    format: Format,
    outline: Option<&Outline>,
    on: &Draw,
) -> Scene {
    let plain = |picture| Scene { picture, ..Scene::default() };
    match (kind, outline) {
        (Kind::Line(options), _) => plain(line::draw(options, rows, format, on)),
        (Kind::Bar(options), _) => plain(bar::draw(options, rows, format, on)),
        (Kind::Ring(options), _) => plain(ring::draw(options, rows, format, on)),
        (Kind::Gauge(options), _) => plain(gauge::draw(options, rows, format, on)),
        (Kind::Map(options), Some(outline)) => map::draw(options, rows, format, outline, on),
        (Kind::Flow(options), Some(outline)) => flow::draw(options, rows, format, outline, on),
        _ => Scene::default(),
    }
}

/// How many rows a drawing's words speak of.
const SPOKEN_ROWS: usize = 12;

/// What a screen reader says of a drawing: its first rows.
pub fn spoken(rows: &Table, voice: &Voice<'_>) -> String {
    let items = view::items(rows, None, None, voice.utc_offset, voice.lang);
    let said = items.iter().take(SPOKEN_ROWS);
    let said: Vec<String> =
        said.map(|item| format!("{} {}", item.label, voice.say(item).line())).collect();
    said.join(voice.lang.pick(",", ", "))
}

/// The line that every map carries at its lower left: whose outline it is, and its review number.
pub fn caption(outline: &Outline, lang: Lang) -> String {
    let approval = match &outline.approval_no {
        Some(number) => format!("{} {number}", words::approval_no(lang)),
        None => words::no_approval_no(lang).to_string(),
    };
    format!("{} {} · {approval}", words::outline_source(lang), outline.source)
}
