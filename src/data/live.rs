//! Live tables: messages of a stream change rows by key, or bring whole tables.
//!
//! ```text
//! without `changes`   message --read--> a whole table
//! with `changes`      message --op--> remove | table | any other word: upsert
//!                             --rows--> one row or several --type, mask--> kept by key
//! ```
//!
//! A changed row is replaced whole and keeps its place; a new one goes to the end; the oldest goes
//! first where there are too many. A change that says nothing new changes nothing, so a server may
//! repeat itself. Changes that overtake each other are put right where rows have a version; without
//! one nobody can know, and the last to come counts. A whole table replaces everything that was
//! known, versions and findings too.
//!
//! The row number of a finding is the message's number. Deliberately absent: the connection
//! (`app`), and raw rows and keys: a row is masked before it is kept, of a key the hash is kept.

mod kept;
mod way;

use super::decode::ndjson::tree;
use super::findings::Findings;
use super::limits::{Limits, MAX_MESSAGE, MAX_ROWS};
use super::pointer::tokens;
use super::read::{Answer, Asked, Columns, Reading, Typer, holds, moment, whole};
use super::shape::{Row, listed};
use super::source::Changes;
use super::table::Table;
use super::tree::Tree;
use crate::issue::DataFault;
use kept::Kept;
use way::{Way, key, version};

/// Events and texts by which servers keep a connection open: signs of life and nothing else.
const PINGS: [&str; 6] = ["ping", "pong", "heartbeat", "keepalive", "keep-alive", "keep_alive"];

/// One message of a stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The event's name, `message` where it has none.
    pub event: String,
    /// The id to go on after; empty where the server took it back.
    pub id: Option<String>,
    pub data: String,
}

/// A table that messages change.
#[derive(Debug)]
pub struct Live<'a> {
    asked: Asked<'a>,
    typer: Typer<'a>,
    /// The columns' names, where the rows are lists and a message named them.
    names: Option<Vec<String>>,
    rows: Kept,
    /// The last whole table, where messages are whole tables.
    whole: Option<Reading>,
    /// Whether any message was of use: before that, no rows are not a table of no rows.
    known: bool,
    as_of: Option<i64>,
    last_id: Option<String>,
    /// Since the last whole table.
    findings: Findings<'a>,
    /// What was wrong with the last message.
    fault: Option<DataFault>,
    messages: u64,
}

/// The entrances of the streams' pack, as `panel::kind` has entrances of kinds: boards whose sources
/// are asked do without it.
mod packs {
    pub mod hear {
        pub mod streams {
            use crate::data::live::{Live, Message};

            #[inline(never)]
            pub fn enter(live: &mut Live, message: &Message) -> bool {
                live.take(message)
            }
        }
    }

    pub mod reading {
        pub mod streams {
            use crate::data::live::Live;
            use crate::data::read::Reading;

            #[inline(never)]
            pub fn enter(live: &Live) -> Reading {
                live.read()
            }
        }
    }
}

impl<'a> Live<'a> {
    pub fn new(asked: Asked<'a>) -> Self {
        let keep = asked.source.changes.as_ref().and_then(|changes| changes.keep);
        Live {
            asked,
            typer: Typer::new(asked, None),
            names: None,
            rows: Kept::new(keep.unwrap_or(usize::MAX).min(MAX_ROWS as usize)),
            whole: None,
            known: false,
            as_of: None,
            last_id: None,
            findings: Findings::new(asked.name),
            fault: None,
            messages: 0,
        }
    }

    /// Takes one message in; true where there is something new to show: rows, the time that they
    /// are of, or a finding of a new kind beside rows. It may be called a thousand times a second;
    /// [`Live::reading`] once a frame.
    pub fn hear(&mut self, message: &Message) -> bool {
        packs::hear::streams::enter(self, message)
    }

    fn take(&mut self, message: &Message) -> bool {
        self.messages += 1;
        self.fault = None;
        if let Some(id) = &message.id {
            self.last_id = Some(id.clone()).filter(|id| !id.is_empty());
        }
        if is_ping(&message.event) || is_ping(message.data.trim()) {
            return false;
        }
        let (as_of, kinds) = (self.as_of, self.findings.kinds());
        let changed = match &self.asked.source.changes {
            None => self.replace(message),
            Some(changes) => self.change(message, changes),
        };
        let changed = changed.unwrap_or_else(|fault| {
            self.note(fault.clone());
            self.fault = Some(fault);
            false
        });
        changed || self.as_of != as_of || (self.known && self.findings.kinds() != kinds)
    }

    /// The id of the last message, to go on after.
    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Why nothing of the last message could be used. Such a message confirms no data, and before
    /// there is any the connection is as good as failed.
    pub fn fault(&self) -> Option<&DataFault> {
        self.fault.as_ref()
    }

    /// The table as it is now, with what was found since the last whole table. Built afresh each
    /// time: no word outlives the rows that hold it.
    pub fn reading(&self) -> Reading {
        packs::reading::streams::enter(self)
    }

    fn read(&self) -> Reading {
        let mut findings = self.findings.clone();
        if let Some(whole) = &self.whole {
            let mut reading = whole.clone();
            reading.issues.extend(findings.finish());
            return reading;
        }
        let table = self.table(&mut findings);
        Reading { table, as_of: self.as_of, total: None, issues: findings.finish() }
    }

