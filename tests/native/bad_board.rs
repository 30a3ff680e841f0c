//! Broken board files: each fault is said in both languages at its line and column, and everything
//! else on the board stands as if the fault were not there.

mod alarms;
mod calendar;
mod colors;
mod names;
mod queries;
mod screens;
mod sources;
mod tabs;
mod words;

use daping::board::{Checked, check};
use daping::issue::{BoardFault, Issue, Lang, Level, What};

/// Two panels above one another beside a third; no finding.
const BOARD: &str = r#"{
  "daping": 1,
  "title": "小城用工",
  "sources": {
    "people": {
      "url": "data/people.json",
      "refresh": { "every": "30s" },
      "fields": {
        "name": { "label": "姓名", "mask": "person_name" },
        "town": { "label": "乡镇" },
        "pay": { "label": "月薪", "type": "number" }
      }
    }
  },
  "panels": {
    "total": { "kind": "stat", "title": "总人数", "data": { "from": "people", "measure": "count" } },
    "roll": { "kind": "roster", "data": { "from": "people", "where": [["pay", ">", 3000]] }, "columns": ["name", "town"], "speed": "1 row/s" },
    "towns": { "kind": "rank", "data": { "from": "people", "group": ["town"], "measure": "sum:pay", "sort": "-pay" } }
  },
  "layout": [
    { "name": "wall", "when": { "min_width": 1600 }, "columns": "1fr 2fr", "areas": ["total roll", "towns roll"] },
    { "name": "phone", "stack": ["total", "roll", "towns"] }
  ]
}"#;

