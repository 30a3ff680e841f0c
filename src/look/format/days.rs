//! Days, months, moments and ages.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::NONE;
use crate::issue::Lang;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The civil date of a day since 1970, `None` beyond the calendar's years (±9999).
fn date(days: i32) -> Option<Date> {
    EPOCH.checked_add(SignedDuration::from_secs(i64::from(days) * 86_400)).ok()
}

fn since_1970(date: Date) -> Option<i32> {
    i32::try_from(date.duration_since(EPOCH).as_secs() / 86_400).ok()
}

/// The day since 1970 that an ISO 8601 text (`2020-02-21`, or with a time behind it) is of.
pub fn iso_day(text: &str) -> Option<i32> {
    since_1970(text.trim().get(..10)?.parse().ok()?)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn english(month: i8) -> &'static str {
    MONTHS.get(month.max(1) as usize - 1).copied().unwrap_or_default()
}

/// A day since 1970 in full: `2020-02-21`, in English `21 Feb 2020`.
pub fn day(days: i32, lang: Lang) -> String {
    let Some(date) = date(days) else { return NONE.into() };
    match lang {
        Lang::Zh => {
            format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
        }
        Lang::En => format!("{} {} {}", date.day(), english(date.month()), date.year()),
    }
}

/// A day since 1970 without its year: `2月21日`, `21 Feb`.
pub fn short_day(days: i32, lang: Lang) -> String {
    let Some(date) = date(days) else { return NONE.into() };
    match lang {
        Lang::Zh => format!("{}月{}日", date.month(), date.day()),
        Lang::En => format!("{} {}", date.day(), english(date.month())),
    }
}

/// The month of a day, counted from January of year 0; `None` beyond the calendar.
pub fn month_of(days: i32) -> Option<i32> {
    date(days).map(|date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
}

/// The first day of a month that is counted like [`month_of`], as days since 1970.
pub fn first_of(month: i32) -> Option<i32> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    since_1970(Date::new(year, month.rem_euclid(12) as i8 + 1, 1).ok()?)
}

/// A month that is counted like [`month_of`]: `3月`, `Mar`; January is called by its year, `2021年`.
pub fn month(month: i32, lang: Lang) -> String {
    let (year, at) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    match (at, lang) {
        (1, Lang::Zh) => format!("{year}年"),
        (1, Lang::En) => year.to_string(),
        (_, Lang::Zh) => format!("{at}月"),
        (_, Lang::En) => english(at as i8).into(),
    }
}

