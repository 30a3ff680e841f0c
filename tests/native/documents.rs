//! The documents say what is so: their boards pass the check, their tables are the code's own
//! words, their examples of masks and numbers are what comes out, their links lead somewhere.

mod text;

use daping::board::check;
use daping::data::Audience;
use daping::data::mask::{Masked, mask};
use daping::data::source::Mask;
use daping::issue::Lang;
use daping::look::format::{self, Format};
use daping::look::theme::{ROLES, THEMES};
use daping::panel::kind::KINDS;
use serde_json::{Map, Value, json};
use text::{after, code, documents, fences, keys, links, module, read, root, rows, words};

/// Paths with these are the reader's own: they stand for many files, or for one to be written.
const READERS: [&str; 6] = ["NAME", "名字", "KIND", "FORMAT", "*", "towns"];

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// The examples of docs/board.md speak of the sources of its first board.
fn host() -> Value {
    let first = fences(&read("docs/board.md"), "json").remove(0);
    serde_json::from_str(&first).expect("the first example of docs/board.md is a board")
}

/// The words of every area and stack, as clocks: arrangements need panels and nothing else of them.
fn clocks(layout: &[Value]) -> Value {
    let texts = layout.iter().flat_map(|own| [&own["areas"], &own["stack"]]);
    let texts = texts.filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    let names = texts.flat_map(str::split_whitespace).filter(|name| *name != ".");
    let clock = |name: &str| (name.to_string(), json!({ "kind": "clock" }));
    Value::Object(names.map(clock).collect::<Map<_, _>>())
}

/// A panel, a source or a layout as a whole board.
fn wrapped(snippet: Value) -> Value {
    if snippet.get("kind").is_some() {
        // Beside the panels of the first board, for tabs that name them.
        let host = host();
        let mut panels = host["panels"].clone();
        panels["example"] = snippet;
        json!({ "daping": 1, "sources": host["sources"], "panels": panels })
    } else if ["url", "inline", "sse", "ws"].iter().any(|from| snippet.get(from).is_some()) {
        let clock = json!({ "clock": { "kind": "clock" } });
        json!({ "daping": 1, "sources": { "example": snippet }, "panels": clock })
    } else if let Some(layout) = snippet.as_array() {
        json!({ "daping": 1, "panels": clocks(layout), "layout": layout })
    } else {
        panic!("neither a board nor a panel, a source or a layout: {snippet}")
    }
}

#[test]
fn every_json_example_passes_the_check() {
    let mut boards = 0;
    for document in documents() {
        for fence in fences(&read(&document), "json") {
            let snippet = serde_json::from_str(&fence);
            let snippet: Value =
                snippet.unwrap_or_else(|why| panic!("{document}: {why} in {fence}"));
            if snippet.get("turns").is_some() {
                let (_, issues) = daping::board::playlist::read(&document, &fence);
                assert_eq!(issues, [], "{fence}");
                continue;
            }
            let whole = snippet.get("daping").is_some();
            boards += usize::from(whole);
            // As it is written, so that a finding has its line.
            let board = if whole { fence } else { wrapped(snippet).to_string() };
            let issues = check(&document, &board).issues;
            let said: Vec<String> = issues.iter().map(|issue| issue.say(Lang::En)).collect();
            assert_eq!(said, [""; 0], "{board}");
        }
    }
    assert!(boards >= 2, "README.md and docs/board.md each have a whole board");
}

#[test]
fn the_readme_begins_with_its_two_commands() {
    let readme = read("README.md");
    let first = fences(&readme, "sh").remove(0);
    let commands: Vec<&str> =
        first.lines().filter_map(|line| line.split(" #").next()).map(str::trim).collect();
    assert_eq!(commands, ["cargo xtask serve", "cargo xtask test"]);
    assert!(readme.lines().position(|line| line.starts_with("```")) < Some(5));
}

#[test]
fn every_kind_has_its_heading_and_its_options() {
    let document = read("docs/board.md");
    let kinds = document.split_once("\n## Kinds\n").unwrap().1;
    let kinds = kinds.split_once("\n## ").unwrap().0;
    let headings = kinds.lines().filter_map(|line| line.strip_prefix("### "));
    let headings = headings.map(|heading| heading.trim_matches('`').to_string()).collect();
    assert_eq!(sorted(headings), sorted(KINDS.iter().map(|kind| kind.to_string()).collect()));
    for kind in KINDS {
        let options = keys(&module(&format!("src/panel/{kind}")), "Options");
        let heading = format!("`{kind}`");
        assert_eq!(sorted(words(&document, &heading)), sorted(options), "options of {kind}");
        let own = kinds.split_once(&format!("### {heading}\n")).unwrap().1;
        let own = own.split("\n### ").next().unwrap();
        let examples = fences(own, "json");
        assert_eq!(examples.len(), 1, "one example of {kind}");
        let example: Value = serde_json::from_str(&examples[0]).unwrap();
        assert_eq!(example["kind"], *kind);
        assert_eq!(crate::rows::kind(&examples[0]).name(), *kind);
    }
}

