//! What the linker knew of the program: which constants in its code and its data are places of the function
//! table, and which are addresses of data (`--emit-relocs`, as the tool conventions of WebAssembly have it).
//! Without that, a function that only a table names and a text would have to stay in the program.
//!
//! wasm-bindgen writes the program anew and keeps none of it, so it is read from the file before that. A
//! function is found again by its name, slots and addresses stay what they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    KnownCustom, Linking, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo,
};

use super::module::Module;
use crate::Fault;

const CODE: u8 = 10;
const DATA: u8 = 11;

/// What a function or a piece of data names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Of the function table.
    pub slots: BTreeSet<u32>,
    /// By their number in `Linked`.
    pub pieces: BTreeSet<u32>,
}

#[derive(Debug, Default, PartialEq)]
pub struct Linked {
    /// Every function by name.
    pub functions: BTreeMap<String, Named>,
    /// The pieces of data by address; symbols that share bytes are one piece.
    pub pieces: Vec<(Range<u32>, Named)>,
}

/// A symbol as far as it can be named by a number.
enum Symbol {
    Slot(u32),
    Piece(u32),
    /// A function or table that is named by its index, or a mark of the linker's own.
    None,
}

pub fn read(bytes: &[u8]) -> Result<Linked, Fault> {
    let module = Module::parse(bytes)?;
    let infos = symbols(bytes).map_err(broken)?;
    let addresses: Vec<Option<Range<u32>>> =
        infos.iter().map(|info| address(info, &module)).collect();
    let pieces = joined(addresses.iter().flatten().cloned().collect());
    let slots: BTreeMap<u32, u32> = module.slots.iter().map(|(at, of)| (*of, *at)).collect();
    let symbol = |(info, address): (&SymbolInfo<'_>, &Option<Range<u32>>)| match (info, address) {
        (SymbolInfo::Func { index, .. }, _) => {
            slots.get(index).map_or(Symbol::None, |at| Symbol::Slot(*at))
        }
        (_, Some(address)) => within(&pieces, address.start).map_or(Symbol::None, Symbol::Piece),
        _ => Symbol::None,
    };
    let symbols: Vec<Symbol> = infos.iter().zip(&addresses).map(symbol).collect();
    let mut linked = Linked {
        functions: module.names.values().map(|name| (name.clone(), Named::default())).collect(),
        pieces: pieces.into_iter().map(|piece| (piece, Named::default())).collect(),
    };
    linked.take(bytes, &module, &symbols)?;
    Ok(linked)
}

impl Linked {
    /// Every number that the linker wrote, under what it stands in.
    fn take(&mut self, bytes: &[u8], module: &Module<'_>, symbols: &[Symbol]) -> Result<(), Fault> {
        let mut found = 0;
        for (section, entry) in entries(bytes).map_err(broken)? {
            let Some((id, range)) = module.sections.get(section as usize) else { continue };
            let place = range.start + entry.offset as usize;
            let own = match *id {
                CODE => self.function(module, place),
                DATA => self.piece(module, place),
                _ => continue,
            };
            if is_only_an_index(entry.ty)? {
                continue;
            }
            found += 1;
            let own = own
                .ok_or("The linker wrote a number outside of every function and piece of data.")?;
            match symbols.get(entry.index as usize) {
                Some(Symbol::Slot(slot)) => drop(own.slots.insert(*slot)),
                Some(Symbol::Piece(piece)) => drop(own.pieces.insert(*piece)),
                Some(Symbol::None) => (),
                None => return Err("The linker names a symbol that it does not list.".into()),
            }
        }
        if found == 0 {
            return Err(
                "The program was linked without --emit-relocs: no pack knows its data.".into()
            );
        }
        Ok(())
    }

    fn function(&mut self, module: &Module<'_>, place: usize) -> Option<&mut Named> {
        let at = module.bodies.partition_point(|body| body.range().end as usize <= place);
        let name = module.names.get(&(module.imported + at as u32))?;
        self.functions.get_mut(name)
    }

    fn piece(&mut self, module: &Module<'_>, place: usize) -> Option<&mut Named> {
        let (address, bytes) = module.segments.iter().find(|(_, bytes)| bytes.contains(&place))?;
        let address = address + (place - bytes.start) as u32;
        let at = self.pieces.partition_point(|(piece, _)| piece.end <= address);
        let (piece, named) = self.pieces.get_mut(at)?;
        piece.contains(&address).then_some(named)
    }
}

