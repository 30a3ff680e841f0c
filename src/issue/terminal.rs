//! What the command line says besides findings: how an answer came, and help to mend a mapping.

use super::Lang;

/// Why there was no way to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// The address is none.
    Address,
    /// No machine has this name.
    Host,
    /// Nobody listens there.
    Refused,
    /// Its certificate is not trusted.
    Certificate,
    /// It sends from one address to the next.
    Redirects,
    /// A WebSocket over TLS.
    Encrypted,
    /// It speaks, but not as a WebSocket.
    NoSocket,
}

pub fn no_way(why: NoWay, lang: Lang) -> &'static str {
    match why {
        NoWay::Address => lang.pick("这不是一个可用的地址", "this is no address to ask"),
        NoWay::Host => {
            lang.pick("没有这个名字的主机,请检查域名", "no machine has this name; check it")
        }
        NoWay::Refused => lang.pick(
            "主机拒绝连接:端口不对,或服务没有启动",
            "the machine refused: another port, or the service does not run",
        ),
        NoWay::Certificate => lang.pick(
            "证书不被信任:过期、自签,或域名不符",
            "its certificate is not trusted: expired, self-signed, or of another name",
        ),
        NoWay::Encrypted => lang.pick(
            "命令行不能连接 wss:,请用 ws: 或在浏览器里看",
            "the command line cannot connect to wss:; use ws: or look at it in a browser",
        ),
        NoWay::NoSocket => {
            lang.pick("那里应答的不是 WebSocket", "what answers there is no WebSocket")
        }
        NoWay::Redirects => lang.pick("重定向超过 5 次", "it redirected more than 5 times"),
    }
}

macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*): $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub fn $name($($arg: $type,)* lang: Lang) -> String {
            match lang { Lang::Zh => format!($zh), Lang::En => format!($en) }
        })*
    };
}

