//! Alarms on this screen: asks their questions, steps them when rows, states, parameters or time have
//! changed, keeps what was acknowledged, and gives them a voice where somebody switched one on.
//!
//! All of it but what a wall keeps of alarms is in a pack that boards without alarms never load.
//! Deliberately absent: when an alarm holds and what is shown of it (`board::alarm` and `board::page`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Storage;

use super::effect::{Local, effect};
use super::packs::Known;
use super::query;
use super::wall::{Hall, Wall};
use super::{clock, voice};
use crate::board::Board;
use crate::board::alarm::{Cause, Desk, Moment, Severity, Sight};
use crate::board::page::{self, Alarmed, Ears, Posted, Status};
use crate::data::query::{Context, Faults, Query};
use crate::data::table::Table;
use crate::issue::{DataFault, Issue, Lang, Place, words};

pub const PACK: &str = "alarms";

/// What this screen keeps, and under which names.
const KEPT: &str = "daping:alarms";
const SOUND: &str = "daping:sound";
const SPEECH: &str = "daping:speech";
const ON: &str = "on";
/// Sentences that are spoken of one moment; the rest is read.
const MOST_SPOKEN: usize = 3;

/// The alarms of a wall.
pub struct Alarms {
    desk: Local<Desk>,
    /// Of each panel with alarms, by its place in the board.
    seen: Vec<(usize, Local<Seen>)>,
    sound: Local<bool>,
    speech: Local<bool>,
}

/// What the data say of a panel's alarms.
#[derive(Clone, Default, PartialEq)]
struct Seen {
    sights: Vec<Sight>,
    issues: Vec<Issue>,
}

/// An alarm's question and its source's state.
#[derive(Clone, Copy)]
struct Ask {
    rows: Option<Local<Answer>>,
    status: Local<Status>,
}

/// The small table, once there is one, and what could not be computed.
type Answer = (Option<Rc<Table>>, Faults);

impl Alarms {
    pub fn new(board: &Board) -> Self {
        let with = board.panels.iter().enumerate().filter(|(_, panel)| !panel.alarms.is_empty());
        let seen = |count| Seen { sights: vec![Sight::Unknown; count], issues: Vec::new() };
        let is_on = |name| Local::new(board.has_alarms() && recall(name).as_deref() == Some(ON));
        Alarms {
            desk: Local::new(Desk::default()),
            seen: with.map(|(at, own)| (at, Local::new(seen(own.alarms.len())))).collect(),
            sound: is_on(SOUND),
            speech: is_on(SPEECH),
        }
    }

    /// Alarms that cannot be judged.
    pub fn issues(&self) -> Vec<Issue> {
        self.seen.iter().flat_map(|(_, seen)| seen.with(|seen| seen.issues.clone())).collect()
    }
}

/// Watches the alarms of a board for as long as the effect that it is called in.
pub fn keep(hall: Hall) {
    if hall.with_value(|wall| wall.board.has_alarms()) {
        effect(move || {
            if is_here(&hall.get_value()) {
                packs::watch::alarms::enter(hall);
            }
        });
    }
}

fn is_here(wall: &Wall) -> bool {
    wall.packs.get(PACK) == Known::Here
}

fn watch(hall: Hall) {
    let wall = hall.get_value();
    let kept = recall(KEPT).unwrap_or_default();
    wall.alarms.desk.set(Desk::new(&wall.address.board, &wall.board, &kept));
    for (panel, seen) in &wall.alarms.seen {
        look(hall, *panel, *seen);
    }
    effect(move || step(&hall.get_value()));
}

/// Keeps what the data say of a panel's alarms.
fn look(hall: Hall, at: usize, seen: Local<Seen>) {
    let wall = hall.get_value();
    let Some(panel) = wall.board.panels.get(at) else { return };
    let counts = |cause: &Cause| matches!(cause, Cause::Rows { .. });
    let shared = panel.alarms.iter().any(|alarm| alarm.data.is_none() && counts(&alarm.cause));
    let shared = panel.data.as_ref().and_then(|query| ask(hall, query, shared));
    let asks = panel.alarms.iter().map(|alarm| match &alarm.data {
        Some(query) => ask(hall, query, counts(&alarm.cause)),
        None => shared,
    });
    let asks: Vec<Option<Ask>> = asks.collect();
    effect(move || {
        let now = judge(&hall.get_value(), at, &asks);
        seen.keep(now);
    });
}

