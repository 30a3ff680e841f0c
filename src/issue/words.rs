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
    by_then: "累计", "by then";
}

/// What a chart has no room for.
pub fn more_items(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 项"),
        Lang::En => format!("{count} more"),
    }
}

/// Values that a logarithmic axis has no place for.
pub fn off_log_axis(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("对数轴没有零和负数的位置:{count} 个值未画"),
        Lang::En => format!("a log axis has no zero and nothing below: {count} values not drawn"),
    }
}

/// Values that a later one at the same place replaced.
pub fn repeated(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("同一位置有多个值时取最后一个:{count} 个值未画"),
        Lang::En => format!("of several values at one place the last counts: {count} not drawn"),
    }
}

/// Rows with a value and without a date, time or number that says where it lies.
pub fn unplaced(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行缺横轴位置,未画"),
        Lang::En => format!("{count} rows without a place on the x axis are not drawn"),
    }
}

/// Dots that stand for their neighbours.
pub fn thinned(drawn: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("点太多:{all} 个中画出 {drawn} 个"),
        Lang::En => format!("too many dots: {drawn} of {all} are drawn"),
    }
}

/// Rows without a number where one is drawn.
pub fn no_value(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行没有数值,未画"),
        Lang::En => format!("{count} rows without a number are not drawn"),
    }
}

/// Items that are drawn as one.
pub fn merged(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其他:{count} 项合为一项"),
        Lang::En => format!("other: {count} as one"),
    }
}
