//! One question to a server: bounded in bytes, cut off by its abort signal.

use gloo_net::http::{Request, Response};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestCache};

use super::clock;
use crate::data::server_time;
use crate::issue::DataFault;

/// What a server answered, with the heads that speak of time.
#[derive(Debug)]
pub struct Reply {
    pub bytes: Vec<u8>,
    pub content_type: Option<String>,
    pub date: Option<String>,
    /// Seconds that a CDN had kept the answer.
    pub age: Option<String>,
}

impl Reply {
    /// Whether the server calls it a web page.
    pub fn is_page(&self) -> bool {
        self.content_type.as_ref().is_some_and(|kind| kind.starts_with("text/html"))
    }
}

/// Asks once. The browser revalidates (`no-cache`), so that an unchanged file costs a 304.
pub async fn get(url: &str, abort: Option<&AbortSignal>, limit: u64) -> Result<Reply, DataFault> {
    let asked = Request::get(url).cache(RequestCache::NoCache).abort_signal(abort).send().await;
    let response = asked.map_err(|_| DataFault::Unreachable)?;
    let head = |name: &str| response.headers().get(name);
    if let Some(date) = head("date").as_deref().and_then(server_time::parse) {
        clock::hear(date);
    }
    refuse(&response)?;
    let long = head("content-length").and_then(|length| length.parse::<u64>().ok());
    if long.is_some_and(|length| length > limit) {
        return Err(DataFault::TooLarge { limit_bytes: limit });
    }
    Ok(Reply {
        content_type: head("content-type"),
        date: head("date"),
        age: head("age"),
        bytes: body(&response, limit).await?,
    })
}

/// An answer that is no data: a refusal, or a redirect that ended on a web page.
fn refuse(response: &Response) -> Result<(), DataFault> {
    let page = response.headers().get("content-type").is_some_and(|t| t.starts_with("text/html"));
    match response.status() {
        401 | 403 => Err(DataFault::Denied),
        200..300 if response.redirected() && page => Err(DataFault::Denied),
        200..300 => Ok(()),
        code => Err(DataFault::Status { code }),
    }
}

/// Reads piece by piece, so that an endless body ends at the limit and not at the machine's.
async fn body(response: &Response, limit: u64) -> Result<Vec<u8>, DataFault> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let read = JsFuture::from(reader.read()).await.map_err(|_| DataFault::Unreachable)?;
        let read: ReadableStreamReadResult = read.unchecked_into();
        if read.get_done().unwrap_or(true) {
            return Ok(bytes);
        }
        let piece: Uint8Array = read.get_value().unchecked_into();
        if bytes.len() as u64 + u64::from(piece.length()) > limit {
            // Tell the server to stop; whether it heard makes no difference to the wall.
            drop(reader.cancel());
            return Err(DataFault::TooLarge { limit_bytes: limit });
        }
        bytes.extend(piece.to_vec());
    }
}
