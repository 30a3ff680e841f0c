//! What charts with axes share: the head (unit and legend), the plot's place, its grid and labels,
//! drawn through plotters.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};

use super::{Draw, view};
use crate::look::format::{self, Format};
use crate::look::plot::{self, Recorder, px};
use crate::look::scale::{self, Scale, Tick};
use crate::look::{Anchor, Color, Picture, Point, Shape};

/// The type size of axes, legends and labels.
pub fn small(on: &Draw<'_>) -> f64 {
    on.em * 0.8
}

/// The height of the line above the plot, in small type sizes.
pub const HEAD: f64 = 2.2;

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
        let scale = Scale { lo, hi, ticks: Vec::new() };
        let wide = |tick: &Tick| on.measure.width(&tick.label, small(on), false);
        let places: Vec<_> =
            ticks.iter().map(|tick| (scale.share(tick.at) * length, wide(tick))).collect();
        let stride = scale::stride(&places, small(on) * 0.8);
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
    if area.width() < 4.0 || area.height() < 4.0 {
        return;
    }
    // plotters reports layouts that it cannot make; what was recorded until then still stands.
    let _ = drawn(picture, on, area, (x, y), marks);
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

/// What stands above the plot: the axis's title at the left, the legend and what is not shown at the
/// right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    pub title: Option<String>,
    pub legend: Vec<(String, Color)>,
    pub missing: Option<String>,
}

impl Head {
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.legend.is_empty() && self.missing.is_none()
    }

    /// One line, or where it is empty room for half a tick's label.
    pub fn height(&self, on: &Draw<'_>) -> f64 {
        small(on) * if self.is_empty() { 0.7 } else { HEAD }
    }

    pub fn write(self, picture: &mut Picture, on: &Draw<'_>) {
        let size = small(on);
        let middle = size * 0.7;
        let mut left = size * 0.2;
        if let Some(title) = self.title {
            let words = plot::fit(&title, size, picture.width * 0.4, on.measure);
            let at = Point::new(left, middle);
            left += on.measure.width(&words, size, false) + size;
            picture.push(plot::text(words, at, size, Anchor::Start, on.theme.muted));
        }
        let mut right = picture.width - size * 0.2;
        if let Some(missing) = self.missing {
            right -= on.measure.width(&missing, size, false);
            if right > left {
                let at = Point::new(right, middle);
                picture.push(plot::text(missing, at, size, Anchor::Start, on.theme.muted));
            }
            right -= size;
        }
        legend_line(picture, on, &self.legend, (left, right, middle));
    }
}

/// The entries from right to left, in their order; names share the room and are cut where it is
/// short.
fn legend_line(
    picture: &mut Picture,
    on: &Draw<'_>,
    legend: &[(String, Color)],
    (left, right, middle): (f64, f64, f64),
) {
    let size = small(on);
    let swatch = size * 0.6;
    let around = swatch + size * 1.3;
    let width = |name: &str| on.measure.width(name, size, false);
    let whole: f64 = legend.iter().map(|(name, _)| width(name) + around).sum();
    let share = (right - left) / legend.len().max(1) as f64 - around;
    let room = if whole <= right - left { f64::INFINITY } else { share };
    let names: Vec<String> =
        legend.iter().map(|(name, _)| plot::fit(name, size, room, on.measure)).collect();
    if room <= 0.0 {
        return;
    }
    let used: f64 = names.iter().map(|name| width(name) + around).sum();
    let mut x = (right - used + size * 0.9).max(left);
    for (name, (_, color)) in names.into_iter().zip(legend) {
        let at = Point::new(x, middle - swatch / 2.0);
        picture.push(Shape::Rect { at, width: swatch, height: swatch, fill: *color });
        x += swatch + size * 0.4;
        let next = x + width(&name) + size * 0.9;
        picture.push(plot::text(name, Point::new(x, middle), size, Anchor::Start, on.theme.text));
        x = next;
    }
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
