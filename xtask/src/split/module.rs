//! A program as the split sees it: its sections, its functions, who calls whom.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    CompositeInnerType, ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncType,
    FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

use super::linked::{Linked, Named};
use crate::Fault;

/// A parsed program. Functions are numbered with the imported ones first, pieces of data behind the last
/// function, so that one number says which of them leads to which.
pub struct Module<'a> {
    pub bytes: &'a [u8],
    /// Each section: its number and where its content lies.
    pub sections: Vec<(u8, Range<usize>)>,
    /// The function types by their numbers; `None` for a type that is no function's.
    pub types: Vec<Option<FuncType>>,
    /// The type of each function.
    pub functions: Vec<u32>,
    /// How many of them are imported.
    pub imported: u32,
    /// The bodies of the others.
    pub bodies: Vec<FunctionBody<'a>>,
    pub names: BTreeMap<u32, String>,
    pub exports: Vec<(String, ExternalKind, u32)>,
    pub tables: Vec<wasmparser::TableType>,
    pub memories: Vec<wasmparser::MemoryType>,
    pub globals: Vec<wasmparser::GlobalType>,
    /// The function in each filled slot of the function table.
    pub slots: BTreeMap<u32, u32>,
    /// Each piece of memory that begins with other bytes than zeros: its address and where they lie.
    pub segments: Vec<(u32, Range<usize>)>,
    /// The pieces of data, by address.
    pub pieces: Vec<Range<u32>>,
    /// Functions that can be reached without a call: exports, the start, and slots that wasm-bindgen filled.
    pub roots: BTreeSet<u32>,
    /// The functions that each function calls.
    pub calls: Vec<BTreeSet<u32>>,
    /// The functions and pieces that each of them calls or names.
    pub leads: Vec<BTreeSet<u32>>,
}

