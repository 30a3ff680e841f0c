//! Rows in a terminal: columns side by side, as wide as their widest cell, in as many blocks as the
//! terminal's width asks for.

use unicode_width::UnicodeWidthStr;

/// The widest cell, in the terminal's own cells; Chinese characters take two.
const MAX_CELL: usize = 28;
const GAP: usize = 2;

/// One column: the lines of its head, then its cells.
pub struct Column {
    pub head: Vec<String>,
    pub cells: Vec<String>,
    /// Numbers stand flush right.
    pub right: bool,
}

/// The columns as lines of at most `width` cells; a blank line between blocks.
pub fn lines(columns: &[Column], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = columns;
    while !rest.is_empty() {
        let mut taken = 0;
        let mut used = 0;
        while let Some(column) = rest.get(taken) {
            let wide = column.width() + if taken > 0 { GAP } else { 0 };
            if taken > 0 && used + wide > width {
                break;
            }
            (used, taken) = (used + wide, taken + 1);
        }
        let (block, left) = rest.split_at(taken);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(self::block(block));
        rest = left;
    }
    lines
}

fn block(columns: &[Column]) -> Vec<String> {
    let of = |cell: &dyn Fn(&Column) -> String| {
        let cells: Vec<String> = columns.iter().map(cell).collect();
        cells.join(&" ".repeat(GAP)).trim_end().to_string()
    };
    let heads = columns.iter().map(|column| column.head.len()).max().unwrap_or(0);
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let mut lines: Vec<String> =
        (0..heads).map(|at| of(&|own| own.place(own.head.get(at)))).collect();
    lines.push(of(&|column| "─".repeat(column.width())));
    lines.extend((0..rows).map(|at| of(&|own| own.place(own.cells.get(at)))));
    lines
}

impl Column {
    fn width(&self) -> usize {
        let all = self.head.iter().chain(&self.cells);
        all.map(|cell| cell.width()).max().unwrap_or(0).min(MAX_CELL)
    }

    fn place(&self, cell: Option<&String>) -> String {
        let cell = fit(cell.map(String::as_str).unwrap_or_default(), MAX_CELL);
        let space = " ".repeat(self.width().saturating_sub(cell.width()));
        if self.right { space + &cell } else { cell + &space }
    }
}

/// The text in at most `width` cells, with an ellipsis where it was cut.
fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + c.to_string().width() + 1 > width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(head: &[&str], cells: &[&str], right: bool) -> Column {
        let own = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
        Column { head: own(head), cells: own(cells), right }
    }

    #[test]
    fn columns_stand_below_one_another_whatever_their_script() {
        let columns = [
            column(&["姓名", "name"], &["王**", "欧阳*"], false),
            column(&["pay"], &["3,507元", "—"], true),
        ];
        let expected =
            ["姓名       pay", "name", "─────  ───────", "王**   3,507元", "欧阳*        —"];
        assert_eq!(lines(&columns, 100), expected);
        for line in lines(&columns, 100) {
            assert!(line.width() <= 14, "{line}");
        }
    }

    #[test]
    fn what_is_too_wide_is_cut_or_goes_below() {
        let long = "云".repeat(40);
        let columns = [column(&["a"], &[&long], false), column(&["b"], &["1"], true)];
        let lines = lines(&columns, 29);
        assert_eq!(lines[2].width(), 27);
        assert!(lines[2].ends_with('…'));
        assert_eq!(lines[3..], ["", "b", "─", "1"]);
    }

    #[test]
    fn no_columns_are_no_lines() {
        assert_eq!(lines(&[], 100), [""; 0]);
        assert_eq!(lines(&[column(&["a"], &[], false)], 0), ["a", "─"]);
    }
}
