//! The last look at what would be published: whether any text still looks like somebody's number,
//! whatever was masked before.
//!
//! It sees more than `mask::guard`, which hides what a wall shows: digits of any script, separators
//! anywhere inside a number, and numbers in the middle of a sentence. What it finds stops the publish,
//! so that it may be wrong now and then, but not the other way. It never repeats what it found.
//!
//! Deliberately absent: names and addresses, which nothing tells from other words; masks are for them.

use crate::data::clean::clean;
use crate::data::table::{Column, Table};
use crate::issue::Looks;

/// A landline of a short code: the fewest digits that are looked for.
const FEWEST: usize = 10;
/// The longest bank card.
const MOST: usize = 19;
/// So many separators may stand between two digits of a number.
const SEPARATORS: usize = 3;
/// Numbers are written in so many parts at most, or digit by digit.
const PARTS: usize = 6;

/// Where a table still looks like somebody's: the row from 0, the field's place, and what it looks like.
/// `is_cell` says of a field whether its numbers are cells; sums and counts are nobody's.
pub fn table(table: &Table, is_cell: &dyn Fn(&str) -> bool) -> Option<(usize, usize, Looks)> {
    let found = table.fields().iter().enumerate().filter_map(|(at, field)| {
        let (row, looks) = match &field.column {
            Column::Text { words, codes } => {
                let found: Vec<Option<Looks>> = words.iter().map(look).collect();
                let of = |code: &u32| found.get(*code as usize).copied().flatten();
                codes.iter().enumerate().find_map(|(row, code)| Some((row, of(code)?)))?
            }
            Column::Number(cells) if is_cell(&field.name) => {
                cells.iter().enumerate().find_map(|(row, cell)| Some((row, number(*cell)?)))?
            }
            _ => return None,
        };
        Some((row, at, looks))
    });
    found.min_by_key(|(row, at, _)| (*row, *at))
}

/// A number that is written as a mobile, an identity or a card is.
pub fn number(cell: f64) -> Option<Looks> {
    let is_long = cell.fract() == 0.0 && cell.abs() >= 1e10;
    if is_long { look(&format!("{:.0}", cell.abs())) } else { None }
}

/// What a text looks like, or a part of it.
pub fn look(text: &str) -> Option<Looks> {
    // Most texts have too few digits for a number of anybody.
    if text.chars().filter(|c| digit(*c).is_some()).count() < FEWEST {
        return None;
    }
    stretches(&clean(text).0).iter().find_map(|stretch| in_stretch(stretch))
}

/// Digits without anything between them, and whether an X ends them.
#[derive(Default)]
struct Run {
    digits: String,
    x: bool,
}

/// Runs of digits with nothing but separators between them.
fn stretches(text: &str) -> Vec<Vec<Run>> {
    let mut all: Vec<Vec<Run>> = Vec::new();
    // How many separators stand since the last digit; none yet is as good as many.
    let mut apart = SEPARATORS + 1;
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            if apart > SEPARATORS {
                all.push(Vec::new());
            }
            let Some(stretch) = all.last_mut() else { return all };
            if let Some(run) = stretch.last_mut().filter(|run| apart == 0 && !run.x) {
                run.digits.push(digit);
            } else {
                stretch.push(Run { digits: digit.into(), x: false });
            }
            apart = 0;
        } else if matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ') && apart == 0 {
            let run = all.last_mut().and_then(|stretch| stretch.last_mut());
            run.into_iter().for_each(|run| run.x = true);
        } else if is_separator(c) {
            apart += 1;
        } else {
            apart = SEPARATORS + 1;
        }
    }
    all
}

fn in_stretch(stretch: &[Run]) -> Option<Looks> {
    (0..stretch.len()).find_map(|from| {
        let mut digits = String::new();
        let rest = stretch.get(from..).unwrap_or_default();
        rest.iter().enumerate().find_map(|(last, run)| {
            digits.push_str(&run.digits);
            let parts = rest.get(..=last).unwrap_or_default();
            if last > 0 && digits.len() > MOST { None } else { whole(&digits, parts) }
        })
    })
}

