//! What a Chinese place name says of itself: its short form and its level.

use super::hidden::is_hidden;

/// The levels of division, as a suffix or a code tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Province,
    Prefecture,
    County,
    Township,
    Village,
}

use Level::{County, Prefecture, Province, Township, Village};

/// Suffixes and the levels that bear them, longer ones before their own endings.
const SUFFIXES: [(&str, &[Level]); 27] = [
    ("特别行政区", &[Province]),
    ("自治区", &[Province]),
    ("自治州", &[Prefecture]),
    ("自治县", &[County]),
    ("自治旗", &[County]),
    ("地区", &[Prefecture]),
    // 井陉矿区, 六枝特区 and 神农架林区 are counties, 雄安新区 is more than one.
    ("林区", &[County]),
    ("矿区", &[County]),
    ("特区", &[County]),
    ("新区", &[Prefecture, County]),
    ("街道办事处", &[Township]),
    ("街道办", &[Township]),
    ("街道", &[Township]),
    ("民族乡", &[Township]),
    ("民族苏木", &[Township]),
    ("苏木", &[Township]),
    ("镇", &[Township]),
    ("乡", &[Township]),
    ("村", &[Village]),
    ("社区", &[Village]),
    ("省", &[Province]),
    // 南阳市 is a prefecture, 济源市 a county in rank; the four below are provinces.
    ("市", &[Prefecture, County]),
    ("盟", &[Prefecture]),
    ("县", &[County]),
    ("区", &[County]),
    ("旗", &[County]),
    ("州", &[Prefecture]),
];

const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];

/// Peoples that autonomous units are named after, as their names put it.
const PEOPLES: [&str; 52] = [
    "维吾尔",
    "哈萨克",
    "蒙古",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克族",
    "怒族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "各族",
];

/// A name taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlaceName {
    /// Without its suffix and without the peoples of an autonomous unit: 广西壮族自治区 -> 广西.
    pub short: String,
    /// The levels that it may have; empty where it does not say.
    pub levels: Vec<Level>,
}

impl PlaceName {
    /// Takes a tidied name apart. At least two characters stay: 沙县 and 东区 have no short form.
    pub fn read(name: &str) -> PlaceName {
        let found = SUFFIXES.iter().find_map(|(suffix, levels)| {
            let short = name.strip_suffix(suffix).filter(|short| long_enough(short))?;
            Some((short, *suffix, *levels))
        });
        let Some((short, suffix, levels)) = found else {
            return PlaceName { short: name.to_owned(), levels: Vec::new() };
        };
        let mut short = short;
        while suffix.starts_with("自治") || suffix == "乡" {
            let mut rests = PEOPLES.iter().filter_map(|people| short.strip_suffix(people));
            let Some(rest) = rests.find(|rest| long_enough(rest)) else { break };
            short = rest;
        }
        let mut levels = levels.to_vec();
        if MUNICIPALITIES.contains(&short) && suffix == "市" {
            levels = vec![Province];
        }
        PlaceName { short: short.to_owned(), levels }
    }

    /// Whether a region of that level may be meant; a name that says nothing may mean any.
    pub fn may_be(&self, level: Option<Level>) -> bool {
        self.levels.is_empty() || level.is_none_or(|level| self.levels.contains(&level))
    }
}

/// 郑州 and 东区 are names as they are; 恩施州 is 恩施.
fn long_enough(short: &str) -> bool {
    short.chars().count() >= 2
}

/// The level that a division code of 6, 9 or 12 digits tells.
pub(super) fn level_of_code(code: &str) -> Option<Level> {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(match code.len() {
        6 if code.ends_with("0000") => Province,
        6 if code.ends_with("00") => Prefecture,
        6 => County,
        9 => Township,
        12 => Village,
        _ => return None,
    })
}

/// Digits in their plain form, no white space at all, and nothing that nobody sees.
pub(super) fn tidy(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && !is_hidden(*c)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, short: &str, levels: &[Level]) {
        let expect = PlaceName { short: short.into(), levels: levels.to_vec() };
        assert_eq!(PlaceName::read(name), expect);
    }

    #[test]
    fn names_lose_their_suffix() {
        check("河南省", "河南", &[Province]);
        check("河南", "河南", &[]);
        check("广西壮族自治区", "广西", &[Province]);
        check("新疆维吾尔自治区", "新疆", &[Province]);
        check("宁夏回族自治区", "宁夏", &[Province]);
        check("内蒙古自治区", "内蒙古", &[Province]);
        check("香港特别行政区", "香港", &[Province]);
        check("南阳市", "南阳", &[Prefecture, County]);
        check("重庆市", "重庆", &[Province]);
        check("黔东南苗族侗族自治州", "黔东南", &[Prefecture]);
        check("博尔塔拉蒙古自治州", "博尔塔拉", &[Prefecture]);
        check("兴安盟", "兴安", &[Prefecture]);
        check("阿里地区", "阿里", &[Prefecture]);
        check("南召县", "南召", &[County]);
        check("恩施州", "恩施", &[Prefecture]);
        check("恩施土家族苗族自治州", "恩施", &[Prefecture]);
        check("神农架林区", "神农架", &[County]);
        check("浦东新区", "浦东", &[Prefecture, County]);
        check("峰峰矿区", "峰峰", &[County]);
        check("云阳镇", "云阳", &[Township]);
        check("云阳街道办事处", "云阳", &[Township]);
        check("袁店回族乡", "袁店", &[Township]);
        check("云阳村", "云阳", &[Village]);
    }

    #[test]
    fn short_names_stay_whole() {
        check("沙县", "沙县", &[]);
        check("郑州", "郑州", &[]);
        check("", "", &[]);
    }
}
