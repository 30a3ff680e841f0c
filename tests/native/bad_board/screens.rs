//! What an arrangement says of its screen, out of bounds: said, left out, and the rest holds.

use daping::board::{Seams, Stretch, When, check};

use super::Touches::*;
use super::{BOARD, wrong};

const WHEN: &str = r#""when": { "min_width": 1600 }"#;

#[track_caller]
fn bad(broken: &str, zh: &str, en: &str) {
    wrong(WHEN, broken, Layout, zh, en);
}

#[test]
fn numbers_of_a_screen_have_bounds() {
    let length = ["1 到 100000 的数值", "number from 1 to 100000"];
    for key in ["min_width", "max_width", "min_height", "max_height"] {
        for odd in ["0", "100001", "4000000000"] {
            bad(
                &format!(r#""when": {{ "{key}": ^{odd} }}"#),
                &format!("这里是 {odd},应为 {}", length[0]),
                &format!("found {odd}; expected {}", length[1]),
            );
        }
        for odd in ["-5", "1.5", "1e308"] {
            bad(
                &format!(r#""when": {{ "{key}": ^{odd} }}"#),
                "这里是数值,应为不小于 0 的整数",
                "found number; expected whole number from 0",
            );
        }
        bad(
            &format!(r#""when": {{ "{key}": ^"900px" }}"#),
            "这里是文字,应为不小于 0 的整数",
            "found text; expected whole number from 0",
        );
    }
    let cases = [
        ("\"when\": { \"min_ratio\": ^N }", ["0", "-1", "1000", "1e308"], "0.01", "100"),
        ("\"when\": { \"max_ratio\": ^N }", ["0", "-0.5", "101", "1e308"], "0.01", "100"),
        ("\"seams\": { \"columns\": ^N }", ["0", "33", "1000", "4000000000"], "1", "32"),
        ("\"seams\": { \"columns\": 2, \"rows\": ^N }", ["0", "33", "99", "100000"], "1", "32"),
        ("\"seams\": { \"columns\": 2, \"gap\": ^N }", ["-1", "501", "1e9", "-0.1"], "0", "500"),
        ("\"stretch\": { \"x\": ^N }", ["0", "-1", "11", "1e308"], "0.1", "10"),
        ("\"stretch\": { \"y\": ^N }", ["0.01", "-2", "10.5", "1e9"], "0.1", "10"),
    ];
    for (place, odds, least, most) in cases {
        for odd in odds {
            bad(
                &place.replace('N', odd),
                &format!("这里是 {odd},应为 {least} 到 {most} 的数值"),
                &format!("found {odd}; expected number from {least} to {most}"),
            );
        }
    }
}

#[test]
fn parts_of_a_wrong_type_are_said() {
    bad(r#""seams": ^4"#, "这里是数值,应为对象 {…}", "found number; expected object");
    bad(
        r#""seams": { "columns": 4, "gap": ^"24px" }"#,
        "这里是文字,应为数值",
        "found text; expected number",
    );
    bad(
        r#""seams": { "columns": ^2.5 }"#,
        "这里是数值,应为不小于 0 的整数",
        "found number; expected whole number from 0",
    );
    bad(r#""stretch": ^[1.75, 1]"#, "这里是数组 […],应为对象 {…}", "found list; expected object");
    bad(
        r#""stretch": { ^"z": 2 }"#,
        "不认识的键“z”,是否指“x”?",
        "unknown key \"z\"; did you mean \"x\"?",
    );
    bad(
        r#""seams": { ^"colums": 2 }"#,
        "不认识的键“colums”,是否指“columns”?",
        "unknown key \"colums\"; did you mean \"columns\"?",
    );
}

#[test]
fn a_most_below_its_least_is_left_out() {
    for (least, low, most, high) in [
        ("min_width", "900", "max_width", "899"),
        ("min_height", "900", "max_height", "1"),
        ("min_ratio", "1.6", "max_ratio", "1.5"),
    ] {
        bad(
            &format!(r#""when": {{ "{least}": {low}, "{most}": ^{high} }}"#),
            &format!("“{most}”小于“{least}”,没有这样的屏幕"),
            &format!("\"{most}\" is less than \"{least}\"; no screen is like that"),
        );
    }
}

#[test]
fn what_is_sound_stands_beside_what_is_not() {
    let broken = r#""when": { "min_width": 900, "max_width": 0, "max_ratio": 1 },
        "seams": { "columns": 1, "rows": 99, "gap": 24 }, "stretch": { "x": 1.75, "y": 0 }"#;
    let checked = check("小城", &BOARD.replacen(WHEN, broken, 1));
    assert_eq!(checked.issues.len(), 3);
    let own = &checked.board.layout[0];
    let when = When { min_width: Some(900), max_ratio: Some(1.0), ..When::default() };
    assert_eq!((own.when, own.stretch), (when, Stretch { x: 1.75, y: 1.0 }));
    // One screen has no bezel.
    assert_eq!(own.seams, None);
    let sound = r#""seams": { "columns": 4, "rows": 2, "gap": 24 }"#;
    let checked = check("小城", &BOARD.replacen(WHEN, sound, 1));
    assert_eq!(checked.issues, []);
    let seams = checked.board.layout[0].seams;
    assert_eq!(seams, Some(Seams { columns: 4, rows: 2, gap: 24.0 }));
}
