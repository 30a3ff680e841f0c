//! The findings of one file, with places, bounded.

use crate::data;
use crate::issue::{BoardFault, Issue, Level, Place};

/// More would not be read; the rest is counted.
pub const MAX_FINDINGS: usize = 200;
/// A word longer than this has no nearest word.
const MAX_WORD: usize = 40;
/// The nearest word is one of the first so many.
const MAX_WORDS: usize = 1_000;

pub struct Findings<'t> {
    document: &'t str,
    text: &'t str,
    /// Byte offset, level, fault: places are made for those that stay.
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
            self.found.push(finding);
        }
    }

    /// Whether further findings are only counted.
    pub fn full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }

    /// The nearest of `words`, while findings are still taken (it is a search).
    pub fn nearest<'w>(
        &self,
        word: &str,
        words: impl IntoIterator<Item = &'w str>,
    ) -> Option<String> {
        if self.full() { None } else { nearest(word, words) }
    }

    /// All of them in the order of the file.
    pub fn into_issues(mut self) -> Vec<Issue> {
        let start = |at: usize| self.found.get(at).map(|(at, _, _)| *at);
        let order = data::order(self.found.len(), &|a, b| start(a).cmp(&start(b)));
        let sorted = order.into_iter().filter_map(|at| self.found.get(at).cloned());
        self.found = sorted.collect();
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

/// The word that was probably meant: one slip for every three characters, swaps count as one.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<String> {
    let length = word.chars().count();
    if length > MAX_WORD {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let far = |other: &&str| strsim::osa_distance(&lower, &other.to_ascii_lowercase());
    let short = words.into_iter().take(MAX_WORDS).filter(|other| other.len() <= 4 * MAX_WORD);
    let best = short.min_by_key(far)?;
    (far(&best) <= (length / 3).max(1)).then(|| best.to_string())
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
            assert_eq!(nearest(word, words).as_deref(), expected, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), words), None);
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
