//! Every form of a map from outside: goldens, what it tells, and that nothing collides at any size.

use daping::board::page::{self, Drawing};
use daping::data::table::{Table, Type, Value};
use daping::geo::{File, Outline};
use daping::look::markup::html;
use daping::look::{Shape, Theme};
use daping::panel::{Draw, Scene};

use crate::country::shipped;
use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_keep_apart};
use crate::page::bare;
use crate::rows::{WALL, field, kind, numbers, on, texts};

fn data(name: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read(format!("public/data/{name}.json")).unwrap();
    let file: serde_json::Value = serde_json::from_slice(&text).unwrap();
    file["rows"].as_array().unwrap().clone()
}

fn column(rows: &[serde_json::Value], name: &str) -> Vec<f64> {
    rows.iter().map(|row| row[name].as_f64().unwrap()).collect()
}

fn words<'a>(rows: &'a [serde_json::Value], name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str().unwrap()).collect()
}

/// The demo's prefectures with their rates, without the last so many.
fn prefectures(without: usize) -> Table {
    let mut rows = data("nanzhao/prefectures");
    rows.truncate(rows.len() - without);
    Table::new(vec![
        texts("code", &words(&rows, "code")),
        numbers("复工率", "%", &column(&rows, "rate")),
    ])
}

fn risks() -> Table {
    let rows = data("maps/risk");
    Table::new(vec![texts("code", &words(&rows, "code")), texts("level", &words(&rows, "level"))])
}

fn sites() -> Table {
    let rows = data("maps/sites");
    Table::new(vec![
        numbers("lon", "", &column(&rows, "lon")),
        numbers("lat", "", &column(&rows, "lat")),
        numbers("workers", "人", &column(&rows, "workers")),
    ])
}

/// People of each province, invented: some have none.
fn provinces(outline: &Outline) -> Table {
    let regions = outline.regions.iter().enumerate().filter(|(at, _)| at % 9 != 4);
    let (codes, people): (Vec<&str>, Vec<f64>) = regions
        .map(|(at, region)| {
            (region.code.as_str(), f64::from((at as u32 * 7919 + 31) % 4000) + 12.0)
        })
        .unzip();
    Table::new(vec![texts("place", &codes), numbers("务工人员", "人", &people)])
}

/// The townships of the demo's county with a rate each.
fn townships(outline: &Outline) -> Table {
    let codes: Vec<&str> = outline.regions.iter().skip(1).map(|own| own.code.as_str()).collect();
    let rates: Vec<f64> = (0..codes.len()).map(|at| 61.0 + (at * 37 % 39) as f64).collect();
    Table::new(vec![texts("code", &codes), numbers("返岗率", "%", &rates)])
}

/// Ten dashes in the sea as a file of lines would have them, roughly where nobody lives.
fn layer() -> Outline {
    let dash = |at: f64| {
        let (x, y) = (109.5 + (at - 4.5).powi(2) * 0.35, 22.0 - at * 2.1);
        serde_json::json!({
            "type": "Feature", "properties": {},
            "geometry": { "type": "LineString", "coordinates": [[x, y], [x + 0.5, y - 1.0]] }
        })
    };
    let land = serde_json::json!({
        "type": "Feature", "properties": { "name": "零" },
        "geometry": { "type": "Polygon", "coordinates": [[[105.0, 20.0], [105.1, 20.0], [105.0, 20.1]]] }
    });
    let mut features: Vec<_> = (0..10).map(|at| dash(f64::from(at))).collect();
    features.push(land);
    let file = serde_json::json!({ "type": "FeatureCollection", "features": features });
    let mut own = Outline::read(file.to_string().as_bytes(), &File::default()).expect("lines");
    own.regions.clear();
    own
}

fn draw(json: &str, rows: &Table, outline: Option<&Outline>, size: (f64, f64)) -> Scene {
    on(size, |on| kind(json).draw(rows, &Draw { outline, ..*on }))
}

/// Draws, compares, and draws again at every size that a panel may have.
#[track_caller]
fn check(name: &str, json: &str, rows: &Table, outline: Option<&Outline>) -> Scene {
    let scene = draw(json, rows, outline, WALL);
    golden_scene(name, &scene);
    everywhere(json, rows, outline, None);
    scene
}

#[track_caller]
fn everywhere(json: &str, rows: &Table, outline: Option<&Outline>, layer: Option<&Outline>) {
    let sizes = [
        (200.0, 120.0),
        (640.0, 360.0),
        (1200.0, 500.0),
        (300.0, 420.0),
        (80.0, 60.0),
        (1.0, 1.0),
        (0.0, 0.0),
    ];
    for size in sizes {
        for em in [12.0, 18.0, 36.0, 80.0] {
            let scene = on(size, |on| {
                kind(json).draw(rows, &Draw { outline, layer, em, is_public: true, ..*on })
            });
            if size.0 > 1.0 {
                stays_inside(&scene.picture);
                words_keep_apart(&scene.picture);
            }
        }
    }
}

