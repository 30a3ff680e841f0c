//! Rows that were published: the pages in sight and the answers that were asked for are here, the rest is
//! brought when it is needed. Ten million rows cost no more than ten thousand.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::held::{IN_SIGHT, MOST_IN_WINDOW, SAMPLE, Said, Views, pick, sought, told};
use crate::data::Audience;
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
use crate::data::published::index::Seal;
use crate::data::published::index::Sealed;
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
use crate::data::published::sealed;
use crate::data::published::{self, Index, Need, cube, index, page};
use crate::data::query::{self, Context, Faults, Query};
use crate::data::remote::{self, Question, Window};
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
use crate::data::seal::Key;
use crate::data::table::{Builder, Field, Table};
#[cfg(not(any(feature = "sealed", not(target_arch = "wasm32"))))]
use crate::issue::SealFault;
use crate::issue::{DataFault, PagesFault};
use crate::panel::search::Letters;

/// So many pages are kept: those in sight of a few rosters, and the next ones.
const PAGES: usize = 24;
/// A search asks for so many pages at once, looks through at most so many rows, and keeps at most so many.
const PAGES_AT_ONCE: usize = 8;
const MOST_SOUGHT: usize = 1_000_000;
const MOST_FOUND: usize = 10_000;

pub struct Published {
    index: Index,
    /// Of sealed files: their key, and the source that they were sealed for.
    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    key: Option<(Key, String)>,
    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    audience: Audience,
    utc_offset: i32,
    /// Files that came and were not looked at yet; nothing where one did not come.
    brought: HashMap<String, Vec<u8>>,
    /// The last that was used in front.
    pages: VecDeque<(String, Table)>,
    views: Views<Rows>,
    search: Option<Search>,
}

/// The rows of a roster.
enum Rows {
    /// Those of the index's view of that number.
    View(usize),
    Found(Table),
}

/// A search on its way from page to page.
struct Search {
    question: Question,
    view: usize,
    /// The next page.
    at: usize,
    rows: usize,
    found: Vec<Table>,
    faults: Faults,
}

/// What is needed before it can go on.
type Missing = Vec<String>;

impl Published {
    pub fn new(bytes: &[u8], audience: Audience, utc_offset: i32) -> Result<Published, DataFault> {
        let index = Index::read(bytes)?;
        if index.seal.is_none() {
            index.fits(audience)?;
        }
        #[cfg(not(any(feature = "sealed", not(target_arch = "wasm32"))))]
        if index.seal.is_some() {
            return Err(DataFault::Pages(PagesFault::Sealed(SealFault::NoProgram)));
        }
        Ok(Published {
            index,
            #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
            key: None,
            #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
            audience,
            utc_offset,
            brought: HashMap::new(),
            pages: VecDeque::new(),
            views: Views::default(),
            search: None,
        })
    }

    pub fn rows(&self) -> u64 {
        self.index.rows
    }

    pub fn as_of(&self) -> Option<i64> {
        self.index.as_of()
    }

    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    pub fn seal(&self) -> Option<&Seal> {
        self.index.seal.as_ref()
    }

    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    pub fn is_open(&self) -> bool {
        self.key.is_some()
    }

    /// Takes the key of the source's sealed files; needs the sealed index for it.
    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    pub fn unseal(&mut self, key: Key, source: &str) -> Result<Result<(), Missing>, DataFault> {
        let Some(seal) = &self.index.seal else { return Ok(Ok(())) };
        let file = index::list_file(&seal.list);
        let Some(bytes) = self.brought.remove(&file) else { return Ok(Err(vec![file])) };
        let index = sealed::list(seal, source, &key, &bytes)?;
        index.fits(self.audience)?;
        (self.index, self.key) = (index, Some((key, source.to_string())));
        Ok(Ok(()))
    }

    fn open(&self, file: &Sealed, bytes: &[u8]) -> Result<Vec<u8>, DataFault> {
        #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
        if let (Some(seal), Some((key, source))) = (&self.index.seal, &self.key) {
            return sealed::open((seal, source), key)(file, bytes);
        }
        index::shut(file, bytes)
    }

    /// The fields without a row.
    pub fn fields(&self) -> Table {
        let field = |own: &index::Field| Field {
            name: own.name.clone(),
            label: own.label.clone(),
            unit: own.unit.clone(),
            column: Builder::new(own.kind).finish(),
        };
        Table::new(self.index.fields.iter().map(field).collect())
    }

    /// A file that was needed.
    pub fn bring(&mut self, name: String, bytes: Vec<u8>) {
        self.brought.insert(name, bytes);
    }

