//! `fuzz`: bytes that nobody thought of, found by libFuzzer; see fuzz/ for what must hold of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{loud, read, write};
use crate::{Fault, json_cases, tools};

const TARGETS: [&str; 7] = ["board", "csv", "json", "outline", "pages", "source", "xlsx"];
const SECONDS: u64 = 600;
const MAX_BYTES: usize = 65_536;

const ADVICE: &str = "The bytes lie in fuzz/artifacts; mend it and add them to \
                      tests/native/json_cases or bad_sources.rs.";

/// `[TARGET] [SECONDS]`, in any number.
pub fn run(words: &[&str]) -> Result<(), Fault> {
    let (targets, seconds) = asked(words)?;
    let program = tools::fuzz()?;
    for target in targets {
        seed(target)?;
        loud(&mut fuzzing(&program, target, seconds), ADVICE)?;
    }
    Ok(())
}

fn asked<'a>(words: &[&'a str]) -> Result<(Vec<&'a str>, u64), Fault> {
    let known = |word: &str| TARGETS.contains(&word);
    let (targets, rest) = match words {
        [target, rest @ ..] if known(target) => (vec![*target], rest),
        rest => (TARGETS.to_vec(), rest),
    };
    let seconds = match rest {
        [] => Some(SECONDS),
        [seconds] => seconds.parse().ok(),
        _ => None,
    };
    let usage = "usage: cargo xtask fuzz [board|csv|json|outline|pages|source|xlsx] [SECONDS]";
    Ok((targets, seconds.ok_or(usage)?))
}

fn fuzzing(program: &Path, target: &str, seconds: u64) -> Command {
    let mut fuzz = Command::new(program);
    fuzz.args(["fuzz", "run", target, "--"]);
    fuzz.arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={MAX_BYTES}"));
    fuzz.args(["-rss_limit_mb=512", "-timeout=10", "-print_final_stats=1"]);
    // The sanitizers' flags are called unstable; a stable compiler takes them when told so.
    fuzz.env("RUSTC_BOOTSTRAP", "1");
    fuzz
}

/// Writes what the fuzzer begins with: the cases of the tests, and the answers of the demo.
fn seed(target: &str) -> Result<(), Fault> {
    let folder = Path::new("fuzz/corpus").join(target);
    fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    let seeds = match target {
        "outline" => json_cases::outlines().into_iter().map(own).collect(),
        "pages" => {
            let bytes = |(name, bytes): json_cases::Case| (name.to_owned(), bytes.to_vec());
            json_cases::PAGES.into_iter().map(bytes).collect()
        }
        "board" => boards()?,
        "source" => json_cases::sources(json_cases::all()),
        "csv" => json_cases::tables(),
        "xlsx" => json_cases::sheets(),
        _ => answers()?,
    };
    for (name, mut bytes) in seeds {
        bytes.truncate(MAX_BYTES / 4);
        write(&folder.join(format!("seed-{}", name.replace(' ', "-"))), &bytes)?;
    }
    Ok(())
}

fn own((name, text): (&str, &str)) -> (String, Vec<u8>) {
    (name.to_owned(), text.as_bytes().to_vec())
}

fn answers() -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut answers = json_cases::all();
    for path in demo()? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        answers.push((name, read(&path)?));
    }
    Ok(answers)
}

/// The demo's answers.
fn demo() -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for folder in ["public/data/gallery", "public/data/gallery/servers", "public/data/nanzhao"] {
        let entries = fs::read_dir(folder).map_err(|why| format!("{folder}: {why}."))?;
        let entries = entries.filter_map(Result::ok).map(|entry| entry.path());
        found.extend(entries.filter(|path| path.is_file()));
    }
    found.sort();
    Ok(found)
}

fn boards() -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let folder = Path::new("public/boards");
    let entries = fs::read_dir(folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    let board = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        Ok((name, read(&entry.path())?))
    };
    entries.flatten().map(board).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_seconds_are_both_optional() {
        assert_eq!(asked(&[]), Ok((TARGETS.to_vec(), SECONDS)));
        assert_eq!(asked(&["json"]), Ok((vec!["json"], SECONDS)));
        assert_eq!(asked(&["source", "30"]), Ok((vec!["source"], 30)));
        assert_eq!(asked(&["5"]), Ok((TARGETS.to_vec(), 5)));
        assert!(asked(&["yaml"]).is_err());
        assert!(asked(&["json", "5", "6"]).is_err());
    }
}
