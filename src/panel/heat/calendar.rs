//! Days in weeks that begin on Monday: one strip of columns where the days span a year at most, else
//! one for each year; long strips are folded where that makes the days larger.

use super::cells::{Cell, Cells};
use super::{Draw, Field, Options, Scene, Table, head, small, value_field, view};
use crate::data::table::{Column, Value};
use crate::issue::Lang;
use crate::look::{Anchor, Point, format, plot};

/// Days that are one strip: a year, and what begins its first week.
const ONE: i32 = 371;
/// A day is at least so many pixels, or the earlier years give way.
const LEAST: f64 = 3.0;
/// A strip is folded into at most so many.
const FOLDS: usize = 4;

/// A strip of weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Strip {
    /// The Monday of its first column.
    first: i32,
    columns: i32,
    /// The days that it has, both ends included.
    lo: i32,
    hi: i32,
}

/// A day with its row of the table.
type Dated = (i32, usize);

/// Draws the calendar; how many rows with a value have no day in it.
pub(super) fn draw(scene: &mut Scene, options: &Options, rows: &Table, on: &Draw<'_>) -> usize {
    let Some(date) = date_field(options, rows) else { return 0 };
    let Some(value) = value_field(options, rows, [Some(date), None]) else { return 0 };
    let known = |row: &usize| view::amount(value.column.get(*row)).is_some();
    let known: Vec<usize> = (0..rows.rows()).filter(known).collect();
    let days = dated(date, &known, on);
    let (Some((lo, _)), Some((hi, _))) = (days.first(), days.last()) else { return known.len() };
    let place = Place::of(&spans(&days, *lo, *hi), on);
    let strips = &place.strips;
    let earliest = strips.first().map_or(*lo, |strip| strip.lo);
    let shown = days.iter().filter(|(day, _)| *day >= earliest).count();
    let mut called = Vec::new();
    let mut all = Vec::new();
    for (at, strip) in strips.iter().enumerate() {
        for day in strip.lo..=strip.hi {
            all.push(Cell { at: place.corner(at, strip, day), row: row_of(&days, day) });
            called.push(day);
        }
    }
    let cells = Cells { all, wide: place.side, high: place.side, value };
    let label =
        |at: usize| called.get(at).map(|day| format::day(*day, on.lang)).unwrap_or_default();
    cells.draw(scene, &label, on);
    weekdays(scene, &place, on);
    months(scene, &place, on);
    known.len() - shown
}

/// The field `date`, else the first of days or times.
fn date_field<'a>(options: &Options, rows: &'a Table) -> Option<&'a Field> {
    let dates = |field: &&Field| matches!(field.column, Column::Day(_) | Column::Time(_));
    let named = view::extra_field(rows, options.date.as_deref(), "date");
    named.or_else(|| rows.fields().iter().find(dates).filter(|_| options.date.is_none()))
}

/// Those of the rows that have a day of the calendar, by their days.
fn dated(date: &Field, rows: &[usize], on: &Draw<'_>) -> Vec<Dated> {
    let day = |row: usize| match date.column.get(row) {
        Value::Day(day) => Some(day),
        Value::Time(at) => Some(format::day_of(at, on.utc_offset)),
        Value::Text(text) => format::iso_day(text),
        _ => None,
    };
    let usable = |day: &i32| format::month_of(*day).is_some();
    let found = rows.iter().filter_map(|row| Some((day(*row).filter(usable)?, *row)));
    let known: Vec<Dated> = found.collect();
    let keys: Vec<f64> = known.iter().map(|(day, _)| f64::from(*day)).collect();
    view::ascending(&keys).into_iter().filter_map(|at| known.get(at).copied()).collect()
}

/// The row of a day; of several the last.
fn row_of(days: &[Dated], day: i32) -> Option<usize> {
    let after = days.partition_point(|(own, _)| *own <= day);
    days.get(after.checked_sub(1)?).filter(|(own, _)| *own == day).map(|(_, row)| *row)
}

