//! Parameters of a wall: what the address, a playlist or a click has set, and what the wall says itself.

use leptos::prelude::*;

use super::address::{self, Address};
use super::host::Host;
use super::stage::{self, Way};
use super::wall::Wall;
use crate::board::page::Chip;
use crate::board::params::{MAX_SET, MAX_VALUE, unknown};
use crate::board::playlist::is_board;
use crate::board::replay::AT;
use crate::data::moment;
use crate::data::query::written;
use crate::data::table::Table;
use crate::issue::Issue;
use crate::panel::view;

/// A parameter that is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    pub name: String,
    pub value: String,
    /// What the reader chose, in words; none where the address alone says it.
    pub said: Option<String>,
}

/// What an address sets, as far as a wall can hold it.
pub fn begin(params: &[(String, String)], known: &[&str]) -> (Vec<Chosen>, Vec<Issue>) {
    let (mut all, mut issues) = (Vec::new(), Vec::new());
    for (name, value) in params {
        if known.contains(&name.as_str()) && value.chars().count() <= MAX_VALUE {
            all.push(Chosen { name: name.clone(), value: value.clone(), said: None });
        } else {
            issues.push(unknown(name));
        }
    }
    all.truncate(MAX_SET);
    (all, issues)
}

impl Wall {
    /// The value of a parameter, tracked; the wall's own are the days and the minute that it shows.
    pub fn param(&self, name: &str) -> Option<String> {
        match name {
            "today" => Some(moment::iso_day(self.today.get())),
            AT if self.board.by_day => self.at.get().map(moment::iso_day),
            "now" => Some(moment::iso_minute(self.minute.get(), self.utc_offset)),
            _ => self.params.with(|all| {
                let own = all.iter().find(|own| own.name == name);
                own.map(|own| own.value.clone())
            }),
        }
    }

    /// What is set, for the reader to see and take back: the label of its field, and what was chosen.
    pub fn chips(&self) -> Vec<Chip> {
        let chip = |set: &Chosen| Chip {
            name: set.name.clone(),
            label: self.label(&set.name),
            said: set.said.clone().unwrap_or_else(|| self.found(set)),
        };
        self.params.with(|all| all.iter().map(chip).collect())
    }

    /// The panel and the field that set a parameter.
    fn setter(&self, param: &str) -> Option<(&crate::board::Panel, &str)> {
        let own = |panel: &crate::board::Panel| panel.sets.get(param).is_some();
        let panel = self.board.panels.iter().find(|panel| own(panel))?;
        Some((panel, panel.sets.get(param)?))
    }

    fn label(&self, param: &str) -> String {
        let label = self.setter(param).and_then(|(panel, field)| {
            let source = self.board.sources.get(&panel.data.as_ref()?.from)?;
            source.fields.get(field)?.label.clone()
        });
        label.unwrap_or_else(|| param.to_string())
    }

    /// What a value of the address is called: by the row that would have set it, if there is one.
    fn found(&self, set: &Chosen) -> String {
        let found = self.setter(&set.name).and_then(|(panel, field)| {
            let intake = self.source(&panel.data.as_ref()?.from)?;
            intake.reading.with(|reading| {
                let table = &reading.as_ref()?.reading.table;
                let column = &table.field(field)?.column;
                let is_it = |row: &usize| {
                    written(column.get(*row), self.utc_offset).as_ref() == Some(&set.value)
                };
                let row = (0..table.rows()).find(is_it)?;
                self.called(table, field, row)
            })
        });
        found.unwrap_or_else(|| set.value.clone())
    }

    /// The row's first text besides the field itself.
    fn called(&self, table: &Table, field: &str, row: usize) -> Option<String> {
        let other = table.fields().iter().filter(|own| own.name != field);
        let lang = self.lang.get_untracked();
        let mut said = other.filter_map(|own| own.column.get(row).text().map(str::to_string));
        let own = || Some(view::said(table.field(field)?.column.get(row), self.utc_offset, lang));
        said.next().or_else(own)
    }

    /// Takes a parameter back.
    pub fn clear(&self, name: &str) {
        self.params.update(|all| all.retain(|own| own.name != name));
        address::set_param(name, "");
    }
}

/// Goes to another board, a step that Back takes back.
pub fn open(board: &str) {
    stage::go(Address::of(board, None, Vec::new()), Way::Step);
}

/// Opens the board that a row names; false where it names none.
pub fn opens(host: Host, row: usize) -> bool {
    let wall = host.hall.get_value();
    let field = wall.board.panels.get(host.index).and_then(|panel| panel.opens.as_deref());
    let rows = host.rows.get_untracked();
    let cell = field.and_then(|field| rows.field(field)).map(|field| field.column.get(row));
    let board = cell.and_then(|cell| cell.text().map(str::to_string));
    let board = board.filter(|board| is_board(board));
    board.inspect(|board| open(board)).is_some()
}

/// The first row in which a cell is called so.
pub fn row_called(host: Host, label: &str) -> Option<usize> {
    let wall = host.hall.get_value();
    let rows = host.rows.get_untracked();
    let said = |cell| view::said(cell, wall.utc_offset, host.lang()) == label;
    let is_it = |row: &usize| rows.fields().iter().any(|field| said(field.column.get(*row)));
    (0..rows.rows()).find(is_it)
}

/// Sets what a row of the panel sets; chosen again, it is taken back. False where it sets nothing.
pub fn choose(host: Host, row: usize) -> bool {
    let wall = host.hall.get_value();
    let Some(panel) = wall.board.panels.get(host.index) else { return false };
    let rows = host.rows.get_untracked();
    let said = |field: &str| {
        let said = written(rows.field(field)?.column.get(row), wall.utc_offset)?;
        Some(said).filter(|said| said.chars().count() <= MAX_VALUE)
    };
    let mut done = false;
    for (param, field) in panel.sets.iter() {
        let Some(value) = said(field) else { continue };
        done = true;
        let before = wall
            .params
            .with_untracked(|all| all.iter().any(|own| own.name == *param && own.value == value));
        if before {
            wall.clear(param);
            continue;
        }
        let called = wall.called(&rows, field, row);
        address::set_param(param, &value);
        wall.params.update(|all| {
            all.retain(|own| own.name != *param);
            all.push(Chosen { name: param.to_string(), value, said: called });
        });
    }
    done
}
