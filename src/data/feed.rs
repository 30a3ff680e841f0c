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
//! ```
//!
//! Data goes in two ways only: a newer answer replaces it, a refusal of access clears it. Payload,
//! row count and age are one value, so no state is ever shown with another answer's data.
//! Deliberately absent: the words of a state, which `issue::words` has, and any timer.

use crate::data::source::Refresh;
use crate::issue::DataFault;

/// After failures, questions come at most this far apart (milliseconds, before jitter), so that a
/// wall comes back by itself soon after its server does.
pub const LONGEST_BACKOFF: u64 = 15 * 60_000;

/// No two questions come closer than this, whatever the author wrote. Milliseconds.
pub const SHORTEST_WAIT: u64 = 1_000;

/// So many failures in a row are `failed`, even while the data is still fresh.
pub const FAILURES_SHOWN: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing was asked yet.
    Never,
    /// The first question is in flight.
    Loading,
    /// The data is younger than `stale_after`.
    Live,
    /// The data is older than that.
    Late,
    /// Questions fail, and the data is late, missing, or they failed three times.
    Failed,
    /// As live, for a valid answer of no rows.
    Empty,
    /// Log-in or permission is needed; there is no data.
    Denied,
}

impl State {
    pub const ALL: [State; 7] = [
        State::Never,
        State::Loading,
        State::Live,
        State::Late,
        State::Failed,
        State::Empty,
        State::Denied,
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
        }
    }
}

/// What happens to a feed.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<T> {
    /// Time went by.
    Tick,
    /// A question was sent.
    Asked,
    /// A whole, valid answer; `age_ms` is how old it was on arrival, 0 where unknown.
    Answered { payload: T, rows: usize, age_ms: u64 },
    /// The question brought no answer, or none of use.
    Failed(DataFault),
    /// 401, 403, or a log-in page.
    Denied,
}

/// One answer: all of it is replaced at once.
#[derive(Clone, Debug)]
struct Kept<T> {
    payload: T,
    rows: usize,
    age_ms: u64,
    answered_at: u64,
}

/// The freshness of one source. All times are milliseconds of a monotonic clock.
#[derive(Clone, Debug)]
pub struct Feed<T> {
    every: u64,
    stale_after: u64,
    timeout: u64,
    state: State,
    kept: Option<Kept<T>>,
    /// Of the last question, `None` after a good answer.
    fault: Option<DataFault>,
    failures: u32,
    last_success: Option<u64>,
    asked_at: Option<u64>,
    next_at: u64,
    /// The latest time seen; a clock that steps back does not make data younger.
    now: u64,
}

impl<T> Feed<T> {
    pub fn new(refresh: &Refresh) -> Self {
        let ms = |span: crate::data::source::Span| {
            u64::try_from(span.0.as_millis()).unwrap_or(u64::MAX).max(1)
        };
        Feed {
            every: ms(refresh.every),
            stale_after: ms(refresh.stale_after),
            timeout: ms(refresh.timeout),
            state: State::Never,
            kept: None,
            fault: None,
            failures: 0,
            last_success: None,
            asked_at: None,
            next_at: 0,
            now: 0,
        }
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
                self.kept = Some(Kept { payload, rows, age_ms, answered_at: self.now });
                self.succeed(chance);
            }
            // A refusal clears the data whenever it comes.
            Event::Denied | Event::Failed(DataFault::Denied) => {
                self.kept = None;
                self.fail(DataFault::Denied, chance);
            }
            Event::Failed(fault) if in_flight => self.fail(fault, chance),
            Event::Answered { .. } | Event::Failed(_) => {}
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

    /// How old the data is; grows from the age it had when it came.
    pub fn age_ms(&self, now: u64) -> Option<u64> {
        let age = |kept: &Kept<T>| {
            kept.age_ms.saturating_add(now.max(self.now).saturating_sub(kept.answered_at))
        };
        self.kept.as_ref().map(age)
    }

    /// When the last good answer came; a refusal of access does not unmake it.
    pub fn last_success(&self) -> Option<u64> {
        self.last_success
    }

    /// What was wrong with the last question; `None` after a good answer.
    pub fn fault(&self) -> Option<&DataFault> {
        self.fault.as_ref()
    }

    /// Whether to ask now: never while a question is in flight.
    pub fn due(&self, now: u64) -> bool {
        self.asked_at.is_none() && now >= self.next_at
    }

    pub fn in_flight_since(&self) -> Option<u64> {
        self.asked_at
    }

    /// Whether the question in flight took longer than it may; the caller aborts it and tells of
    /// `Failed(TimedOut)`.
    pub fn overdue(&self, now: u64) -> bool {
        self.asked_at.is_some_and(|since| now.saturating_sub(since) > self.timeout)
    }

    /// How many questions failed since the last good answer.
    pub fn times_failed(&self) -> u32 {
        self.failures
    }

    fn ask(&mut self) {
        self.asked_at = Some(self.now);
        self.next_at = self.now.saturating_add(SHORTEST_WAIT);
    }

    fn succeed(&mut self, chance: f64) {
        self.fault = None;
        self.failures = 0;
        self.last_success = Some(self.now);
        self.plan(self.every, chance);
    }

    fn fail(&mut self, fault: DataFault, chance: f64) {
        self.fault = Some(fault);
        self.failures = self.failures.saturating_add(1);
        // 2^20 of the shortest wait is beyond the longest one.
        let doubled = self.every.saturating_mul(1 << self.failures.min(20));
        self.plan(doubled.min(LONGEST_BACKOFF), chance);
    }

    /// The next question: a tenth around `wait`, so that a hundred walls do not ask in one second.
    fn plan(&mut self, wait: u64, chance: f64) {
        let chance = if chance.is_finite() { chance.clamp(0.0, 1.0) } else { 0.5 };
        let wait = (wait as f64 * (0.9 + 0.2 * chance)) as u64;
        self.asked_at = None;
        self.next_at = self.now.saturating_add(wait.max(SHORTEST_WAIT));
    }

    fn judge(&self) -> State {
        let Some(kept) = &self.kept else {
            return match (&self.fault, self.asked_at) {
                (Some(DataFault::Denied), _) => State::Denied,
                (Some(_), _) => State::Failed,
                (None, Some(_)) => State::Loading,
                (None, None) => State::Never,
            };
        };
        let late = self.age_ms(self.now).is_none_or(|age| age >= self.stale_after);
        match self.failures {
            FAILURES_SHOWN.. => State::Failed,
            1.. if late => State::Failed,
            _ if late => State::Late,
            _ if kept.rows == 0 => State::Empty,
            _ => State::Live,
        }
    }
}
