//! `table`: rows by the page, in the order that a reader asks for.

use super::deadline::{Count, Deadline, State};
use super::options::{FieldName, options};
use super::{Draw, piece, roster, view};
use crate::data::query;
use crate::data::source::Span;
use crate::data::table::{Column, Field, Table, Value};
use crate::issue::{notices, words};
use crate::look::markup::{Element, el};

options! {
    /// Which columns, and how long a page stands.
    pub struct Options {
        /// Field names in their order; every field where none is named.
        pub columns: Vec<FieldName>,
        /// How long a page stands before the next; a hand on the pager stops it.
        pub turn: Span = Span::seconds(10),
        /// The field of a day or a time that is counted down to.
        pub due: Option<FieldName>,
        /// What is there once it is done; a flag where it says yes.
        pub done: Option<FieldName>,
        /// What the days of a deadline are.
        pub count: Count,
    }
}

/// What tables with deadlines need is in the pack of lists.
mod packs {
    pub mod table_due {
        pub mod lists {
            use crate::data::table::Value;
            use crate::look::markup::Element;
            use crate::panel::Draw;
            use crate::panel::deadline::{self, Count, Deadline};

            /// What is said of a due cell, and the cell that says it.
            #[inline(never)]
            pub fn enter(
                (due, done): (Value<'_>, Value<'_>),
                count: Count,
                on: &Draw<'_>,
            ) -> Option<(Deadline, Element)> {
                let deadline = deadline::of(due, done, count, on)?;
                let cell = deadline.element("td", &deadline.said);
                Some((deadline, cell))
            }
        }
    }
}

/// Heights in ems of the panel: a row, the head, the pager.
const ROW: f64 = 2.0;
const HEAD: f64 = 2.0;
const PAGER: f64 = 1.9;
const MORE: f64 = 1.2;
/// The least width of a column, in ems.
const COLUMN: f64 = 3.6;
/// What style/ keeps free for the mark of what is overdue.
const MARK: f64 = 0.5;
/// At most so many rows are measured for the columns' widths.
const MEASURED_ROWS: usize = 200;

/// The page in sight, with heads that sort and, of several pages, the pager.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("pages");
    let fields: Vec<&Field> = roster::heads(&options.columns, rows)
        .iter()
        .filter_map(|(name, _)| rows.field(name))
        .collect();
    if rows.rows() == 0 {
        return root;
    }
    let named = options.columns.iter().chain(&options.due).chain(&options.done);
    let absent = piece::absent(rows, named, on);
    if fields.is_empty() {
        return root.maybe(absent);
    }
    let due = Due::of(options, rows);
    let shown = columns_that_fit(fields.len(), on);
    let left_out = fields.len() - shown;
    // Of what a low body has no room for, a row is the last to go.
    let lines = MORE * f64::from(u8::from(left_out > 0) + u8::from(absent.is_some()));
    let roomy = piece::ems(on) >= HEAD + ROW + PAGER + lines;
    let (room, pages) = paged(rows.rows(), HEAD + if roomy { lines } else { 0.0 }, on);
    let turns = pages > 1 && piece::ems(on) >= HEAD + ROW + PAGER;
    let page = on.pose.page_of(pages);
    let order = order(&fields, rows.rows(), on.pose.sort);
    let fields = fields.get(..shown).unwrap_or_default();
    let body = order.iter().skip(page * room).take(room).map(|row| line(fields, *row, &due, on));
    let table = el("table")
        .style("--columns", fields.len())
        .flag("data-due", due.is_some())
        .child(el("colgroup").all(widths(fields, rows.rows(), &due, on).into_iter().map(column)))
        .child(el("thead").child(el("tr").all(heads(fields, on))))
        .child(el("tbody").all(body.collect::<Vec<_>>()));
    let more = || el("p").class("more").text(notices::more_columns(left_out, on.lang));
    root.child(piece::sheet(table, on))
        .maybe((roomy && left_out > 0).then(more))
        .maybe(absent.filter(|_| roomy))
        .maybe(turns.then(|| pager(page, pages, rows.rows(), on)))
}

/// A body that grows scrolls sideways within itself; any other shows the first columns.
fn columns_that_fit(columns: usize, on: &Draw<'_>) -> usize {
    let room = (on.width / on.em / COLUMN).max(1.0) as usize;
    if on.height > 0.0 { columns.min(room) } else { columns }
}

/// How many rows a page has beside what `taken` ems hold, and how many pages there are.
fn paged(rows: usize, taken: f64, on: &Draw<'_>) -> (usize, usize) {
    let whole = piece::room(on, ROW, taken);
    let room = if rows > whole { piece::room(on, ROW, taken + PAGER) } else { whole };
    (room, rows.div_ceil(room).max(1))
}

/// The places of the rows as `sort` has them (a column, and whether it descends); figures are ordered
/// by about how much they are.
pub fn order(fields: &[&Field], rows: usize, sort: Option<(usize, bool)>) -> Vec<usize> {
    let sorted = sort.and_then(|(at, descending)| Some((fields.get(at)?, descending)));
    let Some((field, descending)) = sorted else { return (0..rows).collect() };
    let cell = |row| field.column.get(row);
    let figures = |row: usize| cell(row).is_missing() || view::amount(cell(row)).is_some();
    if !matches!(field.column, Column::Text { .. }) || !(0..rows).all(figures) {
        return query::places(field, rows, descending);
    }
    let sign = if descending { -1.0 } else { 1.0 };
    let key = |row| view::amount(cell(row)).map_or(f64::NAN, |amount| amount * sign);
    view::ascending(&(0..rows).map(key).collect::<Vec<_>>())
}

