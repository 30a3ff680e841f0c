//! One question to a server or a file, asked as the wall asks it.
//!
//! Secrets (`headers_from` of a source) come from the environment: the head that is given under the
//! name `token` is read from `DAPING_TOKEN`. They go to the origin that was asked and no further.
//! Deliberately absent: cookies, caches, and any wait for another try.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use ureq::{Agent, Body, http};
use url::Url;

use super::clock::Watch;
use crate::data::limits::MAX_BYTES;
use crate::data::named::Named;
use crate::data::page::{Head, Request};
use crate::data::source::Method;
use crate::issue::DataFault;
use crate::issue::terminal::NoWay;

const MAX_REDIRECTS: usize = 5;
const USER_AGENT: &str = concat!("daping/", env!("CARGO_PKG_VERSION"));
/// So many bytes are read at a time.
const PIECE: usize = 64 * 1024;

/// Heads whose values nobody may see.
pub type Secrets = Vec<(String, String)>;

/// A question that brought no answer.
#[derive(Debug)]
pub struct Trouble {
    pub fault: DataFault,
    /// What stood in the way, where that is known.
    pub way: Option<NoWay>,
}

impl From<DataFault> for Trouble {
    fn from(fault: DataFault) -> Self {
        Trouble { fault, way: None }
    }
}

/// An answer whose body has not been read.
pub struct Answer {
    pub head: Head,
    /// Whether it came from elsewhere than was asked.
    pub redirected: bool,
    body: Box<dyn Read>,
    timeout: Duration,
    watch: Watch,
}

/// The values that a source's `headers_from` asks the environment for.
pub fn secrets(wanted: &Named<String>) -> Result<Secrets, DataFault> {
    let secret = |(head, name): (&str, &String)| {
        let value = std::env::var(variable(name)).ok().filter(|value| !value.is_empty());
        let missing = || DataFault::NoSecret { name: name.clone() };
        Ok((head.to_string(), value.ok_or_else(missing)?))
    };
    wanted.iter().map(secret).collect()
}

/// The environment variable of a name.
pub fn variable(name: &str) -> String {
    format!("DAPING_{}", name.to_uppercase().replace('-', "_"))
}

/// `(base, reference) -> address`, as a browser does it.
pub fn resolve(base: &str, reference: &str) -> Option<String> {
    Some(Url::parse(base).ok()?.join(reference).ok()?.to_string())
}

/// Asks once: a file for `file:`, a server for `http:` and `https:`.
pub fn ask(request: &Request, secrets: &Secrets, timeout: Duration) -> Result<Answer, Trouble> {
    let nowhere = || Trouble { fault: DataFault::Unreachable, way: Some(NoWay::Address) };
    let url = Url::parse(&request.url).map_err(|_| nowhere())?;
    match url.scheme() {
        "file" => Ok(open(&url.to_file_path().map_err(|()| nowhere())?, timeout)),
        "http" | "https" => follow(request, url, secrets, timeout),
        _ => Err(nowhere()),
    }
}

/// A file answers like a server: 404 where it is not there, its kind by its ending.
fn open(path: &Path, timeout: Duration) -> Answer {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let kind = match ending.as_str() {
        "csv" => "text/csv",
        "ndjson" | "jsonl" => "application/x-ndjson",
        "json" => "application/json",
        _ => "",
    };
    let heads = [("content-type".to_string(), kind.to_string())];
    let headers = heads.into_iter().filter(|(_, kind)| !kind.is_empty()).collect();
    let file = File::open(path).ok().filter(|_| !path.is_dir());
    let status = if file.is_some() { 200 } else { 404 };
    let body: Box<dyn Read> = match file {
        Some(file) => Box::new(file),
        None => Box::new(io::empty()),
    };
    let head = Head { status, headers };
    Answer { head, redirected: false, body, timeout, watch: Watch::start() }
}

