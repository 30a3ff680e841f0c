//! `zone/`: the airport economy zone of Zhengzhou: freight flights, checklists of enterprises, workers back
//! by ring, aggregates of the travel code, checkpoints, projects and rectification.
//!
//! Published are: 10 cargo airlines and 11,000 tonnes; the freighter from Baku at 06:20 on 21 February;
//! over 130,000 workers back by 4 March; 7 checkpoints with 200 + 100 + 100 boxes worth 30,000 yuan.
//! Everything else is invented. Of the travel code there are counts alone, never a person.

use std::io;

use serde_json::{Value, json};

use super::deal::sheet;
use super::listing::{clock, day, parts, tenths};
use super::random::Random;

const NOTE_ZH: &str = "示例数据：航班、企业、项目与各日数字均为虚构，仅合计与公开报道一致。";
const NOTE_EN: &str = "Synthetic data: flights, enterprises, projects and daily figures are invented; only \
    their sums are the published ones.";
const AS_OF: &str = "2020-03-09T18:00:00+08:00";

fn file(rows: &[Value]) -> io::Result<String> {
    sheet(AS_OF, NOTE_ZH, NOTE_EN, rows)
}

/// An airport that freight goes to and comes from: name, about how much goes out, about how much in.
const AIRPORTS: [(&str, u32, u32); 14] = [
    ("卢森堡", 96, 70),
    ("法兰克福", 60, 38),
    ("米兰", 28, 14),
    ("列日", 52, 26),
    ("阿姆斯特丹", 44, 30),
    ("莫斯科", 34, 12),
    ("巴库", 18, 26),
    ("芝加哥", 88, 42),
    ("洛杉矶", 50, 24),
    ("安克雷奇", 26, 10),
    ("首尔", 40, 36),
    ("大阪", 36, 30),
    ("吉隆坡", 24, 34),
    ("悉尼", 14, 18),
];

/// The published throughput since the outbreak, in tonnes.
const THROUGHPUT: u32 = 11_000;

/// A row for each airport: tonnes out and back in, together the published throughput.
pub fn freight_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 50);
    let both = AIRPORTS.iter().flat_map(|(_, out, back)| [*out, *back]);
    let weights: Vec<u32> = both.map(|weight| weight * random.between(85, 115)).collect();
    let tonnes = parts(THROUGHPUT, &weights);
    let rows = AIRPORTS.iter().zip(tonnes.chunks(2)).filter_map(|((place, ..), tonnes)| {
        let [out, back] = tonnes else { return None };
        Some(json!({ "place": place, "out": out, "back": back }))
    });
    file(&rows.collect::<Vec<Value>>())
}

const FLIGHTS: u32 = 18;
const AIRLINES: u32 = 10;

/// The flight board of 21 February; the first is the one in print. Airlines are numbers, not names.
pub fn flight_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 51);
    let mut rows =
        vec![json!({ "time": "06:20", "airline": "货航01", "from": "巴库", "via": "卢森堡",
        "to": "法兰克福、哈恩、米兰", "tonnes": "60多", "state": "已落地" })];
    for number in 1..FLIGHTS {
        let minutes = 400 + number * 55 + random.below(40);
        let Some((place, ..)) = random.pick(&AIRPORTS) else { continue };
        let (from, to) = if number % 2 == 0 { (*place, "新郑") } else { ("新郑", *place) };
        let state = match (number % 2 == 0, minutes) {
            (_, 840..) => "计划",
            (true, _) => "已落地",
            (false, _) => "已起飞",
        };
        rows.push(
            json!({ "time": clock(minutes), "airline": format!("货航{:02}", number % AIRLINES + 1),
            "from": from, "via": "直飞", "to": to, "tonnes": random.between(38, 110).to_string(),
            "state": state }),
        );
    }
    file(&rows)
}

/// The six things each enterprise must have, and the five that must be in place.
const CHECKS: [&str; 11] =
    ["方案", "登记", "手册", "物资", "培训", "专人", "筛查", "配备", "场地", "制订", "驻厂"];
const KINDS: [&str; 7] = ["电子", "医药", "物流", "装备", "食品", "商贸", "建设"];
const CHECKED: u32 = 14;

