//! Tabs whose panels are none.

use daping::board::check;

use super::Touches::*;
use super::{BOARD, wrong};

#[test]
fn members_that_are_no_panels_are_named_and_left_out() {
    wrong(
        r#""total": { "kind": "stat", "title": "总人数", "data": { "from": "people", "measure": "count" } }"#,
        r#""total": { "kind": "tabs", "panels": ["roll", ^"twons"] }"#,
        Panel("total"),
        "不认识的词“twons”,应为 the name of a panel that is no tabs,是否指“towns”?",
        "unknown word \"twons\"; expected the name of a panel that is no tabs; did you mean \"towns\"?",
    );
    wrong(
        r#""total": { "kind": "stat", "title": "总人数", "data": { "from": "people", "measure": "count" } }"#,
        r#"^"total": { "kind": "tabs" }"#,
        Panel("total"),
        "缺少“panels”",
        "\"panels\" is missing",
    );
}

#[test]
fn panels_of_tabs_need_no_area() {
    let tabbed = BOARD
        .replace(r#""title": "总人数", "data""#, r#""title": "总人数", "unit": "人", "data""#)
        .replace(
            r#""towns": { "kind""#,
            r#""both": { "kind": "tabs", "panels": ["roll", "towns"] }, "towns": { "kind""#,
        )
        .replace(r#""total roll", "towns roll""#, r#""total both""#)
        .replace(r#""stack": ["total", "roll", "towns"]"#, r#""stack": ["total", "both"]"#);
    assert_eq!(check("小城", &tabbed).issues, []);
}
