//! What heads say, as offices write them.

use crate::data::clean::{clean, narrow};
use crate::issue::Meaning;

use Meaning::*;

/// Words of heads, what they mean, and what their field is called. The first line of which a word
/// stands in the head counts, so that 联系人电话 is a phone and 出生日期 a birth.
const KNOWN: [(Meaning, &str, &[&str]); 21] = [
    (Birth, "birth", &["出生", "生日", "birth"]),
    (Account, "account", &["银行", "卡号", "账号", "帐号", "账户", "开户", "bank", "account"]),
    (Contact, "contact", &["邮箱", "邮件", "微信", "qq", "email", "e-mail", "wechat"]),
    (Phone, "phone", &["电话", "手机", "联系方式", "联系号码", "座机", "phone", "mobile", "tel"]),
    (
        Address,
        "address",
        &["住址", "地址", "户籍", "籍贯", "户口", "住所", "居住地", "门牌", "address"],
    ),
    (
        IdNumber,
        "id_number",
        &["身份证", "证件号", "公民身份", "护照", "idcard", "id_card", "id number"],
    ),
    (Serial, "serial", &["编号", "序号", "工号", "学号", "户号", "证号", "车牌", "档案", "单号"]),
    (
        Health,
        "health",
        &["健康", "病", "诊断", "核酸", "体温", "症状", "密接", "隔离", "疫苗", "残疾", "health"],
    ),
    (
        Sensitive,
        "private",
        &["民族", "政治面貌", "宗教", "信仰", "婚姻", "贫困", "低保", "党员", "犯罪", "信访"],
    ),
    (
        Work,
        "work",
        &[
            "务工地",
            "务工省",
            "务工城",
            "务工市",
            "就业地",
            "就业省",
            "就业城",
            "目的地",
            "工作地",
            "去向",
            "流向",
            "destination",
        ],
    ),
    (Date, "day", &["日期", "时间", "年月", "date", "time"]),
    (Flag, "flag", &["是否", "有无"]),
    (
        Number,
        "number",
        &[
            "年龄", "人数", "户数", "数量", "金额", "工资", "收入", "月薪", "面积", "天数", "次数",
            "总数", "合计", "单价", "age", "count", "amount", "salary",
        ],
    ),
    (
        Name,
        "name",
        &[
            "姓名",
            "名字",
            "联系人",
            "负责人",
            "责任人",
            "经办人",
            "填报人",
            "户主",
            "法人",
            "组长",
            "队长",
            "书记",
            "主任",
            "村长",
            "网格员",
            "监护人",
            "配偶",
            "父亲",
            "母亲",
            "家属",
            "班主任",
            "名单",
            "fullname",
            "full name",
        ],
    ),
    (Remark, "remark", &["备注", "说明", "原因", "情况", "意见", "事由", "remark", "note"]),
    (
        Employer,
        "employer",
        &["单位", "企业", "公司", "工厂", "厂名", "雇主", "学校", "院校", "employer", "company"],
    ),
    (Place, "town", &["乡镇", "街道", "镇街", "乡/镇", "town"]),
    (Place, "village", &["行政村", "村组", "社区", "自然村", "village"]),
    (Category, "sex", &["性别", "sex", "gender"]),
    (Category, "route", &["途径", "渠道", "方式"]),
    (
        Category,
        "category",
        &[
            "类别",
            "类型",
            "种类",
            "状态",
            "等级",
            "级别",
            "工种",
            "行业",
            "学历",
            "文化程度",
            "职业",
            "岗位",
            "专业",
            "结果",
            "category",
            "type",
            "state",
            "status",
        ],
    ),
];

/// Whole heads, too short to be looked for in others.
const WHOLE: [(Meaning, &str, &[&str]); 4] = [
    (Name, "name", &["name", "姓", "名"]),
    (Place, "town", &["镇", "乡", "县", "区", "市", "省", "县区", "省份", "城市", "地区"]),
    (Place, "village", &["村", "组", "屯", "庄"]),
    (Date, "day", &["day", "年份", "月份"]),
];

/// Heads of so many characters that end in these are of people: 申请人, 指导员.
const PERSON: usize = 5;
const PEOPLE: [char; 2] = ['人', '员'];

