//! `dist`: the release app as plain files for any CDN.
//!
//! Trunk builds, the split moves into packs what only some boards need, wasm-opt makes each part
//! smaller and lowers what older browsers lack. Since that changes the bytes, every part gets a hashed
//! name and an integrity hash in the page.
//! Last come the compressed copies and the table of sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::setup::Kit;
use crate::squeeze::squeeze;
use crate::step::{loud, quiet, read, step, write};
use crate::{Fault, lean, list, size, split};

pub const FOLDER: &str = "dist";
/// The program as the linker leaves it, in the folder of the build.
const LINKED: &str = "wasm32-unknown-unknown/release/daping.wasm";
/// Inside `FOLDER`: the parts of the program that only some boards need.
const PACKS: &str = "packs";
/// The programs of the worker by their feature, profile and pack, and how wasm-opt treats them.
const READERS: [(&str, &[&str]); 3] =
    [("reader", &["-O3"]), ("books", &["-Os"]), ("sealed", &["-O3"])];
const TARGET: &str = "wasm32-unknown-unknown";

/// Packs with a sheet of style of their own, `style/NAME.css`.
const STYLED: [&str; 4] = ["alarms", "drop", "replay", "tools"];

/// Enables what the compiler's default output uses.
const WASM_OPT: [&str; 10] = [
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-bulk-memory-opt",
    // The first kilobyte is the far end of the stack, so no address below it comes of adding to one: a
    // small sum may be part of the load.
    "--low-memory-unused",
    // Names and the compilers' marks, which no browser needs.
    "--strip-debug",
    "--strip-producers",
];

/// Removes what browsers before 2021 lack: bulk memory, sign extension and non-trapping conversion.
/// (`--all-features` cannot be lowered.) The page's program starts without them; the readers'
/// copying of texts is a tenth faster with them, and every browser of the floor has them.
const LOWERED: [&str; 3] = [
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
];

pub fn run(kit: &Kit) -> Result<(), Fault> {
    kit.library_sources()?;
    step("Building the release app with Trunk", || {
        let mut trunk = trunk(kit, "build");
        small(&mut trunk, "optimize_for_size");
        loud(trunk.args(["--release", "--locked"]), "The compiler's words above say where.")
    })?;
    let readers =
        step("Building the readers of large answers, of workbooks and of sealed rows", || {
            readers(kit)
        })?;
    let kinds =
        step("Dividing the program into packs, smaller by wasm-opt", || divide(kit, &readers))?;
    step("Joining the style into one file", style)?;
    step("Taking comments out of the scripts", || lean::scripts(Path::new(FOLDER)))?;
    step("Listing the build", || list::write_list(Path::new(FOLDER)))?;
    let sizes = step("Compressing (brotli, gzip)", || size::compress(Path::new(FOLDER)))?;
    println!("\n{}", size::table(&sizes));
    println!("\n{}\n", size::kinds(&kinds, &sizes));
    let board = read(&Path::new(FOLDER).join("boards/nanzhao.json")).unwrap_or_default();
    println!("{}", size::summary(&sizes, &kinds, &String::from_utf8_lossy(&board)));
    size::check(&sizes)
}

/// Trunk with the right compiler and tools, and no question to the network.
pub fn trunk(kit: &Kit, chore: &str) -> Command {
    let mut trunk = kit.web(&kit.tools.trunk);
    // Its own call stack says nothing of ours.
    trunk.arg(chore).arg("--skip-version-check").env("RUST_BACKTRACE", "0");
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk takes only "true" or "false" where the convention takes any value.
        trunk.env("NO_COLOR", "true");
    }
    trunk
}

/// Builds the standard library with the app, so that a panic stops the program at once: the words
/// of panics, and all that would format them, are a tenth of what a browser loads. The flag is
/// unstable, hence the bootstrap key; `serve`, the tests and plain Trunk do without, and show the
/// words. The library has a target folder of its own, so that neither build undoes the other; `library`
/// names its features.
fn small(build: &mut Command, library: &str) {
    build
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none --cfg=daping_small \
             -Csymbol-mangling-version=v0 -Clink-arg=--emit-relocs",
        )
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", library)
        // The split knows the packs' entrances by their names, and by what the linker wrote down which
        // data they need; neither is in what a browser loads.
        .env("CARGO_PROFILE_RELEASE_STRIP", "none");
    build.env("CARGO_TARGET_DIR", target());
}

