//! Whether an answer over HTTP is one at all, by its head: both hosts ask here.

use crate::issue::DataFault;

/// An answer that is no data: a refusal, nothing at all, or a redirect that ended on a web page.
pub fn refuse(status: u16, redirected: bool, content_type: Option<&str>) -> Result<(), DataFault> {
    let page = content_type.is_some_and(is_page);
    match status {
        401 | 403 => Err(DataFault::Denied),
        204 | 205 => Err(DataFault::NoContent),
        200..300 if redirected && page => Err(DataFault::Denied),
        200..300 => Ok(()),
        code => Err(DataFault::Status { code }),
    }
}

/// An address by its parts: scheme with its colon, name of the host, and that with the port.
type Parts<'a> = (&'a str, &'a str, &'a str);

/// Why a page of `own` has no answer from `url`. A browser does not say; what the two addresses are
/// leaves few reasons, each with its own remedy. `online` is the machine's own word.
pub fn unreached(own: Parts<'_>, url: Parts<'_>, online: bool) -> DataFault {
    // The machine itself is reached without a network, and without encryption.
    let at_home = is_home(url.1);
    match own.0 == "https:" && matches!(url.0, "http:" | "ws:") {
        _ if !online && !at_home => DataFault::Offline,
        true if !at_home => DataFault::Mixed,
        _ if is_local(url.1) && !is_local(own.1) => DataFault::LocalOnly,
        _ if own.2 != url.2 => DataFault::Elsewhere,
        _ => DataFault::Unreachable,
    }
}

fn is_home(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]"
}

/// Whether only the network of a house leads there (RFC 1918, 3927, 4193, 6762).
fn is_local(host: &str) -> bool {
    let second = |first| {
        let rest = host.strip_prefix(first)?;
        rest.split('.').next()?.parse::<u8>().ok()
    };
    is_home(host)
        || host.ends_with(".local")
        || ["10.", "192.168.", "169.254.", "[fc", "[fd", "[fe80:"]
            .iter()
            .any(|own| host.starts_with(own))
            && host.ends_with(|last: char| last.is_ascii_digit() || last == ']')
        || second("172.").is_some_and(|second| (16..32).contains(&second))
}

/// Whether the server calls it a web page.
pub fn is_page(content_type: &str) -> bool {
    let kind = content_type.trim_start();
    kind.get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_success_without_a_way_to_a_log_in_page_is_an_answer() {
        use DataFault::*;
        let page = Some("Text/HTML; charset=utf-8");
        for (status, redirected, kind, expected) in [
            (200, false, None, Ok(())),
            (206, true, Some("application/json"), Ok(())),
            // A page that was asked for is told apart by its bytes.
            (200, false, page, Ok(())),
            (200, true, page, Err(Denied)),
            (204, false, None, Err(NoContent)),
            (401, false, page, Err(Denied)),
            (403, true, None, Err(Denied)),
            (304, false, None, Err(Status { code: 304 })),
            (500, true, page, Err(Status { code: 500 })),
        ] {
            assert_eq!(refuse(status, redirected, kind), expected, "{status}");
        }
        assert!(!is_page("text/htm") && !is_page("application/json"));
    }

    #[test]
    fn two_addresses_leave_few_reasons() {
        use DataFault::*;
        let parts = |address: &'static str| {
            let (scheme, host) = address.split_once("//").unwrap();
            let name = if host.starts_with('[') { host } else { host.split(':').next().unwrap() };
            (scheme, name, host)
        };
        for (own, url, online, expected) in [
            ("http://wall.example", "http://wall.example", true, Unreachable),
            ("http://wall.example", "http://wall.example", false, Offline),
            ("http://wall.example", "http://wall.example:81", true, Elsewhere),
            ("https://wall.example", "http://data.example", true, Mixed),
            ("https://wall.example", "ws://data.example", true, Mixed),
            ("https://wall.example", "wss://data.example", true, Elsewhere),
            // The machine itself counts as safe, and needs no network.
            ("https://wall.example", "http://127.0.0.1:81", false, LocalOnly),
            ("https://wall.example", "https://10.0.0.7", true, LocalOnly),
            ("https://wall.example", "https://172.20.0.7", true, LocalOnly),
            ("https://wall.example", "https://172.40.0.7", true, Elsewhere),
            ("https://wall.example", "https://10.example", true, Elsewhere),
            ("https://wall.example", "https://[fd00::7]", true, LocalOnly),
            ("https://wall.example", "https://box.local", true, LocalOnly),
            ("http://10.0.0.1", "http://192.168.0.7", true, Elsewhere),
            ("http://127.0.0.1:80", "http://127.0.0.1:81", true, Elsewhere),
        ] {
            assert_eq!(unreached(parts(own), parts(url), online), expected, "{own} {url}");
        }
    }
}
