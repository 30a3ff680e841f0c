//! Splits the program: what only one pack's entrances reach becomes a file of its own, fetched when a
//! board has such a kind of panel, or of source. So a board loads what it shows, however many kinds there are.
//!
//! How: in the program a moved function keeps its number. One that the rest calls becomes a stub
//! that calls through a new slot of the function table; any other becomes empty. A moved piece of data keeps
//! its address, with zeros in its place. The pack imports memory, tables, stack pointer and every function
//! that it needs of the program; on arrival it writes its data and fills its slots. `app` asks for the pack
//! before the first call; a call before that would trap.
//!
//! What leads where is known from two sides: calls stand in the program itself, and which constants are slots
//! and addresses the linker says (`linked`).
//!
//! Deliberately absent: any knowledge of kinds. Packs are the `enter` functions that the program names
//! `packs::ENTRANCE::PACK::enter`, such as those of `src/panel/kind.rs`.

mod linked;
mod module;
pub mod names;
mod pack;
mod rest;
#[cfg(test)]
mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::Fault;
use module::Module;

/// What stands in every program whose kinds need no pack.
const CORE: &str = "core";
/// The module that names entrances, as the compiler writes it.
const PACKS: &str = "5packs";

/// The program without its packs, and the packs by name.
pub struct Split {
    pub program: Vec<u8>,
    pub packs: BTreeMap<String, Vec<u8>>,
    /// Of each kind, its pack and the bytes of code and data that only its entrance reaches.
    pub kinds: BTreeMap<String, (String, usize)>,
}

/// Which functions and data go where.
struct Plan {
    packs: BTreeMap<String, Own>,
    /// Moved functions that are called from outside of their pack, each with its new slot.
    slots: BTreeMap<u32, u32>,
    /// Functions of the program that packs call, with the names they are exported by.
    needed: BTreeMap<u32, String>,
}

/// What one pack alone needs, in its order.
#[derive(Default)]
struct Own {
    functions: BTreeSet<u32>,
    /// Pieces of memory, by address.
    data: Vec<Range<u32>>,
}

/// `linked` is the program as the linker left it, before wasm-bindgen.
pub fn split(bytes: &[u8], linked: &[u8]) -> Result<Split, Fault> {
    let mut module = Module::parse(bytes)?;
    module.tie(&linked::read(linked)?);
    let plan = plan(&module)?;
    let program = rest::write(&module, &plan)?;
    let mut packs = BTreeMap::new();
    for (name, own) in &plan.packs {
        packs.insert(name.clone(), pack::write(&module, &plan, own)?);
    }
    Ok(Split { program, packs, kinds: kinds(&module) })
}

fn plan(module: &Module<'_>) -> Result<Plan, Fault> {
    let entrances = entrances(module);
    if entrances.is_empty() {
        return Err("The program names no entrance of a pack: was it stripped?".into());
    }
    let every: BTreeSet<u32> = entrances.values().flatten().copied().collect();
    let mut packs = BTreeMap::new();
    for (name, own) in &entrances {
        let others = module.roots.iter().chain(every.difference(own)).copied();
        let without = reached(others, &module.leads, own);
        let within = reached(own.iter().copied(), &module.leads, &BTreeSet::new());
        packs.insert(name.clone(), module.own(within.difference(&without).copied()));
    }
    let home = |function: u32| packs.values().position(|own| own.functions.contains(&function));
    let (mut outside, mut needed) = (BTreeSet::new(), BTreeMap::new());
    for (caller, called) in module.calls.iter().enumerate() {
        let from = home(caller as u32);
        for &function in called {
            let to = home(function);
            if to.is_some() && to != from {
                outside.insert(function);
            }
            // What is another pack's is called by way of its stub in the program.
            if from.is_some() && to != from {
                needed.insert(function, format!("f{function}"));
            }
        }
    }
    let first = module.tables.first().map_or(0, |table| table.initial as u32);
    let slots = outside.into_iter().zip(first..).collect();
    Ok(Plan { packs, slots, needed })
}

impl Module<'_> {
    /// Nodes as a pack's own: what the page gives and what has no bytes belongs to none.
    fn own(&self, nodes: impl Iterator<Item = u32>) -> Own {
        let mut own = Own::default();
        for node in nodes.filter(|node| *node >= self.imported) {
            match node.checked_sub(self.functions.len() as u32) {
                None => drop(own.functions.insert(node)),
                Some(at) => own.data.extend(self.pieces.get(at as usize).cloned()),
            }
        }
        own
    }
}

/// The entrances by pack.
fn entrances(module: &Module<'_>) -> BTreeMap<String, BTreeSet<u32>> {
    let mut all: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (function, name) in &module.names {
        if let Some((_, pack)) = entrance(name).filter(|(_, pack)| *pack != CORE) {
            all.entry(pack.to_string()).or_default().insert(*function);
        }
    }
    all
}

