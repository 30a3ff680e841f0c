//! What DevTools and benchmarks see of the inside: marks and measures, a bounded number kept.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Performance, PerformanceMeasureOptions};

use super::clock;

/// After so many measures of one name the browser's list of them is emptied.
const KEPT: u32 = 200;

thread_local! {
    static COUNTS: RefCell<HashMap<&'static str, u32>> = RefCell::new(HashMap::new());
}

fn performance() -> Option<Performance> {
    web_sys::window()?.performance()
}

/// `daping:start`, `daping:board`, `daping:first-data`.
pub fn mark(name: &str) {
    if let Some(performance) = performance() {
        // A mark that cannot be set costs a reading in DevTools and nothing else.
        let _ = performance.mark(name);
    }
}

/// Runs `work` and measures it under `name` with `of` (a source, a panel) in its detail.
pub fn measured<T>(name: &'static str, of: &str, work: impl FnOnce() -> T) -> T {
    let start = clock::monotonic();
    let done = work();
    if let Some(performance) = performance() {
        note(&performance, name, of, start);
    }
    done
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
    let options: PerformanceMeasureOptions = Object::new().unchecked_into();
    let set = |key: &str, value: &wasm_bindgen::JsValue| {
        Reflect::set(&options, &key.into(), value).unwrap_or(false)
    };
    if set("start", &start.into()) && set("end", &clock::monotonic().into()) && set("detail", &of.into())
    {
        // As with marks: only a reading is lost.
        let _ = performance.measure_with_start_or_measure_options_and_end_mark(name, &options);
    }
}
