//! The findings of one file, with places, bounded.

use super::node::{Object, Value};

use super::node;
use crate::issue::{BoardFault, Issue, Level, Place};

/// More would not be read; the rest is counted.
pub const MAX_FINDINGS: usize = 200;
/// Characters of a word of the file that a sentence repeats.
const MAX_QUOTED: usize = 40;
/// A word longer than this has no nearest word.
const MAX_WORD: usize = 40;
/// The nearest word is one of the first so many.
const MAX_WORDS: usize = 1_000;

pub struct Findings<'t> {
    document: &'t str,
    text: &'t str,
    /// Byte offset, level, fault, in the order of the file: places are made for those that stay.
    found: Vec<(usize, Level, BoardFault)>,
    left_out: usize,
}

impl<'t> Findings<'t> {
    pub fn new(document: &'t str, text: &'t str) -> Self {
        Findings { document, text, found: Vec::new(), left_out: 0 }
    }

    /// One finding at a byte offset; the same one again is not taken.
    pub fn fault(&mut self, at: usize, fault: BoardFault) {
        self.push((at, Level::Fault, fault));
    }

    pub fn notice(&mut self, at: usize, fault: BoardFault) {
        self.push((at, Level::Notice, fault));
    }

    fn push(&mut self, finding: (usize, Level, BoardFault)) {
        if self.full() {
            self.left_out += 1;
        } else if !self.found.contains(&finding) {
            let at = self.found.partition_point(|(at, _, _)| *at <= finding.0);
            self.found.insert(at, finding);
        }
    }

    /// A value of another JSON type. `None`, for readers to return.
    pub fn wrong<T>(&mut self, value: &Value, expected: &str) -> Option<T> {
        self.found(value.start(), node::kind(value).to_string(), expected)
    }

    /// A value of a form of its own that is not of that form: a text is repeated.
    pub fn misshapen<T>(&mut self, value: &Value, expected: &str) -> Option<T> {
        match value {
            Value::StringLit(text) => {
                self.found(value.start(), format!("\"{}\"", short(&text.value)), expected)
            }
            _ => self.wrong(value, expected),
        }
    }

    pub fn found<T>(&mut self, at: usize, found: String, expected: &str) -> Option<T> {
        self.fault(at, BoardFault::WrongType { found, expected: expected.to_string() });
        None
    }

    /// Those of `keys` that the object does not have at all.
    pub fn missing(&mut self, object: &Object, keys: &[&str]) {
        for key in keys {
            if node::get(object, key).is_none() {
                self.fault(object.start(), BoardFault::Missing { key: key.to_string() });
            }
        }
    }

    /// A word that is none of `words`.
    pub fn unknown_word<T>(&mut self, at: usize, word: &str, words: &[&str]) -> Option<T> {
        let nearest = self.nearest(word, &mut words.iter().copied());
        let (word, expected) = (short(word), words.join(", "));
        self.fault(at, BoardFault::UnknownWord { word, expected, nearest });
        None
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether further findings are only counted.
    pub fn full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }

    /// The nearest of `words`, while findings are still taken (it is a search).
    pub fn nearest(&self, word: &str, words: &mut dyn Iterator<Item = &str>) -> Option<String> {
        if self.full() { None } else { nearest(word, words) }
    }

    /// All of them in the order of the file.
    pub fn into_issues(self) -> Vec<Issue> {
        let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines: Vec<usize> = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let count = self.found.len();
        let issue = |(at, level, fault)| Issue {
            level,
            ..Issue::board(place(self.document, self.text, &lines, at), fault)
        };
        let mut issues: Vec<Issue> = self.found.into_iter().map(issue).collect();
        if self.left_out > 0 {
            let (found, limit) = (count + self.left_out, MAX_FINDINGS);
            let fault = BoardFault::TooMany { what: "findings", found, limit };
            issues.push(Issue::board(Place::document(self.document), fault));
        }
        issues
    }
}

/// Line and column of a byte offset, from 1; columns count characters. `lines` are the offsets of
/// the lines' starts.
fn place(document: &str, text: &str, lines: &[usize], at: usize) -> Place {
    let line = lines.partition_point(|start| *start <= at).max(1);
    let start = lines.get(line - 1).copied().unwrap_or(0);
    let column = text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
    Place::line(document, line as u32, column as u32)
}

/// A word of the file, short enough for a sentence.
pub fn short(word: &str) -> String {
    match word.char_indices().nth(MAX_QUOTED) {
        None => word.to_string(),
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or_default()),
    }
}

/// The word that was probably meant: one slip for every three characters, swaps count as one.
fn nearest(word: &str, words: &mut dyn Iterator<Item = &str>) -> Option<String> {
    let length = word.chars().count();
    if length > MAX_WORD {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for other in words.take(MAX_WORDS).filter(|other| other.len() <= 4 * MAX_WORD) {
        let far = strsim::osa_distance(&lower, &other.to_ascii_lowercase());
        if best.is_none_or(|(nearest, _)| far < nearest) {
            best = Some((far, other));
        }
    }
    best.filter(|(far, _)| *far <= (length / 3).max(1)).map(|(_, best)| best.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["title", "data", "bar", "区域"];
        let cases = [
            ("titel", Some("title")),
            ("daat", Some("data")),
            ("Title", Some("title")),
            ("bat", Some("bar")),
            ("区城", Some("区域")),
            ("colour", None),
            ("xy", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, &mut words.into_iter()).as_deref(), expected, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), &mut words.into_iter()), None);
    }

    #[test]
    fn places_count_characters_and_findings_are_bounded() {
        let text = "{\n  \"标题\": x\n}";
        let mut findings = Findings::new("b", text);
        let at = text.find('x').unwrap_or_default();
        findings.fault(at, BoardFault::Empty);
        findings.fault(at, BoardFault::Empty);
        for at in 100..500 {
            findings.fault(at, BoardFault::Empty);
        }
        let issues = findings.into_issues();
        assert_eq!((issues[0].place.line, issues[0].place.column), (Some(2), Some(9)));
        assert_eq!(issues.len(), MAX_FINDINGS + 1);
        let all = BoardFault::TooMany { what: "findings", found: 401, limit: MAX_FINDINGS };
        assert_eq!(issues.last().map(|last| &last.what), Some(&crate::issue::What::Board(all)));
    }
}
