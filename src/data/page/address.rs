//! Addresses: parameters put in, and which of them lie at the same place.

/// The address with these parameters, percent-encoded, in the place of those of the same names. The
/// others stay as they are written; the fragment goes, it is never sent.
pub fn with_params(url: &str, params: &[(&str, String)]) -> String {
    let url = url.split('#').next().unwrap_or_default();
    if params.is_empty() {
        return url.to_string();
    }
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let own = |part: &&str| {
        let name = form_urlencoded::parse(part.as_bytes()).next();
        name.is_some_and(|(name, _)| params.iter().all(|(new, _)| *new != name))
    };
    let mut parts: Vec<String> = query.split('&').filter(own).map(str::to_string).collect();
    for (name, value) in params {
        parts.push(format!("{}={}", encoded(name), encoded(value)));
    }
    format!("{path}?{}", parts.join("&"))
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The scheme in lower case, where the address has one. White space and control characters count
/// for nothing, as in browsers.
pub fn scheme(url: &str) -> Option<String> {
    let url: String = url.chars().filter(|c| *c > ' ').take(64).collect();
    let (scheme, _) = url.split_once(':')?;
    let is_first = |c: char| c.is_ascii_alphabetic();
    let of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let fits = scheme.starts_with(is_first) && scheme.chars().all(of_scheme);
    fits.then(|| scheme.to_ascii_lowercase())
}

/// `next` where it lies at the origin of `own`, both resolved; http becomes https where `own` says
/// so. `None` is another origin, or nothing that is asked over HTTP.
pub fn same_origin(own: &str, next: &str) -> Option<String> {
    match (origin(own)?, origin(next)?) {
        // Files: both lie beside the page.
        (None, None) => Some(next.to_string()),
        (Some((scheme, host)), Some((next_scheme, next_host))) if host == next_host => {
            let (_, rest) = next.split_once(':')?;
            match (scheme.as_str(), next_scheme.as_str()) {
                (own, next_own) if own == next_own => Some(next.to_string()),
                ("https", "http") => Some(format!("https:{}", without_port(rest, ":80"))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Scheme and authority, without the port that the scheme has anyway; `Some(None)` for a relative
/// address, `None` for one that is not asked over HTTP.
fn origin(url: &str) -> Option<Option<(String, String)>> {
    let odd = |c: char| c <= ' ' || c == '\\';
    let Some(scheme) = scheme(url) else {
        return (!url.starts_with("//") && !url.contains(odd)).then_some(None);
    };
    let port = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let rest = url.get(scheme.len()..)?.strip_prefix("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_suffix(port).unwrap_or(&host);
    (!host.is_empty() && !host.contains(odd)).then(|| Some((scheme, host.to_string())))
}

/// `//host:80/path` -> `//host/path`
fn without_port(rest: &str, port: &str) -> String {
    let path = rest.get(2..).and_then(|rest| rest.find(['/', '?', '#'])).map(|at| at + 2);
    let (host, path) = rest.split_at(path.unwrap_or(rest.len()));
    format!("{}{path}", host.strip_suffix(port).unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_replace_their_own_and_leave_the_others() {
        let put = |url, name, value: &str| with_params(url, &[(name, value.to_string())]);
        assert_eq!(put("data/x.json?a=1", "page", "2"), "data/x.json?a=1&page=2");
        assert_eq!(put("https://h/x", "q", "王 &=#"), "https://h/x?q=%E7%8E%8B+%26%3D%23");
        assert_eq!(put("x?page=1&a=%20b&pa%67e=9&flag#top", "page", "2"), "x?a=%20b&flag&page=2");
        assert_eq!(put("x?", "a", ""), "x?a=");
        assert_eq!(with_params("x?a=1#top", &[]), "x?a=1");
    }

    #[test]
    fn schemes_are_seen_through_white_space() {
        let cases = [
            ("https://h/x", Some("https")),
            (" java\tscript:alert(1)", Some("javascript")),
            ("DATA:text/plain,x", Some("data")),
            ("data/a:b.json", None),
            ("?at=12:00", None),
            ("2020:x", None),
            ("//h/x", None),
            ("", None),
        ];
        for (url, expected) in cases {
            assert_eq!(scheme(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn origins_are_compared_as_browsers_do() {
        let same = |own, next| same_origin(own, next);
        assert_eq!(same("https://h/a", "https://H:443/b").as_deref(), Some("https://H:443/b"));
        assert_eq!(same("https://h/a", "http://h:80/b?c").as_deref(), Some("https://h/b?c"));
        assert_eq!(same("https://h:8/a", "http://h:8/b").as_deref(), Some("https://h:8/b"));
        assert_eq!(same("data/x.json", "data/y.json").as_deref(), Some("data/y.json"));
        for (own, next) in [
            ("https://h/a", "https://h.evil/b"),
            ("https://h/a", "https://h@evil/b"),
            ("https://h/a", "https://h\\@evil/b"),
            ("https://h/a", "https://h:444/b"),
            ("http://h/a", "https://h/a"),
            ("https://h/a", "javascript:alert(1)"),
            ("https://h/a", "file:///etc/hosts"),
            ("https://h/a", "b"),
            ("data/x.json", "https://h/a"),
            ("data/x.json", "//h/a"),
            ("data/x.json", "\\\\h\\a"),
            ("https://h/a", "https:///b"),
        ] {
            assert_eq!(same(own, next), None, "{own} {next}");
        }
    }
}
