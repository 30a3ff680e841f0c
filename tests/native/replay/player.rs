//! The day that is shown: by time, by hand, by new rows.

use daping::board::replay::{Days, Player, RESTS, SPEEDS, asked, days};
use daping::issue::{BoardFault, Lang};
use proptest::prelude::*;

use super::{FIRST, OFFSET, replay, rows};

fn known(has: &[i32]) -> Days {
    days(&replay(None, None), &rows(has), OFFSET).0
}

/// A player of the days 0 to 4, of which 2 has no rows; its step is two seconds.
fn player() -> Player {
    let mut player = Player::new(&replay(None, None), None, false);
    player.know(known(&[0, 1, 3, 4]), 0);
    player
}

fn at(player: &Player) -> Option<i32> {
    player.at().map(|day| day - FIRST)
}

#[test]
fn a_day_stands_one_step_and_missing_days_too() {
    let mut player = player();
    let mut seen = Vec::new();
    for now in (0..=10_000).step_by(250) {
        if player.advance(now) {
            seen.push((now, at(&player), player.is_missing()));
        }
    }
    let day = |now, day| (now, Some(day), day == 2);
    assert_eq!(seen, [day(2_000, 1), day(4_000, 2), day(6_000, 3), day(8_000, 4)]);
}

#[test]
fn two_weeks_take_half_a_minute() {
    let mut player = Player::new(&replay(None, None), None, false);
    player.know(known(&(0..14).collect::<Vec<_>>()), 0);
    let arrived = (0..).step_by(250).find(|now| {
        player.advance(*now);
        at(&player) == Some(13)
    });
    assert_eq!(arrived, Some(26_000));
}

#[test]
fn at_the_end_it_rests_and_begins_again() {
    let mut player = player();
    let mut now = 0;
    while at(&player) != Some(4) {
        now += 2_000;
        player.advance(now);
    }
    let last = now;
    while at(&player) == Some(4) {
        now += 250;
        player.advance(now);
    }
    assert_eq!((at(&player), now - last), (Some(0), (u64::from(RESTS) + 1) * 2_000));
}

#[test]
fn ticks_that_come_late_do_not_add_up() {
    let mut player = player();
    // Each tick is 130 ms late.
    let ticks = (1..).map(|tick| tick * 250 + 130);
    let steps = ticks.take_while(|now| *now < 8_250).filter(|now| player.advance(*now));
    assert_eq!(steps.collect::<Vec<_>>(), [2_130, 4_130, 6_130, 8_130]);
}

#[test]
fn after_a_hidden_tab_nothing_leaps() {
    let mut player = player();
    assert!(player.advance(3_600_000));
    assert_eq!(at(&player), Some(1));
    assert!(!player.advance(3_601_999));
    assert!(player.advance(3_602_000));
    assert_eq!(at(&player), Some(2));
}

#[test]
fn hands_step_leap_pause_and_change_the_speed() {
    let cases: [(&[&str], Option<i32>, bool); 11] = [
        (&["toggle"], Some(0), false),
        (&["toggle", "toggle"], Some(0), true),
        (&["step:1"], Some(1), false),
        (&["step:-1"], Some(0), false),
        (&["step:7"], Some(4), false),
        (&["day:3", "step:-2"], Some(1), false),
        (&["day:99"], Some(4), false),
        (&["last", "first"], Some(0), false),
        // From the last day there is nowhere to go but the first.
        (&["last", "toggle"], Some(0), true),
        (&["day:2", "speed", "toggle"], Some(2), true),
        (&["step:-9223372036854775808"], Some(0), false),
    ];
    for (acts, day, playing) in cases {
        let mut player = player();
        for act in acts {
            assert!(player.act(act, 0), "{act}");
        }
        assert_eq!((at(&player), player.is_playing()), (day, playing), "{acts:?}");
    }
    for nonsense in ["", "day:", "day:-1", "day:x", "step:", "stop", "step:9999999999999999999"] {
        let mut player = player();
        assert!(!player.act(nonsense, 0), "{nonsense}");
        assert_eq!((at(&player), player.is_playing()), (Some(0), true));
    }
    let mut player = player();
    let speeds = SPEEDS.map(|_| {
        player.act("speed", 0);
        player.speed()
    });
    assert_eq!(speeds, [4, 8, 1, 2]);
}

#[test]
fn a_speed_divides_the_step() {
    for (presses, step) in [(0, 2_000), (1, 1_000), (2, 500), (3, 4_000)] {
        let mut player = player();
        for _ in 0..presses {
            player.act("speed", 0);
        }
        assert!(!player.advance(step - 1) && player.advance(step), "{step}");
    }
}

#[test]
fn a_pause_does_not_count() {
    let mut player = player();
    player.act("toggle", 1_900);
    assert!(!player.advance(60_000));
    player.act("toggle", 60_000);
    assert!(!player.advance(61_999) && player.advance(62_000));
}

