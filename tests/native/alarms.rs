//! Alarms from outside: what the data say of them, where they are over time, what the page says.

use daping::board::alarm::{Cause, Desk, Moment, Quiet, Severity, Sight, Watch};
use daping::board::page::{self, Ears, Face, Plate, frame};
use daping::board::{Board, check};
use daping::data::feed::State;
use daping::data::query::Context;
use daping::data::table::{Table, Type, Value};
use daping::issue::Lang;
use daping::look::markup::{Element, el, html};
use daping::panel::Pose;
use proptest::prelude::*;

use crate::golden::golden_page;
use crate::rows::{field, numbers, texts};

/// 21 February 2020, 08:00 in Shanghai.
const NOW: i64 = 1_582_243_200;
const OFFSET: i32 = 8 * 3_600;

const BOARD: &str = r#"{
  "daping": 1, "title": "青石县返岗",
  "alarm": { "quiet": ["22:00", "07:00"] },
  "sources": {
    "towns": { "url": "data/towns.csv", "fields": {
      "town": {}, "rate": { "type": "number" }, "day": { "type": "date" }
    } }
  },
  "panels": {
    "back": { "kind": "bar", "title": "各乡镇返岗", "note": "县人社局", "data": { "from": "towns" }, "alarms": [
      { "when": ["rate", "<", 90], "until": 92, "level": "severe", "say": "返岗率低于九成", "say_en": "under nine in ten are back", "after": "1m" },
      { "when": ["day", "<", { "param": "today" }], "level": "notice", "say": "有乡镇今天未报" },
      { "late": true }
    ] },
    "rank": { "kind": "rank", "title": "排行", "data": { "from": "towns" }, "alarms": [
      { "when": ["count", ">=", 3], "until": 2, "say": "三个以上乡镇偏低",
        "data": { "from": "towns", "where": [["rate", "<", 95]], "measure": "count" } }
    ] },
    "rest": { "kind": "rank", "title": "其余", "data": { "from": "towns" } }
  }
}"#;

fn board() -> Board {
    let checked = check("青石", BOARD);
    assert_eq!(checked.issues, []);
    checked.board
}

fn rates(rates: &[f64]) -> Table {
    Table::new(vec![numbers("rate", "%", rates)])
}

/// What the first alarm of `back` sees, and the fields at fault.
fn sight(
    at: usize,
    rows: Option<&Table>,
    state: State,
    today: Option<&str>,
) -> (Sight, Vec<String>) {
    let alarm = &board().panels[0].alarms[at];
    let params = |name: &str| today.filter(|_| name == "today").map(str::to_string);
    let context = Context { params: &params, utc_offset: OFFSET };
    let (sight, faults) = alarm.sight(rows, Some(state), &context);
    (sight, faults.into_iter().map(|(field, _)| field).collect())
}

#[test]
fn an_alarm_is_read_with_what_it_does_not_say() {
    let board = board();
    assert_eq!(board.quiet, Some(Quiet { from: 22 * 60, to: 7 * 60 }));
    let [low, old, late] = board.panels[0].alarms.as_slice() else { panic!("three alarms") };
    assert_eq!((low.level, low.after, low.data.as_ref()), (Severity::Severe, 60, None));
    let Cause::Rows { when, until } = &low.cause else { panic!("a condition") };
    assert_eq!((&when.field, when.op), (&until.field, until.op));
    assert_ne!(when.value, until.value);
    assert!(matches!(&old.cause, Cause::Rows { when, until } if when == until));
    assert_eq!((&late.cause, late.level, late.after), (&Cause::Late, Severity::Warning, 0));
    assert_eq!(low.said(Lang::En), Some("under nine in ten are back"));
    assert_eq!(old.said(Lang::En), Some("有乡镇今天未报"));
    assert_eq!(page::sentence(late, Lang::Zh), "数据迟到或中断");
    assert!(board.panels[1].alarms[0].data.is_some());
}

#[test]
fn one_row_that_fulfils_when_is_an_alarm() {
    for (cells, expected) in [
        (&[95.0, 89.9, 99.0][..], Sight::Holds),
        (&[90.0], Sight::Between),
        (&[91.9, 95.0], Sight::Between),
        (&[92.0, 95.0], Sight::Clears),
        (&[f64::NAN, 95.0], Sight::Clears),
        (&[], Sight::Clears),
    ] {
        let (seen, faults) = sight(0, Some(&rates(cells)), State::Live, None);
        assert_eq!((seen, faults), (expected, Vec::new()), "{cells:?}");
    }
    assert_eq!(sight(0, None, State::Loading, None).0, Sight::Unknown);
}

