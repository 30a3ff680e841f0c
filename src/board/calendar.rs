//! The board's working days: a source that it has, a date and a flag of it.

use super::check::wrong;
use super::refer::Declared;
use super::spec::Calendar;
use crate::data::source::Source;
use crate::data::table::Type;
use crate::grammar::named::Named;
use crate::grammar::node::{Object, Value};
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;

/// The calendar as its author wrote it, where it can be followed; what it lacks is said.
pub fn check(
    object: &Object,
    authored: Option<Calendar>,
    sources: &Named<Source>,
    declared: &[Declared],
    findings: &mut Findings,
) -> Option<Calendar> {
    let calendar = authored?;
    let own = node::get(object, "calendar").and_then(Value::as_object)?;
    let at = |key: &str| node::get(own, key).map_or(own.start(), Value::start);
    let keys = [("from", &calendar.from), ("day", &calendar.day), ("works", &calendar.works)];
    let missing: Vec<&str> =
        keys.iter().filter(|(_, text)| text.is_empty()).map(|(key, _)| *key).collect();
    for key in &missing {
        findings.fault(at(key), BoardFault::Missing { key: (*key).to_string() });
    }
    if !missing.is_empty() {
        return None;
    }
    let Some(source) = declared.iter().find(|source| source.name == calendar.from) else {
        let names = declared.iter().map(|source| source.name);
        let nearest = findings.nearest(&calendar.from, &mut { names });
        let name = short(&calendar.from);
        findings.fault(at("from"), BoardFault::UnknownSource { name, nearest });
        return None;
    };
    // A source that could not be read has its own finding.
    let fields = &sources.get(&calendar.from)?.fields;
    let mut is_fine = true;
    for (key, name, kind, expected) in [
        ("day", &calendar.day, Type::Date, "a field of type date"),
        ("works", &calendar.works, Type::Flag, "a field of type flag"),
    ] {
        let fault = match fields.get(name).map(|field| field.kind) {
            Some(own) if own == kind => continue,
            Some(_) => wrong(format!("\"{}\"", short(name)), expected),
            None if source.fields.contains(name.as_str()) => return None,
            None => {
                let nearest = findings.nearest(name, &mut source.fields.iter().copied());
                let (name, source) = (short(name), short(source.name));
                BoardFault::UnknownField { name, source, nearest }
            }
        };
        findings.fault(at(key), fault);
        is_fine = false;
    }
    is_fine.then_some(calendar)
}
