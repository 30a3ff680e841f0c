//! `supply/…`: three chains that wait for their suppliers: a meat maker's in Henan, an engine maker's
//! over the country, an appliance maker's around Suzhou.
//!
//! Published are how many suppliers, cities and provinces there are, and how many of the last chain had
//! resumed. Which they are, what they make and when they began are invented.

use std::io;

use serde_json::{Value, json};

use super::firm;
use super::random::Random;
use super::sheet::{Sheet, split};

const NOTE: (&str, &str) = (
    "示例数据：供应商、诉求与日期均为虚构，仅合计与公开报道一致。",
    "Synthetic data: suppliers, demands and days are invented; only their sums are published.",
);
const AS_OF: &str = "2020-02-23T18:00:00+08:00";

/// This board's files.
pub fn files(seed: u64) -> io::Result<Vec<(&'static str, String)>> {
    let suppliers = suppliers(&mut Random::new(seed, 20));
    let engine = engine(&mut Random::new(seed, 21));
    Ok(vec![
        ("supply/network.json", network(&suppliers).text()?),
        ("supply/suppliers.json", suppliers.text()?),
        ("supply/provinces.json", provinces(&engine).text()?),
        ("supply/engine.json", engine.text()?),
        ("supply/chain.json", chain(&mut Random::new(seed, 22)).text()?),
        ("supply/demands.json", demands(&mut Random::new(seed, 23)).text()?),
    ])
}

/// The published 12 cities, of which two by name, with how many of the 25 firms are there.
const CITIES: [(&str, &str, usize); 12] = [
    ("漯河市", "411100", 6),
    ("洛阳市", "410300", 3),
    ("郑州市", "410100", 3),
    ("周口市", "411600", 2),
    ("许昌市", "411000", 2),
    ("南阳市", "411300", 2),
    ("商丘市", "411400", 2),
    ("驻马店市", "411700", 1),
    ("新乡市", "410700", 1),
    ("开封市", "410200", 1),
    ("焦作市", "410800", 1),
    ("平顶山市", "410400", 1),
];
const CORE: &str = "双汇集团";
/// The published three kinds, with endings of firms' names.
const KINDS: [(&str, [&str; 3]); 3] = [
    ("原材料", ["牧业", "粮油", "冷链"]),
    ("辅料", ["调味", "香辛料", "淀粉"]),
    ("包装材料", ["包装", "彩印", "纸业"]),
];