/// The folder of the builds for `dist`.
fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target).join("dist")
}

/// The programs of the worker that reads large answers: of the same package, without the page, and made for
/// speed, as they are fetched only when there is much to read. The second reads workbooks too, the third sealed rows.
fn readers(kit: &Kit) -> Result<Vec<Vec<u8>>, Fault> {
    let build = |(name, _): (&str, &[&str])| {
        let mut cargo = kit.web("cargo");
        cargo.args(["build", "--locked", "--package", "daping", "--bin", "reader"]);
        cargo.args(["--profile", name]);
        cargo.args(["--target", TARGET, "--no-default-features", "--features", name]);
        small(&mut cargo, "");
        quiet(&mut cargo, name, "The compiler's words above say where.")?;
        let program = target().join(TARGET).join(name).join("reader.wasm");
        split::names::with_doors(&read(&program)?, &["memory", "reserve", "call", "answer"])
    };
    READERS.into_iter().map(build).collect()
}

/// The program without its packs takes the place of the whole one; packs get a folder of their own,
/// and the page names them.
fn divide(kit: &Kit, readers: &[Vec<u8>]) -> Result<BTreeMap<String, (String, usize)>, Fault> {
    let program = only_wasm(Path::new(FOLDER))?;
    let old = read(&program)?;
    let old_name = file_name(&program);
    let page = Path::new(FOLDER).join("index.html");
    let html = String::from_utf8_lossy(&read(&page)?).into_owned();
    let glue = glue_of(&html).ok_or("dist/index.html does not name the glue.")?;
    let glue_path = Path::new(FOLDER).join(&glue);
    let old_glue = read(&glue_path)?;
    let (short, new_glue) = split::names::shorten(&old, &String::from_utf8_lossy(&old_glue))?;
    let split = split::split(&short, &read(&target().join(LINKED))?)?;
    let small: Vec<&str> = LOWERED.into_iter().chain(["-Oz"]).collect();
    let new = optimised(kit, &program, &split.program, &small)?;
    let new_name = hashed_name(&old_name, &new);
    let html = replaced(&html, (&old_name, &old), (&new_name, &new))?;
    let new_glue = split::names::with_leave(&new_glue)?.into_bytes();
    let glue_name = format!("daping-{}.js", hash(&new_glue));
    let html = replaced(&html, (&glue, &old_glue), (&glue_name, &new_glue))?;
    fs::remove_file(&glue_path).map_err(|why| format!("{glue} cannot be removed: {why}."))?;
    write(&Path::new(FOLDER).join(&glue_name), &new_glue)?;
    fs::remove_file(&program).map_err(|why| format!("{old_name} cannot be removed: {why}."))?;
    write(&program.with_file_name(&new_name), &new)?;
    let folder = Path::new(FOLDER).join(PACKS);
    fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}.", folder.display()))?;
    let mut named = Vec::new();
    let packs =
        split.packs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice(), &small[..]));
    let readers = READERS.iter().zip(readers);
    let readers = readers.map(|((name, how), bytes)| (*name, bytes.as_slice(), *how));
    for (name, bytes, how) in packs.chain(readers) {
        let bytes = optimised(kit, &folder.join(name), bytes, how)?;
        let file = format!("{name}-{}.wasm", hash(&bytes));
        write(&folder.join(&file), &bytes)?;
        named.push(format!("{name} {PACKS}/{file} {}", integrity(&bytes)));
    }
    write(&page, with_packs(&html, &named)?.as_bytes())?;
    Ok(split.kinds)
}

