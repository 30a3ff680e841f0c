//! A server of one thread on this machine that answers with the bytes it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What was asked.
pub struct Asked {
    pub method: String,
    pub path: String,
    heads: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    pub fn head(&self, name: &str) -> Option<&str> {
        let own = self.heads.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value.as_str())
    }
}

pub struct Server {
    port: u16,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers every question with what `answer` gives: head and body.
    pub fn start(answer: impl Fn(&Asked) -> Vec<u8> + Send + 'static) -> Server {
        Server::with(move |stream, asked| drop(stream.write_all(&answer(asked))))
    }

    /// Sends a byte each tenth of a second.
    pub fn dripping(text: &str) -> Server {
        let whole = json(text);
        Server::with(move |stream, _| {
            for byte in &whole {
                if stream.write_all(&[*byte]).is_err() {
                    return;
                }
                thread::sleep(Duration::from_millis(100));
            }
        })
    }

    pub fn with(serve: impl Fn(&mut TcpStream, &Asked) + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let ends = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&ends);
        let run = move || {
            for stream in listener.incoming() {
                if own.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(mut stream) = stream else { continue };
                if let Some(asked) = read(&mut stream) {
                    serve(&mut stream, &asked);
                }
            }
        };
        Server { port, ends, thread: Some(thread::spawn(run)) }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Wakes the thread, so that it sees its end.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// 200 with a body of JSON.
pub fn json(text: &str) -> Vec<u8> {
    with_heads("", text)
}

/// The same with more heads, each ended by `\r\n`.
pub fn with_heads(heads: &str, text: &str) -> Vec<u8> {
    let length = text.len();
    let kind = "Content-Type: application/json\r\nConnection: close";
    format!("HTTP/1.1 200 OK\r\n{heads}{kind}\r\nContent-Length: {length}\r\n\r\n{text}")
        .into_bytes()
}

fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace().map(str::to_string);
    let (method, path) = (words.next()?, words.next()?);
    let mut heads = Vec::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        heads.push((name.to_string(), value.trim().to_string()));
    }
    let mut asked = Asked { method, path, heads, body: String::new() };
    let length = asked.head("content-length").and_then(|own| own.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}
