//! `daping serve` as a browser and as somebody who means ill meet it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use daping::cli::policy::{ASK_FIRST, Allow, FOREVER, headers};

struct Served {
    child: Child,
    address: String,
    /// What was said before the first answer.
    said: Vec<String>,
    folder: PathBuf,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn head(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

const PROGRAM: &str = "daping-0123456789abcdef_bg.wasm";
const PAGE: &str = "<!DOCTYPE html><title>wall</title>";

/// A folder of its own, beside a file that is none of its business.
fn folder(name: &str) -> PathBuf {
    let outer = std::env::temp_dir().join(format!("daping-serve-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&outer);
    let own = outer.join("dist");
    for inner in ["boards", "data", ".git", "packs"] {
        fs::create_dir_all(own.join(inner)).unwrap();
    }
    let rows = "town,back\n".repeat(500);
    for (file, text) in [
        ("dist/index.html", PAGE),
        ("dist/boards/a.json", "{}"),
        ("dist/boards/index.html", "of a folder"),
        ("dist/.git/config", "hidden"),
        ("dist/.env", "hidden"),
        ("dist/data/名册.csv", rows.as_str()),
        ("outside.txt", "outside"),
        (&format!("dist/{PROGRAM}"), "0123456789"),
        ("dist/boot.js", "export {};"),
        ("dist/boot.js.br", "as brotli"),
        ("dist/boot.js.gz", "as gzip"),
    ] {
        fs::write(outer.join(file), text).unwrap();
    }
    own
}

fn serve(name: &str, words: &[&str]) -> Served {
    let own = folder(name);
    let mut child = Command::new(env!("CARGO_BIN_EXE_daping"))
        .args(["serve", "--port", "0", "--lang", "en"])
        .args(words)
        .arg(&own)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().expect("it says where it is").unwrap();
    let address = first.split("http://").nth(1).unwrap().split('/').next().unwrap().to_string();
    let mut served =
        Served { child, address, said: vec![first], folder: own.parent().unwrap().to_path_buf() };
    if words.contains(&"--listen") {
        served.said.extend(lines.map_while(Result::ok).take(1));
    }
    served
}

impl Served {
    /// One question, its lines as they are given.
    fn raw(&self, question: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address.replace("0.0.0.0", "127.0.0.1")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(question.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_lowercase(), value.to_string())
        };
        Answer { status, headers: lines.map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    fn ask(&self, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        let more: String =
            more.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let host = if more.contains("Host: ") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{more}\r\n"))
    }

    fn get(&self, path: &str, more: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, more)
    }
}

#[test]
fn every_answer_carries_the_policy() {
    let served = serve("policy", &[]);
    assert!(served.said[0].contains("http://127.0.0.1:"), "{:?}", served.said);
    let answers = [
        served.get("/", &[]),
        served.get("/boot.js", &[("Range", "bytes=0-2")]),
        served.get("/nothing", &[]),
        served.ask("POST", "/", &[]),
        served.get("/", &[("Host", "elsewhere.example")]),
    ];
    assert_eq!(answers.each_ref().map(|answer| answer.status), [200, 206, 404, 405, 421]);
    for answer in &answers {
        for (name, value) in headers(&Allow::default()) {
            assert_eq!(answer.head(&name.to_lowercase()), value, "{} {name}", answer.status);
        }
    }
    assert_eq!(answers[0].body, PAGE.as_bytes());
    assert_eq!(answers[3].head("allow"), "GET, HEAD");
    assert!(!String::from_utf8_lossy(&answers[2].body).contains("<"), "never the page");
}

#[test]
fn what_is_hidden_or_outside_is_not_there() {
    let served = serve("outside", &[]);
    #[cfg(unix)]
    {
        let own = served.folder.join("dist");
        std::os::unix::fs::symlink("../outside.txt", own.join("link.txt")).unwrap();
        std::os::unix::fs::symlink(".env", own.join("env.txt")).unwrap();
        std::os::unix::fs::symlink("boot.js", own.join("inner.js")).unwrap();
        assert_eq!(served.get("/link.txt", &[]).status, 404);
        assert_eq!(served.get("/env.txt", &[]).status, 404);
        assert_eq!(served.get("/inner.js", &[]).status, 200);
    }
    for path in [
        "/../outside.txt",
        "/boards/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/boards/%2e%2e%2f%2e%2e%2foutside.txt",
        "/..%5coutside.txt",
        "/%252e%252e/outside.txt",
        "//outside.txt",
        "/.git/config",
        "/.env",
        "/%2eenv",
        "/boards//a.json",
        "/boards/./a.json",
        "/boot.js/",
        "/boot.js%00",
        "/boot.js%00.html",
        "/C:/outside.txt",
        "/boot.js::$DATA",
        "/data",
        "/data/",
        "/%ff",
        "/index.html/x",
        "/%",
    ] {
        let answer = served.get(path, &[]);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.head("cache-control"), ASK_FIRST, "{path}");
    }
    assert_eq!(served.get(&format!("/{PROGRAM}x"), &[]).head("cache-control"), ASK_FIRST);
    assert_eq!(
        served.get("/packs/gone-0123456789abcdef.wasm", &[]).head("cache-control"),
        ASK_FIRST
    );
}

#[test]
fn a_folder_leads_to_its_page_on_this_host_alone() {
    let served = serve("folders", &[]);
    let answer = served.get("/boards", &[]);
    assert_eq!((answer.status, answer.head("location")), (308, "./boards/"));
    assert_eq!(served.get("/boards/", &[]).body, b"of a folder");
}

#[test]
fn types_caching_and_names_of_any_script() {
    let served = serve("types", &[]);
    for (path, kind, caching) in [
        ("/", "text/html; charset=utf-8", ASK_FIRST),
        ("/index.html?board=x", "text/html; charset=utf-8", ASK_FIRST),
        ("/boot.js", "text/javascript; charset=utf-8", ASK_FIRST),
        ("/boards/a.json", "application/json", ASK_FIRST),
        ("/data/%E5%90%8D%E5%86%8C.csv", "text/csv", ASK_FIRST),
        ("/daping-0123456789abcdef_bg.wasm", "application/wasm", FOREVER),
    ] {
        let answer = served.get(path, &[]);
        assert_eq!(
            (answer.status, answer.head("content-type"), answer.head("cache-control")),
            (200, kind, caching),
            "{path}"
        );
    }
}

#[test]
fn copies_are_sent_where_they_are_of_the_file_as_it_is() {
    let served = serve("copies", &[]);
    let asked = |accept: &str| served.get("/boot.js", &[("Accept-Encoding", accept)]);
    for (accept, encoding, body) in [
        ("gzip, deflate, br", "br", "as brotli"),
        ("gzip", "gzip", "as gzip"),
        ("br;q=0, gzip", "gzip", "as gzip"),
        ("identity", "", "export {};"),
    ] {
        let answer = asked(accept);
        assert_eq!(
            (answer.head("content-encoding"), answer.body.as_slice()),
            (encoding, body.as_bytes()),
            "{accept}"
        );
        assert!(answer.head("vary").to_lowercase().contains("accept-encoding"), "{accept}");
    }
    let tags = ["br", "gzip", "identity"].map(|accept| asked(accept).head("etag").to_string());
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
    // Somebody edits the file and leaves its copies.
    let file = served.folder.join("dist/boot.js");
    fs::write(&file, "export { };").unwrap();
    let later = SystemTime::now() + Duration::from_secs(60);
    fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
    assert_eq!(asked("gzip, br").body, b"export { };");
}

#[test]
fn what_has_no_copy_is_compressed_on_the_way() {
    let served = serve("packed", &[]);
    let path = "/data/%E5%90%8D%E5%86%8C.csv";
    let answer = served.get(path, &[("Accept-Encoding", "gzip")]);
    assert_eq!(answer.head("content-encoding"), "gzip");
    assert!(answer.body.len() < 500, "{} bytes", answer.body.len());
    let tag = answer.head("etag").to_string();
    assert!(tag.starts_with("W/\""), "{tag}: other bytes than the file's");
    let again = served.get(path, &[("Accept-Encoding", "gzip"), ("If-None-Match", &tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    // Too small to win anything.
    assert_eq!(
        served.get("/boards/a.json", &[("Accept-Encoding", "gzip")]).head("content-encoding"),
        ""
    );
}

#[test]
fn an_unchanged_file_is_304_and_a_changed_one_is_not() {
    let served = serve("tags", &[]);
    let path = format!("/{PROGRAM}");
    let first = served.get(&path, &[]);
    let tag = first.head("etag");
    assert!(tag.starts_with('"'), "{tag}");
    let again = served.get(&path, &[("If-None-Match", &format!("\"other\", {tag}"))]);
    assert_eq!((again.status, again.body.len(), again.head("etag")), (304, 0, tag));
    assert_eq!(again.head("cache-control"), FOREVER);
    assert_eq!(
        served.get(&path, &[("If-Modified-Since", first.head("last-modified"))]).status,
        304
    );
    assert_eq!(served.get(&path, &[("If-None-Match", "\"other\"")]).status, 200);
    fs::write(served.folder.join("dist").join(PROGRAM), "9876543210+").unwrap();
    assert_eq!(served.get(&path, &[("If-None-Match", tag)]).status, 200);
    let head = served.ask("HEAD", &path, &[]);
    assert_eq!((head.status, head.head("content-length"), head.body.len()), (200, "11", 0));
}

#[test]
fn ranges_are_of_the_files_own_bytes() {
    let served = serve("ranges", &[]);
    let path = format!("/{PROGRAM}");
    let part = |range: &str, more: &[(&str, &str)]| {
        let own = [&[("Range", range), ("Accept-Encoding", "gzip, br")], more].concat();
        served.get(&path, &own)
    };
    for (range, status, said, body) in [
        ("bytes=2-4", 206, "bytes 2-4/10", "234"),
        ("bytes=-3", 206, "bytes 7-9/10", "789"),
        ("bytes=8-", 206, "bytes 8-9/10", "89"),
        ("bytes=10-", 416, "bytes */10", ""),
    ] {
        let answer = part(range, &[]);
        assert_eq!((answer.status, answer.head("content-range")), (status, said), "{range}");
        assert_eq!(answer.head("content-encoding"), "", "{range}");
        assert_eq!(String::from_utf8_lossy(&answer.body), body, "{range}");
    }
    assert_eq!(part("lines=1-2", &[]).body, b"0123456789");
    let tag = served.get(&path, &[]).head("etag").to_string();
    assert_eq!(part("bytes=2-4", &[("If-Range", &tag)]).status, 206);
    let whole = part("bytes=2-4", &[("If-Range", "\"older\"")]);
    assert_eq!((whole.status, whole.body.as_slice()), (200, b"0123456789".as_slice()));
}

#[test]
fn names_that_lead_here_from_elsewhere_are_refused() {
    let served = serve("names", &["--name", "wall.example"]);
    let status = |host: &str| served.get("/", &[("Host", host)]).status;
    for host in [
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1:1",
        "[::1]:80",
        "wall.example",
        "Wall.Example:443",
    ] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a b",
        "wall.example.evil",
    ] {
        assert!([421, 400].contains(&status(host)), "{host}");
    }
    assert_eq!(served.raw("GET / HTTP/1.0\r\n\r\n").status, 421);
}

#[test]
fn other_machines_only_where_it_was_said_and_then_with_a_word_about_it() {
    let served = serve("open", &["--listen", "0.0.0.0"]);
    assert!(
        served.said[1].contains("every machine that reaches this address"),
        "{:?}",
        served.said
    );
    assert_eq!(served.get("/", &[("Host", "wall.example")]).status, 200);
}

#[test]
fn a_board_that_asks_elsewhere_is_named_and_may_be_allowed() {
    let own = folder("hosts");
    let board = r#"{"daping": 1, "sources": {
        "a": {"url": "https://api.example:8443/x?y", "fields": {"n": {}}},
        "b": {"ws": "wss://live.example/", "fields": {"n": {}}},
        "c": {"url": "data/x.json", "fields": {"n": {}}}},
        "panels": {"clock": {"kind": "clock"}}}"#;
    fs::write(own.join("boards/far.json"), board).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_daping"))
        .args(["serve", "--port", "0", "--connect", "wss://live.example"])
        .arg(&own)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said: Vec<String> = lines.map_while(Result::ok).take(2).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        said[1].contains("boards/far.json")
            && said[1].contains("--connect https://api.example:8443"),
        "{said:?}"
    );
    fs::remove_dir_all(own.parent().unwrap()).unwrap();
}

#[test]
fn what_cannot_be_served_is_said_in_a_sentence() {
    let served = serve("taken", &[]);
    let port = served.address.rsplit(':').next().unwrap();
    let dist = served.folder.join("dist").display().to_string();
    for (words, zh, en) in [
        (vec![dist.as_str(), "--port", port], "占用", "another program listens"),
        (vec!["no-such-folder"], "没有这个文件夹", "there is no folder"),
        (vec!["src"], "没有 index.html", "no index.html"),
        (vec![dist.as_str(), "--listen", "192.0.2.1"], "本机没有", "does not have the address"),
        (vec![dist.as_str(), "--connect", "x; script-src *"], "不是一个主机", "is no host"),
    ] {
        for (lang, wanted) in [("zh", zh), ("en", en)] {
            let out = Command::new(env!("CARGO_BIN_EXE_daping"))
                .args(["serve", "--lang", lang])
                .args(&words)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(said.contains(wanted), "{words:?}: {said}");
            assert_eq!(out.status.code(), Some(2), "{words:?}");
        }
    }
}
