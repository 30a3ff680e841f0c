//! The page as data: the title plate, a panel's frame, a drawing with its tip, the findings. The
//! browser patches them in; tests read them as HTML.
//!
//! Deliberately absent: when any of it changes. That is `app`'s.

mod alarms;
mod bench;
mod chips;
mod code;
mod drawing;
pub mod dropped;
mod frame;
mod help;
pub mod keys;
pub mod paper;
mod plate;
mod rehearsal;
pub mod replay;
mod seek;
pub mod stamp;
mod tip;
mod turns;

pub use alarms::{Alarmed, Ears, Posted, alarmed, posted, sentence};
pub use bench::{Bench, bench};
pub use chips::{Chip, chips};
pub use code::{Modules, code, modules};
pub use drawing::{Drawing, drawing};
pub use frame::{Face, frame, tabs};
pub use help::help;
pub use keys::Command;
pub use paper::Paper;
pub use plate::{Plate, findings, plate};
pub use replay::{Bar, replay};
pub use seek::{MOST as MOST_SEARCHED, seek};
pub use stamp::Stamp;
pub use tip::{Tip, tip, tip_of};
pub use turns::{Turns, turns};

use crate::data::feed::State;
use crate::issue::{Issue, Lang, words};
use crate::look::format;

/// What a head says of a source. Ages are whole minutes, so that an unchanged minute changes nothing
/// on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub state: State,
    pub fault: Option<Issue>,
    /// Unix seconds that the data says it is of.
    pub as_of: Option<i64>,
    /// Unix seconds of the last good answer.
    pub last_success: Option<i64>,
    /// Days since 1970 of that answer, where it is not of today.
    pub success_day: Option<i32>,
    /// `None` where it is not known.
    pub age_minutes: Option<u64>,
}

impl Status {
    /// 「迟 · 12 分钟前」,「断 · 最后成功 08:00」
    pub fn say(&self, lang: Lang, utc_offset: i32) -> String {
        let age = self.age_minutes.map(|minutes| format::age(minutes * 60_000, lang));
        // An earlier day is said: a wall that begins without a network shows what it had.
        let day = self.success_day.map(|day| format!("{} ", format::short_day(day, lang)));
        let success = self.last_success.map(|at| {
            format!("{}{}", day.as_deref().unwrap_or_default(), format::clock(at, utc_offset))
        });
        let since = |word: &str, what: &str| match &success {
            Some(at) => format!("{word} · {what} {at}"),
            None => word.into(),
        };
        match self.state {
            State::Never | State::Loading => words::loading(lang).into(),
            State::Live => match age.filter(|_| self.age_minutes != Some(0)) {
                Some(age) => age,
                None => words::live(lang).into(),
            },
            State::Late => match age {
                Some(age) => format!("{} · {age}", words::late(lang)),
                None => since(words::late(lang), words::last_success(lang)),
            },
            State::Failed => since(words::failed(lang), words::last_success(lang)),
            State::Empty => since(words::empty(lang), words::checked(lang)),
            State::Denied => words::denied(lang).into(),
            State::Locked => words::locked(lang).into(),
        }
    }
}
