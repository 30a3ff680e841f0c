//! Which board is on. One page, one timer; one board in sight, the next one perhaps ready behind it.
//!
//! A board that comes is built behind the one that is on, unseen, and takes its place once it has its
//! data and stands; then the old one fades and goes whole: its signals, its listeners, its questions.
//! The page is never without a board, never loaded again, and full screen stays.
//!
//! Deliberately absent: when boards turn (`play`).

mod hours;

pub use hours::{TIMERS, is_hidden, look};

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element};

use super::address::Address;
use super::effect::Local;
use super::found::Found;
use super::outlines::Outlines;
use super::packs::Packs;
use super::play::Playing;
use super::wall::{Hall, Shared, Wall};
use super::{clock, drop, frame, is_still, marks, net, play, shell, watched};
use crate::board::{self, Checked};
use crate::data::Audience;
use crate::issue::{BoardFault, DataFault, Issue};

/// A board file is a page of text; more is a mistake.
const BOARD_LIMIT: u64 = 4_000_000;
/// A board whose data does not come shows itself as it is.
const LONGEST_WAIT_MS: f64 = 4_000.0;
/// Frames from the last piece of data to a page that stands: sizes are measured, then drawn for.
const FRAMES_TO_STAND: u32 = 3;
/// How long the old board takes to fade, as style/ has it.
const FADE_MS: f64 = 400.0;

/// The page.
pub struct Stage {
    shared: Shared,
    on: RefCell<Option<Rc<Show>>>,
    /// It has its data, or is about to; nothing of it is in the page.
    ready: RefCell<Option<Rc<Show>>>,
    coming: RefCell<Option<Coming>>,
    /// It fades, from when.
    leaving: RefCell<Option<(Rc<Show>, f64)>>,
    /// Counts what was asked for: what was asked before the last does not come on any more.
    asked: Cell<u32>,
    /// Since when nobody can see the page.
    hidden_at: Cell<Option<f64>>,
    pub play: RefCell<Option<Rc<dyn Playing>>>,
    found: Found,
    /// Of the timer and the window's listeners.
    owner: Owner,
}

/// A board that has been raised.
pub struct Show {
    pub address: Address,
    pub hall: Hall,
    /// Its file could not be read at all.
    pub is_broken: bool,
    owner: Owner,
    main: RefCell<Option<Element>>,
}

/// A board that is being built behind the one that is on.
struct Coming {
    show: Rc<Show>,
    main: Element,
    way: Way,
    since: f64,
}

impl Coming {
    fn is_late(&self) -> bool {
        clock::monotonic() - self.since > LONGEST_WAIT_MS
    }
}

/// How a board comes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A reader went there: Back goes back.
    Step,
    /// By itself.
    Turn,
    /// The address says so already.
    Address,
}

thread_local! {
    static STAGE: RefCell<Option<Rc<Stage>>> = const { RefCell::new(None) };
}

/// The page's stage, from when it is open.
pub fn stage() -> Option<Rc<Stage>> {
    STAGE.with_borrow(Clone::clone)
}

/// The playlist that is on.
pub fn playing() -> Option<Rc<dyn Playing>> {
    stage()?.play.borrow().clone()
}

/// Whether the board is the one that is on.
pub fn is_on(hall: Hall) -> bool {
    let wall = hall.try_get_value();
    wall.is_some_and(|wall| stage().is_some_and(|stage| stage.is_on(&wall)))
}

/// Opens the page with what its address says.
pub fn open() {
    let shared = Shared {
        outlines: Rc::new(Outlines::new()),
        packs: Rc::new(Packs::new()),
        measure: Rc::default(),
        viewport: Local::new(hours::viewport()),
        paused: Local::new(false),
        issues: Local::new(Vec::new()),
    };
    let stage = Rc::new(Stage {
        shared,
        on: RefCell::default(),
        ready: RefCell::default(),
        coming: RefCell::default(),
        leaving: RefCell::default(),
        asked: Cell::default(),
        hidden_at: Cell::default(),
        play: RefCell::default(),
        found: Found::default(),
        owner: Owner::new(),
    });
    STAGE.set(Some(Rc::clone(&stage)));
    stage.owner.with(|| hours::schedule(&stage));
    let ending = Rc::clone(&stage);
    watched::ends(move || ending.end());
    let address = Address::read();
    match &address.play {
        Some(name) => play::begin(stage, name.clone()),
        None => go(address, Way::Address),
    }
}

