//! How fresh one source is: a pure state machine. Clock and chance are arguments.
//!
//! ```text
//!  never --asked--> loading --failed--> failed (nothing to show)
//!                      |                   |
//!                      | answered          | answered
//!                      v                   v
//!                    live <---answered--- late      (empty: as live, for an answer of no rows)
//!                      |  ---stale_after-> |
//!                      |                   | one failure
//!                      +--three failures-> failed (last data stays)
//!  any state --denied--> denied (data gone) --answered--> live | late | empty
//!                                           --failed----> failed (data stays gone)
//!  any state --sealed rows, no key--> locked: as denied
//! ```
//!
//! A stream's question is a connection, which answers again and again. It is live only while it is
//! connected:
//!
//! ```text
//!  asked, connecting --answered or heard--> connected --answered or heard--+
//!    ^    |                                  |   ^                         |
//!    |    | longer than timeout: overdue     |   +-------------------------+
//!    |    | failed                           | silent for stale_after: late and overdue
//!    |    v                                  | failed: late at once
//!    +-- waiting, 1 s, 2 s, 4 s .. 60 s  <---+     failed at the third in a row
//! ```
//!
//! Questions keep apart by themselves: a tenth around their pace, the second one after a start anywhere within
//! it, so that a thousand walls are not asking as one, before an outage of their server or after it.
//!
//! Data goes in two ways only: a newer answer replaces it, a refusal of access clears it. Payload,
//! row count and age are one value, so no state is ever shown with another answer's data.
//!
//! Where nothing was answered yet, the last good data of an earlier run may be recalled. It is never live:
//! late until the first failure, failed from then on, until an answer of this run replaces it.
//! Deliberately absent: the words of a state, which `issue::words` has, and any timer.

use crate::data::source::Refresh;
use crate::issue::DataFault;

/// After failures, questions come at most this far apart (milliseconds, before jitter), so that a
/// wall comes back by itself soon after its server does.
pub const LONGEST_BACKOFF: u64 = 15 * 60_000;

/// Where nobody answers at all, there is no server to be spared: questions come at their own pace, and not
/// further apart than this where that is shorter (milliseconds, before jitter).
pub const UNREACHED_BACKOFF: u64 = 60_000;

/// Whoever wakes asks within this, at a moment of his own: screens are switched on together. Milliseconds.
pub const WAKES_WITHIN: u64 = 2_000;

/// No two questions come closer than this, whatever the author wrote. Milliseconds.
pub const SHORTEST_WAIT: u64 = 1_000;

/// What a server asks us to wait counts up to this. Milliseconds.
pub const LONGEST_REFUSAL: u64 = 3_600_000;

/// So many failures in a row are `failed`, even while the data is still fresh.
pub const FAILURES_SHOWN: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing was asked yet.
    Never,
    /// The first question is in flight.
    Loading,
    /// The data is younger than `stale_after`, and a stream is connected.
    Live,
    /// The data is older than that, or a stream is not connected.
    Late,
    /// Questions fail, and the data is missing, or they failed three times, or once while the data
    /// of a source that is asked is late.
    Failed,
    /// As live, for a valid answer of no rows.
    Empty,
    /// Log-in or permission is needed; there is no data.
    Denied,
    /// A key is needed that nobody has entered; there is no data.
    Locked,
}

impl State {
    pub const ALL: [State; 8] = [
        State::Never,
        State::Loading,
        State::Live,
        State::Late,
        State::Failed,
        State::Empty,
        State::Denied,
        State::Locked,
    ];

    /// The state of that word; `None` where there is none.
    pub fn named(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The token for `data-state`.
    pub fn word(self) -> &'static str {
        match self {
            State::Never => "never",
            State::Loading => "loading",
            State::Live => "live",
            State::Late => "late",
            State::Failed => "failed",
            State::Empty => "empty",
            State::Denied => "denied",
            State::Locked => "locked",
        }
    }
}

