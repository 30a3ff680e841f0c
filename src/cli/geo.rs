//! `daping geo`: any file of boundaries becomes a small one that a wall can load.
//!
//! Deliberately absent: what a file may look like, which is `crate::geo`'s to know, and any change
//! to whose land is whose.

pub mod lean;
mod report;
mod simplify;
mod topology;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::net::{self, Trouble};
use super::{FINDINGS, Language, WRONG_USE, place};
use crate::data::page::Request;
use crate::data::reply::refuse;
use crate::geo::{Datum, File, Outline};
use crate::issue::terminal::NoWay;
use crate::issue::{DataFault, Issue, Lang, OutlineFault, Place, terminal};
use lean::lean;

/// How long an address may take.
const TIMEOUT: Duration = Duration::from_secs(120);
/// The longest file that is taken into memory.
const MAX_FILE: u64 = 1_000_000_000;

#[derive(Args)]
pub struct Options {
    /// The file of boundaries, or its address
    #[arg(value_name = "IN")]
    from: String,
    /// The file to write; the wall reads those in geo/
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the coordinates are measured by
    #[arg(long, value_enum, default_value = "wgs84")]
    datum: Measured,
    /// RFC 6901 pointer to a feature's code [default: the usual places]
    #[arg(long, value_name = "POINTER")]
    code: Option<String>,
    /// RFC 6901 pointer to a feature's name [default: the usual places]
    #[arg(long, value_name = "POINTER")]
    name: Option<String>,
    /// Who made the boundaries; printed on the map
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// The map's review number (审图号); printed on the map
    #[arg(long, value_name = "TEXT")]
    approval_no: Option<String>,
    /// What the outline is called [default: as the file says, or OUT's name]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What a reader of the map should know, such as what it does not show
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// How many pixels across the widest wall has on which nothing may look changed
    #[arg(long, value_name = "PIXELS", default_value_t = 3840,
          value_parser = clap::value_parser!(u32).range(100..=100_000))]
    detail: u32,
    /// The language of what is printed
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
}

#[derive(Clone, Copy, ValueEnum)]
enum Measured {
    Wgs84,
    Gcj02,
}

impl Options {
    fn file(&self) -> File {
        let datum = match self.datum {
            Measured::Wgs84 => Datum::Wgs84,
            Measured::Gcj02 => Datum::Gcj02,
        };
        let (code, name) = (self.code.clone(), self.name.clone());
        let (source, approval_no) = (self.source.clone(), self.approval_no.clone());
        File { datum, code, name, source, approval_no, ..File::default() }
    }

    /// What the command line says of the outline, and its name where nobody says one.
    fn entitle(&self, outline: &mut Outline) {
        if let Some(title) = &self.title {
            outline.name.clone_from(title);
        }
        if outline.name.is_empty() {
            let stem = self.out.file_stem().unwrap_or_default();
            outline.name = stem.to_string_lossy().into_owned();
        }
        if self.note.is_some() {
            outline.note.clone_from(&self.note);
        }
    }
}

/// Reads, simplifies, writes, and says what came of it; the exit code.
pub fn run(options: &Options) -> u8 {
    let lang = options.lang.lang();
    if is_same(&options.from, &options.out) {
        return wrong(&terminal::writes_over_itself(&options.out.display().to_string(), lang));
    }
    let bytes = match read(&options.from) {
        Ok(bytes) => bytes,
        Err(trouble) => return unread(&options.from, &trouble, lang),
    };
    let mut outline = match Outline::read(&bytes, &options.file()) {
        Ok(outline) => outline,
        Err(fault) => {
            let place = Place::document(&options.from);
            println!("{}", Issue::data(place, DataFault::Outline(fault)).say(lang));
            return FINDINGS;
        }
    };
    options.entitle(&mut outline);
    if outline.tiles {
        println!("{}", terminal::tiles_are_small(&options.from, lang));
        return FINDINGS;
    }
    let lean = lean(&outline, f64::from(options.detail));
    let written = lean.outline.written(lean.scale);
    if let Err(error) = write(&options.out, written.as_bytes()) {
        return wrong(&format!("{}: {error}", options.out.display()));
    }
    println!("{} → {}", options.from, options.out.display());
    let sizes = report::Sizes::of(&bytes, written.as_bytes());
    report::lines(&outline, &lean, &sizes, lang).iter().for_each(|line| println!("  {line}"));
    0
}

fn wrong(why: &str) -> u8 {
    eprintln!("{why}");
    WRONG_USE
}

/// What stood in the way to the file; one that is not there is wrong use, as it is for `check`.
fn unread(from: &str, trouble: &Trouble, lang: Lang) -> u8 {
    let issue = Issue::data(Place::document(from), trouble.fault.clone());
    eprintln!("{}", issue.say(lang));
    if let Some(way) = trouble.way {
        eprintln!("  → {}", terminal::no_way(way, lang));
    }
    WRONG_USE
}

fn is_same(from: &str, out: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    whole(Path::new(from)).is_some_and(|from| Some(from) == whole(out))
}

/// The bytes of a file or of an answer. A file may be larger than what a wall would load.
fn read(from: &str) -> Result<Vec<u8>, Trouble> {
    let missing = || Trouble::from(DataFault::Outline(OutlineFault::Missing));
    if !place::is_web(from) {
        let about = fs::metadata(from).map_err(|_| missing())?;
        return match about.len() > MAX_FILE {
            true => Err(DataFault::TooLarge { limit_bytes: MAX_FILE }.into()),
            false => fs::read(from).map_err(|_| missing()),
        };
    }
    let nowhere = Trouble { fault: DataFault::Unreachable, way: Some(NoWay::Address) };
    fetch(&place::from(from).ok_or(nowhere)?)
}

/// The bytes that an address answers with.
pub fn fetch(address: &str) -> Result<Vec<u8>, Trouble> {
    let request = Request { url: address.to_string(), ..Request::default() };
    let mut answer = net::ask(&request, &Vec::new(), TIMEOUT)?;
    refuse(answer.head.status, answer.redirected, None)?;
    let mut bytes = Vec::new();
    answer.pour(&mut |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    Ok(bytes)
}

/// Writes beside the file first, so that a wall never reads half of it.
fn write(out: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = out.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
    let beside = out.with_file_name(format!(".{name}.{}", std::process::id()));
    let done = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, out));
    if done.is_err() {
        // What cannot be written may not be there to be removed either.
        let _ = fs::remove_file(&beside);
    }
    done
}
