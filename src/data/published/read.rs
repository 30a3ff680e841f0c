//! An index, read and held against itself.

use super::index::{
    Answer, Field, Index, MAX_BYTES, MAX_LISTED, MAX_PAGE_ROWS, PUBLISH_DIGITS, Seal, VERSION, View,
};
use crate::data::moment::Moment;
use crate::data::query::Query;
use crate::data::table::Type;
use crate::grammar::node::{Object, Value};
use crate::grammar::{self, Findings, Read, node};
use crate::issue::PagesFault;

/// The digits of a hash in a file's name.
const DIGITS: usize = 16;

type Result<T> = std::result::Result<T, PagesFault>;

/// Reads an index, key by key: whatever is not as it should be ends the reading.
pub struct Reading<'n, 't> {
    object: &'n Object<'t>,
    /// The text, for the findings of queries.
    text: &'t str,
}

impl<'n, 't> Reading<'n, 't> {
    pub fn index(bytes: &'t [u8]) -> Result<Index> {
        const WHOLE: PagesFault = PagesFault::Key { key: "daping_pages" };
        let text = std::str::from_utf8(bytes).map_err(|_| WHOLE)?;
        if text.len() > MAX_BYTES {
            return Err(PagesFault::Counts { key: "daping_pages" });
        }
        let root = grammar::parse("", text).map_err(|_| WHOLE)?;
        let object = root.as_object().ok_or(WHOLE)?;
        Reading { object, text }.whole()
    }

    fn whole(&self) -> Result<Index> {
        match self.get("daping_pages")? {
            Value::NumberLit(number) if number.value == VERSION => {}
            _ => return Err(PagesFault::Version),
        }
        if let Some(seal) = self.seal()? {
            return Ok(Index::of(seal));
        }
        let rows = self.count("rows")?;
        let index = Index {
            seal: None,
            as_of: self.as_of()?,
            audience: self.read("audience")?,
            synthetic: self.read("synthetic")?,
            rows,
            fields: self.list("fields", &|own| own.field())?,
            views: self.list("views", &|own| own.view(rows))?,
            answers: self.list("answers", &|own| own.answer(rows))?,
        };
        let mut names: Vec<&str> = index.fields.iter().map(|own| own.name.as_str()).collect();
        names.sort_unstable();
        let is_twice = names.windows(2).any(|two| two.first() == two.last());
        let whole = index.views.iter().find(|own| own.query == Query::default());
        if is_twice || names.is_empty() {
            return Err(PagesFault::Key { key: "fields" });
        }
        match whole {
            Some(view) if view.rows == rows => Ok(index),
            _ => Err(PagesFault::Counts { key: "views" }),
        }
    }

    fn seal(&self) -> Result<Option<Seal>> {
        const KEY: &str = "seal";
        let Some(value) = node::get(self.object, KEY) else { return Ok(None) };
        let object = value.as_object().ok_or(PagesFault::Key { key: KEY })?;
        let own = Reading { object, text: self.text };
        let key = match node::get(object, "key") {
            None => None,
            Some(_) => Some(own.read("key")?),
        };
        let (publish, list): (String, String) = (own.read("publish")?, own.read("list")?);
        let files: Vec<String> = own.read("files")?;
        let is_sound = is_hex(&publish, PUBLISH_DIGITS)
            && is_hash(&list)
            && key.as_ref().is_none_or(|key: &String| is_hash(key));
        if !is_sound || !files.iter().all(|name| is_sealed(name)) {
            return Err(PagesFault::Name { key: KEY });
        }
        Ok(Some(Seal { publish, list, key, files }))
    }

    fn as_of(&self) -> Result<Option<String>> {
        const KEY: PagesFault = PagesFault::Key { key: "as_of" };
        match node::get(self.object, "as_of") {
            None => Ok(None),
            Some(Value::StringLit(own)) if Moment::parse(own.as_str()).is_some() => {
                Ok(Some(own.as_str().to_string()))
            }
            Some(_) => Err(KEY),
        }
    }

    fn field(&self) -> Result<Field> {
        let unit = match node::get(self.object, "unit") {
            None => None,
            Some(_) => Some(self.read("unit")?),
        };
        let kind: Type = self.read("type")?;
        Ok(Field { name: self.read("name")?, label: self.read("label")?, unit, kind })
    }

    fn view(&self, all: u64) -> Result<View> {
        let (rows, page_rows) = (self.count("rows")?, self.count("page_rows")?);
        let pages: Vec<String> = self.read("pages")?;
        let fits = (1..=MAX_PAGE_ROWS as u64).contains(&page_rows) && rows <= all;
        if !fits || rows.div_ceil(page_rows) != pages.len() as u64 {
            return Err(PagesFault::Counts { key: "views" });
        }
        if !pages.iter().all(|own| is_hash(own)) {
            return Err(PagesFault::Name { key: "views" });
        }
        Ok(View { query: self.query()?, rows, page_rows: page_rows as usize, pages })
    }

    fn answer(&self, all: u64) -> Result<Answer> {
        let (rows, file): (u64, String) = (self.count("rows")?, self.read("file")?);
        // A group of no rows at all is one row.
        if rows > all.max(1) {
            return Err(PagesFault::Counts { key: "answers" });
        }
        if !is_hash(&file) {
            return Err(PagesFault::Name { key: "answers" });
        }
        Ok(Answer { query: self.query()?, rows, file })
    }

    fn query(&self) -> Result<Query> {
        self.read("query")
    }

    fn get(&self, key: &'static str) -> Result<&'n Value<'t>> {
        node::get(self.object, key).ok_or(PagesFault::Key { key })
    }

    /// A value of the board's grammar, without a finding.
    fn read<T: Read>(&self, key: &'static str) -> Result<T> {
        let mut findings = Findings::new("", self.text);
        let read = T::read(self.get(key)?, &mut findings);
        let is_sound = findings.is_empty();
        read.filter(|_| is_sound).ok_or(PagesFault::Key { key })
    }

    fn count(&self, key: &'static str) -> Result<u64> {
        let number = self.get(key)?.as_number_lit();
        let count = number.and_then(|number| number.value.parse().ok());
        // Rows are counted in 32 bits everywhere else.
        count.filter(|own| *own <= u64::from(u32::MAX)).ok_or(PagesFault::Key { key })
    }

    fn list<T>(
        &self,
        key: &'static str,
        read: &dyn Fn(Reading<'n, 't>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let list = self.get(key)?.as_array().ok_or(PagesFault::Key { key })?;
        if list.elements.len() > MAX_LISTED {
            return Err(PagesFault::Counts { key });
        }
        let one = |own: &'n Value<'t>| {
            let object = own.as_object().ok_or(PagesFault::Key { key })?;
            read(Reading { object, text: self.text })
        };
        list.elements.iter().map(one).collect()
    }
}

/// `p-0123456789abcdef.age`
fn is_sealed(name: &str) -> bool {
    let own = name.strip_prefix("p-").or_else(|| name.strip_prefix("a-"));
    own.and_then(|own| own.strip_suffix(".age")).is_some_and(is_hash)
}

fn is_hash(name: &str) -> bool {
    is_hex(name, DIGITS)
}

fn is_hex(name: &str, digits: usize) -> bool {
    name.len() == digits && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
