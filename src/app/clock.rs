//! The only clock of the house. Ages come from the server's `Date` and the page's monotonic clock;
//! the wall's own calendar, which may be wrong by years, is asked only where no server has spoken.

use std::cell::Cell;

use js_sys::{Array, Date, Function, Intl, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::data::server_time;
use crate::look::format;

thread_local! {
    /// The server's time and the monotonic time at which it was heard, both in milliseconds.
    static HEARD: Cell<Option<(f64, f64)>> = const { Cell::new(None) };
    /// What the browser's clock did not count of sleep, in milliseconds.
    static SLEPT: Cell<f64> = const { Cell::new(0.0) };
    /// The monotonic clock and the calendar at the last look.
    static LOOKED: Cell<Option<(f64, f64)>> = const { Cell::new(None) };
}

/// A calendar that is so far ahead of the monotonic clock since the last look was not merely corrected.
const LEAP_MS: f64 = 10_000.0;
/// A timer is never so late, in a hidden page neither, unless nothing ran at all.
const GAP_MS: f64 = 90_000.0;

/// Milliseconds since the page began, the machine's sleep with them; never goes back.
pub fn monotonic() -> f64 {
    let own = web_sys::window().and_then(|window| window.performance());
    own.map_or(0.0, |clock| clock.now()) + SLEPT.get()
}

/// Looks whether the machine slept, or the page was frozen, since the last look.
///
/// The browser's clock stands still in sleep on some systems. The calendar does not: a leap of it is
/// counted as sleep, since data that is taken for too old is asked for again, and data that is taken for
/// too young is shown as live. A calendar that somebody set forward looks the same until the next answer.
pub fn look() -> bool {
    let (now, calendar) = (monotonic(), Date::now());
    let Some((last_now, last_calendar)) = LOOKED.replace(Some((now, calendar))) else {
        return false;
    };
    let slept = (calendar - last_calendar) - (now - last_now);
    if slept < LEAP_MS {
        return now - last_now > GAP_MS;
    }
    SLEPT.set(SLEPT.get() + slept);
    LOOKED.set(Some((now + slept, calendar)));
    true
}

/// Lets the page draw and hear, and comes back; at once where boot.js is missing.
pub async fn breath() {
    let own = Reflect::get(&js_sys::global(), &"dapingBreath".into()).ok();
    let own = own.and_then(|own| own.dyn_into::<Function>().ok());
    let Some(breath) = own.and_then(|own| own.call0(&JsValue::NULL).ok()) else { return };
    // It cannot fail, and if it did the work would go on.
    drop(JsFuture::from(Promise::resolve(&breath)).await);
}

/// The same in whole milliseconds, as `feed` counts them.
pub fn now() -> u64 {
    monotonic() as u64
}

/// Notes the server's time of an answer, in unix seconds, which came at that [`monotonic`] time.
pub fn hear(server: i64, came: f64) {
    HEARD.set(Some((server as f64 * 1_000.0, came)));
}

/// What the machine's clock is ahead of the server's in minutes, where that is to be said.
pub fn skew_minutes() -> Option<i64> {
    server_time::skew_minutes((Date::now() / 1_000.0) as i64, heard()?)
}

/// Unix seconds by the last server that has spoken.
pub fn heard() -> Option<i64> {
    HEARD.get().map(|_| (unix_ms() / 1_000.0) as i64)
}

/// Unix milliseconds by the server's clock; by the machine's own before any server has spoken.
pub fn unix_ms() -> f64 {
    match HEARD.get() {
        Some((server, at)) => server + monotonic() - at,
        None => Date::now(),
    }
}

/// Seconds east of UTC in `zone` at this time; the machine's own zone where the name is unknown.
pub fn utc_offset(zone: &str) -> i32 {
    let now = Date::new(&JsValue::from_f64(unix_ms()));
    named_offset(zone, &now).unwrap_or_else(|| -(now.get_timezone_offset() as i32) * 60)
}

/// The day in the traditional calendar, "正月廿八"; empty where the browser does not know it.
pub fn lunar(day: i32) -> String {
    let noon = Date::new(&JsValue::from_f64((f64::from(day) + 0.5) * 86_400_000.0));
    let options = Object::new();
    for (key, value) in [("timeZone", "UTC"), ("month", "long"), ("day", "numeric")] {
        // A fresh object takes every key.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    let locale = Array::of1(&"zh-CN-u-ca-chinese".into());
    let said = Intl::DateTimeFormat::new(&locale, &options).format().call1(&JsValue::NULL, &noon);
    format::lunar_day(&said.ok().and_then(|said| said.as_string()).unwrap_or_default())
}

/// Reads "GMT+08:00" from the browser's own zone table.
fn named_offset(zone: &str, now: &Date) -> Option<i32> {
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    Reflect::set(&options, &"timeZoneName".into(), &"longOffset".into()).ok()?;
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    // The typed constructor throws where the zone is unknown; Reflect gives the error back.
    let constructor = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
    let arguments = Array::of2(&"en-US".into(), &options);
    let format = Reflect::construct(constructor.unchecked_ref::<Function>(), &arguments).ok()?;
    let format: Intl::DateTimeFormat = format.unchecked_into();
    let part = format
        .format_to_parts(now)
        .iter()
        .find(|part| Reflect::get(part, &"type".into()).is_ok_and(|kind| kind == "timeZoneName"))?;
    parse_offset(&Reflect::get(&part, &"value".into()).ok()?.as_string()?)
}

/// "GMT+08:00" -> 28 800; "GMT" -> 0.
fn parse_offset(text: &str) -> Option<i32> {
    let rest = text.strip_prefix("GMT")?;
    if rest.is_empty() {
        return Some(0);
    }
    let (hours, minutes) = rest.get(1..)?.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3_600 + minutes.parse::<i32>().ok()? * 60;
    Some(if rest.starts_with('-') { -seconds } else { seconds })
}
