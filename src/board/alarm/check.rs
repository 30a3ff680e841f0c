//! The `alarms` of a panel, one by one: what is no alarm is said and left out.

use std::cmp::Ordering;

use super::spec::Alarm as Authored;
use super::{Alarm, Cause};
use crate::board::check::Section;
use crate::board::normal::Panel;
use crate::board::refer::{self, Declared};
use crate::data::query::Query;
use crate::data::query::spec::{Condition, Op, Operand};
use crate::data::source::Source;
use crate::data::when;
use crate::grammar::float;
use crate::grammar::named::Named;
use crate::grammar::node::{Object, ObjectProp, Value};
use crate::grammar::{self, Findings, Read, node, short};
use crate::issue::BoardFault;

/// Alarms of one board.
pub const MAX_ALARMS: usize = 100;
/// Characters of a sentence that is spoken.
pub const MAX_SAY: usize = 100;
/// The ops that have a milder side.
const ORDERS: &[&str] = &["<", "<=", ">", ">="];

/// Fills in the alarms of the panels that stand; a board has so many at most.
pub fn check(
    authored: &Section,
    panels: &mut [Panel],
    sources: &Named<Source>,
    declared: &[Declared],
    findings: &mut Findings,
) {
    let mut found = 0;
    for panel in panels {
        let Some(entry) = authored.shown().find(|entry| entry.name.as_str() == panel.name) else {
            continue;
        };
        let Some(object) = entry.value.as_object() else { continue };
        let Some(own) = node::get(object, "alarms").filter(|own| !own.is_null()) else { continue };
        let Some(list) = grammar::list(own, findings) else { continue };
        let left = MAX_ALARMS.saturating_sub(found);
        found += list.len();
        if list.len() > left {
            let fault = BoardFault::TooMany { what: "alarms", found, limit: MAX_ALARMS };
            findings.fault(own.start(), fault);
        }
        let is_bare = !panel.kind.needs_data();
        let query = panel.data.as_ref();
        let asker = Asker { entry, panel: object, query, is_bare, sources, declared };
        let shown = list.iter().take(left);
        panel.alarms = shown.filter_map(|value| asker.alarm(value, findings)).collect();
    }
}

/// A panel, and what its alarms may ask.
struct Asker<'c, 'n> {
    entry: &'c ObjectProp<'n>,
    panel: &'c Object<'n>,
    query: Option<&'c Query>,
    /// It may stand without a question.
    is_bare: bool,
    sources: &'c Named<Source>,
    declared: &'c [Declared<'c>],
}

impl Asker<'_, '_> {
    fn alarm(&self, value: &Value, findings: &mut Findings) -> Option<Alarm> {
        let authored = Authored::read(value, findings)?;
        let object = value.as_object()?;
        let Authored { say, say_en, level, after, data, .. } = authored.clone();
        let cause = cause(&authored, object, findings);
        let is_said = is_short(object, findings);
        let data = self.data(&cause, data, object, findings);
        let after = after.map_or(0, |after| after.0.as_secs_f64().ceil() as i64);
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let (say, say_en) = (filled(say), filled(say_en));
        let (cause, data) = (cause?, data?);
        is_said.then_some(Alarm { cause, level, say, say_en, after, data })
    }

    /// Its own question, if it has one; `None` where nobody can be asked.
    fn data(
        &self,
        cause: &Option<Cause>,
        own: Option<Query>,
        object: &Object,
        findings: &mut Findings,
    ) -> Option<Option<Query>> {
        let fields: Vec<&str> = match cause {
            Some(Cause::Rows { when, .. }) => vec![&when.field],
            _ => Vec::new(),
        };
        let (entry, declared) = (self.entry, self.declared);
        if node::get(object, "data").is_some_and(|data| !data.is_null()) {
            let asked = (true, [].as_slice());
            let own = refer::resolve(entry, object, own, asked, self.sources, declared, findings)?;
            let is_known = refer::known(entry, object, &own, &fields, declared, findings);
            return is_known.then_some(Some(own));
        }
        let Some(query) = self.query else {
            // A panel whose own question is broken has a finding already.
            if node::get(self.panel, "data").is_none_or(Value::is_null) && self.is_bare {
                let panel = short(entry.name.as_str());
                findings.fault(object.start(), BoardFault::NoSource { panel });
            }
            return None;
        };
        refer::known(entry, object, query, &fields, declared, findings).then_some(None)
    }
}

fn cause(authored: &Authored, object: &Object, findings: &mut Findings) -> Option<Cause> {
    let until = node::get(object, "until").filter(|until| !until.is_null());
    let has_when = node::get(object, "when").is_some_and(|when| !when.is_null());
    match (&authored.when, until) {
        (None, _) if has_when => None,
        (None, _) if !authored.late => {
            findings.fault(object.start(), BoardFault::Missing { key: "when".into() });
            None
        }
        (None, Some(until)) => {
            findings.fault(until.start(), BoardFault::Alone { key: "until", needs: &["when"] });
            None
        }
        (None, None) => Some(Cause::Late),
        (Some(_), _) if authored.late => {
            let fault = BoardFault::Conflict { used: "when", unused: "late" };
            findings.fault(object.start(), fault);
            rows(authored, until, findings)
        }
        (Some(_), _) => rows(authored, until, findings),
    }
}

fn rows(authored: &Authored, at: Option<&Value>, findings: &mut Findings) -> Option<Cause> {
    let when = authored.when.clone()?;
    let (Some(until), Some(at)) = (&authored.until, at) else {
        return Some(Cause::Rows { until: when.clone(), when });
    };
    let Some(milder) = milder(when.op) else {
        findings.fault(at.start(), BoardFault::Alone { key: "until", needs: ORDERS });
        return None;
    };
    if matches!(until, Operand::List(_) | Operand::Flag(_)) {
        return findings.wrong(at, "a number, a day or a time");
    }
    if compare(until, &when.value).is_some_and(|order| order == milder.reverse()) {
        let least = milder == Ordering::Greater;
        findings.fault(at.start(), BoardFault::WrongSide { least });
        return None;
    }
    let until = Condition { value: until.clone(), ..when.clone() };
    Some(Cause::Rows { when, until })
}

/// On which side of its value a condition ends; none where it has no sides.
fn milder(op: Op) -> Option<Ordering> {
    match op {
        Op::Lt | Op::Le => Some(Ordering::Greater),
        Op::Gt | Op::Ge => Some(Ordering::Less),
        _ => None,
    }
}

/// `None` where only the run shows it: parameters, and words of another kind.
fn compare(one: &Operand, other: &Operand) -> Option<Ordering> {
    let number = |operand: &Operand| match operand {
        Operand::Number(number) => Some(*number),
        Operand::Text(text) => float(text.trim()),
        _ => None,
    };
    let moment = |operand: &Operand| match operand {
        Operand::Text(text) => when::seconds(text.trim(), when::offset(0)),
        _ => None,
    };
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.partial_cmp(&other),
        _ => Some(moment(one)?.cmp(&moment(other)?)),
    }
}

/// Whether both sentences can be shown and spoken.
fn is_short(object: &Object, findings: &mut Findings) -> bool {
    let mut is_short = true;
    for value in ["say", "say_en"].into_iter().filter_map(|key| node::get(object, key)) {
        let length = value.as_string_lit().map_or(0, |text| text.value.chars().count());
        if length > MAX_SAY {
            let fault = BoardFault::TooLong { found: length, limit: MAX_SAY };
            findings.fault(value.start(), fault);
            is_short = false;
        }
    }
    is_short
}
