//! `approvals/`: matters settled without meeting, declarations and checks, and projects.
//!
//! Published are: 2,736 matters from 3 to 7 February, 2,656 of them online, five out of turn; 79
//! enterprises resumed; 27 applications of which 21 were agreed, with 4,945 workers and six first;
//! projects of 12.682 billion yuan. Days, channels and single rows are invented.

use std::io;

use serde_json::{Value, json};

use super::deal::{Firms, at, dealt, drawn, shares, sheet};
use super::random::Random;

const ZH: &str = "示例数据：逐日、逐户、逐项均为虚构，仅合计与公开报道一致。";
const EN: &str = "Synthetic data: single days, enterprises and projects are invented; only sums are the published ones.";

const MATTERS: u32 = 2_736;
const ONLINE: u32 = 2_656;

/// `{"day","channel","count"}`: 3 to 7 February; what is not online is by appointment or at the desk.
pub fn items(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 53);
    // The week begins with what had been waiting.
    let by_day = |sum: u32, random: &mut Random| {
        shares(sum, &[126, 112, 104, 97, 110].map(|weight| weight + random.below(16)))
    };
    let booked = (MATTERS - ONLINE) * random.between(60, 72) / 100;
    let channels =
        [("网上办理", ONLINE), ("预约办理", booked), ("现场办理", MATTERS - ONLINE - booked)];
    let mut rows = Vec::new();
    for (channel, sum) in channels {
        for (day, count) in (3..).zip(by_day(sum, &mut random)) {
            let day: u32 = day;
            rows.push(
                json!({ "day": format!("2020-02-{day:02}"), "channel": channel, "count": count }),
            );
        }
    }
    sheet("2020-02-07T18:00:00+08:00", ZH, EN, &rows)
}

const ENDINGS: [&str; 6] = ["食品", "机械", "包装", "电气", "建材", "服饰"];

/// `{"firm","declared","pledged","reviewed","resumed"}`: 84 enterprises declared, 79 have resumed.
pub fn declarations(seed: u64) -> io::Result<String> {
    /// How many have done each step, from the declaration on.
    const DONE: [usize; 4] = [84, 83, 81, 79];
    let mut random = Random::new(seed, 54);
    let mut firms = Firms::new(&mut random);
    let row = |index: usize| {
        let minute = random.below(9) * 1_440 + 500 + random.below(100) * 5;
        let steps = [0, 40, 300, 1_500].map(|after| minute + after + random.below(12) * 5);
        let step = |at_step: usize| {
            let reached = DONE.get(at_step).is_some_and(|done| index < *done);
            steps.get(at_step).filter(|_| reached).map(|minute| at(10, *minute))
        };
        let ending = random.pick(&ENDINGS).copied().unwrap_or_default();
        json!({
            "firm": firms.next(ending), "declared": step(0), "pledged": step(1),
            "reviewed": step(2), "resumed": step(3),
        })
    };
    let rows: Vec<Value> = (0..DONE[0]).map(row).collect();
    sheet("2020-02-21T16:30:00+08:00", ZH, EN, &rows)
}

/// `{"time","firm","way","result","office"}`: checks of enterprises at work, the latest first.
pub fn checks(seed: u64) -> io::Result<String> {
    const OFFICES: [&str; 4] = ["工信", "卫健", "应急", "市监"];
    let mut random = Random::new(seed, 55);
    let mut firms = Firms::new(&mut random);
    let ways = dealt(&[("日常督导", 26), ("突击抽查", 14)], &mut random);
    let results = dealt(&[("合格", 32), ("整改中", 6), ("停工整改", 2)], &mut random);
    let mut minutes: Vec<u32> =
        (0..ways.len()).map(|_| random.below(3) * 1_440 + 510 + random.below(96) * 5).collect();
    minutes.sort_unstable_by(|a, b| b.cmp(a));
    let row = |(minute, (way, result)): (u32, (&str, &str))| {
        let ending = random.pick(&ENDINGS).copied().unwrap_or_default();
        json!({
            "time": at(19, minute.min(2 * 1_440 + 985)), "firm": firms.next(ending), "way": way,
            "result": result, "office": random.pick(&OFFICES),
        })
    };
    let pairs = ways.into_iter().zip(results);
    let mut rows: Vec<Value> = minutes.into_iter().zip(pairs).map(row).collect();
    rows.sort_by(|a, b| b["time"].as_str().cmp(&a["time"].as_str()));
    sheet("2020-02-21T16:30:00+08:00", ZH, EN, &rows)
}

const APPLICATIONS: usize = 27;
const AGREED: usize = 21;
const WORKERS: u32 = 4_945;

/// `{"firm","street","group","staff","joint","checked","verdict","workers"}`: 27 applications and seven
/// groups; more than a hundred staff are checked by two offices; 21 are agreed with 4,945 workers.
pub fn applications(seed: u64) -> io::Result<String> {
    const STREETS: [&str; 7] = ["东坡", "黄田坝", "文家", "蔡桥", "康河", "光华", "苏坡"];
    let mut random = Random::new(seed, 56);
    let mut firms = Firms::new(&mut random);
    let workers = drawn(WORKERS, AGREED, 14, &mut random);
    let row = |index: usize| {
        let agreed = workers.get(index);
        let staff = match agreed {
            Some(workers) => workers + workers * random.between(5, 30) / 100,
            None => random.between(30, 220),
        };
        let group = random.below(7);
        // The first six are makers of aircraft parts.
        let ending = if index < 6 { "航空" } else { "机电" };
        let verdict = match index {
            0..AGREED => "同意复工",
            AGREED..24 => "整改后复核",
            _ => "待核查",
        };
        json!({
            "firm": firms.next(ending), "street": STREETS.get(group as usize),
            "group": format!("第{}组", group + 1), "staff": staff, "joint": staff > 100,
            "checked": (verdict != "待核查").then(|| at(if index < 6 { 3 } else { 4 + random.below(5) }, 600)),
            "verdict": verdict, "workers": agreed,
        })
    };
    let rows: Vec<Value> = (0..APPLICATIONS).map(row).collect();
    sheet("2020-02-09T18:00:00+08:00", ZH, EN, &rows)
}

/// What the new projects are called and how much of a thousand parts each costs.
const PROJECTS: [(&str, u32, &str); 5] = [
    ("临空金融大厦", 218, "续建"),
    ("综保区", 196, "续建"),
    ("民航产业园", 232, "新开工"),
    ("航空部件", 124, "新开工"),
    ("创新中心", 146, "新开工"),
];

/// `{"project","stage","begin","end","done","investment"}`: the investments, in 亿元, add up to 126.82.
pub fn projects(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 57);
    let hundredths = shares(12_682, &PROJECTS.map(|project| project.1));
    let row = |((project, _, stage), cost): (&(&str, u32, &str), u32)| {
        let (month, day) = match *stage {
            "续建" => (2, random.between(24, 29)),
            _ => (3, random.between(2, 28)),
        };
        json!({
            "project": project, "stage": stage, "begin": format!("2020-{month:02}-{day:02}"),
            "end": format!("2020-{:02}-{:02}", random.between(9, 12), random.between(10, 28)),
            "done": if *stage == "续建" { random.between(18, 46) } else { 0 },
            "investment": format!("{}.{:02}", cost / 100, cost % 100),
        })
    };
    let mut rows: Vec<Value> = PROJECTS.iter().zip(hundredths).map(row).collect();
    rows.sort_by(|a, b| a["begin"].as_str().cmp(&b["begin"].as_str()));
    sheet("2020-02-21T16:30:00+08:00", ZH, EN, &rows)
}