    fn table(&self, findings: &mut Findings) -> Table {
        let mut columns = Columns::new(self.asked.source);
        self.rows.rows().for_each(|cells| columns.push(cells));
        columns.finish(&self.asked, &self.typer.seen, findings)
    }

    /// A message that is a whole table.
    fn replace(&mut self, message: &Message) -> Result<bool, DataFault> {
        let bytes = message.data.as_bytes();
        short_enough(bytes)?;
        let answer = Answer { bytes, content_type: Some("application/json") };
        let reading = whole(&self.asked, &answer, Limits::PAGE)?;
        self.findings = Findings::new(self.asked.name);
        self.known = true;
        self.as_of = reading.as_of;
        let changed = self.whole.as_ref() != Some(&reading);
        self.whole = Some(reading);
        Ok(changed)
    }

    /// A message that changes rows.
    fn change(&mut self, message: &Message, changes: &Changes) -> Result<bool, DataFault> {
        short_enough(message.data.as_bytes())?;
        let (root, source) = (tree(&message.data)?, self.asked.source);
        let find = |pointer: &Option<String>| root.walk(&tokens(pointer.as_deref()?)?);
        if let Some(id) = find(&changes.id).and_then(way::plain) {
            self.last_id = Some(id);
        }
        let op = match &changes.op {
            Some(_) => find(&changes.op).and_then(way::plain).unwrap_or_default(),
            None => message.event.clone(),
        };
        if is_ping(&op) {
            return Ok(false);
        }
        if let Some(check) = source
            .ok
            .as_ref()
            .filter(|check| !holds(check, root.walk(&tokens(&check.at).unwrap_or_default())))
        {
            return Err(DataFault::NotOk { pointer: check.at.clone() });
        }
        let rows = match tokens(&source.rows).and_then(|steps| root.walk(&steps)) {
            Some(Tree::List(list)) => list.as_slice(),
            Some(row @ Tree::Object(_)) => std::slice::from_ref(row),
            _ => return Err(DataFault::NoRows { pointer: source.rows.clone() }),
        };
        self.as_of =
            find(&source.as_of).and_then(|at| moment(at, self.asked.utc_offset)).or(self.as_of);
        self.name_columns(find(&source.columns));
        let does = |words: &[String]| words.contains(&op);
        let changed = if does(&changes.table) {
            self.renew(rows, changes)
        } else {
            self.apply(rows, changes, does(&changes.remove))
        };
        let first = !std::mem::replace(&mut self.known, true);
        Ok(changed || first)
    }

    /// A message that is a whole table, of rows with keys: nothing from before it counts.
    fn renew(&mut self, rows: &[Tree], changes: &Changes) -> bool {
        let before = self.rows.renew();
        self.typer.seen.fill(false);
        self.findings = Findings::new(self.asked.name);
        self.apply(rows, changes, false);
        !self.rows.rows().eq(before.rows())
    }

    /// Applies the rows of one message. True where the table is another one now.
    fn apply(&mut self, rows: &[Tree], changes: &Changes, removes: bool) -> bool {
        let way = |at: &String| Way::new(at, &self.asked, self.names.as_deref());
        let (key_way, version_way) = (way(&changes.key), changes.version.as_ref().map(way));
        let mut changed = false;
        for row in rows {
            if !Row::Json(row).is_row() {
                self.note(DataFault::NotARow);
                continue;
            }
            let Some(key) = key_way.find(row).and_then(key) else {
                self.note(DataFault::NoKey);
                continue;
            };
            let version = version_way.as_ref().and_then(|way| version(way.find(row)?));
            let mut cells = None;
            if !removes {
                // With keys one raw row is one row: the board's check says so.
                let mut keep = |row| cells = Some(row);
                self.typer.read(Row::Json(row), self.messages, &mut self.findings, &mut keep);
            }
            changed |= match cells {
                Some(cells) => self.rows.put(key, version, cells),
                // A row that a filter leaves out now may have been shown before.
                None => self.rows.remove(key, version),
            };
            self.bound();
        }
        changed
    }

    fn bound(&mut self) {
        while self.rows.is_over() {
            if self.asked.source.changes.as_ref().is_some_and(|changes| changes.keep.is_none()) {
                self.note(DataFault::TooManyRows { limit: MAX_ROWS });
            }
            self.rows.drop_oldest();
        }
    }

    /// Where rows are lists, their columns' names may come with any message and hold from then on.
    fn name_columns(&mut self, found: Option<&Tree>) {
        let names = found.and_then(listed);
        if names.is_some() && self.names != names {
            let seen = std::mem::take(&mut self.typer.seen);
            self.typer = Typer::new(self.asked, names.clone());
            self.typer.seen = seen;
            self.names = names;
        }
    }

    fn note(&mut self, fault: DataFault) {
        self.findings.note(Some(self.messages), None, fault);
    }
}

fn is_ping(word: &str) -> bool {
    PINGS.contains(&word)
}

fn short_enough(bytes: &[u8]) -> Result<(), DataFault> {
    if bytes.len() <= MAX_MESSAGE {
        return Ok(());
    }
    Err(DataFault::TooLarge { limit_bytes: MAX_MESSAGE as u64 })
}
