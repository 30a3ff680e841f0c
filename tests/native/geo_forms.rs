//! One little map of two counties, invented, in every form that is read.

use std::fmt::Write;

use crate::fuzz_bodies::hit;
use daping::geo::{Datum, File, LonLat, Outline, Projection, Xy};
use serde_json::json;

type Ring = &'static [(f64, f64)];

/// 甲县 with a hole, and 乙县 beside it with an island.
const FIRST: [Ring; 2] = [
    &[(113.0, 33.0), (113.0, 34.0), (112.0, 34.0), (112.0, 33.0)],
    &[(112.25, 33.25), (112.25, 33.75), (112.75, 33.75), (112.75, 33.25)],
];
const SECOND: [Ring; 2] = [
    &[(113.0, 33.0), (114.0, 33.0), (114.0, 34.0), (113.0, 34.0)],
    &[(115.0, 33.0), (115.5, 33.0), (115.5, 33.5)],
];

fn closed(ring: Ring) -> Vec<(f64, f64)> {
    ring.iter().chain(ring.first()).copied().collect()
}

fn read(text: &str) -> Outline {
    Outline::read(text.as_bytes(), &File::default()).unwrap()
}

fn geojson() -> String {
    let first = json!({"type":"Polygon","coordinates":FIRST.map(closed)});
    let second = json!({"type":"MultiPolygon","coordinates":SECOND.map(|ring| [closed(ring)])});
    json!({"type":"FeatureCollection","name":"two","features":[
        {"type":"Feature","id":"041321","properties":{"name":"甲县","cp":[112.1,33.1]},"geometry":first},
        {"type":"Feature","properties":{"adcode":411322,"name":"乙县"},"geometry":second},
    ]})
    .to_string()
}

/// Arc 0 is the border that both have.
const TOPOLOGY: &str = r#"{"type":"Topology","name":"two",
 "objects":{"counties":{"type":"GeometryCollection","geometries":[
  {"type":"Polygon","arcs":[[0,1],[2]],"id":"041321","properties":{"name":"甲县","cp":[112.1,33.1]}},
  {"type":"MultiPolygon","arcs":[[[3,-1]],[[4]]],"properties":{"adcode":411322.0,"name":"乙县"}}]},
  "land":{"type":"MultiPolygon","arcs":[[[1,3]],[[4]]]}},
 "arcs":ARCS}"#;

fn topology() -> String {
    let arcs = "[[[113,33],[113,34]],
     [[113,34],[112,34],[112,33],[113,33]],
     [[112.25,33.25],[112.25,33.75],[112.75,33.75],[112.75,33.25],[112.25,33.25]],
     [[113,33],[114,33],[114,34],[113,34]],
     [[115,33],[115.5,33],[115.5,33.5],[115,33]]]";
    TOPOLOGY.replace("ARCS", arcs)
}

/// In quarters of a degree from 112° E, 33° N, each point a step from the one before.
fn quantised() -> String {
    let arcs = "[[[4,0],[0,4]],[[4,4],[-4,0],[0,-4],[4,0]],[[1,1],[0,2],[2,0],[0,-2],[-2,0]],
     [[4,0],[4,0],[0,4],[-4,0]],[[12,0],[2,0],[0,2],[-2,-2]]],
     \"transform\":{\"scale\":[0.25,0.25],\"translate\":[112,33]}";
    TOPOLOGY.replace("ARCS", arcs)
}

/// A ring as ECharts encodes it: its text, and the point from which the first step goes.
fn encode(ring: Ring, scale: f64) -> (String, [i64; 2]) {
    let steps = |degrees: f64| (degrees * scale) as i64;
    let start = ring.first().map(|p| [steps(p.0), steps(p.1)]).unwrap();
    let (mut last, mut text) = (start, String::new());
    for (lon, lat) in closed(ring) {
        let point = [steps(lon), steps(lat)];
        for step in [point[0] - last[0], point[1] - last[1]] {
            let zigzag = ((step << 1) ^ (step >> 63)) + 64;
            write!(text, "{}", char::from_u32(zigzag as u32).unwrap()).unwrap();
        }
        last = point;
    }
    (text, start)
}

