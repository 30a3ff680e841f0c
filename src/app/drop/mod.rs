//! A file of this machine that somebody drags onto the page or chooses: this hears it come, the pack `drop`
//! does the rest. A wall that nobody touches (`&kiosk`) takes none, but does not let the browser open it
//! in the wall's place either.

mod flow;
mod packs;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use leptos::prelude::GetValue;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use super::hear::hear;
use super::packs::asked;
use super::tools::with_pack;
use super::wall::{Hall, Wall};
use crate::issue::words;

/// The name of the board that was made of a file: it is in no folder.
pub const BOARD: &str = "dropped";
const PACK: &str = "drop";
/// Says over the page what letting go would do, as long as a file is held over it.
const HELD: &str = "data-drop";
/// What a chooser offers first.
const ACCEPTED: &str = ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.json,.ndjson,.jsonl";

thread_local! {
    static MADE: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// The text of the board that was made of the last file.
pub fn board() -> Option<Rc<str>> {
    MADE.with_borrow(Clone::clone)
}

/// Hears files that are held over the page, as long as the owner lives.
pub fn listen(hall: Hall) {
    let Some(window) = web_sys::window() else { return };
    hear(&window, &["dragover", "dragleave", "drop"], move |event| held(hall, &event));
}

fn held(hall: Hall, event: &Event) {
    let (Some(wall), carried) = (hall.try_get_value(), get(event, "dataTransfer")) else { return };
    let is_file = |kind: JsValue| kind == "Files";
    if carried.is_falsy() || !Array::from(&get(&carried, "types")).iter().any(is_file) {
        return;
    }
    event.prevent_default();
    let body = web_sys::window().and_then(|window| window.document()?.body());
    let Some(body) = body else { return };
    let kind = event.type_();
    if wall.address.kiosk {
        // The event's own object takes it.
        let _ = Reflect::set(&carried, &"dropEffect".into(), &"none".into());
    } else if kind == "dragover" {
        if !body.has_attribute(HELD) {
            let said = words::drop_here(wall.lang.get_untracked());
            let _ = body.set_attribute(HELD, said);
            // What shows it comes with the pack; one that does not come is asked for again.
            spawn_local(async {
                let _ = asked(PACK).await;
            });
        }
    } else if kind == "drop" || get(event, "relatedTarget").is_null() {
        let _ = body.remove_attribute(HELD);
        if kind == "drop" {
            take(hall, &get(&carried, "files"));
        }
    }
}

/// Puts a chooser of files into the page, unseen.
pub fn place(hall: Hall, main: &Element) {
    let made = main.owner_document().and_then(|document| document.create_element("input").ok());
    let Some(input) = made.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    input.set_type("file");
    // An element takes every attribute.
    let _ = input.set_attribute("accept", ACCEPTED);
    let _ = input.set_attribute("hidden", "");
    let _ = main.append_child(&input);
    let own = input.clone();
    hear(&input, &["change"], move |_| {
        take(hall, &get(&own, "files"));
        // The same file may be chosen again.
        own.set_value("");
    });
}

/// Opens the chooser.
pub fn choose(wall: &Wall) {
    let document = web_sys::window().and_then(|window| window.document());
    let input = document.filter(|_| !wall.address.kiosk).and_then(|document| {
        document.query_selector("main:not([data-leaving]) > input[type=file]").ok()?
    });
    if let Some(input) = input {
        input.unchecked_ref::<HtmlElement>().click();
    }
}

/// Gives the reader the board that was made, as a file.
pub fn keep(hall: Hall) {
    with_pack(hall, PACK, packs::keep::drop::enter);
}

/// Takes the first of the files; their list is empty once this event is over.
fn take(hall: Hall, files: &JsValue) {
    let file = get(files, "0");
    let others = get(files, "length").as_f64().unwrap_or(0.0) as usize;
    if !file.is_falsy() {
        with_pack(hall, PACK, move |wall| {
            packs::take::drop::enter(wall, file, others.saturating_sub(1))
        });
    }
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}
