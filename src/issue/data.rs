//! What can be wrong with a source's answer. No variant can hold a cell's value.

#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use super::BookFault;
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
use super::PagesFault;
#[cfg(not(target_arch = "wasm32"))]
use super::PublishFault;
use super::{Lang, Oddity, OutlineFault, words};

/// One fault of a source or of its rows.
#[derive(Clone, Debug, PartialEq)]
pub enum DataFault {
    /// The address did not answer: no network, refused, blocked by CORS.
    Unreachable,
    /// The same, and the machine says that it has no network.
    Offline,
    /// A page that came encrypted asks an address that is not: no browser does.
    Mixed,
    /// No answer from a house's own network, which a page from outside may ask only with leave.
    LocalOnly,
    /// No answer from another site, or none that a page may see.
    Elsewhere,
    /// The machine's clock is so many minutes ahead of the server's, or behind.
    Skew { minutes: i64 },
    /// No complete answer within the time allowed.
    TimedOut { seconds: u32 },
    /// An HTTP status that is no success.
    Status { code: u16 },
    /// 401, 403, or a redirect to a log-in page.
    Denied,
    /// Sealed rows that nobody has opened yet.
    Locked,
    /// A web page where data was expected: a captive portal or an SPA fallback.
    Html { expected: &'static str },
    /// The text breaks off or is no JSON/CSV; `at` counts bytes from 0.
    Malformed { expected: &'static str, at: u64 },
    /// The answer is larger than allowed.
    TooLarge { limit_bytes: u64 },
    /// More rows than allowed; the rest is left out.
    TooManyRows { limit: u64 },
    /// A row, or a value beside the rows, that is longer than allowed.
    RowTooLong { limit_bytes: u64 },
    /// A row of more columns than allowed.
    TooManyColumns { limit: usize },
    /// The answer says by itself that it is an error (HTTP 200 with an error code).
    NotOk { pointer: String },
    /// 204: the server has nothing to say.
    NoContent,
    /// A value that is given at run time was not given.
    NoSecret { name: String },
    /// The connection ended before the answer did; in bytes.
    BrokeOff { got: u64, promised: Option<u64> },
    /// A stream broke off.
    Lost,
    /// Nothing stands where the rows should be.
    NoRows { pointer: String },
    /// Nothing stands where a value beside the rows should be.
    NoValue { pointer: String },
    /// A row that is neither an object nor a list.
    NotARow,
    /// A field that no row has.
    MissingColumn,
    /// A later page has other columns than the first.
    OtherColumns { page: usize },
    /// The server says another number of rows than it gave.
    OtherTotal { total: u64, rows: u64 },
    /// A page that leads to a page already read.
    PagesLoop { page: usize },
    /// A page that is the one before it once more.
    PageAgain { page: usize },
    /// More pages than allowed; the rest is left out.
    TooManyPages { limit: usize },
    /// The next page lies at another origin than the first.
    NextElsewhere,
    /// The file of a day (as the address writes it) is not there.
    NoFile { day: String },
    /// Fewer days than a replay plays.
    FewDays { days: usize },
    /// More days than a replay shows; the last ones are shown.
    TooManyDays { days: usize, limit: usize },
    /// Nothing stands where a row's own list should be.
    NoList { pointer: String },
    /// A change that does not say of which row.
    NoKey,
    /// A column name that stands twice in the head.
    DuplicateColumn,
    /// A cell of another type than declared; kinds only, never the value.
    WrongType { expected: &'static str, found: &'static str },
    /// A number that is not finite or beyond any use.
    NotFinite,
    /// A text cut to the longest that is kept.
    TooLong { limit: usize },
    /// Control, bidi or zero-width characters were taken out.
    HiddenCharacters,
    /// A cell did not look like what its mask expects; it is hidden.
    Unrecognised,
    /// A query's value cannot be computed (a sum of texts, a missing field).
    BadQuery { reason: &'static str },
    /// An alarm that the data cannot tell anything of, for such a reason.
    NoAlarm { reason: &'static str },
    /// Rows' places that are not on the map, as the masked rows have them.
    UnknownRegion { places: String },
    /// Regions of the map that no row speaks of.
    BareRegion { regions: String },
    /// Places with characters that nobody sees, each with their names.
    HiddenInPlace { places: String },
    /// An outline cannot be used.
    Outline(OutlineFault),
    /// What the reader of an outline mended.
    Odd(Oddity),
    /// A region was to be entered that has no outline inside.
    NoLevel { region: String },
    /// The program of a kind of panel could not be fetched.
    NoPack,
    /// Rows that were published cannot be used.
    #[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
    Pages(PagesFault),
    /// Rows cannot be published, or are changed on the way.
    #[cfg(not(target_arch = "wasm32"))]
    Publish(PublishFault),
    /// The worker that reads large answers stopped.
    NoReader,
    /// The browser keeps nothing for a start without a network: storage that is full, forbidden or broken.
    NotKept,
    /// What the worker found, in its own words.
    Told { zh: String, en: String },
    /// Of a workbook.
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    Book(BookFault),
}

impl DataFault {
    pub fn say(&self, lang: Lang) -> String {
        use DataFault::*;
        let zh = lang == Lang::Zh;
        match self {
            Unreachable if zh => "取不到数据:网络不通、被拒绝或跨域未放行".into(),
            Unreachable => "no answer: network down, refused, or not allowed by CORS".into(),
            Offline if zh => "取不到数据:这台设备没有联网;联网后自动继续".into(),
            Offline => {
                "no answer: this machine is off the network; the wall goes on by itself after that"
                    .into()
            }
            Mixed if zh => {
                "取不到数据:https 页面不能取 http 地址;请改用 https 地址,或由本站转发".into()
            }
            Mixed => {
                "no answer: an https page may not ask an http address; serve the data by https, \
                      or pass it on through this site"
                    .into()
            }
            LocalOnly if zh => "取不到数据:地址在本地网络内,没有答复,或浏览器未允许本站访问\
                                本地网络;请在浏览器的网站设置中允许"
                .into(),
            LocalOnly => {
                "no answer from an address of the local network: it is down, or the browser \
                          does not let this site go there; allow it in the browser's site settings"
                    .into()
            }
            Elsewhere if zh => "取不到数据:另一站点没有答复,或未放行跨域;它应答复 \
                                Access-Control-Allow-Origin"
                .into(),
            Elsewhere => {
                "no answer from another site, or none that this page may see: it should send \
                          Access-Control-Allow-Origin"
                    .into()
            }
            Skew { minutes } => skew(*minutes, lang),
            TimedOut { seconds } if zh => format!("{seconds} 秒内没有完整答复"),
            TimedOut { seconds } => format!("no complete answer within {seconds} s"),
            Status { code } if zh => format!("服务器答复 {code},应为 200"),
            Status { code } => format!("the server answered {code}; expected 200"),
            Denied if zh => "需要登录或没有权限".into(),
            Denied => "log-in or permission needed".into(),
            Locked if zh => "这些行已加密:请输入口令或密钥".into(),
            Locked => "these rows are sealed: enter the passphrase or the secret key".into(),
            Html { expected } if zh => {
                format!("答复是网页(HTML),应为 {expected};可能被登录页或门户截住")
            }
            Html { expected } => format!(
                "the answer is a web page (HTML); expected {expected}: a log-in page or a portal?"
            ),
            Malformed { expected, at } if zh => {
                format!("内容在第 {at} 字节处中断或不合法,应为 {expected}")
            }
            Malformed { expected, at } => {
                format!("the text breaks off or is not valid at byte {at}; expected {expected}")
            }
            TooLarge { limit_bytes } if zh => {
                format!("答复超过 {} MB 的上限,未采用", limit_bytes / 1_000_000)
            }
            TooLarge { limit_bytes } => {
                format!("the answer is over the limit of {} MB", limit_bytes / 1_000_000)
            }
            TooManyRows { limit } if zh => format!("超过 {limit} 行的上限,多出的未采用"),
            TooManyRows { limit } => {
                format!("over the limit of {limit} rows; the rest is left out")
            }
            RowTooLong { limit_bytes } if zh => {
                format!("有一行或一个值超过 {} MB 的上限,未采用", limit_bytes / 1_000_000)
            }
            RowTooLong { limit_bytes } => {
                format!("a row or a value is over the limit of {} MB", limit_bytes / 1_000_000)
            }
            TooManyColumns { limit } if zh => format!("一行超过 {limit} 列的上限,未采用"),
            TooManyColumns { limit } => format!("a row is over the limit of {limit} columns"),
            NotOk { pointer } if zh => format!("答复在 {pointer} 处说明它是一个错误"),
            NotOk { pointer } => format!("the answer says at {pointer} that it is an error"),
            NoContent if zh => "服务器答复 204(没有内容),应为行".into(),
            NoContent => "the server answered 204 (no content); expected rows".into(),
            NoSecret { name } if zh => format!("没有给出“{name}”的值,它在运行时给出"),
            NoSecret { name } => format!("the value of \"{name}\", given at run time, is missing"),
            BrokeOff { got, promised } => broke_off(*got, *promised, lang),
            Lost if zh => "推送连接断开,正在重连".into(),
            Lost => "the stream broke off; connecting again".into(),
            NoRows { pointer } if zh => format!("在“{pointer}”处没有行,应为一个数组"),
            NoRows { pointer } => format!("no rows at \"{pointer}\"; expected an array"),
            NoValue { pointer } if zh => format!("“{pointer}”处没有值"),
            NoValue { pointer } => format!("nothing stands at \"{pointer}\""),
            NotARow if zh => "这一行不是对象也不是数组,已跳过".into(),
            NotARow => "this row is neither an object nor an array; skipped".into(),
            MissingColumn if zh => "没有任何一行有这个字段".into(),
            MissingColumn => "no row has this field".into(),
            OtherColumns { page } if zh => format!("第 {page} 页的列与第一页不同"),
            OtherColumns { page } => format!("page {page} has other columns than the first"),
            OtherTotal { total, rows } if zh => format!("服务器说共 {total} 行,实得 {rows} 行"),
            OtherTotal { total, rows } => {
                format!("the server says {total} rows in all; it gave {rows}")
            }
            PagesLoop { page } if zh => format!("第 {page} 页指回已读过的一页,到此为止"),
            PagesLoop { page } => {
                format!("page {page} leads to a page already read; the reading ends there")
            }
            PageAgain { page } if zh => {
                format!("第 {page} 页与前一页相同,没有计入,到此为止;服务器认识翻页参数吗?")
            }
            PageAgain { page } => format!(
                "page {page} is the one before it once more; not counted, the reading ends there: \
                 does the server know the parameter?"
            ),
            TooManyPages { limit } if zh => format!("超过 {limit} 页的上限,多出的未读"),
            TooManyPages { limit } => {
                format!("over the limit of {limit} pages; the rest is not read")
            }
            NextElsewhere if zh => "下一页在另一个站点,没有去取".into(),
            NextElsewhere => "the next page lies at another origin; not asked for".into(),
            NoFile { day } if zh => format!("没有 {day} 的文件,按缺失处理"),
            NoFile { day } => format!("no file of {day}; treated as missing"),
            FewDays { days } if zh => format!("回放需要至少两天的数据,现有 {days} 天"),
            FewDays { days } => {
                format!("a replay needs data of at least two days; there are {days}")
            }
            TooManyDays { days, limit } if zh => {
                format!("回放共 {days} 天,上限为 {limit} 天,只放最后的 {limit} 天")
            }
            TooManyDays { days, limit } => {
                format!("a replay of {days} days; the limit is {limit}, the last ones are shown")
            }
            NoList { pointer } if zh => format!("这一行在“{pointer}”处没有数组,已跳过"),
            NoList { pointer } => format!("this row has no list at \"{pointer}\"; skipped"),
            NoKey if zh => "这条变更没有说明是哪一行,已跳过".into(),
            NoKey => "this change does not say of which row; skipped".into(),
            DuplicateColumn if zh => "列名重复,只用第一列".into(),
            DuplicateColumn => "the column stands twice; the first is used".into(),
            WrongType { expected, found } if zh => {
                format!("这里是{},应为{},按缺失处理", zh_kind(found), zh_kind(expected))
            }
            WrongType { expected, found } => {
                format!("found {found}; expected {expected}; treated as missing")
            }
            NotFinite if zh => "数值不是有限数,按缺失处理".into(),
            NotFinite => "the number is not finite; treated as missing".into(),
            TooLong { limit } if zh => format!("文字超过 {limit} 个字符,已截断"),
            TooLong { limit } => format!("a text of over {limit} characters was cut"),
            HiddenCharacters if zh => "去掉了不可见的控制或双向字符".into(),
            HiddenCharacters => "invisible control or bidi characters were taken out".into(),
            Unrecognised if zh => "内容不像所声明的类型,已隐藏".into(),
            Unrecognised => "the cell does not look like its declared kind; hidden".into(),
            BadQuery { reason } if zh => format!("查询无法计算:{}", zh_reason(reason)),
            BadQuery { reason } => format!("the query cannot be computed: {reason}"),
            NoAlarm { reason } if zh => format!("报警无法判断:{}", zh_reason(reason)),
            NoAlarm { reason } => format!("the alarm cannot be judged: {reason}"),
            UnknownRegion { places } if zh => format!("地图上没有这些行所说的地方:{places}"),
            UnknownRegion { places } => format!("rows speak of places not on the map: {places}"),
            BareRegion { regions } if zh => format!("地图上这些区域没有数据:{regions}"),
            BareRegion { regions } => format!("regions of the map without a row: {regions}"),
            HiddenInPlace { places } if zh => {
                format!("地名里有看不见的字符,匹配时已去掉:{places}")
            }
            HiddenInPlace { places } => {
                format!("places hold characters that nobody sees, left out when matching: {places}")
            }
            NoReader if zh => "读取大文件的程序中断了(内存不足?),下次刷新时再读".into(),
            NoReader => {
                "the worker that reads large answers stopped (out of memory?); it is tried again \
                 with the next refresh"
                    .into()
            }
            Told { zh: said, .. } if zh => said.clone(),
            Told { en, .. } => en.clone(),
            NotKept if zh => {
                "浏览器不能为断网启动保留数据(存储已满、被禁止或已损坏);大屏照常运行,数据只在内存中"
                    .into()
            }
            NotKept => {
                "the browser keeps no data for a start without a network (its storage is full, \
                        forbidden or broken); the wall runs as ever, with its data in memory alone"
                    .into()
            }
            NoPack if zh => "这类面板的程序没有载入,一分钟后再试".into(),
            NoPack => {
                "the program of this kind of panel did not load; asked again in a minute".into()
            }
            Outline(fault) => fault.say(lang),
            Odd(oddity) => oddity.say(lang),
            #[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
            Pages(fault) => fault.say(lang),
            #[cfg(not(target_arch = "wasm32"))]
            Publish(fault) => fault.say(lang),
            NoLevel { region } => words::no_level(region, lang),
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            Book(fault) => fault.say(lang),
        }
    }
}

fn broke_off(got: u64, promised: Option<u64>, lang: Lang) -> String {
    match (promised, lang) {
        (Some(all), Lang::Zh) => format!("连接在第 {got} 字节后断开,服务器说有 {all} 字节"),
        (Some(all), Lang::En) => {
            format!("the connection ended after {got} bytes; the server promised {all}")
        }
        (None, Lang::Zh) => format!("连接在第 {got} 字节后断开,答复不完整"),
        (None, Lang::En) => {
            format!("the connection ended after {got} bytes, before the answer did")
        }
    }
}

fn skew(minutes: i64, lang: Lang) -> String {
    let fast = minutes > 0;
    let (size, unit) = match minutes.unsigned_abs() {
        minutes @ ..120 => (minutes, ("分钟", "min")),
        minutes @ ..2_880 => (minutes / 60, ("小时", "h")),
        minutes => (minutes / 1_440, ("天", "days")),
    };
    match lang {
        Lang::Zh => {
            let way = if fast { "快" } else { "慢" };
            format!("本机时钟比服务器{way} {size} {};大屏按服务器的时间,请校准本机时钟", unit.0)
        }
        Lang::En => {
            let way = if fast { "ahead of" } else { "behind" };
            format!(
                "this machine's clock is {size} {} {way} the server's; the wall goes by the server's, \
                 set the machine's",
                unit.1
            )
        }
    }
}

/// The kinds that `WrongType` speaks of.
fn zh_kind(kind: &str) -> &str {
    match kind {
        "text" => "文字",
        "number" => "数值",
        "date" => "日期",
        "time" => "时间",
        "flag" => "是/否",
        "list" => "数组",
        "object" => "对象",
        _ => kind,
    }
}

fn zh_reason(reason: &str) -> &str {
    match reason {
        "no such field" => "没有这个字段",
        "not a number field" => "该字段不是数值",
        "not a date field" => "该字段不是日期",
        "the value does not fit the field" => "比较的值与字段类型不符",
        "expected present or missing" => "应为 present 或 missing",
        "expected a bin width over 0" => "分箱宽度应大于 0",
        _ => reason,
    }
}
