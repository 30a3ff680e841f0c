//! Outlines of the maps on this board: each is fetched once and kept.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{marks, net, packs};
use crate::board::Board;
use crate::data::limits;
use crate::geo::{File, Outline};
use crate::issue::{DataFault, OutlineFault};

/// What is known of one outline.
#[derive(Clone)]
pub enum Known {
    Waiting,
    Here(Rc<Outline>),
    Broken(DataFault),
}

type Slot = RwSignal<Known, LocalStorage>;

pub struct Outlines(Vec<(String, Slot)>);

impl Outlines {
    /// Starts to fetch every outline that the board names.
    pub fn new(board: &Board) -> Self {
        let mut all: Vec<(String, Slot)> = Vec::new();
        for name in board.panels.iter().filter_map(|panel| panel.kind.outline()) {
            if all.iter().all(|(known, _)| known != name) {
                let slot = RwSignal::new_local(Known::Waiting);
                all.push((name.to_string(), slot));
                fetch(name, board.outline(name), slot);
            }
        }
        Outlines(all)
    }

    pub fn get(&self, name: &str) -> Known {
        let slot = self.0.iter().find(|(known, _)| known == name);
        slot.map_or(Known::Broken(DataFault::Outline(OutlineFault::Missing)), |(_, slot)| {
            slot.get()
        })
    }
}

fn fetch(name: &str, file: File, slot: Slot) {
    let (name, url) = (name.to_string(), file.address(name));
    spawn_local(async move {
        let read = match net::get(&url, limits::MAX_BYTES as u64).await {
            Ok((bytes, _)) => read(&name, &bytes, &file).await,
            Err(_) => Err(OutlineFault::Missing),
        };
        slot.set(match read {
            Ok(outline) => Known::Here(Rc::new(outline)),
            Err(fault) => Known::Broken(DataFault::Outline(fault)),
        });
    });
}

/// The readers of outlines come first: boards without a map do without them.
async fn read(name: &str, bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
    packs::asked("outlines").await.ok_or(OutlineFault::NoReader)?;
    marks::measured("daping:outline", name, || Outline::read(bytes, file))
}
