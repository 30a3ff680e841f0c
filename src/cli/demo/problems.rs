//! `problems/`: problems that are handed over, worked at and struck off; daily ranks of counties; small
//! firms' requests; the suppliers of one enterprise.
//!
//! Published are sums alone: 35 problems handed over and solved in Yueyang, nine groups in Suzhou's
//! high-tech zone, 18 of 19 enterprises resumed there by 23 February, one of them in Taicang on the day
//! after a letter. Everything else is invented. Each file has rows for each day, which a replay shows.

use std::io;

use serde_json::{Value, json};

use super::deal::sheet;
use super::listing::{day, tenths};
use super::random::Random;

const NOTE_ZH: &str = "示例数据：问题、诉求、企业与各日数字均为虚构，仅合计与公开报道一致。";
const NOTE_EN: &str = "Synthetic data: problems, requests, enterprises and daily figures are invented; \
    only their sums are the published ones.";
const AS_OF: &str = "2020-02-25T18:00:00+08:00";

/// The two weeks that are replayed, as days of February.
const FIRST: u32 = 12;
const LAST: u32 = 25;

/// A kind of problem, who answers for it, and what is said of it.
type Category = (&'static str, &'static str, [&'static str; 4]);

const CATEGORIES: [Category; 8] = [
    ("用工", "市人社局", ["外省技工未返岗", "焊工缺口 30 人", "返岗包车未落实", "隔离宿舍不足"]),
    ("防疫物资", "市工信局", ["口罩存量不足三日", "测温设备未到货", "消毒液断供", "防护服未配齐"]),
    ("原材料", "市住建局", ["商品混凝土停供", "钢材到货延误", "砂石料短缺", "沥青未到场"]),
    (
        "交通物流",
        "市交通运输局",
        ["运料车跨县受阻", "重载通行证未办", "码头卸货排队", "进场道路封闭"],
    ),
    ("资金", "市金融办", ["工程款拨付滞后", "续贷手续未完", "农民工工资待付", "专项债未到位"]),
    ("审批手续", "市行政审批局", ["施工许可待批", "环评批复未下", "用电增容待审", "临时用地待批"]),
    ("征地拆迁", "市自然资源局", ["三户未签协议", "坟墓迁移未完", "杆线迁改滞后", "边界争议未决"]),
    ("水电气", "市城管局", ["临时用水未接通", "变压器未送电", "燃气管线待改", "排水口未验收"]),
];

/// Name and how many projects of 50 million yuan and more it has (invented).
const COUNTIES: [(&str, u32); 13] = [
    ("岳阳楼区", 24),
    ("云溪区", 21),
    ("君山区", 14),
    ("岳阳县", 19),
    ("华容县", 17),
    ("湘阴县", 22),
    ("平江县", 20),
    ("汨罗市", 23),
    ("临湘市", 18),
    ("经开区", 26),
    ("城陵矶新港区", 16),
    ("南湖新区", 11),
    ("屈原管理区", 9),
];

const INDUSTRIES: [&str; 8] =
    ["石化新材料", "装备制造", "食品加工", "港口物流", "电子信息", "生物医药", "市政道路", "水利"];

/// The published number of problems handed over and solved.
const ISSUES: u32 = 35;

struct Issue {
    number: u32,
    category: Category,
    problem: &'static str,
    county: &'static str,
    industry: &'static str,
    issued: u32,
    due: u32,
    closed: u32,
}

/// Handed over within ten days, for two to four days; two of five are late by two or three days.
fn issues(random: &mut Random) -> Vec<Issue> {
    let mut left: Vec<(&Category, &'static str)> = Vec::new();
    let mut next = |number: u32| {
        let issued = FIRST + (number - 1) * 10 / ISSUES;
        let due = issued + random.between(2, 3);
        let late = random.below(5) < 2;
        let closed = if late {
            due + random.between(2, 3)
        } else {
            issued + random.between(1, due - issued)
        };
        if left.is_empty() {
            let all = CATEGORIES.iter();
            left =
                all.flat_map(|category| category.2.iter().map(move |p| (category, *p))).collect();
            random.shuffle(&mut left);
        }
        let (category, problem) = left.pop()?;
        Some(Issue {
            number,
            category: *category,
            problem,
            county: random.weighted(&COUNTIES, |county| county.1)?.0,
            industry: random.pick(&INDUSTRIES)?,
            issued,
            due,
            closed: closed.min(LAST),
        })
    };
    (1..=ISSUES).filter_map(&mut next).collect()
}

fn state(issue: &Issue, on: u32) -> &'static str {
    match on {
        on if on >= issue.closed => "销号",
        on if on > issue.due => "逾期",
        on if on > issue.issued => "在办",
        _ => "交办",
    }
}

/// A row for each problem on each day since it was handed over.
pub fn issue_file(seed: u64) -> io::Result<String> {
    let issues = issues(&mut Random::new(seed, 40));
    let rows = (FIRST..=LAST).flat_map(|on| {
        issues.iter().filter(move |issue| issue.issued <= on).map(move |issue| {
            json!({
                "day": day(on),
                "id": format!("岳交-{:02}", issue.number),
                "project": format!("{}{}项目", issue.county, issue.industry),
                "problem": issue.problem,
                "category": issue.category.0,
                "owner": issue.category.1,
                "leader": format!("联点领导{:02}", issue.number % 9 + 1),
                "county": issue.county,
                "issued": day(issue.issued),
                "due": day(issue.due),
                "closed": (on >= issue.closed).then(|| day(issue.closed)),
                "state": state(issue, on),
            })
        })
    });
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows.collect::<Vec<Value>>())
}

/// A row for each county and day: projects of 50 million yuan and more, how many work, in percent.
pub fn rank_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 41);
    let mut rows = Vec::new();
    for (county, projects) in COUNTIES {
        let mut resumed = projects * random.between(150, 420) / 1_000;
        for on in FIRST..=LAST {
            rows.push((on, county, projects, resumed));
            let left = projects - resumed;
            let step = random.below(left * 2 / 5 + 2).min(left);
            resumed += if on + 2 >= LAST { left - left / 4 } else { step };
        }
    }
    rows.sort_by_key(|row| row.0);
    let rows = rows.iter().map(|(on, county, projects, resumed)| {
        let rate = (resumed * 1_000 + projects / 2) / projects;
        json!({ "day": day(*on), "county": county, "projects": projects, "resumed": resumed,
            "rate": tenths(rate) })
    });
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows.collect::<Vec<Value>>())
}

