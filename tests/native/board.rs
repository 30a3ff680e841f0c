//! Sound boards: defaults, arrangements, type sizes; and no text that makes the check panic.

use daping::board::layout::{Form, choose, em, form, grid, is_fixed};
use daping::board::{Arrangement, Board, check};
use daping::data::Audience;
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::rows::read;

const COUNTY: &str = include_str!("../fixtures/boards/county.json");

fn sound(text: &str) -> Board {
    let checked = check("town", text);
    assert_eq!(checked.issues, []);
    checked.board
}

/// A board of clocks, which need no source.
fn clocks(count: usize, layout: &str) -> Board {
    let panels: Vec<String> =
        (1..=count).map(|n| format!("\"c{n}\": {{ \"kind\": \"clock\" }}")).collect();
    sound(&format!("{{ \"daping\": 1, \"panels\": {{ {} }}{layout} }}", panels.join(", ")))
}

#[test]
fn the_county_board_has_no_finding() {
    let board = sound(COUNTY);
    assert_eq!(board.sources.names().collect::<Vec<_>>(), ["workers", "bulletin"]);
    let titles: Vec<&str> = board.panels.iter().map(|panel| panel.title.as_str()).collect();
    // Own titles; else the label of what is measured (月薪), grouped by (途径, 去向) or shown.
    assert_eq!(
        titles,
        ["已出发", "数值", "外出人员", "途径", "每日出发", "月薪", "月薪分布", "去向", "now"]
    );
    assert_eq!(board.layout.len(), 3);
}

#[test]
fn a_short_board_is_complete() {
    let board = clocks(1, "");
    assert_eq!((board.title.as_str(), board.time_zone.as_str()), ("town", "Asia/Shanghai"));
    assert_eq!((board.theme.as_str(), board.audience), ("night", Audience::Internal));
    assert_eq!(board.panels[0].title, "c1");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(sound(&format!("\u{feff}{COUNTY}")), sound(COUNTY));
}

#[test]
fn a_board_without_layout_gets_one_for_every_screen() {
    let areas = |board: &Board, name: &str| -> Vec<String> {
        let own = board.layout.iter().find(|own| own.name == name);
        own.map(|own| own.areas.iter().map(|row| row.join(" ")).collect()).unwrap_or_default()
    };
    let five = clocks(5, "");
    assert_eq!(areas(&five, "wall"), ["c1 c2 c3", "c4 c5 c5"]);
    assert_eq!(areas(&five, "desk"), ["c1 c2", "c3 c4", "c5 c5"]);
    assert_eq!(five.layout[2].stack, ["c1", "c2", "c3", "c4", "c5"]);
    assert_eq!(areas(&clocks(1, ""), "wall"), ["c1"]);
    assert_eq!(areas(&clocks(4, ""), "wall"), ["c1 c2", "c3 c4"]);
    let nine = clocks(9, "");
    assert_eq!(areas(&nine, "wall"), ["c1 c2 c3", "c4 c5 c6", "c7 c8 c9"]);
}

