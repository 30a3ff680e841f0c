//! Sources at run time: each asks, reads and remembers for itself; one scheduler looks after all.

use std::cell::{Cell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::{clock, marks, net};
use crate::board::page::Status;
use crate::data::feed::{Event, Feed, State};
use crate::data::read::{Answer, Asked, Reading, read};
use crate::data::source::Source;
use crate::data::{Audience, limits, server_time};
use crate::issue::{DataFault, Issue, Place, What};

/// One source with its data, its freshness and its question in flight.
pub struct Intake {
    pub name: String,
    pub source: Source,
    audience: Audience,
    utc_offset: i32,
    /// The state that it plays.
    rehearse: Option<State>,
    feed: RefCell<Feed<Rc<Reading>>>,
    /// The bytes of the last good answer as one number: the same bytes are not read again.
    fingerprint: Cell<Option<u64>>,
    /// Counts questions; the answer to an older one is let go.
    question: Cell<u64>,
    abort: RefCell<Option<AbortController>>,
    pub status: RwSignal<Status, LocalStorage>,
    /// The reading that panels show; set only when it changes.
    pub reading: RwSignal<Option<Rc<Reading>>, LocalStorage>,
}

impl Intake {
    pub fn new(
        (name, source): (&str, &Source),
        audience: Audience,
        utc_offset: i32,
        rehearse: Option<State>,
    ) -> Rc<Intake> {
        let feed = Feed::new(&source.refresh);
        let status = Status {
            state: feed.state(),
            fault: None,
            as_of: None,
            last_success: None,
            age_minutes: 0,
        };
        Rc::new(Intake {
            name: name.to_string(),
            source: source.clone(),
            audience,
            utc_offset,
            rehearse,
            feed: RefCell::new(feed),
            fingerprint: Cell::new(None),
            question: Cell::new(0),
            abort: RefCell::new(None),
            status: RwSignal::new_local(status),
            reading: RwSignal::new_local(None),
        })
    }

    /// Looks at the clock: asks when it is time, gives up on a question that takes too long.
    pub fn tick(self: &Rc<Self>) {
        let now = clock::now();
        let overdue = self.feed.borrow().overdue(now);
        if overdue {
            if let Some(abort) = self.abort.take() {
                abort.abort();
            }
            self.question.set(self.question.get() + 1);
            let seconds = self.source.refresh.timeout.0.as_secs() as u32;
            self.step(Event::Failed(DataFault::TimedOut { seconds }));
        } else {
            self.step(Event::Tick);
        }
        if self.feed.borrow().due(now) {
            self.ask();
        }
    }

    fn step(&self, event: Event<Rc<Reading>>) {
        self.feed.borrow_mut().step(event, clock::now(), js_sys::Math::random());
        self.publish();
    }

    fn ask(self: &Rc<Self>) {
        self.step(Event::Asked);
        let question = self.question.get() + 1;
        self.question.set(question);
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        self.abort.replace(abort);
        let own = Rc::clone(self);
        spawn_local(async move {
            let reply = net::get(&own.source.url, signal.as_ref(), limits::MAX_BYTES as u64).await;
            if own.question.get() == question {
                let event = own.hear(reply);
                own.step(event);
            }
        });
    }

    /// Turns an answer into an event: read, or found the same as before, or refused.
    fn hear(&self, reply: Result<net::Reply, DataFault>) -> Event<Rc<Reading>> {
        let reply = match reply {
            Ok(reply) => reply,
            Err(DataFault::Denied) => return Event::Denied,
            Err(fault) => return Event::Failed(fault),
        };
        let print = fingerprint(&reply.bytes);
        let kept = self.feed.borrow().data().cloned();
        let reading = match kept {
            Some(kept) if self.fingerprint.get() == Some(print) => kept,
            _ => match self.decode(&reply) {
                Ok(reading) => Rc::new(reading),
                Err(issue) => return Event::Failed(data_fault(issue)),
            },
        };
        self.fingerprint.set(Some(print));
        let counts = if self.source.refresh.as_of_counts { reading.as_of } else { None };
        let age_ms = server_time::age_ms(counts, reply.date.as_deref(), reply.age.as_deref());
        Event::Answered { rows: reading.table.rows(), payload: reading, age_ms }
    }

    fn decode(&self, reply: &net::Reply) -> Result<Reading, Issue> {
        let asked = Asked {
            name: &self.name,
            source: &self.source,
            audience: self.audience,
            utc_offset: self.utc_offset,
        };
        let answer = Answer { bytes: &reply.bytes, content_type: reply.content_type.as_deref() };
        let mut reading = marks::measured("daping:decode", &self.name, || read(&asked, &answer))?;
        if self.rehearse == Some(State::Empty) {
            reading.table = std::mem::take(&mut reading.table).emptied();
        }
        Ok(reading)
    }

    /// Tells the page what changed, and nothing else.
    fn publish(&self) {
        let feed = self.feed.borrow();
        let now = clock::now();
        let reading = feed.data().cloned();
        let seconds_ago =
            |at: u64| (clock::unix_ms() / 1_000.0) as i64 - ((now - at) / 1_000) as i64;
        let known = self.status.with_untracked(|status| status.last_success);
        let last_success = feed.last_success().map(seconds_ago).map(|at| match known {
            // The two clocks tick apart by a second; the same success keeps its time.
            Some(known) if (known - at).abs() <= 2 => known,
            _ => at,
        });
        let status = Status {
            state: feed.state(),
            fault: feed
                .fault()
                .map(|fault| Issue::data(Place::document(&self.name), fault.clone())),
            as_of: reading.as_ref().and_then(|reading| reading.as_of),
            last_success,
            age_minutes: feed.age_ms(now).unwrap_or(0) / 60_000,
        };
        drop(feed);
        let (status, reading) = self.played(status, reading);
        if self.status.with_untracked(|old| *old != status) {
            self.status.set(status);
        }
        let same = self.reading.with_untracked(|old| match (old, &reading) {
            (Some(old), Some(new)) => Rc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        });
        if !same {
            self.reading.set(reading);
        }
    }

    /// What the page is told under a rehearsal; the truth where there is none.
    fn played(
        &self,
        status: Status,
        reading: Option<Rc<Reading>>,
    ) -> (Status, Option<Rc<Reading>>) {
        let Some(state) = self.rehearse else { return (status, reading) };
        let stale_minutes = self.source.refresh.stale_after.0.as_secs() / 60;
        let status = status.rehearsed(state, &self.name, stale_minutes);
        (status, reading.filter(|_| state.keeps_answer()))
    }
}

fn data_fault(issue: Issue) -> DataFault {
    match issue.what {
        What::Data(fault) => fault,
        What::Board(_) => DataFault::Unreachable,
    }
}

fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
