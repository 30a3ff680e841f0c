//! The rows of a file of JSON that nobody has described: its lines, or the first list of objects in it.

use json_event_parser::{JsonEvent, LowLevelJsonParser};

use super::showable;
use crate::data::decode::json::{EXPECTED, Json};
use crate::data::decode::ndjson::Ndjson;
use crate::data::decode::walk::{Item, Wants};
use crate::data::source::Format;
use crate::data::tree::Tree;
use crate::issue::{BookFault, DataFault};

/// The first list must begin within so many bytes.
const SOUGHT_IN: usize = 1_000_000;
/// Among so many bytes the first line ends where there are lines.
const FIRST_LINE: usize = 64_000;
/// The longest way to the rows, in steps.
const MAX_STEPS: usize = 6;
const MAX_DEPTH: usize = 128;

/// The names and cells of a row.
type Row = [(Box<str>, Tree)];
type Take<'t> = &'t mut dyn FnMut(&Row);

/// Finds the rows and takes them in.
pub struct Rows {
    open: Open,
    way: Vec<String>,
}

enum Open {
    /// What has come, until the rows are found, and how many bytes make it worth to look again.
    Seeking(Vec<u8>, usize),
    Json(Box<Json>),
    Lines(Ndjson),
}

impl Default for Rows {
    fn default() -> Self {
        Rows { open: Open::Seeking(Vec::new(), 0), way: Vec::new() }
    }
}

impl Rows {
    /// The next bytes.
    pub fn push(&mut self, bytes: &[u8], take: Take) -> Result<(), DataFault> {
        if let Open::Seeking(held, worth) = &mut self.open {
            held.extend_from_slice(bytes);
            if held.len() < *worth {
                return Ok(());
            }
            *worth = held.len() * 2;
            let held = std::mem::take(held);
            return self.seek(held, false, take);
        }
        self.decode(bytes, take)
    }

    /// All bytes have come.
    pub fn end(&mut self, take: Take) -> Result<(), DataFault> {
        if let Open::Seeking(held, _) = &mut self.open {
            let held = std::mem::take(held);
            self.seek(held, true, take)?;
        }
        let take = &mut |item: Item| rows_of(item, take);
        match &mut self.open {
            Open::Seeking(..) => Ok(()),
            Open::Json(json) => json.end(take),
            Open::Lines(lines) => lines.end(take),
        }
    }

    /// How a source says where the rows are; a fault where there are none, or where the way is not to be shown.
    pub fn place(&self) -> Result<(Format, String), DataFault> {
        match &self.open {
            Open::Seeking(..) => Err(none()),
            Open::Lines(_) => Ok((Format::Ndjson, String::new())),
            Open::Json(_) => {
                let step = |step: &String| {
                    let shown = showable(step).filter(|shown| shown == step).ok_or_else(none)?;
                    Ok(format!("/{}", shown.replace('~', "~0").replace('/', "~1")))
                };
                Ok((Format::Json, self.way.iter().map(step).collect::<Result<_, DataFault>>()?))
            }
        }
    }

    fn seek(&mut self, held: Vec<u8>, ending: bool, take: Take) -> Result<(), DataFault> {
        let lines = are_lines(&held, ending);
        let way = if lines == Some(false) { way(&held, ending)? } else { None };
        self.open = match (lines, way) {
            (Some(true), _) => Open::Lines(Ndjson::new(None, None)),
            (_, Some(way)) => {
                self.way.clone_from(&way);
                Open::Json(Box::new(Json::new(Wants { rows: way, ..Wants::default() })))
            }
            _ if ending || held.len() > SOUGHT_IN => return Err(none()),
            _ => {
                let worth = held.len() * 2;
                self.open = Open::Seeking(held, worth);
                return Ok(());
            }
        };
        self.decode(&held, take)
    }

    fn decode(&mut self, bytes: &[u8], take: Take) -> Result<(), DataFault> {
        let take = &mut |item: Item| rows_of(item, take);
        match &mut self.open {
            Open::Seeking(..) => Ok(()),
            Open::Json(json) => json.push(bytes, take),
            Open::Lines(lines) => lines.push(bytes, take),
        }
    }
}

fn rows_of(item: Item, take: Take) {
    if let Item::Row(Tree::Object(row)) = item {
        take(&row);
    }
}

fn none() -> DataFault {
    DataFault::Book(BookFault::NoList)
}

/// Whether each line is an object of its own; none where that cannot be said yet.
fn are_lines(held: &[u8], ending: bool) -> Option<bool> {
    let text = held.trim_ascii_start();
    let Some(end) = text.iter().position(|byte| *byte == b'\n') else {
        return (ending || text.len() > FIRST_LINE).then_some(false);
    };
    let (line, rest) = text.split_at(end);
    if !line.starts_with(b"{") || !line.trim_ascii_end().ends_with(b"}") {
        return Some(false);
    }
    match rest.trim_ascii_start().first() {
        Some(next) => Some(*next == b'{'),
        None => ending.then_some(false),
    }
}

/// The way to the first list that begins with an object; none where there is none so far.
fn way(held: &[u8], ending: bool) -> Result<Option<Vec<String>>, DataFault> {
    let mut parser = LowLevelJsonParser::new().with_max_stack_size(MAX_DEPTH);
    let (mut at, mut way, mut list) = (0, Vec::<Step>::new(), false);
    loop {
        let result = parser.parse_next(held.get(at..).unwrap_or_default(), ending);
        at += result.consumed_bytes;
        match result.event {
            None | Some(Ok(JsonEvent::Eof)) => return Ok(None),
            Some(Err(_)) => {
                return Err(DataFault::Malformed { expected: EXPECTED, at: at as u64 });
            }
            Some(Ok(JsonEvent::StartObject)) if list && way.len() <= MAX_STEPS => {
                way.pop();
                return Ok(Some(way.into_iter().map(Step::said).collect()));
            }
            Some(Ok(event)) => {
                list = matches!(event, JsonEvent::StartArray);
                step(&mut way, event);
            }
        }
    }
}

/// What is open, and where in it.
enum Step {
    Key(String),
    /// Of a list, how many values have begun.
    Nth(usize),
}

impl Step {
    fn said(self) -> String {
        match self {
            Step::Key(key) => key,
            Step::Nth(count) => count.saturating_sub(1).to_string(),
        }
    }
}

fn step(way: &mut Vec<Step>, event: JsonEvent) {
    let begins =
        !matches!(event, JsonEvent::ObjectKey(_) | JsonEvent::EndArray | JsonEvent::EndObject);
    if let (true, Some(Step::Nth(count))) = (begins, way.last_mut()) {
        *count += 1;
    }
    match event {
        JsonEvent::StartObject => way.push(Step::Key(String::new())),
        JsonEvent::StartArray => way.push(Step::Nth(0)),
        JsonEvent::EndArray | JsonEvent::EndObject => drop(way.pop()),
        JsonEvent::ObjectKey(name) => {
            if let Some(Step::Key(key)) = way.last_mut() {
                *key = name.into_owned();
            }
        }
        _ => {}
    }
}