    /// The small table of a question.
    pub fn ask(&mut self, question: &Question) -> Result<Said, DataFault> {
        let query = &question.query;
        let (table, cut) = match self.need(query) {
            Need::Cube(own) | Need::Top(own) => match self.answer(&own)? {
                Ok(table) => (table, false),
                Err(missing) => return Ok(Said::Needs(missing)),
            },
            Need::View(_) | Need::Whole(_) => {
                let (view, _) = self.view_now(question)?;
                match self.window(view, 0, cube::MOST_ROWS)? {
                    Ok(table) => (table, self.rows_of(view) > cube::MOST_ROWS),
                    Err(missing) => return Ok(Said::Needs(missing)),
                }
            }
        };
        let params = |name: &str| question.params.get(name).cloned();
        let context = Context { params: &params, utc_offset: self.utc_offset };
        let kinds = |name: &str| self.index.kind(name);
        let (table, mut faults) = published::answer(query, &table, &kinds, &context);
        if cut {
            faults.push(partly(cube::MOST_ROWS));
        }
        let facts = remote::facts(&[("rows", Some(table.rows() as f64))]);
        Ok(Said::Tables(vec![table, told(&query.from, faults), facts]))
    }

    /// Makes a view of the rows that a question leaves.
    pub fn view(&mut self, question: Question) -> Result<Said, DataFault> {
        let query = question.query.clone();
        let seeks = !question.seek.trim().is_empty();
        let (rows, faults) = match self.need(&query) {
            Need::Cube(_) => return Err(asked_otherwise()),
            Need::Top(own) => match self.answer(&own)? {
                Ok(table) => (Rows::Found(seek(&question, table, self.utc_offset)), Faults::new()),
                Err(missing) => return Ok(Said::Needs(missing)),
            },
            Need::View(_) | Need::Whole(_) => match self.view_now(&question)? {
                (view, true) if !seeks => (Rows::View(view), Faults::new()),
                (view, _) => match self.search(&question, view)? {
                    Ok((table, faults)) => (Rows::Found(table), faults),
                    Err(missing) => return Ok(Said::Needs(missing)),
                },
            },
        };
        let from = question.from.unwrap_or(0);
        let (sample, in_sight) = match (&rows, self.part(&rows, 0, SAMPLE)?) {
            (_, Err(missing)) => return Ok(Said::Needs(missing)),
            (rows, Ok(sample)) => match self.part(rows, from, IN_SIGHT)? {
                Err(missing) => return Ok(Said::Needs(missing)),
                Ok(in_sight) => (sample, in_sight),
            },
        };
        let count = match &rows {
            Rows::View(view) => self.rows_of(*view),
            Rows::Found(table) => table.rows(),
        };
        let id = self.views.put(rows);
        let facts = remote::facts(&[("view", Some(id as f64)), ("rows", Some(count as f64))]);
        Ok(Said::Tables(vec![facts, sample, in_sight, told(&query.from, faults)]))
    }

    /// Some rows of a view.
    pub fn some(&mut self, window: &Window) -> Result<Said, DataFault> {
        let rows = self.views.take(window.view).ok_or(DataFault::NoReader)?;
        let part = self.part(&rows, window.from, window.rows.min(MOST_IN_WINDOW));
        self.views.back(window.view, rows);
        Ok(match part? {
            Ok(table) => Said::Tables(vec![table]),
            Err(missing) => Said::Needs(missing),
        })
    }

    fn need(&self, query: &Query) -> Need {
        let plain = Query { from: String::new(), ..query.clone() };
        published::need(&plain, &|name| self.index.kind(name))
    }

    /// The view that has a question's rows, and whether it has those alone, in their order; one that has more is
    /// looked through.
    fn view_now(&self, question: &Question) -> Result<(usize, bool), DataFault> {
        let params = |name: &str| question.params.get(name).cloned();
        let context = Context { params: &params, utc_offset: self.utc_offset };
        let now = Query { limit: None, ..cube::now(&question.query, &context) };
        if let Need::View(own) = self.need(&now)
            && let Ok(view) = self.view_of(&own)
        {
            return Ok((view, question.query.limit.is_none()));
        }
        match self.need(&Query { limit: None, ..question.query.clone() }) {
            Need::View(own) | Need::Whole(own) => Ok((self.view_of(&own)?, false)),
            Need::Cube(_) | Need::Top(_) => Err(asked_otherwise()),
        }
    }

    fn view_of(&self, query: &Query) -> Result<usize, DataFault> {
        let at = self.index.views.iter().position(|own| own.query == *query);
        at.ok_or_else(asked_otherwise)
    }

    fn rows_of(&self, view: usize) -> usize {
        self.index.views.get(view).map_or(0, |own| own.rows as usize)
    }

    fn answer(&mut self, query: &Query) -> Result<Result<Table, Missing>, DataFault> {
        let answer = self.index.answer(query).ok_or_else(asked_otherwise)?;
        let file = self.index.answer_file(answer);
        if let Some(table) = kept(&mut self.pages, &file) {
            return Ok(Ok(table));
        }
        let Some(bytes) = self.brought.remove(&file) else { return Ok(Err(vec![file])) };
        let table = self.index.table(answer, &bytes, &|file, bytes| self.open(file, bytes))?;
        self.keep(file, &table);
        Ok(Ok(table))
    }

    fn part(
        &mut self,
        rows: &Rows,
        from: usize,
        count: usize,
    ) -> Result<Result<Table, Missing>, DataFault> {
        match rows {
            Rows::View(view) => self.window(*view, from, count),
            Rows::Found(table) => {
                let end = from.saturating_add(count).min(table.rows());
                let places: Vec<u32> = (from.min(end)..end).map(|row| row as u32).collect();
                Ok(Ok(pick(table, &places)))
            }
        }
    }

