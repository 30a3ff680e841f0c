//! A table that is asked from afar: small tables are told whole, long ones by the window.

use std::collections::HashMap;

use super::thin;
use crate::data::limits::MAX_ROWS;
use crate::data::published;
use crate::data::query::{self, Context};
use crate::data::remote::{self, Question, Window};
use crate::data::table::{Builder, Field, Table};
use crate::issue::{DataFault, Issue, Lang, Place};
use crate::panel::search::Letters;

/// A table that is told has at most as many rows as the page would read itself, where the question does
/// not say less.
const MOST_TOLD: usize = MAX_ROWS as usize;
/// A window has at most so many.
pub const MOST_IN_WINDOW: usize = 10_000;
/// Rows that come with a view: a sample to measure columns by, and those that are in sight.
pub const SAMPLE: usize = 400;
pub const IN_SIGHT: usize = 256;
/// So many views are kept; a page has a few rosters, and each of them asks anew for each letter that
/// somebody types.
const MOST_VIEWS: usize = 16;

/// What can be said to a question.
pub enum Said {
    Tables(Vec<Table>),
    /// The names of files, relative to the answer's address.
    Needs(Vec<String>),
    /// A key is needed first; what the page has to know for it.
    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    Locked(String),
    /// Something for the page's own script.
    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    Words(String),
}

impl Said {
    pub fn nothing() -> Said {
        Said::Tables(Vec::new())
    }
}

/// What was asked for last, by numbers that are never given twice.
pub struct Views<T> {
    all: HashMap<usize, T>,
    next: usize,
}

impl<T> Default for Views<T> {
    fn default() -> Self {
        Views { all: HashMap::new(), next: 0 }
    }
}

impl<T> Views<T> {
    /// Keeps one; one that was asked for long before goes.
    pub fn put(&mut self, view: T) -> usize {
        let id = self.next;
        self.next += 1;
        self.all.insert(id, view);
        if let Some(old) = id.checked_sub(MOST_VIEWS) {
            self.all.remove(&old);
        }
        id
    }

    pub fn get(&self, id: usize) -> Option<&T> {
        self.all.get(&id)
    }

    /// Takes one that is put back with `back`.
    pub fn take(&mut self, id: usize) -> Option<T> {
        self.all.remove(&id)
    }

    pub fn back(&mut self, id: usize, view: T) {
        self.all.insert(id, view);
    }
}

/// Rows of the table in some order.
enum View {
    All,
    Some(Vec<u32>),
}

pub struct Held {
    table: Table,
    utc_offset: i32,
    views: Views<View>,
    letters: Letters,
}

impl Held {
    pub fn new(table: Table, utc_offset: i32) -> Held {
        Held { table, utc_offset, views: Views::default(), letters: Letters::default() }
    }

    /// The small table of a question; a long one is cut, and the facts say how long it was. A long line is
    /// thinned and thereby whole.
    pub fn ask(&self, question: &Question) -> Result<Said, DataFault> {
        let query = &question.query;
        let params = |name: &str| question.params.get(name).cloned();
        let context = Context { params: &params, utc_offset: self.utc_offset };
        if let Some(line) = self.line(question) {
            let facts = remote::facts(&[("rows", Some(line.rows() as f64))]);
            return Ok(Said::Tables(vec![line, told(&query.from, Vec::new()), facts]));
        }
        let (table, faults) = query::run(query, &self.table, &context);
        let most = question.most.unwrap_or(MOST_TOLD).min(MOST_TOLD);
        let rows = table.rows();
        let table =
            if rows > most { pick(&table, &(0..).take(most).collect::<Vec<u32>>()) } else { table };
        let facts = remote::facts(&[("rows", Some(rows as f64))]);
        Ok(Said::Tables(vec![table, told(&query.from, faults), facts]))
    }

    /// The points of a long line over all rows. One over some of them is told as they are.
    fn line(&self, question: &Question) -> Option<Table> {
        let query = &question.query;
        let [x, y] = question.line.as_slice() else { return None };
        if !query.wheres.is_empty() || query.is_grouped() || query.limit.is_some() {
            return None;
        }
        let named = |name: &'_ String| Some(name.clone()).filter(|name| !name.is_empty());
        let rows = thin::thinned(&self.table, named(x).as_deref(), named(y).as_deref())?;
        Some(pick(&self.table, &rows))
    }

