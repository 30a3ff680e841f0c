//! `map`: a choropleth: regions coloured by quantiles of a value.

mod found;
mod legend;
mod room;

use std::rc::Rc;

use super::options::{FieldName, options};
use super::{Draw, Scene};
use crate::data::table::Table;
use crate::geo::{Outline, Projection, Sheet};
use crate::look::{Anchor, Fill, Picture, Point, Shape, Stroke, Text};
pub(super) use found::{Joined, class, join, quantiles};
pub(super) use legend::{said_classes, step};

options! {
    /// Which outline, which fields.
    pub struct Options {
        /// The outline's file in geo/, without its ending.
        pub map: String,
        /// The region's code or name: the first text where not named.
        pub place: Option<FieldName>,
        /// The first number where not named.
        pub value: Option<FieldName>,
    }
}

/// Draws the regions, their names where there is room, and the legend.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    match on.outline {
        Some(outline) => drawn(options, rows, outline, on),
        None => Scene::default(),
    }
}

fn drawn(options: &Options, rows: &Table, outline: &Outline, on: &Draw) -> Scene {
    let found = join(rows, options.place.as_ref(), options.value.as_ref(), outline);
    let bounds = quantiles(&found.values);
    let words = legend::classes(&found, &bounds, on);
    let between = legend::between(&bounds, found.unit(), on);
    let (projection, strip) = room::beside((&words, &between), outline, on);
    let sheet = outline.sheet(&projection);
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let mut fills = Vec::with_capacity(found.values.len());
    for (at, value) in found.values.iter().enumerate() {
        let step = value.map(|value| legend::step(class(value, &bounds), &bounds, on));
        let bare = Fill { color: on.theme.land, hatch: Some(on.theme.hatch) };
        fills.push(Some(step.map_or(bare, |color| Fill { color, hatch: None })));
        scene.marks.extend(found.mark(outline, at, step, (&projection, &sheet), on));
    }
    scene.picture.push(Shape::Regions {
        paths: Rc::clone(&sheet.paths),
        at: Point::new(0.0, 0.0),
        fills,
        stroke: Stroke::new(on.theme.ground[1], 1.0),
    });
    let place = if strip { None } else { legend::place(&words, &sheet, on) };
    let places = (&projection, &*sheet);
    names(&mut scene.picture, outline, places, (&found.values, &bounds), place, on);
    match strip {
        true => legend::write_strip(&mut scene.picture, between, &bounds, on),
        false => legend::write(&mut scene.picture, words, place, &bounds, on),
    }
    Scene { joined: Some(found.joined), unmatched: found.unmatched, ..scene }
}

/// The names of the regions that have room for theirs, skipping one that would lie on another.
fn names(
    picture: &mut Picture,
    outline: &Outline,
    (projection, sheet): (&Projection, &Sheet),
    (values, bounds): (&[Option<f64>], &[f64]),
    legend: Option<[f64; 4]>,
    on: &Draw,
) {
    // In a small panel small names say more than none.
    let size = (on.width.min(on.height) / 16.0).clamp(on.em * 0.62, on.em * 0.72);
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for ((region, value), plot) in outline.regions.iter().zip(values).zip(sheet.plots()) {
        let name = short(&region.name);
        // Words are measured only where one letter has room.
        if !room::has_room(plot, size, size) {
            continue;
        }
        let width = on.measure.width(name, size, false);
        let half = width / 2.0;
        let label = projection.to_xy(region.label);
        let Some(at) = room::within(sheet, plot, label, width, size) else { continue };
        let inside = at.x - half > 0.0 && at.x + half < on.width && at.y < on.height - size;
        let clear = taken
            .iter()
            .all(|(x, y, other)| (at.x - x).abs() > half + other || (at.y - y).abs() > size * 1.15);
        let hidden = legend.is_some_and(|[left, top, right, bottom]| {
            at.x + half > left && at.x - half < right && at.y + size > top && at.y - size < bottom
        });
        if !inside || !clear || hidden {
            continue;
        }
        taken.push((at.x, at.y, half));
        let class = value.map(|value| class(value, bounds));
        let fill = class.map(|class| legend::step(class, bounds, on));
        picture.push(Shape::Text(Text {
            text: name.to_string(),
            at: Point::new(at.x, at.y),
            size,
            bold: false,
            anchor: Anchor::Middle,
            color: fill.map_or(on.theme.text, |fill| on.theme.on(fill)),
        }));
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
