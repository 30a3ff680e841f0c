//! The rows behind the boards of problems, of the airport zone, of plants and of cities: true to what is
//! published of them, for any seed.

use std::collections::{BTreeMap, BTreeSet};

use daping::cli::demo::SEED;
use serde_json::Value;

use super::text;

const SEEDS: [u64; 3] = [SEED, 1, 2];
/// The last day of the two weeks that `problems` replays.
const LAST: &str = "2020-02-25";

fn rows_of(name: &str, seed: u64) -> Vec<Value> {
    let file: Value = serde_json::from_str(&text(name, seed, 0)).unwrap();
    file["rows"].as_array().unwrap().clone()
}

fn word<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn number(row: &Value, key: &str) -> u64 {
    row[key].as_u64().unwrap_or_else(|| panic!("{key} of {row}"))
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Value>, key: &str) -> u64 {
    rows.into_iter().map(|row| number(row, key)).sum()
}

fn on<'a>(rows: &'a [Value], day: &str) -> Vec<&'a Value> {
    rows.iter().filter(|row| word(row, "day") == day).collect()
}

#[test]
fn all_thirty_five_problems_are_struck_off_in_the_end() {
    for seed in SEEDS {
        let rows = rows_of("problems/issues.json", seed);
        let last = on(&rows, LAST);
        assert_eq!(last.len(), 35);
        assert!(last.iter().all(|row| word(row, "state") == "销号"), "seed {seed}");
        let ids: BTreeSet<&str> = rows.iter().map(|row| word(row, "id")).collect();
        assert_eq!(ids.len(), 35);
    }
}

#[test]
fn a_problems_state_follows_from_its_days() {
    for row in rows_of("problems/issues.json", SEED) {
        let (day, issued, due) = (word(&row, "day"), word(&row, "issued"), word(&row, "due"));
        let closed = row["closed"].as_str();
        let expected = match closed {
            Some(closed) if closed <= day => "销号",
            Some(_) => panic!("closed on a later day: {row}"),
            None if day > due => "逾期",
            None if day > issued => "在办",
            None => "交办",
        };
        assert!(issued <= day && issued < due, "{row}");
        assert_eq!(word(&row, "state"), expected, "{row}");
    }
    let states: BTreeSet<String> =
        rows_of("problems/issues.json", SEED).iter().map(|r| word(r, "state").to_owned()).collect();
    assert_eq!(states.len(), 4, "each state is seen on some day: {states:?}");
}

#[test]
fn counties_only_gain_and_each_is_ranked_every_day() {
    for seed in SEEDS {
        let mut before: BTreeMap<String, u64> = BTreeMap::new();
        let rows = rows_of("problems/rank.json", seed);
        assert_eq!(rows.len(), 13 * 14);
        for row in &rows {
            let (resumed, projects) = (number(row, "resumed"), number(row, "projects"));
            assert!(resumed <= projects, "{row}");
            let rate = row["rate"].as_f64().unwrap();
            assert!((rate - 100.0 * resumed as f64 / projects as f64).abs() <= 0.051, "{row}");
            let earlier = before.insert(word(row, "county").to_owned(), resumed);
            assert!(earlier.is_none_or(|earlier| earlier <= resumed), "{row}");
        }
        assert!(on(&rows, LAST).iter().all(|row| row["rate"].as_f64().unwrap() > 80.0));
    }
}

#[test]
fn requests_narrow_from_step_to_step_and_never_shrink() {
    for seed in SEEDS {
        let mut before: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for row in rows_of("problems/requests.json", seed) {
            let steps = ["submitted", "accepted", "assigned", "closed", "content"];
            let counts: Vec<u64> = steps.iter().map(|step| number(&row, step)).collect();
            assert!(counts.windows(2).all(|pair| pair[0] >= pair[1]), "{row}");
            let earlier = before.insert(word(&row, "category").to_owned(), counts.clone());
            let grows = |earlier: Vec<u64>| earlier.iter().zip(&counts).all(|(a, b)| a <= b);
            assert!(earlier.is_none_or(grows), "{row}");
        }
    }
}

#[test]
fn eighteen_of_nineteen_suppliers_work_on_the_printed_day() {
    for seed in SEEDS {
        let rows = rows_of("problems/chain.json", seed);
        let printed = on(&rows, "2020-02-23");
        let back = printed.iter().filter(|row| word(row, "state") == "已复工").count();
        assert_eq!((printed.len(), back), (19, 18), "seed {seed}");
        let taicang: Vec<_> = printed.iter().filter(|row| word(row, "place") == "太仓").collect();
        assert_eq!(taicang.len(), 1);
        // 收函的第二天: the day after the letter.
        assert_eq!(word(taicang[0], "letter"), "2020-02-17");
        assert_eq!(word(taicang[0], "resumed"), "2020-02-18");
        let groups = rows_of_groups(seed);
        assert_eq!(groups.len(), 9, "{groups:?}");
    }
}

fn rows_of_groups(seed: u64) -> BTreeSet<String> {
    rows_of("problems/demands.json", seed).iter().map(|row| word(row, "group").to_owned()).collect()
}

#[test]
fn freight_adds_up_to_the_published_throughput() {
    for seed in SEEDS {
        let rows = rows_of("zone/freight.json", seed);
        assert_eq!(sum(&rows, "out") + sum(&rows, "back"), 11_000);
        let flights = rows_of("zone/flights.json", seed);
        let airlines: BTreeSet<&str> = flights.iter().map(|row| word(row, "airline")).collect();
        assert_eq!(airlines.len(), 10);
        let first = &flights[0];
        assert_eq!((word(first, "time"), word(first, "from")), ("06:20", "巴库"));
        assert!(flights.windows(2).all(|pair| word(&pair[0], "time") <= word(&pair[1], "time")));
    }
}

