//! Live tables beside a plain model: changes by key, repeats, reorders, hostile messages, masks.

use std::collections::BTreeMap;

use daping::data::limits::MAX_MESSAGE;
use daping::data::live::{Live, Message};
use daping::data::source::Source;
use daping::data::{Asked, Audience};
use daping::issue::Lang;
use proptest::prelude::*;

use crate::rows::read;

fn asked(source: &Source) -> Asked<'_> {
    Asked { name: "beds", source, audience: Audience::Internal, utc_offset: 28_800 }
}

/// Rows with a key, a version and a number, in messages that say what they do.
fn beds(changes: &str) -> Source {
    read(&format!(
        r#"{{"sse":"/events","rows":"/rows","as_of":"/at",
        "changes":{{"key":"id","op":"/op","version":"/v"{changes}}},
        "fields":{{"id":{{}},"free":{{"type":"number"}}}}}}"#
    ))
}

fn data(data: impl ToString) -> Message {
    Message { event: "message".into(), id: None, data: data.to_string() }
}

/// The rows as they are shown.
fn shown(live: &Live) -> Vec<(String, f64)> {
    let table = live.reading().table;
    let row = |row| (table.text(row, "id").unwrap().into(), table.number(row, "free").unwrap());
    (0..table.rows()).map(row).collect()
}

fn said(live: &Live) -> Vec<String> {
    live.reading().issues.iter().map(|issue| issue.say(Lang::En)).collect()
}

#[derive(Clone, Debug)]
struct Change {
    op: &'static str,
    /// Key, version, number.
    rows: Vec<(u8, Option<u32>, u8)>,
}

