//! The buttons of a playlist: back, pause, on, and a dot for each board.

use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};

/// More boards than these have their number instead of dots.
const MOST_DOTS: usize = 24;

/// Where a playlist is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turns {
    pub boards: Vec<String>,
    pub at: usize,
    pub paused: bool,
    pub lang: Lang,
}

pub fn turns(turns: &Turns) -> Element {
    let Turns { boards, at, paused, lang } = turns;
    let button = |act: &str, sign: &str, said: &str| {
        el("button").act(act).attr("aria-label", said).attr("title", said).text(sign)
    };
    let dot = |(turn, board): (usize, &String)| {
        el("li").child(
            el("button")
                .act(format!("turn:{turn}"))
                .attr("title", board.as_str())
                .attr("aria-label", board.as_str())
                .attr("aria-current", if turn == *at { "true" } else { "false" }),
        )
    };
    let dots = el("ol").all(boards.iter().enumerate().take(MOST_DOTS).map(dot));
    let place = el("span").text(format!("{} / {}", at + 1, boards.len()));
    let (sign, said) = match paused {
        true => ("▶", words::resume_turns(*lang)),
        false => ("❚❚", words::pause_turns(*lang)),
    };
    el("nav")
        .class("turns")
        .attr("aria-label", words::playlist(*lang))
        .flag("data-paused", *paused)
        .child(button("back", "‹", words::previous_board(*lang)))
        .child(if boards.len() > MOST_DOTS { place } else { dots })
        .child(button("pause", sign, said))
        .child(button("next", "›", words::next_board(*lang)))
}
