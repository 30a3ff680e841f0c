//! What a matrix shows, read from its rows: things, checks and the state of each cell.

use super::Options;
use crate::data::table::{Field, Table, Value};
use crate::panel::options::FieldName;
use crate::panel::piece::{self, Distinct};
use crate::panel::{Draw, view};

/// What lies beyond these is counted: a grid has as many cells as one times the other.
const MOST_THINGS: usize = 400;
const MOST_CHECKS: usize = 100;

/// The state of one cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub word: String,
    pub state: usize,
}

/// Symbols of the states and what style/ calls them; what no list names is the last.
pub(super) const STATES: [(&str, &str); 4] =
    [("✓", "good"), ("▲", "late"), ("✕", "failed"), ("○", "other")];
const OTHER: usize = 3;

impl Cell {
    fn of(value: Value<'_>, options: &Options, on: &Draw<'_>) -> Option<Cell> {
        let word = view::said(value, on.utc_offset, on.lang);
        let lists = [&options.good, &options.late, &options.failed];
        let named = lists.iter().position(|list| list.contains(&word));
        let state = named.unwrap_or(match value {
            Value::Flag(true) => 0,
            Value::Flag(false) => 2,
            _ => OTHER,
        });
        (!value.is_missing()).then_some(Cell { word, state })
    }

    pub fn symbol(&self) -> &'static str {
        STATES.get(self.state).map_or("", |(symbol, _)| symbol)
    }

    pub fn name(&self) -> &'static str {
        STATES.get(self.state).map_or("", |(_, name)| name)
    }
}

pub(super) struct Grid {
    /// What the first column is called.
    pub head: String,
    pub things: Vec<String>,
    pub checks: Vec<String>,
    /// How many things and checks are beyond what the grid holds.
    pub beyond: (usize, usize),
    /// One list for each thing, one cell for each check; missing was not checked.
    pub cells: Vec<Vec<Option<Cell>>>,
}

impl Grid {
    /// The grid and the names of checks that the data does not have; the missing names alone where
    /// there is no grid without them.
    pub fn read(
        options: &Options,
        rows: &Table,
        on: &Draw<'_>,
    ) -> Result<(Grid, Vec<String>), Vec<String>> {
        match options.checks.is_empty() {
            true => Grid::long(options, rows, on).map(|grid| (grid, Vec::new())),
            false => Grid::wide(options, rows, on),
        }
    }

    fn long(options: &Options, rows: &Table, on: &Draw<'_>) -> Result<Grid, Vec<String>> {
        let thing = piece::needed(rows, &options.thing, "thing");
        let check = piece::needed(rows, &options.check, "check");
        let state = piece::needed(rows, &options.state, "state");
        let (thing, check, state) = match (thing, check, state) {
            (Ok(thing), Ok(check), Ok(state)) => (thing, check, state),
            (thing, check, state) => {
                return Err([thing, check, state].into_iter().filter_map(Result::err).collect());
            }
        };
        let said = |field: &Field, row| view::said(field.column.get(row), on.utc_offset, on.lang);
        let (mut things, mut checks) = (Distinct::default(), Distinct::default());
        let places: Vec<(usize, usize)> = (0..rows.rows())
            .map(|row| (things.place(said(thing, row)), checks.place(said(check, row))))
            .collect();
        let beyond =
            (beyond(&mut things.names, MOST_THINGS), beyond(&mut checks.names, MOST_CHECKS));
        let mut cells = vec![vec![None; checks.names.len()]; things.names.len()];
        for (row, (thing, check)) in places.into_iter().enumerate() {
            // Of two rows for one cell the later counts.
            if let Some(cell) = cells.get_mut(thing).and_then(|cells| cells.get_mut(check)) {
                *cell = Cell::of(state.column.get(row), options, on);
            }
        }
        let (things, checks) = (things.names, checks.names);
        Ok(Grid { head: thing.label.clone(), things, checks, beyond, cells })
    }

    fn wide(
        options: &Options,
        rows: &Table,
        on: &Draw<'_>,
    ) -> Result<(Grid, Vec<String>), Vec<String>> {
        let thing = view::label_field(rows, options.thing.as_deref(), "thing");
        let own = |name: &FieldName| rows.field(name).ok_or_else(|| name.to_string());
        let mut missing: Vec<String> =
            options.checks.iter().filter_map(|name| own(name).err()).collect();
        let checks: Vec<&Field> = options.checks.iter().filter_map(|name| own(name).ok()).collect();
        let Some(thing) = thing.filter(|_| !checks.is_empty()) else {
            let named = options.thing.as_deref().unwrap_or("thing");
            missing.extend(thing.is_none().then(|| named.to_string()));
            return Err(missing);
        };
        let cell = |field: &&Field, row| Cell::of(field.column.get(row), options, on);
        let name = |row| view::said(thing.column.get(row), on.utc_offset, on.lang);
        let line = |row| checks.iter().take(MOST_CHECKS).map(|field| cell(field, row)).collect();
        let count = rows.rows().min(MOST_THINGS);
        let grid = Grid {
            beyond: (rows.rows() - count, checks.len().saturating_sub(MOST_CHECKS)),
            head: thing.label.clone(),
            things: (0..count).map(name).collect(),
            checks: checks.iter().take(MOST_CHECKS).map(|field| field.label.clone()).collect(),
            cells: (0..count).map(line).collect(),
        };
        Ok((grid, missing))
    }

    pub fn all(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().flatten().flatten()
    }
}

/// Cuts the names to the most there may be; how many there were more.
fn beyond(names: &mut Vec<String>, most: usize) -> usize {
    let beyond = names.len().saturating_sub(most);
    names.truncate(most);
    beyond
}
