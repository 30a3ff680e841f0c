//! Raw rows -> typed, masked columns.

#[cfg(not(target_arch = "wasm32"))]
mod chunk;

use super::Asked;
use super::flat::{self, Memories, Places};
use crate::data::IS_READER;
use crate::data::decode::csv::Record;
use crate::data::decode::flat::{self as scanned, Form, Kind, Span};
use crate::data::field::{Cell, Raw, Reader as Field};
use crate::data::findings::Findings;
use crate::data::limits::MAX_COLUMNS;
use crate::data::query;
use crate::data::shape::{Around, Row, Shape};
use crate::data::source::{FieldSpec, Source};
use crate::data::table::{self, Builder, Table, Type};
use crate::data::tree::Tree;
use crate::data::when;
use crate::issue::{DataFault, Issue};

#[cfg(not(target_arch = "wasm32"))]
pub use chunk::Chunk;

/// Types and masks rows: the one place where a raw row ends.
#[derive(Debug)]
pub struct Typer<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) shape: Shape<'a>,
    pub around: Around,
    /// For each field, whether any row had it.
    pub seen: Vec<bool>,
}

impl<'a> Typer<'a> {
    /// `names` are the columns' names where rows are lists.
    pub fn new(asked: Asked<'a>, names: Option<Vec<String>>) -> Self {
        let answer = asked.source.fields.iter().map(|_| None).collect();
        Typer {
            asked,
            shape: Shape::new(asked.source, names),
            around: Around { answer, day: None },
            seen: vec![false; asked.source.fields.len()],
        }
    }

    /// Calls `each` with the cells of every row that this one becomes, in the order of the source's
    /// fields. `number` counts raw rows from 1.
    pub fn read(
        &mut self,
        row: Row,
        number: u64,
        findings: &mut Findings,
        each: &mut dyn FnMut(Vec<Cell>),
    ) {
        let Typer { asked, shape, around, seen } = self;
        if row.columns() > MAX_COLUMNS {
            let fault = DataFault::TooManyColumns { limit: MAX_COLUMNS };
            return findings.note(Some(number), None, fault);
        }
        if !row.is_row() {
            return findings.note(Some(number), None, DataFault::NotARow);
        }
        let offset = when::offset(asked.utc_offset);
        let fields = || asked.source.fields.iter().zip(0..);
        let (mut faults, mut out) = (Vec::new(), String::new());
        let spread = shape.spread(row, &mut |view| {
            let cells = fields().map(|((_, spec), order)| {
                let raw = shape.cell(view, around, order);
                if let (Some(_), Some(seen)) = (raw, seen.get_mut(order)) {
                    *seen = true;
                }
                let field = Field { spec, audience: asked.audience, offset };
                let mut note = |fault| faults.push((order, fault));
                Cell::from(field.read(raw.unwrap_or(Raw::Missing), &mut out, &mut note))
            });
            each(cells.collect());
        });
        for (order, fault) in faults {
            findings.note(Some(number), asked.source.fields.names().nth(order), fault);
        }
        if let Err(fault) = spread {
            findings.note(Some(number), None, fault);
        }
    }
}

/// A column for every field of a source.
pub struct Columns(pub(super) Vec<Builder>);

impl Columns {
    pub fn new(source: &Source) -> Self {
        let column = |(_, spec): (&str, &FieldSpec)| {
            // What a mask leaves is text, whatever went in.
            Builder::new(spec.mask.map_or(spec.kind, |_| Type::Text))
        };
        Columns(source.fields.iter().map(column).collect())
    }

    pub fn push(&mut self, cells: &[Cell]) {
        for (builder, cell) in self.0.iter_mut().zip(cells) {
            builder.push(cell.value());
        }
    }

    /// Forgets all rows but the first ones.
    fn truncate(&mut self, rows: u64) {
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        self.0.iter_mut().for_each(|builder| builder.truncate(rows));
    }

    /// The table, without the rows that the source's filter leaves out.
    /// A field that no row had, by `seen`, is a finding.
    pub fn finish(self, asked: &Asked, seen: &[bool], findings: &mut Findings) -> Table {
        let table = self.whole(asked);
        unseen(asked, seen, table.rows() > 0, findings);
        filtered(asked, table, findings)
    }

    /// The table of all rows.
    fn whole(self, asked: &Asked) -> Table {
        let fields = asked.source.fields.iter().zip(self.0);
        let field = |((name, spec), builder): ((&str, &FieldSpec), Builder)| table::Field {
            name: name.to_string(),
            label: spec.label.clone().unwrap_or_else(|| name.to_string()),
            unit: spec.unit.clone(),
            column: builder.finish(),
        };
        Table::new(fields.map(field).collect())
    }
}

