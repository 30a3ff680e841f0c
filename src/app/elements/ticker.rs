//! `ticker`: one line of news that passes by. The line stands twice, so that its end meets its
//! beginning; the browser moves it without a script.

use leptos::prelude::*;

use crate::app::panel::Ctx;
use crate::issue::words;
use crate::panel::ticker::{Item, Options, seconds, view};

pub fn ticker(ctx: Ctx, options: Options) -> impl IntoView {
    let lang = ctx.lang();
    let speed = options.speed;
    let items =
        Memo::new(move |_| ctx.voice(|voice| ctx.rows.with(|rows| view(&options, rows, voice))));
    let duration = move || format!("{:.1}s", items.with(|items| seconds(items, speed)));
    let paused = RwSignal::new(false);
    let button = move || if paused.get() { words::resume(lang) } else { words::pause(lang) };
    let line = move || items.get().into_iter().map(item).collect_view();
    view! {
        <div class="ticker" class:paused=paused style:--duration=duration>
            <button
                class="pause"
                aria-label=button
                aria-pressed=move || paused.get().to_string()
                on:click=move |_| paused.update(|paused| *paused = !*paused)
            ></button>
            <div class="window">
                <div class="line">
                    <p>{line}</p>
                    <p aria-hidden="true">{line}</p>
                </div>
            </div>
        </div>
    }
}

fn item(item: Item) -> impl IntoView {
    view! { <span>{item.label} {item.said.map(|said| view! { <b>{said}</b> })}</span> }
}
