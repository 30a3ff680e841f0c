//! Sources at run time: each asks, reads and remembers for itself; one scheduler looks after all.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::asking::{self, Payload, Print, Refused, Told};
use super::clock;
use super::effect::Local;
use super::keep::{self, Keep};
use super::stream::Stream;
use crate::board::page::Status;
use crate::data::feed::{Event, Feed, State};
use crate::data::page::retry;
use crate::data::read::{Asked, Reading};
use crate::data::source::{Format, Source};
use crate::data::{Audience, server_time};
use crate::issue::{DataFault, Issue, Place};
use crate::look::format;

/// One source with its data, its freshness and its question in flight.
pub struct Intake {
    pub name: &'static str,
    pub source: &'static Source,
    /// The board file that describes it: a reader is told of it so.
    board: Rc<str>,
    audience: Audience,
    utc_offset: i32,
    /// The state that it plays.
    rehearse: Option<State>,
    feed: RefCell<Feed<Rc<Payload>>>,
    /// Of the last good answer.
    print: RefCell<Option<Print>>,
    /// Counts questions and connections; what belongs to an older one is let go.
    question: Cell<u64>,
    abort: RefCell<Option<AbortController>>,
    /// Where the rows may outlive the page.
    pub keep: Option<Keep>,
    /// Where rows come by themselves.
    pub stream: Option<Stream>,
    pub status: Local<Status>,
    /// The reading that panels show; set only when it changes.
    pub reading: Local<Option<Rc<Payload>>>,
}

thread_local! {
    static KEPT: RefCell<Vec<(&'static str, &'static Source)>> = const { RefCell::new(Vec::new()) };
}

/// The same description for as long as the page lives: what is on its way holds it. Boards that come
/// again and again find theirs here, so that a playlist keeps as many as it has sources.
fn kept(name: &str, source: &Source) -> (&'static str, &'static Source) {
    KEPT.with_borrow_mut(|kept| {
        if let Some(own) = kept.iter().find(|(own, known)| *own == name && *known == source) {
            return *own;
        }
        let own: (&'static str, &'static Source) =
            (Box::leak(name.into()), Box::leak(Box::new(source.clone())));
        kept.push(own);
        own
    })
}

impl Intake {
    pub fn new(
        (name, source): (&str, &Source),
        board: Rc<str>,
        audience: Audience,
        utc_offset: i32,
        rehearse: Option<State>,
        keep: Option<Keep>,
    ) -> Rc<Intake> {
        let (name, source) = kept(name, source);
        let asked = Asked { name, source, audience, utc_offset };
        let new = if source.streams() { Feed::streaming } else { Feed::new };
        let feed = new(&source.refresh);
        let status = Status {
            state: feed.state(),
            fault: None,
            as_of: None,
            last_success: None,
            success_day: None,
            age_minutes: None,
        };
        Rc::new(Intake {
            name,
            source,
            board,
            audience,
            utc_offset,
            rehearse,
            feed: RefCell::new(feed),
            print: RefCell::new(None),
            question: Cell::new(0),
            abort: RefCell::new(None),
            // A rehearsal shows what was never answered.
            keep: keep.filter(|_| rehearse.is_none()),
            stream: source.streams().then(|| Stream::new(asked)),
            status: Local::new(status),
            reading: Local::new(None),
        })
    }