/// What happens to a feed.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<T> {
    /// Time went by.
    Tick,
    /// A question was sent, or a stream's connection begun.
    Asked,
    /// A whole, valid answer; `age_ms` is how old it was on arrival, 0 where unknown. It ends the
    /// question; a stream's connection stays. What was asked for counts as no younger than its question:
    /// nobody knows when on the way it was true.
    Answered { payload: T, rows: usize, age_ms: u64 },
    /// The last good data of an earlier run; its age in milliseconds, `None` where the clock cannot tell.
    Recalled { payload: T, rows: usize, age_ms: Option<u64> },
    /// Another page of the answer is asked for: its time begins anew, the question goes on.
    Page,
    /// A sign of life of a stream without new rows: what there is still holds.
    Heard,
    /// The wait in milliseconds, before connecting again, that a stream's server asks for.
    Retry { wait_ms: u64 },
    /// The question brought no answer, or none of use; a stream's connection is no more.
    Failed(DataFault),
    /// The same, from a server that says how long to stay away (429 and 5xx with `Retry-After`).
    Refused { fault: DataFault, wait_ms: u64 },
    /// 401, 403, or a log-in page.
    Denied,
}

/// One answer: all of it is replaced at once.
#[derive(Clone, Debug)]
struct Kept<T> {
    payload: T,
    rows: usize,
    /// `None` where it is not known.
    age_ms: Option<u64>,
    answered_at: u64,
    /// Of an earlier run: nothing of this one has confirmed it.
    recalled: bool,
}

/// The freshness of one source. All times are milliseconds of a monotonic clock.
#[derive(Clone, Debug)]
pub struct Feed<T> {
    /// How far apart failures are at first; a stream's are not its answers'.
    pace: u64,
    stale_after: u64,
    timeout: u64,
    streams: bool,
    /// Whether a sign of life makes data young again: not where its age is its own `as_of`'s.
    renews: bool,
    state: State,
    kept: Option<Kept<T>>,
    /// Of the last question, `None` after a good answer.
    fault: Option<DataFault>,
    failures: u32,
    last_success: Option<u64>,
    /// Access was refused: what an earlier run had stays gone too.
    closed: bool,
    asked_at: Option<u64>,
    /// Since when the time-out of the question in flight counts.
    page_at: u64,
    /// The last sign of life of the connection there is.
    heard_at: Option<u64>,
    next_at: u64,
    /// Whether a question was ever planned.
    planned: bool,
    /// Until when the server asked us to stay away.
    away_until: u64,
    /// The latest time seen; a clock that steps back does not make data younger.
    now: u64,
}

impl<T> Feed<T> {
    /// A source that is asked again and again.
    pub fn new(refresh: &Refresh) -> Self {
        let ms = |span: crate::data::source::Span| {
            u64::try_from(span.0.as_millis()).unwrap_or(u64::MAX).max(1)
        };
        Feed {
            pace: ms(refresh.every),
            stale_after: ms(refresh.stale_after),
            timeout: ms(refresh.timeout),
            streams: false,
            renews: !refresh.as_of_counts,
            state: State::Never,
            kept: None,
            fault: None,
            failures: 0,
            last_success: None,
            closed: false,
            asked_at: None,
            page_at: 0,
            heard_at: None,
            next_at: 0,
            planned: false,
            away_until: 0,
            now: 0,
        }
    }

    /// A source that stays connected and tells by itself; `every` plays no part.
    pub fn streaming(refresh: &Refresh) -> Self {
        // The first wait is one second: the first failure doubles what stands here.
        Feed { streams: true, pace: SHORTEST_WAIT / 2, ..Feed::new(refresh) }
    }

