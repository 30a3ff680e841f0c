//! Where a Sankey diagram's nodes and ribbons stand: columns by the longest path from a source,
//! heights by throughput, order by barycentre sweeps that go to and fro.
//!
//! No crate: the one that there is for Sankey diagrams leaves columns and order to its caller and
//! writes SVG; the others are parts of whole charting libraries.

use super::super::links::{Link, add, at};
use super::super::view;

/// How often the columns are swept; more changes nothing that the eye sees.
const SWEEPS: usize = 12;
/// Gaps take at most so much of the tallest column.
const GAPS: f64 = 0.5;

/// A node as a bar in its column.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub column: usize,
    /// The larger of what comes in and what goes out.
    pub total: f64,
    pub top: f64,
    pub height: f64,
}

impl Bar {
    pub fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }
}

/// A link as a ribbon of one thickness; both tops in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Ribbon {
    pub from: usize,
    pub to: usize,
    pub value: f64,
    pub leaves: f64,
    pub lands: f64,
    pub thick: f64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Each column's bars from top to bottom.
    pub columns: Vec<Vec<usize>>,
    /// One for each node.
    pub bars: Vec<Bar>,
    pub ribbons: Vec<Ribbon>,
}

/// Lays out `nodes` with `links` that close no cycle in `height` pixels, `gap` between bars where
/// there is room for it.
pub fn layout(nodes: usize, links: &[Link], height: f64, gap: f64) -> Layout {
    let columns = columns(nodes, links);
    let totals = totals(nodes, links);
    let most = columns.iter().map(Vec::len).max().unwrap_or(1);
    let gap = gap.min(height * GAPS / (most.max(2) - 1) as f64);
    let scale = scale(&columns, &totals, height, gap);
    let mut bars = vec![Bar { column: 0, total: 0.0, top: 0.0, height: 0.0 }; nodes];
    for (at_column, column) in columns.iter().enumerate() {
        for node in column {
            if let Some(bar) = bars.get_mut(*node) {
                let total = at(&totals, *node);
                *bar = Bar { column: at_column, total, top: 0.0, height: total * scale };
            }
        }
    }
    let mut own = Layout { columns, bars, ribbons: Vec::new() };
    own.start(height, gap);
    for sweep in 0..SWEEPS {
        own.sweep(links, sweep % 2 == 0, height, gap);
    }
    own.ribbons = own.ribbons(links, scale);
    own
}

/// The links without those that close a cycle, and how many those are. The larger a link the sooner
/// it is taken, so that the smallest of a cycle is left out.
pub fn without_cycles(nodes: usize, links: &[Link]) -> (Vec<Link>, usize) {
    let keys: Vec<f64> = links.iter().map(|link| -link.value.unwrap_or_default()).collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut taken = vec![false; links.len()];
    for place in view::ascending(&keys) {
        let Some(link) = links.get(place) else { continue };
        if leads(&next, link.to, link.from) {
            continue;
        }
        if let (Some(out), Some(slot)) = (next.get_mut(link.from), taken.get_mut(place)) {
            out.push(link.to);
            *slot = true;
        }
    }
    let kept = links.iter().zip(&taken).filter(|(_, taken)| **taken);
    let kept: Vec<Link> = kept.map(|(link, _)| link.clone()).collect();
    let gone = links.len() - kept.len();
    (kept, gone)
}

/// Whether a way leads from one node to another; every node leads to itself.
fn leads(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; next.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        match seen.get_mut(node) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.extend(next.get(node).into_iter().flatten().copied());
    }
    false
}

/// The nodes of each column; a node stands after all that lead to it.
fn columns(nodes: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut depths = vec![0_usize; nodes];
    // Without cycles no path is longer than there are nodes.
    for _ in 0..nodes {
        let mut moved = false;
        for link in links {
            let least = depths.get(link.from).map_or(0, |depth| depth + 1);
            if let Some(depth) = depths.get_mut(link.to).filter(|depth| **depth < least) {
                (*depth, moved) = (least, true);
            }
        }
        if !moved {
            break;
        }
    }
    let mut columns = vec![Vec::new(); depths.iter().max().map_or(0, |deepest| deepest + 1)];
    for (node, depth) in depths.into_iter().enumerate() {
        if let Some(column) = columns.get_mut(depth) {
            column.push(node);
        }
    }
    columns
}

