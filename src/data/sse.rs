//! Server-sent events: bytes as they come -> messages, by the WHATWG HTML standard, section 9.2.6.
//!
//! ```text
//! bytes --lines--> field: value --fields--> event, data, id, retry --a blank line--> Message
//! ```
//!
//! Lines end with CR, LF or CRLF, wherever the bytes were cut; a message that is not ended by a
//! blank line is none. Any bytes at all are a sign of life, comments too: the caller sees them come.
//! Deliberately absent: the connection and its waits (`app`, `feed`).

use super::feed::{LONGEST_BACKOFF, SHORTEST_WAIT};
use super::limits::MAX_MESSAGE;
use super::live::Message;
use super::page::Request;
use super::source::Source;

/// What a stream calls itself.
pub const KIND: &str = "text/event-stream";

/// The longest id, in bytes: it goes back to the server as a head. A longer one is not taken.
const MAX_ID: usize = 1_000;

/// The question that begins a stream, or goes on after an id.
pub fn question(source: &Source, last_id: Option<String>) -> Request {
    let mut headers = source.headers.0.clone();
    headers.push(("Accept".into(), KIND.into()));
    headers.extend(last_id.map(|id| ("Last-Event-ID".into(), id)));
    Request { url: source.sse.clone(), headers, ..Request::default() }
}

/// Takes the bytes of one connection in. What is kept of them is under `MAX_MESSAGE` bytes.
#[derive(Debug, Default)]
pub struct Events {
    line: Vec<u8>,
    data: String,
    event: String,
    /// A line or the whole of this event was too long.
    too_long: bool,
    /// The line at hand is a comment, or one that is too long: it is not kept.
    skips: bool,
    /// The last byte was a CR: an LF after it ends no other line.
    after_cr: bool,
    /// The first line was seen, which may begin with a byte order mark.
    begun: bool,
    id: Option<String>,
    last_id: Option<String>,
    retry: Option<u64>,
}

/// The entrance of the streams' pack, as `panel::kind` has entrances of kinds.
mod packs {
    pub mod events {
        pub mod streams {
            use crate::data::live::Message;
            use crate::data::sse::Events;

            #[inline(never)]
            pub fn enter(events: &mut Events, bytes: &[u8], take: &mut dyn FnMut(Message)) {
                events.read(bytes, take);
            }
        }
    }
}

impl Events {
    pub fn new() -> Self {
        Events::default()
    }