    pub fn asked(&self) -> Asked<'static> {
        let Intake { name, source, audience, utc_offset, .. } = *self;
        Asked { name, source, audience, utc_offset }
    }

    /// Looks at the clock: asks when it is time, gives up on a question that takes too long. Rows
    /// that stand in the board are as old as the page and never late.
    /// Where nobody looks nothing new is asked.
    pub fn tick(self: &Rc<Self>, asks: bool) {
        if self.source.inline.is_some() && self.has_data() {
            return;
        }
        let now = clock::now();
        let overdue = self.feed.borrow().overdue(now);
        if overdue {
            self.give_up();
            let seconds = self.source.refresh.timeout.0.as_secs() as u32;
            let late = DataFault::TimedOut { seconds };
            self.step(Event::Failed(self.stream.as_ref().map_or(late, |_| DataFault::Lost)));
        } else {
            self.step(Event::Tick);
        }
        let due = asks && self.feed.borrow().due(now);
        match &self.stream {
            Some(stream) => stream.tick(self, due),
            None if due => self.ask(),
            None => (),
        }
        keep::tick(self);
    }

    /// What comes next belongs to this number; whatever went before is broken off.
    pub fn begin(&self) -> (u64, Option<AbortController>) {
        self.give_up();
        self.step(Event::Asked);
        let abort = AbortController::new().ok();
        self.abort.replace(abort.clone());
        (self.question.get(), abort)
    }

    /// Breaks off the question in flight, and lets go what it may still bring.
    pub fn give_up(&self) {
        if let Some(abort) = self.abort.take() {
            abort.abort();
        }
        if let Some(stream) = &self.stream {
            stream.close();
        }
        self.question.set(self.question.get() + 1);
    }

    /// Asks as soon as it may: what stood in the way may be gone.
    pub fn hurry(&self) {
        self.feed.borrow_mut().hurry();
    }

    /// Somebody has entered a key: what it may open is asked for, and nothing in flight is let go.
    pub fn unseal(&self) {
        let is_shut = self.feed.borrow().fault().is_some();
        if is_shut && self.source.format == Some(Format::Pages) {
            self.hurry();
        }
    }

    /// The page is in sight again; `is_cut` where what was in flight cannot arrive any more.
    pub fn wake(&self, is_cut: bool) {
        if self.source.inline.is_some() {
            return;
        }
        if is_cut {
            self.give_up();
        }
        self.feed.borrow_mut().wake(is_cut, clock::now(), js_sys::Math::random());
        self.publish();
    }

    pub fn state(&self) -> State {
        self.feed.borrow().state()
    }

    pub fn in_flight_since(&self) -> Option<u64> {
        self.feed.borrow().in_flight_since()
    }

    /// Unix seconds of the last good answer of this page, and how old its data was then in milliseconds.
    pub fn success(&self) -> Option<(i64, u64)> {
        let (feed, now) = (self.feed.borrow(), clock::now());
        let since = now.saturating_sub(feed.last_success()?);
        let success = (clock::unix_ms() - since as f64) / 1_000.0;
        Some((success as i64, feed.age_ms(now)?.saturating_sub(since)))
    }

    pub fn has_data(&self) -> bool {
        self.feed.borrow().data().is_some()
    }

    pub fn is_asked(&self, question: u64) -> bool {
        self.question.get() == question
    }

    /// Before each page of a question; an error where it was given up meanwhile.
    fn turn(&self, question: u64) -> Result<(), DataFault> {
        if !self.is_asked(question) {
            return Err(DataFault::Unreachable);
        }
        self.step(Event::Page);
        Ok(())
    }

    pub fn step(&self, event: Event<Rc<Payload>>) {
        self.feed.borrow_mut().step(event, clock::now(), js_sys::Math::random());
        self.publish();
    }

    fn ask(self: &Rc<Self>) {
        let (question, abort) = self.begin();
        let last = self.print.borrow().clone();
        let last = last.filter(|_| self.has_data());
        let own = Rc::clone(self);
        spawn_local(async move {
            let signal = abort.as_ref().map(AbortController::signal);
            let turn = || own.turn(question);
            let told = asking::ask(own.asked(), &turn, signal, last, &own.board).await;
            if own.is_asked(question) {
                own.hear(told);
            }
        });
    }

    /// Takes an answer: read, or found the same as before, or refused.
    fn hear(&self, told: Result<Told, Refused>) {
        let Told { payload, print, head } = match told {
            Ok(told) => told,
            Err(refused) => return self.fail(refused),
        };
        self.print.replace(Some(print));
        let kept = self.feed.borrow().data().cloned();
        let payload = match (payload, kept) {
            (Some(payload), _) => self.rehearsed(payload),
            (None, Some(kept)) => kept,
            // It was there when the question began, and a refusal would have ended that.
            (None, None) => return self.step(Event::Failed(DataFault::Unreachable)),
        };
        let counted = self.counted(&payload.reading);
        let heard = clock::heard();
        let age_ms = server_time::age_ms(counted, head.get("date"), head.get("age"), heard);
        self.answered(payload, age_ms);
    }

    /// A server that is busy may say how long to stay away.
    pub fn fail(&self, Refused { fault, head }: Refused) {
        let now = (clock::unix_ms() / 1_000.0) as i64;
        let wait = match head.status {
            429 | 500.. => retry::retry_after(&head, Some(now)),
            _ => None,
        };
        self.step(match wait {
            Some(wait_ms) => Event::Refused { fault, wait_ms },
            None => Event::Failed(fault),
        });
    }

    /// The time that the data is of, where it counts.
    pub fn counted(&self, reading: &Reading) -> Option<i64> {
        reading.as_of.filter(|_| self.source.refresh.as_of_counts)
    }

    pub fn answered(&self, payload: Rc<Payload>, age_ms: u64) {
        self.step(Event::Answered { rows: payload.rows, payload, age_ms });
    }

    /// The reading as panels get it.
    pub fn rehearsed(&self, mut payload: Payload) -> Rc<Payload> {
        if self.rehearse == Some(State::Empty) {
            payload.reading.table = payload.reading.table.emptied();
            (payload.rows, payload.far) = (0, None);
        }
        Rc::new(payload)
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
            // It is shown in minutes. The two clocks tick apart by a second; the same success keeps
            // its time.
            Some(known) if known / 60 == at / 60 || (known - at).abs() <= 2 => known,
            _ => at,
        });
        let recalled = || self.keep.as_ref().and_then(Keep::recalled);
        let last_success = last_success.or_else(recalled);
        let day = |at: i64| format::day_of(at, self.utc_offset);
        let today = day((clock::unix_ms() / 1_000.0) as i64);
        let status = Status {
            state: feed.state(),
            fault: feed.fault().map(|fault| {
                let issue = Issue::data(Place::document(self.name), fault.clone());
                if *fault == DataFault::Locked { issue.notice() } else { issue }
            }),
            as_of: reading.as_ref().and_then(|own| own.reading.as_of),
            last_success,
            success_day: last_success.map(day).filter(|day| *day != today),
            age_minutes: feed.age_ms(now).map(|age| age / 60_000),
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
        reading: Option<Rc<Payload>>,
    ) -> (Status, Option<Rc<Payload>>) {
        let Some(state) = self.rehearse else { return (status, reading) };
        let stale_minutes = self.source.refresh.stale_after.0.as_secs() / 60;
        let status = status.rehearsed(state, self.name, stale_minutes);
        (status, reading.filter(|_| state.keeps_answer()))
    }
}
