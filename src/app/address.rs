//! The page's address: what it asks for. Never a name or a key of a person.

use web_sys::UrlSearchParams;

use crate::board::playlist::is_board;
use crate::data::feed::State;
use crate::issue::Lang;
use crate::panel::pose::MOST_LEVELS;

/// What `?board=…&play=…&arrangement=…&theme=…&lang=…&kiosk&rehearse=…&bench&at=…&p.NAME=…` says, and
/// `&in.PANEL=CODE.CODE`.
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// A file in boards/, without its ending.
    pub board: String,
    /// A file in playlists/, without its ending.
    pub play: Option<String>,
    pub arrangement: Option<String>,
    pub theme: Option<String>,
    pub lang: Lang,
    /// No pointer, no hints: a wall that nobody touches.
    pub kiosk: bool,
    /// The state that every source plays.
    pub rehearse: Option<State>,
    /// The draw counter in the corner.
    pub bench: bool,
    /// The day that a replay stands at, as it is written.
    pub at: Option<String>,
    pub params: Vec<(String, String)>,
    /// Levels of maps, by their panels.
    paths: Vec<(String, Vec<String>)>,
}

/// Of one kind an address says no more.
const MOST_NAMED: usize = 50;

/// The board of a bare address.
const FIRST_BOARD: &str = "nanzhao";

impl Address {
    pub fn read() -> Self {
        let search = web_sys::window().and_then(|w| w.location().search().ok()).unwrap_or_default();
        let Ok(asked) = UrlSearchParams::new_with_str(&search) else { return Self::default() };
        let named = |prefix| named(&search, &asked, prefix);
        let get = |name: &str| asked.get(name).filter(|value| !value.is_empty());
        Address {
            board: get("board").filter(|name| is_board(name)).unwrap_or(FIRST_BOARD.into()),
            play: get("play").filter(|name| is_board(name)),
            arrangement: get("arrangement"),
            theme: get("theme"),
            lang: if get("lang").is_some_and(|l| l.starts_with("en")) {
                Lang::En
            } else {
                Lang::Zh
            },
            kiosk: asked.has("kiosk"),
            rehearse: get("rehearse").and_then(|word| State::named(&word)),
            bench: asked.has("bench"),
            at: get("at"),
            params: named("p."),
            paths: named("in.").iter().map(|(panel, said)| (panel.clone(), path(said))).collect(),
        }
    }

    /// The address of another board: the reader's choices stay, what belongs to the board that was on
    /// goes.
    pub fn of(board: &str, arrangement: Option<String>, params: Vec<(String, String)>) -> Self {
        let own = Self::read();
        let arrangement = arrangement.or(own.arrangement);
        Address { board: board.into(), arrangement, params, paths: Vec::new(), ..own }
    }

    /// Writes a choice of the reader into the page's address, so that a reload and a link keep it.
    pub fn keep(&self, name: &str, value: &str) {
        write(name, value, false);
    }

    /// Whether it asks for the same board in the same way.
    pub fn is_of(&self, other: &Address) -> bool {
        let said = |own: &Address| (own.board.clone(), own.arrangement.clone(), own.params.clone());
        said(self) == said(other)
    }

    /// The regions that a panel's map has entered.
    pub fn path(&self, panel: &str) -> Vec<String> {
        let own = self.paths.iter().find(|(name, _)| name == panel);
        own.map(|(_, path)| path.clone()).unwrap_or_default()
    }

    /// Says in the page's address which board is on, with its parameters; what belonged to another one
    /// goes. A step is one that Back takes back.
    pub fn say(&self, is_step: bool) {
        let Some(asked) = asked() else { return };
        let keys = js_sys::Array::from(&asked.keys());
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if key.starts_with("p.") || key.starts_with("in.") || key == "at" {
                asked.delete(&key);
            }
        }
        asked.set("board", &self.board);
        for (name, value) in &self.params {
            asked.set(&format!("p.{name}"), value);
        }
        put(&asked, is_step);
    }
}

/// Says that a parameter has this value, or by "" that it is not set.
pub fn set_param(name: &str, value: &str) {
    write(&format!("p.{name}"), value, false);
}

/// No division's code is longer.
const MOST_CODE: usize = 40;

fn asked() -> Option<UrlSearchParams> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()
}

/// `410000.411300`
fn path(said: &str) -> Vec<String> {
    let mut path = Vec::new();
    for code in said.split('.') {
        if !code.is_empty() && code.len() <= MOST_CODE && path.len() < MOST_LEVELS {
            path.push(code.to_string());
        }
    }
    path
}

/// Says it in the address, as a step that Back takes back.
pub fn step(panel: &str, path: &[String]) {
    write(&format!("in.{panel}"), &path.join("."), true);
}

/// A page that may not change its address shows the choice all the same.
fn write(name: &str, value: &str, is_step: bool) {
    let Some(asked) = asked() else { return };
    asked.set(name, value);
    if value.is_empty() {
        asked.delete(name);
    }
    put(&asked, is_step);
}

fn put(asked: &UrlSearchParams, is_step: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let url = format!("?{}", asked.to_string());
    let state = wasm_bindgen::JsValue::NULL;
    let _ = match is_step {
        true => history.push_state_with_url(&state, "", Some(&url)),
        false => history.replace_state_with_url(&state, "", Some(&url)),
    };
}

/// Every key with that beginning, and its value.
fn named(search: &str, asked: &UrlSearchParams, prefix: &str) -> Vec<(String, String)> {
    let keys = search.trim_start_matches('?').split('&').filter_map(|part| part.split('=').next());
    let own = |key: &str| Some((key.strip_prefix(prefix)?.to_string(), asked.get(key)?));
    keys.filter_map(own).take(MOST_NAMED).collect()
}
