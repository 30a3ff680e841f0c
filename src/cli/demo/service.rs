//! `power/officers.json` and `power/issues.json`: a county's officers, each for one enterprise, and what
//! stands in the enterprises' way.
//!
//! Published are 14 county leaders, over 20 section cadres, 36 enterprises of which 30 are open, 6,546
//! people at work and the two obstacles of one flour mill. The other enterprises, the officers' masked
//! names and every single number are invented.

use serde_json::{Value, json};

use super::power::{AS_OF, AT_WORK};
use super::random::Random;
use super::sheet::{Sheet, split};
use super::{firm, person};

const NOTE: (&str, &str) = (
    "示例数据：服务官、企业与难题均为虚构，仅合计与公开报道一致。",
    "Synthetic data: officers, enterprises and obstacles are invented; only their sums are published.",
);

const LEADERS: usize = 14;
const ENTERPRISES: usize = 36;
const OPEN: usize = 30;

const TOWNS: [&str; 8] =
    ["城关镇", "七贤镇", "郇封镇", "周庄镇", "云台山镇", "王屯乡", "五里源乡", "西村乡"];
/// What firms make: the ending of a name, and the trade.
const TRADES: [(&str, &str); 9] = [
    ("面业", "粮食加工"),
    ("食品", "食品加工"),
    ("铝业", "有色金属"),
    ("汽配", "汽车配件"),
    ("药业", "医药化工"),
    ("服饰", "纺织服装"),
    ("陶瓷", "建材陶瓷"),
    ("印务", "包装印刷"),
    ("机械", "机械制造"),
];
/// The one enterprise whose obstacles are published: rooms for workers apart, and protective goods.
const NAMED: &str = "五庆面业";
const OBSTACLES: [(&str, u32); 6] = [
    ("隔离房间", 9),
    ("防疫物资", 12),
    ("用工返岗", 8),
    ("物流运输", 7),
    ("资金周转", 5),
    ("原料供应", 4),
];

struct Firm {
    name: String,
    trade: &'static str,
    town: &'static str,
    open: bool,
    workers: u32,
}

fn firms(seed: u64) -> Vec<Firm> {
    let mut random = Random::new(seed, 15);
    let drawn = (1..ENTERPRISES).filter_map(|_| random.pick(&TRADES).copied()).collect::<Vec<_>>();
    let endings: Vec<&str> = drawn.iter().map(|trade| trade.0).collect();
    let mut names = vec![NAMED.to_owned()];
    names.extend(firm::names(&endings, &mut random));
    let trades = TRADES.iter().take(1).chain(&drawn).map(|trade| trade.1);
    let mut open: Vec<bool> = (1..ENTERPRISES).map(|at| at < OPEN).collect();
    random.shuffle(&mut open);
    open.insert(0, true);
    let weight = |open: &bool| if *open { random.between(60, 420) } else { 0 };
    let workers = split(AT_WORK, &open.iter().map(weight).collect::<Vec<_>>());
    let towns: Vec<&str> = (0..ENTERPRISES).filter_map(|_| random.pick(&TOWNS).copied()).collect();
    let firm = |((((name, trade), town), open), workers)| Firm { name, trade, town, open, workers };
    names.into_iter().zip(trades).zip(towns).zip(open).zip(workers).map(firm).collect()
}

/// A row for each enterprise, with the officer who serves it alone.
pub fn officers(seed: u64) -> Sheet {
    let mut random = Random::new(seed, 16);
    let row = |(firm, at): (Firm, usize)| -> Vec<Value> {
        let level = if at < LEADERS { "县领导" } else { "科级干部" };
        let visits = random.between(2, 9);
        vec![
            json!(firm.name),
            json!(firm.trade),
            json!(firm.town),
            json!(person::masked(&mut random)),
            json!(level),
            json!(if firm.open { "已开工" } else { "筹备中" }),
            json!(firm.workers),
            json!(visits),
        ]
    };
    let rows = firms(seed).into_iter().zip(0..).map(row).collect();
    let columns =
        &["enterprise", "trade", "town", "officer", "level", "state", "workers", "visits"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}

/// One or two obstacles of each enterprise; those of the ones that are open are mostly out of the way.
pub fn issues(seed: u64) -> Sheet {
    let mut random = Random::new(seed, 17);
    let mut rows = Vec::new();
    for firm in firms(seed) {
        let mut kinds: Vec<&str> = if firm.name == NAMED {
            OBSTACLES.iter().take(2).map(|kind| kind.0).collect()
        } else {
            let count = random.between(1, 2);
            let kind = |_| Some(random.weighted(&OBSTACLES, |kind| kind.1)?.0);
            (0..count).filter_map(kind).collect()
        };
        kinds.dedup();
        for kind in kinds {
            let solved = firm.name == NAMED || (firm.open && random.below(10) < 8);
            let raised = random.between(9, 17);
            let day = json!(format!("2020-02-{:02}", (raised + random.between(1, 3)).min(20)));
            rows.push(vec![
                json!(firm.name),
                json!(kind),
                json!(format!("2020-02-{raised:02}")),
                if solved { day } else { json!(null) },
                json!(if solved { "已解决" } else { "协调中" }),
            ]);
        }
    }
    let columns = &["enterprise", "kind", "raised", "solved", "state"];
    Sheet { note: NOTE, as_of: AS_OF, columns, rows }
}
