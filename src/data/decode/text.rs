//! Bytes of a table in text, as they come -> UTF-8, and what parts its cells.
//!
//! A byte order mark says UTF-16; without one a text is UTF-8 as long as it can be, else GB18030, of
//! which GBK and GB2312 are parts. Deliberately absent: any guess among other encodings, which would
//! be wrong in silence.

use std::borrow::Cow;

use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_16BE, UTF_16LE};

use super::csv::EXPECTED;
use crate::issue::DataFault;

/// So many bytes from the first that is no ASCII decide.
const ENOUGH: usize = 4 << 10;
/// The first line is looked at so far for what parts its cells.
const MAX_LINE: usize = 64 << 10;
const SEPARATORS: [u8; 3] = *b",;\t";

/// What stands before the reader of a table in text.
#[derive(Default)]
pub struct Front {
    text: Text,
    separator: Separator,
}

impl Front {
    /// The next bytes as UTF-8, and once what parts the cells of the first line.
    pub fn push<'p>(
        &mut self,
        piece: &'p [u8],
        last: bool,
    ) -> Result<(Option<u8>, Cow<'p, [u8]>), DataFault> {
        Ok(match self.text.push(piece, last)? {
            Cow::Borrowed(text) => self.separator.push(text, last),
            Cow::Owned(text) if self.separator.done => (None, Cow::Owned(text)),
            Cow::Owned(text) => {
                let (separator, text) = self.separator.push(&text, last);
                (separator, Cow::Owned(text.into_owned()))
            }
        })
    }

    /// What the text is in, where it is not UTF-8.
    pub fn encoding(&self) -> Option<&'static str> {
        self.text.encoding()
    }
}

/// Takes bytes in.
#[derive(Default)]
struct Text {
    form: Form,
    /// Bytes taken so far.
    at: u64,
}

#[derive(Default)]
enum Form {
    /// Nothing has come.
    #[default]
    Begin,
    /// So far all of it is ASCII, or what is not is held until there is enough of it.
    Ascii(Vec<u8>),
    Utf8,
    Other(Box<Decoder>),
}

impl Text {
    /// The next bytes as UTF-8. Bytes that are taken for UTF-8 are for the reader of the table to
    /// look at; those of a mark are left out.
    fn push<'p>(&mut self, piece: &'p [u8], last: bool) -> Result<Cow<'p, [u8]>, DataFault> {
        let before = self.at;
        self.at += piece.len() as u64;
        if let Form::Begin = self.form {
            if piece.is_empty() {
                return Ok(Cow::Borrowed(piece));
            }
            self.form = match piece {
                // Whoever begins an answer holds more than two bytes of it together.
                [0xFF, 0xFE, ..] => Form::Other(Box::new(UTF_16LE.new_decoder())),
                [0xFE, 0xFF, ..] => Form::Other(Box::new(UTF_16BE.new_decoder())),
                _ => Form::Ascii(Vec::new()),
            };
        }
        match &mut self.form {
            Form::Begin | Form::Utf8 => Ok(Cow::Borrowed(piece)),
            Form::Other(decoder) => decoded(decoder, piece, last, before).map(Cow::Owned),
            Form::Ascii(held) if held.is_empty() && piece.is_ascii() => Ok(Cow::Borrowed(piece)),
            Form::Ascii(held) => {
                held.extend_from_slice(piece);
                let first = held.iter().position(|byte| !byte.is_ascii()).unwrap_or(held.len());
                if !last && held.len() - first < ENOUGH {
                    return Ok(Cow::Borrowed(&[]));
                }
                let held = std::mem::take(held);
                self.decide(held, last).map(Cow::Owned)
            }
        }
    }

    fn encoding(&self) -> Option<&'static str> {
        match &self.form {
            Form::Other(decoder) => Some(match decoder.encoding().name() {
                "gb18030" => "GB18030",
                name => name,
            }),
            _ => None,
        }
    }

    /// By the first bytes that are no ASCII, and by so many that pieces of any size decide the same.
    fn decide(&mut self, held: Vec<u8>, last: bool) -> Result<Vec<u8>, DataFault> {
        let first = held.iter().position(|byte| !byte.is_ascii()).unwrap_or(held.len());
        // What comes before may have been given on already, or not: it counts for nothing.
        let rest = held.get(first..).unwrap_or_default();
        let looked_at = rest.get(..ENOUGH).unwrap_or(rest);
        let whole = last && looked_at.len() == rest.len();
        let valid = match std::str::from_utf8(looked_at) {
            Ok(_) => true,
            // The begin of a character is none yet.
            Err(error) => error.error_len().is_none() && !whole,
        };
        let begin = || GB18030.new_decoder_without_bom_handling();
        let fits = |text: Vec<u8>| is_text(&text);
        if valid || !decoded(&mut begin(), looked_at, whole, 0).is_ok_and(fits) {
            // Where it is neither of them, the reader of UTF-8 says where.
            self.form = Form::Utf8;
            return Ok(held);
        }
        let mut decoder = Box::new(begin());
        let text = decoded(&mut decoder, &held, last, self.at - held.len() as u64)?;
        self.form = Form::Other(decoder);
        Ok(text)
    }
}

/// Bytes of a known encoding as UTF-8; `before` counts those that came before them.
fn decoded(
    decoder: &mut Decoder,
    piece: &[u8],
    last: bool,
    before: u64,
) -> Result<Vec<u8>, DataFault> {
    let malformed = |at: u64| DataFault::Malformed { expected: EXPECTED, at };
    let most = decoder.max_utf8_buffer_length_without_replacement(piece.len());
    let mut text = String::with_capacity(most.ok_or_else(|| malformed(before))?);
    let (result, read) = decoder.decode_to_string_without_replacement(piece, &mut text, last);
    let at = before + read as u64;
    match result {
        DecoderResult::InputEmpty => Ok(text.into_bytes()),
        // The wrong bytes may have begun in an earlier piece.
        DecoderResult::Malformed(wrong, after) => {
            Err(malformed(at.saturating_sub(u64::from(wrong) + u64::from(after))))
        }
        DecoderResult::OutputFull => Err(malformed(at)),
    }
}

