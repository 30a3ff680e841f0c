//! `money/`: loans asked for and granted, credit lines and rewards for resumed work.
//!
//! Published are sums alone: 79 enterprises ask for 695.6 million yuan and one joint loan is 20
//! million; 103 and 71 enterprises get 2.06 and 1.42 million, another city's first batch 1.98
//! million; one credit line is a million. Every enterprise and every other loan is invented.

use std::io;

use serde_json::{Value, json};

use super::deal::{Firms, at, dealt, drawn, sheet};
use super::random::Random;

const ZH: &str = "示例数据：企业及逐笔金额均为虚构，仅合计与公开报道一致。";
const EN: &str = "Synthetic data: enterprises and single amounts are invented; only sums are the published ones.";

/// How many enterprises of which trade ask for loans: trade, what their names end in, how many, and
/// their part of the sum. Together 79 and 69,560, in 万元.
const ASKING: [(&str, &str, usize, u32); 6] = [
    ("医用", "医用", 14, 11_840),
    ("食品", "食品", 21, 12_260),
    ("能源", "能源", 9, 17_900),
    ("化工", "化工", 11, 10_360),
    ("建材", "建材", 13, 11_420),
    ("物流", "物流", 11, 5_780),
];

/// The joint loan of three banks, in 万元.
const JOINT: u32 = 2_000;
const BANKS: [&str; 4] = ["工行", "农行", "邮储", "农商"];
/// One loan in 万元, with how far it has come.
struct Loan {
    firm: String,
    trade: &'static str,
    need: u32,
    /// Bank and its part; the joint loan has three.
    granted: Vec<(&'static str, u32)>,
    state: &'static str,
    days: Option<u32>,
}

fn loans(seed: u64) -> Vec<Loan> {
    let mut random = Random::new(seed, 41);
    let mut firms = Firms::new(&mut random);
    let mut loans = Vec::new();
    for (at, (trade, ending, count, sum)) in ASKING.into_iter().enumerate() {
        // The maker of masks is the first of the first trade.
        let joint = if at == 0 { JOINT } else { 0 };
        let mut needs = drawn(sum - joint, count - usize::from(joint > 0), 6, &mut random);
        if joint > 0 {
            needs.insert(0, joint);
        }
        for need in needs {
            loans.push(Loan {
                firm: firms.next(ending),
                trade,
                need,
                granted: Vec::new(),
                state: "对接中",
                days: None,
            });
        }
    }
    grant(&mut loans, &mut random);
    loans
}

/// The joint loan, then a good third of the others by one bank each, and a few under review.
fn grant(loans: &mut [Loan], random: &mut Random) {
    let states = dealt(&[("已放款", 30), ("审批中", 24), ("对接中", 24)], random);
    let states = std::iter::once("联合放款").chain(states);
    for (loan, state) in loans.iter_mut().zip(states) {
        loan.state = if state == "联合放款" { "已放款" } else { state };
        if state == "联合放款" {
            loan.granted = BANKS.into_iter().zip([800, 700, 500]).collect();
            loan.days = Some(7);
        } else if state == "已放款" {
            let bank = random.pick(&BANKS).copied().unwrap_or_default();
            loan.granted = vec![(bank, loan.need * random.between(50, 90) / 100)];
            loan.days = Some(random.between(5, 10));
        }
    }
}

/// `{"firm","trade","bank","need","granted","state","days"}` in 万元: each of the 79 enterprises.
pub fn loan_rows(seed: u64) -> io::Result<String> {
    let row = |loan: &Loan| {
        let bank = match loan.granted.as_slice() {
            [] => Value::Null,
            [(bank, _)] => json!(bank),
            _ => json!("三家联合"),
        };
        json!({
            "firm": loan.firm, "trade": loan.trade, "bank": bank, "need": loan.need,
            "granted": loan.granted.iter().map(|part| part.1).sum::<u32>(),
            "state": loan.state, "days": loan.days,
        })
    };
    let rows: Vec<Value> = loans(seed).iter().map(row).collect();
    sheet("2020-02-21T18:00:00+08:00", ZH, EN, &rows)
}

/// `{"label","value","subtotal"}` in 万元: what each trade needs, the sum, what each bank has granted
/// of it and what is under review.
pub fn need(seed: u64) -> io::Result<String> {
    let loans = loans(seed);
    let mut rows: Vec<Value> = Vec::new();
    for (trade, _, _, _) in ASKING {
        let own = loans.iter().filter(|loan| loan.trade == trade);
        rows.push(json!({ "label": trade, "value": own.map(|loan| loan.need).sum::<u32>() }));
    }
    let all: u32 = loans.iter().map(|loan| loan.need).sum();
    rows.push(json!({ "label": "合计", "value": all, "subtotal": true }));
    let parts = || loans.iter().flat_map(|loan| &loan.granted);
    for bank in BANKS {
        let own: u32 = parts().filter(|part| part.0 == bank).map(|part| part.1).sum();
        rows.push(json!({ "label": bank, "value": -i64::from(own) }));
    }
    let review = loans.iter().filter(|loan| loan.state == "审批中");
    let review: u32 = review.map(|loan| loan.need).sum();
    rows.push(json!({ "label": "在审", "value": -i64::from(review) }));
    sheet("2020-02-21T18:00:00+08:00", ZH, EN, &rows)
}

/// Banks, what the money is for and how much in 万元; the first is the published credit line.
const CREDIT: [(&str, &str, &str, &str, u32, u32); 10] = [
    ("延津农商", "延津县", "面业", "扩大产能", 100, 100),
    ("中原银行", "郑州市", "医用", "口罩产线", 180, 420),
    ("工商银行", "新乡市", "卫材", "防护服线", 160, 380),
    ("农业银行", "周口市", "食品", "原料收购", 120, 260),
    ("建设银行", "洛阳市", "装备", "消毒设备", 150, 340),
    ("邮储银行", "南阳市", "制药", "流动资金", 100, 240),
    ("洛阳银行", "洛阳市", "物流", "保供运输", 80, 180),
    ("中国银行", "许昌市", "电子", "外贸订单", 110, 280),
    ("交通银行", "漯河市", "冷链", "保供运输", 90, 160),
    ("郑州银行", "郑州市", "商贸", "物资储备", 70, 150),
];

/// `{"bank","firm","place","purpose","lines","amount"}`, the amount in 万元.
pub fn credit(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 42);
    let mut firms = Firms::new(&mut random);
    let row = |(bank, place, ending, purpose, least, most): &(_, _, &str, _, u32, u32)| {
        let published = least == most;
        let amount = random.between(least / 10, most / 10) * 10;
        json!({
            "bank": bank, "firm": firms.next(ending), "place": place, "purpose": purpose,
            "lines": if published { 1 } else { random.between(2, 6) }, "amount": amount,
        })
    };
    let rows: Vec<Value> = CREDIT.iter().map(row).collect();
    sheet("2020-02-21T18:00:00+08:00", ZH, EN, &rows)
}

