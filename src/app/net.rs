//! Questions over HTTP: heads and secrets go out, an answer comes piece by piece, bounded in bytes
//! and cut off by its abort signal.
//!
//! Deliberately absent: what an answer means, and the next question: `data::page` has both.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortSignal, Headers, ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult,
    RequestCache, RequestInit, RequestRedirect, Response, Storage, Url,
};

use super::clock;
use crate::data::named::Named;
use crate::data::page::{HEADS, Head, Request};
use crate::data::source::Method;
use crate::data::{reply, server_time};
use crate::issue::DataFault;

/// Secrets lie in the tab's own storage under their name behind this.
const SECRETS: &str = "daping:";

/// What goes with a question beside itself.
#[derive(Default)]
pub struct With<'a> {
    /// Heads whose value is given at run time, by the names that it is given under.
    pub secrets: Option<&'a Named<String>>,
    /// The head that a total may stand in.
    pub total: Option<&'a str>,
    pub abort: Option<&'a AbortSignal>,
    /// A stream is never kept, an answer always confirmed.
    pub streams: bool,
}

/// How many bytes may come; one for all the answers that make one reading.
pub struct Room {
    limit: u64,
    used: u64,
}

impl Room {
    pub fn new(limit: u64) -> Self {
        Room { limit, used: 0 }
    }

    pub fn left(&self) -> u64 {
        self.limit - self.used
    }

    fn fits(&self, bytes: u64) -> Result<u64, DataFault> {
        let used = self.used.saturating_add(bytes);
        if used > self.limit { Err(self.too_large()) } else { Ok(used) }
    }

    pub fn too_large(&self) -> DataFault {
        DataFault::TooLarge { limit_bytes: self.limit }
    }
}

/// An answer whose body is still to come. Dropped before its end, the server is told to stop.
pub struct Answer {
    pub head: Head,
    redirected: bool,
    /// By its own word, in bytes as they travel; 0 where it says none, and once the first piece was asked for.
    pub length: u64,
    stream: Option<ReadableStream>,
    body: Option<ReadableStreamDefaultReader>,
}

impl Answer {
    /// Why this is no data: a refusal, a redirect that ended on a web page, or nothing at all.
    pub fn refusal(&self) -> Option<DataFault> {
        // Without a status: what a redirect looks like that is not followed.
        if self.head.status == 0 {
            return Some(DataFault::Denied);
        }
        reply::refuse(self.head.status, self.redirected, self.head.get("content-type")).err()
    }

    /// Whether the server calls it a web page.
    pub fn is_page(&self) -> bool {
        self.head.get("content-type").is_some_and(reply::is_page)
    }

    /// The next piece of the body; `None` at its end.
    pub async fn piece(&mut self, room: &mut Room) -> Result<Option<Uint8Array>, DataFault> {
        // What it says of its length is looked at once, before the first piece.
        room.fits(std::mem::take(&mut self.length))?;
        let Some(body) = &self.body else { return Ok(None) };
        let read = JsFuture::from(body.read()).await.map_err(|_| DataFault::Unreachable)?;
        let read: ReadableStreamReadResult = read.unchecked_into();
        if read.get_done().unwrap_or(true) {
            self.body = None;
            return Ok(None);
        }
        let piece: Uint8Array = read.get_value().unchecked_into();
        room.used = room.fits(u64::from(piece.length()))?;
        Ok(Some(piece))
    }

    /// What of the body has not come yet, for somebody else to read; nothing at its end.
    pub fn rest(&mut self) -> Option<ReadableStream> {
        let (body, stream) = (self.body.take()?, self.stream.take()?);
        // No piece is on its way, or this would fail.
        body.release_lock();
        Some(stream)
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(body) = self.body.take() {
            // Whether the server heard makes no difference to the wall, but an error that nobody
            // waits for would stand in the console.
            let told = JsFuture::from(body.cancel());
            spawn_local(async move { drop(told.await) });
        }
    }
}

