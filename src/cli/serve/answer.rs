//! What goes out: the file as it is, as the copy that lies beside it, or compressed on the way, with the
//! policy's headers, and never the page in the place of something that is missing.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::uri::Authority;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use tower::util::BoxCloneService;
use tower_http::compression::Compression;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::services::ServeFile;

use super::place::{self, Found};
use crate::cli::policy::{ASK_FIRST, caching};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Body = http_body_util::combinators::UnsyncBoxBody<Bytes, Error>;
type Service = BoxCloneService<Request<Incoming>, Response<Body>, Infallible>;

/// Bytes below which compressing costs more than it saves.
const SMALL: u64 = 1024;
/// A range of a file is a range of its own bytes; encodings are for whole answers.
const CONDITIONS: [HeaderName; 2] = [header::RANGE, header::ACCEPT_ENCODING];

/// A folder, and what every answer from it says.
pub struct Site {
    /// Canonical.
    root: PathBuf,
    headers: HeaderMap,
    /// The names that it answers to; all, where other machines may ask. A page of elsewhere can have its own
    /// name lead to this machine, and would then read the folder as if it were its own.
    names: Option<Vec<String>>,
}

impl Site {
    pub fn new(
        root: PathBuf,
        headers: &[(&'static str, String)],
        names: Option<Vec<String>>,
    ) -> Site {
        let value = |(name, value): &(&'static str, String)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, HeaderValue::from_str(value).ok()?))
        };
        Site { root, headers: headers.iter().filter_map(value).collect(), names }
    }

    fn knows(&self, request: &Request<Incoming>) -> bool {
        let Some(names) = &self.names else { return true };
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let Some(host) = host.and_then(|host| host.parse::<Authority>().ok()) else { return false };
        let host = host.host();
        let is_loopback = host.parse().is_ok_and(|own: Ipv4Addr| own.is_loopback());
        is_loopback
            || host == "[::1]"
            || names
                .iter()
                .map(String::as_str)
                .chain(["localhost"])
                .any(|name| name.eq_ignore_ascii_case(host))
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        if !self.knows(&request) {
            return said(StatusCode::MISDIRECTED_REQUEST);
        }
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            let mut refused = said(StatusCode::METHOD_NOT_ALLOWED);
            refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return refused;
        }
        match place::find(&self.root, request.uri().path()) {
            Found::File(file) => sent(&file, request).await,
            Found::Folder => moved(request.uri().path()),
            Found::Nothing => said(StatusCode::NOT_FOUND),
        }
    }
}

/// Answers one question after another; whatever the answer, it carries the policy.
pub fn service(site: Arc<Site>) -> Service {
    let files = tower::service_fn({
        let site = Arc::clone(&site);
        move |request| {
            let site = Arc::clone(&site);
            async move { Ok::<_, Infallible>(site.answer(request).await) }
        }
    });
    let is_worth = SizeAbove::new(SMALL).and(NotForContentType::IMAGES).and(is_whole);
    let packed = Compression::new(files).compress_when(is_worth);
    BoxCloneService::new(tower::service_fn(move |request: Request<Incoming>| {
        let (site, mut packed) = (Arc::clone(&site), packed.clone());
        let path = request.uri().path().to_string();
        async move {
            let answer = tower::Service::call(&mut packed, request).await?;
            Ok(site.dressed(&path, answer.map(|body| body.map_err(Into::into).boxed_unsync())))
        }
    }))
}

/// A file that is compressed already, or a part of one, is sent as it is.
fn is_whole(
    status: StatusCode,
    _: hyper::Version,
    headers: &HeaderMap,
    _: &hyper::http::Extensions,
) -> bool {
    status == StatusCode::OK && !headers.contains_key(header::CONTENT_ENCODING)
}

impl Site {
    fn dressed(&self, path: &str, mut answer: Response<Body>) -> Response<Body> {
        let is_good = answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED;
        let caching = if is_good { caching(path) } else { ASK_FIRST };
        let headers = answer.headers_mut();
        headers.extend(self.headers.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        // Compressed on the way, it is the same file in other bytes.
        let is_same_file = headers.contains_key(header::CONTENT_ENCODING)
            && !headers.contains_key(header::CONTENT_LENGTH);
        let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let weak = tag.filter(|tag| is_same_file && !tag.starts_with("W/"));
        let weak = weak.and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok());
        if let Some(weak) = weak {
            headers.insert(header::ETAG, weak);
        }
        answer
    }
}

async fn sent(file: &Path, mut request: Request<Incoming>) -> Response<Body> {
    let [range, encodings] = CONDITIONS;
    let wanted = request.headers().get(&range).and_then(|range| range.to_str().ok());
    let is_of_bytes = wanted.is_some_and(|range| range.starts_with("bytes="));
    if !is_of_bytes || !is_current(file, request.headers()).await {
        request.headers_mut().remove(&range);
    }
    let is_part = request.headers().contains_key(&range);
    if is_part {
        request.headers_mut().remove(&encodings);
    }
    match served(file, !is_part, request.map(|_| ())).await {
        Ok(mut answer) => {
            let kind = HeaderValue::from_str(&kind(file));
            if let (Ok(kind), true) = (kind, answer.headers().contains_key(header::CONTENT_TYPE)) {
                answer.headers_mut().insert(header::CONTENT_TYPE, kind);
            }
            answer.map(|body| body.map_err(Into::into).boxed_unsync())
        }
        // It was there a moment ago.
        Err(_) => said(StatusCode::NOT_FOUND),
    }
}

type Served = Response<tower_http::services::fs::ServeFileSystemResponseBody>;

async fn served(file: &Path, packed: bool, request: Request<()>) -> std::io::Result<Served> {
    let mut service = ServeFile::new(file);
    if packed && place::is_fresh(file, ".br") {
        service = service.precompressed_br();
    }
    if packed && place::is_fresh(file, ".gz") {
        service = service.precompressed_gzip();
    }
    service.try_call(request).await
}

/// Whether the rest of a file may be sent to somebody who has its begin: it must be of the same file.
async fn is_current(file: &Path, headers: &HeaderMap) -> bool {
    let Some(wanted) = headers.get(header::IF_RANGE) else { return true };
    let mut head = Request::new(());
    *head.method_mut() = Method::HEAD;
    let answer = served(file, false, head).await;
    answer.is_ok_and(|answer| answer.headers().get(header::ETAG) == Some(wanted))
}

/// The type by the name. What the program writes is UTF-8 and says so; of a table nobody knows.
fn kind(file: &Path) -> String {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "js" | "mjs" => "text/javascript; charset=utf-8".to_string(),
        "html" | "css" | "txt" => {
            format!("text/{}; charset=utf-8", if ending == "txt" { "plain" } else { &ending })
        }
        "geojson" => "application/geo+json".to_string(),
        "ndjson" => "application/x-ndjson".to_string(),
        _ => mime_guess::from_path(file).first_or_octet_stream().to_string(),
    }
}

/// The address with its last slash. It names no host, so that it leads nowhere else.
fn moved(path: &str) -> Response<Body> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut answer = said(StatusCode::PERMANENT_REDIRECT);
    if let Ok(to) = HeaderValue::from_str(&format!("./{name}/")) {
        answer.headers_mut().insert(header::LOCATION, to);
    }
    answer
}

/// A status alone.
fn said(status: StatusCode) -> Response<Body> {
    let text = format!("{status}\n");
    let mut answer = Response::new(Full::from(text).map_err(|never| match never {}).boxed_unsync());
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_that_browsers_need() {
        for (file, wanted) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.MJS", "text/javascript; charset=utf-8"),
            ("a.wasm", "application/wasm"),
            ("a.json", "application/json"),
            ("a.geojson", "application/geo+json"),
            ("a.svg", "image/svg+xml"),
            ("a.csv", "text/csv"),
            ("a.woff2", "font/woff2"),
            ("a.bin", "application/octet-stream"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(kind(Path::new(file)), wanted, "{file}");
        }
    }
}
