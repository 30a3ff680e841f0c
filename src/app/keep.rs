//! What a source has said last, beyond the page: asked back where its first question fails, written again
//! after answers. The rest of it is a pack that only boards for everybody load.
//!
//! Deliberately absent: what may be kept and how it is written (`data::kept`), and where the browser keeps it
//! (`public/boot/kept.js`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::packs::asked;
use super::store::Intake;
use super::{clock, drop, stage};
use crate::data::feed::{Event, State};
use crate::data::kept::{self, Kept};
use crate::data::source::Source;
use crate::data::{Audience, Reading};
use crate::issue::{DataFault, Issue, Place};

const PACK: &str = "kept";
/// The first data is on the wall before it is written anywhere. Milliseconds, as all here.
const FIRST: u64 = 5_000;
/// No source is written more often than this.
const EVERY: u64 = 60_000;
/// The same rows, once more confirmed, are written anew for their time after so long.
const SAME: u64 = 15 * 60_000;
/// A first answer that has not come by then is not waited for with nothing on the wall.
const LONGEST_WAIT: u64 = 2_000;

/// The rows of one source on their way out of the page and back.
pub struct Keep {
    /// Board, source and print, a line each.
    key: String,
    /// Unix seconds of the success that was recalled.
    recalled: Cell<Option<i64>>,
    /// It was asked back, or there was no need to.
    tried: Cell<bool>,
    /// There may be something to let go.
    stored: Cell<bool>,
    next_at: Cell<u64>,
    /// Something is on its way to the browser's storage or back; nobody knows how long that takes.
    busy: Cell<bool>,
}

thread_local! {
    /// What was written last by its key: a print of the rows, and when. Boards of a playlist come again.
    static WRITTEN: RefCell<Vec<(String, u64, u64)>> = const { RefCell::new(Vec::new()) };
    /// It was said that nothing can be kept.
    static SAID: Cell<bool> = const { Cell::new(false) };
}

/// The print of a board file, where anything of the board may be kept. What was kept of another print of it
/// goes, and where nothing may be kept, everything.
pub fn print(name: &str, text: &str, audience: Audience, utc_offset: i32) -> Option<String> {
    let open = audience == Audience::Public && name != drop::BOARD && !text.is_empty();
    let print = open.then(|| format!("{:x}", kept::identity(text, utc_offset)));
    let key = format!("{name}\n{}", print.as_deref().unwrap_or_default());
    // A board that could not be read says nothing of what there is.
    if !text.is_empty() {
        spawn_local(async move { std::mem::drop(call("tidy", &key, None).await) });
    }
    print
}

impl Keep {
    /// Nothing where the rows may not be kept; `print` is the board's.
    pub fn of(board: &str, print: &str, (name, source): (&str, &Source)) -> Option<Keep> {
        kept::may_keep(Audience::Public, source).then(|| Keep {
            key: format!("{board}\n{name}\n{print}"),
            recalled: Cell::new(None),
            tried: Cell::new(false),
            stored: Cell::new(true),
            next_at: Cell::new(clock::now() + FIRST),
            busy: Cell::new(false),
        })
    }

    /// Unix seconds of the success that what is shown is of, if it was recalled.
    pub fn recalled(&self) -> Option<i64> {
        self.recalled.get()
    }

    /// Whether there is something to do for a source in that state, `asked_at` being the time of its
    /// question in flight.
    fn wants(&self, state: State, asked_at: Option<u64>) -> bool {
        let now = clock::now();
        match state {
            State::Live | State::Empty | State::Late if self.tried.replace(true) => {
                let due = now >= self.next_at.get();
                if due {
                    self.next_at.set(now + EVERY);
                }
                due
            }
            State::Failed => !self.tried.replace(true),
            State::Loading if asked_at.is_some_and(|at| now.saturating_sub(at) > LONGEST_WAIT) => {
                !self.tried.replace(true)
            }
            _ => false,
        }
    }
}

