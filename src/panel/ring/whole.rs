//! The slices and their whole: which rows have a share, which are merged, which are switched off.

use super::{Draw, Options};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::Color;
use crate::panel::view::{self, Item};

/// Slices beyond it are merged.
const MOST: usize = 6;
/// A slice: what it is called and how much it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slice {
    pub label: String,
    pub value: f64,
    /// The figure as published, where it is one.
    pub printed: Option<String>,
    pub color: Color,
    /// The reader has switched it off.
    pub off: bool,
}

/// The slices with their whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Whole {
    pub slices: Vec<Slice>,
    /// Of the slices that are on.
    pub total: f64,
    pub unit: Option<String>,
    /// Rows that are no share of anything.
    pub left_out: usize,
    /// There are rows with a value, though none with a share.
    pub empty: Option<f64>,
}

impl Whole {
    pub fn of(options: &Options, rows: &Table, on: &Draw<'_>) -> Whole {
        let (label, value) = (options.label.as_deref(), options.value.as_deref());
        let items = view::items(rows, label, value, on.utc_offset, on.lang);
        let unit = on.unit.map(str::to_string);
        let unit = unit.or_else(|| items.first().and_then(|item| item.unit.clone()));
        let count = items.len();
        let known: Vec<f64> = items.iter().filter_map(|item| item.value).collect();
        let all = shares(items, on);
        let left_out = count - all.len();
        // What is below zero has no whole, not even an empty one.
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let empty = (!known.is_empty()).then_some(if least < 0.0 { f64::NAN } else { 0.0 });
        let slices = merged(all, on);
        let total = slices.iter().filter(|slice| !slice.off).map(|slice| slice.value).sum();
        Whole { slices, total, unit, left_out, empty }
    }

    /// A slice's share of the whole; none where it is switched off.
    pub fn share(&self, slice: &Slice) -> Option<f64> {
        (!slice.off && self.total > 0.0).then(|| slice.value / self.total)
    }

    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }
}

/// The rows that have a share.
fn shares(items: Vec<Item>, on: &Draw<'_>) -> Vec<Slice> {
    let share = |item: Item| {
        let value = item.value.filter(|value| *value > 0.0)?;
        let off = on.pose.hides(&item.label);
        Some(Slice { label: item.label, value, printed: item.printed, color: on.theme.accent, off })
    };
    items.into_iter().filter_map(share).collect()
}

/// The slices in the order of the rows. Of more than six the five largest stay, the rest is one, at
/// the end, together with what is called so already.
fn merged(mut all: Vec<Slice>, on: &Draw<'_>) -> Vec<Slice> {
    let other = words::other(on.lang);
    if all.len() > MOST {
        let descending: Vec<f64> = all.iter().map(|slice| -slice.value).collect();
        let mut order = view::ascending(&descending);
        order.retain(|at| all.get(*at).is_some_and(|slice| slice.label != other));
        order.truncate(MOST - 1);
        let (mut kept, mut rest) = (Vec::new(), 0.0);
        for (at, slice) in all.into_iter().enumerate() {
            match order.contains(&at) {
                true => kept.push(slice),
                false => rest += slice.value,
            }
        }
        let (label, off) = (other.to_string(), on.pose.hides(other));
        let color = on.theme.accent;
        kept.push(Slice { label, value: rest, printed: None, color, off });
        all = kept;
    }
    let last = all.len().saturating_sub(1);
    for (at, slice) in all.iter_mut().enumerate() {
        // What is merged is muted.
        slice.color = match on.theme.series.get(at) {
            Some(color) if slice.label != other || at != last => *color,
            _ => on.theme.muted.fade(0.55),
        };
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Field, Type, Value};
    use crate::panel::Pose;

    fn field(name: &str, kind: Type, cells: &[Value<'_>]) -> Field {
        let mut builder = Builder::new(kind);
        cells.iter().for_each(|cell| builder.push(*cell));
        Field { name: name.into(), label: name.into(), unit: None, column: builder.finish() }
    }

    fn whole(cells: &[(&str, f64)], hidden: &[&str]) -> Whole {
        let labels: Vec<_> = cells.iter().map(|(label, _)| Value::Text(label)).collect();
        let values: Vec<_> = cells.iter().map(|(_, value)| Value::Number(*value)).collect();
        let rows = Table::new(vec![
            field("label", Type::Text, &labels),
            field("value", Type::Number, &values),
        ]);
        let hidden = hidden.iter().map(|name| name.to_string()).collect();
        let pose = Pose { hidden, ..Pose::default() };
        crate::panel::trial((300.0, 200.0), |on| {
            Whole::of(&Options::default(), &rows, &Draw { pose: &pose, ..*on })
        })
    }

    fn read(whole: &Whole) -> Vec<(&str, f64)> {
        whole.slices.iter().map(|slice| (slice.label.as_str(), slice.value)).collect()
    }

    #[test]
    fn six_slices_stay_as_they_are() {
        let six: Vec<_> = ["a", "b", "c", "d", "e", "f"].into_iter().zip([1.0; 6]).collect();
        assert_eq!(read(&whole(&six, &[])), six);
    }

    #[test]
    fn the_rest_is_merged_with_what_is_called_so() {
        let eight = [
            ("其他", 50.0),
            ("a", 1.0),
            ("b", 9.0),
            ("c", 8.0),
            ("d", 2.0),
            ("e", 7.0),
            ("f", 6.0),
            ("g", 5.0),
        ];
        let kept = [("b", 9.0), ("c", 8.0), ("e", 7.0), ("f", 6.0), ("g", 5.0), ("其他", 53.0)];
        assert_eq!(read(&whole(&eight, &[])), kept);
    }

    #[test]
    fn what_is_no_share_has_no_slice_and_is_counted() {
        let odd = whole(&[("a", f64::NAN), ("b", -3.0), ("c", 0.0), ("d", 2.0)], &[]);
        assert_eq!((read(&odd), odd.left_out), (vec![("d", 2.0)], 3));
        assert_eq!(whole(&[("a", 0.0), ("b", 0.0)], &[]).empty, Some(0.0));
        assert!(whole(&[("a", -1.0)], &[]).empty.is_some_and(f64::is_nan));
    }

    #[test]
    fn what_is_switched_off_leaves_the_whole_and_keeps_its_colour() {
        let cells = [("a", 1.0), ("b", 2.0), ("c", 1.0)];
        let (all, some) = (whole(&cells, &[]), whole(&cells, &["b"]));
        let shares: Vec<_> = some.slices.iter().map(|slice| some.share(slice)).collect();
        assert_eq!(shares, [Some(0.5), None, Some(0.5)]);
        let colors = |whole: &Whole| whole.slices.iter().map(|s| s.color).collect::<Vec<_>>();
        assert_eq!(colors(&all), colors(&some));
    }
}
