//! `flow` from outside: where rows begin and end, both directions, what is merged and what is lost, and names
//! that keep apart at any size.

use daping::data::table::Table;
use daping::geo::Outline;
use daping::look::format::Format;
use daping::look::{Shape, Theme};
use daping::panel::{Draw, Reach, Scene};

use crate::country::{country, shipped};
use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{WALL, kind, numbers, on, texts};

/// The sizes at which every kind is legible.
pub const SIZES: [(f64, f64); 7] =
    [(200.0, 120.0), WALL, (1200.0, 500.0), (300.0, 420.0), (80.0, 60.0), (1.0, 1.0), (0.0, 0.0)];

pub fn flow(options: &str, rows: &Table, outline: &Outline, size: (f64, f64)) -> Scene {
    on(size, |on| {
        let on = Draw { outline: Some(outline), format: Format::Full, ..*on };
        kind(&format!(r#"{{"kind": "flow", {options}}}"#)).draw(rows, &on)
    })
}

fn places(cells: &[(&str, f64)]) -> Table {
    let (places, values): (Vec<&str>, Vec<f64>) = cells.iter().copied().unzip();
    Table::new(vec![texts("place", &places), numbers("value", "", &values)])
}

pub fn pairs(cells: &[(&str, &str, f64)]) -> Table {
    let column = |which: fn(&(&str, &str, f64)) -> String| -> Vec<String> {
        cells.iter().map(which).collect()
    };
    let (from, to) = (column(|cell| cell.0.into()), column(|cell| cell.1.into()));
    let text =
        |name, cells: &[String]| texts(name, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    let values: Vec<f64> = cells.iter().map(|cell| cell.2).collect();
    Table::new(vec![text("from", &from), text("to", &to), numbers("人数", "人", &values)])
}

const FROM: &str = r#""from": {"name": "起点", "at": [113.0, 31.0]}"#;

const SOME: [(&str, f64); 6] = [
    ("东川", 12.0),
    ("西岭省", 40.5),
    ("300000", 27.0),
    ("北渡", 27.0),
    ("海口", 8.0),
    ("乌有", 3.0),
];

const MANY: [(&str, &str, f64); 9] = [
    ("东川", "西岭", 40.0),
    ("西岭", "东川", 25.0),
    ("东川省", "200000", 10.0),
    ("南原", "海口", 30.0),
    ("中州", "海口", 12.0),
    ("北渡", "西岭", 18.0),
    ("北渡", "中州", 6.0),
    ("海口", "海口", 5.0),
    ("乌有", "海口", 5.0),
];

pub fn labels(scene: &Scene) -> Vec<&str> {
    scene.marks.iter().map(|mark| mark.label.as_str()).collect()
}

pub fn told<'a>(scene: &'a Scene, label: &str) -> Vec<&'a str> {
    let mark = scene.marks.iter().find(|mark| mark.label == label).expect("a mark of that label");
    mark.told.iter().map(|told| told.value.as_str()).collect()
}

pub fn words(scene: &Scene) -> Vec<&str> {
    let mut words = Vec::new();
    for shape in &scene.picture.shapes {
        if let Shape::Text(text) = shape {
            words.push(text.text.as_str());
        }
    }
    words
}

fn nanzhao() -> Table {
    let bytes = std::fs::read("public/data/nanzhao/roster.json").expect("the roster");
    let file: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let columns = file["columns"].as_array().expect("columns");
    let province = columns.iter().position(|name| name == "province").expect("a province");
    let mut counts = std::collections::BTreeMap::<&str, f64>::new();
    for row in file["rows"].as_array().expect("rows") {
        if let Some(name) = row[province].as_str() {
            *counts.entry(name).or_default() += 1.0;
        }
    }
    places(&counts.into_iter().collect::<Vec<_>>())
}

const NANZHAO: &str = r#""from": {"name": "南召县", "at": [112.43, 33.49]}"#;

#[test]
fn flow_golden() {
    golden_scene("flow", &flow(FROM, &places(&SOME), &country(), (480.0, 320.0)));
}

#[test]
fn names_crowd_neither_the_county_nor_each_other_on_the_wall() {
    let outline = shipped("china");
    for (name, size) in [("flow-nanzhao", (760.0, 640.0)), ("flow-nanzhao-large", (1200.0, 900.0))]
    {
        let scene = flow(NANZHAO, &nanzhao(), &outline, size);
        golden_scene(name, &scene);
        assert!(words(&scene).len() >= 10, "{:?}", words(&scene));
        let glow = scene.picture.shapes.iter().find_map(|shape| match shape {
            Shape::Circle { at, fill, .. } if *fill == Theme::default().late => Some(*at),
            _ => None,
        });
        let glow = glow.expect("the county");
        for shape in &scene.picture.shapes {
            let Shape::Text(text) = shape else { continue };
            let [low, high] = crate::legible::words_box(text);
            let near =
                (glow.x - glow.x.clamp(low.x, high.x)).hypot(glow.y - glow.y.clamp(low.y, high.y));
            assert!(near > 10.0, "{} on the county's light", text.text);
        }
    }
}

#[test]
fn an_arc_for_each_destination_that_somebody_goes_to() {
    let cells = [("浙江省", 5.0), ("广东省", 9.0), ("北京市", 0.0), ("火星", 2.0)];
    let scene = flow(FROM, &places(&cells), &shipped("china"), (600.0, 400.0));
    assert_eq!((scene.arcs.len(), scene.unmatched.lost), (2, 1));
    assert_eq!(scene.unmatched.rows, ["火星"]);
    assert!(scene.notice.is_some_and(|notice| notice.starts_with("1 行")), "Beijing gets nothing");
    let widest = scene.arcs.iter().map(|arc| arc.radius).fold(0.0, f64::max);
    assert!(scene.arcs.iter().any(|arc| arc.radius < widest));
}

#[test]
fn ends_and_ways_tell_their_values_from_the_largest_on() {
    let scene = flow(FROM, &places(&SOME), &country(), (480.0, 320.0));
    let labels = labels(&scene);
    assert_eq!((labels[0], labels[1], labels[6]), ("起点", "西岭省", "起点 → 西岭省"));
    assert_eq!(labels.len(), 11);
    assert_eq!(told(&scene, "起点"), ["114.5"]);
    let arc = &scene.marks[6];
    assert_eq!((arc.told[0].value.as_str(), arc.reach.holds(arc.at)), ("40.5", true));
    assert_eq!(scene.hit(arc.at, 0.0), Some(6));
}

#[test]
fn coordinates_come_before_places_and_places_before_the_outline() {
    let all = r#""from": {"name": "起点", "at": [113.0, 31.0]}, "places": {"东川": [114.0, 31.0], "港": [115.0, 31.0]}"#;
    let x = |rows: &Table, name: &str| {
        let scene = flow(all, rows, &country(), (480.0, 320.0));
        let label = format!("起点 → {name}");
        let way = scene.marks.iter().position(|mark| mark.label == label).expect(name);
        match &scene.marks[way].reach {
            Reach::Along { points, .. } => points.last().expect("an end").x,
            other => panic!("{other:?}"),
        }
    };
    let named = places(&[("东川", 1.0), ("港", 1.0), ("西岭", 1.0)]);
    let degree = x(&named, "港") - x(&named, "东川");
    assert!(degree > 20.0, "a degree between two places of the board: {degree}");
    let own = Table::new(vec![
        texts("place", &["东川"]),
        numbers("lon", "", &[115.0]),
        numbers("lat", "", &[31.0]),
    ]);
    assert!((x(&own, "东川") - x(&named, "港")).abs() < 1.0, "the row's own coordinates");
    assert!(x(&named, "西岭省") < x(&named, "东川"), "the outline knows 西岭");
}

#[test]
fn a_fixed_place_may_be_known_by_its_name() {
    let scene = flow(r#""from": {"name": "中州"}"#, &places(&SOME), &country(), (480.0, 320.0));
    assert_eq!((scene.arcs.len(), scene.unmatched.lost), (5, 1));
    let scene = flow(r#""from": {"name": "无处"}"#, &places(&SOME), &country(), (480.0, 320.0));
    assert_eq!((scene.arcs.len(), scene.unmatched.lost), (0, 6));
    assert_eq!(scene.unmatched.rows, ["无处", "乌有"]);
}

#[test]
fn rows_of_the_same_ends_are_one_and_each_arc_has_its_own_origin() {
    let scene = flow("\"map\": \"x\"", &pairs(&MANY), &country(), (480.0, 320.0));
    golden_scene("flow-many", &scene);
    assert_eq!((scene.arcs.len(), scene.unmatched.lost), (6, 1));
    assert_eq!(told(&scene, "东川省 → 西岭省"), ["50人"], "names and codes mean one region");
    assert_eq!(told(&scene, "海口省"), ["47人", "5人"], "what stays counts in and out");
}

#[test]
fn there_and_back_lie_on_either_side_and_the_legend_names_them() {
    let two = |back: f64| {
        let mut cells = vec![("起点", "东川", 30.0), ("起点", "海口", 20.0), ("起点", "北渡", 9.0)];
        cells.extend([("东川", "起点", 22.0), ("北渡", "起点", back)]);
        pairs(&cells)
    };
    let options = format!(r#"{FROM}, "direction": "both""#);
    let scene = flow(&options, &two(14.0), &country(), (480.0, 320.0));
    golden_scene("flow-both", &scene);
    assert_eq!(scene.arcs.len(), 5);
    let middle = |label: &str| scene.marks.iter().find(|mark| mark.label == label).expect(label).at;
    let (there, back) = (middle("起点 → 东川省"), middle("东川省 → 起点"));
    assert!((there.x - back.x).hypot(there.y - back.y) > 20.0, "{there:?} {back:?}");
    let words = words(&scene);
    assert!(words.contains(&"去程 59人") && words.contains(&"返程 36人"), "{words:?}");
    // The same as two fields of one row.
    let rows = Table::new(vec![
        texts("place", &["东川", "海口"]),
        numbers("value", "人", &[30.0, 20.0]),
        numbers("back", "人", &[22.0, f64::NAN]),
    ]);
    let scene = flow(&options, &rows, &country(), (480.0, 320.0));
    assert_eq!(scene.arcs.len(), 3);
    assert_eq!(told(&scene, "东川省 → 起点"), ["22人"]);
}

#[test]
fn a_view_of_flows_encloses_the_ends_and_their_bows() {
    let rows = pairs(&[("东川", "西岭", 3.0), ("西岭", "东川", 2.0)]);
    let scene = flow("\"view\": \"flows\"", &rows, &country(), WALL);
    let points = scene.marks.iter().filter_map(|mark| match &mark.reach {
        Reach::Along { points, .. } => Some(points),
        _ => None,
    });
    let points: Vec<_> = points.flatten().collect();
    assert!(points.iter().all(|at| (0.0..WALL.0).contains(&at.x) && (0.0..WALL.1).contains(&at.y)));
    let low = points.iter().map(|at| at.x).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|at| at.x).fold(0.0, f64::max);
    assert!(high - low > WALL.0 * 0.6, "two neighbours are as wide as the panel: {low} to {high}");
    // Ends at one place are no reason to fail.
    let one = pairs(&[("东川", "东川", 3.0)]);
    assert_eq!(flow("\"view\": \"flows\"", &one, &country(), WALL).arcs, []);
}

#[test]
fn a_name_with_a_character_that_nobody_sees_is_told() {
    let scene = flow(FROM, &places(&[("东\u{200b}川", 2.0)]), &country(), WALL);
    assert_eq!(scene.unmatched.hidden, ["东\u{200b}川 (U+200B ZERO WIDTH SPACE)"]);
}

#[test]
fn rows_may_lead_to_the_fixed_place() {
    let options = format!(r#"{FROM}, "direction": "in""#);
    let scene = flow(&options, &places(&SOME), &country(), (480.0, 320.0));
    assert_eq!(told(&scene, "西岭省 → 起点"), ["40.5"]);
}

#[test]
fn what_is_not_among_the_top_is_said() {
    let outline = shipped("china");
    let options = format!(r#"{NANZHAO}, "top": 6"#);
    let scene = flow(&options, &nanzhao(), &outline, WALL);
    golden_scene("flow-top", &scene);
    let all = flow(NANZHAO, &nanzhao(), &outline, WALL);
    assert_eq!((scene.arcs.len(), scene.notice.as_deref()), (6, None));
    let rest = all.arcs.len() - 6;
    let said = words(&scene).into_iter().find(|word| word.starts_with("其余")).map(str::to_string);
    assert!(said.is_some_and(|said| said.starts_with(&format!("其余 {rest} 条 "))));
    // Where the legend has no room, the notice says it.
    let tiny = flow(&options, &nanzhao(), &outline, (80.0, 60.0));
    assert!(tiny.notice.is_some_and(|notice| notice.starts_with("其余")));
}

#[test]
fn ten_thousand_arcs_are_a_few_strokes() {
    let count = 10_000;
    let lon: Vec<f64> = (0..count).map(|at| 100.0 + f64::from(at % 200) * 0.1).collect();
    let lat: Vec<f64> = (0..count).map(|at| 25.0 + f64::from(at / 200) * 0.2).collect();
    let values: Vec<f64> = (0..count).map(|at| f64::from(at % 97 + 1)).collect();
    let rows = Table::new(vec![
        numbers("value", "", &values),
        numbers("lon", "", &lon),
        numbers("lat", "", &lat),
    ]);
    let options = format!(r#"{NANZHAO}, "top": 20000"#);
    let scene = flow(&options, &rows, &shipped("china"), (1600.0, 900.0));
    assert_eq!(scene.arcs.len(), 10_000);
    let paths = scene.picture.shapes.iter().filter(|shape| matches!(shape, Shape::Path { .. }));
    assert!(paths.count() <= 8);
    assert!(scene.marks.len() <= 5_000);
}

#[test]
fn without_an_outline_there_is_a_list() {
    let list = |size, options: &str, rows: &Table| {
        on(size, |on| kind(&format!(r#"{{"kind": "flow", {options}}}"#)).draw(rows, on))
    };
    let scene = list(WALL, NANZHAO, &nanzhao());
    golden_scene("flow-list", &scene);
    assert_eq!(words(&scene)[..2], ["南召县 → 浙江省", "1,662"]);
    assert_eq!(labels(&scene)[0], "南召县 → 浙江省");
    let inward = format!(r#"{NANZHAO}, "direction": "in""#);
    assert_eq!(labels(&list(WALL, &inward, &nanzhao()))[0], "浙江省 → 南召县");
    for size in SIZES {
        let scene = list(size, "\"map\": \"x\"", &pairs(&MANY));
        stays_inside(&scene.picture);
        words_keep_apart(&scene.picture);
    }
}

#[test]
fn names_keep_apart_and_inside_at_any_size() {
    let china = shipped("china");
    let both = format!(r#"{FROM}, "direction": "both""#);
    for size in SIZES {
        for scene in [
            flow(NANZHAO, &nanzhao(), &china, size),
            flow("\"top\": 3", &pairs(&MANY), &country(), size),
            flow(&both, &pairs(&MANY), &country(), size),
            flow("\"view\": \"flows\"", &pairs(&MANY), &country(), size),
        ] {
            stays_inside(&scene.picture);
            words_keep_apart(&scene.picture);
        }
    }
    for em in [12.0, 40.0, 80.0] {
        let scene = on(WALL, |on| {
            let on = Draw { outline: Some(&china), em, ..*on };
            kind(&format!(r#"{{"kind": "flow", {NANZHAO}}}"#)).draw(&nanzhao(), &on)
        });
        stays_inside(&scene.picture);
        words_keep_apart(&scene.picture);
    }
}

#[test]
fn nothing_is_drawn_of_rows_that_say_nothing() {
    let rows =
        Table::new(vec![texts("place", &["", "东川"]), numbers("value", "", &[3.0, f64::NAN])]);
    let scene = flow(FROM, &rows, &country(), (480.0, 320.0));
    assert_eq!((scene.arcs.len(), scene.unmatched.lost), (0, 0));
    assert!(scene.notice.is_some_and(|notice| notice.starts_with("2 行")));
    for options in [FROM, "\"map\": \"x\"", r#""form": "routes""#, r#""view": "flows""#] {
        let scene = flow(options, &Table::new(Vec::new()), &country(), WALL);
        assert_eq!((scene.arcs.len(), scene.notice), (0, None));
    }
}
