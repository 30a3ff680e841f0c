//! Days of the proleptic Gregorian calendar by integer arithmetic, total over every input.

use crate::data::table::NO_DAY;

const DAY: i64 = 86_400;

/// The local day of a time, `utc_offset` in seconds east of UTC.
pub fn day_of(time: i64, utc_offset: i32) -> i32 {
    clamp(time.saturating_add(i64::from(utc_offset)).div_euclid(DAY))
}

/// The Monday of a day's week; 1970-01-01 was a Thursday.
pub fn monday(day: i32) -> i32 {
    let day = i64::from(day);
    clamp(day - (day + 3).rem_euclid(7))
}

/// The first day of a day's month: years are counted from March, so that the odd day of a leap
/// year stands at a year's end.
pub fn first_of_month(day: i32) -> i32 {
    let since_march_0000 = i64::from(day) + 719_468;
    let of_era = since_march_0000.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let first = (153 * month + 2) / 5;
    clamp(i64::from(day) - (of_year - first))
}

/// Keeps clear of the sentinel for missing.
fn clamp(day: i64) -> i32 {
    day.clamp(i64::from(NO_DAY) + 1, i64::from(i32::MAX)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    fn number(date: Date) -> i32 {
        date.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days()
    }

    #[test]
    fn months_and_weeks_agree_with_a_calendar_over_eight_centuries() {
        let mut at = date(1600, 1, 1);
        while at.year() < 2400 {
            let day = number(at);
            assert_eq!(first_of_month(day), number(at.first_of_month()), "{at}");
            let back = i32::from(at.weekday().to_monday_zero_offset());
            assert_eq!(monday(day), day - back, "{at}");
            at = at.checked_add(jiff::Span::new().days(13)).unwrap();
        }
    }

    #[test]
    fn a_day_begins_at_the_places_own_midnight() {
        // 2020-02-20T16:00:00Z is midnight in Shanghai.
        let midnight = 18_312 * 86_400 + 16 * 3_600;
        assert_eq!(day_of(midnight, 8 * 3_600), 18_313);
        assert_eq!(day_of(midnight - 1, 8 * 3_600), 18_312);
        assert_eq!(day_of(-1, 0), -1);
    }

    #[test]
    fn the_ends_of_the_number_line_are_no_trap() {
        for day in [i32::MIN, i32::MIN + 1, i32::MAX] {
            assert!(monday(day) > NO_DAY && first_of_month(day) > NO_DAY);
        }
        assert_eq!(day_of(i64::MAX, i32::MAX), i32::MAX);
        assert_eq!(day_of(i64::MIN, i32::MIN), NO_DAY + 1);
    }
}
