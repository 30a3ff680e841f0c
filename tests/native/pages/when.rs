//! The small line of a big number: day or period, and place.

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, WALL, shown};

/// Of what a number is: day, period and place; an empty text is missing.
type Of = (Option<i32>, &'static str, &'static str);

/// 2020-02-20.
const DAY: Option<i32> = Some(18_312);

fn figures(of: &[Of]) -> Table {
    let text = |name: &str, pick: &dyn Fn(&Of) -> &'static str| {
        let cell = |row: &Of| match pick(row) {
            "" => Value::Missing,
            text => Value::Text(text),
        };
        field(name, "", Type::Text, &of.iter().map(cell).collect::<Vec<_>>())
    };
    let labels = ["规模以上工业企业复工率", "用电量", "复工人数", "达产率"];
    Table::new(vec![
        texts("label", &labels[..of.len()]),
        texts("value", &vec!["48.81%"; of.len()]),
        dates("as_of", &of.iter().map(|row| row.0).collect::<Vec<_>>()),
        text("period", &|row| row.1),
        text("place", &|row| row.2),
    ])
}

/// Beside labels, in lines of their own, and said once for all.
fn lines(of: &[Of], size: (f64, f64)) -> [Vec<String>; 3] {
    let stat = shown(r#"{"kind": "stat"}"#, &figures(of), size);
    keys_differ(&stat);
    let beside = |label: &Element| {
        label.children.iter().find_map(|child| match child {
            Markup::Element(small) => Some(said(small)),
            Markup::Text(_) => None,
        })
    };
    [
        all(&stat, "label").into_iter().filter_map(beside).collect(),
        words(&stat, "when"),
        words(&stat, "day"),
    ]
}

#[test]
fn a_number_says_its_day_or_period_and_its_place() {
    let cases: [(&[Of], [&[&str]; 3]); 8] = [
        (&[(DAY, "", "")], [&["2月20日"], &[], &[]]),
        (&[(DAY, "2月中旬", "河南省")], [&["2月20日 · 河南省"], &[], &[]]),
        (&[(None, "2月中旬", "河南省")], [&["2月中旬 · 河南省"], &[], &[]]),
        (&[(None, "", "河南省")], [&["河南省"], &[], &[]]),
        (&[(None, "", "")], [&[], &[], &[]]),
        (&[(DAY, "", "河南省"), (DAY, "", "河南省")], [&[], &[], &["2月20日 · 河南省"]]),
        (&[(DAY, "", "河南省"), (DAY, "", "江苏省")], [&["河南省", "江苏省"], &[], &["2月20日"]]),
        (&[(DAY, "", "河南省"), (None, "", "河南省")], [&["2月20日"], &[], &["河南省"]]),
    ];
    for (of, expected) in cases {
        assert_eq!(lines(of, WALL), expected, "{of:?}");
    }
}

#[test]
fn what_is_too_long_for_the_labels_line_has_its_own_where_there_is_room() {
    let long: &[Of] = &[(None, "国家和省有关政策发布以来至报道之日累计", "江苏省苏州市高新区")];
    let line = "国家和省有关政策发布以来至报道之日累计 · 江苏省苏州市高新区".to_string();
    assert_eq!(lines(long, WALL), [vec![], vec![line.clone()], vec![]]);
    // Without room for another line it stands beside the label, whole in its title.
    assert_eq!(lines(long, (200.0, 70.0)), [vec![line], vec![], vec![]]);
    let stat = shown(r#"{"kind": "stat"}"#, &figures(long), SMALL);
    golden_page("stat-when", &stat);
}

#[test]
fn a_list_of_numbers_says_places_below_its_labels() {
    let of: [Of; 3] =
        [(DAY, "", "河南省"), (DAY, "", "郑州航空港经济综合实验区"), (DAY, "", "南召县")];
    let stat = shown(r#"{"kind": "stat"}"#, &figures(&of), (420.0, 240.0));
    golden_page("stat-places", &stat);
    assert_eq!(words(&stat, "when"), ["河南省", "郑州航空港经济综合实验区", "南召县"]);
    assert_eq!(words(&stat, "day"), ["2月20日"]);
}