/// What a fault may touch; all else equals the sound board.
#[derive(Clone, Copy, PartialEq)]
enum Touches {
    Nothing,
    /// The panel stands, changed.
    Panel(&'static str),
    /// The panel is left out.
    Loses(&'static str),
    Layout,
    /// Sources, and panels with them.
    All,
}
use Touches::*;

fn said(issues: &[Issue], lang: Lang) -> Vec<String> {
    issues.iter().map(|issue| issue.say(lang)).collect()
}

/// `^` marks the place that the finding must name.
fn marked(text: &str) -> (String, String) {
    let (before, after) = text.split_once('^').expect("a mark");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (format!("{before}{after}"), format!("小城:{line}:{column}"))
}

#[track_caller]
fn wrong(sound: &str, broken: &str, touches: Touches, zh: &str, en: &str) {
    assert_eq!(BOARD.matches(sound).count(), 1, "{sound} must stand once in the sound board");
    let (text, place) = marked(&BOARD.replacen(sound, broken, 1));
    let Checked { board, issues } = check("小城", &text);
    assert_eq!(said(&issues, Lang::Zh), [format!("{place}:{zh}")]);
    assert_eq!(said(&issues, Lang::En), [format!("{place}: {en}")]);
    let whole = check("小城", BOARD).board;
    assert_eq!(board.title, whole.title);
    for panel in &whole.panels {
        match touches {
            Panel(name) if name == panel.name => assert!(board.panel(name).is_some()),
            Loses(name) if name == panel.name => assert_eq!(board.panel(name), None),
            All => assert!(board.panel(&panel.name).is_some()),
            _ => assert_eq!(board.panel(&panel.name), Some(panel)),
        }
    }
    if touches != All {
        assert_eq!(board.sources, whole.sources);
    }
    if touches != Layout {
        assert_eq!(board.layout, whole.layout);
    }
}

#[test]
fn the_sound_board_has_no_finding() {
    assert_eq!(check("小城", BOARD).issues, []);
}

#[test]
fn a_broken_entry_does_not_cost_its_siblings() {
    wrong(
        r#""total": {"#,
        r#""odd": ^[], "total": {"#,
        Nothing,
        "这里是数组 […],应为对象 {…}",
        "found list; expected object",
    );
    wrong(
        r#""total": {"#,
        r#"^"Odd One": { "kind": "clock" }, "total": {"#,
        Nothing,
        "这里是 \"Odd One\",应为由 a-z、0-9、_ 和 - 组成、以字母开头的名字",
        "found \"Odd One\"; expected a name of a-z, 0-9, _ and -, starting with a letter",
    );
    wrong(
        r#""town": { "label": "乡镇" }"#,
        r#""town": { "label": "乡镇" }, "home": ^"text""#,
        Nothing,
        "这里是文字,应为对象 {…}",
        "found text; expected object",
    );
    wrong(
        r#""layout": ["#,
        r#""layout": [ ^"wall","#,
        Nothing,
        "这里是文字,应为对象 {…}",
        "found text; expected object",
    );
    wrong(
        r#""total": {"#,
        r#""total": { "kind": "clock" }, ^"total": {"#,
        Nothing,
        "“total”出现了两次,只用后一个",
        "\"total\" stands here twice; the later one is used",
    );
    wrong(
        r#""url": "data/people.json","#,
        r#""url": "old.json", ^"url": "data/people.json","#,
        Nothing,
        "“url”出现了两次,只用后一个",
        "\"url\" stands here twice; the later one is used",
    );
    wrong(
        r#""kind": "rank","#,
        r#""kind": "rank", "title": "甲", ^"title": "月薪","#,
        Nothing,
        "“title”出现了两次,只用后一个",
        "\"title\" stands here twice; the later one is used",
    );
}

#[test]
fn missing_keys_are_named() {
    wrong("{\n  \"daping\": 1,", "^{", Nothing, "缺少“daping”", "\"daping\" is missing");
    wrong(r#"{ "kind": "stat", "#, r#"^{ "#, Loses("total"), "缺少“kind”", "\"kind\" is missing");
    wrong(
        r#""layout": ["#,
        r#""layout": [ ^{ "stack": ["roll"], "when": { "min_width": 9000 } },"#,
        Layout,
        "缺少“name”",
        "\"name\" is missing",
    );
    wrong(
        r#""layout": ["#,
        r#""layout": [ ^{ "name": "hall", "when": { "min_width": 9000 } },"#,
        Layout,
        "缺少“areas”",
        "\"areas\" is missing",
    );
    wrong(
        r#""sources": {"#,
        r#""sources": { ^"odd": { "fields": { "a": {} } },"#,
        Nothing,
        "缺少“url”",
        "\"url\" is missing",
    );
    wrong(
        r#"{ "kind": "rank", "data""#,
        r#"^{ "kind": "map", "data""#,
        Panel("towns"),
        "缺少“map”",
        "\"map\" is missing",
    );
}

#[test]
fn all_that_is_missing_is_named() {
    let issues = check("小城", "{}").issues;
    assert_eq!(said(&issues, Lang::Zh), ["小城:1:1:缺少“daping”", "小城:1:1:缺少“panels”"]);
}

#[test]
fn a_panel_that_stands_nowhere_is_a_notice() {
    let (text, place) =
        marked(&BOARD.replacen(r#""total": {"#, r#"^"spare": { "kind": "clock" }, "total": {"#, 1));
    let checked = check("小城", &text);
    assert_eq!(
        said(&checked.issues, Lang::Zh),
        [format!("{place}:面板“spare”不在任何布局里,不会显示")]
    );
    assert_eq!(
        said(&checked.issues, Lang::En),
        [format!("{place}: panel \"spare\" stands in no arrangement and is not shown")]
    );
    assert_eq!(checked.issues[0].level, Level::Notice);
}

#[test]
fn what_is_no_board_at_all_is_one_finding() {
    let large = format!("{{\"daping\": 1, \"title\": \"{}\"}}", "x".repeat(600_000));
    let cases = [
        (
            "",
            "小城:大屏文件是空的,应为一个 JSON 对象",
            "小城: the board file is empty; expected a JSON object",
        ),
        (
            " \n\t ",
            "小城:大屏文件是空的,应为一个 JSON 对象",
            "小城: the board file is empty; expected a JSON object",
        ),
        (
            "\u{feff}",
            "小城:大屏文件是空的,应为一个 JSON 对象",
            "小城: the board file is empty; expected a JSON object",
        ),
        (
            "{\n  \"标题\": \"甲\" \"daping\": 1\n}",
            "小城:2:13:不是合法的 JSON:这里应为逗号或 }",
            "小城:2:13: not valid JSON: expected `,` or `}`",
        ),
        (
            "{\n  \"daping\": 1,\n}",
            "小城:3:1:不是合法的 JSON:多了一个逗号",
            "小城:3:1: not valid JSON: trailing comma",
        ),
        (
            "{\"daping\": 1} // end",
            "小城:1:15:不是合法的 JSON:JSON 里不能写注释",
            "小城:1:15: not valid JSON: JSON has no comments",
        ),
        ("[1]", "小城:1:1:这里是数组 […],应为对象 {…}", "小城:1:1: found list; expected object"),
        (
            large.as_str(),
            "小城:大屏文件有 600026 字节,上限为 524288 字节",
            "小城: the board file has 600026 bytes; the limit is 524288",
        ),
    ];
    for (text, zh, en) in cases {
        let Checked { board, issues } = check("小城", text);
        assert_eq!(
            (said(&issues, Lang::Zh), said(&issues, Lang::En)),
            (vec![zh.into()], vec![en.into()])
        );
        assert_eq!((board.title.as_str(), board.panels.len()), ("小城", 0));
    }
}

#[test]
fn nesting_beyond_all_use_is_a_finding_and_no_crash() {
    let issues = check("小城", &"[".repeat(100_000)).issues;
    assert!(issues[0].say(Lang::Zh).contains("嵌套太深"), "{}", issues[0].say(Lang::Zh));
}

#[test]
fn of_ten_thousand_panels_the_first_two_hundred_stand() {
    let panels: Vec<String> =
        (0..10_000).map(|n| format!("\"p{n}\": {{ \"kind\": \"clock\" }}")).collect();
    let areas: Vec<String> = (0..10_000).map(|n| format!("\"p{n}\"")).collect();
    let text = format!(
        "{{ \"daping\": 1, \"panels\": {{ {} }},\n\"layout\": [{{ \"name\": \"phone\", \"stack\": [{}] }}] }}",
        panels.join(", "),
        areas.join(", ")
    );
    let Checked { board, issues } = check("小城", &text);
    assert_eq!(said(&issues, Lang::Zh), ["小城:1:26:有 10000 个面板,上限为 200,多出的不显示"]);
    assert_eq!(
        said(&issues, Lang::En),
        ["小城:1:26: 10000 panels; the limit is 200, the rest is not shown"]
    );
    assert_eq!(board.panels.len(), 200);
    assert_eq!(board.panels.last().map(|panel| panel.name.as_str()), Some("p199"));
}

#[test]
fn findings_are_counted_where_they_would_bury_the_reader() {
    let faults: Vec<String> = (0..300).map(|n| format!("\"k{n}\": 1")).collect();
    let text =
        BOARD.replacen(r#""daping": 1,"#, &format!("\"daping\": 1, {},", faults.join(", ")), 1);
    let Checked { board, issues } = check("小城", &text);
    assert_eq!(issues.len(), 201);
    let all = BoardFault::TooMany { what: "findings", found: 300, limit: 200 };
    assert_eq!(issues[200].what, What::Board(all));
    assert_eq!(issues[200].say(Lang::Zh), "小城:有 300 处发现,上限为 200,多出的不显示");
    assert_eq!(board.panels, check("小城", BOARD).board.panels);
}

#[test]
fn several_faults_of_one_panel_are_all_said() {
    let text = BOARD.replacen(
        r#""kind": "roster", "data""#,
        r#""kind": "roster", "title": 5, "hero": 1, "notes": 0, "turn": "1s", "data""#,
        1,
    );
    let Checked { board, issues } = check("小城", &text);
    assert_eq!(issues.len(), 4, "{:?}", said(&issues, Lang::En));
    assert_eq!(board.panels, check("小城", BOARD).board.panels);
}

#[test]
fn sources_and_arrangements_are_bounded() {
    let many =
        |count, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(", ");
    let source = |n| format!("\"s{n}\": {{ \"url\": \"a.json\", \"fields\": {{ \"a\": {{}} }} }}");
    let text =
        BOARD.replacen("\"sources\": {", &format!("\"sources\": {{ {},", many(60, &source)), 1);
    let checked = check("小城", &text);
    let zh = said(&checked.issues, Lang::Zh);
    assert_eq!(zh, ["小城:4:14:有 61 个数据来源,上限为 50,多出的不显示"]);
    assert_eq!((checked.board.sources.len(), checked.board.panels.len()), (50, 3));

    let own = |n| format!("{{ \"name\": \"a{n}\", \"stack\": [\"total\", \"roll\", \"towns\"] }}");
    let text = BOARD.replacen("\"layout\": [", &format!("\"layout\": [ {},", many(30, &own)), 1);
    let checked = check("小城", &text);
    let en = said(&checked.issues, Lang::En);
    assert_eq!(en, ["小城:20:13: 32 arrangements; the limit is 20, the rest is not shown"]);
    // The twenty, and the stack for phones.
    assert_eq!(checked.board.layout.len(), 21);
}

#[test]
fn parts_of_a_wrong_type_leave_the_others() {
    let text = BOARD.replacen("\"layout\": [", "\"layout\": 5, \"was\": [", 1);
    let checked = check("小城", &text);
    let en = said(&checked.issues, Lang::En);
    assert_eq!(en, ["小城:20:13: found number; expected list", "小城:20:16: unknown key \"was\"",]);
    assert_eq!(checked.board.panels, check("小城", BOARD).board.panels);
    assert_eq!(checked.board.layout.len(), 3);
}
