//! The draw counter of `&bench`: counts from when the page has settled. It is in the pack of tools.

use leptos::prelude::*;
use web_sys::Element;

use super::effect::effect;
use super::packs::Known;
use super::stage::TIMERS;
use super::wall::Hall;
use super::{frame, marks, tools};
use crate::board::page::{Bench, bench};
use crate::look::markup;

/// After the first data, fonts, sizes and first pages get so long to settle.
const SETTLES_S: i64 = 5;

/// Keeps the counter's box, once the pack is there.
pub fn raise(hall: Hall, counter: Element) {
    effect(move || {
        if hall.with_value(|wall| wall.packs.get(tools::PACK)) == Known::Here {
            packs::bench::tools::enter(hall, counter.clone());
        }
    });
}

/// The entrance of the pack.
mod packs {
    pub mod bench {
        pub mod tools {
            use crate::app::wall::Hall;
            use crate::app::{bench, shell};

            #[inline(never)]
            pub fn enter(hall: Hall, counter: web_sys::Element) {
                shell::keep(counter, Box::new(bench::face(hall)));
            }
        }
    }
}

/// The box's markup, told anew every second.
fn face(hall: Hall) -> impl Fn() -> markup::Element {
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
