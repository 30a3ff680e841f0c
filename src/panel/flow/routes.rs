//! Trips: stops or legs in the order of their rows, each leg lit in its turn.

use super::Options;
use super::ends::Ends;
use super::fields::{self, Fields};
use super::legend::Line;
use super::ways::{Miss, Plan, Way};
use crate::data::table::Table;
use crate::geo::Outline;
use crate::issue::notices;
use crate::look::Color;
use crate::panel::Draw;
use crate::panel::view::{self, Places};

/// How far a leg bows, of its length; of several between the same stops each bows differently.
const BENDS: [f64; 5] = [0.08, -0.08, 0.2, -0.2, 0.32];
/// Where more start than here, a start is no landmark.
const MOST_STARTS: usize = 3;

/// A trip and where it has come.
#[derive(Default)]
struct Trip {
    name: String,
    at: Option<usize>,
    legs: Vec<Way>,
    rows: usize,
    /// What it carries in all, as its rows say.
    sum: f64,
}

/// Trips with the most first; those for which there is no room are counted.
pub fn plan<'a>(
    options: &'a Options,
    rows: &'a Table,
    outline: &'a Outline,
    on: &Draw<'_>,
) -> Plan<'a> {
    let fields = Fields::of(options, rows);
    let mut ends = Ends::new(options, outline);
    let hub = options.from.as_ref().and_then(|origin| ends.fixed(origin));
    let mut trips: Vec<Trip> = Vec::new();
    let mut keys = Places::default();
    let mut unusable = 0;
    for row in 0..rows.rows() {
        let name = fields::name(fields.route, row, on);
        let key = if fields.route.is_some() { keys.of(name.clone(), row) } else { trips.len() };
        if key == trips.len() {
            trips.push(Trip { name, at: hub, ..Trip::default() });
        }
        let Some(trip) = trips.get_mut(key) else { continue };
        match step(trip, row, &fields, &mut ends, on) {
            Ok(()) => {}
            Err(Miss::Lost) => ends.unmatched.lost += 1,
            Err(Miss::Silent) => unusable += 1,
        }
    }
    // A stop alone leads nowhere.
    let still = trips.iter().filter(|trip| trip.legs.is_empty());
    unusable += still.map(|trip| trip.rows).sum::<usize>();
    let trips = by_load(trips, options.top);
    let (ends, unmatched, hubs) = (ends.all, ends.unmatched, starts(&trips.shown));
    let (legend, names) = (legend(&trips, &fields, on), trips.names());
    let ways = legs(trips.shown, on);
    let shown = ways.len();
    Plan { ends, hubs, ways, shown, trips: names, fields, legend, unmatched, unusable }
}

/// Goes on to a row's stop, from where the trip is or from the row's own origin.
fn step(
    trip: &mut Trip,
    row: usize,
    fields: &Fields<'_>,
    ends: &mut Ends<'_>,
    on: &Draw<'_>,
) -> Result<(), Miss> {
    let to = ends.known(fields.destination(row, on))?;
    let from = match ends.known(fields.origin(row, on)) {
        Ok(from) => Some(from.ok_or(Miss::Lost)?),
        Err(_) => trip.at,
    };
    let to = to.ok_or(Miss::Lost)?;
    let value = Fields::amount(fields.value, row);
    trip.rows += 1;
    trip.sum += value.unwrap_or(0.0);
    trip.at = Some(to);
    if let Some(from) = from.filter(|from| *from != to) {
        trip.legs.push(Way::new((from, to), value.unwrap_or(0.0), row, false));
    }
    Ok(())
}

/// Trips that are drawn, and how many are not.
struct Sorted {
    shown: Vec<Trip>,
    rest: usize,
}

