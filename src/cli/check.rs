//! `daping check`: what is wrong with a board file and, where asked for, with what its sources answer.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::clock::{self, Zone};
use super::maps::{self, Outlines};
use super::place::{self, Site};
use super::reading::{Outcome, read_board, read_source};
use super::report::{Manner, report};
use super::stream::{Until, read_stream};
use super::{FINDINGS, Language, WRONG_USE, playlist};
use crate::board::check::check_with;
use crate::board::{Board, Checked, replay};
use crate::data::Audience;
use crate::data::read::Asked;
use crate::data::source::{Format, Source};
use crate::data::table::Table;
use crate::issue::{Lang, Level, terminal, words};
use crate::look::format;

/// Terminals of a width that they do not tell.
const WIDTH: usize = 100;

#[derive(Args)]
pub struct Options {
    /// Board files and playlists
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The language of the findings
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
    /// Read every source too, and print its first rows as the wall shows them
    #[arg(long)]
    sources: bool,
    /// Read the source of this name; may be given several times
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Read the one --source from this file or address instead of its own
    #[arg(long, value_name = "FILE_OR_ADDRESS")]
    from: Option<String>,
    /// How many first rows to print
    #[arg(long, default_value_t = 5)]
    rows: usize,
    /// Mask as for these readers instead of the board's own
    #[arg(long = "as", value_enum, value_name = "AUDIENCE")]
    audience: Option<Readers>,
    /// Where relative addresses start [default: the folder above boards/]
    #[arg(long, value_name = "ADDRESS_OR_FOLDER")]
    site: Option<String>,
    /// How long to hear a stream
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Readers {
    Internal,
    Public,
}

impl Options {
    fn lang(&self) -> Lang {
        self.lang.lang()
    }

    fn audience(&self, board: &Board) -> Audience {
        match self.audience {
            Some(Readers::Internal) => Audience::Internal,
            Some(Readers::Public) => Audience::Public,
            None => board.audience,
        }
    }

    fn reads(&self) -> bool {
        self.sources || !self.source.is_empty()
    }

    fn manner(&self) -> Manner {
        let told = std::env::var("COLUMNS").ok().and_then(|own| own.parse().ok());
        let width = told.unwrap_or(WIDTH).clamp(40, 400);
        Manner { lang: self.lang(), rows: self.rows, width, seconds: self.seconds }
    }
}

/// Checks each file; the worst exit code of all.
pub fn run(options: &Options) -> u8 {
    let lang = options.lang();
    if options.from.is_some() && (options.source.len() != 1 || options.files.len() != 1) {
        eprintln!("{}", terminal::from_needs_one(lang));
        return WRONG_USE;
    }
    let mut worst = 0;
    let mut unread = 0;
    for file in &options.files {
        let Some(text) = text(file) else {
            worst = WRONG_USE;
            continue;
        };
        if playlist::is_one(&text) {
            worst = worst.max(playlist::check(file, &text, lang));
            continue;
        }
        let checked = findings(file, &text, lang);
        let own = if checked.issues.is_empty() { 0 } else { FINDINGS };
        let (outlines, broken) = outlines(file, &checked.board, options);
        let pages = pages(file, &checked.board, options);
        worst = worst.max(own).max(broken).max(pages);
        if options.reads() {
            worst = worst.max(sources(file, &checked.board, &outlines, options));
        } else {
            unread += checked.board.sources.len();
        }
    }
    if unread > 0 {
        let files: Vec<String> =
            options.files.iter().map(|own| own.display().to_string()).collect();
        eprintln!("{}", terminal::how_to_read(unread, &files.join(" "), lang));
    }
    worst
}

/// `None`, said, where there is no such file.
fn text(file: &Path) -> Option<String> {
    match std::fs::read(file) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            None
        }
    }
}

/// Prints the findings of one board file.
fn findings(file: &Path, text: &str, lang: Lang) -> Checked {
    let checked = check_with(&file.display().to_string(), text, &clock::known);
    checked.issues.iter().for_each(|issue| println!("{}", issue.say(lang)));
    checked
}

