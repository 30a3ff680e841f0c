//! `board`: cards in columns by their state, each with its owner and its deadline; a card that moves
//! on keeps its element.

use super::deadline::{self, Count};
use super::options::{FieldName, options};
use super::piece::Distinct;
use super::{Draw, piece, view};
use crate::data::table::{self, Field, Table, Value};
use crate::issue::words;
use crate::look::markup::{Element, el};

options! {
    /// Which fields a card is made of, and the order of its ways.
    pub struct Options {
        /// What a card is called.
        pub label: Option<FieldName>,
        /// Which column it stands in.
        pub state: Option<FieldName>,
        /// Who has it in hand.
        pub owner: Option<FieldName>,
        /// The day or the time that it is due.
        pub due: Option<FieldName>,
        /// What is there once it is done; a flag where it says yes.
        pub done: Option<FieldName>,
        /// What the days of a deadline are.
        pub count: Count,
        /// What makes two cards the same when labels are; the label where not given.
        pub id: Option<FieldName>,
        /// States in their order, the last one is done; others stand after them.
        pub columns: Vec<String>,
    }
}

/// More columns than these are one, called 其他.
const MOST_COLUMNS: usize = 8;
/// The least width of a column, in ems of the panel, and what it grows to for its deadlines: their
/// size as style/ sets it, and what stands around them.
const COLUMN: f64 = 7.0;
const MOST_COLUMN: f64 = 12.0;
const DUE: f64 = 0.76;
const AROUND_DUE: f64 = 2.2;
/// At most so many deadlines are measured.
const MEASURED: usize = 200;
/// Heights in ems: a column's head, a line, what surrounds a card's lines, what is left out.
const HEAD: f64 = 2.0;
const LINE: f64 = 1.3;
const AROUND: f64 = 0.86;
const MORE: f64 = 1.2;
/// Cards of one column where the page grows with them.
const ROOM_OF_A_STACK: usize = 30;

/// Columns with their counts, cards by the day they are due, those without one last.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("cards-by-state");
    if rows.rows() == 0 {
        return root;
    }
    let state = match piece::needed(rows, &options.state, "state") {
        Ok(state) => state,
        Err(name) => return root.child(piece::lacking(&[name], on)),
    };
    let Some(label) = view::label_field(rows, options.label.as_deref(), "label") else {
        return root.child(piece::lacking(&["label".to_string()], on));
    };
    let extra = |named: &Option<FieldName>, role| view::extra_field(rows, named.as_deref(), role);
    let cards = Cards {
        label,
        owner: extra(&options.owner, "owner"),
        due: extra(&options.due, "due"),
        done: extra(&options.done, "done"),
        count: options.count,
        id: extra(&options.id, "id").unwrap_or(label),
        on,
    };
    let columns = columns(options, state, rows.rows(), on);
    let least = cards.least_column(rows.rows());
    let across = ((on.width / on.em / least) as usize).clamp(1, columns.len().max(1));
    let room = on.height / on.em / columns.len().div_ceil(across).max(1) as f64;
    let mut keys = piece::Keys::default();
    let column = |column: &Column| cards.column(column, room, across, &mut keys);
    let columns: Vec<Element> = columns.iter().map(column).collect();
    root.style("--across", across).all(columns)
}

/// A state and the rows that are in it.
struct Column {
    name: String,
    rows: Vec<usize>,
    done: bool,
}

/// The columns that the board names, empty ones too, then those that only the data has.
fn columns(options: &Options, state: &Field, rows: usize, on: &Draw<'_>) -> Vec<Column> {
    let mut names = Distinct::default();
    for name in &options.columns {
        names.place(name.clone());
    }
    let named = names.names.len();
    let place = |row| names.place(view::said(state.column.get(row), on.utc_offset, on.lang));
    let places: Vec<usize> = (0..rows).map(place).collect();
    let shown = names.names.len().min(MOST_COLUMNS.max(named + 1));
    let merged = shown < names.names.len();
    let mut columns: Vec<Column> = names.names.drain(..).take(shown).map(Column::new).collect();
    if let (true, Some(last)) = (merged, columns.last_mut()) {
        last.name = words::other(on.lang).to_string();
    }
    if let Some(done) = named.checked_sub(1).and_then(|at| columns.get_mut(at)) {
        done.done = true;
    }
    for (row, place) in places.into_iter().enumerate() {
        if let Some(column) = columns.get_mut(place.min(shown.saturating_sub(1))) {
            column.rows.push(row);
        }
    }
    columns
}

impl Column {
    fn new(name: String) -> Column {
        Column { name, rows: Vec::new(), done: false }
    }
}

struct Cards<'a> {
    label: &'a Field,
    owner: Option<&'a Field>,
    due: Option<&'a Field>,
    done: Option<&'a Field>,
    count: Count,
    id: &'a Field,
    on: &'a Draw<'a>,
}

