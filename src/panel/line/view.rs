//! From the small table to lines over shared places: sorted, one place for each x, narrowed to the
//! range that is looked at.

use super::{Fill, Look};
use crate::data::table::{Column, Table};
use crate::issue::notices;
use crate::look::scale;
use crate::panel::head::Key;
use crate::panel::value_axis::Steps;
use crate::panel::x_axis::{self, Order};
use crate::panel::{Draw, tips, view};

/// One line: what it counts at each place; missing stays missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub key: Key,
    pub values: Vec<Option<f64>>,
    /// Lower and upper edge on the value axis; a line without a ground has both at its value.
    pub bands: Vec<Option<(f64, f64)>>,
    /// Of a stacked one with values on both sides of zero, its part below.
    pub under: Vec<Option<(f64, f64)>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Lost {
    /// Series beyond the most that are drawn.
    series: usize,
    /// Values that a later one of the same place replaced.
    repeated: usize,
    /// Rows with a value and no place on the x axis.
    unplaced: usize,
    /// Values that the value axis has no place for.
    off_scale: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct View {
    /// Places on the x axis in rising order, those in sight with one neighbour at either side.
    pub places: Vec<f64>,
    /// The lines that are not switched off.
    pub lines: Vec<Line>,
    /// The keys of all.
    pub keys: Vec<Key>,
    pub unit: Option<String>,
    pub order: Order,
    /// What is in sight of the x axis.
    pub span: (f64, f64),
    pub stacked: bool,
    lost: Lost,
}

/// Lines beyond it are counted only.
const MOST_LINES: usize = 12;

impl View {
    /// `None` where there is nothing to draw.
    pub fn of(look: &Look<'_>, rows: &Table, on: &Draw<'_>) -> Option<View> {
        let x = view::label_field(rows, look.x, "x");
        let series = view::extra_field(rows, look.series, "series");
        // A million places would be a million texts, which nobody reads where x is no word.
        let is_word = x.is_none_or(|x| matches!(x.column, Column::Text { .. } | Column::Flag(_)));
        let make = if is_word { view::spread } else { view::unlabelled };
        let spread = make(rows, x, look.y, "y", series, on);
        let order = Order::of(x, spread.labels);
        let sorted = Sorted::of(&spread.rows, |row, at| order.place(x, row, at));
        let beyond = spread.series.len().saturating_sub(MOST_LINES);
        let mut lost = Lost { series: beyond, ..Lost::default() };
        let written = spread.repeated;
        let shown: Vec<view::Series> = spread.series.into_iter().take(MOST_LINES).collect();
        let names: Vec<String> = shown.iter().map(|own| own.name.clone()).collect();
        let keys = Key::all(&names, on);
        let mut whole = Vec::new();
        for (own, key) in shown.iter().zip(&keys) {
            let values = sorted.gather(&own.values, &mut lost.repeated);
            whole.push((key.clone(), values));
        }
        lost.repeated += written;
        let has_value =
            |at: &usize| shown.iter().any(|own| own.values.get(*at).copied().flatten().is_some());
        lost.unplaced = sorted.unplaced.iter().filter(|at| has_value(at)).count();
        if !whole.iter().flat_map(|(_, values)| values).any(Option::is_some) {
            return None;
        }
        let all = scale::extent(sorted.places.iter().copied())?;
        let span = x_axis::narrowed(all, on.pose.range);
        let (first, last) = in_sight(&sorted.places, span);
        let lines = whole
            .into_iter()
            .filter(|(key, _)| keys.len() == 1 || !on.pose.hides(&key.name))
            .map(|(key, values)| Line {
                key,
                values: values.get(first..last).unwrap_or_default().to_vec(),
                bands: Vec::new(),
                under: Vec::new(),
            })
            .collect();
        let places = sorted.places.get(first..last).unwrap_or_default().to_vec();
        let stacked = look.fill == Fill::Stack && keys.len() > 1;
        let unit = spread.unit;
        let mut view =
            View { places, lines, keys, unit, order, span: x_axis::opened(span), stacked, lost };
        view.set_bands(look);
        Some(view)
    }

    fn set_bands(&mut self, look: &Look<'_>) {
        let mut sums = vec![(0.0, 0.0); self.places.len()];
        for line in &mut self.lines {
            match (self.stacked, look.fill) {
                (true, _) => (line.bands, line.under) = stacked(&line.values, &mut sums),
                (false, Fill::None) => line.bands = flat(&line.values, look.steps),
                (false, _) => {
                    let ground = line.values.iter().map(|value| value.map(|own| (0.0, own)));
                    line.bands = ground.collect();
                }
            }
            let given = line.values.iter().flatten().count();
            let drawn = line.bands.iter().flatten().count();
            self.lost.off_scale += given.saturating_sub(drawn);
        }
    }

    /// The line's last place in sight that has a value.
    pub fn last(&self, line: &Line) -> Option<usize> {
        let (lo, hi) = self.span;
        let seen = |at: &usize| self.places.get(*at).is_some_and(|own| *own >= lo && *own <= hi);
        let drawn = |at: &usize| {
            let value = line.values.get(*at).copied().flatten();
            value.and(line.bands.get(*at).copied().flatten()).is_some()
        };
        (0..self.places.len()).rev().find(|at| seen(at) && drawn(at))
    }

    /// All places of the value axis that are taken.
    pub fn reach(&self) -> Vec<f64> {
        let bands =
            self.lines.iter().flat_map(|line| line.bands.iter().chain(&line.under).flatten());
        bands.flat_map(|(low, high)| [*low, *high]).collect()
    }

    /// What is not in the drawing, and why.
    pub fn notice(&self, on: &Draw<'_>) -> Option<String> {
        let say = |count: usize, words: fn(usize, crate::issue::Lang) -> String| {
            (count > 0).then(|| words(count, on.lang))
        };
        tips::notice(&[
            say(self.lost.off_scale, notices::off_log_axis),
            say(self.lost.repeated, notices::repeated),
            say(self.lost.unplaced, notices::unplaced),
        ])
    }

    /// Series that are not drawn.
    pub fn missing(&self, on: &Draw<'_>) -> Option<String> {
        (self.lost.series > 0).then(|| notices::more_items(self.lost.series, on.lang))
    }
}

fn flat(values: &[Option<f64>], steps: Steps) -> Vec<Option<(f64, f64)>> {
    let band = |value: &Option<f64>| {
        let place = steps.place((*value)?)?;
        Some((place, place))
    };
    values.iter().map(band).collect()
}

type Bands = Vec<Option<(f64, f64)>>;

/// What is above zero grows upwards, what is below downwards; what is missing adds nothing. A line
/// with values of both signs has two bands, so that neither leaps over zero.
fn stacked(values: &[Option<f64>], sums: &mut [(f64, f64)]) -> (Bands, Bands) {
    let grown = |sum: &mut f64, by: f64| {
        let from = *sum;
        *sum += by;
        Some((from, *sum))
    };
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    for (value, (above, below)) in values.iter().zip(sums) {
        let value = value.unwrap_or(0.0);
        upper.push(grown(above, value.max(0.0)));
        lower.push(grown(below, value.min(0.0)));
    }
    match (values.iter().flatten().any(|v| *v > 0.0), values.iter().flatten().any(|v| *v < 0.0)) {
        (_, false) => (upper, Vec::new()),
        (false, true) => (lower, Vec::new()),
        (true, true) => (upper, lower),
    }
}

/// The places from left to right, each once, and the labels that lie at each.
struct Sorted {
    places: Vec<f64>,
    /// Labels from left to right; those of one place in their own order.
    labels: Vec<usize>,
    /// Behind the last label of each place.
    ends: Vec<usize>,
    unplaced: Vec<usize>,
}

impl Sorted {
    fn of(rows: &[usize], place: impl Fn(usize, usize) -> Option<f64>) -> Sorted {
        let placed = rows.iter().enumerate().map(|(at, row)| place(*row, at));
        let keys: Vec<f64> = placed.map(|place| place.unwrap_or(f64::NAN)).collect();
        let (places, ends, unplaced) = (Vec::new(), Vec::new(), Vec::new());
        let mut sorted = Sorted { places, labels: Vec::with_capacity(keys.len()), ends, unplaced };
        for at in view::ascending(&keys) {
            match keys.get(at).copied().filter(|place| !place.is_nan()) {
                None => sorted.unplaced.push(at),
                Some(place) => sorted.push(place, at),
            }
        }
        sorted
    }

    fn push(&mut self, place: f64, at: usize) {
        self.labels.push(at);
        match (self.places.last(), self.ends.last_mut()) {
            (Some(last), Some(end)) if *last == place => *end += 1,
            _ => {
                self.places.push(place);
                self.ends.push(self.labels.len());
            }
        }
    }

    /// The last value of each place; those before it are counted.
    fn gather(&self, values: &[Option<f64>], repeated: &mut usize) -> Vec<Option<f64>> {
        let mut gathered = Vec::with_capacity(self.ends.len());
        let mut from = 0;
        for end in &self.ends {
            let labels = self.labels.get(from..*end).unwrap_or_default();
            let mut last = None;
            for value in labels.iter().filter_map(|at| values.get(*at).copied().flatten()) {
                *repeated += usize::from(last.is_some());
                last = Some(value);
            }
            gathered.push(last);
            from = *end;
        }
        gathered
    }
}

/// The places within the span and one neighbour at either side, which lines come from and go to.
fn in_sight(places: &[f64], (lo, hi): (f64, f64)) -> (usize, usize) {
    let first = places.partition_point(|place| *place < lo).saturating_sub(1);
    let last = places.partition_point(|place| *place <= hi) + 1;
    (first, last.min(places.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_sorted_and_the_last_of_two_counts() {
        let days = [3.0, 1.0, 3.0, f64::NAN];
        let place = |row: usize, _| Some(days[row]).filter(|day| day.is_finite());
        let sorted = Sorted::of(&[0, 1, 2, 3], place);
        assert_eq!(
            (sorted.places.as_slice(), sorted.unplaced.as_slice()),
            (&[1.0, 3.0][..], &[3][..])
        );
        let mut repeated = 0;
        let values = sorted.gather(&[Some(5.0), None, Some(7.0), Some(9.0)], &mut repeated);
        assert_eq!((values, repeated), (vec![None, Some(7.0)], 1));
    }

    #[test]
    fn stacks_grow_away_from_zero_and_missing_adds_nothing() {
        let mut sums = vec![(0.0, 0.0); 3];
        stacked(&[Some(2.0), Some(-1.0), None], &mut sums);
        let (upper, lower) = stacked(&[Some(3.0), Some(-4.0), Some(5.0)], &mut sums);
        assert_eq!(upper, [Some((2.0, 5.0)), Some((0.0, 0.0)), Some((0.0, 5.0))]);
        assert_eq!(lower, [Some((0.0, 0.0)), Some((-1.0, -5.0)), Some((0.0, 0.0))]);
        assert!(stacked(&[Some(1.0); 3], &mut sums).1.is_empty());
    }

    #[test]
    fn a_range_keeps_one_neighbour_at_either_side() {
        let places = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(in_sight(&places, (1.5, 3.0)), (1, 5));
        assert_eq!(in_sight(&places, (0.0, 5.0)), (0, 6));
        assert_eq!(in_sight(&places, (2.2, 2.3)), (2, 4));
    }
}
