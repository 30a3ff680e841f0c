//! `matrix`, `board`, `steps`: states by symbol and word.

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, TINY, WALL, shown};

const CHECKED: &str =
    r#"{"kind": "matrix", "good": ["合格"], "late": ["整改中"], "failed": ["不合格"]}"#;

fn checked() -> Table {
    Table::new(vec![
        texts("thing", &["云阳镇", "云阳镇", "留山镇", "留山镇", "留山镇", "皇后乡"]),
        texts("check", &["体温检测", "消毒", "消毒", "体温检测", "消毒", "消毒"]),
        texts("state", &["合格", "整改中", "合格", "未查", "不合格", "合格"]),
    ])
}

#[test]
fn a_matrix_has_a_symbol_and_a_word_in_each_cell() {
    let matrix = shown(CHECKED, &checked(), WALL);
    golden_page("matrix", &matrix);
    // The later of two rows for one cell counts, and 皇后乡 was not checked for the other.
    assert_eq!(words(&matrix, "legend"), ["✓ 合格 2▲ 整改中 1✕ 不合格 1○ 未查 1"]);
    assert_eq!(words(&matrix, "none"), ["—"]);
}

#[test]
fn a_matrix_may_have_a_field_for_each_check() {
    let rows = Table::new(vec![
        texts("工地", &["甲", "甲"]),
        field("测温", "", Type::Flag, &[Value::Flag(true), Value::Flag(false)]),
        texts("消毒", &["合格", "？"]),
    ]);
    let json = r#"{"kind": "matrix", "checks": ["测温", "消毒", "口罩"], "good": ["合格"]}"#;
    let matrix = shown(json, &rows, WALL);
    golden_page("matrix-wide", &matrix);
    keys_differ(&matrix);
    assert_eq!(words(&matrix, "notice"), ["数据中没有字段:口罩"]);
    assert_eq!(words(&matrix, "legend"), ["✓ 是、合格 2✕ 否 1○ ？ 1"]);
}

#[test]
fn many_checks_keep_their_words_for_ears_and_titles() {
    let names: Vec<String> = (0..60).map(|at| format!("检查{at}")).collect();
    let checks: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows = Table::new(vec![
        texts("thing", &["云阳镇"; 60]),
        texts("check", &checks),
        texts("state", &["合格"; 60]),
    ]);
    let matrix = shown(CHECKED, &rows, SMALL);
    golden_page("matrix-many", &matrix);
    let shown_checks = words(&matrix, "spoken");
    assert!(shown_checks.iter().all(|word| word == "合格"));
    assert_eq!(words(&matrix, "more"), [format!("另 {} 列", 60 - shown_checks.len())]);
    assert_eq!(words(&shown(CHECKED, &rows, PHONE), "spoken").len(), 60);
}

#[test]
fn a_matrix_of_too_much_is_bounded_and_counted() {
    let names: Vec<String> = (0..20_000).map(|at| format!("检查{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows = Table::new(vec![
        texts("thing", &names),
        texts("check", &names),
        texts("state", &["合格"; 20_000]),
    ]);
    let matrix = shown(CHECKED, &rows, PHONE);
    assert_eq!(words(&matrix, "more"), ["另 19950 项 · 另 19900 列"]);
}

