//! `radar`: a few measures of a few things, each measure an axis of its own around one middle.
//!
//! Fewer than three axes enclose nothing: then a sentence stands instead of a picture. A missing
//! value is a gap, and what has a gap is not filled.

mod web;

use std::f64::consts::TAU;

use self::web::Web;
use super::frame::small;
use super::gauge::Level;
use super::options::{FieldName, options};
use super::toggles::Key;
use super::view::{self, Series};
use super::{Draw, Mark, Reach, Scene, Told};
use crate::data::table::Table;
use crate::issue::notices;
use crate::look::format;
use crate::look::{Picture, Point, Shape, Stroke};

options! {
    /// Which fields hold what; without `value` and `series`, every number of the first one's unit is
    /// a series.
    pub struct Options {
        /// The axes: the first field that is no number where not named.
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
        /// One polygon for each value of this field.
        pub series: Option<FieldName>,
        /// What the rim stands for: a number for all axes, or a field for each its own.
        pub max: Option<Level>,
    }
}

/// No more axes and no more series are told apart.
const MOST: usize = 12;
/// No more series are filled.
const FACES: usize = 4;
/// Rings from the middle to the rim.
const RINGS: usize = 4;

/// Axes and the series over them.
#[derive(Clone, Debug, PartialEq)]
struct View {
    axes: Vec<String>,
    /// What the rim stands for on each axis.
    most: Vec<f64>,
    /// All axes have the same rim.
    shared: bool,
    series: Vec<Series>,
    keys: Vec<Key>,
    unit: Option<String>,
    notices: Vec<String>,
}

impl View {
    fn of(options: &Options, rows: &Table, on: &Draw<'_>) -> View {
        let label = view::label_field(rows, options.label.as_deref(), "label");
        let series = view::extra_field(rows, options.series.as_deref(), "series");
        let value = options.value.as_deref();
        let mut spread = view::spread(rows, label, value, "value", series, on);
        let mut notices = Vec::new();
        if spread.labels.len() > MOST {
            notices.push(notices::more_axes(spread.labels.len() - MOST, on.lang));
        }
        if spread.series.len() > MOST {
            notices.push(notices::more_series(spread.series.len() - MOST, on.lang));
        }
        spread.labels.truncate(MOST);
        spread.series.truncate(MOST);
        spread.series.iter_mut().for_each(|series| series.values.truncate(MOST));
        let keys = keys(&spread.series, on);
        let drawn: Vec<&Series> = spread
            .series
            .iter()
            .zip(&keys)
            .filter(|(_, key)| !key.off)
            .map(|(own, _)| own)
            .collect();
        let most = rims(options, rows, &spread.rows, &drawn, spread.labels.len());
        let beyond = drawn.iter().map(|own| beyond(own, &most)).sum();
        if beyond > 0 {
            notices.push(notices::beyond_scale(beyond, on.lang));
        }
        let shared = !matches!(options.max, Some(Level::Field(_)));
        let (axes, series) = (spread.labels, spread.series);
        View { axes, most, shared, series, keys, unit: spread.unit, notices }
    }

    /// How far from the middle (0) to the rim (1) a value lies.
    fn share(&self, axis: usize, value: f64) -> f64 {
        let most = self.most.get(axis).copied().unwrap_or(1.0);
        (value / most).clamp(0.0, 1.0)
    }
}

/// Series beyond the colours take them again, dashed.
fn keys(series: &[Series], on: &Draw<'_>) -> Vec<Key> {
    let colors = on.theme.series.len();
    let key = |(at, own): (usize, &Series)| Key {
        name: own.name.clone(),
        color: match series.len() {
            1 => on.theme.accent,
            _ => on.theme.series.get(at % colors).copied().unwrap_or(on.theme.accent),
        },
        off: series.len() > 1 && on.pose.hides(&own.name),
        dashed: at >= colors,
    };
    series.iter().enumerate().map(key).collect()
}

/// What the rim stands for on each axis: as the options say, else a round number over all values.
fn rims(
    options: &Options,
    rows: &Table,
    of_axes: &[usize],
    drawn: &[&Series],
    axes: usize,
) -> Vec<f64> {
    let values = drawn.iter().flat_map(|own| own.values.iter().copied().flatten());
    let shared = round_over(values.fold(0.0, f64::max));
    let own = |axis: usize| {
        let level = options.max.as_ref()?;
        let row = of_axes.get(axis).copied()?;
        level.of(rows, row).filter(|most| *most > 0.0)
    };
    (0..axes).map(|axis| own(axis).unwrap_or(shared)).collect()
}

/// The least number over `most` that four rings divide into round steps.
fn round_over(most: f64) -> f64 {
    if most <= 0.0 {
        return 1.0;
    }
    let step = most / RINGS as f64;
    let unit = 10_f64.powf(step.log10().floor());
    let round = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
    let fits = |factor: &f64| factor * unit >= step * (1.0 - 1e-9);
    round.into_iter().find(fits).unwrap_or(10.0) * unit * RINGS as f64
}

