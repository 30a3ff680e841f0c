//! One row of a message -> typed and masked cells, and kept cells -> a table.

use time::UtcOffset;

use super::kept::Kept;
use crate::data::field::{Cell, Raw, Reader};
use crate::data::findings::Findings;
use crate::data::read::Asked;
use crate::data::shape::{Row, Shape};
use crate::data::table::{Builder, Field, Table, Type};
use crate::data::tree::Tree;
use crate::issue::DataFault;

#[derive(Debug)]
pub struct Typer<'a> {
    asked: Asked<'a>,
    shape: Shape,
    /// For each field, whether any row had it.
    seen: Vec<bool>,
}

impl<'a> Typer<'a> {
    pub fn new(asked: Asked<'a>, names: Option<&[String]>) -> Self {
        let seen = vec![false; asked.source.fields.len()];
        Typer { asked, shape: Shape::new(asked.source, names), seen }
    }

    /// The columns of rows that are lists have other names from now on.
    pub fn rename(&mut self, names: Option<&[String]>) {
        self.shape = Shape::new(self.asked.source, names);
    }

    /// Which fields rows had does not matter any more.
    pub fn forget(&mut self) {
        self.seen.fill(false);
    }

    /// The cells of a row, in the order of the source's fields; `None` where it is left out.
    pub fn row(
        &mut self,
        row: &Tree,
        number: Option<u64>,
        findings: &mut Findings,
    ) -> Option<Vec<Cell>> {
        let (audience, offset) = (self.asked.audience, offset(&self.asked));
        let fields = self.asked.source.fields.iter().zip(&mut self.seen).enumerate();
        let cell = |(order, ((name, spec), seen)): (usize, ((&str, &_), &mut bool))| {
            let raw = self.shape.cell(&Row::Json(row), order);
            *seen |= raw.is_some();
            let reader = Reader { spec, audience, offset };
            reader.read(raw.unwrap_or(Raw::Missing), &mut |fault| {
                findings.note(number, Some(name), fault);
            })
        };
        Some(fields.map(cell).collect())
    }

    /// The kept rows as a table; a field that no row had is a finding.
    pub fn table(&self, rows: &Kept, findings: &mut Findings) -> Table {
        let mut fields = Vec::with_capacity(self.seen.len());
        let specs = self.asked.source.fields.iter().zip(&self.seen).enumerate();
        for (order, ((name, spec), seen)) in specs {
            if !seen && !rows.is_empty() {
                findings.note(None, Some(name), DataFault::MissingColumn);
            }
            // What a mask leaves is text, whatever went in.
            let mut builder = Builder::new(spec.mask.map_or(spec.kind, |_| Type::Text));
            for cell in rows.rows().filter_map(|row| row.get(order)) {
                builder.push(cell.value());
            }
            fields.push(Field {
                name: name.to_string(),
                label: spec.label.clone().unwrap_or_else(|| name.to_string()),
                unit: spec.unit.clone(),
                column: builder.finish(),
            });
        }
        Table::new(fields)
    }
}

pub fn offset(asked: &Asked) -> UtcOffset {
    UtcOffset::from_whole_seconds(asked.utc_offset).unwrap_or(UtcOffset::UTC)
}
