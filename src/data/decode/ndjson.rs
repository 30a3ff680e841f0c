//! One JSON value on each line.

use super::json::Json;
use super::walk::{Item, Wants};
use crate::data::tree::Tree;
use crate::issue::DataFault;

pub const EXPECTED: &str = "NDJSON";

/// Takes lines in.
pub struct Ndjson {
    keys: Option<Vec<String>>,
    /// A line that is not whole yet.
    line: Vec<u8>,
    /// Where that line begins.
    at: u64,
}

impl Ndjson {
    /// `keys` are those to keep of a row.
    pub fn new(keys: Option<Vec<String>>) -> Self {
        Ndjson { keys, line: Vec::new(), at: 0 }
    }

    pub fn push(&mut self, piece: &[u8], take: &mut dyn FnMut(Tree)) -> Result<(), DataFault> {
        let mut rest = piece;
        while let Some(end) = rest.iter().position(|b| *b == b'\n') {
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
        Ok(())
    }

    pub fn end(&mut self, take: &mut dyn FnMut(Tree)) -> Result<(), DataFault> {
        let last = std::mem::take(&mut self.line);
        self.read(&last, take)
    }

    fn read(&mut self, line: &[u8], take: &mut dyn FnMut(Tree)) -> Result<(), DataFault> {
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

/// A text that is one value as a whole: the decoder is told that it is the only row of a list.
fn one(
    text: &[u8],
    keys: Option<Vec<String>>,
    take: &mut dyn FnMut(Tree),
) -> Result<(), DataFault> {
    let mut json = Json::new(Wants { keys, whole: true, ..Wants::default() });
    let mut row = |item| {
        if let Item::Row(tree) = item {
            take(tree);
        }
    };
    json.push(text, &mut row)?;
    json.end(&mut row)
}

/// A text as a tree: a message of a stream.
pub fn tree(text: &str) -> Result<Tree, DataFault> {
    let mut found = Tree::Null;
    one(text.as_bytes(), None, &mut |tree| found = tree)?;
    Ok(found)
}
