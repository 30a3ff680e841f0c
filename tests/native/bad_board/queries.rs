//! Forms of a query's own: triples, cuts, parameters, lists.

use super::Touches::*;
use super::wrong;

#[test]
fn a_cut_needs_its_field_its_word_and_its_width() {
    wrong(
        r#""group": ["town"]"#,
        r#""group": ["town", ^{ "field": "pay" }]"#,
        Nothing,
        "缺少“by”",
        "\"by\" is missing",
    );
    wrong(
        r#""group": ["town"]"#,
        r#""group": ["town", { "field": "pay", "by": ^{} }]"#,
        Nothing,
        "缺少“bin”",
        "\"bin\" is missing",
    );
    wrong(
        r#""group": ["town"]"#,
        r#""group": ["town", { "field": "pay", "by": ^"bin" }]"#,
        Nothing,
        "这里是 \"bin\",应为 {\"bin\": 1000}",
        "found \"bin\"; expected {\"bin\": 1000}",
    );
    wrong(
        r#""group": ["town"]"#,
        r#""group": ["town", ^5]"#,
        Nothing,
        "这里是数值,应为字段名,或 {\"field\": …, \"by\": …}",
        "found number; expected a field's name, or {\"field\": …, \"by\": …}",
    );
    wrong(
        r#""group": ["town"]"#,
        r#""group": ^"town""#,
        Panel("towns"),
        "这里是文字,应为数组 […]",
        "found text; expected list",
    );
}

#[test]
fn an_operand_is_one_of_five_forms() {
    let zh = "这里是对象 {…},应为文字、数值、true 或 false、数组,或 {\"param\": …}";
    let en =
        "found object; expected text, number, true or false, list, or {\"param\": …}".to_string();
    wrong(r#"["pay", ">", 3000]"#, r#"["pay", ">", 3000], ["town", "=", ^{}]"#, Nothing, zh, &en);
    wrong(
        r#"["pay", ">", 3000]"#,
        r#"["pay", ">", 3000], ["town", "=", { "param": ^7 }]"#,
        Nothing,
        "这里是数值,应为文字",
        "found number; expected text",
    );
    // The rest of the list stands, and so does the condition.
    wrong(
        r#"["pay", ">", 3000]"#,
        r#"["pay", ">", 3000], ["pay", "in", [1, ^null, 2]]"#,
        Panel("roll"),
        &zh.replace("对象 {…}", " null"),
        &en.replace("object", "null"),
    );
    wrong(
        r#"["pay", ">", 3000]"#,
        r#"["pay", ">", 3000], ["town", "=", { "param": "t", ^"parma": 1 }]"#,
        Panel("roll"),
        "不认识的键“parma”,是否指“param”?",
        "unknown key \"parma\"; did you mean \"param\"?",
    );
}

#[test]
fn what_sorts_and_measures_is_a_word_or_several() {
    wrong(
        r#""sort": "-pay""#,
        r#""sort": [^4, "-pay"]"#,
        Nothing,
        "这里是数值,应为文字",
        "found number; expected text",
    );
    wrong(
        r#""measure": "count""#,
        r#""measure": { "n": "count", "m": ^[] }"#,
        Panel("total"),
        "这里是数组 […],应为文字",
        "found list; expected text",
    );
    wrong(
        r#""measure": "count""#,
        r#""measure": ^7"#,
        Panel("total"),
        "这里是数值,应为一个度量,如 \"count\",或由度量组成的对象",
        "found number; expected a measure such as \"count\", or an object of them",
    );
}
