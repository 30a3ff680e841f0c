//! `roster.json`: the people, one row each, as lists under one head.

use std::io;

use super::journey::{self, Journey};
use super::person::{self, Person};
use super::place::{self, Place};
use super::random::Random;
use super::work::{self, Destination};

const NOTE_ZH: &str =
    "示例数据：所有人员均为虚构，如有雷同纯属巧合；电话与身份证号码取自任何人都不可能持有的号段。";
const NOTE_EN: &str = "Synthetic data: all people are invented, any likeness is chance; telephone \
    and identity numbers lie in ranges that nobody can hold.";

/// In the order of [`cells`]. Times are local, `2020-02-18T09:20`; what has not happened is null.
pub const COLUMNS: [&str; 22] = [
    "id",
    "name",
    "phone",
    "id_number",
    "home",
    "township",
    "province",
    "province_code",
    "city",
    "city_code",
    "channel",
    "organised",
    "applied",
    "secretary",
    "doctor",
    "cadre",
    "recorded",
    "issued",
    "certificate",
    "certificate_no",
    "departed",
    "arrived",
];

/// The stream of chance that the roster is drawn from.
const ROSTER: u64 = 1;
/// That of rosters of any size.
const MANY: u64 = 101;
/// The certificate is the sixth step of eight.
const ISSUED: usize = 5;

struct Row {
    person: Person,
    home: Place,
    work: &'static Destination,
    channel: (&'static str, &'static str),
    journey: Journey,
    certificate: &'static str,
    /// Numbered in the order of issue.
    certificate_no: Option<usize>,
}

/// The whole file. Nothing in it is known of anybody: see [`person`].
pub fn file(seed: u64, people: u32) -> io::Result<String> {
    let mut rows = rows(people, &mut Random::new(seed, ROSTER));
    number_certificates(&mut rows);
    let lines =
        rows.iter().enumerate().map(|(index, row)| serde_json::to_string(&cells(index, row)));
    let lines = lines.collect::<Result<Vec<String>, _>>()?.join(",\n");
    Ok(format!("{}{lines}{TAIL}", head()?))
}

/// What stands before the rows.
pub fn head() -> io::Result<String> {
    let note = serde_json::json!({ "zh": NOTE_ZH, "en": NOTE_EN });
    let columns = serde_json::to_string(&COLUMNS)?;
    Ok(format!(
        "{{\"synthetic\":true,\"note\":{note},\"as_of\":\"{}:00+08:00\",\n\"columns\":{columns},\n\
         \"rows\":[\n",
        journey::iso(journey::AS_OF)
    ))
}

/// What stands behind the rows.
pub const TAIL: &str = "\n]}\n";

/// One row's cells, in the order of [`COLUMNS`].
pub type Cells = [Option<String>; COLUMNS.len()];

/// Any number of people, one by one; the same seed gives the same ones. They are others than those of
/// [`file`], whose counts are published ones and need all people at once.
pub struct People {
    random: Random,
    homes: place::Homes,
    next: u32,
    end: u32,
    certificates: usize,
}

impl People {
    pub fn new(seed: u64, people: u32) -> People {
        let mut random = Random::new(seed, MANY);
        let homes = place::Homes::new(&mut random);
        People { random, homes, next: 0, end: people, certificates: 0 }
    }
}

impl Iterator for People {
    type Item = Cells;

    fn next(&mut self) -> Option<Cells> {
        if self.next >= self.end {
            return None;
        }
        let (index, random) = (self.next, &mut self.random);
        self.next += 1;
        let work = work::destination(random)?;
        let row = Row {
            person: person::person(index, random),
            home: self.homes.next(random)?,
            work,
            channel: work::channel(random),
            journey: journey::any(work.hours, random),
            certificate: certificate(work),
            certificate_no: None,
        };
        let issued = row.journey.len() > ISSUED;
        self.certificates += usize::from(issued);
        let certificate_no = issued.then_some(self.certificates);
        Some(cells(index as usize, &Row { certificate_no, ..row }))
    }
}

/// The journeys of all who have their certificate.
pub fn certified(seed: u64, people: u32) -> Vec<Journey> {
    let rows = rows(people, &mut Random::new(seed, ROSTER));
    rows.into_iter().map(|row| row.journey).filter(|journey| journey.len() > ISSUED).collect()
}

fn rows(people: u32, random: &mut Random) -> Vec<Row> {
    let homes = place::homes(people, random);
    let steps = journey::steps_done(people, random);
    let row = |((index, home), steps): ((u32, Place), usize)| {
        let work = work::destination(random)?;
        Some(Row {
            person: person::person(index, random),
            home,
            work,
            channel: work::channel(random),
            journey: journey::journey(steps, work.hours, random),
            certificate: certificate(work),
            certificate_no: None,
        })
    };
    (0..people).zip(homes).zip(steps).filter_map(row).collect()
}

/// Which papers the place of work asks for; the rule is invented.
fn certificate(work: &Destination) -> &'static str {
    match work.province {
        "北京市" | "上海市" | "浙江省" => "健康证明、居家隔离证明",
        _ => "健康证明",
    }
}

fn number_certificates(rows: &mut [Row]) {
    let mut issued: Vec<&mut Row> =
        rows.iter_mut().filter(|row| row.journey.len() > ISSUED).collect();
    issued.sort_by_key(|row| row.journey.get(ISSUED).copied());
    for (index, row) in issued.into_iter().enumerate() {
        row.certificate_no = Some(index + 1);
    }
}

fn cells(index: usize, row: &Row) -> Cells {
    let Row { person, home, work, channel, journey, .. } = row;
    let text = |text: &str| Some(text.to_owned());
    let time = |step: usize| journey.get(step).copied().map(journey::iso);
    [
        Some(format!("P{:06}", index + 1)),
        text(&person.name),
        text(&person.phone),
        text(&person.id_number),
        Some(home.home()),
        text(home.township),
        text(work.province),
        Some(work.province_code()),
        text(work.city),
        text(work.code),
        text(channel.0),
        text(channel.1),
        time(0),
        time(1),
        time(2),
        time(3),
        time(4),
        time(ISSUED),
        row.certificate_no.and(text(row.certificate)),
        row.certificate_no.map(|number| format!("示例{number:04}")),
        time(6),
        time(7),
    ]
}
