//! Charts with axes from outside: goldens, ordinary and bad, and what a reader can do with them.

use daping::data::table::{Table, Type, Value};
use daping::look::{Shape, Theme};
use daping::panel::{Draw, Pose, Reach, Scene};

use crate::golden::golden_scene;
use crate::rows::{SMALL, TINY, WALL, days, field, kind, numbers, on, posed, scene, texts};
use crate::tables::*;

const GROUPED: &str = r#"{"kind": "bar", "series": "way"}"#;
const STACKED: &str = r#"{"kind": "bar", "series": "way", "stacked": true}"#;

fn hidden(names: &[&str]) -> Pose {
    Pose { hidden: names.iter().map(|name| name.to_string()).collect(), ..Pose::default() }
}

fn looked_at(from: f64, to: f64) -> Pose {
    Pose { range: Some((from, to)), ..Pose::default() }
}

fn said(scene: &Scene) -> &str {
    scene.notice.as_deref().unwrap_or_default()
}

#[test]
fn line_goldens() {
    let line = r#"{"kind": "line"}"#;
    golden_scene("line-two", &scene(line, &rates(), WALL));
    golden_scene("line-tiny", &scene(line, &rates(), TINY));
    golden_scene("line-extreme", &scene(line, &long_line(), WALL));
    golden_scene("line-twelve", &scene(line, &twelve(), WALL));
    let levels = r#"{"kind": "line", "lines": [{"at": 80, "label": "目标 80%"}, {"at": 30, "label": "上年同期"}]}"#;
    golden_scene("line-levels", &scene(levels, &rates(), WALL));
    golden_scene("line-range", &posed(line, &rates(), WALL, &looked_at(0.3, 0.75)));
    golden_scene("line-hidden", &posed(line, &rates(), WALL, &hidden(&["复工率"])));
    let log = r#"{"kind": "line", "scale": "log"}"#;
    golden_scene("line-log", &scene(log, &sizes(), WALL));
}

/// The rows in a theme of three colours.
fn in_three_colors(json: &str, rows: &Table) -> Scene {
    let mut theme = Theme::default();
    let [a, b, c, ..] = theme.series;
    theme.series = [a, b, c, a, b, c];
    on(WALL, |on| kind(json).draw(rows, &Draw { theme: &theme, ..*on }))
}

#[test]
fn twelve_series_of_three_colors_can_be_told_apart() {
    let drawn = in_three_colors(r#"{"kind": "line"}"#, &twelve());
    let mut looks: Vec<String> = drawn
        .picture
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Line { stroke, .. } => Some(format!("{stroke:?}")),
            _ => None,
        })
        .collect();
    looks.sort();
    looks.dedup();
    assert_eq!(looks.len(), 12);
    golden_scene("line-three-colors", &drawn);
    let bars = r#"{"kind": "bar", "stacked": true}"#;
    golden_scene("bar-three-colors", &in_three_colors(bars, &twelve()));
}

#[test]
fn area_goldens() {
    let area = r#"{"kind": "area"}"#;
    golden_scene("area", &scene(area, &use_of_power(), WALL));
    golden_scene("area-stacked", &scene(area, &three_kinds(), WALL));
    let beside = r#"{"kind": "area", "stacked": false}"#;
    golden_scene("area-beside", &scene(beside, &rates(), WALL));
    golden_scene("area-negative", &scene(area, &balance(), WALL));
}

#[test]
fn bar_goldens() {
    let bar = r#"{"kind": "bar"}"#;
    let rows = r#"{"kind": "bar", "direction": "rows"}"#;
    golden_scene("bar-columns", &scene(bar, &by_town(), WALL));
    golden_scene("bar-rows", &scene(rows, &by_town(), WALL));
    golden_scene("bar-grouped", &scene(GROUPED, &by_town_and_way(), WALL));
    golden_scene("bar-stacked", &scene(STACKED, &by_town_and_way(), WALL));
    let lying = r#"{"kind": "bar", "series": "way", "stacked": true, "direction": "rows"}"#;
    golden_scene("bar-rows-stacked", &scene(lying, &by_town_and_way(), WALL));
    let share = r#"{"kind": "bar", "series": "way", "share": true}"#;
    golden_scene("bar-share", &scene(share, &by_town_and_way(), WALL));
    let share = r#"{"kind": "bar", "series": "way", "share": true, "direction": "rows"}"#;
    golden_scene("bar-rows-share", &scene(share, &by_town_and_way(), WALL));
    golden_scene("bar-tiny", &scene(bar, &by_town(), TINY));
}

