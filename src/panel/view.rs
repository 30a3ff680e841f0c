//! What charts have in common before they draw: which field plays which role, and the small table as
//! items (a label with a value) or as series over shared labels.

use std::collections::HashMap;

use super::Draw;
use crate::data;
use crate::data::table::{Column, Field, NO_DAY, Table, Value};
use crate::issue::{Lang, words};
use crate::look::format::{self, Format};

/// A label and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub label: String,
    /// For lengths; of a published figure, about how much it is.
    pub value: Option<f64>,
    /// The figure as published, where the field holds figures.
    pub printed: Option<String>,
    pub unit: Option<String>,
    /// The row it comes from.
    pub row: usize,
}

/// One line or one set of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: String,
    /// One for each label; missing stays missing.
    pub values: Vec<Option<f64>>,
}

/// Series over shared labels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    pub labels: Vec<String>,
    /// The first row of each label.
    pub rows: Vec<usize>,
    pub series: Vec<Series>,
    pub unit: Option<String>,
    /// How many values a later row of the same label and series replaced.
    pub repeated: usize,
    /// Labels are days or times: one may be left out between its neighbours, but not cut.
    pub timed: bool,
}

/// The field of a role: the one that the options name, else the one that is called like the role,
/// else `guess`. A name that the table does not have is nothing, so that no other field stands in.
fn role<'a>(
    rows: &'a Table,
    named: Option<&str>,
    role: &str,
    guess: impl FnOnce() -> Option<&'a Field>,
) -> Option<&'a Field> {
    match named {
        Some(name) => rows.field(name),
        None => rows.field(role).or_else(guess),
    }
}

/// The field that names things: `role`, else the first that is no number.
pub fn label_field<'a>(rows: &'a Table, named: Option<&str>, name: &str) -> Option<&'a Field> {
    role(rows, named, name, || {
        let texts = || rows.fields().iter().filter(|f| !is_number(f));
        let measured = rows.fields().iter().any(is_number);
        // Without a number, one of the texts holds figures and is no label.
        texts().find(|f| measured || !is_figure(f)).or_else(|| texts().next())
    })
}

/// The field that counts: `role`, else the first number, else the first text of figures; never
/// `label`.
pub fn value_field<'a>(
    rows: &'a Table,
    named: Option<&str>,
    name: &str,
    label: Option<&Field>,
) -> Option<&'a Field> {
    role(rows, named, name, || {
        let others = || rows.fields().iter().filter(|f| label.is_none_or(|l| l.name != f.name));
        others().find(|f| is_number(f)).or_else(|| others().find(|f| is_figure(f)))
    })
}

/// The field of that option, or the one that is called like the option.
pub fn extra_field<'a>(rows: &'a Table, named: Option<&str>, name: &str) -> Option<&'a Field> {
    role(rows, named, name, || None)
}

pub fn is_number(field: &Field) -> bool {
    matches!(field.column, Column::Number(_))
}

/// A text field in which some cell begins with a number.
fn is_figure(field: &Field) -> bool {
    matches!(&field.column, Column::Text { words, .. }
        if words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit())))
}

/// No count of this world is larger; sums of such numbers stay finite.
const LARGEST: f64 = 1e100;

/// The places of `keys` from the least to the greatest; equal keys keep their order.
pub fn ascending(keys: &[f64]) -> Vec<usize> {
    let key = |at: usize| keys.get(at).copied().unwrap_or(f64::NAN);
    data::order(keys.len(), &|a, b| key(a).total_cmp(&key(b)))
}

/// How much a cell counts, for lengths; what is beyond 1e100 counts as missing.
pub fn amount(value: Value<'_>) -> Option<f64> {
    let amount = match value {
        Value::Number(number) => Some(number),
        Value::Text(printed) => format::magnitude(printed),
        _ => None,
    };
    amount.filter(|amount| amount.abs() <= LARGEST)
}

