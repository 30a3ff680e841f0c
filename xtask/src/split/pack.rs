//! A pack: a module of the moved functions, over the program's memory and table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, FunctionSection,
    ImportSection, Module as Output, RawSection, TableType,
};
use wasmparser::ExternalKind;

use super::module::Module;
use super::{Own, Plan};
use crate::Fault;

/// Under which name a pack asks for the program's exports.
const PROGRAM: &str = "program";
/// The program's own names stand where it has some.
pub const MEMORY: &str = "memory";
pub const TABLE: &str = "table";
pub const REFERENCES: &str = "references";
pub const STACK: &str = "stack";
const TYPES: u8 = 1;

pub fn write(module: &Module<'_>, plan: &Plan, own: &Own) -> Result<Vec<u8>, Fault> {
    let (imports, mut numbers) = imports(module, plan, &own.functions)?;
    let first = numbers.len() as u32;
    numbers.extend(own.functions.iter().copied().zip(first..));
    let mut output = Output::new();
    let types = module.sections.iter().find(|(id, _)| *id == TYPES);
    if let Some(data) = types.and_then(|(_, range)| module.bytes.get(range.clone())) {
        output.section(&RawSection { id: TYPES, data });
    }
    output.section(&imports);
    output.section(&functions(module, &own.functions));
    output.section(&slots(module, plan, &numbers, first));
    output.section(&code(module, &own.functions, numbers)?);
    output.section(&data(module, &own.data));
    Ok(output.finish())
}

/// Memory, tables and stack pointer, and each function of elsewhere that is called: its new number.
fn imports(
    module: &Module<'_>,
    plan: &Plan,
    own: &BTreeSet<u32>,
) -> Result<(ImportSection, BTreeMap<u32, u32>), Fault> {
    let fault = |why: Error| format!("The program cannot be split: {why}.");
    let mut imports = ImportSection::new();
    let name = |kind, or: &'static str| module.export(kind, 0).unwrap_or(or).to_string();
    if let Some(memory) = module.memories.first() {
        let ty = EntityType::Memory(RoundtripReencoder.memory_type(*memory).map_err(fault)?);
        imports.import(PROGRAM, &name(ExternalKind::Memory, MEMORY), ty);
    }
    for (at, table) in (0..).zip(&module.tables) {
        let own = module.export(ExternalKind::Table, at);
        let ty = RoundtripReencoder.table_type(*table).map_err(fault)?;
        imports.import(PROGRAM, own.unwrap_or(table_name(at)), with_slots(ty, at, plan));
    }
    if let Some(global) = module.globals.first() {
        let ty = EntityType::Global(RoundtripReencoder.global_type(*global).map_err(fault)?);
        imports.import(PROGRAM, &name(ExternalKind::Global, STACK), ty);
    }
    let called = own.iter().filter_map(|function| module.calls.get(*function as usize)).flatten();
    let others: BTreeSet<u32> = called.copied().filter(|at| !own.contains(at)).collect();
    let mut numbers = BTreeMap::new();
    for (number, function) in others.into_iter().enumerate() {
        let exported = plan.needed.get(&function);
        let name = exported.ok_or("A pack calls what the program does not export.")?;
        let ty = module.functions.get(function as usize).copied().unwrap_or_default();
        imports.import(PROGRAM, name, EntityType::Function(ty));
        numbers.insert(function, number as u32);
    }
    Ok((imports, numbers))
}

fn functions(module: &Module<'_>, own: &BTreeSet<u32>) -> FunctionSection {
    let mut functions = FunctionSection::new();
    for function in own {
        functions.function(module.functions.get(*function as usize).copied().unwrap_or_default());
    }
    functions
}

/// The name that the program gives a table which it has no name for.
pub fn table_name(at: u32) -> &'static str {
    if at == 0 { TABLE } else { REFERENCES }
}

/// The function table has a slot more for each stub.
pub fn with_slots(mut ty: TableType, at: u32, plan: &Plan) -> TableType {
    let more = if at == 0 { plan.slots.len() as u64 } else { 0 };
    ty.minimum += more;
    ty.maximum = ty.maximum.map(|most| most + more);
    ty
}

/// Fills the pack's slots of the program's table: those of its stubs and those that its functions had.
fn slots(
    module: &Module<'_>,
    plan: &Plan,
    numbers: &BTreeMap<u32, u32>,
    first: u32,
) -> ElementSection {
    let stubs = plan.slots.iter().map(|(function, slot)| (*slot, *function));
    let all = module.slots.iter().map(|(slot, function)| (*slot, *function)).chain(stubs);
    let own = all.filter_map(|(slot, function)| {
        let number = numbers.get(&function).filter(|number| **number >= first)?;
        Some((slot, *number))
    });
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, number) in own {
        match runs.last_mut().filter(|(first, run)| first + run.len() as u32 == slot) {
            Some((_, run)) => run.push(number),
            None => runs.push((slot, vec![number])),
        }
    }
    let mut elements = ElementSection::new();
    for (first, run) in runs {
        elements.active(None, &ConstExpr::i32_const(first as i32), Elements::Functions(run.into()));
    }
    elements
}

/// The bytes of the pack's own pieces, in one where only padding is between them.
fn data(module: &Module<'_>, own: &[Range<u32>]) -> DataSection {
    let mut runs: Vec<Range<u32>> = Vec::new();
    for piece in own {
        let is_next = |last: &Range<u32>| {
            !module.pieces.iter().any(|other| last.end <= other.start && other.start < piece.start)
        };
        match runs.last_mut().filter(|last| is_next(last)) {
            Some(last) => last.end = piece.end,
            None => runs.push(piece.clone()),
        }
    }
    let mut data = DataSection::new();
    for run in runs {
        let bytes =
            module.range(&run).and_then(|range| module.bytes.get(range)).unwrap_or_default();
        if bytes.iter().any(|byte| *byte != 0) {
            data.active(0, &ConstExpr::i32_const(run.start as i32), bytes.iter().copied());
        }
    }
    data
}

/// Calls by the pack's own numbers; everything else, tables too, has the program's.
struct Renumber(BTreeMap<u32, u32>);

impl Reencode for Renumber {
    type Error = Fault;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        self.0.get(&function).copied().ok_or_else(|| user("calls what it does not import"))
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<Self::Error>> {
        // The stack pointer is the only one that a pack imports.
        if global == 0 { Ok(0) } else { Err(user("uses a global of the program")) }
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error<Self::Error>> {
        Ok(table)
    }
}

fn user(why: &str) -> Error<Fault> {
    Error::UserError(why.to_string())
}

fn code(
    module: &Module<'_>,
    own: &BTreeSet<u32>,
    numbers: BTreeMap<u32, u32>,
) -> Result<CodeSection, Fault> {
    let mut code = CodeSection::new();
    let mut renumber = Renumber(numbers);
    for function in own {
        let body = module.bodies.get((*function - module.imported) as usize);
        let body = body.ok_or("A moved function has no body.")?;
        renumber.parse_function_body(&mut code, body.clone()).map_err(|why| {
            let name = module.names.get(function).map_or("?", String::as_str);
            format!("{name} cannot be moved into a pack: {why}.")
        })?;
    }
    Ok(code)
}