#[test]
fn a_forgotten_phone_gets_the_stack_of_the_first_arrangement() {
    let board = clocks(3, r#", "layout": [{ "name": "hall", "areas": ["c3 c1", "c3 c2"] }]"#);
    assert_eq!(board.layout[1].name, "phone");
    assert_eq!(board.layout[1].stack, ["c3", "c1", "c2"]);
    let name = |width| choose(&board, width, 800.0, None).map(|own| own.name.as_str());
    assert_eq!((name(390.0), name(800.0)), (Some("phone"), Some("hall")));
}

#[test]
fn broken_grids_become_whole_ones() {
    let checked = |areas: &str| {
        let layout = format!("\"layout\": [{{ \"name\": \"wall\", \"areas\": {areas} }}]");
        let panels = r#""a": { "kind": "clock" }, "b": { "kind": "clock" }"#;
        let text = format!("{{ \"daping\": 1, \"panels\": {{ {panels} }}, {layout} }}");
        grid(&check("town", &text).board.layout[0]).areas
    };
    assert_eq!(checked(r#"["a a b", "a b b"]"#), r#""a a b" ". . b""#);
    assert_eq!(checked(r#"["a b", "b a"]"#), r#""a b" ". .""#);
    assert_eq!(checked(r#"["a", "b b ."]"#), r#""a . ." "b b .""#);
    assert_eq!(checked(r#"["a nobody", "b \"x"]"#), r#""a ." "b .""#);
    // Nothing to show is never meant: all panels, one below the other.
    assert_eq!(checked("[]"), r#""a" "b""#);
    assert_eq!(checked("7"), r#""a" "b""#);
}

#[test]
fn the_area_of_a_faulty_panel_stays() {
    let text = r#"{ "daping": 1, "panels": { "a": { "kind": "clok" }, "b": { "kind": "clock" } },
        "layout": [{ "name": "phone", "areas": ["a b"] }] }"#;
    let checked = check("town", text);
    assert_eq!(checked.issues.len(), 1);
    assert_eq!(grid(&checked.board.layout[0]).panels, ["a", "b"]);
    assert!(checked.board.panel("a").is_none());
}

#[test]
fn the_first_arrangement_that_fits_is_chosen() {
    let board = sound(COUNTY);
    let cases = [
        (1920.0, 1080.0, None, "wall"),
        (7680.0, 2160.0, None, "wall"),
        // Wide enough, but upright: no wall.
        (2160.0, 3840.0, None, "desk"),
        (1599.0, 900.0, None, "desk"),
        (1366.0, 768.0, None, "desk"),
        (390.0, 844.0, None, "phone"),
        (0.0, 0.0, None, "phone"),
        (f64::NAN, f64::NAN, None, "phone"),
        (390.0, 844.0, Some("wall"), "wall"),
        (1920.0, 1080.0, Some("phone"), "phone"),
        (1920.0, 1080.0, Some("no such"), "wall"),
    ];
    for (width, height, asked, expected) in cases {
        let chosen = choose(&board, width, height, asked).map(|own| own.name.as_str());
        assert_eq!(chosen, Some(expected), "{width}×{height} {asked:?}");
    }
    assert_eq!(choose(&Board::empty("x"), 1920.0, 1080.0, None), None);
}

#[test]
fn nothing_fits_and_the_last_one_stands() {
    let board = clocks(
        1,
        r#", "layout": [{ "name": "phone", "when": { "min_width": 400 }, "stack": ["c1"] },
            { "name": "desk", "when": { "min_width": 900 }, "areas": ["c1"] }]"#,
    );
    assert_eq!(choose(&board, 320.0, 480.0, None).map(|own| own.name.as_str()), Some("desk"));
}

#[test]
fn type_sizes_follow_the_screen_between_limits() {
    let named = |name: &str| Arrangement {
        name: name.to_string(),
        areas: vec![vec!["a".to_string()]],
        ..Arrangement::default()
    };
    // A wall shows 45 lines of text: 1080 / 45 = 24. A desk 1366 / 90 = 15.2 < 768 / 50 = 15.4.
    let cases = [
        ("wall", 1920.0, 1080.0, 24.0),
        ("wall", 3840.0, 1080.0, 24.0),
        ("wall", 7680.0, 2160.0, 48.0),
        ("wall", 800.0, 300.0, 14.0),
        ("desk", 1366.0, 768.0, 1366.0 / 90.0),
        ("desk", 1000.0, 600.0, 14.0),
        ("desk", 2560.0, 1440.0, 20.0),
        ("phone", 390.0, 844.0, 16.0),
        ("wall", f64::NAN, f64::NAN, 16.0),
    ];
    for (name, width, height, expected) in cases {
        assert_eq!(em(&named(name), width, height), expected, "{name} {width}×{height}");
    }
    let stack = Arrangement { name: "corridor".to_string(), ..Arrangement::default() };
    assert_eq!(em(&stack, 1080.0, 1920.0), 16.0);
}

#[test]
fn rows_of_pixels_alone_keep_their_heights() {
    let tracks = |rows: &str| Arrangement {
        name: "small".to_string(),
        rows: Some(rows.to_string()),
        areas: vec![vec!["a".to_string()]],
        ..Arrangement::default()
    };
    assert!(is_fixed(&tracks("120px 120px")));
    assert_eq!(form(&tracks("120px")), Form::Wall);
    // Text as on a desk: 1366 / 90, not 768 / 45.
    assert_eq!(em(&tracks("120px"), 1366.0, 768.0), 1366.0 / 90.0);
    for rows in ["120px 1fr", "auto", "20%"] {
        assert!(!is_fixed(&tracks(rows)) && form(&tracks(rows)) == Form::Desk, "{rows}");
    }
}

#[test]
fn panels_in_tabs_are_shown() {
    let board = |layout: &str| {
        format!(
            "{{ \"daping\": 1, \"panels\": {{ \"a\": {{ \"kind\": \"clock\" }}, \"both\": {{ \"kind\": \
             \"tabs\", \"panels\": [\"a\"] }} }}{layout} }}"
        )
    };
    sound(&board(", \"layout\": [{ \"name\": \"wall\", \"areas\": [\"both\"] }]"));
    assert_eq!(sound(&board("")).layout[0].areas, [["both"]]);
}

#[test]
fn grids_are_css() {
    let board = sound(COUNTY);
    let wall = grid(&board.layout[0]);
    assert_eq!(wall.columns, "minmax(0, 1fr) minmax(0, 1.6fr) 320px");
    assert_eq!(wall.rows, "auto minmax(0, 1fr) minmax(0, 1fr) 20%");
    assert!(wall.areas.starts_with(r#""now figures figures" "left flows people""#));
    let order = ["now", "figures", "left", "flows", "people", "route", "days", "pay", "bands"];
    assert_eq!(wall.panels, order);
    let desk = grid(&board.layout[1]);
    assert_eq!(desk.columns, "repeat(2, minmax(0, 1fr))");
    assert_eq!(desk.rows, "repeat(5, minmax(0, 1fr))");
    let phone = grid(&board.layout[2]);
    assert_eq!(
        (phone.columns.as_str(), phone.rows.as_str()),
        ("repeat(1, minmax(0, 1fr))", "auto")
    );
    assert_eq!(phone.panels.len(), 9);
}

/// What `board` promises to `app`, whatever the file said.
fn promises_hold(board: &Board) -> Result<(), TestCaseError> {
    for (index, panel) in board.panels.iter().enumerate() {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
        prop_assert!(panel.name.bytes().all(plain), "{}", panel.name);
        prop_assert!(board.panels[..index].iter().all(|other| other.name != panel.name));
        if let Some(query) = &panel.data {
            prop_assert!(board.sources.get(&query.from).is_some());
        }
    }
    prop_assert!(board.panels.is_empty() || !board.layout.is_empty());
    for own in &board.layout {
        let grid = grid(own);
        prop_assert_eq!(grid.areas.matches('"').count() % 2, 0);
        prop_assert!(own.areas.windows(2).all(|pair| pair[0].len() == pair[1].len()));
        for name in &grid.panels {
            prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)));
            let is_rectangle = own.areas.is_empty() || rectangle(&own.areas, name);
            prop_assert!(is_rectangle, "{} in {:?}", name, own.areas);
        }
        prop_assert!(em(own, 1920.0, 1080.0) >= 14.0);
    }
    Ok(())
}

/// As many cells as the box around them has.
fn rectangle(areas: &[Vec<String>], name: &str) -> bool {
    let mut cells = Vec::new();
    for (y, row) in areas.iter().enumerate() {
        cells.extend(row.iter().enumerate().filter(|(_, own)| *own == name).map(|(x, _)| (x, y)));
    }
    let span = |values: Vec<usize>| values.iter().max().unwrap() - values.iter().min().unwrap() + 1;
    let width = span(cells.iter().map(|(x, _)| *x).collect());
    let height = span(cells.iter().map(|(_, y)| *y).collect());
    cells.len() == width * height
}

/// The county board with some of its pieces (words, numbers, brackets) swapped or cut.
fn mutated() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        Just("null"),
        Just("{}"),
        Just("[]"),
        Just("-1"),
        Just("1e308"),
        Just("\"\""),
        Just("\"x\""),
        Just("true"),
        Just("[[]]"),
        Just("\"\\u0000\\\"\""),
        Just("{\"param\": 1}"),
        Just("\"人 a\""),
    ];
    proptest::collection::vec((any::<prop::sample::Index>(), odd), 1..8).prop_map(|changes| {
        let mut text = COUNTY.to_string();
        for (index, odd) in changes {
            let values = values(&text);
            let (start, end) = values[index.index(values.len())];
            text.replace_range(start..end, odd);
        }
        text
    })
}

/// Where values start and end that may be replaced in a text that stays JSON: all after `: `.
fn values(text: &str) -> Vec<(usize, usize)> {
    let starts = text.match_indices("\": ").map(|(at, colon)| at + colon.len());
    let span = |start: usize| {
        let mut values =
            serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
        values.next()?.ok()?;
        Some((start, start + values.byte_offset()))
    };
    starts.filter_map(span).collect()
}

/// Any JSON, with keys and texts that must be escaped.
fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-4_000..4_000).prop_map(|eighths| Json::from(f64::from(eighths) / 8.0)),
        "[a\"\\\\人\u{7f}\n/{}\\[\\],: ]{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let entry = ("[a-c\"\\\\]{0,3}", inner.clone());
        let object = proptest::collection::vec(entry, 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(Json::from),
            object.prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn nodes_hold_what_serde_reads(json in json()) {
        for text in [json.to_string(), format!("\n{json:#} ")] {
            prop_assert_eq!(&read::<Json>(&text), &json, "{}", text);
        }
    }

    #[test]
    fn any_text_is_checked(text in ".{0,200}") {
        promises_hold(&check("town", &text).board)?;
    }

    #[test]
    fn any_json_like_text_is_checked(text in r#"[\[\]{}:,"a-c0-9\\. -]{0,80}"#) {
        promises_hold(&check("town", &text).board)?;
    }

    #[test]
    fn a_board_cut_anywhere_is_checked(at in any::<prop::sample::Index>()) {
        let ends: Vec<usize> = COUNTY.trim_end().char_indices().map(|(at, _)| at).collect();
        let checked = check("town", &COUNTY[..ends[at.index(ends.len())]]);
        prop_assert!(!checked.issues.is_empty());
    }

    #[test]
    fn a_mutated_board_keeps_its_promises(text in mutated()) {
        promises_hold(&check("town", &text).board)?;
    }
}
