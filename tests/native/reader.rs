//! The reader as the page speaks to it: bytes in, tables out, whatever comes.

use daping::data::Audience;
use daping::data::query::Query;
use daping::data::query::spec::{Condition, Group, Measures, Op, Operand, Sort};
use daping::data::remote::{self, Look, Verb};
use daping::data::table::{Table, Value};
use daping::issue::{DataFault, Lang};
use daping::reader::Session;

const BOARD: &str = r#"{"daping": 1, "sources": {"people": {"url": "data/people.ndjson", "fields": {
    "name": {"label": "姓名", "mask": "person_name"}, "town": {"label": "乡镇"},
    "day": {"type": "date"}, "count": {"type": "number"}}}}}"#;

fn call(session: &mut Session, verb: Verb, body: &str) -> Result<Vec<Table>, DataFault> {
    remote::read(&session.call(verb as u32, body.as_bytes()))
}

/// A reader that has read so many people.
fn reader(people: usize) -> Session {
    let mut session = Session::default();
    let opening = remote::opening("people", Audience::Internal, 8 * 3600);
    call(&mut session, Verb::Open, &format!("{opening}\n{BOARD}")).expect("a source");
    let incoming = remote::incoming(None, "data/people.ndjson", None);
    call(&mut session, Verb::Begin, &incoming).expect("begins");
    for from in (0..people).step_by(500) {
        let line = |at: usize| {
            let (name, town) = (["王小明", "李红"][at % 2], ["云阳镇", "留山镇", "小店乡"][at % 3]);
            let day = 1 + at % 20;
            format!(
                "{{\"name\":\"{name}\",\"town\":\"{town}\",\"day\":\"2020-02-{day:02}\",\"count\":{at}}}\n"
            )
        };
        let lines: String = (from..(from + 500).min(people)).map(line).collect();
        call(&mut session, Verb::Push, &lines).expect("bytes");
    }
    session
}

fn holding(people: usize) -> Session {
    let mut session = reader(people);
    call(&mut session, Verb::End, "").expect("whole");
    call(&mut session, Verb::Finish, "").expect("a table");
    session
}

fn ask(session: &mut Session, verb: Verb, query: &Query, look: &Look) -> Vec<Table> {
    call(session, verb, &remote::question(query, &[], look)).expect("an answer")
}

fn number(tables: &[Table], at: usize, name: &str) -> f64 {
    tables[at].number(0, name).expect(name)
}

#[test]
fn what_was_read_is_told_as_facts_and_fields() {
    let mut session = reader(1_500);
    call(&mut session, Verb::End, "").expect("whole");
    let told = call(&mut session, Verb::Finish, "").expect("a table");
    assert_eq!(number(&told, 0, "rows"), 1_500.0);
    assert_eq!(told[1].rows(), 0, "no finding");
    let names: Vec<&str> = told[2].fields().iter().map(|field| field.name.as_str()).collect();
    assert_eq!((told[2].rows(), names), (0, vec!["name", "town", "day", "count"]));
}

#[test]
fn the_same_bytes_have_the_same_print_in_any_pieces() {
    let print = |mut session: Session| {
        let told = call(&mut session, Verb::End, "").expect("facts");
        remote::print(told.first())
    };
    assert_eq!(print(reader(700)), print(reader(700)));
    assert_ne!(print(reader(700)), print(reader(701)));
}

#[test]
fn small_tables_are_told_whole_and_long_ones_cut() {
    let mut session = holding(201_000);
    let towns = Query {
        from: "people".into(),
        group: vec![Group::Field("town".into())],
        measure: Measures::default(),
        sort: Sort(vec![("count".into(), true), ("town".into(), false)]),
        ..Query::default()
    };
    let told = ask(&mut session, Verb::Ask, &towns, &Look::default());
    assert_eq!(told[0].rows(), 3);
    assert_eq!(told[0].number(0, "count"), Some(67_000.0));
    let all = ask(&mut session, Verb::Ask, &Query::default(), &Look::default());
    assert_eq!((all[0].rows(), number(&all, 2, "rows")), (200_000, 201_000.0));
    let wrong = Query { group: vec![Group::Field("nowhere".into())], ..Query::default() };
    let told = ask(&mut session, Verb::Ask, &wrong, &Look::default());
    assert_eq!(told[1].text(0, "field"), Some("nowhere"));
}

