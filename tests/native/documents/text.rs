//! Reads documents and source files as text: tables, fences, links, fields, variants.

use std::fs;
use std::path::{Path, PathBuf};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Every document, by its path from the root: those of the root and of docs/.
pub fn documents() -> Vec<String> {
    let markdown = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let markdown = paths.filter(|path| path.extension().is_some_and(|end| end == "md"));
        let within = |path: PathBuf| path.strip_prefix(root()).unwrap().to_path_buf();
        markdown.map(|path| within(path).to_string_lossy().replace('\\', "/")).collect()
    };
    let mut all = [markdown("."), markdown("docs")].concat();
    all.sort();
    all
}

/// The contents of the fences of that language.
pub fn fences(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in text.lines() {
        open = match (open.take(), line.strip_prefix("```")) {
            (None, Some(word)) => Some((word == language, String::new())),
            (None, None) => None,
            (Some((wanted, body)), Some(_)) => {
                found.extend(wanted.then_some(body));
                None
            }
            (Some((wanted, body)), None) => Some((wanted, body + line + "\n")),
        };
    }
    assert!(open.is_none(), "a fence is never closed");
    found
}

/// The text without its fences: what is prose.
pub fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The lines between a heading and the next one of any level.
pub fn section<'t>(text: &'t str, heading: &str) -> Vec<&'t str> {
    let mut lines = text.lines().skip_while(|line| {
        !line.starts_with('#') || line.trim_start_matches('#').trim() != heading
    });
    assert!(lines.next().is_some(), "no heading {heading}");
    lines.take_while(|line| !line.starts_with('#')).collect()
}

/// The cells of the table rows under a heading whose first cell is a `word`; without backticks.
pub fn rows(text: &str, heading: &str) -> Vec<Vec<String>> {
    let cell = |cell: &str| cell.trim().trim_matches('`').to_string();
    let row = |line: &str| line.trim_matches('|').split('|').map(cell).collect();
    let lines = section(text, heading).into_iter();
    lines.filter(|line| line.starts_with("| `")).map(row).collect()
}

/// The first cells of [`rows`].
pub fn words(text: &str, heading: &str) -> Vec<String> {
    rows(text, heading).into_iter().map(|row| row[0].clone()).collect()
}

/// What stands between backticks.
pub fn code(text: &str) -> Vec<String> {
    prose(text).split('`').skip(1).step_by(2).map(str::to_string).collect()
}

/// The targets of the links and pictures.
pub fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let ends = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    ends.map(str::to_string).collect()
}

/// The headings as a link's `#name` has them.
pub fn anchors(text: &str) -> Vec<String> {
    let prose = prose(text);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let name = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    headings.map(anchor).collect()
}

/// The words that follow `before` anywhere in the text.
pub fn after(text: &str, before: &str) -> Vec<String> {
    let word = |rest: &str| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
        rest[..end.unwrap_or(rest.len())].to_string()
    };
    text.split(before).skip(1).map(word).collect()
}

/// The file of a module: NAME.rs or NAME/mod.rs, whose parts are joined.
pub fn module(path: &str) -> String {
    if root().join(format!("{path}.rs")).is_file() {
        return read(&format!("{path}.rs"));
    }
    let parts = fs::read_dir(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    let files = parts.map(|part| part.unwrap().path()).filter(|path| path.is_file());
    files.map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The lines of `pub struct NAME {` or `pub enum NAME {` up to its end, which may stand in a macro.
fn block<'t>(source: &'t str, head: &str) -> Vec<&'t str> {
    let mut lines = source.lines().skip_while(|line| line.trim_start() != head);
    let first = lines.next().unwrap_or_else(|| panic!("no {head}"));
    let end = format!("{}}}", &first[..first.len() - head.len()]);
    lines.take_while(|line| *line != end).collect()
}

/// The keys of a struct as a file writes them.
pub fn keys(source: &str, name: &str) -> Vec<String> {
    let lines = block(source, &format!("pub struct {name} {{")).into_iter().map(str::trim_start);
    let fields = lines.filter_map(|line| line.strip_prefix("pub ")?.split_once(": "));
    let key = |field: &str| match field.split_once(" as ") {
        Some((_, key)) => key.trim_matches('"').to_string(),
        None => field.to_string(),
    };
    fields.map(|(field, _)| key(field)).collect()
}

/// The variants of an enum, in snake_case.
pub fn variants(source: &str, name: &str) -> Vec<String> {
    let lines = block(source, &format!("pub enum {name} {{")).into_iter().map(str::trim);
    let own = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    let snake = |line: &str| {
        let mut word = String::new();
        for c in line.chars().take_while(char::is_ascii_alphanumeric) {
            if c.is_ascii_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(c.to_ascii_lowercase());
        }
        word
    };
    own.map(snake).collect()
}

/// The value of `const NAME: … = 2 * 1_000;`, in a script without its type.
pub fn constant(source: &str, name: &str) -> u64 {
    let marks = [format!("const {name}: "), format!("const {name} = ")];
    let is = |line: &&str| marks.iter().any(|mark| line.contains(mark));
    let line = source.lines().find(is).unwrap();
    let value = line.split_once(" = ").unwrap().1.trim_end_matches(';').replace('_', "");
    value.split('*').map(|factor| factor.trim().parse::<u64>().unwrap()).product()
}
