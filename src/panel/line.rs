//! `line`: values over time or another order.
//!
//! Missing values are gaps, up to four lines are called at their ends, the axis begins at zero. Of a
//! long line each pixel column keeps its first, least, most and last point, so peaks stay.

use plotters::element::Circle;
use plotters::series::{AreaSeries, LineSeries};

use super::frame::{self, Area, Axis, Head, small};
use super::options::{FieldName, options};
use super::view::{self, Spread};
use super::{Draw, Scene};
use crate::data::table::{Column, Field, Table, Value};
use crate::issue::words;
use crate::look::format::{self, Format};
use crate::look::plot::{self, px};
use crate::look::scale::{self, Scale, Tick};
use crate::look::{Anchor, Color, Picture, Point, Shape, Text};

options! {
    /// Which fields hold what: the first field that is no number and the first number where not named;
    /// without `y` and `series`, every number of the first one's unit is a line.
    pub struct Options {
        pub x: Option<FieldName>,
        pub y: Option<FieldName>,
        /// One line for each value of this field.
        pub series: Option<FieldName>,
        /// Fill the ground under the lines.
        pub area: bool = false,
        /// Start the axis at zero; areas always do.
        pub zero: bool = true,
    }
}

/// A line between its gaps; points are x (days, unix seconds, numbers or places) and value.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    runs: Vec<Vec<(f64, f64)>>,
}

impl Line {
    fn last(&self) -> Option<(f64, f64)> {
        self.runs.last().and_then(|run| run.last()).copied()
    }
}

