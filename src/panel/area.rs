//! `area`: values over time or another order with the ground under them, from zero; several series
//! stand on each other. Drawn as `line` is.

use super::line::{self, Fill, Level, Look};
use super::options::{FieldName, options};
use super::value_axis::Steps;
use super::{Draw, Scene};
use crate::data::table::Table;

options! {
    /// Which fields hold what: the first field that is no number and the first number where not named;
    /// without `y` and `series`, every number of the first one's unit is an area.
    pub struct Options {
        pub x: Option<FieldName>,
        pub y: Option<FieldName>,
        /// One area for each value of this field.
        pub series: Option<FieldName>,
        /// Several stand on each other; a missing value counts as nothing there.
        pub stacked: bool = true,
        /// Values that are marked across the plot.
        pub lines: Vec<Level>,
    }
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let look = Look {
        x: options.x.as_deref(),
        y: options.y.as_deref(),
        series: options.series.as_deref(),
        zero: true,
        steps: Steps::Linear,
        levels: &options.lines,
        fill: if options.stacked { Fill::Stack } else { Fill::Ground },
    };
    line::drawn(&look, rows, on)
}
