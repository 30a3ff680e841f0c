//! The binary form of a table: what the reader sends to the page, and what published pages are. All
//! numbers are little-endian.
//!
//! ```text
//! "DPC1"  rows u32  fields u32
//! for each field:
//!   name, label      length u32, UTF-8
//!   unit             0, or 1 and a text as above
//!   kind u8          and its cells:
//!     0 text         words u32, end of each word u32, their text as above,
//!                    width of a code u8 (1, 2 or 4), codes; the largest of a width is missing
//!     1 number       f64, NaN is missing      2 day    i32      3 time   i64
//!     4 flag         u8: 0, 1, or 2 for missing
//! ```
//!
//! Deliberately absent: compression, which the transport has.

use super::table::{Column, Field, NO_WORD, Table};
use super::words::Words;
use crate::issue::DataFault;

pub const EXPECTED: &str = "daping columns";
const MAGIC: &[u8] = b"DPC1";

/// The table's bytes; the same table has the same bytes.
pub fn write(table: &Table) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    count(&mut out, table.rows());
    count(&mut out, table.fields().len());
    for field in table.fields() {
        text(&mut out, &field.name);
        text(&mut out, &field.label);
        out.push(u8::from(field.unit.is_some()));
        field.unit.iter().for_each(|unit| text(&mut out, unit));
        column(&mut out, &field.column);
    }
    out
}

fn count(out: &mut Vec<u8>, count: usize) {
    out.extend((count as u32).to_le_bytes());
}

fn text(out: &mut Vec<u8>, text: &str) {
    count(out, text.len());
    out.extend(text.as_bytes());
}

fn column(out: &mut Vec<u8>, column: &Column) {
    match column {
        Column::Text { words, codes } => {
            let (all, ends) = words.parts();
            out.push(0);
            count(out, ends.len());
            ends.iter().for_each(|end| out.extend(end.to_le_bytes()));
            text(out, all);
            match ends.len() {
                // What is cut off of `NO_WORD` is the largest of the width.
                0..0xFF => {
                    out.push(1);
                    out.extend(codes.iter().map(|code| *code as u8));
                }
                0xFF..0xFFFF => {
                    out.push(2);
                    codes.iter().for_each(|code| out.extend((*code as u16).to_le_bytes()));
                }
                _ => {
                    out.push(4);
                    codes.iter().for_each(|code| out.extend(code.to_le_bytes()));
                }
            }
        }
        Column::Number(cells) => {
            out.push(1);
            cells.iter().for_each(|cell| out.extend(cell.to_le_bytes()));
        }
        Column::Day(cells) => {
            out.push(2);
            cells.iter().for_each(|cell| out.extend(cell.to_le_bytes()));
        }
        Column::Time(cells) => {
            out.push(3);
            cells.iter().for_each(|cell| out.extend(cell.to_le_bytes()));
        }
        Column::Flag(cells) => {
            out.push(4);
            out.extend(cells);
        }
    }
}

/// The table that was written; `Malformed` for any other bytes. Takes no more memory than the bytes say
/// that they hold, and they must hold it.
pub fn read(bytes: &[u8]) -> Result<Table, DataFault> {
    let mut bytes = Bytes { all: bytes, at: 0 };
    let table = bytes.table();
    let whole = table.filter(|_| bytes.at == bytes.all.len());
    whole.ok_or(DataFault::Malformed { expected: EXPECTED, at: bytes.at as u64 })
}

struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    fn table(&mut self) -> Option<Table> {
        (self.take(MAGIC.len())? == MAGIC).then_some(())?;
        let rows = self.count()?;
        let fields = self.count()?;
        // No capacity in advance: a number of fields costs nothing to claim.
        let mut own = Vec::new();
        for _ in 0..fields {
            own.push(self.field(rows)?);
        }
        let table = Table::new(own);
        // Rows without a field are nothing.
        (table.rows() == rows || table.fields().is_empty()).then_some(table)
    }

    fn field(&mut self, rows: usize) -> Option<Field> {
        let (name, label) = (self.text()?, self.text()?);
        let unit = match self.byte()? {
            0 => None,
            1 => Some(self.text()?),
            _ => return None,
        };
        Some(Field { name, label, unit, column: self.column(rows)? })
    }

    fn column(&mut self, rows: usize) -> Option<Column> {
        Some(match self.byte()? {
            0 => {
                let length = self.count()?;
                let ends = self.numbers(length, u32::from_le_bytes)?;
                let words = Words::of_parts(self.text()?, ends)?;
                Column::Text { words, codes: self.codes(rows)? }
            }
            1 => Column::Number(self.numbers(rows, f64::from_le_bytes)?),
            2 => Column::Day(self.numbers(rows, i32::from_le_bytes)?),
            3 => Column::Time(self.numbers(rows, i64::from_le_bytes)?),
            4 => Column::Flag(self.take(rows)?.to_vec()),
            _ => return None,
        })
    }

    fn codes(&mut self, rows: usize) -> Option<Vec<u32>> {
        match self.byte()? {
            1 => self.numbers(rows, |[code]| if code == u8::MAX { NO_WORD } else { code.into() }),
            2 => self.numbers(rows, |code| match u16::from_le_bytes(code) {
                u16::MAX => NO_WORD,
                code => code.into(),
            }),
            4 => self.numbers(rows, u32::from_le_bytes),
            _ => None,
        }
    }

    fn numbers<T, const N: usize>(
        &mut self,
        length: usize,
        read: impl Fn([u8; N]) -> T,
    ) -> Option<Vec<T>> {
        let (cells, _) = self.take(length.checked_mul(N)?)?.as_chunks::<N>();
        Some(cells.iter().map(|cell| read(*cell)).collect())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).ok().map(str::to_string)
    }

    fn count(&mut self) -> Option<usize> {
        let bytes = *self.take(4)?.as_array()?;
        Some(u32::from_le_bytes(bytes) as usize)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let own = self.all.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Type, Value};

    fn table(texts: u32) -> Table {
        let kinds = [Type::Text, Type::Number, Type::Date, Type::Time, Type::Flag];
        let mut builders = kinds.map(Builder::new);
        for row in 0..texts {
            let text = format!("王{row}");
            let cells = [
                Value::Text(&text),
                Value::Number(f64::from(row) / 3.0),
                Value::Day(-(row as i32)),
                Value::Time(i64::from(row) << 33),
                Value::Flag(row % 2 == 0),
            ];
            for (builder, cell) in builders.iter_mut().zip(cells) {
                builder.push(if row % 7 == 3 { Value::Missing } else { cell });
            }
        }
        let field = |(at, builder): (usize, Builder)| Field {
            name: format!("f{at}"),
            label: "标签".into(),
            unit: (at == 1).then(|| "人".into()),
            column: builder.finish(),
        };
        Table::new(builders.into_iter().enumerate().map(field).collect())
    }

    fn cells(table: &Table) -> String {
        let cell = |row: usize| {
            format!("{:?}", table.fields().iter().map(|f| f.column.get(row)).collect::<Vec<_>>())
        };
        (0..table.rows()).map(cell).collect()
    }

    #[test]
    fn a_table_comes_back_as_it_went_in_each_width_of_codes() {
        for rows in [0, 1, 200, 300, 70_000] {
            let before = table(rows);
            let after = read(&write(&before)).expect("a table");
            assert_eq!(after.rows(), rows as usize);
            assert_eq!(cells(&after), cells(&before));
            assert_eq!(after.field("f1").and_then(|f| f.unit.as_deref()), Some("人"));
            assert_eq!(write(&after), write(&before));
        }
    }

    #[test]
    fn bytes_that_lie_are_refused_and_cost_nothing() {
        let good = write(&table(40));
        for at in 0..good.len() {
            assert!(read(&good[..at]).is_err(), "cut at {at}");
        }
        let mut more = good.clone();
        more.push(0);
        assert!(read(&more).is_err());
        // Counts of four thousand millions in twelve bytes.
        for at in [4, 8] {
            let mut huge = good.clone();
            huge[at..at + 4].fill(0xFF);
            assert!(read(&huge).is_err(), "count at {at}");
        }
        for at in 0..good.len() {
            let mut other = good.clone();
            other[at] ^= 0x5A;
            // Another value or a refusal: whatever comes can be looked at.
            if let Ok(table) = read(&other) {
                cells(&table);
            }
        }
    }
}
