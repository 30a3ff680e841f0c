//! Where each declared field stands in a row, and how one raw row becomes several.
//!
//! Rows are objects, or lists whose columns are named by a head, by the answer itself, or by the
//! order of the source's fields. `explode` makes a row of each element of a list inside; `unpivot`
//! makes a row of each column of a kind. Both may hold: a list is exploded first.

use super::clean::clean;
use super::decode::csv::Record;
use super::field::Raw;
use super::pointer::{self, tokens};
use super::source::{FieldSpec, Origin, Source};
use super::tree::Tree;
use crate::issue::DataFault;

/// One raw row; lives for one call.
#[derive(Clone, Copy)]
pub enum Row<'a> {
    Json(&'a Tree),
    Csv(&'a Record<'a>),
}

impl Row<'_> {
    pub fn is_row(&self) -> bool {
        matches!(self, Row::Csv(_) | Row::Json(Tree::Object(_) | Tree::List(_)))
    }
}

impl Row<'_> {
    /// How many values it has.
    pub fn columns(&self) -> usize {
        match self {
            Row::Csv(record) => record.ends.len(),
            Row::Json(Tree::Object(own)) => own.len(),
            Row::Json(Tree::List(list)) => list.len(),
            Row::Json(_) => 0,
        }
    }
}

/// A row after `explode` and `unpivot`.
#[derive(Clone, Copy)]
pub struct View<'a> {
    row: Row<'a>,
    /// What the fields find in the row, looked for once for all that it becomes.
    once: &'a [Option<Raw<'a>>],
    /// The element of the row's list.
    child: Option<&'a Tree>,
    /// A column's name and its cell.
    pivot: Option<(&'a str, Raw<'a>)>,
}

/// What every row of one answer shares.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The values that stand once in the answer, by the field's place; null where not needed.
    pub answer: Vec<Option<Tree>>,
    /// The day of the file, as ISO 8601 writes it.
    pub day: Option<String>,
}

/// The way to every field, in the order of the source's fields.
#[derive(Debug)]
pub struct Shape<'s> {
    source: &'s Source,
    names: Option<Vec<String>>,
    explode: Option<Vec<String>>,
    ways: Vec<Way>,
}

/// Where a field's value stands, when rows have cells without parts.
#[derive(Clone, Copy, Debug)]
pub enum Stand {
    Cell {
        /// Among [`Shape::keys`], where rows are objects.
        key: Option<usize>,
        /// In lists.
        column: Option<usize>,
        /// In records, whose cells have nothing inside for a pointer to go on to.
        cell: Option<usize>,
    },
    /// Not in the row: see [`Shape::beside`].
    Beside,
}

#[derive(Debug)]
enum Way {
    Constant,
    Answer,
    FileDay,
    PivotName,
    PivotCell,
    Row {
        /// For objects.
        steps: Vec<String>,
        /// For lists: the column, and the steps inside of its cell follow the first.
        index: Option<usize>,
        /// Inside the element of the row's list.
        child: Option<Vec<String>>,
    },
}

impl<'s> Shape<'s> {
    /// `names` are the columns' names where rows are lists; without them, the order of the fields
    /// or a number in the pointer says which column is which.
    pub fn new(source: &'s Source, names: Option<Vec<String>>) -> Self {
        let explode = source.explode.as_deref().and_then(tokens);
        let mut own = Shape { source, names, explode, ways: Vec::new() };
        let fields = source.fields.iter().enumerate();
        own.ways = fields.map(|(order, (name, spec))| own.way(order, name, spec)).collect();
        own
    }

