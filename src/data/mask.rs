//! What may be shown of a person. The only way out of raw data: whatever is blank, unrecognised or
//! too short to be masked safely becomes `***`.
//!
//! Deliberately absent: any way back, and any mask for employer, health or trajectory: those are
//! counted by queries or hidden.

mod place;

use std::borrow::Cow;

use super::Audience;
use super::clean::narrow;
use super::limits::MAX_NAME;
use super::source::Mask;

/// What stands in place of anything that is not known to be harmless.
pub const HIDDEN: &str = "***";

/// A cell after its mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Masked {
    Shown(String),
    /// Hidden because it does not look like its declared kind: a finding.
    Unrecognised(String),
    /// This audience sees nothing of such a field: missing.
    Dropped,
}

/// The same without its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Shown,
    Unrecognised,
    Dropped,
}

/// Common two-character surnames; one that is not here shows one character less.
const COMPOUND: [[char; 2]; 30] = [
    ['欧', '阳'],
    ['司', '马'],
    ['诸', '葛'],
    ['上', '官'],
    ['司', '徒'],
    ['东', '方'],
    ['夏', '侯'],
    ['皇', '甫'],
    ['尉', '迟'],
    ['公', '孙'],
    ['慕', '容'],
    ['令', '狐'],
    ['长', '孙'],
    ['宇', '文'],
    ['端', '木'],
    ['百', '里'],
    ['东', '郭'],
    ['南', '宫'],
    ['呼', '延'],
    ['轩', '辕'],
    ['司', '空'],
    ['独', '孤'],
    ['钟', '离'],
    ['闻', '人'],
    ['公', '羊'],
    ['申', '屠'],
    ['澹', '台'],
    ['赫', '连'],
    ['濮', '阳'],
    ['淳', '于'],
];

/// The digits of a mobile number, the shortest that is looked for.
pub const MOBILE: usize = 11;
/// Those of a landline with its area code.
const LANDLINE: usize = 10;

const DOTS: [char; 6] = ['·', '‧', '•', '・', '.', '\u{FF65}'];

/// Masks one cleaned cell.
pub fn mask(mask: Mask, text: &str, audience: Audience) -> Masked {
    let mut out = String::new();
    match write(mask, text, false, audience, &mut out) {
        Left::Shown => Masked::Shown(out),
        Left::Unrecognised => Masked::Unrecognised(out),
        Left::Dropped => Masked::Dropped,
    }
}

/// The same into a text that is used again and again. A plain text is known to be one; see
/// [`Clean`](super::clean::Clean).
pub fn write(mask: Mask, text: &str, is_plain: bool, audience: Audience, out: &mut String) -> Left {
    out.clear();
    let internal = audience == Audience::Internal;
    let narrowed;
    let text = if is_plain {
        text
    } else {
        narrowed = narrow(text);
        narrowed.trim()
    };
    let left = match mask {
        Mask::Hidden => return Left::Dropped,
        Mask::IdNumber if !internal => return Left::Dropped,
        Mask::Phone if !internal && mobile(text).is_none() && landline(text).is_some() => {
            return Left::Dropped;
        }
        _ if text.is_empty() => {
            out.push_str(HIDDEN);
            return Left::Shown;
        }
        Mask::PersonName if is_plain && is_usual(text) => usual(text, internal, out),
        Mask::PersonName => name(text, internal, out),
        Mask::Phone => phone(text, internal, out),
        Mask::IdNumber => id_number(text, out),
        Mask::Address => place::address(text, internal, out),
        Mask::Destination => place::destination(text, internal, out),
    };
    if left.is_some() {
        return Left::Shown;
    }
    out.clear();
    out.push_str(HIDDEN);
    Left::Unrecognised
}

/// Hides a text without a mask that holds a mobile or an identity number after all.
pub fn guard(text: String) -> Masked {
    if looks_personal(&text) { Masked::Unrecognised(HIDDEN.into()) } else { Masked::Shown(text) }
}

/// Whether a text holds a mobile or an identity number.
pub fn looks_personal(text: &str) -> bool {
    // Most texts are too short, or have too few digits, for a number of anybody.
    let digit = |c: &char| c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(c);
    if text.len() < MOBILE || text.chars().filter(digit).count() < MOBILE {
        return false;
    }
    let text = narrow(text);
    let real = |number: &str| matches!(number.as_bytes().get(1), Some(b'3'..=b'9'));
    if mobile(&text).is_some_and(|number| real(&number)) {
        return true;
    }
    let runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, 'x' | 'X'));
    let mut runs = runs.map(|run| run.trim_start_matches(['x', 'X']));
    runs.any(|run| is_id(run) || mobile(run).is_some_and(|number| real(&number)))
}

/// Whether a text holds a landline or the number of a bank card, which public boards hide too.
pub fn looks_like_an_account(text: &str) -> bool {
    if text.len() < LANDLINE {
        return false;
    }
    let text = narrow(text);
    let apart = |c: char| !c.is_ascii_digit() && !matches!(c, '-' | '(' | ')');
    // No area but Beijing's begins with 01, and a subscriber's number begins with 2 to 8.
    let is_line = |run: &str| {
        let line = landline(run);
        line.is_some_and(|(area, number)| {
            (area == "010" || !area.starts_with("01"))
                && number.starts_with(['2', '3', '4', '5', '6', '7', '8'])
        })
    };
    text.split(apart).any(|run| is_line(run) || run.split('-').any(is_card))
}

