//! Servers that loop, lie, lead elsewhere, or never end.

use daping::data::limits::MAX_ROWS;
use daping::data::page::{Beside, Head, Next, Pages, Request};
use daping::issue::DataFault;
use proptest::prelude::*;

use super::server::{Answer, End, number, read, resolve, slice, source};

const NEXT: &str = r#"{"url": "https://data.example/t", "page": {"kind": "next", "at": "/n"}}"#;
const LINK: &str = r#"{"url": "https://data.example/t", "page": {"kind": "link"}}"#;
const OFFSET: &str = r#"{"url": "t", "total": "/total", "page": {"kind": "offset"}}"#;

fn stopped(text: &str, server: &dyn Fn(&Request) -> Answer) -> (DataFault, usize, usize) {
    let read = read(&source(text), server);
    let End::Stop(fault) = read.end else { panic!("{:?}", read.end) };
    (fault, read.asked.len(), read.rows.len())
}

fn leads(next: &str) -> (DataFault, usize, usize) {
    let page = |request: &Request| {
        let from = number(&request.url, "at").unwrap_or(0);
        let next = (from == 0).then(|| next.to_string());
        Answer { next, ..Answer::of(slice(1_000, from, 500)) }
    };
    stopped(NEXT, &page)
}

#[test]
fn loops_end_at_once() {
    for own in ["https://data.example/t", "", "t", "/t", "#more", "http://data.example/t"] {
        assert_eq!(leads(own), (DataFault::PagesLoop { page: 1 }, 1, 500), "{own}");
    }
    // a -> b -> c -> b
    let ring = |request: &Request| {
        let from = number(&request.url, "at").unwrap_or(0);
        let next = if from == 2 { 1 } else { from + 1 };
        Answer::of(vec![from]).with("link", format!("<?at={next}>; rel=next"))
    };
    assert_eq!(stopped(LINK, &ring), (DataFault::PagesLoop { page: 3 }, 3, 3));
    let text = r#"{"url": "t", "page": {"kind": "cursor", "at": "/n"}}"#;
    let cursor = |request: &Request| {
        let rows = vec![number(&request.url, "cursor").unwrap_or(0)];
        Answer { next: Some("7".into()), ..Answer::of(rows) }
    };
    assert_eq!(stopped(text, &cursor), (DataFault::PagesLoop { page: 2 }, 2, 2));
}

