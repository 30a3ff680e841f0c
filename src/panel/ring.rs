//! `ring`: shares of a whole, at most six slices, the total in the middle.
//!
//! Rows without a value, and zeros and negatives, have no slice: they are no share of anything.

use std::f64::consts::TAU;

use super::frame::small;
use super::options::{FieldName, options};
use super::view::{self, Item};
use super::{Draw, Scene};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::format::{self, Format};
use crate::look::{Anchor, Color, Picture, Point, Shape, Text, plot};

options! {
    /// Which fields hold what: the first text and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
    }
}

/// Slices beyond it are merged.
const MOST: usize = 6;
/// Radians between slices.
const GAP: f64 = 0.026;

/// A slice: what it is called and how much it is.
#[derive(Clone, Debug, PartialEq)]
struct Slice {
    label: String,
    value: f64,
}

/// The slices in the order of the rows. Of more than six the five largest stay, the rest is one, at
/// the end, together with what is called so already.
fn slices(items: Vec<Item>, other: &str) -> Vec<Slice> {
    let share = |item: Item| {
        let value = item.value.filter(|value| *value > 0.0)?;
        Some(Slice { label: item.label, value })
    };
    let all: Vec<Slice> = items.into_iter().filter_map(share).collect();
    if all.len() <= MOST {
        return all;
    }
    let descending: Vec<f64> = all.iter().map(|slice| -slice.value).collect();
    let mut order = view::ascending(&descending);
    order.retain(|at| !called(&all, *at, other));
    order.truncate(MOST - 1);
    let (mut kept, mut rest) = (Vec::new(), 0.0);
    for (at, slice) in all.into_iter().enumerate() {
        match order.contains(&at) {
            true => kept.push(slice),
            false => rest += slice.value,
        }
    }
    kept.push(Slice { label: other.into(), value: rest });
    kept
}

fn called(slices: &[Slice], at: usize, name: &str) -> bool {
    slices.get(at).is_some_and(|slice| slice.label == name)
}

/// Where the ring and its list stand.
struct Place {
    at: Point,
    outer: f64,
    inner: f64,
    /// The list's box: left, width, middle, height; none where the picture has no room for names.
    list: Option<(f64, f64, f64, f64)>,
}

impl Place {
    /// Beside each other and centred together, in tall pictures beneath each other, in small ones the
    /// ring alone.
    fn of(on: &Draw<'_>, slices: &[Slice]) -> Place {
        let list = small(on) * 2.2 * slices.len() as f64;
        if on.height > on.width && on.height - list > small(on) * 8.0 && on.width > small(on) * 8.0
        {
            return Place::stacked(on, list);
        }
        let size = small(on);
        if on.width >= size * 15.0 {
            return Place::beside(on, slices);
        }
        let outer = (on.height.min(on.width) / 2.0 - margin(on)).max(4.0);
        Place::ring(Point::new(on.width / 2.0, on.height / 2.0), outer)
    }

    fn ring(at: Point, outer: f64) -> Place {
        Place { at, outer, inner: outer * 0.72, list: None }
    }

    fn stacked(on: &Draw<'_>, list: f64) -> Place {
        let gap = small(on);
        let outer = ((on.height - list - gap) / 2.0).min(on.width * 0.4) - margin(on);
        let used = outer * 2.0 + gap + list;
        let top = (on.height - used) / 2.0;
        let ring = Place::ring(Point::new(on.width / 2.0, top + outer), outer);
        let width = (on.width - margin(on) * 2.0).min(small(on) * 22.0);
        let left = (on.width - width) / 2.0;
        Place { list: Some((left, width, top + used - list / 2.0, list)), ..ring }
    }

