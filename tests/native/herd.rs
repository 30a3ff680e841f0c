//! A thousand walls and one server: after an outage they do not come back as one. Each is a feed with
//! chances of its own; time goes in seconds.

use daping::data::feed::{Event, Feed};
use daping::data::source::{Refresh, Span};
use daping::issue::DataFault;

const WALLS: usize = 1_000;
const TICK: u64 = 1_000;
const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
/// Questions are counted in so many spans of a pace: in one second, chance alone would double their number.
const SPANS: u64 = 6;
/// The most questions of a span, of those of a mean one.
const MOST: f64 = 1.5;

/// splitmix64, as 0..1.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// How a server fails.
#[derive(Clone, Copy, Debug)]
enum Outage {
    /// Nobody answers.
    Unreached,
    /// 503 without a word of how long.
    Busy,
    /// The same with `Retry-After: 120`.
    Away,
}

impl Outage {
    fn event(self) -> Event<()> {
        let fault = DataFault::Status { code: 503 };
        match self {
            Outage::Unreached => Event::Failed(DataFault::Unreachable),
            Outage::Busy => Event::Failed(fault),
            Outage::Away => Event::Refused { fault, wait_ms: 120_000 },
        }
    }
}

struct Story {
    /// Questions in each span.
    asked: Vec<u64>,
    /// When each wall had data again after the outage.
    back: Vec<Option<u64>>,
}

/// `WALLS` that are all switched on in the same moment, and a server that fails from one moment to another.
fn story(seed: u64, every: u64, outage: Outage, (from, to): (u64, u64), until: u64) -> Story {
    let refresh = Refresh { every: Span::seconds(every), ..Refresh::default() };
    let mut walls: Vec<Feed<()>> = (0..WALLS).map(|_| Feed::new(&refresh)).collect();
    let mut chance = Chance(seed);
    let span = every * SECOND / SPANS;
    let mut asked = vec![0; (until / span) as usize + 1];
    let mut back = vec![None; WALLS];
    for now in (0..until).step_by(TICK as usize) {
        for (wall, back) in walls.iter_mut().zip(&mut back) {
            wall.step(Event::Tick, now, 0.5);
            if !wall.due(now) {
                continue;
            }
            asked[(now / span) as usize] += 1;
            wall.step(Event::Asked, now, 0.5);
            if (from..to).contains(&now) {
                wall.step(outage.event(), now, chance.next());
            } else {
                wall.step(Event::Answered { payload: (), rows: 1, age_ms: 0 }, now, chance.next());
                if now >= to {
                    back.get_or_insert(now);
                }
            }
        }
    }
    Story { asked, back }
}

#[test]
fn a_thousand_walls_do_not_come_as_one() {
    for (seed, every, outage, minutes) in [
        (1, 60, Outage::Unreached, 60),
        (2, 60, Outage::Busy, 60),
        (3, 60, Outage::Away, 30),
        (4, 60, Outage::Busy, 5),
        (5, 300, Outage::Unreached, 60),
        (6, 300, Outage::Busy, 90),
        // Switched on before their server was.
        (7, 60, Outage::Unreached, 0),
        (8, 60, Outage::Busy, 0),
    ] {
        // The first question is asked by all in one moment: nobody waits for a first picture.
        let span = every * SECOND / SPANS;
        let begun = if minutes == 0 { 0 } else { 10 * MINUTE };
        let ended = begun + minutes.max(3) * MINUTE;
        let told = story(seed, every, outage, (begun, ended), ended + 60 * MINUTE);
        let mean = WALLS as f64 / SPANS as f64;
        let later = told.asked.iter().enumerate().skip(1);
        let (at, most) = later.max_by_key(|(_, count)| **count).expect("spans");
        assert!(
            *most as f64 <= mean * MOST,
            "seed {seed}, every {every} s, {outage:?}: {most} at {} s, {mean:.0} in the mean",
            at as u64 * span / SECOND,
        );
    }
}

#[test]
fn every_wall_comes_back_within_its_bound() {
    for (outage, every, bound) in [
        (Outage::Unreached, 10, 66 * SECOND),
        (Outage::Unreached, 60, 66 * SECOND),
        (Outage::Busy, 60, 990 * SECOND),
        (Outage::Away, 60, 990 * SECOND),
    ] {
        let ended = 70 * MINUTE;
        let told = story(7, every, outage, (10 * MINUTE, ended), ended + 20 * MINUTE);
        let longest = told.back.iter().map(|at| at.map_or(u64::MAX, |at| at - ended)).max();
        assert!(longest.is_some_and(|most| most <= bound + TICK), "{outage:?}: {longest:?}");
    }
}

/// A wall whose own network was gone is told when it returns, whatever it had backed off to.
#[test]
fn a_thousand_outages_end_within_seconds_where_the_browser_tells() {
    let mut chance = Chance(8);
    for number in 0..1_000 {
        // From a second to twelve hours, as many short as long.
        let long = (SECOND as f64 * 43_200f64.powf(chance.next())) as u64;
        let mut wall: Feed<()> = Feed::new(&Refresh::default());
        let begun = 10 * MINUTE;
        let ended = begun + long;
        let mut fresh = None;
        for now in (0..ended + 10 * SECOND).step_by(TICK as usize) {
            if now >= ended && now < ended + TICK {
                wall.wake(true, now, chance.next());
            }
            wall.step(Event::Tick, now, 0.5);
            if !wall.due(now) {
                continue;
            }
            wall.step(Event::Asked, now, 0.5);
            if (begun..ended).contains(&now) {
                wall.step(Event::Failed(DataFault::Unreachable), now, chance.next());
            } else {
                wall.step(Event::Answered { payload: (), rows: 1, age_ms: 0 }, now, chance.next());
                fresh = fresh.or(now.checked_sub(ended));
            }
        }
        assert!(
            fresh.is_some_and(|ms| ms <= 5 * SECOND),
            "outage {number} of {long} ms: {fresh:?}"
        );
    }
}
