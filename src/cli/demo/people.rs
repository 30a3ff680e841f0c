//! `people/`: those whom the authorities sent into enterprises, and what they found and did.
//!
//! Published are counts: 190 enterprises with 31,478 registered workers, 118 teams, ten groups,
//! 2,214 liaison officers, 50 inspected enterprises, 15 supervisors for 58 enterprises. Officials are
//! roles, never names; of workers there are only counts.

use std::io;

use serde_json::{Value, json};

use super::deal::{Firms, at, dealt, drawn, shares, sheet};
use super::random::Random;

const ZH: &str = "示例数据：企业、检查结果与时间均为虚构，仅合计与公开报道一致。";
const EN: &str = "Synthetic data: enterprises, findings and times are invented; only sums are the published ones.";

const ENDINGS: [&str; 8] = ["航空", "机械", "电子", "食品", "制药", "汽配", "包装", "材料"];

fn ending(random: &mut Random) -> &'static str {
    random.pick(&ENDINGS).copied().unwrap_or_default()
}

const PLANTS: usize = 190;
const WORKERS: u32 = 31_478;
/// What the resident inspector looks at, and how many of a hundred plants are found wanting.
const CHECKS: [(&str, u32); 8] = [
    ("方案", 8),
    ("测温", 9),
    ("口罩", 16),
    ("消毒", 12),
    ("台账", 22),
    ("隔离点", 26),
    ("分餐", 20),
    ("通风", 12),
];

/// `{"firm","inspector","workers"}` and one key for each check: the 190 plants, the largest first.
pub fn plants(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 46);
    let mut firms = Firms::new(&mut random);
    let mut workers = drawn(WORKERS, PLANTS, 12, &mut random);
    workers.sort_unstable_by(|a, b| b.cmp(a));
    let row = |(at, workers): (usize, u32)| {
        let ending = ending(&mut random);
        let mut row = json!({
            "firm": firms.next(ending), "inspector": format!("驻厂员{:03}", at + 1),
            "workers": workers,
        });
        for (check, wanting) in CHECKS {
            let state = match random.below(100) {
                drawn if drawn * 6 < wanting => "不合格",
                drawn if drawn < wanting => "整改中",
                _ => "合格",
            };
            row[check] = json!(state);
        }
        row
    };
    let rows: Vec<Value> = workers.into_iter().enumerate().map(row).collect();
    sheet("2020-02-22T18:00:00+08:00", ZH, EN, &rows)
}

/// The clock of the board of reviews, as minutes of 21 February: 16:30.
const NOW: u32 = 990;
const REVIEWS: u32 = 18;

/// `{"firm","instructor","step","applied","due","done"}`: applications whose review may not take the
/// night. Whatever was handed in by 21 February 16:30 is due by midnight, its first look within
/// hours; the older ones are done.
pub fn reviews(seed: u64) -> io::Result<String> {
    const STEPS: [(&str, u32); 4] =
        [("材料初审", 120), ("现场核查", 240), ("安全复核", 360), ("出具意见", 450)];
    let mut random = Random::new(seed, 47);
    let mut firms = Firms::new(&mut random);
    let row = |at_row: u32| {
        let (step, within) = STEPS.get(at_row as usize % 4).copied().unwrap_or_default();
        let applied = 8 * 60 + random.below(8 * 12 + 4) * 5;
        // Midnight is the last moment of all.
        let due = (applied + within).min(1_439);
        let took = within * random.between(35, 85) / 100;
        // A few take longer than they may.
        let took = if at_row % 9 == 4 { within * 13 / 10 } else { took };
        let done = applied + took;
        let ending = ending(&mut random);
        json!({
            "firm": firms.next(ending), "instructor": format!("指导员{:02}", at_row + 1),
            "step": step, "applied": at(21, applied), "due": at(21, due),
            "done": (done <= NOW).then(|| at(21, done)),
        })
    };
    let mut rows: Vec<Value> = (0..REVIEWS).map(row).collect();
    rows.sort_by_key(|row| row["due"].as_str().unwrap_or_default().to_owned());
    sheet("2020-02-21T16:30:00+08:00", ZH, EN, &rows)
}

const CHECKIN_FIRMS: usize = 7;
const CHECKIN_DAYS: std::ops::RangeInclusive<u32> = 10..=21;

/// `{"day","firm","staff","checked","missing","rate"}`: how many of an enterprise's staff reported
/// on a day. Counts alone: nobody's temperature stands anywhere.
pub fn checkins(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 48);
    let mut firms = Firms::new(&mut random);
    let mut rows = Vec::new();
    let mut own = Vec::new();
    for _ in 0..CHECKIN_FIRMS {
        let ending = ending(&mut random);
        own.push((firms.next(ending), random.between(120, 640)));
    }
    for day in CHECKIN_DAYS {
        for (firm, staff) in &own {
            // Reporting becomes a habit: from about nine in ten to nearly all.
            let per_mille = (880 + (day - 10) * 9 + random.below(24)).min(1_000);
            let checked = staff * per_mille / 1_000;
            let rate = checked * 1_000 / staff.max(&1);
            rows.push(json!({
                "day": format!("2020-02-{day:02}"), "firm": firm, "staff": staff,
                "checked": checked, "missing": staff - checked,
                "rate": format!("{}.{}", rate / 10, rate % 10),
            }));
        }
    }
    sheet("2020-02-21T09:00:00+08:00", ZH, EN, &rows)
}

