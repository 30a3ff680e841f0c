//! What a reader looks for in rows that can be read: those that say it in one of their columns, as
//! masked and as shown.

use super::kind::Kind;
use super::{roster, view};
use crate::data::table::{Column, Field, Table};
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

/// The places of the rows of which one of `columns` contains `text`; letters of ASCII are the same
/// small and great. A text of nothing but spaces is in every row.
pub fn found(
    columns: &[&Field],
    rows: usize,
    text: &str,
    utc_offset: i32,
    lang: Lang,
) -> Vec<usize> {
    let wanted = text.trim().to_ascii_lowercase();
    let has = |said: &str| said.to_ascii_lowercase().contains(&wanted);
    // Words that stand in many rows are looked at once.
    let words: Vec<Vec<bool>> = columns
        .iter()
        .map(|field| match &field.column {
            Column::Text { words, .. } => words.iter().map(|word| has(word)).collect(),
            _ => Vec::new(),
        })
        .collect();
    let holds = |row: usize| {
        columns.iter().zip(&words).any(|(field, words)| match &field.column {
            Column::Text { codes, .. } => {
                let code = codes.get(row).copied().unwrap_or(u32::MAX);
                words.get(code as usize).copied().unwrap_or(false)
            }
            column => {
                let cell = column.get(row);
                !cell.is_missing() && has(&view::said(cell, utc_offset, lang))
            }
        })
    };
    (0..rows).filter(|row| wanted.is_empty() || holds(*row)).collect()
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
            assert_eq!(found(&columns, 3, text, 0, Lang::Zh), places, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_shown_finds_nothing() {
        let all = people();
        let name: Vec<&Field> = all.iter().take(1).collect();
        assert!(found(&name, 3, "能源", 0, Lang::Zh).is_empty());
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
}
