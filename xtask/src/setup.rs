//! Set-up: a compiler that can write wasm, the pinned tools, a browser and servers for the tests.
//!
//! Two roads lead to the compiler. The first is rustup's own target. The second, for a machine whose
//! rustup cannot download, is the distribution's compiler with the standard library built for wasm
//! from its sources. Set-up looks before it acts: where all is there it runs in well under a second.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Fault;
use crate::servers::{self, Servers};
use crate::step::{answer, quiet, shown, step, succeeds_within, write};
use crate::tools::{self, Tools};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows the second road's compiler.
const LINKED: &str = "daping-web";
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];
const BROWSER: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];
const RUSTUP_LIMIT: Duration = Duration::from_secs(20);

const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
/// Holds the version of `rustc-web` that the standard library beside it was built for.
const STAMP: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/daping-std";

#[derive(Clone, Copy, PartialEq)]
pub enum For {
    Building,
    /// The benchmarks in a browser.
    Measuring,
    Testing,
}

/// All that the chores need.
pub struct Kit {
    /// rustup's name of the compiler for wasm; `None` is the one in use.
    toolchain: Option<&'static str>,
    pub tools: Tools,
    pub browser: Option<Browser>,
    /// The folder of the validator that judges the schema of boards.
    pub ajv: Option<PathBuf>,
    pub servers: Option<Servers>,
}

/// The browser of the tests, each a path.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
    pub playwright: PathBuf,
    pub axe: PathBuf,
    pub pixelmatch: PathBuf,
}

impl Kit {
    /// A command whose compiler can write wasm and that finds the pinned wasm-bindgen.
    pub fn web(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Some(name) = self.toolchain {
            // rustup's library path, inherited from `cargo xtask`, is of the other compiler.
            command.env("RUSTUP_TOOLCHAIN", name).env_remove("LD_LIBRARY_PATH");
        }
        let old = std::env::var_os("PATH").unwrap_or_default();
        let folders =
            std::iter::once(self.tools.bindgen.clone()).chain(std::env::split_paths(&old));
        if let Ok(path) = std::env::join_paths(folders) {
            command.env("PATH", path);
        }
        command
    }
}

impl Kit {
    /// Makes sure of the standard library's sources, which `dist` builds with the app.
    pub fn library_sources(&self) -> Result<(), Fault> {
        let sources = || {
            let root = answer(self.web("rustc").args(["--print", "sysroot"]))?;
            let library = Path::new(&root).join("lib/rustlib/src/rust/library/std");
            library.exists().then_some(())
        };
        if sources().is_some() {
            return Ok(());
        }
        step("Fetching the standard library's sources", || {
            let mut rustup = self.web("rustup");
            rustup.args(["component", "add", "rust-src"]);
            quiet(&mut rustup, "rust-src", "Install the rust-src component of this compiler.")
        })
    }
}

/// Finds or installs everything.
pub fn all(purpose: For) -> Result<Kit, Fault> {
    let begun = std::time::Instant::now();
    let toolchain = compiler()?;
    let tools = tools::for_building()?;
    let (ajv, browser, servers) = match purpose {
        For::Building => (None, None, None),
        For::Measuring => (None, Some(browser()?), None),
        For::Testing => (Some(tools::ajv()?), Some(browser()?), Some(servers::all()?)),
    };
    println!("Set up in {:.1} s.", begun.elapsed().as_secs_f64());
    Ok(Kit { toolchain, tools, browser, ajv, servers })
}

/// The compiler for wasm, by the first road that is open.
fn compiler() -> Result<Option<&'static str>, Fault> {
    if installed_for_the_compiler_in_use() {
        return Ok(None);
    }
    if second_road_is_ready() {
        return Ok(Some(LINKED));
    }
    if first_road() {
        return Ok(None);
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(format!(
            "Rust cannot compile for {TARGET} here: run `rustup target add {TARGET}`, or install \
             your system's package of that target, then run this again."
        ));
    }
    second_road()?;
    Ok(Some(LINKED))
}

fn installed_for_the_compiler_in_use() -> bool {
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"])).map(PathBuf::from);
    let library = sysroot.map(|root| root.join("lib/rustlib").join(TARGET).join("lib"));
    library.is_some_and(|library| !rlibs(&library).is_empty())
}

