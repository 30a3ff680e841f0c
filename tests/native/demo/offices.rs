//! The files of the boards on money, policy, people and approvals: their rows add up to what was
//! published, for any seed.

use std::collections::BTreeSet;

use daping::cli::demo::{SEED, files};
use serde_json::Value;

const SEEDS: [u64; 3] = [SEED, 1, 2];

fn rows(name: &str, seed: u64) -> Vec<Value> {
    let files = files(seed, 0).unwrap();
    let text = &files.iter().find(|file| file.0 == name).unwrap().1;
    let file: Value = serde_json::from_str(text).unwrap();
    assert!(text.starts_with("{\"synthetic\":true,\"note\":{"), "{name} does not say what it is");
    assert!(file["as_of"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    file["rows"].as_array().unwrap().clone()
}

fn sum(rows: &[Value], key: &str) -> i64 {
    rows.iter().filter_map(|row| row[key].as_i64()).sum()
}

/// The rows whose `key` is `word`.
fn of(rows: &[Value], key: &str, word: &str) -> Vec<Value> {
    rows.iter().filter(|row| row[key] == word).cloned().collect()
}

fn words<'a>(rows: &'a [Value], key: &str) -> BTreeSet<&'a str> {
    rows.iter().filter_map(|row| row[key].as_str()).collect()
}

#[test]
fn loans_are_the_79_of_6_956_hundred_million() {
    for seed in SEEDS {
        let loans = rows("money/loans.json", seed);
        assert_eq!((loans.len(), words(&loans, "firm").len()), (79, 79));
        assert_eq!(sum(&loans, "need"), 69_560);
        let joint = of(&loans, "bank", "三家联合");
        assert_eq!((joint.len(), sum(&joint, "granted")), (1, 2_000));
        assert_eq!(joint[0]["days"], 7);
        for loan in &loans {
            assert!(loan["granted"].as_i64() <= loan["need"].as_i64(), "{loan}");
            assert_eq!(loan["state"] == "已放款", loan["days"].is_i64(), "{loan}");
        }
    }
}

#[test]
fn the_waterfall_is_the_loans_own() {
    for seed in SEEDS {
        let (need, loans) = (rows("money/need.json", seed), rows("money/loans.json", seed));
        let (total, steps): (Vec<Value>, Vec<Value>) =
            need.into_iter().partition(|row| row["subtotal"] == true);
        assert_eq!((total.len(), sum(&total, "value")), (1, 69_560));
        let (up, down): (Vec<Value>, Vec<Value>) =
            steps.into_iter().partition(|row| row["value"].as_i64() > Some(0));
        assert_eq!(sum(&up, "value"), 69_560);
        let review = of(&loans, "state", "审批中");
        assert_eq!(-sum(&down, "value"), sum(&loans, "granted") + sum(&review, "need"));
    }
}

#[test]
fn rewards_are_the_published_batches() {
    for seed in SEEDS {
        let awards = rows("money/awards.json", seed);
        for (batch, firms, sum_of) in
            [("港区首批", Some(103), 206), ("港区次批", Some(71), 142), ("六盘水", None, 198)]
        {
            let own = of(&awards, "batch", batch);
            assert_eq!(sum(&own, "amount"), sum_of, "{batch}");
            assert!(firms.is_none_or(|firms| firms == own.len()), "{batch}");
        }
        let first = of(&awards, "batch", "港区首批");
        assert!(words(&first, "resumed").iter().all(|day| *day < "2020-02-24"));
        let credit = rows("money/credit.json", seed);
        assert_eq!((&credit[0]["bank"], &credit[0]["amount"]), (&"延津农商".into(), &100.into()));
        assert_eq!(credit[0]["lines"], 1);
    }
}

#[test]
fn what_was_applied_for_is_paid_waiting_or_open() {
    for seed in SEEDS {
        for row in rows("policy/windows.json", seed) {
            let parts = ["paid", "waiting", "open"].map(|key| row[key].as_i64().unwrap());
            assert!(parts.iter().all(|part| *part > 0), "{row}");
            assert_eq!(row["applied"].as_i64(), Some(parts.iter().sum()), "{row}");
            assert!(row["opened"].as_str() < row["due"].as_str(), "{row}");
        }
        let settled = rows("policy/settled.json", seed);
        assert_eq!(settled.len(), 22 * 4);
    }
}

