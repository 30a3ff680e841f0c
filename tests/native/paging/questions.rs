//! What is sent: method, heads, body, and parameters in either.

use daping::data::page::{Pages, Request};

use super::server::{Answer, End, read, resolve, slice, source};

fn first(text: &str) -> Request {
    Pages::new(&source(text), 0, &resolve).first()
}

fn heads(request: &Request) -> Vec<(&str, &str)> {
    request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn a_question_is_what_its_author_wrote() {
    let plain = first(r#"{"url": "data/x.json?a=1#top"}"#);
    assert_eq!(plain, Request { url: "data/x.json?a=1".into(), ..Request::default() });
    let own = first(r#"{"url": "t", "headers": {"Accept": "application/json", "X-A": "1"}}"#);
    assert_eq!(heads(&own), [("Accept", "application/json"), ("X-A", "1")]);
}

#[test]
fn bodies_are_sent_with_their_label() {
    let json = first(r#"{"url": "t", "method": "POST", "body": {"q": [1.10, "云"]}}"#);
    assert_eq!(json.body.as_deref(), Some(r#"{"q":[1.10,"云"]}"#));
    assert_eq!(heads(&json), [("Content-Type", "application/json")]);
    let text = first(r#"{"url": "t", "method": "POST", "body": "SELECT 1 FORMAT JSON"}"#);
    assert_eq!(text.body.as_deref(), Some("SELECT 1 FORMAT JSON"));
    assert_eq!(heads(&text), [("Content-Type", "text/plain; charset=utf-8")]);
    let own = r#"{"url": "t", "method": "POST", "body": {}, "headers": {"content-type": "a/b"}}"#;
    assert_eq!(heads(&first(own)), [("content-type", "a/b")]);
    let none = first(r#"{"url": "t", "method": "POST"}"#);
    assert_eq!((none.body, none.headers), (None, Vec::new()));
    assert_eq!(first(r#"{"url": "t", "body": {"q": 1}}"#).body, None);
}

#[test]
fn pages_are_asked_for_in_the_body() {
    let text = r#"{"url": "t?a=1", "method": "POST", "body": {"sort": "-pay", "page": {"size": 3}},
        "page": {"kind": "page", "param": "/page/number", "size_param": "/page/size", "size": 2}}"#;
    let read = read(&source(text), &|request| {
        let body = request.body.as_deref().expect("a body");
        let number = body.split("\"number\":").nth(1).expect("a number");
        let number: u64 = number.trim_end_matches('}').parse().unwrap();
        Answer::of(slice(5, (number - 1) * 2, 2))
    });
    assert_eq!((read.end, read.rows), (End::Done, slice(5, 0, 5)));
    assert_eq!(read.asked[0].url, "t?a=1");
    let body = r#"{"sort":"-pay","page":{"size":2,"number":1}}"#;
    assert_eq!(read.asked[0].body.as_deref(), Some(body));
    // Without a body of its own there is one now.
    let text = r#"{"url": "t", "method": "POST", "page": {"kind": "offset", "param": "/from"}}"#;
    let request = first(text);
    assert_eq!(request.body.as_deref(), Some(r#"{"from":0}"#));
    assert_eq!((request.url.as_str(), request.headers.len()), ("t?limit=500", 1));
}

#[test]
fn a_cursor_is_text_but_where_the_author_wrote_a_number() {
    for (own, sent) in [("null", r#""7""#), ("0", "7")] {
        let text = format!(
            r#"{{"url": "t", "method": "POST", "body": {{"after": {own}}},
                "page": {{"kind": "cursor", "at": "/n", "param": "/after"}}}}"#
        );
        let read = read(&source(&text), &|request| {
            let is_first = request.body.as_deref() == Some(&format!(r#"{{"after":{own}}}"#));
            Answer { next: is_first.then(|| "7".into()), ..Answer::of(vec![u64::from(is_first)]) }
        });
        assert_eq!((read.end, read.asked.len()), (End::Done, 2));
        assert_eq!(read.asked[1].body, Some(format!(r#"{{"after":{sent}}}"#)));
    }
}

#[test]
fn a_range_takes_the_place_of_the_authors() {
    let text =
        r#"{"url": "t", "headers": {"range": "0-9"}, "page": {"kind": "range", "size": 15}}"#;
    assert_eq!(heads(&first(text)), [("Range-Unit", "items"), ("Range", "0-14")]);
}
