//! `roster`: rows that scroll upwards without an end.
//!
//! The scroll is a [`Reel`]: the first row in sight and how far it has left. It counts rows, not
//! pixels and not data, so that a refresh neither jumps nor speeds it up, and the seam between the
//! last row and the first is a row like any other.

use super::options::{FieldName, options, silent};
use super::ticker::pause;
use super::view;
use crate::data::table::Table;
use crate::grammar::float;
use crate::grammar::node::Value;
use crate::grammar::{self, Findings, Json, Read, schema};
use crate::issue::Lang;
use crate::look::Measure;
use crate::look::markup::{Element, el};

options! {
    /// Which columns, how fast.
    pub struct Options {
        /// Field names in their order; every field where none is named.
        pub columns: Vec<FieldName>,
        pub speed: Speed = Speed(1.0),
    }
}

/// Rows in a second, authored as `"1 row/s"`; 0.05 to 20.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed(pub f64);

silent! { Speed }

impl Read for Speed {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        let text = grammar::text(value, to)?;
        let number = text.strip_suffix("row/s").or_else(|| text.strip_suffix("rows/s"));
        let rows = number.and_then(|number| float(number.trim()));
        let within = rows.filter(|rows| (0.05..=20.0).contains(rows));
        within.map(Speed).or_else(|| to.misshapen(value, "a speed such as \"1 row/s\""))
    }

    fn schema() -> Json {
        schema::pattern(r"^ *[0-9]*\.?[0-9]+ *rows?/s$", &["1 row/s", "0.5 row/s"])
    }

    fn written(&self) -> Option<Json> {
        Some(format!("{} row/s", self.0).into())
    }
}

/// Where the endless scroll stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reel {
    /// The first row in sight.
    first: usize,
    /// How much of it has scrolled away, 0 to 1.
    shift: f64,
}

impl Reel {
    /// How much of the first row has scrolled away, 0 to 1.
    pub fn shift(&self) -> f64 {
        self.shift
    }

    /// The row that stands `slot` rows below the upper edge; `None` where there are no rows.
    pub fn row(&self, slot: usize, total: usize) -> Option<usize> {
        (total > 0).then(|| (self.first + slot) % total)
    }

    /// Scrolls on by `rows`; how many whole rows left the upper edge.
    pub fn advance(&mut self, rows: f64, total: usize) -> usize {
        if total == 0 || !rows.is_finite() || rows <= 0.0 {
            return 0;
        }
        let moved = self.shift + rows;
        let whole = moved.floor();
        self.shift = moved - whole;
        self.first = (self.first + whole as usize) % total;
        whole as usize
    }

    /// Leaps by whole rows, as a key or a page does.
    pub fn leap(&mut self, rows: i64, total: usize) {
        self.shift = 0.0;
        self.first = match i64::try_from(total) {
            Ok(total) if total > 0 => (self.first as i64 + rows).rem_euclid(total) as usize,
            _ => 0,
        };
    }

    /// Stays where it is when the rows are others; a shorter roster continues from its seam.
    pub fn keep_within(&mut self, total: usize) {
        self.first = if total == 0 { 0 } else { self.first % total };
    }
}

/// The names of the columns that are shown and their heads.
pub fn heads(columns: &[FieldName], rows: &Table) -> Vec<(String, String)> {
    let own = |name: &FieldName| rows.field(name).map(|own| (name.to_string(), view::head(own)));
    if columns.is_empty() {
        return rows.fields().iter().map(|f| (f.name.clone(), view::head(f))).collect();
    }
    columns.iter().filter_map(own).collect()
}

/// The texts of one row.
pub fn cells(
    heads: &[(String, String)],
    rows: &Table,
    row: usize,
    utc_offset: i32,
    lang: Lang,
) -> Vec<String> {
    let cell = |(name, _): &(String, String)| view::said(rows.get(row, name), utc_offset, lang);
    heads.iter().map(cell).collect()
}

/// The columns of a row: how wide each is and how many stand on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// In pixels, for the columns of one line.
    pub widths: Vec<f64>,
    pub lines: usize,
}

/// What the roster's frame says: its rows are the browser's own.
pub struct Frame<'a> {
    pub title: &'a str,
    pub heads: &'a [(String, String)],
    pub plan: &'a Plan,
    pub total: usize,
    pub held: bool,
    pub lang: Lang,
}

