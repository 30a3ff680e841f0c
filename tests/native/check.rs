//! `daping check --sources` as an operator meets it: what is printed of a source, what helps to mend
//! a mapping, and that nothing raw is ever printed.

mod maps;
mod replay;
mod server;
mod streams;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use server::Server;

/// A folder of its own with `boards/` and `data/`; gone when it is dropped.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Site {
        let root = std::env::temp_dir().join(format!("daping-{}-{name}", std::process::id()));
        for folder in ["boards", "data"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        Site(root)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Site {
        std::fs::write(self.0.join(path), text).unwrap();
        self
    }

    /// A board of these sources.
    fn board(&self, sources: Value) -> &Site {
        let clock = json!({ "clock": { "kind": "clock" } });
        let board = json!({ "daping": 1, "sources": sources, "panels": clock });
        self.write("boards/b.json", board.to_string())
    }

    /// Exit code and what was printed.
    fn check(&self, words: &[&str]) -> (i32, String) {
        self.check_with(words, &[])
    }

    fn check_with(&self, words: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
        let all = [&["check", "boards/b.json"], words].concat();
        let out = daping(&self.0, &all, variables);
        let said = [out.stdout, out.stderr].concat();
        (out.status.code().unwrap(), String::from_utf8(said).unwrap())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn daping(folder: &Path, words: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daping"));
    for name in ["COLUMNS", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    command.args(words).current_dir(folder).envs(variables.iter().copied());
    command.output().expect("the program runs")
}

#[track_caller]
fn has(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in:\n{said}");
    }
}

/// Two people as a server might send them.
fn people() -> Value {
    let rows = json!([
        { "name": "王小明", "tel": "13812341234", "city": "南召县云阳镇西花园村", "pay": "3,507",
          "day": "2020/2/21" },
        { "name": "李小红", "tel": "问他弟弟", "city": "河南省南阳市", "pay": "不详", "day": "2020/2/31" },
    ]);
    json!({ "code": 0, "data": { "records": rows, "total": 2, "of": "2020-02-21T08:00:00Z" } })
}

const RAW: [&str; 9] =
    ["王小明", "小明", "李小红", "小红", "13812341234", "1234123", "问他弟弟", "西花园", "不详"];

fn fields() -> Value {
    json!({
        "name": { "label": "姓名", "mask": "person_name" },
        "tel": { "label": "电话", "mask": "phone" },
        "pay": { "label": "月薪", "type": "number", "unit": "元" },
        "day": { "label": "日期", "type": "date" }
    })
}

#[test]
fn the_first_rows_are_printed_as_the_wall_shows_them() {
    let site = Site::new("rows");
    site.write("data/people.json", people().to_string()).board(json!({ "people": {
        "url": "data/people.json", "rows": "/data/records", "total": "/data/total",
        "as_of": "/data/of", "fields": fields()
    } }));
    let (code, said) = site.check(&["--sources"]);
    let table = "\
  日期        姓名              月薪  电话
  day         name               pay  tel
  date        person_name  number 元  phone
  ──────────  ───────────  ─────────  ───────────
  2020-02-21  王**           3,507元  138****1234
  —           李**                 —  ***
";
    has(&said, &[table, "■ 来源 people", "data/people.json", "2 行", "服务器说共 2 行"]);
    has(&said, &["数据截至 2020-02-21 16:00", "第2行 字段“pay”:这里是文字,应为数值"]);
    assert_eq!(code, 1);
    let (_, public) = site.check(&["--source", "people", "--as", "public", "--rows", "1"]);
    has(&public, &["王*  ", "138*****234", "… 另有 1 行"]);
    assert!(!public.contains("李"), "{public}");
    let (_, english) = site.check(&["--sources", "--lang", "en"]);
    has(&english, &["21 Feb 2020", "row 2 field \"pay\": found text; expected number"]);
}

#[test]
fn the_file_alone_is_checked_without_a_network() {
    let site = Site::new("alone");
    site.board(json!({ "far": { "url": "http://192.0.2.1/x", "fields": { "a": {} } } }));
    let (code, said) = site.check(&[]);
    assert_eq!(code, 0);
    assert_eq!(
        said.trim(),
        "只检查了文件。要读取其中 1 个数据来源:daping check boards/b.json --sources"
    );
}

#[test]
fn a_missing_field_is_told_which_there_are() {
    let site = Site::new("missing");
    let source = json!({ "url": "data/people.json", "rows": "/data/records", "fields": {
        "nmae": { "mask": "person_name" }, "tel": { "mask": "phone" }, "town": {},
        "pay": { "type": "number" }, "day": { "type": "date" }
    } });
    site.write("data/people.json", people().to_string()).board(json!({ "people": source }));
    let (code, said) = site.check(&["--sources"]);
    has(&said, &["字段“nmae”:没有任何一行有这个字段", "第一行有:city, day, name, pay, tel"]);
    has(&said, &["其中还没有字段读取:city, name", "“nmae”是不是 \"at\": \"name\"?"]);
    assert_eq!(code, 1);
}

#[test]
fn a_pointer_to_nothing_is_told_where_lists_are() {
    let site = Site::new("nothing");
    let source = |more: Value| {
        let mut source = json!({ "url": "data/people.json", "fields": { "name": {} } });
        source.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        source
    };
    let ok = json!({ "at": "/code", "equals": 200 });
    site.write("data/people.json", people().to_string()).write("data/none.json", "{}");
    site.board(json!({
        "rows": source(json!({ "rows": "/data/list" })),
        "ok": source(json!({ "rows": "/data/records", "ok": ok })),
        "none": source(json!({ "url": "data/none.json", "rows": "/x" })),
        "gone": source(json!({ "url": "data/gone.json" })),
    }));
    let (code, said) = site.check(&["--sources"]);
    has(&said, &["在“/data/list”处没有行", "有数组的位置:\"/data/records\"(2 行)"]);
    has(&said, &["应在 \"/code\" 处为 200", "答复里没有任何数组", "没有这个文件:data/gone.json"]);
    assert_eq!(code, 1);
}

#[test]
fn rows_that_are_lists_are_told_where_their_names_are() {
    let site = Site::new("lists");
    let text = r#"{"heads": ["name", "tel"], "rows": [["王小明", "13812341234"]]}"#;
    site.write("data/a.json", text).board(json!({
        "bare": { "url": "data/a.json", "rows": "/rows", "fields": { "tel": { "at": "/5" } } },
        "named": { "url": "data/a.json", "rows": "/rows", "columns": "/heads",
            "fields": { "tel": { "mask": "phone" }, "nam": { "mask": "person_name" } } },
        "wrong": { "url": "data/a.json", "rows": "/rows", "columns": "/rows/0",
            "fields": { "tel": { "mask": "phone" } } },
    }));
    let (_, said) = site.check(&["--sources"]);
    has(&said, &["各有 2 格", "是不是 \"columns\": \"/heads\"?", "“nam”是不是 \"at\": \"name\"?"]);
    none_of(&said);
}

#[track_caller]
fn none_of(said: &str) {
    for raw in RAW {
        assert!(!said.contains(raw), "{raw} is in:\n{said}");
    }
}

#[test]
fn no_raw_value_is_ever_printed() {
    let site = Site::new("raw");
    let whole = people().to_string();
    let broken = &whole[..whole.find("不详").unwrap()];
    let csv = "王小明,13812341234,410000190001010012\n李小红,13912341234,410000190001010038\n";
    let keyed = json!([{ "13812341234": 1, "410000190001010012": 2, "name": "王小明" }]);
    site.write("data/people.json", &whole).write("data/broken.json", broken);
    site.write("data/headless.csv", csv).write("data/keyed.json", keyed.to_string());
    let swapped = json!({
        "name": { "mask": "phone" }, "tel": { "mask": "person_name" }, "city": { "mask": "phone" },
        "pay": { "mask": "id_number" }, "day": { "type": "flag" }
    });
    let mut sources = serde_json::Map::new();
    for (name, file) in
        [("a", "people.json"), ("b", "broken.json"), ("c", "headless.csv"), ("d", "keyed.json")]
    {
        for (at, fields) in
            [&fields(), &swapped, &json!({ "x": {}, "nam": { "mask": "person_name" } })]
                .into_iter()
                .enumerate()
        {
            for (number, rows) in
                ["/data/records", "", "/data/records/0", "/x"].into_iter().enumerate()
            {
                let source =
                    json!({ "url": format!("data/{file}"), "rows": rows, "fields": fields });
                sources.insert(format!("{name}{at}{number}"), source);
            }
        }
    }
    site.board(Value::Object(sources));
    for audience in ["internal", "public"] {
        let (code, said) = site.check(&["--sources", "--rows", "50", "--as", audience]);
        assert_eq!(code, 1);
        has(&said, &["■ 来源 d23"]);
        none_of(&said);
        for raw in ["13912341234", "410000190001010012", "410000190001010038"] {
            assert!(!said.contains(raw), "{raw} is in:\n{said}");
        }
    }
}

#[test]
fn another_file_or_site_stands_in_for_the_sources_own() {
    let site = Site::new("from");
    let source = json!({ "url": "data/people.json", "rows": "/data/records", "fields": fields() });
    site.write("other.json", people().to_string()).board(json!({ "people": source, "b": source }));
    let (_, said) = site.check(&["--source", "people", "--from", "other.json"]);
    has(&said, &["other.json", "王**"]);
    let server = Server::start(|_| server::json(&people().to_string()));
    let address = format!("{}/hall/", server.address());
    let (_, said) = site.check(&["--sources", "--site", &address]);
    has(&said, &[&format!("{address}data/people.json"), "答复 200", "王**", "■ 来源 b"]);
    for wrong in [
        &["--from", "x"][..],
        &["--sources", "--from", "x"],
        &["--source", "people", "--source", "b", "--from", "x"],
        &["--source", "nobody"],
        &["--sources", "--as", "everybody"],
    ] {
        assert_eq!(site.check(wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn an_unknown_time_zone_is_a_finding() {
    let site = Site::new("zone");
    for (zone, code) in [("Asia/Urumqi", 0), ("Asia/Shangai", 1), ("Mars/Phobos", 1)] {
        let panels = json!({ "clock": { "kind": "clock" } });
        let board = json!({ "daping": 1, "time_zone": zone, "panels": panels });
        site.write("boards/b.json", board.to_string());
        let (own, said) = site.check(&[]);
        assert_eq!(own, code, "{said}");
        if zone == "Asia/Shangai" {
            has(&said, &["b.json:1:", "没有名为“Asia/Shangai”的时区", "是否指“Asia/Shanghai”?"]);
        }
    }
}

/// A board of one source at the server, and what is said of it.
fn asked(name: &str, server: &Server, more: Value) -> (i32, String) {
    let site = Site::new(name);
    let mut source = json!({ "url": format!("{}/people", server.address()), "fields": { "name": { "mask": "person_name" } },
        "rows": "/rows", "refresh": { "timeout": "20s" } });
    source.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    site.board(json!({ "people": source }));
    site.check_with(&["--sources"], &[("DAPING_TOKEN", "Bearer s3cr3t")])
}

const ROWS: &str = r#"{"rows": [{"name": "王小明"}]}"#;

#[test]
fn answers_that_are_none_are_findings() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>";
    let moved = "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n";
    let long = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n";
    let busy = "HTTP/1.1 429 Slow\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n";
    for (name, answer, sentence) in [
        ("401", "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n".to_string(), "需要登录或没有权限"),
        ("500", "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n".into(), "服务器答复 500"),
        ("204", "HTTP/1.1 204 None\r\n\r\n".into(), "204"),
        ("429", busy.into(), "服务器请过 30 秒再问"),
        ("page", page.into(), "答复是网页"),
        ("long", format!("{long}{ROWS}"), "服务器说有 900 字节"),
        ("login", moved.into(), "需要登录或没有权限"),
    ] {
        let server = Server::start(move |asked| match asked.path.as_str() {
            "/login" => page.into(),
            _ => answer.clone().into_bytes(),
        });
        let (code, said) = self::asked(&format!("none-{name}"), &server, json!({}));
        has(&said, &[sentence]);
        assert_eq!(code, 1, "{said}");
        none_of(&said);
    }
}

#[test]
fn a_redirect_to_data_is_followed_and_a_loop_is_not() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/people" => b"HTTP/1.1 307 On\r\nLocation: data\r\nContent-Length: 0\r\n\r\n".into(),
        _ => server::json(ROWS),
    });
    let (code, said) = asked("moved", &server, json!({}));
    has(&said, &["答复 200", "王**", "没有发现"]);
    assert_eq!(code, 0);
    let server = Server::start(|_| {
        b"HTTP/1.1 302 On\r\nLocation: /people\r\nContent-Length: 0\r\n\r\n".into()
    });
    has(&asked("loop", &server, json!({})).1, &["重定向超过 5 次"]);
}

#[test]
fn a_server_that_drips_is_given_up() {
    let server = Server::dripping(ROWS);
    let (code, said) = asked("drip", &server, json!({ "refresh": { "timeout": "1s" } }));
    has(&said, &["1 秒内没有完整答复"]);
    assert_eq!(code, 1);
}

#[test]
fn nobody_there_is_said() {
    let server = Server::start(|_| Vec::new());
    let address = server.address();
    drop(server);
    let site = Site::new("nobody");
    site.board(json!({ "a": { "url": address, "fields": { "name": {} } } }));
    let (code, said) = site.check(&["--sources"]);
    has(&said, &["取不到数据", "主机拒绝连接"]);
    assert_eq!(code, 1);
}

#[test]
fn secrets_are_sent_and_never_printed() {
    let server = Server::start(|asked| {
        let known = asked.head("authorization") == Some("Bearer s3cr3t");
        let posted = asked.method == "POST" && asked.body == r#"{"page":1}"#;
        if known && posted {
            server::json(ROWS)
        } else {
            b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n".into()
        }
    });
    let how = json!({
        "url": format!("{}/people?access_token=abcdef", server.address()),
        "method": "POST", "body": { "page": 1 }, "headers_from": { "Authorization": "token" }
    });
    let (code, said) = asked("secret", &server, how.clone());
    has(&said, &["王**", "access_token=***"]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("s3cr3t") && !said.contains("abcdef"), "{said}");
    let site = Site::new("no-secret");
    let mut source = how;
    source["headers_from"]["Authorization"] = json!("no-such");
    source["fields"] = json!({ "name": {} });
    site.board(json!({ "people": source }));
    has(&site.check(&["--sources"]).1, &["没有给出“no-such”的值", "DAPING_NO_SUCH"]);
}

#[test]
fn a_secret_stays_with_the_origin_that_was_asked() {
    let other = Server::start(|asked| {
        if asked.head("authorization").is_some() {
            return b"HTTP/1.1 500 Told\r\nContent-Length: 0\r\n\r\n".into();
        }
        server::json(ROWS)
    });
    let there = other.address();
    let server = Server::start(move |_| {
        format!("HTTP/1.1 302 On\r\nLocation: {there}/x\r\nContent-Length: 0\r\n\r\n").into_bytes()
    });
    let how = json!({ "headers_from": { "Authorization": "token" } });
    has(&asked("origin", &server, how).1, &["王**"]);
}

#[test]
fn pages_are_followed_and_counted() {
    let server = Server::start(|asked| {
        let (heads, name) = match asked.path.as_str() {
            "/people" => ("Link: </people?page=2>; rel=\"next\"\r\n", "王小明"),
            _ => ("", "李小红"),
        };
        server::with_heads(heads, &json!({ "rows": [{ "name": name }] }).to_string())
    });
    let (code, said) = asked("pages", &server, json!({ "page": { "kind": "link" } }));
    has(&said, &["2 页", "2 行", "王**", "李**", "没有发现"]);
    assert_eq!(code, 0);
}

#[test]
fn a_servers_answer_leads_to_no_file() {
    let server = Server::start(|_| {
        let next = json!({ "rows": [{ "name": "王小明" }], "next": "file:///etc/hostname" });
        server::json(&next.to_string())
    });
    let page = json!({ "page": { "kind": "next", "at": "/next" } });
    let (code, said) = asked("next-file", &server, page);
    has(&said, &["1 行", "下一页在另一个站点,没有去取"]);
    assert_eq!(code, 1);
}

#[test]
fn rows_of_the_board_and_files_of_days_are_printed_too() {
    let site = Site::new("inline");
    site.write("data/2020-02-03.csv", "name\n王小明\n");
    site.write("data/2020-02-05.csv", "name\n李小红\n");
    let names = json!({ "name": { "mask": "person_name" } });
    let days = json!({ "from": "2020-02-03", "to": "2020-02-05" });
    site.board(json!({
        "own": { "inline": [{ "name": "王小明" }], "fields": names },
        "days": { "url": "data/{day}.csv", "days": days, "fields": names },
    }));
    let (_, said) = site.check(&["--sources"]);
    has(&said, &["写在大屏文件里的行", "data/{day}.csv", "没有 2020-02-04 的文件", "李**"]);
    none_of(&said);
}
