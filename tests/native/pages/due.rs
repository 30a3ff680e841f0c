//! Deadlines: what is said of a due cell, on cards and in tables.

use daping::data::calendar::Calendar;
use daping::issue::Lang;
use daping::panel::Draw;
use daping::panel::deadline::{self, Count, State};

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, WALL, on, shown};

/// Friday, 21 February 2020, eight in the morning.
const TODAY: i32 = 18_313;
const NOW: i64 = 18_313 * 86_400;
const HOUR: i64 = 3_600;

fn said(due: Value<'_>, done: Value<'_>, count: Count, lang: Lang) -> Option<(State, String)> {
    on(WALL, |on| {
        let own = deadline::of(due, done, count, &Draw { lang, ..*on })?;
        Some((own.state, own.said))
    })
}

#[track_caller]
fn check(due: Value<'_>, count: Count, state: State, zh: &str, en: &str) {
    for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
        let own = said(due, Value::Missing, count, lang);
        assert_eq!(own, Some((state, text.to_string())), "{due:?}");
    }
}

#[test]
fn days_are_counted_from_the_boards_day() {
    let cases = [
        (3, State::Open, "还有 3 天", "3 d left"),
        (1, State::Near, "还有 1 天", "1 d left"),
        (0, State::Near, "今天到期", "due today"),
        (-2, State::Over, "逾期 2 天", "2 d overdue"),
        (364, State::Open, "还有 364 天", "364 d left"),
        (365, State::Open, "2021-02-20 到期", "due 20 Feb 2021"),
    ];
    for (days, state, zh, en) in cases {
        check(Value::Day(TODAY + days), Count::Days, state, zh, en);
    }
}

#[test]
fn times_are_counted_by_hours_and_minutes_under_two_days() {
    let cases = [
        (48 * HOUR, State::Open, "还有 2 天", "2 d left"),
        (48 * HOUR - 60, State::Open, "还有 47 小时 59 分", "47 h 59 min left"),
        (24 * HOUR, State::Open, "还有 24 小时", "24 h left"),
        (5 * HOUR + 20 * 60, State::Near, "还有 5 小时 20 分", "5 h 20 min left"),
        (59 * 60, State::Near, "还有 59 分钟", "59 min left"),
        (1, State::Near, "还有 1 分钟", "1 min left"),
        (0, State::Over, "刚刚到期", "due just now"),
        (-59, State::Over, "刚刚到期", "due just now"),
        (-60, State::Over, "逾期 1 分钟", "1 min overdue"),
        (-3 * HOUR - 59 * 60, State::Over, "逾期 3 小时", "3 h overdue"),
        (-48 * HOUR, State::Over, "逾期 2 天", "2 d overdue"),
    ];
    for (left, state, zh, en) in cases {
        check(Value::Time(NOW + left), Count::Days, state, zh, en);
    }
    // Beyond the calendar nothing breaks.
    for at in [i64::MAX, i64::MIN + 1] {
        assert!(said(Value::Time(at), Value::Missing, Count::Days, Lang::Zh).is_some());
        assert!(said(Value::Time(at), Value::Missing, Count::WorkingDays, Lang::Zh).is_some());
    }
}

#[test]
fn a_replay_counts_times_by_its_own_day() {
    let own = |today: i32| {
        on(WALL, |on| {
            let due = Value::Time(NOW + 5 * HOUR);
            let on = Draw { today, ..*on };
            deadline::of(due, Value::Missing, Count::Days, &on).map(|own| own.said)
        })
    };
    let said = [TODAY - 2, TODAY, TODAY + 1].map(|day| own(day).unwrap_or_default());
    assert_eq!(said, ["还有 2 天", "还有 5 小时", "逾期 1 天"]);
}

#[test]
fn working_days_leave_out_weekends_and_what_the_calendar_says() {
    // Without a calendar: Monday to Friday.
    let cases = [
        (3, State::Near, "还有 1 个工作日", "1 workday left"),
        (4, State::Open, "还有 2 个工作日", "2 workdays left"),
        (2, State::Near, "之前再无工作日", "no workday left"),
        (0, State::Near, "今天到期", "due today"),
        (-1, State::Over, "逾期 1 个工作日", "1 workday overdue"),
        (-7, State::Over, "逾期 5 个工作日", "5 workdays overdue"),
    ];
    for (days, state, zh, en) in cases {
        check(Value::Day(TODAY + days), Count::WorkingDays, state, zh, en);
    }
    // A Saturday that is due is overdue on Sunday by no working day.
    let own = on(WALL, |on| {
        let on = Draw { today: TODAY + 2, ..*on };
        deadline::of(Value::Day(TODAY + 1), Value::Missing, Count::WorkingDays, &on)
    });
    let own = own.map(|own| (own.state, own.said));
    assert_eq!(own, Some((State::Over, "逾期不足 1 个工作日".to_string())));
    // The Monday to come is a holiday, the Saturday before it is worked.
    let rows = Table::new(vec![
        dates("day", &[Some(TODAY + 1), Some(TODAY + 3)]),
        field("works", "", Type::Flag, &[Value::Flag(true), Value::Flag(false)]),
    ]);
    let calendar = Calendar::new(&rows, "day", "works");
    let own = |days: i32| {
        on(WALL, |on| {
            let on = Draw { calendar: &calendar, ..*on };
            deadline::of(Value::Day(TODAY + days), Value::Missing, Count::WorkingDays, &on)
        })
    };
    let own = [1, 3, 4].map(|days| own(days).map(|own| own.said).unwrap_or_default());
    assert_eq!(own, ["还有 1 个工作日", "还有 1 个工作日", "还有 2 个工作日"]);
}

