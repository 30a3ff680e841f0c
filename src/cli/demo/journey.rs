//! When: from the application to the arrival, minute by minute, as far as it had come when the data
//! was taken. The counts of each step are fixed; the times are drawn.

use super::random::Random;

/// Minutes from 2020-02-10T00:00, China's time.
pub type Minute = u32;

/// When the data was taken: 2020-02-21T08:00.
pub const AS_OF: Minute = 11 * DAY + OPENS;

/// The steps in their order: applied, village secretary, village doctor, township cadre, recorded,
/// issued, departed, arrived. A journey holds the times of those done.
pub type Journey = Vec<Minute>;

/// How many of `BASE` people have done a step, from the first step to the last. The last three: the
/// certificates are the published figure; the arrivals are invented within the published "over
/// 2,500"; the departures lie between.
const DONE: [u64; 8] = [4_126, 4_047, 3_931, 3_812, 3_648, 3_507, 2_891, 2_543];
const BASE: u64 = 6_000;

const DAY: u32 = 1_440;
/// Offices work from 08:00 to 20:00.
const OPENS: u32 = 480;
const OFFICE_DAY: u32 = 720;
/// Every time is a multiple of this: nobody writes down odd minutes, and the file stays small.
const STEP: u32 = 10;

/// Shortest and longest office minutes that each signature, record and certificate takes. Together
/// at most 570, less than an office day: so at most one night passes, and no case takes a day.
const OFFICE_STEPS: [(u32, u32); 5] = [(10, 90), (10, 120), (20, 150), (20, 120), (10, 90)];

/// A draw fits about once in a hundred; this many misses do not happen.
const MAX_DRAWS: u32 = 1_000_000;

/// How many steps each person has done, in no order.
pub fn steps_done(people: u32, random: &mut Random) -> Vec<usize> {
    let counts = DONE.map(|done| u64::from(people) * done / BASE);
    let steps = |rank: u64| counts.iter().filter(|count| rank < **count).count();
    let mut done: Vec<usize> = (0..u64::from(people)).map(steps).collect();
    random.shuffle(&mut done);
    done
}

/// A journey that had come exactly `steps` far when the data was taken.
pub fn journey(steps: usize, travel_hours: u32, random: &mut Random) -> Journey {
    if steps == 0 {
        return Journey::new();
    }
    let fitting = (0..MAX_DRAWS).find_map(|_| {
        let whole = whole_journey(travel_hours, random);
        let done = whole.into_iter().take_while(|minute| *minute <= AS_OF).collect::<Journey>();
        (done.len() == steps).then_some(done)
    });
    fitting.unwrap_or_default()
}

/// A journey as far as it had come, of somebody of whom nothing else is known: about a third have not
/// begun.
pub fn any(travel_hours: u32, random: &mut Random) -> Journey {
    let begun = u64::from(random.below(BASE as u32)) < DONE.first().copied().unwrap_or_default();
    let whole = if begun { whole_journey(travel_hours, random) } else { Journey::new() };
    whole.into_iter().take_while(|minute| *minute <= AS_OF).collect()
}

/// All eight steps, wherever they end.
fn whole_journey(travel_hours: u32, random: &mut Random) -> Journey {
    let mut office = random.below(11 * OFFICE_DAY / STEP) * STEP;
    let mut journey = vec![from_office(office)];
    for (shortest, longest) in OFFICE_STEPS {
        office += random.between(shortest / STEP, longest / STEP) * STEP;
        journey.push(from_office(office));
    }
    let issued_day = from_office(office) / DAY;
    let wait_days = if random.below(4) == 0 { 2 } else { 1 };
    let departed =
        (issued_day + wait_days) * DAY + random.between(6 * 60 / STEP, 18 * 60 / STEP) * STEP;
    let travel = travel_hours * 60 * random.between(85, 130) / 100;
    journey.extend([departed, departed + travel / STEP * STEP]);
    journey
}

/// The clock's minute of an office minute.
fn from_office(office: u32) -> Minute {
    office / OFFICE_DAY * DAY + OPENS + office % OFFICE_DAY
}

/// `2020-02-18T09:20`
pub fn iso(minute: Minute) -> String {
    let (day, minute) = (10 + minute / DAY, minute % DAY);
    format!("2020-02-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::{AS_OF, OFFICE_DAY, OFFICE_STEPS, from_office, iso};

    #[test]
    fn no_case_can_take_a_day() {
        let longest: u32 = OFFICE_STEPS.iter().map(|step| step.1).sum();
        assert!(longest < OFFICE_DAY, "{longest}");
        let worst = (0..OFFICE_DAY).map(|o| from_office(o + longest) - from_office(o)).max();
        assert!(worst < Some(1_440), "{worst:?}");
    }

    #[test]
    fn minutes_are_written_as_local_time() {
        assert_eq!(iso(0), "2020-02-10T00:00");
        assert_eq!(iso(AS_OF), "2020-02-21T08:00");
        assert_eq!(iso(from_office(OFFICE_DAY + 65)), "2020-02-11T09:05");
    }
}
