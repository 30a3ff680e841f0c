//! The axis that series share: days, moments, numbers or words in their order.

use super::Draw;
use super::frame::{Axis, small};
use super::view;
use crate::data::table::{Column, Field, Value};
use crate::look::format::{self, Format};
use crate::look::plot;
use crate::look::scale::{self, Scale, Tick};

/// What an x axis counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Days since 1970; `monthly` where all begin a month.
    Days {
        monthly: bool,
    },
    /// Unix seconds.
    Moments,
    Numbers,
    /// What each place is called, from zero on.
    Words(Vec<String>),
}

impl Order {
    pub fn of(field: Option<&Field>, labels: Vec<String>) -> Order {
        match field.map(|field| &field.column) {
            Some(Column::Day(_)) => Order::Days { monthly: field.is_some_and(view::is_monthly) },
            Some(Column::Time(_)) => Order::Moments,
            Some(Column::Number(_)) => Order::Numbers,
            _ => Order::Words(labels),
        }
    }

    /// Where the row lies that is the `at`th label; without a day or number it has no place.
    pub fn place(&self, field: Option<&Field>, row: usize, at: usize) -> Option<f64> {
        match (self, field.map(|field| field.column.get(row))) {
            (Order::Words(_), _) => Some(at as f64),
            (_, Some(Value::Day(day))) => Some(day.into()),
            (_, Some(Value::Time(time))) => Some(time as f64),
            (_, Some(Value::Number(number))) => Some(number),
            _ => None,
        }
    }

    /// What a place is called in full, as a tip says it.
    pub fn called(&self, at: f64, on: &Draw<'_>) -> String {
        match self {
            Order::Days { .. } => format::day(at as i32, on.lang),
            Order::Moments => format::time(at as i64, on.utc_offset, on.lang),
            Order::Numbers => format::number(at, Format::Plain, None, on.lang).line(),
            Order::Words(words) => words.get(at as usize).cloned().unwrap_or_default(),
        }
    }

    /// The axis from `lo` to `hi` over `length` pixels with the labels that keep clear of each other.
    pub fn axis(&self, (lo, hi): (f64, f64), length: f64, on: &Draw<'_>) -> Axis {
        let most = (length / (small(on) * 4.5)).max(1.0) as usize;
        let (first, last) = (lo.ceil(), hi.floor());
        let ticks = match self {
            Order::Days { monthly } => {
                scale::days(first as i32, last as i32, *monthly, most, on.lang)
            }
            Order::Moments => {
                scale::moments(first as i64, last as i64, on.utc_offset, most, on.lang)
            }
            Order::Numbers => numbers(lo, hi, most, on),
            Order::Words(words) => {
                let fit = |word: &String| plot::fit(word, small(on), small(on) * 6.0, on.measure);
                let from = first.max(0.0) as usize;
                let count = (last - first).max(0.0) as usize + 1;
                let within = words.iter().enumerate().skip(from).take(count);
                within.map(|(at, word)| Tick { at: at as f64, label: fit(word) }).collect()
            }
        };
        Axis::of_ticks(lo, hi, ticks, length, on)
    }

    /// The axis without a word.
    pub fn bare((lo, hi): (f64, f64)) -> Axis {
        let scale = Scale { lo, hi, ticks: Vec::new() };
        Axis { scale, labels: Vec::new(), lines: false }
    }
}

/// Years and other short numbers with every digit, long ones at a glance.
fn numbers(lo: f64, hi: f64, most: usize, on: &Draw<'_>) -> Vec<Tick> {
    let ticks = Scale::within(lo, hi, most).ticks;
    let glance = |at: &f64| format::number(*at, Format::Glance, None, on.lang).line();
    let labels = match lo.abs().max(hi.abs()) >= 1e4 {
        true => ticks.iter().map(glance).collect(),
        false => format::axis(&ticks, Format::Plain, None, on.lang).0,
    };
    ticks.into_iter().zip(labels).map(|(at, label)| Tick { at, label }).collect()
}

/// A span that is not a point: a single place lies in its middle.
pub fn opened((lo, hi): (f64, f64)) -> (f64, f64) {
    if lo == hi { (lo - 0.5, hi + 0.5) } else { (lo, hi) }
}

/// The part of a span that shares of it cut out, never less than a thousandth of it.
pub fn narrowed((lo, hi): (f64, f64), range: Option<(f64, f64)>) -> (f64, f64) {
    let Some((from, to)) = range.filter(|(from, to)| from.is_finite() && to.is_finite()) else {
        return (lo, hi);
    };
    let (from, to) = (from.min(to).clamp(0.0, 0.999), from.max(to).clamp(0.001, 1.0));
    let at = |share: f64| lo + (hi - lo) * share;
    (at(from), at(to.max(from + 0.001)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_narrows_and_never_to_nothing() {
        assert_eq!(narrowed((0.0, 100.0), None), (0.0, 100.0));
        assert_eq!(narrowed((0.0, 100.0), Some((0.25, 0.5))), (25.0, 50.0));
        assert_eq!(narrowed((0.0, 100.0), Some((0.5, 0.25))), (25.0, 50.0));
        for range in [(0.4, 0.4), (2.0, 2.0), (-1.0, -1.0), (f64::NAN, 1.0)] {
            let (lo, hi) = narrowed((0.0, 100.0), Some(range));
            assert!(lo < hi && lo >= 0.0 && hi <= 100.1, "{range:?} {lo} {hi}");
        }
    }
}
