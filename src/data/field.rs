//! One raw cell -> one typed cell, or missing and a finding. Nothing here can fail a row.

use std::borrow::Cow;

use super::Audience;
use super::clean::{Clean, cleaned, cut, is_blank};
use super::decode::json::NOT_FINITE;
#[cfg(any(feature = "books", not(target_arch = "wasm32")))]
use super::decode::xlsx::Unreadable;
use super::limits::{MAX_NUMBER, MAX_TEXT};
use super::mask::{self, HIDDEN, Left, looks_personal};
use super::number::{self, Amount};
use super::source::{FieldSpec, TimeFormat};
use super::table::{Type, Value};
use super::tree::Tree;
use super::when::{self, Offset};
use crate::grammar::float;
use crate::issue::DataFault;

/// A cell as the answer wrote it. It must not outlive its row: what may be shown is a [`Cell`].
#[derive(Clone, Copy)]
pub enum Raw<'a> {
    Missing,
    Text(&'a str),
    /// As it is written.
    Number(&'a str),
    /// A bare `NaN` or `Infinity` of an answer that is no JSON there.
    NotFinite,
    Flag(bool),
    List,
    Object,
    /// A workbook's cell that cannot be read.
    #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
    Unreadable(Unreadable),
}

impl<'a> Raw<'a> {
    pub fn of(value: &'a Tree) -> Self {
        match value {
            Tree::Null => Raw::Missing,
            Tree::Flag(flag) => Raw::Flag(*flag),
            Tree::Number(number) => Raw::Number(number),
            Tree::Text(text) if **text == *NOT_FINITE => Raw::NotFinite,
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            Tree::Text(text) if Unreadable::of(text).is_some() => {
                Unreadable::of(text).map_or(Raw::Missing, Raw::Unreadable)
            }
            Tree::Text(text) => Raw::Text(text),
            Tree::List(_) => Raw::List,
            Tree::Object(_) => Raw::Object,
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Raw::Missing => "null",
            Raw::Text(_) => "text",
            Raw::Number(_) | Raw::NotFinite => "number",
            Raw::Flag(_) => "flag",
            Raw::List => "list",
            Raw::Object => "object",
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            Raw::Unreadable(_) => "error",
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

impl From<Value<'_>> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Missing => Cell::Missing,
            Value::Text(text) => Cell::Text(text.to_string()),
            Value::Number(number) => Cell::Number(number),
            Value::Day(day) => Cell::Day(day),
            Value::Time(time) => Cell::Time(time),
            Value::Flag(flag) => Cell::Flag(flag),
        }
    }
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
    pub offset: Offset,
}

impl Reader<'_> {
    /// Reads one cell; `note` is told what was wrong with it. A text that is not as it was written stands in
    /// `out`.
    pub fn read<'t>(
        &self,
        raw: Raw<'t>,
        out: &'t mut String,
        note: &mut dyn FnMut(DataFault),
    ) -> Value<'t> {
        if matches!(raw, Raw::Missing) || matches!(raw, Raw::Text(t) if is_blank(t)) {
            return self.missing(out);
        }
        if matches!(raw, Raw::NotFinite) {
            note(DataFault::NotFinite);
            return self.missing(out);
        }
        #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
        if let Raw::Unreadable(why) = raw {
            note(why.fault());
            return self.missing(out);
        }
        let typed = if self.spec.mask.is_some() {
            self.text(raw, out, note)
        } else {
            match self.spec.kind {
                Type::Text | Type::Figure => self.text(raw, out, note),
                Type::Number => self.number(raw),
                Type::Date => self.day(raw),
                Type::Time => self.time(raw),
                Type::Flag => flag(raw),
            }
        };
        typed.unwrap_or_else(|fault| {
            note(fault);
            Value::Missing
        })
    }

    /// A blank cell; a masked one is hidden like any other, so that blanks tell nothing either.
    fn missing<'t>(&self, out: &'t mut String) -> Value<'t> {
        match self.spec.mask.map(|mask| mask::write(mask, "", true, self.audience, out)) {
            Some(Left::Shown | Left::Unrecognised) => Value::Text(out),
            Some(Left::Dropped) | None => Value::Missing,
        }
    }

    fn text<'t>(
        &self,
        raw: Raw<'t>,
        out: &'t mut String,
        note: &mut dyn FnMut(DataFault),
    ) -> Result<Value<'t>, DataFault> {
        let Clean { text, is_plain, hidden } = match raw {
            Raw::Text(text) => cleaned(text),
            // A figure is not computed with, but what draws its length reads it.
            Raw::Number(number) if self.spec.mask.is_none() && !is_finite(number) => {
                return Err(DataFault::NotFinite);
            }
            Raw::Number(number) => Clean { text: number.into(), is_plain: true, hidden: false },
            other => return Err(wrong("text", other)),
        };
        if hidden {
            note(DataFault::HiddenCharacters);
        }
        if text.is_empty() {
            return Ok(self.missing(out));
        }
        let left = match (self.spec.mask, raw) {
            (Some(mask), _) => mask::write(mask, &text, is_plain, self.audience, out),
            // A large published figure may be written as eleven digits.
            (None, Raw::Number(_)) if self.spec.kind == Type::Figure => self.guard_number(&text),
            (None, _) if self.is_public() && mask::looks_like_an_account(&text) => {
                Left::Unrecognised
            }
            (None, _) => guard(&text),
        };
        let text = match (left, self.spec.mask) {
            (Left::Dropped, _) => return Ok(Value::Missing),
            (Left::Unrecognised, _) => {
                note(DataFault::Unrecognised);
                return Ok(Value::Text(HIDDEN));
            }
            (Left::Shown, Some(_)) => Cow::Owned(std::mem::take(out)),
            (Left::Shown, None) => text,
        };
        let text = cut(&text, MAX_TEXT).map_or(text, |short| {
            note(DataFault::TooLong { limit: MAX_TEXT });
            short.into()
        });
        Ok(Value::Text(match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => {
                *out = text;
                out
            }
        }))
    }

    /// A number that could be somebody's phone is shown inside, where it was declared a number,
    /// but never in public.
    fn guard_number(&self, text: &str) -> Left {
        match self.audience {
            Audience::Internal => Left::Shown,
            Audience::Public => guard(text),
        }
    }

    fn is_public(&self) -> bool {
        self.audience == Audience::Public
    }

    fn number<'t>(&self, raw: Raw) -> Result<Value<'t>, DataFault> {
        let unit = self.spec.unit.as_deref().unwrap_or_default();
        let amount = amount(raw, unit).ok_or_else(|| wrong("number", raw))?;
        let number = amount.value * self.spec.scale.unwrap_or(1.0);
        if number.is_nan() || number.abs() > MAX_NUMBER {
            return Err(DataFault::NotFinite);
        }
        // An exponent must not hide a phone's digits.
        let exponent = amount.digits.contains(['e', 'E']);
        let digits = if exponent { amount.value.to_string().into() } else { amount.digits };
        match self.guard_number(&digits) {
            // No wall shows -0.
            Left::Shown => Ok(Value::Number(number + 0.0)),
            _ => Err(DataFault::Unrecognised),
        }
    }

    fn day<'t>(&self, raw: Raw) -> Result<Value<'t>, DataFault> {
        let day = self.moment(raw).and_then(|seconds| when::local(seconds, self.offset));
        day.map(Value::Day).ok_or_else(|| wrong("date", raw))
    }

    fn time<'t>(&self, raw: Raw) -> Result<Value<'t>, DataFault> {
        let known = |seconds: &i64| when::local(*seconds, self.offset).is_some();
        self.moment(raw).filter(known).map(Value::Time).ok_or_else(|| wrong("time", raw))
    }

    /// Unix seconds by the first of the forms that fits; a mere date is its first moment.
    fn moment(&self, raw: Raw) -> Option<i64> {
        let text = match raw {
            Raw::Text(text) => number::tidy(text),
            Raw::Number(number) => number.to_string(),
            _ => return None,
        };
        let count = || number::read(&text, "").map(|own| own.value);
        self.spec.format.forms().iter().find_map(|form| match form {
            // Databases write 08:00:00.0, and tables with gaps 20200221.0.
            TimeFormat::Iso => when::seconds(text.strip_suffix(".0").unwrap_or(&text), self.offset),
            TimeFormat::EpochS => count().and_then(when::counted),
            TimeFormat::EpochMs => count().and_then(|ms| when::counted(ms / 1000.0)),
            TimeFormat::Excel => count().and_then(|days| when::serial(days, self.offset)),
            TimeFormat::Strftime(pattern) => pattern.seconds(&text, self.offset),
        })
    }
}

