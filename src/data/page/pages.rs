//! The questions of one reading of a source, one after the other, until there is nothing more.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::days::Files;
use super::link;
use super::question::{self, At, question};
use super::{Beside, Head, Next, Request, Resolve, address, total};
use crate::data::limits::{MAX_DAYS, MAX_ROWS};
use crate::data::source::{PageKind, Source};
use crate::issue::DataFault;

/// The questions of one reading of a source.
pub struct Pages<'a> {
    source: &'a Source,
    resolve: Resolve<'a>,
    /// Where each day has a file of its own.
    files: Option<Files>,
    /// Hashes of the questions so far.
    asked: Vec<u64>,
    /// Where the last question went.
    url: String,
    /// How many pages were read.
    pages: usize,
    /// How many rows they had.
    rows: u64,
    /// How many of them the first had.
    first_rows: u64,
    /// The row that the next page begins with, from 0.
    row: u64,
    /// Of the page before: its bytes and the numbers of its rows.
    print: (u64, Option<String>),
    total: Option<u64>,
}

/// The entrances of paging, as `panel::kind` has entrances of kinds: sources of one answer do without
/// their pack.
mod packs {
    pub mod first {
        pub mod paging {
            use crate::data::page::{Pages, Request};

            #[inline(never)]
            pub fn enter(pages: &mut Pages) -> Request {
                pages.begin()
            }
        }
    }

    pub mod next {
        pub mod paging {
            use crate::data::page::{Beside, Head, Next, Pages};

            #[inline(never)]
            pub fn enter(pages: &mut Pages, head: &Head, beside: &Beside) -> Next {
                pages.go_on(head, beside)
            }
        }
    }

    pub mod skip {
        pub mod paging {
            use crate::data::page::{Next, Pages};

            #[inline(never)]
            pub fn enter(pages: &mut Pages) -> Next {
                pages.next_day()
            }
        }
    }
}

impl<'a> Pages<'a> {
    /// `today` is the board's day, in days since 1970-01-01.
    pub fn new(source: &'a Source, today: i32, resolve: Resolve<'a>) -> Self {
        let days = source.days.as_ref().filter(|_| source.url.contains(DAY));
        Pages {
            source,
            resolve,
            files: days.map(|days| Files::new(days, today)),
            asked: Vec::new(),
            url: String::new(),
            pages: 0,
            rows: 0,
            first_rows: 0,
            row: 0,
            print: (0, None),
            total: None,
        }
    }

    /// The first question.
    pub fn first(&mut self) -> Request {
        if !self.source.is_paged() {
            return question::whole(self.source);
        }
        packs::first::paging::enter(self)
    }

    fn begin(&mut self) -> Request {
        let mut request = question(self.source, &At { page: 0, row: 0, cursor: None });
        if let Some(day) = self.files.as_mut().and_then(Files::next) {
            request = of_day(request, day);
        }
        self.remember(&request);
        request
    }

    /// Whether this head ends the pages in good order: what was read so far is all there is, and
    /// its body is no page.
    pub fn ends(&self, head: &Head) -> bool {
        let kind = self.source.page.kind;
        let later = self.pages > 0 && kind != PageKind::None;
        match head.status {
            204 => later,
            // Servers that count pages have none after the last.
            404 => later && kind == PageKind::Page,
            416 if kind == PageKind::Range => {
                later || total::total(self.source, head, &Beside::default()) == Some(0)
            }
            _ => false,
        }
    }

    /// What comes after an answer was read.
    pub fn next(&mut self, head: &Head, beside: &Beside) -> Next {
        if !self.source.is_paged() {
            self.total = total::total(self.source, head, beside);
            return Next::Done;
        }
        packs::next::paging::enter(self, head, beside)
    }

    fn go_on(&mut self, head: &Head, beside: &Beside) -> Next {
        self.count(head, beside);
        if self.files.is_some() {
            return self.next_day();
        }
        if self.is_again(head, beside) {
            return Next::Stop(DataFault::PageAgain { page: self.pages });
        }
        let next = match self.source.page.kind {
            PageKind::None => Next::Done,
            PageKind::Link => self.follow(linked(head), beside),
            PageKind::Next => self.follow(beside.next.clone(), beside),
            PageKind::Cursor => match &beside.next {
                Some(cursor) if !self.is_end(beside) => self.ask(Some(cursor)),
                _ => Next::Done,
            },
            PageKind::Offset | PageKind::Page | PageKind::Range if self.is_last(beside) => {
                Next::Done
            }
            PageKind::Offset | PageKind::Page | PageKind::Range => self.ask(None),
        };
        self.bounded(next)
    }

    /// What comes after the file of a day was not there.
    pub fn skip(&mut self) -> Next {
        packs::skip::paging::enter(self)
    }

