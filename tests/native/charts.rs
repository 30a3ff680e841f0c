//! Charts with axes from outside: what holds at any size with any data.

use daping::data::table::{Table, Type, Value};
use daping::look::Picture;
use daping::panel::Draw;
use proptest::prelude::*;

use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{SMALL, TINY, WALL, field, kind, numbers, on, scene, texts};
use crate::tables::*;

fn draw(json: &str, rows: &Table, size: (f64, f64)) -> Picture {
    scene(json, rows, size).picture
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
    for kind in AXES {
        assert!(draw(kind, &missing, WALL).shapes.is_empty(), "{kind}");
    }
}

/// The kinds with axes in their ways.
const AXES: [&str; 18] = [
    r#"{"kind": "line"}"#,
    r#"{"kind": "line", "series": "way", "zero": false, "lines": [{"at": 80, "label": "目标"}]}"#,
    r#"{"kind": "line", "scale": "log"}"#,
    r#"{"kind": "area"}"#,
    r#"{"kind": "area", "series": "way", "stacked": false}"#,
    r#"{"kind": "bar"}"#,
    r#"{"kind": "bar", "direction": "rows"}"#,
    r#"{"kind": "bar", "series": "way"}"#,
    r#"{"kind": "bar", "series": "way", "stacked": true}"#,
    r#"{"kind": "bar", "series": "way", "stacked": true, "direction": "rows"}"#,
    r#"{"kind": "bar", "series": "way", "direction": "rows", "scale": "log"}"#,
    r#"{"kind": "bar", "share": true}"#,
    r#"{"kind": "bar", "share": true, "direction": "rows", "series": "way"}"#,
    r#"{"kind": "scatter"}"#,
    r#"{"kind": "scatter", "x": "数量", "y": "数量", "size": "数量", "series": "way", "label": "at"}"#,
    r#"{"kind": "scatter", "x": "at", "series": "way", "label": "way", "scale": "log"}"#,
    r#"{"kind": "waterfall"}"#,
    r#"{"kind": "waterfall", "label": "way", "total": "合计"}"#,
];

/// Every kind of the rows.
fn all(rows: &Table, size: (f64, f64)) -> Vec<Picture> {
    AXES.iter().map(|kind| draw(kind, rows, size)).collect()
}

#[test]
fn words_never_overlap_with_realistic_rows() {
    let tables = [
        rates(),
        use_of_power(),
        by_town(),
        by_town_and_way(),
        ways(),
        published(),
        many(500),
        balance(),
        twelve(),
        three_kinds(),
        sizes(),
    ];
    for rows in &tables {
        for size in [WALL, SMALL, TINY, (320.0, 240.0), (1200.0, 500.0), (300.0, 420.0)] {
            all(rows, size).iter().for_each(words_keep_apart);
        }
    }
}

#[test]
fn words_keep_apart_at_any_type_size() {
    let tables = [rates(), by_town_and_way(), balance(), twelve(), enterprises(), changes()];
    for rows in &tables {
        for size in [WALL, SMALL, TINY, (1200.0, 500.0), (300.0, 420.0)] {
            for em in [12.0, 34.0, 80.0] {
                for json in AXES {
                    let drawn = on(size, |on| kind(json).draw(rows, &Draw { em, ..*on }));
                    stays_inside(&drawn.picture);
                    words_keep_apart(&drawn.picture);
                }
            }
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
