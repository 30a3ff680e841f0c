//! Parameters: which panels set them, and that none of them says who somebody is.
//!
//! A parameter stands in the address, which is logged and passed on. So a field that is masked may not
//! set one, whatever its mask leaves; only destinations, which many share, may.

use super::check::{Section, wrong};
use super::normal::Panel;
use crate::data::query::Query;
use crate::data::source::{FieldSpec, Mask, Source};
use crate::grammar::named::Named;
use crate::grammar::node::{Object, Value};
use crate::grammar::{Findings, node, short};
use crate::issue::{BoardFault, Issue, Place};

/// What the wall itself says: the day that a replay shows, the board's day, its minute.
pub const OWN: [&str; 3] = ["at", "today", "now"];
/// A parameter's name goes into the address.
const MAX_NAME: usize = 40;
/// A longer value from an address is nobody's.
pub const MAX_VALUE: usize = 80;
/// A board has at most so many that are set.
pub const MAX_SET: usize = 20;
const PLAIN: &str = "a parameter's name of a-z, 0-9 and _, none of at, today and now";

/// Takes out what may not be set, and says what leads back to itself.
pub fn check(
    authored: &Section,
    sources: &Named<Source>,
    panels: &mut [Panel],
    findings: &mut Findings,
) {
    for panel in panels.iter_mut() {
        let entry = authored.shown().find(|entry| entry.name.as_str() == panel.name);
        let Some(object) = entry.and_then(|entry| entry.value.as_object()) else { continue };
        let query = panel.data.as_ref();
        let source = query.and_then(|query| sources.get(&query.from));
        let mut own = Own { object, query, source, findings: &mut *findings };
        panel.sets.0.retain(|(param, field)| own.is_fine(param, field));
        panel.opens = panel.opens.take().filter(|field| own.is_field("opens", field));
    }
    for (param, panel) in loops(panels) {
        let entry = authored.shown().find(|entry| entry.name.as_str() == panel);
        let object = entry.and_then(|entry| entry.value.as_object());
        let at = object.and_then(|object| node::get(object, "sets")).map_or(0, Value::start);
        findings.notice(at, BoardFault::Loop { param: short(&param), panel: short(&panel) });
    }
}

/// Whether the name may stand for a parameter of an author.
pub fn is_plain(name: &str) -> bool {
    let of_plain = name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    let starts = name.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
    of_plain && starts && name.len() <= MAX_NAME && !OWN.contains(&name)
}

/// What is said of a parameter of an address that no query follows, or that is too long.
pub fn unknown(name: &str) -> Issue {
    let fault = BoardFault::UnknownParam { name: short(name) };
    Issue::board(Place::document("?p"), fault).notice()
}

struct Own<'c, 'n, 't> {
    object: &'c Object<'n>,
    query: Option<&'c Query>,
    source: Option<&'c Source>,
    findings: &'c mut Findings<'t>,
}

impl Own<'_, '_, '_> {
    fn is_fine(&mut self, param: &str, field: &str) -> bool {
        if !is_plain(param) {
            let at = self.at("sets", param);
            self.findings.fault(at, wrong(format!("\"{}\"", short(param)), PLAIN));
            return false;
        }
        if !self.is_field("sets", field) {
            return false;
        }
        let spec = self.source.and_then(|source| source.fields.get(field));
        if spec.is_some_and(is_personal) {
            let at = self.at("sets", field);
            self.findings.fault(at, BoardFault::Personal { field: short(field) });
            return false;
        }
        true
    }

    /// A field of the source, or a measure's name.
    fn is_field(&mut self, key: &str, field: &str) -> bool {
        // What has no source that can be read has its own finding.
        let (Some(query), Some(source)) = (self.query, self.source) else { return true };
        let measures = query.measure.0.names().chain(["count"]);
        let words: Vec<&str> = source.fields.names().chain(measures).collect();
        if words.contains(&field) {
            return true;
        }
        let at = self.at(key, field);
        let nearest = self.findings.nearest(field, &mut words.into_iter());
        let (name, source) = (short(field), short(&query.from));
        self.findings.fault(at, BoardFault::UnknownField { name, source, nearest });
        false
    }

    /// Where the text stands below the key.
    fn at(&self, key: &str, text: &str) -> usize {
        let value = node::get(self.object, key);
        let found = value.and_then(|value| node::find(value, &|own| own == text));
        found.or(value.map(Value::start)).unwrap_or(self.object.start())
    }
}

/// A prefecture that many go to is nobody's own; everything else that is masked is.
fn is_personal(spec: &FieldSpec) -> bool {
    spec.mask.is_some_and(|mask| mask != Mask::Destination)
}

/// Every panel that sets a parameter which, by way of what others set, it follows itself.
fn loops(panels: &[Panel]) -> Vec<(String, String)> {
    let follows = |panel: &Panel, param: &str| {
        panel.data.as_ref().is_some_and(|query| query.params().contains(&param))
    };
    let mut all = Vec::new();
    for panel in panels {
        for (param, _) in panel.sets.iter() {
            let mut known = vec![param];
            let mut at = 0;
            while let Some(next) = known.get(at).copied() {
                at += 1;
                let reached = panels.iter().filter(|own| follows(own, next));
                for (set, _) in reached.flat_map(|own| own.sets.iter()) {
                    if !known.contains(&set) {
                        known.push(set);
                    }
                }
            }
            if known.iter().any(|param| follows(panel, param)) {
                all.push((param.to_string(), panel.name.clone()));
            }
        }
    }
    all
}
