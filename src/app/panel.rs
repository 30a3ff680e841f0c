//! A panel in the page: its frame kept at what its source, its kind and its reader say.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, ResizeObserver};

use super::effect::{effect, hold};
use super::hand::{Hand, foot};
use super::host::{Body, Drawn, Host};
use super::paint::Painted;
use super::patch::Shown;
use super::place::rect;
use super::standing::Standing;
use super::store::Intake;
use super::wall::{Hall, Wall};
use super::{alarms, query, replay, turns};
use crate::board::page::{self, Drawing, Face};
use crate::data::feed::State;
use crate::issue::{BoardFault, DataFault, Issue, Place, What, words};
use crate::look::markup;
use crate::look::seams;
use crate::panel::kind::{Kind, Surface};
use crate::panel::roster;
use crate::panel::scene::Told;

/// Where a panel stands: in an area of its own, or as one of a panel of tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    pub index: usize,
    /// The place of the tabs in the board, and which of theirs this panel is.
    pub tab: Option<(usize, usize)>,
}

/// What a panel listens to; `Hand` answers.
const EVENTS: [&str; 9] = [
    "click",
    "dblclick",
    "keydown",
    "pointerdown",
    "pointermove",
    "pointerup",
    "pointerleave",
    "focusin",
    "focusout",
];

/// Puts a panel into the grid. It lives as long as the effect that it is called in.
pub fn raise(grid: &Element, hall: Hall, seat: Seat, standing: Memo<Option<Standing>>) {
    let host = Host::new(hall, seat.index, standing);
    let hand = Hand::new(host);
    let wall = hall.get_value();
    let panel = wall.board.panels.get(seat.index);
    let asked = panel.and_then(|panel| panel.data.clone());
    let intake = asked.as_ref().and_then(|query| wall.source(&query.from)).cloned();
    if let (Some(asked), Some(intake)) = (asked, &intake) {
        query::follow(host, asked, Rc::clone(intake));
    }
    host.keep_body();
    turns::turn(host);
    turns::move_rows(host, hand);
    turns::tour(host, hand);
    let document = grid.owner_document();
    let section = document.and_then(|document| document.create_element("section").ok());
    let Some(section) = section else { return };
    if grid.append_child(&section).is_ok() {
        listen(&section, hand);
        measure_when_told(host, section.clone());
        keep_face(host, hand, seat, intake, section);
    }
}

/// One closure for all events; it goes with the panel. It may be called while it runs: what it does
/// can move the focus.
fn listen(section: &Element, hand: Hand) {
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| hand.feel(&event));
    for name in EVENTS {
        // A section takes every listener.
        let _ = section.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    }
    hold(heard);
}

/// Shows the frame anew when anything that it says has changed, then paints what was drawn.
fn keep_face(host: Host, hand: Hand, seat: Seat, intake: Option<Rc<Intake>>, section: Element) {
    let mut shown = Shown::new(section.clone());
    let painted = Rc::new(Painted::default());
    let observed = Rc::new(RefCell::new(None));
    let held = StoredValue::new_local((Rc::clone(&painted), Rc::clone(&observed)));
    effect(move || {
        let Some(markup) = face(host, hand, seat, intake.as_deref()) else { return };
        shown.show(markup);
        if observed.borrow().is_none() {
            *observed.borrow_mut() = watch(&section, host);
        }
        painted.follow(&section, host);
    });
    on_cleanup(move || {
        if let Some((painted, observed)) = held.try_get_value() {
            painted.forget();
            if let Some((observer, _)) = observed.take() {
                observer.disconnect();
            }
        }
    });
}

/// The whole panel as markup.
fn face(host: Host, hand: Hand, seat: Seat, intake: Option<&Intake>) -> Option<markup::Element> {
    let wall = host.hall.get_value();
    let panel = wall.board.panels.get(seat.index)?;
    let lang = host.lang();
    let status = intake.map(|intake| intake.status.get());
    let body = host.body.get();
    let state = match (&status, panel.kind.needs_data()) {
        (Some(status), _) => match status.state {
            State::Live | State::Late if host.rows.with(|rows| rows.rows() == 0) => {
                if untold(&wall, host.index) { State::Failed } else { State::Empty }
            }
            state => state,
        },
        (None, false) => State::Live,
        (None, true) => State::Failed,
    };
    let (state, other) = replay::state(&wall, panel, state);
    let said = status.as_ref().map(|status| page::Status { state, ..status.clone() });
    let said = said.map(|said| said.say(lang, wall.utc_offset));
    let said = other.map(str::to_string).or(said).unwrap_or_default();
    let fault = (status.is_none() && state == State::Failed).then(|| {
        let fault = BoardFault::NoSource { panel: panel.name.clone() };
        Issue::board(Place::document(&panel.name), fault).say(lang)
    });
    let pose = host.pose()?;
    let tabs = seat.tab.and_then(|(tabs, own)| {
        let area = wall.board.panels.get(tabs)?;
        let page = wall.poses.get(tabs)?.with(|pose| pose.page_of(area.kind.members().len()));
        Some((area.name.as_str(), page != own))
    });
    let inside = match &body {
        Body::Nothing => markup::el("div"),
        Body::Page(page) => (**page).clone(),
        Body::Drawn(drawn) => drawing(host, hand, drawn),
        Body::Rolls(_) => rolling(host, &panel.title),
    };
    let inside = match &panel.kind {
        Kind::Tabs(options) => {
            let title = |name: &String| {
                let own = wall.board.panels.iter().find(|panel| panel.name == *name);
                own.map(|panel| panel.title.as_str())
            };
            let titles: Vec<&str> = options.panels.iter().filter_map(title).collect();
            page::tabs(&titles, pose.with(|pose| pose.page_of(titles.len())))
        }
        _ => inside,
    };
    pose.with(|pose| {
        Some(page::frame(
            &Face {
                panel,
                area: tabs.map_or(panel.name.as_str(), |(area, _)| area),
                state,
                said,
                told: status.and_then(|status| status.fault).map(|fault| fault.say(lang)),
                fault,
                synthetic: intake.is_some_and(|intake| intake.source.synthetic),
                alarm: alarms::line(host.hall, seat.index, lang),
                pose,
                hidden: tabs.is_some_and(|(_, hidden)| hidden),
                is_tab: tabs.is_some(),
                inset: inset(host),
                tip: hand.touch.with(|touch| touch.tip.as_ref().map(page::tip)),
                lang,
            },
            inside,
        ))
    })
}

