//! `clock`: the time of the board's own zone, by the server's clock.

use super::Draw;
use super::options::options;
use crate::data::table::Table;
use crate::issue::Lang;
use crate::look::format;
use crate::look::markup::{Element, el};

options! {
    /// How much of the time is shown.
    pub struct Options {
        pub seconds: bool = true,
        pub date: bool = true,
        /// The day in the traditional calendar too, where the browser knows it.
        pub lunar: bool,
    }
}

pub fn show(options: &Options, _rows: &Table, on: &Draw<'_>) -> Element {
    let lunar = options.lunar.then_some(on.lunar).filter(|lunar| !lunar.is_empty());
    face((options.seconds, options.date), lunar, on.now, on.utc_offset, on.lang)
}

/// Day, week day and time; `seconds` and `date` say whether they are shown.
pub fn face(
    (seconds, date): (bool, bool),
    lunar: Option<&str>,
    now: i64,
    utc_offset: i32,
    lang: Lang,
) -> Element {
    let days = format::day_of(now, utc_offset);
    let day = format!("{} {}", format::day(days, lang), format::weekday(days, lang));
    let clock = format::clock_seconds(now, utc_offset);
    let clock: String = if seconds { clock } else { clock.chars().take(5).collect() };
    el("p")
        .class("clock")
        .maybe(date.then(|| el("span").text(day)))
        .maybe(lunar.map(|lunar| el("small").text(lunar)))
        .child(el("b").text(clock))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::markup::html;

    #[test]
    fn the_zone_decides_which_day_it_is() {
        // 21 February 2020, 17:30 UTC: a Saturday in Shanghai.
        let now = 18_313 * 86_400 + 17 * 3_600 + 30 * 60;
        let said = html(&face((false, true), Some("正月廿九"), now, 8 * 3_600, Lang::Zh));
        for part in ["02-22", "星期六", "正月廿九", "<b>01:30</b>"] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
}
