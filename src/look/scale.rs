//! Axes: a range and the places that get a line and a label. Steps of numbers are plotters' own
//! choice; days and moments step by what calendars and clocks are read in.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::coord::types::RangedCoordf64;

use super::format;
use crate::issue::Lang;

/// An axis of numbers whose lines are chosen beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub lo: f64,
    pub hi: f64,
    /// In rising order, within `lo..=hi`.
    pub ticks: Vec<f64>,
}

/// Values beyond it are drawn at it, so that no range overflows.
const FARTHEST: f64 = 1e100;

impl Scale {
    /// The range of the values, widened to whole steps where they nearly fill them, with about `most` lines; from zero on where
    /// `zero`. `None` where there is no value.
    pub fn nice(values: impl Iterator<Item = f64>, zero: bool, most: usize) -> Option<Scale> {
        let (lo, hi) = extent(values)?;
        let (lo, hi) = if zero { (lo.min(0.0), hi.max(0.0)) } else { (lo, hi) };
        let (lo, hi) = widened(lo, hi);
        let step = step(lo, hi, most);
        // A step is added above (below) the values only where they fill half of it.
        let (first, last) = ((lo / step + 0.5).floor(), (hi / step - 0.5).ceil());
        let count = (last - first).clamp(0.0, 20.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|at| (first + at as f64) * step).collect();
        let (lo, hi) = (lo.min(first * step), hi.max(last * step));
        Some(Scale { lo, hi, ticks: ticks.into_iter().filter(|t| *t >= lo && *t <= hi).collect() })
    }

    /// The range as it is, with at most `most` lines at nice numbers within.
    pub fn within(lo: f64, hi: f64, most: usize) -> Scale {
        let (lo, hi) = widened(lo, hi);
        let step = step(lo, hi, most);
        let (first, last) = ((lo / step).ceil(), (hi / step).floor());
        let count = (last - first).clamp(0.0, 20.0) as usize;
        let ticks = (0..=count).map(|at| (first + at as f64) * step);
        Scale { lo, hi, ticks: ticks.filter(|tick| *tick <= hi).collect() }
    }

    /// Where a value lies between `lo` (0) and `hi` (1).
    pub fn share(&self, value: f64) -> f64 {
        ((value - self.lo) / (self.hi - self.lo)).clamp(0.0, 1.0)
    }
}

/// Least and most of the finite values.
pub fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.filter(|value| value.is_finite()).map(|v| v.clamp(-FARTHEST, FARTHEST)).fold(
        None,
        |range: Option<(f64, f64)>, value| match range {
            None => Some((value, value)),
            Some((lo, hi)) => Some((lo.min(value), hi.max(value))),
        },
    )
}

/// A range that is not a point: equal values lie in its middle, zeros at its foot.
fn widened(lo: f64, hi: f64) -> (f64, f64) {
    let size = lo.abs().max(hi.abs());
    match size {
        0.0 => (0.0, 1.0),
        _ if hi - lo <= size * 1e-9 => (lo - size * 0.1, hi + size * 0.1),
        _ => (lo, hi),
    }
}

/// The distance of plotters' key points. The range is brought near one first: its search compares
/// with an absolute epsilon.
fn step(lo: f64, hi: f64, most: usize) -> f64 {
    // Not powi: that divides, and a step of 1e-310 would come out as none.
    let unit = 10_f64.powf((hi - lo).log10().floor());
    let axis = RangedCoordf64::from(lo / unit..hi / unit);
    // Around zero so few points may hold zero alone: then a few more are asked for.
    let mut points = axis.key_points(most.max(2));
    for more in 1..=4 {
        if points.len() < 2 {
            points = axis.key_points(most.max(2) + more);
        }
    }
    let step = match points.as_slice() {
        [first, second, ..] => second - first,
        _ => (hi - lo) / unit,
    };
    // 0.30000000000000004 - 0.2 is meant to be 0.1.
    (step * 1e6).round() / 1e6 * unit
}

impl Ranged for Scale {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + (f64::from(to - from) * self.share(*value)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        match hint.max_num_points() {
            0 => Vec::new(),
            _ => self.ticks.clone(),
        }
    }

    fn range(&self) -> Range<f64> {
        self.lo..self.hi
    }
}

/// A place on an axis and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub label: String,
}

const DAY: i64 = 86_400;

/// At most `most` days of a range of days since 1970: every so many days, or the first days of
/// months and years, which are called 3月 and 2021年.
pub fn days(lo: i32, hi: i32, monthly: bool, most: usize, lang: Lang) -> Vec<Tick> {
    let span = hi.saturating_sub(lo);
    let most = most.max(1) as i32;
    let fits = |step: &&i32| span / **step < most;
    if let (false, Some(step)) = (monthly, [1, 2, 3, 5, 7, 10, 14].iter().find(fits)) {
        // The latest day is the one that is looked for.
        let mut days: Vec<i32> = (lo..=hi).rev().step_by(*step as usize).collect();
        days.reverse();
        return days
            .into_iter()
            .map(|d| Tick { at: d.into(), label: format::short_day(d, lang) })
            .collect();
    }
    let (Some(first), Some(last)) = (format::month_of(lo), format::month_of(hi)) else {
        return Vec::new();
    };
    let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24_000, 240_000];
    let step = steps.into_iter().find(|step| (last - first) / step < most).unwrap_or(240_000);
    let months = (first..=last).filter(|month| month.rem_euclid(step) == 0);
    let tick = |month| {
        let day = format::first_of(month)?;
        let label = format::month(month, lang);
        (day >= lo).then_some(Tick { at: day.into(), label })
    };
    months.filter_map(tick).collect()
}

