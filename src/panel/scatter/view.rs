//! From the small table to dots on two axes.

use super::Options;
use crate::data::table::{Column, Field, Table, Value};
use crate::issue::words;
use crate::panel::head::Key;
use crate::panel::scene::Told;
use crate::panel::x_axis::Order;
use crate::panel::{Draw, tips, view};

/// A row on the axes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dot {
    pub x: f64,
    /// Its place on the value axis.
    pub y: f64,
    /// What its area counts, zero where it is missing or negative.
    pub size: f64,
    pub series: usize,
    pub row: usize,
}

pub(super) struct View<'a> {
    /// Those that are not switched off.
    pub dots: Vec<Dot>,
    pub keys: Vec<Key>,
    pub order: Order,
    pub x: &'a Field,
    pub y: &'a Field,
    pub size: Option<&'a Field>,
    pub label: Option<&'a Field>,
    unplaced: usize,
    off_scale: usize,
}

impl<'a> View<'a> {
    /// `None` where there are no two fields to draw.
    pub fn of(options: &Options, rows: &'a Table, on: &Draw<'_>) -> Option<View<'a>> {
        let x = match options.x.as_deref() {
            Some(name) => rows.field(name),
            None => rows.field("x").or_else(|| rows.fields().iter().find(|own| is_measured(own))),
        }?;
        let y = view::value_field(rows, options.y.as_deref(), "y", Some(x))?;
        let size = view::extra_field(rows, options.size.as_deref(), "size");
        let label = view::extra_field(rows, options.label.as_deref(), "label");
        let series = view::extra_field(rows, options.series.as_deref(), "series");
        let (names, of_row) = named(series, rows.rows(), on);
        let keys = Key::all(&names, on);
        let order = match x.column {
            Column::Day(_) | Column::Time(_) => Order::of(Some(x), Vec::new()),
            _ => Order::Numbers,
        };
        let mut view =
            View { dots: Vec::new(), keys, order, x, y, size, label, unplaced: 0, off_scale: 0 };
        for row in 0..rows.rows() {
            view.add(row, of_row.get(row).copied().unwrap_or(0), options, on);
        }
        Some(view)
    }

    fn add(&mut self, row: usize, series: usize, options: &Options, on: &Draw<'_>) {
        let Some(value) = view::amount(self.y.column.get(row)) else { return };
        let Some(x) = place(self.x.column.get(row)) else {
            self.unplaced += 1;
            return;
        };
        let Some(y) = options.scale.place(value) else {
            self.off_scale += 1;
            return;
        };
        let off = self.keys.len() > 1
            && self.keys.get(series).is_some_and(|key| on.pose.hides(&key.name));
        let size = self.size.and_then(|field| view::amount(field.column.get(row)));
        let dot = Dot { x, y, size: size.unwrap_or(0.0).max(0.0), series, row };
        if !off {
            self.dots.push(dot);
        }
    }

    /// What a row is called, empty where no field says it.
    pub fn label(&self, row: usize, on: &Draw<'_>) -> String {
        let cell = self.label.map_or(Value::Missing, |field| field.column.get(row));
        match cell {
            Value::Missing => String::new(),
            cell => view::said(cell, on.utc_offset, on.lang),
        }
    }

    pub fn told(&self, dot: &Dot, on: &Draw<'_>) -> Vec<Told> {
        let key = self.keys.get(dot.series).filter(|_| self.keys.len() > 1);
        let color = key.map(|key| key.color);
        let line = |field: &Field| {
            let value = match field.column.get(dot.row) {
                Value::Number(number) => on.told(number, field.unit.as_deref()),
                cell => view::whole(cell, on.utc_offset, on.lang),
            };
            Told { name: field.label.clone(), value, color: None }
        };
        let series = key.map(|key| Told { name: String::new(), value: key.name.clone(), color });
        let fields = [Some(self.x), Some(self.y), self.size].into_iter().flatten();
        series.into_iter().chain(fields.map(line)).collect()
    }

    /// What is not in the drawing, and why; `thinned` says how many of how many dots are drawn.
    pub fn notice(&self, thinned: Option<(usize, usize)>, on: &Draw<'_>) -> Option<String> {
        tips::notice(&[
            (self.off_scale > 0).then(|| words::off_log_axis(self.off_scale, on.lang)),
            (self.unplaced > 0).then(|| words::unplaced(self.unplaced, on.lang)),
            thinned.map(|(drawn, all)| words::thinned(drawn, all, on.lang)),
        ])
    }
}

fn is_measured(field: &Field) -> bool {
    matches!(field.column, Column::Day(_) | Column::Time(_) | Column::Number(_))
}

fn place(cell: Value<'_>) -> Option<f64> {
    match cell {
        Value::Day(day) => Some(day.into()),
        Value::Time(time) => Some(time as f64),
        cell => view::amount(cell),
    }
}

/// The names of the series and which of them each row is of; those beyond the colours are one.
fn named(series: Option<&Field>, rows: usize, on: &Draw<'_>) -> (Vec<String>, Vec<usize>) {
    let Some(field) = series else { return (vec![String::new()], vec![0; rows]) };
    let most = on.theme.series.len().max(2);
    let other = words::other(on.lang);
    let mut names: Vec<String> = Vec::new();
    let mut of_row = Vec::with_capacity(rows);
    for row in 0..rows {
        let name = view::said(field.column.get(row), on.utc_offset, on.lang);
        let at = names.iter().position(|own| *own == name).unwrap_or(names.len());
        if at == names.len() && at < most {
            names.push(name);
        }
        of_row.push(at.min(most));
    }
    if of_row.contains(&most) {
        // The last colour is taken for the rest.
        names.truncate(most - 1);
        of_row.iter_mut().for_each(|at| *at = (*at).min(most - 1));
        names.push(other.to_string());
    }
    (names, of_row)
}
