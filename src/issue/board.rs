//! What can be wrong with a board file.

use super::Lang;

/// One fault of a board file.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardFault {
    /// The file has no bytes, or only white space.
    Empty,
    /// The server has no such board.
    NotFound,
    /// The address answered, but not with the board (an HTTP status).
    Refused { status: u16 },
    /// The file could not be fetched at all.
    Unreachable,
    /// Not JSON; `reason` is the parser's own word.
    NotJson { reason: String },
    /// Larger than a board may be.
    TooLarge { bytes: usize, limit: usize },
    /// More panels, arrangements, findings… than a board may have.
    TooMany { what: &'static str, found: usize, limit: usize },
    /// A key that the grammar does not know.
    UnknownKey { key: String, nearest: Option<String> },
    /// A word that is not in the list of words for this place.
    UnknownWord { word: String, expected: String, nearest: Option<String> },
    /// A value of the wrong JSON type or form.
    WrongType { found: String, expected: String },
    /// A key that has to be there.
    Missing { key: String },
    /// A panel that needs data and names no source.
    NoSource { panel: String },
    /// `from` names a source that the board does not have.
    UnknownSource { name: String, nearest: Option<String> },
    /// A query names a field that its source does not declare.
    UnknownField { name: String, source: String, nearest: Option<String> },
    /// A replay's field that holds neither days nor times.
    NoDayField { name: String, nearest: Option<String> },
    /// `&at=` is no day.
    NoDay,
    /// `&at=` is a day that the replay does not have.
    OtherDay,
    /// A time zone that nobody keeps.
    UnknownZone { name: String, nearest: Option<String> },
    /// An area of an arrangement names no panel.
    UnknownArea { name: String, nearest: Option<String> },
    /// An area that is not one rectangle.
    BrokenArea { name: String },
    /// A row of an arrangement that is shorter or longer than its first, in cells.
    UnevenRow { found: usize, expected: usize },
    /// Two keys of which one may stand.
    Conflict { used: &'static str, unused: &'static str },
    /// A most that is less than its least.
    Crossed { least: &'static str, most: &'static str },
    /// A panel that no arrangement shows.
    NowhereShown { panel: String },
    /// Words in this role's colour stand out too little, in hundredths of a contrast ratio.
    Illegible { role: String, percent: u32 },
    /// Two entries of one name.
    Twice { name: String },
    /// A key that says nothing without one of the others.
    Alone { key: &'static str, needs: &'static [&'static str] },
    /// `until` is stricter than `when`: an alarm would end before it begins. `least` says that it should
    /// not lie below, else not above.
    WrongSide { least: bool },
    /// A sentence of more characters than can be shown and spoken.
    TooLong { found: usize, limit: usize },
    /// A header whose value is a secret stands in the file.
    Secret { name: String },
    /// A text that should be an RFC 6901 pointer.
    NoPointer { text: String, meant: String },
    /// A panel sets a parameter that it follows itself, perhaps by way of others.
    Loop { param: String, panel: String },
    /// A parameter would carry what is known of a person into the address.
    Personal { field: String },
    /// A parameter of the address that no query of the board follows.
    UnknownParam { name: String },
    /// The server has no such playlist.
    NoPlaylist,
    /// A board that was made of a file of this machine, after the page was loaded again.
    Dropped,
    /// A turn of a playlist whose board cannot be shown.
    Skipped { board: String },
}

impl BoardFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        use BoardFault::*;
        let zh = lang == Lang::Zh;
        match self {
            Empty if zh => "大屏文件是空的,应为一个 JSON 对象".into(),
            Empty => "the board file is empty; expected a JSON object".into(),
            NotFound if zh => "服务器上没有这个大屏文件(404),请检查地址中的 board=".into(),
            NotFound => "no such board on the server (404); check board= in the address".into(),
            Dropped if zh => {
                "这一屏由本机文件生成,页面重新载入后不再保留;请再把文件拖到页面上,或按 O 选择"
                    .into()
            }
            Dropped => "this board was made of a file of this machine and is gone since the page \
                 was loaded again; drop the file once more, or press O"
                .into(),
            Refused { status } if zh => format!("服务器答复 {status},应为 200 和大屏文件"),
            Refused { status } => {
                format!("the server answered {status}; expected 200 and a board file")
            }
            Unreachable if zh => "取不到大屏文件:网络不通或服务器未应答".into(),
            Unreachable => "the board file cannot be fetched: no network, or no answer".into(),
            NotJson { reason } if zh => format!("不是合法的 JSON:{}", self::reason(reason, lang)),
            NotJson { reason } => format!("not valid JSON: {}", self::reason(reason, lang)),
            TooLarge { bytes, limit } if zh => {
                format!("大屏文件有 {bytes} 字节,上限为 {limit} 字节")
            }
            TooLarge { bytes, limit } => {
                format!("the board file has {bytes} bytes; the limit is {limit}")
            }
            TooMany { what, found, limit } if zh => {
                format!("有 {found} {},上限为 {limit},多出的不显示", zh_counted(what))
            }
            TooMany { what, found, limit } => {
                format!("{found} {what}; the limit is {limit}, the rest is not shown")
            }
            UnknownKey { key, nearest } if zh => {
                format!("不认识的键“{key}”{}", perhaps(nearest, lang))
            }
            UnknownKey { key, nearest } => {
                format!("unknown key \"{key}\"{}", perhaps(nearest, lang))
            }
            UnknownWord { word, expected, nearest } if zh => {
                format!("不认识的词“{word}”,应为 {expected}{}", perhaps(nearest, lang))
            }
            UnknownWord { word, expected, nearest } => {
                format!("unknown word \"{word}\"; expected {expected}{}", perhaps(nearest, lang))
            }
            WrongType { found, expected } if zh => {
                format!("这里是{},应为{}", after_zh(found), after_zh(expected))
            }
            WrongType { found, expected } => format!("found {found}; expected {expected}"),
            Missing { key } if zh => format!("缺少“{key}”"),
            Missing { key } => format!("\"{key}\" is missing"),
            NoSource { panel } if zh => {
                format!("面板“{panel}”没有数据来源,应有 \"data\": {{\"from\": …}}")
            }
            NoSource { panel } => {
                format!("panel \"{panel}\" has no source; expected \"data\": {{\"from\": …}}")
            }
            UnknownSource { name, nearest } if zh => {
                format!("没有名为“{name}”的数据来源{}", perhaps(nearest, lang))
            }
            UnknownSource { name, nearest } => {
                format!("no source is named \"{name}\"{}", perhaps(nearest, lang))
            }
            UnknownField { name, source, nearest } if zh => {
                format!("来源“{source}”没有字段“{name}”{}", perhaps(nearest, lang))
            }
            UnknownField { name, source, nearest } => {
                format!("source \"{source}\" has no field \"{name}\"{}", perhaps(nearest, lang))
            }
            NoDayField { name, nearest } if zh => {
                format!("字段“{name}”不是日期或时间,不能回放{}", perhaps(nearest, lang))
            }
            NoDayField { name, nearest } => format!(
                "field \"{name}\" is neither a date nor a time; no replay{}",
                perhaps(nearest, lang)
            ),
            NoDay if zh => "地址中的 at 应为日期,如 2020-02-12,已忽略".into(),
            NoDay => "expected a day such as 2020-02-12 in the address; ignored".into(),
            OtherDay if zh => "地址中的 at 不在回放的日期之内,已忽略".into(),
            OtherDay => "the address names a day that the replay does not have; ignored".into(),
            UnknownZone { name, nearest } if zh => format!(
                "没有名为“{name}”的时区,应为 IANA 时区名,如 Asia/Shanghai{}",
                perhaps(nearest, lang)
            ),
            UnknownZone { name, nearest } => format!(
                "no time zone is named \"{name}\"; expected an IANA name such as Asia/Shanghai{}",
                perhaps(nearest, lang)
            ),
            UnknownArea { name, nearest } if zh => {
                format!("区域“{name}”不是任何面板的名字{}", perhaps(nearest, lang))
            }
            UnknownArea { name, nearest } => {
                format!("area \"{name}\" names no panel{}", perhaps(nearest, lang))
            }
            BrokenArea { name } if zh => format!("区域“{name}”不是一个完整的矩形"),
            BrokenArea { name } => format!("area \"{name}\" is not one rectangle"),
            UnevenRow { found, expected } if zh => {
                format!("这一行有 {found} 格,应与第一行一样为 {expected} 格")
            }
            UnevenRow { found, expected } => {
                format!("this row has {found} cells; expected {expected} as in the first row")
            }
            Conflict { used, unused } if zh => {
                format!("“{used}”与“{unused}”只能有一个,这里只用“{used}”")
            }
            Conflict { used, unused } => {
                format!("either \"{used}\" or \"{unused}\" may stand; \"{used}\" is used")
            }
            Crossed { least, most } if zh => format!("“{most}”小于“{least}”,没有这样的屏幕"),
            Crossed { least, most } => {
                format!("\"{most}\" is less than \"{least}\"; no screen is like that")
            }
            NowhereShown { panel } if zh => format!("面板“{panel}”不在任何布局里,不会显示"),
            NowhereShown { panel } => {
                format!("panel \"{panel}\" stands in no arrangement and is not shown")
            }
            Illegible { role, percent } if zh => {
                format!("“{role}”的文字在底色上的对比度为 {} : 1,至少应为 3 : 1", ratio(*percent))
            }
            Illegible { role, percent } => format!(
                "words in \"{role}\" have a contrast of {} : 1 with what lies below; expected 3 : 1",
                ratio(*percent)
            ),
            Twice { name } if zh => format!("“{name}”出现了两次,只用后一个"),
            Twice { name } => format!("\"{name}\" stands here twice; the later one is used"),
            Alone { key, needs } if zh => format!("“{key}”要与“{}”一起用", needs.join("”或“")),
            Alone { key, needs } => {
                format!("\"{key}\" needs \"{}\" beside it", needs.join("\" or \""))
            }
            TooLong { found, limit } if zh => format!("这句话有 {found} 个字,上限为 {limit} 个字"),
            TooLong { found, limit } => {
                format!("this sentence has {found} characters; the limit is {limit}")
            }
            WrongSide { least } if zh => {
                format!("“until”不能{}于“when”的值", if *least { "小" } else { "大" })
            }
            WrongSide { least } => {
                let side = if *least { "below" } else { "above" };
                format!("\"until\" may not lie {side} the value of \"when\"")
            }
            Secret { name } if zh => format!(
                "请求头“{name}”的值是秘密,不能写在人人可读的大屏文件里,未采用;请写进“headers_from”,运行时再给出"
            ),
            Secret { name } => format!(
                "the value of header \"{name}\" is a secret and everybody reads this file; left out: it belongs in \"headers_from\", which gives it at run time"
            ),
            Loop { param, panel } if zh => {
                format!("面板“{panel}”设定参数“{param}”,又随它变化:选定后只剩所选的行,再点一次取消")
            }
            Loop { param, panel } => format!(
                "panel \"{panel}\" sets the parameter \"{param}\" and follows it: what is chosen is all that it then shows; another click takes it back"
            ),
            Personal { field } if zh => {
                format!("字段“{field}”是个人信息,不能进入地址,未采用;应为不脱敏的字段,如乡镇")
            }
            Personal { field } => format!(
                "field \"{field}\" is personal and may not enter the address; left out: expected a field without a mask, such as a town"
            ),
            UnknownParam { name } if zh => format!("地址中的参数“{name}”没有面板采用,已忽略"),
            UnknownParam { name } => {
                format!("no panel follows the parameter \"{name}\" of the address; ignored")
            }
            NoPlaylist if zh => "服务器上没有这个轮播文件(404),请检查地址中的 play=".into(),
            NoPlaylist => "no such playlist on the server (404); check play= in the address".into(),
            Skipped { board } if zh => format!("轮播中的大屏“{board}”打不开,已跳过"),
            Skipped { board } => {
                format!("board \"{board}\" of the playlist cannot be shown; skipped")
            }
            NoPointer { text, meant } if zh => format!("“{text}”不是 JSON 指针,按“{meant}”读取"),
            NoPointer { text, meant } => {
                format!("\"{text}\" is no JSON pointer; read as \"{meant}\"")
            }
        }
    }
}

