//! From the answers of servers to tables: where rows stand, what they become, what stands beside
//! them. Each answer is read whole and in pieces of every size: both have to be the same.

use daping::data::limits::Limits;
use daping::data::page::Beside;
use daping::data::read::{Reader, read_inline};
use daping::data::source::Source;
use daping::data::{Asked, Audience, Reading, read};
use daping::issue::{DataFault, Lang};
use proptest::prelude::*;

use crate::rows::read as source;

fn asked(source: &Source) -> Asked<'_> {
    Asked { name: "s", source, audience: Audience::Internal, utc_offset: 28_800 }
}

/// One answer in pieces of so many bytes.
fn pieces(source: &Source, bytes: &[u8], size: usize) -> Result<(Beside, Reading), DataFault> {
    let mut reader = Reader::new(&asked(source), Limits::PAGE);
    reader.begin(None, source.address(), None);
    bytes.chunks(size).try_for_each(|piece| reader.push(piece))?;
    let beside = reader.end()?;
    Ok((beside, reader.finish()))
}

/// The cells of every row, as text.
fn told(reading: &Reading) -> Vec<String> {
    let table = &reading.table;
    let cell = |row, name: &str| match table.get(row, name) {
        daping::data::table::Value::Missing => "-".to_string(),
        daping::data::table::Value::Text(text) => text.to_string(),
        daping::data::table::Value::Number(number) => number.to_string(),
        daping::data::table::Value::Day(day) => format!("d{day}"),
        other => format!("{other:?}"),
    };
    let fields = || table.fields().iter().map(|field| field.name.as_str());
    let row = |row| fields().map(|name| cell(row, name)).collect::<Vec<_>>().join(" ");
    (0..table.rows()).map(row).collect()
}

/// What a mapping makes of an answer, whole and in pieces.
fn maps(mapping: &str, answer: &str, rows: &[&str]) -> (Beside, Reading) {
    let source: Source = source(mapping);
    let whole = pieces(&source, answer.as_bytes(), usize::MAX).expect("an answer");
    assert_eq!(told(&whole.1), rows, "{mapping}");
    for size in [1, 2, 3, 7, 64] {
        let split = pieces(&source, answer.as_bytes(), size).expect("an answer");
        assert_eq!(split.0, whole.0, "{mapping} in pieces of {size}");
        assert_eq!(split.1.issues, whole.1.issues, "{mapping} in pieces of {size}");
        assert_eq!(told(&split.1), rows, "{mapping} in pieces of {size}");
    }
    whole
}

fn said(reading: &Reading) -> Vec<String> {
    reading.issues.iter().map(|issue| issue.say(Lang::En)).collect()
}

#[test]
fn columns_may_stand_behind_the_rows() {
    let (beside, reading) = maps(
        r#"{"url":"a","rows":"/rows","columns":"/columns","total":"/count","page":{"kind":"next","at":"/next_url"},
            "fields":{"town":{},"people":{"type":"number"}}}"#,
        r#"{"rows":[[1,"云阳镇",7],[2,"皇路店镇",8]],"columns":["rowid","town","people"],
            "count":3,"next_url":"/t.json?_next=2"}"#,
        &["云阳镇 7", "皇路店镇 8"],
    );
    let next = Some("/t.json?_next=2".to_string());
    assert_eq!(beside, Beside { rows: 2, next, total: Some(3), ..beside.clone() });
    assert_eq!(said(&reading), ["s: the server says 3 rows in all; it gave 2"]);
}

#[test]
fn columns_may_be_objects_with_names() {
    let columns = |key: &str| {
        maps(
            r#"{"url":"a","rows":"/data","columns":"/meta","fields":{"b":{},"a":{}}}"#,
            &format!(
                r#"{{"meta":[{{"{key}":"a","type":"x"}},{{"{key}":"b"}}],"data":[["1","2"]]}}"#
            ),
            &["2 1"],
        )
    };
    columns("name");
    columns("text");
}

