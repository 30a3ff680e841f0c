//! Published pages on the disk, held against their index and the board that reads them.

use std::fs;
use std::path::{Path, PathBuf};

use super::net::{self, Trouble};
use super::place::Site;
use super::publish::asks;
use super::reading::Outcome;
use crate::board::Board;
use crate::data::Audience;
use crate::data::limits::Limits;
use crate::data::page::Request;
use crate::data::published::cube::{MOST_ROWS, parted};
use crate::data::published::index::shut;
use crate::data::published::page;
use crate::data::published::{Index, Need, need};
use crate::data::query::Query;
use crate::data::read::{Asked, Reader};
use crate::data::reply::refuse;
use crate::data::source::{FieldSpec, Format, Source};
use crate::data::table::Type;
use crate::issue::terminal::NoWay;
use crate::issue::{DataFault, Issue, PagesFault, Place, PublishFault, SealFault};

/// What is wrong with the pages of each source that has them here. An index that lies elsewhere, or was
/// not published yet, is no finding: the wall says so when it asks.
pub fn check(board: &Board, site: &Site, audience: Audience) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (name, source) in board.sources.iter() {
        let Some((folder, bytes)) = published(source, site) else { continue };
        let index = Index::read(&bytes);
        let faults = match &index {
            Ok(index) if index.seal.is_some() => sealed(index, &folder),
            Ok(index) => faults(index, &folder, audience),
            Err(fault) => vec![fault.clone()],
        };
        issues.extend(faults.into_iter().map(|fault| Issue::data(Place::document(name), fault)));
        if let Some(index) = index.ok().filter(|index| index.seal.is_none()) {
            issues.extend(fields(&index, name, source));
            issues.extend(questions(&index, name, board));
        }
    }
    issues
}

/// Reads the index at an address, and the first of its pages as a wall would show it first.
pub fn read(asked: &Asked, address: &str) -> Outcome {
    let nothing = Reader::new(asked, Limits::PAGE).finish();
    let mut outcome = Outcome::new(address.to_string(), nothing);
    if let Err(trouble) = look(asked, address, &mut outcome) {
        outcome.way = trouble.way;
        outcome.reading.issues = vec![Issue::data(Place::document(asked.name), trouble.fault)];
    }
    outcome
}

fn look(asked: &Asked, address: &str, outcome: &mut Outcome) -> Result<(), Trouble> {
    let index = Index::read(&get(asked, address, outcome)?)?;
    outcome.answers = 1;
    index.fits(asked.audience)?;
    (outcome.reading.total, outcome.reading.as_of) = (Some(index.rows), index.as_of());
    let view = index.view(&Query::default());
    if let Some((view, hash)) =
        view.filter(|_| index.seal.is_none()).and_then(|view| Some((view, view.pages.first()?)))
    {
        let nowhere = || Trouble { fault: DataFault::Unreachable, way: Some(NoWay::Address) };
        let page = net::resolve(address, &index.page_file(hash)).ok_or_else(nowhere)?;
        outcome.reading.table = index.page(view, 0, &get(asked, &page, outcome)?, &shut)?;
    }
    outcome.reading.issues = fields(&index, asked.name, asked.source);
    Ok(())
}

fn get(asked: &Asked, url: &str, outcome: &mut Outcome) -> Result<Vec<u8>, Trouble> {
    let secrets = net::secrets(&asked.source.headers_from)?;
    let headers = asked.source.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.clone())).collect();
    let request = Request { url: url.to_string(), headers, ..Request::default() };
    let mut answer = net::ask(&request, &secrets, asked.source.refresh.timeout.0)?;
    outcome.status = Some(answer.head.status);
    refuse(answer.head.status, answer.redirected, answer.head.get("content-type"))?;
    let mut bytes = Vec::new();
    outcome.bytes += answer.pour(&mut |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(bytes)
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
            let page =
                read(index.page_file(hash)).and_then(|bytes| index.page(view, at, &bytes, &shut));
            faults.extend(page.err());
        }
    }
    for answer in &index.answers {
        let table = read(index.answer_file(answer));
        let table = table.and_then(|bytes| index.table(answer, &bytes, &shut));
        faults.extend(table.err());
    }
    faults
}

/// Of sealed files their names say what they are; what is in them only their key tells.
fn sealed(index: &Index, folder: &Path) -> Vec<DataFault> {
    let sound = |name: String| {
        let bytes = fs::read(folder.join(&name));
        let Ok(bytes) = bytes else {
            return Err(DataFault::Pages(PagesFault::NoFile { file: name }));
        };
        let hash = name.get(2..name.len().saturating_sub(4)).unwrap_or_default();
        let is = page::is(hash, &name, &bytes);
        is.map_err(|_| DataFault::Pages(PagesFault::Sealed(SealFault::Changed { file: name })))
    };
    index.files().into_iter().filter_map(|name| sound(name).err()).collect()
}

/// The board's fields that were not published, or as another type.
fn fields(index: &Index, name: &str, source: &Source) -> Vec<Issue> {
    let fault = |(field, spec): (&str, &FieldSpec)| {
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

/// Whether a query is that of one value of a field of a view.
fn is_part(own: &Query, view: &Query, field: &str) -> bool {
    let rest = own.wheres.strip_prefix(view.wheres.as_slice());
    rest.is_some_and(|rest| rest.len() == 1 && rest.iter().all(|own| own.field == field))
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
                let types = |field: &str| index.kind(field);
                let is_parted = parted(&ask.query, &types).is_some_and(|(view, field)| {
                    index.views.iter().any(|own| is_part(&own.query, &view, field))
                });
                if is_parted {
                    return None;
                }
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
