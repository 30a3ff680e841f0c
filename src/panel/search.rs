//! What a reader looks for in rows that can be read: those that say it in one of their columns, as masked
//! and as shown, or by the first letters of the pinyin of their Chinese.
//!
//! Each word is looked at once, however many rows have it: a million rows are searched while somebody
//! types.

use std::collections::HashMap;

use super::kind::Kind;
use super::{roster, view};
use crate::data::table::{Column, Field, Table};
use crate::data::words::Words;
use crate::issue::Lang;

/// The fields whose cells a panel shows as rows, in its order; none of a kind that shows no rows, or
/// one whose drawing is shown as a `sheet` of every field.
pub fn columns<'a>(kind: &Kind, sheet: bool, rows: &'a Table) -> Vec<&'a Field> {
    let named = match kind {
        Kind::Roster(options) => &options.columns[..],
        Kind::Table(options) => &options.columns[..],
        _ if sheet => &[],
        _ => return Vec::new(),
    };
    roster::heads(named, rows).iter().filter_map(|(name, _)| rows.field(name)).collect()
}

/// The first letters of words; made when the first letter is typed, kept for the next.
#[derive(Default)]
pub struct Letters {
    /// By the field's name.
    known: HashMap<String, Words>,
}

impl Letters {
    /// For each of `rows`, whether one of `fields` has `text`; letters of ASCII are the same small and
    /// great. A text of nothing but spaces is in every row.
    pub fn found(
        &mut self,
        (fields, rows): (&[&Field], usize),
        text: &str,
        utc_offset: i32,
        lang: Lang,
    ) -> Vec<bool> {
        let wanted = text.trim().to_lowercase();
        let mut found = vec![wanted.is_empty(); rows];
        if wanted.is_empty() {
            return found;
        }
        for field in fields {
            match &field.column {
                Column::Text { words, codes } => {
                    let has = self.judge(&field.name, words, &wanted);
                    for (found, code) in found.iter_mut().zip(codes) {
                        *found |= has.get(*code as usize).copied().unwrap_or(false);
                    }
                }
                column => {
                    let has = |row: usize| {
                        let cell = column.get(row);
                        let said = || view::said(cell, utc_offset, lang).to_lowercase();
                        !cell.is_missing() && said().contains(&wanted)
                    };
                    for (row, found) in found.iter_mut().enumerate() {
                        *found = *found || has(row);
                    }
                }
            }
        }
        found
    }

    fn judge(&mut self, field: &str, words: &Words, wanted: &str) -> Vec<bool> {
        if !wanted.contains(|c: char| c.is_ascii_lowercase()) {
            return words.holding(wanted);
        }
        let known = self.known.entry(field.to_string()).or_insert_with(|| letters(words));
        known.holding(wanted)
    }
}

/// Each word with its Chinese as first letters: 南召县 is nzx.
fn letters(words: &Words) -> Words {
    let mut letters = Words::default();
    let mut own = String::new();
    for word in words.iter() {
        own.clear();
        own.extend(word.chars().map(|c| letter(c).unwrap_or(c.to_ascii_lowercase())));
        letters.push(&own);
    }
    letters
}

/// The first letters of the pinyin of the characters from `FIRST` on, one byte each: the common ones, as
/// the crate `pinyin` has them, whose whole tables are eight times as large. A test renews them.
const LETTERS: &[u8] = include_bytes!("letters.bin");
const FIRST: u32 = 0x4E00;

