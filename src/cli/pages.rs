//! Published pages on the disk, held against their index and the board that reads them.

use std::fs;
use std::path::{Path, PathBuf};

use super::place::Site;
use super::publish::asks;
use crate::board::Board;
use crate::data::Audience;
use crate::data::published::cube::MOST_ROWS;
use crate::data::published::index::{answer_file, page_file};
use crate::data::published::{Index, Need, need};
use crate::data::source::{Format, Source};
use crate::data::table::Type;
use crate::issue::{DataFault, Issue, PagesFault, Place, PublishFault};

/// What is wrong with the pages of each source that has them here. An index that lies elsewhere, or was
/// not published yet, is no finding: the wall says so when it asks.
pub fn check(board: &Board, site: &Site, audience: Audience) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (name, source) in board.sources.iter() {
        let Some((folder, bytes)) = published(source, site) else { continue };
        let faults = match Index::read(&bytes) {
            Ok(index) => faults(&index, &folder, audience),
            Err(fault) => vec![fault],
        };
        issues.extend(faults.into_iter().map(|fault| Issue::data(Place::document(name), fault)));
        if let Ok(index) = Index::read(&bytes) {
            issues.extend(fields(&index, name, source));
            issues.extend(questions(&index, name, board));
        }
    }
    issues
}

/// The folder and the bytes of an index that is here.
fn published(source: &Source, site: &Site) -> Option<(PathBuf, Vec<u8>)> {
    if source.format != Some(Format::Pages) {
        return None;
    }
    let url = url::Url::parse(&site.address(&source.url)?).ok()?;
    let file = (url.scheme() == "file").then(|| url.to_file_path().ok()).flatten()?;
    Some((file.parent()?.to_path_buf(), fs::read(&file).ok()?))
}

/// Every file that the index names, by its hash, its rows and its fields.
fn faults(index: &Index, folder: &Path, audience: Audience) -> Vec<DataFault> {
    let mut faults: Vec<DataFault> = index.fits(audience).err().into_iter().collect();
    let read = |file: String| {
        fs::read(folder.join(&file)).map_err(|_| DataFault::Pages(PagesFault::NoFile { file }))
    };
    for view in &index.views {
        for (at, hash) in view.pages.iter().enumerate() {
            let page = read(page_file(hash)).and_then(|bytes| index.page(view, at, &bytes));
            faults.extend(page.err());
        }
    }
    for answer in &index.answers {
        let table = read(answer_file(&answer.file)).and_then(|bytes| answer.table(&bytes));
        faults.extend(table.err());
    }
    faults
}

/// The board's fields that were not published, or as another type.
fn fields(index: &Index, name: &str, source: &Source) -> Vec<Issue> {
    let fault = |(field, spec): (&str, &crate::data::source::FieldSpec)| {
        let kind = spec.mask.map_or(spec.kind, |_| Type::Text);
        let fault = match index.kind(field) {
            None => DataFault::MissingColumn,
            Some(own) if own == kind => return None,
            Some(own) => DataFault::WrongType { expected: word(kind), found: word(own) },
        };
        Some(Issue::data(Place::field(name, None, field), fault))
    };
    source.fields.iter().filter_map(fault).collect()
}

fn word(kind: Type) -> &'static str {
    let at = Type::ALL.iter().position(|own| *own == kind);
    at.and_then(|at| Type::WORDS.get(at)).copied().unwrap_or_default()
}

/// The board's questions that nothing was published for.
fn questions(index: &Index, name: &str, board: &Board) -> Vec<Issue> {
    let unanswered = |ask: asks::Ask| {
        let panel = ask.panel;
        let fault = match need(&ask.query, &|field| index.kind(field)) {
            Need::Cube(own) | Need::Top(own) if index.answer(&own).is_none() => {
                DataFault::Pages(PagesFault::NoAnswer { panel })
            }
            Need::View(own) | Need::Whole(own) if index.view(&own).is_none() => {
                DataFault::Pages(PagesFault::NoAnswer { panel })
            }
            Need::Whole(own) => {
                let rows = index.view(&own).map_or(0, |view| view.rows);
                let limit = MOST_ROWS;
                let fault = PublishFault::TooManyRows { panel, rows, limit };
                return (rows > limit as u64)
                    .then(|| Issue::data(Place::document(name), DataFault::Publish(fault)));
            }
            _ => return None,
        };
        Some(Issue::data(Place::document(name), fault))
    };
    asks::asks(board, name).into_iter().filter_map(unanswered).collect()
}
