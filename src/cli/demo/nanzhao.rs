//! `nanzhao/trips.json`, `coaches.json`, `returns.json` and `steps.json`: coaches that bring people to
//! their work, people who came back from Hubei, and how long a certificate takes.
//!
//! Published are three coaches with 47 people, over 140,000 people back in two prefectures and one day
//! for a certificate; single trips, days and places of origin are invented.

use std::io;

use serde_json::{Value, json};

use super::random::Random;
use super::roster;
use super::sheet::{Sheet, hundredths, split};

const NOTE: (&str, &str) = (
    "示例数据：车次、日期与人数均为虚构，仅合计与公开报道一致。",
    "Synthetic data: trips, days and counts are invented; only their sums are published.",
);
const AS_OF: &str = "2020-02-21T08:00:00+08:00";

/// This board's own files besides the roster.
pub fn files(seed: u64, people: u32) -> io::Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("nanzhao/trips.json", trips(seed).text()?),
        ("nanzhao/coaches.json", coaches(seed).text()?),
        ("nanzhao/returns.json", returns(seed).text()?),
        ("nanzhao/steps.json", steps(seed, people).text()?),
    ])
}

/// Published: what the three coaches brought back.
const BROUGHT_BACK: u32 = 47;
/// Where they were: two counties are published, the third is invented.
const COUNTIES: [(&str, &str); 3] = [("浚县", "410621"), ("杞县", "410221"), ("西华县", "411622")];

fn aboard(seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed, 4);
    split(BROUGHT_BACK, &COUNTIES.map(|_| random.between(80, 120)))
}

/// Each coach's stops, from Zhengzhou out to its county and back again.
fn coaches(seed: u64) -> Sheet {
    let rows = COUNTIES.iter().zip(aboard(seed)).zip(1..).flat_map(|((county, people), number)| {
        let coach = format!("豫州行 {number} 号车");
        let back = json!(null);
        [
            vec![json!(coach), json!(county.0), json!(people), json!("已接回")],
            vec![json!(coach), json!("郑州"), back, json!("已接回")],
        ]
    });
    let columns = &["coach", "stop", "people", "state"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows: rows.collect() }
}

/// Where coaches hired by the county go, with the provinces that agreed to take people in: invented.
const BEYOND: [(&str, &str); 15] = [
    ("浙江宁波", "330200"),
    ("江苏苏州", "320500"),
    ("广东东莞", "441900"),
    ("浙江杭州", "330100"),
    ("上海", "310000"),
    ("广东深圳", "440300"),
    ("浙江温州", "330300"),
    ("江苏无锡", "320200"),
    ("福建泉州", "350500"),
    ("浙江嘉兴", "330400"),
    ("北京", "110000"),
    ("天津", "120000"),
    ("浙江台州", "331000"),
    ("山东青岛", "370200"),
    ("广东佛山", "440600"),
];
const FIRST_DAY: u32 = 17;

