//! Steps and commands: each step says what it does and how long it took, each failing command says
//! its name, its exit code and what to do.
//!
//! Deliberately absent: a shell. Commands are lists of words, so no path is ever split or expanded.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::{Fault, tools};

/// How much of a failed command's log is printed.
const TAIL_LINES: usize = 25;

/// Does `work` under a heading and prints how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    println!("==> {what}");
    let begun = Instant::now();
    let outcome = work();
    let word = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("    {word} in {:.1} s", begun.elapsed().as_secs_f64());
    outcome
}

/// Runs a command whose output the reader wants to see.
pub fn loud(command: &mut Command, advice: &str) -> Result<(), Fault> {
    flush();
    let status = command.status().map_err(|why| not_started(command, &why))?;
    verdict(command, status, advice)
}

/// Runs a command whose output matters only when it fails: kept in the cache folder's logs.
pub fn quiet(command: &mut Command, log: &str, advice: &str) -> Result<(), Fault> {
    let path = tools::cache()?.join("logs").join(format!("{log}.log"));
    let file = log_file(&path)?;
    let errors = file.try_clone().map_err(|why| format!("{}: {why}.", path.display()))?;
    command.stdin(Stdio::null()).stdout(file).stderr(errors);
    let status = command.status().map_err(|why| not_started(command, &why))?;
    if !status.success() {
        let written = fs::read(&path).unwrap_or_default();
        eprintln!("{}", tail(&String::from_utf8_lossy(&written), TAIL_LINES));
        eprintln!("    (the whole output: {})", path.display());
    }
    verdict(command, status, advice)
}

/// Runs a command, showing its output while it comes; returns what it wrote to stdout as well.
pub fn watched(command: &mut Command, advice: &str) -> (String, Result<(), Fault>) {
    flush();
    command.stdout(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(why) => return (String::new(), Err(not_started(command, &why))),
    };
    let mut seen = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            seen.push_str(&line);
            seen.push('\n');
        }
    }
    let outcome = match child.wait() {
        Ok(status) => verdict(command, status, advice),
        Err(why) => Err(not_started(command, &why)),
    };
    (seen, outcome)
}

/// What a quick question answers on stdout; `None` where the command is missing or says no.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a quiet command succeeds before `limit`; it is ended when it does not.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = silent.spawn() else { return false };
    let deadline = Instant::now() + limit;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Err(_) => return false,
        }
    }
    // Both fail only where the child is already gone.
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// The command as it would be typed.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn verdict(command: &Command, status: ExitStatus, advice: &str) -> Result<(), Fault> {
    if status.success() {
        return Ok(());
    }
    let code = status.code().map_or("a signal".to_owned(), |code| format!("exit code {code}"));
    Err(format!("`{}` failed with {code}. {advice}", shown(command)))
}

fn not_started(command: &Command, why: &std::io::Error) -> Fault {
    let program = command.get_program().to_string_lossy();
    format!("`{}` could not be started ({why}): is {program} installed?", shown(command))
}

fn log_file(path: &Path) -> Result<File, Fault> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| File::create(path))
        .map_err(|why| format!("The log {} cannot be written: {why}.", path.display()))
}

/// Our own lines stand before the child's in a log that joins both.
fn flush() {
    // A closed stdout shows at the next `println!`.
    let _ = std::io::stdout().flush();
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all.iter().skip(all.len().saturating_sub(lines)).copied().collect::<Vec<_>>().join("\n")
}

/// The bytes of a file, or a sentence.
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(|why| format!("{} cannot be read: {why}.", path.display()))?;
    Ok(bytes)
}

/// Writes a file, or says why not.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    fs::write(path, bytes).map_err(|why| format!("{} cannot be written: {why}.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_a_log_is_its_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a", 2), "a");
    }

    #[test]
    fn a_failing_command_is_named_with_its_code_and_the_advice() {
        let fault = loud(Command::new("false").arg("x"), "Try again.").unwrap_err();
        assert_eq!(fault, "`false x` failed with exit code 1. Try again.");
    }

    #[test]
    fn a_slow_command_is_ended() {
        assert!(!succeeds_within(Command::new("sleep").arg("60"), Duration::from_millis(1)));
        assert!(succeeds_within(&mut Command::new("true"), Duration::from_secs(60)));
    }
}
