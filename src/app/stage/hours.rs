//! The one timer of the page, what the window hears of, and what follows from both: boards look at the clock,
//! a page that nobody sees rests, and one that is seen again says how old it is before it asks.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::{Coming, Stage, playing, stage};
use crate::app::effect::hold;
use crate::app::hear::hear;
use crate::app::{clock, watched};

/// How often the scheduler looks at its sources and at the second hand.
const TICK_MS: i32 = 250;
/// The scheduler's is the only timer of the page.
pub const TIMERS: usize = 1;
/// A page that nobody has seen for so long asks nothing more until somebody does.
const RESTS_AFTER_MS: f64 = 60_000.0;
/// What the window hears of; `unseal` is of public/reader/seal.js.
const EVENTS: [&str; 6] = ["resize", "popstate", "visibilitychange", "resume", "online", "unseal"];

/// Looks at the clock, at once.
pub fn look() {
    if let Some(stage) = stage() {
        stage.tick();
    }
}

impl Stage {
    fn tick(self: &Rc<Self>) {
        if clock::look() {
            self.rouse(true);
        }
        let hidden = is_hidden();
        let since = self.hidden_at.get().filter(|_| hidden).unwrap_or_else(clock::monotonic);
        self.hidden_at.set(hidden.then_some(since));
        let asks = clock::monotonic() - since < RESTS_AFTER_MS || !self.may_rest();
        for wall in self.walls() {
            wall.tick(self.is_on(&wall), asks);
        }
        if let Some(play) = playing().filter(|_| asks) {
            play.tick();
        }
        // A hidden page has no frames in which a board could take over, or a fade end.
        if hidden {
            let coming = self.coming.take();
            if let Some(Coming { show, main, way, .. }) = &coming {
                self.take_over(show, main, *way);
            }
            self.drop_leaving();
        }
        watched::beat();
    }

    /// Somebody may look again: every age is said before the next frame, and asked after.
    fn wake(self: &Rc<Self>, is_cut: bool) {
        self.rouse(is_cut);
        self.tick();
    }

    fn rouse(&self, is_cut: bool) {
        for wall in self.walls() {
            wall.sources.iter().for_each(|source| source.wake(is_cut));
        }
    }

    /// Whether a page that nobody sees may stop asking. Alarms are heard too, and some screens of a kiosk say
    /// that they are hidden while people look at them.
    fn may_rest(&self) -> bool {
        !self.walls().any(|wall| wall.address.kiosk || wall.board.has_alarms())
    }
}

/// The one timer and the window's listeners; they live as long as the program.
pub fn schedule(stage: &Rc<Stage>) {
    let Some(window) = web_sys::window() else { return };
    let ticking = Rc::clone(stage);
    let tick = Closure::<dyn FnMut()>::new(move || ticking.tick());
    let asked = window.set_interval_with_callback_and_timeout_and_arguments_0(
        tick.as_ref().unchecked_ref(),
        TICK_MS,
    );
    debug_assert!(asked.is_ok(), "a window has timers");
    hold(tick);
    let own = window.clone();
    on_cleanup(move || asked.into_iter().for_each(|timer| own.clear_interval_with_handle(timer)));
    let own = Rc::clone(stage);
    hear(&window, &EVENTS, move |event| match event.type_().as_str() {
        "resize" => own.shared.viewport.set(viewport()),
        "popstate" => own.turn_back(),
        "visibilitychange" => {
            if !is_hidden() {
                own.wake(false);
            }
        }
        "unseal" => {
            own.walls().for_each(|wall| wall.sources.iter().for_each(|source| source.unseal()));
        }
        // It was frozen, or without a network: what was in flight cannot arrive.
        _ => own.wake(true),
    });
}

/// Whether the browser says that nobody can see the page.
pub fn is_hidden() -> bool {
    web_sys::window().and_then(|own| own.document()).is_some_and(|page| page.hidden())
}

pub fn viewport() -> (f64, f64, f64) {
    let Some(window) = web_sys::window() else { return (0.0, 0.0, 1.0) };
    let side = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64());
    let (width, height) = (side(window.inner_width()), side(window.inner_height()));
    (width.unwrap_or(0.0), height.unwrap_or(0.0), window.device_pixel_ratio())
}