    /// Takes bytes in, and gives every message that they end.
    pub fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(Message)) {
        packs::events::streams::enter(self, bytes, take);
    }

    fn read(&mut self, bytes: &[u8], take: &mut dyn FnMut(Message)) {
        let mut rest = bytes;
        if self.after_cr && !rest.is_empty() {
            self.after_cr = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            let (line, end) = rest.split_at(at);
            self.grow(line);
            self.end_line(take);
            rest = match end {
                [b'\r', b'\n', rest @ ..] => rest,
                [b'\r'] => {
                    self.after_cr = true;
                    &[]
                }
                [_, rest @ ..] => rest,
                [] => end,
            };
        }
        self.grow(rest);
    }

    /// The id to go on after: that of the last event, also of one without data or one that was too
    /// long. Empty where the server took it back, `None` where it never named one.
    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The wait before connecting again that the server asks for, in milliseconds.
    pub fn retry(&self) -> Option<u64> {
        self.retry
    }

    fn grow(&mut self, piece: &[u8]) {
        let comment = self.line.is_empty() && piece.first() == Some(&b':');
        self.skips |= comment;
        let size = self.line.len() + self.data.len() + self.event.len() + piece.len();
        if !self.skips && size >= MAX_MESSAGE {
            self.too_long = true;
            self.skips = true;
            self.line.clear();
            self.data.clear();
        }
        if !self.skips {
            self.line.extend_from_slice(piece);
        }
    }

    fn end_line(&mut self, take: &mut dyn FnMut(Message)) {
        let line = std::mem::take(&mut self.line);
        let bare =
            if self.begun { &line } else { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) };
        self.begun = true;
        let skipped = std::mem::take(&mut self.skips);
        if bare.is_empty() && !skipped {
            self.dispatch(take);
        } else {
            let text = String::from_utf8_lossy(bare);
            let (name, value) = text.split_once(':').unwrap_or((&text, ""));
            self.field(name, value.strip_prefix(' ').unwrap_or(value));
        }
        self.line = line;
        self.line.clear();
    }

    fn field(&mut self, name: &str, value: &str) {
        match name {
            "data" if !self.too_long => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => self.event = value.to_string(),
            "id" if !value.contains('\0') && value.len() <= MAX_ID => {
                self.id = Some(value.to_string())
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let asked = value.parse().unwrap_or(u64::MAX);
                self.retry = Some(asked.clamp(SHORTEST_WAIT, LONGEST_BACKOFF));
            }
            _ => {}
        }
    }

    fn dispatch(&mut self, take: &mut dyn FnMut(Message)) {
        self.last_id.clone_from(&self.id);
        let (mut data, event) = (std::mem::take(&mut self.data), std::mem::take(&mut self.event));
        let too_long = std::mem::take(&mut self.too_long);
        if too_long || data.pop().is_some() {
            let event = if event.is_empty() { "message".to_string() } else { event };
            // One that is too long is told of as one that cannot be read, so that it is a finding.
            let data = if too_long { String::new() } else { data };
            take(Message { event, id: self.id.clone(), data });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of a text that comes in pieces of that size.
    fn heard(events: &mut Events, text: &[u8], size: usize) -> Vec<(String, String, String)> {
        let mut all = Vec::new();
        for piece in text.chunks(size) {
            events.push(piece, &mut |message| {
                all.push((message.event, message.id.unwrap_or("-".into()), message.data));
            });
        }
        all
    }

    /// Reads `text` whole and in pieces of every small size; messages as `event|id|data`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        for size in [text.len().max(1), 1, 2, 3, 5, 7] {
            let found = heard(&mut Events::new(), text.as_bytes(), size);
            let found: Vec<String> =
                found.iter().map(|(event, id, data)| format!("{event}|{id}|{data}")).collect();
            assert_eq!(found, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn the_standards_own_examples() {
        check("data: YHOO\ndata: +2\ndata: 10\n\n", &["message|-|YHOO\n+2\n10"]);
        check(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
            &["message|1|first event", "message||second event"],
        );
        check("data\n\ndata\ndata\n\ndata:", &["message|-|", "message|-|\n"]);
        check("data:test\n\ndata: test\n\n", &["message|-|test", "message|-|test"]);
    }

    #[test]
    fn lines_end_in_three_ways_wherever_they_are_cut() {
        check(
            "data: 一\r\ndata: 二\r\rdata: 三\n\r\ndata:四\r\n\r\n",
            &["message|-|一\n二", "message|-|三", "message|-|四"],
        );
        check("data: a\r\r\ndata: b\r\n\r\n", &["message|-|a", "message|-|b"]);
    }

    #[test]
    fn names_ids_and_marks() {
        check("\u{FEFF}event: add\nid: 7\ndata: x\n\ndata: y\n\n", &["add|7|x", "message|7|y"]);
        check("\u{FEFF}\u{FEFF}data: x\n\ndata: y\n\n", &["message|-|y"]);
        check("id: 1\nid: a\0b\ndata: x\n\n", &["message|1|x"]);
        check("Data: x\nDATA: y\n data: z\nfoo: bar\n\n", &[]);
        check("event: add\n\ndata: x\n\n", &["message|-|x"]);
        check(":\n:data: x\n\n", &[]);
    }

    #[test]
    fn an_event_of_an_id_alone_is_one_to_go_on_after() {
        let mut events = Events::new();
        assert_eq!(events.last_id(), None);
        assert!(heard(&mut events, b"id: 9\n", 2).is_empty());
        assert_eq!(events.last_id(), None, "the event is not ended");
        assert!(heard(&mut events, b"\n", 2).is_empty());
        assert_eq!(events.last_id(), Some("9"));
        heard(&mut events, b"id\ndata: x\n\n", 2);
        assert_eq!(events.last_id(), Some(""));
        let long = format!("id: {}\n\n", "9".repeat(MAX_ID + 1));
        heard(&mut events, long.as_bytes(), 100);
        assert_eq!(events.last_id(), Some(""));
    }

    #[test]
    fn the_wait_is_the_servers_within_reason() {
        for (asked, wait) in [
            ("5000", Some(5_000)),
            ("1", Some(1_000)),
            ("99999999999999999999999", Some(900_000)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("5 s", None),
        ] {
            let mut events = Events::new();
            heard(&mut events, format!("retry: {asked}\n").as_bytes(), 4);
            assert_eq!(events.retry(), wait, "{asked}");
        }
    }

    #[test]
    fn what_is_too_long_comes_without_its_data() {
        let kept = |events: &Events| events.line.capacity() + events.data.capacity();
        let long = "x".repeat(MAX_MESSAGE);
        for text in [
            format!("data: {long}\nid: 1\n\ndata: y\n\n"),
            format!("data: {0}\ndata: {0}\nid: 1\n\ndata: y\n\n", &long[MAX_MESSAGE / 2..]),
            format!("{long}{long}{long}\nid: 1\n\ndata: y\n\n"),
            format!("event: {long}\nid: 1\ndata: z\n\ndata: y\n\n"),
        ] {
            for size in [1_000, text.len()] {
                let mut events = Events::new();
                let found = heard(&mut events, text.as_bytes(), size);
                let message = |data: &str| ("message".into(), "1".into(), data.to_string());
                assert_eq!(found, [message(""), message("y")]);
                assert_eq!(events.last_id(), Some("1"));
            }
        }
        let mut events = Events::new();
        for _ in 0..2_000 {
            events.push(&[b'x'; 10_000], &mut |_| ());
            assert!(kept(&events) <= 3 * MAX_MESSAGE);
        }
        let comment = format!("data: a\n:{long}{long}\ndata: b\n\n");
        let mut events = Events::new();
        let found = heard(&mut events, comment.as_bytes(), 999);
        assert_eq!(found, [("message".into(), "-".into(), "a\nb".to_string())]);
    }

    #[test]
    fn bytes_that_are_no_text_cost_a_character() {
        let found = heard(&mut Events::new(), b"data: a\xFFb\n\n", 4);
        assert_eq!(found[0].2, "a\u{FFFD}b");
    }
}