/// Goes where a server sends; what is secret stays with the origin that was asked.
fn follow(
    request: &Request,
    mut url: Url,
    secrets: &Secrets,
    timeout: Duration,
) -> Result<Answer, Trouble> {
    let (watch, origin) = (Watch::start(), url.origin());
    let mut asks = request.clone();
    for turn in 0..=MAX_REDIRECTS {
        let left = timeout.saturating_sub(watch.elapsed());
        let none = Secrets::new();
        let own = if url.origin() == origin { secrets } else { &none };
        let response = send(&asks, &url, own, left).map_err(|error| trouble(&error, timeout))?;
        let status = response.status().as_u16();
        let location = response.headers().get("location").and_then(|own| own.to_str().ok());
        let next = match (status, location.map(|own| url.join(own))) {
            (301 | 302 | 303 | 307 | 308, Some(Ok(next))) => next,
            _ => {
                let head = head(&response);
                let body = Box::new(response.into_body().into_reader());
                return Ok(Answer { head, redirected: turn > 0, body, timeout, watch });
            }
        };
        if !matches!(next.scheme(), "http" | "https") {
            return Err(Trouble { fault: DataFault::Unreachable, way: Some(NoWay::Address) });
        }
        if matches!(status, 301..=303) {
            (asks.method, asks.body) = (Method::Get, None);
        }
        url = next;
    }
    Err(Trouble { fault: DataFault::Unreachable, way: Some(NoWay::Redirects) })
}

fn send(
    request: &Request,
    url: &Url,
    secrets: &Secrets,
    left: Duration,
) -> Result<http::Response<Body>, ureq::Error> {
    let config = Agent::config_builder()
        // Zero would mean without end.
        .timeout_global(Some(left.max(Duration::from_millis(1))))
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(USER_AGENT)
        .build();
    let post = request.method == Method::Post;
    let mut asks = http::Request::builder()
        .method(if post { http::Method::POST } else { http::Method::GET })
        .uri(url.as_str());
    for (name, value) in request.headers.iter().chain(secrets) {
        asks = asks.header(name, value);
    }
    let agent = Agent::from(config);
    match request.body.as_deref().or(post.then_some("")) {
        Some(body) => agent.run(asks.body(body.as_bytes())?),
        None => agent.run(asks.body(())?),
    }
}

fn head(response: &http::Response<Body>) -> Head {
    let own = response.headers().iter();
    let pair = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.as_str().to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Head { status: response.status().as_u16(), headers: own.map(pair).collect() }
}

fn trouble(error: &ureq::Error, timeout: Duration) -> Trouble {
    let way = match error {
        ureq::Error::Timeout(_) => return timed_out(timeout).into(),
        ureq::Error::HostNotFound => Some(NoWay::Host),
        ureq::Error::Io(io) if io.kind() == io::ErrorKind::ConnectionRefused => {
            Some(NoWay::Refused)
        }
        ureq::Error::ConnectionFailed => Some(NoWay::Refused),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Some(NoWay::Certificate),
        ureq::Error::Io(io)
            if io.get_ref().is_some_and(|own| own.to_string().contains("certificate")) =>
        {
            Some(NoWay::Certificate)
        }
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Some(NoWay::Address),
        _ => None,
    };
    Trouble { fault: DataFault::Unreachable, way }
}

fn timed_out(timeout: Duration) -> DataFault {
    // A time-out of half a second is no time-out of none.
    DataFault::TimedOut { seconds: timeout.as_secs_f64().ceil() as u32 }
}

impl Answer {
    /// Gives the body piece by piece until it ends, the time is up or there is too much; how many
    /// bytes there were.
    pub fn pour(
        &mut self,
        each: &mut dyn FnMut(&[u8]) -> Result<(), DataFault>,
    ) -> Result<u64, DataFault> {
        let mut piece = vec![0; PIECE];
        let mut got = 0;
        loop {
            let length = match self.body.read(&mut piece) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.broke(error, got)),
            };
            got += length as u64;
            if got > MAX_BYTES as u64 {
                return Err(DataFault::TooLarge { limit_bytes: MAX_BYTES as u64 });
            }
            each(piece.get(..length).unwrap_or_default())?;
            if self.watch.elapsed() > self.timeout {
                return Err(timed_out(self.timeout));
            }
        }
        Ok(got)
    }

    fn broke(&self, error: io::Error, got: u64) -> DataFault {
        if let ureq::Error::Timeout(_) = ureq::Error::from(error) {
            return timed_out(self.timeout);
        }
        let packed = self.head.get("content-encoding").is_some();
        let length = self.head.get("content-length").filter(|_| !packed);
        DataFault::BrokeOff { got, promised: length.and_then(|own| own.trim().parse().ok()) }
    }
}
