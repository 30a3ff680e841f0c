//! Numbers as people write them: `1,024`, `１２３`, `1 234`, `(5)`, `48.81%`, `1.66万`, `3,507张`.
//!
//! Deliberately absent: numerals in words (`两万`), and any guess where two readings make sense.

use std::borrow::Cow;

use super::clean::{clean, narrow};
use crate::grammar::float;

/// A number and the digits that it was written with, before any 万.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount<'t> {
    /// Without separators, as `f64` reads them.
    pub digits: Cow<'t, str>,
    /// May be no finite number.
    pub value: f64,
}

/// Reads a number, and a unit behind it if that is the field's own.
///
/// A 万 in the text multiplies, unless the unit has it too: `1.66万人` is 16,600 人, 1.66 万人.
pub fn read(text: &str, unit: &str) -> Option<Amount<'static>> {
    let text = tidy(text);
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map(str::trim);
    match inside {
        // Spreadsheets write negative amounts in brackets.
        Some(inside) if !inside.starts_with(['-', '+', '(']) => {
            amount(inside, unit).map(|own| Amount { value: -own.value, ..own })
        }
        _ => amount(&text, unit),
    }
}

/// Visible, trimmed, and half-width; every kind of space is a space.
pub fn tidy(text: &str) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.trim().to_string();
    }
    let space = |c: char| if c.is_whitespace() { ' ' } else { c };
    let text: String = narrow(&clean(text).0).chars().map(space).collect();
    text.trim().to_string()
}

fn amount(text: &str, unit: &str) -> Option<Amount<'static>> {
    if let Some(digits) = digits(text) {
        return shifted(digits, 0);
    }
    let unit = &*tidy(unit);
    let (base, carried) = carried(unit);
    for (suffix, power) in [(unit, 0), (base, -carried)] {
        let rest = text.strip_suffix(suffix).filter(|_| !suffix.is_empty());
        let Some((rest, more)) = rest.map(multiplied) else { continue };
        if let Some(digits) = digits(rest) {
            return shifted(digits, more + power);
        }
    }
    let (rest, power) = multiplied(text);
    digits(rest).and_then(|digits| shifted(digits, power - carried))
}

/// Multiplied by a power of ten exactly: by the decimal exponent, not by a product.
fn shifted(digits: String, power: i32) -> Option<Amount<'static>> {
    let value = match power {
        0 => float(&digits)?,
        // Neither 1e3万 nor inf万.
        _ if digits.contains(|c: char| c.is_ascii_alphabetic()) => return None,
        _ => float(&format!("{digits}e{power}"))?,
    };
    Some(Amount { digits: digits.into(), value })
}

/// The text before its 万, 亿, 百万, and their power of ten.
fn multiplied(text: &str) -> (&str, i32) {
    let (mut rest, mut power) = (text.trim_end(), 0);
    while let Some(own) = rest.chars().next_back().and_then(power_of) {
        let cut = rest.char_indices().next_back().map_or(0, |(at, _)| at);
        rest = rest.get(..cut).unwrap_or_default().trim_end();
        power += own;
    }
    (rest, power)
}

/// What a unit counts, and the power of ten that it counts by: 万人 is 人 by four. 千瓦 and 百分点
/// are units of their own.
fn carried(unit: &str) -> (&str, i32) {
    let (mut base, mut power, mut run) = (unit, 0, 0);
    for (at, c) in unit.char_indices() {
        let Some(own) = power_of(c) else { break };
        run += own;
        if own >= 4 {
            (base, power) = (unit.get(at + c.len_utf8()..).unwrap_or_default(), run);
        }
    }
    (base, power)
}

fn power_of(c: char) -> Option<i32> {
    match c {
        '百' => Some(2),
        '千' => Some(3),
        '万' | '萬' => Some(4),
        '亿' | '億' => Some(8),
        _ => None,
    }
}