    fn window(
        &mut self,
        view: usize,
        from: usize,
        count: usize,
    ) -> Result<Result<Table, Missing>, DataFault> {
        let own = self.index.views.get(view).ok_or_else(asked_otherwise)?;
        let (range, skip) = own.pages_of(from as u64, count);
        Ok(self.of_pages(view, range)?.map(|tables| {
            let tables: Vec<&Table> = tables.iter().collect();
            match tables.is_empty() {
                true => self.fields(),
                false => page::window(&tables, skip, count),
            }
        }))
    }

    /// The pages of a view, or the names of those that are not here.
    fn of_pages(
        &mut self,
        view: usize,
        range: Range<usize>,
    ) -> Result<Result<Vec<Table>, Missing>, DataFault> {
        let own = self.index.views.get(view).ok_or_else(asked_otherwise)?;
        let (mut tables, mut missing, mut new) = (Vec::new(), Vec::new(), Vec::new());
        for at in range {
            let file = self.index.page_file(own.pages.get(at).map_or("", String::as_str));
            if let Some(table) = kept(&mut self.pages, &file) {
                tables.push(table);
            } else if let Some(bytes) = self.brought.remove(&file) {
                let open = |file: &Sealed, bytes: &[u8]| self.open(file, bytes);
                let table = self.index.page(own, at, &bytes, &open)?;
                new.push((file, table.clone()));
                tables.push(table);
            } else {
                missing.push(file);
            }
        }
        for (file, table) in new {
            self.keep(file, &table);
        }
        Ok(if missing.is_empty() { Ok(tables) } else { Err(missing) })
    }

    fn keep(&mut self, file: String, table: &Table) {
        self.pages.push_front((file, table.clone()));
        self.pages.truncate(PAGES);
    }

    /// Looks through the pages of a view, as many at once as may be asked for; goes on where it was when
    /// the same question comes again.
    fn search(
        &mut self,
        question: &Question,
        view: usize,
    ) -> Result<Result<(Table, Faults), Missing>, DataFault> {
        let mut search = match self.search.take() {
            Some(search) if search.question == *question => search,
            _ => Search {
                question: question.clone(),
                view,
                at: 0,
                rows: 0,
                found: vec![self.fields()],
                faults: Faults::new(),
            },
        };
        let pages = self.index.views.get(view).map_or(0, |own| own.pages.len());
        while search.at < pages && search.rows < MOST_SOUGHT && search.count() < MOST_FOUND {
            let range = search.at..(search.at + PAGES_AT_ONCE).min(pages);
            match self.of_pages(search.view, range.clone())? {
                Err(missing) => {
                    self.search = Some(search);
                    return Ok(Err(missing));
                }
                Ok(tables) => {
                    search.at = range.end;
                    tables.into_iter().for_each(|table| search.take(table, self.utc_offset));
                }
            }
        }
        if search.at < pages {
            search.faults.push(partly(search.rows));
        }
        if !question.query.sort.0.is_empty() {
            search.faults.push((String::new(), DataFault::Pages(PagesFault::Unsorted)));
        }
        let found: Vec<&Table> = search.found.iter().collect();
        Ok(Ok((published::join(&found), search.faults)))
    }
}

impl Search {
    fn count(&self) -> usize {
        self.found.iter().map(Table::rows).sum()
    }

    /// The rows of a page that the parameters and the search leave.
    fn take(&mut self, table: Table, utc_offset: i32) {
        self.rows += table.rows();
        let params = |name: &str| self.question.params.get(name).cloned();
        let context = Context { params: &params, utc_offset };
        let query = &self.question.query;
        let moving = Query { wheres: query.wheres.clone(), ..Query::default() };
        let (rows, faults) = query::select(&moving, &table, &context);
        for fault in faults {
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
        let left = if rows.len() == table.rows() { table } else { pick(&table, &rows) };
        let found = seek(&self.question, left, utc_offset);
        if found.rows() > 0 {
            self.found.push(found);
        }
    }
}

/// The rows that have what somebody looks for.
fn seek(question: &Question, table: Table, utc_offset: i32) -> Table {
    if question.seek.trim().is_empty() {
        return table;
    }
    let found = sought(question, &table, &mut Letters::default(), utc_offset);
    let rows: Vec<u32> = (0..).zip(found).filter(|(_, found)| *found).map(|(row, _)| row).collect();
    pick(&table, &rows)
}

/// The table of that file, which is now the last that was used.
fn kept(pages: &mut VecDeque<(String, Table)>, file: &str) -> Option<Table> {
    let at = pages.iter().position(|(own, _)| own == file)?;
    let own = pages.remove(at)?;
    let table = own.1.clone();
    pages.push_front(own);
    Some(table)
}

fn asked_otherwise() -> DataFault {
    DataFault::Pages(PagesFault::NotAsked)
}

fn partly(rows: usize) -> (String, DataFault) {
    (String::new(), DataFault::Pages(PagesFault::Partly { rows: rows as u64 }))
}
