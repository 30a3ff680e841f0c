//! One question of a source: all its pages, one after the other; whole or not at all.
//!
//! A body waits outside of the program's memory, which never shrinks, until it is read piece by
//! piece. Deliberately absent: which pages there are (`data::page`) and what they hold
//! (`data::read`).

use std::hash::{DefaultHasher, Hash, Hasher};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::AbortSignal;

use super::far::Far;
use super::near::Near;
use super::net::{self, Answer, Room, With};
use super::{clock, packs};
use crate::data::limits::{MAX_BYTES, PAGE_BYTES, READER_BYTES};
use crate::data::page::{Beside, Head, Next, Pages, Request};
use crate::data::read::{Asked, Reading, read_inline};
use crate::data::remote::{self, Verb};
use crate::data::source::{Format, Method, Source};
use crate::data::table::Table;
use crate::issue::DataFault;
use crate::look::format;

/// What tells an answer from the last one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Print {
    /// The address with the strong `ETag` of its answer, where there is one of each.
    tag: Option<(String, String)>,
    /// Of all bytes, and of the heads that rows depend on.
    hash: u64,
}

/// What was read, and who keeps it.
pub struct Payload {
    /// Without rows where a reader keeps them.
    pub reading: Reading,
    pub rows: usize,
    pub far: Option<Far>,
}

impl From<Reading> for Payload {
    fn from(reading: Reading) -> Self {
        Payload { rows: reading.table.rows(), reading, far: None }
    }
}

/// A question that went well.
pub struct Told {
    /// `None` where it is what was read before.
    pub payload: Option<Payload>,
    pub print: Print,
    /// Of the first answer.
    pub head: Head,
}

/// A question that did not.
pub struct Refused {
    pub fault: DataFault,
    /// The answer's heads, where there was one.
    pub head: Head,
}

impl From<DataFault> for Refused {
    fn from(fault: DataFault) -> Self {
        Refused { fault, head: Head::default() }
    }
}

/// Waits for the parts of the program that the source needs.
pub async fn ready(source: &Source) -> Result<(), DataFault> {
    for name in source.packs() {
        packs::asked(name).await.ok_or(DataFault::NoPack)?;
    }
    Ok(())
}

/// Asks page after page until the source has told all; `turn` is asked before each, and its error ends
/// the question. `last` is the print of what is shown: the same answer is not read again.
pub async fn ask(
    asked: Asked<'static>,
    turn: &dyn Fn() -> Result<(), DataFault>,
    abort: Option<AbortSignal>,
    last: Option<Print>,
    board: &str,
) -> Result<Told, Refused> {
    ready(asked.source).await?;
    if asked.source.inline.is_some() {
        let payload = Some(read_inline(&asked).into());
        return Ok(Told { payload, print: Print::default(), head: Head::default() });
    }
    let today = format::day_of((clock::unix_ms() / 1_000.0) as i64, asked.utc_offset);
    let mut pages = Pages::new(asked.source, today, &net::resolve);
    let mut next = Next::Ask(pages.first());
    let mut asking = Asking::new(&asked, last, board);
    while let Next::Ask(request) = next {
        turn()?;
        next = asking.page(&request, &mut pages, abort.as_ref()).await?;
        if asking.is_same {
            break;
        }
    }
    if let Next::Stop(fault) = next {
        asking.near.reader.note(fault);
    }
    asking.finish(&pages).await
}

/// A question on its way.
struct Asking<'a> {
    asked: &'a Asked<'a>,
    last: Option<Print>,
    board: &'a str,
    near: Near<'a>,
    /// Reads in place of `near` what is too long for the page.
    far: Option<Far>,
    /// Which one that is.
    kind: &'static str,
    room: Room,
    hasher: DefaultHasher,
    tag: Option<(String, String)>,
    /// Of the first answer that was read.
    head: Option<Head>,
    /// What came is what came last time.
    is_same: bool,
}

impl<'a> Asking<'a> {
    fn new(asked: &'a Asked<'a>, last: Option<Print>, board: &'a str) -> Self {
        Asking {
            asked,
            last,
            board,
            near: Near::new(asked),
            far: None,
            kind: READER,
            room: Room::new(if asked.source.is_alone() { READER_BYTES } else { MAX_BYTES } as u64),
            hasher: DefaultHasher::new(),
            tag: None,
            head: None,
            is_same: false,
        }
    }

