//! A query as a board file writes it: one text for one query, so that texts of equal queries are equal.
//!
//! Keys stand in the order where, group, measure, sort, limit; what a query is without is left out, and
//! so is `from`, which says whom to ask and not what. What no board file can say (a name that begins
//! with `-` to sort by, a number that is not finite) comes back as something else, or not at all.

use super::Query;
use super::spec::{Condition, Cut, Group, Measure, Measures, OPS, Operand, Sort};
use crate::data::tree::quote;

/// The query's own text; `Query::read` of it gives the query back, without its `from`.
pub fn write(query: &Query) -> String {
    let mut to = String::from("{");
    let mut part = |key: &str, is_there: bool, write: &dyn Fn(&mut String)| {
        if is_there {
            to.push_str(if to.len() > 1 { "," } else { "" });
            quote(key, &mut to);
            to.push(':');
            write(&mut to);
        }
    };
    let Query { wheres, group: by, measure, sort, limit, .. } = query;
    part("where", !wheres.is_empty(), &|to| list(wheres, to, condition));
    part("group", !by.is_empty(), &|to| list(by, to, group));
    part("measure", !measure.0.is_empty(), &|to| measures(measure, to));
    part("sort", !sort.0.is_empty(), &|to| keys(sort, to));
    part("limit", limit.is_some(), &|to| to.push_str(&limit.unwrap_or_default().to_string()));
    to.push('}');
    to
}

fn list<T>(all: &[T], to: &mut String, write: impl Fn(&T, &mut String)) {
    to.push('[');
    for (at, one) in all.iter().enumerate() {
        to.push_str(if at == 0 { "" } else { "," });
        write(one, to);
    }
    to.push(']');
}

fn condition(own: &Condition, to: &mut String) {
    let op = OPS.iter().find(|(_, op)| *op == own.op).map_or("", |(word, _)| word);
    to.push('[');
    quote(&own.field, to);
    to.push(',');
    quote(op, to);
    to.push(',');
    operand(&own.value, to);
    to.push(']');
}

fn operand(own: &Operand, to: &mut String) {
    match own {
        Operand::Param { param } => {
            to.push_str("{\"param\":");
            quote(param, to);
            to.push('}');
        }
        Operand::Flag(flag) => to.push_str(if *flag { "true" } else { "false" }),
        Operand::Number(number) => to.push_str(&number.to_string()),
        Operand::Text(text) => quote(text, to),
        Operand::List(values) => list(values, to, operand),
    }
}

fn group(own: &Group, to: &mut String) {
    let (field, by) = match own {
        Group::Field(field) => return quote(field, to),
        Group::Cut { field, by } => (field, by),
    };
    to.push_str("{\"field\":");
    quote(field, to);
    to.push_str(",\"by\":");
    match by {
        Cut::Day => quote("day", to),
        Cut::Week => quote("week", to),
        Cut::Month => quote("month", to),
        Cut::Bin(width) => {
            to.push_str("{\"bin\":");
            to.push_str(&width.to_string());
            to.push('}');
        }
    }
    to.push('}');
}

/// One measure of its usual name is a word alone.
fn measures(own: &Measures, to: &mut String) {
    if let [(name, one)] = own.0.0.as_slice()
        && name == one.field().unwrap_or("count")
    {
        return quote(&word(one), to);
    }
    to.push('{');
    for (at, (name, one)) in own.0.iter().enumerate() {
        to.push_str(if at == 0 { "" } else { "," });
        quote(name, to);
        to.push(':');
        quote(&word(one), to);
    }
    to.push('}');
}

/// `sum:pay`
pub fn word(own: &Measure) -> String {
    let (verb, field) = match own {
        Measure::Count => return "count".to_string(),
        Measure::Present(field) => ("count", field),
        Measure::Sum(field) => ("sum", field),
        Measure::Mean(field) => ("mean", field),
        Measure::Min(field) => ("min", field),
        Measure::Max(field) => ("max", field),
        Measure::Distinct(field) => ("distinct", field),
        Measure::Last(field) => ("last", field),
    };
    format!("{verb}:{field}")
}

fn keys(own: &Sort, to: &mut String) {
    let key = |(field, descending): &(String, bool), to: &mut String| {
        quote(&format!("{}{field}", if *descending { "-" } else { "" }), to);
    };
    match own.0.as_slice() {
        [one] => key(one, to),
        all => list(all, to, key),
    }
}
