//! Which column of a file is which field of the board: by the way that the field gives, else by its
//! name, its label, or a usual word for what it holds.

use std::io::{self, Read};

use super::PIECE;
use crate::data::explore;
use crate::data::guess;
use crate::data::limits::Limits;
use crate::data::read::{Asked, Reader};
use crate::data::source::{FieldSpec, Origin, Source};
use crate::issue::Meaning;

/// A file that has named no column by then has none.
const LOOKED_INTO: usize = 1_000_000;

/// Finds a field's column among those that are free.
type Find = fn(&str, &FieldSpec, &[&str]) -> Option<String>;

/// The names of a file's columns, as they are: somebody's data where the head was forgotten.
pub struct Heads(Vec<String>);

impl Heads {
    /// Looks into the file; none where its rows are lists without names, or cannot be read.
    pub fn of(asked: &Asked, mut file: Box<dyn Read>) -> io::Result<Heads> {
        let mut reader = Reader::new(asked, Limits::FILE);
        reader.in_chunks();
        reader.begin(None, asked.source.address(), None);
        let mut first = Vec::new();
        let mut piece = vec![0; PIECE];
        let mut is_book = false;
        while first.len() < LOOKED_INTO || is_book {
            let count = file.read(&mut piece)?;
            let bytes = piece.get(..count).unwrap_or_default();
            is_book |= first.is_empty() && bytes.starts_with(b"PK");
            // What is wrong with the file is said when it is read for good.
            let sound = if count > 0 { reader.push(bytes) } else { reader.end().map(drop) };
            if let Some(names) = reader.names() {
                return Ok(Heads(names.to_vec()));
            }
            if sound.is_err() || count == 0 {
                break;
            }
            if first.len() < LOOKED_INTO {
                first.extend_from_slice(bytes);
            }
        }
        Ok(Heads(explore::first_keys(&first, &asked.source.rows)))
    }

    /// The source with its fields led to the columns that there are: by their own words first, so that
    /// a usual word takes no column from the field that names it.
    pub fn lead(&self, source: &Source) -> Source {
        let mut own = source.clone();
        let mut taken: Vec<String> =
            own.fields.iter().map(|(name, spec)| first(name, spec)).collect();
        let by: [Find; 2] = [by_word, by_meaning];
        for find in by {
            for (name, spec) in &mut own.fields.0 {
                let in_rows = spec.from == Origin::Row && spec.constant.is_none();
                if !in_rows || self.0.contains(&first(name, spec)) {
                    continue;
                }
                let free = self.0.iter().filter(|head| !taken.contains(head));
                let free: Vec<&str> = free.map(String::as_str).collect();
                if let Some(found) = find(name, spec, &free) {
                    spec.at = Some(as_way(&found));
                    taken.push(found);
                }
            }
        }
        own
    }

    /// How many columns no field reads, and those of their names that may be shown.
    pub fn unlisted(&self, source: &Source) -> (usize, Vec<String>) {
        let fields = || source.fields.iter();
        let read = |own: &str| {
            let mut ways = fields().map(|(name, spec)| spec.at.as_deref().unwrap_or(name));
            ways.any(|way| first_step(way) == own)
        };
        let is_inner = |own: &str| {
            let lists = [source.explode.as_deref()];
            lists.into_iter().flatten().any(|way| first_step(way) == own)
        };
        let is_free = |own: &&String| !read(own) && !is_inner(own) && !own.is_empty();
        let free: Vec<&String> = self.0.iter().filter(is_free).collect();
        let known: Vec<&str> = fields()
            .flat_map(|(name, spec)| [Some(name), spec.at.as_deref(), spec.label.as_deref()])
            .flatten()
            .collect();
        let names = explore::head(&self.0, &known);
        let names = names.into_iter().filter(|name| free.contains(&name));
        (free.len(), names.collect())
    }
}

/// The column that a field asks for.
fn first(name: &str, spec: &FieldSpec) -> String {
    first_step(spec.at.as_deref().unwrap_or(name))
}

/// The column that is called as the field is, or as its label says.
fn by_word(name: &str, spec: &FieldSpec, free: &[&str]) -> Option<String> {
    let mut words = [Some(name), spec.label.as_deref()].into_iter().flatten();
    words.find(|word| free.contains(word)).map(str::to_string)
}

/// The one column whose head means what the field's label or name means: 手机 for 联系方式. Heads of
/// one meaning that say different things (two dates, two sums) lead nowhere.
fn by_meaning(name: &str, spec: &FieldSpec, free: &[&str]) -> Option<String> {
    use Meaning::{Address, IdNumber, Name, Phone, Place, Work};
    let known = |head: &str| {
        let known = guess::known(head);
        known.filter(|own| matches!(own.0, Address | IdNumber | Name | Phone | Place | Work))
    };
    let own = spec.label.as_deref().and_then(known).or_else(|| known(name))?;
    let mut alike = free.iter().filter(|head| known(head) == Some(own));
    let found = alike.next().filter(|_| alike.next().is_none());
    found.map(|head| head.to_string())
}

/// A pointer's first step; anything else is one.
fn first_step(way: &str) -> String {
    let Some(rest) = way.strip_prefix('/') else { return way.to_string() };
    let step = rest.split('/').next().unwrap_or_default();
    step.replace("~1", "/").replace("~0", "~")
}

/// A name that is taken for a name whatever it begins with.
fn as_way(name: &str) -> String {
    if name.starts_with('/') {
        return format!("/{}", name.replace('~', "~0").replace('/', "~1"));
    }
    name.to_string()
}
