//! A board that stands: its sources, its theme, its words, and the one scheduler.

use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::address::{self, Address};
use super::canvas::CanvasMeasure;
use super::outlines::Outlines;
use super::packs::Packs;
use super::store::Intake;
use super::{clock, marks, replay};
use crate::board::page::Status;
use crate::board::{Board, Checked, Panel};
use crate::data::feed::State;
use crate::issue::{Issue, Lang};
use crate::look::{Band, Theme, format};
use crate::panel::Pose;

/// How often the scheduler looks at its sources and at the second hand.
const TICK_MS: i32 = 250;
/// A pack or an outline that did not arrive is asked for again after so many seconds.
const PACKS_AGAIN_S: i64 = 60;
/// The scheduler's is the only timer of the page.
pub const TIMERS: usize = 1;

/// Everything that the panels of one board share.
pub struct Wall {
    pub board: Board,
    pub issues: Vec<Issue>,
    pub address: Address,
    pub lang: RwSignal<Lang>,
    pub theme: RwSignal<Rc<Theme>, LocalStorage>,
    pub utc_offset: i32,
    pub sources: Vec<Rc<Intake>>,
    pub outlines: Outlines,
    pub packs: Packs,
    pub measure: CanvasMeasure,
    /// Findings of the panels' own queries, by the panel's place in the board.
    pub query_issues: Vec<RwSignal<Vec<Issue>, LocalStorage>>,
    /// Findings of the panels' maps, by the panel's place in the board.
    pub map_issues: Vec<RwSignal<Vec<Issue>, LocalStorage>>,
    /// What readers have done, by the panel's place in the board.
    pub poses: Vec<RwSignal<Pose, LocalStorage>>,
    /// Unix seconds, for every clock on the wall.
    pub second: RwSignal<i64>,
    /// The bezels that cross the page, in its own pixels.
    pub bands: RwSignal<Vec<Band>>,
    /// The day that it is in the board's zone, in days since 1970: it rolls over by itself.
    pub today: RwSignal<i32>,
    /// The day that a replay shows, and the replay itself.
    pub at: RwSignal<Option<i32>>,
    pub replay: Option<replay::Stage>,
    /// Width and height of the window in CSS pixels, and its device pixel ratio.
    pub viewport: RwSignal<(f64, f64, f64)>,
    first_data: AtomicBool,
}

/// A handle that any view may copy.
pub type Hall = StoredValue<Rc<Wall>, LocalStorage>;

