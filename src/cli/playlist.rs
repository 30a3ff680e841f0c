//! `daping check` of a playlist: what is wrong with the file, and which of its boards are not there.

use std::path::Path;

use super::FINDINGS;
use crate::board::playlist::{self, Playlist};
use crate::issue::{BoardFault, Issue, Lang, Place};

/// Whether the text is a playlist rather than a board: it has turns.
pub fn is_one(text: &str) -> bool {
    let read = serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}'));
    read.is_ok_and(|own| own.get("turns").is_some() && own.get("panels").is_none())
}

/// Prints the findings; the exit code.
pub fn check(file: &Path, text: &str, lang: Lang) -> u8 {
    let document = file.display().to_string();
    let (list, mut issues) = playlist::read(&document, text);
    issues.extend(
        missing(file, &list)
            .into_iter()
            .map(|board| Issue::board(Place::document(&document), BoardFault::Skipped { board })),
    );
    issues.iter().for_each(|issue| println!("{}", issue.say(lang)));
    if issues.is_empty() { 0 } else { FINDINGS }
}

/// Boards that are not beside the playlist's folder, each once.
fn missing(file: &Path, list: &Playlist) -> Vec<String> {
    let boards = file.parent().unwrap_or(Path::new("")).join("../boards");
    let is_there = |board: &str| boards.join(format!("{board}.json")).is_file();
    let mut all: Vec<String> = Vec::new();
    for turn in &list.turns {
        if !is_there(&turn.board) && !all.contains(&turn.board) {
            all.push(turn.board.clone());
        }
    }
    all
}
