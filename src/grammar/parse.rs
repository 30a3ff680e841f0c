//! Text -> nodes with places. serde_json judges whether it is JSON (and not nested too deep), the
//! other parser keeps places.

use jsonc_parser::ast::Value;

use crate::issue::{BoardFault, Issue, Place};

/// The root of a document. `document` is its name in places.
pub fn parse<'t>(document: &str, text: &'t str) -> Result<Value<'t>, Box<Issue>> {
    let whole = |fault| Box::new(Issue::board(Place::document(document), fault));
    if text.trim().is_empty() {
        return Err(whole(BoardFault::Empty));
    }
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        return Err(Box::new(not_json(document, text, &error)));
    }
    match jsonc_parser::parse_to_ast(text, &Default::default(), &Default::default()) {
        Ok(parsed) => parsed.value.ok_or_else(|| whole(BoardFault::Empty)),
        Err(error) => Err(whole(BoardFault::NotJson { reason: error.kind().to_string() })),
    }
}

/// serde_json counts columns in bytes; readers count characters.
fn not_json(document: &str, text: &str, error: &serde_json::Error) -> Issue {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.char_indices().take_while(|(at, _)| *at < error.column()).count();
    let said = error.to_string();
    let reason = said.split(" at line ").next().unwrap_or_default().to_string();
    let place = Place::line(document, error.line() as u32, before.max(1) as u32);
    Issue::board(place, BoardFault::NotJson { reason })
}
