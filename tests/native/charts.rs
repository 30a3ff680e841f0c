//! Charts from outside: goldens of each kind, ordinary, tiny and extreme, and what holds at any size
//! with any data.

use daping::data::table::{Table, Type, Value};
use daping::look::Picture;
use daping::panel::{bar, gauge, line, ring};
use proptest::prelude::*;

use crate::golden::golden;
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{TINY, WALL, days, field, numbers, on, read as options, texts};

fn draw_line(rows: &Table, json: &str, size: (f64, f64)) -> Picture {
    on(size, |on| line::draw(&options(json), rows, on).picture)
}

fn draw_bar(rows: &Table, json: &str, size: (f64, f64)) -> Picture {
    on(size, |on| bar::draw(&options(json), rows, on).picture)
}

fn draw_ring(rows: &Table, size: (f64, f64)) -> Picture {
    on(size, |on| ring::draw(&options("{}"), rows, on).picture)
}

fn draw_gauge(rows: &Table, size: (f64, f64)) -> Picture {
    on(size, |on| gauge::draw(&options("{}"), rows, on).picture)
}

const TOWNS: [&str; 8] =
    ["云阳镇", "皇路店镇", "南河店镇", "留山镇", "四棵树乡", "马市坪乡", "崔庄乡", "石门乡"];

fn rates() -> Table {
    let back = [12.3, 18.9, 24.0, 31.5, f64::NAN, f64::NAN, 52.7, 58.1, 66.4, 71.0, 78.2, 81.9];
    let full = [8.0, 10.2, 13.9, 17.7, 22.5, 27.4, 31.0, 36.6, 40.3, 44.9, 47.2, 48.81];
    Table::new(vec![days(12), numbers("复工率", "%", &back), numbers("达产率", "%", &full)])
}

fn use_of_power() -> Table {
    let power = [3.1, 2.9, 3.3, 4.2, 4.8, 5.6, 5.9, 6.6, 7.8, 8.1, 8.8, 9.4, 10.2, 11.6];
    Table::new(vec![days(14), numbers("日用电量", "千瓦时", &power.map(|n| n * 12_345.0))])
}

fn by_town() -> Table {
    let counts = [16_600.0, 12_480.0, 9_731.0, 8_200.0, 6_515.0, 4_302.0, 2_918.0, 1_077.0];
    Table::new(vec![texts("town", &TOWNS), numbers("外出务工", "人", &counts)])
}

