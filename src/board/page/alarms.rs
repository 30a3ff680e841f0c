//! What the page says of alarms: a line in the panel's frame, a badge with a list in the plate, and the
//! two entries of its menu. All of it is in the pack `alarms`.

use std::cmp::Reverse;

use crate::board::Board;
use crate::board::alarm::{Alarm, Cause, Desk, Post, Severity, Watch};
use crate::data;
use crate::issue::{Lang, notices, words};
use crate::look::format;
use crate::look::markup::{Element, el};

/// What a panel with alarms has in its frame, also while none stands: a place that is spoken when it
/// gets words must be there before.
#[derive(Clone, Debug)]
pub struct Alarmed {
    /// Of the worst that stands, and whether it has been acknowledged.
    pub level: Option<(Severity, bool)>,
    pub line: Element,
}

/// What the plate of a board with alarms has.
#[derive(Clone, Debug)]
pub struct Posted {
    pub badge: Element,
    /// Of the menu.
    pub entries: Vec<Element>,
}

/// What the plate's list says beside the alarms themselves.
#[derive(Clone, Copy, Debug)]
pub struct Ears {
    pub sound: bool,
    pub speech: bool,
    /// Unix seconds, to tell today from other days.
    pub now: i64,
    pub utc_offset: i32,
    pub lang: Lang,
}

/// The alarms of the panel at that place; `None` where it has none.
pub fn alarmed(board: &Board, desk: &Desk, panel: usize, lang: Lang) -> Option<Alarmed> {
    let own = board.panels.get(panel).filter(|panel| !panel.alarms.is_empty());
    own.map(|_| packs::alarm_line::alarms::enter(board, desk, panel, lang))
}

pub fn posted(board: &Board, desk: &Desk, ears: Ears) -> Posted {
    packs::alarm_list::alarms::enter(board, desk, ears)
}

/// An alarm's sentence.
pub fn sentence(alarm: &Alarm, lang: Lang) -> &str {
    alarm.said(lang).unwrap_or(match alarm.cause {
        Cause::Rows { .. } => words::alarm_holds(lang),
        Cause::Late => words::alarm_late(lang),
    })
}

mod packs {
    pub mod alarm_line {
        pub mod alarms {
            use crate::board::Board;
            use crate::board::alarm::Desk;
            use crate::board::page::alarms::{Alarmed, line};
            use crate::issue::Lang;

            #[inline(never)]
            pub fn enter(board: &Board, desk: &Desk, panel: usize, lang: Lang) -> Alarmed {
                line(board, desk, panel, lang)
            }
        }
    }

    pub mod alarm_list {
        pub mod alarms {
            use crate::board::Board;
            use crate::board::alarm::Desk;
            use crate::board::page::alarms::{Ears, Posted, list};

            #[inline(never)]
            pub fn enter(board: &Board, desk: &Desk, ears: Ears) -> Posted {
                list(board, desk, ears)
            }
        }
    }
}

/// One that stands.
struct Standing<'a> {
    /// Its place on the desk.
    at: usize,
    post: &'a Post,
    alarm: &'a Alarm,
    /// The heading of its panel.
    title: &'a str,
    acknowledged: bool,
}

impl Standing<'_> {
    /// The least is the worst: the longest of the highest level.
    fn rank(&self) -> (Reverse<Severity>, i64) {
        (Reverse(self.alarm.level), self.post.began)
    }
}

/// Those that stand, as the board has them.
fn standing<'a>(board: &'a Board, desk: &'a Desk) -> Vec<Standing<'a>> {
    let one = |(at, post): (usize, &'a Post)| {
        let Watch::Stands { acknowledged, .. } = post.watch else { return None };
        let panel = board.panels.get(post.panel)?;
        let alarm = panel.alarms.get(post.alarm)?;
        Some(Standing { at, post, alarm, title: &panel.title, acknowledged })
    };
    desk.posts.iter().enumerate().filter_map(one).collect()
}

