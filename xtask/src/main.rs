//! The build chores of Daping: `cargo xtask setup|serve|dist|same|outlines|bench|soak|fuzz|deny|test`.
//!
//! `setup` finds or installs what the others need; `serve`, `dist` and `test` call it first, so
//! nothing else has to be typed before them. Nothing of the product lives here, and the product
//! does not need this: where rustup has the wasm target, plain `trunk serve` works too.

mod bench;
mod deny;
mod dist;
mod fuzz;
#[path = "../../tests/native/json_cases/mod.rs"]
mod json_cases;
mod lean;
mod list;
mod outlines;
mod same;
mod serve;
mod servers;
mod setup;
mod size;
mod soak;
mod split;
mod squeeze;
mod step;
mod test;
mod tools;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  setup         install what is missing: wasm target, Trunk, wasm-bindgen, wasm-opt, Chromium, servers
  serve [PORT]  set up, build the release app and serve it at http://127.0.0.1:8080
  dist          set up and write dist/, compressed, with its table of sizes
  same          build dist/ twice from clean copies of the last commit, and compare every byte
  outlines      make public/geo anew from the published outlines
  bench [NAME]  measure: decode (reading answers), maps, flows (both in a browser); all without a name
  bench peers [cold] [line] [map] [arcs] [roster] [busy]
                measure against echarts, uPlot and DataV; all of it without a name
  soak [DAYS]   run the release app for so many days of its own time, 30 without: what it keeps of them
  fuzz [TARGET] [SECONDS]
                look for bytes that break the reading of answers and outlines: json, outline and
                source, 600 s each
  deny          check licences and where dependencies come from
  test          set up and run every check there is; ends with `N passed, N failed`";

/// Why a chore stopped: a whole sentence for the person at the terminal.
type Fault = String;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    if let Err(why) = std::env::set_current_dir(root) {
        eprintln!("The checkout at {} cannot be entered: {why}.", root.display());
        return ExitCode::FAILURE;
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["setup"] => setup::all(setup::For::Testing).map(drop),
        ["serve"] => serve::run("8080"),
        ["serve", port] => serve::run(port),
        ["dist"] => setup::all(setup::For::Building).and_then(|kit| dist::run(&kit)),
        ["same"] => same::run(),
        ["outlines"] => outlines(root),
        ["bench", names @ ..] => bench::run(names),
        ["soak"] => soak::run(None),
        ["soak", days] => soak::run(Some(days)),
        ["fuzz", words @ ..] => fuzz::run(words),
        ["deny"] => deny::run(),
        ["test"] => return test::run(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\n{fault}");
            ExitCode::FAILURE
        }
    }
}

fn outlines(root: &Path) -> Result<(), Fault> {
    let lines =
        outlines::run(root).map_err(|why| format!("The outlines could not be made: {why}."))?;
    lines.iter().for_each(|line| println!("{line}"));
    Ok(())
}