#[test]
fn steps_are_round() {
    let rows = prefectures(2);
    let json = r#"{"kind": "map", "map": "henan", "classes": "steps", "labels": "both"}"#;
    let scene = check("map-steps", json, &rows, Some(&shipped("henan")));
    assert!(said(&scene).iter().any(|own| own == "无数据"));
}

#[test]
fn a_ramp_says_its_ends() {
    let json = r#"{"kind": "map", "map": "henan", "classes": "continuous"}"#;
    check("map-continuous", json, &prefectures(0), Some(&shipped("henan")));
}

#[test]
fn named_classes_stand_in_the_order_of_their_names() {
    let json = r#"{"kind": "map", "map": "henan", "classes": "named", "colors": "states",
        "names": ["低风险", "中风险", "高风险"], "value": "level"}"#;
    let scene = check("map-named", json, &risks(), Some(&shipped("henan")));
    let muted = said(&scene);
    assert_eq!(muted, ["低风险", "中风险", "高风险"]);
    assert_eq!(scene.marks[0].told[0].value, "低风险");
}

/// The words in the colour of legends.
fn said(scene: &Scene) -> Vec<String> {
    let muted = |shape: &Shape| match shape {
        Shape::Text(text) if text.color == Theme::default().muted => Some(text.text.clone()),
        _ => None,
    };
    scene.picture.shapes.iter().filter_map(muted).collect()
}

#[test]
fn own_bounds_are_the_legends() {
    let json = r#"{"kind": "map", "map": "china", "breaks": [10, 100, 1000], "reverse": true}"#;
    let outline = shipped("china");
    let scene = check("map-breaks", json, &provinces(&outline), Some(&outline));
    assert_eq!(said(&scene), ["> 1,000人", "> 100人", "> 10人", "≤ 10人", "无数据"]);
}

#[test]
fn points_lie_where_their_rows_say() {
    let json = r#"{"kind": "map", "map": "henan", "show": "points", "value": "workers"}"#;
    let outline = shipped("henan");
    let scene = check("map-points", json, &sites(), Some(&outline));
    let counted: f64 = scene
        .marks
        .iter()
        .filter(|mark| mark.told.iter().any(|told| told.name == "记录"))
        .map(|mark| mark.told.last().unwrap().value.replace(',', "").parse::<f64>().unwrap())
        .sum();
    let all = data("maps/sites").len() as f64;
    assert!(counted <= all && counted > all * 0.9, "{counted} of {all} lie in a region");
}

#[test]
fn bubbles_are_as_large_as_their_values() {
    let outline = shipped("china");
    let json = r#"{"kind": "map", "map": "china", "show": "bubbles"}"#;
    let rows = provinces(&outline);
    let scene = check("map-bubbles", json, &rows, Some(&outline));
    assert_eq!(scene.marks.len(), outline.regions.len());
    let area = |shape: &Shape| match shape {
        Shape::Circle { radius, .. } => Some(radius * radius),
        _ => None,
    };
    let areas: Vec<f64> = scene.picture.shapes.iter().filter_map(area).collect();
    assert!(areas.windows(2).take(28).all(|pair| pair[0] >= pair[1]), "{areas:?}");
    let few = r#"{"kind": "map", "map": "china", "show": "bubbles", "most": 3}"#;
    let scene = draw(few, &rows, Some(&outline), WALL);
    assert_eq!(scene.notice.as_deref(), Some("另有 27 个较小的气泡未画"));
}

#[test]
fn density_is_drawn_of_many_rows() {
    let json = r#"{"kind": "map", "map": "henan", "show": "heat"}"#;
    let outline = shipped("henan");
    let scene = check("map-heat", json, &sites(), Some(&outline));
    let count = 50_000_u32;
    let cell = |at: u32, by: u32| f64::from(at.wrapping_mul(by) % 10_007) / 10_007.0;
    let lon: Vec<f64> = (0..count).map(|at| 111.0 + 5.0 * cell(at, 7919)).collect();
    let lat: Vec<f64> = (0..count).map(|at| 32.0 + 4.0 * cell(at, 104_729)).collect();
    let rows = Table::new(vec![numbers("lon", "", &lon), numbers("lat", "", &lat)]);
    let many = draw(json, &rows, Some(&outline), WALL);
    assert!(many.picture.shapes.len() < 100);
    assert_eq!(many.marks.len(), scene.marks.len());
}

