//! One file for each day.

use daping::data::page::Request;
use daping::issue::DataFault;

use super::server::{Answer, End, read, source};

fn days(days: &str) -> String {
    format!(r#"{{"url": "data/{{day}}.json", "days": {{{days}}}}}"#)
}

fn asked(text: &str) -> (Vec<String>, End) {
    let read = read(&source(text), &|_| Answer::of(vec![1]));
    (read.asked.into_iter().map(|request| request.url).collect(), read.end)
}

#[test]
fn every_day_is_asked_for_and_one_may_be_missing() {
    let text = days(r#""from": "2020-02-03", "to": "2020-02-21""#);
    let missing = |request: &Request| {
        let (day, written) = request.day.clone().expect("a day");
        assert_eq!(request.url, format!("data/{written}.json"));
        match written.as_str() {
            "2020-02-03" | "2020-02-10" | "2020-02-21" => Answer::status(404),
            _ => Answer::of(vec![day as u64]),
        }
    };
    let read = read(&source(&text), &missing);
    assert_eq!(read.end, End::Done);
    // 2020-02-03 is day 18,295.
    let there = |day: &u64| ![18_295, 18_302, 18_313].contains(day);
    assert_eq!(read.rows, (18_295..=18_313).filter(there).collect::<Vec<u64>>());
    assert_eq!(read.asked.len(), 19);
}

#[test]
fn the_last_day_is_the_boards_own_today() {
    let (urls, end) = asked(&days(r#""from": "2020-02-20""#));
    assert_eq!((urls.len(), end), (2, End::Done));
    assert_eq!(urls[1], "data/2020-02-21.json");
}

#[test]
fn days_are_written_as_the_address_has_them() {
    let (urls, _) =
        asked(&days(r#""from": "2020-02-29", "to": "2020-03-01", "format": "%Y/%m%d""#));
    assert_eq!(urls, ["data/2020/0229.json", "data/2020/0301.json"]);
    // A file of a month is asked for once.
    let (urls, _) = asked(&days(r#""from": "2020-01-30", "to": "2020-03-02", "format": "%Y-%m""#));
    assert_eq!(urls, ["data/2020-01.json", "data/2020-02.json", "data/2020-03.json"]);
}

#[test]
fn days_are_bounded_and_nonsense_asks_for_one() {
    let (urls, end) = asked(&days(r#""from": "1970-01-01", "to": "2020-02-21""#));
    assert_eq!((urls.len(), end), (400, End::Stop(DataFault::TooManyPages { limit: 400 })));
    for (wrong, day) in [
        (r#""from": "soon""#, "2020-02-21"),
        (r#""from": "2020-02-03", "to": "2019-01-01""#, "2020-02-03"),
        (r#""from": "2020-02-21", "to": "then""#, "2020-02-21"),
    ] {
        let (urls, end) = asked(&days(wrong));
        assert_eq!((urls, end), (vec![format!("data/{day}.json")], End::Done), "{wrong}");
    }
    // Without its place in the address a day cannot be asked for.
    let (urls, _) = asked(r#"{"url": "data/x.json", "days": {"from": "2020-02-03"}}"#);
    assert_eq!(urls, ["data/x.json"]);
}
