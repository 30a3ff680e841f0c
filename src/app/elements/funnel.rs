//! `funnel`: the stages of a process, each as wide as its share of the first.

use leptos::prelude::*;

use crate::app::panel::Ctx;
use crate::panel::funnel::{Options, view};
use crate::panel::rank::Ranked;

pub fn funnel(ctx: Ctx, options: Options) -> impl IntoView {
    let stages =
        Memo::new(move |_| ctx.voice(|voice| ctx.rows.with(|rows| view(&options, rows, voice))));
    view! {
        <ol class="funnel">
            {move || stages.get().into_iter().map(stage).collect_view()}
        </ol>
    }
}

fn stage(stage: Ranked) -> impl IntoView {
    view! {
        <li style:--share=(f64::from(stage.share) / 1e4).to_string()>
            <span class="name">{stage.label}</span>
            <span class="bar"><i></i></span>
            <span class="value">{stage.said.number} <small>{stage.said.after}</small></span>
        </li>
    }
}
