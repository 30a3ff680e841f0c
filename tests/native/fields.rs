//! Typed fields: numbers, days and times as people and servers write them, through the one road in.

use daping::board::check;
use daping::data::limits::MAX_NUMBER;
use daping::data::source::{Pattern, Source};
use daping::data::table::Value;
use daping::data::{Answer, Asked, Audience, Reading, read};
use daping::issue::Lang;
use proptest::prelude::*;
use serde_json::json;

use crate::rows::read as read_json;

const EAST: i32 = 8 * 3600;

/// A source of one field `x`.
fn source(field: &str) -> Source {
    read_json(&format!(r#"{{"url":"a.json","fields":{{"x":{field}}}}}"#))
}

/// The cells of `x`, read from JSON as it is written.
fn reading(field: &str, cells: &[String]) -> Reading {
    let rows: Vec<String> = cells.iter().map(|cell| format!(r#"{{"x":{cell}}}"#)).collect();
    let bytes = format!("[{}]", rows.join(","));
    let source = source(field);
    let (name, audience) = ("visits", Audience::Internal);
    let asked = Asked { name, source: &source, audience, utc_offset: EAST };
    let answer = Answer { bytes: bytes.as_bytes(), content_type: None };
    read(&asked, &answer).expect("rows")
}

fn cells<T>(reading: &Reading, one: fn(Value<'_>) -> Option<T>) -> Vec<Option<T>> {
    (0..reading.table.rows()).map(|row| one(reading.table.get(row, "x"))).collect()
}

fn day(value: Value<'_>) -> Option<i32> {
    if let Value::Day(day) = value { Some(day) } else { None }
}

fn time(value: Value<'_>) -> Option<i64> {
    if let Value::Time(time) = value { Some(time) } else { None }
}

fn quoted(text: &str) -> String {
    json!(text).to_string()
}

fn number(text: &str, unit: &str) -> Option<f64> {
    let field = json!({ "type": "number", "unit": unit }).to_string();
    cells(&reading(&field, &[quoted(text)]), |cell| cell.number())[0]
}

fn said(reading: &Reading) -> Vec<String> {
    reading.issues.iter().map(|issue| issue.say(Lang::En)).collect()
}

#[test]
fn many_forms_of_a_date_in_one_column() {
    let texts = [
        "2020-02-21",
        "2020/2/21",
        "2020年2月21日",
        "20200221",
        "21/02/2020",
        "Feb 21 2020",
        "２０２０－０２－２１",
        "20200221.0",
        "2020-02-20T16:00:00Z",
    ];
    let mut all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    all.extend(["20200221", "43882", "43882.75", r#""43882""#].map(str::to_string));
    let field = r#"{"type":"date","format":["iso","%d/%m/%Y","%b %d %Y","excel"]}"#;
    let read = reading(field, &all);
    assert_eq!(said(&read), [""; 0]);
    assert_eq!(cells(&read, day), vec![Some(18_313); all.len()]);
}

#[test]
fn cells_that_fit_no_form_are_one_finding() {
    let all = [r#""02-21""#, r#""2020-02-21""#, r#""21/13/2020""#, r#""2月21日""#, "true", "1e99"];
    let read = reading(r#"{"type":"date","format":["iso","%d/%m/%Y"]}"#, &all.map(str::to_string));
    assert_eq!(cells(&read, day), [None, Some(18_313), None, None, None, None]);
    assert_eq!(
        said(&read),
        [
            "visits row 1 field \"x\": found text; expected date; treated as missing (2 more like it)",
            "visits row 5 field \"x\": found flag; expected date; treated as missing",
            "visits row 6 field \"x\": found number; expected date; treated as missing",
        ]
    );
}

#[test]
fn counted_times_may_be_text_and_are_of_these_centuries() {
    let all = [
        "1582215045132",
        r#""1582215045132""#,
        r#""1582215045132.0""#,
        r#""１５８２２１５０４５１３２""#,
        "1.582215045132e12",
        // Microseconds, and a number beyond all others.
        "1582215045132000",
        r#""1582215045132000""#,
        "1e400",
    ];
    let read = reading(r#"{"type":"time","format":"epoch_ms"}"#, &all.map(str::to_string));
    let at = Some(1_582_215_045);
    assert_eq!(cells(&read, time), [at, at, at, at, at, None, None, None]);
    assert_eq!(
        said(&read),
        [
            "visits row 6 field \"x\": found number; expected time; treated as missing (1 more like it)",
            "visits row 7 field \"x\": found text; expected time; treated as missing",
        ]
    );
    let seconds = ["1582215045", r#""1582215045.9""#, "1582215045132"].map(str::to_string);
    let read = reading(r#"{"type":"time","format":"epoch_s"}"#, &seconds);
    assert_eq!(cells(&read, time), [at, at, None]);
}

#[test]
fn a_spreadsheets_time_is_the_walls_own() {
    let all = ["43882", "43882.5", r#""43,882.25""#, "1582215045"].map(str::to_string);
    let read = reading(r#"{"type":"time","format":"excel"}"#, &all);
    let midnight = 18_313 * 86_400 - i64::from(EAST);
    let hours = |hours: i64| Some(midnight + hours * 3600);
    assert_eq!(cells(&read, time), [hours(0), hours(12), hours(6), None]);
}

#[test]
fn an_end_that_never_comes_is_still_a_day() {
    let all = [quoted("9999-12-31"), quoted("9999-12-31 23:59:59")];
    let read = reading(r#"{"type":"date"}"#, &all);
    assert_eq!(cells(&read, day), [Some(2_932_896), Some(2_932_896)]);
}

#[test]
fn a_figure_keeps_the_digits_of_the_answer() {
    let all = ["48.10", "1.0", "1E3", "-0.00", r#""1.66万""#].map(str::to_string);
    let read = reading(r#"{"type":"figure"}"#, &all);
    let text = |value: Value<'_>| value.text().map(str::to_string);
    let expected = ["48.10", "1.0", "1E3", "-0.00", "1.66万"].map(|text| Some(text.to_string()));
    assert_eq!(cells(&read, text), expected);
}

#[test]
fn a_pattern_that_cannot_be_used_is_found_with_the_board() {
    let board = |day: &str, format: &str| {
        let sources = json!({ "visits": {
            "url": "{day}.csv", "days": { "from": "2020-02-03", "format": day },
            "fields": { "x": { "type": "date", "format": ["iso", format] } },
        } });
        let panels = json!({ "clock": { "kind": "clock" } });
        let text = json!({ "daping": 1, "sources": sources, "panels": panels }).to_string();
        let issues = check("b", &text).issues;
        issues.iter().map(|issue| issue.say(Lang::En)).collect::<Vec<_>>()
    };
    assert_eq!(board("%d", "%d/%m/%Y"), [""; 0]);
    let says =
        |wrong: &str| format!("found \"{wrong}\"; expected a strftime pattern such as %d/%m/%Y");
    for wrong in ["%H:%M", "%d/%m/%", "%Ey"] {
        let own = board("%d", wrong);
        assert!(own.len() == 1 && own[0].ends_with(&says(wrong)), "{wrong}: {own:?}");
    }
    for wrong in ["%E/%d", "day", ""] {
        let own = board(wrong, "%F");
        assert!(own.len() == 1 && own[0].ends_with(&says(wrong)), "{wrong}: {own:?}");
    }
}

#[test]
fn a_bare_nan_is_no_cell_of_any_type() {
    for kind in ["number", "figure", "text", "date", "time", "flag"] {
        let cells = ["NaN", "-Infinity", "20200221"].map(str::to_string);
        let read = reading(&format!(r#"{{"type":"{kind}"}}"#), &cells);
        assert!(read.table.get(0, "x").is_missing() && read.table.get(1, "x").is_missing());
        let first = "visits row 1 field \"x\": the number is not finite; treated as missing (1 more like it)";
        assert_eq!(said(&read)[0], first, "{kind}");
    }
}

/// The digits in groups of three.
fn grouped(whole: &str, mark: char) -> String {
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

fn wide(text: &str) -> String {
    let one = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).expect("full-width"),
        c => c,
    };
    text.chars().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_number_reads_back_in_every_way_of_writing(
        cents in -99_999_999_999_999i64..99_999_999_999_999,
        mark in prop::sample::select(vec![None, Some(','), Some(' '), Some('\u{A0}'), Some('\u{202F}')]),
        unit in prop::sample::select(vec!["", "%", "‰", "张", "万人", "元/人", "千瓦"]),
        (brackets, plus, full, said, spaced) in any::<(bool, bool, bool, bool, bool)>(),
    ) {
        let (whole, part) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let sign = if cents < 0 { "-" } else { "" };
        let expected: f64 = format!("{sign}{whole}.{part:02}").parse().unwrap();
        let digits = whole.to_string();
        let digits = mark.map_or(digits.clone(), |mark| grouped(&digits, mark));
        let space = if spaced { "\u{2009}" } else { "" };
        let suffix = if said { unit } else { "" };
        let amount = format!("{digits}.{part:02}{space}{suffix}");
        let text = match (cents < 0, brackets, plus) {
            (true, true, _) => format!("({amount})"),
            (true, false, _) => format!("-{amount}"),
            (false, _, true) => format!("+{amount}"),
            (false, _, false) => amount,
        };
        let text = if full { wide(&text) } else { text };
        prop_assert_eq!(number(&text, unit), Some(expected + 0.0), "{}", text);
    }

    #[test]
    fn ten_thousands_are_exact(
        amount in 0u64..10_000_000, places in 0usize..=4, power in 0usize..4, own in any::<bool>(),
    ) {
        let (word, zeros) = [("千", 3), ("万", 4), ("百万", 6), ("亿", 8)][power];
        let places = places.min(zeros);
        let digits = format!("{amount:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let point = if part.is_empty() { "" } else { "." };
        let written = format!("{whole}{point}{part}");
        let exact = format!("{digits}{}", "0".repeat(zeros - places));
        let exact: f64 = exact.parse::<u64>().unwrap() as f64;
        let text = format!("{written}{word}{}", if own { "人" } else { "" });
        prop_assert_eq!(number(&text, "人"), Some(exact), "{}", &text);
        // A unit that has the 万 itself keeps the number as it is written.
        if zeros == 4 {
            prop_assert_eq!(number(&text, "万人"), Some(written.parse().unwrap()));
        }
    }

    #[test]
    fn any_text_is_missing_or_a_number_of_use(text in any::<String>(), unit in any::<String>()) {
        prop_assert!(number(&text, &unit).is_none_or(|n| n.abs() <= MAX_NUMBER));
    }

    #[test]
    fn what_is_nearly_a_number_is_missing_or_one_of_use(
        text in "[(（+−-]{0,2}[0-9１,，. \u{202F}eE]{0,9}[万亿千百%％‰人)）naif]{0,4}",
        unit in "[万亿千百%人(),.0-9 ]{0,3}",
    ) {
        prop_assert!(number(&text, &unit).is_none_or(|n| n.abs() <= MAX_NUMBER));
    }

    #[test]
    fn a_day_reads_back_in_every_form(day_number in -25_567i32..84_371, form in 0usize..10) {
        // 1900-01-01 to 2200-12-31.
        let epoch = jiff::civil::date(1970, 1, 1);
        let date = epoch.checked_add(jiff::Span::new().days(day_number)).unwrap();
        let (y, m, d) = (date.year(), date.month(), date.day());
        let seconds = i64::from(day_number) * 86_400 - i64::from(EAST);
        let pattern: Pattern = read_json(r#""%b %d %Y""#);
        let (cell, format) = match form {
            0 => (quoted(&format!("{y}-{m:02}-{d:02}")), "iso"),
            1 => (quoted(&format!("{y}/{m}/{d}")), "iso"),
            2 => (quoted(&format!("{y}年{m}月{d}日")), "iso"),
            3 => (format!("{y}{m:02}{d:02}"), "iso"),
            4 => (quoted(&wide(&format!("{y}-{m}-{d}"))), "iso"),
            5 => (quoted(&format!("{d:02}/{m}/{y}")), "%d/%m/%Y"),
            6 => (quoted(&pattern.write(day_number)), "%b %d %Y"),
            7 => (seconds.to_string(), "epoch_s"),
            8 => (quoted(&format!("{}.0", seconds * 1000 + 999)), "epoch_ms"),
            _ => (format!("{}.25", day_number + 25_569), "excel"),
        };
        let field = json!({ "type": "date", "format": format }).to_string();
        let read = reading(&field, std::slice::from_ref(&cell));
        // West of 1900 by a zone's hours is another century.
        let edge = day_number == -25_567 && (7..=8).contains(&form);
        prop_assert!(edge || cells(&read, day) == [Some(day_number)], "{} {}", cell, format);
    }

    #[test]
    fn any_text_is_missing_or_a_time(text in any::<String>(), pattern in any::<String>()) {
        let field = r#"{"type":"time","format":["iso","epoch_ms","excel","%A %d %B %Y %H:%M:%S %:z","%s"]}"#;
        prop_assert_eq!(reading(field, &[quoted(&text)]).table.rows(), 1);
        // A pattern of the board may be anything as well.
        let source = json!({ "url": "a.json", "fields": { "x": { "format": format!("%{pattern}") } } });
        let board = json!({ "daping": 1, "sources": { "a": source }, "panels": {} }).to_string();
        check("b", &board);
    }

    #[test]
    fn what_is_nearly_a_pattern_is_one_or_a_finding(
        pattern in "(%[_0^#:.-]{0,3}[0-9]{0,3}[A-Za-z%]|[年 /]){1,5}", text in "[0-9/: 年A-Za-z+-]{0,20}",
    ) {
        let source = json!({ "url": "a.json", "fields": { "x": { "type": "time", "format": pattern } } });
        let clock = json!({ "clock": { "kind": "clock" } });
        let board = json!({ "daping": 1, "sources": { "a": source }, "panels": clock }).to_string();
        if check("b", &board).issues.is_empty() {
            let field = json!({ "type": "time", "format": pattern }).to_string();
            prop_assert_eq!(reading(&field, &[quoted(&text)]).table.rows(), 1);
        }
    }
}
