//! The reference: row by row, comparing days by their ISO text and groups by search.

use std::cmp::Ordering;

use daping::data::query::Query;
use daping::data::query::spec::{Condition, Cut, Group, Measure, Op, Operand};
use daping::data::table::{Table, Value};
use jiff::civil::date;

pub fn param(name: &str) -> Option<String> {
    let set = [("set", "a"), ("ten", "10"), ("at", "1970-01-05")];
    set.iter().find(|own| own.0 == name).map(|own| own.1.to_string())
}

/// A cell of the reference; numbers have one zero.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    None,
    Text(String),
    Number(f64),
    Day(i64),
    Time(i64),
    Flag(bool),
}

pub fn cell(value: Value) -> Cell {
    match value {
        Value::Missing => Cell::None,
        Value::Text(text) => Cell::Text(text.into()),
        Value::Number(n) => Cell::Number(n),
        Value::Day(day) => Cell::Day(day.into()),
        Value::Time(time) => Cell::Time(time),
        Value::Flag(flag) => Cell::Flag(flag),
    }
}

fn order(a: &Cell, b: &Cell) -> Option<Ordering> {
    match (a, b) {
        (Cell::Text(a), Cell::Text(b)) => a.partial_cmp(b),
        (Cell::Number(a), Cell::Number(b)) => a.partial_cmp(b),
        (Cell::Day(a), Cell::Day(b)) | (Cell::Time(a), Cell::Time(b)) => a.partial_cmp(b),
        (Cell::Flag(a), Cell::Flag(b)) => a.partial_cmp(b),
        _ => None,
    }
}

fn iso(days: i64) -> String {
    date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap().to_string()
}

fn local(time: i64, offset: i32) -> i64 {
    (time + i64::from(offset)).div_euclid(86_400)
}

/// How a cell stands to a value: days as their ISO text, which orders as they do.
fn stands(cell: &Cell, value: &Operand, offset: i32) -> Option<Ordering> {
    let is_day = |text: &str| text.len() == 10 && text.starts_with("19");
    match (cell, value) {
        (Cell::Text(a), Operand::Text(b)) => a.partial_cmp(b),
        (Cell::Text(a), Operand::Number(b)) => a.parse::<f64>().ok()?.partial_cmp(b),
        (Cell::Number(a), Operand::Number(b)) => a.partial_cmp(b),
        (Cell::Number(a), Operand::Text(b)) => a.partial_cmp(&b.parse().ok()?),
        (Cell::Day(a), Operand::Text(b)) if is_day(b) => iso(*a).partial_cmp(b),
        (Cell::Time(a), Operand::Text(b)) if is_day(b) => iso(local(*a, offset)).partial_cmp(b),
        (Cell::Flag(a), Operand::Flag(b)) => a.partial_cmp(b),
        (Cell::Flag(a), Operand::Text(b)) => a.partial_cmp(&b.parse().ok()?),
        _ => None,
    }
}

fn holds(cell: &Cell, condition: &Condition, offset: i32) -> bool {
    let mut values = match &condition.value {
        Operand::List(values) => values.clone(),
        one => vec![one.clone()],
    };
    for value in &mut values {
        if let Operand::Param { param: name } = value {
            match param(name) {
                None => return true,
                Some(text) => *value = Operand::Text(text),
            }
        }
    }
    let any = |wish: &dyn Fn(Ordering) -> bool| {
        values.iter().any(|v| stands(cell, v, offset).is_some_and(wish))
    };
    match condition.op {
        Op::Eq | Op::In => any(&Ordering::is_eq),
        Op::Ne => !any(&Ordering::is_eq),
        Op::Lt => any(&Ordering::is_lt),
        Op::Le => any(&Ordering::is_le),
        Op::Gt => any(&Ordering::is_gt),
        Op::Ge => any(&Ordering::is_ge),
        Op::Contains => values.iter().any(|value| match (cell, value) {
            (Cell::Text(text), Operand::Text(part)) => text.contains(part),
            (Cell::Text(text), Operand::Number(part)) => text.contains(&part.to_string()),
            _ => false,
        }),
        Op::Is => values.iter().any(|value| match value {
            Operand::Text(word) if word == "present" => *cell != Cell::None,
            Operand::Text(word) if word == "missing" => *cell == Cell::None,
            _ => false,
        }),
    }
}

fn cut(cell: Cell, by: Option<Cut>, offset: i32) -> Cell {
    let day = match (&cell, by) {
        (_, None) => return cell,
        (Cell::Number(n), Some(Cut::Bin(width))) if width > 0.0 => {
            return Cell::Number((n / width).floor() * width);
        }
        (Cell::Day(day), Some(_)) => *day,
        (Cell::Time(time), Some(_)) => local(*time, offset),
        _ => return Cell::None,
    };
    let at: jiff::civil::Date = iso(day).parse().unwrap();
    match by {
        Some(Cut::Week) => Cell::Day(day - i64::from(at.weekday().to_monday_zero_offset())),
        Some(Cut::Month) => Cell::Day(day - i64::from(at.day()) + 1),
        Some(Cut::Day) => Cell::Day(day),
        _ => Cell::None,
    }
}

