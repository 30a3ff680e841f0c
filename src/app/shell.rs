//! The page: title plate, the arrangement of panels, findings in the corner.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::address::Address;
use super::elements::clock::Clock;
use super::panel::PanelFrame;
use super::wall::{Hall, Wall};
use super::{marks, net};
use crate::board::{self, Checked, layout};
use crate::issue::{BoardFault, DataFault, Issue, words};
use crate::look::format;

/// A board file is a page of text; more is a mistake.
const BOARD_LIMIT: u64 = 4_000_000;
/// Findings that the corner lists; the rest is counted.
const LISTED: usize = 50;

/// Mounts the app.
pub fn run() {
    console_error_panic_hook::set_once();
    marks::mark("daping:start");
    leptos::mount::mount_to_body(Shell);
}

#[component]
fn Shell() -> impl IntoView {
    let hall = RwSignal::new(None::<Hall>);
    spawn_local(async move {
        let address = Address::read();
        let checked = fetch_board(&address.board).await;
        marks::mark("daping:board");
        hall.set(Some(Wall::raise(checked, address)));
    });
    move || hall.get().map(|hall| view! { <Board hall/> })
}

async fn fetch_board(name: &str) -> Checked {
    let document = format!("boards/{name}.json");
    let fault = match net::get(&document, None, BOARD_LIMIT).await {
        Ok(reply) if reply.is_page() => BoardFault::NotFound,
        Ok(reply) => return board::check(&document, &String::from_utf8_lossy(&reply.bytes)),
        Err(DataFault::Status { code: 404 }) => BoardFault::NotFound,
        Err(DataFault::Status { code }) => BoardFault::Refused { status: code },
        Err(DataFault::Denied) => BoardFault::Refused { status: 403 },
        Err(DataFault::TooLarge { limit_bytes }) => {
            BoardFault::TooLarge { bytes: limit_bytes as usize, limit: board::check::MAX_BYTES }
        }
        Err(_) => BoardFault::Unreachable,
    };
    Checked::failed(&document, fault)
}

#[component]
fn Board(hall: Hall) -> impl IntoView {
    let wall = hall.get_value();
    dress(&wall);
    let arrangement = Memo::new(move |_| {
        let wall = hall.get_value();
        let (width, height, _) = wall.viewport.get();
        let chosen =
            layout::choose(&wall.board, width, height, wall.address.arrangement.as_deref());
        chosen.map(|chosen| Standing {
            name: chosen.name.clone(),
            form: layout::form(chosen).word(),
            grid: layout::grid(chosen),
            em: layout::em(chosen, width, height),
        })
    });
    let get = move |part: fn(&Standing) -> String| {
        arrangement.with(|standing| standing.as_ref().map(part).unwrap_or_default())
    };
    // Without an arrangement there is no panel, only the plate and the findings.
    let em = Memo::new(move |_| {
        arrangement.with(|standing| standing.as_ref().map_or(layout::PHONE_EM, |s| s.em))
    });
    let shown =
        move || arrangement.with(|s| s.as_ref().map(|s| s.grid.panels.clone()).unwrap_or_default());
    let place = move |name: &str| {
        hall.with_value(|wall| wall.board.panels.iter().position(|panel| panel.name == name))
    };
    view! {
        <main
            data-board=wall.address.board.clone()
            data-arrangement=move || get(|standing| standing.name.clone())
            data-form=move || get(|standing| standing.form.to_string())
            data-kiosk=wall.address.kiosk.then_some("")
            style:--em=move || format!("{:.2}px", em.get())
        >
            <Plate hall/>
            <div
                class="wall"
                style:grid-template-columns=move || get(|standing| standing.grid.columns.clone())
                style:grid-template-rows=move || get(|standing| standing.grid.rows.clone())
                style:grid-template-areas=move || get(|standing| standing.grid.areas.clone())
            >
                <For
                    each=move || shown().into_iter().filter_map(move |name| place(&name))
                    key=|index| *index
                    children=move |index| view! { <PanelFrame hall index em/> }
                />
            </div>
            <Findings hall/>
        </main>
    }
}

/// The arrangement that holds for the window.
#[derive(Clone, PartialEq)]
struct Standing {
    name: String,
    form: &'static str,
    grid: layout::Grid,
    em: f64,
}

/// Gives the page the theme's colours, the board's title and the page's language.
fn dress(wall: &Wall) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    document.set_title(&wall.board.title);
    let Some(root) = document.document_element() else { return };
    // The page is legible without either; there is nobody to tell.
    let _ = root.set_attribute("lang", wall.lang.tag());
    let _ = root.set_attribute("data-theme", wall.theme.name);
    if let Ok(style) = js_sys::Reflect::get(&root, &"style".into()) {
        let style: web_sys::CssStyleDeclaration = wasm_bindgen::JsCast::unchecked_into(style);
        for (name, color) in wall.theme.properties() {
            let _ = style.set_property(&format!("--{name}"), &color.css());
        }
    }
}

#[component]
fn Plate(hall: Hall) -> impl IntoView {
    let wall = hall.get_value();
    let (lang, offset) = (wall.lang, wall.utc_offset);
    let state = move || hall.with_value(|wall| wall.overall());
    let word = move || state().map_or("never", |status| status.state.word());
    let as_of = move || {
        let at = state()?.as_of?;
        Some(format!("{} {}", words::data_as_of(lang), format::time(at, offset, lang)))
    };
    let said = move || state().map(|status| super::panel::state_words(&status, lang, offset));
    view! {
        <header class="plate" data-state=word>
            <Clock hall seconds=true date=true/>
            <div class="title">
                <h1>{wall.board.title.clone()}</h1>
                {wall.board.subtitle.clone().map(|subtitle| view! { <p>{subtitle}</p> })}
            </div>
            <p class="as-of"><span>{as_of}</span> <span class="state">{said}</span></p>
        </header>
    }
}

/// What was found wrong, in the page's corner: a count that opens into sentences.
#[component]
fn Findings(hall: Hall) -> impl IntoView {
    let lang = hall.with_value(|wall| wall.lang);
    let found = Memo::new(move |_| {
        let all: Vec<Issue> = hall.get_value().findings();
        all.iter().map(|issue| issue.say(lang)).collect::<Vec<String>>()
    });
    let none = move || found.with(Vec::is_empty);
    let count = move || format!("{} {}", found.with(Vec::len), words::findings(lang));
    let rows = move || {
        let listed = found.get().into_iter().take(LISTED);
        listed.map(|said| view! { <li>{said}</li> }).collect_view()
    };
    view! {
        <details class="findings" hidden=none>
            <summary>{count}</summary>
            <ul>{rows}</ul>
        </details>
    }
}
