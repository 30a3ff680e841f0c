//! Lines below the head that are no rows: sums, notes across the table, the head once more.

use super::head::Head;
use super::lines::Line;
use crate::data::tree::Tree;
use crate::issue::BookFault;

const TOTALS: [&str; 8] = ["合计", "总计", "小计", "共计", "累计", "total", "subtotal", "sum"];
/// A sum says so in one of its first cells...
const FIRST: usize = 3;
/// ... in few characters.
const MAX_TOTAL: usize = 12;
/// From so many columns on a line with a single cell can be a note.
const WIDE: usize = 3;

/// Counts what is left out.
#[derive(Default)]
pub struct Skipped {
    totals: u64,
    notes: u64,
}

impl Skipped {
    /// Whether a line is no row.
    pub fn takes(&mut self, line: &Line, head: &Head) -> bool {
        if is_total(line) {
            self.totals += 1;
        } else if is_note(line, head) || is_head(line, head) {
            self.notes += 1;
        } else {
            // Cells beyond the head alone make no row.
            return line.cells.iter().take(head.names.len()).all(|cell| *cell == Tree::Null);
        }
        true
    }

    pub fn note(&self) -> Option<BookFault> {
        let Skipped { totals, notes } = *self;
        (totals + notes > 0).then_some(BookFault::LinesSkipped { totals, notes })
    }
}

fn is_total(line: &Line) -> bool {
    let held = |at: &usize| line.held.contains(at);
    let first = line.cells.iter().enumerate().filter(|(at, _)| !held(at));
    first.take(FIRST).filter_map(|(_, cell)| cell.text()).any(says_total)
}

fn says_total(text: &str) -> bool {
    let word: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let word = word.trim_end_matches([':', '：']).to_lowercase();
    // 云阳镇小计 is one too.
    word.chars().count() <= MAX_TOTAL
        && TOTALS.iter().any(|own| word == *own || (!own.is_ascii() && word.ends_with(own)))
}

/// A line with one cell that spans the table, or that asks for something: 填表人:….
fn is_note(line: &Line, head: &Head) -> bool {
    if line.own != 1 || head.width() < WIDE {
        return false;
    }
    let held = |at: &usize| line.held.contains(at);
    let cells = line.cells.iter().enumerate();
    let mut own =
        cells.filter(|(at, cell)| **cell != Tree::Null && !held(at)).map(|(_, cell)| cell);
    let asks = |cell: &Tree| cell.text().is_some_and(|text| text.contains([':', '：']));
    line.wide.iter().any(|(from, to)| to - from + 1 >= WIDE) || own.any(asks)
}

/// The head that a printed table has on each of its pages.
fn is_head(line: &Line, head: &Head) -> bool {
    let same = |(cell, name): (&Tree, &String)| {
        let text: String = cell.text().unwrap_or_default().split_whitespace().collect();
        text == name.split_whitespace().collect::<String>()
    };
    line.cells.len() >= head.names.len() && line.cells.iter().zip(&head.names).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_say_that_they_are() {
        for text in ["合计", "合 计:", "总计：", "云阳镇小计", "Total", "SUM"] {
            assert!(says_total(text), "{text}");
        }
        for text in ["合计算", "totals of all", "王小明", "", "这一行不是任何一个镇或者村的合计"]
        {
            assert!(!says_total(text), "{text}");
        }
    }
}