impl Cards<'_> {
    /// As wide as the longest deadline where those are more words than a few days, so that it is
    /// read whole.
    fn least_column(&self, rows: usize) -> f64 {
        let has_hours = self.due.is_some_and(|due| matches!(due.column, table::Column::Time(_)));
        if !has_hours && self.count == Count::Days {
            return COLUMN;
        }
        let wide = |row| {
            let due = deadline::of(self.due(row), Value::Missing, self.count, self.on)?;
            Some(self.on.measure.width(&due.said, DUE, false) + AROUND_DUE)
        };
        let longest = (0..rows.min(MEASURED)).filter_map(wide).fold(COLUMN, f64::max);
        longest.min(MOST_COLUMN)
    }

    /// A head with the count, and as many cards as `room` ems hold.
    fn column(&self, column: &Column, room: f64, across: usize, keys: &mut piece::Keys) -> Element {
        let on = self.on;
        let order = self.by_due(&column.rows);
        let room = if on.height > 0.0 { room - HEAD } else { f64::MAX };
        let width = on.width / on.em / across as f64 - 2.0;
        let fits = self.fitting(&order, room, width);
        let cards: Vec<Element> =
            order.iter().take(fits).map(|row| self.card(*row, column.done, keys)).collect();
        let head = el("h3")
            .child(piece::cut("span", "", &column.name))
            .child(el("b").text(column.rows.len().to_string()));
        el("div")
            .class("column")
            .attr("role", "group")
            .attr("aria-label", column.name.clone())
            .flag("data-done", column.done)
            .child(head)
            .child(el("ol").all(cards))
            // Without a card the count in the head has said it.
            .maybe(piece::more(column.rows.len() - fits, on).filter(|_| fits > 0))
    }

    /// How many cards stand in `room` ems; what is left out takes a line of it.
    fn fitting(&self, order: &[usize], room: f64, width: f64) -> usize {
        let mut used = 0.0;
        let mut fits = 0;
        let most = if self.on.height > 0.0 { order.len() } else { ROOM_OF_A_STACK };
        for row in order.iter().take(most) {
            used += self.height(*row, width);
            let rest = if fits + 1 < order.len() { MORE } else { 0.0 };
            if used + rest > room {
                break;
            }
            fits += 1;
        }
        fits
    }

    fn height(&self, row: usize, width: f64) -> f64 {
        let long = self.on.measure.width(&self.said(self.label, row), 1.0, false) > width;
        let beside = self.owner.is_some_and(|owner| !owner.column.get(row).is_missing())
            || self.due(row) != Value::Missing;
        LINE * (1.0 + f64::from(u8::from(long)) + f64::from(u8::from(beside))) + AROUND
    }

    fn by_due(&self, rows: &[usize]) -> Vec<usize> {
        let key = |row: &usize| deadline::place(self.due(*row), self.on.utc_offset);
        let keys: Vec<f64> = rows.iter().map(key).collect();
        view::ascending(&keys).into_iter().filter_map(|at| rows.get(at).copied()).collect()
    }

    fn said(&self, field: &Field, row: usize) -> String {
        view::said(field.column.get(row), self.on.utc_offset, self.on.lang)
    }

    /// The day or the time; anything else is none.
    fn due(&self, row: usize) -> Value<'_> {
        match self.due.map(|due| due.column.get(row)) {
            Some(due @ (Value::Day(_) | Value::Time(_))) => due,
            _ => Value::Missing,
        }
    }

    fn card(&self, row: usize, done: bool, keys: &mut piece::Keys) -> Element {
        let key = keys.of(&self.said(self.id, row));
        let owner = self.owner.filter(|owner| !owner.column.get(row).is_missing());
        let owner = owner.map(|owner| piece::cut("span", "owner", &self.said(owner, row)));
        let due = self.deadline(row, done);
        let beside = (owner.is_some() || due.is_some())
            .then(|| el("p").class("beside").maybe(owner).maybe(due));
        piece::row(el("li").class("card").key(key.clone()), row, self.on)
            .attr("data-glide", key)
            .child(piece::cut("p", "name", &self.said(self.label, row)))
            .maybe(beside)
    }

    /// How long there is, by word and, where it is over, by a flag; of what is done its day alone.
    fn deadline(&self, row: usize, done: bool) -> Option<Element> {
        let said = self.done.map_or(Value::Missing, |done| done.column.get(row));
        let done = if done { Value::Flag(true) } else { said };
        let deadline = deadline::of(self.due(row), done, self.count, self.on)?;
        let is_done = deadline.state == deadline::State::Done;
        Some(deadline.element("span", if is_done { &deadline.day } else { &deadline.said }))
    }
}