/// A row for each of the enterprises and checks: 到位, 整改中 or 未到位.
pub fn check_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 52);
    let mut rows = Vec::new();
    for number in 0..CHECKED {
        let kind = KINDS.get(number as usize % KINDS.len()).copied().unwrap_or_default();
        let firm = format!("{kind}企业{:02}", number / KINDS.len() as u32 + 1);
        for check in CHECKS {
            let state = match random.below(100) {
                0..=1 => "未到位",
                2..=8 => "整改中",
                _ => "到位",
            };
            rows.push(json!({ "firm": firm, "check": check, "state": state }));
        }
    }
    file(&rows)
}

/// The rings of the staged return, with their first day and their share of a hundred.
const RINGS: [(&str, u32, u32); 4] =
    [("区内", 10, 34), ("市内", 14, 25), ("省内", 18, 29), ("省外", 22, 12)];
const RETURNED: u32 = 131_260;
const FIRST: u32 = 10;
/// 4 March.
const LAST: u32 = 33;

/// Workers back by ring and day, summed up since 10 February; the last day's sum is over 130,000.
pub fn return_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 53);
    let totals = parts(RETURNED, &RINGS.map(|ring| ring.2));
    let mut rows = Vec::new();
    for ((ring, start, _), total) in RINGS.iter().zip(totals) {
        let days: Vec<u32> = (FIRST..=LAST).collect();
        let weights: Vec<u32> = days
            .iter()
            .map(|on| if on < start { 0 } else { random.between(60, 140) * (40 - on).min(24) })
            .collect();
        // What rounding leaves falls to the last day, so that no ring begins before its own.
        let mut each = parts(total, &weights.into_iter().rev().collect::<Vec<u32>>());
        each.reverse();
        let mut people = 0;
        for (on, new) in days.iter().zip(each) {
            people += new;
            rows.push((
                *on,
                json!({ "day": day(*on), "ring": ring, "people": people, "new": new }),
            ));
        }
    }
    rows.sort_by_key(|row| row.0);
    file(&rows.into_iter().map(|row| row.1).collect::<Vec<Value>>())
}

/// The steps of the staged return and how many came so far; the last is all that are back.
pub fn stage_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 54);
    let mut people = RETURNED;
    let mut rows: Vec<Value> = ["到岗", "专车接返", "筛查合格", "健康登记", "意愿摸排"]
        .iter()
        .map(|label| {
            let row = json!({ "label": label, "people": people });
            people += random.between(900, 3_200);
            row
        })
        .collect();
    rows.reverse();
    file(&rows)
}

const CARRIERS: [(&str, u32); 3] = [("移动", 5_600), ("联通", 3_100), ("电信", 2_300)];
/// 20 February to 5 March.
const SCANS: std::ops::RangeInclusive<u32> = 20..=34;

/// Scans of the travel code by operator and day: counts alone.
pub fn scan_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 55);
    let rows = SCANS.flat_map(|on| CARRIERS.map(|(carrier, usual)| (on, carrier, usual)));
    let rows = rows.map(|(on, carrier, usual)| {
        let grown = usual * (60 + (on - 20) * 5) / 100;
        json!({ "day": day(on), "carrier": carrier, "scans": grown * random.between(93, 107) / 100 })
    });
    file(&rows.collect::<Vec<Value>>())
}

/// What a scan says, and what follows: counts of 5 March by tier.
pub fn tier_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 56);
    let rows = [
        ("绿:未离居住地", "直接上岗", 10_400),
        ("黄:到过其他地方", "凭健康证明上岗", 3_350),
        ("红:到过高发区", "集中隔离14天", 46),
    ]
    .map(|(label, then, usual)| {
        json!({ "label": label, "then": then, "scans": usual * random.between(94, 106) / 100 })
    });
    file(&rows)
}

const CHECKPOINTS: [(&str, &str); 7] = [
    ("410173001", "1号卡点"),
    ("410173002", "2号卡点"),
    ("410173003", "3号卡点"),
    ("410173004", "4号卡点"),
    ("410173005", "5号卡点"),
    ("410173006", "6号卡点"),
    ("410173007", "7号卡点"),
];

/// The published goods: boxes of milk, of noodles and of sausages, and what they were worth, in yuan.
const GOODS: [u32; 4] = [200, 100, 100, 30_000];