/// From 0 for Monday to 6 for Sunday. 1 January 1970 was a Thursday.
fn weekday(day: i32) -> i32 {
    (day + 3).rem_euclid(7)
}

/// The weeks of one strip, or those of each year that has a day.
fn spans(days: &[Dated], lo: i32, hi: i32) -> Vec<Strip> {
    let strip = |from: i32, to: i32| {
        let first = from - weekday(from);
        Strip { first, columns: (to - first) / 7 + 1, lo: from.max(lo), hi: to.min(hi) }
    };
    if hi - lo <= ONE {
        return vec![strip(lo, hi)];
    }
    let year = |day: &i32| format::month_of(*day).map(|month| month.div_euclid(12));
    let mut years: Vec<i32> = days.iter().filter_map(|(day, _)| year(day)).collect();
    years.dedup();
    let of_year = |year: i32| {
        let from = format::first_of(year * 12)?;
        // The calendar's last year has no next one.
        let to = format::first_of(year * 12 + 12).map_or(from + 364, |next| next - 1);
        Some(strip(from, to))
    };
    years.into_iter().filter_map(of_year).collect()
}

/// A strip in so many parts of equally many weeks.
fn folded(strip: &Strip, parts: usize) -> Vec<Strip> {
    let columns = (strip.columns + parts as i32 - 1) / parts as i32;
    let part = |at: i32| {
        let first = strip.first + at * columns * 7;
        let (lo, hi) = (strip.lo.max(first), strip.hi.min(first + columns * 7 - 1));
        (lo <= hi).then_some(Strip { first, columns, lo, hi })
    };
    (0..parts as i32).filter_map(part).collect()
}

/// Where the strips stand, in CSS pixels.
struct Place {
    strips: Vec<Strip>,
    side: f64,
    left: f64,
    top: f64,
    /// The height of a line of months over each strip; none has no words.
    line: f64,
    /// There is room for weekdays at the left.
    named: bool,
}

impl Place {
    /// The folding that makes the days largest; of too many years the latest.
    fn of(spans: &[Strip], on: &Draw<'_>) -> Place {
        let size = small(on);
        let line = if on.height > size * 8.0 && on.width > size * 8.0 { size * 1.6 } else { 0.0 };
        let named = on.width > size * 12.0 && line > 0.0;
        let edge = if named { size * 2.2 } else { size * 0.2 };
        let (top, right) = (head(on), on.width - size * 0.2);
        let tall = on.height - top - size * 0.2;
        let fit = (tall / (LEAST * 7.0 + line)).floor().max(1.0) as usize;
        let latest = spans.get(spans.len().saturating_sub(fit)..).unwrap_or(spans);
        let side = |strips: &[Strip]| {
            let columns = strips.iter().map(|strip| strip.columns).max().unwrap_or(1);
            let high = (tall / strips.len().max(1) as f64 - line) / 7.0;
            ((right - edge) / f64::from(columns)).min(high).min(on.em * 2.8)
        };
        let fold = |parts: usize| -> Vec<Strip> {
            latest.iter().flat_map(|strip| folded(strip, parts)).collect()
        };
        let mut strips = fold(1);
        for parts in 2..=FOLDS {
            let more = fold(parts);
            // A fold is worth it only where it is seen.
            if side(&more) > side(&strips) * 1.15 {
                strips = more;
            }
        }
        let side = side(&strips).max(0.5);
        let columns = strips.iter().map(|strip| strip.columns).max().unwrap_or(1);
        let used = strips.len() as f64 * (side * 7.0 + line);
        let left = edge + (right - edge - side * f64::from(columns)).max(0.0) / 2.0;
        Place { strips, side, left, top: top + (tall - used).max(0.0) / 2.0, line, named }
    }

    /// The top of a strip's days.
    fn days_top(&self, at: usize) -> f64 {
        self.top + at as f64 * (self.side * 7.0 + self.line) + self.line
    }

    fn column(&self, strip: &Strip, day: i32) -> f64 {
        self.left + f64::from((day - strip.first) / 7) * self.side
    }