/// A row for each trip; a coach takes half of its seats' number.
fn trips(seed: u64) -> Sheet {
    let mut random = Random::new(seed, 5);
    let mut rows: Vec<Vec<Value>> = COUNTIES
        .iter()
        .zip(aboard(seed))
        .map(|(county, people)| {
            trip(
                "豫州行",
                ["郑州交运", county.0, county.1, "郑州", "410100"],
                18,
                8,
                people,
                "已接回",
            )
        })
        .collect();
    for (place, (to, code)) in (0..).zip(BEYOND) {
        let (day, hour) = (FIRST_DAY + place / 3, random.between(6, 16));
        let state = match (day, hour) {
            (21, 8..) => "待发",
            (20, 12..) | (21, _) => "途中",
            _ => "已抵达",
        };
        let way = ["南召专车", "南召县", "411321", to, code];
        rows.push(trip("省际专车", way, day, hour, random.between(19, 27), state));
    }
    let columns =
        &["kind", "fleet", "from", "from_code", "to", "to_code", "departs", "people", "state"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

fn trip(kind: &str, way: [&str; 5], day: u32, hour: u32, people: u32, state: &str) -> Vec<Value> {
    let mut cells = vec![json!(kind)];
    cells.extend(way.map(|part| json!(part)));
    cells.extend([json!(format!("2020-02-{day:02}T{hour:02}:00")), json!(people), json!(state)]);
    cells
}

/// "Over 140,000" is published; the rest of the number is invented.
const RETURNED: u32 = 142_600;
/// Name, division code, longitude and latitude.
type Spot = (&'static str, &'static str, f64, f64);
/// From where, to where, and the day of January.
type Way = (Spot, Spot, u32);
/// Hubei's prefectures with about how many of a thousand came from there.
const HUBEI: [(Spot, u32); 13] = [
    (("武汉市", "420100", 114.30, 30.59), 410),
    (("黄石市", "420200", 115.04, 30.20), 24),
    (("十堰市", "420300", 110.80, 32.63), 62),
    (("宜昌市", "420500", 111.29, 30.69), 48),
    (("襄阳市", "420600", 112.12, 32.01), 138),
    (("鄂州市", "420700", 114.89, 30.39), 14),
    (("荆门市", "420800", 112.20, 31.04), 34),
    (("孝感市", "420900", 113.92, 30.92), 86),
    (("荆州市", "421000", 112.24, 30.33), 30),
    (("黄冈市", "421100", 114.87, 30.45), 52),
    (("咸宁市", "421200", 114.32, 29.84), 16),
    (("随州市", "421300", 113.38, 31.69), 70),
    (("恩施州", "422800", 109.49, 30.27), 16),
];
const BACK_AT: [Spot; 2] =
    [("信阳市", "411500", 114.09, 32.15), ("南阳市", "411300", 112.53, 32.99)];
/// 10 to 24 January, the last day before the festival; most came in the week before it.
const DAYS: [u32; 15] = [18, 20, 24, 28, 36, 48, 62, 78, 96, 112, 124, 128, 110, 76, 40];

/// `from`, `to` and how many came on each day.
fn returns(seed: u64) -> Sheet {
    let mut random = Random::new(seed, 6);
    let mut ways: Vec<Way> = Vec::new();
    let mut weights = Vec::new();
    for (from, share) in HUBEI {
        for to in BACK_AT {
            for (day, of_day) in (10..).zip(DAYS) {
                ways.push((from, to, day));
                weights.push(share * of_day * random.between(70, 130));
            }
        }
    }
    let row = |((from, to, day), people): (&Way, u32)| {
        vec![
            json!(format!("2020-01-{day:02}")),
            json!(from.0),
            json!(from.1),
            json!(from.2),
            json!(from.3),
            json!(to.0),
            json!(to.1),
            json!(to.2),
            json!(to.3),
            json!(people),
        ]
    };
    let parts = split(RETURNED, &weights);
    let rows = ways.iter().zip(parts).map(row).collect();
    let columns = &[
        "day",
        "from",
        "from_code",
        "from_lon",
        "from_lat",
        "to",
        "to_code",
        "to_lon",
        "to_lat",
        "people",
    ];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

/// The steps after the application, and the hours that the county's own rule (invented) gives each.
const STEPS: [(&str, u32); 5] =
    [("村支书签字", 4), ("村医签字", 4), ("包村乡干部签字", 5), ("乡镇备案", 5), ("发证", 6)];

/// How long each step takes on average and how long it is since the application, in hours, of all who
/// have their certificate.
fn steps(seed: u64, people: u32) -> Sheet {
    let journeys = roster::certified(seed, people);
    let mean = |from: usize, to: usize| {
        let minutes = journeys.iter().filter_map(|own| Some(own.get(to)? - own.get(from)?));
        let sum: u64 = minutes.map(u64::from).sum();
        hundredths((sum * 100 / 60 / (journeys.len() as u64).max(1)) as u32)
    };
    let rows = STEPS.iter().zip(1..).map(|((label, promised), at)| {
        vec![json!(label), mean(at - 1, at), json!(promised), mean(0, at)]
    });
    let columns = &["label", "actual", "promised", "since"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows: rows.collect() }
}
