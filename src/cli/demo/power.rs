//! `power/…`: the resumption of work in Henan by prefecture and day, by sector and in the plants.
//!
//! Published are the province's sums of 20 February 2020 alone. How they spread over prefectures,
//! days, sectors and plants is invented. See [`super::service`] for the county's officers.

use std::io;

use serde_json::{Value, json};

use super::random::Random;
use super::service;
use super::sheet::{Sheet, hundredths, split};

const NOTE: (&str, &str) = (
    "示例数据：各市、各日、各行业与各企业数字均为虚构，仅合计与公开报道一致。",
    "Synthetic data: figures by prefecture, day, sector and plant are invented; only their sums are published.",
);
pub const AS_OF: &str = "2020-02-20T20:00:00+08:00";

/// This board's files.
pub fn files(seed: u64) -> io::Result<Vec<(&'static str, String)>> {
    let spread = Spread::new(&mut Random::new(seed, 10));
    Ok(vec![
        ("power/prefectures.json", spread.prefectures().text()?),
        ("power/daily.json", spread.daily(&mut Random::new(seed, 11)).text()?),
        ("power/sectors.json", sectors(&mut Random::new(seed, 12)).text()?),
        ("power/duties.json", duties(&mut Random::new(seed, 13)).text()?),
        ("power/ledger.json", ledger(&mut Random::new(seed, 14)).text()?),
        ("power/officers.json", service::officers(seed).text()?),
        ("power/issues.json", service::issues(seed).text()?),
    ])
}

/// Published of 20 February: enterprises that had resumed, power in 万千瓦时, capacity in hundredths of
/// %. The rate, 48.81 %, is of 16,646 enterprises, which were printed as 1.66万.
const RESUMED: u32 = 8_125;
const POWER: u32 = 21_600;
const CAPACITY: u32 = 6_491;

/// Code, name and enterprises; together 16,646.
const PREFECTURES: [(&str, &str, u32); 18] = [
    ("410100", "郑州市", 2_140),
    ("410200", "开封市", 822),
    ("410300", "洛阳市", 1_486),
    ("410400", "平顶山市", 762),
    ("410500", "安阳市", 832),
    ("410600", "鹤壁市", 421),
    ("410700", "新乡市", 1_213),
    ("410800", "焦作市", 941),
    ("410900", "濮阳市", 641),
    ("411000", "许昌市", 1_122),
    ("411100", "漯河市", 511),
    ("411200", "三门峡市", 481),
    ("411300", "南阳市", 1_192),
    ("411400", "商丘市", 1_062),
    ("411500", "信阳市", 881),
    ("411600", "周口市", 1_010),
    ("411700", "驻马店市", 899),
    ("419001", "济源市", 230),
];

/// 8 to 20 February: how much of the last day's number had come by then, in thousandths.
const FIRST_DAY: u32 = 8;
const CLIMB: [u32; 13] = [92, 118, 232, 310, 388, 470, 540, 604, 676, 752, 838, 920, 1000];
/// The same of power, which never falls to nothing.
const LOAD: [u32; 13] = [722, 718, 742, 768, 790, 816, 838, 856, 884, 908, 938, 968, 1000];

/// A prefecture on a day: enterprises at work, and power in 万千瓦时.
type Cell = (u32, u32);

/// By prefecture, then by day.
struct Spread(Vec<Vec<Cell>>);

impl Spread {
    fn new(random: &mut Random) -> Spread {
        let drawn = PREFECTURES.map(|(_, _, count)| count * random.between(360, 620));
        let resumed = split(RESUMED, &drawn);
        let drawn = PREFECTURES.map(|(_, _, count)| count * random.between(800, 1250));
        let power = split(POWER, &drawn);
        let series = resumed.iter().zip(&power).map(|(resumed, power)| {
            let resumed = climbing(*resumed, &CLIMB, 45, random);
            resumed.into_iter().zip(climbing(*power, &LOAD, 12, random)).collect()
        });
        Spread(series.collect())
    }

    fn prefectures(&self) -> Sheet {
        let mut rows = Vec::new();
        for ((code, city, enterprises), series) in PREFECTURES.iter().zip(&self.0) {
            for (day, (resumed, power)) in (FIRST_DAY..).zip(series) {
                rows.push(vec![
                    json!(date(day)),
                    json!(code),
                    json!(city),
                    json!(enterprises),
                    json!(resumed),
                    hundredths(resumed * 10_000 / enterprises),
                    json!(power),
                ]);
            }
        }
        let columns = &["day", "code", "city", "enterprises", "resumed", "rate", "power"];
        Sheet { note: NOTE, as_of: AS_OF, columns, rows }
    }