sentences! {
    /// After the file alone was checked.
    how_to_read(count: usize, file: &str):
        "只检查了文件。要读取其中 {count} 个数据来源:daping check {file} --sources",
        "Only the file was checked. To read its {count} sources: daping check {file} --sources";
    no_source(name: &str, all: &str):
        "没有名为“{name}”的数据来源;有:{all}", "no source is named \"{name}\"; there are: {all}";
    from_needs_one():
        "--from 须与恰好一个 --source 和一个文件同用", "--from goes with exactly one --source and one file";
    audience(word: &str):
        "遮蔽按 {word} 口径", "masked as for {word}";
    source(name: &str): "来源 {name}", "source {name}";
    inline(): "写在大屏文件里的行", "rows in the board file";
    streamed(seconds: u64): "推送,听 {seconds} 秒", "a stream, heard for {seconds} s";
    status(code: u16): "答复 {code}", "answered {code}";
    bytes(count: &str): "{count} 字节", "{count} bytes";
    pages(count: usize): "{count} 页", "{count} pages";
    messages(count: usize): "{count} 条消息", "{count} messages";
    took(seconds: &str): "用时 {seconds} 秒", "took {seconds} s";
    rows(count: &str): "{count} 行", "{count} rows";
    of_total(count: &str): "服务器说共 {count} 行", "{count} in all by the server's word";
    as_of(time: &str): "数据截至 {time}", "data as of {time}";
    more_rows(count: &str): "另有 {count} 行", "{count} more rows";
    no_rows(): "没有行", "no rows";
    no_findings(): "没有发现", "no findings";
    no_file(path: &str): "没有这个文件:{path}", "there is no file {path}";
    wait(seconds: u64): "服务器请过 {seconds} 秒再问", "the server asks to wait {seconds} s";
    lists(all: &str): "有数组的位置:{all}", "lists are at: {all}";
    list(pointer: &str, count: usize): "\"{pointer}\"({count} 行)", "\"{pointer}\" ({count} rows)";
    no_lists(): "答复里没有任何数组", "the answer has no list at all";
    names(all: &str): "第一行有:{all}", "the first row has: {all}";
    unread(all: &str): "其中还没有字段读取:{all}", "of these no field reads: {all}";
    perhaps(field: &str, name: &str):
        "“{field}”是不是 \"at\": \"{name}\"?", "perhaps \"{field}\" is \"at\": \"{name}\"?";
    no_names(count: usize):
        "第一行有 {count} 列;其中没有所声明的名字,这一行可能就是数据,故不列出",
        "the first line has {count} columns; none has a declared name, so it may be data and is not shown";
    unnamed(count: usize):
        "行是数组,各有 {count} 格;列名在哪里,由 \"columns\" 说明",
        "rows are lists of {count} cells; \"columns\" says where their names stand";
    perhaps_columns(pointer: &str):
        "是不是 \"columns\": \"{pointer}\"?", "perhaps \"columns\": \"{pointer}\"?";
    expects(pointer: &str, value: &str):
        "应在 \"{pointer}\" 处为 {value}", "expected {value} at \"{pointer}\"";
    secret_variable(variable: &str):
        "在环境变量 {variable} 里给出", "give it in the environment variable {variable}";
    writes_over_itself(file: &str):
        "{file} 就是要读取的文件,没有写入;请给 --out 另一个名字",
        "{file} is the file to read; nothing was written. Give --out another name";
    tiles_are_small(file: &str):
        "{file} 是示意方格,没有边界可化简;直接放进 geo/ 即可",
        "{file} is made of tiles and has no borders to simplify; put it into geo/ as it is";
    maps(): "地图", "maps";
    days(first: &str, last: &str, count: usize):
        "{first} 至 {last},共 {count} 天",
        "{first} to {last}, {count} days";
    shown_without_review(outline: &str):
        "{outline}:轮廓没有审图号,大屏却对公众展示",
        "{outline}: the outline has no review number (审图号), but the board is shown to the public";
    regions(count: &str): "{count} 个区域", "regions: {count}";
    points(before: &str, after: &str, scale: u32):
        "边界点 {before} → {after},网格为 1/{scale} 度",
        "points {before} → {after}, on a grid of 1/{scale} degree";
    shift(metres: &str):
        "边界移动不超过 {metres} 米", "no border moved by more than {metres} m";
    sizes(before: &str, after: &str, packed: &str):
        "{before} 字节 → {after} 字节,brotli 压缩后 {packed} 字节",
        "{before} bytes → {after} bytes, {packed} with brotli";
    specks(count: usize):
        "{count} 圈小于一格,以一格大的三角形代替",
        "{count} rings are smaller than a grid step; a triangle of one step stands for each";
    no_maker():
        "没有写明边界来源;用 --source 写入", "nobody is named as the source; --source names it";
    no_review():
        "没有审图号;公开展示前须送审,用 --approval-no 写入",
        "no review number (审图号); needed before a map is shown in public, --approval-no writes it";
    no_moment(time: &str):
        "“{time}”不是带时区的时间,应如 2020-02-21T08:00:00+08:00",
        "\"{time}\" is no time with its zone, such as 2020-02-21T08:00:00+08:00";
    which_source(index: &str, all: &str):
        "没有哪个数据来源的地址是 {index};请用 --source 指明,有:{all}",
        "no source has the address {index}; name one by --source, there are: {all}";
    foreign_index(index: &str):
        "{index} 不是分页数据的索引,没有覆盖它;请换一个 --out",
        "{index} is no index of pages and was not written over; give another --out";
    no_recipient(text: &str):
        "“{text}”不是 age 的收件公钥,应如 age1…(age-keygen 给出)",
        "\"{text}\" is no recipient of age, such as age1… (age-keygen says it)";
    weak_passphrase():
        "口令太弱:拿到文件的人可以不限次数地猜。请用更长的口令(例如六个不相干的词),或不给口令,让程序生成一个",
        "the passphrase is too weak: who has the files may guess as often as he likes. Take a longer one (say six words \
         that have nothing to do with each other), or give none and one is made";
    no_terminal():
        "没有给出口令,而输出不是终端:生成的口令会留在日志里,故没有发布;请用环境变量 DAPING_PASSPHRASE 或 --passphrase 给出",
        "no passphrase was given, and the output is no terminal: a new one would stay in a log, so nothing was published; \
         give it in the variable DAPING_PASSPHRASE or by --passphrase";
    made_passphrase(text: &str):
        "口令(只显示这一次,请另行保管):{text}", "passphrase (shown this once; keep it elsewhere): {text}";
    sealed(): "已加密", "sealed";
    rows_read(count: &str): "读取 {count} 行", "{count} rows read";
    rows_written(count: &str, fields: usize):
        "写出 {count} 行 {fields} 列", "{count} rows of {fields} columns written";
    answers(count: usize): "{count} 个汇总", "{count} answers";
    files(count: usize): "{count} 个文件", "{count} files";
    removed(count: usize): "清除旧文件 {count} 个", "{count} old files removed";
    published(index: &str): "已发布:{index}", "published: {index}";
    not_published(): "没有发布,原有的发布保持不变", "nothing was published; what was there stands";
}
