//! The wall's worker over published rows: it asks for files, and tells what a wall of all rows would show.

use std::fs;

use daping::data::Audience;
use daping::data::published::cube::is_rows;
use daping::data::query::{Context, Query, run};
use daping::data::remote::{self, Look, Verb};
use daping::data::table::Table;
use daping::issue::DataFault;
use daping::reader::Session;

use super::flow::{QUERIES, board, csv, shown, whole};
use super::folder::Folder;
use crate::rows::read;

struct Wall {
    session: Session,
    folder: Folder,
    /// The files that were asked for.
    asked: Vec<String>,
}

impl Wall {
    fn new(rows: usize) -> (Wall, Table) {
        let (folder, text) = (Folder::new(), csv(rows));
        folder.write("boards/b.json", board("internal"));
        folder.write("a.csv", &text);
        assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
        let mut wall = Wall { session: Session::default(), folder, asked: Vec::new() };
        let opening = remote::opening("roster", Audience::Internal, 28_800);
        wall.call(Verb::Open, &format!("{opening}\n{}", board("internal"))).unwrap();
        wall.call(Verb::Begin, &remote::incoming(None, "index.json", None)).unwrap();
        let index = fs::read_to_string(wall.folder.out().join("index.json")).unwrap();
        for verb in [Verb::Push, Verb::End, Verb::Finish] {
            wall.call(verb, if verb == Verb::Push { &index } else { "" }).unwrap();
        }
        (wall, whole(&text))
    }

    /// Calls, and brings what is needed, as the worker's script does.
    fn call(&mut self, verb: Verb, body: &str) -> Result<Vec<Table>, DataFault> {
        loop {
            let said = self.session.call(verb as u32, body.as_bytes());
            if said[0] != remote::Status::Need as u8 {
                return remote::read(&said);
            }
            for name in std::str::from_utf8(&said[1..]).unwrap().lines() {
                self.asked.push(name.to_string());
                let bytes = fs::read(self.folder.out().join(name)).unwrap_or_default();
                let body = [format!("{name}\n").as_bytes(), &bytes].concat();
                self.session.call(Verb::File as u32, &body);
            }
        }
    }

    /// All rows of a view, window by window.
    fn view(&mut self, question: &str) -> (f64, Vec<String>) {
        let told = self.call(Verb::View, question).unwrap();
        let number = |name| told[0].number(0, name).unwrap();
        let (view, rows) = (number("view") as usize, number("rows"));
        let mut all = Vec::new();
        for from in (0..rows as usize).step_by(1_000) {
            let told = self.call(Verb::Rows, &remote::window(view, from, 1_000)).unwrap();
            all.extend(shown(&told[0]));
        }
        (rows, all)
    }
}

fn params(name: &str) -> Option<String> {
    match name {
        "at" => Some("2020-02-14".into()),
        "town" => Some("石门乡".into()),
        _ => None,
    }
}

#[test]
fn a_wall_tells_of_pages_what_it_would_tell_of_rows() {
    let (mut wall, all) = Wall::new(9_000);
    for set in [true, false] {
        let context = Context { params: &|name| params(name).filter(|_| set), utc_offset: 28_800 };
        for query in QUERIES.map(read::<Query>) {
            let named = query.params().into_iter();
            let given: Vec<(String, String)> = named
                .filter_map(|name| Some((name.to_string(), (context.params)(name)?)))
                .collect();
            let question = remote::question(&query, &given, &Look::default());
            let told = wall.call(Verb::Ask, &question).unwrap();
            let wanted = shown(&run(&query, &all, &context).0);
            assert_eq!(shown(&told[0]), wanted, "{query:?}");
            if is_rows(&query) && query.limit.is_none() {
                let (rows, shown) = wall.view(&question);
                assert_eq!((rows, shown), (wanted.len() as f64, wanted), "{query:?}");
            }
        }
    }
}

#[test]
fn a_roster_asks_for_the_pages_in_sight_alone() {
    let (mut wall, all) = Wall::new(40_000);
    let look = Look { from: 39_990, ..Look::default() };
    let told = wall.call(Verb::View, &remote::question(&Query::default(), &[], &look)).unwrap();
    assert_eq!(told[0].number(0, "rows"), Some(40_000.0));
    assert_eq!(shown(&told[2]), shown(&all)[39_990..]);
    assert_eq!(wall.asked.len(), 2, "the first page for a sample, and the last: {:?}", wall.asked);
}

#[test]
fn a_search_looks_through_all_pages() {
    let (mut wall, all) = Wall::new(12_000);
    let columns = ["name".to_string(), "town".to_string()];
    let look = Look { seek: "smx", columns: &columns, ..Look::default() };
    let question = remote::question(&Query::default(), &[], &look);
    let (rows, found) = wall.view(&question);
    let wanted: Vec<String> =
        shown(&all).into_iter().filter(|row| row.contains("石门乡")).collect();
    assert_eq!((rows, found), (wanted.len() as f64, wanted));
}

#[test]
fn a_file_that_is_missing_or_other_is_said_by_its_name() {
    let (mut wall, _) = Wall::new(5_000);
    let page = wall.folder.index().views[0].pages[1].clone();
    let file = wall.folder.out().join(format!("p-{page}.bin"));
    let mut bytes = fs::read(&file).unwrap();
    let look = Look { from: 4_500, ..Look::default() };
    let question = remote::question(&Query::default(), &[], &look);
    for broken in [None, Some(())] {
        match broken {
            None => fs::remove_file(&file).unwrap(),
            Some(()) => {
                bytes[40] ^= 1;
                fs::write(&file, &bytes).unwrap();
            }
        }
        let fault = wall.call(Verb::View, &question).expect_err("a fault");
        let said = fault.say(daping::issue::Lang::Zh);
        assert!(said.contains(&format!("p-{page}.bin")), "{said}");
    }
    bytes[40] ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(wall.call(Verb::View, &question).is_ok(), "it is asked for again");
}

#[test]
fn what_the_board_did_not_ask_then_is_a_sentence() {
    let (mut wall, _) = Wall::new(100);
    let query: Query = read(r#"{"group": ["pay"], "measure": "max:day"}"#);
    let question = remote::question(&query, &[], &Look::default());
    let fault = wall.call(Verb::Ask, &question).expect_err("a fault");
    assert!(fault.say(daping::issue::Lang::En).contains("daping publish"));
}
