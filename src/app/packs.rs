//! Packs: parts of the program that only some boards need. boot.js fetches them; where it knows none
//! (a page that was not split), everything is there from the start.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::effect::Local;

/// What is known of one pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Waiting,
    Here,
    Broken,
}

type Slot = Local<Known>;

/// Those that a panel has asked for; they serve every board of the page.
pub struct Packs {
    known: RefCell<Vec<(&'static str, Slot)>>,
    /// Outlives the panels that ask.
    owner: Owner,
}

impl Packs {
    pub fn new() -> Self {
        Packs { known: RefCell::default(), owner: Owner::new() }
    }

    /// Whether a kind's program is there; tracked. The first panel in sight that asks has it
    /// fetched.
    pub fn get(&self, name: &'static str) -> Known {
        let known = self.known.borrow().iter().find(|(own, _)| *own == name).map(|(_, slot)| *slot);
        let slot = known.unwrap_or_else(|| {
            let slot = self.owner.with(|| Local::new(Known::Waiting));
            self.known.borrow_mut().push((name, slot));
            fetch(name, slot);
            slot
        });
        slot.get()
    }

    /// Whether everything that was asked for has come, or will not.
    pub fn rest(&self) -> bool {
        !self.known.borrow().iter().any(|(_, slot)| slot.get_untracked() == Known::Waiting)
    }

    /// Whether a program is there, for who does not wait for it.
    pub fn has(&self, name: &str) -> bool {
        let known = self.known.borrow();
        let slot = known.iter().find(|(known, _)| *known == name);
        slot.is_some_and(|(_, slot)| slot.get_untracked() == Known::Here)
    }

    /// Asks again for what did not arrive.
    pub fn retry(&self) {
        for (name, slot) in self.known.borrow().iter() {
            if slot.get_untracked() == Known::Broken {
                fetch(name, *slot);
            }
        }
    }
}

fn fetch(name: &'static str, slot: Slot) {
    spawn_local(async move {
        let here = asked(name).await;
        slot.set(if here.is_some() { Known::Here } else { Known::Broken });
    });
}

/// Asks boot.js. `None` where the pack could not be fetched.
pub async fn asked(name: &str) -> Option<()> {
    let load = Reflect::get(&js_sys::global(), &"dapingPack".into()).ok();
    let Some(load) = load.and_then(|load| load.dyn_into::<Function>().ok()) else {
        return Some(());
    };
    let loading = load.call1(&JsValue::NULL, &name.into()).ok()?;
    JsFuture::from(Promise::resolve(&loading)).await.ok().map(drop)
}
