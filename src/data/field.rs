//! One raw cell -> one typed cell, or missing and a finding. Nothing here can fail a row.

use time::UtcOffset;

use super::Audience;
use super::clean::{clean, cut, narrow};
use super::limits::{MAX_NUMBER, MAX_TEXT};
use super::mask::{self, Masked};
use super::source::{FieldSpec, TimeFormat};
use super::table::{Type, Value};
use super::tree::Tree;
use super::when;
use crate::issue::DataFault;

/// A cell as the answer wrote it. It must not outlive its row: what may be shown is a [`Cell`].
#[derive(Clone, Copy)]
pub enum Raw<'a> {
    Missing,
    Text(&'a str),
    /// As it is written.
    Number(&'a str),
    Flag(bool),
    List,
    Object,
}

impl<'a> Raw<'a> {
    pub fn of(value: &'a Tree) -> Self {
        match value {
            Tree::Null => Raw::Missing,
            Tree::Flag(flag) => Raw::Flag(*flag),
            Tree::Number(number) => Raw::Number(number),
            Tree::Text(text) => Raw::Text(text),
            Tree::List(_) => Raw::List,
            Tree::Object(_) => Raw::Object,
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Raw::Missing => "null",
            Raw::Text(_) => "text",
            Raw::Number(_) => "number",
            Raw::Flag(_) => "flag",
            Raw::List => "list",
            Raw::Object => "object",
        }
    }
}

/// A cell that may be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Missing,
    Text(String),
    Number(f64),
    Day(i32),
    Time(i64),
    Flag(bool),
}

impl Cell {
    pub fn value(&self) -> Value<'_> {
        match self {
            Cell::Missing => Value::Missing,
            Cell::Text(text) => Value::Text(text),
            Cell::Number(number) => Value::Number(*number),
            Cell::Day(day) => Value::Day(*day),
            Cell::Time(time) => Value::Time(*time),
            Cell::Flag(flag) => Value::Flag(*flag),
        }
    }
}

/// What a cell is read by.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub spec: &'a FieldSpec,
    pub audience: Audience,
    pub offset: UtcOffset,
}

impl Reader<'_> {
    /// Reads one cell; `note` is told what was wrong with it.
    pub fn read(&self, raw: Raw, note: &mut dyn FnMut(DataFault)) -> Cell {
        if matches!(raw, Raw::Missing) || matches!(raw, Raw::Text(t) if t.trim().is_empty()) {
            return self.missing();
        }
        let typed = if self.spec.mask.is_some() {
            self.text(raw, note)
        } else {
            match self.spec.kind {
                Type::Text | Type::Figure => self.text(raw, note),
                Type::Number => self.number(raw),
                Type::Date => self.day(raw),
                Type::Time => self.time(raw),
                Type::Flag => flag(raw),
            }
        };
        typed.unwrap_or_else(|fault| {
            note(fault);
            Cell::Missing
        })
    }

    /// A blank cell; a masked one is hidden like any other, so that blanks tell nothing either.
    fn missing(&self) -> Cell {
        match self.spec.mask.map(|mask| mask::mask(mask, "", self.audience)) {
            Some(Masked::Shown(text) | Masked::Unrecognised(text)) => Cell::Text(text),
            Some(Masked::Dropped) | None => Cell::Missing,
        }
    }

    fn text(&self, raw: Raw, note: &mut dyn FnMut(DataFault)) -> Result<Cell, DataFault> {
        let (text, hidden) = match raw {
            Raw::Text(text) => clean(text),
            Raw::Number(number) => (number.to_string(), false),
            other => return Err(wrong("text", other)),
        };
        if hidden {
            note(DataFault::HiddenCharacters);
        }
        if text.is_empty() {
            return Ok(self.missing());
        }
        let masked = match (self.spec.mask, raw) {
            (Some(mask), _) => mask::mask(mask, &text, self.audience),
            // A large published figure may be written as eleven digits.
            (None, Raw::Number(_)) if self.spec.kind == Type::Figure => self.guard_number(text),
            (None, _) => mask::guard(text),
        };
        let (text, long) = match masked {
            Masked::Dropped => return Ok(Cell::Missing),
            Masked::Shown(text) => cut(text, MAX_TEXT),
            Masked::Unrecognised(text) => {
                note(DataFault::Unrecognised);
                (text, false)
            }
        };
        if long {
            note(DataFault::TooLong { limit: MAX_TEXT });
        }
        Ok(Cell::Text(text))
    }

    /// A number that could be somebody's phone is shown inside, where it was declared a number,
    /// but never in public.
    fn guard_number(&self, text: String) -> Masked {
        match self.audience {
            Audience::Internal => Masked::Shown(text),
            Audience::Public => mask::guard(text),
        }
    }

    fn number(&self, raw: Raw) -> Result<Cell, DataFault> {
        let printed = match raw {
            Raw::Number(number) => number.to_string(),
            Raw::Text(text) => narrow(&clean(text).0).trim().to_string(),
            other => return Err(wrong("number", other)),
        };
        let percent = self.spec.unit.as_deref() == Some("%");
        let bare = if percent { printed.trim_end_matches('%').trim_end() } else { &printed };
        let number = numeric(bare).ok_or_else(|| wrong("number", raw))?;
        let number = number * self.spec.scale.unwrap_or(1.0);
        if number.is_nan() || number.abs() > MAX_NUMBER {
            return Err(DataFault::NotFinite);
        }
        match self.guard_number(bare.to_string()) {
            Masked::Shown(_) => Ok(Cell::Number(number)),
            _ => Err(DataFault::Unrecognised),
        }
    }

    fn day(&self, raw: Raw) -> Result<Cell, DataFault> {
        let seconds = |s: i64| when::local(s, self.offset).map(|time| time.date());
        let one = |form: &TimeFormat| match form {
            TimeFormat::EpochS => whole(raw).and_then(seconds),
            TimeFormat::EpochMs => whole(raw).and_then(|ms| seconds(ms.div_euclid(1000))),
            TimeFormat::Iso | TimeFormat::Strftime(_) => {
                written(raw).and_then(|text| when::day(&text, self.offset))
            }
        };
        let date = self.spec.format.forms().iter().find_map(one);
        date.map(|date| Cell::Day(when::days(date))).ok_or_else(|| wrong("date", raw))
    }

    fn time(&self, raw: Raw) -> Result<Cell, DataFault> {
        let one = |form: &TimeFormat| match form {
            TimeFormat::EpochS => whole(raw),
            TimeFormat::EpochMs => whole(raw).map(|ms| ms.div_euclid(1000)),
            TimeFormat::Iso | TimeFormat::Strftime(_) => {
                written(raw).and_then(|text| when::seconds(&text, self.offset))
            }
        };
        let time = self.spec.format.forms().iter().find_map(one);
        let known = time.filter(|s| when::local(*s, self.offset).is_some());
        known.map(Cell::Time).ok_or_else(|| wrong("time", raw))
    }
}