    /// Asks for one page and reads it.
    async fn page(
        &mut self,
        request: &Request,
        pages: &mut Pages<'_>,
        abort: Option<&AbortSignal>,
    ) -> Result<Next, Refused> {
        let source = self.asked.source;
        let total = source.total.as_deref();
        let with = With { secrets: Some(&source.headers_from), total, abort, streams: false };
        let mut answer = net::ask(request, &with).await?;
        match &request.day {
            Some((_, day)) if answer.head.status == 404 => {
                self.near.reader.note(DataFault::NoFile { day: day.clone() });
                return Ok(pages.skip());
            }
            _ if pages.ends(&answer.head) => {
                self.head.get_or_insert_with(|| answer.head.clone());
                return Ok(Next::Done);
            }
            _ => refuse(&answer)?,
        }
        let head = std::mem::take(&mut answer.head);
        self.head.get_or_insert_with(|| head.clone());
        // Where one answer is all, it is known before it is read whether it is another one.
        let is_alone = source.is_alone();
        if is_alone {
            self.tag = tag(request, &head);
            if self.tag.is_some() && self.last.as_ref().is_some_and(|last| last.tag == self.tag) {
                self.is_same = true;
                return Ok(Next::Done);
            }
        }
        if !is_alone {
            // Nobody can say before the last answer whether it is another reading.
            return self.follow(&mut answer, request, &head, pages).await;
        }
        let pieces = self.gather(&mut answer, request, &head).await?;
        if let Some(far) = &self.far {
            let told = far.ask(Verb::End, "").await?;
            self.hasher.write_u64(remote::print(told.first()));
        }
        self.is_same = self.matches();
        if self.is_same || self.far.is_some() {
            return Ok(Next::Done);
        }
        if self.kind != READER || source.format == Some(Format::Pages) {
            self.begin_far(request, &head, &pieces).await?;
            if let Some(far) = &self.far {
                far.ask(Verb::End, "").await?;
                return Ok(Next::Done);
            }
        }
        let beside = self.read(request, &head, &pieces).await?;
        Ok(pages.next(&head, &beside))
    }

    /// Reads one answer of several while it comes, so that none of them keeps the page from its frames.
    async fn follow(
        &mut self,
        answer: &mut Answer,
        request: &Request,
        head: &Head,
        pages: &mut Pages<'_>,
    ) -> Result<Next, Refused> {
        self.print_heads(head);
        self.near.begin(request, head);
        while let Some(piece) = answer.piece(&mut self.room).await? {
            self.hasher.write(&piece.to_vec());
            self.near.eat(&piece).await?;
        }
        self.hasher.write_u8(0xFF);
        let beside = self.near.end()?;
        Ok(pages.next(head, &beside))
    }

    fn print_heads(&mut self, head: &Head) {
        for (name, value) in &head.headers {
            // Rows come by the one, their number by the other.
            if matches!(name.as_str(), "content-type" | "content-range") {
                value.hash(&mut self.hasher);
            }
        }
    }

    /// The pieces of an answer that is alone, unless a reader took them; their print counts into that of the whole.
    /// The first answer is read while it comes, as there is none that it could be the same as.
    async fn gather(
        &mut self,
        answer: &mut Answer,
        request: &Request,
        head: &Head,
    ) -> Result<Array, DataFault> {
        self.print_heads(head);
        let (pieces, mut bytes) = (Array::new(), 0);
        // An index of published rows is looked at before it is given away: it is mostly the same.
        let mut may_be_far = self.asked.source.format != Some(Format::Pages);
        let is_long = answer.length > PAGE_BYTES as u64;
        let is_first = self.last.is_none() && may_be_far && !is_long;
        while let Some(piece) = answer.piece(&mut self.room).await? {
            if bytes == 0 {
                self.kind = kind(&piece.to_vec(), self.asked.source.format);
            }
            bytes += piece.length() as usize;
            if may_be_far && (is_long || bytes > PAGE_BYTES) && self.far.is_none() {
                self.begin_far(request, head, &pieces).await?;
                may_be_far = self.far.is_some();
            }
            if let Some(far) = &self.far {
                far.push(&piece).await?;
                if let Some(rest) = answer.rest() {
                    far.pour(&rest, &self.room).await?;
                }
                break;
            }
            if bytes > MAX_BYTES {
                return Err(DataFault::TooLarge { limit_bytes: MAX_BYTES as u64 });
            }
            pieces.push(&piece);
            if is_first && self.kind == READER {
                if !self.near.is_begun() {
                    self.near.begin(request, head);
                }
                self.near.eat(&piece).await?;
            }
        }
        for piece in pieces.iter() {
            // Not `hash`, which would count where pieces end.
            self.hasher.write(&piece.unchecked_into::<Uint8Array>().to_vec());
        }
        self.hasher.write_u8(0xFF);
        Ok(pieces)
    }

