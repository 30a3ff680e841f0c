//! Links from outside: goldens of `sankey` and `network`, what holds at any size with any rows, and
//! that the order of the rows is nobody's business.

use daping::data::table::{Table, Type, Value};
use daping::panel::Scene;
use proptest::prelude::*;

use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_keep_apart};
use crate::rows::{SMALL, TINY, WALL, field, numbers, scene, texts};

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
    ) {
        let scene = sankey(&borrowed(&all), (width, height));
        stays_inside(&scene.picture);
        words_keep_apart(&scene.picture);
    }

    #[test]
    fn the_order_of_rows_does_not_move_a_link(all in random(), turn in 0_usize..90) {
        let mut turned = all.clone();
        turned.rotate_left(turn % all.len().max(1));
        turned.reverse();
        let picture = |all: &[_]| sankey(&borrowed(all), WALL).picture;
        prop_assert_eq!(picture(&all), picture(&turned));
    }
}
