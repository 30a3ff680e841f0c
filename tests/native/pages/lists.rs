//! `table`: rows by the page, in a reader's order.

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, WALL};

fn towns(count: usize) -> Table {
    let names: Vec<String> = (0..count).map(|at| format!("镇{at}")).collect();
    let values: Vec<f64> = (0..count).map(|at| ((at * 7) % count) as f64).collect();
    let figures: Vec<String> = (0..count).map(|at| format!("{}%", (at * 3) % 100)).collect();
    Table::new(vec![
        texts("乡镇", &names.iter().map(String::as_str).collect::<Vec<_>>()),
        numbers("人数", "人", &values),
        texts("复工率", &figures.iter().map(String::as_str).collect::<Vec<_>>()),
        days(count as i32),
    ])
}

fn first_cells(element: &Element) -> Vec<String> {
    all(element, "number").into_iter().filter(|cell| cell.tag == "td").map(said).collect()
}

#[test]
fn a_table_turns_its_pages_and_sorts() {
    let rows = towns(25);
    let table = |acts: &[&str]| posed(r#"{"kind": "table"}"#, &rows, WALL, acts);
    golden_page("table", &table(&["next", "sort:1"]));
    assert_eq!(words(&table(&[]), "pager"), ["‹1 / 4 页 · 共 25›"]);
    assert_eq!(words(&table(&["back"]), "pager"), ["‹4 / 4 页 · 共 25›"]);
    assert_eq!(first_cells(&table(&["sort:1"]))[..3], ["0", "1", "2"]);
    assert_eq!(first_cells(&table(&["sort:1", "sort:1"]))[..3], ["24", "23", "22"]);
    // 9% stands before 12%: figures are ordered by how much they are. Day 24 is the latest.
    assert_eq!(first_cells(&table(&["sort:2"]))[..4], ["0", "7", "14", "21"]);
    assert_eq!(first_cells(&table(&["sort:3", "sort:3"]))[0], "18");
}

#[test]
fn every_row_is_on_one_page() {
    let rows = towns(103);
    for size in [WALL, SMALL, PHONE] {
        let page = |at: usize| posed(r#"{"kind": "table"}"#, &rows, size, &[&format!("page:{at}")]);
        let pages = (0..)
            .take_while(|at| *at == 0 || words(&page(*at), "pager") != words(&page(0), "pager"));
        let mut seen: Vec<String> = pages.flat_map(|at| first_cells(&page(at))).collect();
        seen.sort();
        let mut whole: Vec<String> = (0..103).map(|at| at.to_string()).collect();
        whole.sort();
        assert_eq!(seen, whole);
    }
}

#[test]
fn long_texts_leave_room_for_the_others() {
    let rows = Table::new(vec![long_labels(3), numbers("人数", "人", &[3.0, 2.0, 1.0])]);
    golden_page("table-long", &posed(r#"{"kind": "table"}"#, &rows, SMALL, &[]));
}
