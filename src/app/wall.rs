//! A board that stands: its sources, its theme, its words. The page ticks it; where it is left, it goes
//! whole.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::address::Address;
use super::alarms::Alarms;
use super::canvas::CanvasMeasure;
use super::effect::Local;
use super::keep::{self, Keep};
use super::outlines::Outlines;
use super::packs::Packs;
use super::params::{self, Chosen};
use super::replay::Replaying;
use super::store::Intake;
use super::tools::Tools;
use super::{clock, marks, query, replay};
use crate::board::page::Status;
use crate::board::{Board, Checked, Panel};
use crate::data::calendar::Calendar;
use crate::data::feed::State;
use crate::issue::{DataFault, Issue, Lang, Place};
use crate::look::{Band, Theme, format};
use crate::panel::Pose;

/// A pack or an outline that did not arrive is asked for again after so many seconds.
const PACKS_AGAIN_S: i64 = 60;

/// What all boards of the page share.
#[derive(Clone)]
pub struct Shared {
    pub outlines: Rc<Outlines>,
    pub packs: Rc<Packs>,
    pub measure: Rc<CanvasMeasure>,
    /// Width and height of the window in CSS pixels, and its device pixel ratio.
    pub viewport: Local<(f64, f64, f64)>,
    /// All that moves by itself stands still.
    pub paused: Local<bool>,
    /// What the page has found beside its boards: a playlist's faults.
    pub issues: Local<Vec<Issue>>,
}

/// Everything that the panels of one board share.
pub struct Wall {
    pub board: Board,
    pub issues: Vec<Issue>,
    pub address: Address,
    pub lang: Local<Lang>,
    pub theme: Local<Rc<Theme>>,
    pub utc_offset: i32,
    pub sources: Vec<Rc<Intake>>,
    pub outlines: Rc<Outlines>,
    pub packs: Rc<Packs>,
    pub alarms: Alarms,
    pub measure: Rc<CanvasMeasure>,
    /// Findings of the panels' own queries, by the panel's place in the board.
    pub query_issues: Vec<Local<Vec<Issue>>>,
    /// Findings of the panels' maps, by the panel's place in the board.
    pub map_issues: Vec<Local<Vec<Issue>>>,
    /// What readers have done, by the panel's place in the board.
    pub poses: Vec<Local<Pose>>,
    /// Parameters that are set.
    pub params: Local<Vec<Chosen>>,
    /// What the board's clock is ahead of the time that it is, in seconds.
    ahead: i64,
    /// Unix seconds of the board's clock, for every clock on the wall.
    pub second: Local<i64>,
    /// The same in minutes.
    pub minute: Local<i64>,
    /// The board's working days.
    pub calendar: Local<Rc<Calendar>>,
    /// The bezels that cross the page, in its own pixels.
    pub bands: Local<Vec<Band>>,
    /// The day that it is in the board's zone, in days since 1970: it rolls over by itself.
    pub today: Local<i32>,
    /// The day that a replay shows, and the replay itself.
    pub at: Local<Option<i32>>,
    pub replay: Option<Replaying>,
    pub viewport: Local<(f64, f64, f64)>,
    /// All that moves by itself stands still: rosters, turns, tours, lights, whatever plays.
    pub paused: Local<bool>,
    pub tools: Tools,
    shared_issues: Local<Vec<Issue>>,
    /// How far the machine's own clock is off.
    skew: Local<Option<i64>>,
    first_data: Cell<bool>,
}

/// A handle that any view may copy.
pub type Hall = StoredValue<Rc<Wall>, LocalStorage>;

impl Wall {
    /// Its signals belong to the owner that it is raised under.
    pub fn raise((checked, text): (Checked, Rc<str>), address: Address, shared: &Shared) -> Hall {
        let Checked { board, mut issues } = checked;
        let utc_offset = clock::utc_offset(&board.time_zone);
        let theme = board.looks(address.theme.as_deref());
        let sources = board.sources.iter();
        let (audience, rehearse) = (board.audience, address.rehearse);
        let print = keep::print(&address.board, &text, audience, utc_offset);
        let sources = sources.map(|own| {
            let print = print.as_deref();
            let keep = print.and_then(|print| Keep::of(&address.board, print, own));
            Intake::new(own, Rc::clone(&text), audience, utc_offset, rehearse, keep)
        });
        let (set, unknown) = params::begin(&address.params, &board.params());
        issues.extend(unknown);
        let now = true_second();
        let Shared { outlines, packs, measure, viewport, paused, issues: shared_issues } =
            shared.clone();
        let replay = Replaying::new(&board, &address);
        let wall = Wall {
            at: Local::new(replay.as_ref().and_then(Replaying::day)),
            replay,
            sources: sources.collect(),
            outlines,
            packs,
            alarms: Alarms::new(&board),
            measure,
            query_issues: board.panels.iter().map(|_| Local::new(Vec::new())).collect(),
            map_issues: board.panels.iter().map(|_| Local::new(Vec::new())).collect(),
            poses: board.panels.iter().map(|own| Local::new(pose(own, &address))).collect(),
            params: Local::new(set),
            lang: Local::new(address.lang),
            ahead: board.clock.map_or(0, |clock| clock - now),
            second: Local::new(0),
            minute: Local::new(0),
            calendar: Local::new(Rc::default()),
            bands: Local::new(Vec::new()),
            today: Local::new(0),
            viewport,
            paused,
            tools: Tools::new(board.panels.len()),
            shared_issues,
            skew: Local::new(None),
            first_data: Cell::new(false),
            theme: Local::new(Rc::new(theme)),
            utc_offset,
            board,
            issues,
            address,
        };
        query::follow_calendar(&wall);
        wall.tick(false, true);
        StoredValue::new_local(Rc::new(wall))
    }

