//! The page: title plate, the arrangement of panels, findings in the corner.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MouseEvent};

use super::address::Address;
use super::panel::{Panel, Seat};
use super::patch::Shown;
use super::standing;
use super::wall::{Hall, Wall};
use super::{bench, marks, net};
use crate::board::layout::{self, Form};
use crate::board::{self, Checked, page};
use crate::issue::{BoardFault, DataFault, Lang};
use crate::look::markup;

/// A board file is a page of text; more is a mistake.
const BOARD_LIMIT: u64 = 4_000_000;

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
    Effect::new(move |_| hall.with_value(|wall| dress(wall)));
    let standing = Memo::new(move |_| standing::now(hall));
    Effect::new(move |_| {
        let bands = standing.with(|standing| standing.as_ref().map(|s| s.bands.clone()));
        hall.with_value(|wall| wall.bands.set(bands.unwrap_or_default()));
    });
    // Without an arrangement there is no panel, only the plate and the findings.
    let em = Memo::new(move |_| {
        standing.with(|standing| standing.as_ref().map_or(layout::PHONE_EM, |s| s.em))
    });
    let grows = Memo::new(move |_| {
        standing.with(|standing| standing.as_ref().is_some_and(|s| s.form != Form::Wall))
    });
    let seats = move || standing.with(|standing| standing.as_ref().map(|s| seats(hall, &s.grid)));
    let main = NodeRef::<html::Main>::new();
    let plate = NodeRef::<html::Header>::new();
    let wall = NodeRef::<html::Div>::new();
    let corner = NodeRef::<html::Details>::new();
    let counter = NodeRef::<html::Aside>::new();
    let counts = hall.with_value(|wall| wall.address.bench);
    let place = standing::watch(hall, wall);
    keep(move || main.get().map(Into::into), move || standing::page(hall, &standing.get()));
    keep(
        move || wall.get().map(Into::into),
        move || standing::grid(hall, &standing.get(), &place.get()),
    );
    keep(move || plate.get().map(Into::into), move || plate_face(hall));
    keep(move || corner.get().map(Into::into), move || findings_face(hall));
    keep(move || counter.get().map(Into::into), bench::face(hall));
    view! {
        <main node_ref=main>
            <header node_ref=plate on:click=move |event| settle(hall, &event)></header>
            <div node_ref=wall>
                <For
                    each=move || seats().unwrap_or_default()
                    key=|seat| *seat
                    children=move |seat| view! { <Panel hall seat em grows/> }
                />
            </div>
            <details node_ref=corner></details>
            {counts.then(|| view! { <aside node_ref=counter></aside> })}
        </main>
    }
}

/// Keeps an element of the page at what `markup` says.
fn keep(
    node: impl Fn() -> Option<Element> + 'static,
    markup: impl Fn() -> markup::Element + 'static,
) {
    let mut shown = None::<Shown>;
    Effect::new(move |_| {
        let Some(node) = node() else { return };
        shown.get_or_insert_with(|| Shown::new(node)).show(markup());
    });
}

/// The panels of an arrangement, each of tabs followed by those that stand in its place.
fn seats(hall: Hall, grid: &layout::Grid) -> Vec<Seat> {
    let wall = hall.get_value();
    let mut all = Vec::new();
    for index in grid.panels.iter().filter_map(|name| wall.place(name)) {
        all.push(Seat { index, tab: None });
        let members = wall.board.panels.get(index).map_or(&[][..], |panel| panel.kind.members());
        let members = members.iter().filter_map(|name| wall.place(name)).enumerate();
        all.extend(members.map(|(own, member)| Seat { index: member, tab: Some((index, own)) }));
    }
    all
}

fn plate_face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    page::plate(&page::Plate {
        board: &wall.board,
        status: wall.overall(),
        lang: wall.lang.get(),
        theme: wall.theme.get().name,
        utc_offset: wall.utc_offset,
        now: wall.second.get(),
        rehearsed: wall.address.rehearse.is_some(),
    })
}

fn findings_face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    let lang = wall.lang.get();
    let said: Vec<String> = wall.findings().iter().map(|issue| issue.say(lang)).collect();
    page::findings(&said, lang)
}

/// Gives the page the theme's colours, the board's title and the page's language.
fn dress(wall: &Wall) {
    let (lang, theme) = (wall.lang.get(), wall.theme.get());
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    document.set_title(&wall.board.title);
    let Some(root) = document.document_element() else { return };
    // The page is legible without either; there is nobody to tell.
    let _ = root.set_attribute("lang", lang.tag());
    let _ = root.set_attribute("data-theme", theme.name);
    let style = root.unchecked_ref::<web_sys::HtmlElement>().style();
    let _ = style.set_property("color-scheme", theme.scheme());
    for (name, color) in theme.properties() {
        let _ = style.set_property(&format!("--{name}"), &color.css());
    }
}

/// What the plate's menu was asked for: a language, a theme. The address says it too.
fn settle(hall: Hall, event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let asked = target.and_then(|target| target.closest("[data-act]").ok().flatten());
    let Some(act) = asked.as_ref().and_then(|asked| asked.get_attribute("data-act")) else {
        return;
    };
    let wall = hall.get_value();
    match act.split_once(':') {
        Some(("lang", tag)) => {
            wall.lang.set(if tag == Lang::En.tag() { Lang::En } else { Lang::Zh });
            wall.address.keep("lang", tag.split('-').next().unwrap_or(tag));
        }
        Some(("theme", name)) => {
            wall.theme.set(Rc::new(wall.board.looks(Some(name))));
            wall.address.keep("theme", name);
        }
        _ => (),
    }
    if let Some(Ok(Some(menu))) = asked.map(|asked| asked.closest("details.menu")) {
        let _ = menu.remove_attribute("open");
    }
}
