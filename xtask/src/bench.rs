//! `bench`: how fast answers are read, and in how little memory, by the program as it is published;
//! and how its pages hold out in a browser against what others make of the same work.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::{Browser, For, all};
use crate::step::loud;
use crate::{Fault, dist, tools};

const DECODE: &str = "decode";
/// Each is benches/NAME.mjs.
const IN_A_BROWSER: [&str; 5] = ["maps", "flows", "turns", "ingest", "roster"];

const BROKEN: &str = "The measurement did not end.";

/// Measures what is named, or everything.
pub fn run(names: &[&str]) -> Result<(), Fault> {
    let known = |name: &&&str| **name == DECODE || IN_A_BROWSER.contains(*name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        let all = IN_A_BROWSER.join(", ");
        return Err(format!("There is no benchmark {name}: there are {DECODE}, {all}."));
    }
    let asked = |name: &str| names.is_empty() || names.contains(&name);
    if asked(DECODE) {
        let mut cargo = Command::new("cargo");
        cargo.args(["bench", "--quiet", "--package", "daping", "--bench", DECODE]);
        loud(&mut cargo, BROKEN)?;
    }
    let pages: Vec<&str> = IN_A_BROWSER.into_iter().filter(|name| asked(name)).collect();
    if pages.is_empty() { Ok(()) } else { in_a_browser(&pages) }
}

/// The terminal's program, built for speed.
fn publisher() -> Result<PathBuf, Fault> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--quiet",
        "--package",
        "daping",
        "--profile",
        "bench",
        "--bin",
        "daping",
    ]);
    loud(&mut cargo, BROKEN)?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    std::path::absolute(Path::new(&folder).join("release/daping"))
        .map_err(|why| format!("The folder of the build is nowhere: {why}."))
}

fn in_a_browser(names: &[&str]) -> Result<(), Fault> {
    let kit = all(For::Measuring)?;
    let Browser { chromium, playwright, .. } =
        kit.browser.as_ref().ok_or("There is no browser.")?;
    let echarts = tools::echarts()?;
    dist::run(&kit)?;
    names.iter().try_for_each(|name| {
        let mut node = Command::new("node");
        node.arg(format!("benches/{name}.mjs")).env("CHROME", chromium);
        node.env("PLAYWRIGHT_CORE", playwright).env("ECHARTS", &echarts);
        // Outlines of all counties are 210 MB of text, a million people some 180.
        node.env("NODE_OPTIONS", "--max-old-space-size=6000");
        if *name == "maps" {
            node.env("COUNTIES", tools::counties()?);
        }
        if *name == "roster" {
            node.env("DAPING", publisher()?);
        }
        loud(&mut node, BROKEN)
    })
}