/// GB18030 gives a character to almost any bytes, but text has no control characters and none of
/// the private ones.
fn is_text(utf8: &[u8]) -> bool {
    let odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || ('\u{E000}'..='\u{F8FF}').contains(&c)
    };
    std::str::from_utf8(utf8).is_ok_and(|text| !text.chars().any(odd))
}

/// Finds what parts the cells: of comma, semicolon and tab the one that the first line has most of.
#[derive(Default)]
struct Separator {
    counts: [usize; SEPARATORS.len()],
    quoted: bool,
    looked_at: usize,
    /// The first bytes, until their line is whole.
    held: Vec<u8>,
    done: bool,
}

impl Separator {
    /// Once the first line is whole, what parts it and all bytes so far; later the bytes alone.
    fn push<'p>(&mut self, piece: &'p [u8], last: bool) -> (Option<u8>, Cow<'p, [u8]>) {
        if self.done {
            return (None, Cow::Borrowed(piece));
        }
        for byte in piece {
            self.looked_at += 1;
            match byte {
                b'"' => self.quoted = !self.quoted,
                _ if self.looked_at >= MAX_LINE => self.done = true,
                b'\n' | b'\r' if !self.quoted => self.done = true,
                other if !self.quoted => {
                    let own = SEPARATORS.iter().position(|own| own == other);
                    if let Some(count) = own.and_then(|at| self.counts.get_mut(at)) {
                        *count += 1;
                    }
                }
                _ => {}
            }
            if self.done {
                break;
            }
        }
        self.held.extend_from_slice(piece);
        if !self.done && !last {
            return (None, Cow::Borrowed(&[]));
        }
        self.done = true;
        (Some(self.most()), Cow::Owned(std::mem::take(&mut self.held)))
    }

    /// The first of those that are most.
    fn most(&self) -> u8 {
        let mut best = 0;
        for (at, count) in self.counts.iter().enumerate() {
            if Some(count) > self.counts.get(best) {
                best = at;
            }
        }
        SEPARATORS.get(best).copied().unwrap_or(b',')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&[u8]]) -> Result<(String, Option<&'static str>), DataFault> {
        let mut text = Text::default();
        let mut all = Vec::new();
        for piece in pieces {
            all.extend_from_slice(&text.push(piece, false)?);
        }
        all.extend_from_slice(&text.push(&[], true)?);
        Ok((String::from_utf8_lossy(&all).into_owned(), text.encoding()))
    }

    #[test]
    fn each_encoding_is_told_by_its_bytes() {
        let says = "姓名,电话\n王小明,1\n";
        let (gbk, _, _) = GB18030.encode(says);
        let utf16 = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
            let units = says.encode_utf16().flat_map(unit);
            mark.iter().copied().chain(units).collect::<Vec<u8>>()
        };
        for (bytes, name) in [
            (says.as_bytes().to_vec(), None),
            (gbk.to_vec(), Some("GB18030")),
            (utf16(b"\xFF\xFE", u16::to_le_bytes), Some("UTF-16LE")),
            (utf16(b"\xFE\xFF", u16::to_be_bytes), Some("UTF-16BE")),
        ] {
            for size in [2, 3, 7, bytes.len()] {
                let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
                assert_eq!(read(&pieces), Ok((says.to_string(), name)), "{name:?} {size}");
            }
        }
    }

    #[test]
    fn a_long_begin_in_ascii_decides_nothing() {
        let (name, _, _) = GB18030.encode("云阳镇");
        let ascii = "a,b\n".repeat(20_000);
        let bytes = [ascii.as_bytes(), &name].concat();
        let pieces: Vec<&[u8]> = bytes.chunks(1_000).collect();
        assert_eq!(read(&pieces), Ok((ascii + "云阳镇", Some("GB18030"))));
    }

    #[test]
    fn what_fits_no_encoding_is_left_to_the_reader_of_utf8() {
        assert_eq!(read(&[b"a\xFF\xFFb"]), Ok(("a\u{FFFD}\u{FFFD}b".into(), None)));
        let broken = [b"\xFF\xFEa\0".as_slice(), b"\0\xD8", b"a\0"];
        assert!(matches!(read(&broken), Err(DataFault::Malformed { at: 4..=8, .. })));
    }

    #[test]
    fn the_first_line_says_what_parts_cells() {
        for (line, is) in [
            ("a,b;c,d\n;;;;;", b','),
            ("a;b;c\r\n1,2,3,4,5", b';'),
            ("a\tb,c\td\n", b'\t'),
            ("\"a;b;c\",d\n", b','),
            ("one", b','),
            ("", b','),
        ] {
            for size in [1, 3, 100] {
                let mut separator = Separator::default();
                let mut all = Vec::new();
                let mut found = None;
                let mut pieces: Vec<&[u8]> = line.as_bytes().chunks(size).collect();
                pieces.push(&[]);
                let count = pieces.len();
                for (at, piece) in pieces.into_iter().enumerate() {
                    let (own, bytes) = separator.push(piece, at + 1 == count);
                    found = found.or(own);
                    all.extend_from_slice(&bytes);
                }
                assert_eq!((found, all.as_slice()), (Some(is), line.as_bytes()), "{line}");
            }
        }
    }
}
