//! What keeps sealed rows shut. Never with a key or a passphrase.

use jiff::Timestamp;

use super::Lang;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// The passphrase, or the secret key, is another one.
    WrongKey,
    /// A file is not what was sealed.
    Changed { file: String },
    /// A file was sealed for another publish.
    OtherPublish { file: String },
    /// A file was sealed for another source.
    OtherDataset { file: String },
    /// A file is another one of the same publish.
    Misplaced { file: String },
    /// Issued before one that this browser has opened; both in unix seconds.
    Older { issued: u64, seen: u64 },
    /// The page came by plain http.
    NotSecure,
    /// This reader has no program for it.
    NoProgram,
}

impl SealFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        use SealFault::*;
        let zh = lang == Lang::Zh;
        match self {
            WrongKey if zh => "口令或密钥不对,打不开这些行;应为发布时所用的".into(),
            WrongKey => {
                "the passphrase or key does not open these rows; expected the one of the publish"
                    .into()
            }
            Changed { file } if zh => {
                format!("加密文件 {file} 被改动或损坏,没有打开;请重新上传发布的文件夹")
            }
            Changed { file } => format!(
                "the sealed file {file} was changed or damaged, and stays shut: upload the published \
                 folder again"
            ),
            OtherPublish { file } if zh => {
                format!("加密文件 {file} 来自另一次发布,没有打开;请重新上传发布的文件夹")
            }
            OtherPublish { file } => format!(
                "the sealed file {file} is of another publish, and stays shut: upload the published \
                 folder again"
            ),
            OtherDataset { file } if zh => format!(
                "加密文件 {file} 属于另一个数据来源,没有打开;来源的名称须与发布时(--source)一致"
            ),
            OtherDataset { file } => format!(
                "the sealed file {file} is of another source, and stays shut: the board's source needs \
                 the name that was published (--source)"
            ),
            Misplaced { file } if zh => {
                format!("加密文件 {file} 是本次发布里的另一个文件,没有打开;请重新上传发布的文件夹")
            }
            Misplaced { file } => format!(
                "the sealed file {file} is another file of this publish, and stays shut: upload the \
                 published folder again"
            ),
            Older { issued, seen } if zh => format!(
                "服务器上的加密数据发布于 {},早于本浏览器已打开过的 {}:可能被人换回旧版,没有打开",
                moment(*issued),
                moment(*seen)
            ),
            Older { issued, seen } => format!(
                "the sealed data was issued {}, before what this browser has opened, {}: somebody may \
                 have put an old publish back, so it stays shut",
                moment(*issued),
                moment(*seen)
            ),
            NotSecure if zh => "加密的行只在 https 页面(或本机)打开:明文 http 下,路上的人可以换掉\
                                程序、偷走口令;请改用 https"
                .into(),
            NotSecure => "sealed rows are opened on https pages (or this machine) alone: over plain \
                          http somebody on the way could change the program and take the passphrase; \
                          serve the wall by https"
                .into(),
            NoProgram if zh => "本页没有打开加密行的程序:请用完整的构建".into(),
            NoProgram => "this page has no program that opens sealed rows: serve a whole build".into(),
        }
    }
}

/// `2020-02-21 08:00 UTC`
fn moment(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let time = Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default();
    let (day, clock) = time.split_once('T').unwrap_or_default();
    format!("{day} {} UTC", clock.get(..5).unwrap_or_default())
}
