//! A stream, heard for a while as the wall hears it: server-sent events and WebSockets.
//!
//! Deliberately absent: connecting again, which an operator sees on the wall, and `wss:`, for which
//! the browser has its own ways.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, WebSocket};
use url::Url;

use super::clock::Watch;
use super::net::{self, Trouble};
use super::reading::Outcome;
use crate::data::limits::MAX_MESSAGE;
use crate::data::live::{Live, Message};
use crate::data::page::Request;
use crate::data::read::Asked;
use crate::data::reply::refuse;
use crate::data::sse::{self, Events, KIND};
use crate::issue::terminal::NoWay;
use crate::issue::{DataFault, Issue, Place};

/// For how long, and for how many rows, a stream is heard.
#[derive(Clone, Copy)]
pub struct Until {
    pub seconds: u64,
    pub rows: usize,
}

/// Hears the stream at `address`.
pub fn read_stream(asked: &Asked, address: &str, until: Until) -> Outcome {
    let mut hearing = Hearing::new(asked, address, until);
    let heard = match Url::parse(address) {
        Ok(url) if url.scheme() == "ws" => hearing.socket(&url),
        Ok(url) if url.scheme() == "wss" => Err(no_way(NoWay::Encrypted)),
        Ok(_) => hearing.events(address),
        Err(_) => Err(no_way(NoWay::Address)),
    };
    hearing.finish(heard.err())
}

fn no_way(way: NoWay) -> Trouble {
    Trouble { fault: DataFault::Unreachable, way: Some(way) }
}

struct Hearing<'a> {
    asked: &'a Asked<'a>,
    live: Live<'a>,
    until: Until,
    outcome: Outcome,
    watch: Watch,
}

impl<'a> Hearing<'a> {
    fn new(asked: &'a Asked<'a>, address: &str, until: Until) -> Self {
        let live = Live::new(*asked);
        let outcome = Outcome::new(address.to_string(), live.reading());
        Hearing { asked, live, until, outcome, watch: Watch::start() }
    }

    fn left(&self) -> Duration {
        Duration::from_secs(self.until.seconds).saturating_sub(self.watch.elapsed())
    }

    /// True where enough was heard.
    fn hear(&mut self, message: &Message) -> bool {
        if self.outcome.answers == 0 {
            self.outcome.first = message.data.clone().into_bytes();
        }
        self.outcome.answers += 1;
        self.live.hear(message) && self.live.reading().table.rows() >= self.until.rows
    }

    fn events(&mut self, address: &str) -> Result<(), Trouble> {
        let secrets = net::secrets(&self.asked.source.headers_from)?;
        let own = sse::question(self.asked.source, None);
        let request = Request { url: address.to_string(), ..own };
        let mut answer = net::ask(&request, &secrets, self.left())?;
        self.outcome.status = Some(answer.head.status);
        let kind = answer.head.get("content-type").map(str::to_lowercase);
        refuse(answer.head.status, answer.redirected, kind.as_deref())?;
        // A browser takes nothing else for a stream. A file has no such label.
        if !address.starts_with("file:") && !kind.is_some_and(|kind| kind.starts_with(KIND)) {
            return Err(DataFault::Malformed { expected: KIND, at: 0 }.into());
        }
        let (mut events, mut enough) = (Events::new(), false);
        let heard = answer.pour(&mut |piece| {
            self.outcome.bytes += piece.len() as u64;
            events.push(piece, &mut |message| enough |= self.hear(&message));
            // To stop is no fault, but it is how a body is left.
            if enough { Err(DataFault::Lost) } else { Ok(()) }
        });
        match heard {
            Err(DataFault::TimedOut { .. } | DataFault::Lost) | Ok(_) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    fn socket(&mut self, url: &Url) -> Result<(), Trouble> {
        let mut socket = self.connect(url)?;
        while !self.left().is_zero() {
            // A wait of no time would be one without end.
            let wait = self.left().max(Duration::from_millis(1));
            if socket.get_ref().set_read_timeout(Some(wait)).is_err() {
                return Ok(());
            }
            let text = match socket.read() {
                Ok(tungstenite::Message::Text(text)) => text,
                Ok(_) => continue,
                Err(Error::Io(error)) if is_late(&error) => return Ok(()),
                Err(Error::Capacity(_)) => {
                    return Err(DataFault::TooLarge { limit_bytes: MAX_MESSAGE as u64 }.into());
                }
                Err(_) => return Ok(()),
            };
            self.outcome.bytes += text.len() as u64;
            let data = text.to_string();
            if self.hear(&Message { event: "message".to_string(), id: None, data }) {
                return Ok(());
            }
        }
        Ok(())
    }

    fn connect(&mut self, url: &Url) -> Result<WebSocket<TcpStream>, Trouble> {
        let host = url.host_str().ok_or_else(|| no_way(NoWay::Address))?;
        let port = url.port_or_known_default().unwrap_or(80);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found = (bare, port).to_socket_addrs().ok().and_then(|mut all| all.next());
        let place = found.ok_or_else(|| no_way(NoWay::Host))?;
        let wait = self.left().max(Duration::from_millis(1));
        let stream =
            TcpStream::connect_timeout(&place, wait).map_err(|_| no_way(NoWay::Refused))?;
        drop(stream.set_read_timeout(Some(wait)));
        let config = WebSocketConfig::default().max_message_size(Some(MAX_MESSAGE));
        match tungstenite::client::client_with_config(url.as_str(), stream, Some(config)) {
            Ok((socket, _)) => Ok(socket),
            Err(tungstenite::HandshakeError::Failure(Error::Http(response))) => {
                let status = response.status().as_u16();
                self.outcome.status = Some(status);
                refuse(status, false, None)?;
                Err(no_way(NoWay::NoSocket))
            }
            Err(_) => Err(no_way(NoWay::NoSocket)),
        }
    }

    fn finish(self, trouble: Option<Trouble>) -> Outcome {
        let Hearing { asked, live, until, mut outcome, .. } = self;
        outcome.reading = live.reading();
        outcome.way = trouble.as_ref().and_then(|trouble| trouble.way);
        let silence = || DataFault::TimedOut { seconds: until.seconds as u32 };
        let silent = (outcome.answers == 0).then(silence);
        let fault = trouble.map(|trouble| trouble.fault).or(silent);
        let issue = fault.map(|fault| Issue::data(Place::document(asked.name), fault));
        outcome.reading.issues.extend(issue);
        outcome
    }
}

/// Nothing came in time; which of the two it is called differs by system.
fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}
