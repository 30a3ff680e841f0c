//! What stands in the way of publishing rows, or is done to them on the way.

use super::Lang;

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    Mobile,
    Landline,
    Identity,
    Bank,
}

impl Looks {
    fn say(self, lang: Lang) -> &'static str {
        match self {
            Looks::Mobile => lang.pick("手机号", "a mobile number"),
            Looks::Landline => lang.pick("固定电话", "a landline number"),
            Looks::Identity => lang.pick("身份证号", "an identity number"),
            Looks::Bank => lang.pick("银行卡号", "a bank card's number"),
        }
    }
}

/// One finding of a publish. No variant can hold a cell's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishFault {
    /// A cell that still looks like somebody's number: nothing is written.
    Personal { looks: Looks },
    /// So does a name, a label, a unit or a query of the board.
    PersonalWord { looks: Looks },
    /// The answer to a panel's query is larger than is written.
    TooLarge { panel: String, limit: usize },
    /// A panel sorts rows, or compares them with a parameter, and they are more than a wall reads.
    TooManyRows { panel: String, rows: u64, limit: usize },
    /// In public, groups of few rows became one.
    SmallMerged { panel: String, groups: u64 },
    /// In public, groups that were of few rows even then are not written.
    SmallDropped { panel: String, rows: u64 },
    /// Columns of the file that no field reads; the names that are names for certain.
    Unlisted { count: usize, names: String },
}

impl PublishFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        use PublishFault::*;
        let zh = lang == Lang::Zh;
        match self {
            Personal { looks } if zh => format!(
                "脱敏后仍像{},发布已停止,什么也没有写出;请为该字段声明 mask,或不列出它",
                looks.say(lang)
            ),
            Personal { looks } => format!(
                "masked, it still looks like {}; nothing was written: give the field a mask, or leave it out",
                looks.say(lang)
            ),
            PersonalWord { looks } if zh => {
                format!(
                    "看板里的名称、标签、单位或查询像{},发布已停止,什么也没有写出",
                    looks.say(lang)
                )
            }
            PersonalWord { looks } => format!(
                "a name, label, unit or query of the board looks like {}; nothing was written",
                looks.say(lang)
            ),
            TooLarge { panel, limit } if zh => {
                format!("面板“{panel}”的查询结果超过 {limit} 格,没有写出;请减少分组或筛选参数")
            }
            TooLarge { panel, limit } => format!(
                "the answer to panel \"{panel}\" has over {limit} cells and is not written; group by less"
            ),
            TooManyRows { panel, rows, limit } if zh => format!(
                "面板“{panel}”要对 {rows} 行排序或按参数筛选,上限为 {limit} 行;请分组,或加 sort 与 limit"
            ),
            TooManyRows { panel, rows, limit } => format!(
                "panel \"{panel}\" sorts {rows} rows, or compares them with a parameter; the limit is \
                 {limit}: group them, or give it a sort and a limit"
            ),
            SmallMerged { panel, groups } if zh => {
                format!("面板“{panel}”有 {groups} 组不足 5 行,已并为一组“其他(不足5)”")
            }
            SmallMerged { panel, groups } => {
                format!("{groups} groups of fewer than 5 rows of panel \"{panel}\" became one")
            }
            SmallDropped { panel, rows } if zh => {
                format!("面板“{panel}”合并后仍不足 5 行,这 {rows} 行没有计入")
            }
            SmallDropped { panel, rows } => format!(
                "{rows} rows of panel \"{panel}\", fewer than 5 even together, are not counted"
            ),
            Unlisted { count, names } if names.is_empty() && zh => {
                format!("看板没有列出的 {count} 列没有写出")
            }
            Unlisted { count, names } if names.is_empty() => {
                format!("{count} columns that the board does not list are not written")
            }
            Unlisted { count, names } if zh => {
                format!("看板没有列出的 {count} 列没有写出,其中有:{names}")
            }
            Unlisted { count, names } => {
                format!(
                    "{count} columns that the board does not list are not written, such as {names}"
                )
            }
        }
    }
}