    /// The province: sums of the prefectures, and its capacity, which follows power.
    fn daily(&self, random: &mut Random) -> Sheet {
        let enterprises: u32 = PREFECTURES.iter().map(|own| own.2).sum();
        let row = |(at, load): (usize, &u32)| {
            let cells = || self.0.iter().filter_map(|series| series.get(at));
            let resumed: u32 = cells().map(|cell| cell.0).sum();
            let power: u32 = cells().map(|cell| cell.1).sum();
            let shaken = if *load == 1000 { 0 } else { random.below(60) };
            vec![
                json!(date(FIRST_DAY + at as u32)),
                json!(enterprises),
                json!(resumed),
                hundredths(resumed * 10_000 / enterprises),
                hundredths(power / 100),
                hundredths(CAPACITY * load / 1000 - shaken),
            ]
        };
        let rows = LOAD.iter().enumerate().map(row).collect();
        let columns = &["day", "enterprises", "resumed", "rate", "power", "capacity"];
        Sheet { note: NOTE, as_of: AS_OF, columns, rows }
    }
}

/// From the first day to `last`, never falling, each day shaken by up to so many thousandths.
fn climbing(last: u32, shares: &[u32], shaken: u32, random: &mut Random) -> Vec<u32> {
    let mut before = 0;
    let day = |share: &u32| {
        let by = if *share == 1000 { 0 } else { random.below(shaken) };
        before = before.max(last * share.saturating_sub(by) / 1000);
        before
    };
    shares.iter().map(day).collect()
}

fn date(day: u32) -> String {
    format!("2020-02-{day:02}")
}

/// Sectors with how far each of three batches is, in thousandths; the published words lead.
const SECTORS: [(&str, [u32; 3]); 8] = [
    ("医用防疫", [1000, 1000, 1000]),
    ("能源保障", [1000, 1000, 1000]),
    ("食品加工", [1000, 860, 520]),
    ("蔬菜批发", [1000, 880, 600]),
    ("外贸企业", [720, 400, 120]),
    ("装备制造", [700, 380, 60]),
    ("建材冶金", [640, 260, 0]),
    ("轻工纺织", [520, 180, 0]),
];
const BATCHES: [&str; 3] = ["第一批", "第二批", "第三批"];
const REGIONS: [&str; 5] = ["豫中", "豫北", "豫东", "豫南", "豫西"];

/// A row for each sector, region and batch: its state, and how many of a hundred are back.
fn sectors(random: &mut Random) -> Sheet {
    let mut rows = Vec::new();
    for (sector, batches) in SECTORS {
        for region in REGIONS {
            for (batch, share) in BATCHES.iter().zip(batches) {
                let share = if share == 1000 { 100 } else { share / 10 + random.below(9) };
                let share = if share < 9 { 0 } else { share };
                let state = match share {
                    90.. => "全面复工",
                    1.. => "部分复工",
                    0 => "待复工",
                };
                rows.push(vec![
                    json!(sector),
                    json!(region),
                    json!(batch),
                    json!(share),
                    json!(state),
                ]);
            }
        }
    }
    let columns = &["sector", "region", "batch", "share", "state"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

const DUTIES: [&str; 6] = ["返岗", "台账", "隔离", "早消", "晚消", "空调"];
const AREAS: [&str; 5] = ["生产车间", "原料仓库", "职工食堂", "职工宿舍", "办公楼"];

/// The areas of a plant by its duties; most are done, what is not is being mended.
fn duties(random: &mut Random) -> Sheet {
    let mut rows = Vec::new();
    for area in AREAS {
        for duty in DUTIES {
            let state = match random.below(100) {
                0..7 => "整改中",
                7..9 => "未落实",
                _ => "已落实",
            };
            rows.push(vec![json!(area), json!(duty), json!(state)]);
        }
    }
    let columns = &["area", "duty", "state"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

/// Published of 修武县: people at work. Of others on the ledger nothing is.
pub const AT_WORK: u32 = 6_546;
const KINDS: [(&str, u32); 3] = [("本县职工", 62), ("省内返岗", 29), ("省外返岗", 9)];
/// How many are watched for each hundred at work, by the kind of return.
const WATCHED: [(u32, u32); 3] = [(1, 0), (9, 2), (48, 21)];

/// The ledger of health: people by kind of return and where they are.
fn ledger(random: &mut Random) -> Sheet {
    let weights = KINDS.map(|(_, weight)| weight * random.between(95, 105));
    let at_work = split(AT_WORK, &weights);
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (((kind, _), (home, apart)), people) in KINDS.iter().zip(WATCHED).zip(at_work) {
        let part = |of_hundred: u32| people * of_hundred / 100;
        let states = [("在岗", people), ("居家观察", part(home)), ("隔离点观察", part(apart))];
        rows.extend(states.map(|(state, people)| vec![json!(kind), json!(state), json!(people)]));
    }
    Sheet { note: NOTE, as_of: AS_OF, columns: &["kind", "state", "people"], rows }
}
