//! Rows, chunk by chunk -> pages, answers, and the index of both. Holds a page of each view and the
//! answers so far, never the rows.

use super::cube::{self, MOST_ROWS, Need, begin, merge, need, parted};
use super::index::{self, Answer, Index, Of, View};
use super::join::{Pages, join};
use super::parts::Parts;
use super::small;
use crate::data::Audience;
use crate::data::query::{self, Context, Faults, Query};
use crate::data::table::{Table, Type};
use crate::issue::{DataFault, PublishFault};

/// The rows of a page.
pub const PAGE_ROWS: usize = 4_096;
/// A cube of more cells is not written: a wall would wait for it, and it would be no summary.
pub const MOST_CELLS: usize = 100_000;
/// So many rows are held before they are merged, so that merging costs little for each chunk.
const HELD: usize = 8_192;

/// Who asks what: a panel by its name, and its query.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    pub panel: String,
    pub query: Query,
}

/// What is true of all rows.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub audience: Audience,
    /// Seconds east of UTC, where days begin.
    pub utc_offset: i32,
    /// The rows of a page, at least 1.
    pub page_rows: usize,
}

/// Takes a table, with its place, and gives the hash that names it.
pub type Put<'p, E> = &'p mut dyn FnMut(Of, &Table) -> Result<String, E>;

/// What came of it: an index without the time and the word on where the rows are from.
pub struct Gathered {
    pub index: Index,
    pub faults: Vec<DataFault>,
    /// What the queries could not compute, each with its panel.
    pub queries: Vec<(String, Faults)>,
}

/// Rows that are gathered.
pub struct Gather {
    fields: Vec<index::Field>,
    manner: Manner,
    rows: u64,
    views: Vec<Rows>,
    cubes: Vec<Cube>,
    tops: Vec<Top>,
    parts: Vec<Parts>,
    faults: Vec<DataFault>,
    queries: Vec<(String, Faults)>,
}

struct Rows {
    query: Query,
    pages: Pages,
    hashes: Vec<String>,
    /// The panels that need all of them.
    whole: Vec<String>,
    /// Whether they are shown as they stand too.
    shown: bool,
}

struct Cube {
    panel: String,
    /// As the index names it, and as it is computed.
    query: Query,
    own: Query,
    so_far: Vec<Table>,
}

struct Top {
    query: Query,
    so_far: Vec<Table>,
}

impl Gather {
    /// `fields` are those of the source, `none` is a table of them without a row.
    pub fn new(fields: Vec<index::Field>, none: &Table, asks: &[Ask], manner: Manner) -> Gather {
        let mut own = Gather {
            fields,
            manner,
            rows: 0,
            views: Vec::new(),
            cubes: Vec::new(),
            tops: Vec::new(),
            parts: Vec::new(),
            faults: Vec::new(),
            queries: Vec::new(),
        };
        own.view(Query::default(), none, None);
        for ask in asks {
            own.ask(ask, none);
        }
        own
    }

    fn ask(&mut self, ask: &Ask, none: &Table) {
        let context = Context { params: &|_| None, utc_offset: self.manner.utc_offset };
        let (_, faults) = query::run(&ask.query, none, &context);
        if !faults.is_empty() {
            self.queries.push((ask.panel.clone(), faults));
        }
        match need(&ask.query, &|name| kind(&self.fields, name)) {
            Need::View(query) => self.view(query, none, None),
            Need::Whole(query) => match parted(&ask.query, &|name| kind(&self.fields, name)) {
                Some((query, field)) => {
                    self.part(&query, field, &ask.panel);
                    self.view(query, none, None);
                }
                None => self.view(query, none, Some(&ask.panel)),
            },
            Need::Top(query) => {
                if self.tops.iter().all(|own| own.query != query) {
                    self.tops.push(Top { query, so_far: vec![none.clone()] });
                }
            }
            Need::Cube(query) => self.cube(query, &ask.panel, none),
        }
    }

    fn part(&mut self, query: &Query, field: &str, panel: &str) {
        let is = |own: &&mut Parts| own.query == *query && own.field == field;
        match self.parts.iter_mut().find(is) {
            Some(own) => own.panels.push(panel.to_string()),
            None => self.parts.push(Parts::new(query.clone(), field, panel)),
        }
    }

