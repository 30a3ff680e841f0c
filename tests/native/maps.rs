//! Maps from outside: goldens of `map` over a small made-up country, how rows find their
//! regions, and what the shipped outlines and the demo's rows make of each other.

use daping::data::table::{Builder, Field, Table, Type, Value};
use daping::geo::Outline;
use daping::issue::Lang;
use daping::look::{Fill, Point, Shape, Theme};
use daping::panel::{Draw, Mark, Reach, Scene, caption, map};

use crate::country::{country, shipped};
use crate::golden::golden;
use crate::rows::{numbers, on, texts};

fn rows(cells: &[(&str, f64)]) -> Table {
    let (mut places, mut values) = (Builder::new(Type::Text), Builder::new(Type::Number));
    for (place, value) in cells {
        places.push(Value::Text(place));
        values.push(Value::Number(*value));
    }
    let field = |name: &str, builder: Builder| Field {
        name: name.into(),
        label: name.into(),
        unit: None,
        column: builder.finish(),
    };
    Table::new(vec![field("place", places), field("value", values)])
}

const SOME: [(&str, f64); 6] = [
    ("东川", 12.0),
    ("西岭省", 40.5),
    ("300000", 27.0),
    ("北渡", 27.0),
    ("海口", 8.0),
    ("乌有", 3.0),
];

fn draw_map(cells: &[(&str, f64)], outline: &Outline, size: (f64, f64)) -> Scene {
    on(size, |on| {
        let on = Draw { outline: Some(outline), ..*on };
        map::draw(&map::Options::default(), &rows(cells), &on)
    })
}

#[test]
fn map_golden() {
    golden("map", &draw_map(&SOME, &country(), (480.0, 320.0)).picture);
}

/// The rates of the demo's prefectures.
fn prefectures() -> Table {
    let text = std::fs::read("public/data/nanzhao/prefectures.json").unwrap();
    let file: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let rows = file["rows"].as_array().unwrap();
    let cell = |row: &serde_json::Value| row["rate"].as_f64().unwrap();
    let codes: Vec<&str> = rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
    let rates: Vec<f64> = rows.iter().map(cell).collect();
    Table::new(vec![texts("code", &codes), numbers("复工率", "%", &rates)])
}

#[test]
fn names_lie_within_their_regions_and_the_legend_beside_the_land() {
    let outline = shipped("henan");
    for (name, size) in [("map-panel", (240.0, 250.0)), ("map-wide", (640.0, 360.0))] {
        let scene = on(size, |on| {
            let on = Draw { outline: Some(&outline), em: 24.0, ..*on };
            map::draw(&map::Options::default(), &prefectures(), &on)
        });
        golden(name, &scene.picture);
        let within = |at: Point, own: &str| {
            let hit = scene.hit(at, 0.0).and_then(|hit| scene.marks.get(hit));
            hit.map(|mark| mark.label.starts_with(own))
        };
        for shape in &scene.picture.shapes {
            match shape {
                Shape::Text(text) if text.color != Theme::default().muted => {
                    let half = text.size * text.text.chars().count() as f64 * 0.45;
                    for x in [text.at.x - half, text.at.x, text.at.x + half] {
                        let at = Point::new(x, text.at.y);
                        assert_eq!(within(at, &text.text), Some(true), "{} in {name}", text.text);
                    }
                }
                Shape::Rect { at, width, height, .. } => {
                    let end = Point::new(at.x + width * 2.5, at.y + height);
                    assert_eq!((within(*at, ""), within(end, "")), (None, None), "{name}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn rows_find_regions_by_code_and_name_and_the_lost_are_counted() {
    let scene = draw_map(&SOME, &country(), (480.0, 320.0));
    assert_eq!((scene.joined, scene.unmatched.lost), (Some(5), 1));
}

#[test]
fn a_region_without_a_row_is_hatched() {
    let hatched = |cells: &[(&str, f64)]| {
        let scene = draw_map(cells, &country(), (480.0, 320.0));
        let is_hatched = |fill: &&Option<Fill>| fill.is_some_and(|fill| fill.hatch.is_some());
        let hatched = |shape: &Shape| match shape {
            Shape::Regions { fills, .. } => fills.iter().filter(is_hatched).count(),
            _ => 0,
        };
        scene.picture.shapes.iter().map(hatched).sum::<usize>()
    };
    assert_eq!(hatched(&SOME), 1);
    assert_eq!(hatched(&[]), 6);
}

#[test]
fn every_prefecture_of_the_demo_is_on_the_map_of_henan() {
    let text = std::fs::read("public/data/nanzhao/prefectures.json").unwrap();
    let file: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let cells: Vec<(&str, f64)> = file["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["code"].as_str().unwrap(), row["rate"].as_f64().unwrap()))
        .collect();
    let scene = draw_map(&cells, &shipped("henan"), (400.0, 400.0));
    assert_eq!((scene.joined, scene.unmatched.lost), (Some(18), 0));
}

#[test]
fn tiny_and_empty_maps_are_drawn_without_a_fault() {
    for size in [(80.0, 60.0), (1.0, 1.0), (0.0, 0.0)] {
        draw_map(&SOME, &country(), size);
    }
}

#[test]
fn a_map_says_whose_outline_it_is_and_that_it_was_not_reviewed() {
    let said = caption(&shipped("henan"), Lang::Zh);
    assert!(said.contains("ECharts") && said.contains("无审图号"), "{said}");
    let mut reviewed = country();
    reviewed.approval_no = Some("GS(2020)0001".into());
    assert!(caption(&reviewed, Lang::En).contains("approval no. GS(2020)0001"));
}

#[test]
fn each_region_tells_its_value_or_that_it_has_none() {
    let outline = country();
    let scene = draw_map(&SOME, &outline, (480.0, 320.0));
    let told: Vec<(&str, &str)> =
        scene.marks.iter().map(|mark| (mark.label.as_str(), mark.told[0].value.as_str())).collect();
    let expect = [
        ("东川省", "12"),
        ("西岭省", "40.5"),
        ("南原省", "27"),
        ("北渡省", "27"),
        ("中州省", "无数据"),
        ("海口省", "8"),
    ];
    assert_eq!(told, expect);
    for (at, mark) in scene.marks.iter().enumerate() {
        assert_eq!(scene.hit(mark.at, 0.0), Some(at), "{}", mark.label);
        assert_eq!(mark.told[0].color.is_none(), at == 4);
    }
}

#[test]
fn a_published_figure_is_told_as_it_was_printed() {
    let place = crate::rows::texts("place", &["东川"]);
    let value = crate::rows::field("value", "", Type::Figure, &[Value::Text("近12.50%")]);
    let outline = country();
    let scene = on((480.0, 320.0), |on| {
        let on = Draw { outline: Some(&outline), ..*on };
        map::draw(&map::Options::default(), &Table::new(vec![place, value]), &on)
    });
    assert_eq!(scene.marks[0].told[0].value, "近12.50%");
}

#[test]
fn rings_for_the_pointer_are_no_finer_than_half_a_pixel() {
    let outline = shipped("china");
    let points = |size| {
        let scene = draw_map(&[], &outline, size);
        assert_eq!(scene.marks.len(), outline.regions.len());
        let count = |mark: &Mark| match &mark.reach {
            Reach::Region { sheet, region, .. } => {
                sheet.rings(&sheet.plots()[*region]).map(<[_]>::len).sum()
            }
            _ => 0,
        };
        scene.marks.iter().map(count).sum::<usize>()
    };
    let (small, large) = (points((80.0, 60.0)), points((1200.0, 800.0)));
    assert!(small * 3 < large, "{small} {large}");
}
