//! `ring`: shares of a whole, at most six slices, the total in the middle; or a pie.
//!
//! Rows without a value, and zeros and negatives, have no slice: they are no share of anything, and
//! a notice counts them. A slice that is switched off leaves the whole.

mod list;
mod place;

use std::f64::consts::TAU;

use self::place::Place;
use super::frame::small;
use super::options::{FieldName, choice, options};
use super::view::{self, Item};
use super::{Draw, Mark, Reach, Scene, Told};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::format::{self, Format};
use crate::look::{Anchor, Color, Picture, Point, Shape, Text, plot};

options! {
    /// Which fields hold what: the first text and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
        pub style: Style,
    }
}

choice! {
    /// With a hole for the total, or without.
    pub enum Style {
        #[default]
        Ring = "ring",
        Pie = "pie",
    }
}

/// Slices beyond it are merged.
const MOST: usize = 6;
/// Radians between slices.
const GAP: f64 = 0.026;
/// The hole's share of a ring.
const HOLE: f64 = 0.7;

/// A slice: what it is called and how much it is.
#[derive(Clone, Debug, PartialEq)]
struct Slice {
    label: String,
    value: f64,
    /// The figure as published, where it is one.
    printed: Option<String>,
    color: Color,
    /// The reader has switched it off.
    off: bool,
}

/// The slices with their whole.
#[derive(Clone, Debug, Default, PartialEq)]
struct Whole {
    slices: Vec<Slice>,
    /// Of the slices that are on.
    total: f64,
    unit: Option<String>,
    /// Rows that are no share of anything.
    left_out: usize,
    /// There are rows with a value, though none with a share.
    empty: Option<f64>,
}

impl Whole {
    fn of(options: &Options, rows: &Table, on: &Draw<'_>) -> Whole {
        let (label, value) = (options.label.as_deref(), options.value.as_deref());
        let items = view::items(rows, label, value, on.utc_offset, on.lang);
        let unit = on.unit.map(str::to_string);
        let unit = unit.or_else(|| items.first().and_then(|item| item.unit.clone()));
        let count = items.len();
        let known: Vec<f64> = items.iter().filter_map(|item| item.value).collect();
        let all = shares(items, on);
        let left_out = count - all.len();
        // What is below zero has no whole, not even an empty one.
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let empty = (!known.is_empty()).then_some(if least < 0.0 { f64::NAN } else { 0.0 });
        let slices = merged(all, on);
        let total = slices.iter().filter(|slice| !slice.off).map(|slice| slice.value).sum();
        Whole { slices, total, unit, left_out, empty }
    }

    /// A slice's share of the whole; none where it is switched off.
    fn share(&self, slice: &Slice) -> Option<f64> {
        (!slice.off && self.total > 0.0).then(|| slice.value / self.total)
    }

    fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }
}

/// The rows that have a share.
fn shares(items: Vec<Item>, on: &Draw<'_>) -> Vec<Slice> {
    let share = |item: Item| {
        let value = item.value.filter(|value| *value > 0.0)?;
        let off = on.pose.hides(&item.label);
        Some(Slice { label: item.label, value, printed: item.printed, color: on.theme.accent, off })
    };
    items.into_iter().filter_map(share).collect()
}

/// The slices in the order of the rows. Of more than six the five largest stay, the rest is one, at
/// the end, together with what is called so already.
fn merged(mut all: Vec<Slice>, on: &Draw<'_>) -> Vec<Slice> {
    let other = words::other(on.lang);
    if all.len() > MOST {
        let descending: Vec<f64> = all.iter().map(|slice| -slice.value).collect();
        let mut order = view::ascending(&descending);
        order.retain(|at| all.get(*at).is_some_and(|slice| slice.label != other));
        order.truncate(MOST - 1);
        let (mut kept, mut rest) = (Vec::new(), 0.0);
        for (at, slice) in all.into_iter().enumerate() {
            match order.contains(&at) {
                true => kept.push(slice),
                false => rest += slice.value,
            }
        }
        let (label, off) = (other.to_string(), on.pose.hides(other));
        let color = on.theme.accent;
        kept.push(Slice { label, value: rest, printed: None, color, off });
        all = kept;
    }
    let last = all.len().saturating_sub(1);
    for (at, slice) in all.iter_mut().enumerate() {
        // What is merged is muted.
        slice.color = match on.theme.series.get(at) {
            Some(color) if slice.label != other || at != last => *color,
            _ => on.theme.muted.fade(0.55),
        };
    }
    all
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let whole = Whole::of(options, rows, on);
    if whole.left_out > 0 {
        scene.notice = Some(words::no_share(whole.left_out, on.lang));
    }
    if whole.slices.is_empty() && whole.empty.is_none() {
        return scene;
    }
    let place = Place::of(options.style, &whole, on);
    sectors(&mut scene, &whole, &place, on);
    match options.style {
        Style::Ring => middle(&mut scene.picture, &whole, &place, on),
        Style::Pie => within(&mut scene.picture, &whole, &place, on),
    }
    if let Some(list) = &place.list {
        list::write(&mut scene, &whole, list, on);
    }
    scene
}

