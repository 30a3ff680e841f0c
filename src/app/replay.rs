//! The replay at run time: it goes by the scheduler's tick, hears hands, and says the day. What learns days,
//! hears and shows is in a pack that boards without a replay never load.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

use super::address::Address;
use super::effect::{Local, effect, hold};
use super::packs::Known;
use super::wall::{Hall, Wall};
use super::{clock, is_still};
use crate::board::page::{Bar, replay as bar};
use crate::board::replay::{self, AT, Player};
use crate::board::{Board, Panel};
use crate::data::feed::State;
use crate::data::query::Query;
use crate::issue::{DataFault, Issue, Lang, Place, words};
use crate::look::format;
use crate::look::markup::{self, el};

/// The pack of the program that a replay needs.
pub const PACK: &str = "replay";
/// What the bar listens to.
const EVENTS: [&str; 6] =
    ["click", "keydown", "pointerdown", "pointermove", "pointerup", "pointercancel"];
/// Page Up and Page Down.
const WEEK: i64 = 7;

/// The replay of one wall.
pub struct Replaying {
    player: Local<Player>,
    pub issues: Local<Vec<Issue>>,
    /// What is wrong with the address.
    misasked: Option<Issue>,
}

impl Replaying {
    pub fn new(board: &Board, address: &Address) -> Option<Replaying> {
        let own = board.replay.as_ref()?;
        let asked = address.at.as_deref().map(replay::asked);
        let (asked, misasked) = match asked {
            Some(Err(issue)) => (None, Some(*issue)),
            other => (other.and_then(Result::ok), None),
        };
        let player = Local::new(Player::new(own, asked, is_still()));
        let issues = Local::new(misasked.iter().cloned().collect());
        Some(Replaying { player, issues, misasked })
    }

    /// The day before anything has happened.
    pub fn day(&self) -> Option<i32> {
        self.player.with_untracked(Player::at)
    }

    fn say(&self, more: impl IntoIterator<Item = Issue>) {
        self.issues.set(self.misasked.iter().cloned().chain(more).collect());
    }
}

/// Looks at the clock.
pub fn tick(wall: &Wall) {
    if let Some(stage) = wall.replay.as_ref().filter(|_| !wall.paused.get_untracked()) {
        stage.player.maybe_update(|player| player.advance(clock::now()));
        publish(wall, stage);
    }
}

/// So many days on, or back; it pauses.
fn step(wall: &Wall, days: i64) {
    act(wall, &format!("step:{days}"));
}

/// Does what a hand asks. The address keeps a day that stands, so that a reload and a link show it.
fn act(wall: &Wall, word: &str) {
    if go(wall, word) {
        keep(wall);
    }
}

fn go(wall: &Wall, word: &str) -> bool {
    let Some(stage) = &wall.replay else { return false };
    let mut done = false;
    stage.player.maybe_update(|player| {
        done = player.act(word, clock::now());
        done
    });
    publish(wall, stage);
    done
}

/// The address says the day that stands, and none while it plays.
pub fn keep(wall: &Wall) {
    let Some(stage) = &wall.replay else { return };
    let stands = stage.player.with_untracked(|player| player.at().filter(|_| !player.is_playing()));
    wall.address.keep(AT, &stands.map(iso).unwrap_or_default());
}

/// Says the day to whoever shows it.
fn publish(wall: &Wall, stage: &Replaying) {
    let at = stage.day();
    if wall.at.get_untracked() != at {
        wall.at.set(at);
        wall.today.set(at.unwrap_or_else(|| wall.today.get_untracked()));
    }
}

fn iso(day: i32) -> String {
    format::day(day, Lang::Zh)
}

/// Whether a query asks for the day of the replay.
pub fn follows(wall: &Wall, query: &Query) -> bool {
    wall.board.by_day && (query.names(AT) || query.names("today"))
}

/// Whether no day is known; tracked.
pub fn waits(wall: &Wall) -> bool {
    wall.at.get().is_none()
}

/// The state of a panel that has rows or none, and its words where they are others; tracked.
pub fn state(wall: &Wall, panel: &Panel, state: State) -> (State, Option<&'static str>) {
    let asks = panel.data.as_ref().is_some_and(|query| follows(wall, query));
    if state != State::Empty || !asks {
        return (state, None);
    }
    let source = wall.board.replay.as_ref().and_then(|own| wall.source(&own.from));
    let coming = source.is_some_and(|source| {
        source.status.with(|status| matches!(status.state, State::Never | State::Loading))
    });
    if waits(wall) && coming {
        return (State::Loading, Some(words::loading(wall.lang.get())));
    }
    let missing = wall.replay.as_ref().is_some_and(|own| own.player.with(Player::is_missing));
    (state, missing.then(|| words::no_day(wall.lang.get())))
}