    /// The ring gives way to the names down to a quarter of the width.
    fn beside(on: &Draw<'_>, slices: &[Slice]) -> Place {
        let size = small(on);
        let tall = on.height / 2.0 - margin(on);
        let gap = size * 1.6;
        let width = |words: &str| on.measure.width(words, size, false);
        let names = slices.iter().map(|slice| width(&slice.label)).fold(0.0, f64::max);
        let listed = names + width("100.0%") + size * 2.0;
        let left_over = (on.width - listed - gap - margin(on) * 2.0) / 2.0;
        let outer = tall.min(on.width * 0.23).min((on.width - size * 10.0) / 2.0);
        let outer = outer.min(left_over.max(on.width / 7.5)).max(4.0);
        let list = (on.width - outer * 2.0 - gap - margin(on) * 2.0).min(size * 22.0);
        let left = ((on.width - outer * 2.0 - gap - list) / 2.0).max(margin(on));
        let ring = Place::ring(Point::new(left + outer, on.height / 2.0), outer);
        let begin = left + outer * 2.0 + gap;
        Place { list: Some((begin, list, on.height / 2.0, on.height)), ..ring }
    }
}

fn margin(on: &Draw<'_>) -> f64 {
    (small(on) * 0.3).min(4.0)
}

/// Draws the rows; an empty picture where no row has a share.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    Scene::plain(drawn(options, rows, on.format, on))
}

fn drawn(options: &Options, rows: &Table, format: Format, on: &Draw<'_>) -> Picture {
    let mut picture = Picture::new(on.width, on.height);
    let items = view::items(
        rows,
        options.label.as_deref(),
        options.value.as_deref(),
        on.utc_offset,
        on.lang,
    );
    let unit = items.first().and_then(|item| item.unit.clone());
    let slices = slices(items, words::other(on.lang));
    if slices.is_empty() {
        return picture;
    }
    let place = Place::of(on, &slices);
    let total: f64 = slices.iter().map(|slice| slice.value).sum();
    sectors(&mut picture, &slices, total, &place, on);
    middle(&mut picture, total, format, unit.as_deref(), &place, on);
    if let Some(list) = place.list {
        listed(&mut picture, &slices, total, format, list, on);
    }
    picture
}

/// The colours of the slices; what is merged is muted.
fn color(at: usize, slices: &[Slice], on: &Draw<'_>) -> Color {
    let merged = called(slices, at, words::other(on.lang)) && at + 1 == slices.len();
    match (merged, on.theme.series.get(at)) {
        (false, Some(color)) => *color,
        _ => on.theme.muted.fade(0.55),
    }
}

fn sectors(picture: &mut Picture, slices: &[Slice], total: f64, place: &Place, on: &Draw<'_>) {
    let Place { at, inner, outer, .. } = *place;
    let gap = if slices.len() > 1 { GAP } else { 0.0 };
    let mut from = 0.0;
    for (index, slice) in slices.iter().enumerate() {
        let turn = slice.value / total * TAU;
        // A slice thinner than the gap is still seen.
        let half = (gap / 2.0).min(turn / 4.0);
        let fill = color(index, slices, on);
        let (start, to) = (from + half, from + turn - half);
        picture.push(Shape::Sector { at, inner, outer, from: start, to, fill });
        from += turn;
    }
}

/// The total, as large as the hole lets it be, with its unit beneath.
fn middle(
    picture: &mut Picture,
    total: f64,
    format: Format,
    unit: Option<&str>,
    place: &Place,
    on: &Draw<'_>,
) {
    if format == Format::Percent {
        return;
    }
    let said = format::number(total, format, unit, on.lang);
    let room = place.inner * 1.5;
    let one = on.measure.width(&said.number, 1.0, true);
    let size = (room / one).min(place.inner * 0.62).min(on.em * 2.4);
    let beneath = (size * 0.45).max(small(on) * 0.9).min(size);
    if size < on.em * 0.6 {
        return;
    }
    let after = plot::fit(&said.after, beneath, room, on.measure);
    let lift = if after.is_empty() { 0.0 } else { beneath * 0.68 };
    let at = Point::new(place.at.x, place.at.y - lift);
    let anchor = Anchor::Middle;
    let color = on.theme.text;
    picture.push(Shape::Text(Text { text: said.number, at, size, bold: true, anchor, color }));
    if !after.is_empty() {
        let at = Point::new(place.at.x, place.at.y - lift + (size + beneath) * 0.64);
        picture.push(plot::text(after.trim().to_string(), at, beneath, anchor, on.theme.muted));
    }
}

