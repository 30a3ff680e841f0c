//! The house keeps its directions: each floor knows only the floors below it, browsers stay in
//! `app`, the clock in one file, colours in the theme.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the house: its path from src/, and its text without the tests at its end.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn floor(&self) -> &str {
        let first = self.path.split(['/', '.']).next();
        first.unwrap_or_default()
    }

    /// Lines of code: comments may speak of anything.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let root = Path::new("src");
    let read = |path: PathBuf| {
        let whole = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let text = whole.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_string();
        let path = path.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
        Source { path, text }
    };
    files(root, "rs").into_iter().map(read).collect()
}

/// Every line of code for which `wrong` holds, as `path:line: code`.
fn offences(all: &[Source], wrong: impl Fn(&Source, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in all {
        for (at, line) in source.code().filter(|(_, line)| wrong(source, line)) {
            found.push(format!("{}:{at}: {}", source.path, line.trim()));
        }
    }
    found
}

const FLOORS: [(&str, &[&str]); 10] = [
    ("issue", &[]),
    ("grammar", &["issue"]),
    ("data", &["issue", "grammar"]),
    ("geo", &["issue", "grammar"]),
    ("look", &["issue", "grammar"]),
    ("panel", &["issue", "grammar", "data", "geo", "look"]),
    ("board", &["issue", "grammar", "data", "geo", "look", "panel"]),
    ("app", &["issue", "data", "geo", "look", "panel", "board"]),
    ("reader", &["issue", "grammar", "data", "panel", "board"]),
    ("cli", &["issue", "data", "geo", "look", "panel", "board"]),
];

/// The floors that a line of code names.
fn named(line: &str) -> Vec<&str> {
    let parts = line.split("crate::").skip(1);
    let word =
        |part: &str| part.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(part.len());
    parts.map(|part| &part[..word(part)]).collect()
}

fn against_direction(source: &Source, line: &str) -> bool {
    let Some((own, below)) = FLOORS.iter().find(|(floor, _)| *floor == source.floor()) else {
        return false;
    };
    let is_floor = |name: &&str| FLOORS.iter().any(|(floor, _)| floor == name);
    let allowed = |name: &str| name == *own || below.contains(&name);
    named(line).into_iter().filter(is_floor).any(|name| !allowed(name))
}

const BROWSER: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "gloo_net", "leptos", "plotters_canvas"];

fn browser_outside_app(source: &Source, line: &str) -> bool {
    source.floor() != "app" && BROWSER.iter().any(|name| line.contains(name))
}

const CLOCKS: [&str; 5] = ["SystemTime", "Instant::", "Date::now", "js_sys::Date", ".now()"];

fn clock_outside_its_file(source: &Source, line: &str) -> bool {
    !["app/clock.rs", "cli/clock.rs"].contains(&source.path.as_str())
        && CLOCKS.iter().any(|name| line.contains(name))
}

fn chance_outside_app(source: &Source, line: &str) -> bool {
    source.floor() != "app" && (line.contains("Math::random") || line.contains(" rand::"))
}

/// `#1d3b73`, `rgb(…)`, `hsl(…)`, `0x1d3b73`.
fn is_color(line: &str) -> bool {
    let hex = |mark: &str, lengths: &[usize]| {
        line.match_indices(mark).any(|(at, _)| {
            let rest = &line[at + mark.len()..];
            let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
            let ends =
                rest[digits..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_');
            ends && lengths.contains(&digits)
        })
    };
    let function = |name: &str| {
        let after = |(at, _)| line[at + name.len()..].starts_with(|c: char| c.is_ascii_digit());
        line.match_indices(name).any(after)
    };
    hex("#", &[3, 4, 6, 8]) || ["rgb(", "rgba(", "hsl(", "hsla("].into_iter().any(function)
}

#[test]
fn each_floor_knows_only_the_floors_below() {
    assert_eq!(offences(&sources(), against_direction), [""; 0]);
}

#[test]
fn browsers_clocks_and_chance_stay_in_their_places() {
    let all = sources();
    assert_eq!(offences(&all, browser_outside_app), [""; 0]);
    assert_eq!(offences(&all, clock_outside_its_file), [""; 0]);
    assert_eq!(offences(&all, chance_outside_app), [""; 0]);
}

#[test]
fn colours_are_written_in_the_theme_alone() {
    let outside =
        |source: &Source, line: &str| !source.path.starts_with("look/theme/") && is_color(line);
    assert_eq!(offences(&sources(), outside), [""; 0]);
    for path in files(Path::new("style"), "css") {
        let text = fs::read_to_string(&path).unwrap();
        let found: Vec<&str> = text.lines().filter(|line| is_color(line)).collect();
        assert_eq!(found, [""; 0], "{}", path.display());
    }
}

#[test]
fn nothing_in_the_house_gives_up() {
    let gives_up = |_: &Source, line: &str| {
        [
            ".unwrap()",
            ".expect(",
            "panic!(",
            "todo!(",
            "unimplemented!(",
            "innerHTML",
            "inner_html",
            "view!",
        ]
        .iter()
        .any(|word| line.contains(word))
    };
    assert_eq!(offences(&sources(), gives_up), [""; 0]);
}

#[test]
fn one_sitting_holds_a_file() {
    for folder in ["src", "tests", "xtask"] {
        for path in files(Path::new(folder), "rs") {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 450, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn the_rules_see_what_they_forbid() {
    let source = |path: &str| Source { path: path.to_string(), text: String::new() };
    assert!(against_direction(&source("data/read.rs"), "use crate::panel::kind::Kind;"));
    assert!(!against_direction(&source("panel/map.rs"), "use crate::data::table::Table;"));
    assert!(browser_outside_app(&source("look/svg.rs"), "use web_sys::Window;"));
    assert!(clock_outside_its_file(&source("app/store.rs"), "let t = performance.now();"));
    assert!(chance_outside_app(&source("data/feed.rs"), "js_sys::Math::random()"));
    for colour in ["color: #fff;", "fill(\"#38bdf8\")", "rgba(0, 0, 0, 0.5)", "#38bdf8cc"] {
        assert!(is_color(colour), "{colour}");
    }
    for none in ["#boot {", "#[derive(Debug)]", "format!(\"#{:06x}\")", "a#b", "#1234567"] {
        assert!(!is_color(none), "{none}");
    }
}
