//! One source, read as the wall reads it: all its pages, then its table and its findings.
//!
//! Deliberately absent: what is printed of it (`report`), and trying again.

use std::time::Duration;

use url::Url;

use super::clock::Watch;
use super::net::{self, Answer, Secrets, Trouble};
use super::place::Site;
use crate::data::limits::Limits;
use crate::data::page::retry::retry_after;
use crate::data::page::{Next, Pages, Request};
use crate::data::read::{Asked, Reader, Reading, read_inline};
use crate::data::reply::refuse;
use crate::issue::terminal::NoWay;
use crate::issue::{DataFault, Issue, Place};

/// What came of reading a source.
pub struct Outcome {
    /// What was asked; empty for rows that stand in the board.
    pub address: String,
    /// Of the last answer; `None` where there was none.
    pub status: Option<u16>,
    pub bytes: u64,
    /// How many answers were read; messages, for a stream.
    pub answers: usize,
    /// Of a server; a disk's time says nothing.
    pub took: Option<Duration>,
    pub reading: Reading,
    /// The bytes of the first answer: they are looked into, never shown.
    pub first: Vec<u8>,
    /// What stood in the way to the server.
    pub way: Option<NoWay>,
    /// Seconds that the server asks to wait.
    pub wait: Option<u64>,
}

impl Outcome {
    pub fn new(address: String, reading: Reading) -> Self {
        Outcome {
            address,
            status: None,
            bytes: 0,
            answers: 0,
            took: None,
            reading,
            first: Vec::new(),
            way: None,
            wait: None,
        }
    }
}

/// Reads the rows that stand in the board.
pub fn read_board(asked: &Asked) -> Outcome {
    Outcome::new(String::new(), read_inline(asked))
}

/// Reads a source from `address` on; `today` is the board's day.
pub fn read_source(asked: &Asked, address: &str, site: &Site, today: i32) -> Outcome {
    let resolve = |base: &str, reference: &str| net::resolve(base, reference);
    let watch = Watch::start();
    // Paging goes on from the address that is asked, be it the source's own or another.
    let source = crate::data::source::Source { url: address.to_string(), ..asked.source.clone() };
    let mut reading = Asking::new(asked, address);
    let mut pages = Pages::new(&source, today, &resolve);
    let trouble = match net::secrets(&asked.source.headers_from) {
        Ok(secrets) => reading.all(&mut pages, site, &secrets).err(),
        Err(fault) => Some(fault.into()),
    };
    let mut outcome = reading.finish(&pages, trouble);
    outcome.took = (!address.starts_with("file:")).then(|| watch.elapsed());
    outcome
}

/// A reading on its way.
struct Asking<'a> {
    asked: &'a Asked<'a>,
    reader: Reader<'a>,
    outcome: Outcome,
}

impl<'a> Asking<'a> {
    fn new(asked: &'a Asked<'a>, address: &str) -> Self {
        let nothing = Reader::new(asked, Limits::PAGE).finish();
        let outcome = Outcome::new(address.to_string(), nothing);
        Asking { asked, reader: Reader::new(asked, Limits::PAGE), outcome }
    }

    /// Asks page after page until the source has told all.
    fn all(&mut self, pages: &mut Pages, site: &Site, secrets: &Secrets) -> Result<(), Trouble> {
        let mut next = Next::Ask(pages.first());
        while let Next::Ask(request) = next {
            next = self.page(&request, pages, site, secrets)?;
        }
        if let Next::Stop(fault) = next {
            self.reader.note(fault);
        }
        Ok(())
    }

    fn page(
        &mut self,
        request: &Request,
        pages: &mut Pages,
        site: &Site,
        secrets: &Secrets,
    ) -> Result<Next, Trouble> {
        let url = site
            .address(&request.url)
            .ok_or(Trouble { fault: DataFault::Unreachable, way: Some(NoWay::Address) })?;
        if leaves(&self.outcome.address, &url) {
            return Ok(Next::Stop(DataFault::NextElsewhere));
        }
        let request = Request { url, ..request.clone() };
        let mut answer = net::ask(&request, secrets, self.asked.source.refresh.timeout.0)?;
        let status = answer.head.status;
        match &request.day {
            Some((_, day)) if status == 404 => {
                self.reader.note(DataFault::NoFile { day: day.clone() });
                return Ok(pages.skip());
            }
            _ if pages.ends(&answer.head) => return Ok(Next::Done),
            _ => self.outcome.status = Some(status),
        }
        self.outcome.wait = retry_after(&answer.head, None).map(|ms| ms / 1_000);
        refuse(status, answer.redirected, answer.head.get("content-type"))?;
        self.read(&request, &mut answer, pages)
    }

    fn read(
        &mut self,
        request: &Request,
        answer: &mut Answer,
        pages: &mut Pages,
    ) -> Result<Next, Trouble> {
        let head = answer.head.clone();
        let day = request.day.as_ref().map(|(day, _)| *day);
        self.reader.begin(head.get("content-type"), &request.url, day);
        let (reader, outcome) = (&mut self.reader, &mut self.outcome);
        let keeps = outcome.answers == 0;
        let mut read = Ok(());
        // What cannot be read is still heard out: what is there is looked for in all of it.
        let poured = answer.pour(&mut |piece| {
            outcome.bytes += piece.len() as u64;
            if keeps {
                outcome.first.extend_from_slice(piece);
            }
            if read.is_ok() {
                read = reader.push(piece);
            }
            Ok(())
        });
        poured?;
        read?;
        let beside = self.reader.end()?;
        self.outcome.answers += 1;
        Ok(pages.next(&head, &beside))
    }

    fn finish(self, pages: &Pages, trouble: Option<Trouble>) -> Outcome {
        let Asking { asked, mut reader, mut outcome } = self;
        let Some(trouble) = trouble else {
            reader.says(pages.total());
            outcome.reading = reader.finish();
            return outcome;
        };
        outcome.way = trouble.way;
        outcome.reading.issues = vec![Issue::data(Place::document(asked.name), trouble.fault)];
        outcome
    }
}

/// A server's answer never leads to the files of the machine that reads it.
fn leaves(first: &str, next: &str) -> bool {
    let is_file = |address: &str| Url::parse(address).is_ok_and(|url| url.scheme() == "file");
    is_file(next) && !is_file(first)
}
