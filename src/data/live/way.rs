//! What a message says beside its cells: of which row, how new, as of when, whether it is well.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::kept::Version;
use crate::data::read::Asked;
use crate::data::tree::Tree;
use crate::data::{pointer, shape};

/// The way to a value of a row that need not be a field.
pub struct Way {
    /// For objects.
    steps: Vec<String>,
    /// For lists: the column.
    index: Option<usize>,
}

impl Way {
    /// `at` is a pointer or a column's name. In lists a column is found by the names that came with
    /// the rows, by its number, or by the place of the field of that name.
    pub fn new(at: &str, asked: &Asked, names: Option<&[String]>) -> Self {
        let steps = pointer::steps(at);
        let index = steps.first().and_then(|first| match names {
            Some(names) => names.iter().position(|own| own == first),
            None => {
                let field = asked.source.fields.names().position(|own| own == first);
                first.parse().ok().or(field)
            }
        });
        Way { steps, index }
    }

    pub fn find<'t>(&self, row: &'t Tree) -> Option<&'t Tree> {
        shape::find(row, &self.steps, self.index)
    }
}

/// What a row is known by, as a hash; 5 and "5" are one key. `None` for null and empty text.
pub fn key(found: &Tree) -> Option<u64> {
    let text = match found {
        Tree::List(_) | Tree::Object(_) => found.write(),
        _ => plain(found)?,
    };
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Some(hasher.finish())
}

/// A number, or a text that is one.
pub fn version(found: &Tree) -> Option<Version> {
    let number = found.number().filter(|number| number.is_finite())?;
    let digits = match found {
        Tree::Number(text) | Tree::Text(text) => text.trim().parse().unwrap_or(0),
        _ => 0,
    };
    Some((number, digits))
}

/// A scalar as text; `None` for null, empty text, lists and objects.
pub fn plain(found: &Tree) -> Option<String> {
    let text = match found {
        Tree::Flag(flag) => {
            if *flag {
                "true"
            } else {
                "false"
            }
        }
        Tree::Number(text) | Tree::Text(text) => text,
        Tree::Null | Tree::List(_) | Tree::Object(_) => "",
    };
    Some(text.to_string()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_one_as_number_and_as_text() {
        let number = |text: &str| Tree::Number(text.into());
        let text = |text: &str| Tree::Text(text.into());
        assert_eq!(key(&number("5")), key(&text("5")));
        assert_ne!(key(&number("5")), key(&text("05")));
        assert_ne!(key(&Tree::List(vec![text("a")])), key(&Tree::List(vec![text("b")])));
        for none in [Tree::Null, text("")] {
            assert_eq!(key(&none), None);
        }
    }

    #[test]
    fn versions_grow_by_value() {
        let of = |text: &str| version(&Tree::Text(text.into()));
        for (older, newer) in
            [("9", "10"), ("-1", "0"), ("1.5", "2"), ("1", "1.5"), ("1e3", "1001")]
        {
            assert!(of(older) < of(newer), "{older} {newer}");
        }
        assert_eq!((of("NaN"), of("inf"), of("new")), (None, None, None));
    }
}
