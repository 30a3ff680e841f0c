//! The draw counter of `&bench`: counts from when the page has settled.

use super::stage::TIMERS;
use super::wall::Hall;
use super::{frame, marks};
use crate::board::page::{Bench, bench};
use crate::look::markup;
use leptos::prelude::*;

/// After the first data, fonts, sizes and first pages get so long to settle.
const SETTLES_S: i64 = 5;

/// The box's markup, told anew every second.
pub fn face(hall: Hall) -> impl Fn() -> markup::Element {
    let since = StoredValue::new(None::<i64>);
    let rests = StoredValue::new(false);
    move || {
        let wall = hall.get_value();
        let now = wall.second.get();
        if since.get_value().is_none() && wall.has_data() {
            since.set_value(Some(now + SETTLES_S));
        }
        let seconds = since.get_value().map(|since| now - since).filter(|seconds| *seconds >= 0);
        if seconds.is_some() && !rests.get_value() {
            rests.set_value(true);
            marks::forget_draws();
        }
        let counted = Bench {
            seconds: seconds.map(i64::unsigned_abs),
            draws: marks::draws(),
            frames: frame::movers(),
            timers: TIMERS,
        };
        bench(&counted, wall.lang.get())
    }
}
