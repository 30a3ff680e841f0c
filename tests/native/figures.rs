//! The published figures: every number read from the source articles stands in the data, unaltered.
//!
//! The fixture is an independent reading of the articles, not an export of the data under test.
//! Deliberately absent: any arithmetic between figures; 48.81% is what was printed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const DATA: &str = include_str!("../../public/data/figures.json");
const FIXTURE: &str = include_str!("../fixtures/coverage-numbers.json");

/// How many systems each article describes, by the article's letter.
const SYSTEMS: [(char, usize); 5] = [('A', 14), ('B', 7), ('C', 9), ('D', 8), ('E', 7)];
const KEYS: [&str; 14] = [
    "id",
    "label",
    "label_en",
    "value",
    "qualifier",
    "unit",
    "as_of",
    "period",
    "place",
    "code",
    "system",
    "system_name",
    "source",
    "printed",
];
const REQUIRED: [&str; 8] =
    ["id", "label", "label_en", "value", "system", "system_name", "source", "printed"];

/// What makes two figures the same: system, value, qualifier, unit, and the phrase as printed.
type Figure = [String; 5];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("a JSON document")
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn figure(row: &Value) -> Figure {
    ["system", "value", "qualifier", "unit", "printed"].map(|key| text(row, key).to_string())
}

fn rows(data: &Value) -> &[Value] {
    data["rows"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Everything wrong with the data, one line each; empty when all is well.
fn faults(data: &Value, fixture: &Value) -> Vec<String> {
    let rows = rows(data);
    let mut faults = row_faults(rows);
    faults.extend(system_faults(rows));
    faults.extend(number_faults(rows, fixture));
    faults.extend(pinned_faults(rows));
    let newest = rows.iter().map(|row| text(row, "as_of")).max().unwrap_or_default();
    if text(data, "as_of") != newest {
        faults.push(format!("as_of: expected the newest date, {newest}"));
    }
    faults
}

fn row_faults(rows: &[Value]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for row in rows {
        let id = text(row, "id");
        if !ids.insert(id) {
            faults.push(format!("{id}: not unique"));
        }
        if !is_id(id, text(row, "system")) {
            faults.push(format!("{id}: expected system.snake_word"));
        }
        for key in REQUIRED.iter().filter(|key| text(row, key).trim().is_empty()) {
            faults.push(format!("{id}: no {key}"));
        }
        for key in KEYS.iter().filter(|key| row.get(**key).is_none()) {
            faults.push(format!("{id}: key {key} absent"));
        }
        if !row["as_of"].is_null() && !is_day(text(row, "as_of")) {
            faults.push(format!("{id}: as_of is no ISO day"));
        }
        if !row["code"].is_null() && !is_code(text(row, "code")) {
            faults.push(format!("{id}: code is no six-digit adcode"));
        }
    }
    faults
}

fn is_id(id: &str, system: &str) -> bool {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    id.split_once('.').is_some_and(|(head, tail)| {
        head == system
            && tail.starts_with(|c: char| c.is_ascii_lowercase())
            && tail.chars().all(word)
    })
}

/// A real calendar day in its one ISO spelling.
fn is_day(day: &str) -> bool {
    day.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == day)
}

fn is_code(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
}

fn system_faults(rows: &[Value]) -> Vec<String> {
    let present: BTreeSet<String> =
        rows.iter().map(|row| text(row, "system").to_string()).collect();
    let expected: BTreeSet<String> = SYSTEMS
        .iter()
        .flat_map(|(letter, n)| (1..=*n).map(move |i| format!("{letter}{i:02}")))
        .collect();
    let missing = expected.difference(&present).map(|system| format!("{system}: no row"));
    let unknown = present.difference(&expected).map(|system| format!("{system}: no such system"));
    missing.chain(unknown).collect()
}

/// Numbers as a multiset, both ways: none missing, none invented. A calendar day of an article
/// may be any row's `as_of`.
fn number_faults(rows: &[Value], fixture: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut balance: BTreeMap<Figure, i32> = BTreeMap::new();
    for row in rows {
        *balance.entry(figure(row)).or_default() += 1;
    }
    for number in fixture.as_array().map(Vec::as_slice).unwrap_or_default() {
        if text(number, "unit") != "date" {
            *balance.entry(figure(number)).or_default() -= 1;
            continue;
        }
        let (system, day) = (text(number, "system"), text(number, "value"));
        if !rows.iter().any(|row| text(row, "system") == system && text(row, "as_of") == day) {
            faults.push(format!("{system}: no row of {day}"));
        }
    }
    faults.extend(balance.iter().filter(|(_, n)| **n != 0).map(|(figure, n)| {
        let fault = if *n < 0 { "missing" } else { "not in the articles" };
        format!("{}: {fault}", figure.join("|"))
    }));
    faults
}

/// The figures that a well-meaning hand would most likely "correct".
fn pinned_faults(rows: &[Value]) -> Vec<String> {
    let pinned = [
        ("A07.resumption_rate", "48.81%"),
        ("A07.capacity_rate", "64.91%"),
        ("A07.enterprises", "1.66万"),
        ("A10.resumed", "79"),
        ("B03.waiting", "77"),
    ];
    let mut faults = Vec::new();
    for (id, value) in pinned {
        let row = rows.iter().find(|row| text(row, "id") == id);
        if row.is_none_or(|row| text(row, "value") != value) {
            faults.push(format!("{id}: expected {value} as printed"));
        }
        let dated = |row: &Value| !text(row, "as_of").is_empty() || !text(row, "period").is_empty();
        if !row.is_some_and(dated) {
            faults.push(format!("{id}: no date"));
        }
    }
    faults
}

#[test]
fn every_published_figure_stands_unaltered() {
    assert_eq!(faults(&json(DATA), &json(FIXTURE)), Vec::<String>::new());
}

#[test]
fn the_fixture_covers_every_system() {
    let fixture = json(FIXTURE);
    let numbers = fixture.as_array().expect("a list");
    assert_eq!(system_faults(numbers), Vec::<String>::new());
}

#[track_caller]
fn check_caught(mutate: impl FnOnce(&mut Vec<Value>), expect: &str) {
    let mut data = json(DATA);
    mutate(data["rows"].as_array_mut().expect("rows"));
    let faults = faults(&data, &json(FIXTURE));
    assert!(faults.iter().any(|fault| fault.contains(expect)), "{expect}: {faults:?}");
}

fn row<'a>(rows: &'a mut [Value], id: &str) -> &'a mut Value {
    rows.iter_mut().find(|row| row["id"] == id).expect(id)
}

