//! `plants/`: the units of a petrochemical plant, its tanks and lines; remote check-ins and a survey of
//! customers; masks and where they go; projects signed by video.
//!
//! Published are: all units at full load on 8 February, acrylonitrile in two units of four lines with over
//! 1,500 tonnes a day, 25,000 tonnes of four other products since 1 February; all staff checking in from
//! 3 February on; 3,000 N95 and 150,000 disposable masks a day. Everything else is invented.

use std::io;

use serde_json::{Value, json};

use super::deal::sheet;
use super::listing::{clock, day, parts, tenths};
use super::random::Random;

const NOTE_ZH: &str =
    "示例数据：装置、储罐、打卡、调研与去向的明细均为虚构，仅合计与公开报道一致。";
const NOTE_EN: &str = "Synthetic data: details of units, tanks, check-ins, surveys and destinations are \
    invented; only their sums are the published ones.";
const AS_OF: &str = "2020-02-08T20:00:00+08:00";

fn file(rows: &[Value]) -> io::Result<String> {
    sheet(AS_OF, NOTE_ZH, NOTE_EN, rows)
}

const LAST: u32 = 8;

/// Code, unit, product, about how many tonnes a day (0: none is counted).
const UNITS: [(&str, &str, &str, u32); 12] = [
    ("320700001", "甲醇制烯烃", "烯烃", 0),
    ("320700002", "丙烯分离", "丙烯", 900),
    ("320700003", "丙烯腈一线", "丙烯腈", 385),
    ("320700004", "丙烯腈二线", "丙烯腈", 380),
    ("320700005", "丙烯腈三线", "丙烯腈", 390),
    ("320700006", "丙烯腈四线", "丙烯腈", 382),
    ("320700007", "EVA装置", "EVA", 1_000),
    ("320700008", "环氧乙烷", "环氧乙烷", 720),
    ("320700009", "丁二烯", "丁二烯", 505),
    ("320700010", "空分装置", "氧氮", 0),
    ("320700011", "动力站", "蒸汽", 0),
    ("320700012", "污水处理", "回用水", 0),
];

/// EVA, butadiene, propylene and ethylene oxide since 1 February, in tonnes.
const PRODUCTS: u32 = 25_000;

/// A row for each unit and day: its load in percent and its output in tonnes. The four products' output
/// adds up to the published one; each day's acrylonitrile is over 1,500 and under 1,600.
pub fn unit_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 60);
    let mut rows = Vec::new();
    for on in 1..=LAST {
        for (code, unit, product, tonnes) in UNITS {
            let load = random.between(984, 1_003);
            let output = tonnes * random.between(996, 1_016) / 1_000;
            rows.push((on, code, unit, product, load, output));
        }
    }
    let others = |row: &(u32, &str, &str, &str, u32, u32)| row.5 > 0 && row.3 != "丙烯腈";
    let weights: Vec<u32> = rows.iter().filter(|row| others(row)).map(|row| row.5).collect();
    let mut exact = parts(PRODUCTS, &weights).into_iter();
    let rows = rows.iter().map(|row| {
        let output = if others(row) { exact.next().unwrap_or_default() } else { row.5 };
        let (on, code, unit, product, load, _) = *row;
        json!({ "day": day(on), "code": code, "unit": unit, "product": product, "load": tenths(load),
            "output": output })
    });
    file(&rows.collect::<Vec<Value>>())
}

/// A row for each hour of 8 February and each of the four lines: its load in percent, which wanders a
/// little around full load.
pub fn hour_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 61);
    let mut loads = [992, 996, 988, 999];
    let mut rows = Vec::new();
    for hour in 0..=20 {
        for (line, load) in ["一线", "二线", "三线", "四线"].iter().zip(&mut loads) {
            *load = (*load + random.below(7)).saturating_sub(3).clamp(978, 1_006);
            let time = format!("{}T{}", day(LAST), clock(hour * 60));
            rows.push(json!({ "time": time, "line": line, "load": tenths(*load) }));
        }
    }
    file(&rows)
}

const TANKS: [(&str, u32); 4] =
    [("丙烯腈罐", 6_000), ("EVA料仓", 4_200), ("丙烯球罐", 5_000), ("甲醇罐", 30_000)];