    /// The place of a panel in the board.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.board.panels.iter().position(|panel| panel.name == name)
    }

    pub fn source(&self, name: &str) -> Option<&Rc<Intake>> {
        self.sources.iter().find(|intake| intake.name == name)
    }

    /// The status that speaks for the whole wall: the worst of its sources, the newest of its data.
    pub fn overall(&self) -> Option<Status> {
        let all: Vec<Status> = self.sources.iter().map(|intake| intake.status.get()).collect();
        let worst = all.iter().max_by_key(|status| gravity(status.state))?;
        let as_of = all.iter().filter_map(|status| status.as_of).max();
        Some(Status { as_of, ..worst.clone() })
    }

    /// Every finding of the moment: the page's, the board's, the sources', the queries'.
    pub fn findings(&self) -> Vec<Issue> {
        let mut all = self.shared_issues.get();
        all.extend(self.skew.get().map(skewed));
        all.extend(self.issues.iter().cloned());
        for intake in &self.sources {
            all.extend(intake.status.get().fault);
            intake
                .reading
                .with(|own| all.extend(own.iter().flat_map(|own| own.reading.issues.clone())));
        }
        for own in &self.query_issues {
            all.extend(own.get());
        }
        all.extend(self.replay.iter().flat_map(|own| own.issues.get()));
        all.extend(self.alarms.issues());
        for issue in self.map_issues.iter().flat_map(|own| own.get()) {
            // Panels may share an outline.
            if !all.contains(&issue) {
                all.push(issue);
            }
        }
        all
    }

    /// Whether every source has left `never` and `loading`.
    pub fn has_data(&self) -> bool {
        let waits = |intake: &Rc<Intake>| {
            intake.status.with_untracked(|s| matches!(s.state, State::Never | State::Loading))
        };
        !self.sources.iter().any(waits)
    }

    /// Back and Forward: every panel shows the level that the address now says, every query follows
    /// the parameters that it has.
    pub fn go(&self, address: &Address) {
        for (panel, pose) in self.board.panels.iter().zip(&self.poses) {
            let path = address.path(&panel.name);
            if pose.with_untracked(|pose| pose.path != path) {
                pose.update(|pose| pose.path = path);
            }
        }
        let (set, _) = params::begin(&address.params, &self.board.params());
        let same = self.params.with_untracked(|old| {
            old.len() == set.len()
                && old.iter().zip(&set).all(|(a, b)| (&a.name, &a.value) == (&b.name, &b.value))
        });
        if !same {
            self.params.set(set);
        }
        // The day is no step of Back's: it stays, and the address with it.
        if self.replay.is_some() {
            replay::keep(self);
        }
    }

    /// Looks at the clock. What plays begins when the board is on, not while it waits for its turn.
    /// Where nobody looks (`asks` is false) nothing new is asked.
    pub fn tick(&self, is_on: bool, asks: bool) {
        self.sources.iter().for_each(|source| source.tick(asks));
        let second = true_second() + self.ahead;
        if self.second.get_untracked() != second {
            self.second.set(second);
            if second % PACKS_AGAIN_S == 0 {
                self.packs.retry();
                self.outlines.retry(None);
            }
        }
        self.minute.keep(second.div_euclid(60));
        self.skew.keep(clock::skew_minutes());
        if is_on {
            replay::tick(self);
        }
        // Under a replay it is the day that is shown.
        let shown = self.at.get_untracked();
        self.today.keep(shown.unwrap_or_else(|| format::day_of(second, self.utc_offset)));
        if !self.first_data.get() && self.has_data() {
            self.first_data.set(true);
            marks::mark("daping:first-data");
        }
    }

    /// Nothing is asked any more, and what is on its way is let go.
    pub fn leave(&self) {
        self.sources.iter().for_each(|intake| intake.give_up());
    }
}

fn true_second() -> i64 {
    (clock::unix_ms() / 1_000.0) as i64
}

/// What tells it is the head `Date` of answers.
fn skewed(minutes: i64) -> Issue {
    Issue::data(Place::document("Date"), DataFault::Skew { minutes }).notice()
}

/// The pose that a panel begins with.
fn pose(panel: &Panel, address: &Address) -> Pose {
    Pose { path: address.path(&panel.name), ..Pose::default() }
}

fn gravity(state: State) -> u8 {
    match state {
        State::Live | State::Empty => 0,
        State::Never | State::Loading | State::Locked => 1,
        State::Late => 2,
        State::Denied => 3,
        State::Failed => 4,
    }
}
