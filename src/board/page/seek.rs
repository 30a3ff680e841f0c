//! The box of the search, at the title's lower edge while somebody searches.

use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};

/// Longer texts find nobody.
pub const MOST: usize = 60;

/// The box for `text` and how many rows are found; hidden where nobody searches. What is written
/// belongs to the box: the page does not write it back.
pub fn seek(text: Option<&str>, found: usize, lang: Lang) -> Element {
    let own = el("div").class("seek").attr("role", "search").flag("hidden", text.is_none());
    let Some(text) = text else { return own };
    let own = own.child(
        el("input")
            .attr("type", "search")
            .attr("maxlength", MOST.to_string())
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("aria-label", words::search(lang))
            .attr("placeholder", words::search_hint(lang)),
    );
    if text.trim().is_empty() {
        return own.child(close(lang));
    }
    let chip = el("p")
        .class("chip")
        .attr("role", "status")
        .child(el("span").text(words::searched(text.trim(), lang)))
        .child(el("b").text(words::rows_found(found, lang)));
    own.child(chip).child(close(lang))
}

fn close(lang: Lang) -> Element {
    el("button").act("away").attr("aria-label", words::end_search(lang)).text("×")
}