/// The slices that are on, clockwise from twelve, each with its mark.
fn sectors(scene: &mut Scene, whole: &Whole, place: &Place, on: &Draw<'_>) {
    let Place { at, inner, outer, .. } = *place;
    if whole.total <= 0.0 {
        let fill = on.theme.grid;
        scene.picture.push(Shape::Sector { at, inner, outer, from: 0.0, to: TAU, fill });
        return;
    }
    let several = whole.slices.iter().filter(|slice| !slice.off).count() > 1;
    let gap = if several { GAP } else { 0.0 };
    let mut from = 0.0;
    for slice in &whole.slices {
        let Some(share) = whole.share(slice) else { continue };
        let to = from + share * TAU;
        // A slice thinner than the gap is still seen.
        let half = (gap / 2.0).min((to - from) / 4.0);
        let (start, end, fill) = (from + half, to - half, slice.color);
        scene.picture.push(Shape::Sector { at, inner, outer, from: start, to: end, fill });
        scene.marks.push(Mark {
            reach: Reach::Sector { at, inner, outer, from, to },
            at: along(place, (inner + outer) / 2.0, (from + to) / 2.0),
            label: slice.label.clone(),
            told: told(slice, share, whole, on),
        });
        from = to;
    }
}

/// The place at so many pixels from the middle and so many radians from twelve.
fn along(place: &Place, radius: f64, angle: f64) -> Point {
    Point::new(place.at.x + radius * angle.sin(), place.at.y - radius * angle.cos())
}

fn told(slice: &Slice, share: f64, whole: &Whole, on: &Draw<'_>) -> Vec<Told> {
    let value = match &slice.printed {
        Some(printed) => format::figure(printed, None, whole.unit(), on.lang).line(),
        None => on.told(slice.value, whole.unit()),
    };
    let share = percent(share);
    vec![
        Told { name: String::new(), value, color: Some(slice.color) },
        Told { name: words::share(on.lang).into(), value: share, color: None },
    ]
}

/// The total, as large as the hole lets it be, with its unit beneath.
fn middle(picture: &mut Picture, whole: &Whole, place: &Place, on: &Draw<'_>) {
    if on.format == Format::Percent {
        return;
    }
    let total = if whole.slices.is_empty() { whole.empty.unwrap_or_default() } else { whole.total };
    let said = format::number(total, on.format, whole.unit(), on.lang);
    let room = place.inner * 1.5;
    let one = on.measure.width(&said.number, 1.0, true);
    let size = (room / one).min(place.inner * 0.62).min(on.em * 3.2);
    let beneath = (size * 0.42).max(small(on) * 0.9).min(size);
    if size < on.em * 0.6 {
        return;
    }
    let after = plot::fit(said.after.trim(), beneath, room, on.measure);
    let lift = if after.is_empty() { 0.0 } else { beneath * 0.68 };
    let at = Point::new(place.at.x, place.at.y - lift);
    let (anchor, color) = (Anchor::Middle, on.theme.text);
    picture.push(Shape::Text(Text { text: said.number, at, size, bold: true, anchor, color }));
    if !after.is_empty() {
        let at = Point::new(place.at.x, at.y + (size + beneath) * 0.64);
        picture.push(plot::text(after, at, beneath, anchor, on.theme.muted));
    }
}