/// Name, value and share of each slice, in three columns.
fn listed(
    picture: &mut Picture,
    slices: &[Slice],
    total: f64,
    format: Format,
    (left, width, middle, height): (f64, f64, f64, f64),
    on: &Draw<'_>,
) {
    let rows = slices.len() as f64;
    let row = (height / rows).min(small(on) * 2.3);
    let size = small(on).min(row * 0.8);
    let columns = Columns::of(slices, total, format, (left, width, size), on);
    for (at, (slice, value, share)) in columns.rows.iter().enumerate() {
        let y = middle + (at as f64 + 0.5 - rows / 2.0) * row;
        let side = columns.swatch;
        let corner = Point::new(left, y - side / 2.0);
        let fill = color(at, slices, on);
        picture.push(Shape::Rect { at: corner, width: side, height: side, fill });
        let mut say = |words: String, x: f64, anchor, color| {
            picture.push(plot::text(words, Point::new(x, y), size, anchor, color));
        };
        let name = plot::fit(&slice.label, size, columns.name_room, on.measure);
        say(name, columns.name, Anchor::Start, on.theme.text);
        if let Some(x) = columns.value {
            say(value.clone(), x, Anchor::End, on.theme.text);
        }
        say(share.clone(), left + width, Anchor::End, on.theme.muted);
    }
}

/// What the list says and where its columns stand.
struct Columns<'a> {
    rows: Vec<(&'a Slice, String, String)>,
    swatch: f64,
    name: f64,
    name_room: f64,
    /// The values' right edge; none where names would have no room left.
    value: Option<f64>,
}

impl<'a> Columns<'a> {
    fn of(
        slices: &'a [Slice],
        total: f64,
        format: Format,
        (left, width, size): (f64, f64, f64),
        on: &Draw<'_>,
    ) -> Columns<'a> {
        let say = |value| format::number(value, format, None, on.lang).line();
        let row = |slice: &'a Slice| (slice, say(slice.value), share(slice.value / total));
        let rows: Vec<_> = slices.iter().map(row).collect();
        let wide = |words: &str| on.measure.width(words, size, false);
        let shares = rows.iter().map(|(.., share)| wide(share)).fold(0.0, f64::max);
        let values = rows.iter().map(|(_, value, _)| wide(value)).fold(0.0, f64::max) + size * 1.2;
        let swatch = size * 0.6;
        let name = left + swatch + size * 0.6;
        let room = left + width - name - shares - size * 0.8;
        let said = room - values > size * 4.0 && format != Format::Percent;
        let value = said.then_some(left + width - shares - size * 1.2);
        let name_room = if said { room - values } else { room };
        Columns { rows, swatch, name, name_room, value }
    }
}

/// A share to a tenth of a percent, so that small slices are not nothing.
fn share(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(values: &[(&str, f64)]) -> Vec<Item> {
        let item = |(row, (label, value)): (usize, &(&str, f64))| Item {
            label: label.to_string(),
            value: Some(*value).filter(|value| value.is_finite()),
            printed: None,
            unit: None,
            row,
        };
        values.iter().enumerate().map(item).collect()
    }

    fn read(slices: Vec<Slice>) -> Vec<(String, f64)> {
        slices.into_iter().map(|slice| (slice.label, slice.value)).collect()
    }

    #[test]
    fn six_slices_stay_as_they_are() {
        let six: Vec<_> = ["a", "b", "c", "d", "e", "f"].into_iter().zip([1.0; 6]).collect();
        assert_eq!(slices(items(&six), "其他").len(), 6);
    }

    #[test]
    fn the_rest_is_merged_with_what_is_called_so() {
        let eight = [
            ("其他", 50.0),
            ("a", 1.0),
            ("b", 9.0),
            ("c", 8.0),
            ("d", 2.0),
            ("e", 7.0),
            ("f", 6.0),
            ("g", 5.0),
        ];
        let merged = read(slices(items(&eight), "其他"));
        let kept = [("b", 9.0), ("c", 8.0), ("e", 7.0), ("f", 6.0), ("g", 5.0), ("其他", 53.0)];
        assert_eq!(merged, kept.map(|(label, value)| (label.to_string(), value)));
    }

    #[test]
    fn what_is_no_share_has_no_slice() {
        let odd = [("a", f64::NAN), ("b", -3.0), ("c", 0.0), ("d", 2.0)];
        assert_eq!(read(slices(items(&odd), "其他")), [("d".to_string(), 2.0)]);
    }
}