impl Wall {
    pub fn raise(checked: Checked, address: Address) -> Hall {
        let Checked { board, issues } = checked;
        let utc_offset = clock::utc_offset(&board.time_zone);
        let theme = board.looks(address.theme.as_deref());
        let sources = board.sources.iter();
        let (audience, rehearse) = (board.audience, address.rehearse);
        let sources =
            sources.map(|(name, own)| Intake::new((name, own), audience, utc_offset, rehearse));
        let replay = replay::Stage::new(&board, &address);
        let wall = Wall {
            at: RwSignal::new(replay.as_ref().and_then(replay::Stage::day)),
            replay,
            sources: sources.collect(),
            outlines: Outlines::new(),
            packs: Packs::new(&board),
            query_issues: board.panels.iter().map(|_| RwSignal::new_local(Vec::new())).collect(),
            map_issues: board.panels.iter().map(|_| RwSignal::new_local(Vec::new())).collect(),
            poses: board.panels.iter().map(|panel| RwSignal::new_local(pose(panel))).collect(),
            lang: RwSignal::new(address.lang),
            measure: CanvasMeasure::default(),
            second: RwSignal::new(0),
            bands: RwSignal::new(Vec::new()),
            today: RwSignal::new(0),
            viewport: RwSignal::new(viewport()),
            first_data: AtomicBool::new(false),
            theme: RwSignal::new_local(Rc::new(theme)),
            utc_offset,
            board,
            issues,
            address,
        };
        let wall = Rc::new(wall);
        schedule(&wall);
        StoredValue::new_local(wall)
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

    /// Every finding of the moment: the board's, the sources', the queries'.
    pub fn findings(&self) -> Vec<Issue> {
        let mut all = self.issues.clone();
        for intake in &self.sources {
            all.extend(intake.status.get().fault);
            intake
                .reading
                .with(|reading| all.extend(reading.iter().flat_map(|r| r.issues.clone())));
        }
        for own in &self.query_issues {
            all.extend(own.get());
        }
        all.extend(self.replay.iter().flat_map(|own| own.issues.get()));
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
        self.first_data.load(Ordering::Relaxed)
    }

    /// Back and Forward: every panel shows the level that the address now says.
    fn go(&self) {
        for (panel, pose) in self.board.panels.iter().zip(&self.poses) {
            let path = address::path(&panel.name);
            if pose.with_untracked(|pose| pose.path != path) {
                pose.update(|pose| pose.path = path);
            }
        }
        // The day is no step of Back's: it stays, and the address with it.
        if self.replay.is_some() {
            replay::keep(self);
        }
    }

    fn tick(&self) {
        self.sources.iter().for_each(Intake::tick);
        let second = (clock::unix_ms() / 1_000.0) as i64;
        if self.second.get_untracked() != second {
            self.second.set(second);
            if second % PACKS_AGAIN_S == 0 {
                self.packs.retry();
                self.outlines.retry(None);
            }
        }
        replay::tick(self);
        // Under a replay it is the day that is shown.
        let shown = self.at.get_untracked();
        let today = shown.unwrap_or_else(|| format::day_of(second, self.utc_offset));
        if self.today.get_untracked() != today {
            self.today.set(today);
        }
        self.mark_first_data();
    }

    fn mark_first_data(&self) {
        let waits = |intake: &Rc<Intake>| {
            intake.status.with_untracked(|s| matches!(s.state, State::Never | State::Loading))
        };
        if !self.sources.iter().any(waits) && !self.first_data.swap(true, Ordering::Relaxed) {
            marks::mark("daping:first-data");
        }
    }
}

/// The pose that a panel begins with.
fn pose(panel: &Panel) -> Pose {
    Pose { path: address::path(&panel.name), ..Pose::default() }
}

fn gravity(state: State) -> u8 {
    match state {
        State::Live | State::Empty => 0,
        State::Never | State::Loading => 1,
        State::Late => 2,
        State::Denied => 3,
        State::Failed => 4,
    }
}

/// The one timer and the window's listeners; all live as long as the page.
fn schedule(wall: &Rc<Wall>) {
    let ticking = Rc::clone(wall);
    let tick = Closure::<dyn FnMut()>::new(move || ticking.tick());
    let resizing = Rc::clone(wall);
    let resized = Closure::<dyn FnMut()>::new(move || resizing.viewport.set(viewport()));
    let going = Rc::clone(wall);
    let gone = Closure::<dyn FnMut()>::new(move || going.go());
    if let Some(window) = web_sys::window() {
        let asked = window.set_interval_with_callback_and_timeout_and_arguments_0(
            tick.as_ref().unchecked_ref(),
            TICK_MS,
        );
        debug_assert!(asked.is_ok(), "a window has timers");
        // A wall that cannot hear of resizing stands as it is.
        let _ = window.add_event_listener_with_callback("resize", resized.as_ref().unchecked_ref());
        let _ = window.add_event_listener_with_callback("popstate", gone.as_ref().unchecked_ref());
    }
    tick.forget();
    resized.forget();
    gone.forget();
    wall.tick();
}

fn viewport() -> (f64, f64, f64) {
    let Some(window) = web_sys::window() else { return (0.0, 0.0, 1.0) };
    let side = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64());
    let (width, height) = (side(window.inner_width()), side(window.inner_height()));
    (width.unwrap_or(0.0), height.unwrap_or(0.0), window.device_pixel_ratio())
}
