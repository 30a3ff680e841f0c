//! What charts with axes share: the plot's place, its grid and labels, drawn through plotters, and
//! where a place and a value lie in it. What stands above is head.rs, tips are tips.rs.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

use super::{Draw, view};
use crate::look::format::{self, Format};
use crate::look::plot::{self, Recorder, px};
use crate::look::scale::{self, Scale, Tick};
use crate::look::{Color, Picture, Point, Shape, Stroke};

/// The type size of axes, legends and labels.
pub fn small(on: &Draw<'_>) -> f64 {
    on.em * 0.8
}

/// The plot's rectangle, in CSS pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// An axis with what its ticks are called; no labels leaves them out.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub scale: Scale,
    pub labels: Vec<String>,
    /// Whether lines cross the plot at its ticks.
    pub lines: bool,
}

impl Axis {
    /// An axis of values and the title that its labels need.
    pub fn of_values(
        scale: Scale,
        format: Format,
        unit: Option<&str>,
        on: &Draw<'_>,
    ) -> (Axis, Option<String>) {
        let (labels, title) = format::axis(&scale.ticks, format, unit, on.lang);
        (Axis { scale, labels, lines: true }, title)
    }

    /// An axis from `lo` to `hi` over `length` pixels, with those ticks that keep clear of each
    /// other.
    pub fn of_ticks(lo: f64, hi: f64, ticks: Vec<Tick>, length: f64, on: &Draw<'_>) -> Axis {
        Axis::of_names(lo, hi, ticks, (length, 0.8), on)
    }

    /// The same with a gap between labels in small type sizes.
    pub fn of_names(
        lo: f64,
        hi: f64,
        ticks: Vec<Tick>,
        (length, gap): (f64, f64),
        on: &Draw<'_>,
    ) -> Axis {
        let scale = Scale { lo, hi, ticks: Vec::new() };
        let wide = |tick: &Tick| on.measure.width(&tick.label, small(on), false);
        let places: Vec<_> =
            ticks.iter().map(|tick| (scale.share(tick.at) * length, wide(tick))).collect();
        let stride = scale::stride(&places, small(on) * gap);
        let (at, labels) =
            ticks.into_iter().step_by(stride).map(|tick| (tick.at, tick.label)).unzip();
        Axis { scale: Scale { ticks: at, ..scale }, labels, lines: false }
    }

    /// The widest label in CSS pixels.
    pub fn widest(&self, on: &Draw<'_>) -> f64 {
        let widths = self.labels.iter().map(|label| on.measure.width(label, small(on), false));
        widths.fold(0.0, f64::max)
    }

    /// What the tick is called, nothing between the strides.
    fn label(&self, at: &f64, stride: usize) -> String {
        let tick = self.scale.ticks.iter().position(|tick| tick == at);
        tick.filter(|tick| tick % stride == 0)
            .and_then(|tick| self.labels.get(tick))
            .cloned()
            .unwrap_or_default()
    }
}

/// The plot with its two scales.
pub struct Plane<'a> {
    pub area: Area,
    pub x: &'a Scale,
    pub y: &'a Scale,
}

impl Plane<'_> {
    /// Where a place of the axes lies in the picture; beyond the scales it lies at their ends.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let left = self.area.left + self.x.share(x) * self.area.width();
        Point::new(left, self.height_of(y))
    }

    pub fn height_of(&self, y: f64) -> f64 {
        self.area.bottom - self.y.share(y) * self.area.height()
    }

    /// Whether there is a plot to draw in.
    pub fn is_seen(&self) -> bool {
        self.area.width() >= LEAST && self.area.height() >= LEAST
    }

    /// The zero line is a little clearer than the grid, and clearer still where values lie beneath.
    pub fn baseline(&self, picture: &mut Picture, on: &Draw<'_>) {
        if self.y.lo > 0.0 || self.y.hi < 0.0 {
            return;
        }
        let fill = if self.y.lo < 0.0 { on.theme.muted.fade(0.6) } else { on.theme.hairline };
        let at = Point::new(self.area.left, self.height_of(0.0).round() - 1.0);
        let width = self.area.width().max(0.0);
        picture.push(Shape::Rect { at, width, height: 1.0, fill });
    }

    /// A dashed line across the plot at a value.
    pub fn level(&self, picture: &mut Picture, value: f64, color: Color, on: &Draw<'_>) {
        let y = self.height_of(value).round() - 0.5;
        let points = vec![Point::new(self.area.left, y), Point::new(self.area.right, y)];
        picture.push(Shape::Line { points, stroke: patterned(color, on.em / 16.0, 1, on) });
    }
}