/// A row for each tank: what it holds, in tonnes and in percent of its size.
pub fn tank_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 62);
    let rows = TANKS.map(|(tank, size)| {
        let level = random.between(380, 780);
        json!({ "tank": tank, "level": tenths(level), "stock": size * level / 1_000 })
    });
    file(&rows)
}

/// The staff that checks in by telephone from 3 February on (invented; in print it is all of them).
const STAFF: u32 = 620;

/// A row for each half hour of the morning and each day: who checked in then, and where they are.
pub fn checkin_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 63);
    let mut rows = Vec::new();
    for on in 3..=7 {
        let weights = [14, 46, 82, 118, 60, 22].map(|weight| weight * random.between(85, 115));
        for (slot, count) in parts(STAFF, &weights).into_iter().enumerate() {
            let time = clock(450 + 30 * slot as u32);
            rows.push(json!({ "day": day(on), "slot": time, "people": count }));
        }
    }
    file(&rows)
}

const TRADES: [(&str, u32); 5] =
    [("电商", 64), ("游戏", 58), ("教育", 52), ("金融", 31), ("出行旅游", 27)];
const ANSWERS: [&str; 4] = ["增加", "不变", "推迟", "暂停"];

/// How customers of each trade say their advertising is affected: counts of answers.
pub fn survey_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 64);
    let mut rows = Vec::new();
    for (at, (trade, firms)) in (0..).zip(TRADES) {
        // From trades that gain by people staying at home to those that lose most.
        let weights = [34 - at * 6, 24, 22 + at * 2, 8 + at * 6];
        let weights = weights.map(|weight| weight * random.between(80, 120));
        for (answer, count) in ANSWERS.iter().zip(parts(firms, &weights)) {
            rows.push(json!({ "trade": trade, "answer": answer, "firms": count }));
        }
    }
    file(&rows)
}

/// A product and how many are made a day; the first two are published.
const GOODS: [(&str, &str, u32); 4] = [
    ("一次性医用口罩", "个", 150_000),
    ("N95口罩", "个", 3_000),
    ("医用防护服", "套", 1_800),
    ("消毒液", "升", 42_000),
];
const TO: [(&str, u32); 4] =
    [("省内医院", 46), ("驰援湖北", 26), ("省级调拨", 18), ("复工企业", 10)];

/// A row for each product and where it goes: how many a day.
pub fn goods_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 65);
    let mut rows = Vec::new();
    for (product, unit, total) in GOODS {
        let weights = TO.map(|to| to.1 * random.between(70, 130));
        for ((to, _), count) in TO.iter().zip(parts(total, &weights)) {
            rows.push(json!({ "product": product, "unit": unit, "to": to, "count": count }));
        }
    }
    file(&rows)
}

const VIDEO: [(&str, &str, &str); 7] = [
    ("医用防护材料", "宜春市", "熔喷布 900 吨"),
    ("智能穿戴模组", "吉安市", "模组 400 万只"),
    ("锂电隔膜", "新余市", "隔膜 2 亿平方米"),
    ("冷链食品加工", "南昌市", "速冻品 3 万吨"),
    ("光学镜片", "上饶市", "镜片 800 万片"),
    ("绿色包装", "赣州市", "纸箱 6000 万只"),
    ("铜基新材料", "抚州市", "铜带 1.2 万吨"),
];

/// Projects signed by video: the first is the published one, the others are invented.
pub fn project_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 66);
    let mut rows = vec![json!({ "project": "辐照交联电缆", "city": "鹰潭市", "invest": "20",
        "output": "电缆 120万件", "stage": "已签约", "day": day(9) })];
    for (project, city, output) in VIDEO {
        let stage = random.pick(&["已签约", "视频洽谈", "方案比选"]);
        rows.push(json!({ "project": project, "city": city,
            "invest": format!("{}.{}", random.between(1, 9), random.below(10)), "output": output,
            "stage": stage, "day": day(random.between(4, 9)) }));
    }
    file(&rows)
}

const CLOUD: [&str; 6] = ["远程办公", "视频会议", "在线客服", "设备上云", "供需对接", "疫情填报"];

/// Cloud services: how many firms ask for each, and how many have it by now.
pub fn cloud_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 67);
    let rows = CLOUD.map(|service| {
        let asked = random.between(60, 240);
        json!({ "service": service, "asked": asked, "served": asked * random.between(62, 94) / 100 })
    });
    file(&rows)
}