impl Change {
    fn message(&self) -> Message {
        let row = |(id, version, free): &(u8, Option<u32>, u8)| {
            let version = version.map(|v| format!(r#","v":{v}"#)).unwrap_or_default();
            format!(r#"{{"id":{id},"free":{free}{version}}}"#)
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        data(format!(r#"{{"op":"{}","rows":[{}]}}"#, self.op, rows.join(",")))
    }
}

/// What a stream should have made of its messages.
#[derive(Default)]
struct Model {
    rows: Vec<(u8, u8)>,
    versions: BTreeMap<u8, u32>,
    keep: usize,
}

impl Model {
    fn apply(&mut self, change: &Change) {
        if change.op == "table" {
            self.rows.clear();
            self.versions.clear();
        }
        for (key, version, free) in &change.rows {
            let known = self.versions.get(key);
            if version.is_some_and(|new| known.is_some_and(|old| new <= *old)) {
                continue;
            }
            version.map(|version| self.versions.insert(*key, version));
            let at = self.rows.iter().position(|(own, _)| own == key);
            match (change.op, at) {
                ("remove", Some(at)) => drop(self.rows.remove(at)),
                ("remove", None) => {}
                (_, Some(at)) => self.rows[at].1 = *free,
                (_, None) => self.rows.push((*key, *free)),
            }
            if self.rows.len() > self.keep {
                self.rows.remove(0);
            }
        }
    }

    fn shown(&self) -> Vec<(String, f64)> {
        self.rows.iter().map(|(key, free)| (key.to_string(), f64::from(*free))).collect()
    }
}

fn change() -> impl Strategy<Value = Change> {
    let op =
        prop_oneof![3 => Just("add"), 3 => Just("change"), 3 => Just("remove"), 1 => Just("table")];
    let row = (0..12u8, prop::option::of(0..20u32), 0..3u8);
    (op, prop::collection::vec(row, 0..4)).prop_map(|(op, rows)| Change { op, rows })
}

/// Changes in their order, each with a version of its own.
fn log() -> impl Strategy<Value = Vec<Change>> {
    let one = (prop_oneof![2 => Just("upsert"), 1 => Just("delete")], 0..8u8, any::<u8>());
    prop::collection::vec(one, 1..60).prop_map(|all| {
        let numbered = (1..).zip(all);
        let change =
            |(version, (op, key, free))| Change { op, rows: vec![(key, Some(version), free)] };
        numbered.map(change).collect()
    })
}

fn heard<'a>(source: &'a Source, changes: impl IntoIterator<Item = &'a Change>) -> Live<'a> {
    let mut live = Live::new(asked(source));
    for change in changes {
        live.hear(&change.message());
    }
    live
}

fn sorted(live: &Live) -> Vec<(String, f64)> {
    let mut rows = shown(live);
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

proptest! {
    #[test]
    fn a_live_table_is_what_a_plain_one_would_be(
        changes in prop::collection::vec(change(), 0..60),
        keep in 1..10usize,
    ) {
        let source = beds(&format!(r#","keep":{keep}"#));
        let mut live = Live::new(asked(&source));
        let mut model = Model { keep, ..Model::default() };
        for (at, change) in changes.iter().enumerate() {
            let before = model.shown();
            model.apply(change);
            let told = live.hear(&change.message());
            prop_assert_eq!(shown(&live), model.shown(), "after {:?}", change);
            let changed = at == 0 || before != model.shown();
            prop_assert!(told || !changed, "{:?}", change);
            // A message of several rows may take back what it did.
            prop_assert!(!told || changed || change.rows.len() > 1, "{:?}", change);
            prop_assert_eq!(live.fault(), None);
        }
        let missing = said(&live).iter().all(|said| said.ends_with("no row has this field"));
        prop_assert!(missing, "{:?}", said(&live));
    }

    #[test]
    fn versions_put_right_what_was_repeated_and_overtaken(
        (log, delivered) in log().prop_flat_map(|log| {
            let order: Vec<usize> = (0..log.len()).chain(0..log.len() / 2).collect();
            (Just(log), Just(order).prop_shuffle())
        }),
    ) {
        let source = beds("");
        let wanted = heard(&source, &log);
        let found = heard(&source, delivered.iter().map(|at| &log[*at]));
        prop_assert_eq!(sorted(&found), sorted(&wanted));
    }

    #[test]
    fn going_on_from_before_the_break_ends_at_the_same_rows(
        log in log(),
        broken in 0..60usize,
        back in 0..20usize,
    ) {
        let source: Source = read(
            r#"{"ws":"/beds","rows":"/rows","changes":{"key":"id","op":"/op"},
            "fields":{"id":{},"free":{"type":"number"}}}"#,
        );
        let broken = broken.min(log.len());
        let delivered = log[..broken].iter().chain(&log[broken.saturating_sub(back)..]);
        prop_assert_eq!(sorted(&heard(&source, delivered)), sorted(&heard(&source, &log)));
    }
}

#[test]
fn a_repeat_says_nothing_new() {
    let source = beds("");
    let mut live = Live::new(asked(&source));
    let add = data(r#"{"op":"add","rows":{"id":"a","free":1},"at":"2020-02-21T08:00:00"}"#);
    assert!(live.hear(&add));
    assert!(!live.hear(&add));
    let table = data(r#"{"op":"table","rows":[{"id":"a","free":1}]}"#);
    assert!(!live.hear(&table), "a whole table of the same rows");
    assert!(live.hear(&data(r#"{"op":"table","rows":[]}"#)));
    assert_eq!(shown(&live), []);
    assert_eq!(live.reading().as_of, Some(1_582_243_200));
    let later = data(r#"{"op":"add","rows":[],"at":1582243260000}"#);
    assert!(live.hear(&later), "the time that the rows are of is shown too");
    assert_eq!(live.reading().as_of, Some(1_582_243_260));
}

#[test]
fn an_event_is_what_it_does_where_no_pointer_says_so() {
    let source: Source = read(
        r#"{"sse":"/events","changes":{"key":"/0","table":["all"],"remove":["gone"]},"columns":"/columns",
        "rows":"/rows","fields":{"free":{"type":"number"},"id":{}}}"#,
    );
    let mut live = Live::new(asked(&source));
    let mut hear = |event: &str, rows: &str| {
        let columns = if event == "all" { r#","columns":["id","free"]"# } else { "" };
        let message = Message {
            event: event.into(),
            id: Some("7".into()),
            data: format!(r#"{{"rows":{rows}{columns}}}"#),
        };
        (live.hear(&message), shown(&live))
    };
    let row = |id: &str, free: f64| (id.to_string(), free);
    // Without names the columns are those of the fields, in their order.
    assert_eq!(hear("message", r#"[[4,"x"]]"#), (true, vec![row("x", 4.0)]));
    assert_eq!(hear("all", r#"[["a",1],["b",2]]"#), (true, vec![]), "a key that no column has");
    let source: Source = read(
        r#"{"sse":"/events","changes":{"key":"id"},"columns":"/columns","rows":"/rows",
        "fields":{"free":{"type":"number"},"id":{}}}"#,
    );
    let mut live = Live::new(asked(&source));
    let table = r#"{"rows":[["a",1],["b",2]],"columns":["id","free"]}"#;
    assert!(live.hear(&Message {
        event: "table".into(),
        id: Some("8".into()),
        data: table.into()
    }));
    let gone = Message { event: "remove".into(), id: None, data: r#"{"rows":[["a"]]}"#.into() };
    assert!(live.hear(&gone));
    assert_eq!((shown(&live), live.last_id()), (vec![row("b", 2.0)], Some("8")));
    let ping = Message { event: "ping".into(), id: Some(String::new()), data: "{}".into() };
    assert!(!live.hear(&ping));
    assert_eq!((said(&live).len(), live.last_id()), (0, None), "the id was taken back");
}

#[test]
fn a_sockets_messages_carry_their_ids() {
    let source = beds(r#","id":"/seq""#);
    let mut live = Live::new(asked(&source));
    live.hear(&data(r#"{"seq":41,"rows":{"id":1,"free":1}}"#));
    assert_eq!(live.last_id(), Some("41"));
    live.hear(&data(r#"{"seq":"42","rows":"nothing of use"}"#));
    assert_eq!(live.last_id(), Some("42"), "it would only come again");
    live.hear(&data("ping"));
    live.hear(&data(r#"{"rows":[]}"#));
    assert_eq!(live.last_id(), Some("42"));
}

#[test]
fn a_storm_is_one_table() {
    let source = beds(r#","keep":500"#);
    let mut live = Live::new(asked(&source));
    let row = |at: u32| format!(r#"{{"rows":{{"id":{},"free":{at},"v":{at}}}}}"#, at % 600);
    let told = (0..10_000).filter(|at| live.hear(&data(row(*at)))).count();
    assert_eq!(told, 10_000);
    let rows = shown(&live);
    assert_eq!(rows.len(), 500);
    assert_eq!(rows.last(), Some(&("399".into(), 9_999.0)));
    assert_eq!(rows[0], ("500".into(), 9_500.0));
}

#[test]
fn masks_come_before_memory() {
    let source: Source = read(
        r#"{"sse":"/events","changes":{"key":"/phone"},"fields":{
        "name":{"mask":"person_name"},"phone":{"mask":"phone"},"note":{},"secret":{"mask":"hidden"}}}"#,
    );
    let mut live = Live::new(asked(&source));
    for at in 0..20 {
        let row = format!(
            r#"{{"name":"王小明","phone":"138123412{at:02}","note":"找13912341234","secret":"张三","id":"李四"}}"#
        );
        live.hear(&data(&row));
        live.hear(&data(format!("[{row},7]")));
        live.hear(&data(&row[..row.len() - 1]));
    }
    let (state, table) = (format!("{live:?}"), format!("{:?}", live.reading()));
    for raw in ["小明", "138123412", "13912341234", "张三", "李四"] {
        assert!(!state.contains(raw) && !table.contains(raw), "{raw}");
    }
    let table = live.reading().table;
    assert_eq!((table.rows(), table.text(0, "name")), (20, Some("王**")));
    assert_eq!(table.text(19, "phone"), Some("138****1219"));
}

#[test]
fn hostile_messages_cost_themselves() {
    let source: Source = read(
        r#"{"sse":"/events","rows":"/rows","ok":{"at":"/code","equals":0},"changes":{"key":"id"},
        "fields":{"id":{},"free":{"type":"number"}}}"#,
    );
    let mut live = Live::new(asked(&source));
    let good = r#"{"code":0,"rows":[{"id":"a","free":1}]}"#;
    let long = " ".repeat(MAX_MESSAGE + 1);
    let deep = "[".repeat(100_000);
    assert!(live.hear(&data(good)));
    let hostile = [
        ("{\"code\":0", "beds row 2: the text breaks off or is not valid at byte 9; expected JSON"),
        ("{\"rows\":[]}", "beds row 3: the answer says at /code that it is an error"),
        ("{\"code\":0}", "beds row 4: no rows at \"/rows\"; expected an array"),
        (&long, "beds row 5: the answer is over the limit of 1 MB"),
    ];
    for (text, sentence) in hostile {
        assert!(live.hear(&data(text)), "a new kind of finding is to be shown: {sentence}");
        assert_eq!(said(&live).last().unwrap(), sentence);
        assert!(live.fault().is_some());
    }
    for text in [&deep, "", "7", "null", "\"rows\"", "[]", r#"{"code":5,"rows":[{"id":1}]}"#] {
        assert!(!live.hear(&data(text)) && live.fault().is_some(), "{text}");
    }
    let bad = r#"{"code":0,"rows":[7,{"free":2},{"id":null},{"id":"b","free":"many"}]}"#;
    assert!(live.hear(&data(bad)));
    assert_eq!(live.fault(), None, "one of its rows was of use");
    let found = said(&live).split_off(hostile.len());
    assert_eq!(
        found,
        [
            "beds row 13: this row is neither an object nor an array; skipped",
            "beds row 13: this change does not say of which row; skipped (1 more like it)",
            "beds row 13 field \"free\": found text; expected number; treated as missing",
        ]
    );
    let table = live.reading().table;
    assert_eq!((table.rows(), table.text(0, "id"), table.text(1, "id")), (2, Some("a"), Some("b")));
    let whole = Message { event: "table".into(), ..data(good) };
    assert!(live.hear(&whole));
    assert_eq!((said(&live).len(), shown(&live).len()), (0, 1), "a whole table begins anew");
}

#[test]
fn whole_tables_replace_each_other_and_bad_ones_do_not() {
    let source: Source = read(
        r#"{"ws":"/beds","rows":"/rows","as_of":"/at","fields":{"id":{},"free":{"type":"number"}}}"#,
    );
    let mut live = Live::new(asked(&source));
    assert!(!live.hear(&data("<html>")) && live.fault().is_some(), "there is no table to show yet");
    assert!(live.hear(&data(r#"{"rows":[{"id":"a","free":1}],"at":1582243200}"#)));
    assert_eq!((said(&live).len(), live.fault()), (0, None));
    assert!(!live.hear(&data(r#"{"rows":[{"id":"a","free":1}],"at":1582243200}"#)));
    assert!(!live.hear(&data("pong")));
    assert!(live.hear(&data(r#"{"rows":7}"#)));
    assert!(!live.hear(&data(r#"{"rows":"x"}"#)));
    assert_eq!(shown(&live), [("a".to_string(), 1.0)]);
    assert_eq!(
        said(&live),
        ["beds row 5: no rows at \"/rows\"; expected an array (1 more like it)"]
    );
    assert!(live.hear(&data(r#"{"rows":[]}"#)));
    assert_eq!((shown(&live).len(), said(&live).len()), (0, 0));
}