fn by_load(trips: Vec<Trip>, top: usize) -> Sorted {
    let mut trips: Vec<Trip> = trips.into_iter().filter(|trip| !trip.legs.is_empty()).collect();
    let rest = trips.len().saturating_sub(top);
    if rest > 0 {
        let keys: Vec<f64> = trips.iter().map(|trip| -trip.sum).collect();
        let mut kept = view::ascending(&keys);
        kept.truncate(top);
        let mut at = 0..;
        trips.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
    }
    Sorted { shown: trips, rest }
}

impl Sorted {
    fn names(&self) -> Vec<String> {
        self.shown.iter().map(|trip| trip.name.clone()).collect()
    }
}

/// Where trips start, if these are few.
fn starts(trips: &[Trip]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    for leg in trips.iter().filter_map(|trip| trip.legs.first()) {
        if !starts.contains(&leg.from) {
            starts.push(leg.from);
        }
    }
    starts.truncate(if starts.len() > MOST_STARTS { 0 } else { MOST_STARTS });
    starts
}

/// Trips have a colour each where that many can be told apart.
fn color(trip: usize, trips: usize, on: &Draw<'_>) -> Color {
    let own = (2..=on.theme.series.len()).contains(&trips);
    let series = on.theme.series.get(trip).copied().filter(|_| own);
    series.unwrap_or(on.theme.accent)
}

fn legend(trips: &Sorted, fields: &Fields<'_>, on: &Draw<'_>) -> Vec<Line> {
    let all = &trips.shown;
    let told = (2..=on.theme.series.len()).contains(&all.len());
    let named = all.iter().enumerate().filter(|(_, trip)| told && !trip.name.is_empty());
    let line = |(at, trip): (usize, &Trip)| {
        let sum = fields.value.filter(|_| trip.sum > 0.0 && !fields.has_origin());
        let sum = sum.map(|_| format!(" {}", fields.said(trip.sum, true, on)));
        let text = format!("{}{}", trip.name, sum.unwrap_or_default());
        Line { color: Some(color(at, all.len(), on)), text, counts: false }
    };
    let mut lines: Vec<Line> = named.map(line).collect();
    if trips.rest > 0 {
        let text = notices::more_routes(trips.rest, on.lang);
        lines.push(Line { color: None, text, counts: true });
    }
    lines
}

/// A leg's share of the largest; one that nobody counted is still a line.
fn share(load: f64, largest: f64) -> f64 {
    if largest > 0.0 { (load / largest).max(0.12) } else { 0.5 }
}

/// All legs, trip after trip, each with its part of the round and its side of the line.
fn legs(trips: Vec<Trip>, on: &Draw<'_>) -> Vec<Way> {
    // A leg that says nothing of its own, such as the way home, is as wide as its trip.
    let load = |leg: &Way, sum: f64| if leg.value > 0.0 { leg.value } else { sum };
    let loads = trips.iter().flat_map(|trip| trip.legs.iter().map(|leg| load(leg, trip.sum)));
    let largest = loads.fold(0.0_f64, f64::max);
    let (mut pairs, mut used) = (Places::default(), Vec::<usize>::new());
    let count = trips.len();
    let mut all = Vec::new();
    for (at_trip, trip) in trips.into_iter().enumerate() {
        let legs = trip.legs.len() as f64;
        for (at, leg) in trip.legs.into_iter().enumerate() {
            let (low, high) = (leg.from.min(leg.to), leg.from.max(leg.to));
            let pair = pairs.of(format!("{low} {high}"), 0);
            if pair == used.len() {
                used.push(0);
            }
            let before = used.get_mut(pair).map_or(0, |count| std::mem::replace(count, *count + 1));
            all.push(Way {
                bend: BENDS.get(before % BENDS.len()).copied().unwrap_or(0.0),
                flip: leg.from != low,
                share: share(load(&leg, trip.sum), largest),
                color: color(at_trip, count, on),
                phase: (at_trip as f64 * 0.618_034).fract(),
                window: (at as f64 / legs, (at + 1) as f64 / legs),
                trip: Some(at_trip),
                ..leg
            });
        }
    }
    all
}