/// By the check digit that cards have (ISO/IEC 7812).
fn is_card(run: &str) -> bool {
    let add = |sum: u32, (at, digit): (usize, u8)| {
        let twice = u32::from(digit - b'0') << (at % 2);
        sum + twice / 10 + twice % 10
    };
    (13..=19).contains(&run.len())
        && run.bytes().all(|b| b.is_ascii_digit())
        && !run.starts_with('0')
        && run.bytes().rev().enumerate().fold(0, add) % 10 == 0
}

fn name(text: &str, internal: bool, out: &mut String) -> Option<()> {
    let mut first = ['\0'; 4];
    let (mut length, mut letters, mut all_han) = (0, 0, true);
    for c in text.chars() {
        length += 1;
        let is_part = is_letter(c) || c == '〇';
        if length > MAX_NAME || !is_part && !is_joint(c) {
            return None;
        }
        // A two-character name is often spread with a space to the width of three.
        if c == ' ' {
            continue;
        }
        if letters == 0 && !is_part {
            return None;
        }
        if let Some(own) = first.get_mut(letters) {
            *own = c;
        }
        letters += 1;
        all_han &= is_han(c);
    }
    if letters < 2 {
        return None;
    }
    let [one, two, ..] = first;
    out.push(one);
    if letters > 4 || !all_han {
        out.push_str("***");
        return Some(());
    }
    let compound = letters > 2 && COMPOUND.contains(&[one, two]);
    if compound {
        out.push(two);
    }
    let hidden = if internal { letters - 1 - usize::from(compound) } else { 1 };
    out.extend(std::iter::repeat_n('*', hidden));
    Some(())
}

/// Whether a plain text is of two to four Han characters and nothing else.
fn is_usual(text: &str) -> bool {
    (6..=12).contains(&text.len()) && text.bytes().all(|byte| byte >= 0x80)
}

/// What [`name`] says of them, sooner.
fn usual(text: &str, internal: bool, out: &mut String) -> Option<()> {
    let (length, mut chars) = (text.len() / 3, text.chars());
    let compound = length > 2 && COMPOUND.contains(&[chars.next()?, chars.next()?]);
    let shown = if compound { 2 } else { 1 };
    out.push_str(text.get(..shown * 3)?);
    out.push_str(HIDDEN.get(..if internal { length - shown } else { 1 })?);
    Some(())
}

fn is_joint(c: char) -> bool {
    DOTS.contains(&c) || matches!(c, ' ' | '-' | '\'' | '’')
}

/// Most are found without the library's tables.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphabetic()
}

fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' | '〇')
}

fn phone(text: &str, internal: bool, out: &mut String) -> Option<()> {
    if let Some(number) = mobile(text) {
        let (stars, last) = if internal { ("****", 7) } else { ("*****", 8) };
        [number.get(..3)?, stars, number.get(last..)?]
            .into_iter()
            .for_each(|part| out.push_str(part));
        return Some(());
    }
    let (area, number) = landline(text)?;
    let last = number.get(number.len().checked_sub(2)?..)?;
    [&area, "-****", last].into_iter().for_each(|part| out.push_str(part));
    Some(())
}

/// The eleven digits of a mobile number, without country code and separators.
fn mobile(text: &str) -> Option<Cow<'_, str>> {
    let number = digits(text.strip_prefix('+').unwrap_or(text))?;
    let more = match number.len() {
        11 => 0,
        13 if number.starts_with("86") => 2,
        15 if number.starts_with("0086") => 4,
        _ => return None,
    };
    let bare = match number {
        Cow::Borrowed(number) => Cow::Borrowed(number.get(more..)?),
        Cow::Owned(number) => Cow::Owned(number.get(more..)?.to_string()),
    };
    bare.starts_with('1').then_some(bare)
}

/// Area code and number of a landline.
fn landline(text: &str) -> Option<(String, String)> {
    let number = digits(text)?;
    let two = number.starts_with("010") || number.starts_with("02");
    let (area, rest) = number.split_at_checked(if two { 3 } else { 4 })?;
    let fits = area.starts_with('0') && !area.starts_with("00") && (7..=8).contains(&rest.len());
    fits.then(|| (area.to_string(), rest.to_string()))
}

/// The digits of a number that holds nothing but digits and separators.
fn digits(text: &str) -> Option<Cow<'_, str>> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.into());
    }
    let number: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number.into())
}

fn is_id(text: &str) -> bool {
    let (body, last) = text.split_at_checked(17).unwrap_or((text, ""));
    body.len() == 17
        && body.bytes().all(|b| b.is_ascii_digit())
        && matches!(last.as_bytes(), [b'0'..=b'9' | b'x' | b'X'])
}

fn id_number(text: &str, out: &mut String) -> Option<()> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let old = text.len() == 15 && text.bytes().all(|b| b.is_ascii_digit());
    if !is_id(&text) && !old {
        return None;
    }
    let (first, last) = (text.get(..2)?, text.get(text.len() - 2..)?);
    out.push_str(first);
    out.extend(std::iter::repeat_n('*', text.len() - 4));
    out.push_str(&last.to_ascii_uppercase());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::is_letter;

    #[test]
    fn letters_are_those_of_the_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
