//! `index`: tiles that open boards.

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, WALL, shown};

const INDEX: &str = r#"{"kind": "index"}"#;

fn boards() -> Table {
    Table::new(vec![
        texts("board", &["nanzhao", "power", "大屏_3-a", "../secret"]),
        texts("label", &["南召返岗", "电力看复工", "用工保障", "上级目录"]),
        texts("text", &["名册、证明与流向", "以用电量看企业开工", "", "不能打开"]),
        texts("value", &["3507", "48.81%", "2500多", ""]),
        texts("unit", &["人", "", "人", ""]),
        texts("group", &["务工", "复工", "务工", "复工"]),
    ])
}

fn links(page: &Element) -> Vec<String> {
    let href = |tile: &Element| {
        let mut href = tile.attributes.iter().filter(|(name, _)| *name == "href");
        (tile.tag == "a").then(|| href.next().map(|(_, value)| value.clone()).unwrap_or_default())
    };
    all(page, "tile").into_iter().filter_map(href).collect()
}

#[test]
fn tiles_stand_under_their_headings_and_open_their_boards() {
    let page = shown(INDEX, &boards(), WALL);
    golden_page("index", &page);
    keys_differ(&page);
    assert_eq!(links(&page), ["?board=nanzhao", "?board=大屏_3-a", "?board=power"]);
    assert_eq!(words(&page, "notice"), ["1 项没有可用的大屏名,不能打开"]);
    assert_eq!(words(&page, "value"), ["3507人", "2500多人", "48.81%"]);
}

#[test]
fn only_plain_names_become_links() {
    let long = "长".repeat(61);
    let cases = [
        ("nanzhao", true),
        ("Nanzhao-2_b", true),
        ("南召", true),
        ("", false),
        ("a b", false),
        ("a.b", false),
        ("a/b", false),
        ("a&lang=en", false),
        ("a%2e", false),
        ("javascript:alert", false),
        ("\u{202e}abc", false),
        ("a\u{d7}", false),
        (long.as_str(), false),
    ];
    for (name, is_link) in cases {
        let rows = Table::new(vec![texts("board", &[name]), texts("label", &["甲"])]);
        let page = shown(INDEX, &rows, WALL);
        assert_eq!(links(&page).len(), usize::from(is_link), "{name:?}");
        assert_eq!(words(&page, "notice").len(), usize::from(!is_link), "{name:?}");
    }
}

#[test]
fn a_narrow_panel_has_flat_tiles_and_says_what_it_leaves_out() {
    let names: Vec<String> = (0..70).map(|at| format!("board{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows = Table::new(vec![texts("board", &names), texts("label", &names)]);
    let page = |size| shown(INDEX, &rows, size);
    golden_page("index-small", &page(SMALL));
    for (size, shown) in [(SMALL, 1), (WALL, 24), ((1800.0, 900.0), 60), (PHONE, 60)] {
        assert_eq!(all(&page(size), "tile").len(), shown, "{size:?}");
        assert_eq!(words(&page(size), "more"), [format!("另 {} 项", 70 - shown)]);
    }
}

#[test]
fn the_grid_fills_its_panel() {
    // How many stand side by side in a panel of 1800 by 900 pixels, so that hardly a place is empty.
    for (count, across) in [(1, 1), (2, 2), (4, 2), (6, 3), (9, 3), (12, 4), (20, 5)] {
        let names: Vec<String> = (0..count).map(|at| format!("board{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let rows = Table::new(vec![texts("board", &names), texts("label", &names)]);
        let page = shown(INDEX, &rows, (1800.0, 900.0));
        let own = page.styles.iter().find(|(name, _)| *name == "--across");
        assert_eq!(own.map(|(_, value)| value.as_str()), Some(&*across.to_string()), "{count}");
    }
}
