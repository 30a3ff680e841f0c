//! The voice of alarms: a short tone by Web Audio, a sentence by the browser's own speech. Where a
//! browser has neither, or waits for a hand first, nothing sounds and nothing breaks.
//!
//! Both are called by their names: their bindings would be in the first load of every board.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::board::alarm::Severity;
use crate::issue::Lang;

thread_local! {
    /// The page's one audio context; browsers give a few at most.
    static CONTEXT: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// It waits to be let play; what rings meanwhile is one tone.
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Plays the tone of a level, as soon as the browser lets it.
pub fn sound(level: Severity) {
    let Some(waking) = wake().filter(|_| !WAITS.replace(true)) else {
        return;
    };
    spawn_local(async move {
        let woken = JsFuture::from(waking).await;
        WAITS.set(false);
        if woken.is_ok() {
            let _ = tone(level);
        }
    });
}

/// Speaks a sentence after whatever is being spoken.
pub fn speak(text: &str, lang: Lang) {
    let _ = utter(text, lang);
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|own| !own.is_undefined() && !own.is_null())
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Option<JsValue> {
    let method = get(of, name)?.dyn_into::<Function>().ok()?;
    let arguments: Array = with.iter().collect();
    method.apply(of, &arguments).ok()
}

fn make(name: &str, with: &[JsValue]) -> Option<JsValue> {
    let class = get(&js_sys::global(), name)?.dyn_into::<Function>().ok()?;
    let arguments: Array = with.iter().collect();
    Reflect::construct(&class, &arguments).ok()
}

/// The context, asked to play.
fn wake() -> Option<Promise> {
    let context = CONTEXT.with_borrow_mut(|own| {
        if own.is_none() {
            *own = make("AudioContext", &[]);
        }
        own.clone()
    });
    call(&context?, "resume", &[]).map(|waking| Promise::resolve(&waking))
}

/// How many beats, and their pitch in hertz.
fn beats(level: Severity) -> (u32, f64) {
    match level {
        Severity::Notice => (1, 523.25),
        Severity::Warning => (2, 659.25),
        Severity::Severe => (3, 880.0),
    }
}

/// Seconds from beat to beat, of one beat, and of its rise.
const BEAT: (f64, f64, f64) = (0.28, 0.2, 0.02);
const LOUD: f64 = 0.2;

fn tone(level: Severity) -> Option<()> {
    let context = CONTEXT.with_borrow(Clone::clone)?;
    let begin = get(&context, "currentTime")?.as_f64()?;
    let (count, pitch) = beats(level);
    let (apart, long, rise) = BEAT;
    for beat in 0..count {
        let from = begin + f64::from(beat) * apart;
        let (voice, volume) =
            (call(&context, "createOscillator", &[])?, call(&context, "createGain", &[])?);
        Reflect::set(&get(&voice, "frequency")?, &"value".into(), &pitch.into()).ok()?;
        let gain = get(&volume, "gain")?;
        call(&gain, "setValueAtTime", &[0.into(), from.into()])?;
        call(&gain, "linearRampToValueAtTime", &[LOUD.into(), (from + rise).into()])?;
        call(&gain, "linearRampToValueAtTime", &[0.into(), (from + long).into()])?;
        call(&voice, "connect", std::slice::from_ref(&volume))?;
        call(&volume, "connect", &[get(&context, "destination")?])?;
        call(&voice, "start", &[from.into()])?;
        call(&voice, "stop", &[(from + long).into()])?;
    }
    Some(())
}

fn utter(text: &str, lang: Lang) -> Option<()> {
    let mouth = get(&js_sys::global(), "speechSynthesis")?;
    let utterance = make("SpeechSynthesisUtterance", &[text.into()])?;
    Reflect::set(&utterance, &"lang".into(), &lang.tag().into()).ok()?;
    call(&mouth, "speak", &[utterance]).map(drop)
}
