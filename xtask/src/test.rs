//! `test`: everything that is checked, in one order, with one honest sum.
//!
//! A failing step does not stop the next one, or the sum would hide what follows. A step that should
//! run tests and ran none has failed. The last line is the sum and stands alone.

use std::ops::AddAssign;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::servers::Servers;
use crate::setup::{Browser, For, Kit, TARGET, all};
use crate::step::{loud, step, watched};
use crate::{Fault, deny, dist};

const LINT: &str = "Mend what it names.";

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

impl Counts {
    fn of(passed: u64, failed: u64) -> Self {
        Counts { passed, failed }
    }

    /// A check that is one thing: it passed or it failed.
    fn one(outcome: &Result<(), Fault>) -> Self {
        if outcome.is_ok() { Counts::of(1, 0) } else { Counts::of(0, 1) }
    }

    /// Tests that a command ran: none at all, or a failure that no test explains, is a failure.
    fn honest(self, outcome: &Result<(), Fault>) -> Self {
        let unexplained = self.failed == 0 && (outcome.is_err() || self.passed == 0);
        Counts::of(self.passed, self.failed + u64::from(unexplained))
    }
}

pub fn run() -> ExitCode {
    let mut sum = Counts::default();
    match all(For::Testing) {
        Ok(kit) => everything(&kit, &mut sum),
        Err(fault) => {
            println!("{fault}");
            sum += Counts::of(0, 1);
        }
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn everything(kit: &Kit, sum: &mut Counts) {
    *sum +=
        check("Formatting", || loud(cargo().args(["fmt", "--all", "--check"]), "Run `cargo fmt`."));
    *sum += check("Clippy, native", || {
        let mut clippy = cargo();
        clippy.args([
            "clippy",
            "--locked",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]);
        loud(&mut clippy, LINT)
    });
    *sum += check("Clippy, wasm", || {
        let mut clippy = kit.web("cargo");
        clippy.args(["clippy", "--locked", "--quiet", "--package", "daping", "--target", TARGET]);
        clippy.args(["--lib", "--bins", "--test", "web", "--", "-D", "warnings"]);
        loud(&mut clippy, LINT)
    });
    *sum += check("Licences and origins of dependencies", deny::run);
    let mut native = cargo();
    native.args(["test", "--locked", "--quiet", "--workspace", "--no-fail-fast"]);
    native.envs(kit.servers.iter().map(|servers| ("AGE", &servers.age)));
    *sum += tests("Native tests", &mut native);
    *sum += kit.ajv.as_ref().map_or(Counts::of(0, 1), |ajv| {
        let mut node = Command::new("node");
        node.args(["tests/e2e/schema.mjs"]).env("AJV", ajv);
        tests("Boards against their schema", &mut node)
    });
    let browser = kit.browser.as_ref();
    *sum += browser.map_or(Counts::of(0, 1), |browser| {
        tests("wasm tests in Chromium", &mut in_chromium(kit, browser))
    });
    let built = check("The release app", || dist::run(kit));
    *sum += built;
    *sum += match browser.zip(kit.servers.as_ref()) {
        Some((browser, servers)) if built.failed == 0 => {
            tests("End to end in Chromium", &mut end_to_end(browser, servers))
        }
        _ => {
            println!("==> End to end in Chromium: not run, because there is no release app");
            Counts::of(0, 1)
        }
    };
}

fn cargo() -> Command {
    Command::new("cargo")
}

/// wasm-bindgen-test finds the browser's flags in webdriver.json.
fn in_chromium(kit: &Kit, browser: &Browser) -> Command {
    let mut cargo = kit.web("cargo");
    // The runner knows no `--quiet`, which cargo would pass on to it.
    cargo.args(["test", "--locked", "--package", "daping", "--target", TARGET, "--test", "web"]);
    let runner = kit.tools.bindgen.join("wasm-bindgen-test-runner");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    // Of the runner's own call stack nothing is ours.
    cargo.env("RUST_BACKTRACE", "0");
    cargo
}

fn end_to_end(browser: &Browser, servers: &Servers) -> Command {
    let mut node = Command::new("node");
    node.args(["tests/e2e/run.mjs"]).env("PLAYWRIGHT_CORE", &browser.playwright);
    node.env("AXE_PLAYWRIGHT", &browser.axe).env("PIXELMATCH", &browser.pixelmatch);
    node.env("CHROME", &browser.chromium);
    node.env("JSON_SERVER", &servers.json_server).env("WS", &servers.ws);
    node.env("PYTHON", &servers.python).env("PYTHON_PACKAGES", &servers.packages);
    node.env("NGINX", &servers.nginx).env("CADDY", &servers.caddy);
    node.env("APACHE", &servers.apache).env("DAPING", daping());
    node
}

/// The command line, as the native tests have built it.
fn daping() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
    let program = target.join("debug/daping").with_extension(std::env::consts::EXE_EXTENSION);
    std::path::absolute(&program).unwrap_or(program)
}

fn check(name: &str, work: impl FnOnce() -> Result<(), Fault>) -> Counts {
    let outcome = step(name, work);
    told(&outcome);
    Counts::one(&outcome)
}

fn tests(name: &str, command: &mut Command) -> Counts {
    let mut counts = Counts::default();
    let outcome = step(name, || {
        let (output, outcome) = watched(command, "The tests above say what was expected.");
        counts = counted(&output).honest(&outcome);
        match outcome {
            Ok(()) if counts.failed > 0 && counts.passed == 0 => Err("No test was run.".to_owned()),
            outcome => outcome,
        }
    });
    told(&outcome);
    counts
}

fn told(outcome: &Result<(), Fault>) {
    if let Err(fault) = outcome {
        println!("    {fault}");
    }
}

/// The sum over all `test result:` lines of cargo and `e2e:` lines.
fn counted(output: &str) -> Counts {
    let mut sum = Counts::default();
    for line in output.lines() {
        let line = line.trim_start();
        if line.starts_with("test result: ") || line.starts_with("e2e: ") {
            sum += Counts::of(before(line, " passed"), before(line, " failed"));
        }
    }
    sum
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> u64 {
    let number = line.split(word).next().and_then(|head| head.rsplit(' ').next());
    number.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_summed_over_all_result_lines() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored\n    e2e: 5 passed, 2 failed\n9 passed, 9 failed\n";
        assert_eq!(counted(output), Counts::of(8, 3));
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        assert_eq!(Counts::of(0, 0).honest(&Ok(())), Counts::of(0, 1));
        assert_eq!(Counts::of(3, 0).honest(&Ok(())), Counts::of(3, 0));
    }

    #[test]
    fn a_failure_that_no_test_explains_counts_once() {
        let broken = Err("It does not compile.".to_owned());
        assert_eq!(Counts::of(3, 0).honest(&broken), Counts::of(3, 1));
        assert_eq!(Counts::of(3, 2).honest(&broken), Counts::of(3, 2));
    }
}
