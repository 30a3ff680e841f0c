//! How numbers, published figures, days and ages are said.
//!
//! Deliberately absent: any reading of data types (`look` knows no data) and any locale beyond the
//! two languages of the product.

mod days;

pub use days::*;

use crate::grammar::float;
use crate::grammar::words;
use crate::issue::Lang;

words! {
    /// How a panel's numbers are said.
    #[derive(Default)]
    pub enum Format {
        /// Four significant figures at most. Chinese counts in 万 and 亿 from ten thousand on (16600 is
        /// 1.66万); English prints grouped integers up to 999,999 and from there on M, bn and tn.
        #[default]
        Glance = "glance",
        /// Every digit, grouped: 3,507.
        Full = "full",
        /// Every digit, not grouped: years and codes.
        Plain = "plain",
        /// A share of one: 0.4881 is 48.81%.
        Percent = "percent",
    }
}

/// A number in three parts, so that a big one can be set with a smaller unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Said {
    /// 近, 超, 约.
    pub before: String,
    /// `1.66`, `四成`.
    pub number: String,
    /// `万家`, `多人`, `%`.
    pub after: String,
}

impl Said {
    /// The whole in one line.
    pub fn line(&self) -> String {
        format!("{}{}{}", self.before, self.number, self.after)
    }
}

/// What stands where there is no number.
pub const NONE: &str = "—";

/// Says a computed number. NaN and the infinities are [`NONE`] without a unit. A unit that itself
/// begins with 万 or 亿 keeps the number unscaled.
pub fn number(value: f64, format: Format, unit: Option<&str>, lang: Lang) -> Said {
    if !value.is_finite() {
        return Said { number: NONE.into(), ..Said::default() };
    }
    let unit = unit.unwrap_or_default().trim();
    let (number, scale) = match format {
        Format::Glance if unit.starts_with(['万', '亿']) => (grouped(&significant(value)), ""),
        Format::Glance => glance(value, lang),
        Format::Full => (grouped(&digits(value)), ""),
        Format::Plain => (digits(value), ""),
        Format::Percent => return percent(value),
    };
    Said { before: String::new(), number, after: format!("{scale}{}", joined(unit, lang)) }
}

fn percent(value: f64) -> Said {
    let number = grouped(&trimmed(format!("{:.2}", value * 100.0)));
    Said { before: String::new(), number, after: "%".into() }
}

/// Four significant figures and the word for the power of ten that was taken out.
fn glance(value: f64, lang: Lang) -> (String, &'static str) {
    let (scale, word) = power(value, lang);
    (grouped(&significant(value / scale)), word)
}

/// The power of ten that a glance takes out of a number, and its word: 10000 and 万.
fn power(value: f64, lang: Lang) -> (f64, &'static str) {
    let steps: [(f64, &str); 4] = match lang {
        Lang::Zh => [(1.0, ""), (1e4, "万"), (1e8, "亿"), (1e12, "万亿")],
        Lang::En => [(1.0, ""), (1e6, "M"), (1e9, "bn"), (1e12, "tn")],
    };
    let mut taken = (1.0, "");
    for (scale, word) in steps {
        // 9,999.6 would round up to 10,000, so a step begins where it would be printed.
        let below = taken.0;
        let printed = float(&significant(value / below)).unwrap_or(value).abs();
        if printed >= scale / below {
            taken = (scale, word);
        }
    }
    taken
}

/// The ticks of one axis, all in one power of ten, and what the axis's title says: that power and
/// the unit, once.
pub fn axis(
    ticks: &[f64],
    format: Format,
    unit: Option<&str>,
    lang: Lang,
) -> (Vec<String>, Option<String>) {
    let unit = unit.unwrap_or_default().trim();
    let largest = ticks.iter().fold(0.0_f64, |most, tick| most.max(tick.abs()));
    let scaled = format == Format::Glance && !unit.starts_with(['万', '亿']);
    let (scale, word) = if scaled { power(largest, lang) } else { (1.0, "") };
    let inner = if scaled { Format::Full } else { format };
    // Steps of 0.1 are no exact fractions; nine figures hide that.
    let say = |tick: &f64| number(trim_noise(tick / scale), inner, None, lang).line();
    let title = format!("{word}{}", if format == Format::Percent { "" } else { unit });
    (ticks.iter().map(say).collect(), Some(title).filter(|title| !title.is_empty()))
}

fn trim_noise(value: f64) -> f64 {
    float(&format!("{value:.9e}")).unwrap_or(value)
}

/// At most four significant figures, but never fewer than the integer's own digits.
fn significant(value: f64) -> String {
    let size = value.abs();
    if size >= 1e18 {
        return format!("{value:.3e}");
    }
    let whole = if size < 1.0 {
        size.log10().floor().max(-9.0) as i32 + 1
    } else {
        size.log10() as i32 + 1
    };
    trimmed(format!("{value:.*}", (4 - whole).clamp(0, 12) as usize))
}

