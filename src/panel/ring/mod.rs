//! `ring`: shares of a whole, at most six slices, the total in the middle; or a pie.
//!
//! Rows without a value, and zeros and negatives, have no slice: they are no share of anything, and
//! a notice counts them. A slice that is switched off leaves the whole.

mod list;
mod place;
mod whole;

use std::f64::consts::TAU;

use self::place::Place;
use self::whole::{Slice, Whole};
use super::frame::small;
use super::options::{FieldName, choice, options};
use super::{Draw, Mark, Reach, Scene, Told};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::format::{self, Format};
use crate::look::{Anchor, Picture, Point, Shape, Text, plot};

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

/// Radians between slices.
const GAP: f64 = 0.026;
/// The hole's share of a ring.
const HOLE: f64 = 0.7;

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
