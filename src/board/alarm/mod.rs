//! Alarms: what a board says of them, when they hold, and where each of them is.
//!
//! ```text
//! a panel's rows, its source's state --sight--> unknown, clears, between, holds
//!                                    --Desk---> calm, waits, stands (rings once, acknowledged)
//!                                    --page---> a line in the panel, a badge in the plate
//! ```
//!
//! All of it but the authored form is in the pack `alarms`, which boards without alarms never load.
//!
//! Deliberately absent: a comparison of its own (`when` is a condition of queries), sound, speech and
//! storage, which are `app`'s.

pub mod check;
mod desk;
mod spec;
mod watch;

pub use desk::{Desk, Moment, Post};
pub use spec::{Alarm as Authored, Alarms, Quiet, Severity};
pub use watch::{Sight, Watch};

use crate::data::feed::State;
use crate::data::query::spec::Condition;
use crate::data::query::{self, Context, Faults, Query};
use crate::data::table::Table;
use crate::issue::Lang;

/// One alarm of a panel, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub cause: Cause,
    pub level: Severity,
    /// In Chinese and in English; none where the author gave none.
    pub say: Option<String>,
    pub say_en: Option<String>,
    /// Seconds that it must hold first.
    pub after: i64,
    /// A question of its own; `from` names a source of the board.
    pub data: Option<Query>,
}

/// What an alarm is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// It holds while a row fulfils `when`, and clears when none fulfils `until`, which asks the same of
    /// a value that is as strict or milder.
    Rows { when: Condition, until: Condition },
    /// The source is late or failed.
    Late,
}

impl Alarm {
    /// The author's sentence; none where there is none in either language.
    pub fn said(&self, lang: Lang) -> Option<&str> {
        let (own, other) = match lang {
            Lang::Zh => (&self.say, &self.say_en),
            Lang::En => (&self.say_en, &self.say),
        };
        own.as_deref().or(other.as_deref())
    }

    /// The parameters that its own question and its condition name, as often as they do.
    pub fn params(&self) -> Vec<&str> {
        let mut all = self.data.as_ref().map_or_else(Vec::new, Query::params);
        if let Cause::Rows { when, until } = &self.cause {
            when.params(&mut all);
            until.params(&mut all);
        }
        all
    }

    /// What the data say of it. `rows` is the answer to its question, `state` that of its source;
    /// either is `None` where there is nothing. A fault is a field that the rows do not have, or
    /// a value that does not fit it: then it is no alarm.
    pub fn sight(
        &self,
        rows: Option<&Table>,
        state: Option<State>,
        context: &Context,
    ) -> (Sight, Faults) {
        let unknown = (Sight::Unknown, Faults::new());
        let Cause::Rows { when, until } = &self.cause else {
            let sight = match state {
                Some(State::Late | State::Failed) => Sight::Holds,
                Some(State::Live | State::Empty) => Sight::Clears,
                _ => Sight::Unknown,
            };
            return (sight, Faults::new());
        };
        let Some(rows) = rows else { return unknown };
        let (holds, faults) = query::any(when, rows, context);
        if !faults.is_empty() {
            return (Sight::Clears, faults);
        }
        let sight = if holds {
            Sight::Holds
        } else if query::any(until, rows, context).0 {
            Sight::Between
        } else {
            Sight::Clears
        };
        (sight, faults)
    }
}
