//! One file's way into its folder.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::PIECE;
use super::folder::{Folder, Refused, Written};
use super::heads::Heads;
use super::seal::Sealing;
use crate::data::Audience;
use crate::data::columns;
use crate::data::limits::Limits;
use crate::data::moment::iso_with_zone;
use crate::data::published::gather::{Ask, Gather, Gathered, Manner, PAGE_ROWS, field_of, is_cell};
use crate::data::published::index::{Field, Of, answer_file, page_file};
use crate::data::published::{gate, hash};
use crate::data::query;
use crate::data::read::{Asked, Chunk, Reader};
use crate::data::source::{Format, Page, Source};
use crate::data::table::{Table, Type};
use crate::issue::{DataFault, Issue, Place, PublishFault};

/// Endings that say how a file is written.
const ENDINGS: [&str; 5] = ["csv", "json", "ndjson", "jsonl", "xlsx"];

/// What is to be published.
pub struct Job<'a> {
    /// Of the source.
    pub name: &'a str,
    pub source: &'a Source,
    /// What the rows' file is called; its ending says its form.
    pub file: &'a Path,
    /// Opens it at its begin.
    pub open: &'a dyn Fn() -> io::Result<Box<dyn Read>>,
    pub out: &'a Path,
    pub audience: Audience,
    pub utc_offset: i32,
    pub as_of: Option<String>,
    pub asks: Vec<Ask>,
    /// Where the files are sealed.
    pub sealing: Option<&'a Sealing>,
}

/// What was published.
pub struct Done {
    /// Rows of the file, and rows that were written.
    pub read: u64,
    pub rows: u64,
    pub fields: usize,
    pub answers: usize,
    pub as_of: Option<String>,
    pub written: Written,
    pub issues: Vec<Issue>,
}

/// Why nothing was published.
pub enum Stop {
    Found(Vec<Issue>),
    Foreign(PathBuf),
    Io(PathBuf, io::Error),
}

type Result<T> = std::result::Result<T, Stop>;

impl Job<'_> {
    pub fn run(&self) -> Result<Done> {
        let own = self.of_file();
        let at_file = |error| Stop::Io(self.file.to_path_buf(), error);
        let heads = (self.open)().and_then(|file| Heads::of(&self.asked(&own), file));
        let heads = heads.map_err(at_file)?;
        let own = heads.lead(&own);
        let asked = self.asked(&own);
        let mut folder = Folder::open(self.out).map_err(|refused| match refused {
            Refused::Io(error) => Stop::Io(self.out.to_path_buf(), error),
            Refused::Foreign(path) => Stop::Foreign(path),
        })?;
        self.words(&own)?;
        let mut reading = Reading::new(self, &asked);
        reading.file(self, &mut folder)?;
        let read = reading.read;
        let (gathered, mut issues, as_of) = reading.end(self, &mut folder)?;
        let Gathered { mut index, faults, queries } = gathered;
        index.as_of = self.as_of.clone().or_else(|| Some(iso_with_zone(as_of?, self.utc_offset)));
        index.synthetic = self.source.synthetic;
        issues.extend(faults.into_iter().map(|fault| self.issue(fault)));
        issues.extend(self.unlisted(&heads, &own));
        for (panel, faults) in queries {
            let issue =
                |(field, fault)| Issue::data(Place::field(panel.clone(), None, field), fault);
            issues.extend(faults.into_iter().map(issue));
        }
        let at_out = |error| Stop::Io(self.out.to_path_buf(), error);
        let open = match self.sealing {
            None => index.clone(),
            Some(sealing) => {
                let (open, files) = sealing.finish(&index).map_err(at_out)?;
                for (name, bytes) in files {
                    folder.put(&name, &bytes).map_err(at_out)?;
                }
                open
            }
        };
        let written = folder.publish(&open).map_err(at_out)?;
        Ok(Done {
            read,
            rows: index.rows,
            fields: index.fields.len(),
            answers: index.answers.len(),
            as_of: index.as_of,
            written,
            issues,
        })
    }

    fn asked<'s>(&'s self, source: &'s Source) -> Asked<'s> {
        Asked { name: self.name, source, audience: self.audience, utc_offset: self.utc_offset }
    }

    /// The source as the file has it: one answer, written as its name and its bytes say.
    fn of_file(&self) -> Source {
        let ending = self.file.extension().unwrap_or_default().to_ascii_lowercase();
        let says = ENDINGS.iter().any(|own| *own == ending);
        // The board's word is that of the address it usually asks.
        let format = self.source.format.filter(|own| *own != Format::Pages && !says);
        let (url, page) = (self.file.display().to_string(), Page::default());
        Source { url, format, page, days: None, total: None, ..self.source.clone() }
    }

    /// Whether what the board says of the fields is nobody's number.
    fn words(&self, source: &Source) -> Result<()> {
        let fields = source.fields.iter().flat_map(|(name, spec)| {
            [Some(name), spec.label.as_deref(), spec.unit.as_deref()].into_iter().flatten()
        });
        let queries: Vec<String> = self.asks.iter().map(|ask| query::write(&ask.query)).collect();
        let mut words = fields.chain(queries.iter().map(String::as_str));
        match words.find_map(gate::look) {
            Some(looks) => {
                let fault = DataFault::Publish(PublishFault::PersonalWord { looks });
                Err(Stop::Found(vec![self.issue(fault)]))
            }
            None => Ok(()),
        }
    }

    fn unlisted(&self, heads: &Heads, source: &Source) -> Option<Issue> {
        let (count, names) = heads.unlisted(source);
        let fault = PublishFault::Unlisted { count, names: names.join(", ") };
        (count > 0).then(|| self.issue(DataFault::Publish(fault)))
    }

    /// A finding about the source as a whole; what was done on the way is a notice.
    pub fn issue(&self, fault: DataFault) -> Issue {
        use PublishFault::{SmallDropped, SmallMerged, Unlisted};
        let slight = matches!(
            fault,
            DataFault::Publish(Unlisted { .. } | SmallMerged { .. } | SmallDropped { .. })
        );
        let issue = Issue::data(Place::document(self.name), fault);
        if slight { issue.notice() } else { issue }
    }

    fn personal(&self, row: Option<u64>, field: &str, looks: crate::issue::Looks) -> Stop {
        let place = Place::field(self.name, row, field);
        let fault = DataFault::Publish(PublishFault::Personal { looks });
        Stop::Found(vec![Issue::data(place, fault)])
    }

    /// The gate, then the disk: the hash of what was written.
    fn put(&self, folder: &mut Folder, of: Of, table: &Table) -> Result<String> {
        let is_answer = matches!(of, Of::Answer(_));
        let cells: &dyn Fn(&str) -> bool = if is_answer { &is_cell } else { &|_| true };
        if let Some((_, at, looks)) = gate::table(table, cells) {
            let name = table.fields().get(at).map_or("", |field| &field.name);
            return Err(self.personal(None, field_of(name), looks));
        }
        let at_out = |error| Stop::Io(self.out.to_path_buf(), error);
        let bytes = columns::write(table);
        let bytes = match self.sealing {
            Some(sealing) => sealing.seal(&bytes, of).map_err(at_out)?,
            None => bytes,
        };
        let own = hash(&bytes);
        let name = if is_answer { answer_file } else { page_file };
        let name = name(&own, self.sealing.is_some());
        folder.put(&name, &bytes).map_err(|error| Stop::Io(self.out.join(name), error))?;
        Ok(own)
    }
}

