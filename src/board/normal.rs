//! The normal form of a board: checked, every default filled in. See `board` for its invariants.

use crate::data::Audience;
use crate::data::query::Query;
use crate::data::source::Source;
use crate::geo::File;
use crate::grammar::named::Named;
use crate::look::format::Format;
use crate::look::theme::{Color, Theme};
use crate::panel::kind::Kind;

use super::alarm::{Alarm, Quiet};
use super::spec::{self, Frame, Seams, Stretch, When};

/// A wall.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    pub title: String,
    pub subtitle: Option<String>,
    pub audience: Audience,
    /// An IANA name.
    pub time_zone: String,
    /// Unix seconds at which the board's own clock begins; none where it is the time that it is.
    pub clock: Option<i64>,
    /// `from` names a source of the board, `day` and `works` its fields. None: Monday to Friday.
    pub calendar: Option<spec::Calendar>,
    /// One of `look::theme::THEMES`.
    pub theme: String,
    /// Roles of that theme with the board's own colours.
    pub colors: Vec<(String, Color)>,
    pub frame: Frame,
    pub replay: Option<Replay>,
    /// The file has a replay, be it a broken one: while no day is known, a query that names the day has
    /// no rows, lest all days stand mixed.
    pub by_day: bool,
    /// When alarms are silent.
    pub quiet: Option<Quiet>,
    pub sources: Named<Source>,
    /// Those that the file declares; any other name is a file in geo/.
    pub outlines: Named<File>,
    pub panels: Vec<Panel>,
    pub layout: Vec<Arrangement>,
}

impl Board {
    /// The names of the values that sources are given at run time, each once.
    pub fn secrets(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for (_, name) in self.sources.iter().flat_map(|(_, source)| source.headers_from.iter()) {
            if !all.contains(&name.as_str()) {
                all.push(name);
            }
        }
        all
    }

    /// The wall that stands when the file cannot be read.
    pub fn empty(title: &str) -> Self {
        let head = spec::Head::default();
        Board {
            title: title.to_string(),
            subtitle: head.subtitle,
            audience: head.audience,
            time_zone: head.time_zone,
            clock: None,
            calendar: None,
            theme: head.theme,
            colors: Vec::new(),
            frame: head.frame,
            replay: None,
            by_day: false,
            quiet: head.alarm.quiet,
            sources: Named::default(),
            outlines: Named::default(),
            panels: Vec::new(),
            layout: Vec::new(),
        }
    }

    /// The theme that the address asks for, else the board's own with its colours. A reader who
    /// asks for another theme (for its contrast, for paper) gets that one whole.
    pub fn looks(&self, asked: Option<&str>) -> Theme {
        match asked.filter(|name| *name != self.theme).and_then(Theme::named) {
            Some(theme) => theme,
            None => Theme::named(&self.theme).unwrap_or_default().with(&self.colors),
        }
    }

    /// The names of the parameters that its queries and alarms follow, each once.
    pub fn params(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        let asked =
            self.panels.iter().filter_map(|panel| panel.data.as_ref()).flat_map(Query::params);
        let alarms = self.panels.iter().flat_map(|panel| &panel.alarms).flat_map(Alarm::params);
        for param in asked.chain(alarms) {
            if !all.contains(&param) {
                all.push(param);
            }
        }
        all
    }

    /// How the outline of this name is read.
    pub fn outline(&self, name: &str) -> File {
        self.outlines.get(name).cloned().unwrap_or_default()
    }

    pub fn has_alarms(&self) -> bool {
        self.panels.iter().any(|panel| !panel.alarms.is_empty())
    }

    pub fn panel(&self, name: &str) -> Option<&Panel> {
        self.panels.iter().find(|panel| panel.name == name)
    }
}

/// How a board is shown one day after another. Days are counted from 1970.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// A source of the board, and its field of days or times.
    pub from: String,
    pub day: String,
    /// In the bounds of `replay`.
    pub step_ms: u64,
    /// None where the rows say it; not after `end`.
    pub start: Option<i32>,
    pub end: Option<i32>,
}

/// One panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub name: String,
    pub title: String,
    pub unit: Option<String>,
    pub format: Format,
    pub note: Option<String>,
    pub hero: bool,
    /// `from` names a source of the board. None where the kind needs no data, or is at fault.
    pub data: Option<Query>,
    /// Parameters and the fields of the panel's rows that set them.
    pub sets: Named<String>,
    pub opens: Option<String>,
    /// Each has somebody to ask.
    pub alarms: Vec<Alarm>,
    pub kind: Kind,
}

impl Panel {
    /// Whether a click on one of its rows does something.
    pub fn chooses(&self) -> bool {
        self.opens.is_some() || !self.sets.is_empty()
    }
}

/// How panels stand on screens of some size: a grid of `areas`, or else a `stack`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    pub name: String,
    /// In the bounds of `screen`, and no least above its most.
    pub when: When,
    /// Checked CSS tracks.
    pub columns: Option<String>,
    pub rows: Option<String>,
    /// Rows of equal length; `.` is an empty cell.
    pub areas: Vec<Vec<String>>,
    pub stack: Vec<String>,
    /// In the bounds of `screen`; none where the wall is one screen.
    pub seams: Option<Seams>,
    pub stretch: Stretch,
}

/// What a panel is called when its author gave no title: the label of what is computed, else of
/// what it is grouped by, else of what it shows first, else its own name.
pub fn panel_title(
    name: &str,
    kind: &Kind,
    query: Option<&Query>,
    sources: &Named<Source>,
) -> String {
    let source = query.and_then(|query| sources.get(&query.from));
    let (Some(query), Some(source)) = (query, source) else {
        return name.to_string();
    };
    let measured = match query.measure.0.0.as_slice() {
        [(_, only)] => only.field(),
        _ => None,
    };
    let grouped = query.group.first().map(super::refer::group_field);
    let shown = || kind.fields().into_iter().find(|field| source.fields.get(field).is_some());
    let field = measured.or(grouped).or_else(shown).or_else(|| source.fields.names().next());
    let label =
        field.and_then(|field| source.fields.get(field)).and_then(|spec| spec.label.clone());
    label.unwrap_or_else(|| name.to_string())
}

/// For a board that says nothing of its layout: a wall as square as can be, two columns on a desk,
/// one below the other on a phone.
pub fn default_layout(panels: &[Panel]) -> Vec<Arrangement> {
    if panels.is_empty() {
        return Vec::new();
    }
    let names = panels.iter().map(|panel| panel.name.clone());
    let names: Vec<String> = names.filter(|name| !super::tabs::is_member(panels, name)).collect();
    let side = (names.len() as f64).sqrt().ceil() as usize;
    let grid = |name: &str, min_width, columns| Arrangement {
        name: name.to_string(),
        when: When { min_width: Some(min_width), ..When::default() },
        areas: filled(&names, columns),
        ..Arrangement::default()
    };
    vec![grid("wall", 1600, side), grid("desk", 900, side.min(2)), phone(names)]
}

/// The stack that every board has for phones.
pub fn phone(stack: Vec<String>) -> Arrangement {
    Arrangement { name: "phone".to_string(), stack, ..Arrangement::default() }
}

/// Names in rows of `columns`; the last one fills its row.
fn filled(names: &[String], columns: usize) -> Vec<Vec<String>> {
    let fill = |row: &[String]| {
        let mut row = row.to_vec();
        if let Some(last) = row.last().cloned() {
            row.resize(columns, last);
        }
        row
    };
    names.chunks(columns.max(1)).map(fill).collect()
}