    fn way(&self, order: usize, name: &str, spec: &FieldSpec) -> Way {
        let unpivot = self.source.unpivot.as_ref();
        let into = unpivot.and_then(|own| own.into.iter().position(|into| into == name));
        match (spec.from, into) {
            _ if spec.constant.is_some() => return Way::Constant,
            (Origin::Answer, _) => return Way::Answer,
            (Origin::FileDay, _) => return Way::FileDay,
            (Origin::Row, Some(0)) => return Way::PivotName,
            (Origin::Row, Some(_)) => return Way::PivotCell,
            (Origin::Row, None) => {}
        }
        let steps = steps(name, spec);
        let first = steps.first().map(String::as_str).unwrap_or_default();
        let number = || spec.at.as_ref().and_then(|_| first.parse::<usize>().ok());
        let index = match &self.names {
            Some(names) => names.iter().position(|own| own == first),
            None => number().or(Some(order)),
        };
        let pointer = spec.at.as_deref().is_some_and(|at| at.starts_with('/'));
        let child = self.explode.as_ref().and_then(|list| match pointer {
            true => steps.strip_prefix(list.as_slice()).map(<[String]>::to_vec),
            false => Some(steps.clone()),
        });
        Way::Row { steps, index, child }
    }

    /// The keys of a row that any field needs; `None` where all may be.
    pub fn keys(&self) -> Option<Vec<String>> {
        if self.source.unpivot.is_some() {
            return None;
        }
        let mut keys: Vec<String> = Vec::new();
        let ways = self.ways.iter().filter_map(|way| match way {
            Way::Row { steps, .. } => steps.first(),
            _ => None,
        });
        for key in ways.chain(self.explode.iter().filter_map(|list| list.first())) {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        Some(keys)
    }

    /// Where each field's value stands in rows without parts; `None` where one raw row is not one row, or
    /// a field is the row itself.
    pub fn stands(&self) -> Option<Vec<Stand>> {
        let keys = self.keys().filter(|_| self.explode.is_none())?;
        let stand = |way: &Way| match way {
            Way::Row { steps, .. } if steps.is_empty() => None,
            Way::Row { steps, index, .. } => {
                // Inside of a value without parts there is nothing.
                let first = steps.first().filter(|_| steps.len() == 1);
                let key = first.and_then(|first| keys.iter().position(|own| own == first));
                Some(Stand::Cell { key, column: index.filter(|_| steps.len() == 1), cell: *index })
            }
            _ => Some(Stand::Beside),
        };
        self.ways.iter().map(stand).collect()
    }

    /// Calls `each` for every row that this one becomes.
    pub fn spread(&self, row: Row, each: &mut dyn FnMut(View)) -> Result<(), DataFault> {
        let mut once = Vec::new();
        if self.explode.is_some() || self.source.unpivot.is_some() {
            once.extend(self.ways.iter().map(|way| way.of_row(row)));
        }
        let whole = View { row, once: &once, child: None, pivot: None };
        let Some(list) = &self.explode else {
            self.unpivot(whole, each);
            return Ok(());
        };
        let found = match row {
            Row::Json(tree) => tree.walk(list),
            Row::Csv(_) => None,
        };
        let Some(Tree::List(children)) = found else {
            let pointer = self.source.explode.clone().unwrap_or_default();
            return Err(DataFault::NoList { pointer });
        };
        for child in children {
            self.unpivot(View { child: Some(child), ..whole }, each);
        }
        Ok(())
    }

    fn unpivot<'a>(&'a self, view: View<'a>, each: &mut dyn FnMut(View)) {
        let Some(unpivot) = &self.source.unpivot else { return each(view) };
        let mut column = |name: &'a str, cell: Raw<'a>| {
            if unpivot.columns.iter().any(|pattern| fits(pattern, name)) {
                each(View { pivot: Some((name, cell)), ..view });
            }
        };
        let names = self.names.iter().flatten().map(String::as_str);
        let tree = match (view.child, view.row) {
            (Some(child), _) => child,
            (None, Row::Json(tree)) => tree,
            (None, Row::Csv(record)) => {
                return names.zip(record.iter()).for_each(|(name, cell)| {
                    column(name, Raw::Text(cell));
                });
            }
        };
        match tree {
            Tree::Object(own) => own.iter().for_each(|(name, cell)| column(name, Raw::of(cell))),
            Tree::List(list) => {
                names.zip(list).for_each(|(name, cell)| column(name, Raw::of(cell)));
            }
            _ => {}
        }
    }

