//! A server in memory, and a reader that asks it to the end.

use std::hash::{DefaultHasher, Hash, Hasher};

use daping::data::page::{Beside, Head, Next, Pages, Request};
use daping::data::source::Source;
use daping::issue::DataFault;

/// An answer: its head, its rows and what stands beside them.
#[derive(Clone, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub rows: Vec<u64>,
    pub next: Option<String>,
    pub total: Option<u64>,
}

impl Answer {
    pub fn of(rows: Vec<u64>) -> Self {
        Answer { status: 200, rows, ..Answer::default() }
    }

    pub fn status(status: u16) -> Self {
        Answer { status, ..Answer::default() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn head(&self) -> Head {
        let headers = self.headers.iter().map(|(name, value)| (name.to_string(), value.clone()));
        Head { status: self.status, headers: headers.collect() }
    }

    fn beside(&self) -> Beside {
        let mut hasher = DefaultHasher::new();
        (&self.rows, &self.next, self.total).hash(&mut hasher);
        let rows = self.rows.len() as u64;
        Beside { rows, next: self.next.clone(), total: self.total, print: hasher.finish() }
    }
}

/// Why a reading ended.
#[derive(Debug, PartialEq)]
pub enum End {
    Done,
    Stop(DataFault),
    Status(u16),
}

/// What a reading came to.
#[derive(Debug)]
pub struct Read {
    pub rows: Vec<u64>,
    pub asked: Vec<Request>,
    pub end: End,
    pub total: Option<u64>,
}

impl Read {
    pub fn urls(&self) -> Vec<&str> {
        self.asked.iter().map(|request| request.url.as_str()).collect()
    }
}

pub fn source(text: &str) -> Source {
    crate::rows::read(text)
}

/// Asks until the pages end, as a host does. 18,313 is 2020-02-21.
pub fn read(source: &Source, server: &dyn Fn(&Request) -> Answer) -> Read {
    let mut pages = Pages::new(source, 18_313, &resolve);
    let (mut rows, mut asked) = (Vec::new(), Vec::new());
    let mut next = Next::Ask(pages.first());
    let end = loop {
        let request = match next {
            Next::Ask(request) => request,
            Next::Done => break End::Done,
            Next::Stop(fault) => break End::Stop(fault),
        };
        let answer = server(&request);
        let head = answer.head();
        let has_day = request.day.is_some();
        asked.push(request);
        assert!(asked.len() < 2_000, "the pages never end");
        next = match answer.status {
            _ if pages.ends(&head) => Next::Done,
            404 if has_day => pages.skip(),
            200..=299 if answer.status != 204 => {
                rows.extend(&answer.rows);
                pages.next(&head, &answer.beside())
            }
            status => break End::Status(status),
        };
    };
    Read { rows, asked, end, total: pages.total() }
}

/// RFC 3986 section 5 without dot segments.
pub fn resolve(base: &str, reference: &str) -> Option<String> {
    let is_absolute = |url: &str| {
        let scheme = url.split(['/', '?', '#']).next().unwrap_or_default().split_once(':');
        scheme.is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
    };
    if is_absolute(reference) {
        return Some(reference.to_string());
    }
    let page = "https://page.example/wall/";
    let base = if is_absolute(base) { base.to_string() } else { format!("{page}{base}") };
    let (scheme, rest) = base.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let path = rest.split(['?', '#']).next()?;
    Some(match reference.chars().next() {
        None => base,
        Some('#') => format!("{base}{reference}"),
        Some('/') if reference.starts_with("//") => format!("{scheme}:{reference}"),
        Some('/') => format!("{scheme}://{host}{reference}"),
        Some('?') => format!("{scheme}://{path}{reference}"),
        Some(_) => {
            let folder = path.rfind('/').map_or(path, |at| &path[..=at]);
            format!("{scheme}://{folder}{reference}")
        }
    })
}

/// A parameter of an address.
pub fn param(url: &str, name: &str) -> Option<String> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let found = form_urlencoded::parse(query.as_bytes()).find(|(own, _)| own == name);
    found.map(|(_, value)| value.into_owned())
}

pub fn number(url: &str, name: &str) -> Option<u64> {
    param(url, name)?.parse().ok()
}

/// Of so many rows those from one on, at most so many.
pub fn slice(total: u64, from: u64, count: u64) -> Vec<u64> {
    (from.min(total)..from.saturating_add(count).min(total)).collect()
}