const LIAISONS: u32 = 2_214;
/// The ten groups: who leads, and where it goes.
const GROUPS: [(&str, &str); 10] = [
    ("发改部门", "岳阳楼区"),
    ("工信部门", "云溪区"),
    ("住建部门", "君山区"),
    ("交通部门", "岳阳县"),
    ("商务部门", "华容县"),
    ("农业部门", "湘阴县"),
    ("卫健部门", "平江县"),
    ("应急部门", "汨罗市"),
    ("国资部门", "临湘市"),
    ("人社部门", "经开区"),
];

/// `{"group","office","county","firms","liaisons","problems","settled"}`: ten groups, 2,214 liaison
/// officers.
pub fn groups(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 49);
    let liaisons = drawn(LIAISONS, GROUPS.len(), 2, &mut random);
    let row = |(at, ((office, county), liaisons)): (usize, (&(&str, &str), u32))| {
        let problems = random.between(9, 28);
        json!({
            "group": format!("第{:02}组", at + 1), "office": office, "county": county,
            // Some officers have two enterprises, some enterprises two officers.
            "firms": liaisons * random.between(80, 115) / 100, "liaisons": liaisons,
            "problems": problems, "settled": problems * random.between(70, 100) / 100,
        })
    };
    let rows: Vec<Value> = GROUPS.iter().zip(liaisons).enumerate().map(row).collect();
    sheet("2020-02-21T18:00:00+08:00", ZH, EN, &rows)
}

/// `{"time","group","offices","firm","finding","result"}`: the log of the joint inspection, each of
/// the 50 key enterprises once, the latest first.
pub fn inspections(seed: u64) -> io::Result<String> {
    const NOTHING: &str = "无问题";
    const FINDINGS: [&str; 8] = [
        "登记不全",
        "未分餐",
        "消毒缺记录",
        "口罩不足",
        "通风不够",
        "隔离房不足",
        "测温未校准",
        NOTHING,
    ];
    let results = [("已整改", 31), ("整改中", 14), ("已交办", 5)];
    let mut random = Random::new(seed, 50);
    let mut firms = Firms::new(&mut random);
    let results = dealt(&results, &mut random);
    let mut minutes: Vec<u32> =
        (0..50).map(|_| random.below(19) * 1_440 + 510 + random.below(108) * 5).collect();
    minutes.sort_unstable_by(|a, b| b.cmp(a));
    let row = |(minute, result): (u32, &str)| {
        let finding = random.pick(&FINDINGS).copied().unwrap_or_default();
        let ending = ending(&mut random);
        json!({
            "time": at(10, minute), "group": format!("第{}组", random.between(1, 5)),
            "offices": "工信 卫健 应急 人社", "firm": firms.next(ending), "finding": finding,
            "result": if finding == NOTHING { "合格" } else { result },
        })
    };
    let rows: Vec<Value> = minutes.into_iter().zip(results).map(row).collect();
    sheet("2020-02-29T18:00:00+08:00", ZH, EN, &rows)
}

/// `{"item","supervisor","firms","state"}`: what each of the 15 supervisors found in his three or four
/// of the 58 enterprises, the worst of them.
pub fn medics(seed: u64) -> io::Result<String> {
    const ITEMS: [&str; 4] = ["测温", "消毒", "防护", "台账"];
    let mut random = Random::new(seed, 51);
    let firms = shares(58, &[1; 15]);
    let mut rows = Vec::new();
    for item in ITEMS {
        for (at, firms) in (1..).zip(&firms) {
            let at: u32 = at;
            let state = if random.below(100) < 14 { "整改" } else { "合格" };
            rows.push(json!({
                "item": item, "supervisor": format!("{at:02}"), "firms": firms, "state": state,
            }));
        }
    }
    sheet("2020-02-09T18:00:00+08:00", ZH, EN, &rows)
}

/// `{"team","officers","firms","asked","answered","news"}`: the 118 teams; a few have news.
pub fn teams(seed: u64) -> io::Result<String> {
    const NEWS: [&str; 6] = [
        "协调到口罩，企业当日复工",
        "接回外地员工，专车直达厂区",
        "对接银行，流动资金到账",
        "落实隔离房间，返岗员工入住",
        "联系供应商，原料已发车",
        "发布用工信息，岗位当天招满",
    ];
    let mut random = Random::new(seed, 52);
    let officers = drawn(1_062, 118, 2, &mut random);
    let row = |(at, officers): (usize, u32)| {
        let asked = random.between(6, 30);
        let news = NEWS.get(at / 9).filter(|_| at % 9 == 0);
        json!({
            "team": format!("第{:03}队", at + 1), "officers": officers,
            "firms": random.between(8, 26), "asked": asked,
            "answered": asked * random.between(72, 100) / 100, "news": news,
        })
    };
    let rows: Vec<Value> = officers.into_iter().enumerate().map(row).collect();
    sheet("2020-02-21T18:00:00+08:00", ZH, EN, &rows)
}
