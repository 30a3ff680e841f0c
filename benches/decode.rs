//! How fast answers of 100,000 rows become tables, and in how little memory, beside the plainest way
//! to read JSON: a tree of all of it. Then a roster of a million people: read, masked, and asked.
//!
//! `cargo xtask bench` runs it. Memory is counted above what stood before, and the bytes come in
//! pieces as from a network, so what is counted is what reading itself needs, with its table.

use std::hint::black_box;
use std::time::Instant;

use daping::data::limits::Limits;
use daping::data::query::{Context, Query, run};
use daping::data::read::Reader;
use daping::data::source::Source;
use daping::data::{Asked, Audience, Reading};
use daping::grammar::{self, Findings, Read};
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const ROWS: usize = 100_000;
const ROUNDS: usize = 5;
const PIECE: usize = 65_536;

const FIELDS: &str = r#""fields": {"name": {"mask": "person_name"}, "phone": {"mask": "phone"},
    "town": {}, "people": {"type": "number"}, "day": {"type": "date"}}"#;
const COLUMNS: [&str; 5] = ["name", "phone", "town", "people", "day"];
const TOWNS: [&str; 8] =
    ["云阳镇", "皇路店镇", "留山镇", "石门乡", "四棵树乡", "马市坪乡", "崔庄乡", "板山坪镇"];
const NAMES: [&str; 6] = ["王小明", "李晓红", "欧阳春", "张伟", "刘建国", "陈秀英"];

/// An answer in one format, and how it is mapped.
struct Case {
    name: &'static str,
    mapping: &'static str,
    bytes: Vec<u8>,
    /// The plainest way to read it whole, where it is JSON.
    tree: Option<fn(&[u8])>,
}

/// What one reading took.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    peak_bytes: usize,
}

fn main() {
    println!("{ROWS} rows, medians of {ROUNDS}; MB are millions of bytes\n");
    println!("| format | MB | rows/s | MB/s | peak MB | tree: time | tree: peak MB |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for case in cases() {
        println!("{}", line(&case));
    }
    println!("\n{MANY} people of 7 columns, 3 of them masked; medians of {ROUNDS}\n");
    println!("| format | MB | s | MB/s | peak MB | three counts: ms |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (at, format) in ["json", "ndjson", "csv"].into_iter().enumerate() {
        println!("{}", roster_line(format, &roster(at)));
    }
    println!("\n| question to the roster | ms |\n| --- | ---: |");
    let (source, bytes) = (people("csv"), roster(2));
    let table = read(&source, &bytes, MANY).table;
    for text in QUESTIONS {
        let question = question(text);
        let cost = median(&|| drop(black_box(run(&question, &table, &CONTEXT))));
        println!("| `{text}` | {:.1} |", cost.seconds * 1e3);
    }
}

const MANY: usize = 1_000_000;
const PEOPLE: &str = r#""fields": {"name": {"mask": "person_name"}, "phone": {"mask": "phone"},
    "home": {"mask": "address"}, "work": {}, "channel": {}, "status": {}, "issued": {}}"#;
const PERSON: [&str; 7] = ["name", "phone", "home", "work", "channel", "status", "issued"];
const WAYS: [&str; 5] = ["有组织输出", "亲友介绍", "自发外出", "校企合作", "东西协作"];
const STATES: [&str; 4] = ["已到岗", "在途", "待出发", "返乡创业"];
const WORK: [&str; 6] =
    ["广东省深圳市", "浙江省宁波市", "江苏省苏州市", "上海市", "福建省泉州市", "河南省郑州市"];
const QUESTIONS: [&str; 7] = [
    r#""group":["work"]"#,
    r#""group":["work","channel","status"]"#,
    r#""where":[["status","=","在途"]],"group":["channel"]"#,
    r#""group":["work"],"measure":"distinct:name""#,
    r#""sort":"-phone","limit":20"#,
    r#""where":[["home","contains","云阳"]],"limit":50"#,
    r#""sort":["status","name"]"#,
];
const CONTEXT: Context = Context { params: &|_| None, utc_offset: 28_800 };

