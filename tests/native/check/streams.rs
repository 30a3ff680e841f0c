//! Streams, heard by `daping check` for a while.

use std::io::Write;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::server::Server;
use super::{Site, has, none_of};

const TABLE: &str = r#"[{"id":1,"name":"王小明"},{"id":2,"name":"李小红"}]"#;

/// A board of one stream, heard for a second or until it has as many rows as are printed.
fn heard(name: &str, key: &str, address: &str, rows: &str) -> (i32, String) {
    let site = Site::new(name);
    let fields = json!({ "id": { "type": "number" }, "name": { "mask": "person_name" } });
    let mut source = json!({ "fields": fields });
    source[key] = Value::String(address.to_string());
    site.board(json!({ "people": source }));
    site.check(&["--sources", "--seconds", "1", "--rows", rows])
}

/// Says so much and then nothing, with the connection open.
fn events(kind: &'static str, text: String) -> Server {
    Server::with(move |stream, _| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n");
        drop(stream.write_all(format!("{head}{text}").as_bytes()));
        thread::sleep(Duration::from_millis(1500));
    })
}

#[test]
fn events_are_heard_until_there_are_rows_enough() {
    let server = events("text/event-stream", format!("data: {TABLE}\n\n"));
    let (code, said) = heard("sse", "sse", &server.address(), "2");
    has(&said, &["1 条消息", "王**", "李**", "没有发现"]);
    assert_eq!(code, 0);
    none_of(&said);
    let server = events("text/event-stream", format!("data: {TABLE}\n\n"));
    let (code, said) = heard("sse-all", "sse", &server.address(), "9");
    has(&said, &["推送,听 1 秒", "王**"]);
    assert_eq!(code, 0);
}

#[test]
fn a_silent_stream_and_one_that_is_none_are_findings() {
    let silent = events("text/event-stream", ": hello\n\n".to_string());
    let (code, said) = heard("silent", "sse", &silent.address(), "2");
    has(&said, &["1 秒内没有完整答复", "0 条消息"]);
    assert_eq!(code, 1);
    let other = events("application/json", TABLE.to_string());
    has(&heard("no-sse", "sse", &other.address(), "2").1, &["应为 text/event-stream"]);
    let page = Server::start(|_| super::server::json(TABLE));
    let socket = page.address().replace("http", "ws");
    has(&heard("no-ws", "ws", &socket, "2").1, &["那里应答的不是 WebSocket"]);
    has(&heard("wss", "ws", "wss://wall.example/x", "2").1, &["命令行不能连接 wss:"]);
}

#[test]
fn a_socket_is_heard() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut socket = tungstenite::accept(stream).unwrap();
        socket.send(tungstenite::Message::text(TABLE)).unwrap();
        // Until the other side has had enough.
        while socket.read().is_ok() {}
    });
    let (code, said) = heard("ws", "ws", &format!("ws://127.0.0.1:{port}/x"), "2");
    has(&said, &["1 条消息", "王**", "李**"]);
    assert_eq!(code, 0);
    none_of(&said);
    server.join().unwrap();
}
