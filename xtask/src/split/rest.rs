//! The program without what went into packs.

use std::ops::Range;

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, Module as Output, RawSection, TableSection,
};
use wasmparser::{BinaryReader, ExternalKind};

use super::Plan;
use super::module::Module;
use super::pack::{MEMORY, STACK, table_name, with_slots};
use crate::Fault;

const TABLES: u8 = 4;
const EXPORTS: u8 = 7;
const CODE: u8 = 10;
const DATA: u8 = 11;
/// Names and what tools tell each other: nothing that a browser needs.
const CUSTOM: u8 = 0;

pub fn write(module: &Module<'_>, plan: &Plan) -> Result<Vec<u8>, Fault> {
    let mut output = Output::new();
    for (id, range) in &module.sections {
        let data = module.bytes.get(range.clone()).unwrap_or_default();
        match *id {
            TABLES => drop(output.section(&tables(plan, data)?)),
            EXPORTS => drop(output.section(&exports(module, plan, data)?)),
            CODE => drop(output.section(&code(module, plan)?)),
            DATA => {
                let data = &without(module, plan, range);
                output.section(&RawSection { id: DATA, data });
            }
            CUSTOM => (),
            id => drop(output.section(&RawSection { id, data })),
        }
    }
    Ok(output.finish())
}

fn tables(plan: &Plan, data: &[u8]) -> Result<TableSection, Fault> {
    let own = wasmparser::TableSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut tables = TableSection::new();
    for (at, table) in (0..).zip(own) {
        let ty = RoundtripReencoder.table_type(table.map_err(broken)?.ty).map_err(broken)?;
        tables.table(with_slots(ty, at, plan));
    }
    Ok(tables)
}

/// The program's exports and what packs need.
fn exports(module: &Module<'_>, plan: &Plan, data: &[u8]) -> Result<ExportSection, Fault> {
    let own = wasmparser::ExportSectionReader::new(BinaryReader::new(data, 0)).map_err(broken)?;
    let mut exports = ExportSection::new();
    RoundtripReencoder.parse_export_section(&mut exports, own).map_err(broken)?;
    let missing = |kind, at| module.export(kind, at).is_none();
    if missing(ExternalKind::Memory, 0) {
        exports.export(MEMORY, ExportKind::Memory, 0);
    }
    for at in (0..module.tables.len() as u32).filter(|at| missing(ExternalKind::Table, *at)) {
        exports.export(table_name(at), ExportKind::Table, at);
    }
    if missing(ExternalKind::Global, 0) {
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
        let moved = plan.packs.values().any(|own| own.functions.contains(&function));
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

/// The data with zeros where packs write theirs.
fn without(module: &Module<'_>, plan: &Plan, section: &Range<usize>) -> Vec<u8> {
    let mut data = module.bytes.get(section.clone()).unwrap_or_default().to_vec();
    for piece in plan.packs.values().flat_map(|own| &own.data) {
        let Some(range) = module.range(piece) else { continue };
        let own = data.get_mut(range.start - section.start..range.end - section.start);
        own.unwrap_or_default().fill(0);
    }
    data
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
