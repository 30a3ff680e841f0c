//! From a place as data writes it to a region of an outline.

use std::collections::HashMap;
use std::fmt;

use super::Region;
use super::place_name::{Level, PlaceName, level_of_code, tidy};

/// An index of the codes and names of an outline's regions. It holds no reference to them.
#[derive(Clone, PartialEq)]
pub struct Join {
    codes: HashMap<String, Unique>,
    names: HashMap<String, Unique>,
    /// All regions of one short name, with the level that each is known to have.
    shorts: HashMap<String, Vec<(usize, Option<Level>)>>,
}

/// What a place has to do with the region that was found for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is the region: its code or its name.
    Own(usize),
    /// It lies in the region: the code of a smaller unit.
    Inside(usize),
}

impl Found {
    /// The region's index.
    pub fn region(self) -> usize {
        match self {
            Found::Own(region) | Found::Inside(region) => region,
        }
    }
}

/// One region or, where several bear the same name, none: a wrong join is worse than none.
type Unique = Option<usize>;

impl Join {
    pub fn new(regions: &[Region]) -> Join {
        let mut join =
            Join { codes: HashMap::new(), names: HashMap::new(), shorts: HashMap::new() };
        for (at, region) in regions.iter().enumerate() {
            let (code, name) = (full_code(&tidy(&region.code)), tidy(&region.name));
            let own = PlaceName::read(&name);
            let level = level_of_code(&code).or(match own.levels.as_slice() {
                [only] => Some(*only),
                _ => None,
            });
            note(&mut join.codes, code, at);
            join.shorts.entry(own.short).or_default().push((at, level));
            note(&mut join.names, name, at);
        }
        join
    }

    /// The index of the region that a place means, if exactly one can be meant.
    ///
    /// A division code (2, 4 or 6 digits, or the 9 and 12 of townships and villages) finds its own
    /// region, else the prefecture or the province that it lies in. A name finds the region of
    /// exactly that name, else the one that has the same name without suffixes, if the suffix
    /// fits the region's level: 吉林市 is never 吉林省, and 济源 is 济源市. Absent: names in other
    /// scripts, and names made of several units (河南省南阳市).
    pub fn find(&self, place: &str) -> Option<usize> {
        self.locate(place).map(Found::region)
    }

    /// As [`Join::find`], and whether the place is that region or lies in it: rows of the counties
    /// all lie in the provinces of a country's outline.
    pub fn locate(&self, place: &str) -> Option<Found> {
        let place = tidy(place);
        if place.is_empty() {
            return None;
        }
        if let Some(found) = self.codes.get(&place) {
            return found.map(Found::Own);
        }
        if place.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.by_code(&place);
        }
        let found = match self.names.get(&place) {
            Some(found) => *found,
            None => self.by_short_name(&place),
        };
        found.map(Found::Own)
    }

    fn by_code(&self, code: &str) -> Option<Found> {
        if ![2, 4, 6, 9, 12].contains(&code.len()) {
            return None;
        }
        let whole = full_code(code);
        if let Some(found) = self.codes.get(&whole) {
            return found.map(Found::Own);
        }
        let levels = [whole.get(..9), whole.get(..6), whole.get(..4), whole.get(..2)];
        let mut found = levels.into_iter().flatten().map(|code| self.codes.get(&full_code(code)));
        found.find_map(|found| found.copied()).flatten().map(Found::Inside)
    }

    fn by_short_name(&self, place: &str) -> Option<usize> {
        let mut asked = PlaceName::read(place);
        if !self.shorts.contains_key(&asked.short) {
            // 中关村 is no village but 中关村街道 without its suffix.
            asked = PlaceName { short: place.to_owned(), levels: Vec::new() };
        }
        let same = self.shorts.get(&asked.short)?.iter();
        let mut fitting = same.filter(|(_, level)| asked.may_be(*level)).map(|(at, _)| *at);
        let first = fitting.next();
        if fitting.next().is_some() { None } else { first }
    }
}

/// An index says in thousands of lines what the regions say already.
impl fmt::Debug for Join {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Join of {} codes", self.codes.len())
    }
}

/// Notes a region under a key; a second one makes the key ambiguous. An empty key is none.
fn note(index: &mut HashMap<String, Unique>, key: String, at: usize) {
    if !key.is_empty() {
        index.entry(key).and_modify(|found| *found = None).or_insert(Some(at));
    }
}

