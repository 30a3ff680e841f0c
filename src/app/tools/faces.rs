//! The tools' places in the page: the box of the search, what stands over the wall, a sheet's foot.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use super::{Open, document, packs, paper, run, stamped};
use crate::app::drop;
use crate::app::effect::effect;
use crate::app::frame;
use crate::app::hear::hear;
use crate::app::patch::Shown;
use crate::app::wall::Hall;
use crate::board::page::{Command, MOST_SEARCHED};
use crate::look::markup::{self, el};

/// Puts the tools' places into the page and hears what is asked of them there.
pub fn raise(hall: Hall, main: &Element) {
    let Some(document) = main.owner_document() else { return };
    let part = |tag: &str| {
        let part = document.create_element(tag).ok();
        part.filter(|part| main.append_child(part).is_ok())
    };
    if let Some(place) = part("div") {
        hear(&place, &["input", "click"], move |event| sought(hall, &event));
        let mut shown = Shown::new(place);
        effect(move || shown.show(seek_face(hall)));
    }
    if let Some(over) = part("div") {
        hear(&over, &["click", "close"], move |event| {
            if event.type_() == "close" || act_of(&event).as_deref() == Some("away") {
                run(hall, Command::Away);
            }
        });
        let mut shown = Shown::new(over.clone());
        effect(move || {
            shown.show(over_face(hall));
            present(&over);
        });
    }
    if let Some(foot) = part("footer") {
        let mut shown = Shown::new(foot);
        effect(move || shown.show(foot_face(hall)));
    }
    drop::place(hall, main);
    effect(move || frame::pause(hall.with_value(|wall| wall.paused.get())));
    paper::listen(hall);
}

fn seek_face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    match wall.tools.search.get() {
        None => el("div").class("seek").flag("hidden", true),
        Some(text) => {
            let found = wall.tools.found.get();
            packs::seek_face::tools::enter(&text, found as usize, wall.lang.get())
        }
    }
}

fn over_face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    let lang = wall.lang.get();
    let Open { over, said, .. } = wall.tools.open.get();
    let own = el("div").class("overlay");
    let own = match over {
        None => own,
        Some(over) => {
            let address = web_sys::window().and_then(|window| window.location().href().ok());
            own.child(packs::over::tools::enter(over, &address.unwrap_or_default(), lang))
        }
    };
    let said = said.filter(|(_, until)| wall.second.get() < *until);
    own.maybe(said.map(|(said, _)| el("p").class("said").attr("role", "status").text(said)))
}

/// The stamp at the foot of a sheet.
fn foot_face(hall: Hall) -> markup::Element {
    let wall = hall.get_value();
    let foot = el("footer").class("stamp");
    if wall.tools.open.with(|open| open.paper.is_none()) {
        return foot.flag("hidden", true);
    }
    foot.text(stamped(&wall, None).join(" · "))
}

/// A dialog in the page is shown as one, and has the focus; others are inert meanwhile.
pub fn present(over: &Element) {
    let Ok(Some(dialog)) = over.query_selector("dialog:not([open])") else { return };
    let show = Reflect::get(&dialog, &"showModal".into()).ok();
    match show.and_then(|show| show.dyn_into::<Function>().ok()) {
        Some(show) => drop(show.call0(&dialog)),
        // A browser without dialogs shows it all the same.
        None => drop(dialog.set_attribute("open", "")),
    }
}

/// What was written into the box, or a press beside it.
fn sought(hall: Hall, event: &Event) {
    if event.type_() == "click" {
        if act_of(event).as_deref() == Some("away") {
            hall.with_value(|wall| wall.tools.search.set(None));
        }
        return;
    }
    let own = event.target().and_then(|own| own.dyn_into::<HtmlInputElement>().ok());
    let Some(own) = own else { return };
    // Once a frame: who writes faster than the screen is not shown each letter.
    frame::next(move || {
        let Some(wall) = hall.try_get_value() else { return };
        let text: String = own.value().chars().take(MOST_SEARCHED).collect();
        let open = wall.tools.search.with_untracked(Option::is_some);
        if open && wall.tools.search.with_untracked(|old| old.as_ref() != Some(&text)) {
            wall.tools.search.set(Some(text));
        }
    });
}

fn act_of(event: &Event) -> Option<String> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok())?;
    target.closest("[data-act]").ok()??.get_attribute("data-act")
}

/// The box is in the page after the next frame.
pub fn focus_later() {
    frame::next(|| {
        let own = document().and_then(|d| d.query_selector(".seek input").ok().flatten());
        if let Some(own) = own.and_then(|own| own.dyn_into::<HtmlElement>().ok()) {
            let _ = own.focus();
        }
    });
}
