//! `map`: regions coloured by a value, points, bubbles or density on an outline.

mod classes;
mod density;
mod dots;
mod fields;
mod found;
mod inset;
mod labels;
mod legend;
mod list;
mod merge;
mod options;
mod plan;
mod room;
mod spots;
mod strands;
mod strip;
mod tally;
mod within;

use super::{Draw, Scene};
use crate::data::table::Table;
pub(super) use classes::{class, quantiles};
pub(super) use found::unseen;
pub(super) use legend::{said_classes, step};
pub use options::{ClassesBy, Inset, Labels, Merge, Options, Palette, Show};
use plan::Plan;

/// Draws the map; where no outline may be shown, a list in its place.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    match on.outline {
        Some(outline) => Plan::new(options, rows, outline, on).scene(rows, on),
        None => list::draw(options, rows, on),
    }
}

/// 南阳市 -> 南阳; a name of two characters stays whole.
pub(super) fn short(name: &str) -> &str {
    match name.strip_suffix('市') {
        Some(short) if short.chars().count() >= 2 => short,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_lose_the_city_and_nothing_else() {
        assert_eq!(short("南阳市"), "南阳");
        assert_eq!(short("沙市"), "沙市");
        assert_eq!(short("浙江"), "浙江");
    }
}
