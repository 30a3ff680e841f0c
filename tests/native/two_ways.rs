//! Rows without parts are scanned, all others parsed: whatever the bytes are, both ways say the same.

use std::sync::LazyLock;

use daping::data::limits::Limits;
use daping::data::read::Reader;
use daping::data::source::Source;
use daping::data::{Asked, Audience, Reading};
use daping::issue::DataFault;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::json_cases::all;
use crate::rows::read;

const FIELDS: &str = r#""fields":{"a":{},"n":{"type":"number"},"d":{"type":"date"},"t":{"type":"time"},
    "f":{"type":"flag"},"g":{"type":"figure"},"p":{"mask":"person_name"},"q":{"mask":"phone"},
    "h":{"mask":"address"},"again":{"at":"a","mask":"hidden"},"inside":{"at":"/a/b"},
    "same":{"constant":"x"},"键":{}}"#;

/// How rows become an answer: the source, what stands before, between and behind them.
struct Frame {
    source: Source,
    before: &'static str,
    between: &'static str,
    behind: &'static str,
}

static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let frame = |head: &str, before, between, behind| Frame {
        source: read(&format!(r#"{{"url":"a",{head},{FIELDS}}}"#)),
        before,
        between,
        behind,
    };
    let beside = r#""format":"json","rows":"/r","columns":"/c","total":"/t","as_of":"/at""#;
    vec![
        frame(r#""format":"json""#, "[", ",", "]"),
        frame(
            beside,
            r#"{"c":["a","n","q","键","n"],"r":["#,
            ",\n",
            r#"],"t":2,"at":"2020-02-21"}"#,
        ),
        frame(beside, r#"{"r":["#, ",", r#"],"c":["键","q"],"t":3}"#),
        frame(r#""format":"json","as_of":"/1/d""#, "[", ",", "]"),
        frame(r#""format":"ndjson""#, "", "\n", ""),
        frame(r#""format":"ndjson","page":{"max_rows":2}"#, "", "\r\n", "\n"),
        frame(r#""format":"json","explode":"/a""#, "[", ",", "]"),
        frame(r#""format":"json","unpivot":{"columns":["*"],"into":["p","n"]}"#, "[", ",", "]"),
        // What looks like JSON is cells here.
        frame(r#""format":"csv""#, "a,n,q,键,other,n,p\r\n", "\n", "\n"),
    ]
});

fn ask(source: &Source, bytes: &[u8], size: usize, plain: bool) -> Result<Reading, DataFault> {
    let asked = Asked { name: "case", source, audience: Audience::Internal, utc_offset: 28_800 };
    let reader = Reader::new(&asked, Limits { rows: 6, ..Limits::READER });
    let mut reader = if plain { reader.plain() } else { reader };
    reader.begin(None, "a", None);
    bytes.chunks(size.max(1)).try_for_each(|piece| reader.push(piece))?;
    reader.end()?;
    Ok(reader.finish())
}

/// A missing number is not equal to itself, so what is written is compared.
fn same(source: &Source, bytes: &[u8], size: usize) -> Result<(), TestCaseError> {
    let [quick, plain] =
        [false, true].map(|plain| format!("{:?}", ask(source, bytes, size, plain)));
    prop_assert_eq!(quick, plain, "in pieces of {}: {:?}", size, String::from_utf8_lossy(bytes));
    Ok(())
}

#[test]
fn every_case_of_json_is_the_same_both_ways() {
    for (name, text) in all().into_iter().filter(|(_, text)| text.len() < 1_000) {
        for (before, behind) in
            [("", ""), (r#"{"a":1},"#, ""), (r#"{"a":"#, "}"), (r#"{"b":"#, r#","a":2}"#)]
        {
            // The second row of three: only behind a row may others be scanned.
            let row = [before.as_bytes(), &text, behind.as_bytes()].concat();
            for frame in FRAMES.iter() {
                let rows = [br#"{"a":"x","n":1}"#.as_slice(), &row, br#"{"a":"y","n":2}"#];
                let rows = rows.join(frame.between.as_bytes());
                let bytes = [frame.before.as_bytes(), &rows, frame.behind.as_bytes()].concat();
                for size in [1, 7, bytes.len()] {
                    same(&frame.source, &bytes, size)
                        .unwrap_or_else(|error| panic!("{name}: {error}"));
                }
            }
        }
    }
}

/// Values, most of them of the kinds that rosters have; some are no JSON.
fn value() -> impl Strategy<Value = String> {
    let plain = vec![
        r#""云阳镇""#,
        r#""王小明""#,
        r#""13800001234""#,
        r#""2020-02-21""#,
        r#""""#,
        r#"" ""#,
        "null",
        "true",
        "false",
        "0",
        "-0",
        "7",
        "12.50",
        "1e3",
        "2E-2",
        "13800001234",
        r#""1,024""#,
        r#""是""#,
        r#""河南省南阳市南召县云阳镇老街5号""#,
        "123456789012345678901234567890",
        "1e999",
    ];
    let odd = vec![
        r#""\u6c49""#,
        r#""\ud83d\ude00""#,
        r#""\ud83d""#,
        r#""\n""#,
        r#""a\"b""#,
        r#""\x""#,
        "\"\u{7f}\"",
        "\"\t\"",
        "\"\u{200b}a\"",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "tru",
        "nul",
        "[]",
        "{}",
        r#"["x",{"b":1}]"#,
        r#"{"b":{"c":2}}"#,
        "",
        "'a'",
        "\"",
        "\u{feff}1",
    ];
    let long = (195usize..210).prop_map(|length| format!("\"{}\"", "长".repeat(length)));
    let text = "[a-c王李0-9 ]{0,20}".prop_map(|text| format!("\"{text}\""));
    prop_oneof![
        12 => select(plain).prop_map(String::from),
        2 => select(odd).prop_map(String::from),
        1 => long,
        6 => text,
    ]
}

fn space() -> impl Strategy<Value = &'static str> {
    prop_oneof![20 => Just(""), 4 => select(vec![" ", "\n", "\r\n", "\t", "  \r"]), 1 => Just("\u{c}")]
}

/// A row: usually an object of the same keys, sometimes in another order, with one twice or missing.
fn row() -> impl Strategy<Value = String> {
    let keys = prop_oneof![
        6 => Just(vec!["a", "n", "q", "p", "d"]),
        2 => Just(vec!["a", "n", "q", "p", "d", "h", "键", "other", "别的"]),
        2 => proptest::sample::subsequence(vec!["a", "n", "t", "f", "g", "键", "x\\u0041", "a", "h"], 0..9),
        1 => Just(vec!["n", "a", "d", "q"]).prop_shuffle(),
    ];
    let object = (keys, prop::collection::vec((value(), space()), 9), any::<bool>(), space())
        .prop_map(|(keys, values, is_list, end)| {
            let member = |(key, (value, space)): (&str, (String, &str))| match is_list {
                true => format!("{space}{value}{end}"),
                false => format!("{space}\"{key}\"{end}:{space}{value}{end}"),
            };
            let inside: Vec<String> = keys.into_iter().zip(values).map(member).collect();
            let inside = inside.join(",");
            if is_list { format!("[{inside}]") } else { format!("{{{inside}}}") }
        });
    prop_oneof![15 => object, 1 => value()]
}

/// What happens to the bytes on their way.
#[derive(Clone, Debug)]
enum Harm {
    None,
    Cut(Index),
    Byte(Index, u8),
    Inserted(Index, Vec<u8>),
}

fn harm() -> impl Strategy<Value = Harm> {
    let byte = prop_oneof![any::<u8>(), select(b"{}[],:\"\\ \n\r0-tnN".to_vec())];
    let bytes = select(vec![
        b"\xff".to_vec(),
        b"\xe4\xb8".to_vec(),
        b"\xed\xa0\x80".to_vec(),
        b"\xc0\x80".to_vec(),
        b",".to_vec(),
        b"]".to_vec(),
        b"}".to_vec(),
        b"\x00".to_vec(),
        b"\xEF\xBB\xBF".to_vec(),
    ]);
    prop_oneof![
        5 => Just(Harm::None),
        2 => any::<Index>().prop_map(Harm::Cut),
        2 => (any::<Index>(), byte).prop_map(|(at, byte)| Harm::Byte(at, byte)),
        2 => (any::<Index>(), bytes).prop_map(|(at, bytes)| Harm::Inserted(at, bytes)),
    ]
}

impl Harm {
    fn done(self, mut bytes: Vec<u8>) -> Vec<u8> {
        match self {
            _ if bytes.is_empty() => {}
            Harm::None => {}
            Harm::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Harm::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            Harm::Inserted(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more);
            }
        }
        bytes
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_rows_are_the_same_both_ways(
        frame in any::<Index>(),
        rows in prop::collection::vec(row(), 0..9),
        harm in harm(),
        size in prop_oneof![3 => 1usize..200, 1 => Just(1), 1 => Just(100_000)],
    ) {
        let frame = &FRAMES[frame.index(FRAMES.len())];
        let text = format!("{}{}{}", frame.before, rows.join(frame.between), frame.behind);
        same(&frame.source, &harm.done(text.into_bytes()), size)?;
    }
}