/// What heads a column: its label, and what its numbers count where neither label nor cells say it.
pub fn head(field: &Field) -> String {
    match (&field.unit, &field.column) {
        (Some(unit), Column::Number(_)) if !field.label.contains(unit.as_str()) => {
            format!("{}({unit})", field.label)
        }
        _ => field.label.clone(),
    }
}

/// A cell as an axis, a legend or a label says it; missing is a dash.
pub fn said(value: Value<'_>, utc_offset: i32, lang: Lang) -> String {
    match value {
        Value::Missing => format::NONE.into(),
        Value::Text(text) => text.into(),
        Value::Number(number) => format::number(number, Format::Plain, None, lang).line(),
        Value::Day(days) => format::short_day(days, lang),
        Value::Time(seconds) => format::moment(seconds, utc_offset, lang),
        Value::Flag(true) => words::yes(lang).into(),
        Value::Flag(false) => words::no(lang).into(),
    }
}

/// A cell as a tip says it: days and times are whole.
pub fn whole(value: Value<'_>, utc_offset: i32, lang: Lang) -> String {
    match value {
        Value::Day(days) => format::day(days, lang),
        Value::Time(seconds) => format::time(seconds, utc_offset, lang),
        other => said(other, utc_offset, lang),
    }
}

/// The table as items, one for each row. One row of several numbers and no words (a query of
/// measures alone) reads as one item for each number, called by its field.
pub fn items(
    rows: &Table,
    label: Option<&str>,
    value: Option<&str>,
    utc_offset: i32,
    lang: Lang,
) -> Vec<Item> {
    let item = |label, field, row| item(label, field, row, utc_offset, lang);
    let measures = rows.fields().iter().filter(|f| is_number(f)).count();
    let only_numbers = measures >= 2 && measures == rows.fields().len();
    if rows.rows() == 1 && label.is_none() && value.is_none() && only_numbers {
        return rows.fields().iter().map(|field| item(None, field, 0)).collect();
    }
    let label = label_field(rows, label, "label");
    match value_field(rows, value, "value", label) {
        Some(value) => (0..rows.rows()).map(|row| item(label, value, row)).collect(),
        None => Vec::new(),
    }
}

fn item(label: Option<&Field>, field: &Field, row: usize, utc_offset: i32, lang: Lang) -> Item {
    let cell = field.column.get(row);
    Item {
        label: match label {
            Some(label) => said(label.column.get(row), utc_offset, lang),
            None => field.label.clone(),
        },
        value: amount(cell),
        printed: cell.text().map(str::to_string),
        unit: field.unit.clone(),
        row,
    }
}

/// The table as series over the labels of the field `label`, in the order of the rows. With a
/// `series` field there is one for each of its values, and of two rows that agree in both the later
/// counts. Without one, all number fields of the first one's unit are series, or the one named.
pub fn spread(
    rows: &Table,
    label: Option<&Field>,
    value: Option<&str>,
    value_role: &str,
    series: Option<&Field>,
    on: &Draw<'_>,
) -> Spread {
    let mut spread = unlabelled(rows, label, value, value_role, series, on);
    if let Some(first) = value_field(rows, value, value_role, label) {
        spread.labels = called(label, first, &spread.rows, on);
    }
    spread
}