#[test]
fn a_long_line_is_told_from_end_to_end_by_what_can_be_seen() {
    let mut session = holding(201_000);
    let line = ["count".to_string(), "count".to_string()];
    let look = Look { line: &line, ..Look::default() };
    let told = ask(&mut session, Verb::Ask, &Query::default(), &look);
    let rows = told[0].rows();
    assert!((4_096..=5 * 4_096).contains(&rows), "{rows}");
    assert_eq!(number(&told, 2, "rows"), rows as f64, "nothing is missing of it");
    assert_eq!((told[0].number(0, "count"), told[1].rows()), (Some(0.0), 0));
    assert_eq!(told[0].number(rows - 1, "count"), Some(200_999.0));
    // One over some of the rows is told as they are.
    let town =
        Condition { field: "town".into(), op: Op::Eq, value: Operand::Text("云阳镇".into()) };
    let some = Query { wheres: vec![town], ..Query::default() };
    assert_eq!(ask(&mut session, Verb::Ask, &some, &look)[0].rows(), 67_000);
}

#[test]
fn a_view_is_told_by_the_window_first_and_last_alike() {
    let mut session = holding(9_000);
    let told =
        ask(&mut session, Verb::View, &Query::default(), &Look { from: 8_990, ..Look::default() });
    assert_eq!(number(&told, 0, "rows"), 9_000.0);
    assert_eq!(told[1].rows(), 400, "a sample");
    assert_eq!((told[2].rows(), told[2].number(0, "count")), (10, Some(8_990.0)));
    let view = number(&told, 0, "view") as usize;
    for (from, rows, is) in [(0, 50, 50), (8_999, 50, 1), (9_000, 5, 0), (100, 1_000_000, 8_900)] {
        let told = call(&mut session, Verb::Rows, &remote::window(view, from, rows)).expect("rows");
        assert_eq!(told[0].rows(), is, "{rows} from {from}");
        let first = (is > 0).then_some(from as f64);
        assert_eq!(told[0].number(0, "count"), first);
        assert!(matches!(told[0].get(0, "name"), Value::Text("王**" | "李*") | Value::Missing));
    }
}

#[test]
fn views_are_filtered_sorted_and_searched() {
    let mut session = holding(3_000);
    let condition = |field: &str, op, value: &str| Condition {
        field: field.into(),
        op,
        value: Operand::Text(value.into()),
    };
    let query = Query {
        wheres: vec![condition("town", Op::Eq, "留山镇")],
        sort: Sort(vec![("count".into(), true)]),
        ..Query::default()
    };
    let told = ask(&mut session, Verb::View, &query, &Look::default());
    assert_eq!((number(&told, 0, "rows"), number(&told, 2, "count")), (1_000.0, 2_998.0));
    let columns = ["name".to_string(), "town".to_string()];
    for (seek, rows) in
        [("王", 1_500.0), ("lsz", 1_000.0), ("李红", 0.0), ("l", 3_000.0 - 1_000.0), ("2998", 0.0)]
    {
        let look = Look { seek, columns: &columns, ..Look::default() };
        let told = ask(&mut session, Verb::View, &Query::default(), &look);
        assert_eq!(number(&told, 0, "rows"), rows, "{seek}");
    }
}

#[test]
fn nonsense_is_a_fault_and_nothing_more() {
    let bodies = [
        "",
        "{",
        "null",
        "[1]",
        "{\"query\": 7}",
        "{\"view\": 99, \"from\": 0, \"rows\": 5}",
        "\u{0}",
    ];
    for people in [0, 20] {
        for verb in 0..14 {
            for body in bodies {
                let mut session = if people == 0 { Session::default() } else { holding(people) };
                let said = remote::read(&session.call(verb, body.as_bytes()));
                // A guess takes any file, and questions have a default for each key.
                let is_question =
                    (6..=7).contains(&verb) && people > 0 || verb == Verb::Guess as u32;
                assert!(said.is_err() || is_question, "{verb} {body:?}");
            }
        }
    }
    let mut session = Session::default();
    let opening = remote::opening("elsewhere", Audience::Internal, 0);
    assert!(call(&mut session, Verb::Open, &format!("{opening}\n{BOARD}")).is_err());
}

#[test]
fn a_fault_of_the_bytes_is_told_in_both_languages_without_them() {
    let mut session = reader(10);
    let Err(fault) = call(&mut session, Verb::Push, "{\"name\": \"赵钱孙\" oh\n") else {
        panic!("a fault")
    };
    for lang in [Lang::Zh, Lang::En] {
        let said = fault.say(lang);
        assert!(said.contains("NDJSON") && !said.contains('赵'), "{said}");
    }
}
