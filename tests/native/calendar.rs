//! Working days by the shipped calendar of 2020, against spans that were counted by hand.

use std::fs;

use daping::board::check;
use daping::data::calendar::Calendar;
use daping::data::{Answer, Asked, Audience, read};
use daping::look::format::iso_day;

const BOARD: &str = r#"{
  "daping": 1,
  "calendar": { "from": "days", "day": "day", "works": "works" },
  "sources": { "days": { "url": "data/calendar/cn-2020.json", "fields": {
    "day": { "type": "date" }, "works": { "type": "flag" }, "name": {} } } },
  "panels": { "days": { "kind": "table", "data": { "from": "days" } } }
}"#;

fn china() -> Calendar {
    let checked = check("日历", BOARD);
    assert_eq!(checked.issues, []);
    let own = checked.board.calendar.expect("a calendar");
    let source = checked.board.sources.get(&own.from).expect("its source");
    let asked = Asked { name: "days", source, audience: Audience::Public, utc_offset: 28_800 };
    let bytes = fs::read("public/data/calendar/cn-2020.json").expect("the shipped calendar");
    let answer = Answer { bytes: &bytes, content_type: None };
    let reading = read(&asked, &answer).expect("rows");
    assert_eq!((reading.issues.len(), reading.table.rows()), (0, 36));
    Calendar::new(&reading.table, &own.day, &own.works)
}

fn day(text: &str) -> i32 {
    iso_day(text).expect("a day")
}

#[test]
fn spans_of_2020_are_as_counted_by_hand() {
    let china = china();
    for (from, to, days) in [
        // 19 January is a worked Sunday; nobody works from 24 January to 2 February.
        ("2020-01-17", "2020-02-03", 6),
        ("2020-01-23", "2020-02-03", 1),
        ("2020-01-23", "2020-02-02", 0),
        ("2020-02-03", "2020-02-21", 14),
        ("2020-04-03", "2020-04-07", 1),
        // 26 April and 9 May are worked, 1 to 5 May are not.
        ("2020-04-24", "2020-05-11", 10),
        ("2020-06-24", "2020-06-29", 2),
        ("2020-09-25", "2020-10-12", 7),
        // 262 days from Monday to Friday, 19 of them off, and 6 worked days at weekends.
        ("2019-12-31", "2020-12-31", 249),
        ("2020-02-21", "2020-02-21", 0),
        ("2020-02-21", "2020-02-03", -14),
    ] {
        assert_eq!(china.between(day(from), day(to)), days, "{from} to {to}");
    }
}

#[test]
fn days_of_2020_are_worked_as_the_state_council_said() {
    let china = china();
    for (date, works) in [
        ("2020-01-01", false),
        ("2020-01-19", true),
        ("2020-01-31", false),
        ("2020-02-01", false),
        ("2020-02-03", true),
        ("2020-05-05", false),
        ("2020-05-06", true),
        ("2020-05-09", true),
        ("2020-06-28", true),
        ("2020-09-27", true),
        ("2020-10-08", false),
        ("2020-10-10", true),
        ("2020-10-11", false),
        // Of other years it says nothing.
        ("2021-10-01", true),
        ("2021-10-02", false),
    ] {
        assert_eq!(china.works(day(date)), works, "{date}");
    }
}
