//! What the cells of a column look like, counted one by one: no cell is kept but the few values of a
//! category, and those never leave.

use std::collections::HashMap;

use crate::data::Audience;
use crate::data::decode::xlsx::Unreadable;
use crate::data::field::Raw;
use crate::data::mask::{self, Masked};
use crate::data::number;
use crate::data::source::Mask;
use crate::data::when;

/// A column with more values is no category.
pub const MAX_VALUES: usize = 60;
/// The longest value of a category, in characters.
pub const MAX_VALUE: usize = 16;
/// Numbers of more digits are somebody's, or some file's.
const LONG_NUMBER: usize = 7;
/// Bank cards and accounts.
const ACCOUNT: std::ops::RangeInclusive<usize> = 16..=19;
/// 3组 and 2号楼 lead nowhere by themselves.
const DOOR: usize = 6;
/// 1954 to 2064 as days of a spreadsheet.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=60_000.0;

/// The hundred most common surnames and some more.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡\
    余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝\
    龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包\
    宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游辛欧阳靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
/// A value that ends so is a place, not a person.
const PLACES: &str = "村镇乡县区市省庄营屯沟店街路组坪岭河湾寨堡坡岗山桥口社园里城";

/// What was seen of a column's cells.
#[derive(Default)]
pub struct Seen {
    /// Cells that are not blank.
    pub filled: usize,
    pub numbers: usize,
    pub days: usize,
    /// Numbers that may be a spreadsheet's days.
    pub serials: usize,
    pub flags: usize,
    pub phones: usize,
    pub ids: usize,
    pub accounts: usize,
    /// Cells that hold somebody's number in any way, also those above.
    pub personal: usize,
    /// Whole numbers of many digits.
    pub long_numbers: usize,
    /// Texts that lead to somebody's door.
    pub doors: usize,
    pub long_texts: usize,
    pub with_clock: usize,
    /// The values and how often each came; none once there were too many.
    values: HashMap<String, usize>,
    too_many: bool,
}

impl Seen {
    /// Takes a cell in.
    pub fn take(&mut self, raw: Raw) {
        let (text, is_number) = match raw {
            Raw::Text(text) if !text.trim().is_empty() => (number::tidy(text), false),
            Raw::Number(digits) => (digits.to_string(), true),
            Raw::Flag(flag) => {
                self.filled += 1;
                self.flags += 1;
                return self.value(if flag { "true" } else { "false" });
            }
            // Only identity and card numbers have so many digits.
            Raw::Unreadable(Unreadable::Digits) => {
                self.filled += 1;
                self.ids += 1;
                self.personal += 1;
                self.too_many = true;
                return;
            }
            // What has parts is no cell that anybody could count by.
            Raw::List | Raw::Object => {
                self.filled += 1;
                self.too_many = true;
                return;
            }
            _ => return,
        };
        self.filled += 1;
        self.look(&text, is_number);
        self.value(&text);
    }

    fn look(&mut self, text: &str, is_number: bool) {
        let count = |counter: &mut usize, is: bool| *counter += usize::from(is);
        let shown = |mask| {
            let masked = mask::mask(mask, text, Audience::Internal);
            matches!(masked, Masked::Shown(text) if text != mask::HIDDEN)
        };
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let bare = digits.bytes().all(|byte| byte.is_ascii_digit());
        let guarded = !matches!(mask::guard(text.to_string()), Masked::Shown(_));
        let day = !is_number && when::day(text, when::offset(0)).is_some();
        let id = shown(Mask::IdNumber);
        let phone = !id && !day && shown(Mask::Phone);
        let account = !id && bare && ACCOUNT.contains(&digits.len());
        count(&mut self.ids, id);
        count(&mut self.phones, phone);
        count(&mut self.accounts, account);
        count(&mut self.personal, id || phone || account || guarded);
        count(&mut self.days, day);
        count(&mut self.with_clock, day && text.contains(':'));
        let amount = number::read(text, "").map(|own| own.value);
        count(&mut self.numbers, amount.is_some() && !day);
        count(&mut self.serials, is_number && amount.is_some_and(|n| SERIALS.contains(&n)));
        count(&mut self.long_numbers, bare && !day && digits.len() >= LONG_NUMBER);
        count(&mut self.doors, !is_number && text.chars().count() > DOOR && is_door(text));
        count(&mut self.long_texts, text.chars().count() > MAX_VALUE);
        let word = text.to_lowercase();
        let words = ["是", "否", "有", "无", "yes", "no", "true", "false"];
        count(&mut self.flags, words.contains(&word.as_str()));
    }

