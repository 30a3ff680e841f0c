//! From a value to a colour.

use super::found::{Joined, MOST_NAMES};
use super::options::{ClassesBy, Options, Palette};
use crate::look::{Color, Theme, scale};
use crate::panel::{Draw, view};

/// The classes of the theme's ramp.
const CLASSES: usize = 5;
/// Own bounds beyond these are left out.
const MOST_BREAKS: usize = 8;

/// How a map's values become colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    pub form: Form,
    palette: Palette,
    reverse: bool,
    /// From which share on the ramp is used.
    from: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// The upper bounds of the lower classes; a bound belongs to the class below it.
    Bounds(Vec<f64>),
    /// From the least to the greatest value.
    Ramp(f64, f64),
    /// So many names; one more class is that of the others.
    Names(usize),
}

impl Classes {
    pub fn of(options: &Options, values: &[Option<f64>], names: usize) -> Classes {
        let known = || values.iter().flatten().copied();
        let form = match options.classes {
            _ if !options.breaks.is_empty() => Form::Bounds(own(&options.breaks)),
            ClassesBy::Quantiles => Form::Bounds(quantiles(values)),
            ClassesBy::Steps => Form::Bounds(steps(scale::extent(known()))),
            ClassesBy::Continuous => {
                let (lo, hi) = scale::extent(known()).unwrap_or((0.0, 0.0));
                Form::Ramp(lo, hi)
            }
            ClassesBy::Named => Form::Names(names),
        };
        Classes { form, palette: options.colors, reverse: options.reverse, from: 0.0 }
    }

    pub fn for_joined(options: &Options, found: &Joined<'_>) -> Classes {
        Classes::of(options, &found.values, found.names.len())
    }

    /// The same without the ramp's low end, which a dot on land is not seen in.
    pub fn lifted(self) -> Classes {
        Classes { from: 0.3, ..self }
    }

    /// The colour of a value; of named classes, of the place of its name.
    pub fn color(&self, value: f64, on: &Draw<'_>) -> Color {
        match &self.form {
            Form::Bounds(bounds) => self.of_class(class(value, bounds), bounds.len() + 1, on),
            Form::Ramp(lo, hi) if hi > lo => self.at((value - lo) / (hi - lo), on.theme),
            Form::Ramp(..) => self.at(0.5, on.theme),
            Form::Names(count) => self.of_class(value as usize, *count, on),
        }
    }

    /// The colour of one of `count` classes.
    pub fn of_class(&self, class: usize, count: usize, on: &Draw<'_>) -> Color {
        let theme = on.theme;
        if matches!(self.form, Form::Names(_)) && class >= count.min(MOST_NAMES) {
            return theme.muted.fade(0.55).over(theme.land);
        }
        if matches!(self.form, Form::Names(_)) && self.palette == Palette::Series {
            let at = if self.reverse { count.saturating_sub(class + 1) } else { class };
            let own = theme.series.get(at % theme.series.len());
            // A whole region in the colour of a line would shout.
            return own.copied().unwrap_or(theme.accent).fade(0.78).over(theme.land);
        }
        self.at(class as f64 / count.saturating_sub(1).max(1) as f64, theme)
    }

    /// The colour at a share of the ramp, from low to high.
    pub fn at(&self, share: f64, theme: &Theme) -> Color {
        let share = if self.reverse { 1.0 - share } else { share };
        match (&self.form, self.palette) {
            (Form::Names(_), Palette::States) => {
                between(&[theme.good, theme.late, theme.failed], share).fade(0.74).over(theme.land)
            }
            _ => between(&theme.ramp, self.from + (1.0 - self.from) * share),
        }
    }
}

/// The colour at a share of the way from the first of some to the last.
pub fn between(stops: &[Color], share: f64) -> Color {
    let last = stops.len().saturating_sub(1);
    let at = if share.is_finite() { share.clamp(0.0, 1.0) * last as f64 } else { 0.0 };
    let (Some(low), Some(high)) = (stops.get(at as usize), stops.get((at as usize + 1).min(last)))
    else {
        return Color(0);
    };
    high.fade(at.fract()).over(*low)
}

/// The board's own bounds in rising order.
fn own(breaks: &[f64]) -> Vec<f64> {
    let known: Vec<f64> = breaks.iter().copied().filter(|bound| bound.is_finite()).collect();
    let order = view::ascending(&known).into_iter();
    let mut bounds: Vec<f64> = order.filter_map(|at| known.get(at).copied()).collect();
    bounds.dedup();
    bounds.truncate(MOST_BREAKS);
    bounds
}