/// A row for each of the 25 firms.
fn suppliers(random: &mut Random) -> Sheet {
    let cities = CITIES.iter().flat_map(|city| std::iter::repeat_n(city, city.2));
    let mut kinds: Vec<usize> = (0..25).map(|at| at % KINDS.len()).collect();
    random.shuffle(&mut kinds);
    let kinds: Vec<_> = kinds.iter().filter_map(|at| KINDS.get(*at)).collect();
    let endings: Vec<&str> =
        kinds.iter().filter_map(|kind| random.pick(&kind.1).copied()).collect();
    let names = firm::names(&endings, random);
    let row = |((city, kind), name): ((&(&str, &str, usize), _), String)| {
        let (kind, _): &(&str, [&str; 3]) = kind;
        let state = match random.below(100) {
            0..60 => "已复工",
            60..86 => "部分复工",
            _ => "协调中",
        };
        let (back, output) = match state {
            "已复工" => (random.between(78, 100), random.between(70, 100)),
            "部分复工" => (random.between(40, 75), random.between(30, 65)),
            _ => (random.between(5, 25), 0),
        };
        let cells = [json!(name), json!(kind), json!(city.0), json!(city.1), json!(CORE)];
        let mut cells = cells.to_vec();
        cells.extend([json!(state), json!(back), json!(output)]);
        cells
    };
    let rows = cities.zip(kinds).zip(names).map(row).collect();
    let columns = &["supplier", "kind", "city", "code", "core", "state", "back", "output"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

/// From the core over the three kinds to the firms.
fn network(suppliers: &Sheet) -> Sheet {
    let count =
        |kind: &str| suppliers.rows.iter().filter(|row| row.get(1) == Some(&json!(kind))).count();
    let mut rows: Vec<Vec<Value>> = KINDS
        .iter()
        .map(|(kind, _)| vec![json!(CORE), json!(kind), json!(count(kind)), json!(null)])
        .collect();
    let cell = |row: &Vec<Value>, at: usize| row.get(at).cloned().unwrap_or_default();
    let link = |row: &Vec<Value>| vec![cell(row, 1), cell(row, 0), json!(1), cell(row, 5)];
    rows.extend(suppliers.rows.iter().map(link));
    Sheet { note: NOTE, as_of: AS_OF, columns: &["from", "to", "value", "state"], rows }
}

/// The published 353 suppliers in 22 provinces; how many are where is invented.
const SUPPLIERS: u32 = 353;
const HOME: &str = "450000";
const PROVINCES: [(&str, &str, u32); 22] = [
    ("广西", HOME, 86),
    ("江苏", "320000", 44),
    ("浙江", "330000", 40),
    ("山东", "370000", 28),
    ("广东", "440000", 26),
    ("上海", "310000", 20),
    ("湖北", "420000", 18),
    ("湖南", "430000", 14),
    ("安徽", "340000", 12),
    ("重庆", "500000", 11),
    ("河北", "130000", 9),
    ("四川", "510000", 8),
    ("辽宁", "210000", 7),
    ("河南", "410000", 7),
    ("福建", "350000", 6),
    ("江西", "360000", 5),
    ("天津", "120000", 4),
    ("吉林", "220000", 4),
    ("陕西", "610000", 3),
    ("山西", "140000", 3),
    ("北京", "110000", 2),
    ("贵州", "520000", 2),
];
const PARTS: [(&str, u32); 7] = [
    ("缸体铸件", 18),
    ("曲轴连杆", 14),
    ("燃油系统", 16),
    ("电控线束", 20),
    ("密封橡胶", 15),
    ("紧固件", 22),
    ("增压后处理", 12),
];
/// The engine maker's own first day, invented: its suppliers at home had all begun by then.
const FIRST_DAY: u32 = 10;
const LAST_DAY: u32 = 23;

/// A row for each supplier: its province, what it makes, since when it works again, if it does.
fn engine(random: &mut Random) -> Sheet {
    let counts = split(SUPPLIERS, &PROVINCES.map(|own| own.2));
    let mut rows = Vec::new();
    for ((province, code, _), count) in PROVINCES.iter().zip(counts) {
        // Hubei waited until March.
        let (from, most, waits) = match *code {
            HOME => (FIRST_DAY - 3, FIRST_DAY, 0),
            "420000" => (LAST_DAY, LAST_DAY, 94),
            _ => (FIRST_DAY, LAST_DAY - 1, random.between(4, 34)),
        };
        for _ in 0..count {
            let part = random.weighted(&PARTS, |part| part.1).map_or("", |part| part.0);
            let day = json!(format!("2020-02-{:02}", random.between(from, most)));
            let open = random.below(100) >= waits;
            let number = json!(format!("Y{:03}", rows.len() + 1));
            let state = json!(if open { "已开工" } else { "待开工" });
            let day = if open { day } else { json!(null) };
            rows.push(vec![number, json!(province), json!(code), json!(part), state, day]);
        }
    }
    let columns = &["supplier", "province", "code", "part", "state", "resumed"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

/// Provincial units without a supplier: on a map they are a zero, not a hole.
const WITHOUT: [(&str, &str); 12] = [
    ("内蒙古", "150000"),
    ("黑龙江", "230000"),
    ("海南", "460000"),
    ("云南", "530000"),
    ("西藏", "540000"),
    ("甘肃", "620000"),
    ("青海", "630000"),
    ("宁夏", "640000"),
    ("新疆", "650000"),
    ("台湾", "710000"),
    ("香港", "810000"),
    ("澳门", "820000"),
];

/// How many suppliers each of the 34 provincial units has, and how many of them are at work.
fn provinces(engine: &Sheet) -> Sheet {
    let own = PROVINCES.iter().map(|(name, code, _)| (*name, *code)).chain(WITHOUT);
    let row = |(name, code): (&str, &str)| {
        let of = |row: &&Vec<Value>| row.get(2) == Some(&json!(code));
        let open = |row: &&Vec<Value>| row.get(4) == Some(&json!("已开工"));
        let all = engine.rows.iter().filter(of);
        let working = all.clone().filter(open).count();
        vec![json!(name), json!(code), json!(all.count()), json!(working)]
    };
    let columns = &["province", "code", "suppliers", "open"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows: own.map(row).collect() }
}

/// The published 19 firms, of which 18 had resumed, and the one in Taicang that did so on the day after
/// a letter. Endings of names, city, which way along the chain.
const CHAIN: [(&str, &str, &str); 19] = [
    ("电机", "太仓市", "上游"),
    ("注塑", "苏州高新区", "上游"),
    ("电子", "昆山市", "上游"),
    ("五金", "常熟市", "上游"),
    ("塑胶", "吴江区", "上游"),
    ("包装", "相城区", "上游"),
    ("线缆", "无锡市", "上游"),
    ("模具", "昆山市", "上游"),
    ("滤材", "常州市", "上游"),
    ("电池", "无锡市", "上游"),
    ("轴承", "常州市", "上游"),
    ("磁材", "宁波市", "上游"),
    ("芯片", "上海市", "上游"),
    ("橡胶", "南通市", "上游"),
    ("印刷", "吴中区", "上游"),
    ("物流", "苏州高新区", "下游"),
    ("家电", "嘉兴市", "下游"),
    ("商贸", "杭州市", "下游"),
    ("货代", "太仓港", "下游"),
];
/// The one that had not resumed.
const WAITS: usize = 13;

fn chain(random: &mut Random) -> Sheet {
    let names = firm::names(&CHAIN.map(|own| own.0), random);
    let row = |((at, own), name): ((usize, &(&str, &str, &str)), String)| {
        let letter = random.between(12, 19);
        let after = if at == 0 { 1 } else { random.between(1, 3) };
        let open = at != WAITS;
        let day = json!(format!("2020-02-{:02}", letter + after));
        vec![
            json!(name),
            json!(own.1),
            json!(own.2),
            json!(format!("2020-02-{letter:02}")),
            if open { day } else { json!(null) },
            json!(if open { "已复工" } else { "协调中" }),
            if open { json!(after) } else { json!(null) },
        ]
    };
    let rows = CHAIN.iter().enumerate().zip(names).map(row).collect();
    let columns = &["firm", "city", "side", "letter", "resumed", "state", "days"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

/// The published nine groups: five by name, four invented; with demands of each kind.
const GROUPS: [(&str, &[&str], u32); 9] = [
    ("用工保障", &["外地员工返岗包车", "岗位缺工招聘", "返岗员工隔离住宿"], 13),
    ("防控物资", &["口罩缺口", "测温枪采购", "消毒液配送"], 12),
    ("供应链", &["上游电机未复工", "注塑件断供", "包装材料短缺", "芯片到货延迟"], 11),
    ("物流运输", &["成品出库车辆", "跨省通行证", "港口集卡紧张"], 9),
    ("金融供给", &["续贷展期", "流动资金贷款"], 7),
    ("政策兑现", &["社保缓缴", "房租减免"], 6),
    ("外贸服务", &["不可抗力证明", "订单延期交付"], 5),
    ("项目建设", &["工地复工备案", "施工队伍返岗"], 4),
    ("防疫指导", &["食堂分餐方案", "厂区消毒指导"], 4),
];

/// A row for each demand; two days are promised to each.
fn demands(random: &mut Random) -> Sheet {
    let mut rows = Vec::new();
    for (group, kinds, count) in GROUPS {
        for _ in 0..count {
            let what = random.pick(kinds).copied().unwrap_or_default();
            let day = random.between(17, 23);
            let hour = random.between(8, 16);
            let state = match (day, random.below(100)) {
                (..=20, 0..92) | (21, 0..70) | (22, 0..40) => "已办结",
                (22.., 50..) => "已受理",
                _ => "已发函",
            };
            let number = rows.len() + 1;
            rows.push(vec![
                json!(format!("S{number:03}")),
                json!(format!("企业{number:02}·{what}")),
                json!(group),
                json!(format!("2020-02-{day:02}T{hour:02}:{:02}", random.below(6) * 10)),
                json!(random.between(1, 12) * 10),
                json!(format!("2020-02-{:02}", day + 2)),
                json!(state),
            ]);
        }
    }
    let columns = &["id", "demand", "group", "submitted", "answered", "due", "state"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}
