//! `&rehearse=STATE`: every source shows itself in a state that it is not in, so that one sees how a
//! failure looks before there is one. The plate says that it is a rehearsal.
//!
//! Deliberately absent: the rows. Which state keeps them is said here, the store lets them go.

use super::Status;
use crate::data::feed::State;
use crate::issue::{DataFault, Issue, Place};

impl State {
    /// Whether a panel in this state has an answer to show, be it one of no rows.
    pub fn keeps_answer(self) -> bool {
        !matches!(self, State::Never | State::Loading | State::Denied | State::Locked)
    }
}

impl Status {
    /// What the source `name` says while `state` is rehearsed. A state with rows waits for the first
    /// answer: a source that truly has none says so. `stale_minutes` is the age of late data.
    pub fn rehearsed(self, state: State, name: &str, stale_minutes: u64) -> Status {
        if state.keeps_answer() && (!self.state.keeps_answer() || self.last_success.is_none()) {
            return self;
        }
        let issue = |fault| Some(Issue::data(Place::document(name), fault));
        Status {
            state,
            fault: match state {
                State::Failed => issue(DataFault::Unreachable),
                State::Denied => issue(DataFault::Denied),
                State::Locked => issue(DataFault::Locked).map(Issue::notice),
                _ => None,
            },
            as_of: self.as_of.filter(|_| state.keeps_answer()),
            last_success: self.last_success,
            success_day: self.success_day,
            age_minutes: match state {
                State::Late => Some(self.age_minutes.unwrap_or(0).max(stale_minutes).max(1)),
                State::Live => Some(0),
                _ => self.age_minutes,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Lang;

    fn live() -> Status {
        Status {
            state: State::Live,
            fault: None,
            as_of: Some(1_000),
            last_success: Some(2_000),
            success_day: None,
            age_minutes: Some(3),
        }
    }

    #[test]
    fn every_state_can_be_named_and_nothing_else() {
        for state in State::ALL {
            assert_eq!(State::named(state.word()), Some(state));
        }
        assert_eq!(State::named("dead"), None);
    }

    #[test]
    fn a_source_with_an_answer_plays_every_state() {
        for state in State::ALL {
            let played = live().rehearsed(state, "people", 10);
            assert_eq!(played.state, state);
            assert_eq!(played.as_of.is_some(), state.keeps_answer(), "{state:?}");
            let told = matches!(state, State::Failed | State::Denied | State::Locked);
            assert_eq!(played.fault.is_some(), told, "{state:?}");
        }
    }

    #[test]
    fn late_is_as_old_as_late_data_and_live_is_fresh() {
        assert_eq!(live().rehearsed(State::Late, "people", 10).age_minutes, Some(10));
        let older = Status { age_minutes: Some(30), ..live() };
        assert_eq!(older.rehearsed(State::Late, "people", 10).age_minutes, Some(30));
        assert_eq!(live().rehearsed(State::Live, "people", 10).say(Lang::En, 0), "live");
    }

    #[test]
    fn what_has_no_answer_yet_does_not_pretend_to_keep_one() {
        let first = Status { state: State::Loading, last_success: None, ..live() };
        assert_eq!(first.clone().rehearsed(State::Late, "people", 10), first);
        let broken = Status { state: State::Failed, last_success: None, ..live() };
        assert_eq!(broken.clone().rehearsed(State::Live, "people", 10), broken);
        assert_eq!(first.rehearsed(State::Denied, "people", 10).state, State::Denied);
    }
}
