//! From the small table to pieces of bars on the value axis, and the words at their ends.

use super::{FILLED, Options};
use crate::data::table::{Field, Table};
use crate::issue::words;
use crate::look::Color;
use crate::look::format::{self, Format};
use crate::panel::head::Key;
use crate::panel::scene::Told;
use crate::panel::value_axis::Steps;
use crate::panel::view::{self, Spread};
use crate::panel::{Draw, tips};

/// A bar's piece: places of its slot (0 to 1), from and to on the value axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub slot: usize,
    pub across: (f64, f64),
    pub from: f64,
    pub to: f64,
    /// What it counts.
    pub value: f64,
    pub color: Color,
    /// How often its colour was used before.
    pub round: usize,
}

/// A value beside a bar's end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct End {
    pub slot: usize,
    /// Its bar's place in the slot, 0 to 1.
    pub across: (f64, f64),
    pub at: f64,
    /// It stands before the axis's zero.
    pub below: bool,
    pub words: String,
}

/// Everything that a drawing of bars is made of.
pub(super) struct View<'a> {
    /// Only the series that are not switched off.
    pub spread: Spread,
    /// The keys of those.
    shown: Vec<Key>,
    /// The keys of all.
    pub keys: Vec<Key>,
    pub more_series: usize,
    pub stacked: bool,
    pub share: bool,
    pub steps: Steps,
    off_scale: usize,
    label: Option<&'a Field>,
}