#[test]
fn a_list_inside_becomes_rows_that_inherit() {
    let (_, reading) = maps(
        r#"{"url":"a","explode":"/cities","fields":{"province":{},"city":{"at":"/cities/name"},
            "n":{"type":"number"},"all":{"at":"/n","type":"number"}}}"#,
        r#"[{"province":"河南","n":9,"cities":[{"name":"南阳","n":4},{"name":"郑州","n":5}]},
            {"province":"湖北","n":1,"cities":[]},{"province":"青海"},
            {"province":"北京","n":3,"cities":[{"name":"海淀"}]}]"#,
        &["河南 南阳 4 9", "河南 郑州 5 9", "北京 海淀 3 3"],
    );
    assert_eq!(said(&reading), ["s row 3: this row has no list at \"/cities\"; skipped"]);
}

#[test]
fn elements_of_a_list_inside_may_be_lists_and_scalars() {
    maps(
        r#"{"url":"a","explode":"/datapoints","fields":{"target":{},"value":{"at":"/datapoints/0","type":"number"},
            "day":{"at":"/datapoints/1","type":"date","format":"epoch_ms"}}}"#,
        r#"[{"target":"up","datapoints":[[1.5,1582214400000],[2,1582300800000]]}]"#,
        &["up 1.5 d18313", "up 2 d18314"],
    );
    maps(
        r#"{"url":"a","explode":"/tags","fields":{"id":{},"tag":{"at":"/tags"}}}"#,
        r#"[{"id":"x","tags":["a","b"]}]"#,
        &["x a", "x b"],
    );
}

#[test]
fn columns_become_rows() {
    let mapping = |format: &str| {
        format!(
            r#"{{"url":"a","format":"{format}","unpivot":{{"columns":["2020*"],"into":["day","value"]}},
            "fields":{{"town":{{}},"day":{{"type":"date"}},"value":{{"type":"number"}}}}}}"#
        )
    };
    let rows = ["云阳 d18314 1", "云阳 d18315 2", "板山 d18314 3", "板山 d18315 -"];
    let json = r#"[{"town":"云阳","2020-02-22":1,"2020-02-23":2,"id":7},
        {"town":"板山","2020-02-22":3,"2020-02-23":null}]"#;
    maps(&mapping("json"), json, &rows);
    let csv = "town,2020-02-22,id,2020-02-23\r\n云阳,1,7,2\n板山,3,8,\n";
    maps(&mapping("csv"), csv, &rows);
}

#[test]
fn constants_and_values_of_the_answer_stand_in_every_row() {
    let (_, reading) = maps(
        r#"{"url":"a","rows":"/list","as_of":"/at","fields":{"n":{"type":"number"},
            "day":{"from":"answer","at":"/at","type":"date"},"place":{"constant":"南召"}}}"#,
        r#"{"list":[{"n":1},{"n":2}],"at":"2020-02-21T09:00:00+08:00"}"#,
        &["1 d18313 南召", "2 d18313 南召"],
    );
    assert_eq!(reading.as_of, Some(1_582_246_800));
    assert!(reading.issues.is_empty(), "{:?}", said(&reading));
}

#[test]
fn rows_that_a_filter_leaves_out_are_not_there() {
    maps(
        r#"{"url":"a","filter":[["town","!=","合计"],["n",">",0]],"fields":{"town":{},"n":{"type":"number"}}}"#,
        r#"[{"town":"云阳","n":1},{"town":"合计","n":1},{"town":"板山","n":0}]"#,
        &["云阳 1"],
    );
}

