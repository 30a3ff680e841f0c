//! `policy/`: how the money of the measures reaches enterprises, and until when they may ask for it.
//!
//! Published are the measures and their sums, which stand in the published figures. Who applied for
//! what, how much was paid by which week and every deadline are invented.

use std::io;

use serde_json::{Value, json};

use super::deal::sheet;
use super::random::Random;

const ZH: &str = "示例数据：申报、兑付与期限均为虚构，政策与额度以公布数字为准。";
const EN: &str = "Synthetic data: applications, payments and deadlines are invented; measures and \
    sums are those published.";

/// What enterprises may apply for, its office, about how many apply, the day until which they may
/// (of March 2020) and how many of a hundred applications are agreed.
const WINDOWS: [(&str, &str, u32, u32, u32); 6] = [
    ("应急融资", "工信部门", 420, 6, 58),
    ("税收补助", "税务部门", 1_180, 20, 74),
    ("稳岗返还", "人社部门", 960, 31, 81),
    ("缓缴社保", "人社部门", 740, 31, 88),
    ("房租减免", "国资部门", 510, 10, 69),
    ("基本电费", "电力公司", 1_320, 15, 96),
];

/// `{"measure","office","applied","paid","waiting","open","opened","due"}`: a row for each kind of help.
/// What was applied for is paid, agreed and waiting for its money, or still looked at.
pub fn windows(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 44);
    let row = |(measure, office, about, due, of_hundred): &(_, _, u32, u32, u32)| {
        let applied = about * random.between(92, 108) / 100;
        let agreed = applied * of_hundred / 100;
        let paid = agreed * random.between(55, 85) / 100;
        json!({
            "measure": measure, "office": office, "applied": applied, "paid": paid,
            "waiting": agreed - paid, "open": applied - agreed,
            "opened": format!("2020-02-{:02}", random.between(7, 14)),
            "due": format!("2020-03-{due:02}"),
        })
    };
    let rows: Vec<Value> = WINDOWS.iter().map(row).collect();
    sheet("2020-02-29T18:00:00+08:00", ZH, EN, &rows)
}

const FIRST_DAY: u32 = 8;
const LAST_DAY: u32 = 29;
/// How the money comes: what it is called, and about how many applications on the first day.
const WAYS: [(&str, u32); 4] = [("融资", 24), ("税费", 46), ("社保", 38), ("电费", 62)];

/// `{"day","way","count"}`: applications settled on each day of February from the 8th on.
pub fn settled(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 45);
    let mut rows = Vec::new();
    for day in FIRST_DAY..=LAST_DAY {
        for (way, first) in WAYS {
            // Saturdays and Sundays (8 February was a Saturday) are slow.
            let weekend = matches!((day - FIRST_DAY) % 7, 0 | 1);
            let grown = first * (10 + (day - FIRST_DAY)) / 10;
            let most = if weekend { grown / 3 } else { grown };
            let count = random.between(most * 8 / 10, most * 12 / 10);
            rows.push(json!({ "day": format!("2020-02-{day:02}"), "way": way, "count": count }));
        }
    }
    sheet("2020-02-29T18:00:00+08:00", ZH, EN, &rows)
}