/// Every digit up to the ninth decimal.
fn digits(value: f64) -> String {
    match value.abs() {
        size if size >= 1e18 => format!("{value:e}"),
        _ => trimmed(format!("{value:.9}")),
    }
}

/// Without zeros at the end of the decimals and without a sign before zero.
fn trimmed(text: String) -> String {
    let short = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text.as_str(),
    };
    if short == "-0" { "0".into() } else { short.into() }
}

/// With a comma before every third digit of the integer.
fn grouped(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    if whole.contains('e') {
        return text.into();
    }
    let mut said = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            said.push(',');
        }
        said.push(digit);
    }
    said + decimals
}

/// A unit as it follows a number: Latin ones after a space (12 km), Chinese ones and signs at once.
fn joined(unit: &str, lang: Lang) -> String {
    let spaced = unit.starts_with(|c: char| match lang {
        Lang::Zh => c.is_ascii_alphabetic(),
        Lang::En => c.is_alphabetic(),
    });
    format!("{}{unit}", if spaced { " " } else { "" })
}

/// Qualifiers that stand before the number.
const BEFORE: [&str; 18] = [
    "近",
    "超",
    "超过",
    "约",
    "大约",
    "逾",
    "不足",
    "至少",
    "最多",
    "突破",
    "从",
    "不低于",
    "不少于",
    "不高于",
    "about",
    "nearly",
    "over",
    "almost",
];
/// Qualifiers that stand after the unit: 1000人左右.
const AFTER_UNIT: [&str; 7] = ["左右", "以上", "以下", "上下", "以内", "内", "+"];

/// Says a published figure exactly as it is printed: never computed, rounded or grouped. Its leading
/// digits are the number, what follows goes to the smaller part; a unit that is printed already is
/// not said twice.
pub fn figure(printed: &str, qualifier: Option<&str>, unit: Option<&str>, lang: Lang) -> Said {
    let printed = printed.trim();
    if printed.is_empty() {
        return Said { number: NONE.into(), ..Said::default() };
    }
    let (number, rest) = match leading(printed) {
        0 => (printed, ""),
        at => printed.split_at(at),
    };
    let unit = unit.map(str::trim).filter(|unit| !printed.ends_with(unit)).unwrap_or_default();
    let qualifier = qualifier.unwrap_or_default().trim();
    let unit = joined(unit, lang);
    let (before, after) = if BEFORE.contains(&qualifier) {
        let space = if qualifier.is_ascii() { " " } else { "" };
        (format!("{qualifier}{space}"), format!("{rest}{unit}"))
    } else if AFTER_UNIT.contains(&qualifier) {
        (String::new(), format!("{rest}{unit}{qualifier}"))
    } else {
        (String::new(), format!("{rest}{qualifier}{unit}"))
    };
    Said { before, number: number.into(), after }
}

/// How many bytes of the text are a number or a range of numbers: `1.66`, `3,507`, `15-20`, `3/4`.
fn leading(text: &str) -> usize {
    let part = |c: char| c.is_ascii_digit() || ",.-+−–~/".contains(c);
    let end = text.find(|c: char| !part(c)).unwrap_or(text.len());
    let number = text.get(..end).unwrap_or_default();
    number.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1)
}

