//! Queries against a slow and simple reference that knows no codes, ranks or hashes.

pub mod reference;

use daping::data::query::spec::{Condition, Cut, Group, Measure, Measures, Op, Operand, Sort};
use daping::data::query::{Context, Query, run};
use daping::data::table::{Builder, Column, Field, Table, Type, Value};
use daping::grammar::named::Named;
use daping::issue::DataFault;
use proptest::prelude::*;

use crate::rows::read;
use reference::{Cell, cell, param, reference};

pub const FIELDS: [(&str, Type); 5] = [
    ("word", Type::Text),
    ("n", Type::Number),
    ("day", Type::Date),
    ("at", Type::Time),
    ("flag", Type::Flag),
];
const WORDS: [&str; 7] = ["a", "b", "10", "9", "2.5", "有组织", ""];

pub type Row = (Option<usize>, Option<i8>, Option<i16>, Option<i32>, Option<bool>);

pub fn table(rows: &[Row], short: usize) -> Table {
    let mut columns = FIELDS.map(|(_, kind)| Builder::new(kind));
    for (at, (word, n, day, time, flag)) in rows.iter().enumerate() {
        let cells = [
            word.map_or(Value::Missing, |w| Value::Text(WORDS[w])),
            n.map_or(Value::Missing, |n| Value::Number(half(n))),
            day.map_or(Value::Missing, |d| Value::Day(i32::from(d))),
            time.map_or(Value::Missing, |t| Value::Time(i64::from(t))),
            flag.map_or(Value::Missing, Value::Flag),
        ];
        for (index, (column, cell)) in columns.iter_mut().zip(cells).enumerate() {
            // One column ends early: the rest of it reads as missing.
            if index != 1 || at + short < rows.len() || short == 0 {
                column.push(cell);
            }
        }
    }
    let field = |((name, _), column): ((&str, Type), Builder)| field(name, column.finish());
    Table::new(FIELDS.into_iter().zip(columns).map(field).collect())
}

/// Halves, and both zeros.
fn half(n: i8) -> f64 {
    if n == 4 { 0.0 } else { -f64::from(n) / 2.0 }
}

fn field(name: &str, column: Column) -> Field {
    Field { name: name.into(), label: format!("the {name}"), unit: Some("u".into()), column }
}

pub fn rows() -> impl Strategy<Value = Vec<Row>> {
    let some = prop::option::weighted::<std::ops::Range<usize>>;
    let day = prop::option::weighted(0.8, -70i16..70);
    let time = prop::option::weighted(0.8, -6_000_000i32..6_000_000);
    let row = (
        some(0.8, 0..WORDS.len()),
        prop::option::weighted(0.8, -4i8..5),
        day,
        time,
        prop::option::weighted(0.8, any::<bool>()),
    );
    prop::collection::vec(row, 0..30)
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["word", "n", "day", "at", "flag", "ghost"]).prop_map(String::from)
}

