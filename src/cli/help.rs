//! Help to mend a mapping: what there is where the board looked for something else.

use super::place::shown;
use super::reading::Outcome;
use crate::data::explore;
use crate::data::read::Asked;
use crate::data::source::{FieldSpec, Format, Origin};
use crate::issue::{DataFault, Issue, Lang, What, terminal};

/// Looks into one answer.
pub struct Help<'a> {
    asked: &'a Asked<'a>,
    outcome: &'a Outcome,
    lang: Lang,
    /// The names that the first row has, as far as they may be shown.
    names: Vec<String>,
}

impl<'a> Help<'a> {
    pub fn new(asked: &'a Asked<'a>, outcome: &'a Outcome, lang: Lang) -> Self {
        let mut help = Help { asked, outcome, lang, names: Vec::new() };
        help.names = help.find_names();
        help
    }

    /// What helps with one finding.
    pub fn lines(&self, issue: &Issue) -> Vec<String> {
        let What::Data(fault) = &issue.what else { return Vec::new() };
        let (lang, source) = (self.lang, self.asked.source);
        match fault {
            DataFault::MissingColumn => self.missing(issue.place.field.as_deref()),
            DataFault::NoList { .. } => self.those_there_are(),
            DataFault::NoRows { .. } => vec![self.lists()],
            DataFault::NotOk { pointer } => {
                let expected = source.ok.as_ref().map(|ok| ok.equals.write()).unwrap_or_default();
                vec![terminal::expects(pointer, &expected, lang)]
            }
            DataFault::Status { code: 404 } if self.outcome.address.starts_with("file:") => {
                vec![terminal::no_file(&shown(&self.outcome.address), lang)]
            }
            DataFault::Status { .. } => {
                self.outcome.wait.map(|seconds| terminal::wait(seconds, lang)).into_iter().collect()
            }
            DataFault::NoSecret { name } => {
                vec![terminal::secret_variable(&super::net::variable(name), lang)]
            }
            DataFault::Unreachable => {
                let why = self.outcome.way.map(|way| terminal::no_way(way, lang).to_string());
                why.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.outcome.first
    }

    fn is_csv(&self) -> bool {
        let json = matches!(self.bytes().trim_ascii_start().first(), Some(b'{' | b'['));
        self.asked.source.format == Some(Format::Csv) || !json
    }

    /// Names of CSV heads and of columns are shown only where they are names for certain.
    fn find_names(&self) -> Vec<String> {
        let source = self.asked.source;
        let names = source.fields.iter().flat_map(|(name, spec)| {
            [Some(wanted(name, spec)), spec.label.as_deref()].into_iter().flatten()
        });
        let known: Vec<&str> = names.collect();
        if self.is_csv() {
            return explore::head(&explore::first_line(self.bytes()), &known);
        }
        match &source.columns {
            Some(columns) => explore::head(&explore::texts(self.bytes(), columns), &known),
            None => explore::names(self.bytes(), &source.rows),
        }
    }

    fn missing(&self, field: Option<&str>) -> Vec<String> {
        let fields = &self.asked.source.fields;
        let field = field.and_then(|name| Some((name, fields.get(name)?)));
        let Some((name, spec)) = field.filter(|(_, spec)| spec.from == Origin::Row) else {
            return Vec::new();
        };
        let near = self.nearest(name, spec);
        let near = near.map(|near| terminal::perhaps(name, near, self.lang));
        self.those_there_are().into_iter().chain(near).collect()
    }

    fn those_there_are(&self) -> Vec<String> {
        let (lang, source) = (self.lang, self.asked.source);
        if !self.names.is_empty() {
            let (all, free) = (self.names.join(", "), self.free());
            let all = terminal::names(&all, lang);
            return if free.is_empty() || free.len() == self.names.len() {
                vec![all]
            } else {
                vec![all, terminal::unread(&free.join(", "), lang)]
            };
        }
        if self.is_csv() {
            let count = explore::first_line(self.bytes()).len();
            return vec![terminal::no_names(count, lang)];
        }
        let Some(cells) = explore::cells(self.bytes(), &source.rows) else { return Vec::new() };
        let lists = explore::lists(self.bytes()).into_iter();
        // The names of the columns are as many as a row has cells.
        let beside = lists.filter(|(at, rows)| *rows == cells && *at != source.rows);
        let beside = beside.map(|(at, _)| terminal::perhaps_columns(&at, lang));
        std::iter::once(terminal::unnamed(cells, lang)).chain(beside.take(1)).collect()
    }

    /// The names that no field reads.
    fn free(&self) -> Vec<&str> {
        let fields = || self.asked.source.fields.iter();
        let read = |own: &&str| fields().any(|(name, spec)| key(wanted(name, spec)) == *own);
        let inner = |own: &&str| fields().any(|(name, spec)| wanted(name, spec) == *own);
        let names = self.names.iter().map(String::as_str);
        names.filter(|own| !read(own) && !inner(own)).collect()
    }

    /// The name that was probably meant, of those that no field reads.
    fn nearest(&self, name: &str, spec: &FieldSpec) -> Option<&str> {
        let free = self.free();
        let words = [wanted(name, spec), name, spec.label.as_deref().unwrap_or(name)];
        let far = |own: &str| {
            let last = own.rsplit('/').next().unwrap_or(own).to_lowercase();
            let each = words.iter().map(|word| {
                let word = word.rsplit('/').next().unwrap_or(word).to_lowercase();
                let far = strsim::osa_distance(&word, &last);
                (far, far <= word.chars().count() / 3)
            });
            each.filter(|(_, near)| *near).map(|(far, _)| far).min()
        };
        let near = free.iter().filter_map(|own| Some((far(own)?, *own))).min_by_key(|own| own.0);
        match (near, free.as_slice()) {
            (Some((_, near)), _) => Some(near),
            (None, [only]) => Some(only),
            _ => None,
        }
    }

    fn lists(&self) -> String {
        let lists = explore::lists(self.bytes());
        if lists.is_empty() {
            return terminal::no_lists(self.lang);
        }
        let all = lists.iter().map(|(at, rows)| terminal::list(at, *rows, self.lang));
        terminal::lists(&all.collect::<Vec<_>>().join(", "), self.lang)
    }
}

/// A pointer of one step is as good as a name.
fn key(at: &str) -> &str {
    at.strip_prefix('/').filter(|rest| !rest.contains('/')).unwrap_or(at)
}

/// What a field is looked up by.
fn wanted<'a>(name: &'a str, spec: &'a FieldSpec) -> &'a str {
    spec.at.as_deref().unwrap_or(name)
}
