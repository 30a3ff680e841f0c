//! Links from outside: goldens of `sankey` and `network`, what holds at any size with any rows, and
//! that the order of the rows is nobody's business.

use daping::data::table::{Table, Type, Value};
use daping::look::{Picture, Shape};
use daping::panel::{Draw, Scene};
use proptest::prelude::*;

use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{SMALL, TINY, WALL, field, kind, numbers, on, scene, texts};

const PORTRAIT: (f64, f64) = (300.0, 420.0);
const WIDE: (f64, f64) = (1200.0, 500.0);

fn links(all: &[(&str, &str, f64)]) -> Table {
    let column = |of: fn(&(&str, &str, f64)) -> String| all.iter().map(of).collect::<Vec<_>>();
    let (from, to) = (column(|link| link.0.into()), column(|link| link.1.into()));
    let words = |all: &[String], name: &str| {
        let cells: Vec<Value<'_>> = all.iter().map(|own| Value::Text(own)).collect();
        field(name, "", Type::Text, &cells)
    };
    let values: Vec<f64> = all.iter().map(|link| link.2).collect();
    Table::new(vec![words(&from, "from"), words(&to, "to"), numbers("value", "人", &values)])
}

/// From towns by ways to provinces.
const WAYS: [(&str, &str, f64); 18] = [
    ("云阳镇", "有组织输出", 620.0),
    ("云阳镇", "亲友介绍", 240.0),
    ("皇路店镇", "有组织输出", 410.0),
    ("皇路店镇", "自发外出", 180.0),
    ("南河店镇", "亲友介绍", 330.0),
    ("南河店镇", "自发外出", 95.0),
    ("留山镇", "有组织输出", 205.0),
    ("留山镇", "网络招聘", 61.0),
    ("四棵树乡", "自发外出", 150.0),
    ("有组织输出", "浙江", 700.0),
    ("有组织输出", "广东", 380.0),
    ("有组织输出", "江苏", 155.0),
    ("亲友介绍", "广东", 310.0),
    ("亲友介绍", "北京", 260.0),
    ("自发外出", "江苏", 240.0),
    ("自发外出", "新疆", 185.0),
    ("网络招聘", "浙江", 41.0),
    ("网络招聘", "北京", 20.0),
];