#[test]
fn tables_of_keys_are_those_of_the_code() {
    for (document, heading, file, name) in [
        ("docs/board.md", "The file", "src/board/spec", "Head"),
        ("docs/board.md", "Panels", "src/board/spec", "Panel"),
        ("docs/board.md", "Calendar", "src/board/spec", "Calendar"),
        ("docs/board.md", "Alarms", "src/board/alarm/spec", "Alarm"),
        ("docs/board.md", "Quiet hours", "src/board/alarm/spec", "Alarms"),
        ("docs/board.md", "Layout", "src/board/spec", "Arrangement"),
        ("docs/board.md", "Replay", "src/board/spec", "Replay"),
        ("docs/board.md", "When", "src/board/spec", "When"),
        ("docs/board.md", "Seams", "src/board/spec", "Seams"),
        ("docs/board.md", "Stretch", "src/board/spec", "Stretch"),
        ("docs/board.md", "Data", "src/data/query/spec", "Query"),
        ("docs/maps.md", "Outlines", "src/geo/file", "File"),
        ("docs/source.md", "A source", "src/data/source", "Source"),
        ("docs/source.md", "refresh", "src/data/source/refresh", "Refresh"),
        ("docs/source.md", "days", "src/data/source", "Days"),
        ("docs/source.md", "ok", "src/data/source", "OkCheck"),
        ("docs/source.md", "unpivot", "src/data/source", "Unpivot"),
        ("docs/source.md", "changes", "src/data/source", "Changes"),
        ("docs/source.md", "page", "src/data/source/paging", "Page"),
        ("docs/source.md", "Fields", "src/data/source/field", "FieldSpec"),
    ] {
        let said = words(&read(document), heading);
        assert_eq!(sorted(said), sorted(keys(&module(file), name)), "{document}: {heading}");
    }
}

#[test]
fn tables_of_words_are_those_of_the_code() {
    for (document, heading, file, name) in [
        ("docs/board.md", "Number formats", "src/look/format", "Format"),
        ("docs/board.md", "Levels", "src/board/alarm/spec", "Severity"),
        ("docs/source.md", "Formats", "src/data/source", "Format"),
        ("docs/source.md", "Kinds of pages", "src/data/source/paging", "PageKind"),
        ("docs/source.md", "Times", "src/data/source/field", "TimeFormat"),
        ("docs/source.md", "Types", "src/data/table", "Type"),
        ("docs/source.md", "Masks", "src/data/source/field", "Mask"),
        ("docs/maps.md", "Datum", "src/geo/file", "Datum"),
        ("docs/operation.md", "States on screen", "src/data/feed", "State"),
    ] {
        let mut said = sorted(words(&read(document), heading));
        said.dedup();
        assert_eq!(said, sorted(text::variants(&module(file), name)), "{document}: {heading}");
    }
}

#[test]
fn themes_and_their_colours_are_those_of_the_code() {
    let document = read("docs/board.md");
    assert_eq!(words(&document, "Themes"), THEMES);
    assert_eq!(words(&document, "Colours"), ROLES);
}

#[test]
fn examples_of_masks_are_what_the_masks_leave() {
    let shown = |kind, cell: &str, audience| match mask(kind, cell, audience) {
        Masked::Shown(text) | Masked::Unrecognised(text) => text,
        Masked::Dropped => "—".to_string(),
    };
    for row in rows(&read("docs/source.md"), "Masks") {
        let kind: Mask = crate::rows::read(&format!("\"{}\"", row[0]));
        assert_eq!(shown(kind, &row[1], Audience::Internal), row[2], "{row:?}");
        assert_eq!(shown(kind, &row[1], Audience::Public), row[3], "{row:?}");
    }
}

#[test]
fn examples_of_numbers_are_what_the_formats_say() {
    for row in rows(&read("docs/board.md"), "Number formats") {
        let format: Format = crate::rows::read(&format!("\"{}\"", row[0]));
        let value: f64 = row[1].parse().unwrap();
        assert_eq!(format::number(value, format, None, Lang::Zh).line(), row[2], "{row:?}");
        assert_eq!(format::number(value, format, None, Lang::En).line(), row[3], "{row:?}");
    }
}

