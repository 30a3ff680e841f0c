//! Pages: each kind against a small server in memory that answers as the real ones document, read
//! to the end, every row once.

mod days;
mod lies;
mod questions;
mod server;

use daping::data::page::Request;
use server::{Answer, End, number, param, read, slice, source};

/// A page's size is 500; these are all the ways to fill pages.
const TOTALS: [u64; 7] = [0, 1, 499, 500, 501, 1_000, 1_234];

type Server<'s> = &'s dyn Fn(u64, &Request) -> Answer;

/// Every row is read once, in its order, with at most so many questions more than there are pages.
#[track_caller]
fn whole(text: &str, spare: u64, server: Server) {
    let source = source(text);
    for total in TOTALS {
        let read = read(&source, &|request| server(total, request));
        assert_eq!(read.end, End::Done, "{total}");
        assert_eq!(read.rows, slice(total, 0, total), "{total}");
        let most = total.div_ceil(500).max(1) + spare;
        assert!(read.asked.len() as u64 <= most, "{total}: {:?}", read.urls());
        assert!(read.total.is_none_or(|said| said == total), "{total}");
    }
}

#[test]
fn one_page_is_one_question() {
    whole(r#"{"url": "a.json", "total": "/total"}"#, 0, &|total, _| Answer {
        total: Some(total),
        ..Answer::of(slice(total, 0, total))
    });
}

/// Datasette: `Link: <…?_next=500>; rel="next"`, and `next_url` in the body; both null at the end.
#[test]
fn datasettes_links_and_next_addresses_are_followed() {
    let page = |total: u64, request: &Request| {
        let from = number(&request.url, "_next").unwrap_or(0);
        let size = number(&request.url, "_size").expect("the size of the first question");
        let next = from + size;
        let url = format!("http://127.0.0.1:8001/db/t.json?_size={size}&_next={next}");
        (slice(total, from, size), (next < total).then_some(url))
    };
    let own = r#""url": "http://127.0.0.1:8001/db/t.json""#;
    let link = format!(r#"{{{own}, "page": {{"kind": "link", "size_param": "_size"}}}}"#);
    whole(&link, 0, &|total, request| {
        let (rows, next) = page(total, request);
        match next {
            Some(next) => Answer::of(rows).with("link", format!("<{next}>; rel=\"next\"")),
            None => Answer::of(rows),
        }
    });
    let next = format!(
        r#"{{{own}, "page": {{"kind": "next", "at": "/next_url", "size_param": "_size"}}}}"#
    );
    whole(&next, 0, &|total, request| {
        let (rows, next) = page(total, request);
        Answer { next, ..Answer::of(rows) }
    });
}

/// json-server 0.17: `_page` and `_limit`, `Link` with first, prev, next and last, `X-Total-Count`.
#[test]
fn json_servers_links_are_followed() {
    let text = r#"{"url": "http://localhost:3000/people?_page=1&_limit=500",
        "total": "X-Total-Count", "page": {"kind": "link"}}"#;
    whole(text, 0, &|total, request| {
        let page = number(&request.url, "_page").expect("a page");
        let (last, own) = (total.div_ceil(500), "http://localhost:3000/people?_page=");
        let answer = Answer::of(slice(total, (page - 1) * 500, 500));
        let link = |page: u64, rel: &str| format!("<{own}{page}&_limit=500>; rel=\"{rel}\"");
        let mut links = vec![link(1, "first")];
        links.extend((page < last).then(|| link(page + 1, "next")));
        links.extend((last > 0).then(|| link(last, "last")));
        answer.with("link", links.join(", ")).with("x-total-count", total.to_string())
    });
}

#[test]
fn relative_addresses_lead_on() {
    let links = ["?at=", "/api/t?at=", "t?at=", "//data.example/api/t?at=", " ?at="];
    for link in links {
        let text = r#"{"url": "https://data.example/api/t", "page": {"kind": "next", "at": "/n"}}"#;
        whole(text, 0, &|total, request| {
            let from = number(&request.url, "at").unwrap_or(0);
            assert!(request.url.starts_with("https://data.example/api/t"), "{}", request.url);
            let next = (from + 500 < total).then(|| format!("{link}{}", from + 500));
            Answer { next, ..Answer::of(slice(total, from, 500)) }
        });
    }
}

#[test]
fn cursors_are_put_into_the_question() {
    let text = r#"{"url": "t?q=1", "page": {"kind": "cursor", "at": "/next", "param": "after"}}"#;
    whole(text, 0, &|total, request| {
        assert_eq!(param(&request.url, "q").as_deref(), Some("1"));
        let after = param(&request.url, "after");
        let from = after.map_or(0, |after| after.trim_start_matches("&=王").parse().unwrap());
        let next = (from + 500 < total).then(|| format!("&=王{}", from + 500));
        Answer { next, ..Answer::of(slice(total, from, 500)) }
    });
    // A change feed always has a cursor; the end is a page without rows.
    whole(r#"{"url": "t", "page": {"kind": "cursor", "at": "/next"}}"#, 1, &|total, request| {
        let from = number(&request.url, "cursor").unwrap_or(0);
        let rows = slice(total, from, 500);
        let next = Some((from + rows.len() as u64).to_string());
        Answer { next, ..Answer::of(rows) }
    });
}