/// Fields that no row had, where there were rows, are findings.
fn unseen(asked: &Asked, seen: &[bool], any: bool, findings: &mut Findings) {
    for (name, seen) in asked.source.fields.names().zip(seen) {
        if !seen && any {
            findings.note(None, Some(name), DataFault::MissingColumn);
        }
    }
}

/// The rows that the source's filter leaves.
fn filtered(asked: &Asked, table: Table, findings: &mut Findings) -> Table {
    if asked.source.filter.is_empty() {
        return table;
    }
    let (table, faults) = query::sieve(&asked.source.filter, &table, asked.utc_offset);
    for (field, fault) in faults {
        findings.note(None, Some(&field), fault);
    }
    table
}

/// Takes the rows of all pages and keeps of each only what may be shown.
pub struct Rows<'a> {
    asked: Asked<'a>,
    typer: Option<Typer<'a>>,
    around: Around,
    columns: Columns,
    /// Whether any row of any page had the field.
    seen: Vec<bool>,
    /// The fields that the first page had.
    first: Vec<bool>,
    findings: Findings<'a>,
    /// Where the cells of rows without parts stand, and what their texts became.
    places: Option<Places>,
    /// Room that is used again for each row.
    cells: Vec<flat::Cell<'static>>,
    spans: Vec<Span>,
    out: String,
    /// No row is read in the short way.
    pub(super) is_plain: bool,
    memories: Memories,
    max_rows: u64,
    pages: usize,
    /// Raw rows of all pages, and before this one.
    rows: u64,
    before: u64,
    /// Rows of the table, and before this page.
    kept: u64,
    kept_before: u64,
    /// Not everything was read, and a finding says so.
    cut: bool,
    /// The raw rows that the table's rows were, for who takes them out on the way.
    numbers: Option<Vec<u64>>,
    /// Rows that were taken out.
    #[cfg(not(target_arch = "wasm32"))]
    taken: u64,
    /// The columns' names, for who takes rows out.
    names: Option<Vec<String>>,
}

impl<'a> Rows<'a> {
    pub fn new(asked: Asked<'a>, max_rows: u64) -> Self {
        Rows {
            typer: None,
            around: Around::default(),
            columns: Columns::new(asked.source),
            seen: vec![false; asked.source.fields.len()],
            first: Vec::new(),
            findings: Findings::new(asked.name),
            places: None,
            cells: Vec::new(),
            spans: Vec::new(),
            out: String::new(),
            is_plain: !IS_READER,
            memories: Memories::new(asked.source.fields.len()),
            asked,
            max_rows,
            pages: 0,
            rows: 0,
            before: 0,
            kept: 0,
            kept_before: 0,
            cut: false,
            numbers: None,
            #[cfg(not(target_arch = "wasm32"))]
            taken: 0,
            names: None,
        }
    }

    /// `day` is that of the page's file, in days since 1970-01-01.
    pub fn begin_page(&mut self, day: Option<i32>) {
        self.pages += 1;
        (self.before, self.kept_before) = (self.rows, self.kept);
        self.typer = None;
        let answer = self.asked.source.fields.iter().map(|_| None).collect();
        self.around = Around { answer, day: day.map(when::iso) };
    }

    pub fn is_named(&self) -> bool {
        self.typer.is_some()
    }

    /// The names of the columns are known, or there are none: rows may come.
    pub fn named(&mut self, names: Option<Vec<String>>) {
        if self.numbers.is_some() {
            self.names.clone_from(&names);
        }
        self.typer(names);
    }

    /// A value that every row of the page gets.
    pub fn around(&mut self, order: usize, value: Tree) {
        if let Some(slot) = self.around.answer.get_mut(order) {
            *slot = Some(value);
        }
    }

    /// The keys of a row that are needed.
    pub fn keys(&self) -> Option<Vec<String>> {
        Shape::new(self.asked.source, None).keys()
    }

    /// The same, where rows have no parts; `None` where one raw row is not one row.
    pub fn flat_keys(&self) -> Option<Vec<String>> {
        let shape = Shape::new(self.asked.source, None);
        shape.stands().filter(|_| !self.is_plain).and_then(|_| shape.keys())
    }

    /// Takes rows without parts, as many as come.
    pub fn flat(&mut self, rows: &mut scanned::Rows) {
        let mut cells = flat::room(std::mem::take(&mut self.cells));
        while let Some(row) = rows.next() {
            let looked =
                self.places.as_ref().map(|own| own.cells(&row, &mut self.memories, &mut cells));
            if looked.flatten().is_none() {
                break;
            }
            rows.take();
            self.put(&cells);
        }
        self.cells = flat::room(cells);
    }

