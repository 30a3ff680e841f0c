//! `bench`: how fast answers are read, and in how little memory, by the program as it is published;
//! and how its pages hold out in a browser against what others make of the same work (`peers`: all of that in one run).

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::{Browser, For, Kit, all};
use crate::step::loud;
use crate::{Fault, dist, tools};

const DECODE: &str = "decode";
/// benches/peers/run.mjs; the words after it are its scenarios.
const PEERS: &str = "peers";
/// Each is benches/NAME.mjs.
const IN_A_BROWSER: [&str; 5] = ["maps", "flows", "turns", "ingest", "roster"];

const BROKEN: &str = "The measurement did not end.";

/// Measures what is named, or everything.
pub fn run(names: &[&str]) -> Result<(), Fault> {
    if let [PEERS, scenarios @ ..] = names {
        return against_peers(scenarios);
    }
    let known = |name: &&&str| **name == DECODE || IN_A_BROWSER.contains(*name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        let all = IN_A_BROWSER.join(", ");
        return Err(format!("There is no benchmark {name}: there are {DECODE}, {PEERS}, {all}."));
    }
    let asked = |name: &str| names.is_empty() || names.contains(&name);
    if asked(DECODE) {
        let mut cargo = Command::new("cargo");
        cargo.args(["bench", "--quiet", "--package", "daping", "--bench", DECODE]);
        loud(&mut cargo, BROKEN)?;
    }
    let pages: Vec<&str> = IN_A_BROWSER.into_iter().filter(|name| asked(name)).collect();
    if !pages.is_empty() {
        in_a_browser(&pages)?;
    }
    if names.is_empty() { against_peers(&[]) } else { Ok(()) }
}

/// The scenarios that are named, or all of them.
fn against_peers(scenarios: &[&str]) -> Result<(), Fault> {
    let kit = all(For::Measuring)?;
    let peers = tools::peers()?;
    dist::run(&kit)?;
    let mut node = measuring(&kit, "benches/peers/run.mjs")?;
    node.args(scenarios).env("PEERS", &peers).env("COUNTIES", tools::counties()?);
    loud(&mut node, BROKEN)
}

/// A script over the browser and the app.
fn measuring(kit: &Kit, script: &str) -> Result<Command, Fault> {
    let Browser { chromium, playwright, .. } =
        kit.browser.as_ref().ok_or("There is no browser.")?;
    let mut node = Command::new("node");
    node.arg(script).env("CHROME", chromium).env("PLAYWRIGHT_CORE", playwright);
    // Outlines of all counties are 210 MB of text, a million people some 180.
    node.env("NODE_OPTIONS", "--max-old-space-size=6000");
    Ok(node)
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
    let echarts = tools::echarts()?;
    dist::run(&kit)?;
    names.iter().try_for_each(|name| {
        let mut node = measuring(&kit, &format!("benches/{name}.mjs"))?;
        node.env("ECHARTS", &echarts);
        if *name == "maps" {
            node.env("COUNTIES", tools::counties()?);
        }
        if *name == "roster" {
            node.env("DAPING", publisher()?);
        }
        loud(&mut node, BROKEN)
    })
}
