//! Rosters of any size, written one by one.

use std::fs;
use std::path::Path;
use std::process::Command;

use daping::data::read::{Asked, Reader};
use daping::data::source::Source;
use daping::data::table::Table;
use daping::data::{Audience, limits::Limits};
use serde_json::Value;

use super::folder::{Folder, Said, files, run};
use crate::rows::read;

fn demo(to: &Path, form: &str, rows: u32, more: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daping"));
    command.args(["demo", "--rows", &rows.to_string(), "--as", form, "--to"]).arg(to);
    run(command.args(more))
}

/// The roster's source of the demo board.
fn source() -> Source {
    let board = fs::read_to_string("public/boards/nanzhao.json").unwrap();
    let board: Value = serde_json::from_str(&board).unwrap();
    read(&board["sources"]["roster"].to_string())
}

fn table(path: &Path, source: &Source) -> Table {
    let asked = Asked { name: "roster", source, audience: Audience::Internal, utc_offset: 28_800 };
    let mut reader = Reader::new(&asked, Limits::PAGE);
    reader.begin(None, &path.display().to_string(), None);
    fs::read(path).unwrap().chunks(1_000).for_each(|piece| reader.push(piece).unwrap());
    reader.end().unwrap();
    let reading = reader.finish();
    assert_eq!(reading.issues, []);
    reading.table
}

/// Cells by their texts, as words may stand in another order.
fn cells(table: &Table) -> String {
    let row = |row| table.fields().iter().map(move |own| format!("{:?}", own.column.get(row)));
    (0..table.rows()).flat_map(row).collect()
}

#[test]
fn a_roster_is_the_same_in_every_form() {
    let (folder, source) = (Folder::new(), source());
    let mut first: Option<String> = None;
    for form in ["json", "ndjson", "csv", "xlsx"] {
        let path = folder.0.join(format!("roster.{form}"));
        assert_eq!(demo(&path, form, 700, &[]).code, 0);
        let bytes = fs::read(&path).unwrap();
        assert_eq!(demo(&path, form, 700, &[]).code, 0);
        assert!(fs::read(&path).unwrap() == bytes, "{form}: the same seed gives the same bytes");
        let own = table(&path, &source);
        assert_eq!(own.rows(), 700, "{form}");
        let own = cells(&own);
        assert!(first.get_or_insert_with(|| own.clone()) == &own, "{form}");
        assert_eq!(demo(&path, form, 700, &["--seed", "7"]).code, 0);
        assert!(fs::read(&path).unwrap() != bytes, "{form}: another seed gives other people");
    }
}

#[test]
fn a_demo_of_pages_is_the_publish_of_its_file() {
    let folder = Folder::new();
    let board = fs::canonicalize("public/boards/nanzhao.json").unwrap();
    let board = board.display().to_string();
    let pages = folder.0.join("pages");
    let said = demo(&pages, "pages", 5_000, &["--board", &board]);
    assert_eq!(said.code, 0, "{}", said.text);
    let file = folder.0.join("roster.csv");
    assert_eq!(demo(&file, "csv", 5_000, &[]).code, 0);
    let mut publish = Command::new(env!("CARGO_BIN_EXE_daping"));
    publish.arg("publish").arg(&file).args(["--board", &board, "--source", "roster"]).arg("--out");
    publish.arg(folder.out()).args(["--as-of", "2020-02-21T08:00:00+08:00"]);
    assert_eq!(run(&mut publish).code, 0);
    assert_eq!(files(&pages), files(&folder.out()));
}

#[test]
fn more_rows_than_a_form_holds_is_wrong_use() {
    let folder = Folder::new();
    for (form, rows) in [("xlsx", 1_048_576), ("csv", 100_000_000)] {
        let path = folder.0.join("x").join(form);
        let said = demo(&path, form, rows, &[]);
        assert_eq!(said.code, 2, "{}", said.text);
        assert!(!path.exists());
    }
    let mut alone = Command::new(env!("CARGO_BIN_EXE_daping"));
    assert_eq!(run(alone.args(["demo", "--as", "csv"])).code, 2, "a form without rows");
}