/// Brings a board on.
pub fn go(address: Address, way: Way) {
    let Some(stage) = stage() else { return };
    let number = stage.asked.get().wrapping_add(1);
    stage.asked.set(number);
    // A page that is left comes back with this turn.
    if way == Way::Turn && watched::leaves(|| address.say(false)) {
        return;
    }
    marks::mark("daping:due");
    let ready = match stage.ready.take() {
        Some(show) if show.address.is_of(&address) => Some(show),
        other => {
            other.iter().for_each(|show| show.end());
            None
        }
    };
    spawn_local(async move {
        let show = match ready {
            Some(show) => show,
            None => raise(&stage, address).await,
        };
        if stage.asked.get() != number {
            return show.end();
        }
        let skips = |play: Rc<dyn Playing>| play.skips(&stage, &show);
        if way == Way::Turn && show.is_broken && playing().is_some_and(skips) {
            return show.end();
        }
        stage.bring(show, way);
    });
}

/// Fetches a board and its data, for a turn that is near.
pub fn prepare(address: Address) {
    let Some(stage) = stage() else { return };
    let number = stage.asked.get();
    spawn_local(async move {
        let show = raise(&stage, address).await;
        if stage.asked.get() != number {
            return show.end();
        }
        if let Some(old) = stage.ready.replace(Some(show)) {
            old.end();
        }
    });
}

async fn raise(stage: &Stage, address: Address) -> Rc<Show> {
    let checked = fetch_board(&address.board).await;
    marks::mark("daping:board");
    let owner = Owner::new();
    let is_broken = checked.0.board.panels.is_empty();
    let hall = owner.with(|| Wall::raise(checked, address.clone(), &stage.shared));
    owner.with(|| shell::fetch_ahead(hall));
    Rc::new(Show { address, hall, is_broken, owner, main: RefCell::default() })
}

/// The board, and its file's text.
async fn fetch_board(name: &str) -> (Checked, Rc<str>) {
    let document = format!("boards/{name}.json");
    if name == drop::BOARD {
        return match drop::board() {
            Some(text) => (board::check(&document, &text), text),
            None => (Checked::failed(&document, BoardFault::Dropped), "".into()),
        };
    }
    let fault = match net::get(&document, BOARD_LIMIT).await {
        Ok((_, true)) => BoardFault::NotFound,
        Ok((bytes, _)) => {
            let text = String::from_utf8_lossy(&bytes);
            return (board::check(&document, &text), text.into());
        }
        Err(DataFault::Status { code: 404 }) => BoardFault::NotFound,
        Err(DataFault::Status { code }) => BoardFault::Refused { status: code },
        Err(DataFault::Denied) => BoardFault::Refused { status: 403 },
        Err(DataFault::TooLarge { limit_bytes }) => {
            BoardFault::TooLarge { bytes: limit_bytes as usize, limit: board::check::MAX_BYTES }
        }
        Err(_) => BoardFault::Unreachable,
    };
    (Checked::failed(&document, fault), "".into())
}

impl Show {
    /// Builds the page of the board, unseen.
    fn build(&self, document: &Document) -> Option<Element> {
        let main = document.create_element("main").ok()?;
        // The first children are the board's; a fresh element takes every attribute.
        let _ = main.set_attribute("data-staged", "");
        // The watch keeps pictures of public boards alone.
        if self.hall.with_value(|wall| wall.board.audience == Audience::Public) {
            let _ = main.set_attribute("data-public", "");
        }
        document.body()?.append_child(&main).ok()?;
        self.owner.with(|| shell::board(self.hall, main.clone()));
        self.main.replace(Some(main.clone()));
        Some(main)
    }

    /// Goes whole.
    fn end(&self) {
        // What loses its place loses the focus too, and says so: the listeners are still there to hear it.
        if let Some(main) = self.main.take() {
            main.remove();
        }
        // An owner that is cleaned up has nothing left to end.
        if let Some(wall) = self.hall.try_get_value() {
            wall.leave();
        }
        self.owner.cleanup();
    }
}

impl Stage {
    /// The board that is on.
    pub fn wall(&self) -> Option<Rc<Wall>> {
        self.on.borrow().as_ref().and_then(|show| show.hall.try_get_value())
    }

    /// Whether this is the board that is on: of two that are in the page for a moment one hears keys.
    pub fn is_on(&self, wall: &Rc<Wall>) -> bool {
        self.wall().is_some_and(|on| Rc::ptr_eq(&on, wall))
    }