#[test]
fn every_township_is_legible_on_its_tile() {
    let outline = shipped("nanzhao-tiles");
    let json = r#"{"kind": "map", "map": "nanzhao-tiles"}"#;
    let scene = check("map-tiles", json, &townships(&outline), Some(&outline));
    let names: Vec<&str> = scene
        .picture
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text(text) if text.size >= 11.0 => Some(text.text.as_str()),
            _ => None,
        })
        .collect();
    for region in &outline.regions {
        assert!(names.contains(&region.name.as_str()), "{} of {names:?}", region.name);
    }
    let small = draw(json, &townships(&outline), Some(&outline), (300.0, 420.0));
    golden_scene("map-tiles-tall", &small);
}

#[test]
fn an_inset_shows_the_islands_and_the_lines() {
    let (outline, layer) = (shipped("china"), layer());
    let json = r#"{"kind": "map", "map": "china", "layer": "sea", "inset": {}}"#;
    let rows = provinces(&outline);
    let scene = on((900.0, 520.0), |on| {
        kind(json).draw(&rows, &Draw { outline: Some(&outline), layer: Some(&layer), ..*on })
    });
    golden_scene("map-inset", &scene);
    everywhere(json, &rows, Some(&outline), Some(&layer));
    let bad = r#"{"kind": "map", "map": "china", "inset": {"box": [1, 2]}}"#;
    let scene = draw(bad, &rows, Some(&outline), WALL);
    assert!(scene.notice.is_some_and(|notice| notice.contains("box")));
}

#[test]
fn a_list_stands_where_no_outline_may() {
    let json = r#"{"kind": "map", "map": "china"}"#;
    let outline = shipped("china");
    let names: Vec<&str> = outline.regions.iter().map(|own| own.name.as_str()).collect();
    let people: Vec<f64> = (0..names.len()).map(|at| (at * 7919 % 4000) as f64 + 12.0).collect();
    let codes: Vec<&str> = outline.regions.iter().map(|own| own.code.as_str()).collect();
    let people = numbers("务工人员", "人", &people);
    let rows = Table::new(vec![texts("place", &codes), texts("name", &names), people]);
    let scene = check("map-list", json, &rows, None);
    assert!(scene.notice.is_some());
    assert!(said(&scene).iter().any(|own| own.starts_with("其余 ")));
}

#[test]
fn several_rows_of_a_region_are_one_value_and_its_own_comes_first() {
    let outline = shipped("henan");
    let codes = ["411321", "411322", "南阳", "410100", "410122", "410200", "410221"];
    let values = [5.0, 7.0, 99.0, 1.0, 2.0, 3.0, 4.0];
    let rows =
        |unit: &str| Table::new(vec![texts("code", &codes), numbers("count", unit, &values)]);
    let told = |json: &str, rows: &Table, name: &str| {
        let scene = draw(json, rows, Some(&outline), WALL);
        let mark = scene.marks.iter().find(|mark| mark.label.starts_with(name)).unwrap().clone();
        mark.told.iter().map(|told| told.value.clone()).collect::<Vec<_>>()
    };
    let plain = r#"{"kind": "map", "map": "henan"}"#;
    assert_eq!(told(plain, &rows(""), "南阳"), ["99"]);
    let inside =
        Table::new(vec![texts("code", &["411321", "411322"]), numbers("count", "", &[5.0, 8.0])]);
    assert_eq!(told(plain, &inside, "南阳"), ["13", "2 行合计"]);
    let share =
        Table::new(vec![texts("code", &["411321", "411322"]), numbers("count", "%", &[5.0, 8.0])]);
    assert_eq!(told(plain, &share, "南阳"), ["6.5%", "2 行平均"]);
    let most = r#"{"kind": "map", "map": "henan", "merge": "max"}"#;
    assert_eq!(told(most, &inside, "南阳"), ["8", "2 行最大"]);
}

#[test]
fn the_lost_the_bare_and_the_hidden_are_named() {
    let outline = shipped("henan");
    let rows = Table::new(vec![
        texts("place", &["南阳市", "火星", "火星", "郑州\u{200B}市", "420100"]),
        numbers("count", "", &[1.0; 5]),
    ]);
    let json = r#"{"kind": "map", "map": "henan"}"#;
    let unmatched = draw(json, &rows, Some(&outline), WALL).unmatched;
    assert_eq!((unmatched.lost, unmatched.rows), (3, vec!["火星".to_string(), "420100".into()]));
    assert_eq!(unmatched.hidden, ["郑州\u{200B}市 (U+200B ZERO WIDTH SPACE)"]);
    assert_eq!((unmatched.bare, unmatched.regions.len()), (16, 16));
    let inside = on(WALL, |on| {
        let on = Draw { outline: Some(&outline), inside: Some("410000"), ..*on };
        kind(json).draw(&rows, &on).unmatched
    });
    assert_eq!(inside.lost, 0, "rows of other provinces are at home elsewhere");
}

