//! One JSON value on each line.

use super::Take;
use super::flat::{Between, Scanner};
use super::json::Json;
use super::walk::{Item, Wants};
use crate::data::IS_READER;
use crate::data::limits::MAX_ROW;
use crate::data::tree::Tree;
use crate::issue::DataFault;

pub const EXPECTED: &str = "NDJSON";

/// Takes lines in.
pub struct Ndjson {
    keys: Option<Vec<String>>,
    /// Where rows may have no parts.
    scanner: Option<Scanner>,
    /// A line that is not whole yet.
    line: Vec<u8>,
    /// Where that line begins.
    at: u64,
}

impl Ndjson {
    /// `keys` are those to keep of a row; see [`Wants`].
    pub fn new(keys: Option<Vec<String>>, flat: Option<Vec<String>>) -> Self {
        let flat = flat.filter(|_| IS_READER);
        let scanner = flat.map(|keys| Scanner::new(Between::Lines, keys));
        Ndjson { keys, scanner, line: Vec::new(), at: 0 }
    }

    pub fn push(&mut self, piece: &[u8], take: &mut dyn Take) -> Result<(), DataFault> {
        let mut rest = piece;
        loop {
            let scanned = self.scan(rest, take);
            rest = rest.get(scanned..).unwrap_or_default();
            let Some(end) = rest.iter().position(|b| *b == b'\n') else { break };
            let (line, after) = rest.split_at(end + 1);
            if self.line.is_empty() {
                self.read(line, take)?;
            } else {
                self.line.extend_from_slice(line);
                let whole = std::mem::take(&mut self.line);
                self.read(&whole, take)?;
            }
            rest = after;
        }
        self.line.extend_from_slice(rest);
        too_long(&self.line)
    }

    pub fn end(&mut self, take: &mut dyn Take) -> Result<(), DataFault> {
        let last = std::mem::take(&mut self.line);
        self.read(&last, take)
    }

    /// Lines at the begin of a piece that need no parser; how many bytes they were.
    fn scan(&mut self, bytes: &[u8], take: &mut dyn Take) -> usize {
        let Some(scanner) = self.scanner.as_mut().filter(|_| self.line.is_empty()) else {
            return 0;
        };
        let mut rows = scanner.rows(bytes);
        take.rows(&mut rows);
        self.at += rows.taken() as u64;
        rows.taken()
    }

    fn read(&mut self, line: &[u8], take: &mut dyn Take) -> Result<(), DataFault> {
        too_long(line)?;
        let begin = self.at;
        self.at += line.len() as u64;
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        one(line, self.keys.clone(), take).map_err(|fault| match fault {
            DataFault::Malformed { at, .. } => {
                DataFault::Malformed { expected: EXPECTED, at: begin + at }
            }
            fault => fault,
        })
    }
}

fn too_long(line: &[u8]) -> Result<(), DataFault> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    if line.len() > MAX_ROW {
        Err(DataFault::RowTooLong { limit_bytes: MAX_ROW as u64 })
    } else {
        Ok(())
    }
}

/// A text that is one value as a whole: the decoder is told that it is the only row of a list.
fn one(text: &[u8], keys: Option<Vec<String>>, take: &mut dyn Take) -> Result<(), DataFault> {
    let mut json = Json::new(Wants { keys, whole: true, ..Wants::default() });
    json.push(text, take)?;
    json.end(take)
}

/// A text as a tree: a message of a stream.
pub fn tree(text: &str) -> Result<Tree, DataFault> {
    let mut found = Tree::Null;
    let mut row = |item| {
        if let Item::Row(tree) = item {
            found = tree;
        }
    };
    one(text.as_bytes(), None, &mut row)?;
    Ok(found)
}
