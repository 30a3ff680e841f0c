//! Round kinds and those of cells and spans from outside: goldens of each, ordinary, tiny and of bad
//! input, and what holds at any size with any data.

use daping::data::table::{Table, Type, Value};
use daping::look::Picture;
use daping::panel::{Draw, Mark, Pose, Scene, Told};
use proptest::prelude::*;

use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{SMALL, TINY, WALL, field, kind, numbers, on, scene, texts};
use crate::tables::many;

const TALL: (f64, f64) = (300.0, 420.0);
const WIDE: (f64, f64) = (1200.0, 500.0);

/// A scene whose reader has switched these names off.
fn without(json: &str, rows: &Table, hidden: &[&str]) -> Scene {
    let hidden = hidden.iter().map(|name| name.to_string()).collect();
    let pose = Pose { hidden, ..Pose::default() };
    on(WALL, |on| kind(json).draw(rows, &Draw { pose: &pose, ..*on }))
}

/// The tips of a scene, a line for each.
fn tips(scene: &Scene) -> Vec<String> {
    let told = |told: &Told| format!("{} {}", told.name, told.value);
    let tip = |mark: &Mark| {
        let lines: Vec<String> = mark.told.iter().map(told).collect();
        format!("{}: {}", mark.label, lines.join(","))
    };
    scene.marks.iter().map(tip).collect()
}

fn ways() -> Table {
    let names = [
        "有组织输出",
        "亲友介绍",
        "自发外出",
        "中介机构",
        "校企合作",
        "东西协作",
        "网络招聘",
        "其他",
    ];
    let counts = [1432.0, 867.0, 611.0, 244.0, 158.0, 96.0, 61.0, 38.0];
    Table::new(vec![texts("channel", &names), numbers("人数", "人", &counts)])
}

fn published() -> Table {
    let labels = ["规上工业复工率", "规上工业达产率", "重点项目开工率"];
    let figures = ["98.2%", "48.81%", "近四成"].map(Value::Text);
    let days = ["2020-02-20", "2020-02-21", "2020-02-18"];
    let value = field("value", "", Type::Figure, &figures);
    Table::new(vec![texts("label", &labels), value, texts("as_of", &days)])
}