    /// Says what was found of the playlist.
    pub fn found(&self, issues: Vec<Issue>) {
        self.shared.issues.keep(self.found.of_playlist(issues));
    }

    /// Says what was found of the browser.
    pub fn note(&self, issue: Issue) {
        self.shared.issues.keep(self.found.of_browser(issue));
    }

    fn bring(self: &Rc<Self>, show: Rc<Show>, way: Way) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        if let Some(Coming { show: other, .. }) = self.coming.take() {
            other.end();
        }
        let Some(main) = show.build(&document) else { return };
        if self.on.borrow().is_none() {
            return self.take_over(&show, &main, way);
        }
        self.coming.replace(Some(Coming { show, main, way, since: clock::monotonic() }));
        self.await_coming(0);
    }

    /// Looks before each frame whether the board that comes stands.
    fn await_coming(self: &Rc<Self>, frames: u32) {
        let own = Rc::clone(self);
        frame::next(move || {
            let stands = own.coming.borrow().as_ref().map(|coming| own.stands(coming));
            let frames = match stands {
                None => return,
                Some(true) => frames + 1,
                Some(false) => 0,
            };
            let late = own.coming.borrow().as_ref().is_some_and(Coming::is_late);
            if frames < FRAMES_TO_STAND && !late {
                return own.await_coming(frames);
            }
            if let Some(coming) = own.coming.take() {
                own.take_over(&coming.show, &coming.main, coming.way);
            }
        });
    }

    fn stands(&self, coming: &Coming) -> bool {
        coming.show.hall.try_get_value().is_some_and(|wall| wall.has_data())
            && self.shared.packs.rest()
            && self.shared.outlines.rest()
    }

    /// The board that came is the one that is on; the old one fades over it.
    fn take_over(self: &Rc<Self>, show: &Rc<Show>, main: &Element, way: Way) {
        self.drop_leaving();
        let old = self.on.replace(Some(Rc::clone(show)));
        // Attributes of our own, which every element takes.
        let _ = main.remove_attribute("data-staged");
        if way != Way::Address {
            show.address.say(way == Way::Step);
        }
        show.owner.with(|| shell::dress_page(show.hall));
        marks::mark("daping:turn");
        let Some(old) = old else { return };
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        if is_still() {
            return old.end();
        }
        if let Some(main) = old.main.borrow().as_ref() {
            let _ = main.set_attribute("data-leaving", "");
            let _ = main.set_attribute("aria-hidden", "true");
        }
        self.leaving.replace(Some((old, clock::monotonic())));
        self.await_leaving();
    }

    fn await_leaving(self: &Rc<Self>) {
        let own = Rc::clone(self);
        frame::next(move || {
            let since = own.leaving.borrow().as_ref().map(|(_, since)| *since);
            match since.map(|since| clock::monotonic() - since) {
                None => (),
                Some(faded) if faded >= FADE_MS => own.drop_leaving(),
                Some(_) => own.await_leaving(),
            }
        });
    }

    fn drop_leaving(&self) {
        if let Some((old, _)) = self.leaving.take() {
            old.end();
        }
    }

    /// The program ends: nothing is asked, heard or shown any more.
    fn end(&self) {
        self.asked.set(self.asked.get().wrapping_add(1));
        let shows = self.shows();
        self.coming.take();
        self.ready.take();
        self.on.take();
        shows.iter().for_each(|show| show.end());
        self.drop_leaving();
        self.play.take();
        self.owner.cleanup();
        STAGE.set(None);
    }

    fn walls(&self) -> impl Iterator<Item = Rc<Wall>> {
        self.shows().into_iter().filter_map(|show| show.hall.try_get_value())
    }

    fn shows(&self) -> Vec<Rc<Show>> {
        let coming = self.coming.borrow().as_ref().map(|coming| Rc::clone(&coming.show));
        let others = [self.on.borrow().clone(), self.ready.borrow().clone(), coming];
        others.into_iter().flatten().collect()
    }

    /// Back and Forward: another board, or the same one as the address now says.
    fn turn_back(&self) {
        let address = Address::read();
        let on = self.on.borrow().clone();
        match on.filter(|show| show.address.board == address.board) {
            Some(show) => {
                if let Some(wall) = show.hall.try_get_value() {
                    wall.go(&address);
                }
            }
            None => go(address, Way::Address),
        }
    }
}
