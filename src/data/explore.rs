//! What there is in an answer: for an operator whose mapping points beside it. Names and pointers
//! alone; one that could be somebody's number, or that stands where data may stand, is left out.
//!
//! Deliberately absent: values, and the browser, which has no use for this.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::clean::clean;
use super::decode::csv::{Csv, Record};
use super::decode::json::Json;
use super::decode::walk::{Item, Wants};
use super::mask::{self, Masked};
use super::pointer::tokens;
use super::tree::Tree;

/// The most pointers that [`lists`] gives.
pub const MAX_LISTS: usize = 8;
/// The most names that [`names`] and [`head`] give.
pub const MAX_NAMES: usize = 40;
/// An object of more keys is an index of things by their names, and those may be anybody's.
const MAX_KEYS: usize = 200;
/// The longest pointer, in steps.
const MAX_STEPS: usize = 6;
/// So many elements of a list are looked into.
const LOOKED_INTO: usize = 4;
/// The longest name, in characters.
const MAX_NAME: usize = 40;
/// So many pointers are kept while the answer is walked.
const MAX_FOUND: usize = 500;

/// Pointers to the lists of an answer with how many elements each has, those of rows before those of
/// mere values, else breadth first. A text that breaks off says what it held so far.
pub fn lists(bytes: &[u8]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(bare(bytes));
    let walk = Walk { pointer: String::new(), steps: 0, found: &mut found };
    // What was found before a fault is found all the same.
    drop(walk.deserialize(&mut deserializer));
    found.sort_by_key(|list| (!list.of_rows, list.steps));
    found.truncate(MAX_LISTS);
    found.into_iter().map(|list| (list.pointer, list.rows)).collect()
}

struct List {
    pointer: String,
    steps: usize,
    rows: usize,
    /// Whether its first element is an object or a list.
    of_rows: bool,
}

struct Walk<'f> {
    pointer: String,
    steps: usize,
    found: &'f mut Vec<List>,
}

impl Walk<'_> {
    fn below(&mut self, key: &str) -> Option<Walk<'_>> {
        let pointer = format!("{}/{}", self.pointer, step(&harmless(key)?));
        let full = self.steps >= MAX_STEPS || self.found.len() >= MAX_FOUND;
        (!full).then(|| Walk { pointer, steps: self.steps + 1, found: self.found })
    }
}

