//! The way through a JSON answer: which values are rows, which are wanted beside them, and what
//! nobody needs.

use json_event_parser::JsonEvent;

use super::build::Build;
use crate::data::tree::Tree;

/// What to look for in an answer.
#[derive(Clone, Debug, Default)]
pub struct Wants {
    /// The way to the list of rows.
    pub rows: Vec<String>,
    /// The keys to keep of a row; all where there is none.
    pub keys: Option<Vec<String>>,
    /// The same keys, where every row becomes one row and its values need no parts.
    pub flat: Option<Vec<String>>,
    /// The answer itself is one row.
    pub whole: bool,
    /// Ways to single values, and to lists that are wanted whole.
    pub values: Vec<Vec<String>>,
}

impl Wants {
    /// Whether something is wanted of a certain row, beside its fields.
    pub fn is_inside_rows(&self) -> bool {
        self.values.iter().any(|way| way.starts_with(&self.rows))
    }
}

/// What was found.
pub enum Item {
    /// A list stands where the rows should be.
    Rows,
    Row(Tree),
    /// The value at the way of that number.
    Value(usize, Tree),
}

/// Where in the answer we are, and what to do there.
pub struct Walk {
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
    pub fn new(mut wants: Wants) -> Self {
        if wants.is_inside_rows() {
            wants.keys = None;
        }
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

    pub fn take(&mut self, event: JsonEvent, take: &mut dyn FnMut(Item)) {
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

    /// Whether a value that is wanted whole has begun and not ended.
    pub fn is_building(&self) -> bool {
        self.building.is_some()
    }

    /// Whether a row has ended, or none has begun.
    pub fn is_among_rows(&self) -> bool {
        self.building.is_none()
            && self.skipping == 0
            && matches!(self.way.last(), Some(Level::Rows))
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

    /// A value may be wanted for several reasons.
    fn found(&mut self, at: usize, tree: Tree, take: &mut dyn FnMut(Item)) {
        let ways = &self.wants.values;
        for (also, seen) in self.seen.iter_mut().enumerate() {
            if !*seen && ways.get(also) == ways.get(at) {
                *seen = true;
                take(Item::Value(also, tree.clone()));
            }
        }
    }

    /// Values that are wanted of a certain row.
    fn inside(&mut self, row: &Tree, take: &mut dyn FnMut(Item)) {
        for at in 0..self.wants.values.len() {
            if self.seen.get(at) != Some(&false) {
                continue;
            }
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