impl<'a> Module<'a> {
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut module = Module {
            bytes,
            sections: Vec::new(),
            types: Vec::new(),
            functions: Vec::new(),
            imported: 0,
            bodies: Vec::new(),
            names: BTreeMap::new(),
            exports: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            slots: BTreeMap::new(),
            segments: Vec::new(),
            pieces: Vec::new(),
            roots: BTreeSet::new(),
            calls: Vec::new(),
            leads: Vec::new(),
        };
        module.read().map_err(|why| format!("The program cannot be split: {why}."))?;
        Ok(module)
    }

    fn read(&mut self) -> wasmparser::Result<()> {
        for payload in Parser::new(0).parse_all(self.bytes) {
            let payload = payload?;
            if let Some((id, range)) = payload.as_section() {
                self.sections.push((id, range.start as usize..range.end as usize));
            }
            self.section(payload)?;
        }
        self.calls = vec![BTreeSet::new(); self.imported as usize];
        for body in &self.bodies {
            self.calls.push(called(body)?);
        }
        Ok(())
    }

    /// Joins what the linker knew of addresses to what the calls say.
    pub fn tie(&mut self, linked: &Linked) {
        self.pieces = linked.pieces.iter().map(|(piece, _)| piece.clone()).collect();
        let first = self.functions.len() as u32;
        let nodes = |named: &Named| -> BTreeSet<u32> {
            let functions = named.slots.iter().filter_map(|slot| self.slots.get(slot)).copied();
            functions.chain(named.pieces.iter().map(|at| first + at)).collect()
        };
        let mut leads = self.calls.clone();
        for (function, leads) in (0..).zip(&mut leads) {
            let name = self.names.get(&function);
            let named = name.and_then(|name| linked.functions.get(name));
            leads.extend(named.map(nodes).unwrap_or_default());
        }
        leads.extend(linked.pieces.iter().map(|(_, named)| nodes(named)));
        self.leads = leads;
        let is_linked = |name: &String| linked.functions.contains_key(name);
        let filled = self.slots.values().filter(|at| !self.names.get(at).is_some_and(is_linked));
        self.roots.extend(filled);
    }

    /// The bytes of a node: of a function its code.
    pub fn weight(&self, node: u32) -> usize {
        let at = |first: usize| (node as usize).checked_sub(first);
        let body = at(self.imported as usize).and_then(|at| self.bodies.get(at));
        let piece = at(self.functions.len()).and_then(|at| self.pieces.get(at));
        body.map_or(0, |body| body.as_bytes().len()) + piece.map_or(0, |piece| piece.len())
    }

    fn section(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(groups) => {
                for group in groups {
                    self.types.extend(group?.into_types().map(
                        |own| match own.composite_type.inner {
                            CompositeInnerType::Func(own) => Some(own),
                            _ => None,
                        },
                    ));
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    match import?.ty {
                        TypeRef::Func(ty) => self.functions.push(ty),
                        TypeRef::Table(ty) => self.tables.push(ty),
                        TypeRef::Memory(ty) => self.memories.push(ty),
                        TypeRef::Global(ty) => self.globals.push(ty),
                        _ => (),
                    }
                }
                self.imported = self.functions.len() as u32;
            }
            Payload::FunctionSection(types) => {
                for ty in types {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.roots.insert(export.index);
                    }
                    self.exports.push((export.name.to_string(), export.kind, export.index));
                }
            }
            Payload::StartSection { func, .. } => drop(self.roots.insert(func)),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.element(element?)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => {
                for data in data {
                    self.data(data?)?;
                }
            }
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(names) = custom.as_known() {
                    for part in names {
                        if let Name::Function(map) = part? {
                            for naming in map {
                                let naming = naming?;
                                self.names.insert(naming.index, naming.name.to_string());
                            }
                        }
                    }
                }
            }
            _ => (),
        }
        Ok(())
    }

    fn element(&mut self, element: wasmparser::Element<'a>) -> wasmparser::Result<()> {
        let ElementKind::Active { offset_expr, .. } = element.kind else { return Ok(()) };
        let first = constant(&offset_expr)?;
        if let ElementItems::Functions(functions) = element.items {
            for (slot, function) in (first..).zip(functions) {
                self.slots.insert(slot, function?);
            }
        }
        Ok(())
    }

    fn data(&mut self, data: wasmparser::Data<'a>) -> wasmparser::Result<()> {
        if let DataKind::Active { offset_expr, .. } = data.kind {
            let end = data.range.end as usize;
            self.segments.push((constant(&offset_expr)?, end - data.data.len()..end));
        }
        Ok(())
    }

    /// Where a piece's bytes lie; nothing for one of zeros alone, which no segment has.
    pub fn range(&self, piece: &Range<u32>) -> Option<Range<usize>> {
        self.segments.iter().find_map(|(first, bytes)| {
            let start = bytes.start + piece.start.checked_sub(*first)? as usize;
            let end = start + piece.len();
            (end <= bytes.end).then_some(start..end)
        })
    }

    pub fn export(&self, kind: ExternalKind, index: u32) -> Option<&str> {
        let own = self.exports.iter().find(|(_, own, at)| *own == kind && *at == index);
        own.map(|(name, ..)| name.as_str())
    }

    pub fn signature(&self, function: u32) -> Option<&FuncType> {
        self.types.get(*self.functions.get(function as usize)? as usize)?.as_ref()
    }
}

fn called(body: &FunctionBody<'_>) -> wasmparser::Result<BTreeSet<u32>> {
    let mut all = BTreeSet::new();
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } => drop(all.insert(function_index)),
            _ => (),
        }
    }
    Ok(all)
}

/// The number that a segment's place is given by.
fn constant(place: &ConstExpr<'_>) -> wasmparser::Result<u32> {
    match place.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as u32),
        // A place that the program is told when it starts: none that wasm-ld or wasm-bindgen writes here.
        _ => Ok(u32::MAX),
    }
}
