//! Text -> normal board and findings. A wall always stands: what cannot be read is left out and
//! said, with line and column; the rest is shown.

use super::areas;
use super::colors::colors;
use super::normal::{Board, Panel, panel_title};
use super::refer::{self, Declared};
use super::{alarm, calendar, params, replay, sources, spec, tabs};
use crate::data::source::Source;
use crate::geo::File;
use crate::grammar::named::Named;
use crate::grammar::node::{Object, ObjectProp, Value};
use crate::grammar::{self, Findings, Read, node, short};
use crate::issue::{BoardFault, Issue, Place};
use crate::look::theme::THEMES;
use crate::panel::kind::{KINDS, Kind};

/// Hand-written boards have some 20 KB.
pub const MAX_BYTES: usize = 512 * 1024;
pub const MAX_PANELS: usize = 200;
pub const MAX_SOURCES: usize = 50;
pub const MAX_OUTLINES: usize = 200;
/// Panel names go into CSS and the address.
pub(super) const MAX_NAME: usize = 40;
/// What CSS takes for itself where an area's name may stand.
pub(super) const CSS_WORDS: [&str; 8] =
    ["auto", "span", "none", "inherit", "initial", "unset", "revert", "default"];
const PLAIN: &str = "a name of a-z, 0-9, _ and -, starting with a letter";

/// A board that can be shown, and what was wrong with its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub board: Board,
    /// In the order of the file.
    pub issues: Vec<Issue>,
}

impl Checked {
    /// The wall of a file that could not be had.
    pub fn failed(document: &str, fault: BoardFault) -> Self {
        let issue = Issue::board(Place::document(document), fault);
        Checked { board: Board::empty(document), issues: vec![issue] }
    }
}

/// Whether a time zone has this name; else the name that was probably meant.
pub type Zones<'a> = &'a dyn Fn(&str) -> Result<(), Option<String>>;

/// `document` is the board's name: it stands in places, and for a title that is not given.
pub fn check(document: &str, text: &str) -> Checked {
    check_with(document, text, &|_| Ok(()))
}

/// As [`check`], by a host that knows the names of time zones.
pub fn check_with(document: &str, text: &str, zones: Zones) -> Checked {
    // Editors on Windows put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        return Checked::failed(
            document,
            BoardFault::TooLarge { bytes: text.len(), limit: MAX_BYTES },
        );
    }
    match grammar::parse(document, text) {
        Err(issue) => Checked { board: Board::empty(document), issues: vec![*issue] },
        Ok(root) => {
            let mut findings = Findings::new(document, text);
            let board = board(document, &root, &mut findings);
            zone(&root, &board, zones, &mut findings);
            Checked { board, issues: findings.into_issues() }
        }
    }
}

fn board(document: &str, root: &Value, findings: &mut Findings) -> Board {
    let (Some(head), Value::Object(object)) = (spec::Head::read(root, findings), root) else {
        return Board::empty(document);
    };
    version(object, findings);
    let theme = theme(object, head.theme, findings);
    let colors = colors(object, &theme, findings);
    let (sources, declared) = sources(object, findings);
    let calendar = calendar::check(object, head.calendar, &sources, &declared, findings);
    let by_day = node::get(object, "replay").is_some_and(|own| !own.is_null());
    let replay = replay::check(object, head.replay, &sources, &declared, findings);
    let outlines = outlines(object, findings);
    if node::get(object, "panels").is_none() {
        findings.fault(object.start(), BoardFault::Missing { key: "panels".to_string() });
    }
    let authored = section(object, "panels", MAX_PANELS, findings);
    let mut panels: Vec<Panel> =
        authored.shown().filter_map(|entry| panel(entry, &sources, &declared, findings)).collect();
    tabs::check(&authored, &mut panels, findings);
    alarm::check::check(&authored, &mut panels, &sources, &declared, findings);
    params::check(&authored, &sources, &mut panels, findings);
    let layout = areas::layout(node::get(object, "layout"), &authored, &panels, findings);
    let title = if head.title.is_empty() { document.to_string() } else { head.title };
    let spec::Head { subtitle, audience, time_zone, clock, frame, alarm, .. } = head;
    Board {
        title,
        subtitle,
        audience,
        time_zone,
        clock: clock.map(|clock| clock.0),
        calendar,
        theme,
        colors,
        frame,
        replay,
        by_day,
        quiet: alarm.quiet,
        sources,
        outlines,
        panels,
        layout,
    }
}

/// `"daping": 1`
fn version(object: &Object, findings: &mut Findings) {
    match node::get(object, "daping") {
        None => {
            findings.fault(object.start(), BoardFault::Missing { key: "daping".to_string() });
        }
        Some(Value::NumberLit(number)) if number.value == "1" => (),
        Some(Value::NumberLit(number)) => {
            findings.fault(number.start(), wrong(short(number.value), "1"));
        }
        Some(other) => findings.fault(other.start(), wrong(node::kind(other), "1")),
    }
}