/// At most `most` moments of a range of unix seconds, at full minutes, hours or days of the place
/// that is `offset` seconds east of UTC.
pub fn moments(lo: i64, hi: i64, offset: i32, most: usize, lang: Lang) -> Vec<Tick> {
    let minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];
    let span = hi.saturating_sub(lo);
    let Some(step) = minutes.map(|m| m * 60).into_iter().find(|s| span / s < most.max(1) as i64)
    else {
        let (first, last) = (format::day_of(lo, offset), format::day_of(hi, offset));
        let midnight = |day: f64| day * DAY as f64 - f64::from(offset);
        let ticks = days(first, last, false, most, lang).into_iter();
        return ticks
            .map(|tick| Tick { at: midnight(tick.at), ..tick })
            .filter(|tick| tick.at >= lo as f64)
            .collect();
    };
    let local = lo.saturating_add(offset.into());
    let first = local.saturating_add(step - 1).div_euclid(step) * step;
    let first = first.saturating_sub(offset.into());
    let said = |at: i64| match (at.saturating_add(offset.into())).rem_euclid(DAY) {
        0 => format::short_day(format::day_of(at, offset), lang),
        _ => format::clock(at, offset),
    };
    let times =
        (0..=span / step).map(|n| first.saturating_add(n * step)).take_while(|at| *at <= hi);
    times.map(|at| Tick { at: at as f64, label: said(at) }).collect()
}

/// The smallest stride at which labels of these middles and widths keep `gap` between them.
pub fn stride(labels: &[(f64, f64)], gap: f64) -> usize {
    let clear = |stride: usize| {
        let kept = || labels.iter().step_by(stride);
        kept()
            .zip(kept().skip(1))
            .all(|((a, wide_a), (b, wide_b))| (b - a).abs() >= (wide_a + wide_b) / 2.0 + gap)
    };
    (1..labels.len()).find(|stride| clear(*stride)).unwrap_or(labels.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nice(values: &[f64], zero: bool) -> Vec<f64> {
        Scale::nice(values.iter().copied(), zero, 4).map(|scale| scale.ticks).unwrap_or_default()
    }

    #[test]
    fn ranges_widen_to_whole_steps_that_are_half_full() {
        assert_eq!(nice(&[3.0, 47.0], true), [0.0, 20.0, 40.0]);
        assert_eq!(nice(&[3.0, 52.0], true), [0.0, 20.0, 40.0, 60.0]);
        assert_eq!(nice(&[-52.0, 3.0], true), [-60.0, -40.0, -20.0, 0.0]);
        assert_eq!(nice(&[0.0], true), [0.0, 0.5, 1.0]);
        assert!(nice(&[], true).is_empty());
        assert!(nice(&[f64::NAN], true).is_empty());
        let around = nice(&[5.0, 5.0], false);
        assert!(around[0] < 5.0 && around[around.len() - 1] > 5.0, "{around:?}");
    }

    #[test]
    fn a_range_around_zero_has_more_lines_than_zero() {
        assert_eq!(nice(&[-4.98, 4.99], false), [-4.0, -2.0, 0.0, 2.0, 4.0]);
    }

    #[test]
    fn extreme_ranges_have_few_lines_and_hold_their_values() {
        let pairs =
            [(1e15, 1e15 + 1.0), (-1e300, 1e300), (1e-12, 3e-12), (-7.0, -3.0), (0.0, 1e15)];
        for (lo, hi) in pairs {
            for zero in [true, false] {
                let scale = Scale::nice([lo, hi].into_iter(), zero, 4).expect("two values");
                assert!((2..=7).contains(&scale.ticks.len()), "{lo} {hi} {scale:?}");
                assert!(scale.lo <= lo.max(-FARTHEST) && scale.hi >= hi.min(FARTHEST), "{scale:?}");
            }
        }
    }

    #[test]
    fn days_step_by_the_calendar() {
        let labels = |lo, hi, most| -> Vec<String> {
            days(lo, hi, false, most, Lang::Zh).into_iter().map(|tick| tick.label).collect()
        };
        // 18313 is 21 February 2020.
        assert_eq!(labels(18_313, 18_315, 5), ["2月21日", "2月22日", "2月23日"]);
        assert_eq!(labels(18_313, 18_313 + 90, 5), ["3月", "4月", "5月"]);
        assert_eq!(labels(18_313, 18_313 + 800, 3), ["2021年", "2022年"]);
        assert!(labels(i32::MIN, i32::MAX, 5).is_empty());
    }

    #[test]
    fn moments_step_by_the_local_clock() {
        let eight = 8 * 3600;
        let morning = 18_313 * DAY - 2 * 3600;
        let ticks = moments(morning, morning + 4 * 3600, eight, 5, Lang::Zh);
        let labels: Vec<_> = ticks.into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["06:00", "07:00", "08:00", "09:00", "10:00"]);
        let ticks = moments(morning, morning + 2 * DAY, eight, 3, Lang::Zh);
        let labels: Vec<_> = ticks.into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["2月22日", "2月23日"]);
        assert!(moments(i64::MAX - 60, i64::MAX, -eight, 5, Lang::Zh).len() <= 5);
        assert!(moments(i64::MIN, i64::MAX, eight, 5, Lang::Zh).len() <= 5);
    }

    #[test]
    fn labels_thin_out_until_they_are_clear() {
        let row: Vec<_> = (0..10).map(|at| (f64::from(at) * 10.0, 24.0)).collect();
        assert_eq!(stride(&row, 4.0), 3);
        assert_eq!(stride(&row[..1], 4.0), 1);
        assert_eq!(stride(&[], 4.0), 1);
    }
}
