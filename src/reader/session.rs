//! One reading from its first byte to its last question.

#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use super::guessing::Guessing;
use super::held::{Held, Said};
use super::published::Published;
#[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
use super::sealed;
use crate::data::Audience;
use crate::data::limits::Limits;
use crate::data::published::index;
use crate::data::read::{Asked, Reader};
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use crate::data::remote::Given;
use crate::data::remote::{self, Incoming, Opening, Status, Verb};
use crate::data::source::{Format, Source};
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
    /// The index of published rows is on its way.
    Listing(Vec<u8>, Audience, i32),
    Published(Box<Published>),
    /// A file that nobody has described is on its way.
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    Guessing(Box<Guessing>),
}

impl Session {
    /// Does what the page says: a verb and its bytes to an answer of `remote`. Bytes that make no sense are
    /// a fault.
    pub fn call(&mut self, verb: u32, body: &[u8]) -> Vec<u8> {
        let said = Verb::of(verb).ok_or_else(nonsense).and_then(|verb| self.hear(verb, body));
        match said {
            Ok(Said::Tables(tables)) => remote::write(Status::Good, &tables),
            Ok(Said::Needs(files)) => remote::needs(&files),
            #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
            Ok(Said::Locked(text)) => remote::words(Status::Locked, &text),
            #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
            Ok(Said::Words(text)) => remote::words(Status::Good, &text),
            Err(fault) => {
                let issue = Issue::data(Place::document(&self.name), fault);
                remote::write(Status::Fault, &[remote::told(&[issue])])
            }
        }
    }

    fn hear(&mut self, verb: Verb, body: &[u8]) -> Result<Said, DataFault> {
        match verb {
            Verb::Open => self.open(body),
            Verb::Begin if matches!(self.state, State::Listing(..)) => Ok(Said::nothing()),
            Verb::Begin => {
                let Incoming { content_type, url, day } = request(body)?;
                let day = day.map(|day| day as i32);
                self.reader()?.begin(content_type.as_deref(), &url, day);
                Ok(Said::nothing())
            }
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            Verb::Guess => {
                let given: Given = request(body)?;
                if given.url.is_empty() {
                    return Err(nonsense());
                }
                self.state = State::Guessing(Box::new(Guessing::new(given)));
                Ok(Said::nothing())
            }
            #[cfg(not(any(feature = "books", not(target_arch = "wasm32"))))]
            Verb::Guess => Err(nonsense()),
            Verb::Push => {
                #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
                if let State::Guessing(own) = &mut self.state {
                    return own.push(body);
                }
                self.print.add(body);
                if let State::Listing(bytes, ..) = &mut self.state {
                    return list(bytes, body);
                }
                self.reader()?.push(body).map(|()| Said::nothing())
            }
            Verb::End => {
                #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
                if matches!(self.state, State::Guessing(_)) {
                    return self.guessed();
                }
                match &mut self.state {
                    State::Reading(reader) => drop(reader.end()?),
                    State::Listing(..) => (),
                    _ => return Err(nonsense()),
                }
                let facts = remote::halves(self.print.finish());
                Ok(Said::Tables(vec![remote::facts(&facts)]))
            }
            Verb::Finish => self.finish(),
            #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
            Verb::Key => self.key(body),
            #[cfg(not(any(feature = "sealed", not(target_arch = "wasm32"))))]
            Verb::Key => Err(nonsense()),
            Verb::Ask | Verb::View | Verb::Rows => self.answer(verb, body),
            Verb::File => {
                let (State::Published(own), Some(at)) =
                    (&mut self.state, body.iter().position(|byte| *byte == b'\n'))
                else {
                    return Err(nonsense());
                };
                let (name, bytes) = body.split_at(at);
                let name = String::from_utf8_lossy(name).into_owned();
                own.bring(name, bytes.get(1..).unwrap_or_default().to_vec());
                Ok(Said::nothing())
            }
        }
    }

    fn answer(&mut self, verb: Verb, body: &[u8]) -> Result<Said, DataFault> {
        match (&mut self.state, verb) {
            (State::Holding(own), Verb::Ask) => own.ask(&request(body)?),
            (State::Holding(own), Verb::View) => own.view(request(body)?),
            (State::Holding(own), _) => own.rows(&request(body)?),
            (State::Published(own), Verb::Ask) => own.ask(&request(body)?),
            (State::Published(own), Verb::View) => own.view(request(body)?),
            (State::Published(own), _) => own.some(&request(body)?),
            _ => Err(nonsense()),
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
        if source.format == Some(Format::Pages) {
            self.state = State::Listing(Vec::new(), audience, utc_offset);
            return Ok(Said::nothing());
        }
        self.state = State::Reading(Box::new(Reader::new(&asked, Limits::READER)));
        Ok(Said::nothing())
    }

    /// No answer comes any more: the table can be asked.
    fn finish(&mut self) -> Result<Said, DataFault> {
        let reader = match std::mem::take(&mut self.state) {
            State::Reading(reader) => reader,
            State::Listing(bytes, audience, utc_offset) => {
                let own = Published::new(&bytes, audience, utc_offset)?;
                let said = listed(&own);
                self.state = State::Published(Box::new(own));
                return Ok(said);
            }
            _ => return Err(nonsense()),
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

    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    fn key(&mut self, body: &[u8]) -> Result<Said, DataFault> {
        use sealed::Heard::{Secret, Unlock, Why};
        match (sealed::heard(body)?, &mut self.state) {
            (Unlock { hash, passphrase, file }, _) => {
                Ok(Said::Words(sealed::unlock(hash, passphrase, file)))
            }
            (Secret(text), State::Published(own)) => {
                Ok(match sealed::opened(own, text, &self.name)? {
                    Ok(()) => listed(own),
                    Err(files) => Said::Needs(files),
                })
            }
            (Why(why), State::Published(own)) => Err(sealed::why(own.seal(), why)),
            _ => Err(nonsense()),
        }
    }

    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    fn guessed(&mut self) -> Result<Said, DataFault> {
        match std::mem::take(&mut self.state) {
            State::Guessing(own) => own.finish(),
            _ => Err(nonsense()),
        }
    }

    fn reader(&mut self) -> Result<&mut Reader<'static>, DataFault> {
        match &mut self.state {
            State::Reading(reader) => Ok(reader),
            _ => Err(nonsense()),
        }
    }
}

/// What there is of published rows, or that a key is needed first.
fn listed(own: &Published) -> Said {
    #[cfg(any(feature = "sealed", not(target_arch = "wasm32")))]
    if let Some(seal) = own.seal().filter(|_| !own.is_open()) {
        return Said::Locked(sealed::locked(seal));
    }
    let facts =
        [("rows", Some(own.rows() as f64)), ("as_of", own.as_of().map(|seconds| seconds as f64))];
    Said::Tables(vec![remote::facts(&facts), remote::told(&[]), own.fields()])
}

/// The next bytes of an index.
fn list(bytes: &mut Vec<u8>, more: &[u8]) -> Result<Said, DataFault> {
    bytes.extend_from_slice(more);
    if bytes.len() > index::MAX_BYTES {
        return Err(DataFault::TooLarge { limit_bytes: index::MAX_BYTES as u64 });
    }
    Ok(Said::nothing())
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
