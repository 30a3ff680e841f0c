//! Which file of the folder an address means: none that is hidden, none outside.
//!
//! Deliberately absent: lists of folders, and the page in the place of a file that is missing.

use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

pub const PAGE: &str = "index.html";

/// What an address means.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// This file, with its links followed.
    File(PathBuf),
    /// A folder with a page, asked for without its last slash: addresses in the page would be others.
    Folder,
    Nothing,
}

/// `root` is canonical; `path` is an address's path as it was sent, percent signs and all.
pub fn find(root: &Path, path: &str) -> Found {
    let Some(names) = names(path) else { return Found::Nothing };
    let is_folder = path.ends_with('/');
    let asked = names.iter().fold(root.to_path_buf(), |path, name| path.join(name));
    let asked = if is_folder { asked.join(PAGE) } else { asked };
    match inside(root, &asked) {
        Some((file, about)) if about.is_file() => Found::File(file),
        Some((folder, about)) if about.is_dir() => match inside(root, &folder.join(PAGE)) {
            Some((_, page)) if page.is_file() => Found::Folder,
            _ => Found::Nothing,
        },
        _ => Found::Nothing,
    }
}

/// The names on the way, decoded once; nothing where one is none of a served file.
fn names(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(Vec::new());
    }
    let decoded = |part| Some(percent_decode_str(part).decode_utf8().ok()?.into_owned());
    let names: Vec<String> = path.split('/').map(decoded).collect::<Option<_>>()?;
    names.iter().all(|name| is_plain(name)).then_some(names)
}

/// A single name: no way up or away, nothing hidden, no drive or stream as Windows has them.
fn is_plain(name: &str) -> bool {
    let is_wrong = |letter: char| letter.is_control() || matches!(letter, '/' | '\\' | ':');
    !name.is_empty() && !name.starts_with('.') && !name.contains(is_wrong)
}

/// Where links lead, if that is in the folder and not hidden there.
fn inside(root: &Path, path: &Path) -> Option<(PathBuf, Metadata)> {
    let real = path.canonicalize().ok()?;
    let is_shown = |part: Component| part.as_os_str().to_str().is_some_and(is_plain);
    real.strip_prefix(root).ok()?.components().all(is_shown).then_some(())?;
    let about = fs::metadata(&real).ok()?;
    Some((real, about))
}

/// Whether the compressed copy beside a file is of the file as it is now: a board may have been edited since.
pub fn is_fresh(file: &Path, ending: &str) -> bool {
    let mut copy = file.as_os_str().to_owned();
    copy.push(ending);
    let changed = |path: &Path| {
        let about = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
        about.modified().ok()
    };
    changed(Path::new(&copy)).zip(changed(file)).is_some_and(|(copy, file)| copy >= file)
}