    /// The cell of the field that stands at `order`; `None` where the row has no such field.
    pub fn cell<'a>(&'a self, view: View<'a>, around: &'a Around, order: usize) -> Option<Raw<'a>> {
        match self.ways.get(order)? {
            Way::Constant | Way::Answer | Way::FileDay => self.beside(around, order),
            Way::PivotName => view.pivot.map(|(name, _)| Raw::Text(name)),
            Way::PivotCell => view.pivot.map(|(_, cell)| cell),
            way @ Way::Row { child, .. } => {
                let inside = child.as_ref().zip(view.child);
                let inside = inside.and_then(|(steps, child)| child.walk(steps));
                let of_row =
                    || view.once.get(order).copied().unwrap_or_else(|| way.of_row(view.row));
                inside.map(Raw::of).or_else(of_row)
            }
        }
    }

    /// What the field gets in every row of an answer.
    pub fn beside<'a>(&'a self, around: &'a Around, order: usize) -> Option<Raw<'a>> {
        match self.ways.get(order)? {
            Way::Constant => {
                let (_, spec) = self.source.fields.iter().nth(order)?;
                spec.constant.as_ref().map(Raw::of)
            }
            Way::Answer => around.answer.get(order)?.as_ref().map(Raw::of),
            Way::FileDay => around.day.as_deref().map(Raw::Text),
            _ => None,
        }
    }

    /// The fields whose column stands twice. Only declared fields are looked at: where the head was
    /// forgotten, other "names" are somebody's data.
    pub fn doubled(&self) -> Vec<&'s str> {
        let names = self.names.as_deref().unwrap_or_default();
        let twice = |name: &str, spec: &FieldSpec| {
            let steps = steps(name, spec);
            names.iter().filter(|own| Some(*own) == steps.first()).count() > 1
        };
        let fields = self.source.fields.iter();
        fields.filter(|(name, spec)| twice(name, spec)).map(|(name, _)| name).collect()
    }
}

impl Way {
    /// What stands in the row itself.
    fn of_row<'a>(&self, row: Row<'a>) -> Option<Raw<'a>> {
        let Way::Row { steps, index, .. } = self else { return None };
        match row {
            Row::Csv(record) => record.get((*index)?).map(Raw::Text),
            Row::Json(tree) => find(tree, steps, *index).map(Raw::of),
        }
    }
}

/// The value in a row: of a list that of a column, and of what stands inside of its cell.
pub fn find<'a>(row: &'a Tree, steps: &[String], index: Option<usize>) -> Option<&'a Tree> {
    match row {
        Tree::List(list) => list.get(index?)?.walk(steps.get(1..).unwrap_or_default()),
        _ => row.walk(steps),
    }
}

/// A pointer as its steps; anything else is one key, slashes and all.
pub fn steps(name: &str, spec: &FieldSpec) -> Vec<String> {
    let at = spec.at.as_deref().unwrap_or(name);
    pointer::steps(at)
}

/// The columns' names that an answer lists: texts, or what objects call their `name` or `text`.
pub fn listed(found: &Tree) -> Option<Vec<String>> {
    let Tree::List(list) = found else { return None };
    let name = |tree: &Tree| {
        let of = |key: &str| tree.get(key).and_then(Tree::text);
        clean(tree.text().or_else(|| of("name")).or_else(|| of("text")).unwrap_or_default()).0
    };
    Some(list.iter().map(name).collect())
}

/// Column names as they are compared: cleaned.
pub fn names<'a>(head: impl Iterator<Item = &'a str>) -> Vec<String> {
    head.map(|name| clean(name).0).collect()
}

/// Whether a name fits a pattern in which `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((begin, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(begin) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return left.ends_with(part);
        }
        match left.find(part) {
            Some(at) => left = left.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, name, is) in [
            ("2020*", "2020-02-21", true),
            ("2020*", "2019", false),
            ("*", "", true),
            ("*人数", "在岗人数", true),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "acb", false),
            ("a*a", "a", false),
            ("day", "day", true),
            ("day", "days", false),
        ] {
            assert_eq!(fits(pattern, name), is, "{pattern} {name}");
        }
    }
}