/// One file of style compresses better than ten, and is asked for once; what only a pack shows comes with
/// the pack.
fn style() -> Result<(), Fault> {
    let page = Path::new(FOLDER).join("index.html");
    let html = String::from_utf8_lossy(&read(&page)?).into_owned();
    let (sheets, mut html) = without_sheets(&html);
    let mut joined = Vec::new();
    for file in &sheets {
        let path = Path::new(FOLDER).join(file);
        let bytes = read(&path)?;
        fs::remove_file(&path).map_err(|why| format!("{file} cannot be removed: {why}."))?;
        let bytes = squeeze(&String::from_utf8_lossy(&bytes)).into_bytes();
        match STYLED.iter().find(|name| file.starts_with(&format!("{name}-"))) {
            Some(name) => {
                let own = format!("{PACKS}/{name}-{}.css", hash(&bytes));
                write(&Path::new(FOLDER).join(&own), &bytes)?;
                html = with_sheet(&html, name, &format!("{own} {}", integrity(&bytes)))?;
            }
            None => joined.extend(bytes),
        }
    }
    let name = format!("daping-{}.css", hash(&joined));
    write(&Path::new(FOLDER).join(&name), &joined)?;
    let hash = integrity(&joined);
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{hash}\">");
    write(&page, html.replacen(SHEETS, &link, 1).as_bytes())
}

/// Adds a pack's sheet to what the start script is told of it.
fn with_sheet(html: &str, pack: &str, sheet: &str) -> Result<String, Fault> {
    let begin = format!("{pack} {PACKS}/");
    let (before, rest) =
        html.split_once(&begin).ok_or(format!("dist/index.html has no pack {pack}."))?;
    let end = rest.find([';', '"']).unwrap_or(rest.len());
    let (own, after) = rest.split_at(end);
    Ok(format!("{before}{begin}{own} {sheet}{after}"))
}

/// Stands where the first link to style stood.
const SHEETS: &str = "<!--style-->";

/// The files of style that a page names, in their order, and the page without their links.
fn without_sheets(html: &str) -> (Vec<String>, String) {
    let (mut sheets, mut out) = (Vec::new(), String::new());
    for (at, part) in html.split("<link").enumerate() {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        match href(tag).filter(|_| at > 0 && tag.contains("stylesheet")) {
            Some(file) => {
                out.push_str(if sheets.is_empty() { SHEETS } else { "" });
                out.push_str(rest);
                sheets.push(file.trim_start_matches("./").to_string());
            }
            None if at > 0 => out.push_str(&format!("<link{part}")),
            None => out.push_str(part),
        }
    }
    (sheets, out)
}

/// A tag's address, with or without quotes.
fn href(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once("href=")?;
    let rest = rest.trim_start_matches('"');
    rest.split(['"', ' ', '>']).next()
}

/// The start script's tag with the packs: boot.js reads them there.
fn with_packs(html: &str, named: &[String]) -> Result<String, Fault> {
    let place = " data-wasm=";
    if html.matches(place).count() != 1 {
        return Err("dist/index.html has no start script to tell of packs.".into());
    }
    Ok(html.replace(place, &format!(" data-packs=\"{}\"{place}", named.join(";"))))
}

