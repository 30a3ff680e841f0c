//! Random stories: whatever comes in whatever order, the promises hold.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Move {
    Wake(bool),
    Recall(Option<u64>),
    Page,
    Heard,
    Refuse(u64),
    Tick,
    Ask,
    Answer { rows: usize, age_ms: u64 },
    Fail,
    Deny,
}

fn moves() -> impl Strategy<Value = Vec<(Move, u64, f64)>> {
    let one = prop_oneof![
        2 => Just(Move::Tick),
        4 => Just(Move::Ask),
        3 => (0usize..3, prop_oneof![Just(0), 0..2 * 10 * MINUTE, Just(u64::MAX)])
            .prop_map(|(rows, age_ms)| Move::Answer { rows, age_ms }),
        2 => Just(Move::Fail),
        1 => Just(Move::Deny),
        1 => Just(Move::Page),
        1 => Just(Move::Heard),
        1 => any::<bool>().prop_map(Move::Wake),
        1 => (0..2 * 3_600_000u64).prop_map(Move::Refuse),
        1 => prop::option::of(0..20 * MINUTE).prop_map(Move::Recall),
    ];
    let pass = prop_oneof![0..2_000u64, 0..MINUTE, 0..20 * MINUTE];
    prop::collection::vec((one, pass, prop_oneof![0.0..1.0, Just(f64::NAN)]), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// B2, B4, B6, B7, B9, B19: whatever comes, in any order, at any time: a failure keeps all of the last
    /// data, a refusal clears it, and nothing is live for longer than it may be.
    #[test]
    fn promises_hold_in_every_story(
        moves in moves(),
        every in 1..2_000u64,
        stale in 1..2_000u64,
    ) {
        let refresh = Refresh {
            every: Span::seconds(every),
            stale_after: Span::seconds(stale),
            ..Refresh::default()
        };
        let longest = LONGEST_BACKOFF.max(every * 1_000) * 11 / 10 + 1;
        let mut feed: Feed<Payload> = Feed::new(&refresh);
        let (mut now, mut of_this_run, mut refused) = (0, false, false);
        for (number, (step, pass, chance)) in (0..).zip(moves) {
            now += pass;
            let (before, flying) = (feed.data().copied(), feed.in_flight_since());
            let event = match step {
                Move::Wake(is_cut) => {
                    feed.wake(is_cut, now, chance);
                    prop_assert_eq!(feed.data().copied(), before);
                    if is_cut {
                        prop_assert!(feed.in_flight_since().is_none());
                    }
                    continue;
                }
                Move::Tick => Event::Tick,
                Move::Ask => Event::Asked,
                Move::Answer { rows, age_ms } =>
                    Event::Answered { payload: (number, rows), rows, age_ms },
                Move::Fail => fails(),
                Move::Deny => Event::Denied,
                Move::Page => Event::Page,
                Move::Heard => Event::Heard,
                Move::Recall(age_ms) =>
                    Event::Recalled { payload: (number, 1), rows: 1, age_ms },
                Move::Refuse(wait_ms) =>
                    Event::Refused { fault: DataFault::Status { code: 503 }, wait_ms },
            };
            feed.step(event, now, chance);

            let wanted = match step {
                Move::Answer { rows, .. } if flying.is_some() => Some((number, rows)),
                Move::Deny => None,
                Move::Recall(_) if before.is_none() && !refused => Some((number, 1)),
                _ => before,
            };
            prop_assert_eq!(feed.data().copied(), wanted);
            match step {
                Move::Answer { .. } if flying.is_some() => (of_this_run, refused) = (true, false),
                Move::Deny => (of_this_run, refused) = (false, true),
                Move::Recall(_) if before.is_none() => of_this_run = false,
                _ => (),
            }
            if !of_this_run {
                prop_assert!(!matches!(feed.state(), State::Live | State::Empty));
            }
            let rows = feed.data().map(|(_, rows)| *rows);
            match feed.state() {
                State::Live => prop_assert!(rows > Some(0)),
                State::Empty => prop_assert_eq!(rows, Some(0)),
                State::Denied | State::Locked | State::Never | State::Loading => {
                    prop_assert_eq!(rows, None)
                }
                State::Late => prop_assert!(rows.is_some()),
                State::Failed => prop_assert!(feed.fault().is_some()),
            }
            if matches!(feed.state(), State::Live | State::Empty) {
                prop_assert!(feed.age_ms(now) < Some(stale * 1_000));
            }
            prop_assert_eq!(feed.fault().is_some(), feed.times_failed() > 0);
            if feed.in_flight_since().is_some() {
                prop_assert!(!feed.due(now) && !feed.due(now + 1_000 * longest));
                if flying.is_some() {
                    prop_assert_eq!(feed.in_flight_since(), flying);
                }
            } else if flying.is_some() {
                prop_assert!(!feed.due(now + SHORTEST_WAIT - 1));
                let refused = matches!(step, Move::Refuse(_));
                let asked = if refused { LONGEST_REFUSAL * 11 / 10 } else { 0 };
                prop_assert!(feed.due(now + longest.max(asked)));
                if let Move::Refuse(wait_ms) = step {
                    prop_assert!(!feed.due(now + wait_ms.clamp(1, LONGEST_REFUSAL) - 1));
                }
            }
        }
    }
}
