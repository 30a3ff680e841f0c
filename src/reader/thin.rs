//! Long lines: told by the points that a screen can show, so that the page neither gets nor draws a million
//! rows. What is left out lies between others of its own step, which is narrower than a pixel of a whole screen.

use crate::data::table::{Column, Field, Table, Value};
use crate::panel::view;

/// Tables of more rows are thinned.
pub const LONG: usize = 65_536;
/// So many equal steps along x: more than one for each pixel of 3,840, and four points in each.
const STEPS: usize = 4_096;

/// What one value has in one step of x: rows of the first, the least, the most and the last, and the first
/// that is missing, which is a gap.
#[derive(Clone, Default)]
struct Step {
    first: Option<u32>,
    least: Option<(f64, u32)>,
    most: Option<(f64, u32)>,
    last: Option<u32>,
    gap: Option<u32>,
}

impl Step {
    fn take(&mut self, row: u32, value: Option<f64>) {
        let Some(value) = value else {
            self.gap.get_or_insert(row);
            return;
        };
        self.first.get_or_insert(row);
        self.last = Some(row);
        if self.least.is_none_or(|(least, _)| value < least) {
            self.least = Some((value, row));
        }
        if self.most.is_none_or(|(most, _)| value > most) {
            self.most = Some((value, row));
        }
    }

    fn rows(&self) -> impl Iterator<Item = u32> + use<> {
        let of = |extreme: Option<(f64, u32)>| extreme.map(|(_, row)| row);
        [self.first, of(self.least), of(self.most), self.last, self.gap].into_iter().flatten()
    }
}

/// The rows that a line needs, in their order. `x` and `y` are the names that its options say.
///
/// `None` where all are needed: the table is not long, the line is one of several series, x is in words, or
/// it does not rise or fall throughout, so that a row could stand for another of the same place.
pub fn thinned(table: &Table, x: Option<&str>, y: Option<&str>) -> Option<Vec<u32>> {
    if table.rows() <= LONG || view::extra_field(table, None, "series").is_some() {
        return None;
    }
    let x = view::label_field(table, x, "x")?;
    let places: Vec<f64> = (0..table.rows()).map(|row| place(x, row)).collect::<Option<_>>()?;
    let (from, to) = (*places.first()?, *places.last()?);
    let along = |pair: &[f64]| matches!(pair, [a, b] if (b - a) * (to - from) > 0.0);
    if !places.windows(2).all(along) {
        return None;
    }
    let measured = |field: &&Field| view::is_number(field) && field.name != x.name;
    let values: Vec<&Field> = match y {
        Some(name) => vec![table.field(name)?],
        None => table.fields().iter().filter(measured).collect(),
    };
    let step = |place: f64| ((place - from) / (to - from) * STEPS as f64) as usize;
    let mut kept = Vec::new();
    let mut steps = vec![Step::default(); values.len()];
    let mut on = 0;
    for (row, place) in places.iter().enumerate() {
        let at = step(*place).min(STEPS - 1);
        if at != on {
            keep(&mut steps, &mut kept);
            on = at;
        }
        for (own, field) in steps.iter_mut().zip(&values) {
            own.take(row as u32, view::amount(field.column.get(row)));
        }
    }
    keep(&mut steps, &mut kept);
    (!kept.is_empty()).then_some(kept)
}

/// Ends a step.
fn keep(steps: &mut [Step], kept: &mut Vec<u32>) {
    let mut rows: Vec<u32> = steps.iter().flat_map(Step::rows).collect();
    rows.sort_unstable();
    rows.dedup();
    kept.extend(rows);
    steps.fill(Step::default());
}

/// Where a row lies on the x axis; words lie nowhere.
fn place(x: &Field, row: usize) -> Option<f64> {
    match (&x.column, x.column.get(row)) {
        (Column::Text { .. }, _) => None,
        (_, Value::Number(number)) => Some(number),
        (_, Value::Day(day)) => Some(day.into()),
        (_, Value::Time(time)) => Some(time as f64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::remote::field;
    use crate::data::table::Type;

    fn table(x: impl Iterator<Item = f64>, y: impl Iterator<Item = Option<f64>>) -> Table {
        let y = y.map(|value| value.map_or(Value::Missing, Value::Number));
        let x = field("x", Type::Number, x.map(Value::Number));
        Table::new(vec![x, field("y", Type::Number, y)])
    }

    fn wave(rows: usize) -> Table {
        let value = |at: usize| match at {
            300_000 => Some(99.0),
            500_000 => None,
            700_000 => Some(-99.0),
            _ => Some((at as f64 / 9.0).sin()),
        };
        table((0..rows).map(|at| at as f64), (0..rows).map(value))
    }

    #[test]
    fn a_long_line_keeps_its_ends_its_peaks_and_its_gaps() {
        let rows = thinned(&wave(1_000_000), None, None).expect("thinned");
        assert!(rows.len() <= 5 * STEPS && rows.len() > STEPS, "{}", rows.len());
        assert!(rows.is_sorted());
        for row in [0, 300_000, 500_000, 700_000, 999_999] {
            assert!(rows.contains(&row), "{row}");
        }
    }

    /// Every step of the plot has the reach that all its rows have.
    #[test]
    fn every_step_reaches_as_far_as_before() {
        let whole = wave(250_000);
        let rows = thinned(&whole, Some("x"), Some("y")).expect("thinned");
        let reach = |rows: &mut dyn Iterator<Item = u32>| {
            let mut reach = vec![(f64::MAX, f64::MIN); STEPS];
            for row in rows {
                let at = (f64::from(row) / 249_999.0 * STEPS as f64) as usize;
                let own = &mut reach[at.min(STEPS - 1)];
                let y = whole.number(row as usize, "y").expect("a value");
                *own = (own.0.min(y), own.1.max(y));
            }
            reach
        };
        assert_eq!(reach(&mut rows.iter().copied()), reach(&mut (0..250_000)));
    }

    #[test]
    fn newest_first_is_thinned_too_and_what_has_no_order_or_is_short_is_not() {
        let rows = 100_000;
        let value = |at: usize| Some((at % 7) as f64);
        let falling = table((0..rows).rev().map(|at| at as f64), (0..rows).map(value));
        assert!(thinned(&falling, None, None).is_some_and(|kept| kept.len() < rows));
        let twice = table((0..rows).map(|at| (at / 2) as f64), (0..rows).map(value));
        assert_eq!(thinned(&twice, None, None), None);
        assert_eq!(thinned(&wave(LONG), None, None), None);
        let mut series = wave(rows).fields().to_vec();
        series.push(field("series", Type::Text, (0..rows).map(|_| Value::Text("a"))));
        assert_eq!(thinned(&Table::new(series), None, None), None);
    }
}
