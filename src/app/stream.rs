//! A source whose rows come by themselves: one connection, ever, over server-sent events or a
//! WebSocket. What comes is heard at once; panels see it once a frame.
//!
//! Server-sent events are read from `fetch`, which can send heads, sees a refusal and does not
//! connect again by itself beside us, as `EventSource` would.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Event as Happened, MessageEvent, WebSocket};

use super::asking::{self, Refused};
use super::frame::{self, Ticket};
use super::net::{self, Room, With};
use super::stage::is_hidden;
use super::store::Intake;
use super::{clock, marks};
use crate::data::feed::Event;
use crate::data::limits::MAX_MESSAGE;
use crate::data::live::{Live, Message};
use crate::data::read::Asked;
use crate::data::sse::{self, Events, KIND};
use crate::issue::DataFault;

/// What a socket tells of.
const HAPPENS: [&str; 4] = ["open", "message", "close", "error"];

/// The table that messages change, and the way they come.
pub struct Stream {
    asked: Asked<'static>,
    live: RefCell<Live<'static>>,
    socket: RefCell<Option<Socket>>,
    /// What this connection's bytes are read by.
    events: RefCell<Events>,
    /// The id of the last event of the connections before.
    last_id: RefCell<Option<String>>,
    /// Panels have not seen the last change.
    changed: Cell<bool>,
    /// A frame was asked for.
    ticket: RefCell<Option<Ticket>>,
}

impl Stream {
    pub fn new(asked: Asked<'static>) -> Self {
        Stream {
            asked,
            live: RefCell::new(Live::new(asked)),
            socket: RefCell::new(None),
            events: RefCell::new(Events::new()),
            last_id: RefCell::new(None),
            changed: Cell::new(false),
            ticket: RefCell::new(None),
        }
    }

    /// Connects when it is time. A hidden page has no frames: there changes are shown from here.
    pub fn tick(&self, own: &Rc<Intake>, due: bool) {
        if is_hidden() {
            self.show(own);
        }
        if due {
            self.connect(own);
        }
    }

    /// Ends a socket; a stream of events ends by its abort signal.
    pub fn close(&self) {
        self.socket.take();
    }

    fn connect(&self, own: &Rc<Intake>) {
        let (number, abort) = own.begin();
        let last_id = self.last_id();
        let own = Rc::clone(own);
        spawn_local(async move {
            match asking::ready(own.source).await {
                Ok(()) => packs::connect::streams::enter(own, number, abort, last_id),
                Err(fault) => lost(&own, number, fault.into()),
            }
        });
    }

    /// What to go on after: the id that stands in messages, else that of the last event. An event
    /// without data has one too, which the table never hears of.
    fn last_id(&self) -> Option<String> {
        let before = self.events.replace(Events::new());
        if let Some(id) = before.last_id() {
            self.last_id.replace(Some(id.to_string()));
        }
        let changes = self.asked.source.changes.as_ref();
        if self.asked.source.sse.is_empty() || changes.is_some_and(|changes| changes.id.is_some()) {
            return self.live.borrow().last_id().map(str::to_string);
        }
        self.last_id.borrow().clone().filter(|id| !id.is_empty())
    }

    fn hear(&self, own: &Rc<Intake>, message: &Message) {
        if self.live.borrow_mut().hear(message) && !self.changed.replace(true) {
            let shown = Rc::clone(own);
            let ticket = frame::each(move |_| {
                if let Some(stream) = &shown.stream {
                    stream.show(&shown);
                    drop(stream.ticket.take());
                }
            });
            self.ticket.replace(Some(ticket));
        }
    }

    /// What was heard is a sign of life, unless nothing of it could be used: that confirms no data,
    /// and where there is none yet, the connection is as good as failed.
    fn judge(&self, own: &Intake) -> Result<(), DataFault> {
        let live = self.live.borrow();
        match live.fault() {
            None => own.step(Event::Heard),
            Some(_) if self.changed.get() || own.has_data() => (),
            Some(fault) => return Err(fault.clone()),
        }
        Ok(())
    }

    /// Gives panels the table as it is now, if it is another one.
    fn show(&self, own: &Intake) {
        if self.changed.replace(false) {
            let reading =
                marks::measured("daping:decode", own.name, || self.live.borrow().reading());
            let now = (clock::unix_ms() / 1_000.0) as i64;
            let age = own.counted(&reading).map_or(0, |of| u64::try_from(now - of).unwrap_or(0));
            own.answered(own.rehearsed(reading.into()), age.saturating_mul(1_000));
        }
    }

    /// Forgets what a refusal of access takes away.
    fn clear(&self) {
        self.live.replace(Live::new(self.asked));
        self.events.replace(Events::new());
        self.last_id.take();
        self.changed.set(false);
    }
}

/// The entrance of the pack: what opens connections and hears them.
mod packs {
    pub mod connect {
        pub mod streams {
            use std::rc::Rc;

            use web_sys::AbortController;

            use crate::app::{store::Intake, stream};