/// Looks whether the source is to be asked back, written or let go.
pub fn tick(own: &Rc<Intake>) {
    let Some(keep) = &own.keep else { return };
    let state = own.state();
    if matches!(state, State::Denied | State::Locked) && keep.stored.replace(false) {
        keep.tried.set(true);
        let key = keep.key.clone();
        spawn_local(async move { std::mem::drop(call("drop", &key, None).await) });
    }
    if keep.wants(state, own.in_flight_since()) {
        let own = Rc::clone(own);
        spawn_local(async move {
            if asked(PACK).await.is_some() {
                packs::turn::kept::enter(own);
            }
        });
    }
}

/// The entrance of the pack.
mod packs {
    pub mod turn {
        pub mod kept {
            use std::rc::Rc;

            use crate::app::{keep, store::Intake};

            #[inline(never)]
            pub fn enter(own: Rc<Intake>) {
                keep::turn(own);
            }
        }
    }
}

/// Asks back where there is nothing, writes where there is.
fn turn(own: Rc<Intake>) {
    let is_busy = own.keep.as_ref().is_none_or(|keep| keep.busy.replace(true));
    if is_busy {
        return;
    }
    spawn_local(async move {
        let done = if own.has_data() { write(&own).await } else { recall(&own).await };
        own.keep.iter().for_each(|keep| keep.busy.set(false));
        if done.is_err()
            && !SAID.replace(true)
            && let Some(stage) = stage::stage()
        {
            stage.note(Issue::data(Place::document(own.name), DataFault::NotKept).notice());
        }
    });
}

async fn recall(own: &Intake) -> Result<(), DataFault> {
    let Some(keep) = &own.keep else { return Ok(()) };
    let found = call("get", &keep.key, None).await?;
    if found.is_undefined() {
        return Ok(());
    }
    let bytes = Uint8Array::new(&found).to_vec();
    let read = kept::read(&bytes);
    if read.is_err() {
        call("drop", &keep.key, None).await?;
    }
    let kept = read?;
    let age_ms = kept.age_ms((clock::unix_ms() / 1_000.0) as i64);
    if !own.has_data() {
        keep.recalled.set(Some(kept.success));
        let payload = own.rehearsed(kept.reading.into());
        own.step(Event::Recalled { rows: payload.rows, payload, age_ms });
    }
    Ok(())
}

async fn write(own: &Intake) -> Result<(), DataFault> {
    let reading = own.reading.try_get_untracked().flatten();
    let (Some(keep), Some(payload), Some((success, age_ms))) = (&own.keep, reading, own.success())
    else {
        return Ok(());
    };
    // What a reader holds is not in the page.
    if payload.far.is_some() {
        return Ok(());
    }
    let now = clock::now();
    let Reading { table, as_of, total, .. } = &payload.reading;
    let reading =
        Reading { table: table.clone(), as_of: *as_of, total: *total, issues: Vec::new() };
    let Some(bytes) = kept::write(&Kept { reading, success, age_ms }) else { return Ok(()) };
    let rows = kept::rows(&bytes);
    let same = WRITTEN.with_borrow(|all| {
        let last = all.iter().find(|(key, ..)| *key == keep.key);
        last.is_some_and(|(_, of, at)| now - at < if *of == rows { SAME } else { EVERY })
    });
    if same {
        return Ok(());
    }
    WRITTEN.with_borrow_mut(|all| {
        all.retain(|(key, ..)| *key != keep.key);
        all.push((keep.key.clone(), rows, now));
    });
    keep.stored.set(true);
    // Here nothing waits with the bytes.
    let given = Uint8Array::from(bytes.as_slice());
    std::mem::drop(bytes);
    call("put", &keep.key, Some(given)).await.map(std::mem::drop)
}

/// Asks the browser's storage; an error where there is none.
async fn call(verb: &str, key: &str, bytes: Option<Uint8Array>) -> Result<JsValue, DataFault> {
    let gone = |_| DataFault::NotKept;
    let keep = Reflect::get(&js_sys::global(), &"dapingKeep".into()).map_err(gone)?;
    // A page without it keeps nothing, and nobody expects it to.
    let Ok(keep) = keep.dyn_into::<Function>() else { return Ok(JsValue::UNDEFINED) };
    let bytes = bytes.map_or(JsValue::UNDEFINED, JsValue::from);
    let told = keep.apply(&JsValue::NULL, &Array::of3(&verb.into(), &key.into(), &bytes));
    JsFuture::from(Promise::resolve(&told.map_err(gone)?)).await.map_err(gone)
}
