//! The axis of values: linear, or one step for each power of ten.

use super::Draw;
use super::frame::{Axis, small};
use super::options::choice;
use crate::look::format::{self, Format};
use crate::look::scale::{self, Scale};

choice! {
    /// How values lie along an axis.
    pub enum Steps {
        #[default]
        Linear = "linear",
        /// Powers of ten lie equally far apart; zero and what is less have no place.
        Log = "log",
    }
}

impl Steps {
    /// Where a value lies on the axis; `None` where it has no place.
    pub fn place(self, value: f64) -> Option<f64> {
        match self {
            Steps::Linear => Some(value),
            Steps::Log => (value > 0.0).then(|| value.log10()),
        }
    }

    /// How many of these values have no place.
    pub fn left_out(self, values: &[f64]) -> usize {
        values.iter().filter(|value| self.place(**value).is_none()).count()
    }

    /// The axis over these places and the title that its labels need; from zero on where `zero`,
    /// which on a logarithmic axis is one power below. `None` where there is no place.
    pub fn axis(
        self,
        places: &[f64],
        zero: bool,
        unit: Option<&str>,
        on: &Draw<'_>,
    ) -> Option<(Axis, Option<String>)> {
        let most = (on.height / (small(on) * 2.4)).clamp(2.0, 4.0) as usize;
        match self {
            Steps::Linear => {
                let scale = Scale::nice(places.iter().copied(), zero, most)?;
                Some(Axis::of_values(scale, on.format, unit, on))
            }
            Steps::Log => decades(places, zero, most, unit, on),
        }
    }
}

fn decades(
    places: &[f64],
    zero: bool,
    most: usize,
    unit: Option<&str>,
    on: &Draw<'_>,
) -> Option<(Axis, Option<String>)> {
    let (lo, hi) = scale::extent(places.iter().copied())?;
    let first = if zero { (lo - 1e-9).floor() } else { lo.floor() };
    let last = hi.ceil().max(first + 1.0);
    let step = ((last - first) / most as f64).ceil().max(1.0);
    let ticks: Vec<f64> =
        (0..=most).map(|at| first + at as f64 * step).filter(|tick| *tick <= last).collect();
    // Not powi: what it divides loses the last figure.
    let say = |tick: &f64| format::number(10_f64.powf(*tick), on.format, None, on.lang).line();
    let labels = ticks.iter().map(say).collect();
    let title = unit.filter(|_| on.format != Format::Percent).map(str::to_string);
    Some((Axis { scale: Scale { lo: first, hi: last, ticks }, labels, lines: true }, title))
}