fn first_road() -> bool {
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    step(&format!("Asking rustup for {TARGET}"), || {
        let added = succeeds_within(&mut rustup, RUSTUP_LIMIT);
        println!("    {}", if added { "it is there" } else { "not to be had; the other road" });
        Ok(added)
    })
    .unwrap_or(false)
}

fn second_road_is_ready() -> bool {
    std_is_built() && linker().is_ok_and(|link| link.exists()) && rustup_knows_it()
}

/// Whether the standard library is of today's compiler.
fn std_is_built() -> bool {
    let stamped = fs::read_to_string(STAMP).unwrap_or_default();
    let version = packaged_version("rustc-web");
    version.is_some_and(|version| stamped.trim() == version) || adopted()
}

fn rustup_knows_it() -> bool {
    let listed = answer(Command::new("rustup").args(["toolchain", "list"])).unwrap_or_default();
    listed.lines().any(|line| line.split_whitespace().next() == Some(LINKED))
}

/// A library without our stamp counts as ready when the compiler accepts it.
fn adopted() -> bool {
    let Ok(cache) = tools::cache() else { return false };
    let has_test = |file: &PathBuf| file.to_string_lossy().contains("/libtest-");
    if !rlibs(Path::new(LIBRARY)).iter().any(has_test) {
        return false;
    }
    let mut rustc = distribution("/usr/bin/rustc");
    rustc.args(["--target", TARGET, "--crate-type", "lib", "--emit", "metadata", "--out-dir"]);
    succeeds_within(rustc.arg(cache.join("probe")).arg("-"), RUSTUP_LIMIT) && stamp().is_ok()
}

/// Does what is missing of the road, so a broken first attempt is mended by the next.
fn second_road() -> Result<(), Fault> {
    if PACKAGES.iter().any(|name| packaged_version(name).is_none()) {
        step("Installing the distribution's Rust for the web (about a minute)", || apt(&PACKAGES))?;
    }
    if !std_is_built() {
        step("Building the standard library for wasm (under a minute)", build_std)?;
    }
    step("Linking the linker and the compiler to their names", || {
        link_linker(&linker()?)?;
        let mut link = Command::new("rustup");
        link.args(["toolchain", "link", LINKED, "/usr"]);
        quiet(&mut link, "rustup-link", "Install rustup, which tells the two compilers apart.")
    })
}

/// Builds std from the distribution's sources and puts it where its compiler looks for it.
fn build_std() -> Result<(), Fault> {
    let seed = tools::cache()?.join("std-seed");
    seed_crate(&seed)?;
    let mut cargo = distribution("/usr/bin/cargo");
    cargo.current_dir(&seed).args(["build", "--release", "--target", TARGET]);
    // `test` is what `cargo test` links; the bitcode is what a fat LTO reads.
    cargo.arg("-Zbuild-std=std,panic_abort,test").env("RUSTC_BOOTSTRAP", "1");
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes").env("CARGO_TARGET_DIR", seed.join("target"));
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "/usr/bin/wasm-ld-22");
    quiet(
        &mut cargo,
        "std",
        "Is the disk full, or rust-web-src of another version than rustc-web?",
    )?;

    // Two libraries side by side would be one too many: the compiler refuses to choose.
    let built = rlibs(&seed.join("target").join(TARGET).join("release/deps"));
    as_root(&["rm", "-rf", LIBRARY], "std-clear")?;
    as_root(&["mkdir", "-p", LIBRARY], "std-folder")?;
    let mut copy: Vec<&str> = vec!["cp"];
    copy.extend(built.iter().filter_map(|p| p.to_str()).filter(|p| !p.contains("libstd_seed")));
    copy.push(LIBRARY);
    as_root(&copy, "std-copy")?;
    forget_old_builds();
    // Gigabytes that nobody reads again; what stays behind is only disk.
    let _ = fs::remove_dir_all(&seed);
    stamp()
}

/// An empty crate: building it builds std.
fn seed_crate(seed: &Path) -> Result<(), Fault> {
    fs::create_dir_all(seed.join("src")).map_err(|why| format!("{}: {why}.", seed.display()))?;
    let manifest =
        b"[package]\nname = \"std-seed\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[lib]\n";
    write(&seed.join("Cargo.toml"), manifest)?;
    write(&seed.join("src/lib.rs"), b"")
}

