//! Working days: Monday to Friday, and the days that a table says otherwise of.
//!
//! Deliberately absent: any holiday of any year. Governments move them each year, so they are rows.

use super::order;
use super::table::{Table, Value};

/// Exceptions beyond these are not kept; a century of them has fewer.
pub const MOST: usize = 10_000;

/// Which days are worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Days since 1970 in their order, each once, and whether it is worked; only days of which the
    /// weekday says otherwise.
    exceptions: Vec<(i32, bool)>,
}

impl Calendar {
    /// Of rows that say in the flag `works` whether `day` is worked. A row without one of them says
    /// nothing; of two rows of one day the later counts.
    pub fn new(rows: &Table, day: &str, works: &str) -> Calendar {
        let said = |row| match (rows.get(row, day), rows.get(row, works)) {
            (Value::Day(day), Value::Flag(works)) => Some((day, works)),
            _ => None,
        };
        let said: Vec<(i32, bool)> = (0..rows.rows()).filter_map(said).collect();
        let key = |at: usize| said.get(at).map(|own| own.0);
        let mut exceptions: Vec<(i32, bool)> = Vec::new();
        for at in order(said.len(), &|a, b| key(a).cmp(&key(b))) {
            let Some(own) = said.get(at).copied() else { continue };
            exceptions.pop_if(|last| last.0 == own.0);
            exceptions.push(own);
        }
        exceptions.retain(|(day, works)| *works != is_weekday(*day));
        exceptions.truncate(MOST);
        Calendar { exceptions }
    }

    /// Whether a day (since 1970) is worked.
    pub fn works(&self, day: i32) -> bool {
        let at = self.exceptions.binary_search_by_key(&day, |own| own.0).ok();
        at.and_then(|at| self.exceptions.get(at)).map_or_else(|| is_weekday(day), |own| own.1)
    }

    /// How many working days come after `from`, up to `to` and with it; below zero where `to` is
    /// before `from`: those after `to`, up to `from` and with it.
    pub fn between(&self, from: i32, to: i32) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        let place = |day: i32| self.exceptions.partition_point(|own| own.0 <= day);
        let moved = self.exceptions.get(place(from)..place(to)).unwrap_or_default();
        let moved: i64 = moved.iter().map(|own| if own.1 { 1 } else { -1 }).sum();
        weekdays_up_to(to) - weekdays_up_to(from) + moved
    }
}

/// Days since Monday, 29 December 1969.
fn since_monday(day: i32) -> i64 {
    i64::from(day) + 3
}

fn is_weekday(day: i32) -> bool {
    since_monday(day).rem_euclid(7) < 5
}

/// Mondays to Fridays since that Monday, with the day itself.
fn weekdays_up_to(day: i32) -> i64 {
    let days = since_monday(day);
    days.div_euclid(7) * 5 + (days.rem_euclid(7) + 1).min(5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Field, Type};

    fn column(name: &str, kind: Type, cells: Vec<Value<'_>>) -> Field {
        let mut builder = Builder::new(kind);
        cells.into_iter().for_each(|cell| builder.push(cell));
        Field { name: name.into(), label: name.into(), unit: None, column: builder.finish() }
    }

    fn calendar(rows: &[(i32, Option<bool>)]) -> Calendar {
        let days = rows.iter().map(|row| Value::Day(row.0)).collect();
        let works = rows.iter().map(|row| row.1.map_or(Value::Missing, Value::Flag)).collect();
        let columns = vec![column("day", Type::Date, days), column("works", Type::Flag, works)];
        Calendar::new(&Table::new(columns), "day", "works")
    }

    #[test]
    fn weekdays_are_worked_where_nothing_says_otherwise() {
        let plain = Calendar::default();
        // 1970-01-01 was a Thursday.
        let week: Vec<bool> = (-3..4).map(|day| plain.works(day)).collect();
        assert_eq!(week, [true, true, true, true, true, false, false]);
        assert_eq!([plain.between(0, 1), plain.between(0, 4), plain.between(1, 3)], [1, 2, 0]);
        assert_eq!(plain.between(4, 0), -2);
    }

    #[test]
    fn rows_say_otherwise_and_the_later_of_two_counts() {
        let own = calendar(&[(2, Some(true)), (0, Some(false)), (1, Some(false)), (1, Some(true))]);
        let days: Vec<bool> = (0..4).map(|day| own.works(day)).collect();
        assert_eq!(days, [false, true, true, false]);
        assert_eq!(calendar(&[(0, None)]), Calendar::default());
        let many: Vec<(i32, Option<bool>)> = (0..100_000).map(|day| (day, Some(false))).collect();
        assert_eq!(calendar(&many).exceptions.len(), MOST);
    }

    #[test]
    fn spans_are_what_one_counts_day_by_day() {
        let own =
            calendar(&[(-7, Some(false)), (2, Some(true)), (9, Some(true)), (11, Some(false))]);
        for from in -20..20 {
            for to in from..20 {
                let count = (from + 1..=to).filter(|day| own.works(*day)).count() as i64;
                assert_eq!((own.between(from, to), own.between(to, from)), (count, -count));
            }
        }
        // No span overflows.
        let whole = own.between(i32::MIN, i32::MAX);
        assert!(whole > 3_000_000_000, "{whole}");
    }
}
