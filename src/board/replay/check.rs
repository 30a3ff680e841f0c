//! A replay as its author wrote it -> one that can play. What is wrong leaves the replay out; the
//! board stands.

use std::time::Duration;

use crate::board::check::wrong;
use crate::board::normal::Replay;
use crate::board::refer::Declared;
use crate::board::spec;
use crate::data::page::day;
use crate::data::source::Source;
use crate::data::table::Type;
use crate::grammar::named::Named;
use crate::grammar::node::{Object, Value};
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;

/// Shorter steps would be shorter than the wall's own tick at the greatest speed.
pub const SHORTEST_STEP: Duration = Duration::from_secs(1);
/// Who wants longer ones wants a board of today.
pub const LONGEST_STEP: Duration = Duration::from_secs(3_600);

const A_DAY: &str = "a day such as \"2020-02-03\"";
const LATER_DAY: &str = "a day that is not before \"start\"";
const A_STEP: &str = "a span from 1s to 1h";

/// `file` is the board; `authored` what was read of its `replay`.
pub fn check(
    file: &Object,
    authored: Option<spec::Replay>,
    sources: &Named<Source>,
    declared: &[Declared],
    findings: &mut Findings,
) -> Option<Replay> {
    let (authored, object) = (authored?, node::get(file, "replay")?.as_object()?);
    let mut own = Own { object, findings };
    let names = own.names(&authored, sources, declared);
    let step = own.step(&authored);
    let range = own.range(&authored);
    let ((), step_ms, (start, end)) = (names?, step?, range?);
    Some(Replay { from: authored.from, day: authored.day, step_ms, start, end })
}

struct Own<'c, 'n, 't> {
    object: &'c Object<'n>,
    findings: &'c mut Findings<'t>,
}

impl Own<'_, '_, '_> {
    fn value(&self, key: &str) -> Option<&Value<'_>> {
        node::get(self.object, key).filter(|value| !value.is_null())
    }

    fn fault(&mut self, key: &str, fault: BoardFault) {
        let at = self.value(key).map_or(self.object.start(), Value::start);
        self.findings.fault(at, fault);
    }

    /// Source and field are there, and the field holds days.
    fn names(
        &mut self,
        authored: &spec::Replay,
        sources: &Named<Source>,
        declared: &[Declared],
    ) -> Option<()> {
        for (key, said) in [("from", &authored.from), ("day", &authored.day)] {
            if said.is_empty() {
                self.fault(key, BoardFault::Missing { key: key.to_string() });
            }
        }
        let Some(known) = declared.iter().find(|source| source.name == authored.from) else {
            if !authored.from.is_empty() {
                let mut names = declared.iter().map(|source| source.name);
                let nearest = self.findings.nearest(&authored.from, &mut names);
                let name = short(&authored.from);
                self.fault("from", BoardFault::UnknownSource { name, nearest });
            }
            return None;
        };
        // A source that could not be read, or declares nothing, has its own finding.
        let fields = &sources.get(&authored.from)?.fields;
        if authored.day.is_empty() || fields.is_empty() {
            return None;
        }
        let kind = fields.get(&authored.day).map(|spec| spec.kind);
        if matches!(kind, Some(Type::Date | Type::Time)) {
            return Some(());
        }
        let (name, source) = (short(&authored.day), short(&authored.from));
        let is_day = |field: &&str| {
            let kind = fields.get(field).map(|spec| spec.kind);
            matches!(kind, Some(Type::Date | Type::Time))
        };
        if kind.is_some() || known.fields.contains(authored.day.as_str()) {
            let nearest = self.findings.nearest(&authored.day, &mut fields.names().filter(is_day));
            self.fault("day", BoardFault::NoDayField { name, nearest });
        } else {
            let nearest = self.findings.nearest(&authored.day, &mut fields.names());
            self.fault("day", BoardFault::UnknownField { name, source, nearest });
        }
        None
    }

    /// In milliseconds.
    fn step(&mut self, authored: &spec::Replay) -> Option<u64> {
        let step = authored.step.0;
        if (SHORTEST_STEP..=LONGEST_STEP).contains(&step) {
            return u64::try_from(step.as_millis()).ok();
        }
        let written = self.value("step").and_then(Value::as_string_lit);
        let written = written.map(|step| short(&step.value)).unwrap_or_default();
        self.fault("step", wrong(format!("\"{written}\""), A_STEP));
        None
    }

    /// The first and the last day, where they are said.
    fn range(&mut self, authored: &spec::Replay) -> Option<(Option<i32>, Option<i32>)> {
        let mut misread = false;
        let mut read = |own: &mut Self, key: &str, said: &Option<String>| {
            let text = said.as_ref()?;
            let read = day(text);
            if read.is_none() {
                misread = true;
                own.fault(key, wrong(format!("\"{}\"", short(text)), A_DAY));
            }
            read
        };
        let start = read(self, "start", &authored.start);
        let end = read(self, "end", &authored.end);
        if let (Some(start), Some(end), Some(said)) = (start, end, &authored.end)
            && end < start
        {
            misread = true;
            self.fault("end", wrong(format!("\"{}\"", short(said)), LATER_DAY));
        }
        (!misread).then_some((start, end))
    }
}