/// What small firms ask for, and about how many of a hundred requests.
const REQUESTS: [(&str, u32); 8] = [
    ("防疫物资", 24),
    ("员工返岗", 20),
    ("融资续贷", 16),
    ("物流运输", 13),
    ("税费减免", 10),
    ("房租减免", 8),
    ("政策咨询", 6),
    ("用能报装", 3),
];

/// A row for each kind of request and day, summed up since the first: 提交, 受理, 分办, 办结, 满意.
pub fn request_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 42);
    let mut rows = Vec::new();
    for (category, weight) in REQUESTS {
        let mut submitted = 0;
        let mut before = [0; 4];
        for on in FIRST..=LAST {
            submitted += weight * random.between(60, 140) / 100;
            let share = 80 + (on - FIRST);
            let chain = [99, 97, share.min(93), 96];
            let mut so_far = submitted;
            for (count, share) in before.iter_mut().zip(chain) {
                so_far = (so_far * share / 100).max(*count);
                *count = so_far;
            }
            let [accepted, assigned, closed, content] = before;
            rows.push(json!({ "day": day(on), "category": category, "submitted": submitted,
                "accepted": accepted, "assigned": assigned, "closed": closed, "content": content }));
        }
    }
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows)
}

/// A step of the service, and how many hours it may take.
const STEPS: [(&str, u32); 4] = [("受理", 4), ("分办", 8), ("首次响应", 24), ("办结", 72)];

/// A row for each step and day: the mean hours that it took, and what was promised.
pub fn service_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 43);
    let mut rows = Vec::new();
    for on in FIRST..=LAST {
        for (label, promised) in STEPS {
            // Slow at first; from the second week on all but a few within the time.
            let slow = 1_150 - (on - FIRST) * 40;
            let actual = promised * 10 * (slow + random.below(200)) / 1_200;
            rows.push(json!({ "day": day(on), "label": label, "actual": tenths(actual),
                "promised": promised }));
        }
    }
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows)
}

