//! `stat`: big numbers, one for each row: the number with unit and qualifier, its label, its date.

use super::options::{FieldName, options};
use super::{Voice, view};
use crate::data::table::{Field, Table, Value};
use crate::look::format::{self, Format, Said};

options! {
    /// Which fields hold what. A field that is not named is looked for by the option's own name
    /// (`value`, `label`…), the value otherwise in the first number or figure.
    pub struct Options {
        /// The number or published figure.
        pub value: Option<FieldName>,
        /// What the number says.
        pub label: Option<FieldName>,
        /// 多, 余, 近, 超, 左右.
        pub qualifier: Option<FieldName>,
        /// 人, 家, 千瓦时; the panel's `unit` where no field holds it.
        pub unit_field: Option<FieldName>,
        /// The day or period that the figure is of.
        pub as_of: Option<FieldName>,
    }
}

/// One big number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stat {
    pub said: Said,
    /// Empty where the panel's title says it all.
    pub label: String,
    pub as_of: Option<String>,
    /// The same number with every digit.
    pub full: String,
}

/// All numbers of a panel, and the day that they share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    pub numbers: Vec<Stat>,
    /// Said once for all; the numbers then carry none.
    pub day: Option<String>,
}

/// A panel of big numbers has few of them.
pub const MOST: usize = 6;

/// Says the numbers of the first rows.
pub fn view(options: &Options, rows: &Table, voice: &Voice<'_>) -> Stats {
    let items = view::items(
        rows,
        options.label.as_deref(),
        options.value.as_deref(),
        voice.utc_offset,
        voice.lang,
    );
    let extra = |named: &Option<FieldName>, role| view::extra_field(rows, named.as_deref(), role);
    let qualifier = extra(&options.qualifier, "qualifier");
    let unit = extra(&options.unit_field, "unit");
    let as_of = extra(&options.as_of, "as_of");
    // A lone number without a label is said by the panel's title.
    let told =
        items.len() == 1 && view::label_field(rows, options.label.as_deref(), "label").is_none();
    let one = |item: view::Item| {
        let unit = text(unit, item.row).or(voice.unit).or(item.unit.as_deref());
        let said = match (&item.printed, item.value) {
            (Some(printed), _) => {
                format::figure(printed, text(qualifier, item.row), unit, voice.lang)
            }
            (None, Some(value)) => format::number(value, voice.format, unit, voice.lang),
            (None, None) => Said { number: format::NONE.into(), ..Said::default() },
        };
        let full = match item.value.filter(|_| item.printed.is_none()) {
            Some(value) => format::number(value, Format::Full, unit, voice.lang).line(),
            None => said.line(),
        };
        let day = as_of.map(|field| field.column.get(item.row)).filter(|day| !day.is_missing());
        Stat {
            said,
            full,
            label: if told { String::new() } else { item.label },
            as_of: day.map(|day| view::said(day, voice.utc_offset, voice.lang)),
        }
    };
    share_day(items.into_iter().take(MOST).map(one).collect())
}

/// Takes out a day that all numbers of several have.
fn share_day(mut numbers: Vec<Stat>) -> Stats {
    let day = numbers.first().and_then(|first| first.as_of.clone());
    let shared = numbers.len() > 1 && day.is_some() && numbers.iter().all(|one| one.as_of == day);
    if !shared {
        return Stats { numbers, day: None };
    }
    numbers.iter_mut().for_each(|one| one.as_of = None);
    Stats { numbers, day }
}

fn text(field: Option<&Field>, row: usize) -> Option<&str> {
    match field?.column.get(row) {
        Value::Text(text) => Some(text),
        _ => None,
    }
}