/// The digits without their separators, as `f64` reads them; NaN and infinities by their words too.
fn digits(text: &str) -> Option<String> {
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let (sign, text) = match (inside, text.strip_prefix('-')) {
        (Some(inside), _) => ("-", inside.trim()),
        (None, Some(text)) => ("-", text),
        (None, None) => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if ["nan", "inf", "infinity"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some(format!("{sign}{text}"));
    }
    let (whole, rest) = text.split_at(text.find(['.', 'e', 'E']).unwrap_or(text.len()));
    let digits = format!("{sign}{}{rest}", ungrouped(whole)?);
    float(&digits).is_some().then_some(digits)
}

/// Thousands parted by commas or by spaces, every group whole.
fn ungrouped(whole: &str) -> Option<String> {
    let Some(mark) = whole.chars().find(|c| matches!(c, ',' | ' ')) else {
        return is_digits(whole).then(|| whole.to_string());
    };
    let mut groups = whole.split(mark);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let grouped = is_digits(first) && groups.all(|group| group.len() == 3 && is_digits(group));
    grouped.then(|| whole.split(mark).collect())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, unit: &str) -> Option<f64> {
        read(text, unit).map(|own| own.value)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, unit, is) in [
            ("3507", "", 3507.0),
            (" +5 ", "", 5.0),
            ("１２３．５", "", 123.5),
            ("１，０２４", "", 1024.0),
            // Both kinds of space are one.
            ("1\u{202F}234\u{2009}567", "", 1_234_567.0),
            ("1 234 567", "", 1_234_567.0),
            ("1\u{202F}234\u{202F}567.25", "", 1_234_567.25),
            ("\u{3000}\u{A0}7\u{2009}", "", 7.0),
            ("−1,234,567.5", "", -1_234_567.5),
            ("(1,234)", "", -1234.0),
            ("（1,234）", "", -1234.0),
            ("(5%)", "%", -5.0),
            ("(1,234) 张", "张", -1234.0),
            ("48.81%", "%", 48.81),
            ("４８．８１％", "％", 48.81),
            ("3‰", "‰", 3.0),
            ("1.5E+4", "", 15_000.0),
            (".5", "", 0.5),
            ("3,507张", "张", 3507.0),
        ] {
            assert_eq!(value(text, unit), Some(is), "{text}");
        }
        for (wrong, unit) in [
            ("48.81%", ""),
            ("3‰", "%"),
            ("1,2", ""),
            ("1,2345", ""),
            ("1,234 567", ""),
            ("12,34,567", ""),
            ("12 3", ""),
            (",123", ""),
            ("12 人", "张"),
            ("0x10", ""),
            ("(-5)", ""),
            ("((5))", ""),
            ("(5", ""),
            ("--5", ""),
            ("- 5", ""),
            ("()", ""),
            ("", ""),
            (".", ""),
            ("e5", ""),
            ("四成", "成"),
            ("%", "%"),
            ("5%%", "%"),
            ("٣", ""),
        ] {
            assert_eq!(value(wrong, unit), None, "{wrong}");
        }
    }

    #[test]
    fn ten_thousands_multiply_exactly_unless_the_unit_has_them() {
        for (text, unit, is) in [
            ("1.66万", "", 16_600.0),
            ("1.66 万人", "人", 16_600.0),
            ("1.66万人", "万人", 1.66),
            ("1.66万", "万人", 1.66),
            ("1.66", "万人", 1.66),
            ("16600人", "万人", 1.66),
            ("2亿元", "万元", 20_000.0),
            ("1.1亿", "", 110_000_000.0),
            ("5.7千", "", 5_700.0),
            ("5百万", "", 5e6),
            ("1.2万亿", "元", 1.2e12),
            ("(1.66万)", "", -16_600.0),
            ("5千瓦", "千瓦", 5.0),
            ("5万千瓦", "千瓦", 50_000.0),
            ("5千瓦", "万千瓦", 0.0005),
            ("3百分点", "百分点", 3.0),
            // As products of f64 these are not whole.
            ("1.15万", "", 11_500.0),
            ("4.35亿", "", 435_000_000.0),
        ] {
            assert_eq!(value(text, unit), Some(is), "{text} {unit}");
        }
        for wrong in ["1e3万", "inf万", "万", "3万5千", "两万"] {
            assert_eq!(value(wrong, ""), None, "{wrong}");
        }
    }
}
