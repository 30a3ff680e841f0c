//! `ticker`: one line of news that passes by.

use super::options::{FieldName, options};
use super::{Draw, Voice, view};
use crate::data::table::{Table, Value};
use crate::issue::{Lang, words};
use crate::look::format;
use crate::look::markup::{Element, el};

options! {
    /// Which fields hold what, and how fast the line goes.
    pub struct Options {
        /// The words of an item: `label` or the first text where not named.
        pub label: Option<FieldName>,
        /// The number or figure behind the words; none where there is no such field.
        pub value: Option<FieldName>,
        /// Widths of a character in a second, 0.5 to 20.
        pub speed: f64 = 3.0,
    }
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Item {
    label: String,
    said: Option<String>,
}

/// A line longer than this says nothing to somebody who walks past.
const MOST: usize = 40;

/// The line stands twice, so that its end meets its beginning; the browser moves it without a
/// script, and a hand on the button stops it.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let items = view(options, rows, &on.voice());
    if items.is_empty() {
        return el("div");
    }
    let held = on.pose.held;
    let item = |item: &Item| {
        let said = item.said.as_ref().map(|said| el("b").text(said.as_str()));
        el("span").text(format!("{} ", item.label)).maybe(said)
    };
    let line = || el("p").all(items.iter().map(item));
    let lines = el("div").class("line").child(line()).child(line().attr("aria-hidden", "true"));
    el("div")
        .class(if held { "ticker paused" } else { "ticker" })
        .style("--duration", format!("{:.1}s", seconds(&items, options.speed)))
        .child(pause(held, on.lang))
        .child(el("div").class("window").attr("tabindex", "0").child(lines))
}

/// The button that stops what moves without an end.
pub fn pause(held: bool, lang: Lang) -> Element {
    el("button")
        .class("pause")
        .act("hold")
        .attr("aria-label", if held { words::resume(lang) } else { words::pause(lang) })
        .attr("aria-pressed", if held { "true" } else { "false" })
}

/// The rows as words with their figures.
fn view(options: &Options, rows: &Table, voice: &Voice<'_>) -> Vec<Item> {
    let label = view::label_field(rows, options.label.as_deref(), "label");
    let value = view::extra_field(rows, options.value.as_deref(), "value");
    let text = |name: &str, row| match rows.get(row, name) {
        Value::Text(text) => Some(text),
        _ => None,
    };
    let one = |row| {
        let figure = value.map(|value| value.column.get(row)).filter(|cell| !cell.is_missing());
        let said = figure.map(|cell| match cell {
            Value::Text(printed) => {
                let unit = text("unit", row).or(voice.unit);
                format::figure(printed, text("qualifier", row), unit, voice.lang).line()
            }
            Value::Number(number) => {
                format::number(number, voice.format, voice.unit, voice.lang).line()
            }
            other => view::said(other, voice.utc_offset, voice.lang),
        });
        let label = label.map(|label| label.column.get(row)).unwrap_or(Value::Missing);
        Item { label: view::said(label, voice.utc_offset, voice.lang), said }
    };
    (0..rows.rows().min(MOST)).map(one).collect()
}

/// How long the whole line takes to pass.
fn seconds(items: &[Item], speed: f64) -> f64 {
    /// What stands between two items, in characters.
    const GAP: usize = 4;
    let long = |text: &str| text.chars().count();
    let length: usize =
        items.iter().map(|i| long(&i.label) + i.said.as_deref().map_or(0, long) + GAP).sum();
    length as f64 / speed.clamp(0.5, 20.0)
}
