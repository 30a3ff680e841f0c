//! What can be wrong with rows that were published.

use super::{Lang, SealFault};

/// One fault of an index or of a file that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagesFault {
    /// Another version of the form.
    Version,
    /// A key is missing, or has a value of another kind.
    Key { key: &'static str },
    /// The rows, the pages and the rows of a page do not add up.
    Counts { key: &'static str },
    /// A file's name that is no hash.
    Name { key: &'static str },
    /// Masked for fewer readers than the board has.
    Audience,
    /// The bytes of a file are not those that its name says.
    OtherFile { file: String },
    /// A file that the index names is not there.
    NoFile { file: String },
    /// Nothing was published that answers a panel.
    NoAnswer { panel: String },
    /// A file has other rows or fields than the index says.
    OtherRows { file: String },
    /// A question that the board had not when the rows were published.
    NotAsked,
    /// More rows than are looked through.
    Partly { rows: u64 },
    /// Rows of many pages stand as they were published.
    Unsorted,
    /// Sealed rows stay shut.
    Sealed(SealFault),
}

impl PagesFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        use PagesFault::*;
        let zh = lang == Lang::Zh;
        match self {
            Sealed(fault) => fault.say(lang),
            Version if zh => "索引不是本程序认识的版本,应为 \"daping_pages\": 1".into(),
            Version => "the index is of another version; expected \"daping_pages\": 1".into(),
            Key { key } if zh => format!("索引缺少“{key}”,或其值的类型不对"),
            Key { key } => format!("the index has no \"{key}\", or a value of another kind there"),
            Counts { key } if zh => format!("索引“{key}”处的行数与页数对不上"),
            Counts { key } => format!("rows and pages do not add up at \"{key}\" of the index"),
            Name { key } if zh => format!("索引“{key}”处的文件名不是 16 位十六进制数"),
            Name { key } => format!("a name at \"{key}\" of the index is not 16 hex digits"),
            Audience if zh => "这些行是为内部读者脱敏的,看板是公开的".into(),
            Audience => "the rows were masked for readers inside; the board is public".into(),
            OtherFile { file } if zh => {
                format!("文件 {file} 的内容与其名称不符:损坏,或来自另一次发布")
            }
            OtherFile { file } => {
                format!("{file} is not what its name says: damaged, or of another publish")
            }
            NotAsked if zh => {
                "发布这些行时看板没有这个问题,请用现在的看板重新发布(daping publish)".into()
            }
            NotAsked => {
                "the board did not ask this when the rows were published: publish them again with \
                 the board as it is now (daping publish)"
                    .into()
            }
            Partly { rows } if zh => format!("只看了前 {rows} 行"),
            Partly { rows } => format!("only the first {rows} rows were looked through"),
            Unsorted if zh => "行太多,没有排序,按发布时的次序显示".into(),
            Unsorted => "too many rows to sort: they stand as they were published".into(),
            NoFile { file } if zh => format!("缺少索引所列的文件 {file}"),
            NoFile { file } => format!("{file}, which the index names, is not there"),
            NoAnswer { panel } if zh => {
                format!("发布里没有面板“{panel}”的答案:看板改过,请重新发布")
            }
            NoAnswer { panel } => {
                format!("nothing was published for panel \"{panel}\": publish again for this board")
            }
            OtherRows { file } if zh => format!("文件 {file} 的行或字段与索引所说不同"),
            OtherRows { file } => format!("{file} has other rows or fields than the index says"),
        }
    }
}
