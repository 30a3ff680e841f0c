//! Bytes on the wire: compressed copies beside the files, the table of sizes, the limit.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Fault;
use crate::step::{read, write};

/// The most that program, glue and style may weigh, compressed with brotli.
const LIMIT_BYTES: usize = 300_000;
/// A copy of a file below this saves less than it costs to keep.
const WORTH_BYTES: usize = 1_000;
/// Where `dist` puts parts of the program that only some boards need.
const PACKS: &str = "packs/";
/// The two ends of the worker that reads large answers.
const READER: &str = "reader/";
/// What watches over the program and starts it without a network: fetched once the wall stands,
const LATER: [&str; 2] = ["boot/", "sw.js"];
/// but for what looks after a worker that is there already.
const AT_ONCE: &str = "boot/offline.js";
const KINDS: [&str; 9] = ["wasm", "js", "css", "html", "json", "csv", "svg", "txt", "md"];

/// Of each entrance of a pack, which pack it is in and the bytes of its own code.
pub type Kinds = BTreeMap<String, (String, usize)>;

/// One file of dist/ and its weight in bytes: as it is, and as it travels.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Relative to dist/, with `/` on every system.
    pub file: String,
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

/// Writes `.br` and `.gz` beside every file worth it; returns all sizes, by name.
pub fn compress(folder: &Path) -> Result<Vec<Size>, Fault> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    files.sort();
    files.iter().map(|path| compress_one(folder, path)).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let fault = |why| format!("{} cannot be read: {why}.", folder.display());
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if !hidden(&path) && !["br", "gz"].contains(&extension(&path).as_str()) {
            files.push(path);
        }
    }
    Ok(())
}

/// Trunk's lock file is none of the app.
fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn compress_one(folder: &Path, path: &Path) -> Result<Size, Fault> {
    let bytes = read(path)?;
    let raw = bytes.len();
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let file = inside.to_string_lossy().replace('\\', "/");
    if raw < WORTH_BYTES || !KINDS.contains(&extension(path).as_str()) {
        return Ok(Size { file, raw, gzip: raw, brotli: raw });
    }
    let fault = |why| format!("{} cannot be compressed: {why}.", path.display());
    let (gz, br) = (gzip(&bytes).map_err(fault)?, brotli(&bytes).map_err(fault)?);
    write(&beside(path, "gz"), &gz)?;
    write(&beside(path, "br"), &br)?;
    Ok(Size { file, raw, gzip: gz.len(), brotli: br.len() })
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

fn brotli(mut bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut out, &params)?;
    Ok(out)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}

/// The table, one line for each file.
pub fn table(sizes: &[Size]) -> String {
    let width = sizes.iter().map(|size| size.file.len()).max().unwrap_or(0).max(4);
    let mut lines =
        vec![format!("{:width$} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli")];
    lines.extend(sizes.iter().map(|Size { file, raw, gzip, brotli }| {
        format!(
            "{file:width$} {:>10} {:>10} {:>10}",
            grouped(*raw),
            grouped(*gzip),
            grouped(*brotli)
        )
    }));
    lines.join("\n")
}

/// The totals: what the limit is about, and the whole first load of the default board.
pub fn summary(sizes: &[Size], kinds: &Kinds, board: &str) -> String {
    // What is longer than that is read by the reader (`PAGE_BYTES` in src/data/limits.rs).
    let is_long = |size: &Size| {
        size.raw > 2_000_000
            && size.file.starts_with("data/")
            && is_loaded_first(&size.file, kinds, board)
    };
    let reads = sizes.iter().any(is_long);
    let is_reader =
        |file: &str| file.starts_with(READER) || file.starts_with(&format!("{PACKS}reader-"));
    let is_first =
        |size: &&Size| is_loaded_first(&size.file, kinds, board) || reads && is_reader(&size.file);
    let first: Vec<&Size> = sizes.iter().filter(is_first).collect();
    let total = |part: fn(&Size) -> usize| grouped(first.iter().map(|size| part(size)).sum());
    format!(
        "wasm + glue + style: {} bytes brotli (the limit is {})\n\
         the watch and the worker, once the wall stands: {} bytes brotli\n\
         with page and default board: {} bytes brotli, {} gzip, {} raw",
        grouped(core(sizes)),
        grouped(LIMIT_BYTES),
        grouped(weight(sizes, is_later)),
        total(|size| size.brotli),
        total(|size| size.gzip),
        total(|size| size.raw),
    )
}

/// Fails above the limit.
pub fn check(sizes: &[Size]) -> Result<(), Fault> {
    let total = core(sizes);
    if total <= LIMIT_BYTES {
        return Ok(());
    }
    Err(format!(
        "wasm + glue + style weigh {} bytes brotli, above the limit of {}: see the table for what grew.",
        grouped(total),
        grouped(LIMIT_BYTES)
    ))
}

fn core(sizes: &[Size]) -> usize {
    weight(sizes, is_core)
}

fn weight(sizes: &[Size], counts: fn(&str) -> bool) -> usize {
    sizes.iter().filter(|size| counts(&size.file)).map(|size| size.brotli).sum()
}

