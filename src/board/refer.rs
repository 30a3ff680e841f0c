//! Words that refer to other words: `from` to a source, where, group, measure, sort and options to
//! its fields.

use std::collections::BTreeSet;

use super::spec;
use crate::data::query::Query;
use crate::data::query::spec::{Group, Measure};
use crate::data::source::Source;
use crate::grammar::named::Named;
use crate::grammar::node::{Object, ObjectProp, Value};
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;

/// A source as its author wrote it, also where it could not be read: what refers to a broken source
/// or field is no second finding.
pub struct Declared<'n> {
    pub(super) name: &'n str,
    pub(super) fields: BTreeSet<&'n str>,
}

pub fn declared<'n>(entry: &'n ObjectProp) -> Declared<'n> {
    let fields = entry.value.as_object().and_then(|source| node::get(source, "fields"));
    let fields = fields.and_then(Value::as_object).map(|fields| fields.properties.as_slice());
    let names = fields.unwrap_or_default().iter().map(|field| field.name.as_str()).collect();
    Declared { name: entry.name.as_str(), fields: names }
}

pub fn group_field(group: &Group) -> &str {
    match group {
        Group::Field(field) | Group::Cut { field, .. } => field,
    }
}

/// The query, where it asks a source that the board has; faults of its words beside it. `asker` is the
/// object with the key `data`, which may be needed, `fields` what else there should be fields.
pub fn resolve(
    entry: &ObjectProp,
    asker: &Object,
    query: Option<Query>,
    (is_needed, fields): (bool, &[&str]),
    sources: &Named<Source>,
    declared: &[Declared],
    findings: &mut Findings,
) -> Option<Query> {
    let data = node::get(asker, "data").filter(|data| !data.is_null());
    let from = data.and_then(Value::as_object).and_then(|data| node::get(data, "from"));
    let asks_nobody = match data {
        None => is_needed,
        Some(data) => data.as_object().is_some() && from.is_none(),
    };
    if asks_nobody {
        let at = data.map_or(entry.start(), Value::start);
        findings.fault(at, BoardFault::NoSource { panel: short(entry.name.as_str()) });
        return None;
    }
    let query = query.filter(|query| !query.from.is_empty())?;
    let Some(source) = declared.iter().find(|source| source.name == query.from) else {
        let nearest = findings.nearest(&query.from, &mut declared.iter().map(|source| source.name));
        let at = from.map_or(entry.start(), Value::start);
        let name = short(&query.from);
        findings.fault(at, BoardFault::UnknownSource { name, nearest });
        return None;
    };
    Fields { entry, asker, source, query: &query, findings }.check(fields);
    sources.get(&query.from).is_some().then_some(query)
}

/// Whether the answer to a query has those fields, as far as the file says; what it has not is said.
pub fn known(
    entry: &ObjectProp,
    asker: &Object,
    query: &Query,
    fields: &[&str],
    declared: &[Declared],
    findings: &mut Findings,
) -> bool {
    let Some(source) = declared.iter().find(|source| source.name == query.from) else {
        return false;
    };
    let mut own = Fields { entry, asker, source, query, findings };
    let missing = fields.iter().filter(|field| !own.results(field));
    missing.count() == 0
}

/// The words of one panel or alarm that should be fields of its source.
struct Fields<'c, 'n, 't> {
    entry: &'c ObjectProp<'n>,
    asker: &'c Object<'n>,
    source: &'c Declared<'c>,
    query: &'c Query,
    findings: &'c mut Findings<'t>,
}

impl Fields<'_, '_, '_> {
    fn check(mut self, fields: &[&str]) {
        // A source that declares nothing has its own finding.
        if self.source.fields.is_empty() {
            return;
        }
        let query = self.query;
        for condition in &query.wheres {
            let field = condition.field.as_str();
            self.declared(field, "where", &|text| text == field);
        }
        for field in query.group.iter().map(group_field) {
            self.declared(field, "group", &|text| text == field);
        }
        for field in query.measure.0.iter().filter_map(|(_, measure)| measure.field()) {
            let reads = |text: &str| Measure::parse(text).is_some_and(|m| m.field() == Some(field));
            self.declared(field, "measure", &reads);
        }
        for (field, _) in &query.sort.0 {
            let sorts = |text: &str| text.strip_prefix('-').unwrap_or(text) == field;
            self.result(field, |own| own.in_query("sort", &sorts));
        }
        for field in fields {
            self.result(field, |own| own.in_options(field));
        }
    }

    /// A word that the source itself must have.
    fn declared(&mut self, field: &str, key: &str, is: &dyn Fn(&str) -> bool) {
        if !self.source.fields.contains(field) {
            self.fault(field, |own| own.in_query(key, is), Vec::new());
        }
    }

    /// A word that may also be a measure's name.
    fn result(&mut self, field: &str, at: impl Fn(&Self) -> Option<usize>) {
        if !self.is_result(field) {
            let measures = self.query.measure.0.names().chain(["count"]).collect();
            self.fault(field, at, measures);
        }
    }

    /// Whether an option speaks of a field that there is; a source that declares nothing has its own
    /// finding.
    fn results(&mut self, field: &str) -> bool {
        if self.source.fields.is_empty() {
            return false;
        }
        let is_result = self.is_result(field);
        if !is_result {
            self.result(field, |own| own.in_options(field));
        }
        is_result
    }

    fn is_result(&self, field: &str) -> bool {
        self.source.fields.contains(field)
            || self.query.measure.0.names().chain(["count"]).any(|own| own == field)
    }

    /// `at` is a search, so it is asked only for findings that are taken.
    fn fault(&mut self, field: &str, at: impl Fn(&Self) -> Option<usize>, measures: Vec<&str>) {
        let mut words = self.source.fields.iter().copied().chain(measures);
        let nearest = self.findings.nearest(field, &mut words);
        let (name, source) = (short(field), short(self.source.name));
        let at = if self.findings.full() { None } else { at(self) };
        let at = at.unwrap_or(self.entry.start());
        self.findings.fault(at, BoardFault::UnknownField { name, source, nearest });
    }

    fn in_query(&self, key: &str, is: &dyn Fn(&str) -> bool) -> Option<usize> {
        let query = node::get(self.asker, "data").and_then(Value::as_object)?;
        node::find(node::get(query, key)?, is)
    }

    fn in_options(&self, field: &str) -> Option<usize> {
        let options = self.asker.properties.iter();
        let mut options = options.filter(|own| !spec::Panel::KEYS.contains(&own.name.as_str()));
        options.find_map(|own| node::find(&own.value, &|text| text == field))
    }
}