#[test]
fn bad_bars_are_readable_or_say_why() {
    let bar = r#"{"kind": "bar"}"#;
    let rows = r#"{"kind": "bar", "direction": "rows"}"#;
    golden_scene("bar-extreme", &scene(bar, &many(500), WALL));
    golden_scene("bar-rows-extreme", &scene(rows, &many(500), WALL));
    golden_scene("bar-negative", &scene(bar, &balance(), WALL));
    let stacked = r#"{"kind": "bar", "stacked": true}"#;
    golden_scene("bar-negative-stacked", &scene(stacked, &balance(), WALL));
    golden_scene("bar-rows-negative", &scene(rows, &balance(), WALL));
    let equal = Table::new(vec![texts("town", &TOWNS), numbers("人数", "人", &[120.0; 8])]);
    golden_scene("bar-equal", &scene(bar, &equal, WALL));
    let one = Table::new(vec![texts("town", &TOWNS[..1]), numbers("人数", "人", &[120.0])]);
    golden_scene("bar-one", &scene(bar, &one, WALL));
    let log = r#"{"kind": "bar", "scale": "log"}"#;
    golden_scene("bar-log", &scene(log, &sizes(), WALL));
    let log = r#"{"kind": "bar", "scale": "log", "direction": "rows"}"#;
    golden_scene("bar-rows-log", &scene(log, &sizes(), WALL));
    let names: Vec<String> = TOWNS.iter().map(|town| town.repeat(20)).collect();
    let names: Vec<String> = names.iter().map(|name| name.chars().take(60).collect()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let long = Table::new(vec![texts("town", &names), numbers("人数", "人", &[5.0; 8])]);
    golden_scene("bar-long-names", &scene(bar, &long, WALL));
    golden_scene("bar-rows-long-names", &scene(rows, &long, WALL));
    let hundred_thousand = scene(bar, &many(100_000), WALL);
    assert!(hundred_thousand.picture.shapes.len() < 500);
    golden_scene("bar-hundred-thousand", &hundred_thousand);
}

#[test]
fn bad_lines_are_readable_or_say_why() {
    let line = r#"{"kind": "line"}"#;
    let mixed = [18_306, 18_302, 18_304, 18_302, 18_308].map(Value::Day);
    let values = [30.0, 11.0, 22.0, 12.0, 41.0];
    let day = field("day", "", Type::Date, &mixed);
    let disordered = Table::new(vec![day, numbers("人数", "人", &values)]);
    let drawn = scene(line, &disordered, WALL);
    assert_eq!(said(&drawn), "同一位置有多个值时取最后一个:1 个值未画");
    let labels: Vec<&str> = drawn.marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(labels, ["2020-02-10", "2020-02-12", "2020-02-14", "2020-02-16"]);
    assert_eq!(drawn.marks[0].told[0].value, "12人");
    golden_scene("line-disordered", &drawn);
    let equal = Table::new(vec![days(6), numbers("人数", "人", &[120.0; 6])]);
    golden_scene("line-equal", &scene(r#"{"kind": "line", "zero": false}"#, &equal, WALL));
    let one = Table::new(vec![days(1), numbers("人数", "人", &[120.0])]);
    golden_scene("line-one", &scene(line, &one, WALL));
    let alone = [5.0, f64::NAN, 7.0, f64::NAN, f64::NAN, 6.0, 8.0, f64::NAN, 9.0];
    let gaps = Table::new(vec![days(9), numbers("人数", "人", &alone)]);
    golden_scene("line-gaps", &scene(line, &gaps, WALL));
    let log = r#"{"kind": "line", "scale": "log"}"#;
    let zeros = Table::new(vec![days(3), numbers("人数", "人", &[0.0, 0.0, -1.0])]);
    let drawn = scene(log, &zeros, WALL);
    assert_eq!(said(&drawn), "对数轴没有零和负数的位置:3 个值未画");
    assert!(drawn.marks.is_empty());
    let no_day = field("day", "", Type::Date, &[Value::Day(18_302), Value::Missing]);
    let drawn = scene(line, &Table::new(vec![no_day, numbers("人数", "", &[1.0, 2.0])]), WALL);
    assert_eq!(said(&drawn), "1 行缺横轴位置,未画");
}

#[test]
fn a_place_tells_every_series_and_long_lines_have_bounded_marks() {
    let drawn = scene(r#"{"kind": "line"}"#, &rates(), WALL);
    assert_eq!(drawn.marks.len(), 12);
    let told = |at: usize| -> Vec<(&str, &str)> {
        let told = drawn.marks[at].told.iter();
        told.map(|own| (own.name.as_str(), own.value.as_str())).collect()
    };
    assert_eq!(told(11), [("复工率", "81.9%"), ("达产率", "48.81%")]);
    // What is missing is not told.
    assert_eq!(told(4), [("达产率", "22.5%")]);
    let long = scene(r#"{"kind": "line"}"#, &long_line(), WALL);
    assert!((100..=640).contains(&long.marks.len()), "{}", long.marks.len());
    let bars = scene(GROUPED, &by_town_and_way(), WALL);
    assert_eq!(bars.marks.len(), 6);
    assert_eq!(bars.marks[0].label, "云阳镇");
    assert_eq!(bars.marks[0].told[2].name, "自发外出");
    assert_eq!(bars.marks[0].told[2].value, "443人");
}

#[test]
fn series_switch_off_and_back_on() {
    for (kind, rows) in [
        (r#"{"kind": "line"}"#, rates()),
        (r#"{"kind": "line"}"#, twelve()),
        (r#"{"kind": "area"}"#, three_kinds()),
        (r#"{"kind": "bar"}"#, balance()),
        (r#"{"kind": "bar", "direction": "rows", "stacked": true}"#, balance()),
    ] {
        let whole = scene(kind, &rows, WALL);
        let names: Vec<&str> = whole.legend.iter().map(|entry| entry.name.as_str()).collect();
        let expected: Vec<&str> = rows.fields()[1..].iter().map(|f| f.label.as_str()).collect();
        assert_eq!(names, expected, "{kind}");
        let less = posed(kind, &rows, WALL, &hidden(&names[..1]));
        let off: Vec<bool> = less.legend.iter().map(|entry| entry.off).collect();
        assert_eq!(off.len(), names.len());
        assert!(off[0] && !off[1], "{kind}");
        let kept: Vec<_> = less.legend.iter().map(|entry| entry.color).collect();
        let colors: Vec<_> = whole.legend.iter().map(|entry| entry.color).collect();
        assert_eq!(kept, colors, "a series keeps its colour");
        assert!(less.marks.iter().flat_map(|m| &m.told).all(|told| told.name != names[0]));
        // With all of them off the legend stays, so that they can come back.
        let none = posed(kind, &rows, WALL, &hidden(&names));
        assert!(none.legend.len() == names.len() && none.marks.is_empty(), "{kind}");
    }
}

#[test]
fn the_brush_narrows_both_axes() {
    let kind = r#"{"kind": "line"}"#;
    let whole = scene(kind, &rates(), WALL);
    let Some(Reach::Box { left, right, .. }) = whole.brush else { panic!("a line has a brush") };
    assert!(left > 0.0 && right < WALL.0);
    let part = posed(kind, &rates(), WALL, &looked_at(0.0, 0.28));
    let labels: Vec<&str> = part.marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(labels, ["2020-02-10", "2020-02-11", "2020-02-12", "2020-02-13"]);
    // The values in sight reach to 32, not to 82: the last of them lies near the plot's top.
    assert!(part.marks[3].at.y < whole.marks[3].at.y - 50.0);
    assert!(scene(r#"{"kind": "bar"}"#, &by_town(), WALL).brush.is_none());
}

const BUBBLES: &str =
    r#"{"kind": "scatter", "x": "在岗", "y": "产值", "size": "用电", "series": "trade"}"#;

#[test]
fn scatter_goldens() {
    let dots = r#"{"kind": "scatter", "x": "在岗", "y": "产值", "series": "trade"}"#;
    golden_scene("scatter", &scene(dots, &enterprises(), WALL));
    golden_scene("scatter-bubbles", &scene(BUBBLES, &enterprises(), WALL));
    let hidden = hidden(&["装备制造", "新材料"]);
    golden_scene("scatter-hidden", &posed(BUBBLES, &enterprises(), WALL, &hidden));
    let plain = r#"{"kind": "scatter"}"#;
    golden_scene("scatter-days", &scene(plain, &use_of_power(), WALL));
    golden_scene("scatter-tiny", &scene(BUBBLES, &enterprises(), TINY));
    let log = r#"{"kind": "scatter", "x": "在岗", "y": "用电", "scale": "log", "series": "trade"}"#;
    golden_scene("scatter-log", &scene(log, &enterprises(), WALL));
}

#[test]
fn bad_dots_are_readable_or_say_why() {
    let plain = r#"{"kind": "scatter"}"#;
    let drawn = scene(plain, &cloud(3_000), WALL);
    assert_eq!(said(&drawn), "");
    golden_scene("scatter-many", &drawn);
    let drawn = scene(plain, &cloud(100_000), WALL);
    assert!(said(&drawn).starts_with("点太多:"), "{}", said(&drawn));
    assert!(drawn.marks.len() <= 5_000 && drawn.picture.shapes.len() <= 20_100);
    // Dots on one pixel are no loss.
    let same = Table::new(vec![numbers("x", "", &[3.0; 40]), numbers("y", "", &[5.0; 40])]);
    let drawn = scene(plain, &same, WALL);
    assert_eq!((drawn.marks.len(), said(&drawn)), (1, ""));
    golden_scene("scatter-one", &drawn);
    let x = numbers("x", "", &[1.0, f64::NAN, 3.0]);
    let drawn = scene(plain, &Table::new(vec![x, numbers("y", "", &[1.0, 2.0, f64::NAN])]), WALL);
    assert_eq!((drawn.marks.len(), said(&drawn)), (1, "1 行缺横轴位置,未画"));
}

#[test]
fn a_bubble_tells_its_row_and_its_series_switches_off() {
    let drawn = scene(BUBBLES, &enterprises(), WALL);
    assert_eq!(drawn.marks.len(), 42);
    let first = drawn.marks.iter().find(|mark| mark.label == "企业1号").expect("its mark");
    let told: Vec<&str> = first.told.iter().map(|own| own.value.as_str()).collect();
    assert_eq!(told, ["装备制造", "515人", "669,500元", "3,950千瓦时"]);
    let less = posed(BUBBLES, &enterprises(), WALL, &hidden(&["装备制造"]));
    assert_eq!((less.marks.len(), less.legend.len()), (28, 3));
}

#[test]
fn waterfall_goldens() {
    let total = r#"{"kind": "waterfall", "total": "年末在外"}"#;
    let drawn = scene(total, &changes(), WALL);
    golden_scene("waterfall", &drawn);
    let told = |at: usize| -> Vec<(&str, &str)> {
        let told = drawn.marks[at].told.iter();
        told.map(|own| (own.name.as_str(), own.value.as_str())).collect()
    };
    assert_eq!(told(1), [("▼", "9,800人"), ("累计", "6,800人")]);
    // The subtotal is the published one, and the sum goes on from it.
    assert_eq!(told(4), [("累计", "16,380人")]);
    assert_eq!(told(8), [("累计", "14,690人")]);
    golden_scene("waterfall-tiny", &scene(total, &changes(), TINY));
    golden_scene("waterfall-small", &scene(total, &changes(), SMALL));
    golden_scene("waterfall-many", &scene(total, &many(500), WALL));
    let losses = Table::new(vec![
        texts("label", &TOWNS[..5]),
        numbers("结余", "万元", &[120.0, -310.0, f64::NAN, -95.0, 160.0]),
    ]);
    let drawn = scene(r#"{"kind": "waterfall", "total": "合计"}"#, &losses, WALL);
    assert_eq!(said(&drawn), "1 行没有数值,未画");
    golden_scene("waterfall-losses", &drawn);
}
