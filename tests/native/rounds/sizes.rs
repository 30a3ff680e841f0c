//! What holds for every kind of this part at any size with any data: words keep apart, nothing leaves
//! the picture.

use daping::data::table::{Table, Type, Value};
use daping::look::Picture;
use daping::panel::{Draw, Scene};
use proptest::prelude::*;

use super::cells::{TASKS, calls, planned};
use super::{TALL, WIDE, marked, promised, published, ways};
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{SMALL, TINY, WALL, field, kind, numbers, on, texts};
use crate::tables::many;

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