/// What the x axis counts.
#[derive(Clone, Debug, PartialEq)]
enum Order {
    Days { monthly: bool },
    Moments,
    Numbers,
    Words(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
struct View {
    lines: Vec<Line>,
    /// How many series have no colour left.
    more: usize,
    unit: Option<String>,
    order: Order,
    span: (f64, f64),
}

impl View {
    /// `None` where there is nothing to draw.
    fn of(options: &Options, rows: &Table, on: &Draw<'_>) -> Option<View> {
        let x = view::label_field(rows, options.x.as_deref(), "x");
        let series = view::extra_field(rows, options.series.as_deref(), "series");
        let spread = view::spread(rows, x, options.y.as_deref(), "y", series, on);
        let order = order(x, &spread);
        let places: Vec<(usize, f64)> = spread
            .rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((at, place(x, &order, *row, at)?)))
            .collect();
        let keys: Vec<f64> = places.iter().map(|(_, at)| *at).collect();
        let sorted = view::ascending(&keys).into_iter().filter_map(|at| places.get(at).copied());
        let places: Vec<(usize, f64)> = sorted.collect();
        let colors = on.theme.series.len();
        let more = spread.series.len().saturating_sub(colors);
        let lines: Vec<Line> = spread
            .series
            .into_iter()
            .take(colors)
            .map(|series| Line { runs: runs(&places, &series.values), name: series.name })
            .filter(|line| !line.runs.is_empty())
            .collect();
        let span = scale::extent(places.iter().map(|(_, x)| *x))?;
        (!lines.is_empty()).then_some(View { lines, more, unit: spread.unit, order, span })
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.lines.iter().flat_map(|line| line.runs.iter().flatten().map(|(_, value)| *value))
    }
}

fn order(x: Option<&Field>, spread: &Spread) -> Order {
    match x.map(|field| &field.column) {
        Some(Column::Day(_)) => Order::Days { monthly: x.is_some_and(view::is_monthly) },
        Some(Column::Time(_)) => Order::Moments,
        Some(Column::Number(_)) => Order::Numbers,
        _ => Order::Words(spread.labels.clone()),
    }
}

/// Where a row lies on the x axis; rows without a day or number have no place.
fn place(x: Option<&Field>, order: &Order, row: usize, at: usize) -> Option<f64> {
    match (order, x.map(|field| field.column.get(row))) {
        (Order::Words(_), _) => Some(at as f64),
        (_, Some(Value::Day(day))) => Some(day.into()),
        (_, Some(Value::Time(time))) => Some(time as f64),
        (_, Some(Value::Number(number))) => Some(number),
        _ => None,
    }
}

fn runs(places: &[(usize, f64)], values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (at, x) in places {
        match (values.get(*at).copied().flatten(), runs.last_mut()) {
            (Some(value), Some(run)) => run.push((*x, value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Draws the rows; an empty picture where no row has a value.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    Scene::plain(drawn(options, rows, on.format, on))
}

fn drawn(options: &Options, rows: &Table, format: Format, on: &Draw<'_>) -> Picture {
    let mut picture = Picture::new(on.width, on.height);
    let Some(view) = View::of(options, rows, on) else { return picture };
    let zero = options.zero || options.area;
    let most = (on.height / (small(on) * 2.4)).clamp(2.0, 4.0) as usize;
    let Some(scale) = Scale::nice(view.values(), zero, most) else { return picture };
    let (mut y, title) = Axis::of_values(scale, format, view.unit.as_deref(), on);
    let colors = colors(&view, on);
    let ends = Ends::of(&view, format, on);
    let head = head(&view, title, ends.words.is_empty(), &colors, on);
    let area = area(&mut y, &ends, head.height(on), on);
    let x = x_axis(&view, &area, on);
    head.write(&mut picture, on);
    baseline(&mut picture, &y.scale, &area, on);
    let width = (on.em / 24.0 * 2.0).max(1.5);
    frame::plot(&mut picture, on, &area, (&x, &y), |chart| {
        for (line, color) in view.lines.iter().zip(&colors) {
            mark(chart, line, &x.scale, &area, (*color, width, options.area))?;
        }
        Ok(())
    });
    ends.write(&mut picture, &view, &y.scale, &area, &colors, on);
    picture
}

fn colors(view: &View, on: &Draw<'_>) -> Vec<Color> {
    match view.lines.len() {
        1 => vec![on.theme.accent],
        _ => on.theme.series.to_vec(),
    }
}

/// Title, legend and what is not shown; nothing in low pictures.
fn head(view: &View, title: Option<String>, legend: bool, colors: &[Color], on: &Draw<'_>) -> Head {
    if !has_x_labels(on) {
        return Head::default();
    }
    let entries = view.lines.iter().zip(colors).map(|(line, color)| (line.name.clone(), *color));
    Head {
        title,
        legend: if legend && view.lines.len() > 1 { entries.collect() } else { Vec::new() },
        missing: (view.more > 0).then(|| words::more_items(view.more, on.lang)),
    }
}

/// The plot's place between head, labels and the words at the lines' ends. Where the picture is too
/// small for labels, the axis loses them.
fn area(y: &mut Axis, ends: &Ends, head: f64, on: &Draw<'_>) -> Area {
    if on.width < small(on) * 9.0 || on.height < small(on) * 3.0 {
        y.labels.clear();
    }
    let left = match y.labels.is_empty() {
        true => small(on) * 0.3,
        false => y.widest(on) + small(on) * 0.7,
    };
    // Half a date hangs over each end of the axis.
    let hanging = if has_x_labels(on) { small(on) * 1.9 } else { small(on) * 0.3 };
    let bottom = if has_x_labels(on) { small(on) * 1.8 } else { small(on) * 0.5 };
    let right = on.width - hanging.max(ends.room);
    Area { left: left.max(hanging), top: head, right, bottom: on.height - bottom }
}

fn has_x_labels(on: &Draw<'_>) -> bool {
    on.height > small(on) * 4.5 && on.width > small(on) * 9.0
}

fn x_axis(view: &View, area: &Area, on: &Draw<'_>) -> Axis {
    let (lo, hi) = match view.span {
        (lo, hi) if lo == hi => (lo - 0.5, hi + 0.5),
        span => span,
    };
    if !has_x_labels(on) {
        return Axis {
            scale: Scale { lo, hi, ticks: Vec::new() },
            labels: Vec::new(),
            lines: false,
        };
    }
    let (first, last) = view.span;
    let most = (area.width() / (small(on) * 4.5)).max(1.0) as usize;
    let ticks = match &view.order {
        Order::Days { monthly } => scale::days(first as i32, last as i32, *monthly, most, on.lang),
        Order::Moments => scale::moments(first as i64, last as i64, on.utc_offset, most, on.lang),
        Order::Numbers => numbers(first, last, most, on),
        Order::Words(words) => {
            let room = small(on) * 6.0;
            let fit = |word: &String| plot::fit(word, small(on), room, on.measure);
            let tick = |(at, word)| Tick { at: at as f64, label: fit(word) };
            words.iter().enumerate().map(tick).collect()
        }
    };
    Axis::of_ticks(lo, hi, ticks, area.width(), on)
}

fn numbers(first: f64, last: f64, most: usize, on: &Draw<'_>) -> Vec<Tick> {
    let ticks = Scale::within(first, last, most).ticks;
    let (labels, _) = format::axis(&ticks, Format::Plain, None, on.lang);
    ticks.into_iter().zip(labels).map(|(at, label)| Tick { at, label }).collect()
}

/// The zero line is a little clearer than the grid.
fn baseline(picture: &mut Picture, y: &Scale, area: &Area, on: &Draw<'_>) {
    if y.lo <= 0.0 && y.hi >= 0.0 {
        let at = Point::new(area.left, (area.bottom - y.share(0.0) * area.height()).round() - 1.0);
        let width = area.width().max(0.0);
        picture.push(Shape::Rect { at, width, height: 1.0, fill: on.theme.hairline });
    }
}

/// One line with its area, its lonely points and its last point.
fn mark(
    chart: &mut frame::Chart<'_>,
    line: &Line,
    x: &Scale,
    area: &Area,
    (color, width, filled): (Color, f64, bool),
) -> Result<(), frame::Fault> {
    let dot = |at: (f64, f64)| Circle::new(at, px(width * 1.6), plot::face(color));
    for run in &line.runs {
        let points = thinned(run, |at| (x.share(at) * area.width()) as i64);
        if filled {
            let face = plot::face(color.fade(0.12));
            chart.draw_series(AreaSeries::new(points.iter().copied(), 0.0, face))?;
        }
        match points.as_slice() {
            [point] => chart.draw_series([dot(*point)])?,
            _ => chart.draw_series(LineSeries::new(points, plot::stroke(color, width)))?,
        };
    }
    chart.draw_series(line.last().map(dot))?;
    Ok(())
}

/// First, least, most and last point of each pixel column, in their order: the line looks the same.
fn thinned(run: &[(f64, f64)], column: impl Fn(f64) -> i64) -> Vec<(f64, f64)> {
    let mut kept = Vec::new();
    for group in run.chunk_by(|(a, _), (b, _)| column(*a) == column(*b)) {
        let by_value = |a: &usize, b: &usize| {
            let value = |at: &usize| group.get(*at).map_or(0.0, |(_, value)| *value);
            value(a).total_cmp(&value(b))
        };
        let (least, most) = ((0..group.len()).min_by(by_value), (0..group.len()).max_by(by_value));
        let (least, most) = (least.unwrap_or(0), most.unwrap_or(0));
        let mut places = vec![0, least.min(most), least.max(most), group.len() - 1];
        places.dedup();
        kept.extend(places.into_iter().filter_map(|at| group.get(at)));
    }
    kept
}

/// The words at the lines' ends: the last value, with the name where there are several lines.
struct Ends {
    words: Vec<String>,
    /// Pixels that they need beside the plot.
    room: f64,
}

impl Ends {
    /// None where there are more than four lines or the picture is narrow.
    fn of(view: &View, format: Format, on: &Draw<'_>) -> Ends {
        let room = on.width * 0.3 - small(on) * 0.8;
        if view.lines.len() > 4 || on.width < small(on) * 18.0 {
            return Ends { words: Vec::new(), room: 0.0 };
        }
        let say = |line: &Line| {
            let value = line.last().map_or(f64::NAN, |(_, value)| value);
            let value = format::number(value, format, None, on.lang).line();
            let words = match view.lines.len() {
                1 => value,
                _ => format!("{} {value}", line.name),
            };
            plot::fit(&words, small(on), room, on.measure)
        };
        let words: Vec<String> = view.lines.iter().map(say).collect();
        let widths = words.iter().map(|word| on.measure.width(word, small(on), true));
        let room = widths.fold(0.0, f64::max) + small(on) * 0.8;
        Ends { words, room }
    }

    fn write(
        self,
        picture: &mut Picture,
        view: &View,
        y: &Scale,
        area: &Area,
        colors: &[Color],
        on: &Draw<'_>,
    ) {
        let size = small(on);
        let at = |line: &Line| line.last().map_or(0.0, |(_, value)| y.share(value));
        let middles: Vec<f64> =
            view.lines.iter().map(|line| area.bottom - at(line) * area.height()).collect();
        let (top, bottom) = (area.top.max(size / 2.0), area.bottom.max(size / 2.0));
        let places = frame::apart(&middles, size * 1.25, top, bottom);
        for ((word, place), color) in self.words.into_iter().zip(places).zip(colors) {
            let Some(y) = place else { continue };
            let at = Point::new(area.right + size * 0.6, y);
            let anchor = Anchor::Start;
            let bold = true;
            picture.push(Shape::Text(Text { text: word, at, size, bold, anchor, color: *color }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_break_the_line() {
        let places = [(0, 0.0), (1, 1.0), (2, 2.0), (3, 3.0)];
        let values = [Some(1.0), None, Some(2.0), Some(3.0)];
        assert_eq!(runs(&places, &values), [vec![(0.0, 1.0)], vec![(2.0, 2.0), (3.0, 3.0)]]);
        assert!(runs(&places, &[None; 4]).is_empty());
    }

    #[test]
    fn thinning_keeps_peaks_and_order() {
        let run: Vec<(f64, f64)> =
            (0..1000).map(|at| (f64::from(at), if at == 437 { 99.0 } else { 1.0 })).collect();
        let kept = thinned(&run, |x| (x / 100.0) as i64);
        assert!(kept.len() <= 40, "{}", kept.len());
        assert!(kept.contains(&(437.0, 99.0)));
        assert!(kept.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!((kept[0].0, kept[kept.len() - 1].0), (0.0, 999.0));
    }
}
