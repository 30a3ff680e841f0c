//! JSON that is none: every text of [`json_cases`](crate::json_cases) as a whole answer, as a row,
//! as a cell, and beside the rows.

use daping::data::source::Source;
use daping::data::{Answer, Asked, Audience, Reading, read};
use daping::issue::{DataFault, Issue, What};

use crate::fuzz_bodies::{assert_same, in_pieces};
use crate::json_cases::{ACCEPT, EITHER, LENIENT, REJECT, all, endless, nested};
use crate::rows::read as read_json;

/// These are JSON as soon as a list stands around them.
const HEALED: [&str; 3] = ["nothing", "a blank", "a byte order mark alone"];

/// How a text becomes an answer: before, behind, and where the rows then are.
const FRAMES: [(&str, &str, &str); 4] =
    [("", "", ""), ("[", "]", ""), (r#"[{"v":"#, "}]", ""), (r#"{"beside":"#, r#","r":[]}"#, "/r")];

fn source(rows: &str) -> Source {
    read_json(&format!(r#"{{"url":"a","format":"json","rows":"{rows}","fields":{{"v":{{}}}}}}"#))
}

fn asked(source: &Source) -> Asked<'_> {
    Asked { name: "case", source, audience: Audience::Internal, utc_offset: 28_800 }
}

fn ask(source: &Source, bytes: &[u8]) -> Result<Reading, Issue> {
    read(&asked(source), &Answer { bytes, content_type: None })
}

fn framed((before, behind, _): (&str, &str, &str), text: &[u8]) -> Vec<u8> {
    // A mark of the byte order is one at the beginning alone.
    let (mark, text) = text.split_at(if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 });
    [mark, before.as_bytes(), text, behind.as_bytes()].concat()
}

fn data_fault(issue: &Issue) -> &DataFault {
    match &issue.what {
        What::Data(fault) => fault,
        What::Board(fault) => panic!("{fault:?}"),
    }
}

/// Read as JSON, whether or not there are rows in it.
fn is_taken(answer: &Result<Reading, Issue>) -> bool {
    match answer {
        Ok(_) => true,
        Err(issue) => matches!(data_fault(issue), DataFault::NoRows { .. }),
    }
}

/// Refused as no JSON, at a byte that the text has or ends at.
fn is_refused(answer: &Result<Reading, Issue>, bytes: &[u8]) -> bool {
    match answer {
        Ok(_) => false,
        Err(issue) => match data_fault(issue) {
            DataFault::Malformed { expected: "JSON", at } => *at <= bytes.len() as u64,
            DataFault::Html { expected: "JSON" } => true,
            _ => false,
        },
    }
}

/// The cases for which `wrong` holds in a frame.
fn offences(
    cases: &[(&str, &[u8])],
    wrong: impl Fn(&str, &Result<Reading, Issue>, &[u8]) -> bool,
) -> Vec<String> {
    let mut found = Vec::new();
    for frame in FRAMES {
        let source = source(frame.2);
        for (name, text) in cases {
            let bytes = framed(frame, text);
            let answer = ask(&source, &bytes);
            if wrong(name, &answer, &bytes) {
                let said = answer.map(|reading| reading.issues);
                found.push(format!("{name} in {}…{}: {said:?}", frame.0, frame.1));
            }
        }
    }
    found
}

#[test]
fn json_is_taken() {
    assert_eq!(offences(ACCEPT, |_, answer, _| !is_taken(answer)), [""; 0]);
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    let wrong = |name: &str, answer: &Result<Reading, Issue>, bytes: &[u8]| {
        let is_list = bytes.contains(&b'[') && !bytes.contains(&b'{');
        let healed = is_list && HEALED.contains(&name);
        !is_refused(answer, bytes) && !healed
    };
    assert_eq!(offences(REJECT, wrong), [""; 0]);
}

#[test]
fn what_may_be_either_is_one_of_both() {
    let neither = |_: &str, answer: &Result<Reading, Issue>, bytes: &[u8]| {
        !is_taken(answer) && !is_refused(answer, bytes)
    };
    assert_eq!(offences(EITHER, neither), [""; 0]);
}

#[test]
fn what_servers_write_against_the_book_is_taken() {
    assert_eq!(offences(&LENIENT, |_, answer, _| !is_taken(answer)), [""; 0]);
    // It costs the one cell.
    let text = br#"[{"v":"a","n":NaN},{"v":"b","n":-Infinity},{"v":"c","n":7}]"#;
    let source: Source = read_json(r#"{"url":"a.json","fields":{"v":{},"n":{"type":"number"}}}"#);
    let reading = ask(&source, text).expect("rows");
    assert_eq!(reading.table.text(0, "v"), Some("a"));
    assert_eq!(reading.table.number(1, "n"), None);
    assert_eq!(reading.table.number(2, "n"), Some(7.0));
}

#[test]
fn what_never_ends_is_refused_within_the_stack() {
    for (name, text) in endless() {
        for frame in FRAMES {
            let (source, mut bytes) = (source(frame.2), framed(frame, &text));
            // Blanks in a frame are blanks.
            if name.starts_with("blanks") {
                bytes.truncate(bytes.len() - frame.1.len());
            }
            let answer = ask(&source, &bytes);
            assert!(is_refused(&answer, &bytes), "{name} in {}: {answer:?}", frame.0);
        }
    }
    for (name, text) in nested() {
        for frame in FRAMES {
            let bytes = framed(frame, &text);
            let answer = ask(&source(frame.2), &bytes);
            assert!(is_taken(&answer) || is_refused(&answer, &bytes), "{name}: {answer:?}");
        }
    }
}

#[test]
fn every_case_reads_the_same_in_pieces_of_any_size() {
    for (_, text) in all().into_iter().filter(|(_, text)| text.len() < 1_000) {
        for frame in FRAMES {
            let (source, bytes) = (source(frame.2), framed(frame, &text));
            let asked = asked(&source);
            let whole = ask(&source, &bytes);
            // Every size once; the smallest, which cut everything, in every frame.
            let largest = if frame == FRAMES[0] { bytes.len() } else { 3 };
            for size in 1..=largest {
                let pieces = in_pieces(&asked, &bytes, size);
                assert_same(&whole, &pieces);
            }
        }
    }
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names: Vec<&str> =
        [ACCEPT, REJECT, EITHER, &LENIENT].into_iter().flatten().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(ACCEPT.len() >= 95 && REJECT.len() >= 188 && EITHER.len() >= 35);
}
