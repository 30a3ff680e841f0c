//! `prefectures.json` and `power.csv`: the resumption of work in Henan, by prefecture and by day.
//!
//! Published are the province's sums of 20 February 2020 alone (8,125 of 16,600 enterprises, 2.16
//! hundred million kWh, 64.91 %). How they spread over prefectures and earlier days is invented.

use std::io;

use super::random::Random;

const NOTE_ZH: &str = "示例数据：各省辖市数字均为虚构，仅合计与公开报道的全省数字一致。";
const NOTE_EN: &str = "Synthetic data: every prefecture's figures are invented; only their sums are \
    the province's published ones.";

const AS_OF: &str = "2020-02-20T20:00:00+08:00";

/// Enterprises that had resumed work in the whole province.
const RESUMED: u32 = 8_125;

/// Code, name, enterprises (invented; together 16,600, the published sum).
const PREFECTURES: [(&str, &str, u32); 18] = [
    ("410100", "郑州市", 2_120),
    ("410200", "开封市", 820),
    ("410300", "洛阳市", 1_480),
    ("410400", "平顶山市", 760),
    ("410500", "安阳市", 830),
    ("410600", "鹤壁市", 420),
    ("410700", "新乡市", 1_210),
    ("410800", "焦作市", 940),
    ("410900", "濮阳市", 640),
    ("411000", "许昌市", 1_120),
    ("411100", "漯河市", 510),
    ("411200", "三门峡市", 480),
    ("411300", "南阳市", 1_190),
    ("411400", "商丘市", 1_060),
    ("411500", "信阳市", 880),
    ("411600", "周口市", 1_010),
    ("411700", "驻马店市", 900),
    ("419001", "济源市", 230),
];

/// `{"code","city","enterprises","resumed","rate"}` for each of the 18; the rate is in percent.
pub fn prefectures(seed: u64) -> io::Result<String> {
    let resumed = resumed(&mut Random::new(seed, 2));
    let rows = PREFECTURES.iter().zip(resumed).map(|((code, city, enterprises), resumed)| {
        let per_mille = (resumed * 1_000 + enterprises / 2) / enterprises;
        format!(
            "{{\"code\":\"{code}\",\"city\":\"{city}\",\"enterprises\":{enterprises},\
             \"resumed\":{resumed},\"rate\":{}.{}}}",
            per_mille / 10,
            per_mille % 10
        )
    });
    let rows = rows.collect::<Vec<String>>().join(",\n");
    let note = serde_json::to_string(&serde_json::json!({ "zh": NOTE_ZH, "en": NOTE_EN }))?;
    Ok(format!(
        "{{\"synthetic\":true,\"note\":{note},\"as_of\":\"{AS_OF}\",\n\"rows\":[\n{rows}\n]}}\n"
    ))
}

/// Between about a third and two thirds each, then moved by a common share until the sum is the
/// published one; what rounding leaves falls to the first, the largest.
fn resumed(random: &mut Random) -> [u32; PREFECTURES.len()] {
    let drawn = PREFECTURES.map(|(_, _, count)| count * random.between(360, 620) / 1_000);
    let sum: u32 = drawn.iter().sum();
    let mut resumed = drawn.map(|count| count * RESUMED / sum.max(1));
    let left = RESUMED.saturating_sub(resumed.iter().sum());
    if let Some(first) = resumed.first_mut() {
        *first += left;
    }
    resumed
}

/// The last day's published power, in hundredths of 亿千瓦时, and capacity, in hundredths of %.
const LAST: (u32, u32) = (216, 6_491);
/// The power of the long holiday, which Henan ended on 9 February.
const IDLE: u32 = 156;
const LAST_DAY: u32 = 20;
const HOLIDAY_ENDS: u32 = 9;

/// `day,power,capacity` of 1 to 20 February: 日用电量 in 亿千瓦时, 达产率 in %.
pub fn power(seed: u64) -> String {
    let mut random = Random::new(seed, 3);
    let mut lines = String::from("day,power,capacity\n");
    for day in 1..=LAST_DAY {
        let (power, capacity) = if day == LAST_DAY { LAST } else { before(day, &mut random) };
        lines += &format!("2020-02-{day:02},{},{}\n", hundredths(power), hundredths(capacity));
    }
    lines
}

/// Flat while the holiday lasts, then a straight climb to the last day; capacity follows power.
fn before(day: u32, random: &mut Random) -> (u32, u32) {
    let climbed = (LAST.0 - IDLE) * day.saturating_sub(HOLIDAY_ENDS) / (LAST_DAY - HOLIDAY_ENDS);
    let power = IDLE + climbed + random.below(5) - 2;
    (power, LAST.1 * power / LAST.0 + random.below(80) - 40)
}

fn hundredths(value: u32) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}
