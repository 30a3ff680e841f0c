//! The demo data: the same from the same seed, invented beyond doubt, and true to its counts.

mod boards;
mod cities;
mod offices;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use daping::cli::demo::{MAX_PEOPLE, PEOPLE, SEED, files, write};
use serde_json::Value;

/// The eight steps in their order.
const STEPS: [&str; 8] =
    ["applied", "secretary", "doctor", "cadre", "recorded", "issued", "departed", "arrived"];

/// Rows as maps from column to text; missing cells are left out.
type Row = BTreeMap<String, String>;

fn text(name: &str, seed: u64, people: u32) -> String {
    let files = files(seed, people).unwrap();
    files.into_iter().find(|file| file.0 == name).unwrap().1
}

fn roster(seed: u64, people: u32) -> Vec<Row> {
    let file: Value = serde_json::from_str(&text("nanzhao/roster.json", seed, people)).unwrap();
    let columns: Vec<String> = serde_json::from_value(file["columns"].clone()).unwrap();
    let rows: Vec<Vec<Option<String>>> = serde_json::from_value(file["rows"].clone()).unwrap();
    rows.into_iter()
        .map(|cells| {
            assert_eq!(cells.len(), columns.len());
            columns.iter().cloned().zip(cells).filter_map(|(c, v)| Some((c, v?))).collect()
        })
        .collect()
}

fn count(rows: &[Row], column: &str) -> usize {
    rows.iter().filter(|row| row.contains_key(column)).count()
}

fn distinct<'a>(rows: &'a [Row], column: &str) -> BTreeSet<&'a str> {
    rows.iter().filter_map(|row| row.get(column)).map(String::as_str).collect()
}

fn minutes(time: &str) -> i64 {
    let time: jiff::civil::DateTime = time.parse().unwrap();
    let start = jiff::civil::date(2020, 2, 10).at(0, 0, 0, 0);
    (time - start).total((jiff::Unit::Minute, jiff::SpanRelativeTo::days_are_24_hours())).unwrap()
        as i64
}

/// The committed files are the generator's. To renew them after a change of the generator, run this
/// test with `DAPING_RENEW=1` and read the difference.
#[test]
fn the_committed_files_are_what_the_generator_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data");
    if std::env::var_os("DAPING_RENEW").is_some() {
        write(&folder, SEED, PEOPLE).unwrap();
    }
    for (name, text) in files(SEED, PEOPLE).unwrap() {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(committed == text, "{name} differs from what the generator writes");
    }
}

#[test]
fn a_seed_fixes_the_bytes_and_another_seed_changes_them() {
    let (first, again, other) =
        (files(7, 500).unwrap(), files(7, 500).unwrap(), files(8, 500).unwrap());
    assert!(first == again);
    for (first, other) in first.iter().zip(&other) {
        assert!(first.1 != other.1, "{} is the same for two seeds", first.0);
    }
}

#[test]
fn writing_makes_the_folder_and_names_the_files() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo/made");
    let written = write(&folder, 7, 20).unwrap();
    let names: Vec<_> = written.iter().map(|path| path.strip_prefix(&folder).unwrap()).collect();
    for name in ["nanzhao/roster.json", "nanzhao/prefectures.json", "nanzhao/power.csv"] {
        assert!(names.contains(&Path::new(name)), "{name} is not among {names:?}");
    }
    let read = std::fs::read_to_string(&written[0]).unwrap();
    assert_eq!(read, text("nanzhao/roster.json", 7, 20));
}

#[test]
fn sizes_at_the_edges_are_right_or_refused() {
    assert_eq!(roster(1, 0).len(), 0);
    assert_eq!(roster(1, 1).len(), 1);
    let refused = files(1, MAX_PEOPLE + 1).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidInput);
}

#[test]
fn counts_are_the_published_ones_for_any_seed() {
    for seed in [SEED, 1] {
        let rows = roster(seed, PEOPLE);
        assert_eq!(rows.len(), 6_000);
        assert_eq!(distinct(&rows, "id").len(), 6_000);
        assert_eq!(count(&rows, "issued"), 3_507);
        assert_eq!(count(&rows, "arrived"), 2_543);
        assert_eq!(distinct(&rows, "township").len(), 16);
        // 348 in the statistics, less the five factories' virtual communities.
        assert_eq!(distinct(&rows, "home").len(), 343);
    }
}

#[test]
fn the_funnel_narrows_at_every_step() {
    let rows = roster(SEED, PEOPLE);
    let counts = STEPS.map(|step| count(&rows, step));
    assert!(counts[0] < rows.len());
    assert!(counts.windows(2).all(|pair| pair[0] > pair[1]), "{counts:?}");
}

#[test]
fn times_are_in_order_and_no_certificate_takes_a_day() {
    let rows = roster(SEED, PEOPLE);
    let as_of = minutes("2020-02-21T08:00");
    for row in &rows {
        let times: Vec<Option<i64>> =
            STEPS.iter().map(|step| row.get(*step).map(|time| minutes(time))).collect();
        let done: Vec<i64> = times.iter().copied().map_while(|time| time).collect();
        assert_eq!(done.len(), times.iter().flatten().count(), "a step was left out: {row:?}");
        assert!(done.windows(2).all(|pair| pair[0] < pair[1]), "out of order: {row:?}");
        assert!(done.iter().all(|time| (0..=as_of).contains(time)), "{row:?}");
        if let (Some(Some(applied)), Some(Some(issued))) = (times.first(), times.get(5)) {
            assert!(issued - applied < 1_440, "{row:?}");
        }
        // Whoever is still waiting has not waited a day either.
        if let (1..6, Some(applied)) = (done.len(), done.first()) {
            assert!(as_of - applied <= 1_440, "{row:?}");
        }
    }
}

