//! Where a network's nodes stand: rings around the core by the number of links between, a sector for
//! each branch, then a little relaxation.
//!
//! No crate: force_graph and fdg bring petgraph, forceatlas2 (AGPL) and fa2 bring threads, and none of
//! them gives a start. With the start below a few steps do, and one node more moves the rest little,
//! where a simulation from anywhere may turn the whole picture.

use std::f64::consts::{PI, TAU};

use super::super::links::{add, at};
use crate::look::Point;

/// Steps of relaxation; each moves a node less far than the last.
const STEPS: usize = 60;
/// A ring holds so many nodes side by side; more stand in lanes, one behind the other.
const IN_LANE: usize = 28;
/// How strongly a node keeps to its ring and sector.
const KEEP: f64 = 0.35;
/// The core needs more room around it than others, for its light and its name.
const CORE: f64 = 3.0;
/// The outer ring begins within the edge, so that there is a way out of a crowd.
const OUTER: f64 = 0.9;

/// A node's place in the tree of the shortest ways to the core.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Branch {
    /// `None` at the core and for what was never reached.
    parent: Option<usize>,
    pub ring: usize,
}

/// The places of the nodes in an ellipse of these half axes in CSS pixels, about its middle. The same
/// nodes and ascending links give the same places, in whatever order the rows came.
pub fn layout(links: &[(usize, usize)], nodes: usize, core: usize, half: (f64, f64)) -> Vec<Point> {
    let near = near(links, nodes);
    let (order, branches) = tree(&near, core);
    let angles = angles(&order, &branches);
    let start = start(&angles, &branches, half);
    relaxed(&start, links, core, half)
}

/// Each node's neighbours, ascending where the links are.
pub fn near(links: &[(usize, usize)], nodes: usize) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); nodes];
    for (from, to) in links {
        for (own, other) in [(*from, *to), (*to, *from)] {
            if let Some(list) = near.get_mut(own) {
                list.push(other);
            }
        }
    }
    near
}

/// The order in which nodes are reached from the core, and from where. Parts that no link connects
/// with the core begin on its second ring, the one with the most links of its part first.
fn tree(near: &[Vec<usize>], core: usize) -> (Vec<usize>, Vec<Branch>) {
    let mut branches: Vec<Option<Branch>> = vec![None; near.len()];
    let mut order = Vec::with_capacity(near.len());
    let mut root = Some((core, Branch::default()));
    while let Some((node, branch)) = root {
        reach(near, (node, branch), &mut order, &mut branches);
        let left = branches.iter().enumerate().filter(|(_, branch)| branch.is_none());
        // Of equals the first: `max_by_key` would take the last.
        let next = left.map(|(node, _)| node).rev().max_by_key(|node| degree(near, *node));
        root = next.map(|node| (node, Branch { parent: Some(core), ring: 2 }));
    }
    (order, branches.into_iter().map(Option::unwrap_or_default).collect())
}

/// Everything that can be reached from a node, ring by ring.
fn reach(
    near: &[Vec<usize>],
    (root, branch): (usize, Branch),
    order: &mut Vec<usize>,
    branches: &mut [Option<Branch>],
) {
    let mut open = vec![(root, branch)];
    while !open.is_empty() {
        let mut next = Vec::new();
        for (node, branch) in open {
            let Some(slot @ None) = branches.get_mut(node) else { continue };
            let ring = branch.ring + 1;
            *slot = Some(branch);
            order.push(node);
            let others = near.get(node).into_iter().flatten();
            next.extend(others.map(|other| (*other, Branch { parent: Some(node), ring })));
        }
        open = next;
    }
}

fn degree(near: &[Vec<usize>], node: usize) -> usize {
    near.get(node).map_or(0, Vec::len)
}

/// Each node's direction in radians: it has the middle of a sector as wide as its branch has ends.
fn angles(order: &[usize], branches: &[Branch]) -> Vec<f64> {
    let parent = |node: usize| branches.get(node).and_then(|branch| branch.parent);
    let mut ends = vec![0.0; branches.len()];
    for node in order.iter().rev() {
        let own = at(&ends, *node).max(1.0);
        set(&mut ends, *node, own);
        if let Some(parent) = parent(*node) {
            add(&mut ends, parent, own);
        }
    }
    let whole = order.first().map_or(1.0, |core| at(&ends, *core)).max(1.0);
    // Where the next child of a node begins; the core's at nine o'clock.
    let mut begin = vec![-PI; branches.len()];
    let mut angles = vec![0.0; branches.len()];
    for node in order {
        let turn = at(&ends, *node) / whole * TAU;
        let from = match parent(*node) {
            Some(parent) => {
                let from = at(&begin, parent);
                add(&mut begin, parent, turn);
                from
            }
            None => -PI,
        };
        set(&mut begin, *node, from);
        set(&mut angles, *node, from + turn / 2.0);
    }
    angles
}

fn set(all: &mut [f64], place: usize, value: f64) {
    if let Some(slot) = all.get_mut(place) {
        *slot = value;
    }
}

/// Rings and directions as places; a crowded ring has lanes.
fn start(angles: &[f64], branches: &[Branch], (wide, tall): (f64, f64)) -> Vec<Point> {
    let rings = branches.iter().map(|branch| branch.ring).max().unwrap_or(0).max(1);
    let mut crowd = vec![0_usize; rings + 1];
    for branch in branches {
        if let Some(count) = crowd.get_mut(branch.ring) {
            *count += 1;
        }
    }
    let mut seen = vec![0_usize; rings + 1];
    let place = |(angle, branch): (&f64, &Branch)| {
        let lanes = crowd.get(branch.ring).map_or(1, |count| count / IN_LANE + 1);
        let lane = seen.get_mut(branch.ring).map_or(0, |count| {
            *count += 1;
            *count % lanes
        });
        let inward = 0.6 * lane as f64 / lanes as f64;
        let share = (branch.ring as f64 - inward).max(0.0) / rings as f64 * OUTER;
        Point::new(angle.cos() * wide * share, angle.sin() * tall * share)
    };
    angles.iter().zip(branches).map(place).collect()
}