#[test]
fn what_is_done_is_counted_no_more() {
    let cases = [
        (Value::Missing, State::Over),
        (Value::Flag(false), State::Over),
        (Value::Text(" "), State::Over),
        (Value::Flag(true), State::Done),
        (Value::Text("是"), State::Done),
        (Value::Day(TODAY), State::Done),
        (Value::Time(NOW), State::Done),
        (Value::Number(0.0), State::Done),
    ];
    for (done, state) in cases {
        let own = said(Value::Day(TODAY - 1), done, Count::Days, Lang::Zh);
        assert_eq!(own.map(|own| own.0), Some(state), "{done:?}");
    }
    for due in [Value::Missing, Value::Text("周五"), Value::Number(3.0), Value::Flag(true)] {
        assert_eq!(said(due, Value::Missing, Count::Days, Lang::Zh), None);
    }
}

fn tasks() -> Table {
    let at = |hours: i64| Value::Time(NOW + hours * HOUR);
    let due = [at(5), at(72), at(-3), at(-96), Value::Missing];
    let done = [Value::Missing, Value::Missing, Value::Missing, Value::Day(TODAY), Value::Missing];
    Table::new(vec![
        texts("label", &["返岗专车", "健康证明补办", "招工对接会", "稳岗补贴", "协查函"]),
        texts("state", &["在办"; 5]),
        field("due", "", Type::Time, &due),
        field("done", "", Type::Date, &done),
    ])
}

#[test]
fn a_table_counts_down_and_marks_what_is_overdue() {
    let json = r#"{"kind": "table", "columns": ["label", "due"], "due": "due", "done": "done"}"#;
    let table = shown(json, &tasks(), WALL);
    golden_page("table-due", &table);
    let due = ["还有 5 小时", "还有 3 天", "⚑ 逾期 3 小时", "已办"];
    assert_eq!(words(&table, "due"), due);
    assert_eq!(words(&table, "over"), ["⚑ 逾期 3 小时"]);
    assert_eq!(html(&table).matches("data-over").count(), 1);
    // The head still sorts by the time itself: the earliest is the one that is done.
    let sorted = posed(json, &tasks(), WALL, &["sort:1"]);
    assert_eq!(words(&sorted, "due"), ["已办", "⚑ 逾期 3 小时", "还有 5 小时", "还有 3 天"]);
    // A field named due is a day like any other until the board says so.
    let plain = shown(r#"{"kind": "table"}"#, &tasks(), WALL);
    assert_eq!(words(&plain, "due"), [""; 0]);
    let wrong = shown(r#"{"kind": "table", "due": "x", "done": "y"}"#, &tasks(), WALL);
    assert_eq!(words(&wrong, "notice"), ["数据中没有字段:x、y"]);
}

#[test]
fn cards_count_down_to_times_and_end_with_what_is_done() {
    let board = shown(r#"{"kind": "board"}"#, &tasks(), WALL);
    golden_page("board-due", &board);
    assert_eq!(words(&board, "due"), ["2月17日", "⚑ 逾期 3 小时", "还有 5 小时", "还有 3 天"]);
    let json = r#"{"kind": "board", "count": "working_days"}"#;
    assert_eq!(words(&shown(json, &tasks(), WALL), "due")[3], "还有 1 个工作日");
    assert!(!words(&shown(json, &tasks(), SMALL), "column").is_empty());
}

#[test]
fn columns_are_as_wide_as_their_deadlines() {
    // In 440 pixels, 24 ems, three columns of cards with days; with words of working days two.
    let states = ["在办", "交办", "逾期", "在办", "在办"];
    let rows = Table::new(vec![
        texts("label", &["甲", "乙", "丙", "丁", "戊"]),
        texts("state", &states),
        dates("due", &[Some(TODAY + 9), Some(TODAY - 99), Some(TODAY), None, None]),
    ]);
    let across = |json: &str| {
        let board = shown(json, &rows, (440.0, 360.0));
        board.styles.iter().find(|own| own.0 == "--across").map(|own| own.1.clone())
    };
    assert_eq!(across(r#"{"kind": "board"}"#).as_deref(), Some("3"));
    assert_eq!(across(r#"{"kind": "board", "count": "working_days"}"#).as_deref(), Some("2"));
}

#[test]
fn only_what_counts_down_to_times_changes_every_minute() {
    let days = Table::new(vec![texts("label", &["甲"]), dates("due", &[Some(TODAY)])]);
    let cases = [
        (r#"{"kind": "board"}"#, true),
        (r#"{"kind": "board", "due": "label"}"#, false),
        (r#"{"kind": "table", "due": "due"}"#, true),
        (r#"{"kind": "table"}"#, false),
        (r#"{"kind": "stat"}"#, false),
    ];
    for (json, is) in cases {
        assert_eq!(kind(json).minutes(&tasks()), is, "{json}");
        assert!(!kind(json).minutes(&days), "{json}");
    }
}
