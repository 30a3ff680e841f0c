//! `gantt`: what runs from when to when, a bar for each row; with neither duration a milestone.
//!
//! An end that is missing is open: the bar fades. An end before its start is drawn as the start, and
//! a notice says so. Rows keep the query's order: there is no dependency and no rescheduling here.

mod bars;
mod time;

use self::time::{Clock, Span};
use super::options::{FieldName, options};
use super::toggles::Key;
use super::view;
use super::{Draw, Scene, Told};
use crate::data::table::{Column, Field, Table, Value};
use crate::issue::words;
use crate::look::{Color, Picture, format};

options! {
    /// Which fields hold what.
    pub struct Options {
        /// The rows' names: the first text where not named.
        pub label: Option<FieldName>,
        /// Where a bar begins: the first field of dates or times where not named.
        pub from: Option<FieldName>,
        /// Where it ends: the second field of dates or times where not named; none is open.
        pub to: Option<FieldName>,
        /// How much of it is done, 0 to 100.
        pub done: Option<FieldName>,
        /// One colour for each value of this field, such as a state.
        pub series: Option<FieldName>,
    }
}

/// A row with what it spans.
#[derive(Clone, Debug, PartialEq)]
struct Bar {
    label: String,
    span: Span,
    /// 0 to 1.
    done: Option<f64>,
    color: Color,
    told: Vec<Told>,
}

/// The bars, by the order of the rows.
#[derive(Clone, Debug, PartialEq)]
struct View {
    bars: Vec<Bar>,
    keys: Vec<Key>,
    clock: Clock,
    notice: Option<String>,
}

/// The fields of the roles.
struct Fields<'a> {
    label: Option<&'a Field>,
    from: &'a Field,
    to: Option<&'a Field>,
    done: Option<&'a Field>,
    series: Option<&'a Field>,
}

impl<'a> Fields<'a> {
    /// None where no field holds a start.
    fn of(options: &Options, rows: &'a Table) -> Option<Fields<'a>> {
        let text = |field: &&Field| matches!(field.column, Column::Text { .. });
        let date = |field: &&Field| matches!(field.column, Column::Day(_) | Column::Time(_));
        let role =
            |named: &Option<FieldName>, word| view::extra_field(rows, named.as_deref(), word);
        let free = |named: &Option<FieldName>, found: Option<&'a Field>| {
            if named.is_none() { found } else { None }
        };
        let from = role(&options.from, "from")
            .or_else(|| free(&options.from, rows.fields().iter().find(date)))?;
        let other = |field: &&Field| date(field) && field.name != from.name;
        let to =
            role(&options.to, "to").or_else(|| free(&options.to, rows.fields().iter().find(other)));
        let label = role(&options.label, "label")
            .or_else(|| free(&options.label, rows.fields().iter().find(text)));
        let (done, series) = (role(&options.done, "done"), role(&options.series, "series"));
        Some(Fields { label, from, to, done, series })
    }
}

impl View {
    fn of(options: &Options, rows: &Table, on: &Draw<'_>) -> Option<View> {
        let fields = Fields::of(options, rows)?;
        let clock = Clock::of(fields.from, fields.to);
        let keys = keys(&fields, rows.rows(), on);
        let (mut bars, mut undated, mut backwards) = (Vec::new(), 0, 0);
        for row in 0..rows.rows() {
            let to = fields.to.map_or(Value::Missing, |field| field.column.get(row));
            let Some((span, back)) = clock.span(fields.from.column.get(row), to, on) else {
                undated += 1;
                continue;
            };
            backwards += usize::from(back);
            let key = fields.series.and_then(|field| key_of(&keys, &said(field, row, on)));
            if key.is_none_or(|key| !key.off) {
                bars.push(bar(&fields, row, span, key, &clock, on));
            }
        }
        let notices = [
            (undated > 0).then(|| words::no_start(undated, on.lang)),
            (backwards > 0).then(|| words::backwards(backwards, on.lang)),
        ];
        let notices: Vec<String> = notices.into_iter().flatten().collect();
        let notice = notices.join(on.lang.pick(";", "; "));
        let notice = (!notice.is_empty()).then_some(notice);
        Some(View { bars, keys, clock, notice })
    }
}

fn said(field: &Field, row: usize, on: &Draw<'_>) -> String {
    view::said(field.column.get(row), on.utc_offset, on.lang)
}

fn key_of<'a>(keys: &'a [Key], name: &str) -> Option<&'a Key> {
    keys.iter().find(|key| key.name == name)
}

/// The states in the order in which they come; those beyond the colours share a muted one.
fn keys(fields: &Fields<'_>, rows: usize, on: &Draw<'_>) -> Vec<Key> {
    let Some(field) = fields.series else { return Vec::new() };
    let mut known = view::Places::default();
    for row in 0..rows {
        known.of(said(field, row, on), row);
    }
    let key = |(at, row): (usize, &usize)| {
        let name = said(field, *row, on);
        let color = on.theme.series.get(at).copied().unwrap_or(on.theme.muted.fade(0.55));
        Key { off: on.pose.hides(&name), name, color, dashed: false }
    };
    known.rows.iter().enumerate().map(key).collect()
}

fn bar(
    fields: &Fields<'_>,
    row: usize,
    span: Span,
    key: Option<&Key>,
    clock: &Clock,
    on: &Draw<'_>,
) -> Bar {
    let percent = fields.done.and_then(|field| view::amount(field.column.get(row)));
    let done = percent.map(|done| (done / 100.0).clamp(0.0, 1.0));
    let line = |name: &str, value: String| Told { name: name.into(), value, color: None };
    let mut told = Vec::new();
    if let Some(key) = key {
        told.push(Told { name: String::new(), value: key.name.clone(), color: Some(key.color) });
    }
    told.push(line(words::begins(on.lang), clock.say(span.from, on)));
    match span.to {
        Some(to) if to > span.from => told.push(line(words::ends(on.lang), clock.say(to, on))),
        Some(_) => {}
        None => told.push(line(words::ends(on.lang), format::NONE.into())),
    }
    told.extend(percent.map(|done| line(words::done(on.lang), on.told(done, Some("%")))));
    Bar {
        label: fields.label.map(|field| said(field, row, on)).unwrap_or_default(),
        span,
        done,
        color: key.map_or(on.theme.accent, |key| key.color),
        told,
    }
}

/// Draws the rows; an empty picture where none has a start.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let Some(view) = View::of(options, rows, on) else { return scene };
    scene.notice.clone_from(&view.notice);
    bars::draw(&mut scene, &view, on);
    scene
}
