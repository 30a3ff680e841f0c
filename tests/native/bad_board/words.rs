//! Keys, words and values that the grammar does not know.

use super::Touches::*;
use super::wrong;
use daping::panel::kind::KINDS;

#[test]
fn unknown_keys_are_named_with_the_nearest_and_cost_nothing() {
    wrong(
        r#""daping": 1,"#,
        r#""daping": 1, ^"subtitel": "x","#,
        Nothing,
        "不认识的键“subtitel”,是否指“subtitle”?",
        "unknown key \"subtitel\"; did you mean \"subtitle\"?",
    );
    wrong(
        r#""kind": "roster","#,
        r#""kind": "roster", ^"colums": 3,"#,
        Nothing,
        "不认识的键“colums”,是否指“columns”?",
        "unknown key \"colums\"; did you mean \"columns\"?",
    );
    wrong(
        r#""measure": "count" }"#,
        r#""measure": "count", ^"wehre": [] }"#,
        Nothing,
        "不认识的键“wehre”,是否指“where”?",
        "unknown key \"wehre\"; did you mean \"where\"?",
    );
    wrong(
        r#"{ "every": "30s" }"#,
        r#"{ "every": "30s", ^"ttl": 1 }"#,
        Nothing,
        "不认识的键“ttl”",
        "unknown key \"ttl\"",
    );
    wrong(
        r#"{ "label": "乡镇" }"#,
        r#"{ ^"标签": 1, "label": "乡镇" }"#,
        Nothing,
        "不认识的键“标签”",
        "unknown key \"标签\"",
    );
    wrong(
        r#"{ "min_width": 1600 }"#,
        r#"{ "min_width": 1600, ^"orientation": 9 }"#,
        Nothing,
        "不认识的键“orientation”",
        "unknown key \"orientation\"",
    );
}

#[test]
fn unknown_words_are_named_with_the_expected_ones() {
    let kinds = KINDS.join(", ");
    wrong(
        r#""kind": "stat""#,
        r#""kind": ^"stats""#,
        Loses("total"),
        &format!("不认识的词“stats”,应为 {kinds},是否指“stat”?"),
        &format!("unknown word \"stats\"; expected {kinds}; did you mean \"stat\"?"),
    );
    wrong(
        r#""title": "总人数""#,
        r#""title": "总人数", "format": ^"percnt""#,
        Nothing,
        "不认识的词“percnt”,应为 glance, full, plain, percent,是否指“percent”?",
        "unknown word \"percnt\"; expected glance, full, plain, percent; did you mean \"percent\"?",
    );
    wrong(
        r#""measure": "sum:pay""#,
        r#""measure": ^"total:pay""#,
        Panel("towns"),
        "不认识的词“total:pay”,应为 count, count:f, sum:f, mean:f, min:f, max:f, distinct:f, last:f",
        "unknown word \"total:pay\"; expected count, count:f, sum:f, mean:f, min:f, max:f, \
         distinct:f, last:f",
    );
    wrong(
        r#"["pay", ">", 3000]"#,
        r#"["pay", ">", 3000], ["town", ^"~", "x"]"#,
        Nothing,
        "不认识的词“~”,应为 =, !=, <, <=, >, >=, in, contains, is,是否指“=”?",
        "unknown word \"~\"; expected =, !=, <, <=, >, >=, in, contains, is; did you mean \"=\"?",
    );
    wrong(
        r#""group": ["town"]"#,
        r#""group": ["town", { "field": "pay", "by": ^"moth" }]"#,
        Nothing,
        "不认识的词“moth”,应为 day, week, month, bin,是否指“month”?",
        "unknown word \"moth\"; expected day, week, month, bin; did you mean \"month\"?",
    );
    wrong(
        r#""title": "小城用工","#,
        r#""title": "小城用工", "theme": ^"nigth","#,
        Nothing,
        "不认识的词“nigth”,应为 night, day, contrast, print,是否指“night”?",
        "unknown word \"nigth\"; expected night, day, contrast, print; did you mean \"night\"?",
    );
}

#[test]
fn values_of_a_wrong_form_fall_back_to_their_default() {
    wrong(
        r#"{ "every": "30s" }"#,
        r#"{ "stale_after": ^"soon", "every": "30s" }"#,
        Nothing,
        "这里是 \"soon\",应为时长,如 \"30s\" 或 \"10m\"",
        "found \"soon\"; expected a span such as \"30s\" or \"10m\"",
    );
    wrong(
        r#""speed": "1 row/s""#,
        r#""speed": ^3"#,
        Nothing,
        "这里是数值,应为文字",
        "found number; expected text",
    );
    wrong(
        r#"["name", "town"]"#,
        r#"["name", ^7, "town"]"#,
        Nothing,
        "这里是数值,应为文字",
        "found number; expected text",
    );
    wrong(
        r#"["pay", ">", 3000]"#,
        r#"["pay", ">", 3000], ^["pay", ">"]"#,
        Nothing,
        "这里是 2 项的数组,应为数组 [字段, 比较, 值]",
        "found list of 2; expected list of [field, op, value]",
    );
    wrong(
        r#""title": "总人数""#,
        r#""title": "总人数", "hero": ^"yes""#,
        Nothing,
        "这里是文字,应为 true 或 false",
        "found text; expected true or false",
    );
    wrong(
        r#""sort": "-pay""#,
        r#""sort": "-pay", "limit": ^-3"#,
        Nothing,
        "这里是数值,应为不小于 0 的整数",
        "found number; expected whole number from 0",
    );
    wrong(
        r#""columns": "1fr 2fr""#,
        r#""columns": ^"1fr url(x)""#,
        Layout,
        "这里是 \"1fr url(x)\",应为轨道,如 \"1fr 240px 20% auto\"",
        "found \"1fr url(x)\"; expected tracks such as \"1fr 240px 20% auto\"",
    );
    wrong(r#""daping": 1,"#, r#""daping": ^2,"#, Nothing, "这里是 2,应为 1", "found 2; expected 1");
}
