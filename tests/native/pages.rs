//! Goldens of the DOM kinds: what stands on the page, as HTML.

mod cards;
mod days;
mod due;
mod index;
mod lists;
mod numbers;
mod states;
mod when;

use daping::data::table::{Field, Table, Type, Value};
use daping::look::markup::{Element, Markup, html};
use daping::panel::Pose;
use daping::panel::kind::Kind;

use crate::rows::{days, field, kind, numbers, on, texts};

/// A panel's body on a phone: it grows with its content.
const PHONE: (f64, f64) = (330.0, 0.0);

/// What a DOM kind shows to a reader who did these things.
fn posed(json: &str, rows: &Table, size: (f64, f64), acts: &[&str]) -> Element {
    let mut pose = Pose::default();
    for act in acts {
        assert!(pose.act(act), "{act}");
    }
    on(size, |on| kind(json).show(rows, &daping::panel::Draw { pose: &pose, ..*on }))
        .expect("a DOM kind")
}

/// The elements of that class, in their order.
fn all<'a>(element: &'a Element, class: &str) -> Vec<&'a Element> {
    let own = |(name, value): &(&str, String)| {
        *name == "class" && value.split(' ').any(|word| word == class)
    };
    let mut found = Vec::new();
    if element.attributes.iter().any(own) {
        found.push(element);
    }
    for child in &element.children {
        if let Markup::Element(child) = child {
            found.extend(all(child, class));
        }
    }
    found
}

/// Every word of an element.
fn said(element: &Element) -> String {
    let word = |child: &Markup| match child {
        Markup::Text(text) => text.clone(),
        Markup::Element(element) => said(element),
    };
    element.children.iter().map(word).collect()
}

/// What stands in the elements of that class.
fn words(element: &Element, class: &str) -> Vec<String> {
    all(element, class).into_iter().map(said).collect()
}

/// Siblings have different keys, or none has one.
fn keys_differ(element: &Element) {
    let children = element.children.iter().filter_map(|child| match child {
        Markup::Element(child) => Some(child),
        Markup::Text(_) => None,
    });
    let keys: Vec<Option<&String>> = children.clone().map(|child| child.key.as_ref()).collect();
    let named: std::collections::BTreeSet<_> = keys.iter().flatten().collect();
    assert!(named.is_empty() || named.len() == keys.len(), "{}", html(element));
    children.for_each(keys_differ);
}

/// A list of that many labels of 60 characters.
fn long_labels(count: usize) -> Field {
    let label = |at: usize| format!("{at:03}{}", "南召县云阳镇务工人员返岗".repeat(5));
    let labels: Vec<String> = (0..count).map(label).collect();
    texts("label", &labels.iter().map(|label| &label[..3 + 57 * 3]).collect::<Vec<_>>())
}

/// Days since 1970; `None` is missing.
fn dates(label: &str, cells: &[Option<i32>]) -> Field {
    let cell = |day: &Option<i32>| day.map_or(Value::Missing, Value::Day);
    field(label, "", Type::Date, &cells.iter().map(cell).collect::<Vec<_>>())
}

const KINDS: [&str; 10] =
    ["stat", "rank", "funnel", "table", "matrix", "board", "steps", "cards", "index", "text"];

#[test]
fn without_rows_there_is_an_element_without_children() {
    let rows = Table::new(vec![texts("label", &[]), numbers("value", "人", &[])]);
    for word in KINDS {
        let json = format!(r#"{{"kind": "{word}"}}"#);
        for size in [crate::rows::WALL, crate::rows::TINY, PHONE] {
            let element = posed(&json, &rows, size, &[]);
            assert!(element.children.is_empty(), "{word}: {}", html(&element));
        }
    }
}

#[test]
fn fields_that_are_not_there_are_a_sentence() {
    let rows = Table::new(vec![texts("label", &["甲"]), numbers("value", "人", &[1.0])]);
    for (word, options, missing) in [
        ("stat", r#""value": "x""#, "x"),
        ("rank", r#""value": "x", "label": "y""#, "y、x"),
        ("funnel", r#""value": "x""#, "x"),
        ("table", r#""columns": ["label", "x"]"#, "x"),
        ("matrix", r#""check": "x""#, "thing、x、state"),
        ("board", r#""owner": "x""#, "state"),
        ("steps", r#""promised": "x""#, "actual"),
        ("cards", r#""fields": ["x"], "text": "y""#, "x、y"),
        ("index", r#""label": "label""#, "board"),
    ] {
        let json = format!(r#"{{"kind": "{word}", {options}}}"#);
        let page = posed(&json, &rows, crate::rows::WALL, &[]);
        assert_eq!(words(&page, "notice"), [format!("数据中没有字段:{missing}")], "{word}");
    }
}

#[test]
fn no_rows_of_any_kind_break_a_panel() {
    let strange = Table::new(vec![
        long_labels(500),
        numbers("value", "", &(0..500).map(|at| 1e99 * f64::from(at - 250)).collect::<Vec<_>>()),
        days(500),
        texts("state", &["？"; 500]),
        texts("thing", &["甲"; 500]),
        texts(
            "check",
            &(0..500).map(|at| if at % 2 > 0 { "乙" } else { "丙" }).collect::<Vec<_>>(),
        ),
        numbers("actual", "天", &(0..500).map(|at| f64::from(at % 3) - 1.0).collect::<Vec<_>>()),
        texts("text", &["**"; 500]),
        dates("due", &(0..500).map(|at| (at % 7 > 0).then_some(i32::MAX - at)).collect::<Vec<_>>()),
    ]);
    for word in KINDS {
        for size in [crate::rows::WALL, crate::rows::SMALL, crate::rows::TINY, PHONE, (0.0, 1.0)] {
            // What a board may name and the data does not have is a sentence, or left out.
            let all =
                [r#""label": "nowhere""#, r#""columns": ["nowhere"]"#, r#""spark": "nowhere""#];
            let own = Kind::named(word).expect("a kind").options().keys();
            let has =
                |absent: &&str| own.iter().any(|key| absent.starts_with(&format!("\"{key}\"")));
            let absent = all.iter().copied().filter(has).map(|absent| format!(", {absent}"));
            let absent: String = absent.collect();
            keys_differ(&posed(&format!(r#"{{"kind": "{word}"{absent}}}"#), &strange, size, &[]));
            for acts in [&["back"] as &[&str], &["page:9", "sort:4", "sort:4"], &["sort:900"]] {
                let json = format!(r#"{{"kind": "{word}"}}"#);
                keys_differ(&posed(&json, &strange, size, acts));
            }
        }
    }
}
