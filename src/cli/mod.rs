//! The native host: files and the terminal. Exit 0 is fine, 1 is findings, 2 is wrong use.
//!
//! Deliberately absent: any rule about boards or data, which are in `board` and `data`.

mod check;
mod clock;
pub mod demo;
pub mod geo;
mod headers;
mod help;
mod maps;
mod net;
mod pages;
mod place;
mod playlist;
pub mod policy;
mod publish;
mod reading;
mod report;
pub mod serve;
mod stream;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, ValueEnum};

use demo::many::Form;

use crate::board;
use crate::issue::Lang;

/// Wall displays that tell the truth: checks board files, prints their schema, makes outlines small
/// and demo data.
#[derive(Parser)]
#[command(name = "daping")]
enum Command {
    /// Check board files, and with --sources what their sources answer
    Check(check::Options),
    /// Print the JSON schema of board files, for editors
    Schema,
    /// Write the synthetic rows of the demo boards, or a roster of any size; the same seed gives the
    /// same bytes
    Demo(DemoOptions),
    /// Write a roster as pages that a wall reads a few of: masked, checked, and all at once
    Publish(publish::Options),
    /// Serve a folder that `dist` wrote: to this machine alone, with the headers that lock a wall down
    Serve(serve::Options),
    /// Print the same headers as a file for another server
    Headers(headers::Options),
    /// Make a file of boundaries small: GeoJSON, TopoJSON and the like become an outline for geo/
    Geo(geo::Options),
}

#[derive(Args)]
struct DemoOptions {
    /// The folder to write into; with --rows the file, or the folder of pages
    #[arg(long, default_value = "public/data")]
    to: PathBuf,
    #[arg(long, default_value_t = demo::SEED)]
    seed: u64,
    /// Write a roster of so many people, and nothing else
    #[arg(long, requires = "to", value_name = "N")]
    rows: Option<u32>,
    /// How the roster is written
    #[arg(long = "as", value_enum, default_value = "json", requires = "rows", value_name = "FORM")]
    form: Form,
    /// The board whose source the pages are of
    #[arg(long, default_value = "public/boards/nanzhao.json", value_name = "BOARD.json")]
    board: PathBuf,
}

/// Of what is printed.
#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

impl Language {
    fn lang(self) -> Lang {
        match self {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

const FINDINGS: u8 = 1;
const WRONG_USE: u8 = 2;

/// Reads the command line and does what it says. Wrong arguments end the process with 2.
pub fn run() -> ExitCode {
    match Command::parse() {
        Command::Check(options) => ExitCode::from(check::run(&options)),
        Command::Geo(options) => ExitCode::from(geo::run(&options)),
        Command::Headers(options) => ExitCode::from(headers::run(&options)),
        Command::Serve(options) => ExitCode::from(serve::run(&options)),
        Command::Publish(options) => ExitCode::from(publish::run(&options)),
        Command::Schema => {
            print!("{}", board::schema::text());
            ExitCode::SUCCESS
        }
        Command::Demo(options) => ExitCode::from(demo(options)),
    }
}

fn demo(options: DemoOptions) -> u8 {
    let DemoOptions { to, seed, rows, form, board } = options;
    let written = match (rows, form) {
        (Some(people), Form::Pages) => return publish::demo(board, to, seed, people),
        (Some(people), form) => {
            demo::many::write(&to, form, seed, people).map(|()| vec![to.clone()])
        }
        (None, _) => demo::write(&to, seed, demo::PEOPLE),
    };
    match written {
        Ok(written) => {
            written.iter().for_each(|file| println!("{}", file.display()));
            0
        }
        Err(error) => {
            eprintln!("{}: {error}", to.display());
            WRONG_USE
        }
    }
}