#[test]
fn ring_goldens() {
    let ring = r#"{"kind": "ring"}"#;
    golden_scene("ring", &scene(ring, &ways(), WALL));
    golden_scene("ring-tall", &scene(ring, &ways(), TALL));
    golden_scene("ring-small", &scene(ring, &ways(), SMALL));
    golden_scene("ring-tiny", &scene(ring, &ways(), TINY));
    golden_scene("ring-wide", &scene(ring, &ways(), WIDE));
    golden_scene("ring-off", &without(ring, &ways(), &["有组织输出", "其他"]));
    golden_scene("ring-pie", &scene(r#"{"kind": "ring", "style": "pie"}"#, &ways(), WALL));
}

#[test]
fn ring_goldens_of_bad_rows() {
    let ring = r#"{"kind": "ring"}"#;
    golden_scene("ring-extreme", &scene(ring, &many(500), WALL));
    let names = ["有组织输出", "亲友介绍", "自发外出"];
    let of = |cells: &[f64]| Table::new(vec![texts("channel", &names), numbers("n", "人", cells)]);
    golden_scene("ring-negative", &scene(ring, &of(&[120.0, -40.0, 60.0]), WALL));
    golden_scene("ring-zeros", &scene(ring, &of(&[0.0, 0.0, 0.0]), WALL));
    golden_scene("ring-one", &scene(ring, &of(&[120.0]), WALL));
}

#[test]
fn a_ring_says_every_slice_and_its_entries_stand_on_their_rows() {
    let ring = scene(r#"{"kind": "ring"}"#, &ways(), WALL);
    assert_eq!(tips(&ring)[0], "有组织输出:  1,432人,占比 40.8%");
    assert_eq!(ring.marks.len(), ring.legend.len());
    let (mark, names) = (&ring.marks[2], ring.legend.iter().map(|entry| entry.name.as_str()));
    assert_eq!(ring.hit(mark.at, 0.0), Some(2));
    assert_eq!(names.collect::<Vec<_>>()[5], "其他");
    let off = without(r#"{"kind": "ring"}"#, &ways(), &["有组织输出"]);
    assert_eq!(tips(&off)[0], "亲友介绍:  867人,占比 41.8%");
    assert!(off.legend.len() == 6 && off.legend[0].off);
}

/// Rates with their days and what was promised.
fn promised() -> Table {
    let labels = ["规上工业复工率", "规上工业达产率", "重点项目开工率", "春播备耕完成率", "返岗率"];
    let figures = ["98.2%", "48.81%", "近四成", "102.4%", "31%"].map(Value::Text);
    let days = ["2020-02-20", "2020-02-21", "2020-02-18", "2020-02-21", "2020-02-21"];
    Table::new(vec![
        texts("label", &labels),
        field("value", "", Type::Figure, &figures),
        numbers("goal", "", &[95.0, 60.0, 90.0, 100.0, f64::NAN]),
        texts("as_of", &days),
    ])
}

#[test]
fn gauge_goldens() {
    let gauge = |rest: &str| format!(r#"{{"kind": "gauge"{rest}}}"#);
    golden_scene("gauge", &scene(&gauge(""), &published(), WALL));
    golden_scene("gauge-tiny", &scene(&gauge(""), &published(), TINY));
    golden_scene("gauge-extreme", &scene(&gauge(""), &many(60), WALL));
    for style in ["ring", "half", "liquid", "bullet"] {
        let own = gauge(&format!(r#", "style": "{style}", "target": "goal""#));
        golden_scene(&format!("gauge-{style}-target"), &scene(&own, &promised(), WALL));
        golden_scene(&format!("gauge-{style}-small"), &scene(&own, &published(), SMALL));
    }
    let bullet = gauge(r#", "style": "bullet", "target": 60"#);
    golden_scene("gauge-bullet-tall", &scene(&bullet, &promised(), TALL));
    golden_scene("gauge-bullet-extreme", &scene(&bullet, &many(60), WALL));
}

#[test]
fn a_gauge_says_its_figure_its_target_and_its_day() {
    let json = r#"{"kind": "gauge", "style": "half", "target": "goal"}"#;
    let gauge = scene(json, &promised(), WALL);
    assert_eq!(tips(&gauge)[1], "规上工业达产率:  48.81%,目标 60%,数据截至 2020-02-21");
    assert_eq!(tips(&gauge)[2], "重点项目开工率:  近四成,目标 90,数据截至 2020-02-18");
    assert_eq!(gauge.notice.as_deref(), Some("1 项的数值超出刻度,按刻度的尽头画出,数字照印"));
}

const MEASURES: [&str; 6] =
    ["党建引领", "产业发展", "人居环境", "社会治理", "公共服务", "安全生产"];

/// How towns do by a few measures.
fn marked() -> Table {
    Table::new(vec![
        texts("label", &MEASURES),
        numbers("云阳镇", "分", &[92.0, 81.0, 76.5, 88.0, 70.0, 95.0]),
        numbers("皇路店镇", "分", &[78.0, 90.0, 84.0, 71.0, 83.0, 88.0]),
        numbers("留山镇", "分", &[64.0, 55.0, f64::NAN, 80.0, 91.0, 73.0]),
    ])
}

/// So many series over so many axes whose names have 60 characters.
fn crowd(axes: usize, series: usize) -> Table {
    let names: Vec<String> =
        (0..axes).map(|at| format!("第{at}项{}", "很长的名字".repeat(11))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut fields = vec![texts("label", &names)];
    for own in 0..series {
        let value = |at: usize| 40.0 + 50.0 * ((at * 7 + own * 5) as f64 * 0.61).sin().abs();
        let values: Vec<f64> = (0..axes).map(value).collect();
        fields.push(numbers(&format!("第{own}组"), "分", &values));
    }
    Table::new(fields)
}

#[test]
fn radar_goldens() {
    let radar = r#"{"kind": "radar"}"#;
    golden_scene("radar", &scene(radar, &marked(), WALL));
    golden_scene("radar-tall", &scene(radar, &marked(), TALL));
    golden_scene("radar-small", &scene(radar, &marked(), SMALL));
    golden_scene("radar-tiny", &scene(radar, &marked(), TINY));
    golden_scene("radar-off", &without(radar, &marked(), &["留山镇"]));
    golden_scene("radar-dashes", &scene(radar, &crowd(8, 12), WALL));
    golden_scene("radar-extreme", &scene(radar, &crowd(500, 14), WALL));
}

#[test]
fn a_radar_needs_three_axes_and_says_what_is_beyond() {
    let radar = |rows: &Table| scene(r#"{"kind": "radar", "max": 80}"#, rows, WALL);
    let few = radar(&crowd(2, 2));
    assert_eq!(few.notice.as_deref(), Some("雷达图至少要 3 个维度,只有 2 个"));
    assert!(few.picture.shapes.is_empty() && few.marks.is_empty());
    let beyond = radar(&marked());
    assert!(beyond.notice.is_some_and(|said| said.starts_with("9 项")), "of 17 values");
    assert_eq!(tips(&beyond_all())[2], "人居环境: 云阳镇 76.5分,皇路店镇 84分,留山镇 —");
}

fn beyond_all() -> Scene {
    scene(r#"{"kind": "radar"}"#, &marked(), WALL)
}

/// Calls by hour and weekday, some hours without a count.
fn calls() -> Table {
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

type Task<'a> = (&'a str, i32, Option<i32>, f64, &'a str);

/// Tasks by their days after 10 February 2020; `today` is the eleventh.
fn planned(tasks: &[Task<'_>]) -> Table {
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

const TASKS: [Task<'static>; 8] = [
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

/// Every kind and style of these rows.
const KINDS: [&str; 14] = [
    r#"{"kind": "ring"}"#,
    r#"{"kind": "ring", "style": "pie"}"#,
    r#"{"kind": "gauge", "max": 1000, "target": 600}"#,
    r#"{"kind": "gauge", "style": "half", "target": "数量"}"#,
    r#"{"kind": "gauge", "style": "liquid", "target": 70, "as_of": "from"}"#,
    r#"{"kind": "gauge", "style": "bullet", "target": 70, "as_of": "from"}"#,
    r#"{"kind": "radar", "label": "name"}"#,
    r#"{"kind": "radar", "label": "name", "series": "way", "max": "数量"}"#,
    r#"{"kind": "radar", "label": "way", "series": "name", "max": 100}"#,
    r#"{"kind": "heat", "x": "name", "y": "way"}"#,
    r#"{"kind": "heat", "x": "from", "y": "name"}"#,
    r#"{"kind": "heat", "style": "calendar"}"#,
    r#"{"kind": "gantt", "series": "way", "done": "数量"}"#,
    r#"{"kind": "gantt", "from": "from", "to": "at"}"#,
];

/// The scene of a kind at a size of body text.
fn at_em(json: &str, rows: &Table, size: (f64, f64), em: f64) -> Scene {
    on(size, |on| kind(json).draw(rows, &Draw { em, ..*on }))
}

#[track_caller]
fn check(rows: &Table, size: (f64, f64), em: f64) {
    for json in KINDS {
        let scene = at_em(json, rows, size, em);
        stays_inside(&scene.picture);
        words_keep_apart(&scene.picture);
        for mark in &scene.marks {
            let inside = |place: f64, most: f64| (-1.6..=most + 1.6).contains(&place);
            assert!(inside(mark.at.x, size.0) && inside(mark.at.y, size.1), "{json}: {mark:?}");
        }
        for entry in &scene.legend {
            let (left, _, right, _) = entry.place;
            assert!(left >= -1.6 && right <= size.0 + 1.6, "{json}: {entry:?} at {size:?}");
        }
    }
}

#[derive(Clone, Debug)]
struct Row {
    name: String,
    way: u8,
    value: f64,
    from: i32,
    long: i32,
}

fn row() -> impl Strategy<Value = Row> {
    let value = prop_oneof![
        4 => 0.0..100.0_f64,
        2 => -1e6..1e6_f64,
        1 => Just(f64::NAN),
        1 => Just(0.0),
        1 => prop_oneof![Just(f64::MAX), Just(f64::MIN), Just(f64::MIN_POSITIVE)],
    ];
    let from = prop_oneof![9 => 18_000..18_900_i32, 1 => any::<i32>()];
    let name = "[一-鿿a-z]{0,14}|[一-鿿]{60}";
    (name, 0..14_u8, value, from, -9..90_i32).prop_map(|(name, way, value, from, long)| Row {
        name,
        way,
        value,
        from,
        long,
    })
}

fn random(rows: &[Row]) -> Table {
    let ways: Vec<String> = rows.iter().map(|row| format!("方式{}", row.way)).collect();
    let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let values: Vec<f64> = rows.iter().map(|row| row.value).collect();
    let day = |at: i32| Value::Day(at);
    let from: Vec<_> = rows.iter().map(|row| day(row.from)).collect();
    let to = rows.iter().map(|row| match row.long % 5 {
        0 => Value::Missing,
        _ => day(row.from.saturating_add(row.long)),
    });
    let at = rows.iter().map(|row| Value::Time(i64::from(row.from) * 86_400 + 40_000));
    Table::new(vec![
        texts("name", &names),
        texts("way", &ways),
        field("from", "", Type::Date, &from),
        field("to", "", Type::Date, &to.collect::<Vec<_>>()),
        field("at", "", Type::Time, &at.collect::<Vec<_>>()),
        numbers("数量", "万元", &values),
    ])
}

#[test]
fn every_size_is_legible_with_ordinary_rows() {
    let tables = [ways(), published(), promised(), marked(), calls(), planned(&TASKS), many(500)];
    for rows in &tables {
        for size in [WALL, WIDE, TALL, SMALL, TINY, (1900.0, 300.0)] {
            for em in [12.0, 18.0, 48.0, 80.0] {
                check(rows, size, em);
            }
        }
    }
    let none = Table::new(vec![texts("label", &[]), numbers("value", "", &[])]);
    for json in KINDS {
        for rows in [&none, &Table::default()] {
            let blank = Picture::new(WALL.0, WALL.1);
            assert_eq!(at_em(json, rows, WALL, 18.0), Scene::plain(blank), "{json}");
        }
    }
}

proptest! {
    // A failure says its rows soon; making them the fewest possible takes minutes of drawing.
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_picture_or_covers_other_words(
        rows in prop::collection::vec(row(), 0..50),
        width in 80.0..1600.0_f64,
        height in 60.0..900.0_f64,
        em in 12.0..80.0_f64,
    ) {
        check(&random(&rows), (width, height), em);
    }
}