/// How many values of a series are not between middle and rim.
fn beyond(series: &Series, most: &[f64]) -> usize {
    let outside = |(value, most): (&Option<f64>, &f64)| {
        value.is_some_and(|value| value < 0.0 || value > most * (1.0 + 1e-9))
    };
    series.values.iter().zip(most).filter(|pair| outside(*pair)).count()
}

/// Draws the rows; a sentence where there are too few axes.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let view = View::of(options, rows, on);
    if view.series.iter().all(|own| own.values.iter().all(Option::is_none)) {
        return scene;
    }
    if view.axes.len() < 3 {
        scene.notice = Some(notices::few_axes(view.axes.len(), on.lang));
        return scene;
    }
    let separator = on.lang.pick(";", "; ");
    scene.notice = (!view.notices.is_empty()).then(|| view.notices.join(separator));
    let web = Web::of(&mut scene, &view, on);
    web.rings(&mut scene.picture, on);
    for (series, key) in view.series.iter().zip(&view.keys).filter(|(_, key)| !key.off) {
        polygon(&mut scene.picture, series, key, &view, &web, on);
    }
    web.words(&mut scene.picture, &view, on);
    marks(&mut scene, &view, &web, on);
    scene
}

/// The face and line of one series; runs between its gaps where it has some.
fn polygon(
    picture: &mut Picture,
    series: &Series,
    key: &Key,
    view: &View,
    web: &Web,
    on: &Draw<'_>,
) {
    let place = |(axis, value): (usize, &Option<f64>)| {
        value.map(|value| web.at(axis, view.share(axis, value)))
    };
    let places: Vec<Option<Point>> = series.values.iter().enumerate().map(place).collect();
    let width = (on.em / 24.0 * 2.0).max(1.5);
    let dash = key.dashed.then_some((width * 3.0, width * 2.0));
    let stroke = Stroke { dash, ..Stroke::new(key.color, width) };
    let dot = |at: Point| Shape::Circle { at, radius: width * 1.4, fill: key.color };
    let known: Vec<Point> = places.iter().flatten().copied().collect();
    if known.len() == places.len() {
        let points = known.iter().chain(known.first()).copied().collect();
        // Faces of many series would cover each other.
        if view.series.len() <= FACES {
            let fill = key.color.fade(if view.series.len() > 2 { 0.12 } else { 0.18 });
            picture.push(Shape::Area { points: known.clone(), fill });
        }
        picture.push(Shape::Line { points, stroke });
    } else {
        for pair in 0..places.len() {
            let ends = (places.get(pair), places.get((pair + 1) % places.len()));
            if let (Some(Some(from)), Some(Some(to))) = ends {
                let points = vec![*from, *to];
                picture.push(Shape::Line { points, stroke: stroke.clone() });
            }
        }
    }
    if web.radius > small(on) * 2.5 && view.series.len() <= 6 {
        known.into_iter().for_each(|at| picture.push(dot(at)));
    }
}

/// One mark for each axis, with a line for each series.
fn marks(scene: &mut Scene, view: &View, web: &Web, on: &Draw<'_>) {
    let drawn = || view.series.iter().zip(&view.keys).filter(|(_, key)| !key.off);
    for (axis, label) in view.axes.iter().enumerate() {
        let value = |own: &Series| own.values.get(axis).copied().flatten();
        let line = |(own, key): (&Series, &Key)| Told {
            name: if view.series.len() > 1 { own.name.clone() } else { String::new() },
            value: match value(own) {
                Some(value) => on.told(value, view.unit.as_deref()),
                None => format::NONE.into(),
            },
            color: Some(key.color),
        };
        let highest = drawn().filter_map(|(own, _)| value(own)).fold(0.0, f64::max);
        scene.marks.push(Mark {
            reach: Reach::Polygon(web.wedge(axis)),
            at: web.at(axis, view.share(axis, highest)),
            label: label.clone(),
            told: drawn().map(line).collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_rings_divide_the_rim_into_round_steps() {
        let rims = [98.0, 60.0, 1.0, 0.3, 81.0, 16_600.0, 0.0].map(round_over);
        assert_eq!(
            rims.map(|rim| (rim * 1e6).round() / 1e6),
            [100.0, 60.0, 1.0, 0.32, 100.0, 20_000.0, 1.0]
        );
        let huge = round_over(1e100);
        assert!(huge >= 1e100 && huge.is_finite());
    }

    #[test]
    fn values_outside_the_scale_are_counted() {
        let values = vec![Some(-1.0), Some(50.0), Some(101.0), None];
        assert_eq!(beyond(&Series { name: String::new(), values }, &[100.0; 4]), 2);
    }
}
