//! The line of names above the rows: below titles and 填报单位, of one line or of two.

use super::lines::Line;
use crate::data::clean::{clean, narrow};
use crate::data::tree::Tree;
use crate::data::when;

/// A run of so many digits is no part of a name, but may be somebody's.
const TOO_MANY_DIGITS: usize = 7;
/// Years and days of a month may head a column as numbers.
const YEARS: std::ops::RangeInclusive<f64> = 1900.0..=2100.0;
const DAYS: std::ops::RangeInclusive<f64> = 1.0..=31.0;

/// The head of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Which of the lines looked at is its last one.
    pub last: usize,
    /// By column; empty where a column has no name.
    pub names: Vec<String>,
}

impl Head {
    /// How many columns have a name.
    pub fn width(&self) -> usize {
        self.names.iter().filter(|name| !name.is_empty()).count()
    }
}

/// The first line that has nearly as many names as any. None where that one looks like a row: the next
/// would look like a head no better.
pub fn find(lines: &[Line]) -> Option<Head> {
    let most = lines.iter().map(texts).max().filter(|most| *most > 0)?;
    let full = |line: &Line| texts(line) * 3 >= most * 2 && !is_form(line);
    let first = lines.iter().position(full)?;
    if lines.get(first).is_none_or(|line| is_row(line, lines.get(first + 1))) {
        return None;
    }
    let line = lines.get(first)?;
    let (upper, lower) = match lines.get(first + 1).filter(|next| is_lower(next, line)) {
        Some(next) => (Some(line), next),
        None => (first.checked_sub(1).and_then(|above| lines.get(above)), line),
    };
    let last = if lower.row == line.row { first } else { first + 1 };
    let names = joined(lower, upper, line);
    names.iter().any(|name| !name.is_empty()).then_some(Head { last, names })
}

/// The names of two lines: the lower ones, or both where a lower one stands twice.
fn joined(lower: &Line, upper: Option<&Line>, whole: &Line) -> Vec<String> {
    let width = lower.cells.len().max(whole.cells.len());
    let over = |column: usize| {
        let upper = upper?;
        let spans = upper.wide.iter().filter(|(from, to)| (*from..=*to).contains(&column));
        // A title spans everything and names nothing.
        let span = spans.min_by_key(|(from, to)| to - from)?;
        let names = name(upper.cells.get(span.0));
        (span.1 - span.0 + 1 < width && !names.is_empty()).then_some(names)
    };
    let own = |column: usize| {
        let own = name(lower.cells.get(column));
        if own.is_empty() { name(whole.cells.get(column)) } else { own }
    };
    let mut names: Vec<String> = (0..width).map(own).collect();
    let twice: Vec<bool> = (names.iter())
        .map(|name| !name.is_empty() && names.iter().filter(|own| *own == name).count() > 1)
        .collect();
    for (column, twice) in twice.into_iter().enumerate() {
        if let (true, Some(over), Some(name)) = (twice, over(column), names.get_mut(column))
            && over != *name
        {
            *name = over + name;
        }
    }
    let end = names.iter().rposition(|name| !name.is_empty()).map_or(0, |at| at + 1);
    names.truncate(end);
    names
}

/// A name as it is compared: 姓 名 and one that is broken over two lines are 姓名.
fn name(cell: Option<&Tree>) -> String {
    let text = match cell {
        Some(Tree::Text(text)) => clean(text).0,
        Some(Tree::Number(digits)) => digits.to_string(),
        _ => String::new(),
    };
    let is_han = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c);
    if text.chars().any(is_han) { text.split_whitespace().collect() } else { text }
}

/// How many cells are words.
fn texts(line: &Line) -> usize {
    line.cells.iter().filter(|cell| is_word(cell)).count()
}

fn is_word(cell: &Tree) -> bool {
    let Tree::Text(text) = cell else { return false };
    !is_day(text) && !text.chars().all(|c| !c.is_alphabetic())
}

fn is_day(text: &str) -> bool {
    when::day(text, when::offset(0)).is_some()
}

/// 填报单位:… 日期:… is a line of a form.
fn is_form(line: &Line) -> bool {
    let filled = || line.cells.iter().filter_map(Tree::text);
    let asks =
        filled().filter(|text| text.trim_end_matches([' ', '\u{3000}']).contains([':', '：']));
    asks.count() * 2 >= filled().count().max(1)
}

