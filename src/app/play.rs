//! Boards in turn: the playlist of `&play=NAME`. The next board is made ready before its turn; one that
//! cannot be shown is passed over and said, and tried again in the next round.

use std::cell::{RefCell, RefMut};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MouseEvent};

use super::address::Address;
use super::effect::{Local, hold};
use super::packs::asked;
use super::stage::{self, Show, Stage, Way};
use super::{clock, net, shell};
use crate::board::page::{self, Turns};
use crate::board::playlist::{self, MAX_BYTES, Playlist, Turning};
use crate::issue::{BoardFault, DataFault, Issue, Place};

/// The pack of all that a page without a playlist does without.
const PACK: &str = "play";
/// So long before its turn the next board is asked for.
const AHEAD_MS: u64 = 10_000;

/// A playlist that is on. Pages without one do without the program behind it.
pub trait Playing {
    /// Looks at the clock.
    fn tick(&self);
    /// Whether a board that has come for its turn is passed over: it is broken, and not all are.
    fn skips(&self, stage: &Stage, show: &Show) -> bool;
    /// So many boards on or back.
    fn step(&self, turns: i64);
    /// Stops or goes on.
    fn pause(&self, paused: bool);
}

/// Fetches the playlist and brings its first board on, or the one that the address names.
pub fn begin(stage: Rc<Stage>, name: String) {
    spawn_local(async move {
        let document = format!("playlists/{name}.json");
        match asked(PACK).await {
            Some(()) => packs::begin::play::enter(stage, document),
            None => without(&stage, vec![broken(&document, BoardFault::Unreachable)]),
        }
    });
}

/// The page goes on without a playlist.
fn without(stage: &Stage, issues: Vec<Issue>) {
    stage.found(issues);
    stage::go(Address::read(), Way::Address);
}

fn broken(document: &str, fault: BoardFault) -> Issue {
    Issue::board(Place::document(document), fault)
}

/// The entrance of the pack.
mod packs {
    pub mod begin {
        pub mod play {
            use std::rc::Rc;

            use crate::app::play;
            use crate::app::stage::Stage;

            #[inline(never)]
            pub fn enter(stage: Rc<Stage>, document: String) {
                wasm_bindgen_futures::spawn_local(play::open(stage, document));
            }
        }
    }
}

struct Play {
    document: String,
    list: Playlist,
    turning: Turning,
    /// The turn that has been asked for ahead.
    prepared: Option<usize>,
    /// Boards that could not be shown at their last turn.
    broken: Vec<String>,
    /// How many in a row that were.
    skipped: usize,
    /// What was wrong with the file itself.
    issues: Vec<Issue>,
    face: Local<Turns>,
    /// Of the buttons; they outlive every board.
    _owner: Owner,
}

async fn open(stage: Rc<Stage>, document: String) {
    let (list, mut issues) = fetch(&document).await;
    if list.turns.is_empty() {
        if issues.is_empty() {
            issues.push(broken(&document, BoardFault::Missing { key: "turns".to_string() }));
        }
        return without(&stage, issues);
    }
    stage.found(issues.clone());
    let board = Address::read().board;
    let at = list.turns.iter().position(|turn| turn.board == board).unwrap_or(0);
    let turning = Turning::new(&list, at, clock::now());
    let owner = Owner::new();
    let face = owner.with(|| Local::new(Turns::default()));
    owner.with(|| buttons(face));
    let play = Rc::new(RefCell::new(Play {
        document,
        list,
        turning,
        prepared: None,
        broken: Vec::new(),
        skipped: 0,
        issues,
        face,
        _owner: owner,
    }));
    stage.play.replace(Some(play.clone()));
    turn(&play);
}

async fn fetch(document: &str) -> (Playlist, Vec<Issue>) {
    let fault = match net::get(document, MAX_BYTES as u64).await {
        Ok((bytes, false)) => return playlist::read(document, &String::from_utf8_lossy(&bytes)),
        Ok((_, true)) | Err(DataFault::Status { code: 404 }) => BoardFault::NoPlaylist,
        Err(DataFault::Status { code }) => BoardFault::Refused { status: code },
        Err(_) => BoardFault::Unreachable,
    };
    (Playlist::default(), vec![broken(document, fault)])
}

/// Brings the board on whose turn it is.
fn turn(play: &RefCell<Play>) {
    let address = with(play, |mut play| {
        play.prepared = None;
        play.tell();
        play.address(play.turning.at)
    });
    if let Some(address) = address.flatten() {
        stage::go(address, Way::Turn);
    }
}

