//! Findings: what was wrong, where, and what was expected. Every sentence that a user may read is
//! in this folder, in Chinese and in English, so that a translator needs no other file.
//!
//! Deliberately absent: the value of a data cell. A finding names source, row and field; what
//! stood there may be somebody's phone number.

mod board;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
mod book;
mod data;
pub mod deadlines;
pub mod dropped;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
mod guess;
pub mod help;
pub mod notices;
mod outline;
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod publish;
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
mod seal;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod words;

pub use board::BoardFault;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub use book::{BookFault, Lookalike};
pub use data::DataFault;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
pub use guess::{Meaning, Treatment, Why, Word};
pub use outline::{Oddity, OutlineFault};
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub use pages::PagesFault;
#[cfg(not(target_arch = "wasm32"))]
pub use publish::{Looks, PublishFault};
#[cfg(any(feature = "reader", not(target_arch = "wasm32")))]
pub use seal::SealFault;

/// The two languages of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    /// Picks one of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The wall shows everything, but somebody should look.
    Notice,
    /// Something is not shown as its author meant it.
    Fault,
}

/// Where a finding lies. Lines, columns and rows count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The board file, the source or the outline by its name.
    pub document: String,
    pub line: Option<u32>,
    pub column: Option<u32>,
    pub row: Option<u64>,
    pub field: Option<String>,
}

impl Place {
    pub fn document(name: impl Into<String>) -> Self {
        Place { document: name.into(), ..Place::default() }
    }

    pub fn line(name: impl Into<String>, line: u32, column: u32) -> Self {
        Place { line: Some(line), column: Some(column), ..Place::document(name) }
    }

    pub fn field(name: impl Into<String>, row: Option<u64>, field: impl Into<String>) -> Self {
        Place { row, field: Some(field.into()), ..Place::document(name) }
    }

    fn say(&self, lang: Lang) -> String {
        let mut said = self.document.clone();
        if let (Some(line), Some(column)) = (self.line, self.column) {
            said += &format!(":{line}:{column}");
        }
        if let Some(row) = self.row {
            said += &match lang {
                Lang::Zh => format!(" 第{row}行"),
                Lang::En => format!(" row {row}"),
            };
        }
        if let Some(field) = &self.field {
            said += &match lang {
                Lang::Zh => format!(" 字段“{field}”"),
                Lang::En => format!(" field \"{field}\""),
            };
        }
        said
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Board(BoardFault),
    Data(DataFault),
}

impl What {
    /// What was found and what was expected, without the place.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            What::Board(fault) => fault.say(lang),
            What::Data(fault) => fault.say(lang),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    pub level: Level,
    pub place: Place,
    pub what: What,
    /// How many more like it were folded into this one.
    pub more: u64,
}

impl Issue {
    pub fn board(place: Place, fault: BoardFault) -> Self {
        Issue { level: Level::Fault, place, what: What::Board(fault), more: 0 }
    }

    pub fn data(place: Place, fault: DataFault) -> Self {
        Issue { level: Level::Fault, place, what: What::Data(fault), more: 0 }
    }

    pub fn notice(self) -> Self {
        Issue { level: Level::Notice, ..self }
    }

    /// The whole sentence: place, what was found, what was expected.
    pub fn say(&self, lang: Lang) -> String {
        let what = self.what.say(lang);
        let more = match (self.more, lang) {
            (0, _) => String::new(),
            (n, Lang::Zh) => format!("(同类另有 {n} 处)"),
            (n, Lang::En) => format!(" ({n} more like it)"),
        };
        match lang {
            Lang::Zh => format!("{}:{what}{more}", self.place.say(lang)),
            Lang::En => format!("{}: {what}{more}", self.place.say(lang)),
        }
    }
}