    fn value(&mut self, text: &str) {
        if self.too_many {
            return;
        }
        if let Some(count) = self.values.get_mut(text) {
            *count += 1;
        } else if text.chars().nth(MAX_VALUE).is_some() {
            // No category's, and not kept.
        } else if self.values.len() < MAX_VALUES {
            self.values.insert(text.into(), 1);
        } else {
            self.too_many = true;
            self.values = HashMap::new();
        }
    }

    /// Whether at least so many of a hundred cells are.
    pub fn is_most(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    /// How many values there are; `None` where there are too many to be a category.
    pub fn distinct(&self) -> Option<usize> {
        (!self.too_many && self.long_texts == 0 && self.doors == 0).then_some(self.values.len())
    }

    /// Whether nearly every value came more than once.
    pub fn repeats(&self) -> bool {
        let once = self.values.values().filter(|count| **count == 1).count();
        !self.too_many && once * 5 <= self.values.len() && self.filled >= self.values.len() * 2
    }

    /// Whether a text is one of the values.
    pub fn has(&self, text: &str) -> bool {
        self.values.contains_key(&number::tidy(text))
    }

    /// Whether the values, as far as they are known, look like names of people. A single one of two
    /// characters may be a word: 高中.
    pub fn are_names(&self) -> bool {
        let names = || self.values.keys().filter(|value| is_name(value));
        let clear = names().count() > 1 || names().any(|name| name.chars().count() > 2);
        clear && names().count() * 10 >= self.values.len() * 6
    }
}

/// Whether a text leads to somebody's door: a house, a group or a flat with its number.
fn is_door(text: &str) -> bool {
    const MARKS: [char; 7] = ['号', '组', '栋', '幢', '室', '弄', '楼'];
    const HAN: &str = "一二三四五六七八九十";
    let mut before = None;
    text.chars().any(|c| {
        let number = before.is_some_and(|b: char| b.is_ascii_digit() || HAN.contains(b));
        before = Some(c);
        number && MARKS.contains(&c)
    })
}

/// Whether a text could be a Chinese name: a surname and one or two characters more.
pub fn is_name(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let han = letters.iter().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c));
    let surname = letters.first().is_some_and(|first| SURNAMES.contains(*first));
    let place = letters.last().is_some_and(|last| PLACES.contains(*last));
    han && surname && !place && (2..=3).contains(&letters.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Seen {
        let mut seen = Seen::default();
        cells.iter().for_each(|cell| seen.take(Raw::Text(cell)));
        seen
    }

    #[test]
    fn numbers_of_people_are_seen_in_any_writing() {
        let phones = seen(&["13812345678", "138 1234 5678", "+86 13812345678", "0377-66912345"]);
        assert_eq!((phones.phones, phones.personal), (4, 4));
        let ids = seen(&["410000199001010012", "41000019900101001x", "410000900101001"]);
        assert_eq!((ids.ids, ids.personal), (3, 3));
        let cards = seen(&["6222020200112233445", "6222 0202 0011 2233"]);
        assert_eq!((cards.accounts, cards.personal), (2, 2));
        let inside = seen(&["请打13812345678", "编号 410000199001010012"]);
        assert_eq!((inside.phones, inside.ids, inside.personal), (0, 0, 2));
        let none = seen(&["2020-02-21", "20200221", "1234567", "云阳镇", "-", "3.5", "1,024"]);
        assert_eq!(none.personal, 0);
    }

    #[test]
    fn names_are_told_from_places_and_words() {
        for name in ["王小明", "李红", "欧阳锋", "张 强"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["王庄", "张家村", "云阳镇", "本科", "王", "王小明明明", "Wang", "初中"]
        {
            assert!(!is_name(other), "{other}");
        }
    }
}