/// Begins once the pack is there: learns the days of each new reading, and hears the bar.
pub fn raise(hall: Hall, bar: Element) {
    effect(move || {
        let wall = hall.get_value();
        match (wall.packs.get(PACK), &wall.replay) {
            (Known::Here, Some(_)) => packs::begin::replay::enter(hall, &bar),
            (Known::Broken, Some(stage)) => {
                stage.say([Issue::data(Place::document(PACK), DataFault::NoPack)]);
            }
            _ => (),
        }
    });
}

/// The bar; tracked.
pub fn face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    let here = wall.packs.get(PACK) == Known::Here;
    match wall.replay.as_ref().filter(|_| here) {
        Some(stage) => packs::bar::replay::enter(&wall, stage),
        None => el("footer").class("replay").flag("hidden", true),
    }
}

/// The entrances of the pack.
mod packs {
    pub mod begin {
        pub mod replay {
            use crate::app::{replay, wall::Hall};

            #[inline(never)]
            pub fn enter(hall: Hall, bar: &web_sys::Element) {
                replay::begin(hall, bar);
            }
        }
    }

    pub mod bar {
        pub mod replay {
            use crate::app::replay::{self, Replaying};
            use crate::app::wall::Wall;
            use crate::look::markup::Element;

            #[inline(never)]
            pub fn enter(wall: &Wall, stage: &Replaying) -> Element {
                replay::shown(wall, stage)
            }
        }
    }
}

fn begin(hall: Hall, node: &Element) {
    effect(move || hall.with_value(|wall| learn(wall)));
    listen(node, hall);
}

fn learn(wall: &Wall) {
    let (Some(stage), Some(own)) = (&wall.replay, &wall.board.replay) else { return };
    let Some(source) = wall.source(&own.from) else { return };
    let Some(reading) = source.reading.get() else { return };
    let (days, issue) = replay::days(own, &reading.reading.table, wall.utc_offset);
    stage.player.update(|player| player.know(days, clock::now()));
    let fault = stage.player.with_untracked(Player::fault).map(replay::address);
    stage.say(issue.into_iter().chain(fault));
    publish(wall, stage);
}

fn shown(wall: &Wall, stage: &Replaying) -> markup::Element {
    let (lang, kiosk) = (wall.lang.get(), wall.address.kiosk);
    stage.player.with(|player| bar(&Bar { player, lang, kiosk }))
}

/// One closure for all events; it goes with the wall.
fn listen(node: &Element, hall: Hall) {
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        hall.with_value(|wall| feel(wall, &event));
    });
    for name in EVENTS {
        // A footer takes every listener.
        let _ = node.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    }
    hold(heard);
}

fn feel(wall: &Wall, event: &Event) {
    let Some(target) = event.target().and_then(|own| own.dyn_into::<Element>().ok()) else {
        return;
    };
    let asked = target.closest("[data-act]").ok().flatten();
    let days = target.closest("[role=\"slider\"]").ok().flatten();
    match (event.type_().as_str(), asked, days) {
        ("click", Some(asked), _) => {
            act(wall, &asked.get_attribute("data-act").unwrap_or_default())
        }
        ("keydown", _, Some(_)) => key(wall, event.unchecked_ref()),
        ("pointerdown", _, Some(days)) => {
            let event: &PointerEvent = event.unchecked_ref();
            if event.button() == 0 {
                // Without it, a stroke that leaves the cells ends there.
                let _ = days.set_pointer_capture(event.pointer_id());
                drag(wall, &days, event);
            }
        }
        ("pointermove", _, Some(days)) => {
            let event: &PointerEvent = event.unchecked_ref();
            if days.has_pointer_capture(event.pointer_id()) {
                drag(wall, &days, event);
            }
        }
        // Browsers let an address be changed only so often.
        ("pointerup" | "pointercancel", _, Some(_)) => keep(wall),
        _ => (),
    }
}

/// Goes to the cell under the pointer.
fn drag(wall: &Wall, days: &Element, event: &PointerEvent) {
    let Some(stage) = &wall.replay else { return };
    let (place, count) = (days.get_bounding_client_rect(), stage.player.with_untracked(count));
    let share = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
    let to = (share * count as f64).clamp(0.0, count.saturating_sub(1) as f64) as usize;
    go(wall, &format!("day:{to}"));
}

fn count(player: &Player) -> usize {
    player.days().len()
}

/// The wall's own keys do not hear what the slider has understood.
fn key(wall: &Wall, event: &KeyboardEvent) {
    match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => step(wall, 1),
        "ArrowLeft" | "ArrowDown" => step(wall, -1),
        "PageUp" => step(wall, WEEK),
        "PageDown" => step(wall, -WEEK),
        "Home" => act(wall, "first"),
        "End" => act(wall, "last"),
        " " => act(wall, "toggle"),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
