//! `daping check --sources` of a board with a replay: which days play, and what is missing.

use serde_json::json;

use super::{Site, has};

fn said(name: &str, days: &[&str], words: &[&str]) -> (i32, String) {
    let site = Site::new(name);
    let rows: Vec<_> = days.iter().map(|day| json!({ "day": day })).collect();
    let board = json!({
        "daping": 1,
        "sources": { "back": { "inline": rows, "fields": { "day": { "type": "date" } } } },
        "replay": { "from": "back", "day": "day" },
        "panels": { "clock": { "kind": "clock" } }
    });
    site.write("boards/b.json", board.to_string());
    site.check(words)
}

#[test]
fn the_days_that_play_are_printed() {
    let days = ["2020-02-08", "2020-02-11", "2020-02-09"];
    let (code, zh) = said("replay-zh", &days, &["--sources"]);
    assert_eq!(code, 0, "{zh}");
    has(&zh, &["■ 回放\n  2020-02-08 至 2020-02-11,共 4 天,1 天无数据\n"]);
    let (_, en) = said("replay-en", &days, &["--sources", "--lang", "en"]);
    has(&en, &["■ replay\n  8 Feb 2020 to 11 Feb 2020, 4 days, 1 day without data\n"]);
    // Without its source nothing is known of them.
    let (_, none) = said("replay-none", &days, &[]);
    assert!(!none.contains('■'), "{none}");
}

#[test]
fn too_few_days_are_to_be_looked_at() {
    let (code, said) = said("replay-few", &["2020-02-08"], &["--sources"]);
    assert_eq!(code, 0, "{said}");
    has(&said, &["共 1 天", "  · back 字段“day”:回放需要至少两天的数据,现有 1 天"]);
}
