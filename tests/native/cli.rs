//! The command line as a user meets it: its exit codes and its sentences.

use std::path::PathBuf;
use std::process::{Command, Output};

fn daping(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_daping")).args(words).output().expect("the program runs")
}

/// A board file of its own in the temporary folder.
fn board(name: &str, text: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("daping-{}-{name}.json", std::process::id()));
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_sound_board_is_0_and_says_nothing() {
    let boards = ["nanzhao", "power", "supply", "gallery", "servers"];
    let boards = boards.map(|name| format!("public/boards/{name}.json"));
    let words: Vec<&str> = ["check"].into_iter().chain(boards.iter().map(String::as_str)).collect();
    let out = daping(&words);
    assert_eq!(String::from_utf8_lossy(&out.stdout), "");
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn findings_are_1_with_file_line_column_and_the_nearest_word() {
    let file = board("findings", "{\n  \"daping\": 1,\n  \"titel\": \"x\"\n}");
    let path = file.display().to_string();
    for (lang, sentence) in [("zh", "不认识的键“titel”"), ("en", "unknown key \"titel\"")]
    {
        let out = daping(&["check", "--lang", lang, &path]);
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(said.contains(&format!("{path}:3:3")) && said.contains(sentence), "{said}");
        assert!(said.contains("title"), "{said}");
        assert_eq!(out.status.code(), Some(1), "{said}");
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn the_schema_is_printed_as_it_is_committed() {
    let out = daping(&["schema"]);
    let kept = std::fs::read_to_string("schema/board.schema.json").unwrap();
    assert!(String::from_utf8_lossy(&out.stdout) == kept, "see tests/native/schema.rs");
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn wrong_use_is_2() {
    for words in [vec![], vec!["check"], vec!["chekc", "x"], vec!["check", "no-such-board.json"]] {
        let out = daping(&words);
        assert_eq!(out.status.code(), Some(2), "{words:?}");
        assert!(!out.stderr.is_empty(), "{words:?}");
    }
}

#[test]
fn the_worst_of_several_files_decides() {
    let file = board("empty", "");
    let path = file.display().to_string();
    let out = daping(&["check", "public/boards/nanzhao.json", &path]);
    assert_eq!(out.status.code(), Some(1));
    std::fs::remove_file(file).unwrap();
}