#[test]
fn certificates_are_numbered_in_the_order_of_issue() {
    let rows = roster(SEED, PEOPLE);
    for row in &rows {
        let issued = row.contains_key("issued");
        assert_eq!(row.contains_key("certificate"), issued);
        assert_eq!(row.contains_key("certificate_no"), issued);
    }
    let mut issued: Vec<&Row> = rows.iter().filter(|row| row.contains_key("issued")).collect();
    issued.sort_by_key(|row| &row["certificate_no"]);
    assert_eq!(distinct(&rows, "certificate_no").len(), 3_507);
    assert!(issued.windows(2).all(|pair| pair[0]["issued"] <= pair[1]["issued"]));
}

#[test]
fn no_telephone_can_be_anybodys() {
    for seed in [SEED, 1, 2] {
        for row in roster(seed, PEOPLE) {
            let phone = &row["phone"];
            assert!(phone.len() == 11 && phone.bytes().all(|digit| digit.is_ascii_digit()));
            // Mobiles begin 13 to 19, landlines 0 or 2 to 8, and these are called in need.
            assert!(phone.starts_with("10") || phone.starts_with("11") || phone.starts_with("12"));
            assert!(!["110", "119", "120", "122"].iter().any(|need| phone.starts_with(need)));
        }
    }
}

/// ISO 7064 MOD 11-2, by its recurrence: another way than the generator's weights.
fn check_character_holds(id_number: &str) -> bool {
    let values = id_number.chars().map(|c| if c == 'X' { 10 } else { c.to_digit(10).unwrap() });
    let mut values: Vec<u32> = values.collect();
    let last = values.pop().unwrap();
    let product = values.iter().fold(0, |sum, value| (sum + value) * 2 % 11);
    (product + last) % 11 == 1
}

#[test]
fn no_identity_number_can_be_anybodys() {
    assert!(check_character_holds("11010519491231002X"), "the standard's own example");
    for seed in [SEED, 1, 2] {
        for row in roster(seed, PEOPLE) {
            let id_number = &row["id_number"];
            assert_eq!(id_number.len(), 18);
            let province: u32 = id_number[..2].parse().unwrap();
            assert!(!(11..=91).contains(&province), "a province's code: {province}");
            assert!(!check_character_holds(id_number), "a right check character");
        }
    }
}

#[test]
fn hard_names_are_there_and_every_name_is_whole() {
    let rows = roster(SEED, PEOPLE);
    let names = distinct(&rows, "name");
    let some = |test: fn(&str) -> bool| names.iter().filter(|name| test(name)).count();
    assert!(some(|name| name.starts_with("欧阳") || name.starts_with("司马")) > 5);
    assert!(some(|name| name.contains('·')) > 2);
    assert!(some(|name| name.chars().any(|c| u32::from(c) > 0xffff)) > 0);
    assert_eq!(some(|name| !(2..=9).contains(&name.chars().count())), 0);
}

#[test]
fn destinations_carry_their_codes_and_none_is_in_hubei() {
    let rows = roster(SEED, PEOPLE);
    for row in &rows {
        assert_eq!(row["province_code"][..2], row["city_code"][..2]);
        assert_ne!(row["province_code"], "420000");
        assert!(row["home"].starts_with(&format!("南召县{}", row["township"])));
        assert!(["有组织", "自发"].contains(&row["organised"].as_str()));
    }
    let mut channels: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *channels.entry(&row["channel"]).or_default() += 1);
    let largest = channels.iter().max_by_key(|channel| channel.1).unwrap();
    assert_eq!((*largest.0, channels.len()), ("有组织输出", 5));
}

#[test]
fn the_files_say_that_they_are_synthetic() {
    for name in ["nanzhao/roster.json", "nanzhao/prefectures.json"] {
        let text = text(name, SEED, 10);
        assert!(text.starts_with("{\"synthetic\":true,\"note\":{"), "not at the head of {name}");
        let file: Value = serde_json::from_str(&text).unwrap();
        assert!(file["note"]["zh"].is_string() && file["note"]["en"].is_string());
        assert!(file["as_of"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    }
}

#[test]
fn prefectures_add_up_to_the_published_sums() {
    for seed in [SEED, 1, 2, 3] {
        let file: Value = serde_json::from_str(&text("nanzhao/prefectures.json", seed, 0)).unwrap();
        let rows = file["rows"].as_array().unwrap();
        let sum = |key: &str| rows.iter().map(|row| row[key].as_u64().unwrap()).sum::<u64>();
        assert_eq!((rows.len(), sum("enterprises"), sum("resumed")), (18, 16_600, 8_125));
        for row in rows {
            let (resumed, all) = (row["resumed"].as_f64().unwrap(), row["enterprises"].as_f64());
            let rate = row["rate"].as_f64().unwrap();
            assert!((rate - 100.0 * resumed / all.unwrap()).abs() <= 0.051, "{row}");
            assert!((20.0..=80.0).contains(&rate), "{row}");
        }
    }
}

#[test]
fn the_power_series_ends_with_the_published_day() {
    for seed in [SEED, 1, 2, 3] {
        let text = text("nanzhao/power.csv", seed, 0);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.first(), Some(&"day,power,capacity"));
        assert_eq!(lines.last(), Some(&"2020-02-20,2.16,64.91"));
        assert_eq!(lines.len(), 21);
        for (line, day) in lines.iter().skip(1).zip(1..) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells[0], format!("2020-02-{day:02}"));
            let (power, capacity): (f64, f64) =
                (cells[1].parse().unwrap(), cells[2].parse().unwrap());
            assert!((1.4..=2.2).contains(&power) && (40.0..=66.0).contains(&capacity), "{line}");
        }
    }
}