    /// Takes a record of a table.
    pub fn record(&mut self, record: &Record) {
        let Some(places) = &self.places else { return self.add(Row::Csv(record)) };
        self.spans.clear();
        let mut begin = 0;
        for end in record.ends {
            self.spans.push(Span::new(Kind::Wide, begin..*end));
            begin = *end;
        }
        let row = scanned::Row { bytes: record.text, cells: &self.spans, form: Form::Record };
        let mut cells = flat::room(std::mem::take(&mut self.cells));
        if places.cells(&row, &mut self.memories, &mut cells).is_some() {
            self.put(&cells);
        }
        self.cells = flat::room(cells);
    }

    fn put(&mut self, cells: &[flat::Cell]) {
        if self.is_full() {
            return;
        }
        let number = self.rows;
        let Rows { typer: Some(typer), columns, findings, memories, out, numbers, .. } = self
        else {
            return;
        };
        flat::put(cells, typer, memories, columns, (number, findings, out));
        numbers.iter_mut().for_each(|numbers| numbers.push(number));
        self.kept += 1;
    }

    /// Counts a raw row; true where it is one too many.
    fn is_full(&mut self) -> bool {
        self.rows += 1;
        let full = self.kept >= self.max_rows;
        if full {
            self.cut = true;
            let fault = DataFault::TooManyRows { limit: self.max_rows };
            self.findings.note(Some(self.rows), None, fault);
        }
        full
    }

    pub fn add(&mut self, row: Row) {
        if self.is_full() {
            return;
        }
        if self.typer.is_none() {
            self.typer(None);
        }
        let Rows { typer: Some(typer), columns, findings, kept, max_rows, numbers, .. } = self
        else {
            return;
        };
        let number = self.rows;
        typer.read(row, number, findings, &mut |cells| {
            if *kept < *max_rows {
                *kept += 1;
                columns.push(&cells);
                numbers.iter_mut().for_each(|numbers| numbers.push(number));
            }
        });
    }

    /// How many raw rows the page had. A page with other columns than the first is a finding.
    pub fn end_page(&mut self) -> u64 {
        let rows = self.rows - self.before;
        let Some(typer) = self.typer.take() else { return rows };
        self.seen.iter_mut().zip(&typer.seen).for_each(|(all, own)| *all |= own);
        // Rows beyond the limit were not looked at.
        if rows == 0 || self.cut {
            return rows;
        }
        if self.first.is_empty() {
            self.first = typer.seen;
        } else if self.first != typer.seen {
            let changed = self.first.iter().zip(&typer.seen).position(|(one, two)| one != two);
            let field = changed.and_then(|order| self.asked.source.fields.names().nth(order));
            self.findings.note(None, field, DataFault::OtherColumns { page: self.pages });
        }
        rows
    }

    /// The page is one that was read before: its rows do not count twice.
    pub fn drop_page(&mut self) {
        (self.rows, self.kept) = (self.before, self.kept_before);
        self.columns.truncate(self.kept);
    }

    pub fn note(&mut self, fault: DataFault) {
        use DataFault::{NextElsewhere, PageAgain, PagesLoop, TooManyPages, TooManyRows};
        self.cut |= matches!(
            fault,
            NextElsewhere
                | PageAgain { .. }
                | PagesLoop { .. }
                | TooManyPages { .. }
                | TooManyRows { .. }
        );
        self.findings.note(None, None, fault);
    }

    /// A total that is not that of the rows is a finding, unless another one says why.
    pub fn compare(&mut self, total: u64) {
        if total != self.rows && !self.cut {
            self.findings.note(None, None, DataFault::OtherTotal { total, rows: self.rows });
        }
    }

    pub fn finish(mut self) -> (Table, Vec<Issue>) {
        self.look_for_columns();
        let table = self.columns.finish(&self.asked, &self.seen, &mut self.findings);
        (table, self.findings.finish())
    }

    /// Rows that all came to nothing, because no column fits what should become rows: said of the
    /// field that gets the columns' names. A list that is empty comes to nothing in good order.
    fn look_for_columns(&mut self) {
        let source = self.asked.source;
        let came = self.rows > 0 && self.kept == 0 && source.explode.is_none();
        let into = source.unpivot.as_ref().and_then(|own| own.into.first());
        if let Some(field) = into.filter(|_| came) {
            self.findings.note(None, Some(field), DataFault::MissingColumn);
        }
    }

    fn typer(&mut self, names: Option<Vec<String>>) {
        let mut typer = Typer::new(self.asked, names);
        typer.around = self.around.clone();
        for name in typer.doubled() {
            self.findings.note(None, Some(name), DataFault::DuplicateColumn);
        }
        self.places = typer.shape.stands().filter(|_| !self.is_plain).map(Places::new);
        self.typer = Some(typer);
    }
}

impl<'a> Typer<'a> {
    fn doubled(&self) -> Vec<&'a str> {
        self.shape.doubled()
    }
}