/// What the digits of some runs are, all of them together.
fn whole(digits: &str, parts: &[Run]) -> Option<Looks> {
    let is_one = parts.len() == 1;
    let is_spread = parts.len() <= PARTS || parts.iter().all(|run| run.digits.len() == 1);
    let x = parts.last().is_some_and(|run| run.x);
    if is_spread && is_mobile(digits) {
        return Some(Looks::Mobile);
    }
    if is_spread && is_identity(digits, x, is_one) {
        return Some(Looks::Identity);
    }
    let area = parts.first().map_or(0, |run| run.digits.len());
    let rest = parts.get(1..).unwrap_or_default();
    let is_parted = (3..=4).contains(&area) && rest.iter().all(|run| run.digits.len() >= 3);
    if is_landline(digits, (!is_one).then_some(area)) && (is_one || is_parted) {
        return Some(Looks::Landline);
    }
    let is_card = is_one || parts.iter().all(|run| run.digits.len() >= 3);
    if is_card && is_bank(digits) {
        return Some(Looks::Bank);
    }
    // Numbers of one person, one behind the other.
    (is_one && digits.len() > MOST && are_several(digits)).then_some(Looks::Mobile)
}

fn is_mobile(digits: &str) -> bool {
    let bare = match digits.len() {
        11 => Some(digits),
        12 => digits.strip_prefix('0'),
        13 => digits.strip_prefix("86"),
        14 => digits.strip_prefix("086"),
        15 => digits.strip_prefix("0086"),
        _ => None,
    };
    bare.is_some_and(|own| matches!(own.as_bytes(), [b'1', b'3'..=b'9', ..]))
}

/// Seventeen digits and a check character, or fifteen digits of the old form.
fn is_identity(digits: &str, x: bool, is_one: bool) -> bool {
    match digits.len() {
        17 => x,
        18 => is_one || is_date(digits.get(10..14)),
        15 => is_date(digits.get(8..12)),
        _ => false,
    }
}

/// Month and day.
fn is_date(digits: Option<&str>) -> bool {
    let parts = digits.and_then(|own| own.split_at_checked(2));
    let number = |own: &str| own.parse::<u32>().unwrap_or(0);
    parts.is_some_and(|(month, day)| {
        (1..=12).contains(&number(month)) && (1..=31).contains(&number(day))
    })
}

/// An area code and a subscriber's number, which begins with 2 to 8; with the country's code the area
/// has no 0. `area` is how many digits stand before the first separator.
fn is_landline(digits: &str, area: Option<usize>) -> bool {
    let abroad = ["0086", "86"].iter().find_map(|code| digits.strip_prefix(code));
    if let Some(rest) = abroad.filter(|rest| !rest.starts_with('0')) {
        return area.is_none() && is_landline(&format!("0{rest}"), None);
    }
    let length = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', b'1'..=b'9', ..] => 4,
        _ => return false,
    };
    let rest = digits.get(length..).unwrap_or_default();
    let begins = matches!(rest.as_bytes().first(), Some(b'2'..=b'8'));
    begins && (7..=8).contains(&rest.len()) && area.is_none_or(|area| area == length)
}

