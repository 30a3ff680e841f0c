//! `stat`: big numbers whose digits roll when they change.

use leptos::prelude::*;

use crate::app::panel::Ctx;
use crate::panel::stat::{Options, Stat, view};

pub fn stat(ctx: Ctx, options: Options) -> impl IntoView {
    let stats =
        Memo::new(move |_| ctx.voice(|voice| ctx.rows.with(|rows| view(&options, rows, voice))));
    view! {
        <div
            class="stats"
            class:list=move || stats.with(|stats| stats.numbers.len() > 2)
            style:--count=move || stats.with(|stats| stats.numbers.len()).to_string()
        >
            <For each=move || stats.with(|stats| stats.numbers.clone()) key=Clone::clone children=one/>
            {move || stats.with(|stats| stats.day.clone()).map(|day| view! { <p class="day">{day}</p> })}
        </div>
    }
}

/// One number; a changed one is a new element, whose digits then roll in.
fn one(stat: Stat) -> impl IntoView {
    let Stat { said, label, as_of, full } = stat;
    let digits = said.number.chars().map(|c| view! { <i>{c.to_string()}</i> }).collect_view();
    view! {
        <div class="stat">
            <p class="number" title=full>
                <small>{said.before}</small><b>{digits}</b><small>{said.after}</small>
            </p>
            <p class="label">{label} {as_of.map(|day| view! { <small>{day}</small> })}</p>
        </div>
    }
}