/// Batches of rewards: place with batch, state, 万元 for each enterprise, and how many of each trade.
/// The two batches of the airport zone have 103 and 71 enterprises of 2万元; how many share the
/// other city's 198万元 is invented.
const BATCHES: [(&str, &str, u32, [usize; 5]); 3] = [
    ("港区首批", "已通过", 2, [36, 24, 28, 9, 6]),
    ("港区次批", "审核中", 2, [21, 12, 20, 10, 8]),
    ("六盘水", "已拨付", 3, [4, 9, 13, 22, 18]),
];
const TRADES: [(&str, &str); 5] = [
    ("电子信息", "电子"),
    ("生物医药", "生物"),
    ("现代物流", "物流"),
    ("装备制造", "装备"),
    ("食品加工", "食品"),
];

/// `{"batch","firm","trade","amount","resumed","state"}`, the amount in 万元.
pub fn awards(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 43);
    let mut firms = Firms::new(&mut random);
    let mut rows = Vec::new();
    for (batch, state, amount, counts) in BATCHES {
        // The first batch is for those that had resumed before 24 February.
        let (from, to) = if state == "审核中" { (24, 28) } else { (10, 23) };
        let trades: Vec<_> = TRADES.iter().zip(counts).collect();
        let mut own: Vec<usize> =
            trades.iter().enumerate().flat_map(|(at, t)| std::iter::repeat_n(at, t.1)).collect();
        random.shuffle(&mut own);
        for trade in own {
            let Some((trade, ending)) = TRADES.get(trade) else { continue };
            let day = at(random.between(from, to), 0);
            rows.push(json!({
                "batch": batch, "firm": firms.next(ending), "trade": trade, "amount": amount,
                "resumed": day.split('T').next(), "state": state,
            }));
        }
    }
    sheet("2020-02-28T18:00:00+08:00", ZH, EN, &rows)
}
