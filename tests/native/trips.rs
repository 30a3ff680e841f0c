//! `flow` in its form of routes: trips with their stops, legs that are lit in their turn, and freight over
//! the world.

use daping::data::table::{Field, Table, Type, Value};

use crate::country::{country, shipped};
use crate::flows::{SIZES, flow, labels, pairs, told, words};
use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{WALL, numbers, texts};

/// A file of the public folder, its rows' fields as texts and numbers.
fn public_rows(file: &str) -> Vec<serde_json::Value> {
    let bytes = std::fs::read(format!("public/data/{file}.json")).expect("the rows are there");
    let file: serde_json::Value = serde_json::from_slice(&bytes).expect("rows are JSON");
    file["rows"].as_array().expect("rows").clone()
}

/// Coaches of a company: whom they bring back, from where.
fn coaches() -> Table {
    let rows = public_rows("gallery/coaches");
    let column = |name: &str| -> Vec<String> {
        rows.iter().map(|row| row[name].as_str().expect(name).to_string()).collect()
    };
    let text = |name: &str| -> Field {
        let cells = column(name);
        texts(name, &cells.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let people: Vec<f64> =
        rows.iter().map(|row| row["people"].as_f64().unwrap_or(f64::NAN)).collect();
    Table::new(vec![text("coach"), text("stop"), numbers("people", "人", &people), text("state")])
}

const COACHES: &str = r#""map": "henan", "form": "routes", "route": "coach", "place": "stop",
    "view": "flows", "from": {"name": "郑州", "at": [113.66, 34.75]},
    "places": {"浚县": [114.55, 35.67], "杞县": [114.78, 34.55]}"#;

#[test]
fn three_coaches_bring_forty_seven_people_back() {
    let outline = shipped("henan");
    let scene = flow(COACHES, &coaches(), &outline, WALL);
    golden_scene("flow-routes", &scene);
    golden_scene("flow-routes-tall", &flow(COACHES, &coaches(), &outline, (300.0, 420.0)));
    let trips: Vec<&str> =
        labels(&scene).into_iter().filter(|label| label.contains(" · ")).collect();
    assert_eq!(trips.len(), 6, "{trips:?}");
    let sum: f64 =
        public_rows("gallery/coaches").iter().filter_map(|row| row["people"].as_f64()).sum();
    assert_eq!(sum, 47.0);
    assert_eq!(told(&scene, trips[0]).len(), 2, "people and state");
}

#[test]
fn each_leg_is_lit_in_its_turn() {
    let rows = Table::new(vec![
        texts("route", &["甲", "甲", "乙", "甲", "乙"]),
        texts("stop", &["东川", "西岭", "北渡", "南原", "海口"]),
    ]);
    let options = r#""form": "routes", "place": "stop""#;
    let scene = flow(options, &rows, &country(), (480.0, 320.0));
    let windows: Vec<(f64, f64)> = scene.arcs.iter().map(|arc| arc.window).collect();
    assert_eq!(windows, [(0.0, 0.5), (0.5, 1.0), (0.0, 1.0)]);
    assert_eq!(scene.arcs[0].phase, scene.arcs[1].phase);
    assert_ne!(scene.arcs[0].phase, scene.arcs[2].phase);
    assert!(labels(&scene).contains(&"甲 · 西岭省 → 南原省"));
    // Legs that say both ends, and rows that are no trip of a name.
    let legs = pairs(&[("东川", "西岭", 1.0), ("西岭", "海口", 2.0)]);
    let scene = flow(r#""form": "routes""#, &legs, &country(), (480.0, 320.0));
    assert_eq!(scene.arcs.iter().map(|arc| arc.window).collect::<Vec<_>>(), [(0.0, 1.0); 2]);
}

const WORLD: &str = r#""map": "world", "form": "routes", "route": "flight", "view": "flows",
    "places": {"巴库": [49.87, 40.41], "新郑": [113.84, 34.52], "卢森堡": [6.21, 49.63],
               "法兰克福": [8.57, 50.03], "哈恩": [7.26, 49.95], "米兰": [8.72, 45.63]}"#;

#[test]
fn freight_flies_over_the_world() {
    let rows = public_rows("gallery/freight");
    let column = |name: &str| -> Vec<&str> {
        rows.iter().map(|row| row[name].as_str().unwrap_or_default()).collect()
    };
    let figure = |printed: &str| !printed.is_empty();
    let tonnes = column("tonnes").into_iter();
    let tonnes: Vec<Value<'_>> =
        tonnes.map(|t| if figure(t) { Value::Text(t) } else { Value::Missing }).collect();
    let table = Table::new(vec![
        texts("flight", &column("flight")),
        texts("from", &column("from")),
        texts("to", &column("to")),
        crate::rows::field("tonnes", "吨", Type::Figure, &tonnes),
    ]);
    let options = format!(r#"{WORLD}, "value": "tonnes""#);
    let scene = flow(&options, &table, &shipped("world"), (640.0, 360.0));
    golden_scene("flow-world", &scene);
    assert_eq!(scene.unmatched.lost, 0);
    assert_eq!(scene.arcs.len(), rows.len());
    let words = words(&scene);
    for name in ["巴库", "新郑", "卢森堡 60多吨", "米兰"] {
        assert!(words.iter().any(|word| word.starts_with(name)), "{name} in {words:?}");
    }
}

#[test]
fn names_of_stops_keep_apart_and_inside_at_any_size() {
    let henan = shipped("henan");
    for size in SIZES {
        let scene = flow(COACHES, &coaches(), &henan, size);
        stays_inside(&scene.picture);
        words_keep_apart(&scene.picture);
    }
}

#[test]
fn trips_for_which_there_is_no_room_are_counted() {
    let rows = Table::new(vec![
        texts("route", &["甲", "甲", "乙", "乙", "丙", "丙", "丁"]),
        texts("stop", &["东川", "西岭", "北渡", "海口", "南原", "中州", "东川"]),
        numbers("value", "", &[0.0, 3.0, 0.0, 9.0, 0.0, 5.0, 4.0]),
    ]);
    let options = r#""form": "routes", "place": "stop", "top": 2"#;
    let scene = flow(options, &rows, &country(), (480.0, 320.0));
    let trips: Vec<&str> = labels(&scene).into_iter().filter(|l| l.contains('·')).collect();
    assert_eq!(trips, ["乙 · 北渡省 → 海口省", "丙 · 南原省 → 中州省"]);
    assert!(
        scene.notice.as_ref().is_some_and(|notice| notice.starts_with("1 行")),
        "丁 goes nowhere"
    );
    let words = words(&scene);
    assert!(words.contains(&"其余 1 条线路未画出"), "{words:?}");
}