impl<'a> View<'a> {
    pub fn of(options: &Options, rows: &'a Table, on: &Draw<'_>) -> Option<View<'a>> {
        let label = view::label_field(rows, options.label.as_deref(), "label");
        let series = view::extra_field(rows, options.series.as_deref(), "series");
        let mut spread = view::spread(rows, label, options.value.as_deref(), "value", series, on);
        let more_series = spread.series.len().saturating_sub(on.theme.series.len());
        spread.series.truncate(on.theme.series.len());
        if !spread.series.iter().flat_map(|own| &own.values).any(Option::is_some) {
            return None;
        }
        let names: Vec<String> = spread.series.iter().map(|own| own.name.clone()).collect();
        let keys = Key::all(&names, on);
        let is_shown = |name: &str| keys.len() == 1 || !on.pose.hides(name);
        let mut shown = keys.clone();
        shown.retain(|key| is_shown(&key.name));
        spread.series.retain(|own| is_shown(&own.name));
        let stacked = options.stacked || options.share;
        let steps = if stacked { Steps::Linear } else { options.scale };
        let values: Vec<f64> =
            spread.series.iter().flat_map(|own| own.values.iter().flatten().copied()).collect();
        let off_scale = steps.left_out(&values);
        let share = options.share;
        Some(View { spread, shown, keys, more_series, stacked, share, steps, off_scale, label })
    }

    /// Bars side by side in one slot.
    pub fn abreast(&self) -> usize {
        if self.stacked { 1 } else { self.spread.series.len().max(1) }
    }

    fn value(&self, series: usize, slot: usize) -> Option<f64> {
        self.spread.series.get(series)?.values.get(slot).copied().flatten()
    }

    /// What the values of a slot are divided by.
    fn whole(&self, slot: usize) -> f64 {
        if !self.share {
            return 1.0;
        }
        let values = (0..self.shown.len()).filter_map(|at| self.value(at, slot));
        let sum: f64 = values.map(f64::abs).sum();
        if sum > 0.0 { sum } else { 1.0 }
    }

    /// Where each piece of the first `slots` slots lies.
    pub fn pieces(&self, slots: usize) -> Vec<Piece> {
        (0..slots).flat_map(|slot| self.slot_pieces(slot)).collect()
    }

    fn slot_pieces(&self, slot: usize) -> Vec<Piece> {
        let width = FILLED / self.abreast() as f64;
        let whole = self.whole(slot);
        let (mut above, mut below) = (0.0, 0.0);
        let mut pieces = Vec::new();
        for (at, key) in self.shown.iter().enumerate() {
            let Some(value) = self.value(at, slot).map(|value| value / whole) else { continue };
            let Some(length) = self.steps.place(value) else { continue };
            let first = (1.0 - FILLED) / 2.0 + if self.stacked { 0.0 } else { at as f64 * width };
            let start = match (self.stacked, value >= 0.0) {
                (false, _) => self.foot(),
                (true, true) => above,
                (true, false) => below,
            };
            let to = if self.stacked { start + length } else { length };
            if value >= 0.0 {
                above = to
            } else {
                below = to
            }
            let across = (first, first + width * if self.abreast() > 1 { 0.92 } else { 1.0 });
            pieces.push(Piece {
                slot,
                across,
                from: start,
                to,
                value,
                color: key.color,
                round: key.round,
            });
        }
        pieces
    }

    /// Where bars begin: at zero, which a logarithmic axis has infinitely far away.
    fn foot(&self) -> f64 {
        if self.steps == Steps::Log { f64::NEG_INFINITY } else { 0.0 }
    }

    /// How the value axis and the words of pieces are said.
    pub fn format(&self, on: &Draw<'_>) -> Format {
        if self.share { Format::Percent } else { on.format }
    }

    /// What the values count; shares count nothing.
    pub fn unit(&self) -> Option<&str> {
        self.spread.unit.as_deref().filter(|_| !self.share)
    }

    /// A piece's value; of a share the first three figures.
    pub fn say(&self, value: f64, on: &Draw<'_>) -> String {
        let value = if self.share { (value * 1e3).round() / 1e3 } else { value };
        format::number(value, self.format(on), None, on.lang).line()
    }

    /// The words at the ends: of each bar, or of each whole stack; a share is always the whole.
    pub fn ends(&self, pieces: &[Piece], on: &Draw<'_>) -> Vec<End> {
        let end = |piece: &Piece, words| End {
            slot: piece.slot,
            across: piece.across,
            at: piece.to,
            below: self.steps == Steps::Linear && piece.to < 0.0,
            words,
        };
        if self.share {
            return Vec::new();
        }
        if !self.stacked {
            return pieces.iter().map(|piece| end(piece, self.say(piece.value, on))).collect();
        }
        let stacks = pieces.chunk_by(|a, b| a.slot == b.slot);
        stacks
            .filter_map(|stack| {
                let sum: f64 = stack.iter().map(|piece| piece.value).sum();
                // The sum stands at the far end of the side that weighs more.
                let outer = stack
                    .iter()
                    .max_by(|a, b| (a.to * sum.signum()).total_cmp(&(b.to * sum.signum())))?;
                Some(end(outer, self.say(sum, on)))
            })
            .collect()
    }

    /// What the legend calls: nothing where there is one series.
    pub fn legend(&self) -> Vec<Key> {
        if self.keys.len() > 1 { self.keys.clone() } else { Vec::new() }
    }

    /// A slot's label in full.
    pub fn called(&self, slot: usize, on: &Draw<'_>) -> String {
        match (self.label, self.spread.rows.get(slot)) {
            (Some(field), Some(row)) => view::whole(field.column.get(*row), on.utc_offset, on.lang),
            _ => self.spread.labels.get(slot).cloned().unwrap_or_default(),
        }
    }

    pub fn told(&self, slot: usize, on: &Draw<'_>) -> Vec<Told> {
        let whole = self.whole(slot);
        let told = |(at, key): (usize, &Key)| {
            let value = self.value(at, slot)?;
            let said = on.told(value, self.spread.unit.as_deref());
            let value = match self.share {
                true => format!("{said} · {}", self.say(value / whole, on)),
                false => said,
            };
            let name = if self.keys.len() > 1 { key.name.clone() } else { String::new() };
            Some(Told { name, value, color: Some(key.color) })
        };
        self.shown.iter().enumerate().filter_map(told).collect()
    }

    /// What is not in the drawing, and why.
    pub fn notice(&self, on: &Draw<'_>) -> Option<String> {
        let say = |count: usize, words: fn(usize, crate::issue::Lang) -> String| {
            (count > 0).then(|| words(count, on.lang))
        };
        tips::notice(&[
            say(self.off_scale, words::off_log_axis),
            say(self.spread.repeated, words::repeated),
        ])
    }
}
