//! Why a column of somebody's file is shown, masked or hidden: said in the preview, so that an operator
//! can object.

use super::Lang;

/// What a column seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Name,
    Phone,
    IdNumber,
    Address,
    /// Where a person works.
    Work,
    /// Other ways to somebody: mail, messengers.
    Contact,
    /// Bank cards and accounts.
    Account,
    Birth,
    /// Numbers of rows, files, staff, cars.
    Serial,
    /// Free text.
    Remark,
    Health,
    /// Firms, schools and other places where somebody belongs to.
    Employer,
    /// Faith, party, need and the like.
    Sensitive,
    Date,
    Number,
    Flag,
    /// Towns and villages.
    Place,
    Category,
}

/// Why a column is treated as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its head says what it holds.
    Head(Meaning),
    /// Its cells look so.
    Cells(Meaning),
    /// Few values, each of them often.
    FewValues { distinct: usize },
    /// Some of its cells look like somebody's number.
    Numbers,
    /// Nothing says that it is harmless.
    Unknown,
    /// The head itself may be somebody's data.
    BareHead,
    /// The head stands twice.
    Twice,
    /// It has no head.
    NoHead,
    /// It has no cells.
    Blank,
}

/// How a column will be shown inside, where an operator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    Surname,
    Phone,
    IdNumber,
    Township,
    Prefecture,
    Counted,
    Hidden,
    Text,
    Number,
    Day,
    Flag,
}

impl Treatment {
    pub fn say(self, lang: Lang) -> &'static str {
        use Treatment::*;
        let (zh, en) = match self {
            Surname => ("只显示姓", "the surname alone"),
            Phone => ("号码中间隐藏", "the middle of the number hidden"),
            IdNumber => ("只显示首尾各两位", "the first two and last two digits alone"),
            Township => ("只到县和乡镇", "down to county and township"),
            Prefecture => ("只到省和市", "down to province and city"),
            Counted => ("只计数,不与个人同行", "counted, never beside a person"),
            Hidden => ("隐藏", "hidden"),
            Text => ("原样显示", "as it is"),
            Number => ("按数值显示", "as a number"),
            Day => ("按日期显示", "as a day"),
            Flag => ("显示是或否", "as yes or no"),
        };
        lang.pick(zh, en)
    }
}

impl Meaning {
    pub fn say(self, lang: Lang) -> &'static str {
        use Meaning::*;
        let (zh, en) = match self {
            Name => ("姓名", "a name"),
            Phone => ("电话", "a phone"),
            IdNumber => ("身份证号", "an identity number"),
            Address => ("住址", "an address"),
            Work => ("务工地", "a place of work"),
            Contact => ("联系方式", "a way to reach somebody"),
            Account => ("银行账号", "a bank account"),
            Birth => ("出生日期", "a day of birth"),
            Serial => ("编号", "a number of a list or a file"),
            Remark => ("备注", "free text"),
            Health => ("健康情况", "somebody's health"),
            Employer => ("所在单位", "where somebody belongs to"),
            Sensitive => ("个人敏感情况", "something private"),
            Date => ("日期", "a day"),
            Number => ("数值", "a number"),
            Flag => ("是/否", "yes or no"),
            Place => ("地方", "a place"),
            Category => ("类别", "a category"),
        };
        lang.pick(zh, en)
    }
}

impl Why {
    /// The whole sentence, without what is done about it: type and mask stand beside it.
    pub fn say(self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Why::Head(meaning) if zh => format!("列名说明它是{}", meaning.say(lang)),
            Why::Head(meaning) => format!("its head says that it is {}", meaning.say(lang)),
            Why::Cells(meaning) if zh => format!("内容像是{}", meaning.say(lang)),
            Why::Cells(meaning) => format!("its cells look like {}", meaning.say(lang)),
            Why::FewValues { distinct } if zh => {
                format!("只有 {distinct} 种短的取值,且多次出现,可作类别")
            }
            Why::FewValues { distinct } => {
                format!("only {distinct} short values, each of them often: a category")
            }
            Why::Numbers if zh => "部分单元格像电话、证件或银行卡号,整列隐藏".into(),
            Why::Numbers => {
                "some cells look like a phone, an identity or a bank number: all of it is hidden"
                    .into()
            }
            Why::Unknown if zh => "不能确定内容是否无害,整列隐藏".into(),
            Why::Unknown => "nothing says that it is harmless: all of it is hidden".into(),
            Why::BareHead if zh => "列名本身像是数据,整列隐藏".into(),
            Why::BareHead => "the head itself looks like data: all of it is hidden".into(),
            Why::Twice if zh => "列名重复,只用第一列".into(),
            Why::Twice => "the head stands twice; the first column is used".into(),
            Why::NoHead if zh => "没有列名,整列隐藏".into(),
            Why::NoHead => "it has no head: all of it is hidden".into(),
            Why::Blank if zh => "没有内容".into(),
            Why::Blank => "it is blank".into(),
        }
    }
}

/// What is written on a board that is made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The title where the file's name is none.
    Table,
    Subtitle,
    /// How many rows there are.
    Total,
    /// The rows themselves.
    Rows,
    /// What is counted: people or lines.
    Person,
    Line,
}

impl Word {
    pub fn say(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Word::Table => ("表格", "Table"),
            Word::Subtitle => {
                ("由文件生成 · 姓名等已遮盖", "made of a file · names and the like are masked")
            }
            Word::Total => ("总数", "In all"),
            Word::Rows => ("明细", "Rows"),
            Word::Person => ("人", "people"),
            Word::Line => ("条", "rows"),
        };
        lang.pick(zh, en)
    }

    /// The heading of counts by day.
    pub fn by_day(label: &str, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("按{label}"),
            Lang::En => format!("By {label}"),
        }
    }
}
