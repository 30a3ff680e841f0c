//! The program without what went into packs.

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, Module as Output, RawSection, TableSection,
};
use wasmparser::{BinaryReader, ExternalKind};

use super::Plan;
use super::module::Module;
use super::pack::{MEMORY, STACK, TABLE};
use crate::Fault;

const TABLES: u8 = 4;
const EXPORTS: u8 = 7;
const CODE: u8 = 10;

pub fn write(module: &Module<'_>, plan: &Plan) -> Result<Vec<u8>, Fault> {
    let mut output = Output::new();
    for (id, range) in &module.sections {
        let data = module.bytes.get(range.clone()).unwrap_or_default();
        match *id {
            TABLES => drop(output.section(&tables(module, plan, data)?)),
            EXPORTS => drop(output.section(&exports(module, plan, data)?)),
            CODE => drop(output.section(&code(module, plan)?)),
            id => drop(output.section(&RawSection { id, data })),
        }
    }
    Ok(output.finish())
}

/// The function table with a slot more for each stub.
fn tables(module: &Module<'_>, plan: &Plan, data: &[u8]) -> Result<TableSection, Fault> {
    let own = wasmparser::TableSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut tables = TableSection::new();
    for (at, table) in own.into_iter().enumerate() {
        let mut ty = RoundtripReencoder.table_type(table.map_err(broken)?.ty).map_err(broken)?;
        if at == 0 {
            let more = plan.slots.len() as u64;
            ty.minimum += more;
            ty.maximum = ty.maximum.map(|most| most + more);
        }
        tables.table(ty);
    }
    debug_assert!(!module.tables.is_empty());
    Ok(tables)
}

/// The program's exports and what packs need.
fn exports(module: &Module<'_>, plan: &Plan, data: &[u8]) -> Result<ExportSection, Fault> {
    let own = wasmparser::ExportSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut exports = ExportSection::new();
    RoundtripReencoder.parse_export_section(&mut exports, own).map_err(broken)?;
    let missing = |kind| module.export(kind, 0).is_none();
    if missing(ExternalKind::Memory) {
        exports.export(MEMORY, ExportKind::Memory, 0);
    }
    if missing(ExternalKind::Table) {
        exports.export(TABLE, ExportKind::Table, 0);
    }
    if missing(ExternalKind::Global) {
        exports.export(STACK, ExportKind::Global, 0);
    }
    for (function, name) in &plan.needed {
        exports.export(name, ExportKind::Func, *function);
    }
    Ok(exports)
}

/// Bodies as they are; a stub where the rest calls a moved one, nothing where only its pack does.
fn code(module: &Module<'_>, plan: &Plan) -> Result<CodeSection, Fault> {
    let mut code = CodeSection::new();
    for (function, body) in (module.imported..).zip(&module.bodies) {
        let moved = plan.packs.values().any(|own| own.contains(&function));
        match (plan.slots.get(&function), moved) {
            (Some(slot), _) => drop(code.function(&stub(module, function, *slot)?)),
            (None, true) => {
                let mut empty = Function::new([]);
                empty.instructions().unreachable().end();
                code.function(&empty);
            }
            (None, false) => drop(code.raw(body.as_bytes())),
        }
    }
    Ok(code)
}

/// Hands its arguments on to the function in the slot.
fn stub(module: &Module<'_>, function: u32, slot: u32) -> Result<Function, Fault> {
    let own = module.signature(function).ok_or("A function of the program has no type.")?;
    let ty = module.functions.get(function as usize).copied().unwrap_or_default();
    let mut stub = Function::new([]);
    for at in 0..own.params().len() as u32 {
        stub.instructions().local_get(at);
    }
    stub.instructions().i32_const(slot as i32).call_indirect(0, ty).end();
    Ok(stub)
}

fn broken(why: impl std::fmt::Display) -> Fault {
    format!("The program cannot be split: {why}.")
}