/// rustc's own linker for this target has a name that the distribution does not give it.
fn linker() -> Result<PathBuf, Fault> {
    let about = answer(distribution("/usr/bin/rustc").arg("-vV")).unwrap_or_default();
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("/usr/bin/rustc does not say its host: reinstall rustc-web.")?;
    Ok(Path::new("/usr/lib/rustlib").join(host).join("bin/rust-lld"))
}

fn link_linker(link: &Path) -> Result<(), Fault> {
    let folder = link.parent().unwrap_or(link).to_string_lossy();
    as_root(&["mkdir", "-p", &folder], "lld-folder")?;
    as_root(&["ln", "-sfn", "/usr/lib/llvm-22/bin/lld", &link.to_string_lossy()], "lld-link")
}

/// Cargo does not see that std changed, so crates built against the old one must go.
fn forget_old_builds() {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
    // Nothing there is nothing to forget.
    let _ = fs::remove_dir_all(target.join(TARGET));
}

fn stamp() -> Result<(), Fault> {
    let version = packaged_version("rustc-web").ok_or("rustc-web is not installed.")?;
    let draft = tools::cache()?.join("daping-std");
    fs::create_dir_all(tools::cache()?).map_err(|why| format!("The tools' folder: {why}."))?;
    write(&draft, version.as_bytes())?;
    as_root(&["install", "-m", "644", &draft.to_string_lossy(), STAMP], "stamp")
}

/// The browser, its driver and a font with Chinese, and what drives it end to end.
fn browser() -> Result<Browser, Fault> {
    let playwright = tools::playwright()?;
    let (axe, pixelmatch) = (tools::axe()?, tools::pixelmatch()?);
    if find_browser().is_none() && Path::new("/usr/bin/apt-get").exists() {
        step("Installing Chromium, its driver and Chinese fonts", || apt(&BROWSER))?;
    }
    let (chromium, driver) = find_browser().ok_or(
        "The tests need Chromium, its driver and a Chinese font: install chromium, chromium-driver \
         and Noto Sans CJK, or point CHROME and CHROMEDRIVER at them.",
    )?;
    Ok(Browser { chromium, driver, playwright, axe, pixelmatch })
}

fn find_browser() -> Option<(PathBuf, PathBuf)> {
    let chromium = std::env::var_os("CHROME").map(PathBuf::from).or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| on_path(name))
    })?;
    let driver = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    let driver = driver.or_else(|| on_path("chromedriver"))?;
    // Without fontconfig there is nothing to ask.
    let fonts = answer(Command::new("fc-list").arg(":lang=zh-cn"));
    (fonts.as_deref() != Some("")).then_some((chromium, driver))
}

pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

pub fn apt(packages: &[&str]) -> Result<(), Fault> {
    apt_lists()?;
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y"];
    words.push("--no-install-recommends");
    words.extend(packages);
    as_root(&words, "apt-install")
}

/// What there is to be installed, as of now.
pub fn apt_lists() -> Result<(), Fault> {
    as_root(&["apt-get", "update", "-q"], "apt-update")
}

/// Runs a command with the rights to change the system, or says which command wants them.
fn as_root(words: &[&str], log: &str) -> Result<(), Fault> {
    let is_root = answer(Command::new("id").arg("-u")).as_deref() == Some("0");
    let sudo = ["sudo", "-n"];
    let may_sudo = || succeeds_within(Command::new("sudo").args(["-n", "true"]), RUSTUP_LIMIT);
    let prefix: &[&str] = match is_root {
        true => &[],
        false if may_sudo() => &sudo,
        false => return Err(format!("This needs root; run `sudo {}` first.", words.join(" "))),
    };
    let mut line = prefix.iter().chain(words);
    let mut command = Command::new(line.next().unwrap_or(&"true"));
    command.args(line);
    let advice =
        format!("Mend what it says above, run `{}` yourself, then again.", shown(&command));
    quiet(&mut command, log, &advice)
}

/// A command of the distribution's compiler, free of what rustup put into the environment.
fn distribution(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", "/usr/bin:/bin");
    for name in ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "CARGO", "RUSTC", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
}

/// The version of an installed package; `None` where it is not installed.
fn packaged_version(name: &str) -> Option<String> {
    let format = "-f=${db:Status-Status} ${Version}";
    let said = answer(Command::new("dpkg-query").args(["-W", format, name]))?;
    said.strip_prefix("installed ").map(str::to_owned)
}

fn rlibs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "rlib")).collect()
}
