//! A roster of any number of invented people as a file of any form, written one by one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use clap::ValueEnum;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::roster::{COLUMNS, Cells, People, TAIL, head};

/// The most people that are written: their numbers have eight digits.
pub const MOST: u32 = 99_999_999;
/// The most rows of a sheet, without its head.
const SHEET: u32 = 1_048_575;
/// So many bytes are made at a time.
const PIECE: usize = 64 * 1024;

/// How the people are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Json,
    Ndjson,
    Csv,
    Xlsx,
    /// As `daping publish` writes them, into a folder
    Pages,
}

/// Writes the people into a file.
///
/// `InvalidInput` where they are more than the form holds.
pub fn write(to: &Path, form: Form, seed: u64, people: u32) -> io::Result<()> {
    let most = if form == Form::Xlsx { SHEET } else { MOST };
    if people > most {
        let message = format!("rows: at most {most}, found {people}");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), std::fs::create_dir_all)?;
    if form == Form::Xlsx {
        return book(File::create(to)?, People::new(seed, people));
    }
    let mut file = File::create(to)?;
    io::copy(&mut Text::new(form, seed, people)?, &mut file)?;
    file.sync_all()
}

/// The text of a roster, made while it is read.
pub struct Text {
    form: Form,
    people: People,
    /// Made, and how much of it has been read.
    made: Vec<u8>,
    read: usize,
    first: bool,
    ended: bool,
}

impl Text {
    /// In JSON, NDJSON or CSV.
    pub fn new(form: Form, seed: u64, people: u32) -> io::Result<Text> {
        let head = match form {
            Form::Json => head()?,
            Form::Csv => format!("{}\n", COLUMNS.join(",")),
            Form::Ndjson | Form::Xlsx | Form::Pages => String::new(),
        };
        let people = People::new(seed, people);
        Ok(Text { form, people, made: head.into_bytes(), read: 0, first: true, ended: false })
    }

    fn make(&mut self) -> io::Result<()> {
        self.made.clear();
        self.read = 0;
        while self.made.len() < PIECE && !self.ended {
            match self.people.next() {
                Some(cells) => self.row(&cells)?,
                None => {
                    self.ended = true;
                    let tail = if self.form == Form::Json { TAIL } else { "" };
                    self.made.extend(tail.as_bytes());
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, cells: &Cells) -> io::Result<()> {
        let made = &mut self.made;
        match self.form {
            Form::Json => {
                made.extend(if self.first { "" } else { ",\n" }.as_bytes());
                serde_json::to_writer(&mut *made, cells)?;
            }
            Form::Csv => {
                for (at, cell) in cells.iter().enumerate() {
                    made.extend(if at == 0 { "" } else { "," }.as_bytes());
                    csv_cell(cell.as_deref().unwrap_or_default(), made);
                }
                made.push(b'\n');
            }
            Form::Ndjson | Form::Xlsx | Form::Pages => {
                for (at, (name, cell)) in COLUMNS.iter().zip(cells).enumerate() {
                    made.extend(if at == 0 { "{" } else { "," }.as_bytes());
                    serde_json::to_writer(&mut *made, name)?;
                    made.push(b':');
                    serde_json::to_writer(&mut *made, cell)?;
                }
                made.extend(b"}\n");
            }
        }
        self.first = false;
        Ok(())
    }
}

impl Read for Text {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.read == self.made.len() && !self.ended {
            self.make()?;
        }
        let mut left = self.made.get(self.read..).unwrap_or_default();
        let count = left.read(to)?;
        self.read += count;
        Ok(count)
    }
}

fn csv_cell(cell: &str, to: &mut Vec<u8>) {
    if cell.contains([',', '"', '\n', '\r']) {
        to.extend(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
    } else {
        to.extend(cell.as_bytes());
    }
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="示例数据" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const SHEET_BEGIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

/// A workbook of one sheet, with its texts in their cells: what needs no list of them is written row by
/// row. Times in it are fixed, so that the same rows have the same bytes.
fn book(file: File, people: People) -> io::Result<()> {
    let mut zip = ZipWriter::new(file);
    let options = SimpleFileOptions::default().large_file(true);
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", SHEETS),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    zip.start_file("xl/worksheets/sheet1.xml", options)?;
    let mut made = String::from(SHEET_BEGIN);
    sheet_row(COLUMNS.iter().map(|name| Some(*name)), &mut made);
    for cells in people {
        sheet_row(cells.iter().map(Option::as_deref), &mut made);
        if made.len() > PIECE {
            zip.write_all(made.as_bytes())?;
            made.clear();
        }
    }
    made.push_str("</sheetData></worksheet>");
    zip.write_all(made.as_bytes())?;
    zip.finish()?.sync_all()
}

fn sheet_row<'c>(cells: impl Iterator<Item = Option<&'c str>>, to: &mut String) {
    to.push_str("<row>");
    for cell in cells {
        match cell {
            None => to.push_str("<c/>"),
            Some(cell) => {
                to.push_str("<c t=\"inlineStr\"><is><t>");
                to.push_str(&cell.replace('&', "&amp;").replace('<', "&lt;"));
                to.push_str("</t></is></c>");
            }
        }
    }
    to.push_str("</row>");
}