/// The one that speaks for all: nobody has acknowledged it, if there is such a one.
fn worst<'s, 'a>(all: &'s [Standing<'a>]) -> Option<&'s Standing<'a>> {
    all.iter().min_by_key(|own| (own.acknowledged, own.rank()))
}

fn sign(level: Severity) -> &'static str {
    match level {
        Severity::Notice => "■",
        Severity::Warning => "▲",
        Severity::Severe => "◆",
    }
}

fn word(level: Severity, lang: Lang) -> &'static str {
    match level {
        Severity::Notice => words::alarm_notice(lang),
        Severity::Warning => words::alarm_warning(lang),
        Severity::Severe => words::alarm_severe(lang),
    }
}

fn marked(level: Severity) -> Element {
    el("i").attr("aria-hidden", "true").text(sign(level))
}

/// The worst of a panel's alarms, and how many there are beside it.
fn line(board: &Board, desk: &Desk, panel: usize, lang: Lang) -> Alarmed {
    let mut own = standing(board, desk);
    own.retain(|own| own.post.panel == panel);
    let line = el("p").class("alarm").attr("role", "status").attr("aria-live", "polite");
    let Some(worst) = worst(&own) else { return Alarmed { level: None, line } };
    let level = worst.alarm.level;
    let more = own.len() - 1;
    let line = line
        .child(marked(level))
        .child(el("b").text(word(level, lang)))
        .child(el("span").text(sentence(worst.alarm, lang)))
        .maybe((more > 0).then(|| el("small").text(notices::more_alarms(more, lang))));
    Alarmed { level: Some((level, worst.acknowledged)), line }
}

fn list(board: &Board, desk: &Desk, ears: Ears) -> Posted {
    let all = standing(board, desk);
    let lang = ears.lang;
    // By what does not change under a reader's hand: an entry that moves loses the focus.
    let rank = |at: usize| all.get(at).map(Standing::rank);
    let listed = data::order(all.len(), &|a, b| rank(a).cmp(&rank(b)));
    let listed = listed.into_iter().filter_map(|at| all.get(at));
    let badge = el("details").class("alarms").flag("hidden", all.is_empty());
    let badge = match worst(&all) {
        None => badge,
        Some(worst) => badge
            .attr("data-level", worst.alarm.level.word())
            .flag("data-known", worst.acknowledged)
            .child(
                el("summary")
                    .child(marked(worst.alarm.level))
                    .child(el("b").text(notices::alarms(all.len(), lang))),
            )
            .child(el("ol").all(listed.map(|own| entry(own, ears)))),
    };
    let choice = |act: &str, said: &str, is: bool| {
        let pressed = if is { "true" } else { "false" };
        el("li").child(el("button").act(act).attr("aria-pressed", pressed).text(said))
    };
    let sound = choice("alarm:sound", words::alarm_sound(lang), ears.sound);
    let speech = choice("alarm:speech", words::alarm_speech(lang), ears.speech);
    Posted { badge, entries: vec![sound, speech] }
}

fn entry(own: &Standing<'_>, ears: Ears) -> Element {
    let Ears { now, utc_offset, lang, .. } = ears;
    let (level, began) = (own.alarm.level, own.post.began);
    let is_today = format::day_of(began, utc_offset) == format::day_of(now, utc_offset);
    let since = match is_today {
        true => format::clock(began, utc_offset),
        false => format::time(began, utc_offset, lang),
    };
    // The button stays where it was, so that the focus does.
    let button = el("button");
    let button = match own.acknowledged {
        false => button.act(format!("alarm:know:{}", own.at)).text(words::alarm_know(lang)),
        true => button.attr("aria-disabled", "true").text(words::alarm_known(lang)),
    };
    el("li")
        .key(own.at.to_string())
        .attr("data-level", level.word())
        .flag("data-known", own.acknowledged)
        .child(
            el("p")
                .class("of")
                .child(marked(level))
                .child(el("b").text(word(level, lang)))
                .child(el("span").text(own.title))
                .child(el("small").text(notices::since(&since, lang))),
        )
        .child(el("p").class("said").text(sentence(own.alarm, lang)))
        .child(button)
}
