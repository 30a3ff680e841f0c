//! What is said of a file of this machine that somebody dropped on the page or chose.

use super::Lang;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str { lang.pick($zh, $en) })*
    };
}

words! {
    title: "打开表格文件", "Open a table file";
    local: "文件只在本机读取,不上传。", "The file is read on this machine alone; nothing is sent.";
    close: "关闭", "Close";
    cancel: "取消", "Cancel";
    show: "显示大屏", "Show the wall";
    keep: "保存看板文件", "Save the board file";
    another: "另选文件", "Choose another file";
    reading: "正在读取,请稍候……", "Reading…";
    list: "各列怎样显示", "How each column is shown";
    empty: "文件是空的,应有一行列名和至少一行数据。", "The file is empty; expected a line of column names and a row at least.";
    unreadable: "文件读不出来:可能已移动、改名,或正被别的程序占用;请关闭那个程序后再试。", "The file cannot be read: it was moved or renamed, or another program holds it; close that program and try again.";
    no_reader: "读取文件的程序没有加载或中断了(内存不足?);请检查网络后再试。", "The program that reads files did not load, or stopped (out of memory?); check the network and try again.";
    kept: "看板文件已保存;展示前先用 daping publish 生成它的数据", "the board file is saved; make its data with daping publish before it is shown";
    not_kept: "浏览器没有保存看板文件", "the browser did not save the board file";
}

/// Larger than a browser can read.
pub fn too_large(limit_bytes: u64, lang: Lang) -> String {
    let limit = limit_bytes / 1_000_000;
    match lang {
        Lang::Zh => {
            format!(
                "文件超过 {limit} MB 的上限,浏览器里读不了;请在命令行里用 daping publish 处理。"
            )
        }
        Lang::En => format!(
            "The file is over the limit of {limit} MB for a browser; use daping publish in a terminal."
        ),
    }
}

/// Files that were let go of together with the one that is read.
pub fn others(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("一次只打开一个文件,另外 {count} 个没有读。"),
        Lang::En => format!("One file is opened at a time; {count} more were not read."),
    }
}

/// How many columns there are, and how many rows were looked at.
pub fn columns(all: usize, hidden: usize, rows: usize, lang: Lang) -> String {
    let shown = all.saturating_sub(hidden);
    match lang {
        Lang::Zh if hidden == 0 => format!("共 {all} 列,都显示。按前 {rows} 行判断。"),
        Lang::En if hidden == 0 => {
            format!("{all} columns, all of them shown; judged by the first {rows} rows.")
        }
        Lang::Zh => format!("共 {all} 列:显示 {shown} 列,隐藏 {hidden} 列。按前 {rows} 行判断。"),
        Lang::En => format!(
            "{all} columns: {shown} shown, {hidden} hidden; judged by the first {rows} rows."
        ),
    }
}

/// A column whose head may not be said.
pub fn nth_column(at: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {at} 列"),
        Lang::En => format!("column {at}"),
    }
}

/// The heads of the list of columns.
pub fn heads(lang: Lang) -> [&'static str; 3] {
    [lang.pick("列", "Column"), lang.pick("怎样显示", "Shown as"), lang.pick("原因", "Why")]
}

/// The board was saved; what it still needs.
pub fn saved_as(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "已保存 {name}.json。放上服务器前,先生成遮盖后的数据:daping publish 表格文件 --board {name}.json --out data/{name}"
        ),
        Lang::En => format!(
            "Saved {name}.json. Before it goes to a server, make its masked data: daping publish FILE --board {name}.json --out data/{name}"
        ),
    }
}
