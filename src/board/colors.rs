//! Colours that a board puts in the place of its theme's own.

use crate::grammar::node::{Object, ObjectProp, Value};

use super::check::wrong;
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;
use crate::look::theme::{Color, Illegible, ROLES, Theme};

const COLOR: &str = "a colour of the form #rrggbb";

/// `"colors": { "accent": "#rrggbb" }`; what is no role or no colour is left out. Words that nobody
/// can read in the board's own theme are a notice.
pub fn colors(object: &Object, theme: &str, findings: &mut Findings) -> Vec<(String, Color)> {
    let entries = match node::get(object, "colors") {
        None => return Vec::new(),
        Some(Value::Object(colors)) => colors,
        Some(other) => {
            findings.fault(other.start(), wrong(node::kind(other), "object"));
            return Vec::new();
        }
    };
    let (once, again) = node::entries(entries);
    for entry in again {
        let name = short(entry.name.as_str());
        findings.fault(entry.start(), BoardFault::Twice { name });
    }
    let read = once.iter().filter_map(|entry| color(entry, findings));
    let colors: Vec<(String, Color)> = read.collect();
    let dressed = Theme::named(theme).unwrap_or_default().with(&colors);
    for illegible in dressed.illegible() {
        tell(&illegible, &once, findings);
    }
    colors
}

fn color(entry: &ObjectProp, findings: &mut Findings) -> Option<(String, Color)> {
    let name = entry.name.as_str();
    if !ROLES.contains(&name) {
        let nearest = findings.nearest(name, &mut ROLES.into_iter());
        findings.fault(entry.start(), BoardFault::UnknownKey { key: short(name), nearest });
        return None;
    }
    let text = entry.value.as_string_lit();
    let color = text.and_then(|text| Color::parse(&text.value));
    if color.is_none() {
        let quoted = text.map(|text| format!("\"{}\"", short(&text.value)));
        let found = quoted.unwrap_or_else(|| node::kind(&entry.value).to_string());
        findings.fault(entry.value.start(), wrong(found, COLOR));
    }
    Some((name.to_string(), color?))
}

/// At the colour that the author chose: of the words, else of what lies below them.
fn tell(illegible: &Illegible, entries: &[&ObjectProp], findings: &mut Findings) {
    let roles = std::iter::once(&illegible.role).chain(illegible.below);
    let mut own =
        roles.filter_map(|role| entries.iter().find(|entry| entry.name.as_str() == *role));
    if let Some(entry) = own.next() {
        let role = illegible.role.to_string();
        let percent = (illegible.contrast * 100.0).round() as u32;
        findings.notice(entry.value.start(), BoardFault::Illegible { role, percent });
    }
}
