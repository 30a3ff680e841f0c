//! The words of the shell, by language: states, buttons, table heads.

use super::Lang;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub fn $name(lang: Lang) -> &'static str { lang.pick($zh, $en) })*
    };
}

words! {
    loading: "载入中", "loading";
    live: "实时", "live";
    late: "迟", "late";
    failed: "断", "failed";
    empty: "暂无记录", "no records";
    denied: "需要登录", "log-in needed";
    data_as_of: "数据截至", "data as of";
    last_success: "最后成功", "last success";
    other: "其他", "other";
    synthetic: "示例数据", "sample data";
    findings: "处发现", "findings";
    outline_source: "轮廓来源", "outline";
    approval_no: "审图号", "approval no.";
    no_approval_no: "无审图号,公开展示前须送审", "no approval number: review needed before public display";
    page: "页", "page";
    total: "共", "total";
    pause: "暂停滚动", "pause";
    resume: "继续滚动", "resume";
    yes: "是", "yes";
    no: "否", "no";
    back: "上一页", "previous page";
    next: "下一页", "next page";
    sort: "排序", "sort";
    since: "较上期", "on the last";
    up: "上升", "up";
    down: "下降", "down";
    same: "持平", "unchanged";
    target: "目标", "target";
    reached: "已达", "reached";
    took: "用时", "took";
    finished: "办结", "done on";
    promised: "承诺", "promised";
    within: "按时", "in time";
    over: "超时", "late";
    done: "已办", "done";
    running: "办理中", "under way";
    not_yet: "未开始", "not yet";
    no_image: "没有图片地址", "no image address";
    bad_image: "图片地址须是相对路径或 data:image/", "an image's address is a relative path or data:image/";
}

/// What a chart has no room for.
pub fn more_items(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 项"),
        Lang::En => format!("{count} more"),
    }
}

/// The fields that a panel asks for and its data does not have, by their names.
pub fn no_fields(names: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("数据中没有字段:{names}"),
        Lang::En => format!("the data has no field {names}"),
    }
}

/// Columns that a table has no room for.
pub fn more_columns(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 列"),
        Lang::En => format!("{count} more columns"),
    }
}

/// How many days there are up to a deadline; below zero, since.
pub fn deadline(days: i64, lang: Lang) -> String {
    match (days, lang) {
        (0, Lang::Zh) => "今天到期".into(),
        (0, Lang::En) => "due today".into(),
        (..0, Lang::Zh) => format!("逾期 {} 天", days.unsigned_abs()),
        (..0, Lang::En) => format!("{} d overdue", days.unsigned_abs()),
        (_, Lang::Zh) => format!("还有 {days} 天"),
        (_, Lang::En) => format!("{days} d left"),
    }
}

/// A deadline that is far away.
pub fn due_on(date: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{date} 到期"),
        Lang::En => format!("due {date}"),
    }
}

/// Paragraphs that a text has no room for.
pub fn more_paragraphs(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 段"),
        Lang::En => format!("{count} more paragraphs"),
    }
}

/// The name of a button that turns to a page, from 1.
pub fn page_number(page: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {page} 页"),
        Lang::En => format!("page {page}"),
    }
}
