//! Rows as nodes with states and the links between them: what of them can be drawn.

use super::super::links::{self, Link, Links, at};
use super::super::{Draw, view};
use super::Options;
use super::state::State;
use crate::data::table::{Table, Value};
use crate::issue::notices;

/// More nodes than these cannot be told apart.
const MOST_NODES: usize = 150;
const MOST_LINKS: usize = 1_000;
/// A node's state, and the word that the data has for it.
pub type Said = (State, String);

/// The states of the nodes by their names' places: of several rows the worst.
pub fn states(options: &Options, rows: &Table, links: &Links, on: &Draw<'_>) -> Vec<Said> {
    let Some(field) = view::extra_field(rows, options.state.as_deref(), "state") else {
        return vec![Said::default(); links.names.len()];
    };
    let mut states = vec![(State::Unknown, String::new()); links.names.len()];
    for link in &links.links {
        let word = match field.column.get(link.row) {
            Value::Missing => continue,
            cell => view::said(cell, on.utc_offset, on.lang),
        };
        let state = options.meant(&word);
        // Of two words for the same the greater one, so that the order of the rows says nothing.
        if let Some(own) = states.get_mut(link.to).filter(|own| **own < (state, word.clone())) {
            *own = (state, word);
        }
    }
    states
}

/// Leaves out what cannot be drawn, and says so; gives the states of what is left.
pub fn drawable(
    links: &mut Links,
    states: Vec<Said>,
    options: &Options,
    on: &Draw<'_>,
) -> (Vec<Said>, Option<String>) {
    let named = links.links.len();
    links.links.retain(|link| link.from != link.to);
    let lone = links.nameless + named - links.links.len();
    for link in &mut links.links {
        // There and back are one line.
        (link.from, link.to) = (link.from.min(link.to), link.from.max(link.to));
        link.value = link.value.filter(|value| *value > 0.0);
    }
    links.merge();
    let degrees = degrees(links);
    let linked = degrees.iter().filter(|degree| **degree > 0.0).count();
    let kept = busiest(links, &degrees, core(links, &degrees, options));
    links.keep(&kept);
    let small = links.thin(MOST_LINKS);
    let states = states.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(own, _)| own);
    let gone = linked - links.names.len();
    let sentences = [
        (lone, notices::lone_links(lone, on.lang)),
        (gone, notices::small_nodes(gone, on.lang)),
        (small, notices::small_links(small, on.lang)),
    ];
    (states.collect(), links::notice(&sentences, on))
}

/// The node in the middle: the one that the options name, else the one with the most links.
pub fn core(links: &Links, degrees: &[f64], options: &Options) -> usize {
    let named = options.core.as_ref().and_then(|core| links.names.binary_search(core).ok());
    let most = degrees.iter().copied().fold(0.0, f64::max);
    let busiest = || degrees.iter().position(|degree| *degree == most);
    named.filter(|named| at(degrees, *named) > 0.0).or_else(busiest).unwrap_or_default()
}

/// The nodes to keep: those with the most links, and the core with one of its own.
fn busiest(links: &Links, degrees: &[f64], core: usize) -> Vec<bool> {
    let both = |link: &Link| at(degrees, link.from).min(at(degrees, link.to));
    let of_core = links.links.iter().filter(|link| link.from == core || link.to == core);
    let first = of_core.max_by(|a, b| both(a).total_cmp(&both(b)));
    let weight = |link: &Link| both(link) + if first == Some(link) { f64::MAX } else { 0.0 };
    links.ends_of_greatest(&weight, MOST_NODES)
}

/// How many others each node is linked with.
pub fn degrees(links: &Links) -> Vec<f64> {
    let mut degrees = vec![0.0; links.names.len()];
    for link in &links.links {
        links::add(&mut degrees, link.from, 1.0);
        links::add(&mut degrees, link.to, 1.0);
    }
    degrees
}