fn letter(c: char) -> Option<char> {
    let at = u32::from(c).checked_sub(FIRST)?;
    let letter = *LETTERS.get(at as usize)?;
    letter.is_ascii_lowercase().then_some(char::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::{Builder, Type, Value};

    fn field(name: &str, kind: Type, cells: &[Value<'_>]) -> Field {
        let mut builder = Builder::new(kind);
        cells.iter().for_each(|cell| builder.push(*cell));
        Field { name: name.into(), label: name.into(), unit: None, column: builder.finish() }
    }

    fn places_of(columns: &[&Field], text: &str) -> Vec<usize> {
        let found = Letters::default().found((columns, 3), text, 0, Lang::Zh);
        (0..3).filter(|row| found[*row]).collect()
    }

    fn people() -> Vec<Field> {
        let names = ["张*", "王**", "张*"].map(Value::Text);
        let firms = [Value::Text("Shuguang 能源"), Value::Missing, Value::Text("shuguang")];
        let days = [18_313, 18_302, 18_313].map(Value::Day);
        vec![
            field("name", Type::Text, &names),
            field("firm", Type::Text, &firms),
            field("day", Type::Date, &days),
            field("count", Type::Number, &[3.0, 1_204.0, 5.0].map(Value::Number)),
        ]
    }

    #[test]
    fn rows_are_found_by_what_is_shown_of_them() {
        let all = people();
        let columns: Vec<&Field> = all.iter().collect();
        let cases: [(&str, &[usize]); 9] = [
            ("", &[0, 1, 2]),
            ("  ", &[0, 1, 2]),
            ("张", &[0, 2]),
            ("SHUGUANG", &[0, 2]),
            (" 能源 ", &[0]),
            ("2月10日", &[1]),
            ("1204", &[1]),
            ("张三", &[]),
            ("—", &[]),
        ];
        for (text, places) in cases {
            assert_eq!(places_of(&columns, text), places, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_shown_finds_nothing() {
        let all = people();
        let name: Vec<&Field> = all.iter().take(1).collect();
        assert!(places_of(&name, "能源").is_empty());
    }

    #[test]
    fn a_picked_table_has_those_rows_in_that_order() {
        let table = Table::new(people());
        let picked = table.pick(&[2, 0, 9]);
        assert_eq!(picked.rows(), 3);
        assert_eq!(picked.number(0, "count"), Some(5.0));
        assert_eq!(picked.text(1, "firm"), Some("Shuguang 能源"));
        assert!(picked.fields().iter().all(|field| field.column.get(2).is_missing()));
    }

    /// `DAPING_REFRESH_GOLDEN=1 cargo test -p daping --lib letters` writes them anew.
    #[test]
    fn letters_are_those_of_the_pinyin() {
        use pinyin::ToPinyin;
        let of = |at: u32| {
            let pinyin = char::from_u32(at).and_then(|c| c.to_pinyin());
            pinyin.map_or(b'-', |own| own.plain().as_bytes()[0])
        };
        let letters: Vec<u8> = (FIRST..=0x9FFF).map(of).collect();
        if std::env::var_os("DAPING_REFRESH_GOLDEN").is_some() {
            std::fs::write("src/panel/letters.bin", &letters).unwrap();
        } else {
            assert!(letters == LETTERS, "src/panel/letters.bin is not what pinyin says");
        }
        assert_eq!(letter('南'), Some('n'));
        assert_eq!((letter('*'), letter('\u{20000}')), (None, None));
    }

    #[test]
    fn rows_are_found_by_first_letters_too() {
        let texts = |texts: [&'static str; 4]| texts.map(Value::Text);
        let name = field("name", Type::Text, &texts(["王*", "张**", "欧阳*", "王*"]));
        let home = texts(["南召县云阳镇***", "***", "南召县", "Shuguang 能源"]);
        let home = field("home", Type::Text, &home);
        let days = [18_313, 18_302, 18_313, 18_313].map(Value::Day);
        let day = field("day", Type::Date, &days);
        let cases: [(&str, &[usize]); 10] = [
            ("王", &[0, 3]),
            ("w", &[0, 3]),
            ("OY", &[2]),
            ("nzxyy", &[0]),
            ("nzx", &[0, 2]),
            ("shuGUANG NY", &[3]),
            ("2月10日", &[1]),
            ("*南", &[]),
            ("zhang", &[]),
            (" 云阳 ", &[0]),
        ];
        let mut letters = Letters::default();
        for (text, rows) in cases {
            let found = letters.found((&[&name, &home, &day], 4), text, 0, Lang::Zh);
            let found: Vec<usize> = (0..4).filter(|row| found[*row]).collect();
            assert_eq!(found, rows, "{text:?}");
        }
    }
}