/// A file on its way.
struct Reading<'a> {
    reader: Reader<'a>,
    gather: Gather,
    read: u64,
}

impl<'a> Reading<'a> {
    fn new(job: &Job, asked: &Asked<'a>) -> Self {
        let mut reader = Reader::new(asked, Limits::FILE);
        reader.in_chunks();
        reader.begin(None, asked.source.address(), None);
        let none = Reader::new(asked, Limits::FILE).finish().table;
        let manner =
            Manner { audience: asked.audience, utc_offset: asked.utc_offset, page_rows: PAGE_ROWS };
        let gather = Gather::new(fields(asked.source), &none, &job.asks, manner);
        Reading { reader, gather, read: 0 }
    }

    fn file(&mut self, job: &Job, folder: &mut Folder) -> Result<()> {
        let at = |error| Stop::Io(job.file.to_path_buf(), error);
        let unreadable = |fault| Stop::Found(vec![job.issue(fault)]);
        let mut file = (job.open)().map_err(at)?;
        let mut piece = vec![0; PIECE];
        loop {
            let count = file.read(&mut piece).map_err(at)?;
            if count == 0 {
                break;
            }
            self.reader.push(piece.get(..count).unwrap_or_default()).map_err(unreadable)?;
            if let Some(chunk) = self.reader.chunk(PAGE_ROWS) {
                self.take(job, &chunk, folder)?;
            }
        }
        self.read = self.reader.end().map_err(unreadable)?.rows;
        match self.reader.chunk(1) {
            Some(chunk) => self.take(job, &chunk, folder),
            None => Ok(()),
        }
    }

    fn take(&mut self, job: &Job, chunk: &Chunk, folder: &mut Folder) -> Result<()> {
        let Chunk { table, numbers } = chunk;
        if let Some((row, at, looks)) = gate::table(table, &|_| true) {
            let name = table.fields().get(at).map_or("", |field| &field.name);
            return Err(job.personal(numbers.get(row).copied(), name, looks));
        }
        self.gather.take(table, &mut |out, table| job.put(folder, out, table))
    }

    fn end(self, job: &Job, folder: &mut Folder) -> Result<(Gathered, Vec<Issue>, Option<i64>)> {
        let (issues, as_of) = self.reader.findings();
        let fault =
            |issue: &&Issue| issue.what == crate::issue::What::Data(DataFault::MissingColumn);
        if self.read > 0 && issues.iter().filter(fault).count() >= job.source.fields.len() {
            // Another file than the board means: a wall of nothing is no publish.
            return Err(Stop::Found(issues));
        }
        let gathered = self.gather.end(&mut |out, table| job.put(folder, out, table))?;
        Ok((gathered, issues, as_of))
    }
}

/// The fields as the index says them.
fn fields(source: &Source) -> Vec<Field> {
    let field = |(name, spec): (&str, &crate::data::source::FieldSpec)| Field {
        name: name.to_string(),
        label: spec.label.clone().unwrap_or_else(|| name.to_string()),
        unit: spec.unit.clone(),
        // What a mask leaves is text, whatever went in.
        kind: spec.mask.map_or(spec.kind, |_| Type::Text),
    };
    source.fields.iter().map(field).collect()
}