fn encoded(scale: f64, says_scale: bool) -> String {
    let [first, second] = [FIRST, SECOND].map(|rings| rings.map(|ring| encode(ring, scale)));
    let own = |rings: &[(String, [i64; 2])]| {
        let (texts, starts): (Vec<_>, Vec<_>) = rings.iter().cloned().unzip();
        json!({"type":"Polygon","coordinates":texts,"encodeOffsets":starts})
    };
    let several = |rings: &[(String, [i64; 2])]| {
        let texts: Vec<_> = rings.iter().map(|ring| [&ring.0]).collect();
        let starts: Vec<_> = rings.iter().map(|ring| [ring.1]).collect();
        json!({"type":"MultiPolygon","coordinates":texts,"encodeOffsets":starts})
    };
    let mut map = json!({"type":"FeatureCollection","UTF8Encoding":true,"name":"two","features":[
        {"type":"Feature","id":"041321","properties":{"name":"甲县","cp":[112.1,33.1]},"geometry":own(&first)},
        {"id":"411322","properties":{"name":"乙县"},"geometry":several(&second)},
    ]});
    if says_scale {
        map["UTF8Scale"] = json!(scale);
    }
    map.to_string()
}

#[test]
fn every_form_is_the_same_map() {
    let one = read(&geojson());
    assert_eq!((one.name.as_str(), one.tiles, one.oddities.len()), ("two", false, 0));
    let codes: Vec<_> = one.regions.iter().map(|r| (r.code.as_str(), r.name.as_str())).collect();
    assert_eq!(codes, [("041321", "甲县"), ("411322", "乙县")]);
    assert_eq!(one.regions[0].label, LonLat { lon: 112.1, lat: 33.1 });
    assert_eq!(one.regions[1].label, LonLat { lon: 113.5, lat: 33.5 });
    for (at, rings) in [FIRST, SECOND].iter().enumerate() {
        let places = |ring: &Ring| ring.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect();
        let rings: Vec<Vec<LonLat>> = rings.iter().map(places).collect();
        assert_eq!(one.regions[at].rings, rings);
    }
    let compact = one.written(1024);
    for text in
        [topology(), quantised(), encoded(1024.0, false), encoded(64.0, true), compact.clone()]
    {
        let other = read(&text);
        assert_eq!(other.regions, one.regions, "{text}");
        assert_eq!((other.name, other.oddities.len()), ("two".into(), 0), "{text}");
    }
    assert_eq!(read(&compact).written(1024), compact);
}

#[test]
fn a_feature_and_a_bare_geometry_are_a_map_of_one_region() {
    let ring = json!([closed(FIRST[0])]);
    let polygon = json!({"type":"Polygon","coordinates":ring});
    let feature =
        json!({"type":"Feature","properties":{"区划码":"041321","地名":"甲县"},"geometry":polygon});
    let bare = json!({"type":"Polygon","coordinates":ring,"properties":{"adcode":"041321"}});
    let parts = json!({"type":"GeometryCollection","properties":{"adcode":41321},
        "geometries":[polygon, {"type":"MultiPolygon","coordinates":[[closed(SECOND[1])]]}]});
    for (map, code, name, rings) in
        [(feature, "041321", "甲县", 1), (bare, "041321", "", 1), (parts, "41321", "", 2)]
    {
        let one = read(&map.to_string());
        let [region] = one.regions.as_slice() else { panic!("{map}") };
        assert_eq!((region.code.as_str(), region.name.as_str()), (code, name));
        assert_eq!(region.rings.len(), rings);
    }
}

#[test]
fn a_board_says_where_code_and_name_stand() {
    let map = json!({"type":"Feature","id":7,"geometry":{"type":"Polygon","coordinates":[closed(FIRST[0])]},
        "properties":{"adcode":"1","name":"乙","a/b":{"c":411321.0},"~":"甲县"}})
    .to_string();
    let read = |code: Option<&str>, name: Option<&str>| {
        let file =
            File { code: code.map(Into::into), name: name.map(Into::into), ..File::default() };
        let mut one = Outline::read(map.as_bytes(), &file).unwrap();
        let region = one.regions.remove(0);
        (region.code, region.name)
    };
    assert_eq!(read(None, None), ("1".into(), "乙".into()));
    let (code, name) = (Some("/properties/a~1b/c"), Some("/properties/~0"));
    assert_eq!(read(code, name), ("411321".into(), "甲县".into()));
    assert_eq!(read(Some("/id"), Some("/properties/none")), ("7".into(), "".into()));
}

#[test]
fn lines_are_lines() {
    let line = json!([[109.0, 3.4], [110.0, 5.0], [112.0, 24.6]]);
    let map = json!({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":line}},
        {"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[line, [[1, 2], [3, 4]]]}},
    ]});
    let one = read(&map.to_string());
    assert_eq!((one.regions.len(), one.lines.len(), one.oddities.len()), (0, 3, 0));
    assert_eq!(one.lines[0].len(), 3);
    assert_eq!(one.bounds().unwrap().north, 24.6);
    let projection = Projection::fit(&one, 100.0, 100.0, 0.0);
    assert!(one.lines.iter().flatten().map(|p| projection.to_xy(*p)).all(|p| p.x > -1e-6));
    assert_eq!(hit(&one, &projection, Xy { x: 50.0, y: 50.0 }), None);
    let topology = r#"{"type":"Topology","objects":{"dashes":{"type":"LineString","arcs":[0,-2]}},
        "arcs":[[[0,0],[1,1]],[[2,0],[1,1]]]}"#;
    let dashes = read(topology);
    assert_eq!(dashes.lines[0].last(), Some(&LonLat { lon: 2.0, lat: 0.0 }));
    assert_eq!(dashes.lines[0].len(), 3);
    assert_eq!(read(&one.written(1000)).lines, one.lines);
}