/// The larger of what comes in and what goes out.
pub fn totals(nodes: usize, links: &[Link]) -> Vec<f64> {
    let (mut into, mut out) = (vec![0.0; nodes], vec![0.0; nodes]);
    for link in links {
        add(&mut into, link.to, link.value.unwrap_or_default());
        add(&mut out, link.from, link.value.unwrap_or_default());
    }
    into.iter().zip(out).map(|(into, out)| into.max(out)).collect()
}

/// Pixels for one unit of value, so that the fullest column just fits.
fn scale(columns: &[Vec<usize>], totals: &[f64], height: f64, gap: f64) -> f64 {
    let scale = |column: &Vec<usize>| {
        let sum: f64 = column.iter().map(|node| at(totals, *node)).sum();
        (height - gap * column.len().saturating_sub(1) as f64) / sum
    };
    let scale = columns.iter().map(scale).fold(f64::INFINITY, f64::min);
    if scale.is_finite() { scale.max(0.0) } else { 0.0 }
}

impl Layout {
    fn bar(&self, node: usize, of: fn(&Bar) -> f64) -> f64 {
        self.bars.get(node).map_or(0.0, of)
    }

    /// The largest on top, each column in the middle of the height.
    fn start(&mut self, height: f64, gap: f64) {
        for at_column in 0..self.columns.len() {
            let column = self.columns.get(at_column).cloned().unwrap_or_default();
            let keys: Vec<f64> = column.iter().map(|n| -self.bar(*n, |bar| bar.total)).collect();
            let order = view::ascending(&keys).into_iter();
            let column: Vec<usize> = order.filter_map(|at| column.get(at).copied()).collect();
            let tall: f64 = column.iter().map(|n| self.bar(*n, |bar| bar.height) + gap).sum();
            let mut top = (height - tall + gap) / 2.0;
            for node in &column {
                if let Some(bar) = self.bars.get_mut(*node) {
                    bar.top = top;
                    top += bar.height + gap;
                }
            }
            self.set(at_column, column);
        }
    }

    fn set(&mut self, at_column: usize, column: Vec<usize>) {
        if let Some(slot) = self.columns.get_mut(at_column) {
            *slot = column;
        }
    }

    /// Draws each bar to the middle of those that it is linked with, before it (`onward`) or after.
    fn sweep(&mut self, links: &[Link], onward: bool, height: f64, gap: f64) {
        let count = self.columns.len();
        for step in 0..count {
            let at_column = if onward { step } else { count - 1 - step };
            let (mut weights, mut sums) = (vec![0.0; self.bars.len()], vec![0.0; self.bars.len()]);
            for link in links {
                let (own, other) = if onward { (link.to, link.from) } else { (link.from, link.to) };
                let value = link.value.unwrap_or_default();
                add(&mut weights, own, value);
                add(&mut sums, own, value * self.bar(other, Bar::middle));
            }
            let column = self.columns.get(at_column).cloned().unwrap_or_default();
            let wish = |node: &usize| match at(&weights, *node) {
                weight if weight > 0.0 => at(&sums, *node) / weight,
                _ => self.bar(*node, Bar::middle),
            };
            let wishes: Vec<f64> = column.iter().map(wish).collect();
            let order = view::ascending(&wishes).into_iter();
            let wished: Vec<(usize, f64)> =
                order.filter_map(|at| Some((*column.get(at)?, *wishes.get(at)?))).collect();
            self.settle(&wished, height, gap);
            self.set(at_column, wished.into_iter().map(|(node, _)| node).collect());
        }
    }