/// By the check digit of ISO/IEC 7812.
fn is_bank(digits: &str) -> bool {
    if !(13..=MOST).contains(&digits.len()) || digits.starts_with('0') {
        return false;
    }
    let doubled = |(at, digit): (usize, u32)| match at % 2 {
        0 => digit,
        _ if digit > 4 => digit * 2 - 9,
        _ => digit * 2,
    };
    let digits = digits.chars().rev().filter_map(|digit| digit.to_digit(10));
    digits.enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Mobiles and identity numbers without a gap.
fn are_several(digits: &str) -> bool {
    let split = |length: usize, is: fn(&str) -> bool| {
        let parts = digits.split_at_checked(length);
        parts.is_some_and(|(one, rest)| is(one) && are_several(rest))
    };
    digits.is_empty() || split(11, is_mobile) || split(18, |one| is_identity(one, false, false))
}

/// A digit of the scripts that people write numbers in, as ASCII has it.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 4] = ['0' as u32, 0xFF10, 0x660, 0x6F0];
    const HAN: [char; 11] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '零'];
    let code = c as u32;
    let of_ten = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|own| *own < 10));
    let styled = || (0x1D7CE..=0x1D7FF).contains(&code).then(|| (code - 0x1D7CE) % 10);
    let han = || HAN.iter().position(|own| *own == c).map(|at| at as u32 % 10);
    let found = of_ten.or_else(|| if c.is_ascii() { None } else { styled().or_else(han) });
    char::from_digit(found?, 10)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '('
                | ')'
                | '.'
                | '_'
                | '·'
                | '+'
                | '/'
                | '~'
                | '\u{FF08}'
                | '\u{FF09}'
                | '\u{FF0D}'
                | '\u{FF0E}'
                | '\u{FF0B}'
                | '\u{FF0F}'
                | '\u{2010}'
                ..='\u{2015}' | '\u{2212}' | '\u{30FB}' | '\u{2022}' | '\u{3002}' | '\u{3001}'
        )
}

#[cfg(test)]
mod tests {
    use super::{Looks, look, number};

    #[test]
    fn numbers_of_people_are_seen_however_they_are_written() {
        use Looks::{Bank, Identity, Landline, Mobile};
        for (text, looks) in [
            ("13812341234", Mobile),
            ("电话13812341234。", Mobile),
            ("+86 138-1234-1234", Mobile),
            ("8613812341234", Mobile),
            ("0086 138 1234 1234", Mobile),
            ("１３８１２３４１２３４", Mobile),
            ("１３８－１２３４－１２３４", Mobile),
            ("1 3 8 1 2 3 4 1 2 3 4", Mobile),
            ("138\u{200B}1234\u{202E}1234", Mobile),
            ("张三(138)12341234分机2", Mobile),
            ("一三八一二三四一二三四", Mobile),
            ("٠١٣٨١٢٣٤١٢٣٤", Mobile),
            ("x13812341234y", Mobile),
            ("012-13812341234", Mobile),
            ("410000190001010012", Identity),
            ("41000019000101001X", Identity),
            ("41000019000101001ｘ号", Identity),
            ("410000 19900101 0012", Identity),
            ("410000900101001", Identity),
            ("13812341234410000199001010012", Mobile),
            ("0377-66891889", Landline),
            ("(0377) 6689 1889", Landline),
            ("037766891889", Landline),
            ("010-62345678", Landline),
            ("+86 377 66891889".replace(' ', "").as_str(), Landline),
            ("6222021234567890128", Bank),
            ("4111 1111 1111 1111", Bank),
        ] {
            assert_eq!(look(text), Some(looks), "{text}");
        }
    }

    #[test]
    fn what_is_nobodys_number_passes() {
        for text in [
            "",
            "王**",
            "138****1234",
            "0377-****89",
            "41**************12",
            "2020-02-21T08:00:00+08:00",
            "2020-02-21 08:30",
            "2020-02-23至2020-03-01",
            "2020-02-23 - 2020-03-01",
            "南召县云阳镇***",
            "P000001",
            "411321",
            "示例000000123",
            "20200221",
            "12900123456",
            "10 11 12 13 14 15 16 17 18 19",
            "二〇二〇年二月二十一日",
            "4111111111111112",
            "00000000000000000000",
            "123456789012",
        ] {
            assert_eq!(look(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_looked_at_too() {
        assert_eq!(number(13_812_341_234.0), Some(Looks::Mobile));
        assert_eq!(number(-13_812_341_234.0), Some(Looks::Mobile));
        for nobody in [12_812_341_234.0, 13_812_341_234.5, 138.0, f64::NAN, f64::INFINITY, 2e10] {
            assert_eq!(number(nobody), None, "{nobody}");
        }
    }
}