            #[inline(never)]
            pub fn enter(
                own: Rc<Intake>,
                number: u64,
                abort: Option<AbortController>,
                last_id: Option<String>,
            ) {
                stream::connect(own, number, abort, last_id);
            }
        }
    }
}

fn connect(own: Rc<Intake>, number: u64, abort: Option<AbortController>, last_id: Option<String>) {
    if own.source.sse.is_empty() {
        return plug(&own, number, last_id.as_deref());
    }
    spawn_local(async move {
        let ended = events(&own, number, abort, last_id).await;
        lost(&own, number, ended.err().unwrap_or(DataFault::Lost.into()));
    });
}

/// Opens a socket, if it is still wanted.
fn plug(own: &Rc<Intake>, number: u64, last_id: Option<&str>) {
    let Some(stream) = own.stream.as_ref().filter(|_| own.is_asked(number)) else { return };
    match Socket::open(own, number, last_id) {
        Some(socket) => drop(stream.socket.replace(Some(socket))),
        None => lost(own, number, net::unreached(&own.source.ws).into()),
    }
}

/// The connection of that number is no more; an older one's end says nothing.
fn lost(own: &Rc<Intake>, number: u64, refused: Refused) {
    let Some(stream) = own.stream.as_ref().filter(|_| own.is_asked(number)) else { return };
    // What was heard before it broke off counts.
    stream.show(own);
    own.give_up();
    if let Some(wait_ms) = stream.events.borrow().retry() {
        own.step(Event::Retry { wait_ms });
    }
    if refused.fault == DataFault::Denied {
        stream.clear();
    }
    own.fail(refused);
}

/// Reads a stream of events until it ends.
async fn events(
    own: &Rc<Intake>,
    number: u64,
    abort: Option<AbortController>,
    last_id: Option<String>,
) -> Result<(), Refused> {
    let source = own.source;
    let signal = abort.as_ref().map(AbortController::signal);
    let Some(stream) = &own.stream else { return Ok(()) };
    let request = sse::question(source, last_id);
    let with = With {
        secrets: Some(&source.headers_from),
        total: None,
        abort: signal.as_ref(),
        streams: true,
    };
    let mut answer = net::ask(&request, &with).await?;
    asking::refuse(&answer)?;
    if answer.is_page() {
        return Err(DataFault::Html { expected: KIND }.into());
    }
    if !answer.head.get("content-type").is_some_and(|kind| kind.starts_with(KIND)) {
        return Err(DataFault::Malformed { expected: KIND, at: 0 }.into());
    }
    if !own.is_asked(number) {
        return Ok(());
    }
    // It is connected before it has said anything.
    own.step(Event::Heard);
    let mut room = Room::new(u64::MAX);
    while let Some(piece) = answer.piece(&mut room).await.map_err(|_| DataFault::Lost)? {
        if !own.is_asked(number) {
            return Ok(());
        }
        let bytes = piece.to_vec();
        stream.events.borrow_mut().push(&bytes, &mut |message| stream.hear(own, &message));
        stream.judge(own)?;
    }
    Ok(())
}

/// A WebSocket with the one closure that hears it; both go together.
struct Socket {
    socket: WebSocket,
    heard: Closure<dyn FnMut(Happened)>,
}

impl Socket {
    fn open(own: &Rc<Intake>, number: u64, last: Option<&str>) -> Option<Socket> {
        let url = net::page_address(&own.source.ws)?;
        match url.protocol().as_str() {
            "http:" => url.set_protocol("ws:"),
            "https:" => url.set_protocol("wss:"),
            _ => (),
        }
        let resume = own.source.changes.as_ref().and_then(|changes| changes.resume.as_deref());
        if let (Some(param), Some(id)) = (resume, last) {
            url.search_params().set(param, id);
        }
        let socket = WebSocket::new(&url.href()).ok()?;
        let listener = Rc::clone(own);
        let heard = Closure::new(move |event: Happened| happened(&listener, number, &event));
        for name in HAPPENS {
            // A socket takes every listener.
            let _ = socket.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        }
        Some(Socket { socket, heard })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        for name in HAPPENS {
            let heard = self.heard.as_ref().unchecked_ref();
            let _ = self.socket.remove_event_listener_with_callback(name, heard);
        }
        // What is closed already stays so.
        let _ = self.socket.close();
    }
}

fn happened(own: &Rc<Intake>, number: u64, event: &Happened) {
    let Some(stream) = own.stream.as_ref().filter(|_| own.is_asked(number)) else { return };
    match event.type_().as_str() {
        "open" => own.step(Event::Heard),
        "message" => {
            let data = event.unchecked_ref::<MessageEvent>().data();
            let long = data.dyn_ref::<JsString>().map_or(0, JsString::length);
            // One that is too long or no text is told of as one that cannot be read.
            let text = data.as_string().filter(|_| long as usize <= MAX_MESSAGE);
            let data = text.unwrap_or_default();
            stream.hear(own, &Message { event: "message".into(), id: None, data });
            if let Err(fault) = stream.judge(own) {
                lost(own, number, fault.into());
            }
        }
        _ => lost(own, number, DataFault::Lost.into()),
    }
}