/// The module made smaller by wasm-opt; `beside` is where it may put its files meanwhile.
fn optimised(kit: &Kit, beside: &Path, bytes: &[u8], how: &[&str]) -> Result<Vec<u8>, Fault> {
    let (large, small) = (beside.with_extension("large"), beside.with_extension("small"));
    write(&large, bytes)?;
    let mut wasm_opt = Command::new("node");
    wasm_opt.arg(&kit.tools.wasm_opt).args(WASM_OPT).args(how).arg(&large).arg("-o").arg(&small);
    quiet(&mut wasm_opt, "wasm-opt", "The program in dist/ is as Trunk wrote it.")?;
    let bytes = read(&small)?;
    for file in [large, small] {
        fs::remove_file(&file).map_err(|why| format!("{}: {why}.", file.display()))?;
    }
    Ok(bytes)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn only_wasm(folder: &Path) -> Result<PathBuf, Fault> {
    let entries = fs::read_dir(folder).map_err(|why| format!("dist/ cannot be read: {why}."))?;
    let mut found = entries.flatten().map(|entry| entry.path());
    let program = found.find(|path| path.to_string_lossy().ends_with("_bg.wasm"));
    program.ok_or("Trunk wrote no *_bg.wasm into dist/: see index.html's data-trunk links.".into())
}

/// The file that the start script's tag names as the glue.
fn glue_of(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("data-js=")?;
    let file = rest.trim_start_matches(['"', '.', '/']);
    file.split(['"', ' ', '>']).next().map(str::to_string)
}

/// The name that Trunk gave, with the hash of the new bytes: `daping-HASH_bg.wasm`.
fn hashed_name(old: &str, bytes: &[u8]) -> String {
    let stem = old.split_once('-').map_or(old.trim_end_matches("_bg.wasm"), |(stem, _)| stem);
    format!("{stem}-{}_bg.wasm", hash(bytes))
}

pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The page with a file's name and integrity hash changed. A page without them is refused: it would
/// load a program that nobody checked.
fn replaced(html: &str, old: (&str, &[u8]), new: (&str, &[u8])) -> Result<String, Fault> {
    let (was, is) = (integrity(old.1), integrity(new.1));
    for (what, needle) in [("name", old.0), ("integrity hash", was.as_str())] {
        if !html.contains(needle) {
            return Err(format!("dist/index.html lacks the {what} of {}: {needle}.", old.0));
        }
    }
    Ok(html.replace(old.0, new.0).replace(&was, &is))
}

pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_the_known_hash_of_nothing() {
        // From the SHA-384 of the empty message, 38b060a7…48b95b.
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
    }

    #[test]
    fn the_page_follows_name_and_hash() {
        let page = format!("<a href=x-1_bg.wasm integrity={}> x-1_bg.wasm", integrity(b"old"));
        let after = replaced(&page, ("x-1_bg.wasm", b"old"), ("x-2_bg.wasm", b"new")).unwrap();
        let wanted = format!("<a href=x-2_bg.wasm integrity={}> x-2_bg.wasm", integrity(b"new"));
        assert_eq!(after, wanted);
    }

    #[test]
    fn a_page_without_the_hash_is_refused() {
        let fault = replaced("x_bg.wasm", ("x_bg.wasm", b"old"), ("y", b"new")).unwrap_err();
        assert!(fault.contains("integrity hash of x_bg.wasm"), "{fault}");
    }

    #[test]
    fn links_to_style_become_one() {
        let page = "<head><link rel=icon href=i.svg><link rel=stylesheet href=./a.css><link href=\"b.css\" rel=stylesheet><body>";
        let (sheets, rest) = without_sheets(page);
        assert_eq!(sheets, ["a.css", "b.css"]);
        assert_eq!(rest, "<head><link rel=icon href=i.svg><!--style--><body>");
    }

    #[test]
    fn the_page_names_its_packs() {
        let page = "<script src=boot.js data-wasm=x_bg.wasm></script>";
        let named = ["lists packs/lists-1.wasm sha384-a".to_string(), "radar b c".to_string()];
        let wanted = "<script src=boot.js data-packs=\"lists packs/lists-1.wasm sha384-a;radar b c\" data-wasm=x_bg.wasm></script>";
        assert_eq!(with_packs(page, &named).as_deref(), Ok(wanted));
        assert!(with_packs("<script></script>", &named).is_err());
    }

    #[test]
    fn a_packs_sheet_stands_behind_its_program() {
        let page = "<script data-packs=\"lists packs/l.wasm a;tools packs/t.wasm b\">";
        let wanted = "<script data-packs=\"lists packs/l.wasm a s.css c;tools packs/t.wasm b\">";
        assert_eq!(with_sheet(page, "lists", "s.css c").as_deref(), Ok(wanted));
        let wanted = "<script data-packs=\"lists packs/l.wasm a;tools packs/t.wasm b s.css c\">";
        assert_eq!(with_sheet(page, "tools", "s.css c").as_deref(), Ok(wanted));
        assert!(with_sheet(page, "none", "x").is_err());
    }

    #[test]
    fn the_name_holds_the_hash_of_the_bytes() {
        // SHA-256 of nothing begins e3b0c44298fc1c14.
        assert_eq!(hashed_name("daping-12ab_bg.wasm", b""), "daping-e3b0c44298fc1c14_bg.wasm");
        assert_eq!(hashed_name("daping_bg.wasm", b""), "daping-e3b0c44298fc1c14_bg.wasm");
    }
}