/// Calls, types, globals and tables are read from the code itself. A kind of number that nobody foresaw
/// might be an address: then nothing may be moved.
fn is_only_an_index(ty: RelocationType) -> Result<bool, Fault> {
    use RelocationType::*;
    match ty {
        TableIndexSleb | TableIndexI32 | MemoryAddrLeb | MemoryAddrSleb | MemoryAddrI32 => {
            Ok(false)
        }
        FunctionIndexLeb | TypeIndexLeb | GlobalIndexLeb | TableNumberLeb => Ok(true),
        other => Err(format!(
            "The linker wrote a number of a kind that the split does not know: {other:?}."
        )),
    }
}

fn symbols(bytes: &[u8]) -> wasmparser::Result<Vec<SymbolInfo<'_>>> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let Payload::CustomSection(custom) = payload? else { continue };
        let KnownCustom::Linking(linking) = custom.as_known() else { continue };
        for part in linking.subsections() {
            if let Linking::SymbolTable(table) = part? {
                for symbol in table {
                    all.push(symbol?);
                }
            }
        }
    }
    Ok(all)
}

/// The numbers that the linker wrote, each with the number of its section.
fn entries(bytes: &[u8]) -> wasmparser::Result<Vec<(u32, RelocationEntry)>> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let Payload::CustomSection(custom) = payload? else { continue };
        let KnownCustom::Reloc(numbers) = custom.as_known() else { continue };
        for entry in numbers.entries() {
            all.push((numbers.section_index(), entry?));
        }
    }
    Ok(all)
}

/// Where a symbol's bytes are in memory; nothing for one that has none.
fn address(info: &SymbolInfo<'_>, module: &Module<'_>) -> Option<Range<u32>> {
    let SymbolInfo::Data { symbol: Some(symbol), .. } = info else { return None };
    let (segment, _) = module.segments.get(symbol.index as usize)?;
    let start = segment + symbol.offset;
    Some(start..start + symbol.size)
}

/// The ranges in their order, those that share bytes as one.
fn joined(mut all: Vec<Range<u32>>) -> Vec<Range<u32>> {
    all.sort_by_key(|own| (own.start, own.end));
    let mut pieces: Vec<Range<u32>> = Vec::new();
    for own in all.into_iter().filter(|own| !own.is_empty()) {
        match pieces.last_mut().filter(|last| own.start < last.end) {
            Some(last) => last.end = last.end.max(own.end),
            None => pieces.push(own),
        }
    }
    pieces
}

/// The number of the piece that an address is in.
fn within(pieces: &[Range<u32>], address: u32) -> Option<u32> {
    let at = pieces.partition_point(|piece| piece.end <= address);
    pieces.get(at).filter(|piece| piece.contains(&address)).map(|_| at as u32)
}

fn broken(why: impl std::fmt::Display) -> Fault {
    format!("What the linker knew of the program cannot be read: {why}.")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, DATA, NAMES, SLOT};
    use super::*;

    fn named(slots: &[u32], pieces: &[u32]) -> Named {
        Named { slots: slots.iter().copied().collect(), pieces: pieces.iter().copied().collect() }
    }

    #[test]
    fn what_the_linker_wrote_stands_under_what_it_stands_in() {
        let linked = read(&sample::linked()).unwrap();
        let functions = [named(&[], &[0]), named(&[], &[1, 2]), named(&[], &[])];
        let names = NAMES.map(str::to_string);
        assert_eq!(linked.functions, names.into_iter().zip(functions).collect());
        let piece = |at: u32| DATA + 4 * at..DATA + 4 * at + 4;
        let pieces = [named(&[], &[]), named(&[], &[]), named(&[SLOT], &[])];
        assert_eq!(linked.pieces, (0..).map(piece).zip(pieces).collect::<Vec<_>>());
    }

    #[test]
    fn a_program_of_which_nothing_is_known_is_not_split() {
        assert!(read(&sample::bound()).unwrap_err().contains("--emit-relocs"));
        assert!(is_only_an_index(RelocationType::MemoryAddrLocrelI32).is_err());
    }

    #[test]
    fn symbols_that_share_bytes_are_one_piece() {
        assert_eq!(joined(vec![8..9, 2..6, 0..4, 6..8, 5..5]), [0..6, 6..8, 8..9]);
        assert_eq!(
            [0, 5, 6, 8, 9].map(|at| within(&[0..6, 8..9], at)),
            [Some(0), Some(0), None, Some(1), None]
        );
    }
}
