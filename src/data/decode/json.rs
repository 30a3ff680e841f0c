//! JSON, taken in piece by piece: rows leave as soon as they are whole, and what stands beside them
//! is kept only where somebody asked for it. So memory is one row's, not the whole answer's.
//!
//! Bare `NaN`, `Infinity` and `-Infinity`, which some servers write, are read as [`NOT_FINITE`], so
//! that one bad cell costs only itself.

use json_event_parser::{JsonEvent, LowLevelJsonParser};

use super::build::Build;
use crate::data::tree::Tree;
use crate::issue::DataFault;

pub const EXPECTED: &str = "JSON";

/// The text that stands for a number which is none.
pub const NOT_FINITE: &str = "\u{7f}";
/// The same as JSON, after whatever may stand before a value.
const NOT_FINITE_JSON: [(u8, &[u8]); 3] =
    [(b':', b":\"\x7f\""), (b',', b",\"\x7f\""), (0, b"\"\x7f\"")];
const NO_NUMBERS: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

/// No honest answer is nested deeper.
const MAX_DEPTH: usize = 128;

/// What to look for in an answer.
#[derive(Clone, Debug, Default)]
pub struct Wants {
    /// The way to the list of rows.
    pub rows: Vec<String>,
    /// The keys to keep of a row; all where there is none.
    pub keys: Option<Vec<String>>,
    /// The answer itself is one row.
    pub whole: bool,
    /// Ways to single values, and to lists that are wanted whole.
    pub values: Vec<Vec<String>>,
}

/// What was found.
pub enum Item {
    /// A list stands where the rows should be.
    Rows,
    Row(Tree),
    /// The value at the way of that number.
    Value(usize, Tree),
}

/// Takes JSON in.
pub struct Json {
    parser: LowLevelJsonParser,
    /// Bytes of a token that is not whole yet.
    carry: Vec<u8>,
    /// How many bytes make it worth to look at the carry again, so that a long text that comes in
    /// small pieces costs no more than a short one.
    worth: usize,
    /// How many bytes have been understood.
    at: u64,
    walk: Walk,
}

impl Json {
    pub fn new(wants: Wants) -> Self {
        Json {
            parser: LowLevelJsonParser::new().with_max_stack_size(MAX_DEPTH),
            carry: Vec::new(),
            worth: 0,
            at: 0,
            walk: Walk::new(wants),
        }
    }

    pub fn push(&mut self, piece: &[u8], take: &mut dyn FnMut(Item)) -> Result<(), DataFault> {
        if self.carry.is_empty() {
            let used = self.run(piece, false, take)?;
            self.carry.extend_from_slice(piece.get(used..).unwrap_or_default());
        } else {
            self.carry.extend_from_slice(piece);
            if self.carry.len() < self.worth {
                return Ok(());
            }
            let mut carry = std::mem::take(&mut self.carry);
            let used = self.run(&carry, false, take)?;
            carry.drain(..used);
            self.carry = carry;
        }
        self.worth = self.carry.len() * 2;
        Ok(())
    }

    /// The answer is whole.
    pub fn end(&mut self, take: &mut dyn FnMut(Item)) -> Result<(), DataFault> {
        let carry = std::mem::take(&mut self.carry);
        self.run(&carry, true, take).map(drop)
    }

    /// Understands as much as it can; how many bytes that was.
    fn run(
        &mut self,
        bytes: &[u8],
        ending: bool,
        take: &mut dyn FnMut(Item),
    ) -> Result<usize, DataFault> {
        let mut used = 0;
        loop {
            let rest = bytes.get(used..).unwrap_or_default();
            let (length, result) = match no_number(rest, ending) {
                Bare::Unfinished => return Ok(used),
                Bare::Is(length, json) => (Some(length), self.parser.parse_next(json, false)),
                Bare::IsNot => (None, self.parser.parse_next(rest, ending)),
            };
            let step = length.unwrap_or(result.consumed_bytes).min(rest.len());
            used += step;
            self.at += step as u64;
            match result.event {
                None => return Ok(used),
                Some(Ok(JsonEvent::Eof)) => return Ok(used),
                Some(Ok(event)) => self.walk.take(event, take),
                Some(Err(_)) => {
                    return Err(DataFault::Malformed { expected: EXPECTED, at: self.at });
                }
            }
        }
    }
}

enum Bare {
    /// So many bytes long; what to read instead.
    Is(usize, &'static [u8]),
    IsNot,
    /// It may be one when more bytes have come.
    Unfinished,
}

/// Whether a bare word for no number comes next, after a comma or colon that may stand before it.
fn no_number(rest: &[u8], ending: bool) -> Bare {
    let begin = rest.trim_ascii_start();
    let instead = NOT_FINITE_JSON.iter().find(|(mark, _)| begin.first() == Some(mark));
    let bare = if instead.is_some() { begin.get(1..).unwrap_or_default() } else { begin };
    let bare = bare.trim_ascii_start();
    if !matches!(bare.first(), Some(b'N' | b'I' | b'-')) {
        return Bare::IsNot;
    }
    let (_, json) = instead.or(NOT_FINITE_JSON.last()).copied().unwrap_or_default();
    for word in NO_NUMBERS {
        if bare.starts_with(word) {
            return Bare::Is(rest.len() - bare.len() + word.len(), json);
        }
        if !ending && word.starts_with(bare) {
            return Bare::Unfinished;
        }
    }
    Bare::IsNot
}

/// Where in the answer we are, and what to do there.
struct Walk {
    wants: Wants,
    /// For each list and object that is open on a wanted way.
    way: Vec<Level>,
    /// How many lists and objects are open that nobody wants.
    skipping: usize,
    /// Inside a value that is wanted whole: which.
    building: Option<(Build, Whole)>,
    seen_rows: bool,
    seen: Vec<bool>,
    rows: usize,
}

enum Level {
    Object { key: String },
    List { at: usize },
    Rows,
}

#[derive(Clone, Copy)]
enum Whole {
    Row,
    Value(usize),
}

impl Walk {
    fn new(wants: Wants) -> Self {
        let seen = wants.values.iter().map(|_| false).collect();
        Walk {
            wants,
            way: Vec::new(),
            skipping: 0,
            building: None,
            seen_rows: false,
            seen,
            rows: 0,
        }
    }