/// A number that is the same for the same person, and of no order.
fn chance(at: usize, what: usize) -> usize {
    let mixed = ((at * 8 + what) as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize
}

fn person(at: usize) -> [String; 7] {
    let of = |what: usize, all: &[&str]| all[chance(at, what) % all.len()].to_string();
    let given = char::from_u32(0x4E00 + (chance(at, 0) % 3_000) as u32).unwrap_or('伟');
    let village = format!("第{}村{}号", chance(at, 1) % 40, chance(at, 2) % 300);
    [
        format!("{}{given}", &of(3, &NAMES)[..3]),
        format!("12900{:06}", chance(at, 4) % 1_000_000),
        format!("河南省南阳市南召县{}{village}", of(5, &TOWNS)),
        of(6, &WORK),
        of(7, &WAYS),
        of(8, &STATES),
        format!("2020-02-{:02}", 1 + chance(at, 9) % 29),
    ]
}

/// In the first, second or third of the formats.
fn roster(format: usize) -> Vec<u8> {
    let mut text = ["[", "", "name,phone,home,work,channel,status,issued\n"][format].to_string();
    for at in 0..MANY {
        let cells = person(at);
        if format == 2 {
            text += &cells.join(",");
        } else {
            let members =
                PERSON.iter().zip(&cells).map(|(key, cell)| format!("\"{key}\":\"{cell}\""));
            text += &format!("{{{}}}", members.collect::<Vec<_>>().join(","));
        }
        text += if format > 0 {
            "\n"
        } else if at + 1 < MANY {
            ","
        } else {
            "]"
        };
    }
    text.into_bytes()
}

fn people(format: &str) -> Source {
    declared(&format!(r#"{{"format": "{format}", {PEOPLE}}}"#))
}

fn roster_line(format: &str, bytes: &[u8]) -> String {
    let source = people(format);
    let cost = median(&|| drop(black_box(read(&source, bytes, MANY))));
    let table = read(&source, bytes, MANY).table;
    let counts = ["work", "channel", "status"].map(|by| question(&format!("\"group\":[\"{by}\"]")));
    let counted = median(&|| {
        counts.iter().for_each(|count| drop(black_box(run(count, &table, &CONTEXT))));
    });
    let megabytes = bytes.len() as f64 / 1e6;
    format!(
        "| {format} | {megabytes:.1} | {:.2} | {:.0} | {:.1} | {:.1} |",
        cost.seconds,
        megabytes / cost.seconds,
        cost.peak_bytes as f64 / 1e6,
        counted.seconds * 1e3,
    )
}

fn question(text: &str) -> Query {
    declared(&format!(r#"{{"from": "people", {text}}}"#))
}

fn line(case: &Case) -> String {
    let source = source(case.mapping);
    let own = median(&|| drop(black_box(read(&source, &case.bytes, ROWS))));
    let megabytes = case.bytes.len() as f64 / 1e6;
    let tree = case.tree.map(|tree| median(&|| tree(&case.bytes)));
    let (time, peak) = tree.map_or(("–".into(), "–".into()), |tree| {
        let times = format!("{:.2} ×", own.seconds / tree.seconds);
        let peaks = own.peak_bytes as f64 / tree.peak_bytes as f64;
        (times, format!("{:.1} ({peaks:.2} ×)", tree.peak_bytes as f64 / 1e6))
    });
    format!(
        "| {} | {megabytes:.1} | {:.0} | {:.0} | {:.1} | {time} | {peak} |",
        case.name,
        ROWS as f64 / own.seconds,
        megabytes / own.seconds,
        own.peak_bytes as f64 / 1e6,
    )
}

fn read(source: &Source, bytes: &[u8], rows: usize) -> Reading {
    let asked = Asked { name: "bench", source, audience: Audience::Internal, utc_offset: 28_800 };
    let mut reader = Reader::new(&asked, Limits::READER);
    reader.begin(None, "", None);
    bytes.chunks(PIECE).for_each(|piece| reader.push(piece).expect("an answer"));
    reader.end().expect("a whole answer");
    let reading = reader.finish();
    assert_eq!((reading.table.rows(), reading.issues.len()), (rows, 0));
    reading
}

fn median(work: &dyn Fn()) -> Cost {
    let mut costs = [cost(work); ROUNDS];
    costs.iter_mut().for_each(|own| *own = cost(work));
    costs.sort_by(|one, two| one.seconds.total_cmp(&two.seconds));
    costs[ROUNDS / 2]
}

fn cost(work: &dyn Fn()) -> Cost {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let begun = Instant::now();
    work();
    let seconds = begun.elapsed().as_secs_f64();
    Cost { seconds, peak_bytes: HEAP.peak_usage().saturating_sub(before) }
}

fn source(mapping: &str) -> Source {
    declared(&format!("{{{mapping} {FIELDS}}}"))
}

fn declared<T: Read>(text: &str) -> T {
    let root = grammar::parse("bench", text).expect("JSON");
    T::read(&root, &mut Findings::new("bench", text)).expect("a declaration")
}

/// The same rows in every format.
fn cases() -> [Case; 4] {
    let joined = |rows: Vec<String>, between: &str| rows.join(between);
    let objects = (0..ROWS).map(object).collect();
    let lists = (0..ROWS).map(|at| Value::from(cells(at).to_vec()).to_string()).collect();
    let lines: Vec<String> = (0..ROWS).map(object).collect();
    let csv = (0..ROWS).map(|at| cells(at).map(|cell| plain(&cell)).join(",")).collect();
    [
        Case {
            name: "JSON, rows are objects",
            mapping: r#""format": "json", "rows": "/rows","#,
            bytes: format!("{{\"rows\":[{}]}}", joined(objects, ",")).into_bytes(),
            tree: Some(tree),
        },
        Case {
            name: "JSON, rows are lists",
            mapping: r#""format": "json", "rows": "/rows", "columns": "/columns","#,
            bytes: format!("{{\"columns\":{},\"rows\":[{}]}}", json!(COLUMNS), joined(lists, ","))
                .into_bytes(),
            tree: Some(tree),
        },
        Case {
            name: "NDJSON",
            mapping: r#""format": "ndjson","#,
            bytes: joined(lines, "\n").into_bytes(),
            tree: Some(trees),
        },
        Case {
            name: "CSV",
            mapping: r#""format": "csv","#,
            bytes: format!("{}\n{}\n", COLUMNS.join(","), joined(csv, "\n")).into_bytes(),
            tree: None,
        },
    ]
}

fn tree(bytes: &[u8]) {
    black_box(serde_json::from_slice::<Value>(bytes).expect("JSON"));
}

fn trees(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n');
    let all: Vec<Value> = lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect();
    black_box(all);
}

/// Everybody is invented, and so is every number.
fn cells(at: usize) -> [Value; 5] {
    [
        NAMES[at % NAMES.len()].into(),
        format!("1380000{:04}", at % 10_000).into(),
        TOWNS[at % TOWNS.len()].into(),
        (at % 977).into(),
        format!("2020-02-{:02}", 1 + at % 29).into(),
    ]
}

fn object(at: usize) -> String {
    Value::from_iter(COLUMNS.into_iter().zip(cells(at))).to_string()
}

fn plain(cell: &Value) -> String {
    cell.as_str().map_or_else(|| cell.to_string(), str::to_string)
}
