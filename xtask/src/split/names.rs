//! Shorter names between the program and its glue, and without the doors that nobody uses.
//!
//! wasm-bindgen names each call into the page twice, in the program and in the glue, with a hash of
//! sixteen digits that compress badly, and calls back by the compiler's names of a hundred letters. A
//! library below us exports classes of streams; nothing makes one, and as exports they would be kept with
//! all that they reach.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module as Output, RawSection};
use wasmparser::{BinaryReader, ExportSectionReader, ImportSectionReader, Parser};

use crate::Fault;

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// How the compiler's names begin.
const COMPILED: &str = "_R";
/// How the exports of those classes begin.
const UNUSED: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// The program and its glue under the short names; what is not found exactly once in the glue keeps its
/// name.
pub fn shorten(program: &[u8], glue: &str) -> Result<(Vec<u8>, String), Fault> {
    let names = names(program, glue)?;
    let mut short = glue.to_string();
    for (name, own) in &names {
        short = short.replacen(&format!("{name}:"), &format!("{own}:"), 1);
    }
    let mut output = Output::new();
    for payload in Parser::new(0).parse_all(program) {
        let Some((id, range)) = payload.map_err(broken)?.as_section() else { continue };
        let range = range.start as usize..range.end as usize;
        let data = program.get(range).unwrap_or_default();
        match id {
            IMPORTS => drop(output.section(&imports(data, &names)?)),
            EXPORTS => {
                output.section(&exports(data, &mut short)?);
            }
            id => drop(output.section(&RawSection { id, data })),
        }
    }
    Ok((output.finish(), short))
}

/// The glue with a door that lets go of its views of the program's memory. A module stays as long as its
/// page does, and each view holds the whole memory: a page that changes its program (`swap` in
/// public/boot/swap.js) would keep that of every program it ever had.
pub fn with_leave(glue: &str) -> Result<String, Fault> {
    let names =
        glue.split("let cached").skip(1).filter_map(|part| part.split('=').next()).map(str::trim);
    let views: Vec<String> = names
        .filter(|name| name.ends_with("Memory0"))
        .map(|name| format!("cached{name}=null;"))
        .collect();
    if views.is_empty() {
        return Err("The glue has no views of the program's memory that could be let go.".into());
    }
    Ok(format!("{}\nexport function leave(){{{}}}\n", glue.trim_end(), views.concat()))
}

/// Each import's short name.
fn names(program: &[u8], glue: &str) -> Result<BTreeMap<String, String>, Fault> {
    let mut all = BTreeMap::new();
    for payload in Parser::new(0).parse_all(program) {
        let wasmparser::Payload::ImportSection(section) = payload.map_err(broken)? else {
            continue;
        };
        for import in section.into_imports() {
            let name = import.map_err(broken)?.name.to_string();
            let is_key = glue.matches(&format!("{name}:")).count() == 1 && name.starts_with("__wb");
            if is_key {
                let short = format!("_{}", all.len());
                all.entry(name).or_insert(short);
            }
        }
    }
    Ok(all)
}

fn imports(data: &[u8], names: &BTreeMap<String, String>) -> Result<ImportSection, Fault> {
    let own = ImportSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut imports = ImportSection::new();
    for import in own.into_imports() {
        let import = import.map_err(broken)?;
        let name = names.get(import.name).map_or(import.name, String::as_str);
        imports.import(
            import.module,
            name,
            RoundtripReencoder.entity_type(import.ty).map_err(broken)?,
        );
    }
    Ok(imports)
}

/// The program with those of its doors alone and without the linker's notes: what wasm-bindgen would have
/// used of it is reached by nobody then, and wasm-opt drops it.
pub fn with_doors(program: &[u8], doors: &[&str]) -> Result<Vec<u8>, Fault> {
    let mut output = Output::new();
    for payload in Parser::new(0).parse_all(program) {
        let Some((id, range)) = payload.map_err(broken)?.as_section() else { continue };
        let data = program.get(range.start as usize..range.end as usize).unwrap_or_default();
        match id {
            EXPORTS => drop(output.section(&named(data, doors)?)),
            CUSTOM => (),
            id => drop(output.section(&RawSection { id, data })),
        }
    }
    Ok(output.finish())
}

fn named(data: &[u8], names: &[&str]) -> Result<ExportSection, Fault> {
    let own = ExportSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut exports = ExportSection::new();
    for export in own {
        let export = export.map_err(broken)?;
        if names.contains(&export.name) {
            RoundtripReencoder.parse_export(&mut exports, export).map_err(broken)?;
        }
    }
    Ok(exports)
}

/// The exports that are used; the glue calls those by the short names too.
fn exports(data: &[u8], glue: &mut String) -> Result<ExportSection, Fault> {
    let own = ExportSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut exports = ExportSection::new();
    for (at, export) in own.into_iter().enumerate() {
        let mut export = export.map_err(broken)?;
        if UNUSED.iter().any(|begin| export.name.starts_with(begin)) {
            continue;
        }
        let call = format!("wasm.{}(", export.name);
        let short = format!("_{at}");
        if export.name.starts_with(COMPILED) && glue.contains(&call) {
            *glue = glue.replace(&call, &format!("wasm.{short}("));
            export.name = &short;
        }
        RoundtripReencoder.parse_export(&mut exports, export).map_err(broken)?;
    }
    Ok(exports)
}

fn broken(why: impl std::fmt::Display) -> Fault {
    format!("The program's names cannot be shortened: {why}.")
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    use super::*;

    fn program() -> Vec<u8> {
        let (mut types, mut imports, mut exports) =
            (TypeSection::new(), ImportSection::new(), ExportSection::new());
        types.ty().function([], []);
        for name in ["__wbg_fetch_21015a0a4570ab44", "__wbg_twice_0"] {
            imports.import("./daping_bg.js", name, EntityType::Function(0));
        }
        for name in ["main", "_RINvNt6invoke", "intounderlyingsink_close"] {
            exports.export(name, ExportKind::Func, 0);
        }
        let mut output = Output::new();
        output.section(&types).section(&imports).section(&exports);
        output.finish()
    }

    #[test]
    fn both_sides_have_the_short_name_and_unused_doors_are_gone() {
        let glue = "{__wbg_fetch_21015a0a4570ab44:function(e){},__wbg_twice_0:1,__wbg_twice_0:2}\
            wasm._RINvNt6invoke(e);";
        let (short, glue) = shorten(&program(), glue).unwrap();
        let wanted = "{_0:function(e){},__wbg_twice_0:1,__wbg_twice_0:2}wasm._1(e);";
        assert_eq!(glue, wanted);
        let text = String::from_utf8_lossy(&short).into_owned();
        assert!(text.contains("_0") && !text.contains("fetch") && text.contains("__wbg_twice_0"));
        assert!(text.contains("main") && !text.contains("sink") && !text.contains("invoke"));
    }

    #[test]
    fn doors_that_are_not_named_are_closed() {
        let text = with_doors(&program(), &["main"]).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(text.contains("main") && !text.contains("sink"));
    }

    #[test]
    fn the_glue_lets_its_views_go() {
        let glue = "let cachedDataViewMemory0=null;let cachedTextDecoder=1;let cachedUint8ArrayMemory0 = null;\n";
        let wanted = format!(
            "{}\nexport function leave(){{cachedDataViewMemory0=null;cachedUint8ArrayMemory0=null;}}\n",
            glue.trim_end()
        );
        assert_eq!(with_leave(glue), Ok(wanted));
        assert!(with_leave("let cachedTextDecoder=1;").is_err());
    }
}
