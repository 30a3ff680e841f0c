//! `rank`: names with bars; positions glide when they change.

use leptos::prelude::*;

use crate::app::panel::Ctx;
use crate::panel::rank::{Options, Ranked, view};

pub fn rank(ctx: Ctx, options: Options) -> impl IntoView {
    let ranked =
        Memo::new(move |_| ctx.voice(|voice| ctx.rows.with(|rows| view(&options, rows, voice))));
    let names =
        move || ranked.with(|all| all.iter().map(|one| one.label.clone()).collect::<Vec<_>>());
    view! {
        <ol class="rank" style:--rows=move || ranked.with(Vec::len).to_string()>
            <For each=names key=Clone::clone children=move |name| one(ranked, name)/>
        </ol>
    }
}

/// One name: its element stays while its place and length change.
fn one(ranked: Memo<Vec<Ranked>>, name: String) -> impl IntoView {
    let own = Memo::new(move |_| {
        ranked.with(|all| {
            let place = all.iter().position(|one| one.label == name)?;
            all.get(place).map(|one| (place, one.clone()))
        })
    });
    let place = move || own.with(|own| own.as_ref().map_or(0, |(place, _)| *place));
    let get = move |part: fn(&Ranked) -> String| {
        own.with(|own| own.as_ref().map(|(_, one)| part(one)).unwrap_or_default())
    };
    view! {
        <li style:--place=move || place().to_string()>
            <span class="place">{move || place() + 1}</span>
            <span class="name">{move || get(|one| one.label.clone())}</span>
            <span class="bar"><i style:--share=move || get(|one| (f64::from(one.share) / 1e4).to_string())></i></span>
            <span class="value">{move || get(|one| one.said.line())}</span>
        </li>
    }
}