/// The day since 1970 that a moment (unix seconds) falls on, `offset` seconds east of UTC.
pub fn day_of(seconds: i64, offset: i32) -> i32 {
    let days = seconds.saturating_add(offset.into()).div_euclid(86_400);
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// The time of day of a moment (unix seconds), `offset` seconds east of UTC: `08:00`.
pub fn clock(seconds: i64, offset: i32) -> String {
    let minutes = seconds.saturating_add(offset.into()).div_euclid(60).rem_euclid(1440);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The same with its seconds: `08:00:00`.
pub fn clock_seconds(seconds: i64, offset: i32) -> String {
    let second = seconds.saturating_add(offset.into()).rem_euclid(60);
    format!("{}:{second:02}", clock(seconds, offset))
}

/// The day of the week of a day since 1970: `星期五`, `Friday`.
pub fn weekday(days: i32, lang: Lang) -> &'static str {
    const NAMES: [(&str, &str); 7] = [
        ("星期一", "Monday"),
        ("星期二", "Tuesday"),
        ("星期三", "Wednesday"),
        ("星期四", "Thursday"),
        ("星期五", "Friday"),
        ("星期六", "Saturday"),
        ("星期日", "Sunday"),
    ];
    // 1970-01-01 was a Thursday.
    let at = (i64::from(days) + 3).rem_euclid(7) as usize;
    NAMES.get(at).map_or(NONE, |(zh, en)| lang.pick(zh, en))
}

/// A day of the week with its day, without the year: `2月21日 周五`, `Fri 21 Feb`.
pub fn weekday_and_day(days: i32, lang: Lang) -> String {
    let (day, weekday) = (short_day(days, lang), weekday(days, lang));
    match lang {
        Lang::Zh => format!("{day} 周{}", weekday.trim_start_matches("星期")),
        Lang::En => format!("{} {day}", weekday.get(..3).unwrap_or(weekday)),
    }
}

/// Day and time of day of a moment: `2020-02-21 08:00`.
pub fn time(seconds: i64, offset: i32, lang: Lang) -> String {
    format!("{} {}", day(day_of(seconds, offset), lang), clock(seconds, offset))
}

/// Month, day and time of day of a moment: `2月21日 08:00`.
pub fn moment(seconds: i64, offset: i32, lang: Lang) -> String {
    format!("{} {}", short_day(day_of(seconds, offset), lang), clock(seconds, offset))
}

/// How long ago, in the largest unit that counts at least one, rounded down.
pub fn age(ms: u64, lang: Lang) -> String {
    let minutes = ms / 60_000;
    let (count, zh, en) = match minutes {
        0 => return lang.pick("刚刚", "just now").into(),
        1..60 => (minutes, "分钟", "min"),
        60..1440 => (minutes / 60, "小时", "h"),
        _ => (minutes / 1440, "天", "d"),
    };
    match lang {
        Lang::Zh => format!("{count} {zh}前"),
        Lang::En => format!("{count} {en} ago"),
    }
}

/// A day of the traditional calendar as browsers say it (`正月28日`, as of CLDR), in its own words: `正月廿八`.
/// What is said otherwise stays as it is.
pub fn lunar_day(said: &str) -> String {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let numbered = said.strip_suffix('日').and_then(|said| {
        let month = said.trim_end_matches(|letter: char| letter.is_ascii_digit());
        Some((
            month,
            said.get(month.len()..)?.parse::<usize>().ok().filter(|day| (1..=30).contains(day))?,
        ))
    });
    let Some((month, day)) = numbered else { return said.to_string() };
    let ten = match day {
        ..=10 => "初",
        11..=19 => "十",
        20 => "二",
        21..=29 => "廿",
        _ => "三",
    };
    let digit = DIGITS.get((day + 9) % 10).copied().unwrap_or_default();
    format!("{month}{ten}{digit}")
}

#[cfg(test)]
mod tests {
    use super::Lang::{En, Zh};
    use super::*;

    #[test]
    fn clocks_know_their_second_and_their_day() {
        // 2020-02-21T08:00:05+08:00, a Friday.
        let at = 1_582_243_205;
        assert_eq!(clock_seconds(at, 28_800), "08:00:05");
        assert_eq!(time(at, 28_800, Zh), "2020-02-21 08:00");
        assert_eq!(weekday(day_of(at, 28_800), Zh), "星期五");
        assert_eq!(weekday(-1, En), "Wednesday");
    }

    #[test]
    fn days_and_moments_are_said_in_both_languages() {
        assert_eq!(day(18_313, Zh), "2020-02-21");
        assert_eq!(day(18_313, En), "21 Feb 2020");
        assert_eq!(short_day(18_313, Zh), "2月21日");
        assert_eq!(weekday_and_day(18_313, Zh), "2月21日 周五");
        assert_eq!(weekday_and_day(18_304, En), "Wed 12 Feb");
        assert_eq!(day(i32::MAX, Zh), NONE);
        assert_eq!(iso_day("2020-02-21T08:00:00"), Some(18_313));
        assert_eq!([iso_day("2月21日"), iso_day("2020-13-01")], [None, None]);
        // Midnight UTC is eight in the morning in China.
        assert_eq!(clock(18_313 * 86_400, 8 * 3600), "08:00");
        assert_eq!(moment(18_313 * 86_400 - 3_600, 8 * 3600, Zh), "2月21日 07:00");
        assert_eq!(clock(-60, 0), "23:59");
        assert_eq!(clock(i64::MAX, 3600).len(), 5);
    }

    #[test]
    fn months_are_counted_and_called() {
        assert_eq!(month_of(18_313), Some(2020 * 12 + 1));
        assert_eq!(first_of(2020 * 12 + 1), Some(18_293));
        assert_eq!(first_of(i32::MAX), None);
        assert_eq!([month(2020 * 12 + 1, Zh), month(2021 * 12, Zh)], ["2月", "2021年"]);
        assert_eq!([month(2020 * 12 + 1, En), month(2021 * 12, En)], ["Feb", "2021"]);
    }

    #[test]
    fn ages_are_rounded_down() {
        assert_eq!(age(59_999, Zh), "刚刚");
        assert_eq!(age(180_000, Zh), "3 分钟前");
        assert_eq!(age(7_200_000, En), "2 h ago");
        assert_eq!(age(3 * 86_400_000, Zh), "3 天前");
    }
}
