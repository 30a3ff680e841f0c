//! `cities/`: the ledger of Shaoguan's industrial enterprises, their resumption by county and day, and
//! job fairs on the net.
//!
//! Published are: 473 enterprises, all at work by 29 March; 50 key ones by 17 March; 230 of 231 staff back
//! in one of them; 13 fairs with 1,027 enterprises. Everything else is invented.

use std::io;

use serde_json::{Value, json};

use super::deal::sheet;
use super::listing::{day, parts, tenths};
use super::random::Random;

const NOTE_ZH: &str = "示例数据：企业编码、各县区与各日数字均为虚构，仅合计与公开报道一致。";
const NOTE_EN: &str = "Synthetic data: enterprises' codes and figures by county and day are invented; only \
    their sums are the published ones.";
const AS_OF: &str = "2020-03-29T18:00:00+08:00";

/// Days counted from 1 February: 10 February, 17 and 29 March.
const FIRST: u32 = 10;
const KEY_DAY: u32 = 46;
const LAST: u32 = 58;

/// Code, name, enterprises, and the key ones among them (invented; together 473 and 50).
const COUNTIES: [(&str, &str, u32, u32); 10] = [
    ("440203", "武江区", 52, 6),
    ("440204", "浈江区", 61, 8),
    ("440205", "曲江区", 73, 10),
    ("440222", "始兴县", 44, 4),
    ("440224", "仁化县", 39, 4),
    ("440229", "翁源县", 57, 5),
    ("440232", "乳源县", 41, 5),
    ("440233", "新丰县", 33, 2),
    ("440281", "乐昌市", 36, 3),
    ("440282", "南雄市", 37, 3),
];

const INDUSTRIES: [&str; 9] = [
    "钢铁",
    "有色金属",
    "装备制造",
    "电力能源",
    "玩具",
    "烟草制品",
    "建材",
    "医药健康",
    "食品饮料",
];

struct Firm {
    county: (&'static str, &'static str),
    /// Its number in the county, from 1.
    number: u32,
    industry: &'static str,
    key: bool,
    resumed: u32,
    staff: u32,
    back: u32,
}

/// Key ones by [`KEY_DAY`], the others by [`LAST`]; most in February.
fn firms(random: &mut Random) -> Vec<Firm> {
    let mut firms = Vec::new();
    for (code, name, count, keys) in COUNTIES {
        for number in 1..=count {
            let key = number <= keys;
            let span = if key { KEY_DAY - FIRST } else { LAST - FIRST };
            // The smaller of two draws: many early, few late.
            let wait = random.below(span + 1).min(random.below(span + 1));
            let staff = if key { random.between(180, 900) } else { random.between(24, 260) };
            let back = staff * random.between(880, 1_000) / 1_000;
            let industry = random.pick(&INDUSTRIES).copied().unwrap_or_default();
            let resumed = FIRST + wait;
            firms.push(Firm { county: (code, name), number, industry, key, resumed, staff, back });
        }
    }
    // The published ends of both series, and the one enterprise whose staff is in print.
    if let Some(first) = firms.iter_mut().find(|firm| firm.key) {
        (first.staff, first.back, first.resumed) = (231, 230, KEY_DAY);
    }
    if let Some(last) = firms.last_mut() {
        last.resumed = LAST;
    }
    firms
}

/// A row for each enterprise.
pub fn ledger_file(seed: u64) -> io::Result<String> {
    let mut firms = firms(&mut Random::new(seed, 46));
    firms.sort_by_key(|firm| (firm.resumed, !firm.key));
    let rows = firms.iter().map(|firm| {
        let (code, county) = firm.county;
        json!({
            "id": format!("{}-{:03}", code.get(4..).unwrap_or_default(), firm.number),
            "code": code,
            "county": county,
            "industry": firm.industry,
            "kind": if firm.key { "重点" } else { "规上" },
            "resumed": day(firm.resumed),
            "staff": firm.staff,
            "back": firm.back,
        })
    });
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows.collect::<Vec<Value>>())
}

/// A row for each county and day, and one for the whole city (440200): how many there are, how many
/// work, the rate in percent, the key ones that work, the rows' `level` 县区 or 全市.
pub fn daily_file(seed: u64) -> io::Result<String> {
    let firms = firms(&mut Random::new(seed, 46));
    let mut rows = Vec::new();
    for on in FIRST..=LAST {
        let row = |code: &str, name: &str, level: &str, of: &[&Firm]| {
            let resumed = of.iter().filter(|firm| firm.resumed <= on).count() as u32;
            let new = of.iter().filter(|firm| firm.resumed == on).count();
            let key = of.iter().filter(|firm| firm.key && firm.resumed <= on).count();
            let all = of.len() as u32;
            let rate = (resumed * 1_000).checked_div(all).unwrap_or_default();
            json!({ "day": day(on), "code": code, "county": name, "level": level, "firms": all,
                "resumed": resumed, "new": new, "key": key, "rate": tenths(rate) })
        };
        for (code, name, ..) in COUNTIES {
            let of: Vec<&Firm> = firms.iter().filter(|firm| firm.county.0 == code).collect();
            rows.push(row(code, name, "县区", &of));
        }
        rows.push(row("440200", "韶关市", "全市", &firms.iter().collect::<Vec<&Firm>>()));
    }
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows)
}

const FAIRS: u32 = 13;
const ENTERPRISES: u32 = 1_027;

const CHANNELS: [&str; 5] = ["微信公众号", "微博", "手机客户端", "广播", "电视"];

/// The fairs by day: number, day, main channel, enterprises, posts.
fn fairs(random: &mut Random) -> Vec<(u32, u32, &'static str, u32, u32)> {
    let weights: Vec<u32> = (0..FAIRS).map(|_| random.between(50, 110)).collect();
    let counts = parts(ENTERPRISES, &weights);
    let made = (1..).zip(counts).map(|(number, count)| {
        let on = 12 + (number - 1) * 7 / 2 + random.below(3);
        let channel = CHANNELS.get(number as usize % 3).copied().unwrap_or_default();
        (number, on.min(LAST), channel, count, count * random.between(9, 16))
    });
    made.collect()
}

pub fn fair_file(seed: u64) -> io::Result<String> {
    let rows =
        fairs(&mut Random::new(seed, 47)).into_iter().map(|(number, on, channel, firms, posts)| {
            json!({ "day": day(on), "label": format!("第{number}场网络招聘"), "channel": channel,
            "firms": firms, "posts": posts })
        });
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows.collect::<Vec<Value>>())
}

const POSTS: [&str; 12] = [
    "焊工",
    "数控操作员",
    "质检员",
    "电工",
    "叉车司机",
    "包装工",
    "化验员",
    "炉前工",
    "缝纫工",
    "仓管员",
    "机修工",
    "安全员",
];

/// Posts that are pushed on one channel after the other, as one line of news.
pub fn job_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 48);
    let rows = (0..24).filter_map(|number| {
        let (_, county, ..) = *random.pick(&COUNTIES)?;
        let post = POSTS.get(number % POSTS.len())?;
        let channel = random.pick(&CHANNELS)?;
        let (count, pay) = (random.between(3, 40), random.between(38, 72) * 100);
        let text = format!("{county} 招{post} {count} 人,月薪 {pay} 元({channel})");
        Some(json!({ "text": text, "channel": channel, "posts": count }))
    });
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows.collect::<Vec<Value>>())
}