#[test]
fn over_a_hundred_and_thirty_thousand_are_back_ring_by_ring() {
    for seed in SEEDS {
        let rows = rows_of("zone/returns.json", seed);
        let last = sum(on(&rows, "2020-03-04"), "people");
        assert!((130_001..140_000).contains(&last), "{last}");
        // 先区内后区外: a ring further out begins later.
        let begins = |ring: &str| {
            let of = rows.iter().filter(|row| word(row, "ring") == ring);
            of.filter(|row| number(row, "new") > 0).map(|row| word(row, "day")).min().unwrap()
        };
        let days = ["区内", "市内", "省内", "省外"].map(begins);
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
        let stages = rows_of("zone/stages.json", seed);
        assert_eq!(number(stages.last().unwrap(), "people"), last);
        assert!(
            stages.windows(2).all(|pair| number(&pair[0], "people") > number(&pair[1], "people"))
        );
    }
}

#[test]
fn seven_checkpoints_got_what_is_published_and_no_person_is_in_the_codes() {
    for seed in SEEDS {
        let rows = rows_of("zone/checkpoints.json", seed);
        assert_eq!(rows.len(), 7);
        let goods = ["milk", "noodles", "sausages", "worth"].map(|of| sum(&rows, of));
        assert_eq!(goods, [200, 100, 100, 30_000]);
        for name in ["zone/scans.json", "zone/tiers.json", "zone/checkpoints.json"] {
            for row in rows_of(name, seed) {
                assert!(number(&row, "scans") >= 5, "a count so small may be somebody: {row}");
                assert!(
                    row.as_object()
                        .unwrap()
                        .keys()
                        .all(|key| key != "name" || name.contains("points"))
                );
            }
        }
    }
}

#[test]
fn a_plants_output_is_the_published_one() {
    for seed in SEEDS {
        let rows = rows_of("plants/units.json", seed);
        let of =
            |product: &'static str| rows.iter().filter(move |row| word(row, "product") == product);
        let four: u64 =
            ["EVA", "丁二烯", "丙烯", "环氧乙烷"].iter().map(|p| sum(of(p), "output")).sum();
        assert_eq!(four, 25_000);
        for day in 1..=8 {
            let day = format!("2020-02-{day:02}");
            let acrylonitrile = sum(of("丙烯腈").filter(|row| word(row, "day") == day), "output");
            assert!((1_501..1_600).contains(&acrylonitrile), "{day}: {acrylonitrile}");
        }
        assert_eq!(
            on(&rows, "2020-02-08").iter().filter(|r| word(r, "product") == "丙烯腈").count(),
            4
        );
        assert!(rows.iter().all(|row| row["load"].as_f64().unwrap() > 97.0));
    }
}

#[test]
fn masks_of_a_day_are_the_published_numbers() {
    for seed in SEEDS {
        let rows = rows_of("plants/goods.json", seed);
        let made =
            |product: &str| sum(rows.iter().filter(|row| word(row, "product") == product), "count");
        assert_eq!((made("N95口罩"), made("一次性医用口罩")), (3_000, 150_000));
        // 全员: every day the same number checks in.
        let mut days: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows_of("plants/checkins.json", seed) {
            *days.entry(word(&row, "day").to_owned()).or_default() += number(&row, "people");
        }
        assert_eq!(days.values().collect::<BTreeSet<_>>().len(), 1, "{days:?}");
    }
}

#[test]
fn the_ledger_ends_with_all_enterprises_at_work() {
    for seed in SEEDS {
        let ledger = rows_of("cities/ledger.json", seed);
        let key: Vec<&Value> = ledger.iter().filter(|row| word(row, "kind") == "重点").collect();
        assert_eq!((ledger.len(), key.len()), (473, 50));
        let latest = |rows: &[&Value]| rows.iter().map(|row| word(row, "resumed").to_owned()).max();
        assert_eq!(latest(&key).as_deref(), Some("2020-03-17"));
        assert_eq!(latest(&ledger.iter().collect::<Vec<_>>()).as_deref(), Some("2020-03-29"));
        assert!(ledger.iter().any(|row| number(row, "staff") == 231 && number(row, "back") == 230));
        let ids: BTreeSet<&str> = ledger.iter().map(|row| word(row, "id")).collect();
        assert_eq!(ids.len(), 473);
    }
}

#[test]
fn counties_add_up_to_the_city_on_every_day() {
    for seed in SEEDS {
        let rows = rows_of("cities/daily.json", seed);
        let days: BTreeSet<&str> = rows.iter().map(|row| word(row, "day")).collect();
        assert_eq!(days.len(), 49);
        for day in days {
            let of = on(&rows, day);
            let (city, counties): (Vec<_>, Vec<_>) =
                of.into_iter().partition(|row| word(row, "level") == "全市");
            assert_eq!((city.len(), counties.len()), (1, 10));
            for key in ["firms", "resumed", "new", "key"] {
                assert_eq!(
                    sum(counties.iter().copied(), key),
                    number(city[0], key),
                    "{key} on {day}"
                );
            }
        }
        let last = on(&rows, "2020-03-29");
        assert!(last.iter().all(|row| row["rate"].as_f64() == Some(100.0)));
    }
}

#[test]
fn thirteen_fairs_had_the_published_enterprises() {
    for seed in SEEDS {
        let rows = rows_of("cities/fairs.json", seed);
        assert_eq!((rows.len(), sum(&rows, "firms")), (13, 1_027));
        let days: BTreeSet<&str> = rows.iter().map(|row| word(row, "day")).collect();
        assert_eq!(days.len(), 13, "one day each, or the calendar would hide one");
    }
}
