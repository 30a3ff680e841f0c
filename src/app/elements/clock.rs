//! The time of the board's own zone, by the server's clock.

use leptos::prelude::*;

use crate::app::wall::Hall;
use crate::look::format;

#[component]
pub fn Clock(hall: Hall, seconds: bool, date: bool) -> impl IntoView {
    let wall = hall.get_value();
    let (second, lang, offset) = (wall.second, wall.lang, wall.utc_offset);
    let day = move || {
        let days = (second.get() + i64::from(offset)).div_euclid(86_400) as i32;
        date.then(|| format!("{} {}", format::day(days, lang), format::weekday(days, lang)))
    };
    let time = move || {
        let clock = format::clock_seconds(second.get(), offset);
        if seconds { clock } else { clock.chars().take(5).collect() }
    };
    view! { <p class="clock"><span>{Memo::new(move |_| day())}</span> <b>{time}</b></p> }
}