/// Follows a query; rows are kept where somebody counts them.
fn ask(hall: Hall, query: &Query, counts: bool) -> Option<Ask> {
    let wall = hall.get_value();
    let intake = wall.source(&query.from)?;
    let (status, reading) = (intake.status, intake.reading);
    if !counts {
        return Some(Ask { rows: None, status });
    }
    let rows: Local<Answer> = Local::new((None, Faults::new()));
    let query = query.clone();
    let asked = Rc::new(Cell::new(0_u32));
    effect(move || {
        let number = asked.get().wrapping_add(1);
        asked.set(number);
        let keep = move |answer: Answer| {
            if rows.try_with_untracked(|old| *old != answer) == Some(true) {
                rows.set(answer);
            }
        };
        let Some(payload) = reading.get() else { return keep((None, Faults::new())) };
        let last = Rc::clone(&asked);
        let hear = move |told: query::Answer| {
            if let Some(table) = told.rows.filter(|_| last.get() == number) {
                keep((Some(Rc::new(table)), told.faults));
            }
        };
        query::put((&hall.get_value(), "alarms"), payload, (&query, &[]), Box::new(hear));
    });
    Some(Ask { rows: Some(rows), status })
}

/// Calls with what queries know of the wall.
fn with<T>(wall: &Wall, call: impl FnOnce(&Context) -> T) -> T {
    let params = |name: &str| wall.param(name);
    call(&Context { params: &params, utc_offset: wall.utc_offset })
}

fn judge(wall: &Wall, at: usize, asks: &[Option<Ask>]) -> Seen {
    let mut seen = Seen::default();
    let Some(panel) = wall.board.panels.get(at) else { return seen };
    for (alarm, ask) in panel.alarms.iter().zip(asks) {
        let state = ask.map(|ask| ask.status.with(|status| status.state));
        let (rows, faults) =
            ask.and_then(|ask| ask.rows).map_or_else(Answer::default, |rows| rows.get());
        let (sight, own) = with(wall, |context| alarm.sight(rows.as_deref(), state, context));
        seen.sights.push(sight);
        // The panel says for itself what is wrong with its question.
        let asked = faults.into_iter().filter(|_| alarm.data.is_some());
        for (field, fault) in asked.chain(own) {
            let fault = match fault {
                DataFault::BadQuery { reason } => DataFault::NoAlarm { reason },
                other => other,
            };
            let issue = Issue::data(Place::field(&panel.name, None, field), fault);
            if !seen.issues.contains(&issue) {
                seen.issues.push(issue);
            }
        }
    }
    seen
}

/// Steps every alarm; while one waits for time alone, again at each second.
fn step(wall: &Wall) {
    let Alarms { desk, seen, .. } = &wall.alarms;
    let sights: Vec<Sight> =
        seen.iter().flat_map(|(_, seen)| seen.with(|seen| seen.sights.clone())).collect();
    let moment = Moment {
        now: (clock::now() / 1_000) as i64,
        second: wall.second.get_untracked(),
        is_quiet: is_quiet(wall),
    };
    let mut own = desk.get_untracked();
    let rings = own.step(&sights, &moment);
    if own.waits() {
        wall.second.track();
    }
    ring(wall, &own, &rings);
    put(wall, own);
}

fn is_quiet(wall: &Wall) -> bool {
    let quiet = wall.board.quiet;
    quiet.is_some_and(|quiet| quiet.covers_moment(wall.second.get_untracked(), wall.utc_offset))
}

/// The page and this screen learn what has changed, and nothing else.
fn put(wall: &Wall, own: Desk) {
    let desk = wall.alarms.desk;
    if desk.with_untracked(|old| *old != own) {
        let before = recall(KEPT).unwrap_or_default();
        let kept = own.kept(&before);
        if kept != before {
            remember(KEPT, &kept);
        }
        desk.set(own);
    }
}

