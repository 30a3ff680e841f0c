//! What a workbook's container holds, before anybody trusts it: every part is unpacked into nothing
//! but a count.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::issue::{BookFault, Lookalike};

const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The most parts; honest workbooks have some dozens, and one for every picture.
const MAX_PARTS: usize = 10_000;
/// The most elements of the parts that are kept whole while a sheet is read: texts...
const MAX_TEXT_MARKS: u64 = 40_000_000;
/// ... and styles, names and the like, which are larger in memory.
const MAX_OTHER_MARKS: u64 = 4_000_000;
/// Unpacked bytes are looked at in pieces of this size.
const PIECE: usize = 64 << 10;

/// What stands in a package.
#[derive(Clone, Copy, Debug, Default)]
pub struct Contents {
    pub macros: bool,
    /// Some sheet has merged cells.
    pub merges: bool,
}

/// Whether bytes begin as the container of a workbook does.
pub fn is_book(begin: &[u8]) -> bool {
    [ZIP, EMPTY_ZIP, OLE].iter().any(|mark| begin.starts_with(mark))
}

/// What a text is in the place of a workbook; `called` where its name is that of one.
pub fn impostor(begin: &[u8], called: bool) -> Option<Lookalike> {
    let starts =
        |word: &[u8]| begin.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
    let is_page = [b"<html".as_slice(), b"<!doctype", b"<table", b"<meta"].into_iter().any(starts);
    let what = if is_page { Lookalike::Html } else { Lookalike::Xml };
    (called && (is_page || starts(b"<?xml"))).then_some(what)
}

/// Unpacks every part of a package into a count; `limit` is that of all of them, in bytes.
pub fn look(bytes: &[u8], limit: u64) -> Result<Contents, BookFault> {
    if bytes.starts_with(OLE) {
        return Err(old(bytes));
    }
    if parts(bytes) > MAX_PARTS {
        return Err(BookFault::Crowded);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(fault)?;
    if zip.len() > MAX_PARTS {
        return Err(BookFault::Crowded);
    }
    let mut seen = Seen { left: limit, limit, ..Seen::default() };
    for at in 0..zip.len() {
        let mut part = match zip.by_index(at) {
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(BookFault::Locked);
            }
            part => part.map_err(fault)?,
        };
        let name = part.name().map_err(fault)?.to_ascii_lowercase();
        seen.part(&name, &mut part)?;
    }
    match seen.workbook {
        true => Ok(seen.contents),
        false => Err(BookFault::Other(seen.other.unwrap_or(Lookalike::Package))),
    }
}

#[derive(Default)]
struct Seen {
    limit: u64,
    left: u64,
    workbook: bool,
    other: Option<Lookalike>,
    contents: Contents,
}

impl Seen {
    fn part(&mut self, name: &str, part: &mut dyn Read) -> Result<(), BookFault> {
        self.workbook |= name.ends_with("workbook.xml") || name.ends_with("workbook2.xml");
        self.contents.macros |= name.ends_with("vbaproject.bin");
        match name {
            "xl/workbook.bin" => self.other = Some(Lookalike::Xlsb),
            "content.xml" => self.other = self.other.or(Some(Lookalike::Ods)),
            _ => {}
        }
        let is_sheet = name.contains("worksheets/") && name.ends_with(".xml");
        let most = match name {
            _ if is_sheet => u64::MAX,
            name if name.ends_with("sharedstrings.xml") => MAX_TEXT_MARKS,
            _ => MAX_OTHER_MARKS,
        };
        let is_text = name.ends_with(".xml") || name.ends_with(".rels");
        match self.count(part, is_text.then_some(most), is_sheet) {
            // A picture that is damaged is nobody's loss.
            Err(BookFault::Broken) if !is_text => Ok(()),
            counted => counted,
        }
    }

