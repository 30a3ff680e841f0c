//! The words of the shell, by language: states, buttons, table heads.

use super::Lang;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub fn $name(lang: Lang) -> &'static str { lang.pick($zh, $en) })*
    };
}

words! {
    loading: "载入中", "loading";
    live: "实时", "live";
    late: "迟", "late";
    failed: "断", "failed";
    empty: "暂无记录", "no records";
    denied: "需要登录", "log-in needed";
    locked: "已加密", "sealed";
    data_as_of: "数据截至", "data as of";
    last_success: "最后成功", "last success";
    other: "其他", "other";
    synthetic: "示例数据", "sample data";
    /// How the word before begins; a narrow head has no room for more.
    synthetic_short: "示例", "sample";
    findings: "处发现", "findings";
    outline_source: "轮廓来源", "outline";
    approval_no: "审图号", "approval no.";
    no_approval_no: "无审图号,公开展示前须送审", "no approval number: review needed before public display";
    /// In the place of a review number: tiles show no boundaries.
    schematic: "示意方格,非地图边界", "schematic tiles, no boundaries";
    sum_of: "合计", "sum";
    mean_of: "平均", "mean";
    most_of: "最大", "greatest";
    least_of: "最小", "least";
    last_of: "最后", "last";
    records: "记录", "records";
    few: "疏", "few";
    many: "密", "many";
    page: "页", "page";
    total: "共", "total";
    pause: "暂停滚动", "pause";
    resume: "继续滚动", "resume";
    checked: "查于", "checked";
    menu: "查看方式", "view";
    settings: "语言与配色", "language and colours";
    /// What a menu's entry begins with; the name of the secret follows.
    give_secret: "输入口令", "give the secret";
    as_table: "看表格", "as a table";
    as_drawing: "看图形", "as a drawing";
    whole_range: "看全部", "whole range";
    drawing_keys: "方向键逐个查看,T 键看表格", "arrow keys step through, T for a table";
    door_keys: ",回车进入,退格返回上一级", "; Enter goes in, Backspace back up";
    tap_again: "再点一下进入 ›", "tap again to go in ›";
    levels: "地图层级", "levels of the map";
    whole_map: "全图", "whole map";
    bench: "绘制计数", "draw counter";
    draws: "次绘制/分", "draws/min";
    frames: "个逐帧动画", "frame movers";
    timers: "个定时器", "timers";
    rehearsal: "演练", "rehearsal";
    replay: "回放", "replay";
    play: "播放", "play";
    pause_replay: "暂停", "pause";
    /// Of how fast a replay goes; `×2` follows.
    speed: "速度", "speed";
    replay_keys: "方向键换一天,Home 和 End 到首日和末日,空格播放或暂停", "arrow keys change the day, Home and End go to the first and last, Space plays or pauses";
    /// In the place of `empty`, where a replay shows a day without rows.
    no_day: "该日无数据", "no data for this day";
    yes: "是", "yes";
    no: "否", "no";
    back: "上一页", "previous page";
    next: "下一页", "next page";
    sort: "排序", "sort";
    since: "较上期", "on the last";
    target: "目标", "target";
    reached: "已达", "reached";
    inflow: "流入", "in";
    outflow: "流出", "out";
    /// The two directions between one place and others.
    there: "去程", "there";
    back_again: "返程", "back";
    connections: "连线", "links";
    unknown: "未知", "unknown";
    no_data: "无数据", "no data";
    by_then: "累计", "by then";
    share: "占比", "share";
    begins: "开始", "start";
    ends: "结束", "end";
    done: "完成", "done";
    handled: "已办", "done";
    today: "今天", "today";
    up: "上升", "up";
    down: "下降", "down";
    same: "持平", "unchanged";
    /// What was in no place of a rank the day before.
    newcomer: "新", "new";
    took: "用时", "took";
    finished: "办结", "done on";
    promised: "承诺", "promised";
    within: "按时", "in time";
    over: "超时", "late";
    running: "办理中", "under way";
    not_yet: "未开始", "not yet";
    playlist: "轮播", "playlist";
    previous_board: "上一屏", "previous board";
    next_board: "下一屏", "next board";
    pause_turns: "暂停轮播", "pause the playlist";
    resume_turns: "继续轮播", "resume the playlist";
    /// A chip's button: what is set is taken back.
    take_back: "取消", "take back";
    simulated_clock: "演示时钟", "simulated clock";
    taken_at: "导出于", "exported";
    filters: "筛选", "filtered by";
    close: "关闭", "close";
    code: "二维码", "QR code";
    scan: "扫码在手机上看这一屏", "scan to see this board on a phone";
    address_too_long: "地址太长,做不成二维码", "the address is too long for a QR code";
    open_file: "打开表格文件…", "open a table file…";
    keep_board: "保存看板文件", "save the board file";
    /// Over the page while somebody holds a file.
    drop_here: "松开鼠标即可打开 · 文件只在本机读取,不上传", "let go to open it · the file is read on this machine alone, nothing is sent";
    search: "搜索", "search";
    search_hint: "在名册与表格中搜索", "search rosters and tables";
    end_search: "结束搜索", "end the search";
    panel_png: "图片 PNG", "picture (PNG)";
    board_png: "整屏图片 PNG", "the board as a picture (PNG)";
    panel_csv: "表格 CSV", "table (CSV)";
    print: "打印", "print";
    /// How a sheet lies.
    lying: "横", "landscape";
    standing: "竖", "portrait";
    keys: "快捷键", "keys";
    full_screen: "全屏", "full screen";
    refresh: "立即刷新", "refresh now";
    hold_all: "全部暂停", "stop all that moves";
    go_on: "继续播放", "go on";
    held: "已暂停", "stopped";
    no_full_screen: "浏览器不允许全屏:请在页面上点一下再试,或按 F11", "the browser refuses full screen: tap the page and try again, or press F11";
    no_tools: "这项功能的程序没有加载:请检查网络后再试", "the program for this did not load: check the network and try again";
    no_picture: "浏览器不能生成这张图片:画面太大,或浏览器不允许读取画布;可用系统截屏或打印", "the browser cannot make this picture: it is too large, or the browser forbids reading its canvas; take a screenshot or print";
    no_rows_out: "没有可导出的行", "there are no rows to export";
    refreshed: "正在刷新全部数据", "asking all sources";
    alarm_notice: "提醒", "notice";
    alarm_warning: "警告", "warning";
    alarm_severe: "严重", "severe";
    /// Where the author gave no sentence.
    alarm_holds: "达到报警条件", "the condition of an alarm holds";
    alarm_late: "数据迟到或中断", "the data is late or cut off";
    alarm_know: "知道了", "acknowledge";
    alarm_known: "已知", "acknowledged";
    alarm_sound: "报警声音", "sound of alarms";
    alarm_speech: "报警朗读", "alarms spoken";
    no_image: "没有图片地址", "no image address";
    bad_image: "图片地址须是相对路径或 data:image/", "an image's address is a relative path or data:image/";
}

/// What a theme is called.
pub fn theme(name: &str, lang: Lang) -> &str {
    match name {
        "night" => lang.pick("夜间", "night"),
        "day" => lang.pick("日间", "day"),
        "contrast" => lang.pick("高对比", "high contrast"),
        "print" => lang.pick("打印", "print"),
        other => other,
    }
}

/// Which of how many days a replay shows, from 1.
pub fn day_of_days(at: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {at} / {all} 天"),
        Lang::En => format!("day {at} of {all}"),
    }
}

/// How many days of a replay have no rows.
pub fn days_missing(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 天无数据"),
        Lang::En if count == 1 => "1 day without data".into(),
        Lang::En => format!("{count} days without data"),
    }
}

/// Why a region that was entered is not shown.
pub fn no_level(region: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("没有“{region}”下一级的轮廓文件"),
        Lang::En => format!("there is no outline file of the level inside \"{region}\""),
    }
}

/// What the chip of a search says, and the stamp of what leaves the wall.
pub fn searched(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("搜索“{text}”"),
        Lang::En => format!("searched for \"{text}\""),
    }
}

pub fn rows_found(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("{count} 条"),
        (Lang::En, 1) => "1 row".into(),
        (Lang::En, _) => format!("{count} rows"),
    }
}
