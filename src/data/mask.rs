//! What may be shown of a person. The only way out of raw data: whatever is blank, unrecognised or
//! too short to be masked safely becomes `***`.
//!
//! Deliberately absent: any way back, and any mask for employer, health or trajectory: those are
//! counted by queries or hidden.

mod place;

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

/// Common two-character surnames; one that is not here shows one character less.
const COMPOUND: [&str; 30] = [
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "长孙", "宇文", "端木", "百里", "东郭", "南宫", "呼延", "轩辕", "司空", "独孤", "钟离", "闻人",
    "公羊", "申屠", "澹台", "赫连", "濮阳", "淳于",
];

/// The digits of a mobile number, the shortest that is looked for.
const MOBILE: usize = 11;

const DOTS: [char; 6] = ['·', '‧', '•', '・', '.', '\u{FF65}'];

/// Masks one cleaned cell.
pub fn mask(mask: Mask, text: &str, audience: Audience) -> Masked {
    let internal = audience == Audience::Internal;
    let text = narrow(text);
    let text = text.trim();
    let left = match mask {
        Mask::Hidden => return Masked::Dropped,
        Mask::IdNumber if !internal => return Masked::Dropped,
        Mask::Phone if !internal && mobile(text).is_none() && landline(text).is_some() => {
            return Masked::Dropped;
        }
        _ if text.is_empty() => return Masked::Shown(HIDDEN.into()),
        Mask::PersonName => name(text, internal),
        Mask::Phone => phone(text, internal),
        Mask::IdNumber => id_number(text),
        Mask::Address => place::address(text, internal),
        Mask::Destination => place::destination(text, internal),
    };
    left.map_or_else(|| Masked::Unrecognised(HIDDEN.into()), Masked::Shown)
}

/// Hides a text without a mask that holds a mobile or an identity number after all.
pub fn guard(text: String) -> Masked {
    if looks_personal(&text) { Masked::Unrecognised(HIDDEN.into()) } else { Masked::Shown(text) }
}

fn looks_personal(text: &str) -> bool {
    // Most texts have too few digits for a number of anybody.
    let digit = |c: &char| c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(c);
    if text.chars().filter(digit).count() < MOBILE {
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

fn name(text: &str, internal: bool) -> Option<String> {
    let length = text.chars().count();
    let part = |c: char| c.is_alphabetic() || c == '〇';
    let joint = |c: char| DOTS.contains(&c) || matches!(c, ' ' | '-' | '\'' | '’');
    if length > MAX_NAME || !text.chars().all(|c| part(c) || joint(c)) {
        return None;
    }
    // A two-character name is often spread with a space to the width of three.
    let letters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let first = letters.first().filter(|c| part(**c))?;
    if letters.len() < 2 {
        return None;
    }
    if letters.len() > 4 || !letters.iter().all(|c| is_han(*c)) {
        return Some(format!("{first}***"));
    }
    let whole: String = letters.iter().collect();
    let compound = letters.len() > 2 && COMPOUND.iter().any(|own| whole.starts_with(own));
    let shown = if compound { 2 } else { 1 };
    let stars = if internal { letters.len() - shown } else { 1 };
    Some(letters.iter().take(shown).collect::<String>() + &"*".repeat(stars))
}

fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' | '〇')
}

fn phone(text: &str, internal: bool) -> Option<String> {
    if let Some(number) = mobile(text) {
        let (stars, last) = if internal { ("****", 7) } else { ("*****", 8) };
        return Some(format!("{}{stars}{}", number.get(..3)?, number.get(last..)?));
    }
    let (area, number) = landline(text)?;
    Some(format!("{area}-****{}", number.get(number.len().checked_sub(2)?..)?))
}

/// The eleven digits of a mobile number, without country code and separators.
fn mobile(text: &str) -> Option<String> {
    let number = digits(text.strip_prefix('+').unwrap_or(text))?;
    let bare = match number.len() {
        11 => number.as_str(),
        13 => number.strip_prefix("86")?,
        15 => number.strip_prefix("0086")?,
        _ => return None,
    };
    bare.starts_with('1').then(|| bare.to_string())
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
fn digits(text: &str) -> Option<String> {
    let number: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number)
}

fn is_id(text: &str) -> bool {
    let (body, last) = text.split_at_checked(17).unwrap_or((text, ""));
    body.len() == 17
        && body.bytes().all(|b| b.is_ascii_digit())
        && matches!(last.as_bytes(), [b'0'..=b'9' | b'x' | b'X'])
}

fn id_number(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let old = text.len() == 15 && text.bytes().all(|b| b.is_ascii_digit());
    if !is_id(&text) && !old {
        return None;
    }
    let (first, last) = (text.get(..2)?, text.get(text.len() - 2..)?);
    Some(format!("{first}{}{}", "*".repeat(text.len() - 4), last.to_ascii_uppercase()))
}
