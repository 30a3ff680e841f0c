//! What stands in a flow's place where no outline may be shown: who goes where, the most first.

use super::fields::Fields;
use super::{Direction, Options};
use crate::data::table::Table;
use crate::issue::notices;
use crate::look::{Anchor, Picture, Point, Shape, plot};
use crate::panel::scene::{Mark, Reach, Told};
use crate::panel::view::{self, Places};
use crate::panel::{Draw, Scene};

/// The height of a row in body text.
const ROW: f64 = 1.5;
/// What stays free at either side.
const EDGE: f64 = 0.2;

/// One row for each pair of ends, as many as fit.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let fields = Fields::of(options, rows);
    let pairs = pairs(options, rows, &fields, on);
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let most = pairs.first().map_or(1.0, |(_, sum)| *sum);
    // The notice stands over the last line of the picture.
    let fit = ((on.height - on.em) / (on.em * ROW)).floor().max(0.0) as usize;
    // What does not fit is counted in the last row.
    let shown = if fit < pairs.len() { fit.saturating_sub(1) } else { pairs.len() };
    let rest = pairs.len() - shown;
    for (at, (label, sum)) in pairs.into_iter().take(shown).enumerate() {
        row(&mut scene, (at, &label), sum / most, &fields.said(sum, true, on), on);
        let name = fields.value.map_or_else(String::new, |field| field.label.clone());
        let color = Some(on.theme.accent);
        let told = vec![Told { name, value: fields.told(sum, None, on), color }];
        let top = on.em * ROW * at as f64;
        let bottom = top + on.em * ROW;
        let at = Point::new(on.width / 2.0, (top + bottom) / 2.0);
        let reach = Reach::Box { left: 0.0, top, right: on.width, bottom };
        scene.marks.push(Mark { reach, at, label, told });
    }
    if rest > 0 && fit > 0 {
        let size = size(on);
        let said = plot::fit(&notices::more_items(rest, on.lang), size, on.width, on.measure);
        let at = Point::new(on.em * EDGE, on.em * ROW * (shown as f64 + 0.45));
        scene.picture.push(plot::text(said, at, size, Anchor::Start, on.theme.muted));
    }
    scene.notice = Some(notices::not_licensed(on.lang).into());
    scene
}

/// Name and value over a fine bar.
fn row(scene: &mut Scene, (at, label): (usize, &str), share: f64, said: &str, on: &Draw<'_>) {
    let (size, tall, edge) = (size(on), on.em * ROW, on.em * EDGE);
    let (top, room) = (tall * at as f64, on.width - edge * 2.0);
    let (y, line) = (top + tall * 0.45, top + tall * 0.9);
    let mut bar = |width: f64, fill| {
        let at = Point::new(edge, line);
        scene.picture.push(Shape::Rect { at, width: width.max(0.0), height: tall * 0.06, fill });
    };
    bar(room, on.theme.grid);
    bar(room * share.min(1.0), on.theme.accent);
    let names = room - on.measure.width(said, size, false) - size;
    if names > size * 2.0 {
        let name = plot::fit(label, size, names, on.measure);
        let at = Point::new(edge, y);
        scene.picture.push(plot::text(name, at, size, Anchor::Start, on.theme.text));
        let at = Point::new(on.width - edge, y);
        scene.picture.push(plot::text(said.to_string(), at, size, Anchor::End, on.theme.text));
    }
}

fn size(on: &Draw<'_>) -> f64 {
    (on.em * 0.8).min(on.width / 7.0)
}

/// `南召县 → 浙江` with its sum, the largest first.
fn pairs(
    options: &Options,
    rows: &Table,
    fields: &Fields<'_>,
    on: &Draw<'_>,
) -> Vec<(String, f64)> {
    let fixed = options.from.as_ref().map_or("", |from| from.name.as_str());
    let mut keys = Places::default();
    let mut sums: Vec<(String, f64)> = Vec::new();
    let mut add = |label: String, sum: Option<f64>, row: usize| {
        let Some(sum) = sum else { return };
        match sums.get_mut(keys.of(label.clone(), row)) {
            Some((_, own)) => *own += sum,
            None => sums.push((label, sum)),
        }
    };
    for row in 0..rows.rows() {
        let (to, _) = fields.destination(row, on);
        let origin = if fields.has_origin() { fields.origin(row, on).0 } else { fixed.to_string() };
        if to.is_empty() || origin.is_empty() {
            continue;
        }
        let (there, back) = (format!("{origin} → {to}"), format!("{to} → {origin}"));
        let value = Fields::amount(fields.value, row);
        if options.direction == Direction::In && !fields.has_origin() {
            add(back, value, row);
            continue;
        }
        add(there, value, row);
        if let Some(field) = fields.back {
            add(back, Fields::amount(Some(field), row), row);
        }
    }
    let order: Vec<f64> = sums.iter().map(|(_, sum)| -sum).collect();
    view::ascending(&order).into_iter().filter_map(|at| sums.get(at).cloned()).collect()
}