#[test]
fn the_day_of_the_address_stands_and_another_is_said() {
    let begun = |asked, still, has: &[i32]| {
        let mut player = Player::new(&replay(Some(FIRST), None), asked, still);
        let before = at(&player);
        player.know(known(has), 0);
        (before, at(&player), player.is_playing(), player.fault())
    };
    let all = [0, 1, 3, 4];
    assert_eq!(begun(None, false, &all), (Some(0), Some(0), true, None));
    assert_eq!(begun(Some(FIRST + 3), false, &all), (Some(3), Some(3), false, None));
    // A day without rows is a day of the replay.
    assert_eq!(begun(Some(FIRST + 2), false, &all), (Some(2), Some(2), false, None));
    let other = Some(BoardFault::OtherDay);
    assert_eq!(begun(Some(FIRST + 9), false, &all), (Some(9), Some(0), true, other));
    // Who wants no motion sees the last day.
    assert_eq!(begun(None, true, &all), (Some(0), Some(4), false, None));
    // Without rows it is the author's day.
    assert_eq!(begun(None, false, &[]), (Some(0), Some(0), true, None));
}

#[test]
fn only_days_are_days_and_nothing_of_an_address_is_repeated() {
    assert_eq!(asked("2020-02-08"), Ok(FIRST));
    let long = "9".repeat(100_000);
    for text in ["", "2020-2-8", "2020-02-30", "02-08", "<b>2020-02-08</b>", " 2020-02-08", &long] {
        let issue = asked(text).expect_err(text);
        let said = "&at:地址中的 at 应为日期,如 2020-02-12,已忽略";
        assert_eq!(issue.say(Lang::Zh), said, "{text}");
    }
}

#[test]
fn new_rows_extend_it_and_who_stood_at_the_last_day_follows() {
    let cases: [(&[&str], &[i32], i32); 6] = [
        (&["last"], &[0, 1, 3, 4, 5], 5),
        (&["day:3"], &[0, 1, 3, 4, 5], 3),
        (&["last"], &[0, 1, 3, 4], 4),
        // What is no more becomes the nearest.
        (&["last"], &[0, 1], 1),
        (&["first"], &[3, 4], 3),
        (&["day:1"], &[], 1),
    ];
    for (acts, has, day) in cases {
        let mut player = player();
        acts.iter().for_each(|act| assert!(player.act(act, 0)));
        player.know(known(has), 1_000);
        assert_eq!(at(&player), Some(day), "{acts:?} {has:?}");
        assert!(!player.is_playing(), "{acts:?} {has:?}");
    }
    // While it plays: the new last day stands its whole step.
    let mut player = player();
    for now in [2_000, 4_000, 6_000, 8_000] {
        player.advance(now);
    }
    player.know(known(&[0, 1, 3, 4, 5]), 9_000);
    assert_eq!(at(&player), Some(5));
    assert!(player.is_playing() && !player.advance(10_000));
}

#[test]
fn with_one_day_or_none_it_stands() {
    for has in [&[] as &[i32], &[3]] {
        let mut player = Player::new(&replay(None, None), None, false);
        player.know(known(has), 0);
        let day = has.first().copied();
        assert!(!player.advance(100_000), "{has:?}");
        assert_eq!(at(&player), day);
        // With two it goes; who stood at the last one has followed.
        player.know(known(&[3, 4]), 200_000);
        let followed = if has.is_empty() { 3 } else { 4 };
        assert_eq!(at(&player), Some(followed), "{has:?}");
        let moved = (202..).step_by(2).take(8).any(|second| player.advance(second * 1_000));
        assert!(player.is_playing() && moved, "{has:?}");
    }
}

/// What may happen to a player.
#[derive(Clone, Debug)]
enum Event {
    Wait(u64),
    Act(String),
    Know(Vec<i32>),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let act = prop_oneof![
        Just("toggle".to_string()),
        Just("speed".to_string()),
        (-9_i64..9).prop_map(|count| format!("step:{count}")),
        (0_usize..12).prop_map(|place| format!("day:{place}")),
        Just("first".to_string()),
        Just("last".to_string()),
    ];
    let one = prop_oneof![
        6 => (0_u64..6_000).prop_map(Event::Wait),
        2 => act.prop_map(Event::Act),
        1 => prop::collection::vec(0_i32..12, 0..8).prop_map(Event::Know),
    ];
    prop::collection::vec(one, 0..60)
}

proptest! {
    #[test]
    fn whatever_happens_the_day_is_one_of_the_days_and_moves_by_one(all in events()) {
        let (mut player, mut now) = (player(), 0);
        for event in all {
            let before = player.clone();
            match event {
                Event::Wait(ms) => {
                    now += ms;
                    let moved = player.advance(now);
                    prop_assert_eq!(moved, player.at() != before.at());
                    let on = before.at().map(|at| at + 1);
                    let to = player.at();
                    let starts_again =
                        before.at() == before.days().last() && to == before.days().first();
                    prop_assert!(!moved || to == on || starts_again);
                    prop_assert!(!moved || before.is_playing());
                }
                Event::Act(word) => prop_assert!(player.act(&word, now) || player.days().is_empty()),
                Event::Know(has) => player.know(known(&has), now),
            }
            let days = player.days();
            let is_one = player.at().is_some_and(|at| days.place(at).is_some());
            prop_assert!(is_one || days.is_empty());
        }
    }

    #[test]
    fn steady_ticks_show_each_day_its_step(tick in 50_u64..1_900, count in 2_i32..30) {
        let mut player = Player::new(&replay(None, None), None, false);
        player.know(known(&(0..count).collect::<Vec<_>>()), 0);
        let round = count as u64 + u64::from(RESTS);
        for now in (0..).map(|at| at * tick).take_while(|now| *now < 2_000 * round * 2) {
            player.advance(now);
            let place = (now / 2_000 % round).min(count as u64 - 1);
            prop_assert_eq!(at(&player), Some(place as i32), "at {}", now);
        }
    }
}
