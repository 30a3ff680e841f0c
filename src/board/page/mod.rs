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
    pub age_minutes: u64,
}

impl Status {
    /// 「迟 · 12 分钟前」,「断 · 最后成功 08:00」
    pub fn say(&self, lang: Lang, utc_offset: i32) -> String {
        let age = || format::age(self.age_minutes * 60_000, lang);
        match self.state {
            State::Never | State::Loading => words::loading(lang).into(),
            State::Live if self.age_minutes == 0 => words::live(lang).into(),
            State::Live => age(),
            State::Late => format!("{} · {}", words::late(lang), age()),
            State::Failed => match self.last_success.map(|at| format::clock(at, utc_offset)) {
                Some(at) => format!("{} · {} {at}", words::failed(lang), words::last_success(lang)),
                None => words::failed(lang).into(),
            },
            State::Empty => match self.last_success.map(|at| format::clock(at, utc_offset)) {
                Some(at) => format!("{} · {} {at}", words::empty(lang), words::checked(lang)),
                None => words::empty(lang).into(),
            },
            State::Denied => words::denied(lang).into(),
        }
    }
}
