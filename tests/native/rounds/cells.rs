//! Heat maps and gantts from outside.

use daping::data::table::{Table, Type, Value};

use super::{TALL, tips, without};
use crate::golden::golden_scene;
use crate::rows::{SMALL, TINY, WALL, field, numbers, scene, texts};
use crate::tables::many;

/// Calls by hour and weekday, some hours without a count.
pub fn calls() -> Table {
    let days = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let mut rows: [Vec<Value<'_>>; 3] = Default::default();
    for (at, day) in days.iter().enumerate() {
        for hour in 6..22 {
            let count = (140.0 * (hour as f64 * 0.45 + at as f64 * 0.3).sin().abs()).round();
            let known = (at * 16 + hour) % 29 != 0;
            rows[0].push(Value::Number(hour as f64));
            rows[1].push(Value::Text(day));
            rows[2].push(Value::Number(if known { count } else { f64::NAN }));
        }
    }
    Table::new(vec![
        field("hour", "", Type::Number, &rows[0]),
        field("day", "", Type::Text, &rows[1]),
        field("接听", "件", Type::Number, &rows[2]),
    ])
}

/// Days from `first` on with their steps between them, each with a value.
fn dated(first: i32, steps: &[i32]) -> Table {
    let mut next = first;
    let days: Vec<i32> = steps
        .iter()
        .map(|step| {
            let day = next;
            next += step;
            day
        })
        .collect();
    let values: Vec<f64> = days
        .iter()
        .map(|day| (f64::from(*day) * 0.37).sin().abs() * 90.0)
        .map(f64::round)
        .collect();
    let days: Vec<_> = days.into_iter().map(Value::Day).collect();
    Table::new(vec![field("date", "", Type::Date, &days), numbers("发证", "张", &values)])
}

#[test]
fn heat_goldens() {
    let grid = r#"{"kind": "heat", "x": "hour", "value": "接听"}"#;
    golden_scene("heat-grid", &scene(grid, &calls(), WALL));
    golden_scene("heat-grid-tall", &scene(grid, &calls(), TALL));
    golden_scene("heat-grid-small", &scene(grid, &calls(), SMALL));
    golden_scene("heat-grid-tiny", &scene(grid, &calls(), TINY));
    let calendar = r#"{"kind": "heat", "style": "calendar"}"#;
    golden_scene("heat-calendar", &scene(calendar, &dated(18_262, &[1; 110]), WALL));
    golden_scene("heat-calendar-year", &scene(calendar, &dated(18_262, &[1; 366]), WALL));
    golden_scene("heat-calendar-years", &scene(calendar, &dated(17_600, &[2; 420]), WALL));
    golden_scene("heat-calendar-tall", &scene(calendar, &dated(18_262, &[1; 110]), TALL));
    golden_scene("heat-calendar-small", &scene(calendar, &dated(18_262, &[1; 60]), SMALL));
}

#[test]
fn heat_goldens_of_bad_rows() {
    let calendar = r#"{"kind": "heat", "style": "calendar"}"#;
    // Out of order, twice the same day, a day in no calendar.
    let steps = [9, -30, 40, 0, 3, -11, i32::MAX - 20_000, 0];
    golden_scene("heat-calendar-disorder", &scene(calendar, &dated(18_300, &steps), WALL));
    let centuries: Vec<i32> = (0..300).map(|at| if at % 3 == 0 { 700 } else { 1 }).collect();
    golden_scene("heat-calendar-extreme", &scene(calendar, &dated(0, &centuries), WALL));
    let grid = r#"{"kind": "heat", "y": "way"}"#;
    golden_scene("heat-grid-one", &scene(grid, &dated(18_300, &[1]), WALL));
    golden_scene("heat-grid-extreme", &scene(r#"{"kind": "heat"}"#, &many(500), WALL));
}

#[test]
fn heat_says_the_whole_day_and_counts_what_has_no_cell() {
    let calendar = r#"{"kind": "heat", "style": "calendar"}"#;
    let heat =
        scene(calendar, &dated(18_300, &[9, -30, 40, 0, 3, -11, i32::MAX - 20_000, 0]), WALL);
    assert_eq!(tips(&heat)[0], "2020-01-18:  52张");
    assert!(tips(&heat)[1].ends_with(" —"), "the day after has no row");
    assert!(heat.notice.is_some_and(|said| said.starts_with("1 行")));
    let grid = scene(r#"{"kind": "heat", "x": "hour"}"#, &calls(), WALL);
    assert_eq!(tips(&grid)[17], "周二 · 7:  42件");
    assert_eq!(grid.marks.len(), 7 * 16);
    let many = scene(r#"{"kind": "heat"}"#, &many(500), WALL);
    assert!(many.notice.is_some_and(|said| said.starts_with("100 行")), "of 500 columns");
}

pub type Task<'a> = (&'a str, i32, Option<i32>, f64, &'a str);

/// Tasks by their days after 10 February 2020; `today` is the eleventh.
pub fn planned(tasks: &[Task<'_>]) -> Table {
    let day = |at: &i32| Value::Day(18_302 + at);
    let names: Vec<&str> = tasks.iter().map(|task| task.0).collect();
    let from: Vec<_> = tasks.iter().map(|task| day(&task.1)).collect();
    let to: Vec<_> = tasks.iter().map(|task| task.2.as_ref().map_or(Value::Missing, day)).collect();
    let done: Vec<f64> = tasks.iter().map(|task| task.3).collect();
    let states: Vec<&str> = tasks.iter().map(|task| task.4).collect();
    Table::new(vec![
        texts("label", &names),
        field("from", "", Type::Date, &from),
        field("to", "", Type::Date, &to),
        numbers("done", "%", &done),
        texts("state", &states),
    ])
}

pub const TASKS: [Task<'static>; 8] = [
    ("防控物资到位", 0, Some(4), 100.0, "销号"),
    ("企业复工备案", 1, Some(9), 100.0, "销号"),
    ("务工人员健康申报", 2, Some(14), 78.0, "在办"),
    ("首趟返岗专列发车", 11, Some(11), f64::NAN, "在办"),
    ("重点项目开工", 5, Some(10), 60.0, "逾期"),
    ("春播备耕农资调运", 9, Some(24), 30.0, "在办"),
    ("扶贫车间恢复生产", 8, None, 45.0, "在办"),
    ("一季度调度会", 28, Some(28), f64::NAN, "交办"),
];

#[test]
fn gantt_goldens() {
    let gantt = r#"{"kind": "gantt", "series": "state"}"#;
    golden_scene("gantt", &scene(gantt, &planned(&TASKS), WALL));
    golden_scene("gantt-tall", &scene(gantt, &planned(&TASKS), TALL));
    golden_scene("gantt-small", &scene(gantt, &planned(&TASKS), SMALL));
    golden_scene("gantt-tiny", &scene(gantt, &planned(&TASKS), TINY));
    golden_scene("gantt-off", &without(gantt, &planned(&TASKS), &["销号"]));
    let times = [0, 5_400, 9_000].map(|at| Value::Time(1_582_156_800 + at));
    let hours = Table::new(vec![
        texts("label", &["开车", "测温", "送达"]),
        field("from", "", Type::Time, &times),
        field("to", "", Type::Time, &times.map(|_| Value::Time(1_582_168_000))),
    ]);
    golden_scene("gantt-hours", &scene(r#"{"kind": "gantt"}"#, &hours, WALL));
}

#[test]
fn gantt_goldens_of_bad_rows() {
    let gantt = r#"{"kind": "gantt"}"#;
    let long = "建设项目".repeat(15);
    let bad = [
        (long.as_str(), 0, Some(6), 140.0, ""),
        ("结束早于开始", 8, Some(2), 50.0, ""),
        ("日历之外", i32::MAX - 18_302, None, 0.0, ""),
        ("负的完成", 3, Some(9), -20.0, ""),
    ];
    golden_scene("gantt-bad", &scene(gantt, &planned(&bad), WALL));
    let many: Vec<Task<'_>> = (0..200).map(|at| ("工序", at * 3, Some(at * 5), 50.0, "")).collect();
    golden_scene("gantt-extreme", &scene(gantt, &planned(&many), WALL));
    golden_scene(
        "gantt-one",
        &scene(gantt, &planned(&[("只有一项", 0, None, f64::NAN, "")]), WALL),
    );
}

#[test]
fn a_gantt_says_its_days_and_what_is_wrong_with_them() {
    let json = r#"{"kind": "gantt", "series": "state"}"#;
    let gantt = scene(json, &planned(&TASKS), WALL);
    let tips = tips(&gantt);
    assert_eq!(tips[2], "务工人员健康申报:  在办,开始 2020-02-12,结束 2020-02-24,完成 78%");
    assert_eq!(tips[3], "首趟返岗专列发车:  在办,开始 2020-02-21");
    assert!(tips[6].ends_with("结束 —,完成 45%"));
    let names: Vec<&str> = gantt.legend.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["销号", "在办", "逾期", "交办"]);
    assert_eq!(without(json, &planned(&TASKS), &["销号"]).marks.len(), 6);
    let back = planned(&[("a", 8, Some(2), 0.0, ""), ("b", i32::MAX - 18_302, None, 0.0, "")]);
    let notice = scene(json, &back, WALL).notice;
    let said = "1 行没有可用的开始日期,未画出;1 行的结束早于开始,只画出开始";
    assert_eq!(notice.as_deref(), Some(said));
}
