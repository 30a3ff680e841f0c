//! Indexes that are sound, and those that lie.

use daping::data::columns;
use daping::data::published::index::{Answer, Field, Index, View, page_file, shut};
use daping::data::published::{hash, page};
use daping::data::query::Query;
use daping::data::table::{Table, Type, Value};
use daping::data::{Audience, published};
use daping::issue::{DataFault, Issue, Lang, PagesFault, Place};

use crate::rows::{field, read, texts};

fn rows(from: usize, count: usize) -> Table {
    let town = |at: usize| format!("乡{}", at % 7);
    let towns: Vec<String> = (from..from + count).map(town).collect();
    let towns: Vec<&str> = towns.iter().map(String::as_str).collect();
    let numbers: Vec<Value> = (from..from + count).map(|at| Value::Number(at as f64)).collect();
    Table::new(vec![texts("town", &towns), field("n", "人", Type::Number, &numbers)])
}

/// Ten rows on three pages, and the pages' bytes.
fn published() -> (Index, Vec<Vec<u8>>) {
    let pages: Vec<Vec<u8>> =
        [(0, 4), (4, 4), (8, 2)].map(|(from, count)| columns::write(&rows(from, count))).into();
    let own = |name: &str, unit: Option<&str>, kind| Field {
        name: name.into(),
        label: name.into(),
        unit: unit.map(str::to_string),
        kind,
    };
    let index = Index {
        seal: None,
        as_of: Some("2020-02-21T08:00:00+08:00".into()),
        audience: Audience::Internal,
        synthetic: true,
        rows: 10,
        fields: vec![own("town", None, Type::Text), own("n", Some("人"), Type::Number)],
        views: vec![View {
            query: Query::default(),
            rows: 10,
            page_rows: 4,
            pages: pages.iter().map(|bytes| hash(bytes)).collect(),
        }],
        answers: vec![Answer {
            query: read(r#"{"group": ["town"], "measure": {"count": "count"}}"#),
            rows: 7,
            file: "0123456789abcdef".into(),
        }],
    };
    (index, pages)
}

#[test]
fn an_index_is_read_as_it_was_written() {
    let (index, _) = published();
    let text = index.write();
    assert_eq!(Index::read(text.as_bytes()), Ok(index.clone()));
    assert_eq!(Index::read(text.as_bytes()).map(|own| own.write()), Ok(text.clone()));
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    assert_eq!(index.as_of(), Some(1_582_243_200));
    assert_eq!(index.files().len(), 4);
    assert!(index.fits(Audience::Internal).is_ok() && index.fits(Audience::Public).is_err());
    let without = Index { as_of: None, answers: Vec::new(), ..index };
    assert_eq!(Index::read(without.write().as_bytes()), Ok(without));
}

#[test]
fn an_index_that_lies_is_a_finding() {
    use PagesFault::{Counts, Key, Name, Version};
    let text = published().0.write();
    let first = &published().0.views[0].pages[0];
    for (from, to, fault) in [
        ("\"daping_pages\": 1", "\"daping_pages\": 2", Version),
        ("\"daping_pages\": 1", "\"daping_pages\": \"1\"", Version),
        ("\"daping_pages\": 1,", "", Key { key: "daping_pages" }),
        ("\"synthetic\": true", "\"synthetic\": 1", Key { key: "synthetic" }),
        ("\"audience\": \"internal\"", "\"audience\": \"all\"", Key { key: "audience" }),
        ("08:00:00+08:00", "08:00:00", Key { key: "as_of" }),
        ("\"type\": \"number\"", "\"type\": \"word\"", Key { key: "type" }),
        ("\"name\": \"n\"", "\"name\": \"town\"", Key { key: "fields" }),
        ("\"rows\": 10,\n", "\"rows\": 11,\n", Counts { key: "views" }),
        ("\"rows\": 10,\n", "\"rows\": 9,\n", Counts { key: "views" }),
        ("\"rows\": 10,\n", "\"rows\": -1,\n", Key { key: "rows" }),
        ("\"rows\": 10,\n", "\"rows\": 1e99,\n", Key { key: "rows" }),
        ("\"rows\": 10, ", "\"rows\": 8, ", Counts { key: "views" }),
        ("\"page_rows\": 4", "\"page_rows\": 5", Counts { key: "views" }),
        ("\"page_rows\": 4", "\"page_rows\": 0", Counts { key: "views" }),
        ("\"page_rows\": 4", "\"page_rows\": 4000000", Counts { key: "views" }),
        ("\"rows\": 7", "\"rows\": 11", Counts { key: "answers" }),
        ("0123456789abcdef", "../../etc/passwd", Name { key: "answers" }),
        ("0123456789abcdef", "0123456789ABCDEF", Name { key: "answers" }),
        (first.as_str(), "p", Name { key: "views" }),
        ("\"group\": [\"town\"]", "\"gruop\": [\"town\"]", Key { key: "query" }),
        ("\"query\": {}, ", "", Key { key: "query" }),
        ("\"query\": {}", "\"query\": {\"limit\": 3}", Counts { key: "views" }),
    ] {
        // A query is written without spaces.
        let (from, to) = (from.replace("p\": [", "p\":["), to.replace("p\": [", "p\":["));
        let lie = text.replacen(&from, &to, 1);
        assert_ne!(lie, text, "{from}");
        assert_eq!(Index::read(lie.as_bytes()), Err(DataFault::Pages(fault)), "{from} -> {to}");
    }
    for at in 0..text.len() {
        assert!(Index::read(&text.as_bytes()[..at]).is_err() || text[at..].trim().is_empty());
    }
    for none in ["", "[]", "null", "{}", "<!doctype html>", "\u{FEFF}"] {
        assert!(Index::read(none.as_bytes()).is_err(), "{none}");
    }
    assert!(Index::read(b"\xFF").is_err());
    assert!(Index::read("[".repeat(100_000).as_bytes()).is_err());
    let long = format!("{}{}", " ".repeat(8_000_001), text);
    assert!(Index::read(long.as_bytes()).is_err());
}

#[test]
fn a_page_is_held_against_its_name_and_its_index() {
    let (index, pages) = published();
    let view = &index.views[0];
    for (at, bytes) in pages.iter().enumerate() {
        let table = index.page(view, at, bytes, &shut).expect("a page");
        assert_eq!(table.number(0, "n"), Some(at as f64 * 4.0));
    }
    let file = page_file(&view.pages[0], false);
    let other = Err(DataFault::Pages(PagesFault::OtherFile { file: file.clone() }));
    assert_eq!(index.page(view, 0, &pages[1], &shut), other);
    assert_eq!(index.page(view, 0, &[], &shut), other);
    assert_eq!(index.page(view, 0, &pages[0][1..], &shut), other);
    assert!(index.page(view, 9, &pages[0], &shut).is_err());
    // A page of other rows or fields whose hash is right.
    for table in
        [rows(0, 3), rows(0, 5), rows(0, 4).emptied(), Table::new(vec![texts("town", &["a"; 4])])]
    {
        let bytes = columns::write(&table);
        let mut view = view.clone();
        view.pages[0] = hash(&bytes);
        let file = page_file(&view.pages[0], false);
        let fault = DataFault::Pages(PagesFault::OtherRows { file });
        assert_eq!(index.page(&view, 0, &bytes, &shut), Err(fault));
    }
    let no_columns = b"no columns at all";
    let mut view = view.clone();
    view.pages[0] = hash(no_columns);
    assert!(matches!(index.page(&view, 0, no_columns, &shut), Err(DataFault::Malformed { .. })));
}

#[test]
fn rows_in_sight_come_from_their_pages() {
    let (index, pages) = published();
    let view = &index.views[0];
    let tables: Vec<Table> =
        (0..3).map(|at| index.page(view, at, &pages[at], &shut).expect("a page")).collect();
    for first in 0..12 {
        for count in 0..12 {
            let (range, skip) = view.pages_of(first, count);
            let own: Vec<&Table> = tables[range].iter().collect();
            let window = page::window(&own, skip, count);
            let numbers: Vec<f64> =
                (0..window.rows()).filter_map(|row| window.number(row, "n")).collect();
            let end = (first as usize + count).min(10);
            let wanted: Vec<f64> = (first as usize..end).map(|n| n as f64).collect();
            assert_eq!(numbers, wanted, "{first} {count}");
        }
    }
    assert_eq!(view.pages_of(u64::MAX, usize::MAX), (2..2, 2));
    assert_eq!(published::join(&[]).rows(), 0);
}

#[test]
fn what_is_wrong_with_pages_is_said_in_both_languages() {
    use PagesFault::*;
    let file = "p-0123456789abcdef.bin".to_string();
    let all = [
        Version,
        Key { key: "rows" },
        Counts { key: "views" },
        Name { key: "answers" },
        Audience,
        OtherFile { file: file.clone() },
        NoFile { file: file.clone() },
        NoAnswer { panel: "towns".into() },
        OtherRows { file },
    ];
    for fault in all {
        let issue = Issue::data(Place::document("roster"), DataFault::Pages(fault));
        let (zh, en) = (issue.say(Lang::Zh), issue.say(Lang::En));
        assert!(zh.starts_with("roster:") && en.starts_with("roster: ") && en.is_ascii());
        assert!(zh.chars().any(|c| ('\u{4E00}'..'\u{9FFF}').contains(&c)), "{zh}");
    }
}