fn heads<'a>(fields: &'a [&Field], on: &'a Draw<'_>) -> impl Iterator<Item = Element> + 'a {
    fields.iter().enumerate().map(|(at, field)| {
        let (sorted, sign) = match on.pose.sort {
            Some((own, false)) if own == at => ("ascending", "▲"),
            Some((own, true)) if own == at => ("descending", "▼"),
            _ => ("none", ""),
        };
        let button = el("button")
            .attr("type", "button")
            .attr("title", format!("{} · {}", field.label, words::sort(on.lang)))
            .act(format!("sort:{at}"))
            .child(el("span").text(view::head(field)))
            .child(el("i").attr("aria-hidden", "true").text(sign));
        let head = el("th").attr("scope", "col").attr("aria-sort", sorted);
        let head = if is_number(field) { head.class("number") } else { head };
        head.child(button)
    })
}

/// The fields of a table with deadlines.
struct Due<'a> {
    due: &'a Field,
    done: Option<&'a Field>,
    count: Count,
}

impl<'a> Due<'a> {
    fn of(options: &Options, rows: &'a Table) -> Option<Due<'a>> {
        let field = |name: &FieldName| rows.field(name);
        let due = options.due.as_ref().and_then(field)?;
        Some(Due { due, done: options.done.as_ref().and_then(field), count: options.count })
    }

    fn at(&self, row: usize, on: &Draw<'_>) -> Option<(Deadline, Element)> {
        let done = self.done.map_or(Value::Missing, |done| done.column.get(row));
        packs::table_due::lists::enter((self.due.column.get(row), done), self.count, on)
    }
}

/// One row, keyed by its place in the data, so that sorting moves it. What is due says how long
/// there is, and a row that is overdue is marked.
fn line(fields: &[&Field], row: usize, due: &Option<Due<'_>>, on: &Draw<'_>) -> Element {
    let deadline = due.as_ref().and_then(|due| due.at(row, on));
    let is_over = deadline.as_ref().is_some_and(|(own, _)| own.state == State::Over);
    let is_due = |field: &Field| due.as_ref().is_some_and(|due| due.due.name == field.name);
    let cell = |field: &&Field| match &deadline {
        Some((_, cell)) if is_due(field) => cell.clone(),
        _ => {
            let text = view::said(field.column.get(row), on.utc_offset, on.lang);
            piece::cut("td", if is_number(field) { "number" } else { "" }, &text)
        }
    };
    let line = piece::row(el("tr").key(row.to_string()), row, on);
    line.flag("data-over", is_over).all(fields.iter().map(cell))
}

fn is_number(field: &Field) -> bool {
    matches!(field.column, Column::Number(_))
}

fn column(share: f64) -> Element {
    el("col").style("width", format!("{:.1}%", share * 100.0))
}

/// Each column's share of the width: what its longest text asks for, and of columns that ask for
/// more than there is the longest ones give.
fn widths(fields: &[&Field], rows: usize, due: &Option<Due<'_>>, on: &Draw<'_>) -> Vec<f64> {
    let stride = rows.div_ceil(MEASURED_ROWS).max(1);
    let asked = |field: &&Field| {
        let due = due.as_ref().filter(|due| due.due.name == field.name);
        let deadline = |row| Some(format!("⚑ {}", due?.at(row, on)?.0.said));
        let said = |row| view::said(field.column.get(row), on.utc_offset, on.lang);
        let cell = |row| deadline(row).unwrap_or_else(|| said(row));
        let wide = |text: String| on.measure.width(&text, on.em, false);
        let head = wide(view::head(field)) * 0.85 + on.em;
        (0..rows).step_by(stride).map(cell).map(wide).fold(head, f64::max) + on.em
    };
    let mut asked: Vec<f64> = fields.iter().map(asked).collect();
    if let (Some(first), true) = (asked.first_mut(), due.is_some()) {
        // The mark of what is overdue stands before it.
        *first += on.em * MARK;
    }
    // One that scrolls sideways is as wide as style/ makes it.
    let scrolls = on.height <= 0.0 && due.is_some();
    let least = if scrolls { on.em * (5.0 * fields.len() as f64 + 5.0) } else { 0.0 };
    let most = widest(&asked, on.width.max(least));
    let given: Vec<f64> = asked.iter().map(|asked| asked.min(most)).collect();
    let whole: f64 = given.iter().sum();
    given.iter().map(|given| given / whole.max(1.0)).collect()
}

/// The width that no column may exceed so that all of them stand in `width`.
fn widest(asked: &[f64], width: f64) -> f64 {
    let keys: Vec<usize> = view::ascending(asked);
    let (mut left, mut count) = (width, asked.len());
    for at in keys {
        let own = asked.get(at).copied().unwrap_or_default();
        if own * count as f64 > left {
            return left / count as f64;
        }
        (left, count) = (left - own, count - 1);
    }
    f64::MAX
}

fn pager(page: usize, pages: usize, rows: usize, on: &Draw<'_>) -> Element {
    let (lang, at) = (on.lang, page + 1);
    let said = format!("{at} / {pages} {} · {} {rows}", words::page(lang), words::total(lang));
    piece::pager(said, on)
}

#[cfg(test)]
mod tests {
    use super::widest;

    #[test]
    fn the_longest_columns_give() {
        assert_eq!(widest(&[10.0, 20.0], 100.0), f64::MAX);
        assert_eq!(widest(&[10.0, 200.0], 100.0), 90.0);
        assert_eq!(widest(&[300.0, 10.0, 200.0], 110.0), 50.0);
        assert_eq!(widest(&[], 100.0), f64::MAX);
    }
}
