//! Where each declared field stands in a row. Rows are objects, or lists whose columns are named
//! by a head, by the answer itself, or by the order of the source's fields.

use csv::StringRecord;

use super::clean::clean;
use super::field::Raw;
use super::pointer::tokens;
use super::source::{FieldSpec, Source};
use super::tree::Tree;

/// One raw row; lives for one call.
pub enum Row<'a> {
    Json(&'a Tree),
    Csv(&'a StringRecord),
}

impl Row<'_> {
    pub fn is_row(&self) -> bool {
        matches!(self, Row::Csv(_) | Row::Json(Tree::Object(_) | Tree::List(_)))
    }
}

/// The way to every field, in the order of the source's fields.
#[derive(Debug)]
pub struct Shape {
    ways: Vec<Way>,
}

#[derive(Debug)]
struct Way {
    /// For objects.
    steps: Vec<String>,
    /// For lists: the column, and the steps inside of its cell.
    index: Option<usize>,
}

impl Shape {
    /// `names` are the columns' names where rows are lists; without them, the order of the fields
    /// or a number in the pointer says which column is which.
    pub fn new(source: &Source, names: Option<&[String]>) -> Self {
        let way = |(order, (name, spec)): (usize, (&str, &FieldSpec))| {
            let steps = steps(name, spec);
            let first = steps.first().map(String::as_str).unwrap_or_default();
            let number = || spec.at.as_ref().and_then(|_| first.parse::<usize>().ok());
            let index = match names {
                Some(names) => names.iter().position(|own| own == first),
                None => number().or(Some(order)),
            };
            Way { steps, index }
        };
        Shape { ways: source.fields.iter().enumerate().map(way).collect() }
    }

    /// The cell of the field that stands at `order`; `None` where the row has no such field.
    pub fn cell<'r>(&self, row: &Row<'r>, order: usize) -> Option<Raw<'r>> {
        let way = self.ways.get(order)?;
        match row {
            Row::Csv(record) => record.get(way.index?).map(Raw::Text),
            Row::Json(Tree::List(list)) => {
                let inner = way.steps.get(1..).unwrap_or_default();
                list.get(way.index?)?.walk(inner).map(Raw::of)
            }
            Row::Json(value) => value.walk(&way.steps).map(Raw::of),
        }
    }
}

/// A pointer as its steps; anything else is one key, slashes and all.
fn steps(name: &str, spec: &FieldSpec) -> Vec<String> {
    let at = spec.at.as_deref().unwrap_or(name);
    match at.starts_with('/').then(|| tokens(at)).flatten() {
        Some(steps) => steps,
        None => vec![at.to_string()],
    }
}

/// Column names as they are compared: cleaned.
pub fn names<'a>(head: impl Iterator<Item = &'a str>) -> Vec<String> {
    head.map(|name| clean(name).0).collect()
}

/// The fields whose column stands twice. Only declared fields are looked at: where the head was
/// forgotten, other "names" are somebody's data.
pub fn doubled<'a>(source: &'a Source, names: &[String]) -> Vec<&'a str> {
    let twice = |name: &str, spec: &FieldSpec| {
        let steps = steps(name, spec);
        names.iter().filter(|own| Some(*own) == steps.first()).count() > 1
    };
    source.fields.iter().filter(|(name, spec)| twice(name, spec)).map(|(name, _)| name).collect()
}