    fn view(&mut self, query: Query, none: &Table, whole: Option<&String>) {
        let at = self.views.iter().position(|own| own.query == query);
        let at = at.unwrap_or_else(|| {
            let pages = Pages::new(none.fields(), self.manner.page_rows);
            let (hashes, whole) = (Vec::new(), Vec::new());
            self.views.push(Rows { query, pages, hashes, whole, shown: false });
            self.views.len() - 1
        });
        let Some(view) = self.views.get_mut(at) else { return };
        match whole {
            Some(panel) => view.whole.push(panel.clone()),
            None => view.shown = true,
        }
    }

    fn cube(&mut self, query: Query, panel: &str, none: &Table) {
        if self.cubes.iter().any(|own| own.query == query) {
            return;
        }
        let is_public = self.manner.audience == Audience::Public;
        let own = if is_public { small::counted(&query) } else { query.clone() };
        let (first, _) = begin(&own, none, 0, self.manner.utc_offset);
        self.cubes.push(Cube { panel: panel.to_string(), query, own, so_far: vec![first] });
    }

    /// The next rows, typed and masked, with the fields of all others.
    pub fn take<E>(&mut self, rows: &Table, put: Put<E>) -> Result<(), E> {
        let offset = self.manner.utc_offset;
        for view in &mut self.views {
            view.take(rows, offset, put)?;
        }
        for part in &mut self.parts {
            part.take(rows, (offset, self.manner.page_rows), put)?;
        }
        let first = self.rows;
        self.cubes.retain_mut(|cube| {
            let fits = cube.take(rows, first, offset);
            if !fits {
                self.faults.push(cube.too_large());
            }
            fits
        });
        self.tops.iter_mut().for_each(|top| top.take(rows, offset));
        self.rows += rows.rows() as u64;
        Ok(())
    }

    /// All rows have come.
    pub fn end<E>(mut self, put: Put<E>) -> Result<Gathered, E> {
        let mut views = Vec::new();
        for view in std::mem::take(&mut self.views) {
            views.extend(view.end(&mut self.faults, put)?);
        }
        for part in std::mem::take(&mut self.parts) {
            let whole = views.iter().find(|view: &&View| view.query == part.query);
            let rows = whole.map_or(0, |view| view.rows);
            // What a wall reads as a whole needs no parts.
            if rows <= MOST_ROWS as u64 {
                continue;
            }
            if part.over {
                let fault = |panel| PublishFault::TooManyRows { panel, rows, limit: MOST_ROWS };
                self.faults.extend(part.panels.into_iter().map(fault).map(DataFault::Publish));
                continue;
            }
            views.extend(part.end(put)?);
        }
        let mut answers = Vec::new();
        for cube in std::mem::take(&mut self.cubes) {
            let query = cube.query.clone();
            if let Some(table) = cube.end(self.manner.audience, &mut self.faults) {
                answers.push((query, table));
            }
        }
        for mut top in std::mem::take(&mut self.tops) {
            top.shrink(self.manner.utc_offset);
            answers.extend(top.so_far.pop().map(|table| (top.query, table)));
        }
        let mut written = Vec::new();
        for (query, table) in answers {
            let file = put(Of::Answer(&query), &table)?;
            written.push(Answer { query, rows: table.rows() as u64, file });
        }
        let Gather { fields, manner: Manner { audience, .. }, rows, faults, queries, .. } = self;
        let index = Index {
            seal: None,
            as_of: None,
            audience,
            synthetic: false,
            rows,
            fields,
            views,
            answers: written,
        };
        Ok(Gathered { index, faults, queries })
    }
}

fn kind(fields: &[index::Field], name: &str) -> Option<Type> {
    fields.iter().find(|own| own.name == name).map(|own| own.kind)
}

