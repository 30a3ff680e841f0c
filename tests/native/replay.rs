//! Replays: what a board may say of one, which days play, how the day moves, and the bar.

mod bar;
mod player;

use daping::board::replay::{Days, MOST_DAYS, days};
use daping::board::{Checked, Replay, check};
use daping::data::Audience;
use daping::data::limits::Limits;
use daping::data::read::{Asked, Reader};
use daping::data::source::Source;
use daping::data::table::{Column, Field, NO_DAY, NO_TIME, Table};
use daping::issue::{DataFault, Issue, Lang, What};

/// 8 February 2020.
pub const FIRST: i32 = 18_300;
const OFFSET: i32 = 8 * 3_600;

pub fn replay(start: Option<i32>, end: Option<i32>) -> Replay {
    Replay { from: "back".into(), day: "day".into(), step_ms: 2_000, start, end }
}

fn table(column: Column) -> Table {
    let field = Field { name: "day".into(), label: "日期".into(), unit: None, column };
    Table::new(vec![field])
}

/// The days that these rows play, from the first day of the file on.
pub fn rows(days: &[i32]) -> Table {
    table(Column::Day(days.iter().map(|day| FIRST + day).collect()))
}

fn played(replay: &Replay, rows: &Table) -> (Days, Option<DataFault>) {
    let (days, issue) = days(replay, rows, OFFSET);
    let fault = issue.map(|Issue { what, .. }| match what {
        What::Data(fault) => fault,
        other => panic!("{other:?}"),
    });
    (days, fault)
}

/// The cells as a word: `x` has rows, `.` has none.
fn cells(days: &Days) -> String {
    let cell = |place| days.is_missing(days.day(place).expect("a day"));
    (0..days.len()).map(|place| if cell(place) { '.' } else { 'x' }).collect()
}

const BOARD: &str = r#"{
  "daping": 1,
  "sources": { "back": { "url": "a.json", "fields": {
    "day": { "type": "date" }, "seen": { "type": "time" }, "town": {}, "people": { "type": "number" } } } },
  "replay": REPLAY,
  "panels": { "all": { "kind": "stat", "data": { "from": "back", "where": [["day", "=", { "param": "at" }]], "measure": "count" } } }
}"#;

fn checked(replay: &str) -> (String, Checked) {
    let text = BOARD.replace("REPLAY", replay);
    let before = text.split_once('^').map(|(before, _)| before.to_string()).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (format!("板:{line}:{column}"), check("板", &text.replace('^', "")))
}