    /// Puts bars at their wishes, or as near as the gaps allow.
    fn settle(&mut self, wished: &[(usize, f64)], height: f64, gap: f64) {
        let mut least = 0.0;
        for (node, wish) in wished {
            if let Some(bar) = self.bars.get_mut(*node) {
                bar.top = (wish - bar.height / 2.0).max(least);
                least = bar.top + bar.height + gap;
            }
        }
        let mut most = height;
        for (node, _) in wished.iter().rev() {
            if let Some(bar) = self.bars.get_mut(*node) {
                bar.top = bar.top.min(most - bar.height).max(0.0);
                most = bar.top - gap;
            }
        }
    }

    /// At each bar ribbons stand in the order of the bars at their other ends, so that they do not
    /// cross there.
    fn ribbons(&self, links: &[Link], scale: f64) -> Vec<Ribbon> {
        let ribbon = |link: &Link| {
            let value = link.value.unwrap_or_default();
            let (from, to) = (link.from, link.to);
            Ribbon { from, to, value, leaves: 0.0, lands: 0.0, thick: value * scale }
        };
        let mut ribbons: Vec<Ribbon> = links.iter().map(ribbon).collect();
        let mut leave: Vec<f64> = self.bars.iter().map(|bar| bar.top).collect();
        let mut land = leave.clone();
        let far: Vec<f64> = links.iter().map(|link| self.bar(link.to, Bar::middle)).collect();
        for place in view::ascending(&far) {
            if let Some(ribbon) = ribbons.get_mut(place) {
                ribbon.leaves = at(&leave, ribbon.from);
                add(&mut leave, ribbon.from, ribbon.thick);
            }
        }
        let near: Vec<f64> = links.iter().map(|link| self.bar(link.from, Bar::middle)).collect();
        for place in view::ascending(&near) {
            if let Some(ribbon) = ribbons.get_mut(place) {
                ribbon.lands = at(&land, ribbon.to);
                add(&mut land, ribbon.to, ribbon.thick);
            }
        }
        ribbons
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(all: &[(usize, usize, f64)]) -> Vec<Link> {
        let link = |(row, (from, to, value)): (usize, &(usize, usize, f64))| Link {
            from: *from,
            to: *to,
            value: Some(*value),
            row,
        };
        all.iter().enumerate().map(link).collect()
    }

    #[test]
    fn the_smallest_link_of_a_cycle_is_left_out() {
        let ring = links(&[(0, 1, 5.0), (1, 2, 1.0), (2, 0, 4.0), (2, 2, 9.0)]);
        let (kept, gone) = without_cycles(3, &ring);
        let ends: Vec<_> = kept.iter().map(|link| (link.from, link.to)).collect();
        assert_eq!((ends, gone), (vec![(0, 1), (2, 0)], 2));
    }

    #[test]
    fn a_node_stands_behind_all_that_lead_to_it() {
        let short_cut = links(&[(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 2, 1.0)]);
        assert_eq!(columns(4, &short_cut), [vec![0, 3], vec![1], vec![2]]);
    }

    #[test]
    fn heights_are_throughput_and_the_fullest_column_fits() {
        let own = layout(4, &links(&[(0, 2, 30.0), (0, 3, 10.0), (1, 3, 40.0)]), 100.0, 20.0);
        let heights: Vec<f64> = own.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [40.0, 40.0, 30.0, 50.0]);
        assert!(own.bars.iter().all(|bar| bar.top >= 0.0 && bar.top + bar.height <= 100.0));
    }

    #[test]
    fn sweeps_undo_a_crossing() {
        // By size 0 is over 1 and 3 over 2, but 0 leads to 2 and 1 to 3 and to 4.
        let own = layout(5, &links(&[(0, 2, 9.0), (1, 3, 5.0), (1, 4, 3.0)]), 100.0, 5.0);
        let order = |column: usize| own.columns[column].clone();
        assert_eq!((order(0), order(1)), (vec![0, 1], vec![2, 3, 4]));
    }
}