/// About how much a published figure is, for lengths and arcs only, never to be printed: `1.66万` is
/// 16600, `48.81%` is 48.81. `None` for words and ranges.
pub fn magnitude(printed: &str) -> Option<f64> {
    let printed = printed.trim();
    let (number, rest) = printed.split_at(leading(printed));
    let value = float(&number.replace(',', "").replace('−', "-"))?;
    let scale = match rest.trim_start() {
        rest if rest.starts_with("万亿") => 1e12,
        rest if rest.starts_with('亿') => 1e8,
        rest if rest.starts_with('万') => 1e4,
        _ => 1.0,
    };
    Some(value * scale).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Format::{Full, Glance, Percent, Plain};
    use Lang::{En, Zh};

    fn say(value: f64, format: Format, unit: &str, lang: Lang) -> String {
        number(value, format, Some(unit), lang).line()
    }

    #[test]
    fn chinese_glances_count_in_wan_and_yi() {
        let cases: [(f64, &str); 14] = [
            (0.0, "0"),
            (-0.00001, "-0.00001"),
            (3507.0, "3,507"),
            (16_600.0, "1.66万"),
            (-16_600.0, "-1.66万"),
            (216_000_000.0, "2.16亿"),
            (9_999.6, "1万"),
            (99_999_999.0, "1亿"),
            (12_345_678.0, "1,235万"),
            (1e15, "1,000万亿"),
            (0.123_456, "0.1235"),
            (48.814, "48.81"),
            (999.96, "1,000"),
            (1e300, "1.000e288万亿"),
        ];
        for (value, said) in cases {
            assert_eq!(say(value, Glance, "", Zh), said, "{value}");
        }
    }

    #[test]
    fn days_of_the_traditional_calendar_have_their_own_words() {
        let cases = [
            "1 初一",
            "9 初九",
            "10 初十",
            "11 十一",
            "19 十九",
            "20 二十",
            "21 廿一",
            "29 廿九",
            "30 三十",
        ];
        for case in cases {
            let (day, word) = case.split_once(' ').unwrap();
            assert_eq!(lunar_day(&format!("闰六月{day}日")), format!("闰六月{word}"));
        }
        for other in ["正月廿八", "", "6/28", "六月0日", "六月31日", "六月99999999999999999999日"]
        {
            assert_eq!(lunar_day(other), other);
        }
    }

    #[test]
    fn english_glances_group_up_to_a_million() {
        assert_eq!(say(16_600.0, Glance, "people", En), "16,600 people");
        assert_eq!(say(999_999.0, Glance, "", En), "999,999");
        assert_eq!(say(216e6, Glance, "", En), "216M");
        assert_eq!(say(2.5e9, Glance, "km", En), "2.5bn km");
    }

    #[test]
    fn an_axis_has_one_power_of_ten() {
        let (ticks, title) = axis(&[0.0, 5e3, 1e4, 1.5e4], Glance, Some("人"), Zh);
        assert_eq!(ticks, ["0", "0.5", "1", "1.5"]);
        assert_eq!(title.as_deref(), Some("万人"));
        let (ticks, title) = axis(&[0.0, 0.1 + 0.2], Glance, None, Zh);
        assert_eq!((ticks[1].as_str(), title), ("0.3", None));
        let (ticks, title) = axis(&[0.0, 0.5], Percent, Some("%"), Zh);
        assert_eq!((ticks[1].as_str(), title), ("50%", None));
    }

    #[test]
    fn other_formats_keep_every_digit() {
        assert_eq!(say(1_234_567.5, Full, "人", Zh), "1,234,567.5人");
        assert_eq!(say(2020.0, Plain, "", Zh), "2020");
        assert_eq!(say(0.4881, Percent, "", Zh), "48.81%");
        assert_eq!(say(0.5, Percent, "", Zh), "50%");
        assert_eq!(say(f64::NAN, Full, "人", Zh), NONE);
    }

    #[test]
    fn units_stand_as_their_script_wants() {
        assert_eq!(say(12.0, Glance, "km", Zh), "12 km");
        assert_eq!(say(12.0, Glance, "℃", Zh), "12℃");
        assert_eq!(say(16_600.0, Glance, "万千瓦时", Zh), "16,600万千瓦时");
        let said = number(16_600.0, Glance, Some("家"), Zh);
        assert_eq!((said.number.as_str(), said.after.as_str()), ("1.66", "万家"));
    }

    #[test]
    fn figures_are_printed_as_published() {
        let say = |printed, qualifier, unit| figure(printed, qualifier, unit, Zh);
        let parts = |said: Said| (said.before, said.number, said.after);
        let own = |a: &str, b: &str, c: &str| (a.to_string(), b.to_string(), c.to_string());
        assert_eq!(parts(say("2500", Some("多"), Some("人"))), own("", "2500", "多人"));
        assert_eq!(parts(say("1.66万", None, Some("家"))), own("", "1.66", "万家"));
        assert_eq!(parts(say("四成", Some("近"), None)), own("近", "四成", ""));
        assert_eq!(parts(say("48.810%", None, Some("%"))), own("", "48.810", "%"));
        assert_eq!(parts(say("1000", Some("左右"), Some("人"))), own("", "1000", "人左右"));
        assert_eq!(parts(say("3", Some("内"), Some("个月"))), own("", "3", "个月内"));
        assert_eq!(parts(say("3日", Some("从"), None)), own("从", "3", "日"));
        assert_eq!(parts(say("2019年同期", Some("不低于"), None)), own("不低于", "2019", "年同期"));
        assert_eq!(parts(say("15-20", None, Some("km"))), own("", "15-20", " km"));
        assert_eq!(figure("2500", Some("over"), Some("people"), En).line(), "over 2500 people");
        assert_eq!(say(" ", None, Some("人")).line(), NONE);
    }

    #[test]
    fn magnitudes_are_read_for_lengths_only() {
        assert_eq!(magnitude("48.81%"), Some(48.81));
        assert_eq!(magnitude("3,507"), Some(3507.0));
        assert_eq!(magnitude("1.5万多"), Some(15_000.0));
        for word in ["四成", "", "15-20", "-", "万"] {
            assert_eq!(magnitude(word), None, "{word}");
        }
    }
}