/// Asks once; whatever the status, the answer is given. The browser revalidates (`no-cache`), so
/// that an unchanged file costs a 304.
pub async fn ask(request: &Request, with: &With<'_>) -> Result<Answer, DataFault> {
    let init = RequestInit::new();
    init.set_method(if request.method == Method::Post { "POST" } else { "GET" });
    init.set_cache(if with.streams { RequestCache::NoStore } else { RequestCache::NoCache });
    init.set_signal(with.abort);
    init.set_headers(heads(request, with, &init)?.as_ref());
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    let window = web_sys::window().ok_or(DataFault::Unreachable)?;
    let asking =
        ahead(&request.url).unwrap_or_else(|| window.fetch_with_str_and_init(&request.url, &init));
    let asked = JsFuture::from(asking).await;
    let response: Response = asked.map_err(|_| unreached(&request.url))?.unchecked_into();
    let head = head(&response, with.total);
    let length = head.get("content-length").and_then(|length| length.parse().ok());
    let stream = response.body();
    let answer = Answer {
        head,
        length: length.unwrap_or(0),
        redirected: response.redirected(),
        body: stream.as_ref().map(|body| body.get_reader().unchecked_into()),
        stream,
    };
    if let Some(now) = server_time::now(answer.head.get("date"), answer.head.get("age")) {
        clock::hear(now, came(&response));
    }
    Ok(answer)
}

/// The answer that boot.js has asked for while the program was on its way: the first board's, once.
fn ahead(url: &str) -> Option<Promise> {
    let take = Reflect::get(&js_sys::global(), &"dapingAhead".into()).ok()?;
    let own = take.dyn_into::<Function>().ok()?.call1(&JsValue::NULL, &url.into()).ok()?;
    own.dyn_into::<Promise>().ok()
}

/// When it came, on the browser's own clock: one that was asked for ahead says so, others come now.
fn came(response: &Response) -> f64 {
    let said = Reflect::get(response, &"came".into()).ok().and_then(|came| came.as_f64());
    said.unwrap_or_else(clock::monotonic)
}

/// Why an address cannot be had, as far as a page may know: browsers tell it no reason.
pub fn unreached(address: &str) -> DataFault {
    let Some(window) = web_sys::window() else { return DataFault::Unreachable };
    let own = window.location().href().unwrap_or_default();
    let online = window.navigator().on_line();
    match (Url::new(&own), Url::new_with_base(address, &own)) {
        (Ok(own), Ok(url)) => reply::unreached(
            (&own.protocol(), &own.hostname(), &own.host()),
            (&url.protocol(), &url.hostname(), &url.host()),
            online,
        ),
        _ => DataFault::Unreachable,
    }
}

/// A whole file of the page's own: its answer's bytes, and whether it is a web page.
pub async fn get(url: &str, limit: u64) -> Result<(Vec<u8>, bool), DataFault> {
    let request = Request { url: url.to_string(), ..Request::default() };
    let mut answer = ask(&request, &With::default()).await?;
    if let Some(fault) = answer.refusal() {
        return Err(fault);
    }
    let (mut bytes, mut room) = (Vec::new(), Room::new(limit));
    while let Some(piece) = answer.piece(&mut room).await? {
        bytes.extend(piece.to_vec());
    }
    Ok((bytes, answer.is_page()))
}

/// `(base, reference) -> address`; a base that is relative is the page's.
pub fn resolve(base: &str, reference: &str) -> Option<String> {
    let base = page_address(base)?.href();
    Some(Url::new_with_base(reference, &base).ok()?.href())
}

/// An address that may be relative to the page.
pub fn page_address(address: &str) -> Option<Url> {
    let page = web_sys::window()?.location().href().ok()?;
    Url::new_with_base(address, &page).ok()
}

/// The heads to send. A question with secrets follows no redirect, which might carry them elsewhere.
fn heads(request: &Request, with: &With<'_>, init: &RequestInit) -> Result<Headers, DataFault> {
    let heads = Headers::new().map_err(|_| DataFault::Unreachable)?;
    for (name, value) in &request.headers {
        heads.append(name, value).map_err(|_| DataFault::Unreachable)?;
    }
    for (head, name) in with.secrets.into_iter().flat_map(Named::iter) {
        let missing = || DataFault::NoSecret { name: name.clone() };
        let value = secret(name).ok_or_else(missing)?;
        heads.set(head, &value).map_err(|_| missing())?;
        init.set_redirect(RequestRedirect::Manual);
    }
    Ok(heads)
}

fn secret(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{SECRETS}{name}")).ok()?
}

/// Keeps a secret until the tab is closed. False where there is none, or nowhere to keep it.
pub fn keep_secret(name: &str, value: &str) -> bool {
    let keep = |kept: Storage| kept.set_item(&format!("{SECRETS}{name}"), value).ok();
    !value.is_empty() && storage().and_then(keep).is_some()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The heads that somebody looks at.
fn head(response: &Response, total: Option<&str>) -> Head {
    let own = response.headers();
    let named = |name: &str| Some((name.to_ascii_lowercase(), own.get(name).ok()??));
    let names = HEADS.into_iter().chain(total.filter(|total| !total.starts_with('/')));
    Head { status: response.status(), headers: names.filter_map(named).collect() }
}
