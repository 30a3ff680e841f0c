//! The page: title plate, the arrangement of panels, findings in the corner.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, MouseEvent};

use super::effect::{effect, forget_readers, hold};
use super::panel::{self, Seat};
use super::patch::Shown;
use super::standing::{self, Standing};
use super::wall::{Hall, Wall};
use super::{alarms, bench, drop, keys, marks, net, replay, stage, tools};
use crate::board::layout;
use crate::board::page;
use crate::geo::File;
use crate::issue::{Lang, words};
use crate::look::markup;

/// What a program has of memory only ever grows. What comes together by chance on a wall of usual size, a turn and
/// two long answers, has this room from the start, so that it grows no more after the first hour. Bytes.
const ROOM: usize = 6 * 1024 * 1024;

/// Mounts the app.
pub fn run() {
    // Nothing is written there, so that the browser takes no memory for it either.
    std::mem::drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM)));
    #[cfg(not(daping_small))]
    super::watched::say_panics();
    marks::mark("daping:start");
    leptos::mount::mount_to_body(stage::open);
}

/// Fills the page: plate, grid of panels, findings, and what was asked for beside them.
pub fn board(hall: Hall, main: Element) {
    alarms::keep(hall);
    let standing = Memo::new(move |_| {
        forget_readers();
        standing::now(hall)
    });
    effect(move || {
        let bands = standing.with(|standing| standing.as_ref().map(|s| s.bands.clone()));
        hall.with_value(|wall| wall.bands.set(bands.unwrap_or_default()));
    });
    let part = |tag: &str| {
        let part = main.owner_document().and_then(|document| document.create_element(tag).ok());
        part.filter(|part| main.append_child(part).is_ok())
    };
    if let Some(plate) = part("header") {
        listen(&plate, hall);
        keep(plate, Box::new(move || plate_face(hall)));
    }
    if let Some(grid) = part("div") {
        let place = standing::watch(hall, grid.clone());
        keep(grid.clone(), Box::new(move || standing::grid(hall, &standing.get(), &place.get())));
        keep_panels(hall, grid, standing);
    }
    if hall.with_value(|wall| wall.replay.is_some())
        && let Some(bar) = part("footer")
    {
        replay::raise(hall, bar.clone());
        keep(bar, Box::new(move || replay::face(hall)));
    }
    if let Some(corner) = part("details") {
        keep(corner, Box::new(move || findings_face(hall)));
    }
    if hall.with_value(|wall| wall.address.bench)
        && let Some(counter) = part("aside")
    {
        bench::raise(hall, counter);
    }
    tools::raise(hall, &main);
    keep(main, Box::new(move || standing::page(hall, &standing.get())));
}

/// Keeps an element of the page at what `markup` says.
pub fn keep(node: Element, markup: Box<dyn Fn() -> markup::Element>) {
    let mut shown = Shown::new(node);
    effect(move || shown.show(markup()));
}

/// Raises the panels of the arrangement; another arrangement's are others.
fn keep_panels(hall: Hall, grid: Element, standing: Memo<Option<Standing>>) {
    let mut raised = Vec::new();
    // Panels belong to an owner outside of the effect, which runs also where the same ones stay: what
    // belongs to an effect goes when it runs again.
    let (parent, mut owner) = (Owner::current(), None::<Owner>);
    effect(move || {
        let seats = standing.with(|standing| standing.as_ref().map(|s| seats(hall, &s.grid)));
        let seats = seats.unwrap_or_default();
        if seats == raised {
            return;
        }
        if let Some(owner) = owner.take() {
            owner.cleanup();
        }
        grid.set_text_content(None);
        let own = parent.as_ref().map_or_else(Owner::new, Owner::child);
        own.with(|| {
            for seat in &seats {
                panel::raise(&grid, hall, *seat, standing);
            }
        });
        owner = Some(own);
        raised = seats;
    });
}

/// Gives the page the colours, the title and the language of the board that is on, which hears
/// its keys.
pub fn dress_page(hall: Hall) {
    effect(move || hall.with_value(|wall| dress(wall)));
    keys::listen(hall);
    drop::listen(hall);
}

/// Asks for the programs and outlines of the panels that will be in sight.
pub fn fetch_ahead(hall: Hall) {
    let wall = hall.get_value();
    let Some(standing) = untrack(|| standing::now(hall)) else { return };
    for seat in seats(hall, &standing.grid) {
        let Some(panel) = wall.board.panels.get(seat.index) else { continue };
        let kind = &panel.kind;
        untrack(|| kind.pack().map(|pack| wall.packs.get(pack)));
        for outline in kind.outline().into_iter().chain(kind.layer()).filter(|own| !own.is_empty())
        {
            untrack(|| wall.outlines.get(&wall.board, outline, &File::default()));
        }
    }
}

/// The plate's menu.
fn listen(plate: &Element, hall: Hall) {
    let heard = Closure::<dyn FnMut(MouseEvent)>::new(move |event| settle(hall, &event));
    // A header takes every listener.
    let _ = plate.add_event_listener_with_callback("click", heard.as_ref().unchecked_ref());
    hold(heard);
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
        chips: wall.chips(),
        paused: wall.paused.get(),
        made: wall.address.board == drop::BOARD && drop::board().is_some(),
        alarms: alarms::posted(hall),
    })
}

fn findings_face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    let lang = wall.lang.get();
    let said: Vec<String> = wall.findings().iter().map(|issue| issue.say(lang)).collect();
    // Where there is nothing else, they are what there is to read.
    page::findings(&said, lang).flag("open", wall.board.panels.is_empty())
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

/// Asks whoever stands at the wall for a secret; the tab alone keeps it, and sources ask at once.
fn give(wall: &Wall, name: &str) {
    let said = format!("{} {name}", words::give_secret(wall.lang.get_untracked()));
    let given = web_sys::window().and_then(|window| window.prompt_with_message(&said).ok()?);
    if given.is_some_and(|secret| net::keep_secret(name, secret.trim())) {
        wall.sources.iter().for_each(|source| source.hurry());
    }
}

/// What the plate's menu was asked for: a language, a theme, a secret. The address says the first two
/// too.
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
        Some(("secret", name)) => give(&wall, name),
        Some(("clear", name)) => wall.clear(name),
        Some(("alarm", asked)) => alarms::act(hall, asked),
        _ => drop(tools::act(hall, &act)),
    }
    if let Some(Ok(Some(menu))) = asked.map(|asked| asked.closest("details.menu")) {
        let _ = menu.remove_attribute("open");
    }
}
