//! Files of boundaries that are wrong or odd: what is said of them, and what is mended.

use crate::fuzz_bodies::hit;
use daping::geo::{File, Outline, Projection, Xy};
use daping::issue::{DataFault, Issue, Lang, Oddity, OutlineFault, Place};

fn read(text: &str) -> Result<Outline, OutlineFault> {
    Outline::read(text.as_bytes(), &File::default())
}

fn said(fault: DataFault) -> [String; 2] {
    let issue = Issue::data(Place::document("map"), fault);
    [Lang::Zh, Lang::En].map(|lang| issue.say(lang))
}

fn collection(features: &[&str]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn area(ring: &str) -> String {
    area_of("{\"name\":\"甲\"}", &format!("\"Polygon\",\"coordinates\":[{ring}]"))
}

fn area_of(properties: &str, shape: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{{\"type\":{shape}}}}}"
    )
}

const GOOD: &str = "[[112,33],[113,33],[113,34],[112,33]]";

fn topology(arcs: &str, shape: &str) -> String {
    format!("{{\"type\":\"Topology\",\"arcs\":{arcs},\"objects\":{{\"a\":{{\"type\":{shape}}}}}}}")
}

#[test]
fn a_file_that_cannot_be_used_says_why() {
    use OutlineFault::*;
    let good = area(GOOD);
    let bad = |ring: &str| collection(&[&good, &area(ring)]);
    let alone = |ring: &str| collection(&[&area(ring)]);
    let deep = format!("\"Polygon\",\"coordinates\":{}", "[".repeat(40));
    let tiles = |list: &str| format!("{{\"daping_tiles\":1,\"tiles\":[{list}]}}");
    for (text, fault, zh, en) in [
        (collection(&[]), Empty, "没有一个区域", "not one region"),
        (collection(&["{\"geometry\":null}"]), Empty, "没有一个区域", "not one region"),
        (
            alone("[[33,112],[33,113],[34,113],[33,112]]"),
            Swapped { region: 0 },
            "先纬度",
            "latitude first",
        ),
        // One region's mistake is not that of the file.
        (bad("[[33,112],[33,113],[34,113]]"), OutOfRange { region: 1 }, "第 2 个", "region 2"),
        (
            alone("[[5e5,4e6],[6e5,4e6],[6e5,5e6]]"),
            OutOfRange { region: 0 },
            "不是米",
            "not metres",
        ),
        (alone("[[1e300,33],[113,33],[113,34]]"), OutOfRange { region: 0 }, "不是米", "not metres"),
        (
            bad("[[112,null],[113,33],[113,34]]"),
            Geometry { region: 1 },
            "坐标不是边界",
            "no boundary",
        ),
        (bad("[[112],[113,33]]"), Geometry { region: 1 }, "坐标不是边界", "no boundary"),
        (bad("[[112,33],5]"), Geometry { region: 1 }, "坐标不是边界", "no boundary"),
        (bad("[[\"a\",33],[113,33]]"), Geometry { region: 1 }, "坐标不是边界", "no boundary"),
        (bad("{\"a\":[1,2]}"), Geometry { region: 1 }, "坐标不是边界", "no boundary"),
        (bad("\"@@@@\""), Geometry { region: 1 }, "坐标不是边界", "no boundary"),
        (
            area_of("{\"\\\\\":[\"[[[\\\"{{{\"]}", &deep),
            Malformed { at: 124 },
            "第 124 字节",
            "byte 124",
        ),
        (alone("[[NaN,33],[113,33]]"), Malformed { at: 133 }, "第 133 字节", "byte 133"),
        (
            collection(&[&area_of("{}", "\"Circle\"")]),
            Geometry { region: 0 },
            "坐标不是边界",
            "no boundary",
        ),
        (
            collection(&[&area_of("{}", "\"Polygon\",\"coordinates\":[1,2]")]),
            Geometry { region: 0 },
            "坐标不是边界",
            "no boundary",
        ),
        (
            topology("[]", "\"Polygon\",\"arcs\":[[0]]"),
            Geometry { region: 0 },
            "坐标不是边界",
            "no boundary",
        ),
        (
            topology("[[[1,2],[3,4]]]", "\"Polygon\",\"arcs\":[[-3]]"),
            Geometry { region: 0 },
            "坐标不是边界",
            "no boundary",
        ),
        (
            topology("[[1,2]]", "\"Polygon\",\"arcs\":[[0]]"),
            Geometry { region: 0 },
            "坐标不是边界",
            "no boundary",
        ),
        (
            topology("[]", "\"GeometryCollection\",\"geometries\":[]"),
            Empty,
            "没有一个区域",
            "not one region",
        ),
        ("{\"daping_tiles\":2,\"tiles\":[]}".into(), Version { found: 2 }, "应为 1", "expected 1"),
        (tiles(""), Empty, "没有一个区域", "not one region"),
        (
            tiles("{\"column\":0,\"row\":201}"),
            OffGrid { region: 0, limit: 200 },
            "-200 到 200",
            "-200 to 200",
        ),
        (
            tiles("{\"column\":1,\"row\":1},{\"column\":1,\"row\":1}"),
            SamePlace { region: 1 },
            "第 2 个方格",
            "tile 2",
        ),
        ("{\"type\":\"Feature Collection\"}".into(), UnknownForm, "不认识", "no known form"),
    ] {
        assert_eq!(read(&text), Err(fault.clone()), "{text}");
        let [in_zh, in_en] = said(DataFault::Outline(fault));
        assert!(in_zh.contains(zh) && in_en.contains(en), "{in_zh} {in_en}");
    }
}

/// An offset for each ring: without, nobody knows where it starts.
#[test]
fn encoded_rings_need_their_offsets() {
    let fault = Err(OutlineFault::Geometry { region: 0 });
    for shape in [
        "\"Polygon\",\"coordinates\":[\"@@AB\"]",
        "\"Polygon\",\"coordinates\":[\"@@AB\"],\"encodeOffsets\":[]",
        "\"Polygon\",\"coordinates\":[\"@@AB\"],\"encodeOffsets\":[[1,2],[3,4]]",
        "\"Polygon\",\"coordinates\":[\"@@AB\"],\"encodeOffsets\":[[null,2]]",
    ] {
        assert_eq!(read(&collection(&[&area_of("{}", shape)])), fault, "{shape}");
    }
}

#[test]
fn what_is_odd_is_mended_and_counted() {
    let unit = |code: &str, name: &str| {
        area_of(
            &format!("{{\"adcode\":{code},\"name\":\"{name}\"}}"),
            &format!("\"Polygon\",\"coordinates\":[{GOOD}]"),
        )
    };
    let point = area_of("{\"name\":\"丁\"}", "\"Point\",\"coordinates\":[112,33]");
    let file = collection(&[
        &area("[[112,33],[113,33],[113,34]]"),
        &area_of(
            "{\"name\":\"乙\"}",
            &format!("\"Polygon\",\"coordinates\":[{GOOD},[[1,2],[1,2]],[]]"),
        ),
        &point,
        &unit("1", "丙"),
        &unit("\" 1\"", ""),
        &unit("2", "戊"),
        &unit("2.0", "己"),
        &unit("2", "戊"),
        &unit("null", ""),
    ]);
    let one = read(&file).unwrap();
    assert_eq!(one.regions.len(), 6);
    assert_eq!(one.regions[2].rings.len(), 2);
    let oddities = [
        Oddity::Unclosed { count: 1 },
        Oddity::Specks { count: 2 },
        Oddity::NotAreas { count: 1 },
        Oddity::Merged { code: "1".into(), count: 2 },
        Oddity::Merged { code: "2".into(), count: 2 },
        Oddity::SameCode { code: "2".into(), count: 2 },
        Oddity::Nameless { count: 1 },
    ];
    assert_eq!(one.oddities, oddities);
    let words =
        ["没有闭合", "不足两个点", "不是面也不是线", "代码 1", "代码 2", "代码 2", "既没有代码"];
    for (oddity, word) in oddities.into_iter().zip(words) {
        let [zh, en] = said(DataFault::Odd(oddity));
        assert!(zh.contains(word) && !en.is_empty(), "{zh}");
    }
    assert_eq!(one.join().find("2"), None, "either could be meant");
    assert_eq!(one.join().find("1"), Some(2));
}

/// A figure of eight has an inside on both sides of its crossing.
#[test]
fn a_ring_that_crosses_itself_is_drawn() {
    let astray = "[[112,33],[113,33],[113,33.499],[112,32.5],[112,33]]";
    let label = read(&collection(&[&area(astray)])).unwrap().regions[0].label;
    assert_eq!((label.lon, (label.lat * 1e4).round()), (112.5, 329_995.0));
    let eight = collection(&[&area("[[0,0],[2,2],[2,0],[0,2],[0,0]]")]);
    let one = read(&eight).unwrap();
    let projection = Projection::fit(&one, 100.0, 100.0, 0.0);
    let at = |x, y| hit(&one, &projection, Xy { x, y });
    assert_eq!((at(10.0, 50.0), at(90.0, 50.0)), (Some(0), Some(0)));
    assert_eq!((at(50.0, 10.0), at(50.0, 90.0)), (None, None));
}

#[test]
fn large_files_are_read_up_to_their_limits() {
    let round = |points: usize| {
        let point = |at: usize| {
            let turn = at as f64 / points as f64 * std::f64::consts::TAU;
            format!("[{:.6},{:.6}]", 112.0 + turn.cos(), 33.0 + turn.sin())
        };
        (0..points).chain([0]).map(point).collect::<Vec<_>>().join(",")
    };
    let one = read(&collection(&[&area(&format!("[{}]", round(200_000)))])).unwrap();
    assert!(one.regions[0].rings[0].len() > 199_000);
    let projection = Projection::fit(&one, 800.0, 600.0, 8.0);
    assert!(one.sheet(&projection).paths[0].len() < 300_000);
    assert_eq!(hit(&one, &projection, Xy { x: 400.0, y: 300.0 }), Some(0));

    let units = |count: usize| {
        let unit = |at: usize| {
            let (lon, lat) = (at % 100, at / 100);
            let ring = format!("[[{lon},{lat}],[{lon}.9,{lat}],[{lon},{lat}.9],[{lon},{lat}]]");
            area_of(
                &format!("{{\"adcode\":{at}}}"),
                &format!("\"Polygon\",\"coordinates\":[{ring}]"),
            )
        };
        (0..count).map(unit).collect::<Vec<_>>()
    };
    let all = units(5_001);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let one = read(&collection(&all[..5_000])).unwrap();
    assert_eq!((one.regions.len(), one.join().find("4999")), (5_000, Some(4_999)));
    let many = OutlineFault::TooManyRegions { limit: 5_000 };
    assert_eq!(read(&collection(&all)), Err(many));

    let heavy = vec![b' '; 80_000_000];
    let fault = Outline::read(&heavy, &File::default()).unwrap_err();
    assert_eq!(fault, OutlineFault::TooLarge { limit_bytes: 32_000_000 });
    let [zh, en] = said(DataFault::Outline(fault));
    assert!(zh.contains("32 MB") && en.contains("32 MB"));
}

/// One arc used again and again is more points than the file has.
#[test]
fn arcs_are_counted_each_time_they_are_used() {
    let arc: Vec<String> = (0..10_000).map(|at| format!("[{}.5,{}]", at % 90, at % 80)).collect();
    let uses = vec!["[0]"; 201].join(",");
    let bomb =
        topology(&format!("[[{}]]", arc.join(",")), &format!("\"Polygon\",\"arcs\":[{uses}]"));
    assert_eq!(read(&bomb), Err(OutlineFault::TooManyPoints { limit: 2_000_000 }));
}

/// What is nested too deep is refused, on a stack no larger than the browser's.
#[test]
fn depth_is_bounded() {
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let thread = thread.spawn(|| {
        for text in [12, 60, 120, 100_000].into_iter().flat_map(nested) {
            assert!(read(&text).is_err());
        }
    });
    thread.unwrap().join().unwrap();
}

fn nested(count: usize) -> [String; 5] {
    let deep = |open: &str, close: &str| open.repeat(count) + &close.repeat(count);
    let shapes = deep("{\"type\":\"GeometryCollection\",\"geometries\":[", "]}");
    let facts = deep("{\"a\":", "}").replace(":}", ":1}");
    [
        collection(&[&area(&deep("[", "]"))]),
        collection(&[&format!("{{\"geometry\":{shapes}}}")]),
        deep("{\"type\":\"Feature\",\"geometry\":", "}").replace(":}", ":null}"),
        collection(&[&area_of(&facts, "\"Point\"")]),
        topology(&deep("[", "]"), "\"Polygon\""),
    ]
}
