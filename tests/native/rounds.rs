//! Round kinds from outside: goldens of each, ordinary, tiny and of bad input. Cells and spans are
//! tested like them in cells.rs; sizes.rs has what holds at any size with any data.

mod cells;
mod sizes;

use daping::data::table::{Table, Type, Value};
use daping::look::Shape;
use daping::panel::{Draw, Mark, Pose, Scene, Told};

use crate::golden::golden_scene;
use crate::rows::{SMALL, TINY, WALL, field, kind, numbers, on, scene, texts};
use crate::tables::{many, published, ways};

pub const TALL: (f64, f64) = (300.0, 420.0);
pub const WIDE: (f64, f64) = (1200.0, 500.0);

/// A scene whose reader has switched these names off.
pub fn without(json: &str, rows: &Table, hidden: &[&str]) -> Scene {
    let hidden = hidden.iter().map(|name| name.to_string()).collect();
    let pose = Pose { hidden, ..Pose::default() };
    on(WALL, |on| kind(json).draw(rows, &Draw { pose: &pose, ..*on }))
}

/// The tips of a scene, a line for each.
pub fn tips(scene: &Scene) -> Vec<String> {
    let told = |told: &Told| format!("{} {}", told.name, told.value);
    let tip = |mark: &Mark| {
        let lines: Vec<String> = mark.told.iter().map(told).collect();
        format!("{}: {}", mark.label, lines.join(","))
    };
    scene.marks.iter().map(tip).collect()
}

const PIE: &str = r#"{"kind": "ring", "style": "pie"}"#;

#[test]
fn ring_goldens() {
    let ring = r#"{"kind": "ring"}"#;
    golden_scene("ring", &scene(ring, &ways(), WALL));
    golden_scene("ring-tall", &scene(ring, &ways(), TALL));
    golden_scene("ring-small", &scene(ring, &ways(), SMALL));
    golden_scene("ring-tiny", &scene(ring, &ways(), TINY));
    golden_scene("ring-wide", &scene(ring, &ways(), WIDE));
    golden_scene("ring-off", &without(ring, &ways(), &["有组织输出", "其他"]));
    golden_scene("ring-pie", &scene(PIE, &ways(), WALL));
}

/// The channels of the Nanzhao wall.
fn channels() -> Table {
    let names = ["有组织输出", "劳务中介组织", "亲友介绍", "自行外出", "网络招聘"];
    let counts = [1890.0, 708.0, 655.0, 498.0, 366.0];
    Table::new(vec![texts("channel", &names), numbers("人数", "人", &counts)])
}

/// Rings in panels of a wall whose body text is 24 px.
#[test]
fn a_ring_in_a_small_panel_is_large_and_its_names_are_whole() {
    let large = |json: &str, rows: &Table, size| {
        on(size, |on| kind(json).draw(rows, &Draw { em: 24.0, ..*on }))
    };
    for (name, size) in [("ring-panel", (350.0, 300.0)), ("ring-panel-high", (300.0, 350.0))] {
        let ring = large(r#"{"kind": "ring"}"#, &channels(), size);
        golden_scene(name, &ring);
        let across = ring.picture.shapes.iter().find_map(|shape| match shape {
            Shape::Sector { outer, .. } => Some(outer * 2.0),
            _ => None,
        });
        assert!(across.is_some_and(|across| across >= (size.0 * 0.42).min(size.1 * 0.45)));
        let said = |name: &str| {
            let is = |shape: &Shape| matches!(shape, Shape::Text(text) if text.text == name);
            ring.picture.shapes.iter().any(is)
        };
        assert!(ring.legend.len() == 5 && ring.legend.iter().all(|entry| said(&entry.name)));
    }
    golden_scene("ring-panel-pie", &large(PIE, &channels(), (350.0, 300.0)));
    golden_scene("ring-panel-cut", &large(r#"{"kind": "ring"}"#, &many(5), (350.0, 300.0)));
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
pub fn promised() -> Table {
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

#[test]
fn a_gauge_prints_the_qualifier_of_its_figure() {
    let rows = Table::new(vec![
        texts("label", &["达产率", "复工率"]),
        field("value", "", Type::Figure, &[Value::Text("50%"), Value::Text("48.81%")]),
        field("qualifier", "", Type::Text, &[Value::Text("左右"), Value::Missing]),
    ]);
    let gauge = scene(r#"{"kind": "gauge", "style": "bullet"}"#, &rows, WALL);
    assert_eq!(tips(&gauge), ["达产率:  50%左右", "复工率:  48.81%"]);
}

const MEASURES: [&str; 6] =
    ["党建引领", "产业发展", "人居环境", "社会治理", "公共服务", "安全生产"];

/// How towns do by a few measures.
pub fn marked() -> Table {
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
