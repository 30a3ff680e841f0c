//! Freshness of a stream: fixed stories, and random ones beside a model of its connection.

use State::*;
use daping::data::feed::{Event, Feed, LONGEST_BACKOFF, State};
use daping::data::source::{Refresh, Span};
use daping::issue::DataFault;
use proptest::prelude::*;

/// The number of the answer, and its rows.
type Payload = (u32, usize);

fn stream() -> Feed<Payload> {
    Feed::streaming(&Refresh::default())
}

fn answered(number: u32) -> Event<Payload> {
    Event::Answered { payload: (number, 9), rows: 9, age_ms: 0 }
}

fn lost() -> Event<Payload> {
    Event::Failed(DataFault::Lost)
}

/// Plays (seconds, event) and gives the state after each.
fn play<const N: usize>(feed: &mut Feed<Payload>, story: [(u64, Event<Payload>); N]) -> [State; N] {
    story.map(|(at, event)| {
        feed.step(event, at * 1_000, 0.5);
        feed.state()
    })
}

/// Milliseconds from `now` on, in whole seconds, until the next connection.
fn wait(feed: &Feed<Payload>, now: u64) -> u64 {
    (0..).map(|second| second * 1_000).find(|wait| feed.due(now + wait)).unwrap()
}

#[test]
fn a_connection_answers_again_and_again_and_is_late_once_lost() {
    let mut feed = stream();
    let story = [
        (0, Event::Asked),
        (1, answered(1)),
        (2, answered(2)),
        (3, lost()),
        (4, Event::Asked),
        (5, answered(3)),
    ];
    assert_eq!(play(&mut feed, story), [Loading, Live, Live, Late, Late, Live]);
    assert_eq!((feed.data(), feed.fault(), feed.times_failed()), (Some(&(3, 9)), None, 0));
    assert_eq!(feed.in_flight_since(), Some(4_000));
}

#[test]
fn a_sign_of_life_confirms_nothing_of_an_earlier_run() {
    let mut feed = stream();
    let recalled = Event::Recalled { payload: (7, 9), rows: 9, age_ms: Some(5_000) };
    let story = [
        (0, Event::Asked),
        (1, lost()),
        (1, recalled),
        (2, Event::Asked),
        (3, Event::Heard),
        (4, answered(8)),
    ];
    assert_eq!(play(&mut feed, story), [Loading, Failed, Failed, Failed, Late, Live]);
}

#[test]
fn before_the_first_rows_a_lost_connection_is_failed() {
    let mut feed = stream();
    let story =
        [(0, Event::Asked), (1, Event::Heard), (2, lost()), (3, Event::Asked), (4, Event::Heard)];
    assert_eq!(play(&mut feed, story), [Loading, Loading, Failed, Failed, Loading]);
    assert_eq!(feed.last_success(), None);
}

#[test]
fn three_lost_connections_are_failed_and_rows_stay() {
    let mut feed = stream();
    play(&mut feed, [(0, Event::Asked), (1, answered(1))]);
    let story = [(2, lost()), (3, Event::Asked), (4, lost()), (6, Event::Asked), (7, lost())];
    assert_eq!(play(&mut feed, story), [Late, Late, Late, Late, Failed]);
    assert_eq!(feed.data(), Some(&(1, 9)));
    assert_eq!(play(&mut feed, [(20, Event::Asked), (21, Event::Heard)]), [Failed, Live]);
}

#[test]
fn rows_are_as_old_as_the_last_sign_of_life() {
    let mut feed = stream();
    play(&mut feed, [(0, Event::Asked), (1, answered(1)), (500, Event::Heard)]);
    assert_eq!(feed.age_ms(700_000), Some(200_000));
    assert_eq!(play(&mut feed, [(1_099, Event::Tick), (1_100, Event::Tick)]), [Live, Late]);
    assert!(!feed.overdue(1_100_000) && feed.overdue(1_100_001), "silent for too long");
    assert!(!feed.due(9_000_000), "never a second connection beside the silent one");
    let story =
        [(1_101, Event::Failed(DataFault::TimedOut { seconds: 600 })), (1_102, Event::Asked)];
    assert_eq!(play(&mut feed, story), [Late, Late], "one break is no failure yet");
}

#[test]
fn where_their_own_time_counts_a_sign_of_life_makes_rows_no_younger() {
    let mut feed = Feed::streaming(&Refresh { as_of_counts: true, ..Refresh::default() });
    play(
        &mut feed,
        [(0, Event::Asked), (1, answered(1)), (600, Event::Heard), (601, Event::Heard)],
    );
    assert_eq!((feed.state(), feed.overdue(1_200_000)), (Late, false));
}

#[test]
fn a_connection_that_does_not_come_about_is_given_up() {
    let mut feed = stream();
    play(&mut feed, [(0, Event::Asked)]);
    assert!(!feed.overdue(20_000) && feed.overdue(20_001));
    play(&mut feed, [(10, Event::Heard)]);
    assert!(!feed.overdue(20_001), "it is connected");
}

