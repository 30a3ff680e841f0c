//! `text`: paragraphs with emphasis and lists, written in the board or held by the data.
//!
//! Deliberately absent: HTML, links, headings. A text that is not one of the few marks below is
//! shown as it is written.

use super::options::{FieldName, options};
use super::{Draw, view};
use crate::data::table::{Table, Value};
use crate::issue::words;
use crate::look::markup::{Element, el};

options! {
    /// What is said.
    pub struct Options {
        /// A blank line begins a paragraph, `- ` a list's line, `**…**` is emphasis.
        pub text: String,
        /// A field of more such texts, one for each row; `text` where not named.
        pub field: Option<FieldName>,
    }
}

/// A text has no more paragraphs than these.
const MOST: usize = 100;
/// Sizes in ems of the panel: the largest that fits is taken, the smallest where none does.
const SIZES: [f64; 5] = [2.0, 1.6, 1.3, 1.1, 1.0];
const SMALLEST: f64 = 0.85;
/// Heights in ems of the text: a line, and what parts paragraphs.
const LINE: f64 = 1.5;
const GAP: f64 = 0.5;

/// As large as it fits; what does not fit at the smallest size is counted.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let blocks = blocks(options, rows);
    let root = el("div");
    if blocks.is_empty() {
        return root.class("prose");
    }
    let (size, fitting) = fit(&blocks, on);
    let shown = fitting.max(1);
    let lines = ((on.height / on.em / size - LINE) / LINE).max(1.0) as usize;
    let left_out = blocks.len() - shown;
    let more = || el("p").class("more").text(words::more_paragraphs(left_out, on.lang));
    let root = root.style("--size", size);
    // Not even the first one fits: it is cut.
    let root = if fitting > 0 {
        root.class("prose")
    } else {
        root.class("prose cut").style("--lines", lines)
    };
    root.all(blocks.iter().take(shown).map(Block::element)).maybe((left_out > 0).then(more))
}

/// Lines that stand together: a paragraph or a list.
struct Block {
    lines: Vec<String>,
    list: bool,
}

fn blocks(options: &Options, rows: &Table) -> Vec<Block> {
    let field = view::extra_field(rows, options.field.as_deref(), "text");
    let cell = |row| match field.map(|field| field.column.get(row)) {
        Some(Value::Text(text)) => text,
        _ => "",
    };
    let texts = std::iter::once(options.text.as_str()).chain((0..rows.rows()).map(cell));
    let mut blocks: Vec<Block> = Vec::new();
    for text in texts {
        // A new text begins a new paragraph.
        let mut open = false;
        for line in text.lines().map(str::trim) {
            let item = line.strip_prefix("- ");
            let line = item.unwrap_or(line).trim();
            if line.is_empty() {
                open = false;
                continue;
            }
            match blocks.last_mut() {
                Some(last) if open && last.list == item.is_some() => last.lines.push(line.into()),
                _ => blocks.push(Block { lines: vec![line.into()], list: item.is_some() }),
            }
            open = true;
        }
    }
    blocks
}

impl Block {
    fn element(&self) -> Element {
        if self.list {
            return el("ul").all(self.lines.iter().map(|line| emphasised(el("li"), line)));
        }
        let mut paragraph = el("p");
        for (at, line) in self.lines.iter().enumerate() {
            if at > 0 {
                paragraph = paragraph.child(el("br"));
            }
            paragraph = emphasised(paragraph, line);
        }
        paragraph
    }

    /// About how high it is at that size, in pixels.
    fn height(&self, size: f64, on: &Draw<'_>) -> f64 {
        let size = size * on.em;
        // A list's lines begin behind their mark.
        let width = (on.width - if self.list { size * 1.2 } else { 0.0 }).max(size);
        // Words do not break: a line holds a little less than its width.
        let lines = |line: &String| (on.measure.width(line, size, false) / width * 1.06).ceil();
        (self.lines.iter().map(lines).sum::<f64>() * LINE + GAP) * size
    }
}

/// The largest size at which all blocks fit, and how many of them are shown.
fn fit(blocks: &[Block], on: &Draw<'_>) -> (f64, usize) {
    let most = blocks.len().min(MOST);
    if on.height <= 0.0 {
        return (1.0, most);
    }
    let height = |size: f64| blocks.iter().take(most).map(|b| b.height(size, on)).sum::<f64>();
    if let Some(size) = SIZES.iter().chain([&SMALLEST]).find(|size| height(**size) <= on.height) {
        return (*size, most);
    }
    let mut left = on.height - LINE * on.em;
    let fits = |block: &&Block| {
        left -= block.height(SMALLEST, on);
        left >= 0.0
    };
    (SMALLEST, blocks.iter().take(most).take_while(fits).count())
}

/// Appends a line in which `**…**` is emphasis; a mark without its partner stays as it is written.
fn emphasised(mut element: Element, line: &str) -> Element {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("**") {
        let Some((strong, end)) = after.split_once("**").filter(|(strong, _)| !strong.is_empty())
        else {
            break;
        };
        if !before.is_empty() {
            element = element.text(before);
        }
        element = element.child(el("strong").text(strong));
        rest = end;
    }
    if rest.is_empty() { element } else { element.text(rest) }
}