    fn next_day(&mut self) -> Next {
        let Some(files) = self.files.as_mut() else { return Next::Done };
        let base = question(self.source, &At { page: 0, row: 0, cursor: None });
        while !files.is_over() {
            if files.asked >= MAX_DAYS {
                return Next::Stop(DataFault::TooManyPages { limit: MAX_DAYS });
            }
            let Some(day) = files.next() else { break };
            let request = of_day(base.clone(), day);
            // A file of a month is asked for once.
            if request.url != self.url {
                self.url.clone_from(&request.url);
                return self.within_rows(Next::Ask(request));
            }
        }
        self.within_rows(Next::Done)
    }

    /// How many rows there are in all, by the server's own word.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    fn count(&mut self, head: &Head, beside: &Beside) {
        self.pages += 1;
        self.rows = self.rows.saturating_add(beside.rows);
        if self.pages == 1 {
            self.first_rows = beside.rows;
        }
        // Rows that the server itself left out count in its ranges.
        let ranged = total::range(head).filter(|(from, _)| *from == self.row);
        let ranged = ranged.filter(|_| self.source.page.kind == PageKind::Range);
        let given = self.row.saturating_add(beside.rows);
        self.row = ranged.map_or(given, |(_, to)| to.saturating_add(1));
        self.total = total::total(self.source, head, beside).or(self.total);
    }

    /// Whether the page is the one before it once more. Rows may be alike, but not their numbers.
    fn is_again(&mut self, head: &Head, beside: &Beside) -> bool {
        let range = head.get("content-range").map(str::to_string);
        let own = (beside.print, range);
        let before = std::mem::replace(&mut self.print, own.clone());
        beside.rows > 0 && beside.print != 0 && before == own
    }

    /// Whether a page without rows is the end. The server's total does not end what the server
    /// itself leads on: some count at most so far, or guess.
    fn is_end(&self, beside: &Beside) -> bool {
        beside.rows == 0 && self.total.is_none_or(|total| self.rows >= total)
    }

    /// Whether there is nothing behind this page, where pages are counted.
    fn is_last(&self, beside: &Beside) -> bool {
        let page = &self.source.page;
        let asks_size = page.kind != PageKind::Page || page.size_param.is_some();
        let full = if asks_size { question::size(self.source) } else { self.first_rows };
        match self.total {
            _ if beside.rows == 0 => true,
            Some(total) => self.row >= total,
            None => beside.rows < full,
        }
    }

    /// The question for the page with this cursor, number or first row.
    fn ask(&self, cursor: Option<&str>) -> Next {
        let at = At { page: self.pages as u64, row: self.row, cursor };
        Next::Ask(question(self.source, &at))
    }

    /// The question at an address that the server gave.
    fn follow(&self, next: Option<String>, beside: &Beside) -> Next {
        let Some(next) = next.filter(|_| !self.is_end(beside)) else { return Next::Done };
        let own = (self.resolve)(&self.url, "").unwrap_or_else(|| self.url.clone());
        let next = (self.resolve)(&self.url, next.trim());
        let Some(url) = next.and_then(|next| address::same_origin(&own, &next)) else {
            return Next::Stop(DataFault::NextElsewhere);
        };
        let first = question(self.source, &At { page: 0, row: 0, cursor: None });
        Next::Ask(Request { url: address::with_params(&url, &[]), ..first })
    }

    /// The next question, where it is a new one and within the caps.
    fn bounded(&mut self, next: Next) -> Next {
        let next = self.within_rows(next);
        let Next::Ask(request) = &next else { return next };
        let limit = self.source.page.max_pages.max(1);
        if self.pages >= limit {
            return Next::Stop(DataFault::TooManyPages { limit });
        }
        if !self.remember(request) {
            return Next::Stop(DataFault::PagesLoop { page: self.pages });
        }
        next
    }

    fn within_rows(&self, next: Next) -> Next {
        let own = self.source.page.max_rows.map(|rows| rows as u64);
        let limit = own.unwrap_or(MAX_ROWS).min(MAX_ROWS);
        let is_full = self.rows > limit || self.rows == limit && matches!(next, Next::Ask(_));
        if is_full { Next::Stop(DataFault::TooManyRows { limit }) } else { next }
    }

    /// False where the same was asked before.
    fn remember(&mut self, request: &Request) -> bool {
        self.url.clone_from(&request.url);
        // As the server will read it: a relative address and its absolute form are one.
        let url = (self.resolve)(&request.url, "");
        let mut hasher = DefaultHasher::new();
        url.as_ref().unwrap_or(&request.url).hash(&mut hasher);
        request.body.hash(&mut hasher);
        for (name, value) in request.headers.iter().filter(|(name, _)| name == "Range") {
            (name, value).hash(&mut hasher);
        }
        let print = hasher.finish();
        let is_new = !self.asked.contains(&print);
        if is_new {
            self.asked.push(print);
        }
        is_new
    }
}

/// What stands for a day in an address.
pub const DAY: &str = "{day}";

fn of_day(request: Request, day: (i32, String)) -> Request {
    Request { url: request.url.replace(DAY, &day.1), day: Some(day), ..request }
}

/// The target of the answer's link to the next page; a header may come in several lines.
fn linked(head: &Head) -> Option<String> {
    let own = head.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("link"));
    own.filter_map(|(_, value)| link::next(value)).next().map(str::to_string)
}
