//! Alarms that are none: each is said at its place and left out alone; bad keys cost themselves.

use daping::board::alarm::check::{MAX_ALARMS, MAX_SAY};
use daping::board::check;
use daping::issue::Lang;

use super::Touches::*;
use super::{BOARD, Touches, said, wrong};

const TOTAL: &str = r#""measure": "count" } }"#;

/// A panel with the alarm that is given, `^` at the place of the finding.
#[track_caller]
fn alarm(broken: &str, touches: Touches, zh: &str, en: &str) {
    let panel = format!(r#""measure": "count" }}, "alarms": [{broken}] }}"#);
    wrong(TOTAL, &panel, touches, zh, en);
}

#[test]
fn an_alarm_is_about_something() {
    alarm(r#"^{ "say": "少" }"#, Nothing, "缺少“when”", "\"when\" is missing");
    alarm(r#"^{ "late": false }"#, Nothing, "缺少“when”", "\"when\" is missing");
    alarm(
        r#"{ "late": true, "until": ^5 }"#,
        Nothing,
        "“until”要与“when”一起用",
        "\"until\" needs \"when\" beside it",
    );
    alarm(
        r#"^{ "late": true, "when": ["count", "<", 5] }"#,
        Panel("total"),
        "“when”与“late”只能有一个,这里只用“when”",
        "either \"when\" or \"late\" may stand; \"when\" is used",
    );
    alarm(
        r#"{ "when": ^["count", "<"] }"#,
        Nothing,
        "这里是 2 项的数组,应为数组 [字段, 比较, 值]",
        "found list of 2; expected list of [field, op, value]",
    );
    alarm("^5", Nothing, "这里是数值,应为对象 {…}", "found number; expected object");
    wrong(
        TOTAL,
        r#""measure": "count" }, "alarms": ^"late" }"#,
        Nothing,
        "这里是文字,应为数组 […]",
        "found text; expected list",
    );
}

#[test]
fn an_alarm_asks_what_the_panel_or_itself_has() {
    alarm(
        r#"{ "when": [^"cuont", "<", 5] }"#,
        Nothing,
        "来源“people”没有字段“cuont”,是否指“count”?",
        "source \"people\" has no field \"cuont\"; did you mean \"count\"?",
    );
    alarm(
        r#"{ "when": [^"twon", "=", "甲"], "data": { "from": "people" } }"#,
        Nothing,
        "来源“people”没有字段“twon”,是否指“town”?",
        "source \"people\" has no field \"twon\"; did you mean \"town\"?",
    );
    alarm(
        r#"{ "late": true, "data": { "from": ^"peopel" } }"#,
        Nothing,
        "没有名为“peopel”的数据来源,是否指“people”?",
        "no source is named \"peopel\"; did you mean \"people\"?",
    );
    alarm(
        r#"{ "late": true, "data": ^{ "limit": 1 } }"#,
        Nothing,
        "面板“total”没有数据来源,应有 \"data\": {\"from\": …}",
        "panel \"total\" has no source; expected \"data\": {\"from\": …}",
    );
    wrong(
        r#""kind": "stat", "title": "总人数", "data": { "from": "people", "measure": "count" }"#,
        r#""kind": "clock", "alarms": [^{ "late": true }]"#,
        Panel("total"),
        "面板“total”没有数据来源,应有 \"data\": {\"from\": …}",
        "panel \"total\" has no source; expected \"data\": {\"from\": …}",
    );
}

#[test]
fn until_lies_where_the_alarm_ends() {
    for (when, until) in [
        (r#"["count", "<", 90]"#, "^85"),
        (r#"["count", "<=", "90"]"#, r#"^"89.5""#),
        (r#"["issued", "<", "2020-02-21"]"#, r#"^"2020-02-20""#),
    ] {
        let when = when.replace("issued", "count");
        alarm(
            &format!(r#"{{ "when": {when}, "until": {until} }}"#),
            Nothing,
            "“until”不能小于“when”的值",
            "\"until\" may not lie below the value of \"when\"",
        );
    }
    alarm(
        r#"{ "when": ["count", ">", 90], "until": ^92 }"#,
        Nothing,
        "“until”不能大于“when”的值",
        "\"until\" may not lie above the value of \"when\"",
    );
    alarm(
        r#"{ "when": ["count", "=", 90], "until": ^92 }"#,
        Nothing,
        "“until”要与“<”或“<=”或“>”或“>=”一起用",
        "\"until\" needs \"<\" or \"<=\" or \">\" or \">=\" beside it",
    );
    alarm(
        r#"{ "when": ["count", "<", 90], "until": ^[92] }"#,
        Nothing,
        "这里是数组 […],应为数值、日期或时间",
        "found list; expected a number, a day or a time",
    );
}

#[test]
fn a_bad_key_of_an_alarm_costs_itself() {
    alarm(
        r#"{ "late": true, ^"sya": "断" }"#,
        Panel("total"),
        "不认识的键“sya”,是否指“say”?",
        "unknown key \"sya\"; did you mean \"say\"?",
    );
    alarm(
        r#"{ "late": true, "level": ^"sever" }"#,
        Panel("total"),
        "不认识的词“sever”,应为 notice, warning, severe,是否指“severe”?",
        "unknown word \"sever\"; expected notice, warning, severe; did you mean \"severe\"?",
    );
    alarm(
        r#"{ "late": true, "after": ^"1 minute" }"#,
        Panel("total"),
        "这里是 \"1 minute\",应为时长,如 \"30s\" 或 \"10m\"",
        "found \"1 minute\"; expected a span such as \"30s\" or \"10m\"",
    );
}

#[test]
fn sentences_and_alarms_are_bounded() {
    let long = "长".repeat(MAX_SAY + 1);
    alarm(
        &format!(r#"{{ "late": true, "say": ^"{long}" }}"#),
        Nothing,
        "这句话有 101 个字,上限为 100 个字",
        "this sentence has 101 characters; the limit is 100",
    );
    let many = vec![r#"{ "late": true }"#; MAX_ALARMS - 1].join(",");
    let text = BOARD.replace(TOTAL, &format!(r#""measure": "count" }}, "alarms": [{many}] }}"#));
    let text = text.replace(
        r#""columns": ["name", "town"],"#,
        r#""columns": ["name", "town"], "alarms": [{ "late": true }, { "late": true }],"#,
    );
    let checked = check("小城", &text);
    let issues = said(&checked.issues, Lang::Zh);
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert!(issues[0].ends_with("有 101 个报警,上限为 100,多出的不显示"), "{issues:?}");
    let alarms = checked.board.panels.iter().map(|panel| panel.alarms.len());
    assert_eq!(alarms.collect::<Vec<_>>(), [MAX_ALARMS - 1, 1, 0]);
}

#[test]
fn quiet_hours_are_two_times_of_day() {
    for times in [r#"["22:00"]"#, r#"["22:00", "22:00"]"#, r#"["22:00", "7:00"]"#, "[22, 7]"] {
        wrong(
            r#""title": "小城用工","#,
            &format!(r#""title": "小城用工", "alarm": {{ "quiet": ^{times} }},"#),
            Nothing,
            "这里是数组 […],应为两个不同的时刻,如 [\"22:00\", \"07:00\"]",
            "found list; expected two different times of day, such as [\"22:00\", \"07:00\"]",
        );
    }
}