/// Nothing where it is being changed already: what it does may lead back to it.
fn with<T>(play: &RefCell<Play>, what: impl FnOnce(RefMut<'_, Play>) -> T) -> Option<T> {
    play.try_borrow_mut().ok().map(what)
}

impl Playing for RefCell<Play> {
    fn tick(&self) {
        let now = clock::now();
        let turned = with(self, |mut play| {
            let Play { list, turning, .. } = &mut *play;
            let turned = turning.advance(list, now);
            play.skipped = if turned { 0 } else { play.skipped };
            turned
        });
        match turned {
            None => (),
            Some(true) => turn(self),
            Some(false) => {
                if let Some(address) = with(self, |mut play| play.ahead(now)).flatten() {
                    stage::prepare(address);
                }
            }
        }
    }

    fn skips(&self, stage: &Stage, show: &Show) -> bool {
        let skips = with(self, |mut play| {
            let board = &show.address.board;
            play.broken.retain(|own| own != board);
            if !show.is_broken {
                play.skipped = 0;
                return false;
            }
            play.broken.push(board.clone());
            play.skipped += 1;
            let count = play.list.turns.len();
            let skips = play.skipped < count;
            if skips {
                play.turning.at = (play.turning.at + 1) % count;
            }
            skips
        });
        let issues = with(self, |play| play.said()).unwrap_or_default();
        stage.found(issues);
        if skips == Some(true) {
            turn(self);
        }
        skips == Some(true)
    }

    fn step(&self, turns: i64) {
        let now = clock::now();
        with(self, |mut play| {
            let Play { list, turning, .. } = &mut *play;
            turning.step(list, turns, now);
        });
        turn(self);
    }

    fn pause(&self, paused: bool) {
        with(self, |mut play| {
            play.turning.pause(paused, clock::now());
            play.tell();
        });
    }
}

impl Play {
    fn address(&self, at: usize) -> Option<Address> {
        let turn = self.list.turns.get(at)?;
        Some(Address::of(&turn.board, turn.arrangement.clone(), turn.params.0.clone()))
    }

    /// The board to be asked for now, once for each turn.
    fn ahead(&mut self, now: u64) -> Option<Address> {
        let next = (self.turning.at + 1) % self.list.turns.len().max(1);
        let is_near = self.turning.left_ms(now) <= AHEAD_MS && !self.turning.is_paused();
        if !is_near || self.prepared == Some(next) || next == self.turning.at {
            return None;
        }
        self.prepared = Some(next);
        self.address(next)
    }

    fn said(&self) -> Vec<Issue> {
        let place = || Place::document(&self.document);
        let skipped = self
            .broken
            .iter()
            .map(|board| Issue::board(place(), BoardFault::Skipped { board: board.clone() }));
        self.issues.iter().cloned().chain(skipped).collect()
    }

    /// Shows the buttons as things stand.
    fn tell(&self) {
        let boards = self.list.turns.iter().map(|turn| turn.board.clone()).collect();
        let paused = self.turning.is_paused();
        let face = Turns { boards, at: self.turning.at, paused, lang: Address::read().lang };
        self.face.keep(face);
    }
}

/// The playlist's own buttons, beside every board.
fn buttons(face: Local<Turns>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(nav) = document.create_element("nav") else { return };
    if document.body().is_none_or(|body| body.append_child(&nav).is_err()) {
        return;
    }
    let heard = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let asked = target.and_then(|target| target.closest("[data-act]").ok().flatten());
        let act = asked.and_then(|asked| asked.get_attribute("data-act")).unwrap_or_default();
        let at = face.with_untracked(|face| face.at as i64);
        let Some(play) = stage::playing() else { return };
        match act.as_str() {
            "next" => play.step(1),
            "back" => play.step(-1),
            "pause" => play.pause(!face.with_untracked(|face| face.paused)),
            act => {
                let turn = act.strip_prefix("turn:").and_then(|turn| turn.parse::<i64>().ok());
                turn.into_iter().for_each(|turn| play.step(turn - at));
            }
        }
    });
    // An element takes every listener.
    let _ = nav.add_event_listener_with_callback("click", heard.as_ref().unchecked_ref());
    hold(heard);
    shell::keep(nav, Box::new(move || page::turns(&face.get())));
}
