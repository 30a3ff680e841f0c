//! The real programs that the tests start: servers, two from npm, two from PyPI, three from the distribution, and
//! the reference implementation of the format of sealed rows, from there too.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Fault;
use crate::setup::{apt, apt_lists, on_path};
use crate::step::{answer, quiet, step};
use crate::tools::{self, AGAIN};

const JSON_SERVER: &str = "0.17.4";
const WS: &str = "8.23.0";
const DATASETTE: &str = "0.65.2";
/// The engine that the package `chdb` 4.4 stands on. Its frames for Python (pandas, pyarrow) are
/// left out: nobody here asks for them, and they are 350 MB more beside 530 MB.
const CHDB_CORE: &str = "26.9.0";

/// Where each server stands.
pub struct Servers {
    /// The folder of the npm package.
    pub json_server: PathBuf,
    /// The folder of the npm package.
    pub ws: PathBuf,
    /// Python's program.
    pub python: PathBuf,
    /// What `PYTHONPATH` says: a folder for each package.
    pub packages: OsString,
    /// nginx's program.
    pub nginx: PathBuf,
    /// Caddy's program.
    pub caddy: PathBuf,
    /// Apache's program.
    pub apache: PathBuf,
    /// age's program, with `age-keygen` beside it.
    pub age: PathBuf,
}

/// Finds or installs all of them.
pub fn all() -> Result<Servers, Fault> {
    let json_server = tools::npm_package("json-server", JSON_SERVER)?;
    let ws = tools::npm_package("ws", WS)?;
    let python = python()?;
    let datasette = tools::pip_package(&python, "datasette", DATASETTE, &[])?;
    let chdb = tools::pip_package(&python, "chdb-core", CHDB_CORE, &["--no-deps"])?;
    let packages = std::env::join_paths([datasette, chdb])
        .map_err(|why| format!("The tools' folder cannot stand in PYTHONPATH: {why}."))?;
    let (nginx, caddy, apache, age) = (nginx()?, caddy()?, apache()?, age()?);
    Ok(Servers { json_server, ws, python, packages, nginx, caddy, apache, age })
}

/// A Python that has pip.
fn python() -> Result<PathBuf, Fault> {
    let found = || {
        let python = ["python3", "python"].iter().find_map(|name| on_path(name))?;
        answer(Command::new(&python).args(["-m", "pip", "--version"])).map(|_| python)
    };
    if found().is_none() && has_apt() {
        step("Installing Python and pip", || apt(&["python3", "python3-pip"]))?;
    }
    found().ok_or("The tests' servers need Python 3.10 or later with pip: install both.".to_owned())
}

fn nginx() -> Result<PathBuf, Fault> {
    // Debian keeps it where only root's PATH looks.
    packaged("nginx", "nginx-light", &["/usr/sbin/nginx"])
}

fn caddy() -> Result<PathBuf, Fault> {
    match on_path("caddy") {
        Some(own) => Ok(own),
        None if has_apt() => Ok(unpacked("caddy")?.join("usr/bin/caddy")),
        None => Err(missing("caddy")),
    }
}

fn apache() -> Result<PathBuf, Fault> {
    // The program alone: the whole package would start it.
    packaged("apache2", "apache2-bin", &["/usr/sbin/apache2"])
}

fn age() -> Result<PathBuf, Fault> {
    packaged("age", "age", &[])
}

/// A program of the distribution.
fn packaged(program: &str, package: &str, also: &[&str]) -> Result<PathBuf, Fault> {
    let found = || {
        let mut there = also.iter().map(PathBuf::from);
        on_path(program).or_else(|| there.find(|own| own.is_file()))
    };
    if found().is_none() && has_apt() {
        step(&format!("Installing {program}"), || apt(&[package]))?;
    }
    found().ok_or_else(|| missing(program))
}

/// A package of the distribution in a folder of ours; installed, its server would run from then on.
fn unpacked(package: &str) -> Result<PathBuf, Fault> {
    let label = format!("deb-{package}");
    let folder = tools::cache()?.join(&label);
    if folder.is_dir() {
        return Ok(folder);
    }
    let partial = tools::cache()?.join(format!("{label}.partial"));
    step(&format!("Fetching {package} from the distribution"), || {
        apt_lists()?;
        fs::create_dir_all(&partial).map_err(|why| format!("{}: {why}.", partial.display()))?;
        let fetch =
            ["-c", "apt-get download \"$0\" && dpkg-deb -x \"$0\"_*.deb . && rm \"$0\"_*.deb"];
        let mut shell = Command::new("sh");
        shell.args(fetch).arg(package).current_dir(&partial);
        quiet(&mut shell, &label, AGAIN)?;
        tools::finish(&partial, &folder)
    })?;
    Ok(folder)
}

fn has_apt() -> bool {
    Path::new("/usr/bin/apt-get").exists()
}

fn missing(program: &str) -> Fault {
    format!("The tests need {program}: install it.")
}
