//! What is said of the time up to a deadline, and since.

use super::Lang;

/// How many days there are up to a deadline; below zero, since.
pub fn deadline(days: i64, lang: Lang) -> String {
    match (days, lang) {
        (0, Lang::Zh) => "今天到期".into(),
        (0, Lang::En) => "due today".into(),
        (..0, Lang::Zh) => format!("逾期 {} 天", days.unsigned_abs()),
        (..0, Lang::En) => format!("{} d overdue", days.unsigned_abs()),
        (_, Lang::Zh) => format!("还有 {days} 天"),
        (_, Lang::En) => format!("{days} d left"),
    }
}

/// How many minutes there are up to a deadline, at least one.
pub fn minutes_left(minutes: u64, lang: Lang) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest, lang) {
        (0, _, Lang::Zh) => format!("还有 {rest} 分钟"),
        (0, _, Lang::En) => format!("{rest} min left"),
        (_, 0, Lang::Zh) => format!("还有 {hours} 小时"),
        (_, 0, Lang::En) => format!("{hours} h left"),
        (_, _, Lang::Zh) => format!("还有 {hours} 小时 {rest} 分"),
        (_, _, Lang::En) => format!("{hours} h {rest} min left"),
    }
}

/// How many whole minutes there have been since a deadline.
pub fn overdue_minutes(minutes: u64, lang: Lang) -> String {
    match (minutes, lang) {
        (0, Lang::Zh) => "刚刚到期".into(),
        (0, Lang::En) => "due just now".into(),
        (..60, Lang::Zh) => format!("逾期 {minutes} 分钟"),
        (..60, Lang::En) => format!("{minutes} min overdue"),
        (_, Lang::Zh) => format!("逾期 {} 小时", minutes / 60),
        (_, Lang::En) => format!("{} h overdue", minutes / 60),
    }
}

/// How many working days there are up to the day of a deadline, or since.
pub fn working_days(is_over: bool, days: u64, lang: Lang) -> String {
    let counted = if days == 1 { "workday" } else { "workdays" };
    match (is_over, days, lang) {
        (true, 0, Lang::Zh) => "逾期不足 1 个工作日".into(),
        (true, 0, Lang::En) => "overdue, no workday since".into(),
        (true, _, Lang::Zh) => format!("逾期 {days} 个工作日"),
        (true, _, Lang::En) => format!("{days} {counted} overdue"),
        (false, 0, Lang::Zh) => "之前再无工作日".into(),
        (false, 0, Lang::En) => "no workday left".into(),
        (false, _, Lang::Zh) => format!("还有 {days} 个工作日"),
        (false, _, Lang::En) => format!("{days} {counted} left"),
    }
}

/// A deadline that is far away.
pub fn due_on(date: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{date} 到期"),
        Lang::En => format!("due {date}"),
    }
}
