//! Names of enterprises that do not exist.

use super::random::Random;

/// Made of two characters that many firms might bear; what they make follows.
const FIRST: [&str; 54] = [
    "恒光", "太平", "新丰", "宏达", "柳林", "白云", "南坪", "东关", "青石", "长青", "金穗", "永泰",
    "瑞和", "天源", "汇通", "鸿运", "盛达", "远大", "华新", "同兴", "大成", "广源", "顺昌", "百川",
    "凯元", "正阳", "博远", "嘉禾", "润泽", "和兴", "兴业", "启明", "锦程", "万隆", "福源", "九鼎",
    "中和", "丰乐", "海川", "云峰", "隆昌", "信义", "泰来", "双桥", "银河", "明湖", "龙泉", "玉泉",
    "松柏", "河湾", "北斗", "高岗", "晨光", "合力",
];

/// A name for each ending, in their order, no two alike while there are fewer than 54.
pub fn names(endings: &[&str], random: &mut Random) -> Vec<String> {
    let mut first = FIRST;
    random.shuffle(&mut first);
    let name = |(first, ending): (&&str, &&str)| format!("{first}{ending}");
    first.iter().cycle().zip(endings).map(name).collect()
}