/// A row for each checkpoint: scans of a day, the share of passes in percent, boxes and their worth.
pub fn checkpoint_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 57);
    let weights: Vec<u32> = CHECKPOINTS.iter().map(|_| random.between(24, 36)).collect();
    let goods = GOODS.map(|total| parts(total, &weights));
    let rows = CHECKPOINTS.iter().enumerate().map(|(at, (code, name))| {
        let [milk, noodles, sausages, worth] = goods.each_ref().map(|of| of.get(at).copied());
        json!({ "code": code, "name": name, "scans": random.between(1_100, 2_900),
            "passed": tenths(random.between(972, 998)), "milk": milk, "noodles": noodles,
            "sausages": sausages, "worth": worth })
    });
    file(&rows.collect::<Vec<Value>>())
}

/// A project, its trade, its first day and how many days it takes.
const PROJECTS: [(&str, &str, u32, u32); 12] = [
    ("智能终端产业园", "电子信息", 12, 70),
    ("航空物流园二期", "现代物流", 14, 58),
    ("生物医药孵化区", "生物医药", 18, 84),
    ("综合保税区卡口", "口岸", 10, 40),
    ("会展中心配套路", "市政道路", 20, 52),
    ("人才公寓三期", "房建", 16, 90),
    ("显示模组厂房", "电子信息", 22, 76),
    ("冷链分拨中心", "现代物流", 24, 48),
    ("污水处理扩建", "水务", 13, 66),
    ("变电站配套", "电力", 11, 44),
    ("跨境电商仓", "商贸", 21, 38),
    ("中小学新建", "民生", 25, 86),
];

const PROBLEMS: [(&str, &str); 6] = [
    ("商砼供应不足", "协调两家搅拌站复产"),
    ("外地班组未返岗", "专车接返 46 人"),
    ("施工便道受阻", "开通临时通道"),
    ("防疫物资短缺", "调拨口罩两千只"),
    ("用电增容待批", "容缺受理"),
    ("材料跨省运输", "办理通行证"),
];

/// The visits of 9 March: who led is a role, never a name.
pub fn project_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 58);
    let rows = PROJECTS.iter().enumerate().map(|(at, (name, trade, from, days))| {
        let (problem, result) = random.pick(&PROBLEMS).copied().unwrap_or_default();
        let done = (38_u32.saturating_sub(*from)) * 100 / days * random.between(80, 104) / 100;
        let state = if random.below(10) < 6 { "已解决" } else { "协调中" };
        json!({ "project": name, "trade": trade, "leader": format!("联系领导{:02}", at % 5 + 1),
            "visited": day(38), "from": day(*from), "to": late_day(from + days), "done": done.min(96),
            "problem": problem, "result": result, "state": state })
    });
    file(&rows.collect::<Vec<Value>>())
}

/// Days from 1 February on, up to the end of May.
fn late_day(number: u32) -> String {
    match number {
        0..=60 => day(number),
        61..=90 => format!("2020-04-{:02}", number - 60),
        _ => format!("2020-05-{:02}", number - 90),
    }
}

const FAULTS: [&str; 10] = [
    "值守人员脱岗",
    "台账登记不全",
    "测温记录漏项",
    "消杀记录缺失",
    "信息上报迟缓",
    "通行证审核不严",
    "企业诉求未及时回复",
    "返岗名单核对不清",
    "物资发放无签收",
    "会议传达不到位",
];

/// The ledger of rectification: units are numbers; two rows are cases that were made known.
pub fn rectify_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 59);
    let rows = FAULTS.iter().enumerate().map(|(at, fault)| {
        let found = 24 + at as u32 + random.below(2);
        let due = found + random.between(2, 5);
        let closed = due.saturating_sub(random.below(3)) + u32::from(random.below(6) == 0) * 2;
        let by = match at {
            0 | 4 => "通报案件",
            _ if random.below(2) == 0 => "自查",
            _ => "监督检查",
        };
        let done = closed <= 38;
        json!({ "id": format!("改-{:02}", at + 1), "fault": fault, "by": by,
            "unit": format!("责任单位{:02}", random.between(1, 9)), "due": day(due),
            "closed": done.then(|| day(closed)), "state": if done { "已整改" } else { "整改中" } })
    });
    file(&rows.collect::<Vec<Value>>())
}
