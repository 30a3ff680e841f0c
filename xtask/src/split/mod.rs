//! Splits the program: what only one pack's entrances reach becomes a file of its own, fetched when a
//! board has such a kind of panel, or of source. So a board loads what it shows, however many kinds there are.
//!
//! How: in the program a moved function keeps its number. One that the rest calls becomes a stub
//! that calls through a new slot of the function table; one that only its pack calls becomes empty.
//! The pack imports memory, table, stack pointer and every function that it needs of the program,
//! and on arrival fills its slots. `app` asks for the pack before the first call; a call before
//! that would trap.
//!
//! Deliberately absent: any knowledge of kinds. Packs are the `enter` functions that the program names
//! `packs::ENTRANCE::PACK::enter`, such as those of `src/panel/kind.rs`.

mod module;
pub mod names;
mod pack;
mod rest;

use std::collections::{BTreeMap, BTreeSet};

use crate::Fault;
use module::Module;

/// What stands in every program whose kinds need no pack.
const CORE: &str = "core";

/// The program without its packs, and the packs by name.
pub struct Split {
    pub program: Vec<u8>,
    pub packs: BTreeMap<String, Vec<u8>>,
    /// Of each kind, its pack and the bytes of code that only its entrance reaches.
    pub kinds: BTreeMap<String, (String, usize)>,
}

/// Which functions go where.
struct Plan {
    /// Of each pack: its own functions, in their order.
    packs: BTreeMap<String, BTreeSet<u32>>,
    /// Moved functions that are called from outside of their pack, each with its slot.
    slots: BTreeMap<u32, u32>,
    /// Functions of the program that packs call, with the names they are exported by.
    needed: BTreeMap<u32, String>,
}

pub fn split(bytes: &[u8]) -> Result<Split, Fault> {
    let module = Module::parse(bytes)?;
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
    let mut packs: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (name, own) in &entrances {
        let roots = module.roots.union(&module.tied).copied();
        let without = reached(roots, &module.calls, own);
        let within = reached(own.iter().copied(), &module.calls, &BTreeSet::new());
        let is_own = |at: &u32| *at >= module.imported && !without.contains(at);
        packs.insert(name.clone(), within.into_iter().filter(is_own).collect());
    }
    let home = |function: u32| packs.values().position(|own| own.contains(&function));
    let (mut outside, mut needed) = (BTreeSet::new(), BTreeMap::new());
    for (caller, called) in module.calls.iter().enumerate() {
        let from = home(caller as u32);
        for &function in called {
            match home(function) {
                to if to == from => (),
                Some(_) => drop(outside.insert(function)),
                None => drop(needed.insert(function, format!("f{function}"))),
            }
        }
    }
    let first = module.tables.first().map_or(0, |table| table.initial as u32);
    let slots = outside.into_iter().zip(first..).collect();
    Ok(Plan { packs, slots, needed })
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
        let without = reached(module.roots.iter().copied(), &module.calls, &[*function].into());
        let within = reached([*function].into_iter(), &module.calls, &BTreeSet::new());
        let own = within.difference(&without).filter_map(|at| at.checked_sub(module.imported));
        let bodies = own.filter_map(|at| module.bodies.get(at as usize));
        let bytes = bodies.map(|body| body.as_bytes().len()).sum();
        all.insert(kind.to_string(), (pack.to_string(), bytes));
    }
    all
}

/// `…::packs::KIND::PACK::enter…` -> KIND and PACK
fn entrance(name: &str) -> Option<(&str, &str)> {
    let (_, rest) = name.split_once("::packs::")?;
    let mut parts = rest.split("::");
    let (kind, pack) = (parts.next()?, parts.next()?);
    parts.next()?.starts_with("enter").then_some((kind, pack))
}

/// Everything that can be reached from `from` without passing `closed`.
fn reached(
    from: impl Iterator<Item = u32>,
    calls: &[BTreeSet<u32>],
    closed: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut found: BTreeSet<u32> = BTreeSet::new();
    let mut next: Vec<u32> = from.filter(|at| !closed.contains(at)).collect();
    while let Some(at) = next.pop() {
        if found.insert(at) {
            let called = calls.get(at as usize).into_iter().flatten();
            next.extend(called.copied().filter(|at| !closed.contains(at)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_known_by_the_names_of_their_entrances() {
        let name = "daping[9f1c]::panel::kind::packs::sankey::graphs::enter";
        assert_eq!(entrance(name), Some(("sankey", "graphs")));
        let hashed = format!("{name}::h12ab");
        assert_eq!(entrance(&hashed), Some(("sankey", "graphs")));
        assert_eq!(entrance("daping::app::packs::fetch"), None);
        assert_eq!(entrance("daping::app::packs::Packs::new"), None);
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