#[test]
fn plants_have_the_registered_workers() {
    for seed in SEEDS {
        let plants = rows("people/plants.json", seed);
        assert_eq!((plants.len(), sum(&plants, "workers")), (190, 31_478));
        assert_eq!(words(&plants, "firm").len(), 190);
        let states = ["方案", "台账", "通风"].map(|check| words(&plants, check).len());
        assert!(states.iter().all(|count| (2..=3).contains(count)), "{states:?}");
    }
}

#[test]
fn those_who_were_sent_are_as_many_as_published() {
    for seed in SEEDS {
        let groups = rows("people/groups.json", seed);
        assert_eq!((groups.len(), sum(&groups, "liaisons")), (10, 2_214));
        let medics = rows("people/medics.json", seed);
        assert_eq!((medics.len(), words(&medics, "supervisor").len()), (15 * 4, 15));
        assert_eq!(sum(&of(&medics, "item", "测温"), "firms"), 58);
        let teams = rows("people/teams.json", seed);
        assert_eq!(teams.len(), 118);
        // "Over a thousand".
        assert!((1_000..1_100).contains(&sum(&teams, "officers")));
        let inspections = rows("people/inspections.json", seed);
        assert_eq!(words(&inspections, "firm").len(), 50);
    }
}

#[test]
fn a_review_is_due_the_same_day_and_done_by_the_boards_clock() {
    for seed in SEEDS {
        let reviews = rows("people/reviews.json", seed);
        let (mut done, mut open, mut over) = (0, 0, 0);
        for row in &reviews {
            let time = |key: &str| row[key].as_str();
            assert!(time("applied") < time("due") && time("due") < Some("2020-02-22"), "{row}");
            match time("done") {
                Some(time) => {
                    assert!(time <= "2020-02-21T16:30", "{row}");
                    done += 1;
                }
                None if time("due") < Some("2020-02-21T16:30") => over += 1,
                None => open += 1,
            }
        }
        assert!(done > 3 && open > 3 && over < 5, "{done} done, {open} open, {over} over");
    }
}

#[test]
fn reports_are_counts_within_the_staff() {
    for seed in SEEDS {
        for row in rows("people/checkins.json", seed) {
            let [staff, checked, missing] =
                ["staff", "checked", "missing"].map(|key| row[key].as_i64().unwrap());
            assert_eq!(checked + missing, staff, "{row}");
            assert!(checked * 10 > staff * 8, "{row}");
        }
    }
}

#[test]
fn matters_are_2736_of_which_2656_online() {
    for seed in SEEDS {
        let items = rows("approvals/items.json", seed);
        assert_eq!(
            words(&items, "day").into_iter().collect::<Vec<_>>(),
            ["2020-02-03", "2020-02-04", "2020-02-05", "2020-02-06", "2020-02-07"]
        );
        assert_eq!(sum(&items, "count"), 2_736);
        assert_eq!(sum(&of(&items, "channel", "网上办理"), "count"), 2_656);
    }
}

#[test]
fn declarations_and_applications_end_in_the_published_counts() {
    for seed in SEEDS {
        let declared = rows("approvals/declarations.json", seed);
        assert_eq!(declared.iter().filter(|row| row["resumed"].is_string()).count(), 79);
        let applied = rows("approvals/applications.json", seed);
        let agreed = of(&applied, "verdict", "同意复工");
        assert_eq!((applied.len(), agreed.len(), sum(&agreed, "workers")), (27, 21, 4_945));
        let first = applied.iter().filter(|row| row["checked"] == "2020-02-03T10:00");
        assert_eq!(first.count(), 6);
        for row in &applied {
            assert_eq!(row["joint"] == true, row["staff"].as_i64() > Some(100), "{row}");
        }
    }
}

#[test]
fn projects_cost_126_82_hundred_million() {
    for seed in SEEDS {
        let hundredths = |row: &Value| {
            row["investment"].as_str().unwrap().replace('.', "").parse::<u64>().unwrap()
        };
        let projects = rows("approvals/projects.json", seed);
        assert_eq!(projects.iter().map(hundredths).sum::<u64>(), 12_682);
        assert!(projects.iter().all(|row| row["begin"].as_str() < row["end"].as_str()));
    }
}
