//! A small program for the tests, as a linker leaves it: what it names by address is written down.
//!
//! `main` names the text `core` and calls the entrance of a pack; that names the text `pack` and a number
//! in memory, the slot of `only`, which nobody calls by name.

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection,
    Elements, Encode, ExportKind, ExportSection, FunctionSection, GlobalSection, GlobalType,
    LinkingSection, MemorySection, MemoryType, Module, NameMap, NameSection, RefType, SymbolTable,
    TableSection, TableType, TypeSection, ValType,
};

pub const NAMES: [&str; 3] = ["main", "_RNvNtNtNtCs0_6daping5packs4ring6charts5enter", "only"];
pub const TEXTS: [&str; 2] = ["core", "pack"];
/// Where the data begin.
pub const DATA: u32 = 1_024;
/// Of `only`.
pub const SLOT: u32 = 1;

/// Places of addresses, as the linker counts them within their section, with the symbol that each names.
const IN_CODE: [(u32, u32); 3] = [(4, 3), (16, 4), (23, 5)];
const IN_DATA: (u32, u32) = (15, 2);

/// Kinds of numbers, by the tool conventions.
const TABLE_INDEX_I32: u32 = 2;
const MEMORY_ADDR_SLEB: u32 = 4;

/// What wasm-bindgen would leave of it: without what the linker knew.
pub fn bound() -> Vec<u8> {
    program(false)
}

pub fn linked() -> Vec<u8> {
    program(true)
}

fn program(knows: bool) -> Vec<u8> {
    let mut module = Module::new();
    sections(&mut module);
    if knows {
        module.section(&linking());
        let code = IN_CODE.map(|(place, symbol)| [MEMORY_ADDR_SLEB, place, symbol, 0]);
        numbers(&mut module, "reloc.CODE", 7, &code.concat(), code.len());
        let (place, symbol) = IN_DATA;
        numbers(&mut module, "reloc.DATA", 8, &[TABLE_INDEX_I32, place, symbol], 1);
    }
    let mut functions = NameMap::new();
    for (at, name) in (0..).zip(NAMES) {
        functions.append(at, name);
    }
    let mut names = NameSection::new();
    names.functions(&functions);
    module.section(&names);
    module.finish()
}

fn sections(module: &mut Module) {
    let (mut types, mut functions, mut tables) =
        (TypeSection::new(), FunctionSection::new(), TableSection::new());
    types.ty().function([], []);
    for _ in NAMES {
        functions.function(0);
    }
    let (element_type, minimum) = (RefType::FUNCREF, 2);
    tables.table(TableType {
        element_type,
        table64: false,
        minimum,
        maximum: Some(minimum),
        shared: false,
    });
    let (mut memories, mut globals, mut exports) =
        (MemorySection::new(), GlobalSection::new(), ExportSection::new());
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let stack = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(stack, &ConstExpr::i32_const(DATA as i32));
    exports.export("main", ExportKind::Func, 0);
    let mut elements = ElementSection::new();
    let slot = ConstExpr::i32_const(SLOT as i32);
    elements.active(None, &slot, Elements::Functions(vec![2].into()));
    let mut data = DataSection::new();
    let bytes = [TEXTS.concat().as_bytes(), &SLOT.to_le_bytes()].concat();
    data.active(0, &ConstExpr::i32_const(DATA as i32), bytes);
    module.section(&types).section(&functions).section(&tables).section(&memories);
    module.section(&globals).section(&exports).section(&elements).section(&code());
    module.section(&data);
}

fn code() -> CodeSection {
    let mut code = CodeSection::new();
    let named = |address| [vec![0x41], padded(address), vec![0x1A]].concat();
    code.raw(&[vec![0], named(DATA), vec![0x10, 1, 0x0B]].concat());
    code.raw(&[vec![0], named(DATA + 4), named(DATA + 8), vec![0x0B]].concat());
    code.raw(&[0, 0x0B]);
    code
}

/// A number of five bytes, so that a linker could write any other in its place.
fn padded(number: u32) -> Vec<u8> {
    (0..5).map(|at| (number >> (7 * at)) as u8 & 0x7F | if at < 4 { 0x80 } else { 0 }).collect()
}

/// The functions are symbols 0 to 2, the texts 3 and 4, the slot's number 5.
fn linking() -> LinkingSection {
    let mut symbols = SymbolTable::new();
    for (at, name) in (0..).zip(NAMES) {
        symbols.function(0, at, Some(name));
    }
    for (at, name) in (0..).zip(["core", "pack", "slot"]) {
        let place = DataSymbolDefinition { index: 0, offset: 4 * at, size: 4 };
        symbols.data(0, name, Some(place));
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    linking
}

fn numbers(module: &mut Module, name: &str, section: u32, entries: &[u32], count: usize) {
    let mut data = Vec::new();
    section.encode(&mut data);
    count.encode(&mut data);
    entries.iter().for_each(|part| part.encode(&mut data));
    module.section(&CustomSection { name: name.into(), data: data.into() });
}
