//! What `daping serve` and `daping headers` say.

use super::Lang;

/// Why nothing is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServeFault {
    NoFolder {
        folder: String,
    },
    NoPage {
        folder: String,
    },
    /// Another program listens there.
    Taken {
        address: String,
    },
    /// A port below 1024, or one that the system keeps for itself.
    Forbidden {
        address: String,
    },
    /// No network of this machine has that address.
    NotHere {
        address: String,
    },
    Other {
        address: String,
        why: String,
    },
    /// What a policy would take for something else than a host.
    NoHost {
        word: String,
    },
}

impl ServeFault {
    pub fn say(&self, lang: Lang) -> String {
        use ServeFault::*;
        let zh = lang == Lang::Zh;
        match self {
            NoFolder { folder } if zh => format!("没有这个文件夹:{folder}"),
            NoFolder { folder } => format!("there is no folder {folder}"),
            NoPage { folder } if zh => {
                format!("{folder} 里没有 index.html;请给出 `cargo xtask dist` 写出的 dist/ 文件夹")
            }
            NoPage { folder } => format!(
                "there is no index.html in {folder}: give the folder dist/ that `cargo xtask dist` wrote"
            ),
            Taken { address } if zh => {
                format!("{address} 已被别的程序占用;请结束那个程序,或用 --port 换一个端口")
            }
            Taken { address } => format!(
                "another program listens at {address}: end it, or give another port by --port"
            ),
            Forbidden { address } if zh => {
                format!("系统不允许在 {address} 监听;请用 --port 换一个 1024 以上的端口")
            }
            Forbidden { address } => format!(
                "the system does not allow {address}: give a port of 1024 or more by --port"
            ),
            NotHere { address } if zh => {
                format!("本机没有 {address} 这个地址;请给 --listen 一个本机的地址")
            }
            NotHere { address } => format!(
                "this machine does not have the address of {address}: give one of its own by --listen"
            ),
            Other { address, why } if zh => format!("不能在 {address} 监听:{why}"),
            Other { address, why } => format!("nothing can listen at {address}: {why}"),
            NoHost { word } if zh => {
                format!("“{word}”不是一个主机,应如 https://api.example 或 wss://api.example:8443")
            }
            NoHost { word } => format!(
                "\"{word}\" is no host, such as https://api.example or wss://api.example:8443"
            ),
        }
    }
}

/// Where the wall is.
pub fn served(address: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("大屏在 {address},按 Ctrl-C 结束"),
        Lang::En => format!("the wall is at {address}; Ctrl-C ends it"),
    }
}

/// Where not only this machine reaches it.
pub fn is_open(lang: Lang) -> &'static str {
    lang.pick(
        "注意:凡能连到此地址的机器,都能读取文件夹里的全部文件,包括 data/ 中未遮蔽的数据;传输未加密",
        "note: every machine that reaches this address can read every file of the folder, unmasked data in data/ too, and nothing is encrypted on the way",
    )
}

/// A board asks a host that the headers do not allow.
pub fn asks_elsewhere(board: &str, host: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!("{board} 的数据来自 {host},浏览器将拒绝连接;如要允许,请加 --connect {host}")
        }
        Lang::En => format!(
            "{board} asks {host}, which browsers will refuse; to allow it, add --connect {host}"
        ),
    }
}