#[test]
fn limits_are_the_constants() {
    let document = read("docs/operation.md");
    let limits = text::section(&document, "Memory and limits").into_iter();
    let limits: Vec<&str> = limits.filter(|line| line.contains("` in `")).collect();
    assert!(limits.len() >= 10, "the table of limits");
    for line in limits {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let value: u64 = cells[1].replace(',', "").parse().unwrap();
        let (name, file) = cells[2].split_once("` in `").unwrap();
        let source = read(file.trim_end_matches('`'));
        assert_eq!(text::constant(&source, name.trim_start_matches('`')), value, "{line}");
    }
}

#[test]
fn the_address_has_the_parameters_that_the_page_reads() {
    let page = read("src/app/address.rs");
    let mut asked = [after(&page, "get(\""), after(&page, "has(\"")].concat();
    asked.extend(after(&page, "named(\"").iter().map(|prefix| match prefix.as_str() {
        "in." => "in.PANEL".to_string(),
        prefix => format!("{prefix}NAME"),
    }));
    let mut asked = sorted(asked);
    asked.dedup();
    assert_eq!(sorted(words(&read("docs/operation.md"), "Address")), asked);
}

#[test]
fn marks_are_those_that_the_page_sets() {
    let page = ["asking", "host", "outlines", "paint", "query", "shell", "stage", "stream", "wall"];
    let page: String = page.iter().map(|file| read(&format!("src/app/{file}.rs"))).collect();
    let mut set: Vec<String> = page
        .split('"')
        .filter_map(|text| text.strip_prefix("daping:"))
        .map(|name| format!("daping:{name}"))
        .collect();
    set.sort();
    set.dedup();
    assert_eq!(sorted(words(&read("docs/operation.md"), "Performance marks")), set);
}

#[test]
fn commands_and_variables_exist() {
    let usage = read("xtask/src/main.rs");
    let chores: Vec<&str> = usage.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let is_chore = |word: &str| chores.iter().any(|line| line.starts_with(&format!("{word} ")));
    let cli = text::variants(&read("src/cli/mod.rs").replace("\nenum ", "\npub enum "), "Command");
    let code = [
        "tests/native/golden.rs",
        "tests/native/demo.rs",
        "xtask/src/tools.rs",
        "src/cli/net.rs",
        "src/cli/publish/seal.rs",
    ]
    .map(read);
    for document in documents() {
        let text = read(&document);
        for chore in after(&text, "cargo xtask ") {
            assert!(is_chore(&chore), "{document}: cargo xtask {chore}");
        }
        for command in after(&text, "cargo run -q -- ") {
            assert!(cli.contains(&command), "{document}: {command}");
        }
        for variable in after(&text, "DAPING_") {
            let name = format!("DAPING_{variable}");
            assert!(code.iter().any(|code| code.contains(&name)), "{document}: {name}");
        }
    }
}

#[test]
fn options_are_those_of_the_command_line() {
    for (command, document, heading) in [
        ("check", "docs/operation.md", "Checking sources"),
        ("geo", "docs/maps.md", "daping geo"),
        ("publish", "docs/publish.md", "Rosters as pages"),
    ] {
        assert_eq!(sorted(words_of_options(document, heading)), options(command), "{command}");
    }
}

fn options(name: &str) -> Vec<String> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_daping"));
    let help = command.args([name, "--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let words = help.split_whitespace().filter(|word| word.starts_with("--"));
    let mut known: Vec<String> = words.map(str::to_string).collect();
    known.retain(|word| word != "--help");
    known.sort();
    known.dedup();
    known
}

/// The first word of each row's first cell: `--rows` of `` `--rows` N ``.
fn words_of_options(document: &str, heading: &str) -> Vec<String> {
    let cells = words(&read(document), heading);
    cells.iter().map(|cell| cell.split('`').next().unwrap().to_string()).collect()
}

#[test]
fn links_and_paths_lead_somewhere() {
    for document in documents() {
        let text = read(&document);
        let folder = root().join(&document).parent().unwrap().to_path_buf();
        for link in links(&text).iter().filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            assert!(folder.join(file).exists(), "{document}: {link}");
            if !anchor.is_empty() {
                let own = if file.is_empty() { root().join(&document) } else { folder.join(file) };
                let target = std::fs::read_to_string(own).unwrap();
                let known = text::anchors(&target).iter().any(|own| own == anchor);
                assert!(known, "{document}: {link}");
            }
        }
        let folders = ["src/", "tests/", "xtask/", "public/", "docs/", "style/"];
        let paths = code(&text).into_iter();
        let paths = paths.filter(|word| folders.iter().any(|own| word.starts_with(own)));
        let theirs = |path: &String| READERS.iter().any(|word| path.contains(word));
        for path in paths.filter(|path| !theirs(path)) {
            assert!(root().join(&path).exists(), "{document}: {path}");
        }
    }
}
