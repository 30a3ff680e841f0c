//! Tables of the same fields, put one below the other.

use crate::data::table::{Builder, Column, Field, Table, Type};

/// All rows of the tables in their order, under the fields of the first; a field that a later table has
/// not is missing there.
pub fn join(tables: &[&Table]) -> Table {
    let Some(first) = tables.first() else { return Table::default() };
    let field = |(at, own): (usize, &Field)| {
        let mut builder = Builder::new(kind(&own.column));
        for table in tables {
            let column = table.fields().get(at).map(|field| &field.column);
            append(&mut builder, column, 0, table.rows());
        }
        Field { column: builder.finish(), ..head(own) }
    };
    Table::new(first.fields().iter().enumerate().map(field).collect())
}

/// Puts cells of a column behind those that are there.
fn append(to: &mut Builder, column: Option<&Column>, from: usize, count: usize) {
    for row in from..from + count {
        to.push(column.map_or(crate::data::table::Value::Missing, |own| own.get(row)));
    }
}

/// A field without its cells.
pub fn head(own: &Field) -> Field {
    let column = Builder::new(kind(&own.column)).finish();
    Field { name: own.name.clone(), label: own.label.clone(), unit: own.unit.clone(), column }
}

/// The type that makes such a column.
pub fn kind(column: &Column) -> Type {
    match column {
        Column::Text { .. } => Type::Text,
        Column::Number(_) => Type::Number,
        Column::Day(_) => Type::Date,
        Column::Time(_) => Type::Time,
        Column::Flag(_) => Type::Flag,
    }
}

/// Rows that come in tables of any size and leave in tables of one size.
#[cfg(not(target_arch = "wasm32"))]
pub struct Pages {
    pub size: usize,
    heads: Vec<Field>,
    builders: Vec<Builder>,
    held: usize,
    /// How many have left.
    pub rows: u64,
}

#[cfg(not(target_arch = "wasm32"))]
impl Pages {
    /// Pages of at least one row; `fields` are those of every table that comes.
    pub fn new(fields: &[Field], size: usize) -> Pages {
        let heads: Vec<Field> = fields.iter().map(head).collect();
        let builders = heads.iter().map(|own| Builder::new(kind(&own.column))).collect();
        Pages { size: size.max(1), heads, builders, held: 0, rows: 0 }
    }

    /// Calls `page` with each page that is full.
    pub fn take<E>(
        &mut self,
        rows: &Table,
        page: &mut dyn FnMut(Table) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut from = 0;
        while from < rows.rows() {
            let count = (self.size - self.held).min(rows.rows() - from);
            if count == self.size && count == rows.rows() {
                // A table that is a page is not built again.
                self.rows += count as u64;
                page(rows.clone())?;
            } else {
                for (builder, field) in self.builders.iter_mut().zip(rows.fields()) {
                    append(builder, Some(&field.column), from, count);
                }
                self.held += count;
                if self.held == self.size {
                    page(self.leave())?;
                }
            }
            from += count;
        }
        Ok(())
    }

    /// The same with the rows of those places alone.
    pub fn pick<E>(
        &mut self,
        rows: &Table,
        places: &[usize],
        page: &mut dyn FnMut(Table) -> Result<(), E>,
    ) -> Result<(), E> {
        for place in places {
            for (builder, field) in self.builders.iter_mut().zip(rows.fields()) {
                builder.push(field.column.get(*place));
            }
            self.held += 1;
            if self.held == self.size {
                page(self.leave())?;
            }
        }
        Ok(())
    }

    /// The rows that are no whole page; `None` where there are none.
    pub fn end(&mut self) -> Option<Table> {
        (self.held > 0).then(|| self.leave())
    }

    fn leave(&mut self) -> Table {
        self.rows += std::mem::take(&mut self.held) as u64;
        let fresh = self.heads.iter().map(|own| Builder::new(kind(&own.column))).collect();
        let builders = std::mem::replace(&mut self.builders, fresh);
        let field =
            |(own, builder): (&Field, Builder)| Field { column: builder.finish(), ..head(own) };
        Table::new(self.heads.iter().zip(builders).map(field).collect())
    }
}
