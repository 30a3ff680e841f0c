//! One policy: the page, what `daping serve` sends and the files for other servers say the same.

use std::fs;

use clap::ValueEnum;
use daping::cli::policy::form::Form;
use daping::cli::policy::{Allow, FOREVER, HASHED, headers, meta};
use serde_json::Value;

fn hosting(form: Form) -> String {
    let path = format!("hosting/{}", form.file());
    if std::env::var_os("DAPING_REFRESH_GOLDEN").is_some() {
        fs::write(&path, form.write(&Allow::default())).unwrap();
    }
    fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}")).replace("\r\n", "\n")
}

/// Directives in their order, as `(name, value)`.
fn directives(policy: &str) -> Vec<(&str, &str)> {
    policy.split("; ").map(|part| part.split_once(' ').unwrap_or((part, ""))).collect()
}

#[test]
fn the_page_carries_the_policy() {
    let page = fs::read_to_string("index.html").unwrap();
    let before = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let said = page.split_once(before).unwrap().1.split('"').next().unwrap();
    assert_eq!(said, meta());
    let referrer = headers(&Allow::default()).into_iter().find(|own| own.0 == "Referrer-Policy");
    let tag = format!("<meta name=\"referrer\" content=\"{}\">", referrer.unwrap().1);
    assert!(page.contains(&tag), "{tag}");
}

#[test]
fn page_and_headers_differ_in_who_is_asked_and_who_frames() {
    let headers = headers(&Allow::default());
    let (meta, sent) = (meta(), &headers[0].1);
    let (page, server) = (directives(&meta), directives(sent));
    let is_same = |own: &&(&str, &str)| own.0 != "connect-src";
    let common: Vec<_> =
        server.iter().filter(is_same).filter(|own| own.0 != "frame-ancestors").collect();
    assert_eq!(page.iter().filter(is_same).collect::<Vec<_>>(), common);
    for (name, value) in
        [("default-src", "'none'"), ("base-uri", "'none'"), ("form-action", "'none'")]
    {
        assert!(page.contains(&(name, value)), "{name}");
    }
    assert!(page.contains(&("connect-src", "* blob:")));
    assert!(server.contains(&("connect-src", "'self' blob:")));
    assert!(server.contains(&("frame-ancestors", "'none'")));
}

#[test]
fn the_documents_show_it_as_it_is_sent() {
    let text = fs::read_to_string("docs/publish.md").unwrap().replace("\r\n", "\n");
    let block = text.split("## Content policy\n\n```text\n").nth(1).unwrap();
    let said = block.split("\n```").next().unwrap().replace('\n', " ");
    assert_eq!(said, headers(&Allow::default())[0].1);
}

#[test]
fn nothing_in_the_policy_runs_what_is_written_in_a_page() {
    let all = [meta(), headers(&Allow::default())[0].1.clone()];
    for policy in all {
        let scripts = directives(&policy).into_iter().find(|own| own.0 == "script-src").unwrap().1;
        assert_eq!(scripts, "'self' 'wasm-unsafe-eval'");
        for word in [
            "'unsafe-inline'",
            "'unsafe-eval'",
            "'unsafe-hashes'",
            "strict-dynamic",
            "http:",
            "https:",
        ] {
            assert!(!policy.contains(word), "{word} in {policy}");
        }
    }
}

#[test]
fn each_file_for_a_server_is_written_from_the_policy() {
    assert_eq!(Form::ALL.len(), Form::value_variants().len());
    for form in Form::ALL {
        let kept = hosting(form);
        let renew = "DAPING_REFRESH_GOLDEN=1 cargo test -p daping --test native policy";
        assert!(kept == form.write(&Allow::default()), "{}: {renew}", form.file());
        for (name, value) in headers(&Allow::default()) {
            assert!(kept.contains(name) && kept.contains(&value), "{name} in {}", form.file());
        }
        assert!(kept.contains(FOREVER) && !kept.contains("{{"), "{}", form.file());
    }
    let served: Vec<_> = fs::read_dir("hosting").unwrap().collect();
    assert_eq!(served.len(), Form::ALL.len(), "each file in hosting/ is one of the forms");
}

#[test]
fn hosts_that_a_place_adds_stand_in_each_file() {
    let allow = Allow {
        connect: vec!["https://api.example".to_string(), "wss://live.example:8443".to_string()],
        frame: vec!["https://portal.example".to_string()],
    };
    for form in Form::ALL {
        let own = form.write(&allow);
        let asks = "connect-src 'self' https://api.example wss://live.example:8443 blob:;";
        assert!(own.contains(asks), "{own}");
        assert!(own.contains("frame-ancestors https://portal.example"), "{own}");
        assert!(!own.contains("frame-ancestors 'none'"), "{own}");
    }
}

#[test]
fn files_of_a_known_grammar_have_it() {
    let vercel: Value = serde_json::from_str(&hosting(Form::Vercel)).unwrap();
    let own = &vercel["headers"][0]["headers"];
    let said = |own: &Value| {
        (own["key"].as_str().unwrap().to_string(), own["value"].as_str().unwrap().to_string())
    };
    let said: Vec<_> = own.as_array().unwrap().iter().map(said).collect();
    let wanted =
        headers(&Allow::default()).into_iter().map(|(name, value)| (name.to_string(), value));
    assert_eq!(said, wanted.collect::<Vec<_>>());
    // As XML has it: no hyphens in a row in a comment, and every element closed.
    let iis = hosting(Form::Iis);
    let comment = iis.split("<!--").nth(1).unwrap().split("-->").next().unwrap();
    assert!(!comment.contains("--"), "{comment}");
    let body = iis.split("-->").nth(1).unwrap();
    let mut open = Vec::new();
    for tag in body.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_matches('/').split(' ').next().unwrap();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name)),
            (false, false) => open.push(name),
            (false, true) => {}
        }
    }
    assert_eq!(open, [""; 0]);
    assert!(hosting(Form::Nginx).contains(&format!("\"~{HASHED}\"")));
}
