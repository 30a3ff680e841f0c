//! A file of this machine -> a preview -> a board. The file is read by a worker; nothing of it goes anywhere
//! else, and neither its name nor its address is told to anybody but the board.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, Element, Event, HtmlElement, Url};

use super::{BOARD, MADE, choose, get};
use crate::app::address::Address;
use crate::app::far::Far;
use crate::app::hear::hear;
use crate::app::net::{self, Room, With};
use crate::app::patch::Shown;
use crate::app::stage::{self, Way, playing};
use crate::app::tools::{present, save, say};
use crate::app::wall::Wall;
use crate::board::page::dropped::{self, Dropped, State};
use crate::data::limits::READER_BYTES;
use crate::data::page::Request;
use crate::data::remote::{self, Verb};
use crate::data::table::Table;
use crate::issue::{DataFault, Lang};

thread_local! {
    /// The file that is looked at.
    static NOW: RefCell<Option<Now>> = const { RefCell::new(None) };
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// What the board that was shown last is made of.
struct Kept {
    /// Of the file, in the browser; it is let go with the next one.
    url: String,
    name: String,
    text: String,
}

/// A file that is looked at.
struct Now {
    number: u32,
    /// As somebody called it.
    name: String,
    bytes: u64,
    others: usize,
    lang: Lang,
    url: String,
    state: State,
    /// The board to look at, and the board to keep.
    boards: [String; 2],
    saved: bool,
    place: Element,
    shown: Shown,
    owner: Owner,
}

impl Now {
    fn new(number: u32, file: &JsValue, others: usize, lang: Lang) -> Option<Now> {
        let document = web_sys::window()?.document()?;
        let place = document.create_element("div").ok()?;
        document.body()?.append_child(&place).ok()?;
        let owner = Owner::new();
        owner.with(|| hear(&place, &["click", "close"], |event| heard(&event)));
        Some(Now {
            number,
            name: get(file, "name").as_string().unwrap_or_default(),
            bytes: get(file, "size").as_f64().unwrap_or(0.0) as u64,
            others,
            lang,
            url: Url::create_object_url_with_blob(file.unchecked_ref::<Blob>()).ok()?,
            state: State::Reading(None),
            boards: Default::default(),
            saved: false,
            shown: Shown::new(place.clone()),
            place,
            owner,
        })
    }

    /// The name of the board that would be kept.
    fn board(&self) -> String {
        dropped::board_name(&self.name)
    }

    fn show(&mut self) {
        let saved = self.saved.then(|| self.board());
        let face = Dropped {
            name: &self.name,
            bytes: self.bytes,
            others: self.others,
            state: &self.state,
            saved: saved.as_deref(),
            lang: self.lang,
        };
        self.shown.show(dropped::overlay(&face));
        present(&self.place);
    }

    /// Goes from the page; whoever had the focus has it again.
    fn end(&self) {
        let dialog = self.place.query_selector("dialog").ok().flatten();
        if let Some(dialog) = dialog {
            let close = get(&dialog, "close").dyn_into::<js_sys::Function>();
            let _ = close.map(|close| close.call0(&dialog));
        }
        self.place.remove();
        self.owner.cleanup();
    }
}

/// Does something with the file that is looked at, if it still is that one.
fn with<T>(number: u32, what: impl FnOnce(&mut Now) -> T) -> Option<T> {
    NOW.with_borrow_mut(|now| now.as_mut().filter(|now| now.number == number).map(what))
}

/// Opens a file in the place of the one that is looked at.
pub fn take(wall: &Wall, file: JsValue, others: usize) {
    let number = leave(true).map_or(0, |old| old.wrapping_add(1));
    let Some(mut now) = Now::new(number, &file, others, wall.lang.get_untracked()) else { return };
    now.show();
    NOW.set(Some(now));
    spawn_local(async move {
        let read = read(number).await;
        with(number, |now| {
            match read {
                Ok((state, boards)) => (now.state, now.boards) = (state, boards),
                Err(fault) => now.state = State::Fault(dropped::fault(&fault, now.lang)),
            }
            now.show();
            focus(&now.place);
        });
    });
}

/// Closes the preview; its number. The file's address goes with it where nobody else has it.
fn leave(with_address: bool) -> Option<u32> {
    let now = NOW.take()?;
    now.end();
    if with_address {
        // An address that is gone already is let go as well.
        let _ = Url::revoke_object_url(&now.url);
    }
    Some(now.number)
}

/// Gives the file to a reader until that has seen enough: what it says of it, and the boards made of it.
async fn read(number: u32) -> Result<(State, [String; 2]), DataFault> {
    let about =
        with(number, |now| (now.name.clone(), now.url.clone(), now.bytes, now.lang, now.board()));
    let (name, url, bytes, lang, board) = about.ok_or(DataFault::NoReader)?;
    if bytes > READER_BYTES as u64 {
        return Err(DataFault::TooLarge { limit_bytes: READER_BYTES as u64 });
    }
    if bytes == 0 {
        return Err(DataFault::NoContent);
    }
    let far = Far::begin("", "books").await?.ok_or(DataFault::NoReader)?;
    let pages = format!("data/{board}/index.json");
    far.ask(Verb::Guess, &remote::given(&name, &url, &pages, lang)).await?;
    let mut answer = net::ask(&Request { url, ..Request::default() }, &With::default()).await?;
    let (mut room, mut come) = (Room::new(READER_BYTES as u64), 0);
    while let Some(piece) = answer.piece(&mut room).await? {
        come += u64::from(piece.length());
        let told = far.say(Verb::Push, &piece).await?;
        if told.first().and_then(|facts| facts.number(0, "enough")).is_some() {
            break;
        }
        let percent = (come * 100 / bytes.max(1)).min(100) as u8;
        let still = with(number, |now| {
            now.state = State::Reading(Some(percent));
            now.show();
        });
        // Nobody waits for it any more.
        still.ok_or(DataFault::NoReader)?;
    }
    let mut told = far.ask(Verb::End, "").await?.into_iter();
    let mut next = || told.next().unwrap_or_default();
    let (facts, columns, found, boards): (Table, Table, Table, Table) =
        (next(), next(), next(), next());
    let found = remote::issues(&found, "").iter().map(|issue| issue.what.say(lang)).collect();
    let rows = facts.number(0, "rows").unwrap_or(0.0) as usize;
    let text = |row| boards.text(row, "board").unwrap_or_default().to_string();
    Ok((State::Ready { columns, found, rows }, [text(0), text(1)]))
}

/// The first thing to do has the focus.
fn focus(place: &Element) {
    let first = place.query_selector("footer button").ok().flatten();
    let _ = first.map(|first| first.unchecked_ref::<HtmlElement>().focus());
}

fn heard(event: &Event) {
    if event.type_() == "close" {
        leave(true);
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let asked = target.and_then(|target| target.closest("[data-act]").ok().flatten());
    match asked.and_then(|asked| asked.get_attribute("data-act")).as_deref() {
        Some("away") => drop(leave(true)),
        Some("show") => show(),
        Some("keep") => NOW.with_borrow_mut(|now| {
            if let Some(now) = now {
                let [_, text] = &now.boards;
                now.saved = saved(&now.board(), text).is_some();
                now.show();
            }
        }),
        Some("file") => {
            let wall = stage::stage().and_then(|stage| stage.wall());
            let _ = wall.map(|wall| choose(&wall));
        }
        _ => (),
    }
}

/// Brings the board on that was made of the file. A playlist waits meanwhile.
fn show() {
    let made = NOW.with_borrow_mut(|now| {
        let now = now.as_mut()?;
        let [shown, text] = std::mem::take(&mut now.boards);
        let (url, name) = (now.url.clone(), now.board());
        Some((shown, Kept { url, name, text }))
    });
    let Some((shown, kept)) = made else { return };
    leave(false);
    MADE.set(Some(shown.into()));
    if let Some(old) = KEPT.replace(Some(kept)) {
        let _ = Url::revoke_object_url(&old.url);
    }
    if let Some(play) = playing() {
        play.pause(true);
    }
    stage::go(Address::of(BOARD, None, Vec::new()), Way::Step);
}

/// Saves the board that was shown last.
pub fn keep(wall: &Wall) {
    let lang = wall.lang.get_untracked();
    let done =
        KEPT.with_borrow(|kept| kept.as_ref().and_then(|kept| saved(&kept.name, &kept.text)));
    say(wall, dropped::kept(done.is_some(), lang));
}

fn saved(name: &str, text: &str) -> Option<()> {
    save::bytes(&format!("{name}.json"), text.as_bytes(), "application/json")
}