fn wrong(expected: &'static str, raw: Raw) -> DataFault {
    DataFault::WrongType { expected, found: raw.kind() }
}

/// The text of a cell that may be a date: eight digits may stand there as a number.
fn written(raw: Raw) -> Option<String> {
    match raw {
        Raw::Text(text) => Some(narrow(&clean(text).0).trim().to_string()),
        Raw::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn whole(raw: Raw) -> Option<i64> {
    let number = match raw {
        Raw::Number(number) => number.parse().ok()?,
        Raw::Text(text) => numeric(narrow(&clean(text).0).trim())?,
        _ => return None,
    };
    (number.abs() <= MAX_NUMBER).then_some(number.floor() as i64)
}

/// A number with or without separators of thousands; NaN and infinities by their words too.
fn numeric(text: &str) -> Option<f64> {
    if !text.contains(',') {
        return text.parse().ok();
    }
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    grouped.then(|| text.replace(',', "").parse().ok()).flatten()
}

fn flag(raw: Raw) -> Result<Cell, DataFault> {
    let word = match raw {
        Raw::Flag(flag) => return Ok(Cell::Flag(flag)),
        Raw::Number(number) => number.to_string(),
        Raw::Text(text) => narrow(&clean(text).0).trim().to_ascii_lowercase(),
        other => return Err(wrong("flag", other)),
    };
    match word.as_str() {
        "true" | "1" | "是" | "有" | "yes" => Ok(Cell::Flag(true)),
        "false" | "0" | "否" | "无" | "no" => Ok(Cell::Flag(false)),
        _ => Err(wrong("flag", raw)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Type, unit: &str, text: &str) -> Cell {
        let spec = FieldSpec { kind, unit: Some(unit.into()), ..FieldSpec::default() };
        let offset = UtcOffset::from_whole_seconds(8 * 3600).unwrap();
        let reader = Reader { spec: &spec, audience: Audience::Internal, offset };
        reader.read(Raw::Text(text), &mut |_| ())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, unit, is) in [
            ("3,507", "张", 3507.0),
            (" １２３ ", "", 123.0),
            ("48.81%", "%", 48.81),
            ("-1,234,567.5", "", -1_234_567.5),
        ] {
            assert_eq!(read(Type::Number, unit, text), Cell::Number(is), "{text}");
        }
        for wrong in ["48.81%", "1,2", "12 人", "0x10", "NaN", "1e308", "-inf"] {
            assert_eq!(read(Type::Number, "", wrong), Cell::Missing, "{wrong}");
        }
    }

    #[test]
    fn flags_are_read_in_both_languages() {
        for yes in ["是", "有", "TRUE", "1", "yes"] {
            assert_eq!(read(Type::Flag, "", yes), Cell::Flag(true), "{yes}");
        }
        for no in ["否", "无", "false", "0", "No"] {
            assert_eq!(read(Type::Flag, "", no), Cell::Flag(false), "{no}");
        }
        assert_eq!(read(Type::Flag, "", "2"), Cell::Missing);
    }

    #[test]
    fn figures_stay_as_printed() {
        assert_eq!(read(Type::Figure, "", " 48.10% "), Cell::Text("48.10%".into()));
        assert_eq!(read(Type::Figure, "", "四成"), Cell::Text("四成".into()));
    }
}