/// Heads, the window that rows pass behind, and the button that stops them.
pub fn frame(frame: &Frame<'_>) -> Element {
    let total: f64 = frame.plan.widths.iter().sum();
    let column = |width: &f64| format!("{:.2}fr", 100.0 * width / total.max(1.0));
    let columns: Vec<String> = frame.plan.widths.iter().map(column).collect();
    let head =
        |(_, head): &(String, String)| el("span").attr("role", "columnheader").text(head.as_str());
    // Without data there are no columns, and a table of none is no table.
    let is_table = !frame.heads.is_empty();
    let role = |own: Element, role| if is_table { own.attr("role", role) } else { own };
    let heads = role(el("div").class("heads"), "row").all(frame.heads.iter().map(head));
    let pool = role(el("div").class("pool").own(), "rowgroup");
    let table = role(el("div").class("reel"), "table");
    let table = match is_table {
        true => table
            .attr("aria-label", frame.title)
            // The rows that are there, not the few that are in the page; the head is one of them.
            .attr("aria-rowcount", (frame.total + 1).to_string()),
        false => table,
    };
    let table = table.child(heads).child(el("div").class("window").child(pool));
    // A table has rows alone: the button stands beside it.
    el("div")
        .class("roster")
        .attr("role", "group")
        .attr("tabindex", "0")
        .attr("aria-label", frame.title)
        .style("--columns", columns.join(" "))
        .child(table)
        .child(pause(frame.held, frame.lang))
}

/// At most so many rows are measured for the columns' widths.
const MEASURED_ROWS: usize = 400;

/// Gives each column the width of its longest text; a row too long for `width` is broken into
/// lines of equally many columns.
pub fn plan(
    heads: &[(String, String)],
    rows: &Table,
    (width, size): (f64, f64),
    utc_offset: i32,
    lang: Lang,
    measure: &dyn Measure,
) -> Plan {
    let gap = size * 0.9;
    let stride = (rows.rows() / MEASURED_ROWS).max(1);
    let mut longest: Vec<f64> =
        heads.iter().map(|(_, head)| measure.width(head, size * 0.85, false)).collect();
    for row in (0..rows.rows()).step_by(stride) {
        let texts = cells(heads, rows, row, utc_offset, lang);
        for (longest, text) in longest.iter_mut().zip(texts) {
            *longest = longest.max(measure.width(&text, size, false));
        }
    }
    let wide = |lines: usize| -> Vec<f64> {
        let columns = heads.len().div_ceil(lines).max(1);
        let mut widths = vec![0.0_f64; columns.min(heads.len())];
        for (at, longest) in longest.iter().enumerate() {
            if let Some(own) = widths.get_mut(at % columns) {
                *own = own.max(longest + gap);
            }
        }
        widths
    };
    let fits = |lines: &usize| wide(*lines).iter().sum::<f64>() <= width;
    let lines = (1..=3).find(fits).unwrap_or(3);
    Plan { widths: wide(lines), lines }
}

#[cfg(test)]
mod tests {
    use super::Reel;

    #[test]
    fn the_seam_is_a_row_like_any_other() {
        let mut reel = Reel::default();
        let mut seen = Vec::new();
        for _ in 0..7 {
            seen.push(reel.row(0, 3).unwrap_or(9));
            reel.advance(1.0, 3);
        }
        assert_eq!(seen, [0, 1, 2, 0, 1, 2, 0]);
    }

    #[test]
    fn a_frame_moves_by_its_own_time_only() {
        let mut reel = Reel::default();
        assert_eq!(reel.advance(0.25, 10), 0);
        assert_eq!(reel.shift(), 0.25);
        assert_eq!(reel.advance(2.0, 10), 2);
        assert_eq!((reel.row(0, 10), reel.shift()), (Some(2), 0.25));
    }

    #[test]
    fn a_refresh_neither_jumps_nor_loses_its_place() {
        let mut reel = Reel::default();
        reel.advance(7.5, 10);
        reel.keep_within(12);
        assert_eq!((reel.row(0, 12), reel.shift()), (Some(7), 0.5));
        reel.keep_within(4);
        assert_eq!(reel.row(0, 4), Some(3));
        reel.keep_within(0);
        assert_eq!(reel.row(0, 0), None);
        assert_eq!(reel.advance(1.0, 0), 0);
    }

    #[test]
    fn keys_leap_both_ways_over_the_seam() {
        let mut reel = Reel::default();
        reel.leap(-1, 5);
        assert_eq!(reel.row(0, 5), Some(4));
        reel.leap(3, 5);
        assert_eq!(reel.row(0, 5), Some(2));
    }
}
