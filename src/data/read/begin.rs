//! The begin of an answer: whether it can be data at all, and how it is written.

#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use crate::data::decode::xlsx;
use crate::data::decode::{csv, json, ndjson};
use crate::data::source::{Format, Source};
use crate::issue::DataFault;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use crate::issue::{BookFault, Lookalike};

/// As many bytes as tell a web page from data.
const ENOUGH: usize = 16;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Holds the first bytes of an answer until they say what it is.
pub struct Begin {
    authored: Option<Format>,
    label: String,
    path: String,
    held: Vec<u8>,
}

impl Begin {
    pub fn new(source: &Source, content_type: Option<&str>, url: &str) -> Self {
        Begin {
            authored: source.format,
            label: content_type.unwrap_or_default().to_ascii_lowercase(),
            path: url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase(),
            held: Vec::new(),
        }
    }

    /// The format, and the bytes so far; a byte order mark is left to the reader of JSON, who takes
    /// one, and taken off otherwise. `None` while too few have come.
    pub fn push(
        &mut self,
        bytes: &[u8],
        ending: bool,
    ) -> Result<Option<(Format, Vec<u8>)>, DataFault> {
        // Space before the data says nothing, but its place counts for the findings.
        self.held.extend_from_slice(bytes);
        let held = self.held.strip_prefix(MARK).unwrap_or(&self.held);
        let begin = held.trim_ascii_start();
        if begin.len() < ENOUGH && !ending {
            return Ok(None);
        }
        let format = self.format(begin);
        let expected = match format {
            Format::Json | Format::Pages => json::EXPECTED,
            Format::Ndjson => ndjson::EXPECTED,
            Format::Csv => csv::EXPECTED,
        };
        #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
        if let Some(what) = self.impostor(begin) {
            return Err(DataFault::Book(BookFault::Other(what)));
        }
        if self.is_page(begin) {
            return Err(DataFault::Html { expected });
        }
        if begin.is_empty() {
            return Err(DataFault::Malformed { expected, at: 0 });
        }
        let held = if expected == json::EXPECTED { &self.held } else { held };
        Ok(Some((format, held.to_vec())))
    }

    /// A page or a text that calls itself a workbook, as many systems write tables.
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    fn impostor(&self, begin: &[u8]) -> Option<Lookalike> {
        let called = [".xls", ".xlsx"].iter().any(|end| self.path.ends_with(end));
        xlsx::impostor(begin, called)
    }

    /// A web page by its first bytes, or by its label where the text is not JSON after all.
    fn is_page(&self, begin: &[u8]) -> bool {
        let begins = |with: &str| {
            begin.get(..with.len()).is_some_and(|own| own.eq_ignore_ascii_case(with.as_bytes()))
        };
        let labelled = self.label.contains("html");
        begins("<!doctype") || begins("<html") || (labelled && !looks_json(begin))
    }

    /// As authored, else as labelled, else by the address's ending, else by the first byte.
    fn format(&self, begin: &[u8]) -> Format {
        let labels = [
            ("ndjson", Format::Ndjson),
            ("jsonl", Format::Ndjson),
            ("json-seq", Format::Ndjson),
            ("json", Format::Json),
            ("csv", Format::Csv),
        ];
        let ends = [
            (".json", Format::Json),
            (".ndjson", Format::Ndjson),
            (".jsonl", Format::Ndjson),
            (".csv", Format::Csv),
        ];
        let by_label = || labels.iter().find(|(word, _)| self.label.contains(word));
        let by_end = || ends.iter().find(|(end, _)| self.path.ends_with(end));
        let known = self.authored.or_else(|| by_label().or_else(by_end).map(|(_, own)| *own));
        known.unwrap_or(if looks_json(begin) { Format::Json } else { Format::Csv })
    }
}

fn looks_json(begin: &[u8]) -> bool {
    matches!(begin.first(), Some(b'{' | b'['))
}
