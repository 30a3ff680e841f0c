//! Outlines of maps: each is fetched when a panel first needs it, and kept for all boards of the page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::effect::Local;
use super::{marks, net, packs};
use crate::board::Board;
use crate::geo::{File, MAX_BYTES, Outline};
use crate::issue::{DataFault, OutlineFault};

/// Of more outlines than this the oldest goes that no panel shows.
const MOST_KEPT: usize = 40;

/// What is known of one outline.
#[derive(Clone)]
pub enum Known {
    Waiting,
    Here(Rc<Outline>),
    Broken(OutlineFault),
    /// The board says that it may not be shown: it is not fetched.
    Unlicensed,
}

type Slot = Local<Known>;

struct Kept {
    name: String,
    file: Rc<File>,
    slot: Slot,
}

/// The oldest first.
pub struct Outlines {
    kept: RefCell<Vec<Kept>>,
    /// Outlives the panels that ask.
    owner: Owner,
}

impl Outlines {
    pub fn new() -> Self {
        Outlines { kept: RefCell::default(), owner: Owner::new() }
    }

    /// How an outline is read and what is known of it; tracked. Who asks first has it fetched. One that
    /// the board does not declare has outlines inside as `above` has.
    pub fn get(&self, board: &Board, name: &str, above: &File) -> (Rc<File>, Known) {
        let (file, slot) = self.slot(board, name, above);
        if !file.licensed {
            return (file, Known::Unlicensed);
        }
        (file, slot.get())
    }

    fn slot(&self, board: &Board, name: &str, above: &File) -> (Rc<File>, Slot) {
        let mut kept = self.kept.borrow_mut();
        let mut file = board.outline(name);
        if board.outlines.get(name).is_none() {
            file.inside_all = above.inside_all.clone();
        }
        // Boards share what they read alike.
        if let Some(own) = kept.iter().find(|own| own.name == name && *own.file == file) {
            return (Rc::clone(&own.file), own.slot);
        }
        if kept.len() >= MOST_KEPT
            && let Some(at) = kept.iter().position(is_idle)
        {
            kept.remove(at).slot.dispose();
        }
        let slot = self.owner.with(|| Local::new(Known::Waiting));
        let own = Kept { name: name.into(), file: Rc::new(file), slot };
        fetch(&own);
        let found = (Rc::clone(&own.file), slot);
        kept.push(own);
        found
    }

    /// Whether everything that was asked for has come, or will not.
    pub fn rest(&self) -> bool {
        let waits = |own: &Kept| {
            own.file.licensed && own.slot.with_untracked(|known| matches!(known, Known::Waiting))
        };
        !self.kept.borrow().iter().any(waits)
    }

    /// Asks again for what could not be had: that of one name, or all.
    pub fn retry(&self, name: Option<&str>) {
        for own in self.kept.borrow().iter() {
            if name.is_none_or(|name| own.name == name)
                && own.slot.with_untracked(|known| matches!(known, Known::Broken(_)))
            {
                fetch(own);
            }
        }
    }
}

/// Whether nobody holds it and nobody waits for it.
fn is_idle(own: &Kept) -> bool {
    own.slot.with_untracked(|known| match known {
        Known::Here(outline) => Rc::strong_count(outline) == 1,
        Known::Waiting => !own.file.licensed,
        _ => true,
    })
}

fn fetch(own: &Kept) {
    if !own.file.licensed {
        return;
    }
    let (url, file, slot) = (own.file.address(&own.name), Rc::clone(&own.file), own.slot);
    let name = own.name.clone();
    spawn_local(async move {
        let read = match net::get(&url, MAX_BYTES as u64).await {
            Ok((bytes, _)) => read(&name, &bytes, &file).await,
            Err(DataFault::TooLarge { .. }) => {
                Err(OutlineFault::TooLarge { limit_bytes: MAX_BYTES })
            }
            Err(_) => Err(OutlineFault::Missing),
        };
        let known = match read {
            Ok(outline) => Known::Here(Rc::new(outline)),
            Err(fault) => Known::Broken(fault),
        };
        // Failed again as before: nothing is drawn anew for it. An outline may have gone meanwhile.
        let same = slot.try_with_untracked(|old| match (old, &known) {
            (Known::Broken(old), Known::Broken(new)) => old == new,
            _ => false,
        });
        if same == Some(false) {
            slot.set(known);
        }
    });
}

/// The readers of outlines come first: boards without a map do without them.
async fn read(name: &str, bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
    packs::asked("maps").await.ok_or(OutlineFault::NoReader)?;
    if Outline::is_foreign(bytes) {
        packs::asked("outlines").await.ok_or(OutlineFault::NoReader)?;
    }
    marks::measured("daping:outline", name, || Outline::read(bytes, file))
}
