//! What a reader asks of the whole wall: help, full screen, a pause, a search, and what leaves it.
//!
//! Words, codes and files are made in the pack `tools`, which nothing loads before it is asked for.

mod faces;
mod packs;
mod paper;
mod picture;
pub mod save;

pub use faces::{present, raise};

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Document;

use super::drop;
use super::effect::Local;
use super::host::Host;
use super::packs as arrived;
use super::stage::playing;
use super::wall::{Hall, Wall};
use crate::board::Panel;
use crate::board::page::{Command, Paper, Stamp, stamp};
use crate::data::table::Table;
use crate::issue::{notices, words};
use crate::look::{Theme, format};
use crate::panel::{Pose, csv};

/// So many rows of a long roster go into a file.
const MOST_OUT: usize = 10_000;
/// How long a sentence stands.
const STANDS_S: i64 = 8;
pub const PACK: &str = "tools";

/// What stands over the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Help,
    Code,
}

/// What is open at this moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    pub over: Option<Over>,
    /// A sentence, and the second at which it goes.
    said: Option<(&'static str, i64)>,
    /// The sheet that the page is laid out for, and whether a reader has chosen it.
    pub paper: Option<(Paper, bool)>,
}

/// The tools of one wall.
pub struct Tools {
    pub open: Local<Open>,
    /// What is searched for; none where nobody searches.
    pub search: Local<Option<String>>,
    /// Rows that were found by each panel, and by all.
    hits: RefCell<Vec<i32>>,
    found: Local<i32>,
    /// Each change has every panel look at its own size at once.
    pub measured: Local<i32>,
    /// The wall's own theme, while it is on paper.
    theme: RefCell<Option<Rc<Theme>>>,
}

impl Tools {
    pub fn new(panels: usize) -> Self {
        Tools {
            open: Local::new(Open::default()),
            search: Local::new(None),
            hits: RefCell::new(vec![0; panels]),
            found: Local::new(0),
            measured: Local::new(0),
            theme: RefCell::new(None),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Open)) {
        let mut open = self.open.get_untracked();
        change(&mut open);
        self.open.keep(open);
    }

    /// The rows that are in sight while somebody searches; all of them otherwise.
    pub fn seen(&self, wall: &Wall, at: (usize, &Panel, &Pose), rows: Rc<Table>) -> Rc<Table> {
        let (index, panel, pose) = at;
        let text = self.search.get().filter(|text| !text.trim().is_empty());
        let found = text.and_then(|text| {
            let lang = wall.lang.get();
            packs::seek::tools::enter(
                (&panel.kind, pose.sheet),
                &rows,
                &text,
                wall.utc_offset,
                lang,
            )
        });
        self.hit(index, found.as_ref().map_or(0, |found| found.rows() as i32));
        found.map_or(rows, Rc::new)
    }

    /// Notes how many rows a panel has found.
    pub fn hit(&self, index: usize, count: i32) {
        let mut hits = self.hits.borrow_mut();
        if let Some(own) = hits.get_mut(index) {
            *own = count;
        }
        let all = hits.iter().sum();
        drop(hits);
        self.found.keep(all);
    }
}

/// Does what a key or a menu asked for.
pub fn run(hall: Hall, asked: Command) {
    let wall = hall.get_value();
    match asked {
        Command::Help => toggle(hall, Over::Help),
        Command::Code => toggle(hall, Over::Code),
        Command::FullScreen => fill_screen(hall),
        Command::Refresh => {
            wall.sources.iter().for_each(|source| source.hurry());
            say(&wall, words::refreshed(wall.lang.get_untracked()));
        }
        Command::Pause => {
            let paused = !wall.paused.get_untracked();
            wall.paused.set(paused);
            if let Some(play) = playing() {
                play.pause(paused);
            }
        }
        Command::File => drop::choose(&wall),
        Command::Search => with_pack(hall, PACK, move |wall| {
            if wall.tools.search.with_untracked(Option::is_none) {
                wall.tools.search.set(Some(String::new()));
            }
            faces::focus_later();
        }),
        Command::Next => turn(1),
        Command::Back => turn(-1),
        Command::Away => away(&wall),
    }
}

/// What the plate's menu was asked for beside its own; false where it is none of the tools.
pub fn act(hall: Hall, word: &str) -> bool {
    let asked = match word {
        "help" => Command::Help,
        "code" => Command::Code,
        "full" => Command::FullScreen,
        "refresh" => Command::Refresh,
        "pause" => Command::Pause,
        "search" => Command::Search,
        "next" => Command::Next,
        "back" => Command::Back,
        "file" => Command::File,
        "keep" => {
            drop::keep(hall);
            return true;
        }
        "png" => {
            with_pack(hall, PACK, move |_| packs::picture::tools::enter(hall, None));
            return true;
        }
        _ => match word.strip_prefix("print:").and_then(Paper::named) {
            Some(paper) => {
                paper::print(hall, paper);
                return true;
            }
            None => return false,
        },
    };
    run(hall, asked);
    true
}

/// What a panel's own menu was asked for; false where it is none of the tools.
pub fn export(host: Host, word: &str) -> bool {
    match word {
        "png" => with_pack(host.hall, PACK, move |_| {
            packs::picture::tools::enter(host.hall, Some(host.index));
        }),
        "csv" => with_pack(host.hall, PACK, move |wall| packs::rows::tools::enter(wall, host)),
        _ => return false,
    }
    true
}

/// Does it once the pack is there; says so where it does not come.
pub fn with_pack(hall: Hall, pack: &'static str, run: impl FnOnce(&Wall) + 'static) {
    let run: Box<dyn FnOnce(&Wall)> = Box::new(run);
    spawn_local(async move {
        let here = arrived::asked(pack).await;
        // The wall may have gone meanwhile.
        let Some(wall) = hall.try_get_value() else { return };
        match here {
            Some(()) => run(&wall),
            None => say(&wall, words::no_tools(wall.lang.get_untracked())),
        }
    });
}