/// The one way of writing a division code that the index has: 41 and 4113 as 410000 and 411300,
/// 411321000000 and the surveyors' 156411321 as 411321, 411321100000 as 411321100; other codes as
/// they are.
fn full_code(code: &str) -> String {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code.to_owned();
    }
    match code.len() {
        2 | 4 => format!("{code:0<6}"),
        9 => code.strip_prefix("156").or(code.strip_suffix("000")).unwrap_or(code).to_owned(),
        12 => {
            let units = code.strip_suffix("000").unwrap_or(code);
            let is_short = units.len() == 9;
            units.strip_suffix("000").filter(|_| is_short).unwrap_or(units).to_owned()
        }
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(regions: &[(&str, &str)]) -> Join {
        let regions = regions.iter().map(|(code, name)| Region::new(code, name, None, vec![]));
        Join::new(&regions.collect::<Vec<_>>())
    }

    #[track_caller]
    fn check(regions: &[(&str, &str)], expect: &[(&str, Option<usize>)]) {
        let join = join(regions);
        for (place, at) in expect {
            assert_eq!(join.find(place), *at, "{place}");
        }
    }

    #[test]
    fn provinces() {
        check(
            &[("410000", "河南"), ("220000", "吉林"), ("150000", "内蒙古"), ("110000", "北京")],
            &[
                ("41", Some(0)),
                ("4113", Some(0)),
                ("411321", Some(0)),
                ("411321102", Some(0)),
                ("４１", Some(0)),
                (" 河南省 ", Some(0)),
                ("吉林省", Some(1)),
                ("吉林", Some(1)),
                ("吉林市", None),
                ("内蒙古自治区", Some(2)),
                ("北京市", Some(3)),
                ("北京", Some(3)),
                ("Henan", None),
                ("411", None),
                ("99", None),
                ("", None),
                ("省", None),
            ],
        );
    }

    #[test]
    fn cities() {
        check(
            &[("411300", "南阳市"), ("419001", "济源市"), ("220200", "吉林市"), ("4103", "洛阳市")],
            &[
                ("济源", Some(1)),
                ("济源市", Some(1)),
                ("南阳", Some(0)),
                ("南阳地区", Some(0)),
                ("南阳县", None),
                ("411321", Some(0)),
                ("419001", Some(1)),
                ("410000", None),
                ("吉林省", None),
                ("吉林市", Some(2)),
                ("410300", Some(3)),
            ],
        );
    }

    #[test]
    fn townships() {
        check(
            &[("411321100", "云阳镇"), ("", "石门乡"), ("", "中关村街道"), ("", "袁店回族乡")],
            &[
                ("云阳", Some(0)),
                ("云阳镇", Some(0)),
                ("云阳街道", Some(0)),
                ("云阳村", None),
                ("云阳县", None),
                ("411321100000", Some(0)),
                ("石门", Some(1)),
                ("石门村", None),
                ("中关村", Some(2)),
                ("袁店", Some(3)),
                ("袁店乡", Some(3)),
            ],
        );
    }

    #[test]
    fn what_nobody_sees_keeps_no_place_apart() {
        check(
            &[("411321", "南召县"), ("422800", "恩施土家族苗族\u{200B}自治州")],
            &[
                ("南\u{200B}召县\u{FEFF}", Some(0)),
                ("\u{202A}411321\u{202C}", Some(0)),
                ("南\u{00A0}召\u{00AD}", Some(0)),
                ("恩施州", Some(1)),
                ("恩施", Some(1)),
                ("\u{200B}", None),
            ],
        );
    }

    #[test]
    fn a_place_is_the_region_or_lies_in_it() {
        let join = join(&[("410000", "河南"), ("4113", "南阳市"), ("411321100000", "城关镇")]);
        for (place, found) in [
            ("41", Some(Found::Own(0))),
            ("410000", Some(Found::Own(0))),
            ("河南省", Some(Found::Own(0))),
            ("4105", Some(Found::Inside(0))),
            ("411300", Some(Found::Own(1))),
            ("411321", Some(Found::Inside(1))),
            ("411321100000", Some(Found::Own(2))),
            ("411321100", Some(Found::Own(2))),
            ("411321100201", Some(Found::Inside(2))),
            ("411321000000", Some(Found::Inside(1))),
            ("410000000000", Some(Found::Own(0))),
            ("156410000", Some(Found::Own(0))),
            ("156411321", Some(Found::Inside(1))),
            ("42", None),
        ] {
            assert_eq!(join.locate(place), found, "{place}");
        }
    }

    #[test]
    fn an_ambiguous_place_joins_nothing() {
        check(
            &[
                ("220000", "吉林省"),
                ("220200", "吉林市"),
                ("320106", "鼓楼区"),
                ("410204", "鼓楼区"),
            ],
            &[
                ("吉林", None),
                ("吉林省", Some(0)),
                ("吉林市", Some(1)),
                ("鼓楼区", None),
                ("鼓楼", None),
                ("410204", Some(3)),
            ],
        );
    }

    #[test]
    fn an_exact_name_comes_before_a_short_one() {
        check(
            &[("220000", "吉林"), ("220200", "吉林市")],
            &[("吉林", Some(0)), ("吉林省", Some(0)), ("吉林市", Some(1))],
        );
    }
}
