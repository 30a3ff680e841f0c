//! `daping publish`: a file of rows becomes pages that a wall reads a few of.
//!
//! Rows are masked as they are read, looked at once more by the gate, and written page by page, so that
//! memory is that of a few pages. Nothing of a file that the gate stops is left.
//!
//! Deliberately absent: any rule about masks, numbers and pages, which are in `data`.

pub mod asks;
mod folder;
mod heads;
mod report;
mod seal;
mod write;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::clock::{self, Zone};
use super::demo::AS_OF;
use super::demo::many::{Form, Text};
use super::{FINDINGS, Language, WRONG_USE};
use crate::board::Board;
use crate::board::check::check_with;
use crate::data::moment::Moment;
use crate::data::source::Source;
use crate::issue::{Level, terminal};

use write::{Job, Stop};

/// So many bytes are read at a time.
const PIECE: usize = 64 * 1024;

#[derive(Args)]
pub struct Options {
    /// The rows: .xlsx, .csv, .json or .ndjson
    file: PathBuf,
    /// The board whose source, fields and questions count
    #[arg(long, value_name = "BOARD.json")]
    board: PathBuf,
    /// The folder to write into
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The board's source that the rows are of [default: the one whose address is in the folder]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The time that the rows are of, with its zone: 2020-02-21T08:00:00+08:00
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    #[command(flatten)]
    seal: seal::Seals,
    /// The language of the report
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
}

/// Opens the rows at their begin.
type Open<'o> = &'o dyn Fn() -> io::Result<Box<dyn Read>>;

/// Publishes one file; the exit code.
pub fn run(options: &Options) -> u8 {
    said(prepared(options, &|| Ok(Box::new(File::open(&options.file)?))))
}

/// Publishes the invented people of a seed, as if they were in a file: as the board's source `roster`.
pub fn demo(board: PathBuf, out: PathBuf, seed: u64, people: u32) -> u8 {
    let options = Options {
        file: PathBuf::from("demo.csv"),
        board,
        out,
        source: Some("roster".to_string()),
        as_of: Some(AS_OF.to_string()),
        seal: seal::Seals::none(),
        lang: Language::Zh,
    };
    said(prepared(&options, &|| Ok(Box::new(Text::new(Form::Csv, seed, people)?))))
}

fn said(code: Result<u8, String>) -> u8 {
    match code {
        Ok(code) => code,
        Err(said) => {
            eprintln!("{said}");
            WRONG_USE
        }
    }
}

/// `Err` says what is wrong with the use.
fn prepared(options: &Options, open: Open) -> Result<u8, String> {
    let lang = options.lang.lang();
    let says = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(time) = options.as_of.as_deref().filter(|own| Moment::parse(own).is_none()) {
        return Err(terminal::no_moment(time, lang));
    }
    let text = std::fs::read(&options.board).map_err(|error| says(&options.board, error))?;
    let text = String::from_utf8_lossy(&text);
    let checked = check_with(&options.board.display().to_string(), &text, &clock::known);
    checked.issues.iter().for_each(|issue| println!("{}", issue.say(lang)));
    let board = &checked.board;
    let (name, source) = chosen(board, options)?;
    let worst =
        if checked.issues.iter().any(|own| own.level == Level::Fault) { FINDINGS } else { 0 };
    published(options, open, board, (name, source)).map(|code| code.max(worst))
}

fn chosen<'b>(board: &'b Board, options: &Options) -> Result<(&'b str, &'b Source), String> {
    let lang = options.lang.lang();
    let (name, out) = (options.source.as_deref(), options.out.as_path());
    asks::choose(&board.sources, name, &options.board, out).ok_or_else(|| {
        let all: Vec<&str> = board.sources.names().collect();
        let all = all.join(", ");
        match name {
            Some(name) => terminal::no_source(name, &all, lang),
            None => {
                terminal::which_source(&out.join("index.json").display().to_string(), &all, lang)
            }
        }
    })
}

fn published(
    options: &Options,
    open: Open,
    board: &Board,
    (name, source): (&str, &Source),
) -> Result<u8, String> {
    let lang = options.lang.lang();
    let moment = options.as_of.as_deref().and_then(Moment::parse);
    let zone = match moment {
        Some(Moment(seconds)) => Zone::at(&board.time_zone, seconds),
        None => Zone::now(&board.time_zone),
    };
    let sealing = options.seal.sealing(&options.out, (name, board, source), lang)?;
    let job = Job {
        sealing: sealing.as_ref(),
        name,
        source,
        file: &options.file,
        open,
        out: &options.out,
        audience: board.audience,
        utc_offset: zone.utc_offset,
        as_of: options.as_of.clone(),
        asks: asks::asks(board, name),
    };
    match job.run() {
        Ok(done) => {
            println!("{}", report::done(&job, &done, lang));
            if let Some(made) = sealing.as_ref().and_then(|own| own.made.as_ref()) {
                eprintln!("  {}", terminal::made_passphrase(made, lang));
            }
            let faulty = done.issues.iter().any(|issue| issue.level == Level::Fault);
            Ok(if faulty { FINDINGS } else { 0 })
        }
        Err(Stop::Found(issues)) => {
            println!("{}", report::stopped(&job, &issues, lang));
            Ok(FINDINGS)
        }
        Err(Stop::Foreign(path)) => Err(terminal::foreign_index(&path.display().to_string(), lang)),
        Err(Stop::Io(path, error)) => Err(format!("{}: {error}", path.display())),
    }
}
