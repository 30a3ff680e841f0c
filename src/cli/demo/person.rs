//! Who: invented names, and numbers that nobody can hold.

use super::random::Random;

/// What is known of a person besides the way: name, telephone, identity number.
pub struct Person {
    pub name: String,
    pub phone: String,
    pub id_number: String,
}

/// Mainland mobiles begin 13 to 19 and landlines 2 to 8; what begins 10, 11 or 12 is a short service
/// code, so no subscriber has an 11-digit number here. 129 is no emergency call either (110, 119, 120
/// and 122 are), should someone dial a row by hand.
const PHONE_PREFIX: &str = "12900";

/// Division codes of GB/T 2260 begin 11 to 82: 99 is no province.
const NO_PROVINCE: &str = "99";

/// Nobody of working age in 2020 was born on it.
const NO_BIRTHDAY: &str = "19000101";

/// From the most usual in Henan to the compound ones, each line with its share of 100.
const SURNAMES: &[(&str, u32)] = &[
    ("王 李 张 刘", 42),
    ("陈 杨 赵 马 郭 孙 周", 28),
    ("黄 吴 徐 朱 胡 高 宋 韩 梁 郑 许 冯 曹 魏 程 杜", 21),
    ("何 罗 谢 唐 邓 彭 肖 田 董 袁 余 苏 吕 丁 任 姚 姜 崔 范 石 贾", 8),
    ("欧阳 司马 上官 诸葛", 1),
];

const GIVEN: &[char] = &[
    '伟', '芳', '敏', '静', '强', '磊', '军', '洋', '勇', '艳', '杰', '涛', '明', '超', '霞', '平',
    '刚', '英', '华', '玉', '兰', '红', '梅', '建', '国', '志', '文', '春', '桂', '秀', '海', '晓',
    '东', '云', '丽', '峰', '飞', '鹏', '浩', '宇', '辉', '永', '庆', '生', '新', '德', '成', '俊',
    '雪', '婷', '慧', '萍', '凤', '荣', '喜', '保', '天', '兴',
];

/// Characters outside what many systems count on: the first and third lie beyond 16 bits.
const RARE: &[char] = &['𠮷', '䶮', '𫖯'];

const DOTTED_FIRST: &[&str] = &["阿力木", "古丽娜", "巴特尔", "热娜", "斯琴", "迪丽"];
const DOTTED_LAST: &[&str] = &["库尔班", "艾山", "吐尔逊", "苏和", "买买提"];

/// So many rows from one hard name to the next: every roster of some size shows each kind.
const RARE_EVERY: u32 = 1_500;
const DOTTED_EVERY: u32 = 900;

/// The person of one row, whose hard name (if any) the row's place decides.
pub fn person(index: u32, random: &mut Random) -> Person {
    let name = if index % RARE_EVERY == 17 {
        rare_name(random)
    } else if index % DOTTED_EVERY == 41 {
        dotted_name(random)
    } else {
        plain_name(random)
    };
    let phone = format!("{PHONE_PREFIX}{:06}", random.below(1_000_000));
    Person { name, phone, id_number: id_number(index, random) }
}

fn plain_name(random: &mut Random) -> String {
    let given = if random.below(100) < 22 { 1 } else { 2 };
    let mut name = surname(random).to_owned();
    name.extend((0..given).filter_map(|_| random.pick(GIVEN).copied()));
    name
}

/// A surname alone, as an official is named on a wall: 王**.
pub fn masked(random: &mut Random) -> String {
    format!("{}**", surname(random))
}

fn rare_name(random: &mut Random) -> String {
    let mut name = surname(random).to_owned();
    name.extend(random.pick(RARE));
    name
}

fn dotted_name(random: &mut Random) -> String {
    let mut part = |parts: &[&'static str]| random.pick(parts).copied().unwrap_or_default();
    format!("{}·{}", part(DOTTED_FIRST), part(DOTTED_LAST))
}

fn surname(random: &mut Random) -> &'static str {
    let line = random.weighted(SURNAMES, |line| line.1).map_or("", |line| line.0);
    let surnames: Vec<&str> = line.split(' ').collect();
    random.pick(&surnames).copied().unwrap_or_default()
}

/// 18 characters of the right shape, each person's own, wrong three times: no such province, no such
/// birthday, no such check character. Chance plays little part, which keeps the file small.
fn id_number(index: u32, random: &mut Random) -> String {
    let body = format!("{NO_PROVINCE}{:04}{NO_BIRTHDAY}{:03}", index / 1_000, index % 1_000);
    let wrong = (check_index(&body) + random.between(1, 10)) % 11;
    let check = CHECK.chars().nth(wrong as usize).unwrap_or('0');
    format!("{body}{check}")
}

/// The check characters of GB 11643, by the weighted sum's remainder.
const CHECK: &str = "10X98765432";

fn check_index(body: &str) -> u32 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.chars().filter_map(|digit| digit.to_digit(10));
    digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
}

#[cfg(test)]
mod tests {
    use super::{CHECK, check_index};

    #[test]
    fn the_right_check_character_is_known_so_that_it_can_be_avoided() {
        // The standard's own example.
        assert_eq!(CHECK.chars().nth(check_index("11010519491231002") as usize), Some('X'));
    }
}
