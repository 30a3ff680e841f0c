//! A panel's frame: its head with title, state and age, and the body of its kind.

use std::rc::Rc;

use leptos::prelude::*;

use super::elements;
use super::marks;
use super::store::{Intake, Status};
use super::wall::Hall;
use crate::board;
use crate::data::feed::State;
use crate::data::query::{self, Query};
use crate::data::read::Reading;
use crate::data::table::Table;
use crate::issue::{BoardFault, Issue, Lang, Place, words};
use crate::look::format;
use crate::panel::Voice;

/// What the body of a panel gets to see.
#[derive(Clone, Copy)]
pub struct Ctx {
    pub hall: Hall,
    pub index: usize,
    /// The panel's small table; changes only when its content does.
    pub rows: RwSignal<Rc<Table>, LocalStorage>,
    /// The arrangement's body text in CSS pixels.
    pub em: Memo<f64>,
}

impl Ctx {
    pub fn panel<T>(&self, look: impl FnOnce(&board::Panel) -> T) -> Option<T> {
        self.hall.with_value(|wall| wall.board.panels.get(self.index).map(look))
    }

    /// Lends the panel's way to say its values.
    pub fn voice<T>(&self, speak: impl FnOnce(&Voice<'_>) -> T) -> T {
        let (format, unit) =
            self.panel(|panel| (panel.format, panel.unit.clone())).unwrap_or_default();
        let wall = self.hall.get_value();
        let voice =
            Voice { format, unit: unit.as_deref(), utc_offset: wall.utc_offset, lang: wall.lang };
        speak(&voice)
    }

    pub fn lang(&self) -> Lang {
        self.hall.with_value(|wall| wall.lang)
    }
}

#[component]
pub fn PanelFrame(hall: Hall, index: usize, em: Memo<f64>) -> impl IntoView {
    let ctx = Ctx { hall, index, rows: RwSignal::new_local(Rc::default()), em };
    let wall = hall.get_value();
    let panel = wall.board.panels.get(index)?;
    let query = panel.data.clone();
    let intake = query.as_ref().and_then(|query| wall.source(&query.from)).cloned();
    if let (Some(query), Some(intake)) = (query, &intake) {
        follow(ctx, query, Rc::clone(intake));
    }
    let fixed = match (&intake, panel.kind.needs_data()) {
        (Some(_), _) => None,
        (None, false) => Some(State::Live),
        (None, true) => Some(State::Failed),
    };
    let status = intake.as_ref().map(|intake| intake.status);
    let state = move || {
        let known = fixed.or_else(|| status.map(|status| status.with(|s| s.state)));
        match known.unwrap_or(State::Never) {
            State::Live | State::Late if status.is_some() && is_bare(ctx) => State::Empty,
            state => state,
        }
    };
    let (lang, utc_offset) = (wall.lang, wall.utc_offset);
    let synthetic = intake.as_ref().is_some_and(|intake| intake.source.synthetic);
    let fault = (fixed == Some(State::Failed)).then(|| {
        let fault = BoardFault::NoSource { panel: panel.name.clone() };
        Issue::board(Place::document(&panel.name), fault).say(lang)
    });
    let said = move || match (state(), status) {
        (State::Empty, _) => words::empty(lang).to_string(),
        (_, Some(status)) => status.with(|status| state_words(status, lang, utc_offset)),
        _ => String::new(),
    };
    let told = move || status.and_then(|s| s.with(|s| s.fault.as_ref().map(|f| f.say(lang))));
    let unit = panel.unit.clone();
    let body = panel.kind.clone();
    Some(view! {
        <section
            data-panel=panel.name.clone()
            data-kind=panel.kind.name()
            data-state=move || state().word()
            data-hero=panel.hero.then_some("")
            aria-label=panel.title.clone()
            style:grid-area=panel.name.clone()
        >
            <header>
                <h2>{panel.title.clone()}</h2>
                {unit.map(|unit| view! { <small class="unit">{unit}</small> })}
                {synthetic.then(|| view! { <small class="synthetic">{words::synthetic(lang)}</small> })}
                <p class="state" title=told>{said}</p>
            </header>
            {fault.map(|said| view! { <p class="fault">{said}</p> })}
            <div class="body">{elements::body(ctx, &body)}</div>
            {panel.note.clone().map(|note| view! { <p class="note">{note}</p> })}
        </section>
    })
}

/// Whether a good answer left this panel nothing to show.
fn is_bare(ctx: Ctx) -> bool {
    ctx.rows.with(|rows| rows.rows() == 0)
}

/// Runs the panel's query once for each revision of its source.
fn follow(ctx: Ctx, query: Query, intake: Rc<Intake>) {
    Effect::new(move |_| {
        intake.reading.with(|reading| answer(ctx, &query, reading.as_deref()));
    });
}

fn answer(ctx: Ctx, query: &Query, reading: Option<&Reading>) {
    let Some(reading) = reading else {
        ctx.rows.set(Rc::default());
        return;
    };
    let wall = ctx.hall.get_value();
    let name = ctx.panel(|panel| panel.name.clone()).unwrap_or_default();
    let param = |name: &str| wall.address.param(name);
    let asked = query::Context { params: &param, utc_offset: wall.utc_offset };
    let (rows, faults) =
        marks::measured("daping:query", &name, || query::run(query, &reading.table, &asked));
    let issues = faults.into_iter();
    let issues =
        issues.map(|(field, fault)| Issue::data(Place::field(&query.from, None, field), fault));
    if let Some(own) = wall.query_issues.get(ctx.index) {
        own.set(issues.collect());
    }
    if ctx.rows.with_untracked(|old| **old != rows) {
        ctx.rows.set(Rc::new(rows));
    }
}

/// 「迟 · 12 分钟前」,「断 · 最后成功 08:00」
pub fn state_words(status: &Status, lang: Lang, utc_offset: i32) -> String {
    let last = || status.last_success.map(|at| format::clock(at, utc_offset));
    let age = || format::age(status.age_minutes * 60_000, lang);
    match status.state {
        State::Never | State::Loading => words::loading(lang).into(),
        State::Live if status.age_minutes == 0 => words::live(lang).into(),
        State::Live => age(),
        State::Late => format!("{} · {}", words::late(lang), age()),
        State::Failed => match last() {
            Some(at) => format!("{} · {} {at}", words::failed(lang), words::last_success(lang)),
            None => words::failed(lang).into(),
        },
        State::Empty => words::empty(lang).into(),
        State::Denied => words::denied(lang).into(),
    }
}
