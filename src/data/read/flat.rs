//! Rows without parts on their short way: from the bytes of the answer to the columns, without a tree.
//! Which rows those are, `decode::flat` says; what becomes of their cells is the same as on the long way.

use super::memory::{Found, Memory};
use super::rows::{Columns, Typer};
use crate::data::decode::flat::{Form, Kind, Row, Span};
use crate::data::decode::json::NOT_FINITE;
use crate::data::field::{Raw, Reader as Field};
use crate::data::findings::Findings;
use crate::data::shape::Stand;
use crate::data::when;
use crate::issue::DataFault;

/// What is remembered of a source's fields, in their order.
#[derive(Debug)]
pub struct Memories(Vec<Memory>);

impl Memories {
    pub fn new(fields: usize) -> Self {
        Memories((0..fields).map(|_| Memory::default()).collect())
    }
}

/// One field's cell of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'b> {
    kind: Kind,
    /// Its text; empty where it is known by its entry.
    text: &'b str,
    bytes: &'b [u8],
    found: Found,
}

/// Where the cells of one answer's rows stand.
#[derive(Debug)]
pub struct Places {
    stands: Vec<Stand>,
    /// For keys and for columns, whether any field looks at the cell.
    keys: Vec<bool>,
    columns: Vec<bool>,
}

impl Places {
    pub fn new(stands: Vec<Stand>) -> Self {
        let mut own = Places { stands: Vec::new(), keys: Vec::new(), columns: Vec::new() };
        for stand in &stands {
            if let Stand::Cell { key, column, .. } = stand {
                look(&mut own.keys, *key);
                look(&mut own.columns, *column);
            }
        }
        Places { stands, ..own }
    }

    /// The cells of the fields; `None` where the row is no UTF-8.
    pub fn cells<'b>(
        &self,
        row: &Row<'_, 'b>,
        memories: &mut Memories,
        cells: &mut Vec<Cell<'b>>,
    ) -> Option<()> {
        cells.clear();
        let looked = if row.form == Form::Object { &self.keys } else { &self.columns };
        for (at, span) in row.cells.iter().enumerate().filter(|_| row.form != Form::Record) {
            if span.kind == Kind::Wide && looked.get(at) != Some(&true) {
                std::str::from_utf8(span.of(row.bytes)).ok()?;
            }
        }
        for (stand, memory) in self.stands.iter().zip(&mut memories.0) {
            let place = match stand {
                Stand::Beside => None,
                Stand::Cell { key, column, cell } => match row.form {
                    Form::Object => *key,
                    Form::List => *column,
                    Form::Record => *cell,
                },
            };
            let span = place.and_then(|at| row.cells.get(at));
            cells.push(Cell::new(span.copied().unwrap_or_default(), row.bytes, memory)?);
        }
        Some(())
    }
}

fn look(places: &mut Vec<bool>, at: Option<usize>) {
    let Some(at) = at else { return };
    if places.len() <= at {
        places.resize(at + 1, false);
    }
    places.iter_mut().skip(at).take(1).for_each(|own| *own = true);
}

impl<'b> Cell<'b> {
    fn new(span: Span, row: &'b [u8], memory: &mut Memory) -> Option<Self> {
        let bytes = span.of(row);
        let mut cell = Cell { kind: span.kind, text: "", bytes, found: Found::Beyond };
        if span.kind != Kind::Absent {
            cell.found = memory.find(span.kind, bytes);
        }
        // What is known was looked at when it was new.
        if !matches!(cell.found, Found::Known(_)) {
            cell.text = std::str::from_utf8(bytes).ok()?;
        }
        Some(cell)
    }

    fn raw(&self) -> Raw<'b> {
        match self.kind {
            Kind::Absent | Kind::Null => Raw::Missing,
            Kind::True => Raw::Flag(true),
            Kind::False => Raw::Flag(false),
            Kind::Number => Raw::Number(self.text),
            Kind::Text if self.text == NOT_FINITE => Raw::NotFinite,
            Kind::Text | Kind::Wide => Raw::Text(self.text),
        }
    }
}

/// The room of cells that are no longer needed.
pub fn room<'b>(mut cells: Vec<Cell>) -> Vec<Cell<'b>> {
    cells.clear();
    // In place: nothing is copied, there is nothing.
    cells.into_iter().map_while(|_| None).collect()
}

/// Puts a row at the end of the columns; `number` is that of the raw row.
pub fn put(
    cells: &[Cell],
    typer: &mut Typer,
    memories: &mut Memories,
    columns: &mut Columns,
    (number, findings, out): (u64, &mut Findings, &mut String),
) {
    let Typer { asked, shape, around, seen } = typer;
    let offset = when::offset(asked.utc_offset);
    let fields = asked.source.fields.iter().zip(cells).zip(memories.0.iter_mut());
    for (order, (((name, spec), cell), memory)) in fields.enumerate() {
        let (Some(column), Some(seen)) = (columns.0.get_mut(order), seen.get_mut(order)) else {
            return;
        };
        *seen |= cell.kind != Kind::Absent;
        let mut note = |fault| findings.note(Some(number), Some(name), fault);
        if let Found::Known(entry) = cell.found
            && let Some((known, faults)) = memory.get(entry)
        {
            column.again(known);
            faults.iter().cloned().for_each(note);
            continue;
        }
        let beside = || shape.beside(around, order);
        let raw = if cell.kind == Kind::Absent { beside() } else { Some(cell.raw()) };
        *seen |= raw.is_some();
        let field = Field { spec, audience: asked.audience, offset };
        let mut faults: Vec<DataFault> = Vec::new();
        let mut find = |fault| faults.push(fault);
        column.push(field.read(raw.unwrap_or(Raw::Missing), out, &mut find));
        faults.iter().cloned().for_each(&mut note);
        if let Found::New(hash) = cell.found {
            memory.put(hash, cell.kind, cell.bytes, column.last(), faults);
        }
    }
}
