//! The dialog of all keys.

use crate::issue::{Lang, help};
use crate::look::markup::{Element, el};

/// Keys and what they do, in groups: the whole page, then what has the focus.
pub fn help(lang: Lang) -> Element {
    let title = help::title(lang);
    let close = el("button").act("away").attr("aria-label", help::close(lang)).text("×");
    let head = el("header").child(el("h2").attr("id", "help").text(title)).child(close);
    let groups = help::groups(lang).into_iter().map(|(name, keys)| {
        let lines = keys.iter().flat_map(|(keys, does)| {
            let keys = keys.split(' ').map(|key| el("kbd").text(key));
            [el("dt").all(keys), el("dd").text(*does)]
        });
        el("section").child(el("h3").text(name)).child(el("dl").all(lines))
    });
    el("dialog")
        .class("help")
        .attr("aria-labelledby", "help")
        .child(head)
        .child(el("div").class("groups").all(groups))
        .child(el("p").text(help::by_hand(lang)))
}
