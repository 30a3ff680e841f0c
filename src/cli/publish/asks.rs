//! What a board asks of one source, and which source that is.

use std::path::{Component, Path, PathBuf};

use crate::board::Board;
use crate::board::alarm::Alarm;
use crate::cli::place::Site;
use crate::data::named::Named;
pub use crate::data::published::gather::Ask;
use crate::data::query::Query;
use crate::data::query::spec::{Cut, Group};
use crate::data::source::{Format, Source};

/// Every question of the board to that source, with the panel that asks it.
pub fn asks(board: &Board, source: &str) -> Vec<Ask> {
    let mut asks = Vec::new();
    let mut ask = |panel: &str, query: &Query| {
        if query.from == source {
            asks.push(Ask { panel: panel.to_string(), query: query.clone() });
        }
    };
    for panel in &board.panels {
        let alarms = panel.alarms.iter().filter_map(|own: &Alarm| own.data.as_ref());
        panel.data.iter().chain(alarms).for_each(|query| ask(&panel.name, query));
    }
    let from = source.to_string();
    if let Some(replay) = &board.replay {
        // Which days there are is all that a replay asks.
        let group = vec![Group::Cut { field: replay.day.clone(), by: Cut::Day }];
        let own = if replay.from == source { from.clone() } else { String::new() };
        ask("replay", &Query { from: own, group, ..Query::default() });
    }
    asks
}

/// The source that is published into a folder: the one that is named, else the one that has its address
/// there, else the one that is of pages, else the only one. `None` where none of these is one.
pub fn choose<'b>(
    sources: &'b Named<Source>,
    name: Option<&str>,
    board: &Path,
    out: &Path,
) -> Option<(&'b str, &'b Source)> {
    if let Some(name) = name {
        return sources.iter().find(|(own, _)| *own == name);
    }
    let only = |is: &dyn Fn(&Source) -> bool| {
        let mut all = sources.iter().filter(|(_, source)| is(source));
        all.next().filter(|_| all.next().is_none())
    };
    only(&|source| lies(source, board, out))
        .or_else(|| only(&|source| source.format == Some(Format::Pages)))
        .or_else(|| only(&|_| true))
}

/// Whether a source's address is the index in that folder: by the board's own place, else by the end of
/// the path, where the folder is one that will be uploaded.
fn lies(source: &Source, board: &Path, out: &Path) -> bool {
    let Ok(folder) = std::path::absolute(out) else { return false };
    let index = folder.join("index.json");
    let address = Site::new(None, board).address(&source.url);
    let file = address.and_then(|own| url::Url::parse(&own).ok()?.to_file_path().ok());
    if source.url.is_empty() || super::super::place::is_web(&source.url) {
        return false;
    }
    file.is_some_and(|file| plain(&file) == plain(&index))
        || plain(&index).ends_with(plain(Path::new(source.url.trim_start_matches('/'))))
}

/// A path without `.` and with its `..` gone.
fn plain(path: &Path) -> PathBuf {
    let mut own = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(own.pop()),
            part => own.push(part),
        }
    }
    own
}
