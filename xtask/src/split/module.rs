//! A program as the split sees it: its sections, its functions, who calls whom.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    CompositeInnerType, ElementItems, ExternalKind, FuncType, FunctionBody, KnownCustom, Name,
    Operator, Parser, Payload, TypeRef,
};

use crate::Fault;

/// A parsed program; functions are numbered with the imported ones first.
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
    /// Functions that can be reached without a call: exports, the start, tables.
    pub roots: BTreeSet<u32>,
    /// Functions that use a table of references, as calls into the page do: no pack has that table.
    pub tied: BTreeSet<u32>,
    /// The functions that each function calls or names.
    pub calls: Vec<BTreeSet<u32>>,
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
            roots: BTreeSet::new(),
            tied: BTreeSet::new(),
            calls: Vec::new(),
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
        for (function, body) in (self.imported..).zip(&self.bodies) {
            self.calls.push(called(body)?);
            if is_tied(body)? {
                self.tied.insert(function);
            }
        }
        Ok(())
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
        match element.items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.roots.insert(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    for operator in expression?.get_operators_reader() {
                        if let Operator::RefFunc { function_index } = operator? {
                            self.roots.insert(function_index);
                        }
                    }
                }
            }
        }
        Ok(())
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

/// Whether it uses another table than that of functions, which is the first.
fn is_tied(body: &FunctionBody<'_>) -> wasmparser::Result<bool> {
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::TableGet { table }
            | Operator::TableSet { table }
            | Operator::TableGrow { table }
            | Operator::TableSize { table }
            | Operator::TableFill { table }
                if table > 0 =>
            {
                return Ok(true);
            }
            _ => (),
        }
    }
    Ok(false)
}
