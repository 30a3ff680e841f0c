//! A panel's query, run once for each revision of its source and of the parameters that it names: here,
//! or by the reader that keeps the rows.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::asking::Payload;
use super::effect::effect;
use super::far;
use super::host::Host;
use super::store::Intake;
use super::wall::Wall;
use super::windows::View;
use super::{marks, replay};
use crate::data::calendar::Calendar;
use crate::data::query::{self, Faults, Query};
use crate::data::remote::{self, Look, Verb};
use crate::data::table::Table;
use crate::issue::{DataFault, Issue, Lang, Place};
use crate::panel::kind::Kind;

/// What came of a question.
#[derive(Default)]
pub struct Answer {
    /// None where the reader could not tell: what is shown stays.
    pub rows: Option<Table>,
    pub faults: Faults,
    /// Where `rows` are only a sample.
    pub view: Option<View>,
}

type Hear = Box<dyn FnOnce(Answer)>;

pub fn follow(host: Host, query: Query, intake: Rc<Intake>) {
    let follows = host.hall.with_value(|wall| replay::follows(wall, &query));
    // Counts questions: an answer that comes after the next question is let go.
    let asked = Rc::new(Cell::new(0_u32));
    effect(move || {
        let wall = host.hall.get_value();
        let number = asked.get().wrapping_add(1);
        asked.set(number);
        // Before a day is known it would show all days at once.
        let waits = follows && replay::waits(&wall);
        let payload = intake.reading.get().filter(|_| !waits);
        let Some(payload) = payload else {
            host.view.set(None);
            return host.rows.set(Rc::default());
        };
        let (from, asked) = (query.from.clone(), Rc::clone(&asked));
        let panel = wall.board.panels.get(host.index);
        let name = panel.map(|panel| panel.name.clone()).unwrap_or_default();
        let hear = move |answer| {
            if asked.get() == number && host.rows.try_get_untracked().is_some() {
                show(host, &from, answer);
            }
        };
        let rolls = panel.map(|panel| &panel.kind);
        let rolls = rolls.filter(|kind| matches!(kind, Kind::Roster(_)) && !query.is_grouped());
        match rolls.filter(|_| payload.far.is_some()) {
            Some(kind) => put_view(&wall, (host, kind), payload, &query, Box::new(hear)),
            None => {
                let line = panel.map(|panel| panel.kind.line()).unwrap_or_default();
                put((&wall, &name), payload, (&query, &line), Box::new(hear));
            }
        }
    });
}

fn show(host: Host, source: &str, answer: Answer) {
    let wall = host.hall.get_value();
    let issue = |(field, fault): (String, DataFault)| {
        let field = Some(field).filter(|field| !field.is_empty());
        Issue::data(Place { field, ..Place::document(source) }, fault)
    };
    if let Some(own) = wall.query_issues.get(host.index) {
        own.set(answer.faults.into_iter().map(issue).collect());
    }
    let Some(rows) = answer.rows else { return };
    let is_view = answer.view.is_some();
    if is_view || host.view.with_untracked(Option::is_some) {
        host.view.set(answer.view.map(Rc::new));
    }
    // A small table that is as before changes nothing on the page.
    if is_view || host.rows.with_untracked(|old| **old != rows) {
        host.rows.set(Rc::new(rows));
    }
}

/// Puts a question to rows; `hear` is called at once where they are here. `name` is who asks,
/// `line` what [`Kind::line`] says of it.
pub fn put(
    (wall, name): (&Wall, &str),
    payload: Rc<Payload>,
    (query, line): (&Query, &[String]),
    hear: Hear,
) {
    if payload.far.is_none() {
        let param = |name: &str| wall.param(name);
        let context = query::Context { params: &param, utc_offset: wall.utc_offset };
        let run = || query::run(query, &payload.reading.table, &context);
        let (rows, faults) = marks::measured("daping:query", name, run);
        return hear(Answer { rows: Some(rows), faults, view: None });
    }
    let text = remote::question(query, &set(wall, query), &Look { line, ..Look::default() });
    spawn_local(async move {
        let told = ask(&payload, Verb::Ask, &text).await;
        let [rows, faults, facts] = match told {
            Ok(told) => first(told),
            Err(fault) => return hear(refused(fault)),
        };
        let mut faults = far::faults(&faults);
        if facts.number(0, "rows").is_some_and(|all| all > rows.rows() as f64) {
            faults.push((String::new(), DataFault::TooManyRows { limit: rows.rows() as u64 }));
        }
        hear(Answer { rows: Some(rows), faults, view: None });
    });
}

/// Asks for rows that stay with the reader: those in sight of a roster, of what is searched for.
fn put_view(
    wall: &Wall,
    (host, kind): (Host, &Kind),
    payload: Rc<Payload>,
    query: &Query,
    hear: Hear,
) {
    let Kind::Roster(options) = kind else { return };
    let columns: Vec<String> = match &options.columns[..] {
        [] => payload.reading.table.fields().iter().map(|own| own.name.clone()).collect(),
        named => named.iter().map(|name| name.to_string()).collect(),
    };
    let seek = wall.tools.search.get().unwrap_or_default();
    let from = host.roll.with_value(|roll| roll.borrow().first());
    let english = wall.lang.get() == Lang::En;
    let look = Look { from, seek: &seek, columns: &columns, english, line: &[] };
    let text = remote::question(query, &set(wall, query), &look);
    let searches = !seek.trim().is_empty();
    let (source, issues) = (query.from.clone(), wall.query_issues.get(host.index).copied());
    spawn_local(async move {
        let told = ask(&payload, Verb::View, &text).await;
        let [facts, rows, in_sight, faults] = match told {
            Ok(told) => first(told),
            Err(fault) => return hear(refused(fault)),
        };
        let told = (source, issues);
        let view = View::new(payload, &facts, (from, in_sight), told, searches);
        hear(Answer { rows: Some(rows), faults: far::faults(&faults), view });
    });
}

async fn ask(payload: &Payload, verb: Verb, text: &str) -> Result<Vec<Table>, DataFault> {
    match &payload.far {
        Some(far) => far.ask(verb, text).await,
        None => Err(DataFault::NoReader),
    }
}

fn refused(fault: DataFault) -> Answer {
    Answer { faults: vec![(String::new(), fault)], ..Answer::default() }
}

fn first<const N: usize>(told: Vec<Table>) -> [Table; N] {
    let mut told = told.into_iter();
    std::array::from_fn(|_| told.next().unwrap_or_default())
}

/// The parameters of a question that are set; tracked.
fn set(wall: &Wall, query: &Query) -> Vec<(String, String)> {
    let names = query.params().into_iter();
    names.filter_map(|name| Some((name.to_string(), wall.param(name)?))).collect()
}

/// Keeps the board's working days; they are made once for each reading of their source.
pub fn follow_calendar(wall: &Wall) {
    let Some(own) = wall.board.calendar.clone() else { return };
    let Some(intake) = wall.source(&own.from).cloned() else { return };
    let calendar = wall.calendar;
    effect(move || {
        let read =
            |own_rows: &Rc<Payload>| Calendar::new(&own_rows.reading.table, &own.day, &own.works);
        let new = intake.reading.with(|reading| reading.as_ref().map(read)).unwrap_or_default();
        if calendar.with_untracked(|old| **old != new) {
            calendar.set(Rc::new(new));
        }
    });
}
