//! Freshness over time: fixed stories; random ones are in `stories`.

use daping::data::feed::{
    Event, Feed, LONGEST_BACKOFF, LONGEST_REFUSAL, SHORTEST_WAIT, State, WAKES_WITHIN,
};
use daping::data::source::{Refresh, Span};
use daping::issue::DataFault;

mod stories;

/// Number of the answer and its rows: data and state must be of the same one.
type Payload = (u32, usize);

const MINUTE: u64 = 60_000;

fn feed() -> Feed<Payload> {
    Feed::new(&Refresh::default())
}

fn answered(number: u32, rows: usize) -> Event<Payload> {
    Event::Answered { payload: (number, rows), rows, age_ms: 0 }
}

fn fails() -> Event<Payload> {
    Event::Failed(DataFault::Unreachable)
}

/// Milliseconds from `now` to the next question.
fn wait(feed: &Feed<Payload>, now: u64) -> u64 {
    let (mut low, mut high) = (0, 500 * 86_400_000);
    while low < high {
        let middle = (low + high) / 2;
        if feed.due(now + middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// Plays (seconds, event) and gives the state after each.
fn play(feed: &mut Feed<Payload>, story: Vec<(u64, Event<Payload>)>) -> Vec<State> {
    let mut step = |(at, event)| {
        feed.step(event, at * 1_000, 0.5);
        feed.state()
    };
    story.into_iter().map(&mut step).collect()
}

#[test]
fn a_day_of_a_source_from_never_to_late_and_back() {
    let mut feed = feed();
    assert_eq!((feed.state(), feed.due(0)), (State::Never, true));
    let story = vec![
        (0, Event::Asked),
        (1, answered(1, 9)),
        (599, Event::Tick),
        (600, Event::Tick),
        (602, Event::Asked),
        (603, answered(2, 0)),
        (1_201, Event::Tick),
        (1_202, Event::Tick),
    ];
    use State::*;
    assert_eq!(play(&mut feed, story), [Loading, Live, Live, Late, Late, Empty, Empty, Late]);
    assert_eq!(feed.data(), Some(&(2, 0)));
}

#[test]
fn an_answer_is_no_younger_than_its_question() {
    let mut feed = feed();
    feed.step(Event::Asked, 0, 0.5);
    feed.step(answered(1, 9), 20_000, 0.5);
    assert_eq!(feed.age_ms(25_000), Some(25_000), "it may have been true when it was asked for");
    feed.step(Event::Asked, 60_000, 0.5);
    feed.step(Event::Answered { payload: (2, 9), rows: 9, age_ms: 90_000 }, 61_000, 0.5);
    assert_eq!(feed.age_ms(61_000), Some(90_000), "what is known to be older stays so");
}

#[test]
fn a_failure_keeps_fresh_data_live_and_says_so() {
    let mut feed = feed();
    let story = vec![(0, Event::Asked), (1, answered(1, 9)), (60, Event::Asked), (61, fails())];
    assert_eq!(play(&mut feed, story).last(), Some(&State::Live));
    assert_eq!(feed.fault(), Some(&DataFault::Unreachable));
    assert_eq!(play(&mut feed, vec![(601, Event::Tick)]), [State::Failed]);
    assert_eq!(feed.data(), Some(&(1, 9)), "the last good data stays");
    assert_eq!(play(&mut feed, vec![(602, Event::Asked), (603, answered(2, 1))])[1], State::Live);
    assert_eq!((feed.fault(), feed.times_failed()), (None, 0));
}

#[test]
fn three_failures_in_a_row_are_failed_even_while_data_is_fresh() {
    let mut feed = feed();
    play(&mut feed, vec![(0, Event::Asked), (1, answered(1, 9))]);
    let again = |at| vec![(at, Event::Asked), (at + 1, fails())];
    let story: Vec<_> = [60, 90, 120].into_iter().flat_map(again).collect();
    use State::*;
    assert_eq!(play(&mut feed, story), [Live, Live, Live, Live, Live, Failed]);
}

#[test]
fn a_refusal_clears_the_data_and_later_failures_do_not_bring_it_back() {
    let mut feed = feed();
    let story = [
        (0, Event::Asked),
        (1, answered(1, 9)),
        (60, Event::Asked),
        (61, Event::Denied),
        (200, Event::Asked),
        (201, fails()),
        (500, Event::Asked),
        (501, answered(2, 9)),
    ];
    use State::*;
    let states = play(&mut feed, story[..4].to_vec());
    assert_eq!((states[3], feed.data()), (Denied, None));
    assert_eq!(play(&mut feed, story[4..].to_vec()), [Denied, Failed, Failed, Live]);
}

#[test]
fn sealed_rows_without_a_key_are_a_state_of_their_own_and_take_along_what_stood_in_the_open() {
    let mut feed = feed();
    let story = vec![
        (0, Event::Asked),
        (1, answered(1, 9)),
        (60, Event::Asked),
        (61, Event::Failed(DataFault::Locked)),
        (62, recalled(7, None)),
    ];
    use State::*;
    assert_eq!(play(&mut feed, story), [Loading, Live, Live, Locked, Locked]);
    assert_eq!(feed.data(), None);
    // Somebody enters the key.
    assert!(!feed.due(62_000));
    feed.hurry();
    assert!(feed.due(62_000));
    assert_eq!(play(&mut feed, vec![(62, Event::Asked), (63, answered(2, 9))]), [Locked, Live]);
}

#[test]
fn data_that_was_old_on_arrival_is_late_at_once() {
    let mut feed = feed();
    feed.step(Event::Asked, 0, 0.5);
    let old = Event::Answered { payload: (1, 9), rows: 9, age_ms: 10 * MINUTE };
    feed.step(old, 1_000, 0.5);
    assert_eq!(feed.state(), State::Late);
    assert_eq!(feed.age_ms(31_000), Some(10 * MINUTE + 30_000));
}

#[test]
fn an_answer_to_a_question_given_up_is_let_go() {
    let mut feed = feed();
    feed.step(Event::Asked, 0, 0.5);
    assert!(!feed.overdue(20_000));
    assert!(feed.overdue(20_001));
    feed.step(Event::Failed(DataFault::TimedOut { seconds: 20 }), 20_001, 0.5);
    feed.step(answered(1, 9), 20_500, 0.5);
    assert_eq!((feed.state(), feed.data()), (State::Failed, None));
}

#[test]
fn questions_back_off_to_a_quarter_hour_and_return_to_their_pace() {
    let mut feed = feed();
    let mut waits = Vec::new();
    let mut now = 0;
    feed.step(Event::Asked, now, 0.5);
    feed.step(answered(1, 1), now, 0.5);
    assert_eq!(wait(&feed, now), MINUTE / 2, "the first comes anywhere within the pace");
    for _ in 0..6 {
        feed.step(Event::Asked, now, 0.5);
        feed.step(Event::Failed(DataFault::Status { code: 500 }), now, 0.5);
        waits.push(wait(&feed, now));
        now += wait(&feed, now);
    }
    let minutes = [2, 4, 8, 15, 15, 15].map(|m| m * MINUTE);
    assert_eq!(waits, minutes);
    for (chance, wanted) in [(0.0, 54_000), (0.5, MINUTE)] {
        feed.step(Event::Asked, now, chance);
        feed.step(answered(1, 1), now, chance);
        assert_eq!(wait(&feed, now), wanted);
    }
}

#[test]
fn a_server_that_says_how_long_to_stay_away_is_heard_up_to_an_hour() {
    let refused = |wait_ms| Event::Refused { fault: DataFault::Status { code: 429 }, wait_ms };
    for (asked, chance, wanted) in [
        (600_000, 0.0, 600_000),
        (600_000, 1.0, 660_000),
        // The own wait is longer.
        (5_000, 0.5, 120_000),
        (u64::MAX, 0.0, 3_600_000),
    ] {
        let mut feed = feed();
        feed.step(Event::Asked, 0, chance);
        feed.step(answered(1, 1), 0, chance);
        feed.step(Event::Asked, 0, chance);
        feed.step(refused(asked), 0, chance);
        assert_eq!(wait(&feed, 0), wanted, "{asked}");
        assert_eq!((feed.state(), feed.times_failed()), (State::Live, 1));
    }
    let mut feed = feed();
    feed.step(refused(600_000), 0, 0.5);
    assert_eq!((feed.fault(), feed.due(0)), (None, true), "nobody was asked");
}

#[test]
fn each_page_has_its_own_time() {
    let mut feed = feed();
    feed.step(Event::Asked, 0, 0.5);
    for page in 1..=5 {
        let now = page * 15_000;
        assert!(!feed.overdue(now));
        feed.step(Event::Page, now, 0.5);
        assert_eq!((feed.in_flight_since(), feed.due(now)), (Some(0), false));
    }
    assert!(!feed.overdue(95_000) && feed.overdue(95_001));
    feed.step(answered(1, 9), 95_001, 0.5);
    assert_eq!((feed.state(), feed.in_flight_since()), (State::Live, None));
    feed.step(Event::Page, 96_000, 0.5);
    assert_eq!(feed.in_flight_since(), None, "a page of no question asks none");
}

#[test]
fn signs_of_life_are_for_streams() {
    let mut feed = feed();
    let story = vec![(0, Event::Asked), (1, answered(1, 9)), (590, Event::Asked)];
    play(&mut feed, story);
    let heard = vec![(599, Event::Heard), (600, Event::Retry { wait_ms: 900_000 })];
    assert_eq!(play(&mut feed, heard), [State::Live, State::Late]);
    play(&mut feed, vec![(602, Event::Failed(DataFault::Status { code: 500 }))]);
    assert_eq!(wait(&feed, 602_000), 2 * MINUTE);
}

#[test]
fn where_nobody_answers_questions_keep_their_pace() {
    // Seconds between questions, as authored and after each failure in a row.
    for (every, wanted) in
        [(1, [2, 4, 8, 16, 32, 60, 60]), (60, [60; 7]), (300, [300; 7]), (86_400, [900; 7])]
    {
        let refresh = Refresh { every: Span::seconds(every), ..Refresh::default() };
        let mut feed: Feed<Payload> = Feed::new(&refresh);
        let mut now = 0;
        feed.step(Event::Asked, now, 0.5);
        feed.step(answered(1, 1), now, 0.5);
        for seconds in wanted {
            feed.step(Event::Asked, now, 0.5);
            feed.step(fails(), now, 0.5);
            assert_eq!(wait(&feed, now), seconds * 1_000, "every {every} s");
            now += seconds * 1_000;
        }
    }
}

#[test]
fn who_wakes_says_how_old_it_is_and_asks_at_once() {
    let mut own = feed();
    play(&mut own, vec![(0, Event::Asked), (1, answered(1, 9))]);
    // Eight hours on, without a tick in between.
    let now = 8 * 60 * MINUTE;
    own.wake(true, now, 0.5);
    assert_eq!((own.state(), own.data()), (State::Late, Some(&(1, 9))));
    assert!(own.due(now + WAKES_WITHIN));
    // A question that was in flight is nobody's failure.
    let mut own = feed();
    play(&mut own, vec![(0, Event::Asked), (1, answered(1, 9)), (60, Event::Asked)]);
    own.wake(true, 70_000, 1.0);
    assert_eq!((own.state(), own.fault(), own.in_flight_since()), (State::Live, None, None));
    assert!(own.due(70_000 + WAKES_WITHIN));
    // What is only looked at again waits for it, and asks nothing for what has just come.
    let mut own = feed();
    play(&mut own, vec![(0, Event::Asked), (1, answered(1, 9))]);
    own.wake(false, 2_000, 0.0);
    assert!(!own.due(2_000 + WAKES_WITHIN));
    play(&mut own, vec![(60, Event::Asked)]);
    own.wake(false, 61_000, 0.0);
    assert_eq!(own.in_flight_since(), Some(60_000));
}

#[test]
fn who_wakes_leaves_a_server_alone_that_asked_for_it() {
    let mut feed = feed();
    let fault = DataFault::Status { code: 503 };
    let story = vec![(0, Event::Asked), (1, Event::Refused { fault, wait_ms: 600_000 })];
    play(&mut feed, story);
    feed.wake(true, 60_000, 0.0);
    assert!(!feed.due(600_000) && feed.due(1_000 + 600_000 * 11 / 10));
}

#[test]
fn a_stream_connects_again_after_sleep() {
    let mut feed: Feed<Payload> = Feed::streaming(&Refresh::default());
    play(&mut feed, vec![(0, Event::Asked), (1, answered(1, 9))]);
    feed.wake(true, 5_000, 0.0);
    assert_eq!((feed.state(), feed.due(5_000)), (State::Late, true));
}

#[test]
fn spans_beyond_what_timers_of_browsers_count_are_waited_for() {
    // 2^31 ms are 24.8 days.
    for days in [24, 25, 60, 400] {
        let refresh = Refresh { every: Span::seconds(days * 86_400), ..Refresh::default() };
        let mut feed: Feed<Payload> = Feed::new(&refresh);
        for now in [0, 1_000] {
            feed.step(Event::Asked, now, 0.5);
            feed.step(answered(1, 1), now, 0.5);
        }
        assert_eq!(wait(&feed, 1_000), days * 86_400_000, "{days} days");
    }
}

fn recalled(number: u32, age_ms: Option<u64>) -> Event<Payload> {
    Event::Recalled { payload: (number, 9), rows: 9, age_ms }
}

#[test]
fn what_an_earlier_run_had_is_never_live() {
    let mut feed = feed();
    let story = vec![
        (0, Event::Asked),
        (1, fails()),
        (1, recalled(7, Some(3_600_000))),
        (2, Event::Asked),
        (3, answered(8, 9)),
    ];
    use State::*;
    assert_eq!(play(&mut feed, story), [Loading, Failed, Failed, Failed, Live]);
    let mut feed = self::feed();
    // As young as data can be, and the network only slow.
    play(&mut feed, vec![(0, Event::Asked)]);
    assert_eq!(play(&mut feed, vec![(2, recalled(7, Some(0))), (3, Event::Tick)]), [Late, Late]);
    assert_eq!(
        (feed.data(), feed.age_ms(3_000), feed.last_success()),
        (Some(&(7, 9)), Some(1_000), None)
    );
    assert_eq!(play(&mut feed, vec![(4, fails()), (5, recalled(6, None))]), [Failed, Failed]);
    assert_eq!(feed.data(), Some(&(7, 9)), "what there is stays");
}

#[test]
fn an_age_that_nobody_knows_is_none() {
    let mut feed = feed();
    play(&mut feed, vec![(0, Event::Asked), (1, fails()), (2, recalled(7, None))]);
    assert_eq!((feed.state(), feed.age_ms(3_000)), (State::Failed, None));
}

#[test]
fn a_refusal_of_access_keeps_an_earlier_run_away_too() {
    let mut feed = feed();
    let story = vec![(0, Event::Asked), (1, Event::Denied), (2, recalled(7, None))];
    assert_eq!(play(&mut feed, story)[2], State::Denied);
    let story = vec![(3, Event::Asked), (4, fails()), (5, recalled(7, None))];
    assert_eq!(play(&mut feed, story)[2], State::Failed);
    assert_eq!(feed.data(), None);
}
