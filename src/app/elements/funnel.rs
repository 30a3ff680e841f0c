//! `funnel`: the stages of a process, each as wide as its share of the first.

use leptos::prelude::*;

use crate::app::panel::Ctx;
use crate::panel::funnel::{Options, view};
use crate::panel::rank::Ranked;

pub fn funnel(ctx: Ctx, options: Options) -> impl IntoView {
    let stages = Memo::new(move |_| {
        let (format, unit) = ctx.panel(|panel| (panel.format, panel.unit.clone())).unwrap_or_default();
        ctx.rows.with(|rows| view(&options, rows, format, unit.as_deref(), ctx.lang()))
    });
    view! {
        <ol class="funnel">
            <For each=move || stages.get() key=Clone::clone children=stage/>
        </ol>
    }
}

fn stage(stage: Ranked) -> impl IntoView {
    view! {
        <li style:--share=format!("{:.4}", stage.share)>
            <span class="name">{stage.label}</span>
            <span class="bar"><i></i></span>
            <span class="value">{stage.said.number} <small>{stage.said.after}</small></span>
        </li>
    }
}