#[test]
fn tiles_are_equal_squares() {
    let text = r#"{"daping_tiles":1,"name":"南召","source":"自制","note":"示意","tiles":[
        {"code":"411321100","name":"城关镇","column":0,"row":0},
        {"code":411321200,"name":"石门乡","column":-1,"row":2},
        {"code":"411321200","name":"石门乡","column":-1,"row":3}]}"#;
    let one = read(text);
    assert!(one.tiles);
    assert_eq!(
        (one.name.as_str(), one.source.as_str(), one.note.as_deref()),
        ("南召", "自制", Some("示意"))
    );
    assert_eq!(one.regions.len(), 2);
    assert_eq!(one.regions[1].rings.len(), 2);
    assert_eq!(one.regions[0].label, LonLat { lon: 0.0, lat: 0.0 });
    let projection = Projection::fit(&one, 300.0, 392.0, 0.0);
    let sides = |at: usize| {
        let mut box_of = one.regions[at].rings[0].iter().map(|p| projection.to_xy(*p));
        let (a, c) = (box_of.next().unwrap(), box_of.nth(1).unwrap());
        ((c.x - a.x).abs(), (c.y - a.y).abs())
    };
    for at in 0..2 {
        let (width, height) = sides(at);
        assert!((width - 92.0).abs() < 1e-6 && (height - 92.0).abs() < 1e-6, "{width} {height}");
    }
    for (at, region) in one.regions.iter().enumerate() {
        assert_eq!(hit(&one, &projection, projection.to_xy(region.label)), Some(at));
    }
    assert_eq!(read(&one.written(1)).regions[0], one.regions[0]);
}

#[test]
fn gcj_02_is_moved_in_every_form() {
    let file = File { datum: Datum::Gcj02, ..File::default() };
    for text in [geojson(), quantised(), encoded(1024.0, false), read(&geojson()).written(1024)] {
        let (plain, moved) = (read(&text), Outline::read(text.as_bytes(), &file).unwrap());
        for (one, other) in plain.regions.iter().zip(&moved.regions) {
            let places = one.rings.iter().flatten().chain([&one.label]);
            for (was, is) in places.zip(other.rings.iter().flatten().chain([&other.label])) {
                let (east, north) = (was.lon - is.lon, was.lat - is.lat);
                assert!((0.003..0.008).contains(&east), "{east} of {text}");
                assert!((-0.003..0.001).contains(&north), "{north} of {text}");
            }
        }
    }
}

/// A peninsula that ends beyond 180°, and an island there.
#[test]
fn what_lies_across_180_degrees_stays_together() {
    let map = json!({"type":"FeatureCollection","features":[
        {"id":"1","geometry":{"type":"Polygon","coordinates":
            [[[150,60],[170,60],[-170,65],[170,70],[150,70],[150,60]]]}},
        {"id":"2","properties":{"cp":[-174.0,71.5]},"geometry":{"type":"Polygon","coordinates":
            [[[-175,71],[-173,71],[-173,72],[-175,72],[-175,71]]]}},
    ]});
    let one = read(&map.to_string());
    let bounds = one.bounds().unwrap();
    assert_eq!((bounds.west, bounds.east), (150.0, 190.0));
    assert_eq!(one.regions[1].label, LonLat { lon: 186.0, lat: 71.5 });
    let projection = Projection::fit(&one, 400.0, 200.0, 0.0);
    let at = |lon, lat| hit(&one, &projection, projection.to_xy(LonLat { lon, lat }));
    assert_eq!((at(160.0, 65.0), at(185.0, 65.0), at(186.0, 71.5)), (Some(0), Some(0), Some(1)));
    assert_eq!((at(185.0, 61.0), at(170.0, 71.5)), (None, None));
    let there = |lon: f64| one.beside(LonLat { lon, lat: 60.0 }).lon;
    assert_eq!((there(-174.0), there(160.0), there(10.0)), (186.0, 160.0, 10.0));
    let back = read(&one.written(100)).regions;
    assert!(back.iter().zip(&one.regions).all(|(back, region)| back.rings == region.rings));
}