fn zone(root: &Value, board: &Board, zones: Zones, findings: &mut Findings) {
    let authored = root.as_object().and_then(|own| node::get(own, "time_zone"));
    if let (Some(authored), Err(nearest)) = (authored, zones(&board.time_zone)) {
        let name = short(&board.time_zone);
        findings.fault(authored.start(), BoardFault::UnknownZone { name, nearest });
    }
}

fn theme(object: &Object, authored: String, findings: &mut Findings) -> String {
    if THEMES.contains(&authored.as_str()) {
        return authored;
    }
    let at = node::get(object, "theme").map_or(object.start(), Value::start);
    findings.unknown_word(at, &authored, &THEMES).unwrap_or(spec::Head::default().theme)
}

/// The named entries of a part of the file.
pub struct Section<'n, 'a> {
    entries: Vec<&'n ObjectProp<'a>>,
    limit: usize,
}

impl<'n, 'a> Section<'n, 'a> {
    /// Every name that the author gave, also beyond the limit.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    pub fn shown(&self) -> impl Iterator<Item = &'n ObjectProp<'a>> {
        self.entries.iter().copied().take(self.limit)
    }
}

fn section<'n, 'a>(
    object: &'n Object<'a>,
    key: &'static str,
    limit: usize,
    findings: &mut Findings,
) -> Section<'n, 'a> {
    let entries = match node::get(object, key) {
        None => Vec::new(),
        Some(Value::Object(section)) => {
            let (once, again) = node::entries(section);
            for entry in again {
                let name = short(entry.name.as_str());
                findings.fault(entry.start(), BoardFault::Twice { name });
            }
            if once.len() > limit {
                let fault = BoardFault::TooMany { what: key, found: once.len(), limit };
                findings.fault(section.start(), fault);
            }
            once
        }
        Some(other) => {
            findings.fault(other.start(), wrong(node::kind(other), "object"));
            Vec::new()
        }
    };
    Section { entries, limit }
}

fn sources<'n>(object: &'n Object, findings: &mut Findings) -> (Named<Source>, Vec<Declared<'n>>) {
    let authored = section(object, "sources", MAX_SOURCES, findings);
    let declared: Vec<Declared> = authored.entries.iter().copied().map(refer::declared).collect();
    let mut sources = Vec::new();
    for (entry, declared) in authored.shown().zip(&declared) {
        let Some(mut source) = Source::read(&entry.value, findings) else { continue };
        sources::check(entry, &mut source, declared, findings);
        if source.inline.is_some() || !source.address().is_empty() {
            sources.push((entry.name.as_str().to_string(), source));
        }
    }
    (Named(sources), declared)
}

/// Pointers are checked where sources' are; whether a file is there is seen when it is asked for.
fn outlines(object: &Object, findings: &mut Findings) -> Named<File> {
    let authored = section(object, "outlines", MAX_OUTLINES, findings);
    let read = authored.shown().filter_map(|entry| {
        let file = File::read(&entry.value, findings)?;
        Some((entry.name.as_str().to_string(), file))
    });
    Named(read.collect())
}

fn panel(
    entry: &ObjectProp,
    sources: &Named<Source>,
    declared: &[Declared],
    findings: &mut Findings,
) -> Option<Panel> {
    let name = entry.name.as_str();
    if !is_plain(name) {
        findings.fault(entry.start(), wrong(format!("\"{}\"", short(name)), PLAIN));
        return None;
    }
    let Value::Object(object) = &entry.value else {
        findings.fault(entry.value.start(), wrong(node::kind(&entry.value), "object"));
        return None;
    };
    let word = kind_word(object, findings)?;
    let (mut common, mut kind) = (spec::Panel::default(), Kind::named(word)?);
    grammar::fill(&entry.value, &mut [&mut common, kind.options()], findings);
    if kind.outline() == Some("") {
        findings.fault(object.start(), BoardFault::Missing { key: "map".to_string() });
    }
    let fields = kind.fields();
    let asked = (kind.needs_data(), fields.as_slice());
    let data = refer::resolve(entry, object, common.data, asked, sources, declared, findings);
    let own = common.title.filter(|title| !title.is_empty());
    let title = own.unwrap_or_else(|| panel_title(name, &kind, data.as_ref(), sources));
    let spec::Panel { unit, format, note, hero, sets, opens, .. } = common;
    let (name, alarms) = (name.to_string(), Vec::new());
    Some(Panel { name, title, unit, format, note, hero, data, sets, opens, alarms, kind })
}

/// Whether a name may stand in CSS as it is.
pub(super) fn is_plain(name: &str) -> bool {
    let of_plain = name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'));
    let starts = name.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
    of_plain && starts && name.len() <= MAX_NAME && !CSS_WORDS.contains(&name)
}

/// The kind, where it is one; a panel without a kind cannot be read at all.
fn kind_word(object: &Object, findings: &mut Findings) -> Option<&'static str> {
    let Some(value) = node::get(object, "kind") else {
        findings.fault(object.start(), BoardFault::Missing { key: "kind".to_string() });
        return None;
    };
    KINDS.get(grammar::word(value, KINDS, findings)?).copied()
}

pub(super) fn wrong(found: impl Into<String>, expected: impl Into<String>) -> BoardFault {
    BoardFault::WrongType { found: found.into(), expected: expected.into() }
}
