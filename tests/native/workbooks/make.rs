//! Workbooks as offices have them.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// A workbook of one sheet.
pub fn book(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet()).expect("a sheet");
    book.save_to_buffer().expect("a workbook")
}

/// A sheet of texts, a line for each; what is written as a number is one.
pub fn lines(sheet: &mut Worksheet, from: u32, lines: &[&str]) -> Result<(), XlsxError> {
    for (row, line) in (from..).zip(lines) {
        for (column, cell) in (0..).zip(line.split('|')) {
            match cell.parse::<f64>() {
                _ if cell.is_empty() => {}
                Ok(number) => drop(sheet.write_number(row, column, number)?),
                Err(_) => drop(sheet.write_string(row, column, cell)?),
            }
        }
    }
    Ok(())
}
