//! The list of a build: `build.json`, by which an open page sees that there is a newer one, and which
//! files must all be there before it is taken.
//!
//! Deliberately absent: boards, data and outlines, which are replaced without a build.

use std::fs;
use std::path::Path;

use crate::Fault;
use crate::dist::{hash, integrity};
use crate::step::{read, write};

pub const FILE: &str = "build.json";
const PAGE: &str = "index.html";
/// Folders that are part of the program, whole.
const FOLDERS: [&str; 3] = ["boot", "packs", "reader"];
/// What the program is made of beside those; the page comes last, as it names the version.
const ENDINGS: [&str; 3] = ["js", "css", "wasm"];
/// Of use with the network alone, so that no browser keeps it for an outage: the reader of sealed rows.
const NOT_KEPT: &str = "packs/sealed-";
/// Where the start script's tag is told the version.
const PLACE: &str = " data-wasm=";

/// Tells the page its version and writes the list beside it. The version is a hash of everything, the
/// page as it was before included.
pub fn write_list(folder: &Path) -> Result<(), Fault> {
    let page = folder.join(PAGE);
    let html = String::from_utf8_lossy(&read(&page)?).into_owned();
    let mut files = Vec::new();
    for name in names(folder)? {
        files.push(line(&name, &read(&folder.join(&name))?));
    }
    let bytes = program(&html).map(|name| read(&folder.join(name))).transpose()?;
    let bytes = bytes.map_or(0, |program| program.len());
    let version = version(&files, &html);
    let html = with_version(&html, &version, bytes)?;
    write(&page, html.as_bytes())?;
    files.insert(0, line(PAGE, html.as_bytes()));
    write(&folder.join(FILE), list(&version, &files).as_bytes())
}

/// Every file of the program but the page, relative to dist/, sorted.
pub fn names(folder: &Path) -> Result<Vec<String>, Fault> {
    let mut names = inside(folder, "")?;
    for own in FOLDERS {
        names.extend(inside(&folder.join(own), &format!("{own}/"))?);
    }
    names.sort();
    Ok(names)
}

fn inside(folder: &Path, before: &str) -> Result<Vec<String>, Fault> {
    let entries = fs::read_dir(folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    let is_ours = |path: &Path| {
        path.extension().is_some_and(|own| ENDINGS.iter().any(|ending| own == *ending))
    };
    let name = |path: std::path::PathBuf| {
        let own = path.file_name().unwrap_or_default();
        format!("{before}{}", own.to_string_lossy())
    };
    Ok(paths.filter(|path| is_ours(path)).map(name).collect())
}

fn line(path: &str, bytes: &[u8]) -> String {
    let (length, integrity) = (bytes.len(), integrity(bytes));
    let kept = if path.starts_with(NOT_KEPT) { r#", "kept": false"# } else { "" };
    format!(r#"{{"path": "{path}", "bytes": {length}, "integrity": "{integrity}"{kept}}}"#)
}

fn version(files: &[String], html: &str) -> String {
    hash(format!("{}\n{html}", files.join("\n")).as_bytes())
}

fn list(version: &str, files: &[String]) -> String {
    format!("{{\"version\": \"{version}\", \"files\": [\n{}\n]}}\n", files.join(",\n"))
}

/// The program that the start script's tag names.
fn program(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once(PLACE)?;
    let name = rest.trim_start_matches(['"', '.', '/']).split(['"', ' ', '>']).next()?;
    Some(name)
}

/// The start script's tag with the version and the bytes of the program: boot.js reads them there.
fn with_version(html: &str, version: &str, bytes: usize) -> Result<String, Fault> {
    if html.matches(PLACE).count() != 1 {
        return Err("dist/index.html has no start script to tell of its version.".into());
    }
    Ok(html.replace(PLACE, &format!(" data-build={version} data-bytes={bytes}{PLACE}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<script data-js=./a-1.js data-wasm=./a-2_bg.wasm src=./boot.js>";

    fn build(name: &str, style: &str) -> (std::path::PathBuf, String) {
        let folder =
            std::env::temp_dir().join(format!("daping-list-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for own in FOLDERS.iter().chain(&["data"]) {
            fs::create_dir_all(folder.join(own)).unwrap();
        }
        let files =
            [("a-2_bg.wasm", "12345"), ("a-3.css", style), ("boot.js", ""), ("boot.js.br", "")];
        let inner =
            [("packs/b-4.wasm", ""), ("boot/watch.js", ""), ("data/x.js", ""), (PAGE, HTML)];
        let sealed = [("packs/sealed-5.wasm", "")];
        for (name, text) in files.into_iter().chain(inner).chain(sealed) {
            fs::write(folder.join(name), text).unwrap();
        }
        write_list(&folder).unwrap();
        let list = fs::read_to_string(folder.join(FILE)).unwrap();
        (folder, list)
    }

    #[test]
    fn the_list_has_the_program_and_nothing_that_changes_without_a_build() {
        let (folder, list) = build("whole", "x");
        let named: Vec<&str> =
            list.split("\"path\": \"").skip(1).filter_map(|part| part.split('"').next()).collect();
        let wanted = [
            PAGE,
            "a-2_bg.wasm",
            "a-3.css",
            "boot.js",
            "boot/watch.js",
            "packs/b-4.wasm",
            "packs/sealed-5.wasm",
        ];
        assert_eq!(named, wanted);
        let not_kept: Vec<&str> = list.lines().filter(|line| line.contains("false")).collect();
        assert!(matches!(not_kept[..], [own] if own.contains("sealed-5")), "{list}");
        let html = fs::read(folder.join(PAGE)).unwrap();
        assert!(list.contains(&line(PAGE, &html)), "{list}");
        let said = list.split('"').nth(3).unwrap().to_string();
        let tag = format!("data-js=./a-1.js data-build={said} data-bytes=5 data-wasm=");
        assert!(String::from_utf8(html).unwrap().contains(&tag));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn another_content_is_another_version() {
        let [(one, first), (two, second), (three, third)] =
            [build("one", "x"), build("two", "y"), build("three", "x")];
        let version = |list: &str| list.split('"').nth(3).unwrap().to_string();
        assert_ne!(version(&first), version(&second));
        assert_eq!(version(&first), version(&third));
        for folder in [one, two, three] {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn a_page_without_a_start_script_is_refused() {
        assert!(with_version("<script>", "1", 2).is_err());
    }
}
