//! The rows behind the boards of the county, of power and of the chains add up to what was published.

use std::collections::{BTreeMap, BTreeSet};

use daping::cli::demo::{SEED, files};
use serde_json::Value;

type Row = BTreeMap<String, Value>;

/// These boards hardly need the roster, and a small one is made sooner.
const PEOPLE: u32 = 300;

/// A file's rows as maps from column to cell.
fn rows(name: &str, seed: u64) -> Vec<Row> {
    let files = files(seed, PEOPLE).unwrap();
    let text = &files.iter().find(|file| file.0 == name).unwrap().1;
    assert!(text.starts_with("{\"synthetic\":true,\"note\":{"), "not at the head of {name}");
    let file: Value = serde_json::from_str(text).unwrap();
    assert!(file["as_of"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    let columns: Vec<String> = serde_json::from_value(file["columns"].clone()).unwrap();
    let rows: Vec<Vec<Value>> = serde_json::from_value(file["rows"].clone()).unwrap();
    rows.into_iter()
        .map(|cells| {
            assert_eq!(cells.len(), columns.len(), "{name}");
            columns.iter().cloned().zip(cells).collect()
        })
        .collect()
}

fn sum(rows: &[Row], column: &str) -> u64 {
    rows.iter().filter_map(|row| row[column].as_u64()).sum()
}

fn of(rows: &[Row], column: &str, word: &str) -> Vec<Row> {
    rows.iter().filter(|row| row[column] == word).cloned().collect()
}

fn words<'a>(rows: &'a [Row], column: &str) -> BTreeSet<&'a str> {
    rows.iter().filter_map(|row| row[column].as_str()).collect()
}

const SEEDS: [u64; 3] = [SEED, 1, 2];

#[test]
fn three_coaches_bring_47_people() {
    for seed in SEEDS {
        let coaches = rows("nanzhao/coaches.json", seed);
        assert_eq!((words(&coaches, "coach").len(), sum(&coaches, "people")), (3, 47));
        assert!(words(&coaches, "stop").is_superset(&["浚县", "杞县", "郑州"].into()));
        let trips = of(&rows("nanzhao/trips.json", seed), "kind", "豫州行");
        assert_eq!((trips.len(), sum(&trips, "people")), (3, 47));
    }
}

#[test]
fn over_140_000_came_back_before_the_festival() {
    for seed in SEEDS {
        let back = rows("nanzhao/returns.json", seed);
        assert!((140_000..150_000).contains(&sum(&back, "people")));
        assert_eq!(words(&back, "to"), ["信阳市", "南阳市"].into());
        assert!(words(&back, "day").iter().all(|day| *day < "2020-01-25"));
        assert!(back.iter().all(|row| row["from_code"].as_str().unwrap().starts_with("42")));
    }
}

#[test]
fn a_certificate_takes_less_than_a_day_on_average() {
    let steps = rows("nanzhao/steps.json", SEED);
    let hours = |row: &Row, column: &str| row[column].as_f64().unwrap();
    let all: f64 = steps.iter().map(|row| hours(row, "actual")).sum();
    let last = hours(steps.last().unwrap(), "since");
    assert_eq!(sum(&steps, "promised"), 24);
    assert!((all - last).abs() < 0.1 && last < 24.0, "{all} {last}");
}

#[test]
fn prefectures_add_up_on_the_last_day_and_never_fall() {
    for seed in SEEDS {
        let all = rows("power/prefectures.json", seed);
        let last = of(&all, "day", "2020-02-20");
        assert_eq!((all.len(), last.len()), (18 * 13, 18));
        assert_eq!((sum(&last, "enterprises"), sum(&last, "resumed")), (16_646, 8_125));
        assert_eq!(sum(&last, "power"), 21_600);
        for pair in all.windows(2).filter(|pair| pair[0]["code"] == pair[1]["code"]) {
            assert!(pair[0]["resumed"].as_u64() <= pair[1]["resumed"].as_u64(), "{pair:?}");
            assert!(pair[0]["day"].as_str() < pair[1]["day"].as_str(), "{pair:?}");
        }
        let daily = rows("power/daily.json", seed);
        for row in &daily {
            let day = of(&all, "day", row["day"].as_str().unwrap());
            assert_eq!(row["resumed"].as_u64(), Some(sum(&day, "resumed")));
        }
        let last = daily.last().unwrap();
        let said = ["rate", "power", "capacity"].map(|column| last[column].as_f64().unwrap());
        assert_eq!(said, [48.81, 2.16, 64.91]);
    }
}

#[test]
fn each_enterprise_has_its_own_officer() {
    for seed in SEEDS {
        let officers = rows("power/officers.json", seed);
        assert_eq!((officers.len(), words(&officers, "enterprise").len()), (36, 36));
        assert_eq!(of(&officers, "level", "县领导").len(), 14);
        assert!(of(&officers, "level", "科级干部").len() > 20);
        let open = of(&officers, "state", "已开工");
        assert_eq!(
            (open.len(), sum(&open, "workers"), sum(&officers, "workers")),
            (30, 6_546, 6_546)
        );
        assert!(words(&officers, "officer").iter().all(|name| name.ends_with("**")));
        let issues = rows("power/issues.json", seed);
        assert!(words(&issues, "enterprise").is_subset(&words(&officers, "enterprise")));
        let named = of(&issues, "enterprise", "五庆面业");
        assert_eq!(words(&named, "kind"), ["隔离房间", "防疫物资"].into());
        assert!(issues.iter().all(|row| row["solved"].is_null() == (row["state"] == "协调中")));
    }
}

#[test]
fn ledgers_and_sectors_say_what_was_said() {
    for seed in SEEDS {
        let ledger = rows("power/ledger.json", seed);
        assert_eq!(sum(&of(&ledger, "state", "在岗"), "people"), 6_546);
        let sectors = rows("power/sectors.json", seed);
        for (sector, state) in [("能源保障", "全面复工"), ("医用防疫", "全面复工")]
        {
            assert_eq!(words(&of(&sectors, "sector", sector), "state"), [state].into());
        }
        assert_eq!(rows("power/duties.json", seed).len(), 30);
    }
}

#[test]
fn chains_are_as_long_as_was_published() {
    for seed in SEEDS {
        let suppliers = rows("supply/suppliers.json", seed);
        assert_eq!((suppliers.len(), words(&suppliers, "city").len()), (25, 12));
        assert_eq!(words(&suppliers, "kind"), ["原材料", "辅料", "包装材料"].into());
        let network = rows("supply/network.json", seed);
        assert_eq!(sum(&of(&network, "from", "双汇集团"), "value"), 25);

        let engine = rows("supply/engine.json", seed);
        assert_eq!((engine.len(), words(&engine, "province").len()), (353, 22));
        let home = of(&engine, "code", "450000");
        assert!(home.iter().all(|row| row["resumed"].as_str().unwrap() <= "2020-02-10"));

        let provinces = rows("supply/provinces.json", seed);
        assert_eq!((provinces.len(), sum(&provinces, "suppliers")), (34, 353));
        let some = provinces.iter().filter(|row| row["suppliers"] != 0);
        assert_eq!(some.count(), 22);

        let chain = rows("supply/chain.json", seed);
        assert_eq!((chain.len(), of(&chain, "state", "已复工").len()), (19, 18));
        let taicang = of(&chain, "city", "太仓市");
        assert_eq!((taicang.len(), sum(&taicang, "days")), (1, 1));

        let demands = rows("supply/demands.json", seed);
        assert_eq!(words(&demands, "group").len(), 9);
        assert_eq!(words(&demands, "id").len(), demands.len());
    }
}
