//! One reading from its first byte to its last question.

use super::held::{Held, Said};
use crate::data::limits::Limits;
use crate::data::read::{Asked, Reader};
use crate::data::remote::{self, Incoming, Opening, Question, Status, Verb, Window};
use crate::data::source::Source;
use crate::data::table::Table;
use crate::data::words::Print;
use crate::grammar::{self, Findings, Read, node};
use crate::issue::{DataFault, Issue, Place};

/// What the worker holds.
#[derive(Default)]
pub struct Session {
    name: String,
    state: State,
    /// Of all bytes that came.
    print: Print,
}

#[derive(Default)]
enum State {
    /// Nothing can be asked of it.
    #[default]
    Idle,
    /// The description of a source lives as long as the worker.
    Reading(Box<Reader<'static>>),
    Holding(Box<Held>),
}

impl Session {
    /// Does what the page says: a verb and its bytes to an answer of `remote`. Bytes that make no sense are
    /// a fault.
    pub fn call(&mut self, verb: u32, body: &[u8]) -> Vec<u8> {
        let said = Verb::of(verb).ok_or_else(nonsense).and_then(|verb| self.hear(verb, body));
        match said {
            Ok(Said::Tables(tables)) => remote::write(Status::Good, &tables),
            Ok(Said::Needs(files)) => remote::needs(&files),
            Err(fault) => {
                let issue = Issue::data(Place::document(&self.name), fault);
                remote::write(Status::Fault, &[remote::told(&[issue])])
            }
        }
    }

    fn hear(&mut self, verb: Verb, body: &[u8]) -> Result<Said, DataFault> {
        match verb {
            Verb::Open => self.open(body),
            Verb::Begin => {
                let Incoming { content_type, url, day } = request(body)?;
                let day = day.map(|day| day as i32);
                self.reader()?.begin(content_type.as_deref(), &url, day);
                Ok(Said::nothing())
            }
            Verb::Push => {
                self.print.add(body);
                self.reader()?.push(body).map(|()| Said::nothing())
            }
            Verb::End => {
                let beside = self.reader()?.end()?;
                let total = beside.total.map(|total| total as f64);
                let [high, low] = remote::halves(self.print.finish());
                let facts = [("rows", Some(beside.rows as f64)), ("total", total), high, low];
                Ok(Said::Tables(vec![remote::facts(&facts)]))
            }
            Verb::Finish => self.finish(),
            Verb::Ask => self.held()?.ask(&request::<Question>(body)?),
            Verb::View => self.held()?.view(request::<Question>(body)?),
            Verb::Rows => self.held()?.rows(&request::<Window>(body)?),
            Verb::File => Err(nonsense()),
        }
    }

    fn open(&mut self, body: &[u8]) -> Result<Said, DataFault> {
        let text = std::str::from_utf8(body).map_err(|_| nonsense())?;
        let (opening, board) = text.split_once('\n').ok_or_else(nonsense)?;
        let Opening { name, audience, utc_offset } = request(opening.as_bytes())?;
        let source = source(&name, board).ok_or_else(nonsense)?;
        // As long as the worker, which reads one answer.
        let source: &'static Source = Box::leak(Box::new(source));
        let own: &'static str = Box::leak(name.clone().into_boxed_str());
        let utc_offset = utc_offset as i32;
        let asked = Asked { name: own, source, audience, utc_offset };
        self.name = name;
        self.state = State::Reading(Box::new(Reader::new(&asked, Limits::READER)));
        Ok(Said::nothing())
    }

    /// No answer comes any more: the table can be asked.
    fn finish(&mut self) -> Result<Said, DataFault> {
        let State::Reading(reader) = std::mem::take(&mut self.state) else {
            return Err(nonsense());
        };
        let utc_offset = reader.utc_offset();
        let reading = reader.finish();
        let facts = remote::facts(&[
            ("rows", Some(reading.table.rows() as f64)),
            ("as_of", reading.as_of.map(|seconds| seconds as f64)),
            ("total", reading.total.map(|total| total as f64)),
        ]);
        let fields: Table = reading.table.emptied();
        let tables = vec![facts, remote::told(&reading.issues), fields];
        self.state = State::Holding(Box::new(Held::new(reading.table, utc_offset)));
        Ok(Said::Tables(tables))
    }

    fn reader(&mut self) -> Result<&mut Reader<'static>, DataFault> {
        match &mut self.state {
            State::Reading(reader) => Ok(reader),
            _ => Err(nonsense()),
        }
    }

    fn held(&mut self) -> Result<&mut Held, DataFault> {
        match &mut self.state {
            State::Holding(held) => Ok(held),
            _ => Err(nonsense()),
        }
    }
}

/// The page and its reader are of one build: this is a fault of ours.
fn nonsense() -> DataFault {
    DataFault::NoReader
}

fn request<T: Read>(body: &[u8]) -> Result<T, DataFault> {
    let text = std::str::from_utf8(body).map_err(|_| nonsense())?;
    let root = grammar::parse("", text).map_err(|_| nonsense())?;
    T::read(&root, &mut Findings::new("", text)).ok_or_else(nonsense)
}

/// The source of that name in a board file; what is wrong with it, the page has said.
fn source(name: &str, board: &str) -> Option<Source> {
    let root = grammar::parse("", board).ok()?;
    let mut found = Findings::new("", board);
    let within = |value: &node::Value, key: &str, to: &mut Findings| {
        let entries = grammar::entries(value, to)?;
        entries.iter().position(|entry| entry.name.as_str() == key)
    };
    let at = within(&root, "sources", &mut found)?;
    let sources = &grammar::entries(&root, &mut found)?.get(at)?.value;
    let at = within(sources, name, &mut found)?;
    let own = &grammar::entries(sources, &mut found)?.get(at)?.value;
    Source::read(own, &mut found)
}