/// Shares inside the slices of a pie that have room for them.
fn within(picture: &mut Picture, whole: &Whole, place: &Place, on: &Draw<'_>) {
    let size = small(on);
    let mut from = 0.0;
    for slice in &whole.slices {
        let Some(share) = whole.share(slice) else { continue };
        let turn = share * TAU;
        let radius = place.outer * 0.66;
        let words = format!("{:.0}%", share * 100.0);
        // The chord across the slice, and no slice is wider than its whole.
        let chord = 2.0 * radius * (turn / 2.0).min(TAU / 4.0).sin();
        let needed = on.measure.width(&words, size, true) * 1.25;
        if chord > needed.max(size * 1.6) && place.outer * 0.62 > needed {
            let at =
                along(place, if whole.slices.len() == 1 { 0.0 } else { radius }, from + turn / 2.0);
            // What is merged is nearly as dark as the ground.
            let faint = slice.color.channels()[3] < 255;
            let color = if faint { on.theme.text } else { on.theme.on_fill };
            let anchor = Anchor::Middle;
            picture.push(Shape::Text(Text { text: words, at, size, bold: true, anchor, color }));
        }
        from += turn;
    }
}

/// A share to a tenth of a percent, so that small slices are not nothing.
fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Field, Type, Value};
    use crate::issue::Lang;
    use crate::look::Theme;
    use crate::look::picture::FixedMeasure;
    use crate::panel::Pose;

    fn field(name: &str, kind: Type, cells: &[Value<'_>]) -> Field {
        let mut builder = Builder::new(kind);
        cells.iter().for_each(|cell| builder.push(*cell));
        Field { name: name.into(), label: name.into(), unit: None, column: builder.finish() }
    }

    fn whole(cells: &[(&str, f64)], hidden: &[&str]) -> Whole {
        let labels: Vec<_> = cells.iter().map(|(label, _)| Value::Text(label)).collect();
        let values: Vec<_> = cells.iter().map(|(_, value)| Value::Number(*value)).collect();
        let rows = Table::new(vec![
            field("label", Type::Text, &labels),
            field("value", Type::Number, &values),
        ]);
        let hidden = hidden.iter().map(|name| name.to_string()).collect();
        let on = Draw {
            width: 300.0,
            height: 200.0,
            em: 18.0,
            theme: &Theme::default(),
            measure: &FixedMeasure,
            lang: Lang::Zh,
            utc_offset: 0,
            format: Format::Glance,
            unit: None,
            today: 18_313,
            now: 18_313 * 86_400,
            lunar: "",
            pose: &Pose { hidden, ..Pose::default() },
            outline: None,
            bands: &[],
        };
        Whole::of(&Options::default(), &rows, &on)
    }

    fn read(whole: &Whole) -> Vec<(&str, f64)> {
        whole.slices.iter().map(|slice| (slice.label.as_str(), slice.value)).collect()
    }

    #[test]
    fn six_slices_stay_as_they_are() {
        let six: Vec<_> = ["a", "b", "c", "d", "e", "f"].into_iter().zip([1.0; 6]).collect();
        assert_eq!(read(&whole(&six, &[])), six);
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
        let kept = [("b", 9.0), ("c", 8.0), ("e", 7.0), ("f", 6.0), ("g", 5.0), ("其他", 53.0)];
        assert_eq!(read(&whole(&eight, &[])), kept);
    }

    #[test]
    fn what_is_no_share_has_no_slice_and_is_counted() {
        let odd = whole(&[("a", f64::NAN), ("b", -3.0), ("c", 0.0), ("d", 2.0)], &[]);
        assert_eq!((read(&odd), odd.left_out), (vec![("d", 2.0)], 3));
        assert_eq!(whole(&[("a", 0.0), ("b", 0.0)], &[]).empty, Some(0.0));
        assert!(whole(&[("a", -1.0)], &[]).empty.is_some_and(f64::is_nan));
    }

    #[test]
    fn what_is_switched_off_leaves_the_whole_and_keeps_its_colour() {
        let cells = [("a", 1.0), ("b", 2.0), ("c", 1.0)];
        let (all, some) = (whole(&cells, &[]), whole(&cells, &["b"]));
        let shares: Vec<_> = some.slices.iter().map(|slice| some.share(slice)).collect();
        assert_eq!(shares, [Some(0.5), None, Some(0.5)]);
        let colors = |whole: &Whole| whole.slices.iter().map(|s| s.color).collect::<Vec<_>>();
        assert_eq!(colors(&all), colors(&some));
    }
}