/// Nodes push each other apart, links draw together, each is drawn back to its start; the core stays.
fn relaxed(
    start: &[Point],
    links: &[(usize, usize)],
    core: usize,
    (wide, tall): (f64, f64),
) -> Vec<Point> {
    let mut places = start.to_vec();
    // The side of the square that each node would have.
    let own = (4.0 * wide * tall / start.len().max(1) as f64).sqrt() * 0.8;
    for step in 0..STEPS {
        let pulls = pulls(&places, start, links, (core, own));
        let furthest = own * 0.25 * (1.0 - step as f64 / STEPS as f64);
        for (node, (place, (x, y))) in places.iter_mut().zip(pulls).enumerate() {
            let length = x.hypot(y);
            if node == core || length < 1e-9 {
                continue;
            }
            let share = length.min(furthest) / length;
            *place = within(Point::new(place.x + x * share, place.y + y * share), (wide, tall));
        }
    }
    places
}

/// Inside a box with round corners (a superellipse of the fourth degree).
fn within(at: Point, (wide, tall): (f64, f64)) -> Point {
    let far = ((at.x / wide).powi(4) + (at.y / tall).powi(4)).sqrt().sqrt().max(1.0);
    Point::new(at.x / far, at.y / far)
}

fn pulls(
    places: &[Point],
    start: &[Point],
    links: &[(usize, usize)],
    (core, own): (usize, f64),
) -> Vec<(f64, f64)> {
    let pull = |(node, place): (usize, &Point)| {
        let (mut x, mut y) = (0.0, 0.0);
        for (other, its) in places.iter().enumerate().filter(|(other, _)| *other != node) {
            let (dx, dy) = (place.x - its.x, place.y - its.y);
            let square = dx * dx + dy * dy;
            if square < 1e-4 {
                // Two on one spot part by their order.
                x += if node < other { -own } else { own } * 0.1;
            } else if square < own * own * 4.0 {
                let strength = if other == core { CORE } else { 1.0 };
                let push = own * own / square * 0.5 * strength;
                (x, y) = (x + dx * push, y + dy * push);
            }
        }
        if let Some(home) = start.get(node) {
            (x, y) = (x + (home.x - place.x) * KEEP, y + (home.y - place.y) * KEEP);
        }
        (x, y)
    };
    let mut pulls: Vec<(f64, f64)> = places.iter().enumerate().map(pull).collect();
    for (from, to) in links {
        let (Some(a), Some(b)) = (places.get(*from), places.get(*to)) else { continue };
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        // A link is no spring: one longer than needed draws, a short one does not push.
        let draw = (1.0 - own / dx.hypot(dy).max(own)) * 0.1;
        for (node, sign) in [(*from, 1.0), (*to, -1.0)] {
            if let Some((x, y)) = pulls.get_mut(node) {
                (*x, *y) = (*x + dx * draw * sign, *y + dy * draw * sign);
            }
        }
    }
    pulls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_count_the_links_to_the_core_and_parts_apart_stand_outside() {
        let links = [(0, 1), (1, 2), (0, 2), (2, 3), (4, 5)];
        let (order, branches) = tree(&near(&links, 6), 0);
        let rings: Vec<usize> = branches.iter().map(|branch| branch.ring).collect();
        assert_eq!(rings, [0, 1, 1, 2, 2, 3]);
        assert_eq!(order, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn branches_have_sectors_of_their_own() {
        // 1 has three ends, 2 has one: three quarters of the turn, and one.
        let links = [(0, 1), (0, 2), (1, 3), (1, 4), (1, 5)];
        let (order, branches) = tree(&near(&links, 6), 0);
        let angles = angles(&order, &branches);
        let shares: Vec<f64> = angles.iter().map(|angle| (angle + PI) / TAU).collect();
        let expect = [0.5, 0.375, 0.875, 0.125, 0.375, 0.625];
        assert!(shares.iter().zip(expect).all(|(a, b)| (a - b).abs() < 1e-9), "{shares:?}");
    }

    #[test]
    fn places_stay_inside_and_apart_and_the_core_in_the_middle() {
        let links: Vec<(usize, usize)> = (1..150).map(|node| (node / 8, node)).collect();
        let places = layout(&links, 150, 0, (300.0, 160.0));
        assert_eq!(places[0], Point::new(0.0, 0.0));
        assert!(places.iter().all(|at| at.x.abs() <= 300.0 && at.y.abs() <= 160.0));
        let away = |a: &Point, b: &Point| (a.x - b.x).hypot(a.y - b.y);
        let pairs = places
            .iter()
            .enumerate()
            .flat_map(|(at, a)| places.iter().skip(at + 1).map(move |b| away(a, b)));
        assert!(pairs.fold(f64::INFINITY, f64::min) > 6.0);
    }

    #[test]
    fn one_node_more_moves_the_others_little() {
        let star =
            |ends: usize| -> Vec<(usize, usize)> { (1..=ends).map(|end| (0, end)).collect() };
        let (before, after) =
            (layout(&star(40), 41, 0, (300.0, 160.0)), layout(&star(41), 42, 0, (300.0, 160.0)));
        let moved: Vec<f64> =
            before.iter().zip(&after).map(|(a, b)| (a.x - b.x).hypot(a.y - b.y)).collect();
        let mean = moved.iter().sum::<f64>() / moved.len() as f64;
        // Half of what lies between two neighbours.
        assert!(mean < 27.0, "{mean}");
    }
}
