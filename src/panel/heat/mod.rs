//! `heat`: values as colours, in a grid of two fields or on the days of a calendar.
//!
//! Colours are the theme's five-step ramp, each class holding as many cells as the next; missing is
//! hatched, never a colour.

mod calendar;
mod cells;
mod grid;

use super::frame::small;
use super::options::{FieldName, choice, options};
use super::{Draw, Scene, view};
use crate::data::table::{Field, Table};
use crate::issue::words;
use crate::look::Picture;

options! {
    /// Which fields hold what.
    pub struct Options {
        pub style: Style,
        /// Columns of a grid: the first field that is no number where not named.
        pub x: Option<FieldName>,
        /// Rows of a grid: the next field that is no number where not named.
        pub y: Option<FieldName>,
        /// Days of a calendar: the first field of dates or times where not named.
        pub date: Option<FieldName>,
        pub value: Option<FieldName>,
    }
}

choice! {
    /// What a cell is.
    pub enum Style {
        /// Where a column and a row meet.
        #[default]
        Grid = "grid",
        /// A day; weeks are columns that begin on Monday.
        Calendar = "calendar",
    }
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let lost = match options.style {
        Style::Grid => grid::draw(&mut scene, options, rows, on),
        Style::Calendar => calendar::draw(&mut scene, options, rows, on),
    };
    scene.notice = (lost > 0).then(|| words::no_cell(lost, on.lang));
    scene
}

/// The field that is coloured: as named, else the first number that is no axis.
fn value_field<'a>(
    options: &Options,
    rows: &'a Table,
    axes: [Option<&Field>; 2],
) -> Option<&'a Field> {
    let taken = |field: &&Field| axes.iter().flatten().any(|axis| axis.name == field.name);
    let named = view::extra_field(rows, options.value.as_deref(), "value");
    let free = || rows.fields().iter().find(|field| view::is_number(field) && !taken(field));
    match (&options.value, named) {
        (Some(_), named) => named,
        (None, named) => named
            .or_else(free)
            .or_else(|| view::value_field(rows, None, "value", axes[0]).filter(|f| !taken(f))),
    }
}

/// The room over the cells for the legend.
fn head(on: &Draw<'_>) -> f64 {
    let size = small(on);
    if on.height > size * 9.0 && on.width > size * 14.0 { size * 2.0 } else { size * 0.2 }
}