#[test]
fn a_replay_is_read_with_its_defaults() {
    let cases = [
        (r#"{ "from": "back", "day": "day" }"#, ("day", 2_000, None, None)),
        (r#"{ "from": "back", "day": "seen", "step": "1s" }"#, ("seen", 1_000, None, None)),
        (
            r#"{ "from": "back", "day": "day", "step": "1h", "start": "2020-02-08", "end": "2020-02-08" }"#,
            ("day", 3_600_000, Some(FIRST), Some(FIRST)),
        ),
    ];
    for (text, (day, step_ms, start, end)) in cases {
        let (_, Checked { board, issues }) = checked(text);
        assert_eq!(issues, [], "{text}");
        let expected = Replay { day: day.into(), step_ms, ..replay(start, end) };
        assert_eq!((board.replay, board.by_day), (Some(expected), true), "{text}");
    }
    for none in ["null", "null, \"title\": \"无回放\""] {
        let (_, Checked { board, issues }) = checked(none);
        assert_eq!((issues, board.replay, board.by_day), (vec![], None, false), "{none}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_place_and_leaves_the_replay_out() {
    let cases = [
        (r#"^{ "day": "day" }"#, "缺少“from”", "\"from\" is missing"),
        (r#"^{ "from": "back" }"#, "缺少“day”", "\"day\" is missing"),
        (
            r#"{ "from": ^"bakc", "day": "day" }"#,
            "没有名为“bakc”的数据来源,是否指“back”?",
            "no source is named \"bakc\"; did you mean \"back\"?",
        ),
        (
            r#"{ "from": "back", "day": ^"dya" }"#,
            "来源“back”没有字段“dya”,是否指“day”?",
            "source \"back\" has no field \"dya\"; did you mean \"day\"?",
        ),
        (
            r#"{ "from": "back", "day": ^"town" }"#,
            "字段“town”不是日期或时间,不能回放",
            "field \"town\" is neither a date nor a time; no replay",
        ),
        (
            r#"{ "from": "back", "day": ^"people" }"#,
            "字段“people”不是日期或时间,不能回放",
            "field \"people\" is neither a date nor a time; no replay",
        ),
        (
            r#"{ "from": "back", "day": "day", "step": ^"900ms" }"#,
            "这里是 \"900ms\",应为 1 秒到 1 小时的时长,如 \"2s\"",
            "found \"900ms\"; expected a span from 1s to 1h",
        ),
        (
            r#"{ "from": "back", "day": "day", "step": ^"61m" }"#,
            "这里是 \"61m\",应为 1 秒到 1 小时的时长,如 \"2s\"",
            "found \"61m\"; expected a span from 1s to 1h",
        ),
        (
            r#"{ "from": "back", "day": "day", "start": ^"2月8日" }"#,
            "这里是 \"2月8日\",应为日期,如 \"2020-02-03\"",
            "found \"2月8日\"; expected a day such as \"2020-02-03\"",
        ),
        (
            r#"{ "from": "back", "day": "day", "end": ^"2020-02-30" }"#,
            "这里是 \"2020-02-30\",应为日期,如 \"2020-02-03\"",
            "found \"2020-02-30\"; expected a day such as \"2020-02-03\"",
        ),
        (
            r#"{ "from": "back", "day": "day", "start": "2020-02-08", "end": ^"2020-02-07" }"#,
            "这里是 \"2020-02-07\",应为不早于“start”的日期",
            "found \"2020-02-07\"; expected a day that is not before \"start\"",
        ),
        ("^[]", "这里是数组 […],应为对象 {…}", "found list; expected object"),
    ];
    for (text, zh, en) in cases {
        let (place, Checked { board, issues }) = checked(text);
        let said = |lang| issues.iter().map(|issue| issue.say(lang)).collect::<Vec<_>>();
        assert_eq!(said(Lang::Zh), [format!("{place}:{zh}")]);
        assert_eq!(said(Lang::En), [format!("{place}: {en}")]);
        // The board lives, and knows that its panels wait for a day.
        assert_eq!((board.replay, board.panels.len(), board.by_day), (None, 1, true), "{text}");
    }
}

#[test]
fn several_faults_are_each_said() {
    let text = r#"{ "from": "bakc", "step": "1ms", "start": "x", "end": "y", "stop": 1 }"#;
    let (_, Checked { board, issues }) = checked(text);
    assert_eq!((issues.len(), board.replay), (6, None), "{issues:?}");
}

#[test]
fn a_broken_source_has_one_finding() {
    let text = BOARD.replace("REPLAY", r#"{ "from": "back", "day": "day" }"#);
    let text = text.replace(r#""url": "a.json", "#, "");
    let Checked { board, issues } = check("板", &text);
    assert_eq!((issues.len(), board.replay), (1, None), "{issues:?}");
}

#[test]
fn every_calendar_day_is_a_cell_and_days_without_rows_are_missing() {
    let cases = [
        (&[3, 0, 1, 1, 0] as &[i32], (None, None), 0, "xx.x"),
        (&[0, 1, 2, 3], (Some(1), Some(2)), 1, "xx"),
        (&[1, 3], (Some(0), Some(5)), 0, ".x.x.."),
        (&[1, 3], (Some(2), None), 2, ".x"),
        (&[1, 3], (None, Some(2)), 1, "x."),
        (&[], (None, None), 0, ""),
        (&[], (Some(0), Some(2)), 0, "..."),
        (&[9], (Some(0), Some(2)), 0, "..."),
    ];
    for (has, (start, end), first, expected) in cases {
        let day = |day: Option<i32>| day.map(|day| FIRST + day);
        let (days, _) = played(&replay(day(start), day(end)), &rows(has));
        assert_eq!(cells(&days), expected, "{has:?} from {start:?} to {end:?}");
        assert_eq!(days.first(), (!expected.is_empty()).then_some(FIRST + first));
    }
}

#[test]
fn times_count_by_the_days_of_the_boards_zone() {
    let midnight = i64::from(FIRST) * 86_400 - i64::from(OFFSET);
    let times = vec![midnight, midnight - 1, NO_TIME, midnight + 2 * 86_400];
    let (days, fault) = played(&replay(None, None), &table(Column::Time(times)));
    assert_eq!((cells(&days).as_str(), days.first(), fault), ("xx.x", Some(FIRST - 1), None));
}

#[test]
fn fewer_than_two_days_are_a_sentence() {
    let cases = [(&[] as &[i32], 0, ""), (&[4], 1, "x...."), (&[4, 4], 1, "x...."), (&[9], 0, "")];
    for (has, count, expected) in cases {
        let (days, fault) = played(&replay(None, Some(FIRST + 8)), &rows(has));
        assert_eq!(fault, Some(DataFault::FewDays { days: count }), "{has:?}");
        assert_eq!((days.play(), cells(&days).as_str()), (false, expected), "{has:?}");
    }
    let (_, issue) = days(&replay(None, None), &rows(&[0]), OFFSET);
    let said = issue.expect("an issue").say(Lang::Zh);
    assert_eq!(said, "back 字段“day”:回放需要至少两天的数据,现有 1 天");
}

#[test]
fn the_last_days_of_too_many_are_kept() {
    let all: Vec<i32> = (0..=MOST_DAYS as i32).collect();
    let (days, fault) = played(&replay(None, None), &rows(&all));
    assert_eq!(fault, Some(DataFault::TooManyDays { days: MOST_DAYS + 1, limit: MOST_DAYS }));
    assert_eq!((days.len(), days.first(), days.missing()), (MOST_DAYS, Some(FIRST + 1), 0));
    // One wrong year in the rows costs no memory.
    for wild in [i32::MAX, i32::MIN + 1] {
        let (days, _) = played(&replay(None, None), &table(Column::Day(vec![wild, 0, NO_DAY])));
        assert_eq!((days.len(), days.last()), (MOST_DAYS, Some(wild.max(0))));
    }
}

#[test]
fn a_column_without_days_plays_nothing() {
    let (days, fault) = played(&replay(None, None), &table(Column::Number(vec![1.0])));
    assert_eq!((days, fault), (Days::default(), Some(DataFault::FewDays { days: 0 })));
    assert!(played(&replay(None, None), &Table::default()).0.is_empty());
}

/// Rows that say no day themselves: their file does.
#[test]
fn a_day_whose_file_is_not_there_is_missing() {
    let source: Source = crate::rows::read(
        r#"{ "url": "{day}.json", "days": { "from": "2020-02-08", "to": "2020-02-11" },
             "fields": { "day": { "from": "file_day", "type": "date" }, "n": { "type": "number" } } }"#,
    );
    let asked =
        Asked { name: "back", source: &source, audience: Audience::Internal, utc_offset: OFFSET };
    let mut reader = Reader::new(&asked, Limits::PAGE);
    for day in [0, 1, 3] {
        reader.begin(None, "a.json", Some(FIRST + day));
        reader.push(br#"[{"n": 1}, {"n": 2}]"#).expect("rows");
        reader.end().expect("a whole answer");
    }
    reader.note(DataFault::NoFile { day: "2020-02-10".into() });
    let reading = reader.finish();
    let (days, fault) = played(&replay(None, None), &reading.table);
    assert_eq!((cells(&days).as_str(), days.first(), fault), ("xx.x", Some(FIRST), None));
    assert_eq!(reading.issues.len(), 1);
}

#[test]
fn a_query_names_its_parameters_wherever_they_stand() {
    let cases = [
        (r#"[["day", "<=", {"param": "at"}]]"#, true),
        (r#"[["town", "=", "x"], ["day", "in", ["2020-02-08", {"param": "at"}]]]"#, true),
        (r#"[["day", "=", {"param": "today"}]]"#, false),
        (r#"[["day", "=", "at"]]"#, false),
        ("[]", false),
    ];
    for (wheres, names) in cases {
        let query = format!(r#"{{"from": "back", "where": {wheres}}}"#);
        let query: daping::data::query::Query = crate::rows::read(&query);
        assert_eq!(query.names("at"), names, "{wheres}");
    }
}