/// What each kind adds to the program, wherever it went.
fn kinds(module: &Module<'_>) -> BTreeMap<String, (String, usize)> {
    let mut all = BTreeMap::new();
    for (function, name) in &module.names {
        let Some((kind, pack)) = entrance(name) else { continue };
        let without = reached(module.roots.iter().copied(), &module.leads, &[*function].into());
        let within = reached([*function].into_iter(), &module.leads, &BTreeSet::new());
        let bytes = within.difference(&without).map(|node| module.weight(*node)).sum();
        all.insert(kind.to_string(), (pack.to_string(), bytes));
    }
    all
}

/// `…5packs4ring6rounds5enter`, as the compiler writes `…::packs::ring::rounds::enter` -> ring and rounds
fn entrance(name: &str) -> Option<(&str, &str)> {
    let path = name.strip_prefix("_RNv")?;
    path.match_indices(PACKS).find_map(|(at, _)| {
        let (kind, rest) = identifier(path.get(at + PACKS.len()..)?)?;
        let (pack, rest) = identifier(rest)?;
        identifier(rest).filter(|(last, _)| *last == "enter").map(|_| (kind, pack))
    })
}

/// `4ringREST` -> ring and REST
fn identifier(mangled: &str) -> Option<(&str, &str)> {
    let digits = mangled.find(|c: char| !c.is_ascii_digit())?;
    let (length, rest) = mangled.split_at(digits);
    rest.trim_start_matches('_').split_at_checked(length.parse().ok()?)
}

/// Everything that can be reached from `from` without passing `closed`.
fn reached(
    from: impl Iterator<Item = u32>,
    leads: &[BTreeSet<u32>],
    closed: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut found: BTreeSet<u32> = BTreeSet::new();
    let mut next: Vec<u32> = from.filter(|at| !closed.contains(at)).collect();
    while let Some(at) = next.pop() {
        if found.insert(at) {
            let next_ones = leads.get(at as usize).into_iter().flatten();
            next.extend(next_ones.copied().filter(|at| !closed.contains(at)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_known_by_the_names_of_their_entrances() {
        let name = "_RNvNtNtNtNtNtCshBw9u2salmU_6daping5panel4kind5packs6sankey6graphs5enter";
        assert_eq!(entrance(name), Some(("sankey", "graphs")));
        let of_another = format!("{name}Cs9Nk1AqK9cRD_4main");
        assert_eq!(entrance(&of_another), Some(("sankey", "graphs")));
        // A closure within, and what shares no more than the word.
        assert_eq!(entrance("_RNCNvNtNtNtNtCs0_6daping4kind5packs6sankey6graphs5enter0B9_"), None);
        assert_eq!(entrance("_RNvNtNtCs0_6daping3app5packs5fetch"), None);
        assert_eq!(entrance("_RNvMNtNtCs0_6daping3app5packsNtB2_5Packs3new"), None);
    }

    #[test]
    fn a_pack_takes_its_data_and_what_only_tables_name() {
        let Split { program, packs, kinds } = split(&sample::bound(), &sample::linked()).unwrap();
        let pack = &packs["charts"];
        let (program, pack) = (Module::parse(&program).unwrap(), Module::parse(pack).unwrap());
        // The entrance's code, its text, the slot's number and `only`.
        assert_eq!(kinds["ring"].0, "charts");
        let bytes = |module: &Module<'_>, at: u32| {
            let place = sample::DATA + 4 * at;
            let range = module.range(&(place..place + 4)).unwrap();
            module.bytes[range].to_vec()
        };
        let texts = sample::TEXTS.map(str::as_bytes);
        assert_eq!(bytes(&program, 0), texts[0]);
        assert_eq!([bytes(&program, 1), bytes(&program, 2)].concat(), [0; 8]);
        assert_eq!(bytes(&pack, 1), texts[1]);
        assert_eq!(bytes(&pack, 2), sample::SLOT.to_le_bytes());
        // `only` is in its own slot, the entrance in a new one behind the last, where its stub calls it.
        let slots = |module: &Module<'_>| module.slots.keys().copied().collect::<Vec<_>>();
        assert_eq!((slots(&program), slots(&pack)), (vec![1], vec![1, 2]));
        assert_eq!(program.tables[0].initial, 3);
        assert!(pack.calls.iter().all(BTreeSet::is_empty));
        assert_eq!(program.bodies.len() - pack.bodies.len(), 1);
    }

    #[test]
    fn what_another_road_leads_to_is_not_a_packs_own() {
        // 0 -> 1 -> 2 and 0 -> 3 -> 2, 1 -> 4
        let calls: Vec<BTreeSet<u32>> = [vec![1, 3], vec![2, 4], vec![], vec![2], vec![]]
            .map(|own| own.into_iter().collect())
            .into();
        let without = reached([0].into_iter(), &calls, &[1].into());
        assert_eq!(without, [0, 2, 3].into());
        assert_eq!(reached([1].into_iter(), &calls, &BTreeSet::new()), [1, 2, 4].into());
    }
}