    /// Takes one event at `now`; `chance` in 0..1 jitters the next question. An answer or failure
    /// without a question in flight belongs to a question given up, and is let go.
    pub fn step(&mut self, event: Event<T>, now: u64, chance: f64) {
        self.now = self.now.max(now);
        let in_flight = self.asked_at.is_some();
        match event {
            Event::Tick => {}
            Event::Asked if in_flight => {}
            Event::Asked => self.ask(),
            Event::Answered { payload, rows, age_ms } if in_flight => {
                self.keep(payload, rows, Some(age_ms.max(self.on_its_way())), false);
                self.succeed(chance);
            }
            Event::Recalled { payload, rows, age_ms } if self.kept.is_none() && !self.closed => {
                self.keep(payload, rows, age_ms, true);
            }
            Event::Page if in_flight => self.page_at = self.now,
            Event::Heard if in_flight && self.streams => self.confirm(chance),
            Event::Retry { wait_ms } if self.streams => {
                self.pace = wait_ms.clamp(SHORTEST_WAIT, LONGEST_BACKOFF) / 2;
            }
            // A refusal clears the data whenever it comes.
            Event::Denied
            | Event::Failed(DataFault::Denied)
            | Event::Refused { fault: DataFault::Denied, .. } => {
                (self.kept, self.closed) = (None, true);
                self.fail(DataFault::Denied, 0, chance);
            }
            // What stood in the open before it was sealed is nobody's without the key.
            Event::Failed(DataFault::Locked) if in_flight => {
                (self.kept, self.closed) = (None, true);
                self.fail(DataFault::Locked, 0, chance);
            }
            Event::Failed(fault) if in_flight => self.fail(fault, 0, chance),
            Event::Refused { fault, wait_ms } if in_flight => self.fail(fault, wait_ms, chance),
            Event::Answered { .. } | Event::Failed(_) | Event::Refused { .. } => {}
            Event::Page | Event::Heard | Event::Retry { .. } | Event::Recalled { .. } => {}
        }
        self.state = self.judge();
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// The last good answer, `None` before the first and after a refusal of access.
    pub fn data(&self) -> Option<&T> {
        self.kept.as_ref().map(|kept| &kept.payload)
    }

    /// How old the data is; grows from the age it had when it came. A stream's data is as old as the
    /// last sign of life, except where its own `as_of` counts. `None` without data, and where nobody knows.
    pub fn age_ms(&self, now: u64) -> Option<u64> {
        let kept = self.kept.as_ref()?;
        let since = now.max(self.now).saturating_sub(kept.answered_at);
        Some(kept.age_ms?.saturating_add(since))
    }

    /// When the last good answer came; a refusal of access does not unmake it.
    pub fn last_success(&self) -> Option<u64> {
        self.last_success
    }

    /// What was wrong with the last question; `None` after a good answer.
    pub fn fault(&self) -> Option<&DataFault> {
        self.fault.as_ref()
    }

    /// Whether to ask now: never while a question is in flight or a stream connected.
    pub fn due(&self, now: u64) -> bool {
        self.asked_at.is_none() && now >= self.next_at
    }

    /// Brings the next question forward; never while one is in flight.
    pub fn hurry(&mut self) {
        self.next_at = self.next_at.min(self.now);
    }

    /// The page was out of sight, or its network gone: asks soon, though not where a server asked to be left
    /// alone, nor for what has just come. `is_cut` lets go the question in flight, or a stream's
    /// connection: nothing more can come of it, and that is nobody's failure.
    pub fn wake(&mut self, is_cut: bool, now: u64, chance: f64) {
        self.now = self.now.max(now);
        if is_cut {
            (self.asked_at, self.heard_at) = (None, None);
        }
        let is_fresh = self.last_success.is_some_and(|at| self.now - at < 2 * WAKES_WITHIN);
        if self.asked_at.is_none() && (is_cut || !is_fresh) {
            let soon = self.now + (WAKES_WITHIN as f64 * share(chance)) as u64;
            self.next_at = self.next_at.min(soon).max(self.away_until);
        }
        self.state = self.judge();
    }

    /// Since when a question is in flight, or a connection begun.
    pub fn in_flight_since(&self) -> Option<u64> {
        self.asked_at
    }

    /// Whether the question in flight, or its page at hand, took longer than it may, or a stream
    /// has been silent for `stale_after`; the caller aborts it and tells of `Failed(TimedOut)`.
    pub fn overdue(&self, now: u64) -> bool {
        let over = |since: u64, most: u64| now.saturating_sub(since) > most;
        self.asked_at.is_some()
            && match self.heard_at {
                Some(heard) => over(heard, self.stale_after),
                None => over(self.page_at, self.timeout),
            }
    }

    /// How many questions failed since the last good answer.
    pub fn times_failed(&self) -> u32 {
        self.failures
    }

    /// How long ago the question in flight was sent, in milliseconds; 0 for a stream, which answers unasked.
    fn on_its_way(&self) -> u64 {
        match self.asked_at {
            Some(asked) if !self.streams => self.now.saturating_sub(asked),
            _ => 0,
        }
    }

    fn ask(&mut self) {
        self.asked_at = Some(self.now);
        self.page_at = self.now;
        self.heard_at = None;
        self.next_at = self.now.saturating_add(SHORTEST_WAIT);
    }

    fn keep(&mut self, payload: T, rows: usize, age_ms: Option<u64>, recalled: bool) {
        self.kept = Some(Kept { payload, rows, age_ms, answered_at: self.now, recalled });
        self.closed = false;
    }

    /// What there is still holds.
    fn confirm(&mut self, chance: f64) {
        match &mut self.kept {
            // Nothing was had yet in this run, so there is no success to speak of.
            None | Some(Kept { recalled: true, .. }) => self.connect(),
            Some(kept) if self.renews => {
                (kept.age_ms, kept.answered_at) = (Some(0), self.now);
                self.succeed(chance);
            }
            Some(_) => self.succeed(chance),
        }
    }

    fn succeed(&mut self, chance: f64) {
        self.last_success = Some(self.now);
        self.away_until = 0;
        self.connect();
        if !self.streams {
            self.plan(self.pace, 0, chance);
        }
    }

    fn connect(&mut self) {
        self.fault = None;
        self.failures = 0;
        if self.streams {
            self.heard_at = Some(self.now);
        }
    }

    /// `least` is the wait that the server asks for.
    fn fail(&mut self, fault: DataFault, least: u64, chance: f64) {
        // A stream's first wait is twice what stands as its pace.
        let first = self.pace.saturating_mul(1 + u64::from(self.streams));
        let longest = match fault {
            DataFault::Unreachable | DataFault::Lost => {
                first.clamp(UNREACHED_BACKOFF, LONGEST_BACKOFF)
            }
            _ => LONGEST_BACKOFF,
        };
        self.fault = Some(fault);
        self.failures = self.failures.saturating_add(1);
        // 2^20 of the shortest pace is beyond the longest wait.
        let doubled = self.pace.saturating_mul(1 << self.failures.min(20));
        self.plan(doubled.min(longest), least, chance);
        self.away_until = if least > 0 { self.next_at } else { 0 };
    }

    /// The next question: a tenth around `wait`, so that a hundred walls do not ask in one second; the first
    /// time anywhere within it, as walls that were switched on together would go on asking together. No
    /// earlier than `least`, and up to a tenth later.
    fn plan(&mut self, wait: u64, least: u64, chance: f64) {
        let chance = share(chance);
        let is_first = !std::mem::replace(&mut self.planned, true) && !self.streams;
        let part = if is_first { chance } else { 0.9 + 0.2 * chance };
        let wait = (wait as f64 * part) as u64;
        let least = (least.min(LONGEST_REFUSAL) as f64 * (1.0 + 0.1 * chance)) as u64;
        self.asked_at = None;
        self.heard_at = None;
        self.next_at = self.now.saturating_add(wait.max(least).max(SHORTEST_WAIT));
    }

    fn judge(&self) -> State {
        let Some(kept) = &self.kept else {
            return match (&self.fault, self.asked_at) {
                (Some(DataFault::Denied), _) => State::Denied,
                (Some(DataFault::Locked), _) => State::Locked,
                (Some(_), _) => State::Failed,
                (None, Some(_)) => State::Loading,
                (None, None) => State::Never,
            };
        };
        let late = self.age_ms(self.now).is_none_or(|age| age >= self.stale_after);
        match self.failures {
            FAILURES_SHOWN.. => State::Failed,
            1.. if kept.recalled || (late && !self.streams) => State::Failed,
            _ if kept.recalled || late || self.is_cut() => State::Late,
            _ if kept.rows == 0 => State::Empty,
            _ => State::Live,
        }
    }

    /// Whether this is a stream that is not connected: its data may be another by now.
    fn is_cut(&self) -> bool {
        self.streams && self.heard_at.is_none()
    }
}

/// 0..1, whatever chance came.
fn share(chance: f64) -> f64 {
    if chance.is_finite() { chance.clamp(0.0, 1.0) } else { 0.5 }
}
