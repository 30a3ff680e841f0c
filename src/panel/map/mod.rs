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
    let top = if on.inside.is_some() { levels_height(on.em) } else { 0.0 };
    let below = Draw { height: (on.height - top).max(1.0), ..*on };
    let mut scene = match on.outline {
        Some(outline) => Plan::new(options, rows, outline, &below).scene(rows, &below),
        None => list::draw(options, rows, &below),
    };
    if top > 0.0 {
        scene.shift(0.0, top);
        scene.picture.height = on.height;
    }
    scene
}

/// What the names of the levels take at the top, which the page writes over an entered map: a line,
/// or where type is as small as on phones, a thumb's height.
fn levels_height(em: f64) -> f64 {
    if em > 16.0 { em * 1.5 } else { 46.0 }
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