/// Whether a line can be no head for what stands in it: somebody's number, or a day or an amount
/// above another one.
fn is_row(line: &Line, next: Option<&Line>) -> bool {
    let below = |column: usize| next.and_then(|next| next.cells.get(column));
    line.cells.iter().enumerate().any(|(column, cell)| match cell {
        Tree::Text(text) if is_day(text) => {
            next.is_none() || below(column).and_then(Tree::text).is_some_and(is_day)
        }
        Tree::Text(text) => has_digits(text),
        Tree::Number(digits) => {
            let value = cell.number();
            let names = |value: f64| YEARS.contains(&value) || DAYS.contains(&value);
            let ordinal = value.is_some_and(|value| value.fract() == 0.0 && names(value));
            // 1 above 2 counts rows, 1 above 300 may be a day.
            let under = below(column).and_then(Tree::number);
            let counts = under.is_some_and(|next| value.is_some_and(|own| next == own + 1.0));
            let counts = counts || next.is_none();
            has_digits(digits) || !ordinal || counts
        }
        Tree::Flag(_) => true,
        _ => false,
    })
}

fn has_digits(text: &str) -> bool {
    let text = narrow(text);
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.any(|run| run.len() >= TOO_MANY_DIGITS)
}

/// Whether the next line holds nothing but the names below the wide ones of this one.
fn is_lower(next: &Line, line: &Line) -> bool {
    let parted = |column: usize| line.wide.iter().any(|(from, to)| (*from..=*to).contains(&column));
    let held = |column: usize| next.held.contains(&column);
    let mut own =
        next.cells.iter().enumerate().filter(|(at, cell)| **cell != Tree::Null && !held(*at));
    let adjacent = next.row == line.row + 1;
    adjacent && !line.wide.is_empty() && own.all(|(at, cell)| parted(at) && is_word(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of texts; digits are numbers, blanks are null, `^` stands for what is merged from above.
    fn line(row: u32, text: &str, wide: &[(usize, usize)]) -> Line {
        let mut line = Line { row, wide: wide.to_vec(), ..Line::default() };
        for (at, part) in text.split('|').enumerate() {
            let held = part.strip_prefix('^');
            line.held.extend(held.map(|_| at));
            line.cells.push(match held.unwrap_or(part) {
                "" => Tree::Null,
                digits if digits.bytes().all(|b| b.is_ascii_digit()) => Tree::Number(digits.into()),
                text => Tree::Text(text.into()),
            });
        }
        line.own = line.cells.iter().filter(|cell| **cell != Tree::Null).count();
        line
    }

    fn found(lines: &[Line]) -> Option<(usize, String)> {
        find(lines).map(|head| (head.last, head.names.join("|")))
    }

    #[test]
    fn titles_and_forms_are_passed_over() {
        let lines = [
            line(0, "务工人员登记表", &[(0, 4)]),
            line(1, "填报单位:云阳镇||填报人:李|日期:2020年2月|", &[]),
            line(3, "序号|姓 名|年龄|村\n组|备注", &[]),
            line(4, "1|王小明|33|东村|", &[]),
        ];
        assert_eq!(found(&lines), Some((2, "序号|姓名|年龄|村组|备注".into())));
        assert_eq!(found(&lines[..2]), None);
    }

    #[test]
    fn two_lines_are_joined_where_they_must_be() {
        let merged = [
            line(0, "姓名|联系方式||镇", &[(1, 2)]),
            line(1, "^姓名|手机|座机|^镇", &[]),
            line(2, "王小明|1|2|云阳镇", &[]),
        ];
        assert_eq!(found(&merged), Some((1, "姓名|手机|座机|镇".into())));
        let bare = [
            line(0, "镇|今年||去年|", &[(1, 2), (3, 4)]),
            line(1, "|人数|户数|人数|户数", &[]),
            line(2, "云阳镇|1|2|3|4", &[]),
        ];
        let names = "镇|今年人数|今年户数|去年人数|去年户数";
        assert_eq!(found(&bare), Some((1, names.into())));
    }

    #[test]
    fn a_row_is_no_head() {
        for rows in [
            ["王小明|13812345678|云阳镇", "李小红|13912345678|云阳镇"],
            ["王小明|2020-02-01|云阳镇", "李小红|2020-02-02|云阳镇"],
            ["王小明|电话13812345678|云阳镇", "李小红|无|云阳镇"],
            ["1|王小明|云阳镇", "2|李小红|云阳镇"],
            ["王小明|54|云阳镇", "李小红|47|云阳镇"],
        ] {
            let lines = [line(0, rows[0], &[]), line(1, rows[1], &[])];
            assert_eq!(found(&lines), None, "{rows:?}");
            assert_eq!(found(&lines[..1]), None, "{rows:?}");
        }
        assert_eq!(found(&[line(0, "1|2|3", &[]), line(1, "4|5|6", &[])]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn days_and_years_may_head_columns() {
        let lines = [line(0, "镇|2019|2020|合计", &[]), line(1, "云阳镇|310|299|609", &[])];
        assert_eq!(found(&lines), Some((0, "镇|2019|2020|合计".into())));
        let days = [line(0, "镇|2020-02-01|2020-02-02", &[]), line(1, "云阳镇|310|299", &[])];
        assert_eq!(found(&days), Some((0, "镇|2020-02-01|2020-02-02".into())));
    }
}
