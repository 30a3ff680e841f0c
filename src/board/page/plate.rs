//! The title plate, and the findings in the page's corner.

use super::{Chip, Paper, Posted, Status, chips};
use crate::board::Board;
use crate::issue::{Lang, words};
use crate::look::format;
use crate::look::markup::{Element, el};
use crate::look::theme::THEMES;
use crate::panel::clock;

/// Findings that the corner lists; the rest is counted.
const LISTED: usize = 50;

/// What the plate says at this moment.
pub struct Plate<'a> {
    pub board: &'a Board,
    /// The worst state of all sources with the newest of their data; none without a source.
    pub status: Option<Status>,
    pub lang: Lang,
    pub theme: &'a str,
    pub utc_offset: i32,
    pub now: i64,
    /// The states on the wall are played.
    pub rehearsed: bool,
    /// Parameters that are set.
    pub chips: Vec<Chip>,
    /// All that moves by itself stands still.
    pub paused: bool,
    /// The board was made of a file that somebody gave, and can be kept.
    pub made: bool,
    /// Of a board with alarms.
    pub alarms: Option<Posted>,
}

pub fn plate(plate: &Plate<'_>) -> Element {
    let Plate { board, lang, utc_offset, .. } = *plate;
    let state = plate.status.as_ref().map_or("never", |status| status.state.word());
    let as_of =
        plate.status.as_ref().and_then(|status| status.as_of).map(|at| {
            format!("{} {}", words::data_as_of(lang), format::time(at, utc_offset, lang))
        });
    let said = plate.status.as_ref().map(|status| status.say(lang, utc_offset));
    let clock = clock::face((true, true), None, plate.now, utc_offset, lang);
    let subtitle = board.subtitle.as_ref().map(|subtitle| el("p").text(subtitle.as_str()));
    el("header")
        .class("plate")
        .attr("data-state", state)
        .child(clock.maybe(board.clock.map(|_| simulated(lang))))
        .child(
            el("div")
                .class("title")
                .child(el("h1").text(board.title.as_str()))
                .maybe(subtitle)
                .maybe(chips(&plate.chips, lang)),
        )
        .child(
            el("div")
                .class("as-of")
                .maybe(plate.alarms.as_ref().map(|alarms| alarms.badge.clone()))
                .maybe(as_of.map(|as_of| el("span").text(as_of)))
                .maybe(said.map(|said| el("span").class("state").text(said)))
                .maybe(plate.rehearsed.then(|| rehearsal(lang)))
                .maybe(plate.paused.then(|| el("strong").class("held").text(words::held(lang))))
                .child(settings(plate)),
        )
}

/// A clock that does not say what time it is says so.
fn simulated(lang: Lang) -> Element {
    el("strong").class("simulated").text(words::simulated_clock(lang))
}

/// A wall that plays its states says so, lest somebody believes them.
fn rehearsal(lang: Lang) -> Element {
    el("strong").class("rehearsal").text(words::rehearsal(lang))
}

/// Language and colours, what sources are given at run time, what can be taken along, and what else has
/// a key, for whoever stands at the wall.
fn settings(plate: &Plate<'_>) -> Element {
    let Plate { board, lang, theme, .. } = *plate;
    let pressed = |is: bool| if is { "true" } else { "false" };
    let entry = |act: String, said: &str, is: bool| {
        el("li").child(el("button").act(act).attr("aria-pressed", pressed(is)).text(said))
    };
    let lang_of = |own: Lang, said: &str| entry(format!("lang:{}", own.tag()), said, own == lang);
    let themes = THEMES
        .iter()
        .map(|own| entry(format!("theme:{own}"), words::theme(own, lang), *own == theme));
    let secret = |name: &str| {
        let said = format!("{} {name}", words::give_secret(lang));
        el("li").child(el("button").act(format!("secret:{name}")).text(said))
    };
    let secrets = board.secrets().into_iter().map(secret);
    let entries = el("ul")
        .child(lang_of(Lang::Zh, "中文"))
        .child(lang_of(Lang::En, "English"))
        .all(themes)
        .all(plate.alarms.iter().flat_map(|alarms| alarms.entries.iter().cloned()))
        .all(secrets)
        .all(tools(plate.paused, plate.made, lang));
    let open = el("summary").attr("aria-label", words::settings(lang)).text("⋯");
    el("details").class("menu").child(open).child(entries)
}

/// What the whole board can be asked for, by touch as by keys.
fn tools(paused: bool, made: bool, lang: Lang) -> Vec<Element> {
    let entry = |act: &str, said: &str| el("li").child(el("button").act(act).text(said));
    let sheet = |paper: Paper| {
        let lies = if paper.upright { words::standing(lang) } else { words::lying(lang) };
        let said = format!("{} {lies}", paper.size());
        let own = el("button").act(format!("print:{}", paper.word())).text(said.as_str());
        own.attr("aria-label", format!("{} {said}", words::print(lang)))
    };
    let print = el("li").class("sheets").child(el("span").text(words::print(lang)));
    let pause = if paused { words::go_on(lang) } else { words::hold_all(lang) };
    let file = entry("file", words::open_file(lang)).class("apart");
    let keep = made.then(|| entry("keep", words::keep_board(lang)));
    let mut all = vec![file];
    all.extend(keep);
    all.extend([
        entry("search", words::search(lang)).class("apart"),
        entry("pause", pause),
        entry("refresh", words::refresh(lang)),
        entry("full", words::full_screen(lang)),
        entry("png", words::board_png(lang)).class("apart"),
        print.all(Paper::ALL.map(sheet)),
        entry("code", words::code(lang)),
        entry("help", words::keys(lang)),
    ]);
    all
}

/// What was found wrong: a count that opens into sentences.
pub fn findings(said: &[String], lang: Lang) -> Element {
    let count = format!("{} {}", said.len(), words::findings(lang));
    let row = |said: &String| el("li").text(said.as_str());
    el("details")
        .class("findings")
        .flag("hidden", said.is_empty())
        .child(el("summary").text(count))
        .child(el("ul").all(said.iter().take(LISTED).map(row)))
}