#[test]
fn the_same_page_under_ever_new_addresses_is_a_loop() {
    let deaf = |_: &Request| Answer::of(slice(500, 0, 500));
    for kind in ["offset", "page", "range"] {
        let text = format!(r#"{{"url": "t", "page": {{"kind": "{kind}"}}}}"#);
        assert_eq!(stopped(&text, &deaf), (DataFault::PageAgain { page: 2 }, 2, 1_000), "{kind}");
    }
    // The last page again and again, for a total that is too high.
    let reasonable = |request: &Request| {
        let from = number(&request.url, "offset").unwrap_or(0).min(500);
        Answer { total: Some(9_999), ..Answer::of(slice(800, from, 500)) }
    };
    assert_eq!(stopped(OFFSET, &reasonable), (DataFault::PageAgain { page: 3 }, 3, 1_100));
}

#[test]
fn totals_that_lie_are_not_believed_for_ever() {
    let server = |said: u64| {
        move |request: &Request| {
            let from = number(&request.url, "offset").unwrap_or(0);
            Answer { total: Some(said), ..Answer::of(slice(800, from, 500)) }
        }
    };
    let high = read(&source(OFFSET), &server(2_000));
    assert_eq!((high.end, high.rows.len(), high.total), (End::Done, 800, Some(2_000)));
    let low = read(&source(OFFSET), &server(300));
    assert_eq!((low.end, low.rows.len(), low.total), (End::Done, 500, Some(300)));
    // What the server itself leads on is followed: some count only so far.
    let text = NEXT.replace("\"page\"", "\"total\": \"/total\", \"page\"");
    let counted = read(&source(&text), &|request| {
        let from = number(&request.url, "at").unwrap_or(0);
        let next = (from + 500 < 1_234).then(|| format!("?at={}", from + 500));
        Answer { next, total: Some(100), ..Answer::of(slice(1_234, from, 500)) }
    });
    assert_eq!((counted.end, counted.rows), (End::Done, slice(1_234, 0, 1_234)));
}

#[test]
fn other_page_sizes_than_asked_for_lose_nothing() {
    for size in [100, 700] {
        let capped = read(&source(OFFSET), &|request| {
            let from = number(&request.url, "offset").unwrap_or(0);
            Answer { total: Some(1_000), ..Answer::of(slice(1_000, from, size)) }
        });
        assert_eq!((capped.end, capped.rows), (End::Done, slice(1_000, 0, 1_000)), "{size}");
    }
    let ranged = read(&source(r#"{"url": "t", "page": {"kind": "range"}}"#), &|request| {
        let (_, range) = request.headers.iter().find(|(name, _)| name == "Range").unwrap();
        let from: u64 = range.split_once('-').unwrap().0.parse().unwrap();
        let rows = slice(1_000, from, 100);
        let range = format!("{from}-{}/1000", from + rows.len() as u64 - 1);
        Answer { status: 206, ..Answer::of(rows) }.with("content-range", range)
    });
    assert_eq!((ranged.end, ranged.rows), (End::Done, slice(1_000, 0, 1_000)));
}

#[test]
fn other_origins_are_never_asked() {
    for next in [
        "https://evil.example/t?at=500",
        "//evil.example/t?at=500",
        "https://data.example.evil.example/t?at=500",
        "https://data.example@evil.example/t?at=500",
        "https://data.example:8443/t?at=500",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "data:application/json,[]",
        "ftp://data.example/t",
    ] {
        assert_eq!(leads(next), (DataFault::NextElsewhere, 1, 500), "{next}");
    }
    // A server behind a proxy that does not know that it is asked over https.
    let read = read(&source(LINK), &|request| match number(&request.url, "at") {
        None => Answer::of(vec![0]).with("link", "<http://data.example:80/t?at=1>; rel=next"),
        Some(from) => Answer::of(vec![from]),
    });
    assert_eq!(read.urls(), ["https://data.example/t", "https://data.example/t?at=1"]);
}

#[test]
fn pages_and_rows_are_bounded() {
    let endless = |request: &Request| {
        let from = number(&request.url, "offset").unwrap_or(0);
        Answer::of((from..from + 500).collect())
    };
    let text = |caps: &str| format!(r#"{{"url": "t", "page": {{"kind": "offset", {caps}}}}}"#);
    let pages = |limit| DataFault::TooManyPages { limit };
    let rows = |limit| DataFault::TooManyRows { limit };
    assert_eq!(stopped(&text(r#""size": 500"#), &endless), (pages(100), 100, 50_000));
    assert_eq!(stopped(&text(r#""max_pages": 3"#), &endless), (pages(3), 3, 1_500));
    assert_eq!(stopped(&text(r#""max_pages": 0"#), &endless), (pages(1), 1, 500));
    assert_eq!(stopped(&text(r#""max_rows": 1200"#), &endless), (rows(1_200), 3, 1_500));
    assert_eq!(stopped(&text(r#""max_rows": 1000"#), &endless), (rows(1_000), 2, 1_000));
    let beyond = text(r#""max_pages": 9999, "max_rows": 4000000000"#);
    assert_eq!(stopped(&beyond, &endless), (rows(MAX_ROWS), 400, MAX_ROWS as usize));
    // As many as allowed, and no more behind them, is no fault.
    let two = |request: &Request| {
        let from = number(&request.url, "offset").unwrap_or(0);
        Answer { total: Some(1_000), ..Answer::of(slice(1_000, from, 500)) }
    };
    let text = text(r#""max_pages": 2, "max_rows": 1000"#);
    let text = text.replacen('{', "{\"total\": \"/total\", ", 1);
    assert_eq!(read(&source(&text), &two).end, End::Done);
}

proptest! {
    /// Whatever a server says: no panic, and only its own origin over HTTP is asked.
    #[test]
    fn any_head_is_survived(
        link in ".{0,60}",
        next in prop_oneof![".{0,40}", "[a-z:/?#@.\\\\]{0,24}"],
        range in "[0-9*/ a-z-]{0,24}",
        rows in 0..3_u64,
        kind in "none|link|next|cursor|offset|page|range",
    ) {
        let text = format!(
            r#"{{"url": "https://data.example/t", "total": "content-range",
                "page": {{"kind": "{kind}", "at": "/n"}}}}"#
        );
        let source = source(&text);
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        let link = [link.clone(), format!("<{link}>; rel=next"), format!("<{next}>;rel=\"next")];
        for link in link {
            let mut pages = Pages::new(&source, 0, &resolve);
            pages.first();
            let headers = vec![pair("link", &link), pair("content-range", &range)];
            let head = Head { status: 200, headers };
            let beside = Beside { rows, next: Some(next.clone()), ..Beside::default() };
            for _ in 0..3 {
                pages.ends(&head);
                if let Next::Ask(request) = pages.next(&head, &beside) {
                    let own = request.url.strip_prefix("https://data.example");
                    prop_assert!(own.is_some_and(|own| own.is_empty() || own.starts_with(['/', '?'])));
                }
            }
        }
    }
}