/// Reads the outlines of the board's maps and prints what is wrong with them; with the exit code.
fn outlines(file: &Path, board: &Board, options: &Options) -> (Outlines, u8) {
    let (lang, site) = (options.lang(), Site::new(options.site.as_deref(), file));
    let (outlines, found) = maps::read(board, &site, options.reads(), lang);
    let say = |line: &str| println!("{}: {line}", file.display());
    for own in &found {
        say(&own.issue.say(lang));
        own.help.iter().for_each(|help| println!("  → {help}"));
    }
    maps::without_review(&outlines, options.audience(board), lang).iter().for_each(|own| say(own));
    let faulty = found.iter().any(|own| own.issue.level == Level::Fault);
    (outlines, if faulty { FINDINGS } else { 0 })
}

/// Looks at the pages that were published for the board's sources; the exit code.
fn pages(file: &Path, board: &Board, options: &Options) -> u8 {
    let (lang, site) = (options.lang(), Site::new(options.site.as_deref(), file));
    let issues = super::pages::check(board, &site, options.audience(board));
    issues.iter().for_each(|issue| println!("{}: {}", file.display(), issue.say(lang)));
    if issues.is_empty() { 0 } else { FINDINGS }
}

/// Reads the sources that are asked for and prints a report of each; the exit code.
fn sources(file: &Path, board: &Board, outlines: &Outlines, options: &Options) -> u8 {
    let lang = options.lang();
    let missing = options.source.iter().find(|name| board.sources.get(name).is_none());
    if let Some(name) = missing {
        let all: Vec<&str> = board.sources.names().collect();
        eprintln!("{}: {}", file.display(), terminal::no_source(name, &all.join(", "), lang));
        return WRONG_USE;
    }
    let asks = |name: &str| options.sources || options.source.iter().any(|own| own == name);
    let audience = options.audience(board);
    let (zone, site) = (Zone::now(&board.time_zone), Site::new(options.site.as_deref(), file));
    println!("{}: {}", file.display(), terminal::audience(audience_word(audience), lang));
    let mut worst = 0;
    let mut tables = Vec::new();
    for (name, source) in board.sources.iter().filter(|(name, _)| asks(name)) {
        let asked = Asked { name, source, audience, utc_offset: zone.utc_offset };
        let outcome = read(&asked, &site, zone, options);
        println!("\n{}", report(&asked, &outcome, options.manner()));
        let faulty = outcome.reading.issues.iter().any(|issue| issue.level == Level::Fault);
        worst = worst.max(if faulty { FINDINGS } else { 0 });
        tables.push((name, outcome.reading.table));
    }
    if let Some(said) = replayed(board, &tables, zone.utc_offset, lang) {
        println!("\n{said}");
    }
    let issues = maps::unmatched(board, outlines, &tables, zone.utc_offset, lang);
    if !issues.is_empty() {
        println!("\n■ {}", terminal::maps(lang));
        issues.iter().for_each(|issue| println!("  · {}", issue.say(lang)));
    }
    worst
}

/// The days of the board's replay, where their source was read.
fn replayed(
    board: &Board,
    tables: &[(&str, Table)],
    utc_offset: i32,
    lang: Lang,
) -> Option<String> {
    let own = board.replay.as_ref()?;
    let (_, rows) = tables.iter().find(|(name, _)| *name == own.from)?;
    let (days, issue) = replay::days(own, rows, utc_offset);
    let mut lines = vec![format!("■ {}", words::replay(lang))];
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        let (first, last) = (format::day(first, lang), format::day(last, lang));
        let range = terminal::days(&first, &last, days.len(), lang);
        let comma = lang.pick(",", ", ");
        lines.push(match days.missing() {
            0 => format!("  {range}"),
            count => format!("  {range}{comma}{}", words::days_missing(count, lang)),
        });
    }
    lines.extend(issue.map(|issue| format!("  · {}", issue.say(lang))));
    Some(lines.join("\n"))
}

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "internal",
        Audience::Public => "public",
    }
}

fn read(asked: &Asked, site: &Site, zone: Zone, options: &Options) -> Outcome {
    let source: &Source = asked.source;
    let address = match &options.from {
        Some(from) => place::from(from),
        None if source.address().is_empty() => return read_board(asked),
        None => site.address(source.address()),
    };
    // What is no address at all is said as one that does not answer.
    let address = address.unwrap_or_else(|| source.address().to_string());
    if source.format == Some(Format::Pages) {
        return super::pages::read(asked, &address);
    }
    if source.streams() {
        let until = Until { seconds: options.seconds, rows: options.rows };
        return read_stream(asked, &place::stream(&address, !source.ws.is_empty()), until);
    }
    read_source(asked, &address, site, zone.today)
}