#[test]
fn a_field_that_the_data_do_not_have_is_no_alarm_but_a_fault() {
    let rows = Table::new(vec![numbers("ratio", "%", &[10.0])]);
    assert_eq!(sight(0, Some(&rows), State::Live, None), (Sight::Clears, vec!["rate".to_string()]));
    // A text in the place of the number is read as one; a day is not.
    let words = Table::new(vec![texts("rate", &["89.5"])]);
    assert_eq!(sight(0, Some(&words), State::Live, None), (Sight::Holds, Vec::new()));
    let days = Table::new(vec![field("rate", "", Type::Date, &[Value::Day(18_000)])]);
    assert_eq!(sight(0, Some(&days), State::Live, None), (Sight::Clears, vec!["rate".to_string()]));
}

#[test]
fn a_parameter_is_compared_with_and_without_a_value_nothing_holds() {
    // 20 and 21 February 2020.
    let rows =
        Table::new(vec![field("day", "", Type::Date, &[Value::Day(18_312), Value::Day(18_313)])]);
    for (today, expected) in [
        (Some("2020-02-21"), Sight::Holds),
        (Some("2020-02-20"), Sight::Clears),
        (None, Sight::Clears),
    ] {
        assert_eq!(sight(1, Some(&rows), State::Live, today).0, expected, "{today:?}");
    }
}

