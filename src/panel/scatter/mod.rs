//! `scatter`: a dot for each row at two values, or a bubble whose area is a third.
//!
//! Of dots that lie on one pixel one is drawn; where there are still too many, of neighbours too, and
//! the notice says so. The largest few are called by their labels where these stand clear.

mod draw;
mod names;
mod sizes;
mod view;

pub use draw::draw;

use super::options::{FieldName, options};
use super::value_axis::Steps;

options! {
    /// Which fields hold what: the first date or number and the next number where not named.
    pub struct Options {
        pub x: Option<FieldName>,
        pub y: Option<FieldName>,
        /// What the area of a bubble counts; dots are of one size without it.
        pub size: Option<FieldName>,
        /// One colour for each value of this field.
        pub series: Option<FieldName>,
        /// What a dot is called.
        pub label: Option<FieldName>,
        /// Start the axis of `y` at zero where it is linear.
        pub zero: bool,
        /// Of the axis of `y`.
        pub scale: Steps,
    }
}