fn amount<'t>(raw: Raw<'t>, unit: &str) -> Option<Amount<'t>> {
    match raw {
        Raw::Number(number) => Some(Amount { digits: number.into(), value: float(number)? }),
        Raw::Text(text) => number::read(text, unit),
        _ => None,
    }
}

fn is_finite(number: &str) -> bool {
    float(number).is_some_and(f64::is_finite)
}

fn wrong(expected: &'static str, raw: Raw) -> DataFault {
    DataFault::WrongType { expected, found: raw.kind() }
}

/// Hides a text without a mask that holds a mobile or an identity number after all.
fn guard(text: &str) -> Left {
    if looks_personal(text) { Left::Unrecognised } else { Left::Shown }
}

fn flag<'t>(raw: Raw) -> Result<Value<'t>, DataFault> {
    let word = match raw {
        Raw::Flag(flag) => return Ok(Value::Flag(flag)),
        Raw::Number(number) => number.to_string(),
        Raw::Text(text) => number::tidy(text).to_ascii_lowercase(),
        other => return Err(wrong("flag", other)),
    };
    match word.as_str() {
        "true" | "1" | "是" | "有" | "yes" => Ok(Value::Flag(true)),
        "false" | "0" | "否" | "无" | "no" => Ok(Value::Flag(false)),
        _ => Err(wrong("flag", raw)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(reader: &Reader, raw: Raw, note: &mut dyn FnMut(DataFault)) -> Cell {
        let mut out = String::new();
        let raw: Raw = raw;
        reader.read(raw, &mut out, note).into()
    }

    fn read(kind: Type, unit: &str, text: &str) -> Cell {
        let spec = FieldSpec { kind, unit: Some(unit.into()), ..FieldSpec::default() };
        let offset = when::offset(8 * 3600);
        let reader = Reader { spec: &spec, audience: Audience::Internal, offset };
        cell(&reader, Raw::Text(text), &mut |_| ())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, unit, is) in [
            ("3,507", "张", 3507.0),
            ("3,507张", "张", 3507.0),
            (" １２３ ", "", 123.0),
            ("48.81%", "%", 48.81),
            ("1.66万", "人", 16_600.0),
            ("(1,234,567.5)", "", -1_234_567.5),
        ] {
            assert_eq!(read(Type::Number, unit, text), Cell::Number(is), "{text}");
        }
        for wrong in ["48.81%", "1,2", "12 人", "0x10", "NaN", "1e308", "-inf", "99亿亿"] {
            assert_eq!(read(Type::Number, "", wrong), Cell::Missing, "{wrong}");
        }
        let Cell::Number(zero) = read(Type::Number, "", "-0") else { panic!("a number") };
        assert!(zero.is_sign_positive());
    }

    #[test]
    fn a_phone_hides_from_the_public_behind_no_way_of_writing() {
        let spec = FieldSpec { kind: Type::Number, ..FieldSpec::default() };
        let offset = when::offset(0);
        let public = Reader { spec: &spec, audience: Audience::Public, offset };
        let phone = [
            Raw::Text("13812345678"),
            Raw::Text("13 812 345 678"),
            Raw::Text("1.3812345678E10"),
            Raw::Number("1.3812345678e10"),
            Raw::Number("13812345678"),
        ];
        for raw in phone {
            let mut faults = Vec::new();
            assert_eq!(cell(&public, raw, &mut |fault| faults.push(fault)), Cell::Missing);
            assert_eq!(faults, [DataFault::Unrecognised]);
        }
        // A sum of money is not written so.
        assert_eq!(cell(&public, Raw::Text("138亿"), &mut |_| ()), Cell::Number(13_800_000_000.0));
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
        let figure = FieldSpec { kind: Type::Figure, ..FieldSpec::default() };
        let (offset, audience) = (when::offset(0), Audience::Internal);
        let reader = Reader { spec: &figure, audience, offset };
        let mut faults = Vec::new();
        let mut read = |raw| cell(&reader, raw, &mut |fault| faults.push(fault));
        assert_eq!(read(Raw::Number("48.10")), Cell::Text("48.10".into()));
        assert_eq!(read(Raw::Number("1e999")), Cell::Missing);
        assert_eq!(read(Raw::of(&Tree::Text(NOT_FINITE.into()))), Cell::Missing);
        assert_eq!(faults, [DataFault::NotFinite, DataFault::NotFinite]);
    }
}
