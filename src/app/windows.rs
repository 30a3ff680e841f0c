//! Rows of a roster that stay with a reader: a few hundred around those in sight are here.

use std::collections::VecDeque;
use std::rc::Rc;

use super::asking::Payload;
use super::effect::Local;
use crate::data::remote::{self, Verb};
use crate::data::table::Table;
use crate::issue::{Issue, Place};

/// Rows that a roster asks for at once.
pub const WINDOW: usize = 256;
/// So many windows are kept: those in sight, the next ones, and the last.
const KEPT: usize = 4;

/// The reader's rows of one question.
pub struct View {
    payload: Rc<Payload>,
    id: usize,
    pub rows: usize,
    /// Those that came with it.
    in_sight: Window,
    /// It is what a search found.
    pub searches: bool,
    /// The source's name, and where the panel says what does not come.
    told: (String, Option<Local<Vec<Issue>>>),
}

type Window = (usize, Rc<Table>);

impl View {
    pub fn new(
        payload: Rc<Payload>,
        facts: &Table,
        (from, in_sight): (usize, Table),
        told: (String, Option<Local<Vec<Issue>>>),
        searches: bool,
    ) -> Option<View> {
        let fact = |name| facts.number(0, name).map(|number| number as usize);
        let (id, rows) = (fact("view")?, fact("rows")?);
        Some(View { payload, id, rows, in_sight: (from, Rc::new(in_sight)), told, searches })
    }

    /// Brings rows; nothing, and a finding, where they do not come.
    pub async fn bring(&self, from: usize, rows: usize) -> Option<Table> {
        let far = self.payload.far.as_ref()?;
        match far.ask(Verb::Rows, &remote::window(self.id, from, rows)).await {
            Ok(told) => told.into_iter().next(),
            Err(fault) => {
                let (source, issues) = &self.told;
                let issue = Issue::data(Place::document(source), fault);
                let known = |all: &Vec<Issue>| all.contains(&issue);
                if let Some(issues) =
                    issues.filter(|own| own.try_with_untracked(known) == Some(false))
                {
                    issues.update(|all| all.push(issue.clone()));
                }
                None
            }
        }
    }
}

/// The windows of one view that are here.
#[derive(Default)]
pub struct Windows {
    kept: VecDeque<Window>,
    /// Where those begin that are on their way.
    pub asked: Vec<usize>,
}

impl Windows {
    pub fn of(view: &View) -> Windows {
        Windows { kept: VecDeque::from([view.in_sight.clone()]), asked: Vec::new() }
    }

    /// The table that has a row of the view, and where in it.
    pub fn row(&self, at: usize) -> Option<(&Table, usize)> {
        let has = |(from, table): &&Window| (*from..from + table.rows()).contains(&at);
        self.kept.iter().find(has).map(|(from, table)| (&**table, at - from))
    }

    /// The window to ask for, so that a row will be here; none where it is or is on its way.
    pub fn want(&mut self, at: usize) -> Option<usize> {
        let from = at / WINDOW * WINDOW;
        if self.row(at).is_some() || self.asked.contains(&from) {
            return None;
        }
        if self.asked.len() >= KEPT {
            // One that did not come is asked for again some time.
            self.asked.remove(0);
        }
        self.asked.push(from);
        Some(from)
    }

    pub fn bring(&mut self, from: usize, table: Table) {
        self.asked.retain(|own| *own != from);
        self.kept.push_front((from, Rc::new(table)));
        self.kept.truncate(KEPT);
    }
}
