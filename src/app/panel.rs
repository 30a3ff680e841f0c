//! A panel in the page: its frame kept at what its source, its kind and its reader say.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlCanvasElement, ResizeObserver};

use super::hand::{Hand, foot};
use super::host::{Body, Drawn, Host};
use super::patch::Shown;
use super::store::Intake;
use super::wall::Hall;
use super::{canvas, frame, is_still, lights, query};
use crate::board::page::{self, Drawing, Face};
use crate::data::feed::State;
use crate::issue::{BoardFault, Issue, Place, words};
use crate::look::markup;
use crate::look::seams::{self, Rect};
use crate::panel::kind::{Kind, Surface};
use crate::panel::roster;

/// Where a panel stands: in an area of its own, or as one of a panel of tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    pub index: usize,
    /// The place of the tabs in the board, and which of theirs this panel is.
    pub tab: Option<(usize, usize)>,
}

#[component]
pub fn Panel(hall: Hall, seat: Seat, em: Memo<f64>, grows: Memo<bool>) -> impl IntoView {
    let host = Host::new(hall, seat.index, em, grows);
    let hand = Hand::new(host);
    let wall = hall.get_value();
    let panel = wall.board.panels.get(seat.index);
    let asked = panel.and_then(|panel| panel.data.clone());
    let intake = asked.as_ref().and_then(|query| wall.source(&query.from)).cloned();
    if let (Some(asked), Some(intake)) = (asked, &intake) {
        query::follow(host, asked, Rc::clone(intake));
    }
    host.keep_body();
    turn(host);
    move_rows(host, hand);
    let root = NodeRef::<html::Section>::new();
    keep_face(host, hand, seat, intake, root);
    view! {
        <section
            node_ref=root
            on:click=move |event| hand.click(&event)
            on:dblclick=move |_| host.act("reset")
            on:keydown=move |event| hand.key(&event)
            on:pointerdown=move |event| hand.down(&event)
            on:pointermove=move |event| hand.over(&event)
            on:pointerup=move |event| hand.up(&event)
            on:pointerleave=move |_| hand.leave()
            on:focusin=move |event| hand.focus(&event)
            on:focusout=move |_| hand.blur()
        ></section>
    }
}