/// Whether the reader could not tell the panel's rows.
fn untold(wall: &Wall, index: usize) -> bool {
    use DataFault::{NoReader, Told};
    let told = |issue: &Issue| {
        issue.place.field.is_none() && matches!(issue.what, What::Data(Told { .. } | NoReader))
    };
    wall.query_issues.get(index).is_some_and(|own| own.with(|all| all.iter().any(told)))
}

/// What keeps text off the bezels that cross the panel; pictures keep off by themselves.
fn inset(host: Host) -> Option<seams::Inset> {
    let wall = host.hall.get_value();
    let bands = wall.bands.get();
    let panel = wall.board.panels.get(host.index)?;
    if bands.is_empty() || panel.kind.surface() == Surface::Canvas {
        return None;
    }
    let stand = host.stand.get();
    seams::inset(stand.width, stand.height, &seams::bands_in(&stand, &bands))
}

fn drawing(host: Host, hand: Hand, drawn: &Drawn) -> markup::Element {
    let lang = host.lang();
    let touch = hand.touch.get();
    let mark = touch.mark.and_then(|at| drawn.scene.marks.get(at));
    let room = (drawn.scene.picture.width, drawn.scene.picture.height);
    let is_door = drawn.door(touch.mark).is_some();
    let mut tip = mark.map(|mark| page::tip_of(mark, room, foot(host)));
    if let (true, true, Some(tip)) = (is_door, touch.is_thumb, &mut tip) {
        tip.told.push(Told {
            name: words::tap_again(lang).into(),
            value: String::new(),
            color: None,
        });
    }
    let mut hint = words::drawing_keys(lang).to_string();
    if !drawn.scene.doors.is_empty() {
        hint += words::door_keys(lang);
    }
    page::drawing(&Drawing {
        scene: &drawn.scene,
        words: &drawn.words,
        hint,
        caption: drawn.caption.clone(),
        fault: drawn.fault.clone(),
        tip,
        mark,
        is_door,
        levels: &drawn.level.names,
        said: drawn.level.said.as_deref(),
        brushed: touch.brush,
        moves: drawn.moves,
        lang,
    })
}

fn rolling(host: Host, title: &str) -> markup::Element {
    let roll = host.roll.get_value();
    let roll = roll.borrow();
    roster::frame(&roster::Frame {
        title,
        heads: &roll.heads,
        plan: &roll.plan,
        total: roll.total(),
        held: host.pose().is_some_and(|pose| pose.with(|pose| pose.held)),
        lang: host.lang(),
    })
}

/// Takes the sizes that the body and the whole panel have now.
fn measure(body: &Element, section: &Element, host: Host) {
    for (element, place) in [(body, host.place), (section, host.stand)] {
        let now = rect(element);
        if place.try_get_untracked().is_some_and(|old| old != now) {
            place.set(now);
        }
    }
}

/// Measures when it is told to: a page that is printed at once gives its observers no turn.
fn measure_when_told(host: Host, section: Element) {
    let told = host.hall.with_value(|wall| wall.tools.measured);
    effect(move || {
        if told.get() > 0
            && let Ok(Some(body)) = section.query_selector(":scope > .body")
        {
            measure(&body, &section, host);
        }
    });
}

type Watch = (ResizeObserver, Closure<dyn FnMut(Array)>);

/// Keeps the host's size at its body's own, by the browser's observer.
fn watch(section: &Element, host: Host) -> Option<Watch> {
    let body = section.query_selector(":scope > .body").ok()??;
    let (own, whole) = (body.clone(), section.clone());
    let measured = Closure::<dyn FnMut(Array)>::new(move |_: Array| measure(&own, &whole, host));
    let observer = ResizeObserver::new(measured.as_ref().unchecked_ref()).ok()?;
    observer.observe(&body);
    observer.observe(section);
    Some((observer, measured))
}
