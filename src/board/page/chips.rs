//! What is set, for the reader to see and to take back.

use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};

/// A parameter in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// The parameter's name.
    pub name: String,
    /// What its field is called.
    pub label: String,
    /// What was chosen.
    pub said: String,
}

/// None where nothing is set.
pub fn chips(chips: &[Chip], lang: Lang) -> Option<Element> {
    let chip = |chip: &Chip| {
        let said = format!("{} {} {}", words::take_back(lang), chip.label, chip.said);
        let cross = el("b").attr("aria-hidden", "true").text("×");
        let button = el("button")
            .act(format!("clear:{}", chip.name))
            .attr("aria-label", said)
            .child(el("span").text(chip.label.as_str()))
            .child(el("strong").text(chip.said.as_str()))
            .child(cross);
        el("li").child(button)
    };
    (!chips.is_empty()).then(|| el("ul").class("chips").all(chips.iter().map(chip)))
}