#[test]
fn one_value_on_each_line() {
    let (beside, _) = maps(
        r#"{"url":"a.ndjson","fields":{"town":{},"n":{"type":"number"}}}"#,
        "{\"town\":\"云阳\",\"n\":1}\n\n{\"n\":NaN,\"town\":\"板山\"}\r\n{\"town\":\"四棵树\"}",
        &["云阳 1", "板山 -", "四棵树 -"],
    );
    assert_eq!(beside.rows, 3);
    let lines: Source = source(r#"{"url":"a.ndjson","fields":{"town":{}}}"#);
    let broken = pieces(&lines, b"{\"town\":\"a\"}\n{\"town\":\n{\"town\":\"b\"}\n", 5);
    assert_eq!(
        broken.err(),
        Some(DataFault::Malformed { expected: "NDJSON", at: 22 }),
        "the second line ends there"
    );
}

#[test]
fn rows_may_stand_in_the_board() {
    let source: Source = source(
        r#"{"inline":[{"town":"云阳","n":"1,024"},["板山",2],3],"fields":{"town":{},"n":{"type":"number"}}}"#,
    );
    let reading = read_inline(&asked(&source));
    assert_eq!(told(&reading), ["云阳 1024", "板山 2"]);
    assert_eq!(said(&reading), ["s row 3: this row is neither an object nor an array; skipped"]);
}

#[test]
fn pages_make_one_table() {
    let source: Source = source(
        r#"{"url":"a","fields":{"town":{},"n":{"type":"number"},"day":{"from":"file_day","type":"date"}}}"#,
    );
    let mut reader = Reader::new(&asked(&source), Limits::PAGE);
    for (text, day) in [
        (r#"[{"town":"a","n":1}]"#, Some(18_313)),
        (r#"[]"#, Some(18_314)),
        (r#"[{"town":"b"},{"town":"c"}]"#, None),
    ] {
        reader.begin(None, "a", day);
        reader.push(text.as_bytes()).expect("JSON");
        reader.end().expect("rows");
    }
    reader.says(Some(3));
    let reading = reader.finish();
    assert_eq!(told(&reading), ["a 1 d18313", "b - -", "c - -"]);
    assert_eq!(reading.total, Some(3));
    assert_eq!(said(&reading), ["s field \"n\": page 3 has other columns than the first"]);
}

#[test]
fn a_page_that_comes_again_is_not_counted() {
    let source: Source =
        source(r#"{"url":"a","page":{"kind":"page","max_rows":3},"fields":{"a":{}}}"#);
    let mut reader = Reader::new(&asked(&source), Limits::PAGE);
    let mut prints = Vec::new();
    for text in [r#"[["1"]]"#, r#"[["2"]]"#, r#"[["2"]]"#] {
        reader.begin(None, "a", None);
        reader.push(text.as_bytes()).expect("JSON");
        prints.push(reader.end().expect("rows").print);
    }
    assert_eq!((prints[1] == prints[2], prints[0] == prints[1]), (true, false));
    reader.note(DataFault::PageAgain { page: 3 });
    let reading = reader.finish();
    assert_eq!(told(&reading), ["1", "2"]);
    assert!(said(&reading)[0].starts_with("s: page 3 is the one before it once more"));
}

#[test]
fn rows_beyond_the_limit_are_left_out_and_say_nothing_about_columns() {
    let source: Source = source(r#"{"url":"a","page":{"max_rows":2},"fields":{"a":{},"b":{}}}"#);
    let text = r#"[{"a":"1","b":"1"},{"a":"2"},{"a":"3"},{"a":"4"}]"#;
    let (_, reading) = pieces(&source, text.as_bytes(), 3).expect("rows");
    assert_eq!(told(&reading), ["1 1", "2 -"]);
    assert_eq!(
        said(&reading),
        ["s row 3: over the limit of 2 rows; the rest is left out (1 more like it)"]
    );
}

#[test]
fn a_good_answer_says_so_wherever_it_says_it() {
    let source: Source =
        source(r#"{"url":"a","ok":{"at":"/code","equals":200},"rows":"/rows","fields":{"a":{}}}"#);
    let bad = Some(DataFault::NotOk { pointer: "/code".into() });
    for (text, fault) in [
        (r#"{"rows":[{"a":"1"}],"code":200}"#, None),
        (r#"{"code":200.0,"rows":[]}"#, None),
        (r#"{"code":500,"rows":[{"a":"1"}]}"#, bad.clone()),
        (r#"{"rows":[{"a":"1"}],"code":"200"}"#, bad.clone()),
        (r#"{"rows":[]}"#, bad.clone()),
        (r#"{"code":500}"#, bad),
        (r#"{"code":200}"#, Some(DataFault::NoRows { pointer: "/rows".into() })),
        (r#"{"code":200,"rows":{}}"#, Some(DataFault::NoRows { pointer: "/rows".into() })),
    ] {
        assert_eq!(pieces(&source, text.as_bytes(), 4).err(), fault, "{text}");
    }
}

#[test]
fn values_inside_a_row_may_stand_for_the_answer() {
    let (_, reading) = maps(
        r#"{"url":"a","as_of":"/0/at","fields":{"n":{"type":"number"}}}"#,
        r#"[{"n":1,"at":"2020-02-21"},{"n":2,"at":"2020-02-22"}]"#,
        &["1", "2"],
    );
    assert_eq!(reading.as_of, Some(1_582_214_400));
}

proptest! {
    /// Whatever comes, in whatever pieces: the same is read, or the same is wrong with it.
    #[test]
    fn pieces_read_as_the_whole(
        text in r#"[\[\]{}",:a0-9 \\nNI-]{0,40}|(\{"rows":\[(\{"a":("[a-z云]{0,3}"|[0-9]{1,3}|NaN|null)\},?){0,3}\],"code":1\})"#,
        size in 1_usize..9,
    ) {
        let source: Source = source(
            r#"{"url":"a","format":"json","rows":"/rows","ok":{"at":"/code","equals":1},"fields":{"a":{},"b":{"from":"answer","at":"/code"}}}"#,
        );
        let whole = pieces(&source, text.as_bytes(), usize::MAX);
        let split = pieces(&source, text.as_bytes(), size);
        prop_assert_eq!(whole.as_ref().err().map(same), split.as_ref().err().map(same));
        if let (Ok(whole), Ok(split)) = (whole, split) {
            prop_assert_eq!(whole.0, split.0);
            prop_assert_eq!(told(&whole.1), told(&split.1));
        }
    }
}

/// Which fault; where exactly a text stops being JSON may be seen a few bytes earlier.
fn same(fault: &DataFault) -> String {
    match fault {
        DataFault::Malformed { expected, .. } => expected.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn reading_whole_is_reading_in_one_piece() {
    let source: Source = source(r#"{"url":"a.csv","fields":{"a":{},"b":{}}}"#);
    let text = "a,b\n\"x\ny\",\"\"\"z\"\"\"\n";
    let answer = daping::data::Answer { bytes: text.as_bytes(), content_type: None };
    let whole = read(&asked(&source), &answer).expect("rows");
    assert_eq!(told(&whole), ["x y \"z\""]);
    assert_eq!(told(&pieces(&source, text.as_bytes(), 1).expect("rows").1), told(&whole));
}

#[test]
fn pointers_to_nothing_are_said() {
    let (_, reading) = maps(
        r#"{"url":"a","rows":"/rows","total":"/count","as_of":"/at","fields":{"a":{}}}"#,
        r#"{"rows":[{"a":"1"}]}"#,
        &["1"],
    );
    assert_eq!(said(&reading), ["s: nothing stands at \"/at\"", "s: nothing stands at \"/count\""]);
}

#[test]
fn a_word_for_no_number_is_wrong_where_it_begins() {
    let source: Source = source(r#"{"url":"a","format":"json","fields":{"a":{}}}"#);
    for (text, at) in [
        (r#"{"a":"b":Infinity}"#, 9),
        (r#"[{"a":1 NaN}]"#, 8),
        (r#"[{"a":1, NaN:2}]"#, 9),
        (r#"[1,NaN -Infinity]"#, 7),
        (", NaN", 1),
        (" :NaN", 2),
    ] {
        for size in [usize::MAX, 1, 2, 5] {
            let found = pieces(&source, text.as_bytes(), size).err();
            assert_eq!(found, Some(DataFault::Malformed { expected: "JSON", at }), "{text} {size}");
        }
    }
}
