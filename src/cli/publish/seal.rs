//! How a publish is sealed: to whom, and by which passphrase.
//!
//! Deliberately absent: the passphrase as an argument, which every user of the machine could read.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use clap::Args;
use jiff::Timestamp;

use crate::board::Board;
use crate::data::published::Index;
use crate::data::published::hash;
use crate::data::published::index::{Of, PUBLISH_DIGITS, Seal, key_file, list_file};
use crate::data::seal::{Head, Key, Recipients};
use crate::data::source::Source;
use crate::issue::{Lang, terminal};

/// Of a passphrase that a machine has not chosen: somebody who has the files may try as often as he likes.
const LEAST_GUESSES_LOG10: f64 = 12.0;
/// Without those that look alike.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Groups of five letters: a hundred bits.
const GROUPS: usize = 4;
const VARIABLE: &str = "DAPING_PASSPHRASE";

#[derive(Args)]
pub struct Seals {
    /// Seal the rows: a passphrase opens them (DAPING_PASSPHRASE, or a new one that is printed once)
    #[arg(long)]
    seal: bool,
    /// Its passphrase is the first line of this file; - is the standard input
    #[arg(long, value_name = "FILE", requires = "seal", conflicts_with = "seal_to")]
    passphrase: Option<String>,
    /// Seal the rows to an age recipient, whose secret key opens them; may be given several times
    #[arg(long, value_name = "age1…")]
    seal_to: Vec<String>,
}

/// Names and bytes.
type Files = Vec<(String, Vec<u8>)>;

/// What a publish is sealed with.
pub struct Sealing {
    to: Recipients,
    publish: String,
    /// The source's name.
    dataset: String,
    /// With its passphrase.
    key: Option<(Key, String)>,
    /// To be said once.
    pub made: Option<String>,
}

impl Seals {
    pub fn none() -> Seals {
        Seals { seal: false, passphrase: None, seal_to: Vec::new() }
    }

    /// `Err` says what is wrong with the use.
    pub fn sealing(
        &self,
        out: &Path,
        (dataset, board, source): (&str, &Board, &Source),
        lang: Lang,
    ) -> Result<Option<Sealing>, String> {
        if !self.seal && self.seal_to.is_empty() {
            return Ok(None);
        }
        let (publish, own) = (name(out)?, dataset);
        let dataset = own.to_string();
        if !self.seal_to.is_empty() {
            let to = Recipients::read(&self.seal_to);
            let to = to.map_err(|text| terminal::no_recipient(&text, lang))?;
            return Ok(Some(Sealing { to, publish, dataset, key: None, made: None }));
        }
        let (passphrase, made) = match given(self.passphrase.as_deref(), lang)? {
            Some(given) if is_weak(&given, &known(own, board, source)) => {
                return Err(terminal::weak_passphrase(lang));
            }
            Some(own) => (own, None),
            // In a log or a file it would be kept, where nobody looks for a secret.
            None if !io::stderr().is_terminal() => return Err(terminal::no_terminal(lang)),
            None => made().map(|own| (own.clone(), Some(own)))?,
        };
        let key = Key::new();
        let to = Recipients::of(&key);
        Ok(Some(Sealing { to, publish, dataset, key: Some((key, passphrase)), made }))
    }
}

impl Sealing {
    pub fn seal(&self, content: &[u8], of: Of) -> io::Result<Vec<u8>> {
        let (publish, dataset) = (&self.publish, &self.dataset);
        self.to.seal(content, &Head { publish, dataset, place: &of.write() })
    }

    /// The files beside the rows: the index itself, and the key's. What stands in the open names files alone.
    pub fn finish(&self, index: &Index) -> io::Result<(Index, Files)> {
        let bytes = self.seal(index.write().as_bytes(), Of::List)?;
        let list = hash(&bytes);
        let mut files = vec![(list_file(&list), bytes)];
        let mut seal =
            Seal { publish: self.publish.clone(), list, key: None, files: index.rows_files(true) };
        if let Some((key, passphrase)) = &self.key {
            let bytes = key.lock(passphrase)?;
            let own = hash(&bytes);
            files.push((key_file(&own), bytes));
            seal.key = Some(own);
        }
        Ok((Index::of(seal), files))
    }
}

/// By chance, with the time at its end: after that of the publish that is there, whatever the machine's clock says.
fn name(out: &Path) -> Result<String, String> {
    let old = std::fs::read(out.join("index.json")).ok();
    let old = old.and_then(|bytes| Index::read(&bytes).ok()?.seal);
    let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
    let issued = old.map_or(0, |seal| seal.issued() + 1).max(now);
    let chance = chance(PUBLISH_DIGITS / 2 - 4)?;
    let digits: String = chance.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{digits}{issued:08x}"))
}

/// The passphrase that was given: by the environment, or as the first line of a file.
fn given(file: Option<&str>, lang: Lang) -> Result<Option<String>, String> {
    let line = match file {
        None => std::env::var(VARIABLE).ok().filter(|own| !own.is_empty()),
        Some("-") => Some(first_line(io::stdin().lock(), "-")?),
        Some(path) => {
            let file = std::fs::File::open(Path::new(path));
            let file = file.map_err(|error| format!("{path}: {error}"))?;
            Some(first_line(io::BufReader::new(file), path)?)
        }
    };
    match line {
        Some(line) if line.trim().is_empty() => Err(terminal::weak_passphrase(lang)),
        line => Ok(line.map(|line| line.trim().to_string())),
    }
}

fn first_line(mut from: impl BufRead, name: &str) -> Result<String, String> {
    let mut line = String::new();
    from.read_line(&mut line).map_err(|error| format!("{name}: {error}"))?;
    Ok(line)
}

/// Words of the board, which somebody who guesses tries first.
fn known<'a>(dataset: &'a str, board: &'a Board, source: &'a Source) -> Vec<&'a str> {
    let fields = source.fields.iter().flat_map(|(name, spec)| [Some(name), spec.label.as_deref()]);
    let own = [Some(dataset), Some(board.title.as_str()), Some("daping"), Some("大屏")];
    own.into_iter().chain(fields).flatten().collect()
}

fn is_weak(passphrase: &str, known: &[&str]) -> bool {
    zxcvbn::zxcvbn(passphrase, known).guesses_log10() < LEAST_GUESSES_LOG10
}

/// `7KQF3-2MXDA-…`
fn made() -> Result<String, String> {
    let letters = chance(GROUPS * 5)?;
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().map(char::from);
    let groups = letters.chunks(5).map(|group| group.iter().filter_map(letter).collect::<String>());
    Ok(groups.collect::<Vec<_>>().join("-"))
}

fn chance(bytes: usize) -> Result<Vec<u8>, String> {
    let mut own = vec![0; bytes];
    getrandom::getrandom(&mut own).map_err(|error| error.to_string())?;
    Ok(own)
}