#[test]
fn regions_with_an_outline_inside_are_doors() {
    let outline = shipped("henan");
    for show in ["regions", "points", "bubbles", "heat"] {
        let json = format!(r#"{{"kind": "map", "map": "henan", "show": "{show}"}}"#);
        let scene = on(WALL, |on| {
            let is_door = |code: &str| code == "411300";
            let on = Draw { outline: Some(&outline), is_door: &is_door, ..*on };
            kind(&json).draw(&prefectures(3), &on)
        });
        let [(mark, code)] = scene.doors.as_slice() else { panic!("{show}: {:?}", scene.doors) };
        assert_eq!((code.as_str(), scene.marks[*mark].label.as_str()), ("411300", "南阳市"));
    }
}

#[test]
fn the_page_shows_the_reminder_in_the_captions_place() {
    let scene = Scene { reminder: Some("⚠ 无审图号".into()), ..Scene::default() };
    let drawing = |scene: &Scene| {
        let caption = Some("轮廓来源 甲".into());
        html(&page::drawing(&Drawing { caption, ..bare(scene) }))
    };
    let said = drawing(&scene);
    assert!(said.contains("caption reminder") && said.contains("⚠ 无审图号"), "{said}");
    assert!(!said.contains("轮廓来源 甲"));
    assert!(drawing(&Scene::default()).contains("轮廓来源 甲"));
}

#[test]
fn a_public_map_without_a_number_says_so() {
    let mut outline = shipped("henan");
    let reminder = |outline: &Outline, is_public: bool| {
        let rows = prefectures(0);
        on(WALL, |on| {
            let on = Draw { outline: Some(outline), is_public, ..*on };
            kind(r#"{"kind": "map", "map": "henan"}"#).draw(&rows, &on).reminder
        })
    };
    assert!(reminder(&outline, true).is_some_and(|said| said.contains("无审图号")));
    assert_eq!(reminder(&outline, false), None);
    outline.approval_no = Some("GS(2020)0001".into());
    assert_eq!(reminder(&outline, true), None);
    assert_eq!(reminder(&shipped("nanzhao-tiles"), true), None);
}

#[test]
fn rows_without_values_are_counted_where_they_lie() {
    let rows = Table::new(vec![texts("code", &["411321", "411322", "410100"])]);
    for show in ["points", "heat"] {
        let json = format!(r#"{{"kind": "map", "map": "henan", "show": "{show}"}}"#);
        let scene = draw(&json, &rows, Some(&shipped("henan")), WALL);
        let told = |name: &str| {
            let mark = scene.marks.iter().find(|mark| mark.label == name).unwrap();
            mark.told.iter().map(|told| format!("{} {}", told.name, told.value)).collect::<Vec<_>>()
        };
        assert_eq!(told("南阳市"), ["记录 2"], "{show}");
        assert_eq!(told("信阳市"), [" 无数据"], "{show}");
        assert_eq!(scene.marks.len(), 18);
    }
}

#[test]
fn rows_without_a_usable_place_are_counted() {
    let number = |value: f64| Value::Number(value);
    let lon = [number(113.0), Value::Missing, number(500.0), number(20.0)];
    let lat = [number(34.0), number(34.0), number(34.0), number(-30.0)];
    let rows = Table::new(vec![
        field("lon", "", Type::Number, &lon),
        field("lat", "", Type::Number, &lat),
        numbers("value", "", &[1.0; 4]),
    ]);
    let json = r#"{"kind": "map", "map": "henan", "show": "bubbles"}"#;
    let notice = draw(json, &rows, Some(&shipped("henan")), WALL).notice.unwrap_or_default();
    assert!(notice.contains("2 行没有可用的经纬度") && notice.contains("1 个位置"), "{notice}");
}

#[test]
fn an_inset_with_nothing_in_it_is_not_drawn() {
    let frames = |name: &str| {
        let outline = shipped(name);
        let scene = on((640.0, 480.0), |on| {
            let on = Draw { outline: Some(&outline), ..*on };
            kind(r#"{"kind": "map", "map": "a", "inset": {}}"#).draw(&prefectures(3), &on)
        });
        let is_title =
            |shape: &&Shape| matches!(shape, Shape::Text(text) if text.text == "南海诸岛");
        scene.picture.shapes.iter().filter(is_title).count()
    };
    assert_eq!((frames("china"), frames("henan")), (1, 0));
}