/// What a head means, and the field's name for it; `None` where it says nothing that is known.
pub fn known(head: &str) -> Option<(Meaning, &'static str)> {
    let bare = bare(head);
    if bare.is_empty() {
        return None;
    }
    let whole = WHOLE.iter().find(|(_, _, words)| words.contains(&bare.as_str()));
    let inside = || KNOWN.iter().find(|(_, _, words)| words.iter().any(|word| holds(&bare, word)));
    if let Some((meaning, field, _)) = whole.or_else(inside) {
        return Some((*meaning, field));
    }
    let length = bare.chars().count();
    if (2..=PERSON).contains(&length) && bare.ends_with(PEOPLE) {
        return Some((Name, "name"));
    }
    bare.ends_with('日').then_some((Date, "day"))
}

/// Whether a word stands in a head: a Latin one as a word of its own, so that `age` is not in `page`.
fn holds(head: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return head.contains(word);
    }
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    head.match_indices(word).any(|(at, _)| {
        let before = head.get(..at).and_then(|own| own.chars().next_back());
        let after = head.get(at + word.len()..).and_then(|own| own.chars().next());
        !letter(before) && !letter(after)
    })
}

/// A head without what stands in its brackets, without space, in small letters.
fn bare(head: &str) -> String {
    let head = narrow(&clean(head).0).to_lowercase();
    let mut depth = 0;
    let mut kept = String::new();
    for c in head.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = (depth - 1).max(0),
            '*' | ':' => {}
            c if depth == 0 && (head.is_ascii() || !c.is_whitespace()) => kept.push(c),
            _ => {}
        }
    }
    kept.trim().to_string()
}

/// The unit that stands in a head's brackets: 月薪(元).
pub fn unit(head: &str) -> Option<String> {
    const LONGEST: usize = 4;
    let head = clean(head).0;
    let head = narrow(&head);
    let (_, rest) = head.split_once('(')?;
    let unit = rest.split(')').next()?.trim();
    let unit = unit.strip_prefix("单位:").unwrap_or(unit);
    let fits = (1..=LONGEST).contains(&unit.chars().count());
    let is_word = unit.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '‰' | '/' | '℃'));
    let asks = ["必填", "选填", "可选", "示例"].contains(&unit);
    (fits && is_word && !asks).then(|| unit.to_string())
}

/// A head without what stands in its brackets at the end; the whole of it where nothing else does.
pub fn without_unit(head: &str) -> String {
    let cut = head.find(['(', '（']).and_then(|at| head.get(..at)).map(str::trim);
    cut.filter(|own| !own.is_empty()).unwrap_or(head).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_by_their_words() {
        for (head, is) in [
            ("姓 名", Some((Name, "name"))),
            ("姓名(必填)", Some((Name, "name"))),
            ("*联系人", Some((Name, "name"))),
            ("联系人电话", Some((Phone, "phone"))),
            ("手机号", Some((Phone, "phone"))),
            ("身份证号码", Some((IdNumber, "id_number"))),
            ("身份证地址", Some((Address, "address"))),
            ("户籍所在地", Some((Address, "address"))),
            ("务工地点", Some((Work, "work"))),
            ("务工时间", Some((Date, "day"))),
            ("出生日期", Some((Birth, "birth"))),
            ("返岗日", Some((Date, "day"))),
            ("申请人", Some((Name, "name"))),
            ("指导员", Some((Name, "name"))),
            ("银行卡号", Some((Account, "account"))),
            ("体温(℃)", Some((Health, "health"))),
            ("工作单位", Some((Employer, "employer"))),
            ("镇", Some((Place, "town"))),
            ("所属乡镇", Some((Place, "town"))),
            ("Full Name", Some((Name, "name"))),
            ("Page", None),
            ("name", Some((Name, "name"))),
            ("Age", Some((Number, "number"))),
            ("备注", Some((Remark, "remark"))),
            ("王小明", None),
            ("13812341234", None),
            ("", None),
        ] {
            assert_eq!(known(head), is, "{head}");
        }
    }

    #[test]
    fn units_stand_in_brackets() {
        for (head, is) in [
            ("月薪(元)", Some("元")),
            ("面积（㎡）", None),
            ("体温（℃）", Some("℃")),
            ("金额(单位:万元)", Some("万元")),
            ("姓名(必填)", None),
            ("电话(138123)", None),
            ("人数", None),
        ] {
            assert_eq!(unit(head).as_deref(), is, "{head}");
        }
    }
}