#[test]
fn each_kind_of_damage_is_caught() {
    let set = |id: &'static str, key: &'static str, value: Value| {
        move |rows: &mut Vec<Value>| row(rows, id)[key] = value
    };
    let drop = |id: &'static str| move |rows: &mut Vec<Value>| rows.retain(|row| row["id"] != id);
    check_caught(set("A07.resumption_rate", "value", "48.95%".into()), "48.81% as printed");
    check_caught(set("A02.certificates", "value", "3508".into()), "A02|3507||人|3507人: missing");
    check_caught(set("A02.arrived", "qualifier", Value::Null), "A02|2500|多|人|2500多人: missing");
    check_caught(set("A12.relending", "unit", "人".into()), "A12|50亿|近|元|近50亿元: missing");
    check_caught(set("E06.noodles", "printed", "一百箱".into()), "E06|100||箱|100箱: missing");
    check_caught(drop("E06.noodles"), "E06|100||箱|100箱: missing");
    check_caught(drop("C02.inspected"), "C02: no row");
    check_caught(drop("B03.waiting"), "B03.waiting: expected 77");
    check_caught(set("A10.resumed", "period", Value::Null), "A10.resumed: no date");
    check_caught(set("E05.visit_day", "as_of", Value::Null), "E05: no row of 2020-03-09");
    check_caught(set("A02.arrived", "as_of", "2020-2-30".into()), "as_of is no ISO day");
    check_caught(set("A02.arrived", "as_of", 20200220.into()), "as_of is no ISO day");
    check_caught(set("A02.arrived", "code", "4113".into()), "code is no six-digit adcode");
    check_caught(
        set("A02.arrived", "id", "A02.certificates".into()),
        "A02.certificates: not unique",
    );
    check_caught(set("A02.arrived", "id", "A03.arrived".into()), "expected system.snake_word");
    for key in ["label", "label_en", "value", "system", "source"] {
        check_caught(set("A02.arrived", key, "".into()), &format!("no {key}"));
    }
    check_caught(|rows| rows.clear(), "E07: no row");
}

#[test]
fn an_invented_figure_is_caught() {
    let invent = |rows: &mut Vec<Value>| {
        let mut extra = rows[0].clone();
        extra["id"] = "A01.invented".into();
        extra["value"] = "12345".into();
        rows.push(extra);
    };
    check_caught(invent, "not in the articles");
}
