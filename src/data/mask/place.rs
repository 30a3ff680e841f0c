//! Addresses and destinations, cut to the level that an audience may see. Without a list of all
//! places the marks 省 市 县 区 镇 乡 speak; where they do not, nothing is shown.

use super::HIDDEN;

/// Marks of places below the township, or of buildings: no part that is shown may hold one.
const BELOW: [char; 10] = ['村', '路', '号', '组', '社', '巷', '弄', '栋', '楼', '厂'];
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
pub fn address(text: &str, internal: bool) -> Option<String> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let (_, rest) = province(&text).unwrap_or(("", &text));
    let (county, rest) = county(rest).unwrap_or(("", rest));
    if !internal {
        return (!county.is_empty()).then(|| county.to_string());
    }
    let township = township(rest).unwrap_or("");
    let known = !county.is_empty() || !township.is_empty();
    known.then(|| format!("{county}{township}{HIDDEN}"))
}

/// Inside: down to the prefecture. Outside: the province's short name.
pub fn destination(text: &str, internal: bool) -> Option<String> {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let found = province(&text);
    if !internal {
        return found.map(|(short, _)| short.to_string());
    }
    let rest = found.map_or(text.as_str(), |(_, rest)| rest);
    let above = text.get(..text.len() - rest.len()).unwrap_or_default();
    let city = until(rest, &["自治州", "地区", "盟", "市"], 12)
        .filter(|city| !city.ends_with('市') || city.chars().count() <= 5)
        .filter(|city| !city.contains(['县', '区']) || city.ends_with("地区"))
        .unwrap_or("");
    let shown = format!("{above}{city}");
    (!shown.is_empty()).then_some(shown)
}

/// The province's short name, and what follows its full one.
fn province(text: &str) -> Option<(&'static str, &str)> {
    let short = PROVINCES.iter().find(|own| text.starts_with(**own))?;
    let rest = text.strip_prefix(short)?;
    let rest = PROVINCE_ENDS.iter().find_map(|end| rest.strip_prefix(end))?;
    Some((short, rest))
}

/// The county, district or county-level city, and what follows it; a prefecture is passed over.
fn county(text: &str) -> Option<(&str, &str)> {
    // 南召县马市坪乡 has its first 市 inside of a township.
    let whole = |above: &&str| above.ends_with("地区") || !above.contains(['县', '区']);
    let above = until(text, &["自治州", "地区", "盟", "市"], 12).filter(whole);
    if let Some(above) = above {
        let rest = text.strip_prefix(above)?;
        if let Some(county) = until(rest, &["县", "区", "旗", "市"], LONGEST) {
            return Some((county, rest.strip_prefix(county)?));
        }
        if above.ends_with('市') {
            return Some((above, rest));
        }
    }
    let county = until(text, &["县", "区", "旗"], LONGEST)?;
    Some((county, text.strip_prefix(county)?))
}

fn township(text: &str) -> Option<&str> {
    let end = ["街道", "镇", "乡"].iter().filter_map(|mark| ends(text, mark)).min()?;
    let found = text.get(..end)?;
    // 皇路店镇 is a township, so a road does not bar it.
    let barred = |c: char| !c.is_alphabetic() || matches!(c, '村' | '号' | '组');
    let length = found.chars().count();
    ((2..=LONGEST).contains(&length) && !found.contains(barred)).then_some(found)
}

/// The text up to its first mark, if that can be one place's name.
fn until<'a>(text: &'a str, marks: &[&str], longest: usize) -> Option<&'a str> {
    let end = marks.iter().filter_map(|mark| ends(text, mark)).min()?;
    let found = text.get(..end)?;
    let letters: Vec<char> = found.chars().collect();
    let all = letters.iter().all(|c| c.is_alphabetic()) && !found.contains(BELOW);
    // 内乡县 and 镇平县 are counties, 城郊乡张区 is not.
    let below = letters.iter().skip(2).any(|c| matches!(c, '镇' | '乡' | '街'));
    ((2..=longest).contains(&letters.len()) && all && !below).then_some(found)
}

/// Where a mark that does not begin the text ends, in bytes.
fn ends(text: &str, mark: &str) -> Option<usize> {
    let first = text.chars().next()?.len_utf8();
    Some(first + text.get(first..)?.find(mark)? + mark.len())
}