/// 304 -> 3.04
fn ratio(percent: u32) -> String {
    format!("{}.{:02}", percent / 100, percent % 100)
}

fn perhaps(nearest: &Option<String>, lang: Lang) -> String {
    match (nearest, lang) {
        (None, _) => String::new(),
        (Some(word), Lang::Zh) => format!(",是否指“{word}”?"),
        (Some(word), Lang::En) => format!("; did you mean \"{word}\"?"),
    }
}

/// How the parser's word begins, where it is one that authors meet, and what we say: en and zh.
const REASONS: [(&str, &str, &str); 15] = [
    ("Unexpected end", "the file breaks off", "文件中断,还缺内容"),
    ("Object values must", "expected `,` or `}`", "这里应为逗号或 }"),
    ("Array values must", "expected `,` or `]`", "这里应为逗号或 ]"),
    ("Object keys must", "expected a key in quotes and a colon", "这里应为双引号里的键和冒号"),
    ("Trailing commas", "trailing comma", "多了一个逗号"),
    ("The JSON already", "trailing characters", "结尾之后还有内容"),
    ("Max stack size", "nested too deep", "嵌套太深"),
    ("A number", "a number is written wrongly", "数值写法不对"),
    ("Unexpected char: '/'", "JSON has no comments", "JSON 里不能写注释"),
    ("Unexpected", "expected a value", "这里应有一个值"),
    ("true", "expected a value", "这里应有一个值"),
    ("false", "expected a value", "这里应有一个值"),
    ("null", "expected a value", "这里应有一个值"),
    ("'\\", "wrong character after a backslash", "反斜杠后的字符不对"),
    ("'", "a line end or control character in a text", "文字里有换行或控制字符"),
];

