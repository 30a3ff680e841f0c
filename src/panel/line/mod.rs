//! `line`: values over time or another order.
//!
//! Missing values are gaps, up to four lines are called at their ends, the axis begins at zero. Of a
//! long line each pixel column keeps its first, least, most and last point, so peaks stay. `area` is
//! drawn here too.

mod draw;
mod ends;
mod levels;
mod view;

pub(in crate::panel) use draw::drawn;
pub use levels::Level;

use super::options::{FieldName, options};
use super::value_axis::Steps;
use super::{Draw, Scene};
use crate::data::table::Table;

options! {
    /// Which fields hold what: the first field that is no number and the first number where not named;
    /// without `y` and `series`, every number of the first one's unit is a line.
    pub struct Options {
        pub x: Option<FieldName>,
        pub y: Option<FieldName>,
        /// One line for each value of this field.
        pub series: Option<FieldName>,
        /// Start a linear axis at zero.
        pub zero: bool = true,
        pub scale: Steps,
        /// Values that are marked across the plot.
        pub lines: Vec<Level>,
    }
}

/// What lines and areas are drawn from.
pub(in crate::panel) struct Look<'a> {
    pub x: Option<&'a str>,
    pub y: Option<&'a str>,
    pub series: Option<&'a str>,
    pub zero: bool,
    pub steps: Steps,
    pub levels: &'a [Level],
    pub fill: Fill,
}

/// The ground under lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::panel) enum Fill {
    None,
    /// Each down to zero.
    Ground,
    /// Each down to the one below.
    Stack,
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let look = Look {
        x: options.x.as_deref(),
        y: options.y.as_deref(),
        series: options.series.as_deref(),
        zero: options.zero,
        steps: options.scale,
        levels: &options.lines,
        fill: Fill::None,
    };
    drawn(&look, rows, on)
}