fn sankey(all: &[(&str, &str, f64)], size: (f64, f64)) -> Scene {
    scene(r#"{"kind": "sankey"}"#, &links(all), size)
}

fn long_names() -> Vec<(String, String, f64)> {
    let name = |at: usize| format!("第{at}号名字很长的产业集聚区{}", "Development Zone ".repeat(3));
    (0..12).map(|at| (name(at % 5), name(5 + at % 7), 10.0 + at as f64)).collect()
}

/// 500 links among 90 nodes in three layers.
fn many() -> Vec<(String, String, f64)> {
    let link = |at: usize| {
        let layer = at % 2;
        let (from, to) = (at / 2 % 30 + 30 * layer, at * 7 / 30 % 30 + 30 * (layer + 1));
        (format!("源{from:02}"), format!("源{to:02}"), 1.0 + (at * at % 101) as f64)
    };
    (0..500).map(link).collect()
}

fn borrowed(all: &[(String, String, f64)]) -> Vec<(&str, &str, f64)> {
    all.iter().map(|(from, to, value)| (from.as_str(), to.as_str(), *value)).collect()
}

#[test]
fn sankey_goldens() {
    golden_scene("sankey", &sankey(&WAYS, WALL));
    golden_scene("sankey-portrait", &sankey(&WAYS, PORTRAIT));
    golden_scene("sankey-wide", &sankey(&WAYS, WIDE));
    golden_scene("sankey-small", &sankey(&WAYS, SMALL));
    golden_scene("sankey-tiny", &sankey(&WAYS, TINY));
    golden_scene("sankey-one", &sankey(&[("申请", "审批", 12.0)], WALL));
    golden_scene("sankey-long-names", &sankey(&borrowed(&long_names()), WALL));
    golden_scene("sankey-many", &sankey(&borrowed(&many()), WALL));
}

#[test]
fn sankey_bad_rows_golden() {
    let bad = [
        ("甲", "乙", 30.0),
        ("乙", "丙", 20.0),
        ("丙", "甲", 5.0),
        ("丙", "丙", 8.0),
        ("甲", "丁", -4.0),
        ("乙", "丁", f64::NAN),
        ("", "丁", 6.0),
        ("丙", "戊", 12.0),
    ];
    let scene = sankey(&bad, WALL);
    golden_scene("sankey-bad", &scene);
    let notice = scene.notice.expect("something is left out");
    assert!(notice.contains("3 行") && notice.contains("2 条"), "{notice}");
}

#[test]
fn a_sankey_of_nothing_is_empty() {
    assert!(sankey(&[], WALL).picture.shapes.is_empty());
    let only = sankey(&[("甲", "甲", 3.0)], WALL);
    assert!(only.picture.shapes.is_empty() && only.notice.is_some());
    let two = Table::new(vec![texts("a", &["甲"]), numbers("n", "", &[1.0])]);
    assert!(scene(r#"{"kind": "sankey"}"#, &two, WALL).picture.shapes.is_empty());
    let misnamed = scene(r#"{"kind": "sankey", "to": "nowhere"}"#, &links(&WAYS), WALL);
    assert!(misnamed.picture.shapes.is_empty());
}

#[test]
fn a_tip_of_a_sankey_tells_what_comes_in_and_goes_out() {
    let scene = sankey(&WAYS, WALL);
    let node = scene.marks.iter().find(|mark| mark.label == "有组织输出").expect("a node");
    let told: Vec<_> = node.told.iter().map(|told| (&*told.name, &*told.value)).collect();
    assert_eq!(told, [("流入", "1,235人"), ("流出", "1,235人")]);
    let link = scene.marks.iter().position(|mark| mark.label == "云阳镇 → 亲友介绍");
    let at = scene.marks[link.expect("a link")].at;
    assert_eq!(scene.hit(at, 0.0), link);
}

#[test]
fn a_sankey_without_numbers_counts_rows() {
    let rows =
        Table::new(vec![texts("town", &["甲", "甲", "甲"]), texts("way", &["车", "车", "船"])]);
    let scene = scene(r#"{"kind": "sankey"}"#, &rows, WALL);
    let link = scene.marks.iter().find(|mark| mark.label == "甲 → 车").expect("a link");
    assert_eq!(link.told[0].value, "2");
}

const STATES: &str =
    r#"{"kind": "network", "good": ["正常"], "late": ["延迟"], "failed": ["中断"]}"#;

/// A county's exchange, its towns and their villages, some of them in trouble.
fn exchange() -> Table {
    let mut all: Vec<(String, String, f64, &str)> = Vec::new();
    for (at, town) in TOWNS.iter().enumerate() {
        let state = if at == 5 { "延迟" } else { "正常" };
        all.push(("县交换平台".into(), town.to_string(), 900.0 / (at + 1) as f64, state));
        for village in 0..(at * 5 % 7) {
            let state = match at * 7 + village {
                10 | 31 => "中断",
                36 => "延迟",
                23 => "维护",
                _ => "正常",
            };
            all.push((town.to_string(), format!("{}{}村", &town[..3], village + 1), 40.0, state));
        }
    }
    all.push((TOWNS[1].into(), TOWNS[6].into(), 120.0, "正常"));
    stated(&all)
}

const TOWNS: [&str; 9] = [
    "云阳镇",
    "皇路店镇",
    "南河店镇",
    "留山镇",
    "四棵树乡",
    "马市坪乡",
    "崔庄乡",
    "石门乡",
    "板山坪镇",
];

fn stated(all: &[(String, String, f64, &str)]) -> Table {
    let plain: Vec<_> = all.iter().map(|own| (own.0.as_str(), own.1.as_str(), own.2)).collect();
    let states: Vec<&str> = all.iter().map(|own| own.3).collect();
    let mut fields = links(&plain).fields().to_vec();
    fields.push(texts("state", &states));
    Table::new(fields)
}

fn network(all: &[(&str, &str, f64)], size: (f64, f64)) -> Scene {
    scene(r#"{"kind": "network"}"#, &links(all), size)
}

#[test]
fn network_goldens() {
    golden_scene("network", &scene(STATES, &exchange(), WALL));
    golden_scene("network-portrait", &scene(STATES, &exchange(), PORTRAIT));
    golden_scene("network-wide", &scene(STATES, &exchange(), WIDE));
    golden_scene("network-small", &scene(STATES, &exchange(), SMALL));
    golden_scene("network-tiny", &scene(STATES, &exchange(), TINY));
    golden_scene("network-one", &network(&[("平台", "终端", 12.0)], WALL));
    golden_scene("network-long-names", &network(&borrowed(&long_names()), WALL));
    golden_scene("network-many", &network(&borrowed(&crowd()), WALL));
}

/// A star of 120, its ends linked here and there, and a second part that nothing links with it.
fn crowd() -> Vec<(String, String, f64)> {
    let mut all: Vec<_> = (0..120).map(|at| ("总站".into(), format!("站{at:03}"), 1.0)).collect();
    all.extend((0..80).map(|at| (format!("站{at:03}"), format!("端{at:03}"), 1.0)));
    let end = |at: usize| format!("端{:03}", at % 80);
    all.extend((0..300).map(|at| (end(at * 7), end(at * 11 + 1), 1.0)));
    all
}

#[test]
fn network_bad_rows_golden() {
    let bad = [
        ("甲", "乙", 30.0),
        ("乙", "丙", -20.0),
        ("丙", "甲", f64::NAN),
        ("丙", "丙", 8.0),
        ("", "丁", 6.0),
        ("甲", "戊", 12.0),
        ("戊", "甲", 12.0),
        ("远", "方", 3.0),
    ];
    let scene = network(&bad, WALL);
    golden_scene("network-bad", &scene);
    let notice = scene.notice.expect("something is left out");
    assert!(notice.contains("2 行"), "{notice}");
    let nodes = scene.marks.iter().filter(|mark| !mark.label.contains('–')).count();
    assert_eq!((nodes, scene.marks.len() - nodes), (6, 5));
}

#[test]
fn a_network_of_nothing_is_empty() {
    assert!(network(&[], WALL).picture.shapes.is_empty());
    let only = network(&[("甲", "甲", 3.0)], WALL);
    assert!(only.picture.shapes.is_empty() && only.notice.is_some());
}

#[test]
fn too_many_nodes_leave_the_least_linked_out_and_say_so() {
    let all = borrowed(&crowd()).iter().map(|own| own.1.to_string()).collect::<Vec<_>>();
    let mut names: Vec<_> = all.into_iter().chain(["总站".to_string()]).collect();
    names.sort();
    names.dedup();
    let scene = network(&borrowed(&crowd()), WALL);
    let nodes = scene.marks.iter().filter(|mark| !mark.label.contains('–')).count();
    assert_eq!(nodes, 150);
    let notice = scene.notice.expect("nodes are left out");
    assert!(notice.contains(&format!("{} 个", names.len() - 150)), "{notice}");
}

/// As many rows as an answer may have, nearly all of them names of their own.
#[test]
fn a_hundred_thousand_rows_are_bounded() {
    let row = |at: usize| (format!("a{}", at % 50_000), format!("b{}", at / 2), at as f64);
    let rows: Vec<_> = (0..100_000).map(row).collect();
    for (word, most) in [("sankey", 60 + 200), ("network", 150 + 1_000)] {
        let json = format!(r#"{{"kind": "{word}"}}"#);
        let scene = scene(&json, &links(&borrowed(&rows)), WALL);
        assert!(scene.notice.is_some() && (1..=most).contains(&scene.marks.len()));
    }
}

#[test]
fn the_core_is_named_or_the_one_with_the_most_links() {
    let rows = [("甲", "乙", 1.0), ("甲", "丙", 1.0), ("丙", "丁", 1.0)];
    let core = |json: &str| scene(json, &links(&rows), WALL).marks[0].clone();
    let busiest = core(r#"{"kind": "network"}"#);
    assert_eq!(busiest.label, "丙");
    let named = core(r#"{"kind": "network", "core": "乙"}"#);
    assert_eq!((named.label.as_str(), named.at), ("乙", busiest.at));
    assert_eq!(core(r#"{"kind": "network", "core": "无"}"#).label, "丙");
}

#[test]
fn of_two_states_the_worse_is_told_in_the_words_of_the_data() {
    let row = |from: &str, to: &str, state| (from.to_string(), to.to_string(), 1.0, state);
    let rows = stated(&[row("甲", "乙", "中断"), row("丙", "乙", "正常"), row("乙", "丁", "怪")]);
    let scene = scene(STATES, &rows, WALL);
    let told = |name: &str| {
        let mark = scene.marks.iter().find(|mark| mark.label == name).expect("a node");
        mark.told[0].value.clone()
    };
    assert_eq!((told("乙"), told("丁"), told("甲")), ("中断".into(), "怪".into(), "未知".into()));
}

/// The points of a path that has absolute commands only: ribbons, not the rings of unknown states.
fn paths_stay_inside(picture: &Picture) {
    for shape in &picture.shapes {
        let Shape::Path { d, .. } = shape else { continue };
        for pair in
            d.split(['M', 'C', 'L', 'Z', ' ']).filter(|pair| !d.contains('a') && !pair.is_empty())
        {
            let (x, y) = pair.split_once(',').expect("a point has two numbers");
            let (x, y): (f64, f64) = (x.parse().expect("a number"), y.parse().expect("a number"));
            let inside = (-1.0..=picture.width + 1.0).contains(&x)
                && (-1.0..=picture.height + 1.0).contains(&y);
            assert!(inside, "{}x{}: {pair} of {d}", picture.width, picture.height);
        }
    }
}

/// Rows of random links among a few names.
fn random() -> impl Strategy<Value = Vec<(String, String, f64)>> {
    let value =
        prop_oneof![8 => 0.1..1e6_f64, 1 => -9.0..0.0_f64, 1 => Just(f64::NAN), 1 => Just(1e99)];
    let name = (0_usize..40).prop_map(|at| "汉字Name".repeat(1 + at % 4) + &at.to_string());
    prop::collection::vec((name.clone(), name, value), 0..90)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn links_stay_inside_and_their_words_apart(
        all in random(),
        width in 80.0..1600.0_f64,
        height in 60.0..900.0_f64,
        em in 12.0..80.0_f64,
    ) {
        let state = |at: usize| ["正常", "延迟", "中断", "怪"][at % 4];
        let row = |(at, own): (usize, &(String, String, f64))| (own.0.clone(), own.1.clone(), own.2, state(at));
        let rows = stated(&all.iter().enumerate().map(row).collect::<Vec<_>>());
        for json in [r#"{"kind": "sankey"}"#, STATES] {
            let picture = on((width, height), |on| {
                kind(json).draw(&rows, &Draw { em, ..*on }).picture
            });
            stays_inside(&picture);
            paths_stay_inside(&picture);
            words_keep_apart(&picture);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_move_a_link(all in random(), turn in 0_usize..90) {
        let mut turned = all.clone();
        turned.rotate_left(turn % all.len().max(1));
        turned.reverse();
        let picture = |all: &[_]| sankey(&borrowed(all), WALL).picture;
        prop_assert_eq!(picture(&all), picture(&turned));
        let picture = |all: &[_]| network(&borrowed(all), WALL).picture;
        prop_assert_eq!(picture(&all), picture(&turned));
    }
}
