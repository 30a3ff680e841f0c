//! What the dialog of keys says.

use super::Lang;

/// Keys, parted by spaces, and what they do.
type Line = (&'static str, &'static str);

pub fn title(lang: Lang) -> &'static str {
    lang.pick("快捷键", "Keys")
}

pub fn close(lang: Lang) -> &'static str {
    lang.pick("关闭", "close")
}

pub fn by_hand(lang: Lang) -> &'static str {
    lang.pick(
        "不用键盘时:标题栏右端的 ⋯ 里有同样的功能,各面板的 ⋯ 里有导出。",
        "Without a keyboard: ⋯ at the right of the title has the same, ⋯ of a panel exports it.",
    )
}

/// The groups, the whole page's first.
pub fn groups(lang: Lang) -> [(&'static str, Vec<Line>); 3] {
    let line = |keys, zh, en| (keys, lang.pick(zh, en));
    [
        (
            lang.pick("整屏", "The wall"),
            vec![
                line("?", "本页说明", "these keys"),
                line("F", "全屏,再按退出", "full screen, and back"),
                line("R", "立即刷新全部数据", "ask all sources at once"),
                line("␣", "暂停或继续一切滚动与轮播", "stop or go on: all that moves"),
                line("/", "搜索名册与表格中的行", "search the rows of rosters and tables"),
                line("← →", "播放列表的上一屏、下一屏", "the playlist's board before, and next"),
                line("O", "打开本机的表格文件", "open a table file of this machine"),
                line("Q", "本页地址的二维码", "this page's address as a QR code"),
                line("Esc", "关闭打开的东西", "close what is open"),
            ],
        ),
        (
            lang.pick("名册(Tab 进入)", "A roster (Tab goes there)"),
            vec![
                line("↑ ↓", "上一行、下一行", "a row back, a row on"),
                line("PgUp PgDn", "翻一屏", "a screenful back, or on"),
                line("␣", "暂停或继续", "stop or go on"),
            ],
        ),
        (
            lang.pick("图形(Tab 进入)", "A drawing (Tab goes there)"),
            vec![
                line("← → ↑ ↓", "逐个查看数值", "from mark to mark"),
                line("T", "看表格,再按看图形", "its rows as a table, and back"),
                line("⏎ ⌫", "进入地图的下一级、返回", "into a region of a map, and back up"),
                line("Esc", "关闭提示,看全部范围", "close the tip, show the whole range"),
            ],
        ),
    ]
}