#[test]
fn a_matrix_says_which_fields_it_misses() {
    let rows = Table::new(vec![texts("thing", &["甲"])]);
    let matrix = shown(r#"{"kind": "matrix", "state": "found"}"#, &rows, WALL);
    golden_page("matrix-missing", &matrix);
    assert_eq!(words(&matrix, "notice"), ["数据中没有字段:check、found"]);
}

const TASKS: &str = r#"{"kind": "board", "columns": ["交办", "在办", "逾期", "销号"]}"#;

fn tasks(states: [&str; 5]) -> Table {
    Table::new(vec![
        texts("label", &["返岗专车", "健康证明补办", "招工对接会", "稳岗补贴", "协查函"]),
        texts("state", &states),
        texts("owner", &["交通局", "卫健委", "人社局", "财政局", "政府办"]),
        // Today is day 18,313.
        dates("due", &[Some(18_316), Some(18_313), Some(18_311), Some(18_300), Some(30_000)]),
    ])
}

#[test]
fn a_board_sorts_by_deadline_and_flags_what_is_over() {
    let board = shown(TASKS, &tasks(["在办", "在办", "逾期", "销号", "待定"]), WALL);
    golden_page("board", &board);
    let due = ["今天到期", "还有 3 天", "⚑ 逾期 2 天", "2月8日", "2052-02-20 到期"];
    assert_eq!(words(&board, "due"), due);
    assert_eq!(words(&board, "over"), ["⚑ 逾期 2 天"]);
}

#[test]
fn deadlines_are_said_in_english_too() {
    let said = crate::rows::on(WALL, |on| {
        let on = daping::panel::Draw { lang: daping::issue::Lang::En, ..*on };
        let board = kind(TASKS).show(&tasks(["在办", "在办", "逾期", "销号", "待定"]), &on);
        words(&board.expect("a DOM kind"), "due")
    });
    let due = ["due today", "3 d left", "⚑ 2 d overdue", "8 Feb", "due 20 Feb 2052"];
    assert_eq!(said, due);
}

#[test]
fn a_card_that_moves_keeps_its_key() {
    let glide = |states| {
        let board = shown(TASKS, &tasks(states), WALL);
        let key = |card: &&Element| card.key.clone().unwrap_or_default();
        let mut keys: Vec<String> = all(&board, "card").iter().map(key).collect();
        keys.sort();
        keys
    };
    let before = glide(["交办", "在办", "逾期", "销号", "在办"]);
    assert_eq!(before.len(), 5);
    assert_eq!(before, glide(["在办", "逾期", "逾期", "销号", "销号"]));
}

#[test]
fn a_full_board_says_what_it_leaves_out() {
    let rows = Table::new(vec![long_labels(500), texts("state", &["在办"; 500])]);
    let board = |size| shown(r#"{"kind": "board"}"#, &rows, size);
    golden_page("board-many", &board(SMALL));
    for size in [WALL, SMALL, PHONE] {
        let cards = all(&board(size), "card").len();
        assert_eq!(words(&board(size), "more"), [format!("另 {} 项", 500 - cards)]);
    }
    assert_eq!(words(&board(TINY), "column"), ["在办500"]);
    let states: Vec<String> = (0..500).map(|at| format!("状态{at}")).collect();
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    let rows = Table::new(vec![long_labels(500), texts("state", &states)]);
    let board = shown(TASKS, &rows, WALL);
    assert_eq!(all(&board, "column").len(), 8);
    let heads = words(&board, "column");
    assert!(heads[3].starts_with("销号0") && heads[7].starts_with("其他497"), "{heads:?}");
}

#[test]
fn steps_stand_against_their_promises() {
    let rows = Table::new(vec![
        texts("label", &["受理", "检测", "签字", "发证"]),
        numbers("actual", "天", &[1.0, 4.0, f64::NAN, f64::NAN]),
        numbers("promised", "天", &[1.0, 3.0, 2.0, 1.0]),
    ]);
    let steps = shown(r#"{"kind": "steps"}"#, &rows, WALL);
    golden_page("steps", &steps);
    assert_eq!(words(&steps, "state-word"), ["✓ 按时", "⚑ 超时", "▶ 办理中", "○ 未开始"]);
    assert_eq!(words(&steps, "times")[..2], ["用时 1天 / 承诺 1天", "用时 4天 / 承诺 3天"]);
    golden_page("steps-small", &shown(r#"{"kind": "steps"}"#, &rows, SMALL));
}

#[test]
fn steps_by_days_know_what_is_over_and_compare_only_the_like() {
    let rows = Table::new(vec![
        texts("label", &["备案", "许可", "验收"]),
        dates("actual", &[Some(18_300), Some(18_312), None]),
        dates("promised", &[Some(18_301), Some(18_311), Some(18_312)]),
    ]);
    let state = |rows: &Table| words(&shown(r#"{"kind": "steps"}"#, rows, WALL), "state-word");
    assert_eq!(state(&rows), ["✓ 按时", "⚑ 超时", "⚑ 超时"]);
    let rows = Table::new(vec![
        texts("label", &["备案"]),
        numbers("actual", "小时", &[30.0]),
        numbers("promised", "天", &[2.0]),
    ]);
    assert_eq!(state(&rows), ["✓ 已办"]);
}
