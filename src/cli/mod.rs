//! The native host: files and the terminal. Exit 0 is fine, 1 is findings, 2 is wrong use.
//!
//! Deliberately absent: a server (any file server will do) and any rule about boards or data, which
//! are in `board` and `data`.

pub mod demo;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::board;
use crate::issue::Lang;

/// Wall displays that tell the truth: checks board files, prints their schema, makes demo data.
#[derive(Parser)]
#[command(name = "daping")]
enum Command {
    /// Check board files; findings are printed with line and column
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The language of the findings
        #[arg(long, value_enum, default_value = "zh")]
        lang: Language,
    },
    /// Print the JSON schema of board files, for editors
    Schema,
    /// Write the synthetic Nanzhao roster and its companions; the same seed gives the same bytes
    Demo {
        /// The folder to write into
        #[arg(long, default_value = "public/data/nanzhao")]
        to: PathBuf,
        #[arg(long, default_value_t = demo::SEED)]
        seed: u64,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

const FINDINGS: u8 = 1;
const WRONG_USE: u8 = 2;

/// Reads the command line and does what it says. Wrong arguments end the process with 2.
pub fn run() -> ExitCode {
    match Command::parse() {
        Command::Check { files, lang } => {
            let lang = match lang {
                Language::Zh => Lang::Zh,
                Language::En => Lang::En,
            };
            let worst = files.iter().map(|file| check(file, lang)).max();
            ExitCode::from(worst.unwrap_or_default())
        }
        Command::Schema => {
            print!("{}", board::schema::text());
            ExitCode::SUCCESS
        }
        Command::Demo { to, seed } => match demo::write(&to, seed, demo::PEOPLE) {
            Ok(written) => {
                written.iter().for_each(|file| println!("{}", file.display()));
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{}: {error}", to.display());
                ExitCode::from(WRONG_USE)
            }
        },
    }
}

/// Prints the findings of one board file; its exit code.
fn check(file: &Path, lang: Lang) -> u8 {
    let text = match std::fs::read(file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            return WRONG_USE;
        }
    };
    let checked = board::check(&file.display().to_string(), &text);
    checked.issues.iter().for_each(|issue| println!("{}", issue.say(lang)));
    if checked.issues.is_empty() { 0 } else { FINDINGS }
}
