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
    share: "占比", "share";
    target: "目标", "target";
    begins: "开始", "start";
    ends: "结束", "end";
    done: "完成", "done";
    today: "今天", "today";
}

/// What a chart has no room for.
pub fn more_items(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 项"),
        Lang::En => format!("{count} more"),
    }
}

/// Rows of a ring that are no share of a whole.
pub fn no_share(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行的数值不大于零或缺失,未计入占比"),
        Lang::En => format!("{count} rows left out: no value above zero, so no share"),
    }
}

/// Gauges whose value is not on their scale.
pub fn beyond_scale(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 项的数值超出刻度,按刻度的尽头画出,数字照印"),
        Lang::En => {
            format!("{count} values are beyond the scale: drawn at its end, printed as they are")
        }
    }
}

/// A radar of fewer than three axes.
pub fn few_axes(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("雷达图至少要 3 个维度,只有 {count} 个"),
        Lang::En => format!("a radar needs at least 3 axes; there are {count}"),
    }
}

/// Axes that a radar has no room for.
pub fn more_axes(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 个维度未画出"),
        Lang::En => format!("{count} more axes are not drawn"),
    }
}

/// Series that a drawing cannot tell apart any more.
pub fn more_series(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 个系列未画出"),
        Lang::En => format!("{count} more series are not drawn"),
    }
}

/// Rows that a heat map has no cell for.
pub fn no_cell(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行未画出:没有可用的日期,或超出可画的格数"),
        Lang::En => {
            format!("{count} rows are not drawn: no usable date, or more cells than there may be")
        }
    }
}

/// Rows of a gantt that have no start.
pub fn no_start(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行没有可用的开始日期,未画出"),
        Lang::En => format!("{count} rows are not drawn: no usable start"),
    }
}

/// Rows of a gantt that end before they begin.
pub fn backwards(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行的结束早于开始,只画出开始"),
        Lang::En => format!("{count} rows end before they begin: only their start is drawn"),
    }
}
