//! What DevTools and benchmarks see of the inside: marks and measures, a bounded number kept.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

use super::clock;

/// After so many measures of one name the browser's list of them is emptied.
const KEPT: u32 = 200;

thread_local! {
    /// How often each panel was drawn, for the draw counter.
    static DRAWS: RefCell<Vec<(String, u32)>> = const { RefCell::new(Vec::new()) };
    static COUNTS: RefCell<HashMap<&'static str, u32>> = RefCell::new(HashMap::new());
}

fn performance() -> Option<Performance> {
    web_sys::window()?.performance()
}

/// `daping:start`; of the last board `daping:due` (it was asked for), `daping:board` (its file was
/// read), `daping:first-data` and `daping:turn` (it is on).
pub fn mark(name: &str) {
    if let Some(performance) = performance() {
        // One of each is kept: a playlist has thousands a day.
        performance.clear_marks_with_mark_name(name);
        // A mark that cannot be set costs a reading in DevTools and nothing else.
        let _ = performance.mark(name);
    }
}

/// Runs `work` and measures it under `name` with `of` (a source, a panel) in its detail.
pub fn measured<T>(name: &'static str, of: &str, work: impl FnOnce() -> T) -> T {
    let start = clock::monotonic();
    let done = work();
    spent(name, of, clock::monotonic() - start);
    done
}

/// Measures what has just ended and took so many milliseconds in all.
pub fn spent(name: &'static str, of: &str, ms: f64) {
    if let Some(performance) = performance() {
        note(&performance, name, of, clock::monotonic() - ms);
    }
}

/// Counts a draw of the panel `of`; as many names as the board has panels.
pub fn drawn(of: &str) {
    DRAWS.with_borrow_mut(|all| match all.iter_mut().find(|(name, _)| name == of) {
        Some((_, count)) => *count += 1,
        None => all.push((of.to_string(), 1)),
    });
}

/// The counts since they were last forgotten.
pub fn draws() -> Vec<(String, u32)> {
    DRAWS.with_borrow(Clone::clone)
}

/// Counts from zero.
pub fn forget_draws() {
    DRAWS.with_borrow_mut(Vec::clear);
}

fn note(performance: &Performance, name: &'static str, of: &str, start: f64) {
    let full = COUNTS.with_borrow_mut(|counts| {
        let count = counts.entry(name).or_default();
        *count = (*count + 1) % KEPT;
        *count == 0
    });
    if full {
        performance.clear_measures_with_measure_name(name);
    }
    let options = Object::new();
    let parts: [(&str, JsValue); 3] =
        [("start", start.into()), ("end", clock::monotonic().into()), ("detail", of.into())];
    for (key, value) in parts {
        // A fresh object takes every key.
        let _ = Reflect::set(&options, &key.into(), &value);
    }
    // The typed form of `measure` with a detail is not in the bindings yet. As with marks, only a
    // reading is lost where the browser has none.
    if let Ok(measure) = Reflect::get(performance, &"measure".into())
        && let Some(measure) = measure.dyn_ref::<Function>()
    {
        let _ = measure.call2(performance, &name.into(), &options);
    }
}