/// Bounds at multiples of one round number, so that there are at most five classes.
fn steps(extent: Option<(f64, f64)>) -> Vec<f64> {
    let Some((lo, hi)) = extent.filter(|(lo, hi)| hi > lo) else {
        return extent.map(|(lo, _)| lo).into_iter().collect();
    };
    let unit = 10_f64.powf(((hi - lo) / CLASSES as f64).log10().floor());
    let count = |step: f64| (hi / step).ceil() - (lo / step).floor();
    let rounds = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0].map(|round| round * unit);
    let step = rounds.into_iter().find(|step| count(*step) <= CLASSES as f64);
    let step = step.unwrap_or(hi - lo);
    let (first, last) = ((lo / step).floor() as i64, (hi / step).ceil() as i64);
    // 3 * 0.1 is meant to be 0.3.
    let tidy = |at: i64| (at as f64 * step / unit * 10.0).round() / 10.0 * unit;
    (first + 1..last).map(tidy).collect()
}

/// The upper bounds of the lower classes: each class holds as many regions as the next.
pub fn quantiles(values: &[Option<f64>]) -> Vec<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let order = view::ascending(&known);
    let sorted: Vec<f64> = order.into_iter().filter_map(|at| known.get(at).copied()).collect();
    let bound =
        |class: usize| sorted.get((sorted.len() * class / CLASSES).saturating_sub(1)).copied();
    let mut bounds: Vec<f64> = (1..CLASSES).filter_map(bound).collect();
    bounds.dedup();
    bounds
}

/// Which class a value falls into.
pub fn class(value: f64, bounds: &[f64]) -> usize {
    bounds.iter().take_while(|bound| value > **bound).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_holds_as_many_as_the_next() {
        let values: Vec<Option<f64>> = (1..=20).map(|n| Some(f64::from(n))).collect();
        let bounds = quantiles(&values);
        assert_eq!(bounds, [4.0, 8.0, 12.0, 16.0]);
        let mut counts = [0; 5];
        values.iter().flatten().for_each(|value| counts[class(*value, &bounds)] += 1);
        assert_eq!(counts, [4; 5]);
    }

    #[test]
    fn equal_values_are_one_class() {
        assert_eq!(quantiles(&[Some(3.0), None, Some(3.0)]).len(), 1);
        assert!(quantiles(&[None]).is_empty());
    }

    #[test]
    fn steps_are_round_and_at_most_five_classes() {
        let check = |lo, hi, expect: &[f64]| assert_eq!(steps(Some((lo, hi))), expect, "{lo} {hi}");
        check(3.0, 47.0, &[10.0, 20.0, 30.0, 40.0]);
        check(0.12, 0.57, &[0.2, 0.3, 0.4, 0.5]);
        check(-35.0, 60.0, &[-25.0, 0.0, 25.0, 50.0]);
        check(7.0, 7.0, &[7.0]);
        assert!(steps(None).is_empty());
        for (lo, hi) in [(1e-12, 3e-12), (-1e100, 1e100), (1e15, 1e15 + 1.0), (99.0, 101.0)] {
            assert!((1..CLASSES).contains(&steps(Some((lo, hi))).len()), "{lo} {hi}");
        }
    }

    #[test]
    fn own_bounds_are_put_in_order() {
        assert_eq!(own(&[100.0, 10.0, f64::NAN, 10.0]), [10.0, 100.0]);
        assert_eq!(class(10.0, &[10.0, 100.0]), 0);
    }

    #[test]
    fn a_ramp_passes_through_its_stops() {
        let ramp = Theme::default().ramp;
        for (share, expect) in [(0.0, 0), (0.25, 1), (0.5, 2), (1.0, 4), (2.0, 4), (f64::NAN, 0)] {
            assert_eq!(between(&ramp, share), ramp[expect], "{share}");
        }
        let [low, mid, high] = [0.0, 0.1, 0.25].map(|share| between(&ramp, share).channels());
        assert!(
            (0..3).all(|at| (low[at]..=high[at]).contains(&mid[at])
                || (high[at]..=low[at]).contains(&mid[at]))
        );
        assert_ne!(low, mid);
    }
}
