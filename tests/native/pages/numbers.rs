//! `stat`, `rank`, `funnel`: numbers with what is said of them.

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, TINY, WALL, shown};

const CERTIFICATES: &str = r#"{"kind": "stat", "before_label": "较昨日", "spark": "value"}"#;

fn certificates() -> Table {
    Table::new(vec![
        texts("label", &["已开健康证明"; 5]),
        numbers("value", "人", &[2100.0, 2480.0, f64::NAN, 3391.0, 3507.0]),
        numbers("before", "人", &[0.0, 2100.0, 2480.0, 2480.0, 3391.0]),
        numbers("target", "人", &[4000.0; 5]),
    ])
}

#[test]
fn a_number_has_its_delta_its_target_and_its_line() {
    let stat = shown(CERTIFICATES, &certificates(), WALL);
    golden_page("stat-series", &stat);
    assert_eq!(words(&stat, "delta"), ["▲上升 116人 较昨日"]);
    assert_eq!(words(&stat, "target"), ["目标 4,000人 · 87.68%"]);
}

#[test]
fn a_small_panel_keeps_the_number_before_its_company() {
    let parts = |size| {
        let stat = shown(CERTIFICATES, &certificates(), size);
        ["delta", "target", "spark"].map(|class| all(&stat, class).len())
    };
    assert_eq!(parts(PHONE), [1, 1, 1]);
    assert_eq!(parts(SMALL), [1, 1, 0]);
    assert_eq!(parts(TINY), [0, 0, 0]);
}

#[test]
fn a_difference_is_said_by_sign_and_word_and_figures_have_none() {
    let rows = Table::new(vec![
        texts("label", &["外出", "返岗", "检测", "缺报"]),
        numbers("value", "人", &[12.0, 8.0, 5.0, f64::NAN]),
        numbers("before", "人", &[10.0, 9.0, 5.0, 3.0]),
        numbers("target", "人", &[10.0, 0.0, -4.0, 5.0]),
    ]);
    let stat = shown(r#"{"kind": "stat"}"#, &rows, PHONE);
    golden_page("stat-list", &stat);
    assert_eq!(
        words(&stat, "delta"),
        ["▲上升 2人 较上期", "▼下降 1人 较上期", "＝持平 0人 较上期"]
    );
    assert_eq!(words(&stat, "target"), ["目标 10人 · 120% ✓ 已达"]);
    let printed = Table::new(vec![
        texts("label", &["复工率"]),
        texts("value", &["48.81%"]),
        texts("before", &["40.1%"]),
        texts("target", &["95%"]),
    ]);
    let stat = shown(r#"{"kind": "stat"}"#, &printed, WALL);
    golden_page("stat-figure", &stat);
    assert_eq!(words(&stat, "delta"), [""; 0]);
    assert_eq!(words(&stat, "target"), ["目标 95%"]);
}

#[test]
fn a_digit_that_did_not_change_keeps_its_element() {
    let keys = |value: f64| {
        let rows = Table::new(vec![numbers("value", "", &[value])]);
        let stat = shown(r#"{"kind": "stat", "format": "full"}"#, &rows, WALL);
        let number = all(&stat, "number")[0].children[1].clone();
        let Markup::Element(digits) = number else { panic!("digits") };
        let key = |child: &Markup| match child {
            Markup::Element(digit) => digit.key.clone().unwrap_or_default(),
            Markup::Text(_) => String::new(),
        };
        digits.children.iter().map(key).collect::<Vec<_>>()
    };
    let (before, after) = (keys(3507.0), keys(3517.0));
    let stay = before.iter().zip(&after).map(|(a, b)| a == b).collect::<Vec<_>>();
    assert_eq!(stay, [true, true, true, false, true]);
}

#[test]
fn a_rank_keeps_its_elements_and_says_what_it_leaves_out() {
    let rows = Table::new(vec![
        texts("label", &["云阳镇", "皇路店镇", "云阳镇"]),
        numbers("value", "人", &[612.0, 480.0, 33.0]),
    ]);
    let rank = shown(r#"{"kind": "rank"}"#, &rows, WALL);
    golden_page("rank", &rank);
    keys_differ(&rank);
    let values: Vec<f64> = (0..500).map(|at| f64::from(500 - at)).collect();
    let many = Table::new(vec![long_labels(500), numbers("value", "", &values)]);
    let places = |size| {
        let rank = shown(r#"{"kind": "rank"}"#, &many, size);
        (all(&rank, "place").len(), words(&rank, "more").concat())
    };
    assert_eq!(places(PHONE), (100, "另 400 项".to_string()));
    assert_eq!(places(WALL), (18, "另 482 项".to_string()));
    golden_page("rank-many", &shown(r#"{"kind": "rank"}"#, &many, SMALL));
}

#[test]
fn negative_values_go_the_other_way() {
    let rows = Table::new(vec![
        texts("label", &["甲", "乙", "丙", "丁"]),
        numbers("value", "人", &[30.0, 10.0, f64::NAN, -10.0]),
    ]);
    let rank = shown(r#"{"kind": "rank"}"#, &rows, WALL);
    golden_page("rank-negative", &rank);
    golden_page("funnel-negative", &shown(r#"{"kind": "funnel"}"#, &rows, WALL));
}

#[test]
fn a_funnel_is_as_wide_as_its_shares() {
    let rows = Table::new(vec![
        numbers("申请", "人", &[3507.0]),
        numbers("发证", "人", &[2500.0]),
        numbers("抵达", "人", &[1250.0]),
    ]);
    golden_page("funnel", &shown(r#"{"kind": "funnel"}"#, &rows, WALL));
}