/// A line of `width` pixels: solid, then in dashes, dots and long dashes as its colour is used again.
pub fn patterned(color: Color, width: f64, round: usize, on: &Draw<'_>) -> Stroke {
    let dash = match round {
        0 => None,
        1 => Some((0.36, 0.25)),
        2 => Some((0.1, 0.2)),
        _ => Some((0.9, 0.3)),
    };
    let dash = dash.map(|(mark, gap)| (mark * on.em, gap * on.em));
    Stroke { dash, ..Stroke::new(color, width.max(1.0)) }
}

/// A plot of fewer pixels is left out.
const LEAST: f64 = 4.0;

pub type Chart<'a> = ChartContext<'a, Recorder<'a>, Cartesian2d<Scale, Scale>>;

/// What plotters may answer; recording itself cannot fail.
pub type Fault = DrawingAreaErrorKind<std::convert::Infallible>;

/// Draws grid and labels around `area`, then the marks inside. A plot too small to be seen is left
/// out.
pub fn plot(
    picture: &mut Picture,
    on: &Draw<'_>,
    area: &Area,
    (x, y): (&Axis, &Axis),
    marks: impl FnOnce(&mut Chart<'_>) -> Result<(), Fault>,
) {
    if area.width() < LEAST || area.height() < LEAST {
        return;
    }
    // plotters reports layouts that it cannot make; what was recorded until then still stands.
    let _ = drawn(picture, on, area, (x, y), marks);
}

/// Grid and labels alone.
pub fn grid(picture: &mut Picture, on: &Draw<'_>, plane: &Area, axes: (&Axis, &Axis)) {
    plot(picture, on, plane, axes, |_| Ok(()));
}

fn drawn(
    picture: &mut Picture,
    on: &Draw<'_>,
    area: &Area,
    (x, y): (&Axis, &Axis),
    marks: impl FnOnce(&mut Chart<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (width, height) = (picture.width, picture.height);
    let root = Recorder::new(picture, on.measure).into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .margin_top(px(area.top))
        .margin_right(px(width - area.right))
        .y_label_area_size(px(area.left))
        .x_label_area_size(px(height - area.bottom))
        .build_cartesian_2d(x.scale.clone(), y.scale.clone())?;
    let style = plot::text_style(on.theme.muted, small(on));
    let heights: Vec<_> =
        y.scale.ticks.iter().map(|at| (y.scale.share(*at) * area.height(), small(on))).collect();
    let stride = scale::stride(&heights, 0.0);
    let y_label = |at: &f64| y.label(at, stride);
    // A name that would leave the picture is left out.
    let x_label = |at: &f64| {
        let label = x.label(at, 1);
        let half = on.measure.width(&label, small(on), false) / 2.0;
        let middle = area.left + x.scale.share(*at) * area.width();
        if middle - half >= 0.0 && middle + half <= width { label } else { String::new() }
    };
    let mut mesh = chart.configure_mesh();
    // An axis that is not drawn at all loses its labels too.
    mesh.axis_style(plot::stroke(on.theme.grid.fade(0.0), 1.0))
        .max_light_lines(0)
        .bold_line_style(plot::stroke(on.theme.grid, 1.0))
        .label_style(style)
        .x_label_formatter(&x_label)
        .y_label_formatter(&y_label)
        .set_all_tick_mark_size(px(small(on) * 0.28));
    if !x.lines {
        mesh.disable_x_mesh();
    }
    if !y.lines {
        mesh.disable_y_mesh();
    }
    mesh.draw()?;
    marks(&mut chart)
}

/// Moves label middles apart to at least `gap`, inside `top..=bottom`, in their order; those that
/// find no room are `None`, the last ones first.
pub fn apart(middles: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<Option<f64>> {
    let fits = (((bottom - top) / gap).floor().max(0.0) as usize + 1).min(middles.len());
    let middle = |at: &usize| middles.get(*at).copied().unwrap_or(top);
    let order = view::ascending(middles.get(..fits).unwrap_or(middles));
    let mut placed: Vec<f64> = Vec::with_capacity(fits);
    for at in &order {
        let least = placed.last().map_or(top, |last| last + gap);
        placed.push(middle(at).max(least));
    }
    let mut most = bottom;
    for place in placed.iter_mut().rev() {
        *place = place.min(most);
        most = *place - gap;
    }
    let mut all = vec![None; middles.len()];
    for (at, place) in order.into_iter().zip(placed) {
        if let Some(slot) = all.get_mut(at) {
            *slot = Some(place);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_stay_inside() {
        let placed = apart(&[50.0, 48.0, 99.0], 10.0, 0.0, 100.0);
        assert_eq!(placed, [Some(58.0), Some(48.0), Some(99.0)]);
        let placed = apart(&[99.0, 98.0], 10.0, 0.0, 100.0);
        assert_eq!(placed, [Some(100.0), Some(90.0)]);
        assert_eq!(apart(&[5.0, 6.0, 7.0], 10.0, 0.0, 12.0), [Some(2.0), Some(12.0), None]);
    }
}
