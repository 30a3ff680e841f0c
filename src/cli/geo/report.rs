//! What `daping geo` prints: how much smaller the outline became, and what that cost.

use std::io::Write;

use super::lean::Lean;
use crate::geo::Outline;
use crate::issue::{DataFault, Issue, Lang, Place, terminal};
use crate::look::format::{self, Format};

/// What a server that packs its files well sends.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
const BUFFER: usize = 4096;

/// In bytes.
pub struct Sizes {
    before: usize,
    after: usize,
    packed: usize,
}

impl Sizes {
    pub fn of(before: &[u8], after: &[u8]) -> Sizes {
        Sizes { before: before.len(), after: after.len(), packed: packed(after) }
    }
}

fn packed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
    // A Vec takes everything.
    let _ = writer.write_all(bytes);
    drop(writer);
    out.len()
}

pub fn lines(read: &Outline, lean: &Lean, sizes: &Sizes, lang: Lang) -> Vec<String> {
    let count = |count: usize| format::number(count as f64, Format::Full, None, lang).line();
    let mut lines = vec![
        terminal::regions(&count(read.regions.len()), lang),
        terminal::points(&count(lean.points_before), &count(lean.points_after), lean.scale, lang),
        terminal::shift(&format!("{:.0}", lean.shift_metres.ceil()), lang),
        terminal::sizes(&count(sizes.before), &count(sizes.after), &count(sizes.packed), lang),
    ];
    let note = |line: String| format!("· {line}");
    let odd = |odd: &_| Issue::data(Place::document(&read.name), DataFault::Odd(Clone::clone(odd)));
    lines.extend(read.oddities.iter().map(|own| note(odd(own).say(lang))));
    if lean.specks > 0 {
        lines.push(note(terminal::specks(lean.specks, lang)));
    }
    if read.source.is_empty() {
        lines.push(note(terminal::no_maker(lang)));
    }
    if read.approval_no.is_none() {
        lines.push(note(terminal::no_review(lang)));
    }
    lines
}
