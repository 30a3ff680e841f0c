//! The page's end of a reader: what is too large for the page's own thread is read, kept and asked in a
//! worker. A reader that is let go takes its memory with it.
//!
//! Deliberately absent: what is said (`data::remote`), and when a reader is needed (`asking`).

use js_sys::{Function, Promise, RangeError, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStream;

use super::net::Room;
use crate::data::query::Faults;
use crate::data::read::Asked;
use crate::data::remote::{self, Verb};
use crate::data::table::Table;
use crate::issue::{DataFault, Issue, What};

/// A reader with one answer.
pub struct Far {
    /// Called with a verb and bytes it promises bytes; called with nothing it ends.
    call: Function,
}

impl Drop for Far {
    fn drop(&mut self) {
        // One that has stopped already has nothing left to end.
        let _ = self.call.call0(&JsValue::NULL);
    }
}

impl Far {
    /// Starts the reader of that name for a source of that board; nothing where the page has no such program.
    pub async fn start(
        asked: &Asked<'_>,
        board: &str,
        (url, reader): (&str, &str),
    ) -> Result<Option<Far>, DataFault> {
        let Some(far) = Far::begin(url, reader).await? else { return Ok(None) };
        let opening = remote::opening(asked.name, asked.audience, asked.utc_offset);
        far.ask(Verb::Open, &format!("{opening}\n{board}")).await?;
        Ok(Some(far))
    }

    /// Starts one that has not been told what it reads.
    pub async fn begin(url: &str, reader: &str) -> Result<Option<Far>, DataFault> {
        let start = Reflect::get(&js_sys::global(), &"dapingReader".into()).ok();
        let Some(start) = start.and_then(|start| start.dyn_into::<Function>().ok()) else {
            return Ok(None);
        };
        let started = start.call2(&JsValue::NULL, &reader.into(), &url.into()).map_err(gone)?;
        let call = JsFuture::from(Promise::resolve(&started)).await.map_err(gone)?;
        Ok(call.dyn_into::<Function>().ok().map(|call| Far { call }))
    }

    /// Gives bytes away.
    pub async fn push(&self, bytes: &Uint8Array) -> Result<(), DataFault> {
        self.say(Verb::Push, bytes).await.map(drop)
    }

    /// Gives the rest of a body away, of which `room` says how many bytes may come.
    pub async fn pour(&self, rest: &ReadableStream, room: &Room) -> Result<(), DataFault> {
        let (verb, left) = (JsValue::from(Verb::Push as u32), JsValue::from(room.left() as f64));
        let promised = self.call.call3(&JsValue::NULL, &verb, rest, &left);
        let failed = |why: JsValue| match why {
            why if why.is_undefined() => DataFault::NoReader,
            why if why.has_type::<RangeError>() => room.too_large(),
            _ => DataFault::Unreachable,
        };
        told(promised, failed).await.map(drop)
    }

    pub async fn ask(&self, verb: Verb, text: &str) -> Result<Vec<Table>, DataFault> {
        self.say(verb, &Uint8Array::from(text.as_bytes())).await
    }

    /// Gives bytes away; what is told of them.
    pub async fn say(&self, verb: Verb, bytes: &Uint8Array) -> Result<Vec<Table>, DataFault> {
        let verb = JsValue::from(verb as u32);
        told(self.call.call2(&JsValue::NULL, &verb, bytes), gone).await
    }
}

/// What a reader tells of what it was given; `failed` says what its refusal means.
async fn told(
    promised: Result<JsValue, JsValue>,
    failed: impl Fn(JsValue) -> DataFault,
) -> Result<Vec<Table>, DataFault> {
    let promised = Promise::resolve(&promised.map_err(gone)?);
    let told: Uint8Array = JsFuture::from(promised).await.map_err(failed)?.unchecked_into();
    remote::read(&told.to_vec())
}

fn gone(_: JsValue) -> DataFault {
    DataFault::NoReader
}

/// The faults of a query that were told, as a query here has them.
pub fn faults(told: &Table) -> Faults {
    let fault = |issue: Issue| match issue.what {
        What::Data(fault) => Some((issue.place.field.unwrap_or_default(), fault)),
        What::Board(_) => None,
    };
    remote::issues(told, "").into_iter().filter_map(fault).collect()
}