#[test]
fn waits_double_from_a_second_and_begin_anew_after_a_good_connection() {
    let mut feed = stream();
    let mut now = 0;
    let mut fail = |feed: &mut Feed<Payload>, heard: bool| {
        feed.step(Event::Asked, now, 0.5);
        if heard {
            feed.step(Event::Heard, now, 0.5);
        }
        feed.step(lost(), now, 0.5);
        let wait = wait(feed, now);
        now += wait;
        wait / 1_000
    };
    let waits: Vec<u64> = (0..12).map(|_| fail(&mut feed, false)).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);
    assert_eq!(fail(&mut feed, true), 1);
    feed.step(Event::Retry { wait_ms: 5_000 }, 0, 0.5);
    assert_eq!([fail(&mut feed, true), fail(&mut feed, false)], [5, 10]);
    feed.step(Event::Retry { wait_ms: u64::MAX }, 0, 0.5);
    assert_eq!(fail(&mut feed, true), 900);
}

#[test]
fn a_refusal_of_access_ends_the_connection_and_clears_the_rows() {
    let mut feed = stream();
    let story = [(0, Event::Asked), (1, answered(1)), (2, Event::Denied), (3, answered(2))];
    assert_eq!(play(&mut feed, story), [Loading, Live, Denied, Denied]);
    assert_eq!((feed.data(), feed.in_flight_since()), (None, None));
}

#[derive(Clone, Debug)]
enum Move {
    Tick,
    /// What the host does: give up what is overdue, connect when it is due.
    Host,
    Answer(usize),
    Heard,
    Lose,
    Refuse(u64),
    Retry(u64),
    Deny,
}

fn moves() -> impl Strategy<Value = Vec<(Move, u64, f64)>> {
    let one = prop_oneof![
        2 => Just(Move::Tick),
        6 => Just(Move::Host),
        3 => (0usize..3).prop_map(Move::Answer),
        3 => Just(Move::Heard),
        2 => Just(Move::Lose),
        1 => (0..2 * 3_600_000u64).prop_map(Move::Refuse),
        1 => prop_oneof![0..10_000u64, Just(u64::MAX)].prop_map(Move::Retry),
        1 => Just(Move::Deny),
    ];
    prop::collection::vec(
        (one, prop_oneof![0..2_000u64, 0..60_000u64, 0..900_000u64], 0.0..1.0),
        0..80,
    )
}

/// A connection as the server sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    Down,
    /// Since that time.
    Connecting(u64),
    /// Heard of last at that time.
    Up(u64),
}

proptest! {
    #[test]
    fn a_stream_is_live_only_while_it_is_connected(moves in moves(), stale in 1..1_000u64) {
        let refresh = Refresh { stale_after: Span::seconds(stale), ..Refresh::default() };
        let mut feed: Feed<Payload> = Feed::streaming(&refresh);
        let (mut now, mut line, mut failures, mut data) = (0, Line::Down, 0, None);
        for (number, (step, pass, chance)) in (0..).zip(moves) {
            now += pass;
            let event = match step {
                Move::Tick => Event::Tick,
                Move::Host if feed.overdue(now) => Event::Failed(DataFault::TimedOut { seconds: 1 }),
                Move::Host if feed.due(now) => {
                    prop_assert_eq!(line, Line::Down, "never two connections");
                    Event::Asked
                }
                Move::Host => Event::Tick,
                Move::Answer(rows) => Event::Answered { payload: (number, rows), rows, age_ms: 0 },
                Move::Heard => Event::Heard,
                Move::Lose => lost(),
                Move::Refuse(wait_ms) => Event::Refused { fault: DataFault::Lost, wait_ms },
                Move::Retry(wait_ms) => Event::Retry { wait_ms },
                Move::Deny => Event::Denied,
            };
            let down = line == Line::Down;
            match &event {
                Event::Asked => line = Line::Connecting(now),
                Event::Answered { payload, .. } if !down => {
                    (line, failures, data) = (Line::Up(now), 0, Some(*payload));
                }
                Event::Heard if !down => (line, failures) = (Line::Up(now), 0),
                Event::Failed(_) | Event::Refused { .. } if !down => {
                    (line, failures) = (Line::Down, failures + 1);
                }
                Event::Denied => (line, failures, data) = (Line::Down, failures + 1, None),
                _ => {}
            }
            feed.step(event, now, chance);

            prop_assert_eq!((feed.data(), feed.times_failed()), (data.as_ref(), failures));
            prop_assert_eq!(feed.in_flight_since().is_some(), line != Line::Down);
            let (due, overdue) = (feed.due(now), feed.overdue(now));
            match line {
                Line::Down => {
                    prop_assert!(!overdue && feed.due(now + LONGEST_BACKOFF.max(3_600_000) * 11 / 10));

                }
                Line::Connecting(since) => prop_assert!(!due && overdue == (now - since > 20_000)),
                Line::Up(heard) => prop_assert!(!due && overdue == (now - heard > stale * 1_000)),
            }
            let young = matches!(line, Line::Up(heard) if now - heard < stale * 1_000);
            let wanted = match data {
                Some(_) if failures >= 3 => Failed,
                Some((_, 0)) if young => Empty,
                Some(_) if young => Live,
                Some(_) => Late,
                None if failures > 0 && feed.fault() == Some(&DataFault::Denied) => Denied,
                None if failures > 0 => Failed,
                None if line != Line::Down => Loading,
                None => Never,
            };
            prop_assert_eq!(feed.state(), wanted);
        }

    }
}
