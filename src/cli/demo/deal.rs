//! What the boards' demo files have in common: their frame, sums that are kept, and invented firms.

use std::io;

use serde_json::{Value, json};

use super::random::Random;

/// A file of rows, one on each line, that says in two languages that and how far it is invented.
pub fn sheet(as_of: &str, zh: &str, en: &str, rows: &[Value]) -> io::Result<String> {
    let note = serde_json::to_string(&json!({ "zh": zh, "en": en }))?;
    let rows: Vec<String> = rows.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let rows = rows.join(",\n");
    Ok(format!(
        "{{\"synthetic\":true,\"note\":{note},\"as_of\":\"{as_of}\",\n\"rows\":[\n{rows}\n]}}\n"
    ))
}

/// The total in whole parts in proportion to the weights; what rounding leaves is dealt out one by
/// one from the first on. Without weights there are no parts.
pub fn shares(total: u32, weights: &[u32]) -> Vec<u32> {
    let whole = weights.iter().map(|weight| u64::from(*weight)).sum::<u64>().max(1);
    let part = |weight: &u32| (u64::from(total) * u64::from(*weight) / whole) as u32;
    let mut parts: Vec<u32> = weights.iter().map(part).collect();
    let left = total.saturating_sub(parts.iter().sum()) as usize;
    parts.iter_mut().take(left).for_each(|part| *part += 1);
    parts
}

/// As [`shares`], with drawn weights: `count` parts, the largest about `spread` times the smallest.
pub fn drawn(total: u32, count: usize, spread: u32, random: &mut Random) -> Vec<u32> {
    let weights: Vec<u32> = (0..count).map(|_| random.between(100, 100 * spread)).collect();
    shares(total, &weights)
}

/// Every one of the words as often as its count says, shuffled.
pub fn dealt(counts: &[(&'static str, usize)], random: &mut Random) -> Vec<&'static str> {
    let all = counts.iter().flat_map(|(word, count)| std::iter::repeat_n(*word, *count));
    let mut all: Vec<&'static str> = all.collect();
    random.shuffle(&mut all);
    all
}

/// `2020-02-03T08:05`, of a day of February 2020 and its minute; minutes may go beyond midnight.
pub fn at(day: u32, minute: u32) -> String {
    let (day, minute) = (day + minute / 1_440, minute % 1_440);
    format!("2020-02-{day:02}T{:02}:{:02}", minute / 60, minute % 60)
}

const FIRST: &[char] = &[
    '晨', '恒', '远', '青', '长', '云', '海', '金', '明', '新', '东', '宏', '瑞', '华', '天', '安',
];
const SECOND: &[char] = &['岭', '禾', '帆', '泽', '岚', '川', '垣', '溪', '槐', '樾', '舟', '桥'];

/// Invented names of enterprises, none twice.
pub struct Firms(Vec<String>);

impl Firms {
    pub fn new(random: &mut Random) -> Self {
        let pair = |first: &char| SECOND.iter().map(|second| format!("{first}{second}")).collect();
        let mut names: Vec<String> =
            FIRST.iter().flat_map(|f| -> Vec<String> { pair(f) }).collect();
        random.shuffle(&mut names);
        Firms(names)
    }

    /// The next name, with what its trade calls its firms; numbered once the names are used up.
    pub fn next(&mut self, trade: &str) -> String {
        format!("{}{trade}", self.0.pop().unwrap_or_else(|| "示例".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Firms, Random, at, dealt, drawn, shares};

    #[test]
    fn parts_add_up_to_their_total() {
        assert_eq!(shares(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(shares(7, &[0, 2]), [1, 6]);
        assert_eq!(shares(7, &[]), Vec::<u32>::new());
        let mut random = Random::new(1, 1);
        assert_eq!(drawn(31_478, 190, 9, &mut random).iter().sum::<u32>(), 31_478);
        assert_eq!(dealt(&[("甲", 2), ("乙", 1)], &mut random).len(), 3);
    }

    #[test]
    fn a_minute_beyond_midnight_is_the_next_days() {
        assert_eq!(at(3, 485), "2020-02-03T08:05");
        assert_eq!(at(3, 1_440), "2020-02-04T00:00");
    }

    #[test]
    fn no_firm_is_named_twice() {
        let mut firms = Firms::new(&mut Random::new(1, 1));
        let names: std::collections::BTreeSet<String> =
            (0..192).map(|_| firms.next("电子")).collect();
        assert_eq!(names.len(), 192);
    }
}