    fn take(&mut self, event: JsonEvent, take: &mut dyn FnMut(Item)) {
        if let Some((mut build, whole)) = self.building.take() {
            self.build(&mut build, whole, event, take);
            if !build.is_done() {
                self.building = Some((build, whole));
            }
            return;
        }
        match event {
            JsonEvent::StartArray | JsonEvent::StartObject if self.skipping > 0 => {
                self.skipping += 1;
            }
            JsonEvent::EndArray | JsonEvent::EndObject if self.skipping > 0 => self.skipping -= 1,
            _ if self.skipping > 0 => {}
            JsonEvent::ObjectKey(name) => {
                if let Some(Level::Object { key }) = self.way.last_mut() {
                    key.clear();
                    key.push_str(&name);
                }
            }
            JsonEvent::EndArray | JsonEvent::EndObject => drop(self.way.pop()),
            event => self.begin(event, take),
        }
    }

    /// A value begins, at a place that may be wanted.
    fn begin(&mut self, event: JsonEvent, take: &mut dyn FnMut(Item)) {
        if let Some(Level::List { at }) = self.way.last_mut() {
            *at = at.wrapping_add(1);
        }
        let whole = self.wants.whole && self.way.is_empty();
        if whole || matches!(self.way.last(), Some(Level::Rows)) {
            return self.whole(Whole::Row, event, take);
        }
        let opens = matches!(event, JsonEvent::StartArray | JsonEvent::StartObject);
        let list = matches!(event, JsonEvent::StartArray);
        if list && !self.seen_rows && self.is_at(&self.wants.rows) {
            self.seen_rows = true;
            take(Item::Rows);
            return self.way.push(Level::Rows);
        }
        let mut unseen = self.wants.values.iter().zip(&self.seen);
        let wanted = unseen.position(|(way, seen)| !seen && self.is_at(way));
        match wanted {
            Some(at) if list || !opens => self.whole(Whole::Value(at), event, take),
            _ if !opens => {}
            _ if !self.is_on_a_way() => self.skipping = 1,
            _ if list => self.way.push(Level::List { at: usize::MAX }),
            _ => self.way.push(Level::Object { key: String::new() }),
        }
    }

    fn whole(&mut self, whole: Whole, event: JsonEvent, take: &mut dyn FnMut(Item)) {
        let mut build = Build::default();
        self.build(&mut build, whole, event, take);
        if !build.is_done() {
            self.building = Some((build, whole));
        }
    }

    fn build(
        &mut self,
        build: &mut Build,
        whole: Whole,
        event: JsonEvent,
        take: &mut dyn FnMut(Item),
    ) {
        let wanted = match whole {
            Whole::Row => self.wants.keys.as_deref(),
            Whole::Value(_) => None,
        };
        let Some(tree) = build.take(event, wanted) else { return };
        match whole {
            Whole::Value(at) => self.found(at, tree, take),
            Whole::Row => {
                self.inside(&tree, take);
                self.rows += 1;
                take(Item::Row(tree));
            }
        }
    }

    fn found(&mut self, at: usize, tree: Tree, take: &mut dyn FnMut(Item)) {
        if let Some(seen) = self.seen.get_mut(at) {
            *seen = true;
        }
        take(Item::Value(at, tree));
    }

    /// Values that are wanted of a certain row.
    fn inside(&mut self, row: &Tree, take: &mut dyn FnMut(Item)) {
        for at in 0..self.wants.values.len() {
            let way = self.wants.values.get(at).map(Vec::as_slice).unwrap_or_default();
            let Some(rest) = way.strip_prefix(self.wants.rows.as_slice()) else { continue };
            let Some((number, rest)) = rest.split_first() else { continue };
            if number.parse() == Ok(self.rows)
                && let Some(tree) = row.walk(rest)
            {
                self.found(at, tree.clone(), take);
            }
        }
    }

    fn is_at(&self, way: &[String]) -> bool {
        way.len() == self.way.len() && self.agrees(way)
    }

    /// Whether anything that is wanted lies below this place.
    fn is_on_a_way(&self) -> bool {
        let below = |way: &[String]| way.len() > self.way.len() && self.agrees(way);
        let rows = !self.seen_rows && below(&self.wants.rows);
        rows || self.wants.values.iter().zip(&self.seen).any(|(way, seen)| !seen && below(way))
    }

    /// Whether the way begins with the steps that led here.
    fn agrees(&self, way: &[String]) -> bool {
        self.way.iter().zip(way).all(|(level, step)| match level {
            Level::Object { key } => key == step,
            Level::List { at } => step.parse() == Ok(*at),
            Level::Rows => false,
        })
    }
}