fn compute(measure: &Measure, rows: &[usize], table: &Table) -> Cell {
    let Some(name) = measure.field() else { return Cell::Number(rows.len() as f64) };
    let cells = rows.iter().map(|row| cell(table.get(*row, name)));
    let present: Vec<Cell> = cells.filter(|cell| *cell != Cell::None).collect();
    let numbers: Vec<f64> = present
        .iter()
        .filter_map(|cell| if let Cell::Number(n) = cell { Some(*n) } else { None })
        .collect();
    let extreme = |wanted: Ordering| {
        let sortable = |c: &&Cell| matches!(c, Cell::Number(_) | Cell::Day(_) | Cell::Time(_));
        let best = present
            .iter()
            .filter(sortable)
            .reduce(|best, new| if order(new, best) == Some(wanted) { new } else { best });
        best.cloned().unwrap_or(Cell::None)
    };
    match measure {
        _ if table.field(name).is_none() => Cell::None,
        Measure::Count => Cell::None,
        Measure::Present(_) => Cell::Number(present.len() as f64),
        Measure::Sum(_) | Measure::Mean(_) if numbers.is_empty() => Cell::None,
        Measure::Sum(_) => Cell::Number(numbers.iter().sum()),
        Measure::Mean(_) => Cell::Number(numbers.iter().sum::<f64>() / numbers.len() as f64),
        Measure::Min(_) => extreme(Ordering::Less),
        Measure::Max(_) => extreme(Ordering::Greater),
        Measure::Distinct(_) => {
            let mut seen: Vec<&Cell> = Vec::new();
            for cell in &present {
                if !seen.contains(&cell) {
                    seen.push(cell);
                }
            }
            Cell::Number(seen.len() as f64)
        }
        Measure::Last(_) => present.last().cloned().unwrap_or(Cell::None),
    }
}

/// Names and rows of the answer.
pub fn reference(query: &Query, table: &Table, offset: i32) -> (Vec<String>, Vec<Vec<Cell>>) {
    let keep = |row: &usize| {
        let of = |c: &Condition| holds(&cell(table.get(*row, &c.field)), c, offset);
        query.wheres.iter().all(of)
    };
    let rows: Vec<usize> = (0..table.rows()).filter(keep).collect();
    let (names, mut result) = if query.group.is_empty() && query.measure.0.is_empty() {
        let names: Vec<String> = table.fields().iter().map(|f| f.name.clone()).collect();
        let one = |row: usize| names.iter().map(|n| cell(table.get(row, n))).collect();
        let all = rows.into_iter().map(one).collect();
        (names, all)
    } else {
        grouped(query, table, rows, offset)
    };
    result.sort_by(|a: &Vec<Cell>, b| {
        let by = |(name, descending): &(String, bool)| {
            let at = names.iter().position(|n| n == name)?;
            let found = match (&a[at], &b[at]) {
                (Cell::None, Cell::None) => Ordering::Equal,
                (Cell::None, _) => Ordering::Greater,
                (_, Cell::None) => Ordering::Less,
                (x, y) if *descending => order(y, x).unwrap(),
                (x, y) => order(x, y).unwrap(),
            };
            found.is_ne().then_some(found)
        };
        query.sort.0.iter().find_map(by).unwrap_or(Ordering::Equal)
    });
    result.truncate(query.limit.unwrap_or(usize::MAX));
    (names, result)
}

fn grouped(
    query: &Query,
    table: &Table,
    rows: Vec<usize>,
    offset: i32,
) -> (Vec<String>, Vec<Vec<Cell>>) {
    let parts = |group: &Group| match group {
        Group::Field(field) => (field.clone(), None),
        Group::Cut { field, by } => (field.clone(), Some(*by)),
    };
    let by: Vec<(String, Option<Cut>)> = query.group.iter().map(parts).collect();
    let mut groups: Vec<(Vec<Cell>, Vec<usize>)> = Vec::new();
    for row in rows {
        let key: Vec<Cell> =
            by.iter().map(|(f, by)| cut(cell(table.get(row, f)), *by, offset)).collect();
        match groups.iter_mut().find(|(own, _)| *own == key) {
            Some((_, members)) => members.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    if by.is_empty() && groups.is_empty() {
        groups.push((Vec::new(), Vec::new()));
    }
    let mut measures = query.measure.0.0.clone();
    if measures.is_empty() {
        measures.push(("count".into(), Measure::Count));
    }
    let one = |(mut key, members): (Vec<Cell>, Vec<usize>)| {
        key.extend(measures.iter().map(|(_, m)| compute(m, &members, table)));
        key
    };
    let names = by.iter().map(|(f, _)| f).chain(measures.iter().map(|(n, _)| n)).cloned();
    let names = names.collect();
    (names, groups.into_iter().map(one).collect())
}
