//! What a browser may do with the page, and how long it may keep each file: the one place of both.
//!
//! From here come the page's own policy (the `meta` of index.html, which a test holds against this), what
//! `daping serve` sends, and the files in hosting/ for other servers (`daping headers`, form by form in
//! `form`).
//!
//! Deliberately absent: HSTS, which is right only where every visit is over TLS, and that is for whoever has
//! the certificate to say; and any way to allow inline script or `eval`.

pub mod form;

/// Files that are named by their hash: the name is another one when the bytes are.
pub const HASHED: &str = r"/[a-z]+-[0-9a-f]{16,}(_bg)?\.(wasm|js|css|bin)$";
pub const FOREVER: &str = "public, max-age=31536000, immutable";
pub const ASK_FIRST: &str = "no-cache";

/// Of everything on a page. What is not named is forbidden: plug-ins, frames, media, manifests.
const CONTENT: [(&str, &str); 11] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    // Pictures of boards may stand in the board; the export draws the page by way of one.
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("worker-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    // Texts become script or markup by one policy alone, which public/boot.js makes and lends to nobody.
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "daping"),
    ("connect-src", ""),
];
/// A file that was dropped on the page is read by its address, which is of this kind.
const DROPPED: &str = "blob:";

/// What a wall never asks for, whatever a board says.
const DENIED: [&str; 9] = [
    "camera",
    "display-capture",
    "geolocation",
    "hid",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
];

/// What a place adds to the policy.
#[derive(Default)]
pub struct Allow {
    /// Other hosts that boards may ask, as a policy has them: `https://api.example`.
    pub connect: Vec<String>,
    /// Other sites that may show the wall in a frame.
    pub frame: Vec<String>,
}

/// The page's own policy. Boards may name any address, so connections are free here, and narrowed by the
/// server's headers: of two policies both hold. Who may frame a page cannot be said in it.
pub fn meta() -> String {
    content("* ")
}

fn content(connect: &str) -> String {
    let part = |(name, value): &(&str, &str)| match *name {
        "connect-src" => format!("{name} {connect}{DROPPED}"),
        _ => format!("{name} {value}"),
    };
    CONTENT.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// The headers of every answer, but for how long it may be kept.
pub fn headers(allow: &Allow) -> Vec<(&'static str, String)> {
    let connect: String = allow.connect.iter().map(|host| format!("{host} ")).collect();
    let frame = if allow.frame.is_empty() { "'none'".to_string() } else { allow.frame.join(" ") };
    let content = format!("{}; frame-ancestors {frame}", content(&format!("'self' {connect}")));
    let denied: Vec<String> = DENIED.iter().map(|name| format!("{name}=()")).collect();
    vec![
        ("Content-Security-Policy", content),
        ("Cross-Origin-Opener-Policy", "same-origin".to_string()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_string()),
        ("Permissions-Policy", denied.join(", ")),
        ("Referrer-Policy", "same-origin".to_string()),
        ("X-Content-Type-Options", "nosniff".to_string()),
    ]
}

/// How long a file may be kept, by its address: [`HASHED`] without an engine for patterns.
pub fn caching(path: &str) -> &'static str {
    if is_hashed(path).unwrap_or(false) { FOREVER } else { ASK_FIRST }
}

fn is_hashed(path: &str) -> Option<bool> {
    let (_, name) = path.rsplit_once('/')?;
    let (stem, ending) = name.rsplit_once('.')?;
    let (word, hash) = stem.strip_suffix("_bg").unwrap_or(stem).split_once('-')?;
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    let is_hash = hash.len() >= 16 && hash.bytes().all(is_hex);
    Some(is_word && is_hash && ["wasm", "js", "css", "bin"].contains(&ending))
}

/// Whether a word is one host of a policy, such as `https://api.example:8443` or `wss://*.example`. Nothing
/// else may come into a header.
pub fn is_host(word: &str) -> bool {
    let schemes = ["https://", "http://", "wss://", "ws://"];
    let Some(rest) = schemes.iter().find_map(|scheme| word.strip_prefix(scheme)) else {
        return false;
    };
    let (name, port) = match rest.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (rest, "1"),
    };
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let name = name.strip_prefix("*.").unwrap_or(name);
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
    is_port && !name.is_empty() && name.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_kept_and_no_others() {
        for path in [
            "/daping-8d98d17fbf20fb75_bg.wasm",
            "/wall/packs/lists-0123456789abcdef.css",
            "/data/roster/p-0123456789abcdef.bin",
        ] {
            assert_eq!(caching(path), FOREVER, "{path}");
        }
        for path in [
            "/",
            "/index.html",
            "/boot.js",
            "/sw.js",
            "/build.json",
            "/boards/a-0123456789abcdef.json",
            "/daping-8d98d17f_bg.wasm",
            "/-0123456789abcdef.js",
            "/a-0123456789abcdeG.js",
            "/a-0123456789abcdef",
            "/0-0123456789abcdef.js",
        ] {
            assert_eq!(caching(path), ASK_FIRST, "{path}");
        }
    }

    #[test]
    fn a_host_is_a_host_and_nothing_that_says_more() {
        for host in
            ["https://api.example", "http://10.0.0.8:8080", "wss://*.example", "http://[::1]:80"]
        {
            assert!(is_host(host), "{host}");
        }
        for word in [
            "",
            "*",
            "api.example",
            "https://",
            "https://a b",
            "https://a;script-src *",
            "https://a\r\nX: y",
            "https://a/path",
            "javascript:x",
            "https://a,b",
            "'unsafe-inline'",
            "https://a:",
            "https://a:b",
            "data:",
        ] {
            assert!(!is_host(word), "{word}");
        }
    }
}