fn reason(said: &str, lang: Lang) -> &str {
    let known = REASONS.iter().find(|(begin, ..)| said.starts_with(begin));
    known.map_or(said, |(_, en, zh)| lang.pick(zh, en))
}

/// With its counter, after a number.
fn zh_counted(what: &str) -> &str {
    match what {
        "panels" => "个面板",
        "sources" => "个数据来源",
        "arrangements" => "个布局",
        "rows" => "行",
        "columns" => "列",
        "findings" => "处发现",
        "turns" => "轮",
        "alarms" => "个报警",
        _ => what,
    }
}

/// What a value is or should be. JSON types, and the forms that the grammar's own words have.
fn zh_form(form: &str) -> Option<&'static str> {
    Some(match form {
        "text" => "文字",
        "number" => "数值",
        "whole number" => "整数",
        "whole number from 0" => "不小于 0 的整数",
        "true or false" => "true 或 false",
        "object" => "对象 {…}",
        "list" => "数组 […]",
        "null" => "null",
        "a span such as \"30s\" or \"10m\"" => "时长,如 \"30s\" 或 \"10m\"",
        "a speed such as \"1 row/s\"" => "速度,如 \"1 row/s\"",
        "list of [field, op, value]" => "数组 [字段, 比较, 值]",
        "text, number, true or false, list, or {\"param\": …}" => {
            "文字、数值、true 或 false、数组,或 {\"param\": …}"
        }
        "a measure such as \"count\", or an object of them" => {
            "一个度量,如 \"count\",或由度量组成的对象"
        }
        "a field's name, or {\"field\": …, \"by\": …}" => "字段名,或 {\"field\": …, \"by\": …}",
        "a field's name, or a list of them" => "字段名,或字段名的数组",
        "a name of a-z, 0-9, _ and -, starting with a letter" => {
            "由 a-z、0-9、_ 和 - 组成、以字母开头的名字"
        }
        "tracks such as \"1fr 240px 20% auto\"" => "轨道,如 \"1fr 240px 20% auto\"",
        "an address of http or https, or a relative one" => "http 或 https 地址,或相对地址",
        "an address of ws or wss, or a relative one" => "ws 或 wss 地址,或相对地址",
        "a strftime pattern such as %d/%m/%Y" => "strftime 格式,如 %d/%m/%Y",
        "a day such as \"2020-02-03\"" => "日期,如 \"2020-02-03\"",
        "a day that is not before \"from\"" => "不早于“from”的日期",
        "a field of type date" => "类型为 date 的字段",
        "a field of type flag" => "类型为 flag 的字段",
        "a day that is not before \"start\"" => "不早于“start”的日期",
        "a span from 1s to 1h" => "1 秒到 1 小时的时长,如 \"2s\"",
        "a number, a day or a time" => "数值、日期或时间",
        "two different times of day, such as [\"22:00\", \"07:00\"]" => {
            "两个不同的时刻,如 [\"22:00\", \"07:00\"]"
        }
        "a colour of the form #rrggbb" => "颜色,写作 #rrggbb",
        _ => return None,
    })
}

/// A form after a Chinese word: a space before what is not Chinese itself.
fn after_zh(form: &str) -> String {
    let list_of = || form.strip_prefix("list of ").map(|count| format!("{count} 项的数组"));
    let range = || {
        let (least, most) = form.strip_prefix("number from ")?.split_once(" to ")?;
        Some(format!("{least} 到 {most} 的数值"))
    };
    let said = zh_form(form).map(str::to_string).or_else(list_of).or_else(range);
    let said = said.unwrap_or_else(|| form.to_string());
    if said.starts_with(|first: char| first.is_ascii()) { format!(" {said}") } else { said }
}
