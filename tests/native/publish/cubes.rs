//! Answers of cubes against the same query over all rows.

use daping::data::published::cube::{begin, merge};
use daping::data::published::{Need, answer, need};
use daping::data::query::spec::{Cut, Group};
use daping::data::query::{Context, Query, run, write};
use daping::data::table::{Table, Type};
use daping::grammar::{self, Findings, Read};
use proptest::prelude::*;

use crate::query::reference::{Cell, cell, param};
use crate::query::{FIELDS, Row, query, rows, table};
use crate::rows::read;

fn types(name: &str) -> Option<Type> {
    FIELDS.iter().find(|own| own.0 == name).map(|own| own.1)
}

/// The cube of all rows, from chunks of that size.
fn cube(query: &Query, rows: &[Row], chunk: usize, offset: i32) -> Table {
    let (mut all, _) = begin(query, &table(&[], 0), 0, offset);
    let mut first = 0;
    for chunk in rows.chunks(chunk.max(1)) {
        let (part, _) = begin(query, &table(chunk, 0), first, offset);
        all = merge(query, &[&all, &part]);
        first += chunk.len() as u64;
    }
    all
}

fn near(one: &Cell, two: &Cell) -> bool {
    match (one, two) {
        (Cell::Number(one), Cell::Number(two)) => {
            (one - two).abs() <= 1e-9 * one.abs().max(two.abs()).max(1e-3)
        }
        (one, two) => one == two,
    }
}

fn assert_near(own: &Table, wanted: &Table) {
    let heads = |table: &Table| -> Vec<_> {
        let head = |own: &daping::data::table::Field| {
            (own.name.clone(), own.label.clone(), own.unit.clone())
        };
        table.fields().iter().map(head).collect()
    };
    assert_eq!(heads(own), heads(wanted));
    assert_eq!(own.rows(), wanted.rows());
    for (own, wanted) in own.fields().iter().zip(wanted.fields()) {
        for row in 0..own.column.len() {
            let (one, two) = (cell(own.column.get(row)), cell(wanted.column.get(row)));
            assert!(near(&one, &two), "{} row {row}: {one:?}, expected {two:?}", own.name);
        }
    }
}

/// No board file can write a width that is no number.
fn is_written(query: &Query) -> bool {
    !query.group.iter().any(|own| matches!(own, Group::Cut { by: Cut::Bin(w), .. } if w.is_nan()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_wall_answers_from_the_cube_as_from_all_rows(
        rows in rows(),
        query in query(),
        chunk in 1usize..12,
        offset in -43_200i32..50_400,
    ) {
        let context = Context { params: &param, utc_offset: offset };
        let all = table(&rows, 0);
        let from = match need(&query, &types) {
            Need::Cube(own) => cube(&own, &rows, chunk, offset),
            Need::Top(own) | Need::View(own) | Need::Whole(own) => {
                run(&own, &all, &Context { params: &|_| None, utc_offset: offset }).0
            }
        };
        let (own, _) = answer(&query, &from, &types, &context);
        assert_near(&own, &run(&query, &all, &context).0);
    }

    #[test]
    fn a_query_is_written_as_it_is_read(query in query()) {
        prop_assume!(is_written(&query));
        let text = write(&query);
        let root = grammar::parse("q", &text).expect("JSON");
        let mut to = Findings::new("q", &text);
        let again = Query::read(&root, &mut to);
        prop_assert_eq!(to.into_issues(), []);
        prop_assert_eq!(again.as_ref(), Some(&query), "{}", text);
        prop_assert_eq!(write(&query), again.map(|own| write(&own)).unwrap_or_default());
    }
}

#[test]
fn a_query_has_one_text() {
    for (authored, written) in [
        (r#"{"from": "roster"}"#, "{}"),
        (r#"{"where": [], "limit": null}"#, "{}"),
        (
            r#"{"limit": 5, "sort": ["-count"], "measure": {"count": "count"}, "group": ["a\"b"],
                "where": [["x", "in", [1.50, "\u6587\n", true]], ["y", "=", {"param": "p"}]]}"#,
            r#"{"where":[["x","in",[1.5,"文\u000a",true]],["y","=",{"param":"p"}]],"group":["a\"b"],"measure":"count","sort":"-count","limit":5}"#,
        ),
        (
            r#"{"group": [{"by": {"bin": 1e3}, "field": "pay"}], "measure": {"n": "mean: pay"}}"#,
            r#"{"group":[{"field":"pay","by":{"bin":1000}}],"measure":{"n":"mean:pay"}}"#,
        ),
    ] {
        assert_eq!(write(&read::<Query>(authored)), written);
    }
}

/// What is needed for a query, as its own word and the text of what is written.
fn needed(json: &str) -> (&'static str, String) {
    match need(&read(json), &types) {
        Need::Cube(own) => ("cube", write(&own)),
        Need::Top(own) => ("top", write(&own)),
        Need::View(own) => ("view", write(&own)),
        Need::Whole(own) => ("whole", write(&own)),
    }
}

#[test]
fn what_is_written_for_a_query() {
    for (query, word, wanted) in [
        (r#"{"where": [["n", ">", 2]], "limit": 9}"#, "view", r#"{"where":[["n",">",2]]}"#),
        (
            r#"{"where": [["n", ">", 2]], "sort": "-n", "limit": 9}"#,
            "top",
            r#"{"where":[["n",">",2]],"sort":"-n","limit":9}"#,
        ),
        (r#"{"sort": "-n"}"#, "whole", "{}"),
        (r#"{"sort": "-n", "limit": 10001}"#, "whole", "{}"),
        (
            r#"{"where": [["n", ">", 2], ["word", "=", {"param": "w"}]], "sort": "n", "limit": 9}"#,
            "whole",
            r#"{"where":[["n",">",2]]}"#,
        ),
        (
            r#"{"where": [["n", ">", 2], ["at", "<=", {"param": "at"}]], "group": ["word"],
                "measure": {"a": "mean:n", "b": "sum:n", "c": "distinct:flag"}, "sort": "-b"}"#,
            "cube",
            r#"{"where":[["n",">",2]],"group":["word",{"field":"at","by":"day"},"flag"],"measure":{"sum:n":"sum:n","count:n":"count:n"}}"#,
        ),
        (
            r#"{"where": [["at", "<=", {"param": "now"}]], "measure": "last:word"}"#,
            "cube",
            r#"{"group":["at"],"measure":{"last:word":"last:word","at:word":"max:at:word"}}"#,
        ),
    ] {
        assert_eq!(needed(query), (word, wanted.to_string()), "{query}");
    }
}
