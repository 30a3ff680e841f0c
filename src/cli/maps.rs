//! What `daping check` says of a board's maps: outlines that cannot be used, what was mended of them,
//! and rows and regions that do not find each other.
//!
//! Deliberately absent: outlines that only the region's code names (`inside_all`); which regions
//! somebody will enter is not in the board.

use super::geo::fetch;
use super::place::{Site, shown};
use crate::board::Board;
use crate::data::Audience;
use crate::data::calendar::Calendar;
use crate::data::query::{self, Context};
use crate::data::table::Table;
use crate::geo::{File, Outline};
use crate::issue::{DataFault, Issue, Lang, OutlineFault, Place, terminal};
use crate::look::picture::FixedMeasure;
use crate::panel::{Draw, Pose};

/// A panel's body on a wall of 4K, in CSS pixels.
const BODY: (f64, f64) = (1600.0, 1200.0);
const EM: f64 = 28.0;

/// The outlines that could be read, by their names.
pub type Outlines = Vec<(String, Outline)>;

/// A finding, with what helps to mend it.
pub struct Found {
    pub issue: Issue,
    pub help: Option<String>,
}

impl From<Issue> for Found {
    fn from(issue: Issue) -> Self {
        Found { issue, help: None }
    }
}

/// Reads every outline that the board names. Those on a server are read only where `asks_servers`.
pub fn read(board: &Board, site: &Site, asks_servers: bool, lang: Lang) -> (Outlines, Vec<Found>) {
    let (mut outlines, mut found) = (Outlines::new(), Vec::new());
    for name in names(board) {
        let file = board.outline(&name);
        let address = site.address(&file.address(&name)).unwrap_or_default();
        if !file.licensed || (!asks_servers && !address.starts_with("file:")) {
            continue;
        }
        match read_one(&address, &file) {
            Ok(outline) => {
                let odd = outline.oddities.iter().map(|own| DataFault::Odd(own.clone()));
                found.extend(odd.map(|fault| notice(&name, fault)));
                outlines.push((name, outline));
            }
            Err(fault) => {
                let help = (fault == OutlineFault::Missing)
                    .then(|| terminal::no_file(&shown(&address), lang));
                let issue = Issue::data(Place::document(&name), DataFault::Outline(fault));
                found.push(Found { issue, help });
            }
        }
    }
    (outlines, found)
}

fn notice(name: &str, fault: DataFault) -> Found {
    Issue::data(Place::document(name), fault).notice().into()
}

fn read_one(address: &str, file: &File) -> Result<Outline, OutlineFault> {
    let bytes = fetch(address).map_err(|_| OutlineFault::Missing)?;
    Outline::read(&bytes, file)
}

/// The outlines of maps, their layers, and those inside their regions, each once.
fn names(board: &Board) -> Vec<String> {
    let kinds = board.panels.iter().map(|panel| &panel.kind);
    let own = kinds.flat_map(|kind| [kind.outline(), kind.layer()]).flatten();
    let mut names: Vec<String> = Vec::new();
    let mut open: Vec<String> = own.map(str::to_string).collect();
    // An outline may lead back to one above it.
    while let Some(name) = open.pop() {
        if name.is_empty() || names.contains(&name) {
            continue;
        }
        open.extend(board.outline(&name).inside.iter().map(|(_, inside)| inside.clone()));
        names.push(name);
    }
    names.sort();
    names
}

/// The outlines that a public board shows without a review number; tiles and lines alone need none.
pub fn without_review(outlines: &Outlines, audience: Audience, lang: Lang) -> Vec<String> {
    let shown = outlines.iter().filter(|_| audience == Audience::Public);
    let is_land = |outline: &Outline| !outline.tiles && !outline.regions.is_empty();
    let bare = shown.filter(|(_, own)| is_land(own) && own.approval_no.is_none());
    bare.map(|(name, _)| terminal::shown_without_review(name, lang)).collect()
}

/// What rows and regions have no partner, of every map whose source was read.
pub fn unmatched(
    board: &Board,
    outlines: &Outlines,
    tables: &[(&str, Table)],
    utc_offset: i32,
    lang: Lang,
) -> Vec<Issue> {
    let context = Context { params: &|_| None, utc_offset };
    let mut issues = Vec::new();
    for panel in &board.panels {
        let outline = panel.kind.outline();
        let outline = outlines.iter().find(|(name, _)| outline == Some(name.as_str()));
        let query = panel.data.as_ref();
        let table = query.and_then(|query| tables.iter().find(|(name, _)| *name == query.from));
        let (Some((_, outline)), Some(query), Some((_, table))) = (outline, query, table) else {
            continue;
        };
        let (rows, _) = query::run(query, table, &context);
        let on = Draw {
            width: BODY.0,
            height: BODY.1,
            em: EM,
            theme: &board.looks(None),
            measure: &FixedMeasure,
            lang,
            utc_offset,
            format: panel.format,
            unit: panel.unit.as_deref(),
            today: 0,
            now: 0,
            calendar: &Calendar::default(),
            lunar: "",
            pose: &Pose::default(),
            outline: Some(outline),
            layer: None,
            is_door: &|_| false,
            inside: None,
            is_public: board.audience == Audience::Public,
            bands: &[],
        };
        issues.extend(panel.kind.draw(&rows, &on).unmatched.issues(&panel.name));
    }
    issues
}