/// [`spread`] without what its labels are called.
pub fn unlabelled(
    rows: &Table,
    label: Option<&Field>,
    value: Option<&str>,
    value_role: &str,
    series: Option<&Field>,
    on: &Draw<'_>,
) -> Spread {
    let Some(first) = value_field(rows, value, value_role, label) else {
        return Spread::default();
    };
    let unit = first.unit.clone();
    let timed = label.is_some_and(|l| matches!(l.column, Column::Day(_) | Column::Time(_)));
    let Some(split) = series else {
        let fields = alike(rows, first, value.is_some() || first.name == value_role, label);
        let series = fields.into_iter().map(|field| Series {
            name: field.label.clone(),
            values: (0..rows.rows()).map(|row| amount(field.column.get(row))).collect(),
        });
        let all: Vec<usize> = (0..rows.rows()).collect();
        let series = series.collect();
        return Spread { labels: Vec::new(), series, rows: all, unit, repeated: 0, timed };
    };
    let mut labels = Places::default();
    let mut names = Places::default();
    let key =
        |field: Option<&Field>, row| field.map_or_else(String::new, |f| key(f.column.get(row)));
    let cells: Vec<(usize, usize, Option<f64>)> = (0..rows.rows())
        .map(|row| {
            let place = labels.of(key(label, row), row);
            (place, names.of(key(Some(split), row), row), amount(first.column.get(row)))
        })
        .collect();
    let names = called(Some(split), split, &names.rows, on);
    let empty = |name| Series { name, values: vec![None; labels.rows.len()] };
    let mut series: Vec<Series> = names.into_iter().map(empty).collect();
    let mut repeated = 0;
    for (label, name, value) in cells {
        if let Some(cell) = series.get_mut(name).and_then(|s| s.values.get_mut(label)) {
            repeated += usize::from(cell.is_some());
            *cell = value;
        }
    }
    let rows = labels.rows;
    Spread { labels: Vec::new(), series, rows, unit, repeated, timed }
}

/// A cell as a key: its kind, so that a text is never a number, and its whole value.
pub fn key(value: Value<'_>) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Text(text) => format!("t{text}"),
        Value::Number(number) => format!("n{number}"),
        Value::Day(day) => format!("d{day}"),
        Value::Time(time) => format!("s{time}"),
        Value::Flag(flag) => format!("f{flag}"),
    }
}

/// What the labels of these rows are called; days that are all the first of a month are months.
pub fn called(label: Option<&Field>, value: &Field, rows: &[usize], on: &Draw<'_>) -> Vec<String> {
    let Some(label) = label else { return vec![value.label.clone(); rows.len()] };
    let monthly = rows.len() > 1 && is_monthly(label);
    let call = |row: &usize| match label.column.get(*row) {
        Value::Day(day) if monthly => {
            format::month_of(day).map_or(format::NONE.into(), |month| format::month(month, on.lang))
        }
        cell => said(cell, on.utc_offset, on.lang),
    };
    rows.iter().map(call).collect()
}

/// Whether a field holds days that all begin a month, as a query by months makes them.
pub fn is_monthly(field: &Field) -> bool {
    let first = |day: &i32| format::month_of(*day).and_then(format::first_of) == Some(*day);
    matches!(&field.column, Column::Day(days)
        if days.len() > 1 && days.iter().filter(|day| **day != NO_DAY).all(first))
}

/// The number fields that can share an axis with `first`.
fn alike<'a>(
    rows: &'a Table,
    first: &'a Field,
    alone: bool,
    label: Option<&Field>,
) -> Vec<&'a Field> {
    if alone || !is_number(first) {
        return vec![first];
    }
    let other = |f: &&Field| label.is_none_or(|l| l.name != f.name);
    rows.fields().iter().filter(other).filter(|f| is_number(f) && f.unit == first.unit).collect()
}

/// Distinct keys in the order they came, each with its first row.
#[derive(Default)]
pub struct Places {
    pub rows: Vec<usize>,
    at: HashMap<String, usize>,
}

