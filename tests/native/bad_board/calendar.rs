//! Calendars that cannot be followed: said, and then days are by weekday.

use daping::board::check;

use super::BOARD;
use super::{marked, said};
use daping::issue::Lang;

/// The sound board with this calendar, and a source that it could be of.
#[track_caller]
fn wrong(calendar: &str, zh: &str, en: &str) {
    let text = BOARD.replacen(
        "\"sources\": {",
        &format!(
            r#""calendar": {calendar},
  "sources": {{
    "days": {{ "url": "data/days.json", "fields": {{
      "day": {{ "type": "date" }}, "works": {{ "type": "flag" }}, "name": {{}} }} }},"#
        ),
        1,
    );
    let (text, place) = marked(&text);
    let checked = check("小城", &text);
    assert_eq!(said(&checked.issues, Lang::Zh), [format!("{place}:{zh}")]);
    assert_eq!(said(&checked.issues, Lang::En), [format!("{place}: {en}")]);
    assert_eq!(checked.board.calendar, None);
    assert_eq!(checked.board.panels, check("小城", BOARD).board.panels);
}

#[test]
fn a_calendar_names_a_source_a_date_and_a_flag() {
    wrong(
        r#"{ "from": ^"dyas", "day": "day", "works": "works" }"#,
        "没有名为“dyas”的数据来源,是否指“days”?",
        "no source is named \"dyas\"; did you mean \"days\"?",
    );
    wrong(
        r#"{ "from": "days", "day": ^"dya", "works": "works" }"#,
        "来源“days”没有字段“dya”,是否指“day”?",
        "source \"days\" has no field \"dya\"; did you mean \"day\"?",
    );
    wrong(
        r#"{ "from": "days", "day": ^"name", "works": "works" }"#,
        "这里是 \"name\",应为类型为 date 的字段",
        "found \"name\"; expected a field of type date",
    );
    wrong(
        r#"{ "from": "days", "day": "day", "works": ^"day" }"#,
        "这里是 \"day\",应为类型为 flag 的字段",
        "found \"day\"; expected a field of type flag",
    );
    wrong(r#"^{ "from": "days", "day": "day" }"#, "缺少“works”", "\"works\" is missing");
    wrong(r#"^"days""#, "这里是文字,应为对象 {…}", "found text; expected object");
}