/// Program, glue (boot.js too) and style, without the packs and the reader that only some boards load, and
/// without what comes later.
fn is_core(file: &str) -> bool {
    let is_program = [".wasm", ".js", ".css"].iter().any(|ending| file.ends_with(ending));
    is_program && !file.starts_with(PACKS) && !file.starts_with(READER) && !is_later(file)
}

fn is_later(file: &str) -> bool {
    file != AT_ONCE && LATER.iter().any(|later| file.starts_with(later))
}

/// What each kind or other entrance adds: its own code before compression, and the pack that it is in
/// with the weight of its program on the wire.
pub fn kinds(kinds: &Kinds, sizes: &[Size]) -> String {
    let pack = |name: &str| {
        let file = format!("{PACKS}{name}-");
        let is_program = |own: &&Size| own.file.starts_with(&file) && own.file.ends_with(".wasm");
        sizes
            .iter()
            .find(is_program)
            .map_or("in the program".to_string(), |own| format!("{name}, {}", grouped(own.brotli)))
    };
    let mut lines = vec![format!("{:10} {:>10}  pack, brotli", "entrance", "own code")];
    lines.extend(
        kinds
            .iter()
            .map(|(kind, (name, own))| format!("{kind:10} {:>10}  {}", grouped(*own), pack(name))),
    );
    lines.join("\n")
}

/// A board names its files in its own text: by address, or outlines by their bare name.
fn is_loaded_first(file: &str, kinds: &Kinds, board: &str) -> bool {
    let names = |text: &str| board.contains(&format!("\"{text}\""));
    let bare = file.strip_prefix("geo/").and_then(|name| name.split('.').next());
    let has = |kind: &str| board.contains(&format!("\"kind\": \"{kind}\""));
    let is_pack = |pack: &str| file.starts_with(&format!("{PACKS}{pack}-"));
    is_core(file)
        || kinds.iter().any(|(kind, (pack, _))| is_pack(pack) && has(kind))
        || ["index.html", "boards/nanzhao.json"].contains(&file)
        || names(file)
        || names(&format!("./{file}"))
        || bare.is_some_and(names)
}

/// 1234567 as `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(file: &str, brotli: usize) -> Size {
        Size { file: file.into(), raw: 4 * brotli, gzip: 2 * brotli, brotli }
    }

    #[test]
    fn the_limit_is_about_wasm_glue_and_style_only() {
        let mut sizes = vec![size("a_bg.wasm", 299_000), size("a.js", 700), size("a.css", 300)];
        sizes.push(size("data/people.csv", 9_000_000));
        sizes.push(size("packs/graphs-1.wasm", 20_000));
        sizes.push(size("packs/reader-1.wasm", 180_000));
        sizes.push(size("reader/worker.js", 800));
        sizes.push(size("boot/watch.js", 1_500));
        sizes.push(size("sw.js", 3_000));
        assert_eq!(check(&sizes), Ok(()));
        sizes.push(size("more.js", 1));
        assert!(check(&sizes).unwrap_err().contains("300,001 bytes"));
    }

    #[test]
    fn the_default_board_counts_the_files_that_it_names() {
        let sizes = [
            size("a_bg.wasm", 1_000),
            size("boards/nanzhao.json", 100),
            size("data/figures.json", 20),
            size("data/other.json", 7),
            size("geo/henan.json", 3),
            size("packs/maps-1.wasm", 5_000),
            size("packs/bar-1.wasm", 9_000),
        ];
        let board = r#"{"url": "data/figures.json", "kind": "map", "map": "henan"}"#;
        let packs = [("map", "maps"), ("outline", "maps"), ("bar", "bar")];
        let kinds = packs.map(|(kind, pack)| (kind.to_string(), (pack.to_string(), 1)));
        let summary = summary(&sizes, &Kinds::from(kinds), board);
        assert!(
            summary.contains("board: 6,123 bytes brotli, 12,246 gzip, 24,492 raw"),
            "{summary}"
        );
    }

    #[test]
    fn a_board_with_a_long_answer_loads_the_reader_too() {
        let board = r#"{"url": "data/people.json"}"#;
        let loaded = |people: usize| {
            let sizes = [
                size("a_bg.wasm", 1_000),
                size("data/people.json", people),
                size("packs/reader-1.wasm", 500),
                size("reader/worker.js", 7),
            ];
            summary(&sizes, &Kinds::new(), board)
        };
        assert!(loaded(500_000).contains("board: 501,000 bytes"), "{}", loaded(500_000));
        assert!(loaded(500_001).contains("board: 501,508 bytes"), "{}", loaded(500_001));
    }

    #[test]
    fn the_table_has_a_line_for_each_file() {
        let text = table(&[size("index.html", 1_000)]);
        let wanted = "file              raw       gzip     brotli\nindex.html      4,000      2,000      1,000";
        assert_eq!(text, wanted);
    }

    #[test]
    fn compressed_bytes_unpack_to_the_same() {
        let text = "大屏 ".repeat(1_000).into_bytes();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&text).unwrap().as_slice(), &mut back).unwrap();
        assert_eq!(back, text);
        let mut unzipped = Vec::new();
        let packed = gzip(&text).unwrap();
        std::io::copy(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut unzipped).unwrap();
        assert_eq!(unzipped, text);
    }
}
