//! Which other hosts the folder's boards ask, so that whoever serves them hears of it before a wall does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use url::Url;

use crate::board::check;
use crate::data::source::Source;

/// A folder has a few dozen boards; more are not looked at.
const MOST: usize = 200;

/// `(board's file, host)` of each host that is not `known`, sorted.
pub fn elsewhere(folder: &Path, known: &[String]) -> BTreeSet<(String, String)> {
    let entries = fs::read_dir(folder.join("boards")).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let files = files.filter(|path| path.extension().is_some_and(|own| own == "json")).take(MOST);
    let mut found = BTreeSet::new();
    for file in files {
        let name = format!("boards/{}", file.file_name().unwrap_or_default().display());
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let board = check(&name, &text).board;
        let hosts = board.sources.iter().flat_map(|(_, source)| hosts(source));
        let others = hosts.filter(|host| !known.contains(host));
        found.extend(others.map(|host| (name.clone(), host)));
    }
    found
}

/// Of addresses that are whole; the others are on the wall's own host.
fn hosts(source: &Source) -> impl Iterator<Item = String> {
    [&source.url, &source.sse, &source.ws].into_iter().filter_map(|address| {
        let url = Url::parse(address).ok()?;
        let port = url.port().map_or(String::new(), |port| format!(":{port}"));
        Some(format!("{}://{}{port}", url.scheme(), url.host_str()?))
    })
}
