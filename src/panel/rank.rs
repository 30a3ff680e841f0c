//! `rank`: names with bars, in the order of the query.

use super::options::{FieldName, options};
use super::{Voice, view};
use crate::data::table::Table;
use crate::look::format::Said;

options! {
    /// Which fields hold what: the first text and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
    }
}

/// One name with its number and its length.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ranked {
    pub label: String,
    pub said: Said,
    /// Of the largest, in ten-thousandths.
    pub share: u32,
}

/// A rank longer than a screen is a table.
pub const MOST: usize = 30;

/// Names in the order of the query, lengths in proportion to the largest.
pub fn view(options: &Options, rows: &Table, voice: &Voice<'_>) -> Vec<Ranked> {
    ranked(rows, options.label.as_deref(), options.value.as_deref(), voice)
}

pub(super) fn ranked(
    rows: &Table,
    label: Option<&str>,
    value: Option<&str>,
    voice: &Voice<'_>,
) -> Vec<Ranked> {
    let items = view::items(rows, label, value, voice.utc_offset, voice.lang);
    // The panel's head says the unit once.
    let voice = Voice { unit: voice.unit.map(|_| ""), ..*voice };
    let largest = items.iter().filter_map(|item| item.value).fold(0.0_f64, f64::max);
    let share = |value: Option<f64>| match value {
        Some(value) if largest > 0.0 => ((value / largest).clamp(0.0, 1.0) * 1e4).round() as u32,
        _ => 0,
    };
    let one = |item: view::Item| Ranked {
        said: voice.say(&item),
        share: share(item.value),
        label: item.label,
    };
    items.into_iter().take(MOST).map(one).collect()
}