    /// Makes a view of the rows that a question leaves.
    pub fn view(&mut self, question: Question) -> Result<Said, DataFault> {
        let query = &question.query;
        let params = |name: &str| question.params.get(name).cloned();
        let context = Context { params: &params, utc_offset: self.utc_offset };
        let is_all = query.wheres.is_empty() && query.sort.0.is_empty() && query.limit.is_none();
        let (mut view, faults) = if is_all {
            (View::All, Vec::new())
        } else {
            let (rows, faults) = query::select(query, &self.table, &context);
            (View::Some(rows), faults)
        };
        if !question.seek.trim().is_empty() {
            let found = sought(&question, &self.table, &mut self.letters, self.utc_offset);
            let has = |row: &u32| found.get(*row as usize).copied().unwrap_or(false);
            view = View::Some(match view {
                View::All => (0..self.table.rows() as u32).filter(has).collect(),
                View::Some(rows) => rows.into_iter().filter(has).collect(),
            });
        }
        let rows = self.length(&view);
        let sample = self.sample(&view);
        let in_sight = self.window(&view, question.from.unwrap_or(0), IN_SIGHT);
        let id = self.views.put(view);
        let facts = remote::facts(&[("view", Some(id as f64)), ("rows", Some(rows as f64))]);
        Ok(Said::Tables(vec![facts, sample, in_sight, told(&query.from, faults)]))
    }

    /// Some rows of a view; none of one that was let go.
    pub fn rows(&self, window: &Window) -> Result<Said, DataFault> {
        let view = self.views.get(window.view).ok_or(DataFault::NoReader)?;
        Ok(Said::Tables(vec![self.window(view, window.from, window.rows.min(MOST_IN_WINDOW))]))
    }

    fn length(&self, view: &View) -> usize {
        match view {
            View::All => self.table.rows(),
            View::Some(rows) => rows.len(),
        }
    }

    /// Rows from all of it, the first among them.
    fn sample(&self, view: &View) -> Table {
        let stride = (self.length(view) / SAMPLE).max(1);
        let places = (0..self.length(view)).step_by(stride).take(SAMPLE);
        let row = |at: usize| match view {
            View::All => at as u32,
            View::Some(rows) => rows.get(at).copied().unwrap_or(u32::MAX),
        };
        pick(&self.table, &places.map(row).collect::<Vec<_>>())
    }

    fn window(&self, view: &View, from: usize, rows: usize) -> Table {
        let to = from.saturating_add(rows).min(self.length(view));
        match view {
            View::All => {
                pick(&self.table, &(from.min(to)..to).map(|row| row as u32).collect::<Vec<_>>())
            }
            View::Some(all) => pick(&self.table, all.get(from..to).unwrap_or_default()),
        }
    }
}

/// For each row of a table, whether it has what somebody looks for.
pub fn sought(
    question: &Question,
    table: &Table,
    letters: &mut Letters,
    utc_offset: i32,
) -> Vec<bool> {
    let lang = if question.english { Lang::En } else { Lang::Zh };
    let fields: Vec<&Field> = question.columns.iter().filter_map(|own| table.field(own)).collect();
    letters.found((&fields[..], table.rows()), &question.seek, utc_offset, lang)
}

pub fn told(source: &str, faults: query::Faults) -> Table {
    let issue = |(field, fault)| Issue::data(Place::field(source, None, field), fault);
    let issues: Vec<Issue> = faults.into_iter().map(issue).collect();
    remote::told(&issues)
}

/// A few rows with the words that they have, out of columns that may have a million.
pub fn pick(table: &Table, rows: &[u32]) -> Table {
    let field = |field: &Field| {
        let mut builder = Builder::new(published::kind(&field.column));
        rows.iter().for_each(|row| builder.push(field.column.get(*row as usize)));
        let (name, label, unit) = (field.name.clone(), field.label.clone(), field.unit.clone());
        Field { name, label, unit, column: builder.finish() }
    };
    Table::new(table.fields().iter().map(field).collect())
}
