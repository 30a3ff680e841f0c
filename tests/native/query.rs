//! Queries against a slow and simple reference that knows no codes, ranks or hashes.

use daping::data::named::Named;
use daping::data::query::spec::{Condition, Cut, Group, Measure, Measures, Op, Operand, Sort};
use daping::data::query::{Context, Query, run};
use daping::data::table::{Builder, Column, Field, Table, Type, Value};
use daping::issue::DataFault;
use jiff::civil::date;
use proptest::prelude::*;
use std::cmp::Ordering;

const FIELDS: [(&str, Type); 5] = [
    ("word", Type::Text),
    ("n", Type::Number),
    ("day", Type::Date),
    ("at", Type::Time),
    ("flag", Type::Flag),
];
const WORDS: [&str; 7] = ["a", "b", "10", "9", "2.5", "有组织", ""];

type Row = (Option<usize>, Option<i8>, Option<i16>, Option<i32>, Option<bool>);

fn table(rows: &[Row], short: usize) -> Table {
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

fn rows() -> impl Strategy<Value = Vec<Row>> {
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
        1 => prop::sample::select(vec!["set", "unset"])
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

fn query() -> impl Strategy<Value = Query> {
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

fn param(name: &str) -> Option<String> {
    (name == "set").then(|| "a".to_string())
}

/// A cell of the reference; numbers have one zero.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    None,
    Text(String),
    Number(f64),
    Day(i64),
    Time(i64),
    Flag(bool),
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Missing => Cell::None,
        Value::Text(text) => Cell::Text(text.into()),
        Value::Number(n) => Cell::Number(n),
        Value::Day(day) => Cell::Day(day.into()),
        Value::Time(time) => Cell::Time(time),
        Value::Flag(flag) => Cell::Flag(flag),
    }
}

fn order(a: &Cell, b: &Cell) -> Option<Ordering> {
    match (a, b) {
        (Cell::Text(a), Cell::Text(b)) => a.partial_cmp(b),
        (Cell::Number(a), Cell::Number(b)) => a.partial_cmp(b),
        (Cell::Day(a), Cell::Day(b)) | (Cell::Time(a), Cell::Time(b)) => a.partial_cmp(b),
        (Cell::Flag(a), Cell::Flag(b)) => a.partial_cmp(b),
        _ => None,
    }
}

fn iso(days: i64) -> String {
    date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap().to_string()
}

fn local(time: i64, offset: i32) -> i64 {
    (time + i64::from(offset)).div_euclid(86_400)
}

/// How a cell stands to a value: days as their ISO text, which orders as they do.
fn stands(cell: &Cell, value: &Operand, offset: i32) -> Option<Ordering> {
    let is_day = |text: &str| text.len() == 10 && text.starts_with("19");
    match (cell, value) {
        (Cell::Text(a), Operand::Text(b)) => a.partial_cmp(b),
        (Cell::Text(a), Operand::Number(b)) => a.parse::<f64>().ok()?.partial_cmp(b),
        (Cell::Number(a), Operand::Number(b)) => a.partial_cmp(b),
        (Cell::Number(a), Operand::Text(b)) => a.partial_cmp(&b.parse().ok()?),
        (Cell::Day(a), Operand::Text(b)) if is_day(b) => iso(*a).partial_cmp(b),
        (Cell::Time(a), Operand::Text(b)) if is_day(b) => iso(local(*a, offset)).partial_cmp(b),
        (Cell::Flag(a), Operand::Flag(b)) => a.partial_cmp(b),
        (Cell::Flag(a), Operand::Text(b)) => a.partial_cmp(&b.parse().ok()?),
        _ => None,
    }
}

fn holds(cell: &Cell, condition: &Condition, offset: i32) -> bool {
    let mut values = match &condition.value {
        Operand::List(values) => values.clone(),
        one => vec![one.clone()],
    };
    for value in &mut values {
        if let Operand::Param { param: name } = value {
            match param(name) {
                None => return true,
                Some(text) => *value = Operand::Text(text),
            }
        }
    }
    let any = |wish: &dyn Fn(Ordering) -> bool| {
        values.iter().any(|v| stands(cell, v, offset).is_some_and(wish))
    };
    match condition.op {
        Op::Eq | Op::In => any(&Ordering::is_eq),
        Op::Ne => !any(&Ordering::is_eq),
        Op::Lt => any(&Ordering::is_lt),
        Op::Le => any(&Ordering::is_le),
        Op::Gt => any(&Ordering::is_gt),
        Op::Ge => any(&Ordering::is_ge),
        Op::Contains => values.iter().any(|value| match (cell, value) {
            (Cell::Text(text), Operand::Text(part)) => text.contains(part),
            (Cell::Text(text), Operand::Number(part)) => text.contains(&part.to_string()),
            _ => false,
        }),
        Op::Is => values.iter().any(|value| match value {
            Operand::Text(word) if word == "present" => *cell != Cell::None,
            Operand::Text(word) if word == "missing" => *cell == Cell::None,
            _ => false,
        }),
    }
}

fn cut(cell: Cell, by: Option<Cut>, offset: i32) -> Cell {
    let day = match (&cell, by) {
        (_, None) => return cell,
        (Cell::Number(n), Some(Cut::Bin(width))) if width > 0.0 => {
            return Cell::Number((n / width).floor() * width);
        }
        (Cell::Day(day), Some(_)) => *day,
        (Cell::Time(time), Some(_)) => local(*time, offset),
        _ => return Cell::None,
    };
    let at: jiff::civil::Date = iso(day).parse().unwrap();
    match by {
        Some(Cut::Week) => Cell::Day(day - i64::from(at.weekday().to_monday_zero_offset())),
        Some(Cut::Month) => Cell::Day(day - i64::from(at.day()) + 1),
        Some(Cut::Day) => Cell::Day(day),
        _ => Cell::None,
    }
}

fn compute(measure: &Measure, rows: &[usize], table: &Table) -> Cell {
    let Some(name) = measure.field() else { return Cell::Number(rows.len() as f64) };
    let cells = rows.iter().map(|row| cell(table.get(*row, name)));
    let present: Vec<Cell> = cells.filter(|cell| *cell != Cell::None).collect();
    let numbers: Vec<f64> = present
        .iter()
        .filter_map(|cell| if let Cell::Number(n) = cell { Some(*n) } else { None })
        .collect();
    let extreme = |wanted: Ordering| {
        let sortable = |c: &&Cell| matches!(c, Cell::Number(_) | Cell::Day(_) | Cell::Time(_));
        let best = present
            .iter()
            .filter(sortable)
            .reduce(|best, new| if order(new, best) == Some(wanted) { new } else { best });
        best.cloned().unwrap_or(Cell::None)
    };
    match measure {
        _ if table.field(name).is_none() => Cell::None,
        Measure::Count => Cell::None,
        Measure::Present(_) => Cell::Number(present.len() as f64),
        Measure::Sum(_) | Measure::Mean(_) if numbers.is_empty() => Cell::None,
        Measure::Sum(_) => Cell::Number(numbers.iter().sum()),
        Measure::Mean(_) => Cell::Number(numbers.iter().sum::<f64>() / numbers.len() as f64),
        Measure::Min(_) => extreme(Ordering::Less),
        Measure::Max(_) => extreme(Ordering::Greater),
        Measure::Distinct(_) => {
            let mut seen: Vec<&Cell> = Vec::new();
            for cell in &present {
                if !seen.contains(&cell) {
                    seen.push(cell);
                }
            }
            Cell::Number(seen.len() as f64)
        }
        Measure::Last(_) => present.last().cloned().unwrap_or(Cell::None),
    }
}

/// Names and rows of the answer.
fn reference(query: &Query, table: &Table, offset: i32) -> (Vec<String>, Vec<Vec<Cell>>) {
    let keep = |row: &usize| {
        let of = |c: &Condition| holds(&cell(table.get(*row, &c.field)), c, offset);
        query.wheres.iter().all(of)
    };
    let rows: Vec<usize> = (0..table.rows()).filter(keep).collect();
    let (names, mut result) = if query.group.is_empty() && query.measure.0.is_empty() {
        let names: Vec<String> = table.fields().iter().map(|f| f.name.clone()).collect();
        let one = |row: usize| names.iter().map(|n| cell(table.get(row, n))).collect();
        let all = rows.into_iter().map(one).collect();
        (names, all)
    } else {
        grouped(query, table, rows, offset)
    };
    result.sort_by(|a: &Vec<Cell>, b| {
        let by = |(name, descending): &(String, bool)| {
            let at = names.iter().position(|n| n == name)?;
            let found = match (&a[at], &b[at]) {
                (Cell::None, Cell::None) => Ordering::Equal,
                (Cell::None, _) => Ordering::Greater,
                (_, Cell::None) => Ordering::Less,
                (x, y) if *descending => order(y, x).unwrap(),
                (x, y) => order(x, y).unwrap(),
            };
            found.is_ne().then_some(found)
        };
        query.sort.0.iter().find_map(by).unwrap_or(Ordering::Equal)
    });
    result.truncate(query.limit.unwrap_or(usize::MAX));
    (names, result)
}

fn grouped(
    query: &Query,
    table: &Table,
    rows: Vec<usize>,
    offset: i32,
) -> (Vec<String>, Vec<Vec<Cell>>) {
    let parts = |group: &Group| match group {
        Group::Field(field) => (field.clone(), None),
        Group::Cut { field, by } => (field.clone(), Some(*by)),
    };
    let by: Vec<(String, Option<Cut>)> = query.group.iter().map(parts).collect();
    let mut groups: Vec<(Vec<Cell>, Vec<usize>)> = Vec::new();
    for row in rows {
        let key: Vec<Cell> =
            by.iter().map(|(f, by)| cut(cell(table.get(row, f)), *by, offset)).collect();
        match groups.iter_mut().find(|(own, _)| *own == key) {
            Some((_, members)) => members.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    if by.is_empty() && groups.is_empty() {
        groups.push((Vec::new(), Vec::new()));
    }
    let mut measures = query.measure.0.0.clone();
    if measures.is_empty() {
        measures.push(("count".into(), Measure::Count));
    }
    let one = |(mut key, members): (Vec<Cell>, Vec<usize>)| {
        key.extend(measures.iter().map(|(_, m)| compute(m, &members, table)));
        key
    };
    let names = by.iter().map(|(f, _)| f).chain(measures.iter().map(|(n, _)| n)).cloned();
    let names = names.collect();
    (names, groups.into_iter().map(one).collect())
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
    let query: Query = serde_json::from_str(json).unwrap();
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
