//! The names of the slices with value and share, in columns. Each row switches its slice off and on.

use super::place::List;
use super::{Draw, Format, Point, Scene, Shape, Slice, Whole, format, percent};
use crate::issue::{notices, words};
use crate::look::{Anchor, Text, plot};
use crate::panel::Entry;

/// Longer names are cut to so many type sizes before values are left out.
const LONG_NAME: f64 = 10.0;
/// Between two columns, in type sizes.
const BETWEEN: f64 = 1.2;
/// The swatch with its gap, in type sizes.
const SWATCH: f64 = 1.2;

/// What the list says and how wide its columns are, in CSS pixels.
pub(super) struct Columns<'a> {
    rows: Vec<(&'a Slice, String, String)>,
    size: f64,
    names: f64,
    /// None where names would have no room left.
    values: Option<f64>,
    shares: f64,
}

impl<'a> Columns<'a> {
    /// Columns of at most `room` pixels together.
    pub fn of(whole: &'a Whole, size: f64, room: f64, on: &Draw<'_>) -> Columns<'a> {
        let row = |slice: &'a Slice| {
            let share = whole.share(slice).map_or(format::NONE.into(), percent);
            (slice, value(slice, on), share)
        };
        let rows: Vec<_> = whole.slices.iter().map(row).collect();
        let wide = |words: &str| on.measure.width(words, size, false);
        let names = rows.iter().map(|(slice, ..)| wide(&slice.label)).fold(0.0, f64::max);
        let values = rows.iter().map(|(_, value, _)| wide(value)).fold(0.0, f64::max);
        // Shares keep their column whatever is switched off.
        let shares = rows.iter().map(|(.., share)| wide(share)).fold(wide("88.8%"), f64::max);
        let left = room - size * (SWATCH + BETWEEN) - shares;
        let with_values = left - values - size * BETWEEN;
        let said = on.format != Format::Percent && with_values >= names.min(size * LONG_NAME);
        let (values, left) = if said { (Some(values), with_values) } else { (None, left) };
        Columns { rows, size, names: names.min(left.max(0.0)), values, shares }
    }

    /// The width of columns with whole names and without values.
    pub fn bare(whole: &'a Whole, size: f64, on: &Draw<'_>) -> f64 {
        Columns { values: None, ..Columns::of(whole, size, f64::INFINITY, on) }.width()
    }

    pub fn width(&self) -> f64 {
        let values = self.values.map_or(0.0, |values| values + self.size * BETWEEN);
        self.size * (SWATCH + BETWEEN) + self.names + values + self.shares
    }
}

fn value(slice: &Slice, on: &Draw<'_>) -> String {
    match &slice.printed {
        Some(printed) => format::figure(printed, None, None, on.lang).line(),
        None => format::number(slice.value, on.format, None, on.lang).line(),
    }
}

/// Writes the rows that there is room for; the last counts what is not shown.
pub(super) fn write(scene: &mut Scene, whole: &Whole, list: &List, on: &Draw<'_>) {
    let columns = Columns::of(whole, list.size, list.width, on);
    let mut middle = list.top + list.row / 2.0;
    if list.total {
        total(scene, whole, list, middle, on);
        middle += list.row;
    }
    let short = list.rows < columns.rows.len();
    let shown = if short { list.rows - 1 } else { list.rows };
    for row in columns.rows.iter().take(shown) {
        write_row(scene, row, &columns, list, middle, on);
        middle += list.row;
    }
    if short {
        let more = notices::more_items(columns.rows.len() - shown, on.lang);
        let at = Point::new(list.left + list.size * SWATCH, middle);
        let more = plot::fit(&more, list.size, list.width - list.size * SWATCH, on.measure);
        scene.picture.push(plot::text(more, at, list.size, Anchor::Start, on.theme.muted));
    }
}

/// Swatch, name, value, share; faint where the slice is switched off.
fn write_row(
    scene: &mut Scene,
    (slice, value, share): &(&Slice, String, String),
    columns: &Columns<'_>,
    list: &List,
    y: f64,
    on: &Draw<'_>,
) {
    let size = list.size;
    let faint = if slice.off { 0.5 } else { 1.0 };
    let side = size * 0.6;
    let at = Point::new(list.left, y - side / 2.0);
    let fill = if slice.off { slice.color.fade(0.3) } else { slice.color };
    scene.picture.push(Shape::Rect { at, width: side, height: side, fill });
    let (text, muted) = (on.theme.text.fade(faint), on.theme.muted.fade(faint));
    let mut say = |words: String, x: f64, anchor, color| {
        scene.picture.push(plot::text(words, Point::new(x, y), size, anchor, color));
    };
    let name = plot::fit(&slice.label, size, columns.names, on.measure);
    say(name, list.left + size * SWATCH, Anchor::Start, text);
    let right = list.left + list.width;
    if columns.values.is_some() {
        say(value.clone(), right - columns.shares - size * BETWEEN, Anchor::End, text);
    }
    say(share.clone(), right, Anchor::End, muted);
    let place = (list.left, y - list.row / 2.0, right, y + list.row / 2.0);
    let (name, color) = (slice.label.clone(), slice.color);
    scene.legend.push(Entry { name, color, place, off: slice.off });
}

fn total(scene: &mut Scene, whole: &Whole, list: &List, y: f64, on: &Draw<'_>) {
    if on.format == Format::Percent {
        return;
    }
    let word = words::total(on.lang).to_string();
    let size = list.size;
    let begin = list.left + size * SWATCH;
    let beside = begin + on.measure.width(&word, size, false) + size * 0.6;
    let said = format::number(whole.total, on.format, whole.unit(), on.lang).line();
    let at = Point::new(begin, y);
    scene.picture.push(plot::text(word, at, size, Anchor::Start, on.theme.muted));
    if beside + on.measure.width(&said, size, true) <= list.left + list.width {
        let (at, color) = (Point::new(beside, y), on.theme.text);
        let anchor = Anchor::Start;
        scene.picture.push(Shape::Text(Text { text: said, at, size, bold: true, anchor, color }));
    }
}