/// Shows the frame anew when anything that it says has changed, then paints what was drawn.
fn keep_face(
    host: Host,
    hand: Hand,
    seat: Seat,
    intake: Option<Rc<Intake>>,
    root: NodeRef<html::Section>,
) {
    let shown: Rc<RefCell<Option<Shown>>> = Rc::default();
    let painted = Rc::new(Painted::default());
    let observed = Rc::new(RefCell::new(None));
    let held = StoredValue::new_local((Rc::clone(&painted), Rc::clone(&observed)));
    Effect::new(move |_| {
        let Some(section) = root.get() else { return };
        let section: Element = section.into();
        let Some(markup) = face(host, hand, seat, intake.as_deref()) else { return };
        let mut shown = shown.borrow_mut();
        shown.get_or_insert_with(|| Shown::new(section.clone())).show(markup);
        if observed.borrow().is_none() {
            *observed.borrow_mut() = watch(&section, host);
        }
        match host.body.get_untracked() {
            Body::Drawn(drawn) => painted.paint(&section, &drawn, host),
            Body::Rolls(count) if painted.laid.replace(Some(count)) != Some(count) => {
                host.roll.get_value().borrow_mut().fill(&section);
            }
            Body::Rolls(_) => (),
            _ => painted.forget(),
        }
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
            State::Live | State::Late if host.rows.with(|rows| rows.rows() == 0) => State::Empty,
            state => state,
        },
        (None, false) => State::Live,
        (None, true) => State::Failed,
    };
    let said = status.as_ref().map(|status| page::Status { state, ..status.clone() });
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
    let inside = match hand.loose_tip() {
        Some(tip) => markup::el("div").class("with-tip").child(inside).child(page::tip(&tip)),
        None => inside,
    };
    pose.with(|pose| {
        Some(page::frame(
            &Face {
                panel,
                area: tabs.map_or(panel.name.as_str(), |(area, _)| area),
                state,
                said: said.map(|said| said.say(lang, wall.utc_offset)).unwrap_or_default(),
                told: status.and_then(|status| status.fault).map(|fault| fault.say(lang)),
                fault,
                synthetic: intake.is_some_and(|intake| intake.source.synthetic),
                pose,
                hidden: tabs.is_some_and(|(_, hidden)| hidden),
                is_tab: tabs.is_some(),
                inset: inset(host),
                lang,
            },
            inside,
        ))
    })
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
    let mark = hand.mark.get().and_then(|at| drawn.scene.marks.get(at));
    let room = (drawn.scene.picture.width, drawn.scene.picture.height);
    page::drawing(&Drawing {
        scene: &drawn.scene,
        words: &drawn.words,
        hint: words::drawing_keys(lang),
        caption: drawn.caption.clone(),
        fault: drawn.fault.clone(),
        tip: mark.map(|mark| page::tip_of(mark, room, foot(host))),
        spot: mark.map(|mark| (mark.at.x, mark.at.y)),
        brushed: hand.brush.get(),
        moves: drawn.moves,
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

/// What was last painted: the same scene is not painted again.
#[derive(Default)]
struct Painted {
    scene: RefCell<Option<Rc<Drawn>>>,
    laid: Cell<Option<u32>>,
    lights: RefCell<Option<frame::Ticket>>,
}

impl Painted {
    fn paint(&self, section: &Element, drawn: &Rc<Drawn>, host: Host) {
        if self.scene.borrow().as_ref().is_some_and(|old| Rc::ptr_eq(old, drawn)) {
            return;
        }
        let sheet = |name: &str| {
            let found = section.query_selector(name).ok().flatten();
            found.and_then(|found| found.dyn_into::<HtmlCanvasElement>().ok())
        };
        let Some(still) = sheet(".drawing > canvas") else { return };
        canvas::paint(&still, &drawn.scene.picture);
        self.scene.replace(Some(Rc::clone(drawn)));
        let size = (drawn.scene.picture.width, drawn.scene.picture.height);
        let lights = sheet(".drawing > canvas + canvas").and_then(|over| {
            lights::travel(&over, size, drawn.scene.arcs.clone(), host.theme().text)
        });
        self.lights.replace(lights);
    }

    fn forget(&self) {
        self.scene.replace(None);
        self.lights.replace(None);
        self.laid.set(None);
    }
}

type Watch = (ResizeObserver, Closure<dyn FnMut(Array)>);

/// Keeps the host's size at its body's own, by the browser's observer.
fn watch(section: &Element, host: Host) -> Option<Watch> {
    let body = section.query_selector(":scope > .body").ok()??;
    let (own, whole) = (body.clone(), section.clone());
    let measured = Closure::<dyn FnMut(Array)>::new(move |_: Array| {
        for (element, place) in [(&own, host.place), (&whole, host.stand)] {
            let now = rect(element);
            if place.try_get_untracked().is_some_and(|old| old != now) {
                place.set(now);
            }
        }
    });
    let observer = ResizeObserver::new(measured.as_ref().unchecked_ref()).ok()?;
    observer.observe(&body);
    observer.observe(section);
    Some((observer, measured))
}

/// Where an element stands in the page's own pixels, also where the page is stretched.
pub fn rect(element: &Element) -> Rect {
    let (width, height) = (f64::from(element.client_width()), f64::from(element.client_height()));
    let seen = element.get_bounding_client_rect();
    let own = |at: f64, own: f64, seen: f64| if seen > 0.0 { at * own / seen } else { at };
    Rect {
        left: own(seen.left(), width, seen.width()),
        top: own(seen.top(), height, seen.height()),
        width,
        height,
    }
}

/// Turns the page when it has stood its time and no hand holds it.
fn turn(host: Host) {
    let wall = host.hall.get_value();
    let span = wall.board.panels.get(host.index).and_then(|panel| panel.kind.turn());
    let (Some(span), Some(pose)) = (span, host.pose()) else { return };
    let seconds = span.0.as_secs().max(1) as i64;
    let second = wall.second;
    Effect::new(move |last: Option<i64>| {
        let now = second.get();
        match last.filter(|last| now - last < seconds) {
            Some(last) => last,
            None => {
                if last.is_some() && !pose.with_untracked(|pose| pose.held) {
                    pose.update(|pose| pose.page += 1);
                }
                now
            }
        }
    });
}

/// A page of a roster stands at least this long where motion is not wanted.
const SHORTEST_PAGE_S: f64 = 8.0;

/// Moves a roster's rows by frames; by pages where the reader asked for less motion.
fn move_rows(host: Host, hand: Hand) {
    let wall = host.hall.get_value();
    let Some(Kind::Roster(options)) = wall.board.panels.get(host.index).map(|panel| &panel.kind)
    else {
        return;
    };
    let speed = options.speed.0;
    let still = is_still();
    let is_held =
        move || hand.rests.get() || host.pose().is_some_and(|pose| pose.with(|pose| pose.held));
    let ticket = StoredValue::new_local(None::<frame::Ticket>);
    Effect::new(move |_| {
        let go = !still && !is_held();
        let step = move |ms: f64| {
            if let Some(roll) = host.roll.try_get_value() {
                roll.borrow_mut().advance(speed * ms / 1_000.0);
            }
        };
        ticket.set_value(go.then(|| frame::each(step)));
    });
    if !still {
        return;
    }
    let second = wall.second;
    Effect::new(move |last: Option<i64>| {
        let now = second.get();
        let roll = host.roll.get_value();
        let visible = roll.borrow().visible;
        let stands = (visible as f64 / speed).max(SHORTEST_PAGE_S) as i64;
        match last.filter(|turned| now - turned < stands) {
            Some(turned) => turned,
            None => {
                if last.is_some() && !is_held() {
                    roll.borrow_mut().leap(visible as i64);
                }
                now
            }
        }
    });
}
