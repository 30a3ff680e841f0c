//! Packs: parts of the program that only some boards need. boot.js fetches them; where it knows none
//! (a page that was not split), everything is there from the start.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::replay;
use crate::board::Board;

/// What is known of one pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// No panel in sight has asked for it.
    Unasked,
    Waiting,
    Here,
    Broken,
}

type Slot = RwSignal<Known>;

pub struct Packs(Vec<(&'static str, Slot)>);

impl Packs {
    /// Every pack that the board and its kinds may need.
    pub fn new(board: &Board) -> Self {
        let mut all: Vec<(&'static str, Slot)> = Vec::new();
        let kinds = board.panels.iter().filter_map(|panel| panel.kind.pack());
        for name in kinds.chain(board.replay.as_ref().map(|_| replay::PACK)) {
            if all.iter().all(|(known, _)| *known != name) {
                all.push((name, RwSignal::new(Known::Unasked)));
            }
        }
        Packs(all)
    }

    /// Whether a kind's program is there; tracked. The first panel in sight that asks has it
    /// fetched.
    pub fn get(&self, name: &str) -> Known {
        let Some((name, slot)) = self.0.iter().find(|(known, _)| *known == name) else {
            return Known::Here;
        };
        if slot.get_untracked() == Known::Unasked {
            slot.set(Known::Waiting);
            fetch(name, *slot);
        }
        slot.get()
    }

    /// Whether a program is there, for who does not wait for it.
    pub fn has(&self, name: &str) -> bool {
        let slot = self.0.iter().find(|(known, _)| *known == name);
        slot.is_none_or(|(_, slot)| slot.get_untracked() == Known::Here)
    }

    /// Asks again for what did not arrive.
    pub fn retry(&self) {
        for (name, slot) in &self.0 {
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