/// What a value is, as far as a list of rows is concerned.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Scalar,
    Inner,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Seen;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! scalars {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E: Error>(self, _: $type) -> Result<Seen, E> { Ok(Seen::Scalar) })*
    };
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = Seen;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("any value")
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: Error>(self) -> Result<Seen, E> {
        Ok(Seen::Scalar)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Seen, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match self.below(&key) {
                Some(walk) => drop(map.next_value_seed(walk)?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Seen::Inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Seen, A::Error> {
        let (mut rows, mut of_rows) = (0, false);
        let own = self.found.len();
        loop {
            let walk = if rows < LOOKED_INTO { self.below(&rows.to_string()) } else { None };
            let more = match walk {
                Some(walk) => seq.next_element_seed(walk)?,
                None => seq.next_element::<IgnoredAny>()?.map(|_| Seen::Scalar),
            };
            let Some(seen) = more else { break };
            of_rows |= rows == 0 && seen == Seen::Inner;
            rows += 1;
        }
        if rows > LOOKED_INTO {
            // The lists inside of rows are no place for rows.
            self.found.truncate(own);
        }
        self.found.push(List { pointer: self.pointer, steps: self.steps, rows, of_rows });
        Ok(Seen::Inner)
    }
}

/// The names that the first row has at the pointer: of its keys, and of what stands inside of them
/// as pointers (`/person/name`, `/cities/name`). Empty where rows are lists.
pub fn names(bytes: &[u8], rows: &str) -> Vec<String> {
    let Some(Value::Object(row)) = first_row(bytes, rows) else { return Vec::new() };
    let mut names = keys(&row);
    for (key, value) in &row {
        let inner = match value {
            Value::Array(list) => list.first().unwrap_or(value),
            other => other,
        };
        if let (Value::Object(inner), Some(key)) = (inner, harmless(key))
            && !inner.values().all(|value| value.is_object() || value.is_array())
        {
            // An object of nothing but objects is an index, and may be one by people's names.
            let below = keys(inner).into_iter();
            names.extend(below.map(|name| format!("/{}/{}", step(&key), step(&name))));
        }
    }
    names.truncate(MAX_NAMES);
    names
}

/// The keys of the first row at the pointer, as they are: to look fields up by, not to be shown. The
/// text may break off behind that row.
pub fn first_keys(bytes: &[u8], rows: &str) -> Vec<String> {
    let rows = tokens(rows).unwrap_or_default();
    // Of values on lines of their own, the first is the first row.
    let whole = rows.is_empty() && bare(bytes).trim_ascii_start().starts_with(b"{");
    let mut json = Json::new(Wants { rows, whole, ..Wants::default() });
    let mut first = None;
    let mut take = |item| {
        if let (None, Item::Row(Tree::Object(own))) = (&first, item) {
            first = Some(own.into_iter().map(|(key, _)| key.to_string()).collect());
        }
    };
    drop(json.push(bare(bytes), &mut take));
    first.unwrap_or_default()
}

/// How many cells the first row at the pointer has, where rows are lists.
pub fn cells(bytes: &[u8], rows: &str) -> Option<usize> {
    first_row(bytes, rows)?.as_array().map(Vec::len)
}

/// The first row of the list at the pointer; where there is no list, what stands there.
fn first_row(bytes: &[u8], rows: &str) -> Option<Value> {
    match at(bytes, rows)? {
        Value::Array(list) => list.into_iter().find(|row| row.is_object() || row.is_array()),
        object => Some(object),
    }
}

/// What stands at the pointer; of several values on lines of their own, in the first.
fn at(bytes: &[u8], pointer: &str) -> Option<Value> {
    let steps = tokens(pointer)?;
    let mut values = serde_json::Deserializer::from_slice(bare(bytes)).into_iter::<Value>();
    let whole = values.next()?.ok()?;
    steps.iter().try_fold(whole, |value, step| match value {
        Value::Object(mut own) => own.remove(step),
        Value::Array(mut list) => {
            let at = step.parse::<usize>().ok().filter(|at| *at < list.len())?;
            Some(list.swap_remove(at))
        }
        _ => None,
    })
}

fn keys(object: &serde_json::Map<String, Value>) -> Vec<String> {
    if object.len() > MAX_KEYS {
        return Vec::new();
    }
    object.keys().filter_map(|key| harmless(key)).take(MAX_NAMES).collect()
}

/// The names of a first line, where it is a head and no row: where one of them is a name that is
/// `known`. Else only those that are nearly one, for the others may be somebody's.
pub fn head(first: &[String], known: &[&str]) -> Vec<String> {
    let is_head = first.iter().any(|name| known.contains(&clean(name).0.as_str()));
    let near = |name: &str| {
        let far = |own: &&str| strsim::osa_distance(&own.to_lowercase(), &name.to_lowercase());
        let limit = if name.is_ascii() { name.len() / 4 } else { 0 };
        known.iter().any(|own| far(own) <= limit)
    };
    let names = first.iter().take(MAX_KEYS).filter_map(|name| harmless(name));
    names.filter(|name| is_head || near(name)).take(MAX_NAMES).collect()
}

/// The texts of the list at the pointer.
pub fn texts(bytes: &[u8], pointer: &str) -> Vec<String> {
    let Some(Value::Array(list)) = at(bytes, pointer) else { return Vec::new() };
    let text = |cell: Value| match cell {
        Value::String(text) => text,
        Value::Object(own) => {
            let name = own.get("name").or(own.get("text")).and_then(Value::as_str);
            name.unwrap_or_default().to_string()
        }
        _ => String::new(),
    };
    list.into_iter().map(text).collect()
}

/// The first line of a text of comma-separated values.
pub fn first_line(bytes: &[u8]) -> Vec<String> {
    let mut first = None;
    let mut csv = Csv::default();
    let mut take = |record: &Record| {
        first.get_or_insert_with(|| record.iter().map(str::to_string).collect());
    };
    // A fault after the first line is none of the first line.
    drop(csv.push(bare(bytes), &mut take).and_then(|()| csv.end(&mut take)));
    first.unwrap_or_default()
}

fn bare(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// A name as it may be shown; `None` where it could be somebody's number, or is no name for its
/// length.
fn harmless(name: &str) -> Option<String> {
    match mask::guard(clean(name).0) {
        Masked::Shown(name) if (1..=MAX_NAME).contains(&name.chars().count()) => Some(name),
        _ => None,
    }
}

/// A name as a step of a pointer.
fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, usize)> {
        lists(text.as_bytes())
    }

    fn pointers(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(pointer, _)| pointer).collect()
    }

    #[test]
    fn lists_of_rows_come_first_then_by_depth() {
        let text = r#"{"tags": ["a"], "data": {"a/b": [{"x": [1]}, {}], "names": ["x", "y", "z"]},
            "deep": {"er": {"rows": [[1], [2], [3]]}}}"#;
        let expected = [
            ("/data/a~1b", 2),
            ("/deep/er/rows", 3),
            ("/tags", 1),
            ("/data/names", 3),
            ("/data/a~1b/0/x", 1),
        ];
        let expected = expected.map(|(pointer, rows)| (pointer.to_string(), rows));
        assert_eq!(found(text)[..4], expected[..4]);
        assert_eq!(found("[{}, {}]"), [(String::new(), 2)]);
        assert_eq!(found(r#"[{"page": 1}, [{}, {}]]"#), [("".into(), 2), ("/1".into(), 2)]);
        assert_eq!(found("{}"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn what_breaks_off_says_what_it_held() {
        assert_eq!(pointers(r#"{"rows": [{}], "more": [{}"#), ["/rows"]);
        let deep = "[".repeat(100_000);
        assert_eq!(found(&deep), []);
        let wide = format!("{{{}\"z\":[]}}", r#""a":[[]],"#.repeat(10_000));
        assert_eq!(found(&wide).len(), MAX_LISTS);
    }

    #[test]
    fn names_are_keys_and_what_stands_in_them() {
        let text = r#"{"rows": [{"name": "王小明", "person": {"age": 3}, "cities": [{"n/o": 1}],
            "13812341234": 1, "x410000190001010012y": {"k": 1}}]}"#;
        let expected = ["cities", "name", "person", "/cities/n~1o", "/person/age"];
        assert_eq!(names(text.as_bytes(), "/rows"), expected);
        assert_eq!(names(text.as_bytes(), "/none"), [""; 0]);
        assert_eq!(names(b"[[1, 2]]", ""), [""; 0]);
        assert_eq!(names(b"{\"a\": 1}\n{\"b\": 2}\n", ""), ["a"]);
        let many: String = (0..500).map(|at| format!("\"王{at}\": 1,")).collect();
        assert_eq!(names(format!("[{{{many} \"z\": 1}}]").as_bytes(), ""), [""; 0]);
    }

    #[test]
    fn a_first_line_is_a_head_only_where_that_is_certain() {
        let of = |text: &str, known: &[&str]| head(&first_line(text.as_bytes()), known);
        assert_eq!(of("\u{feff}姓名,电话\n王小明,\n", &["tel", "电话"]), ["姓名", "电话"]);
        assert_eq!(of("Name,town\n王小明,云阳镇\n", &["name"]), ["Name"]);
        // No head: names of people must not be taken for names of columns.
        assert_eq!(of("王小明,云阳镇\n李小红,板山坪镇\n", &["name", "姓名", "王小红"]), [""; 0]);
        assert_eq!(of("name,13812341234\n", &["name"]), ["name"]);
        assert_eq!(of("", &["name"]), [""; 0]);
    }

    #[test]
    fn columns_stand_beside_rows() {
        let text = br#"{"columns": ["a", {"name": "b"}, {"text": "c"}, 4], "rows": [[1, 2, 3]]}"#;
        assert_eq!(texts(text, "/columns"), ["a", "b", "c", ""]);
        assert_eq!(cells(text, "/rows"), Some(3));
        assert_eq!(cells(text, "/columns"), None);
    }
}