    fn corner(&self, at: usize, strip: &Strip, day: i32) -> Point {
        let y = self.days_top(at) + f64::from(weekday(day)) * self.side;
        Point::new(self.column(strip, day), y)
    }
}

/// Monday, and as many of the others as have room.
fn weekdays(scene: &mut Scene, place: &Place, on: &Draw<'_>) {
    let size = small(on) * 0.9;
    if !place.named || place.side * 7.0 < size * 2.0 {
        return;
    }
    let stride = (size * 1.1 / place.side).ceil().max(1.0) as usize;
    for at in 0..place.strips.len() {
        // 5 January 1970 was a Monday.
        for day in (4..11).step_by(stride) {
            let name = format::weekday(day, on.lang);
            let name: String = match on.lang {
                Lang::Zh => name.chars().rev().take(1).collect(),
                Lang::En => name.chars().take(2).collect(),
            };
            let y = place.days_top(at) + (f64::from(day - 4) + 0.5) * place.side;
            let at = Point::new(place.left - size * 0.6, y);
            scene.picture.push(plot::text(name, at, size, Anchor::End, on.theme.muted));
        }
    }
}

/// Each month over the week that it begins in; the very first with its year.
fn months(scene: &mut Scene, place: &Place, on: &Draw<'_>) {
    let size = small(on);
    if place.line <= 0.0 {
        return;
    }
    for (at, strip) in place.strips.iter().enumerate() {
        let (Some(from), Some(to)) = (format::month_of(strip.lo), format::month_of(strip.hi))
        else {
            continue;
        };
        let y = place.days_top(at) - place.line * 0.45;
        let mut clear = 0.0;
        let right = place.left + f64::from(strip.columns) * place.side;
        for month in from..=to {
            let day = format::first_of(month).unwrap_or(strip.lo).max(strip.lo);
            let x = place.column(strip, day);
            let begins = month > from || at == 0 || format::first_of(month) == Some(day);
            let mut words = format::month(month, on.lang);
            if month == from && at == 0 && month.rem_euclid(12) != 0 {
                let year = format::month(month - month.rem_euclid(12), on.lang);
                words = format!("{year}{}{words}", on.lang.pick("", " "));
            }
            let end = x + on.measure.width(&words, size, false);
            // A strip of one week is narrower than its month.
            if begins && x >= clear && end <= right.max(on.width - size * 0.2) {
                let at = Point::new(x, y);
                scene.picture.push(plot::text(words, at, size, Anchor::Start, on.theme.muted));
                clear = end + size * 0.5;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strips(days: &[i32]) -> Vec<Strip> {
        let dated: Vec<Dated> = days.iter().map(|day| (*day, 0)).collect();
        spans(&dated, days[0], days[days.len() - 1])
    }

    #[test]
    fn a_year_is_one_strip_and_years_have_their_own() {
        // 18262 is Wednesday, 1 January 2020.
        let one = strips(&[18_262, 18_300]);
        assert_eq!(one, [Strip { first: 18_260, columns: 6, lo: 18_262, hi: 18_300 }]);
        let two = strips(&[18_300, 18_300 + 366 * 3]);
        let ends: Vec<_> = two.iter().map(|strip| (strip.lo, strip.hi)).collect();
        assert_eq!(ends, [(18_300, 18_627), (19_358, 19_398)]);
    }

    #[test]
    fn folded_strips_have_every_day_once() {
        let whole = strips(&[18_262, 18_262 + 365])[0];
        for parts in 1..=FOLDS {
            let days: Vec<i32> =
                folded(&whole, parts).iter().flat_map(|part| part.lo..=part.hi).collect();
            assert_eq!(days, (whole.lo..=whole.hi).collect::<Vec<_>>());
        }
    }

    #[test]
    fn of_two_rows_for_one_day_the_later_counts() {
        let days = [(1, 7), (1, 8), (3, 2)];
        assert_eq!(
            [0, 1, 2, 3, 4].map(|day| row_of(&days, day)),
            [None, Some(8), None, Some(2), None]
        );
    }
}
