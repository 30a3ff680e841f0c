//! `table`: rows by the page; pages turn by themselves until a hand takes the pager.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::app::panel::Ctx;
use crate::issue::words;
use crate::panel::table::{Options, Sheet, turned, view};

/// A row's height in the panel's own text.
const ROW_EMS: f64 = 2.0;

pub fn table(ctx: Ctx, options: Options) -> impl IntoView {
    let lang = ctx.lang();
    let turn = options.turn.0.as_secs().max(1) as i64;
    let body = NodeRef::<html::Div>::new();
    let room = RwSignal::new(1_usize);
    let first = RwSignal::new(0_usize);
    let held = RwSignal::new(false);
    let (second, viewport, utc_offset) =
        ctx.hall.with_value(|wall| (wall.second, wall.viewport, wall.utc_offset));
    let total = move || ctx.rows.with(|rows| rows.rows());

    Effect::new(move |_| {
        viewport.track();
        let em = ctx.em.get();
        if let Some(body) = body.get() {
            // The head takes one row.
            let rows = f64::from(body.client_height()) / (em * ROW_EMS) - 1.0;
            room.set(rows.max(1.0) as usize);
        }
    });
    Effect::new(move |last: Option<i64>| {
        let now = second.get();
        if let Some(last) = last.filter(|last| now - last < turn) {
            return last;
        }
        if last.is_some() && !held.get_untracked() {
            first.update(|first| *first = turned(*first, room.get_untracked(), total(), 1));
        }
        now
    });
    let sheet = Memo::new(move |_| {
        ctx.rows.with(|rows| view(&options, rows, (first.get(), room.get()), utc_offset, lang))
    });
    let step = move |by: i32| {
        move |_: ev::MouseEvent| {
            held.set(true);
            first.update(|first| *first = turned(*first, room.get_untracked(), total(), by));
        }
    };
    let pages = move || {
        let sheet = sheet.get();
        format!(
            "{} / {} {} · {} {}",
            sheet.page,
            sheet.pages,
            words::page(lang),
            words::total(lang),
            total()
        )
    };
    let single = move || sheet.with(|sheet| sheet.pages < 2);
    view! {
        <div class="sheet" node_ref=body>
            <table>{move || sheet.with(cells)}</table>
        </div>
        <p class="pager" hidden=single>
            <button on:click=step(-1)>"‹"</button>
            <span>{pages}</span>
            <button on:click=step(1)>"›"</button>
        </p>
    }
}

fn cells(sheet: &Sheet) -> impl IntoView + use<> {
    let heads = sheet.heads.iter().map(|head| view! { <th scope="col">{head.clone()}</th> });
    let rows = sheet.rows.iter().map(|row| {
        let cells =
            row.iter().map(|cell| view! { <td class:number=cell.number>{cell.text.clone()}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <thead><tr>{heads.collect_view()}</tr></thead>
        <tbody>{rows.collect_view()}</tbody>
    }
}