    /// Starts a reader, where there is one, and gives it what has come so far.
    async fn begin_far(
        &mut self,
        request: &Request,
        head: &Head,
        pieces: &Array,
    ) -> Result<(), DataFault> {
        let started = Far::start(self.asked, self.board, (&request.url, self.kind)).await?;
        let Some(far) = started else { return Ok(()) };
        let day = request.day.as_ref().map(|(day, _)| *day);
        let incoming = remote::incoming(head.get("content-type"), &request.url, day);
        far.ask(Verb::Begin, &incoming).await?;
        while pieces.length() > 0 {
            far.push(&pieces.shift().unchecked_into()).await?;
        }
        self.far = Some(far);
        // What the page has read of it goes.
        self.near = Near::new(self.asked);
        Ok(())
    }

    fn matches(&self) -> bool {
        self.last.as_ref().is_some_and(|last| last.hash == self.hasher.finish())
    }

    /// Reads what was gathered, unless it was read while it came.
    async fn read(
        &mut self,
        request: &Request,
        head: &Head,
        pieces: &Array,
    ) -> Result<Beside, DataFault> {
        if !self.near.is_begun() {
            self.near.begin(request, head);
            while pieces.length() > 0 {
                self.near.eat(&pieces.shift().unchecked_into()).await?;
            }
        }
        self.near.end()
    }

    async fn finish(self, pages: &Pages<'_>) -> Result<Told, Refused> {
        // Without a single file of all the days there is nothing to show.
        let head = self.head.clone().ok_or(DataFault::Status { code: 404 })?;
        let is_same = self.is_same || self.matches();
        let print = Print { tag: self.tag, hash: self.hasher.finish() };
        let mut reader = self.near.reader;
        reader.says(pages.total());
        let payload = match self.far {
            _ if is_same => None,
            Some(far) => {
                let told = far.ask(Verb::Finish, "").await?;
                Some(Payload::of_far(far, told, self.asked.name))
            }
            None => Some(reader.finish().into()),
        };
        // An answer that was only confirmed has no bytes of its own.
        let print = match self.last {
            Some(last) if is_same => Print { tag: print.tag, ..last },
            _ => print,
        };
        Ok(Told { payload, print, head })
    }
}

impl Payload {
    fn of_far(far: Far, told: Vec<Table>, source: &str) -> Payload {
        let mut told = told.into_iter();
        let facts = told.next().unwrap_or_default();
        let number = |name| facts.number(0, name);
        let issues = told.next().map(|told| remote::issues(&told, source)).unwrap_or_default();
        let reading = Reading {
            table: told.next().unwrap_or_default(),
            as_of: number("as_of").map(|seconds| seconds as i64),
            total: number("total").map(|total| total as u64),
            issues,
        };
        Payload { reading, rows: number("rows").unwrap_or(0.0) as usize, far: Some(far) }
    }
}

/// The reader of what is long and no more.
const READER: &str = "reader";

/// The reader for an answer that begins so: sealed pages need one with keys; a workbook, or a text that is no
/// UTF-8, one with books.
fn kind(begin: &[u8], format: Option<Format>) -> &'static str {
    const SEAL: &[u8] = b"\"seal\"";
    const BOOKS: [&[u8]; 2] = [b"PK", b"\xD0\xCF\x11\xE0"];
    if format == Some(Format::Pages) {
        // It is the first or the second key.
        let begin = begin.get(..64).unwrap_or(begin);
        let is_sealed = begin.windows(SEAL.len()).any(|own| own == SEAL);
        return if is_sealed { "sealed" } else { READER };
    }
    let is_book = BOOKS.iter().any(|mark| begin.starts_with(mark))
        || std::str::from_utf8(begin).is_err_and(|error| error.error_len().is_some());
    if is_book { "books" } else { READER }
}

/// An error where the answer is no data.
pub fn refuse(answer: &Answer) -> Result<(), Refused> {
    match answer.refusal() {
        Some(fault) => Err(Refused { fault, head: answer.head.clone() }),
        None => Ok(()),
    }
}

/// A weak tag says only that two answers mean the same.
fn tag(request: &Request, head: &Head) -> Option<(String, String)> {
    let strong = |tag: &&str| tag.starts_with('"') && request.method == Method::Get;
    let tag = head.get("etag").filter(strong)?;
    Some((request.url.clone(), tag.to_string()))
}
