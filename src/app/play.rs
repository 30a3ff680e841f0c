//! Boards in turn: the playlist of `&play=NAME`. The next board is made ready before its turn; one that
//! cannot be shown is passed over and said, and tried again in the next round.

use std::cell::RefMut;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MouseEvent};

use super::address::Address;
use super::effect::hold;
use super::packs::asked;
use super::stage::{self, Show, Stage, Way};
use super::{clock, net, shell};
use crate::board::page::Turns;
use crate::board::playlist::{MAX_BYTES, Playlist, Turning};
use crate::issue::{BoardFault, DataFault, Issue, Place};

/// The pack that reads playlists and shows their buttons.
const PACK: &str = "play";
/// So long before its turn the next board is asked for.
const AHEAD_MS: u64 = 10_000;

/// The playlist that is on.
pub struct Play {
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
    face: RwSignal<Turns, LocalStorage>,
    /// Of the buttons; they outlive every board.
    _owner: Owner,
}

/// Fetches the playlist and brings its first board on, or the one that the address names.
pub fn begin(stage: Rc<Stage>, name: String) {
    spawn_local(async move {
        let document = format!("playlists/{name}.json");
        let (list, mut issues) = fetch(&document).await;
        if list.turns.is_empty() {
            if issues.is_empty() {
                let fault = BoardFault::Missing { key: "turns".to_string() };
                issues.push(Issue::board(Place::document(&document), fault));
            }
            stage.found(issues);
            return stage::go(Address::read(), Way::Address);
        }
        stage.found(issues.clone());
        let board = Address::read().board;
        let at = list.turns.iter().position(|turn| turn.board == board).unwrap_or(0);
        let turning = Turning::new(&list, at, clock::now());
        let owner = Owner::new();
        let face = owner.with(|| RwSignal::new_local(Turns::default()));
        owner.with(|| buttons(face));
        stage.play.replace(Some(Play {
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
        turn(&stage);
    });
}

async fn fetch(document: &str) -> (Playlist, Vec<Issue>) {
    let fault = match net::get(document, MAX_BYTES as u64).await {
        Ok((bytes, false)) => match asked(PACK).await {
            Some(()) => {
                return packs::read::play::enter(document, &String::from_utf8_lossy(&bytes));
            }
            None => BoardFault::Unreachable,
        },
        Ok((_, true)) | Err(DataFault::Status { code: 404 }) => BoardFault::NoPlaylist,
        Err(DataFault::Status { code }) => BoardFault::Refused { status: code },
        Err(_) => BoardFault::Unreachable,
    };
    (Playlist::default(), vec![Issue::board(Place::document(document), fault)])
}

/// Brings the board on whose turn it is.
fn turn(stage: &Rc<Stage>) {
    let address = with(stage, |mut play| {
        play.prepared = None;
        play.tell();
        play.address(play.turning.at)
    });
    if let Some(address) = address.flatten() {
        stage::go(address, Way::Turn);
    }
}

pub fn tick(stage: &Rc<Stage>) {
    let now = clock::now();
    let turned = with(stage, |mut play| {
        let Play { list, turning, .. } = &mut *play;
        let turned = turning.advance(list, now);
        play.skipped = if turned { 0 } else { play.skipped };
        turned
    });
    match turned {
        None => (),
        Some(true) => turn(stage),
        Some(false) => {
            let ahead = with(stage, |mut play| play.ahead(now)).flatten();
            if let Some(address) = ahead {
                stage::prepare(address);
            }
        }
    }
}

/// Whether a board that has come for its turn is passed over: it is broken, and not all are.
pub fn skips(stage: &Rc<Stage>, show: &Show) -> bool {
    let skips = with(stage, |mut play| {
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
    let issues = with(stage, |play| play.said()).unwrap_or_default();
    stage.found(issues);
    if skips == Some(true) {
        turn(stage);
    }
    skips == Some(true)
}

/// So many boards on or back.
pub fn step(turns: i64) {
    let Some(stage) = stage::stage() else { return };
    let now = clock::now();
    let there = with(&stage, |mut play| {
        let Play { list, turning, .. } = &mut *play;
        turning.step(list, turns, now);
    });
    if there.is_some() {
        turn(&stage);
    }
}

/// Stops or goes on; nothing where nothing is played.
pub fn pause(paused: bool) {
    let Some(stage) = stage::stage() else { return };
    with(&stage, |mut play| {
        play.turning.pause(paused, clock::now());
        play.tell();
    });
}

fn with<T>(stage: &Stage, what: impl FnOnce(RefMut<'_, Play>) -> T) -> Option<T> {
    let play = stage.play.try_borrow_mut().ok()?;
    let play = RefMut::filter_map(play, Option::as_mut).ok()?;
    Some(what(play))
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
        if self.face.with_untracked(|old| *old != face) {
            self.face.set(face);
        }
    }
}

/// The playlist's own buttons, beside every board.
fn buttons(face: RwSignal<Turns, LocalStorage>) {
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
        match act.as_str() {
            "next" => step(1),
            "back" => step(-1),
            "pause" => pause(!face.with_untracked(|face| face.paused)),
            act => {
                let turn = act.strip_prefix("turn:").and_then(|turn| turn.parse::<i64>().ok());
                turn.into_iter().for_each(|turn| step(turn - at));
            }
        }
    });
    // An element takes every listener.
    let _ = nav.add_event_listener_with_callback("click", heard.as_ref().unchecked_ref());
    hold(heard);
    shell::keep(nav, Box::new(move || packs::turns::play::enter(&face.get())));
}

/// What a page without a playlist does without.
mod packs {
    pub mod read {
        pub mod play {
            use crate::board::playlist::{self, Playlist};
            use crate::issue::Issue;

            #[inline(never)]
            pub fn enter(document: &str, text: &str) -> (Playlist, Vec<Issue>) {
                playlist::read(document, text)
            }
        }
    }

    pub mod turns {
        pub mod play {
            use crate::board::page::{self, Turns};
            use crate::look::markup::Element;

            #[inline(never)]
            pub fn enter(turns: &Turns) -> Element {
                page::turns(turns)
            }
        }
    }
}
