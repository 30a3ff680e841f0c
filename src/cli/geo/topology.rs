//! Borders as arcs that neighbours share: what is done to an arc is done to both sides of it.
//!
//! A point of a border is a *junction* where not every ring that comes by has the same two
//! neighbours there: three regions meet, or two and the outside. Between junctions a border is one
//! arc, whoever's ring it is read from and in whichever direction.
//!
//! Deliberately absent: borders that two files drew apart. Points are the same only where they are
//! on one place of the grid.

use std::collections::{HashMap, HashSet};

/// Grid steps east and north of 0° E, 0° N.
pub type Step = (i64, i64);

/// Rings taken apart.
#[derive(Debug)]
pub struct Topology {
    /// Each once, both ends included; one that is a whole ring ends where it begins.
    pub arcs: Vec<Vec<Step>>,
    /// By the order of the rings that were given.
    pub rings: Vec<Vec<Leg>>,
}

/// An arc as a ring goes along it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    pub arc: usize,
    /// From the arc's end to its beginning.
    pub back: bool,
}

impl Topology {
    /// Rings have no point twice in a row and do not repeat the first at their end.
    pub fn of(rings: &[Vec<Step>]) -> Topology {
        let junctions = junctions(rings);
        let mut known: HashMap<Vec<Step>, usize> = HashMap::new();
        let mut all = Vec::with_capacity(rings.len());
        for ring in rings {
            let pieces = cut(ring, &junctions).into_iter();
            all.push(pieces.map(|arc| leg(arc, &mut known)).collect());
        }
        let mut arcs = vec![Vec::new(); known.len()];
        for (arc, at) in known {
            if let Some(place) = arcs.get_mut(at) {
                *place = arc;
            }
        }
        Topology { arcs, rings: all }
    }

    /// A ring of arcs that may have become shorter, closed by its first point without repeating it.
    pub fn ring(legs: &[Leg], arcs: &[Vec<Step>]) -> Vec<Step> {
        let mut ring = Vec::new();
        for leg in legs {
            let arc = arcs.get(leg.arc).map(Vec::as_slice).unwrap_or_default();
            // The next leg begins where this one ends.
            let inner = arc.len().saturating_sub(1);
            match leg.back {
                true => ring.extend(arc.iter().rev().take(inner)),
                false => ring.extend(arc.iter().take(inner)),
            }
        }
        ring.dedup();
        while ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    }
}

/// An arc among those that are known, in the one direction in which it is kept.
fn leg(mut arc: Vec<Step>, known: &mut HashMap<Vec<Step>, usize>) -> Leg {
    let back = arc.iter().gt(arc.iter().rev());
    if back {
        arc.reverse();
    }
    let next = known.len();
    Leg { arc: *known.entry(arc).or_insert(next), back }
}

fn junctions(rings: &[Vec<Step>]) -> HashSet<Step> {
    let mut beside: HashMap<Step, (Step, Step)> = HashMap::new();
    let mut junctions = HashSet::new();
    for ring in rings {
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        let after = ring.iter().cycle().skip(1);
        for ((point, before), after) in ring.iter().zip(before).zip(after) {
            let both = (*before.min(after), *before.max(after));
            if *beside.entry(*point).or_insert(both) != both {
                junctions.insert(*point);
            }
        }
    }
    junctions
}

/// The pieces of a ring between junctions, ends included; without any, the whole ring from its
/// least point on, so that every ring of these points begins at the same one.
fn cut(ring: &[Step], junctions: &HashSet<Step>) -> Vec<Vec<Step>> {
    let own = ring.iter().position(|point| junctions.contains(point));
    let least = || (0..ring.len()).min_by_key(|at| ring.get(*at));
    let Some(start) = own.or_else(least) else { return Vec::new() };
    let whole = ring.iter().cycle().skip(start).take(ring.len() + 1);
    let mut pieces: Vec<Vec<Step>> = Vec::new();
    let mut piece = Vec::new();
    for (at, point) in whole.enumerate() {
        piece.push(*point);
        if at > 0 && (at == ring.len() || junctions.contains(point)) {
            pieces.push(std::mem::replace(&mut piece, vec![*point]));
        }
    }
    pieces
}

/// Twice the area that a ring goes around, as the shoelace formula has it.
pub fn twice_area(ring: &[Step]) -> i128 {
    let after = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&Step, &Step)| {
        i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1)
    };
    ring.iter().zip(after).map(cross).sum::<i128>().abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares side by side, and one around which the second goes.
    fn rings() -> Vec<Vec<Step>> {
        vec![
            vec![(0, 0), (4, 0), (4, 2), (4, 4), (0, 4)],
            vec![(4, 4), (4, 2), (4, 0), (8, 0), (8, 4)],
            vec![(5, 1), (6, 1), (6, 2)],
            vec![(6, 2), (6, 1), (5, 1)],
        ]
    }

    #[test]
    fn a_border_is_one_arc_from_either_side() {
        let all = Topology::of(&rings());
        assert_eq!(all.arcs.len(), 4);
        let shared =
            all.rings[0].iter().filter(|leg| all.rings[1].iter().any(|o| o.arc == leg.arc));
        let shared: Vec<_> = shared.collect();
        assert_eq!(shared.len(), 1);
        assert_eq!(all.arcs[shared[0].arc], [(4, 0), (4, 2), (4, 4)]);
        // An enclave and the hole that it fills.
        assert_eq!(all.rings[2].len(), 1);
        assert_eq!(all.rings[2][0].arc, all.rings[3][0].arc);
        assert_ne!(all.rings[2][0].back, all.rings[3][0].back);
    }

    #[test]
    fn rings_come_back_whole() {
        let all = Topology::of(&rings());
        for (legs, ring) in all.rings.iter().zip(rings()) {
            let back = Topology::ring(legs, &all.arcs);
            let start = ring.iter().position(|point| *point == back[0]).unwrap();
            let turned: Vec<Step> =
                ring.iter().cycle().skip(start).take(ring.len()).copied().collect();
            assert_eq!(back, turned);
        }
    }

    #[test]
    fn a_ring_that_meets_itself_is_cut_there() {
        let eight = vec![vec![(0, 0), (2, 2), (4, 0), (4, 4), (2, 2), (0, 4)]];
        let all = Topology::of(&eight);
        assert_eq!(all.arcs.len(), 2);
        assert_eq!(Topology::ring(&all.rings[0], &all.arcs).len(), 6);
    }

    #[test]
    fn rings_of_few_points_are_no_fault() {
        for ring in [vec![], vec![(1, 1)], vec![(1, 1), (2, 2)]] {
            let all = Topology::of(std::slice::from_ref(&ring));
            assert_eq!(Topology::ring(&all.rings[0], &all.arcs), ring);
            assert_eq!(twice_area(&ring), 0);
        }
        assert_eq!(twice_area(&[(0, 0), (2, 0), (0, 2)]), 4);
    }
}