impl Rows {
    fn take<E>(&mut self, rows: &Table, offset: i32, put: Put<E>) -> Result<(), E> {
        let wheres = &self.query.wheres;
        // Rows that nobody looks at any more are not written.
        if !self.shown && self.pages.rows > MOST_ROWS as u64 {
            let (own, _) = query::sieve(wheres, rows, offset);
            self.pages.rows += own.rows() as u64;
            return Ok(());
        }
        let own =
            if wheres.is_empty() { rows.clone() } else { query::sieve(wheres, rows, offset).0 };
        self.pages.take(&own, &mut |page| {
            self.hashes.push(put(Of::Page(&self.query, self.hashes.len()), &page)?);
            Ok(())
        })
    }

    /// `None` where they are too many for those who need them whole, and nobody else looks at them.
    fn end<E>(mut self, faults: &mut Vec<DataFault>, put: Put<E>) -> Result<Option<View>, E> {
        if let Some(page) = self.pages.end() {
            self.hashes.push(put(Of::Page(&self.query, self.hashes.len()), &page)?);
        }
        let rows = self.pages.rows;
        let is_long = rows > MOST_ROWS as u64;
        if is_long {
            let fault = |panel: String| PublishFault::TooManyRows { panel, rows, limit: MOST_ROWS };
            faults.extend(self.whole.into_iter().map(fault).map(DataFault::Publish));
        }
        let page_rows = self.pages.size;
        let view = View { query: self.query, rows, page_rows, pages: self.hashes };
        Ok((self.shown || !is_long).then_some(view))
    }
}

impl Cube {
    /// False where it has become too large.
    fn take(&mut self, rows: &Table, first: u64, offset: i32) -> bool {
        self.so_far.push(begin(&self.own, rows, first, offset).0);
        let held = self.so_far.iter().skip(1).map(Table::rows).sum::<usize>();
        let all = self.so_far.first().map_or(0, Table::rows);
        if held >= all.max(HELD) {
            self.shrink();
        }
        !self.is_large()
    }

    fn shrink(&mut self) {
        let all: Vec<&Table> = self.so_far.iter().collect();
        self.so_far = vec![merge(&self.own, &all)];
    }

    fn is_large(&self) -> bool {
        let first = self.so_far.first();
        first.is_some_and(|all| all.rows() * all.fields().len() > MOST_CELLS)
    }

    fn too_large(&self) -> DataFault {
        let (panel, limit) = (self.panel.clone(), MOST_CELLS);
        DataFault::Publish(PublishFault::TooLarge { panel, limit })
    }

    fn end(mut self, audience: Audience, faults: &mut Vec<DataFault>) -> Option<Table> {
        self.shrink();
        if self.is_large() {
            faults.push(self.too_large());
            return None;
        }
        let table = self.so_far.pop()?;
        if audience == Audience::Internal {
            return Some(table);
        }
        let safe = small::safe(&self.own, &table);
        let panel = || self.panel.clone();
        if safe.merged > 0 {
            let fault = PublishFault::SmallMerged { panel: panel(), groups: safe.merged };
            faults.push(DataFault::Publish(fault));
        }
        if safe.dropped > 0 {
            let fault = PublishFault::SmallDropped { panel: panel(), rows: safe.dropped };
            faults.push(DataFault::Publish(fault));
        }
        safe.table.map(|table| small::asked(&self.query, table))
    }
}

impl Top {
    fn take(&mut self, rows: &Table, offset: i32) {
        self.so_far.push(query::sieve(&self.query.wheres, rows, offset).0);
        let held = self.so_far.iter().skip(1).map(Table::rows).sum::<usize>();
        if held >= self.query.limit.unwrap_or_default().max(HELD) {
            self.shrink(offset);
        }
    }

    fn shrink(&mut self, utc_offset: i32) {
        let all: Vec<&Table> = self.so_far.iter().collect();
        let context = Context { params: &|_| None, utc_offset };
        let last = Query { wheres: Vec::new(), ..self.query.clone() };
        self.so_far = vec![query::run(&last, &join(&all), &context).0];
    }
}

/// Whether the numbers of a column of a cube or of rows are cells, and no sums or counts.
pub fn is_cell(column: &str) -> bool {
    let is_sum = ["sum:", "count:", "at:"].iter().any(|verb| column.starts_with(verb));
    !is_sum && column != "count" && !column.starts_with("bin ")
}

/// The field that a column of a cube is of.
pub fn field_of(column: &str) -> &str {
    cube::after(column)
}
