//! A `rank` of several days.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, WALL, shown};

const DAILY: &str = r#"{"kind": "rank", "day": "day"}"#;

/// Rows as (day of February 2020, name, value), in the order of the query.
fn daily(rows: &[(Option<i32>, &str, f64)]) -> Table {
    let day = |day: &Option<i32>| day.map(|day| 18_292 + day);
    Table::new(vec![
        texts("label", &rows.iter().map(|row| row.1).collect::<Vec<_>>()),
        numbers("value", "人", &rows.iter().map(|row| row.2).collect::<Vec<_>>()),
        dates("day", &rows.iter().map(|row| day(&row.0)).collect::<Vec<_>>()),
    ])
}

/// What each row says of its place, as it is seen; ears are told after it.
fn moves(page: &Element) -> Vec<String> {
    words(page, "move")
}

#[test]
fn the_last_day_is_ranked_against_the_day_before() {
    // Sorted by value alone, so that days stand between one another.
    let rows = daily(&[
        (Some(20), "云阳镇", 90.0),
        (Some(19), "皇路店镇", 80.0),
        (Some(20), "留山镇", 70.0),
        (Some(19), "云阳镇", 60.0),
        (Some(20), "皇路店镇", 50.0),
        (Some(18), "南河店镇", 45.0),
        (Some(20), "城关镇", 40.0),
        (Some(19), "石门乡", 30.0),
        (Some(19), "城关镇", 20.0),
        (Some(20), "四棵树乡", 10.0),
    ]);
    let rank = shown(DAILY, &rows, WALL);
    golden_page("rank-days", &rank);
    keys_differ(&rank);
    assert_eq!(words(&rank, "name"), ["云阳镇", "留山镇", "皇路店镇", "城关镇", "四棵树乡"]);
    assert_eq!(moves(&rank), ["▲1上升 1 位", "新新", "▼2下降 2 位", "–持平", "新新"]);
    assert_eq!(words(&rank, "more"), [""; 0]);
}

#[test]
fn without_the_day_before_there_are_no_marks_and_it_is_said() {
    let (a, b) = ("云阳镇", "留山镇");
    let cases: [(&[_], usize, &str); 4] = [
        (&[(Some(20), a, 2.0), (Some(18), b, 1.0)], 1, "无2月19日数据,不比升降"),
        (&[(Some(20), a, 2.0), (None, b, 1.0)], 1, "1 行没有日期,未排名 · 无2月19日数据,不比升降"),
        (&[(Some(20), a, 2.0), (Some(19), b, 1.0), (None, b, 1.0)], 1, "1 行没有日期,未排名"),
        (&[(Some(29 + 1), a, 2.0), (Some(29), a, 1.0)], 1, ""),
    ];
    for (rows, names, said) in cases {
        let rank = shown(DAILY, &daily(rows), WALL);
        assert_eq!(all(&rank, "name").len(), names, "{rows:?}");
        assert_eq!(words(&rank, "more").concat(), said);
        assert_eq!(moves(&rank).is_empty(), said.contains("不比升降"));
    }
    let undated = shown(DAILY, &daily(&[(None, a, 1.0)]), WALL);
    assert_eq!(words(&undated, "notice"), ["1 行没有日期,未排名"]);
    let wrong = shown(r#"{"kind": "rank", "day": "x"}"#, &daily(&[(Some(20), a, 1.0)]), WALL);
    assert_eq!(words(&wrong, "notice"), ["数据中没有字段:x"]);
}

#[test]
fn days_of_a_rank_are_said_in_english_too() {
    let rows = daily(&[(Some(20), "a", 3.0), (Some(19), "b", 2.0), (Some(19), "a", 1.0)]);
    let rank = crate::rows::on(SMALL, |on| {
        let on = daping::panel::Draw { lang: daping::issue::Lang::En, ..*on };
        kind(DAILY).show(&rows, &on).expect("a DOM kind")
    });
    assert_eq!(moves(&rank), ["▲1up by 1"]);
    assert!(daping::look::markup::html(&rank).contains("no. 2 the day before"));
}

proptest! {
    /// Names once a day: each place of the last day moved by as much as the names of the day before
    /// say, counted here by hand.
    #[test]
    fn places_move_as_they_are_counted(
        rows in proptest::collection::vec((18..21i32, 0..12usize, -9..9i32), 0..40),
        width in 0.0..900.0f64, height in 0.0..900.0f64,
    ) {
        let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑"];
        let mut seen = std::collections::BTreeSet::new();
        let rows: Vec<(Option<i32>, &str, f64)> = rows
            .into_iter()
            .filter(|(day, name, _)| seen.insert((*day, *name)))
            .map(|(day, name, value)| (Some(day), names[name], f64::from(value)))
            .collect();
        let rank = shown(DAILY, &daily(&rows), (width, height));
        keys_differ(&rank);
        let last = rows.iter().filter_map(|row| row.0).max();
        let of = |day: Option<i32>| -> Vec<&str> {
            rows.iter().filter(|row| row.0.is_some() && row.0 == day).map(|row| row.1).collect()
        };
        let (now, before) = (of(last), of(last.map(|day| day - 1)));
        let shown = words(&rank, "name");
        prop_assert_eq!(&shown[..], &now[..shown.len()]);
        let place: HashMap<&str, usize> = before.iter().enumerate().map(|(at, n)| (*n, at)).collect();
        let expected = now.iter().enumerate().map(|(at, name)| match place.get(name) {
            None => "新新".to_string(),
            Some(was) if *was > at => format!("▲{0}上升 {0} 位", was - at),
            Some(was) if *was < at => format!("▼{0}下降 {0} 位", at - was),
            Some(_) => "–持平".to_string(),
        });
        let expected: Vec<String> = expected.take(shown.len()).collect();
        let expected = if before.is_empty() { Vec::new() } else { expected };
        prop_assert_eq!(moves(&rank), expected);
    }
}
