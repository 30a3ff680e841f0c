//! What the files of several boards share: the days of the spring of 2020, and sums in parts.

use serde_json::{Value, json};

const FEBRUARY: u32 = 29;

/// The date of a day counted from 1 February 2020, which is day 1, up to 31 March, day 60.
pub fn day(number: u32) -> String {
    if number <= FEBRUARY {
        format!("2020-02-{number:02}")
    } else {
        format!("2020-03-{:02}", number - FEBRUARY)
    }
}

/// 7 and 59 minutes as `07:59`, from minutes after midnight.
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// Tenths as a number with one digit behind the point; JSON has no integers of tenths.
pub fn tenths(value: u32) -> Value {
    json!(f64::from(value) / 10.0)
}

/// Parts of `total` in the proportion of `weights`; what rounding leaves falls to the first.
pub fn parts(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum = weights.iter().sum::<u32>().max(1);
    let share = |weight: &u32| (u64::from(total) * u64::from(*weight) / u64::from(sum)) as u32;
    let mut parts: Vec<u32> = weights.iter().map(share).collect();
    let left = total.saturating_sub(parts.iter().sum());
    if let Some(first) = parts.first_mut() {
        *first += left;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{clock, day, parts};

    #[test]
    fn days_go_on_over_the_leap_day() {
        let days = [1, 29, 30, 60].map(day);
        assert_eq!(days, ["2020-02-01", "2020-02-29", "2020-03-01", "2020-03-31"]);
        assert_eq!(clock(380), "06:20");
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        assert_eq!(parts(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(parts(5, &[0, 0]), [5, 0]);
        assert!(parts(5, &[]).is_empty());
    }
}
