//! Names that should be those of sources, fields and panels.

use daping::board::check;

use super::Touches::*;
use super::{BOARD, wrong};

#[test]
fn panels_without_a_source_stand_and_say_so() {
    wrong(
        r#""total": { "kind": "stat", "title": "总人数", "data": { "from": "people", "measure": "count" } }"#,
        r#"^"total": { "kind": "stat", "title": "总人数" }"#,
        Panel("total"),
        "面板“total”没有数据来源,应有 \"data\": {\"from\": …}",
        "panel \"total\" has no source; expected \"data\": {\"from\": …}",
    );
    wrong(
        r#"{ "from": "people", "measure": "count" }"#,
        r#"^{ "measure": "count" }"#,
        Panel("total"),
        "面板“total”没有数据来源,应有 \"data\": {\"from\": …}",
        "panel \"total\" has no source; expected \"data\": {\"from\": …}",
    );
    wrong(
        r#"{ "from": "people", "measure": "count" }"#,
        r#"{ "from": ^"poeple", "measure": "count" }"#,
        Panel("total"),
        "没有名为“poeple”的数据来源,是否指“people”?",
        "no source is named \"poeple\"; did you mean \"people\"?",
    );
    let none = BOARD.replace(r#""from": "people", "measure": "count""#, r#""from": "nobody""#);
    let board = check("小城", &none).board;
    assert_eq!(board.panel("total").map(|panel| panel.data.is_none()), Some(true));
}

#[test]
fn fields_that_the_source_does_not_declare_are_named() {
    let zh = "来源“people”没有字段“twon”,是否指“town”?";
    let en = "source \"people\" has no field \"twon\"; did you mean \"town\"?";
    wrong(r#"["name", "town"]"#, r#"["name", ^"twon"]"#, Panel("roll"), zh, en);
    wrong(r#""group": ["town"]"#, r#""group": [^"twon"]"#, Panel("towns"), zh, en);
    wrong(r#"["pay", ">", 3000]"#, r#"[^"twon", "=", "twon"]"#, Panel("roll"), zh, en);
    wrong(r#""sort": "-pay""#, r#""sort": ^"-twon""#, Panel("towns"), zh, en);
    wrong(
        r#""measure": "sum:pay""#,
        r#""measure": { "pay": ^"sum:twon" }"#,
        Panel("towns"),
        zh,
        en,
    );
    wrong(
        r#""sort": "-pay""#,
        r#""sort": ^"-conut""#,
        Panel("towns"),
        "来源“people”没有字段“conut”,是否指“count”?",
        "source \"people\" has no field \"conut\"; did you mean \"count\"?",
    );
}

#[test]
fn areas_are_names_of_panels_in_rectangles() {
    wrong(
        r#""total roll", "towns roll""#,
        r#""total roll", "towns ^rol""#,
        Layout,
        "区域“rol”不是任何面板的名字,是否指“roll”?",
        "area \"rol\" names no panel; did you mean \"roll\"?",
    );
    wrong(
        r#"["total", "roll", "towns"]"#,
        r#"["total", ^"toll", "roll", "towns"]"#,
        Nothing,
        "区域“toll”不是任何面板的名字,是否指“roll”?",
        "area \"toll\" names no panel; did you mean \"roll\"?",
    );
    wrong(
        r#""total roll", "towns roll""#,
        r#""total roll", "towns ^total""#,
        Layout,
        "区域“total”不是一个完整的矩形",
        "area \"total\" is not one rectangle",
    );
    wrong(
        r#""total roll", "towns roll""#,
        r#""total roll", ^"towns roll ." "#,
        Layout,
        "这一行有 3 格,应与第一行一样为 2 格",
        "this row has 3 cells; expected 2 as in the first row",
    );
    wrong(
        r#"["total", "roll", "towns"]"#,
        r#"["roll", "total", ^"roll", "towns"]"#,
        Nothing,
        "“roll”出现了两次,只用后一个",
        "\"roll\" stands here twice; the later one is used",
    );
    wrong(
        r#"{ "name": "phone", "stack""#,
        r#"{ "name": "phone", "stack": ["roll"] }, ^{ "name": "phone", "stack""#,
        Nothing,
        "“phone”出现了两次,只用后一个",
        "\"phone\" stands here twice; the later one is used",
    );
    wrong(
        r#""stack": ["total", "roll", "towns"]"#,
        r#""areas": ["total", "roll", "towns"], "stack": ^["roll"]"#,
        Layout,
        "“areas”与“stack”只能有一个,这里只用“areas”",
        "either \"areas\" or \"stack\" may stand; \"areas\" is used",
    );
}

#[test]
fn what_refers_to_something_broken_is_no_second_finding() {
    wrong(
        r#""url": "data/people.json","#,
        r#""url": ^5,"#,
        All,
        "这里是数值,应为文字",
        "found number; expected text",
    );
    wrong(
        r#"{ "label": "乡镇" }"#,
        r#"^"乡镇""#,
        All,
        "这里是文字,应为对象 {…}",
        "found text; expected object",
    );
    wrong(
        r#"{ "from": "people", "measure": "count" }"#,
        r#"{ "from": ^1, "measure": "count" }"#,
        Panel("total"),
        "这里是数值,应为文字",
        "found number; expected text",
    );
    wrong(
        r#"["pay", ">", 3000]"#,
        r#"["pay", ">", 3000], [^5, "=", 1]"#,
        Nothing,
        "这里是数值,应为文字",
        "found number; expected text",
    );
    wrong(
        r#""group": ["town"]"#,
        r#""group": ["town", { "field": ^5, "by": "day" }]"#,
        Nothing,
        "这里是数值,应为文字",
        "found number; expected text",
    );
}