impl Places {
    /// The place of a key, a new one where it is not known.
    pub fn of(&mut self, key: String, row: usize) -> usize {
        *self.at.entry(key).or_insert_with(|| {
            self.rows.push(row);
            self.rows.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Type};

    fn field(name: &str, kind: Type, cells: &[Value<'_>]) -> Field {
        let mut builder = Builder::new(kind);
        cells.iter().for_each(|cell| builder.push(*cell));
        let label = format!("{name}!");
        Field { name: name.into(), label, unit: Some("人".into()), column: builder.finish() }
    }

    fn numbers(name: &str, cells: &[f64]) -> Field {
        field(name, Type::Number, &cells.iter().map(|n| Value::Number(*n)).collect::<Vec<_>>())
    }

    fn texts(name: &str, cells: &[&'static str]) -> Field {
        field(name, Type::Text, &cells.iter().map(|t| Value::Text(t)).collect::<Vec<_>>())
    }

    fn with<T>(look: impl FnOnce(&Draw<'_>) -> T) -> T {
        crate::panel::trial((100.0, 100.0), look)
    }

    #[test]
    fn roles_are_named_called_or_guessed() {
        let rows = Table::new(vec![
            texts("rate", &["48.81%"]),
            texts("city", &["南阳"]),
            texts("label", &["复工率"]),
        ]);
        let label = |named| label_field(&rows, named, "label").map(|f| f.name.as_str());
        assert_eq!(label(Some("city")), Some("city"));
        assert_eq!(label(Some("nowhere")), None);
        assert_eq!(label(None), Some("label"));
        assert_eq!(label_field(&rows, None, "x").map(|f| f.name.as_str()), Some("city"));
        let city = rows.field("city");
        let value = value_field(&rows, None, "value", city).map(|f| f.name.as_str());
        assert_eq!(value, Some("rate"));
    }

    #[test]
    fn one_row_of_measures_reads_as_items() {
        let rows = Table::new(vec![numbers("out", &[3.0]), numbers("back", &[2.0])]);
        let items = items(&rows, None, None, 8 * 3600, Lang::Zh);
        let read: Vec<_> = items.iter().map(|i| (i.label.as_str(), i.value)).collect();
        assert_eq!(read, [("out!", Some(3.0)), ("back!", Some(2.0))]);
    }

    #[test]
    fn published_figures_keep_their_print() {
        let rows = Table::new(vec![texts("city", &["南阳"]), texts("rate", &["48.810%"])]);
        let items = items(&rows, None, None, 8 * 3600, Lang::Zh);
        assert_eq!(items[0].printed.as_deref(), Some("48.810%"));
        assert_eq!(items[0].value, Some(48.81));
    }

    #[test]
    fn a_series_field_spreads_and_gaps_stay_gaps() {
        let rows = Table::new(vec![
            texts("town", &["甲", "甲", "乙"]),
            texts("way", &["有组织", "自发", "自发"]),
            numbers("count", &[1.0, 2.0, 3.0]),
        ]);
        let spread =
            with(|on| spread(&rows, rows.field("town"), None, "value", rows.field("way"), on));
        assert_eq!(spread.labels, ["甲", "乙"]);
        assert_eq!(spread.series[0].values, [Some(1.0), None]);
        assert_eq!(spread.series[1].values, [Some(2.0), Some(3.0)]);
    }

    #[test]
    fn days_of_two_years_stay_apart_and_first_days_are_months() {
        let days = [Value::Day(18_293), Value::Day(18_293 + 366)];
        let rows = Table::new(vec![
            field("day", Type::Date, &days),
            texts("way", &["有组织", "有组织"]),
            numbers("count", &[1.0, 2.0]),
        ]);
        let spread =
            with(|on| spread(&rows, rows.field("day"), None, "value", rows.field("way"), on));
        assert_eq!(spread.labels, ["2月", "2月"]);
        assert_eq!(spread.series[0].values, [Some(1.0), Some(2.0)]);
    }

    #[test]
    fn numbers_of_one_unit_are_series_side_by_side() {
        let mut share = numbers("share", &[0.5]);
        share.unit = Some("%".into());
        let rows = Table::new(vec![
            texts("town", &["甲"]),
            numbers("a", &[1.0]),
            share,
            numbers("b", &[2.0]),
        ]);
        let names = |value: Option<&str>| {
            let spread = with(|on| spread(&rows, rows.field("town"), value, "value", None, on));
            spread.series.into_iter().map(|s| s.name).collect::<Vec<_>>()
        };
        assert_eq!(names(None), ["a!", "b!"]);
        assert_eq!(names(Some("b")), ["b!"]);
    }
}