fn operand() -> impl Strategy<Value = Operand> {
    let text = prop::sample::select(vec![
        "a",
        "10",
        "有",
        "",
        "true",
        "present",
        "missing",
        "1970-01-05",
        "1969-12-30",
    ]);
    let leaf = prop_oneof![
        4 => text.prop_map(|t| Operand::Text(t.into())),
        2 => (-4i8..11).prop_map(|n| Operand::Number(f64::from(n) / 2.0)),
        1 => any::<bool>().prop_map(Operand::Flag),
        1 => prop::sample::select(vec!["set", "ten", "at", "unset"])
            .prop_map(|p| Operand::Param { param: p.into() }),
    ];
    prop_oneof![
        4 => leaf.clone(),
        1 => prop::collection::vec(leaf, 0..4).prop_map(Operand::List),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    use Op::*;
    let op = prop::sample::select(vec![Eq, Ne, Lt, Le, Gt, Ge, In, Contains, Is]);
    (name(), op, operand()).prop_map(|(field, op, value)| Condition { field, op, value })
}

fn group() -> impl Strategy<Value = Group> {
    let cut = prop_oneof![
        Just(Cut::Day),
        Just(Cut::Week),
        Just(Cut::Month),
        prop::sample::select(vec![1.5, 1.0, 0.0, f64::NAN]).prop_map(Cut::Bin),
    ];
    prop_oneof![
        name().prop_map(Group::Field),
        (name(), cut).prop_map(|(field, by)| Group::Cut { field, by }),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    let verbs = prop::sample::select(vec![
        "count",
        "count:",
        "sum:",
        "mean:",
        "min:",
        "max:",
        "distinct:",
        "last:",
    ]);
    (verbs, name()).prop_map(|(verb, name)| {
        let text = if verb == "count" { verb.to_string() } else { verb.to_string() + &name };
        Measure::parse(&text).unwrap()
    })
}

pub fn query() -> impl Strategy<Value = Query> {
    let sort = prop_oneof![name(), Just("m0".to_string()), Just("count".to_string())];
    (
        prop::collection::vec(condition(), 0..3),
        prop::collection::vec(group(), 0..3),
        prop::collection::vec(measure(), 0..3),
        prop::collection::vec((sort, any::<bool>()), 0..3),
        prop::option::of(0usize..12),
    )
        .prop_map(|(wheres, group, measures, sort, limit)| {
            let named = (0..).zip(measures).map(|(i, m): (u32, _)| (format!("m{i}"), m));
            let measure = Measures(Named(named.collect()));
            Query { wheres, group, measure, sort: Sort(sort), limit, ..Query::default() }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn answers_agree_with_the_reference(
        rows in rows(),
        short in 0usize..3,
        query in query(),
        offset in -43_200i32..50_400,
    ) {
        let table = table(&rows, short);
        let context = Context { params: &param, utc_offset: offset };
        let (result, faults) = run(&query, &table, &context);
        let (names, wanted) = reference(&query, &table, offset);
        let own: Vec<&str> = result.fields().iter().map(|f| f.name.as_str()).collect();
        prop_assert_eq!(own, names);
        let row = |row| result.fields().iter().map(|f| cell(f.column.get(row))).collect();
        let all: Vec<Vec<Cell>> = (0..result.rows()).map(row).collect();
        prop_assert_eq!(all, wanted);

        let ghosts = faults.iter().filter(|(field, _)| field == "ghost").count();
        let named = query.wheres.iter().any(|c| c.field == "ghost")
            || query.group.iter().any(|g| matches!(g,
                Group::Field(f) | Group::Cut { field: f, .. } if f == "ghost"))
            || query.measure.0.iter().any(|(_, m)| m.field() == Some("ghost"));
        prop_assert!(!named || ghosts > 0);
    }

    #[test]
    fn one_row_answers_a_measure_of_nothing(rows in rows(), measure in measure()) {
        let table = table(&rows, 0);
        let none = Condition { field: "word".into(), op: Op::Eq, value: Operand::Text("?".into()) };
        let query = Query {
            wheres: vec![none],
            measure: Measures(Named(vec![("m".into(), measure.clone())])),
            ..Query::default()
        };
        let (result, _) = run(&query, &table, &Context { params: &param, utc_offset: 0 });
        prop_assert_eq!(result.rows(), 1);
        let counts = match &measure {
            Measure::Count => true,
            Measure::Present(field) | Measure::Distinct(field) => field != "ghost",
            _ => false,
        };
        let wanted = if counts { Value::Number(0.0) } else { Value::Missing };
        prop_assert_eq!(result.get(0, "m"), wanted);
    }
}

fn asked(json: &str, table: &Table) -> (Table, Vec<(String, DataFault)>) {
    let query: Query = read(json);
    run(&query, table, &Context { params: &param, utc_offset: 8 * 3_600 })
}

#[test]
fn an_authored_query_counts_channels_and_keeps_labels() {
    let rows = [Some(0), Some(1), None, Some(0)].map(|w| (w, Some(2), None, None, None));
    let table = table(&rows, 0);
    let json = r#"{"group": ["word"], "measure": {"people": "count", "pay": "sum:n"},
        "sort": "-people", "limit": 2}"#;
    let (result, faults) = asked(json, &table);
    assert_eq!(faults, []);
    let heads: Vec<_> = result.fields().iter().map(|f| (&*f.label, f.unit.as_deref())).collect();
    assert_eq!(heads, [("the word", Some("u")), ("count", None), ("the n", Some("u"))]);
    assert_eq!((result.text(0, "word"), result.number(0, "people")), (Some("a"), Some(2.0)));
    assert_eq!(result.text(1, "word"), Some("b"), "ties keep the order of first rows");
}

#[test]
fn what_cannot_be_computed_is_a_fault_and_the_rest_stands() {
    let table = table(&[(Some(0), Some(2), Some(3), None, None)], 0);
    let json = r#"{"where": [["n", "<", "soon"]], "group": [{"field": "word", "by": "month"}],
        "measure": {"a": "sum:word", "b": "min:ghost", "c": "count"}, "sort": "-nobody"}"#;
    let (result, faults) = asked(json, &table);
    let reason = |reason| DataFault::BadQuery { reason };
    let wanted = [
        ("n", "the value does not fit the field"),
        ("word", "not a date field"),
        ("word", "not a number field"),
        ("ghost", "no such field"),
        ("nobody", "no such field"),
    ];
    assert_eq!(faults, wanted.map(|(field, why)| (field.to_string(), reason(why))));
    assert_eq!(result.fields().len(), 4);
}

#[test]
fn times_compare_with_zoned_and_local_text() {
    // 2020-02-21T00:30 in Shanghai, 16:30 the day before in UTC.
    let table = table(&[(None, None, None, Some(1_582_216_200), None)], 0);
    let count = |condition: &str| {
        let json = format!(r#"{{"where": [["at", {condition}]], "measure": "count"}}"#);
        asked(&json, &table).0.number(0, "count")
    };
    for holds in [
        r#""=", "2020-02-21""#,
        r#""=", "2020-02-20T16:30:00Z""#,
        r#""=", "2020-02-21T00:30:00+08:00""#,
        r#""=", "2020-02-21T00:30:00""#,
        r#""<", "2020-02-21T00:30:01""#,
    ] {
        assert_eq!(count(holds), Some(1.0), "{holds}");
    }
    assert_eq!(count(r#"">", "2020-02-21""#), Some(0.0));
}