fn by_town_and_way() -> Table {
    let mut rows: [Vec<Value<'_>>; 3] = Default::default();
    for (at, town) in TOWNS.iter().take(6).enumerate() {
        for (way, factor) in [("有组织输出", 420.0), ("亲友介绍", 260.0), ("自发外出", 190.0)]
        {
            rows[0].push(Value::Text(town));
            rows[1].push(Value::Text(way));
            rows[2].push(Value::Number((factor * (7 - at) as f64 / 3.0_f64).round()));
        }
    }
    Table::new(vec![
        field("town", "", Type::Text, &rows[0]),
        field("way", "", Type::Text, &rows[1]),
        field("人数", "人", Type::Number, &rows[2]),
    ])
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

fn many(rows: usize) -> Table {
    let names: Vec<String> =
        (0..rows).map(|at| format!("第{at}号名字很长的 Development Zone 产业集聚区")).collect();
    let cells: Vec<Value<'_>> = names.iter().map(|name| Value::Text(name)).collect();
    let values: Vec<f64> = (0..rows).map(|at| (at as f64 * 0.37).sin() * 1e15).collect();
    Table::new(vec![field("label", "", Type::Text, &cells), numbers("value", "元", &values)])
}

fn long_line() -> Table {
    let values: Vec<f64> = (0..10_000)
        .map(|at| (f64::from(at) / 900.0).sin() * 1e15 + if at == 6_400 { 3e15 } else { 0.0 })
        .collect();
    let times: Vec<_> = (0..10_000).map(|at| Value::Time(1_582_000_000 + at * 60)).collect();
    Table::new(vec![field("t", "", Type::Time, &times), numbers("v", "元", &values)])
}

#[test]
fn line_goldens() {
    golden("line-two", &draw_line(&rates(), "{}", WALL));
    golden("line-area", &draw_line(&use_of_power(), r#"{"area": true}"#, WALL));
    golden("line-tiny", &draw_line(&rates(), "{}", TINY));
    golden("line-extreme", &draw_line(&long_line(), "{}", WALL));
}

#[test]
fn bar_goldens() {
    golden("bar-columns", &draw_bar(&by_town(), "{}", WALL));
    golden("bar-rows", &draw_bar(&by_town(), r#"{"direction": "rows"}"#, WALL));
    let grouped = r#"{"series": "way"}"#;
    golden("bar-grouped", &draw_bar(&by_town_and_way(), grouped, WALL));
    let stacked = r#"{"series": "way", "stacked": true}"#;
    golden("bar-stacked", &draw_bar(&by_town_and_way(), stacked, WALL));
    let lying = r#"{"series": "way", "stacked": true, "direction": "rows"}"#;
    golden("bar-rows-stacked", &draw_bar(&by_town_and_way(), lying, WALL));
    golden("bar-tiny", &draw_bar(&by_town(), "{}", TINY));
    golden("bar-extreme", &draw_bar(&many(500), "{}", WALL));
    golden("bar-rows-extreme", &draw_bar(&many(500), r#"{"direction": "rows"}"#, WALL));
}

#[test]
fn ring_goldens() {
    golden("ring", &draw_ring(&ways(), WALL));
    golden("ring-tall", &draw_ring(&ways(), (300.0, 420.0)));
    golden("ring-tiny", &draw_ring(&ways(), TINY));
    golden("ring-extreme", &draw_ring(&many(500), WALL));
}

#[test]
fn gauge_goldens() {
    golden("gauge", &draw_gauge(&published(), WALL));
    golden("gauge-tiny", &draw_gauge(&published(), TINY));
    golden("gauge-extreme", &draw_gauge(&many(60), WALL));
}

#[test]
fn an_empty_table_is_an_empty_picture() {
    let none = Table::new(vec![texts("label", &[]), numbers("value", "", &[])]);
    let missing = Table::new(vec![texts("label", &["a"]), numbers("value", "", &[f64::NAN])]);
    for rows in [&Table::default(), &none] {
        for picture in all(rows, WALL) {
            assert!(picture.shapes.is_empty(), "{picture:?}");
        }
    }
    assert!(draw_line(&missing, "{}", WALL).shapes.is_empty());
    assert!(draw_bar(&missing, "{}", WALL).shapes.is_empty());
    assert!(draw_ring(&missing, WALL).shapes.is_empty());
}

/// Every kind and direction of the rows.
fn all(rows: &Table, size: (f64, f64)) -> Vec<Picture> {
    vec![
        draw_line(rows, "{}", size),
        draw_line(rows, r#"{"area": true}"#, size),
        draw_line(rows, r#"{"series": "way", "zero": false}"#, size),
        draw_bar(rows, "{}", size),
        draw_bar(rows, r#"{"direction": "rows"}"#, size),
        draw_bar(rows, r#"{"series": "way"}"#, size),
        draw_bar(rows, r#"{"series": "way", "stacked": true}"#, size),
        draw_bar(rows, r#"{"series": "way", "stacked": true, "direction": "rows"}"#, size),
        draw_bar(rows, r#"{"series": "way", "direction": "rows"}"#, size),
        draw_ring(rows, size),
        draw_gauge(rows, size),
    ]
}

#[test]
fn words_never_overlap_with_realistic_rows() {
    let tables =
        [rates(), use_of_power(), by_town(), by_town_and_way(), ways(), published(), many(500)];
    for rows in &tables {
        for size in [WALL, (320.0, 240.0), (1200.0, 500.0), (300.0, 420.0)] {
            all(rows, size).iter().for_each(words_keep_apart);
        }
    }
}

#[derive(Clone, Debug)]
struct Cell {
    name: String,
    way: u8,
    value: f64,
    day: i32,
}

fn cell() -> impl Strategy<Value = Cell> {
    let value = prop_oneof![
        4 => -1e6..1e6_f64,
        2 => Just(f64::NAN),
        1 => Just(0.0),
        1 => -1e15..1e15_f64,
        1 => prop_oneof![Just(f64::MAX), Just(f64::MIN), Just(f64::MIN_POSITIVE)],
    ];
    let day = prop_oneof![9 => 18_000..18_400_i32, 1 => any::<i32>()];
    ("[一-鿿a-z]{0,14}", 0..9_u8, value, day).prop_map(|(name, way, value, day)| Cell {
        name,
        way,
        value,
        day,
    })
}

fn random(cells: &[Cell], dated: bool) -> Table {
    let ways: Vec<String> = cells.iter().map(|cell| format!("方式{}", cell.way)).collect();
    let label: Vec<_> = cells
        .iter()
        .map(|cell| if dated { Value::Day(cell.day) } else { Value::Text(&cell.name) })
        .collect();
    let way: Vec<_> = ways.iter().map(|way| Value::Text(way)).collect();
    let value: Vec<_> = cells.iter().map(|cell| Value::Number(cell.value)).collect();
    Table::new(vec![
        field("at", "", if dated { Type::Date } else { Type::Text }, &label),
        field("way", "", Type::Text, &way),
        field("数量", "万元", Type::Number, &value),
    ])
}

proptest! {
    // A failure says its rows soon; making them the fewest possible takes minutes of drawing.
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_picture_or_covers_other_words(
        cells in prop::collection::vec(cell(), 0..60),
        dated: bool,
        width in 80.0..1600.0_f64,
        height in 60.0..900.0_f64,
    ) {
        let rows = random(&cells, dated);
        for picture in all(&rows, (width, height)) {
            stays_inside(&picture);
            words_keep_apart(&picture);
        }
    }
}
