//! The page's address: what it asks for. Never a name or a key of a person.

use web_sys::UrlSearchParams;

use crate::data::feed::State;
use crate::issue::Lang;
use crate::panel::pose::MOST_LEVELS;

/// What `?board=…&arrangement=…&theme=…&lang=…&kiosk&rehearse=…&bench&p.NAME=…` says;
/// `&in.PANEL=CODE.CODE` is read by [`path`].
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// A file in boards/, without its ending.
    pub board: String,
    pub arrangement: Option<String>,
    pub theme: Option<String>,
    pub lang: Lang,
    /// No pointer, no hints: a wall that nobody touches.
    pub kiosk: bool,
    /// The state that every source plays.
    pub rehearse: Option<State>,
    /// The draw counter in the corner.
    pub bench: bool,
    params: Vec<(String, String)>,
}

/// The board of a bare address.
const FIRST_BOARD: &str = "nanzhao";

impl Address {
    pub fn read() -> Self {
        let search = web_sys::window().and_then(|w| w.location().search().ok()).unwrap_or_default();
        let Ok(asked) = UrlSearchParams::new_with_str(&search) else { return Self::default() };
        let get = |name: &str| asked.get(name).filter(|value| !value.is_empty());
        Address {
            board: get("board").filter(|name| is_plain(name)).unwrap_or(FIRST_BOARD.into()),
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
            params: params(&search),
        }
    }

    /// Writes a choice of the reader into the page's address, so that a reload and a link keep it.
    pub fn keep(&self, name: &str, value: &str) {
        write(name, value, false);
    }

    /// Every parameter that is set.
    pub fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// The value of a query's parameter.
    pub fn param(&self, name: &str) -> Option<String> {
        self.params.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    }
}

/// No division's code is longer.
const MOST_CODE: usize = 40;

fn asked() -> Option<UrlSearchParams> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()
}

/// The regions that a panel's map has entered, as `&in.PANEL=410000.411300` of this moment says.
pub fn path(panel: &str) -> Vec<String> {
    let said = asked().and_then(|asked| asked.get(&format!("in.{panel}"))).unwrap_or_default();
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
    let history = web_sys::window().and_then(|window| window.history().ok());
    let (Some(asked), Some(history)) = (asked(), history) else { return };
    asked.set(name, value);
    if value.is_empty() {
        asked.delete(name);
    }
    let url = format!("?{}", asked.to_string());
    let state = wasm_bindgen::JsValue::NULL;
    let _ = match is_step {
        true => history.push_state_with_url(&state, "", Some(&url)),
        false => history.replace_state_with_url(&state, "", Some(&url)),
    };
}

/// Board names become paths: letters of any script, but no dots, slashes or other ways out of
/// boards/.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c >= '\u{c0}')
}

fn params(search: &str) -> Vec<(String, String)> {
    let Ok(asked) = UrlSearchParams::new_with_str(search) else { return Vec::new() };
    let keys = search.trim_start_matches('?').split('&').filter_map(|part| part.split('=').next());
    let named = keys.filter_map(|key| Some((key.strip_prefix("p.")?.to_string(), asked.get(key)?)));
    named.collect()
}
