//! A file that nobody has described: its columns and what becomes of them, in sentences, and the boards
//! made of it. No cell is among them.

use super::held::Said;
use crate::board::of_table::{Origin, board};
use crate::data::guess::{Column, Guess, Guesser, MAX_BOOK, Shown};
use crate::data::remote::{self, Given};
use crate::data::source::Mask;
use crate::data::table::{Field, Table, Type, Value};
use crate::issue::{BookFault, DataFault, Issue, Lang, Place, Treatment};

/// One file on its way.
pub struct Guessing {
    given: Given,
    guesser: Guesser,
}

impl Guessing {
    pub fn new(given: Given) -> Guessing {
        Guessing { given, guesser: Guesser::new(MAX_BOOK) }
    }

    /// The next bytes; the facts say whether they are enough.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Said, DataFault> {
        let more = self.guesser.push(bytes)?;
        Ok(Said::Tables(vec![remote::facts(&[("enough", (!more).then_some(1.0))])]))
    }

    /// Facts, the columns, what was found, and the texts of the boards: to look at now, and to keep.
    pub fn finish(self) -> Result<Said, DataFault> {
        let Guessing { given, guesser } = self;
        let guess = guesser.finish()?;
        let lang = if given.english { Lang::En } else { Lang::Zh };
        let made = |from| Some(board(&given.file, from, &guess, lang));
        let boards = [made(Origin::Still(&given.url)), made(Origin::Pages(&given.pages))];
        let notes: Vec<Issue> = guess.notes.iter().map(note).collect();
        let facts = remote::facts(&[("rows", Some(guess.rows as f64))]);
        let boards = Table::new(vec![texts("board", &boards)]);
        Ok(Said::Tables(vec![facts, columns(&guess), remote::told(&notes), boards]))
    }
}

fn note(fault: &BookFault) -> Issue {
    let issue = Issue::data(Place::default(), DataFault::Book(fault.clone()));
    if fault.is_slight() { issue.notice() } else { issue }
}

/// One row for each column of the file.
fn columns(guess: &Guess) -> Table {
    let own = &guess.columns;
    let said = |name, said: &dyn Fn(&Column) -> Option<String>| {
        texts(name, &own.iter().map(said).collect::<Vec<_>>())
    };
    let numbers = own.iter().map(|column| Value::Number(column.at as f64 + 1.0));
    let shown = own.iter().map(|column| Value::Flag(column.shown != Shown::Hidden));
    Table::new(vec![
        remote::field("at", Type::Number, numbers),
        said("head", &|column| column.head.clone()),
        remote::field("shown", Type::Flag, shown),
        said("as_zh", &|column| Some(treatment(column).say(Lang::Zh).into())),
        said("as_en", &|column| Some(treatment(column).say(Lang::En).into())),
        said("why_zh", &|column| Some(column.why.say(Lang::Zh))),
        said("why_en", &|column| Some(column.why.say(Lang::En))),
    ])
}

fn texts(name: &str, texts: &[Option<String>]) -> Field {
    let cells = texts.iter().map(|text| text.as_deref().map_or(Value::Missing, Value::Text));
    remote::field(name, Type::Text, cells)
}

fn treatment(column: &Column) -> Treatment {
    match (column.shown, column.mask, column.kind) {
        (Shown::Hidden, ..) | (_, Some(Mask::Hidden), _) => Treatment::Hidden,
        (Shown::Counted, ..) => Treatment::Counted,
        (_, Some(Mask::PersonName), _) => Treatment::Surname,
        (_, Some(Mask::Phone), _) => Treatment::Phone,
        (_, Some(Mask::IdNumber), _) => Treatment::IdNumber,
        (_, Some(Mask::Address), _) => Treatment::Township,
        (_, Some(Mask::Destination), _) => Treatment::Prefecture,
        (_, None, Type::Number) => Treatment::Number,
        (_, None, Type::Date | Type::Time) => Treatment::Day,
        (_, None, Type::Flag) => Treatment::Flag,
        (_, None, Type::Text | Type::Figure) => Treatment::Text,
    }
}
