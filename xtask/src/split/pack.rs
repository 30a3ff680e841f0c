//! A pack: a module of the moved functions, over the program's memory and table.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection,
    Module as Output, RawSection,
};
use wasmparser::ExternalKind;

use super::Plan;
use super::module::Module;
use crate::Fault;

/// Under which name a pack asks for the program's exports.
const PROGRAM: &str = "program";
/// The program's own names stand where it has some.
pub const MEMORY: &str = "memory";
pub const TABLE: &str = "table";
pub const STACK: &str = "stack";
const TYPES: u8 = 1;

pub fn write(module: &Module<'_>, plan: &Plan, own: &BTreeSet<u32>) -> Result<Vec<u8>, Fault> {
    let (imports, mut numbers) = imports(module, plan, own)?;
    let first = numbers.len() as u32;
    numbers.extend(own.iter().copied().zip(first..));
    let mut output = Output::new();
    let types = module.sections.iter().find(|(id, _)| *id == TYPES);
    if let Some(data) = types.and_then(|(_, range)| module.bytes.get(range.clone())) {
        output.section(&RawSection { id: TYPES, data });
    }
    output.section(&imports);
    output.section(&functions(module, own));
    output.section(&slots(plan, own, &numbers));
    output.section(&code(module, own, numbers)?);
    Ok(output.finish())
}

/// Memory, table and stack pointer, and each function of elsewhere that is called: its new number.
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
    if let Some(table) = module.tables.first() {
        let mut ty = RoundtripReencoder.table_type(*table).map_err(fault)?;
        ty.minimum += plan.slots.len() as u64;
        ty.maximum = ty.maximum.map(|most| most + plan.slots.len() as u64);
        imports.import(PROGRAM, &name(ExternalKind::Table, TABLE), EntityType::Table(ty));
    }
    if let Some(global) = module.globals.first() {
        let ty = EntityType::Global(RoundtripReencoder.global_type(*global).map_err(fault)?);
        imports.import(PROGRAM, &name(ExternalKind::Global, STACK), ty);
    }
    let called = own.iter().filter_map(|function| module.calls.get(*function as usize)).flatten();
    let others: BTreeSet<u32> = called.copied().filter(|at| !own.contains(at)).collect();
    let mut numbers = BTreeMap::new();
    for (number, function) in others.into_iter().enumerate() {
        let exported = plan.needed.get(&function).cloned();
        // Another pack's entrance is called through its stub, which the program exports as well.
        let name = exported.ok_or("A pack calls into another pack.")?;
        let ty = module.functions.get(function as usize).copied().unwrap_or_default();
        imports.import(PROGRAM, &name, EntityType::Function(ty));
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

/// Fills the pack's slots of the program's table.
fn slots(plan: &Plan, own: &BTreeSet<u32>, numbers: &BTreeMap<u32, u32>) -> ElementSection {
    let mut elements = ElementSection::new();
    for (function, slot) in plan.slots.iter().filter(|(function, _)| own.contains(function)) {
        let number = numbers.get(function).copied().unwrap_or_default();
        let functions = Elements::Functions(vec![number].into());
        elements.active(None, &ConstExpr::i32_const(*slot as i32), functions);
    }
    elements
}

/// Calls by the pack's own numbers; everything else has the program's.
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
        if table == 0 { Ok(0) } else { Err(user("uses a table of references")) }
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