    /// Unpacks a part into nothing; `most` is the limit of its elements.
    fn count(
        &mut self,
        part: &mut dyn Read,
        most: Option<u64>,
        is_sheet: bool,
    ) -> Result<(), BookFault> {
        let mut piece = vec![0; PIECE];
        let mut marks = 0;
        loop {
            let read = match part.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(BookFault::Broken),
            };
            let Some(left) = self.left.checked_sub(read as u64) else {
                return Err(BookFault::Inflates { limit_bytes: self.limit });
            };
            self.left = left;
            let text = piece.get(..read).unwrap_or_default();
            if let Some(most) = most {
                marks += text.iter().filter(|byte| **byte == b'<').count() as u64;
                if marks > most {
                    return Err(BookFault::Crowded);
                }
            }
            self.contents.merges |= is_sheet && !self.contents.merges && may_merge(text);
        }
    }
}

/// Whether a piece of a sheet may speak of merged cells: its word, or a begin of it at an end.
fn may_merge(text: &[u8]) -> bool {
    const WORD: &[u8] = b"mergeCell";
    let broken = || (4..WORD.len()).any(|len| WORD.get(..len).is_some_and(|w| text.ends_with(w)));
    let begun = || (1..=4).any(|len| WORD.get(len..).is_some_and(|w| text.starts_with(w)));
    text.windows(WORD.len()).any(|own| own == WORD) || broken() || begun()
}

/// How many parts a package says to have, before its list is read into memory.
fn parts(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let tail = bytes.get(from..).unwrap_or_default();
    let end = tail.windows(EMPTY_ZIP.len()).rposition(|own| own == EMPTY_ZIP);
    let count = end.and_then(|at| tail.get(at + 10..at + 12)).map(|own| (own.first(), own.last()));
    match count {
        Some((Some(low), Some(high))) => usize::from(*low) | usize::from(*high) << 8,
        _ => 0,
    }
}

/// What an OLE container holds: an encrypted workbook, one of Excel 97's, or something else.
fn old(bytes: &[u8]) -> BookFault {
    let has = |word: &str| {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|own| own == wide)
    };
    if has("EncryptedPackage") {
        return BookFault::Locked;
    }
    let is_book = has("Workbook") || has("Book");
    BookFault::Other(if is_book { Lookalike::Xls } else { Lookalike::Package })
}

fn fault(error: ZipError) -> BookFault {
    match error {
        ZipError::UnsupportedArchive(_) => BookFault::Other(Lookalike::Package),
        _ => BookFault::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_merges_is_found_across_pieces() {
        let text = b"<sheetData/><mergeCells count=\"1\">";
        for cut in 0..text.len() {
            let (one, two) = text.split_at(cut);
            assert!(may_merge(one) || may_merge(two), "{cut}");
        }
        assert!(!may_merge(b"<sheetData><c r=\"A1\"/>"));
    }

    #[test]
    fn what_is_no_workbook_is_named() {
        for (text, called, is) in [
            (
                "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
                true,
                Some(Lookalike::Html),
            ),
            ("<TABLE border=1><tr><td>", true, Some(Lookalike::Html)),
            ("<?xml version=\"1.0\"?><Workbook>", true, Some(Lookalike::Xml)),
            ("<html><body>please log in", false, None),
            ("<?xml version=\"1.0\"?><rss>", false, None),
            ("姓名,电话", true, None),
            ("", true, None),
        ] {
            assert_eq!(impostor(text.as_bytes(), called), is, "{text}");
        }
        assert!(!is_book(b"PK") && is_book(b"PK\x03\x04") && !is_book(b""));
    }
    #[test]
    fn a_bomb_is_refused_wherever_it_lies() {
        use std::io::Write;
        let blanks = vec![b' '; 1 << 20];
        for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/a.png"] {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default();
            for part in ["xl/workbook.xml", name] {
                zip.start_file(part, options).expect("a part");
                zip.write_all(&blanks).expect("bytes");
            }
            let bytes = zip.finish().expect("a package").into_inner();
            assert!(bytes.len() < 10_000);
            let limit_bytes = (2 << 20) - 1;
            assert_eq!(look(&bytes, limit_bytes).err(), Some(BookFault::Inflates { limit_bytes }));
            assert!(look(&bytes, limit_bytes + 1).is_ok());
        }
    }
}
