//! The page's address: what it asks for. Never a name or a key of a person.

use web_sys::UrlSearchParams;

use crate::data::feed::State;
use crate::issue::Lang;

/// What `?board=…&arrangement=…&theme=…&lang=…&kiosk&rehearse=…&bench&p.NAME=…` says.
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
        let Some(window) = web_sys::window() else { return };
        let search = window.location().search().unwrap_or_default();
        let (Ok(asked), Ok(history)) = (UrlSearchParams::new_with_str(&search), window.history())
        else {
            return;
        };
        asked.set(name, value);
        let url = format!("?{}", asked.to_string());
        // A page that may not change its address shows the choice all the same.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&url));
    }

    /// The value of a query's parameter.
    pub fn param(&self, name: &str) -> Option<String> {
        self.params.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    }
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