fn ring(wall: &Wall, desk: &Desk, rings: &[usize]) {
    let lang = wall.lang.get_untracked();
    let alarm = |at: &usize| {
        let post = desk.posts.get(*at)?;
        wall.board.panels.get(post.panel)?.alarms.get(post.alarm)
    };
    let rung = || rings.iter().filter_map(alarm);
    let Some(worst) = rung().map(|alarm| alarm.level).max() else { return };
    if wall.alarms.sound.get_untracked() {
        voice::sound(worst);
    }
    if wall.alarms.speech.get_untracked() {
        for alarm in rung().take(MOST_SPOKEN) {
            voice::speak(page::sentence(alarm, lang), lang);
        }
    }
}

/// What a panel's frame says of its alarms.
pub fn line(hall: Hall, panel: usize, lang: Lang) -> Option<Alarmed> {
    let wall = hall.get_value();
    let has = wall.board.panels.get(panel).is_some_and(|panel| !panel.alarms.is_empty());
    if !has || !is_here(&wall) {
        return None;
    }
    wall.alarms.desk.with(|desk| page::alarmed(&wall.board, desk, panel, lang))
}

/// What the plate says of all of them.
pub fn posted(hall: Hall) -> Option<Posted> {
    let wall = hall.get_value();
    if !wall.board.has_alarms() || !is_here(&wall) {
        return None;
    }
    let Alarms { desk, sound, speech, .. } = &wall.alarms;
    let ears = Ears {
        sound: sound.get(),
        speech: speech.get(),
        now: wall.second.get(),
        utc_offset: wall.utc_offset,
        lang: wall.lang.get(),
    };
    Some(desk.with(|desk| page::posted(&wall.board, desk, ears)))
}

/// What was asked for in the plate: `sound`, `speech`, `know:2`.
pub fn act(hall: Hall, asked: &str) {
    let wall = hall.get_value();
    if wall.packs.has(PACK) {
        packs::act::alarms::enter(&wall, asked);
    }
}

/// The entrances of the pack.
mod packs {
    pub mod watch {
        pub mod alarms {
            use crate::app::{alarms, wall::Hall};

            #[inline(never)]
            pub fn enter(hall: Hall) {
                alarms::watch(hall);
            }
        }
    }

    pub mod act {
        pub mod alarms {
            use crate::app::{alarms, wall::Wall};

            #[inline(never)]
            pub fn enter(wall: &Wall, asked: &str) {
                alarms::acted(wall, asked);
            }
        }
    }
}

fn acted(wall: &Wall, asked: &str) {
    let Alarms { desk, sound, speech, .. } = &wall.alarms;
    match asked.split_once(':') {
        Some(("know", at)) => {
            let mut own = desk.get_untracked();
            if let Ok(at) = at.parse() {
                own.acknowledge(at);
            }
            put(wall, own);
        }
        None if asked == "sound" => {
            turn(wall, *sound, SOUND, &|| voice::sound(Severity::Notice));
        }
        None if asked == "speech" => {
            let lang = wall.lang.get_untracked();
            turn(wall, *speech, SPEECH, &|| voice::speak(words::alarm_speech(lang), lang));
        }
        _ => (),
    }
}

/// Switches a choice of this screen over. What was switched on is heard at once: browsers want a hand
/// before the first sound.
fn turn(wall: &Wall, choice: Local<bool>, name: &'static str, hear: &dyn Fn()) {
    let is_on = !choice.get_untracked();
    choice.set(is_on);
    remember(name, if is_on { ON } else { "" });
    if is_on && !is_quiet(wall) {
        hear();
    }
}

thread_local! {
    /// What the browser would not keep: it holds until the page is left.
    static HERE: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn recall(name: &str) -> Option<String> {
    let here = HERE.with_borrow(|here| here.iter().find(|(own, _)| *own == name).cloned());
    here.map(|(_, value)| value).or_else(|| storage()?.get_item(name).ok()?)
}

fn remember(name: &'static str, value: &str) {
    let is_kept = storage().is_some_and(|storage| storage.set_item(name, value).is_ok());
    HERE.with_borrow_mut(|here| {
        here.retain(|(own, _)| *own != name);
        if !is_kept {
            here.push((name, value.to_string()));
        }
    });
}
