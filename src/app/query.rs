//! A panel's query, run once for each revision of its source and of the parameters
//! that it names.

use std::rc::Rc;

use leptos::prelude::*;

use super::effect::effect;
use super::host::Host;
use super::store::Intake;
use super::wall::Wall;
use super::{marks, replay};
use crate::data::calendar::Calendar;
use crate::data::query::{self, Query};
use crate::data::read::Reading;
use crate::issue::{Issue, Place};

pub fn follow(host: Host, query: Query, intake: Rc<Intake>) {
    let follows = host.hall.with_value(|wall| replay::follows(wall, &query));
    effect(move || {
        // Before a day is known it would show all days at once.
        let waits = follows && host.hall.with_value(|wall| replay::waits(wall));
        let rows = |reading: &Option<Rc<Reading>>| {
            answer(host, &query, reading.as_deref().filter(|_| !waits));
        };
        intake.reading.with(rows);
    });
}

fn answer(host: Host, query: &Query, reading: Option<&Reading>) {
    let Some(reading) = reading else {
        host.rows.set(Rc::default());
        return;
    };
    let wall = host.hall.get_value();
    let name = wall.board.panels.get(host.index).map_or("", |panel| panel.name.as_str());
    let param = |name: &str| wall.param(name);
    let asked = query::Context { params: &param, utc_offset: wall.utc_offset };
    let (rows, faults) =
        marks::measured("daping:query", name, || query::run(query, &reading.table, &asked));
    let issue = |(field, fault)| Issue::data(Place::field(&query.from, None, field), fault);
    if let Some(own) = wall.query_issues.get(host.index) {
        own.set(faults.into_iter().map(issue).collect());
    }
    // A small table that is as before changes nothing on the page.
    if host.rows.with_untracked(|old| **old != rows) {
        host.rows.set(Rc::new(rows));
    }
}

/// Keeps the board's working days; they are made once for each reading of their source.
pub fn follow_calendar(wall: &Wall) {
    let Some(own) = wall.board.calendar.clone() else { return };
    let Some(intake) = wall.source(&own.from).cloned() else { return };
    let calendar = wall.calendar;
    effect(move || {
        let read = |reading: &Rc<Reading>| Calendar::new(&reading.table, &own.day, &own.works);
        let new = intake.reading.with(|reading| reading.as_ref().map(read)).unwrap_or_default();
        if calendar.with_untracked(|old| **old != new) {
            calendar.set(Rc::new(new));
        }
    });
}
