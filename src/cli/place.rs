//! Where relative addresses of a board start: a folder or a site.

use std::path::{Path, PathBuf};

use url::Url;

/// A folder, or the address of a page.
pub struct Site {
    base: Option<Url>,
}

impl Site {
    /// `text` is a folder or an address; without it, what lies above the `boards` folder of `file`.
    pub fn new(text: Option<&str>, file: &Path) -> Site {
        let base = match text {
            Some(text) if is_web(text) => Url::parse(text).ok(),
            Some(folder) => url_of(Path::new(folder), true),
            None => url_of(&above_boards(file), true),
        };
        Site { base }
    }

    /// The whole address of one that may be relative; `None` where it is none.
    pub fn address(&self, authored: &str) -> Option<String> {
        with_day(authored, &|authored| self.whole(authored))
    }

    fn whole(&self, authored: &str) -> Option<String> {
        if let Ok(whole) = Url::parse(authored) {
            return Some(whole.to_string());
        }
        let base = self.base.as_ref()?;
        // The root of a site is the folder that is served.
        let rooted = base.scheme() == "file" && !authored.starts_with("//");
        let relative = if rooted { authored.trim_start_matches('/') } else { authored };
        Some(base.join(relative).ok()?.to_string())
    }
}

/// What `--from` names: an address, or a file that lies where the command was called.
pub fn from(text: &str) -> Option<String> {
    with_day(text, &|text| {
        let url = if is_web(text) { Url::parse(text).ok() } else { url_of(Path::new(text), false) };
        url.map(|url| url.to_string())
    })
}

/// The address of a WebSocket that was written relative to a page.
pub fn stream(address: &str, is_socket: bool) -> String {
    match address.strip_prefix("http") {
        Some(rest) if is_socket => format!("ws{rest}"),
        _ => address.to_string(),
    }
}

/// `{day}` comes through as it is: paging puts the days in.
fn with_day(text: &str, whole: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    const PLAIN: &str = "daping-day-stands-here";
    whole(&text.replace("{day}", PLAIN)).map(|whole| whole.replace(PLAIN, "{day}"))
}

/// An address as it may be printed: a file by its path, a server's without what could be secret.
pub fn shown(address: &str) -> String {
    with_day(address, &|address| Some(without_secrets(address))).unwrap_or_default()
}

fn without_secrets(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else { return String::new() };
    if url.scheme() == "file" {
        let path = url.to_file_path().unwrap_or_default();
        let here = std::env::current_dir().unwrap_or_default();
        return path.strip_prefix(here).unwrap_or(&path).display().to_string();
    }
    // An address that cannot carry these had none.
    let _ = (url.set_username(""), url.set_password(None));
    let part = |part: &str| match part.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}=***"),
        _ => part.to_string(),
    };
    let query = url.query().map(|query| query.split('&').map(part).collect::<Vec<_>>().join("&"));
    url.set_query(query.as_deref());
    url.to_string()
}

/// Names of parameters that carry keys.
const SECRETS: [&str; 8] = ["token", "key", "secret", "pass", "pwd", "auth", "sign", "session"];

fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    SECRETS.iter().any(|own| name.contains(own))
}

pub fn is_web(text: &str) -> bool {
    ["http://", "https://", "ws://", "wss://"].iter().any(|own| text.starts_with(own))
}

fn url_of(path: &Path, folder: bool) -> Option<Url> {
    let whole = std::path::absolute(path).ok()?;
    let url = if folder { Url::from_directory_path(whole) } else { Url::from_file_path(whole) };
    url.ok()
}

fn above_boards(file: &Path) -> PathBuf {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let own = whole.parent().map(Path::to_path_buf).unwrap_or_default();
    match own.parent() {
        Some(above) if own.file_name().is_some_and(|name| name == "boards") => above.to_path_buf(),
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(site: Option<&str>, file: &str, address: &str) -> String {
        Site::new(site, Path::new(file)).address(address).unwrap_or_default()
    }

    #[test]
    fn relative_addresses_start_above_the_boards() {
        let boards = "/srv/public/boards/county.json";
        assert_eq!(at(None, boards, "data/a b.json?x=1"), "file:///srv/public/data/a%20b.json?x=1");
        assert_eq!(at(None, boards, "/data/a.json"), "file:///srv/public/data/a.json");
        assert_eq!(at(None, "/srv/county.json", "a.json"), "file:///srv/a.json");
        assert_eq!(at(Some("/srv/x"), boards, "a.json"), "file:///srv/x/a.json");
        let site = Some("https://wall.example/hall/");
        assert_eq!(at(site, boards, "a.json"), "https://wall.example/hall/a.json");
        assert_eq!(at(site, boards, "/a.json"), "https://wall.example/a.json");
        assert_eq!(at(None, boards, "{day} a.csv"), "file:///srv/public/{day}%20a.csv");
        assert_eq!(at(None, boards, "http://data.example/a"), "http://data.example/a");
    }

    #[test]
    fn addresses_are_printed_without_their_secrets() {
        let address = "https://me:pw@data.example/a?limit=5&Access_Token=abc&x";
        assert_eq!(shown(address), "https://data.example/a?limit=5&Access_Token=***&x");
        assert_eq!(shown("file:///srv/%E4%BA%91.json"), "/srv/云.json");
    }
}
