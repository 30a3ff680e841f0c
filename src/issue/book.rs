//! What can be wrong with a workbook, or with the bytes of a table in another encoding. Names of
//! sheets may stand here, cells may not.

use super::Lang;

/// Why a workbook cannot be read, or what its reader left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookFault {
    /// Encrypted with a password.
    Locked,
    /// Something else under the name of a workbook.
    Other(Lookalike),
    /// The container or a part of it breaks off or is not valid.
    Broken,
    /// It unpacks to more than allowed.
    Inflates { limit_bytes: u64 },
    /// More parts, texts or styles than any honest workbook has.
    Crowded,
    /// No visible sheet holds a cell.
    Empty,
    /// No line could be the head of a table.
    NoHead,
    /// Neither a workbook nor a text of rows.
    NoTable,
    /// JSON without a list of objects.
    NoList,
    /// Columns beyond the limit are left out.
    TooManyColumns { limit: usize },
    /// There are macros in it; they are not run.
    Macros,
    /// Which sheet is read, and which others there are: as far as their names may be shown.
    OtherSheets { read: String, others: Vec<String>, count: usize },
    /// Lines that are no rows: sums, and notes across the table.
    LinesSkipped { totals: u64, notes: u64 },
    /// A number of more digits than a spreadsheet keeps.
    DigitsLost,
    /// A cell whose formula came to an error, such as #N/A.
    CellError,
    /// The text is no UTF-8, but could be read as this.
    Encoding { name: &'static str },
}

/// What is taken for a workbook and is none that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// A web page under the name of a workbook, as many offices' systems write.
    Html,
    /// Excel 2003's form in XML.
    Xml,
    /// Excel 97 to 2003, `.xls`.
    Xls,
    /// The binary form `.xlsb`.
    Xlsb,
    /// OpenDocument, `.ods`.
    Ods,
    /// A package or a container of something else.
    Package,
}

impl BookFault {
    /// Whether everything is shown nevertheless.
    pub fn is_slight(&self) -> bool {
        use BookFault::*;
        matches!(self, Macros | OtherSheets { .. } | LinesSkipped { .. } | Encoding { .. })
    }

    pub(super) fn say(&self, lang: Lang) -> String {
        use BookFault::*;
        let zh = lang == Lang::Zh;
        match self {
            Locked if zh => "工作簿有密码,读不了;请在 Excel 或 WPS 中去掉密码后另存".into(),
            Locked => {
                "the workbook has a password; take it off in Excel or WPS and save again".into()
            }
            Other(what) => what.say(lang),
            Broken if zh => "工作簿已损坏或没有传完,应为完整的 .xlsx 文件".into(),
            Broken => "the workbook is damaged or breaks off; expected a whole .xlsx file".into(),
            Inflates { limit_bytes } if zh => {
                format!("工作簿解压后超过 {} MB 的上限,未采用", limit_bytes / 1_000_000)
            }
            Inflates { limit_bytes } => format!(
                "the workbook unpacks to over the limit of {} MB; not read",
                limit_bytes / 1_000_000
            ),
            Crowded if zh => "工作簿里的部件、文字或样式多得不合常理,未采用".into(),
            Crowded => {
                "the workbook has more parts, texts or styles than any real one; not read".into()
            }
            Empty if zh => "文件里没有数据:应有一行列名和至少一行内容(隐藏的工作表不读)".into(),
            Empty => {
                "there is nothing in the file; expected a line of column names and a row (hidden \
                 sheets are not read)"
                    .into()
            }
            NoHead if zh => {
                "没有找到表头:应有一行列名(如 姓名、电话),请在数据上方加上一行列名".into()
            }
            NoHead => "no head was found; expected a line of column names above the rows".into(),
            NoTable if zh => "这不是表格文件;应为 .xlsx 工作簿,或 .csv、.json、.ndjson 文本".into(),
            NoTable => {
                "this is no table; expected a workbook (.xlsx) or a text (.csv, .json, .ndjson)"
                    .into()
            }
            NoList if zh => "JSON 里没有由对象组成的数组,应为 [{\"姓名\": …}, …] 这样的行".into(),
            NoList => {
                "there is no array of objects in the JSON; expected rows such as [{\"name\": …}, …]"
                    .into()
            }
            TooManyColumns { limit } if zh => format!("超过 {limit} 列的上限,多出的列未读"),
            TooManyColumns { limit } => {
                format!("over the limit of {limit} columns; the rest is not read")
            }
            Macros if zh => "工作簿带有宏:只读了单元格,没有运行宏".into(),
            Macros => "the workbook has macros: its cells were read, nothing was run".into(),
            OtherSheets { read, others, count } => other_sheets(read, others, *count, lang),
            LinesSkipped { totals, notes } if zh => {
                format!("跳过了 {totals} 行合计、{notes} 行横跨全表的说明")
            }
            LinesSkipped { totals, notes } => {
                format!("left out {totals} lines of sums and {notes} notes across the table")
            }
            DigitsLost if zh => "超过 15 位的数字已被表格软件改成近似值,按缺失处理;\
                 请先把这一列设为文本格式,再重新录入"
                .into(),
            DigitsLost => "the spreadsheet has rounded a number of over 15 digits; treated as \
                 missing: format the column as text, then type it in again"
                .into(),
            CellError if zh => "单元格的公式出错(如 #N/A),按缺失处理".into(),
            CellError => {
                "the cell's formula came to an error (such as #N/A); treated as missing".into()
            }
            Encoding { name } if zh => format!("文字不是 UTF-8,已按 {name} 读取"),
            Encoding { name } => format!("the text is not UTF-8; read as {name}"),
        }
    }
}

impl Lookalike {
    fn say(self, lang: Lang) -> String {
        use Lookalike::*;
        let (zh, en) = match self {
            Html => ("一个网页(HTML)", "a web page (HTML)"),
            Xml => ("一个 XML 文件", "an XML file"),
            Xls => ("Excel 97–2003 的旧格式(.xls)", "in Excel's format of 1997 to 2003 (.xls)"),
            Xlsb => ("二进制格式(.xlsb)", "in the binary format (.xlsb)"),
            Ods => ("OpenDocument 格式(.ods)", "in the OpenDocument format (.ods)"),
            Package => ("另一种文件或压缩包", "some other file or archive"),
        };
        match lang {
            Lang::Zh => format!("这是{zh},不是 .xlsx 工作簿;请用 Excel 或 WPS 打开,另存为 .xlsx"),
            Lang::En => format!(
                "this is {en}, not a workbook (.xlsx); open it in Excel or WPS and save it as .xlsx"
            ),
        }
    }
}

fn other_sheets(read: &str, others: &[String], count: usize, lang: Lang) -> String {
    let rest = count > others.len();
    match lang {
        Lang::Zh => {
            let more = if rest { "等" } else { "" };
            format!("只读了工作表“{read}”,另有 {count} 个未读:{}{more}", others.join("、"))
        }
        Lang::En => {
            let more = if rest { ", …" } else { "" };
            format!("only sheet \"{read}\" was read; {count} others: {}{more}", others.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_counted_where_they_are_not_named() {
        let found = |others: &[&str], count| {
            let others = others.iter().map(|name| name.to_string()).collect();
            BookFault::OtherSheets { read: "一".into(), others, count }
        };
        assert_eq!(found(&["二", "三"], 2).say(Lang::Zh), "只读了工作表“一”,另有 2 个未读:二、三");
        assert_eq!(found(&["b"], 9).say(Lang::En), "only sheet \"一\" was read; 9 others: b, …");
    }
}