#[test]
fn offsets_and_numbers_count_on() {
    let offset = |total: u64, request: &Request| {
        let from = number(&request.url, "offset").expect("an offset");
        slice(total, from, number(&request.url, "limit").expect("a limit"))
    };
    let text = r#"{"url": "t", "page": {"kind": "offset"}}"#;
    whole(text, 1, &|total, request| Answer::of(offset(total, request)));
    // Directus: the total is known, so no question is spare.
    let text = r#"{"url": "t", "total": "/meta/filter_count", "page": {"kind": "offset"}}"#;
    whole(text, 0, &|total, request| Answer {
        total: Some(total),
        ..Answer::of(offset(total, request))
    });
    // RuoYi: pageNum from 1, pageSize.
    let text = r#"{"url": "t", "total": "/total",
        "page": {"kind": "page", "param": "pageNum", "size_param": "pageSize"}}"#;
    let numbered = |total: u64, request: &Request| {
        let page = number(&request.url, "pageNum").expect("a page");
        let size = number(&request.url, "pageSize").unwrap_or(500);
        slice(total, (page - 1) * size, size)
    };
    whole(text, 0, &|total, request| Answer {
        total: Some(total),
        ..Answer::of(numbered(total, request))
    });
    // The server's own size, and a status for a page that is not there.
    let text = r#"{"url": "t", "page": {"kind": "page", "param": "pageNum"}}"#;
    whole(text, 1, &|total, request| match numbered(total, request) {
        rows if rows.is_empty() && number(&request.url, "pageNum") != Some(1) => {
            Answer::status(404)
        }
        rows => Answer::of(rows),
    });
    // From 0, and 204 behind the end.
    let text = r#"{"url": "t", "page": {"kind": "page", "first": 0, "size_param": "size"}}"#;
    whole(text, 1, &|total, request| {
        let page = number(&request.url, "page").expect("a page");
        match slice(total, page * 500, 500) {
            rows if rows.is_empty() && page > 0 => Answer::status(204),
            rows => Answer::of(rows),
        }
    });
}

/// PostgREST: `Range-Unit: items`, `Range: 0-499`; 206 and the total with `Prefer: count=exact`, 200
/// and `*` without it; 416 where the range begins behind the last row.
#[test]
fn postgrests_ranges_are_read() {
    let head = |request: &Request, name: &str| {
        let own = request.headers.iter().find(|(own, _)| own == name);
        own.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let server = |counts: bool, total: u64, request: &Request| {
        assert_eq!(head(request, "Range-Unit"), "items");
        let range = head(request, "Range");
        let (from, to) = range.split_once('-').expect("a range");
        let (from, to): (u64, u64) = (from.parse().unwrap(), to.parse().unwrap());
        let rows = slice(total, from, to + 1 - from);
        let all = if counts { total.to_string() } else { "*".to_string() };
        if from > total && counts {
            return Answer::status(416).with("content-range", format!("*/{all}"));
        }
        let range = match rows.last() {
            Some(last) => format!("{from}-{last}/{all}"),
            None => format!("*/{all}"),
        };
        let status = if counts && (rows.len() as u64) < total { 206 } else { 200 };
        Answer { status, ..Answer::of(rows) }.with("content-range", range)
    };
    let text = r#"{"url": "t", "headers": {"Prefer": "count=exact"}, "page": {"kind": "range"}}"#;
    whole(text, 0, &|total, request| {
        assert_eq!(head(request, "Prefer"), "count=exact");
        server(true, total, request)
    });
    let text = r#"{"url": "t", "page": {"kind": "range"}}"#;
    whole(text, 1, &|total, request| server(false, total, request));
    // Others say 416 to the first range of nothing.
    let none = |_: &Request| Answer::status(416).with("content-range", "*/0");
    assert_eq!(read(&source(text), &none).end, End::Done);
    assert_eq!(read(&source(text), &|_| Answer::status(416)).end, End::Status(416));
}

#[test]
fn only_a_later_page_may_be_missing() {
    for status in [204, 404] {
        for kind in ["none", "page", "offset", "link"] {
            let text = format!(r#"{{"url": "t", "page": {{"kind": "{kind}"}}}}"#);
            let read = read(&source(&text), &|_| Answer::status(status));
            assert_eq!((read.end, read.asked.len()), (End::Status(status), 1), "{kind}");
        }
    }
    let text = r#"{"url": "t", "page": {"kind": "offset"}}"#;
    let server = |request: &Request| match number(&request.url, "offset") {
        Some(0) => Answer::of(slice(500, 0, 500)),
        _ => Answer::status(404),
    };
    let read = read(&source(text), &server);
    assert_eq!((read.end, read.rows.len()), (End::Status(404), 500));
}
