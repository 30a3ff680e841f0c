//! Addresses and destinations, cut to the level that an audience may see. Without a list of all
//! places the marks 省 市 县 区 镇 乡 speak; where they do not, nothing is shown.

use super::{HIDDEN, is_letter};
use std::borrow::Cow;

/// Marks of places below the township, or of buildings: no part that is shown may hold one.
fn is_below(c: char) -> bool {
    matches!(c, '村' | '路' | '号' | '组' | '社' | '巷' | '弄' | '栋' | '楼' | '厂')
}
/// A mark: its last character, and what stands before that.
type Mark = (&'static str, char);
/// Of places above the county.
const ABOVE: [Mark; 4] = [("自治", '州'), ("地", '区'), ("", '盟'), ("", '市')];
/// The longest county or township, in characters.
const LONGEST: usize = 8;

const PROVINCES: [&str; 34] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "台湾",
    "香港",
    "澳门",
];
const PROVINCE_ENDS: [&str; 8] =
    ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市", ""];

/// Inside: county and township, then stars. Outside: the county alone.
pub fn address(text: &str, internal: bool, out: &mut String) -> Option<()> {
    let text = close(text);
    let (_, rest) = province(&text).unwrap_or(("", &text));
    let (county, rest) = county(rest).unwrap_or(("", rest));
    out.push_str(county);
    if !internal {
        return (!county.is_empty()).then_some(());
    }
    let township = township(rest).unwrap_or("");
    out.push_str(township);
    out.push_str(HIDDEN);
    (!county.is_empty() || !township.is_empty()).then_some(())
}

/// Inside: down to the prefecture. Outside: the province's short name.
pub fn destination(text: &str, internal: bool, out: &mut String) -> Option<()> {
    let text = close(text);
    let found = province(&text);
    if !internal {
        return found.map(|(short, _)| out.push_str(short));
    }
    let rest = found.map_or(&*text, |(_, rest)| rest);
    let above = text.get(..text.len() - rest.len()).unwrap_or_default();
    let city = place(rest, &ABOVE, 12)
        .filter(|city| !city.ends_with('市') || city.chars().count() <= 5)
        .filter(|city| !city.contains(['县', '区']) || city.ends_with("地区"))
        .unwrap_or("");
    out.push_str(above);
    out.push_str(city);
    (!out.is_empty()).then_some(())
}

/// Without spaces.
fn close(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { text.replace(' ', "").into() } else { text.into() }
}

/// The first character of each province, which is enough to pass most of them over.
const BEGINS: [u32; PROVINCES.len()] = {
    let (mut all, mut at) = ([0; PROVINCES.len()], 0);
    while at < all.len() {
        all[at] = begin(PROVINCES[at]);
        at += 1;
    }
    all
};

/// Three bytes as a number.
const fn begin(text: &str) -> u32 {
    match text.as_bytes() {
        [one, two, three, ..] => (*one as u32) << 16 | (*two as u32) << 8 | *three as u32,
        _ => 0,
    }
}

/// The province's short name, and what follows its full one.
fn province(text: &str) -> Option<(&'static str, &str)> {
    let first = begin(text);
    let likely = PROVINCES.iter().zip(&BEGINS).filter(|(_, begin)| **begin == first);
    let (short, _) = likely.into_iter().find(|(own, _)| text.starts_with(**own))?;
    let rest = text.strip_prefix(short)?;
    let rest = PROVINCE_ENDS.iter().find_map(|end| rest.strip_prefix(end))?;
    Some((short, rest))
}

/// The county, district or county-level city, and what follows it; a prefecture is passed over.
fn county(text: &str) -> Option<(&str, &str)> {
    // 南召县马市坪乡 has its first 市 inside of a township.
    let whole = |above: &&str| above.ends_with("地区") || !above.contains(['县', '区']);
    let above = place(text, &ABOVE, 12).filter(whole);
    if let Some(above) = above {
        let rest = text.strip_prefix(above)?;
        if let Some(county) =
            place(rest, &[("", '县'), ("", '区'), ("", '旗'), ("", '市')], LONGEST)
        {
            return Some((county, rest.strip_prefix(county)?));
        }
        if above.ends_with('市') {
            return Some((above, rest));
        }
    }
    let county = place(text, &[("", '县'), ("", '区'), ("", '旗')], LONGEST)?;
    Some((county, text.strip_prefix(county)?))
}

fn township(text: &str) -> Option<&str> {
    // 皇路店镇 is a township, so a road does not bar it.
    let barred = |_, c: char| !is_letter(c) || matches!(c, '村' | '号' | '组');
    until(text, &[("街", '道'), ("", '镇'), ("", '乡')], LONGEST, barred)
}

/// The text up to its first mark, if that can be one place's name.
fn place<'a>(text: &'a str, marks: &[Mark], longest: usize) -> Option<&'a str> {
    // 内乡县 and 镇平县 are counties, 城郊乡张区 is not.
    let below = |at, c: char| at > 1 && matches!(c, '镇' | '乡' | '街');
    until(text, marks, longest, |at, c| !is_letter(c) || is_below(c) || below(at, c))
}

/// The text up to the end of the first mark that does not begin it, of so many characters at most; `None` where
/// a character up to there is barred at its place.
fn until<'a>(
    text: &'a str,
    marks: &[Mark],
    longest: usize,
    barred: impl Fn(usize, char) -> bool,
) -> Option<&'a str> {
    let first = text.chars().next()?.len_utf8();
    for (at, (begin, c)) in text.char_indices().take(longest).enumerate() {
        if barred(at, c) {
            return None;
        }
        let before = text.get(first..begin).unwrap_or_default();
        if at > 0 && marks.iter().any(|(own, last)| *last == c && before.ends_with(own)) {
            return text.get(..begin + c.len_utf8());
        }
    }
    None
}