#[test]
fn a_board_follows_the_parameters_of_its_alarms() {
    let text = BOARD.replace(r#"["rate", "<", 95]"#, r#"["town", "=", { "param": "town" }]"#);
    let text = text.replace(r#""until": 92"#, r#""until": { "param": "least" }"#);
    assert_eq!(check("青石", &text).board.params(), ["least", "today", "town"]);
}

#[test]
fn late_is_about_the_source_alone() {
    for state in State::ALL {
        let expected = match state {
            State::Late | State::Failed => Sight::Holds,
            State::Live | State::Empty => Sight::Clears,
            State::Never | State::Loading | State::Denied | State::Locked => Sight::Unknown,
        };
        assert_eq!(sight(2, None, state, None).0, expected, "{state:?}");
    }
}

/// Steps an alarm of `after` seconds through sights, one a second; what each step is.
fn story(after: i64, sights: &[Sight]) -> String {
    let mut watch = Watch::Calm;
    let mut told = String::new();
    for (now, sight) in (0..).zip(sights) {
        watch = watch.step(*sight, after, now);
        told.push(match watch {
            Watch::Calm => '.',
            Watch::Waits { .. } => 'w',
            Watch::Stands { .. } => 'S',
        });
    }
    told
}

#[test]
fn between_when_and_until_all_stays_as_it_is() {
    let read = |text: &str| -> Vec<Sight> {
        let one = |letter| match letter {
            'h' => Sight::Holds,
            'b' => Sight::Between,
            'c' => Sight::Clears,
            _ => Sight::Unknown,
        };
        text.chars().map(one).collect()
    };
    for (after, sights, expected) in [
        (0, "bhbbhbcb", ".SSSSS.."),
        (0, "?h???c?h", ".SSSS..S"),
        (2, "hhhhc", "wwSS."),
        (2, "hhbhhh", "ww.wwS"),
        (2, "hhchhhb", "ww.wwSS"),
        (2, "hh?h", "wwwS"),
        (9, "hhhh", "wwww"),
    ] {
        assert_eq!(story(after, &read(sights)), expected, "{sights}");
    }
}

#[test]
fn a_clock_that_was_set_back_rings_no_later_than_it_should() {
    let waits = Watch::Calm.step(Sight::Holds, 60, 1_000);
    let waits = waits.step(Sight::Holds, 60, 100);
    assert!(waits.step(Sight::Holds, 60, 160).stands());
}

#[test]
fn what_began_in_quiet_hours_rings_when_they_are_over_unless_somebody_knows() {
    let stands = Watch::Calm.step(Sight::Holds, 0, 0);
    let mut own = stands;
    assert_eq!(
        [own.ring(true), own.ring(true), own.ring(false), own.ring(false)],
        [false, false, true, false]
    );
    let mut known = stands.acknowledged();
    assert!(!known.ring(false) && known.stands() && !known.waits());
    // A new occurrence is new.
    let again = known.step(Sight::Clears, 0, 5).step(Sight::Holds, 0, 6);
    assert_eq!(again, Watch::Stands { since: 6, acknowledged: false, rung: false });
}

fn moment(now: i64) -> Moment {
    Moment { now, second: NOW + now, is_quiet: false }
}

#[test]
fn a_desk_knows_since_when_and_rings_each_once() {
    let board = board();
    let mut desk = Desk::new("qingshi", &board, "");
    assert_eq!(desk.posts.len(), 4);
    let (holds, clears) = (Sight::Holds, Sight::Clears);
    assert_eq!(desk.step(&[holds, clears, holds, Sight::Unknown], &moment(0)), [2]);
    assert_eq!(desk.step(&[holds, clears, holds, Sight::Unknown], &moment(59)), [0; 0]);
    assert_eq!(desk.step(&[holds, clears, holds, Sight::Unknown], &moment(60)), [0]);
    assert_eq!(desk.posts[0].began, NOW, "it began to hold a minute before it stood");
    assert_eq!(desk.step(&[holds; 2], &moment(61)), [1], "what is not said of is not known");
    assert!(desk.posts[2].watch.stands());
}

#[test]
fn what_was_acknowledged_outlives_the_page_until_it_clears() {
    let board = board();
    let mut desk = Desk::new("qingshi", &board, "");
    let all = [Sight::Holds; 4];
    desk.step(&all, &moment(0));
    desk.acknowledge(1);
    desk.acknowledge(77);
    let other = "5\t3\tother/panel/0/say";
    let kept = desk.kept(&format!("{other}\nno line\n9\t9\tqingshi/x"));
    assert_eq!(kept.lines().count(), 4, "{kept}");
    assert!(kept.starts_with(other));

    let mut again = Desk::new("qingshi", &board, &kept);
    assert_eq!(again.kept(&kept), kept, "what the data have not spoken of is still kept");
    let between = [Sight::Unknown, Sight::Between, Sight::Clears, Sight::Holds];
    assert_eq!(again.step(&between, &moment(900)), [0; 0], "nothing rings a second time");
    assert_eq!(again.posts[1].began, NOW);
    let mut earlier = Desk::new("qingshi", &board, &kept);
    earlier.step(&all, &moment(-500));
    assert_eq!(earlier.posts[1].began, NOW - 500, "a clock that began anew");
    let stands =
        |at: usize| matches!(again.posts[at].watch, Watch::Stands { acknowledged: true, .. });
    assert_eq!([0, 1, 2, 3].map(stands), [false, true, false, false]);
    assert!(!again.posts[2].watch.stands(), "it ended while nobody looked");
    assert!(again.posts[3].watch.stands());
    assert_eq!(again.step(&[Sight::Clears; 4], &moment(901)), [0; 0]);
    assert_eq!(again.kept(&kept), other);
}

#[test]
fn a_screen_keeps_a_bounded_number_of_lines() {
    let board = board();
    let many: Vec<String> = (0..500).map(|at| format!("{at}\t1\tother/p/0/{at}")).collect();
    let mut desk = Desk::new("qingshi", &board, "");
    desk.step(&[Sight::Holds; 4], &moment(0));
    let kept = desk.kept(&many.join("\n"));
    assert_eq!(kept.lines().count(), 200);
    assert!(kept.lines().rev().take(3).all(|line| line.contains("qingshi/")), "the newest stay");
}

/// What stands after a minute: the panel's worst, one that was acknowledged, one in another panel.
fn stood() -> (Board, Desk) {
    let board = board();
    let mut desk = Desk::new("qingshi", &board, "");
    desk.step(&[Sight::Holds, Sight::Clears, Sight::Holds, Sight::Clears], &moment(0));
    desk.step(&[Sight::Holds; 4], &moment(60));
    desk.acknowledge(3);
    (board, desk)
}

fn framed(board: &Board, desk: &Desk, name: &str, lang: Lang) -> Element {
    let panel = board.panel(name).unwrap();
    let at = board.panels.iter().position(|own| own.name == name).unwrap();
    let face = Face {
        panel,
        area: name,
        state: State::Live,
        said: String::new(),
        told: None,
        fault: None,
        synthetic: false,
        alarm: page::alarmed(board, desk, at, lang),
        pose: &Pose::default(),
        hidden: false,
        is_tab: false,
        tip: None,
        inset: None,
        lang,
    };
    frame(&face, el("div"))
}

fn plate(board: &Board, desk: &Desk, lang: Lang) -> Element {
    let ears = Ears { sound: true, speech: false, now: NOW + 86_400, utc_offset: OFFSET, lang };
    page::plate(&Plate {
        board,
        status: None,
        lang,
        theme: "night",
        utc_offset: OFFSET,
        now: NOW,
        rehearsed: false,
        chips: Vec::new(),
        paused: false,
        made: false,
        alarms: Some(page::posted(board, desk, ears)),
    })
}

#[test]
fn a_panel_says_its_worst_alarm_and_the_plate_lists_all() {
    let (board, desk) = stood();
    let names = ["back", "rank", "rest"];
    golden_page(
        "page-alarm",
        &el("main").all(names.map(|name| framed(&board, &desk, name, Lang::Zh))),
    );
    golden_page("page-plate-alarms", &plate(&board, &desk, Lang::Zh));
    let english = html(&framed(&board, &desk, "back", Lang::En));
    assert!(english.contains("under nine in ten are back") && english.contains("severe"));
}

#[test]
fn a_panel_without_a_standing_alarm_has_an_empty_place_for_its_words() {
    let board = board();
    let calm = Desk::new("qingshi", &board, "");
    let said = html(&framed(&board, &calm, "back", Lang::Zh));
    assert!(said.contains("aria-live=\"polite\"></p>") && !said.contains("data-alarm"), "{said}");
    assert!(!html(&framed(&board, &calm, "rest", Lang::Zh)).contains("aria-live"));
    let badge = html(
        &page::posted(
            &board,
            &calm,
            Ears { sound: false, speech: false, now: NOW, utc_offset: OFFSET, lang: Lang::En },
        )
        .badge,
    );
    assert!(badge.contains("hidden") && !badge.contains("<ol"), "{badge}");
}

#[derive(Clone, Copy, Debug)]
struct Move {
    /// A row's value on its way around 90 and 92.
    rate: Option<f64>,
    seconds: i64,
    acknowledges: bool,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let rate =
        prop::option::weighted(0.9, (880..940_i32).prop_map(|tenth| f64::from(tenth) / 10.0));
    let one = (rate, 0..4_000_i64, prop::bool::weighted(0.1))
        .prop_map(|(rate, seconds, acknowledges)| Move { rate, seconds, acknowledges });
    prop::collection::vec(one, 1..120)
}

proptest! {
    #[test]
    fn promises_hold_in_every_story(moves in moves(), from in 0..1_440_u32, long in 1..1_440_u32, after in 0..5_000_i64) {
        let quiet = Quiet { from, to: (from + long) % 1_440 };
        let alarm = board().panels[0].alarms[0].clone();
        let context = Context { params: &|_| None, utc_offset: OFFSET };
        let mut watch = Watch::Calm;
        let (mut now, mut rings, mut held_since) = (0, 0, None::<i64>);
        for Move { rate, seconds, acknowledges } in moves {
            now += seconds;
            let sight = {
                let rows = rate.map(|rate| rates(&[rate]));
                alarm.sight(rows.as_ref(), Some(State::Live), &context).0
            };
            let before = watch;
            watch = watch.step(sight, after, now);
            prop_assert_eq!(watch, before.step(sight, after, now), "the same story is told the same");
            held_since = match sight {
                Sight::Holds => held_since.or(Some(now)),
                Sight::Unknown => held_since,
                _ => None,
            };
            // Never flaps: only below 90 does it begin, only at 92 and above does it end.
            match (before.stands(), watch.stands()) {
                (false, true) => {
                    prop_assert!(rate.is_some_and(|rate| rate < 90.0));
                    prop_assert!(held_since.is_some_and(|since| now - since >= after));
                    rings = 0;
                }
                (true, false) => prop_assert!(rate.is_some_and(|rate| rate >= 92.0)),
                _ => (),
            }
            if acknowledges {
                watch = watch.acknowledged();
            }
            let was_known = matches!(watch, Watch::Stands { acknowledged: true, .. });
            let is_quiet = quiet.covers_moment(now, OFFSET);
            if watch.ring(is_quiet) {
                rings += 1;
                let minute = (now + i64::from(OFFSET)).rem_euclid(86_400) / 60;
                let begun = (minute - i64::from(from)).rem_euclid(1_440);
                prop_assert!(begun >= i64::from(long), "a ring in quiet hours at {minute}");
                prop_assert!(!was_known && watch.stands());
            }
            prop_assert!(rings <= 1);
            prop_assert!(!watch.ring(is_quiet), "one occurrence rings once");
        }
    }
}
