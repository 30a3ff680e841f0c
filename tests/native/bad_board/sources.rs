//! Sources whose keys do not go together.

use daping::board::check;
use daping::data::source::{PageKind, Source};
use daping::issue::Lang;

use super::Touches::*;
use super::{BOARD, said, wrong};

const URL: &str = r#""url": "data/people.json","#;

/// One finding for these keys in the place of the address; the panels stand.
#[track_caller]
fn keys(broken: &str, zh: &str, en: &str) {
    wrong(URL, &format!("{broken},"), All, zh, en);
}

/// The same, and `"url"` before it.
#[track_caller]
fn beside(broken: &str, zh: &str, en: &str) {
    keys(&format!("{URL} {broken}"), zh, en);
}

/// The source that is left of these keys, and how many findings there were.
fn left(broken: &str) -> (Source, usize) {
    let checked = check("小城", &BOARD.replacen(URL, &format!("{broken},"), 1));
    let source = checked.board.sources.get("people").expect("the source stands").clone();
    (source, checked.issues.len())
}

#[test]
fn rows_come_from_one_place() {
    for (broken, used, unused) in [
        (r#""url": "a.json", "sse": ^"b""#, "url", "sse"),
        (r#""ws": ^"wss://h/b", "sse": "a""#, "sse", "ws"),
        (r#""inline": ^[], "url": "a.json""#, "url", "inline"),
        (r#""inline": [], "ws": ^"b""#, "inline", "ws"),
    ] {
        let zh = format!("“{used}”与“{unused}”只能有一个,这里只用“{used}”");
        let en = format!("either \"{used}\" or \"{unused}\" may stand; \"{used}\" is used");
        keys(broken, &zh, &en);
    }
    let (source, findings) = left(r#""url": "a", "inline": [], "sse": "b", "ws": "c""#);
    assert_eq!(findings, 3);
    assert_eq!((source.address(), source.streams()), ("a", false));
    assert_eq!((source.inline, source.sse.as_str(), source.ws.as_str()), (None, "", ""));
    for fine in [r#""inline": [{"name": "甲"}]"#, r#""sse": "events""#, r#""ws": "wss://h/x""#] {
        assert_eq!(left(fine).1, 0, "{fine}");
    }
}

#[test]
fn only_http_and_sockets_are_asked() {
    for url in ["javascript:alert(1)", "file:///etc/hosts", " Data:text/csv,a", "ws://h/x"] {
        for key in ["url", "sse"] {
            let broken = format!(r#""odd": {{ "{key}": ^"{url}", "fields": {{ "a": {{}} }} }},"#);
            wrong(
                r#""sources": {"#,
                &format!(r#""sources": {{ {broken}"#),
                Nothing,
                &format!("这里是 \"{url}\",应为 http 或 https 地址,或相对地址"),
                &format!(
                    "found \"{url}\"; expected an address of http or https, or a relative one"
                ),
            );
        }
    }
    wrong(
        r#""sources": {"#,
        r#""sources": { "odd": { "ws": ^"https://h/x", "fields": { "a": {} } },"#,
        Nothing,
        "这里是 \"https://h/x\",应为 ws 或 wss 地址,或相对地址",
        "found \"https://h/x\"; expected an address of ws or wss, or a relative one",
    );
    for fine in ["https://h/a:b", "HTTP://h", "//h/x", "../x.json?at=12:00", "data/a:b.json"] {
        assert_eq!(left(&format!(r#""url": "{fine}""#)).1, 0, "{fine}");
    }
}

#[test]
fn days_stand_in_the_address() {
    beside(
        r#""days": ^{ "from": "2020-02-03" }"#,
        "“days”要与“{day}”一起用",
        "\"days\" needs \"{day}\" beside it",
    );
    keys(
        r#""url": ^"data/{day}.json""#,
        "“{day}”要与“days”一起用",
        "\"{day}\" needs \"days\" beside it",
    );
    let days = |days: &str| format!(r#""url": "data/{{day}}.json", "days": {days}"#);
    keys(&days(r#"^{ "to": "2020-02-03" }"#), "缺少“from”", "\"from\" is missing");
    for broken in [r#"{ "from": ^"soon" }"#, r#"{ "from": "2020-02-03", "to": ^"soon" }"#] {
        keys(
            &days(broken),
            "这里是 \"soon\",应为日期,如 \"2020-02-03\"",
            "found \"soon\"; expected a day such as \"2020-02-03\"",
        );
    }
    keys(
        &days(r#"{ "from": "2020-02-03", "to": ^"2020-02-02" }"#),
        "这里是 \"2020-02-02\",应为不早于“from”的日期",
        "found \"2020-02-02\"; expected a day that is not before \"from\"",
    );
    keys(
        &days(r#"{ "from": "2020-02-03", "format": ^"%!" }"#),
        "这里是 \"%!\",应为 strftime 格式,如 %d/%m/%Y",
        "found \"%!\"; expected a strftime pattern such as %d/%m/%Y",
    );
    let (source, findings) = left(&days(r#"{ "from": "2020-02-03", "format": "%Y%m%d" }"#));
    assert_eq!(source.days.map(|days| days.format.text().to_string()), Some("%Y%m%d".into()));
    assert_eq!(findings, 0);
}

#[test]
fn pages_are_of_one_address() {
    for (broken, used) in [
        (r#""inline": []"#, "inline"),
        (r#""sse": "a""#, "sse"),
        (r#""ws": "a""#, "ws"),
        (r#""url": "{day}", "days": { "from": "2020-02-03" }"#, "days"),
    ] {
        keys(
            &format!(r#"{broken}, "page": ^{{ "kind": "next" }}"#),
            &format!("“{used}”与“page”只能有一个,这里只用“{used}”"),
            &format!("either \"{used}\" or \"page\" may stand; \"{used}\" is used"),
        );
    }
    for kind in ["next", "cursor"] {
        let broken = format!(r#""page": ^{{ "kind": "{kind}" }}"#);
        beside(&broken, "缺少“at”", "\"at\" is missing");
    }
    assert_eq!(left(&format!(r#"{URL} "page": {{ "kind": "link" }}"#)).0.page.kind, PageKind::Link);
}

#[test]
fn a_body_goes_with_post() {
    let needs = |key: &str| {
        (format!("“{key}”要与“POST”一起用"), format!("\"{key}\" needs \"POST\" beside it"))
    };
    let (zh, en) = needs("body");
    beside(r#""body": ^{ "q": 1 }"#, &zh, &en);
    let (zh, en) = needs("size_param");
    beside(r#""page": { "kind": "page", "size_param": ^"/size" }"#, &zh, &en);
    beside(
        r#""method": "POST", "body": ^"SELECT 1", "page": { "kind": "page", "param": "/page" }"#,
        "这里是文字,应为对象 {…}",
        "found text; expected object",
    );
    assert_eq!(left(&format!(r#"{URL} "method": "POST", "body": "SELECT 1""#)).1, 0);
}

#[test]
fn secrets_stay_out_of_the_file() {
    for name in [
        "Authorization",
        "COOKIE",
        "proxy-authorization",
        "apikey",
        "X-Api-Key",
        "X-Access-Token",
        "token",
        "My-Secret-1",
        "x-password",
    ] {
        beside(
            &format!(r#""headers": {{ "Accept": "a/b", "{name}": ^"Bearer x" }}"#),
            &format!(
                "请求头“{name}”的值是秘密,不能写在人人可读的大屏文件里,未采用;请写进“headers_from”,运行时再给出"
            ),
            &format!(
                "the value of header \"{name}\" is a secret and everybody reads this file; left out: it belongs in \"headers_from\", which gives it at run time"
            ),
        );
        let (source, _) =
            left(&format!(r#"{URL} "headers": {{ "Accept": "a/b", "{name}": "Bearer x" }}"#));
        assert_eq!(source.headers.names().collect::<Vec<_>>(), ["Accept"]);
        assert!(!format!("{source:?}").contains("Bearer x"));
    }
    for key in ["url", "sse"] {
        let fine = format!(r#""{key}": "a", "headers_from": {{ "Authorization": "token" }}"#);
        assert_eq!(left(&fine).1, 0);
    }
    for key in ["headers", "headers_from"] {
        keys(
            &format!(r#""ws": "a", "{key}": ^{{ "X-Own": "b" }}"#),
            &format!("“ws”与“{key}”只能有一个,这里只用“ws”"),
            &format!("either \"ws\" or \"{key}\" may stand; \"ws\" is used"),
        );
    }
}

#[test]
fn changes_are_a_streams() {
    beside(
        r#""changes": ^{ "key": "id" }"#,
        "“changes”要与“sse”或“ws”一起用",
        "\"changes\" needs \"sse\" or \"ws\" beside it",
    );
    keys(r#""sse": "a", "changes": ^{}"#, "缺少“key”", "\"key\" is missing");
    assert!(left(r#""ws": "a", "changes": { "key": "id" }"#).0.changes.is_some());
    let both = r#""ws": "a", "changes": { "key": "id" }, "explode": ^"/list""#;
    keys(
        both,
        "“changes”与“explode”只能有一个,这里只用“changes”",
        "either \"changes\" or \"explode\" may stand; \"changes\" is used",
    );
    assert_eq!(left(&both.replace('^', "")).0.explode, None);
}

#[test]
fn words_of_a_source_are_its_own_fields() {
    let zh = "来源“people”没有字段“twon”,是否指“town”?";
    let en = "source \"people\" has no field \"twon\"; did you mean \"town\"?";
    let unpivot = |into: &str| format!(r#""unpivot": {{ "columns": ["2020*"], "into": {into} }}"#);
    beside(&unpivot(r#"["pay", ^"twon"]"#), zh, en);
    beside(
        &unpivot(r#"^["pay"]"#),
        "这里是 1 项的数组,应为 2 项的数组",
        "found list of 1; expected list of 2",
    );
    beside(r#""unpivot": ^{ "columns": ["a"] }"#, "缺少“into”", "\"into\" is missing");
    beside(r#""unpivot": ^{ "into": ["town", "pay"] }"#, "缺少“columns”", "\"columns\" is missing");
    beside(r#""filter": [["pay", ">", 1], [^"twon", "=", "twon"]]"#, zh, en);
    let filter = r#""filter": [["pay", ">", 1], ["twon", "=", "twon"]]"#;
    assert_eq!(left(&format!("{URL} {filter}")).0.filter.len(), 1);
}

#[test]
fn pointers_begin_with_a_slash() {
    for (broken, text, meant) in [
        (r#""rows": ^"data/rows""#, "data/rows", "/data/rows"),
        (r#""columns": ^"$.columns""#, "$.columns", "/columns"),
        (r#""total": ^"page/total""#, "page/total", "/page/total"),
        (r#""as_of": ^"meta.at""#, "meta.at", "/meta/at"),
        (r#""explode": ^"cities[0]""#, "cities[0]", "/cities/0"),
        (r#""page": { "kind": "next", "at": ^"next" }"#, "next", "/next"),
        (r#""ok": { "at": ^"code", "equals": 200 }"#, "code", "/code"),
    ] {
        beside(
            broken,
            &format!("“{text}”不是 JSON 指针,按“{meant}”读取"),
            &format!("\"{text}\" is no JSON pointer; read as \"{meant}\""),
        );
    }
    assert_eq!(left(&format!(r#"{URL} "rows": "data/rows""#)).0.rows, "/data/rows");
    // Findings stand in the order of the file, whatever they are of.
    let text = BOARD.replacen(URL, r#""url": "x", "rows": "z", "sse": "y","#, 1);
    let en = said(&check("小城", &text).issues, Lang::En);
    assert_eq!(en.len(), 2);
    assert!(en[0].contains("\"/z\"") && en[1].contains("\"sse\""), "{en:?}");
    let header = left(&format!(r#"{URL} "total": "X-Total-Count""#));
    assert_eq!((header.0.total.as_deref(), header.1), (Some("X-Total-Count"), 0));
}