/// The nine groups of Suzhou's high-tech zone. Five are named in print, the others are invented.
const GROUPS: [(&str, u32, &str); 9] = [
    ("用工保障", 26, "员工返苏通行"),
    ("防控物资", 30, "口罩与测温枪"),
    ("供应链", 22, "上游厂待复工"),
    ("物流运输", 19, "货车跨区通行"),
    ("金融供给", 15, "流动资金贷款"),
    ("政策服务", 11, "补贴申报口径"),
    ("安全生产", 8, "复产前检查"),
    ("外贸外资", 7, "订单履约证明"),
    ("项目建设", 6, "施工队进场"),
];

const DEMAND_STATES: [&str; 4] = ["提交", "响应", "协调", "办结"];

/// A row for each demand and day since it was made: number, group, what, state, promised day.
pub fn demand_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 44);
    let mut rows = Vec::new();
    for number in 1..=60 {
        // Each group has something to do from the first days on.
        let first = GROUPS.get(number as usize - 1);
        let Some((group, _, what)) = first.or_else(|| random.weighted(&GROUPS, |group| group.1))
        else {
            continue;
        };
        let made = random.between(FIRST, if first.is_some() { FIRST + 2 } else { LAST });
        let pace = random.between(1, 3);
        for on in made..=LAST {
            let step = ((on - made) * pace / 2).min(3);
            let state = DEMAND_STATES.get(step as usize);
            rows.push((
                on,
                json!({ "day": day(on), "id": format!("云-{number:03}"), "group": group,
                "demand": format!("{what}·{number:03}"), "made": day(made),
                "due": day(made + 4), "state": state }),
            ));
        }
    }
    rows.sort_by_key(|row| row.0);
    let rows = rows.into_iter().map(|row| row.1).collect::<Vec<Value>>();
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows)
}

/// The published 19 enterprises, 18 of them at work on this day.
const SUPPLIERS: u32 = 19;
const PRINTED: u32 = 23;
/// The one in Taicang: a letter on this day, at work on the next.
const LETTER: u32 = 17;

const SUPPLIER_PLACES: [&str; 9] =
    ["太仓", "昆山", "吴江", "常熟", "无锡", "宁波", "嘉兴", "常州", "南通"];
const PARTS: [&str; 6] = ["电机", "注塑件", "线束", "包装", "电池", "五金"];

/// A row for each enterprise and day: its place, what it supplies, the letter's day, 已复工 or 待复工.
pub fn chain_file(seed: u64) -> io::Result<String> {
    let mut random = Random::new(seed, 45);
    let mut firms = Vec::new();
    for number in 1..=SUPPLIERS {
        let (place, letter, back) = match number {
            1 => (SUPPLIER_PLACES.first().copied().unwrap_or_default(), LETTER, LETTER + 1),
            // The last one of the list waits beyond the two weeks.
            SUPPLIERS => ("南通", 20, LAST + 1),
            _ => {
                let letter = random.between(FIRST - 2, PRINTED - 2);
                let place = random.pick(SUPPLIER_PLACES.get(1..).unwrap_or_default());
                (place.copied().unwrap_or_default(), letter, letter + random.between(1, 2))
            }
        };
        let part = random.pick(&PARTS).copied().unwrap_or_default();
        firms.push((format!("{place}{part}{number:02}"), place, part, letter, back));
    }
    let rows = (FIRST..=LAST).flat_map(|on| {
        firms.iter().map(move |(name, place, part, letter, back)| {
            let state = if on >= *back { "已复工" } else { "待复工" };
            json!({ "day": day(on), "core": "莱克电气", "firm": name, "place": place, "part": part,
                "letter": (on >= *letter).then(|| day(*letter)),
                "resumed": (on >= *back).then(|| day(*back)), "state": state })
        })
    });
    sheet(AS_OF, NOTE_ZH, NOTE_EN, &rows.collect::<Vec<Value>>())
}