fn toggle(hall: Hall, over: Over) {
    with_pack(hall, PACK, move |wall| {
        wall.tools.change(|open| open.over = Some(over).filter(|_| open.over != Some(over)));
    });
}

/// A sentence in the corner, for a while.
pub fn say(wall: &Wall, said: &'static str) {
    let until = wall.second.get_untracked() + STANDS_S;
    wall.tools.change(|open| open.said = Some((said, until)));
}

/// So many boards of the playlist on or back.
fn turn(boards: i64) {
    if let Some(play) = playing() {
        play.step(boards);
    }
}

/// Closes what is open, the uppermost first.
fn away(wall: &Wall) {
    let menu = document().and_then(|d| d.query_selector("details.menu[open]").ok().flatten());
    if let Some(menu) = menu {
        let _ = menu.remove_attribute("open");
    } else if wall.tools.open.with_untracked(|open| open.over.is_some()) {
        wall.tools.change(|open| open.over = None);
    } else if wall.tools.search.with_untracked(Option::is_some) {
        wall.tools.search.set(None);
    } else {
        wall.tools.change(|open| open.said = None);
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Full screen, or back from it. What the browser answers is a promise, which the bindings let go.
fn fill_screen(hall: Hall) {
    let Some(document) = document() else { return };
    let asked = match document.fullscreen_element() {
        Some(_) => (JsValue::from(document), "exitFullscreen"),
        None => (document.document_element().into(), "requestFullscreen"),
    };
    let (on, name) = asked;
    let call =
        Reflect::get(&on, &name.into()).ok().and_then(|call| call.dyn_into::<Function>().ok());
    let promised = call.and_then(|call| call.call0(&on).ok());
    spawn_local(async move {
        let done = match promised {
            Some(promised) => JsFuture::from(Promise::resolve(&promised)).await.is_ok(),
            None => false,
        };
        let wall = hall.try_get_value().filter(|_| !done);
        let _ = wall.map(|wall| say(&wall, words::no_full_screen(wall.lang.get_untracked())));
    });
}

/// What leaves the wall says what it is of; of one panel by its place, or of the whole board.
fn stamped(wall: &Wall, panel: Option<usize>) -> Vec<String> {
    let panel = panel.and_then(|index| wall.board.panels.get(index));
    let own = |intake: &&Rc<super::store::Intake>| {
        let from = panel.map(|panel| panel.data.as_ref().map(|query| query.from.as_str()));
        from.is_none_or(|from| from == Some(intake.name))
    };
    let sources = || wall.sources.iter().filter(own);
    let search = wall.tools.search.get_untracked().filter(|text| !text.trim().is_empty());
    let lang = wall.lang.get_untracked();
    let day = wall.at.get().map(|day| (words::replay(lang).to_string(), format::day(day, lang)));
    let set = wall.chips().into_iter().map(|chip| (chip.label, chip.said));
    let filters: Vec<(String, String)> = day.into_iter().chain(set).collect();
    stamp::parts(&Stamp {
        board: &wall.board.title,
        panel: panel.map(|panel| panel.title.as_str()),
        now: wall.second.get_untracked(),
        as_of: sources().filter_map(|own| own.status.with_untracked(|s| s.as_of)).max(),
        filters: &filters,
        search: search.as_deref().map(str::trim),
        synthetic: sources().any(|own| own.source.synthetic),
        utc_offset: wall.utc_offset,
        lang: wall.lang.get_untracked(),
    })
}

/// The panel's rows as a file.
fn rows_out(wall: &Wall, host: Host) {
    let Some(panel) = wall.board.panels.get(host.index) else { return };
    let Some(rows) = host.rows.try_get_untracked() else { return };
    let Some(view) = host.view.get_untracked() else {
        let pose = host.pose().map(|pose| pose.get_untracked()).unwrap_or_default();
        let rows = untrack(|| wall.tools.seen(wall, (host.index, panel, &pose), rows));
        return file_out(wall, host, &rows, None);
    };
    // Of rows that stay with a reader the first: a file of millions is what the source is for.
    let hall = host.hall;
    spawn_local(async move {
        let rows = view.bring(0, MOST_OUT).await;
        if let (Some(rows), Some(wall)) = (rows, hall.try_get_value()) {
            let of = (rows.rows() < view.rows).then_some(view.rows);
            file_out(&wall, host, &rows, of);
        }
    });
}

/// `of` says how many rows there are where these are the first of them.
fn file_out(wall: &Wall, host: Host, rows: &Table, of: Option<usize>) {
    let Some(panel) = wall.board.panels.get(host.index) else { return };
    let lang = wall.lang.get_untracked();
    let pose = host.pose().map(|pose| pose.get_untracked()).unwrap_or_default();
    if rows.rows() == 0 {
        return say(wall, words::no_rows_out(lang));
    }
    let mut stamp = untrack(|| stamped(wall, Some(host.index)));
    stamp.extend(of.map(|of| notices::first_rows(rows.rows(), of, lang)));
    let bytes = csv::csv((&panel.kind, &pose), rows, &stamp, wall.utc_offset, lang);
    let name = file_name(wall, Some(&panel.name), "csv");
    if save::bytes(&name, &bytes, "text/csv;charset=utf-8").is_none() {
        say(wall, words::no_picture(lang));
    }
}

fn file_name(wall: &Wall, panel: Option<&str>, ending: &str) -> String {
    stamp::file_name(&wall.address.board, panel, wall.today.get_untracked(), ending)
}
