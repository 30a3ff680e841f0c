//! Several rows of one region as one value.

use super::options::Merge;

/// What the rows of a region come to so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heap {
    pub rows: usize,
    known: usize,
    so_far: f64,
    last: usize,
    /// The region's own row was met: rows of what lies inside it do not count beside it.
    own: bool,
}

impl Heap {
    /// Adds a row, the region's own or one of a place inside it; a missing value is no zero.
    pub fn add(&mut self, own: bool, row: usize, value: Option<f64>, merge: Merge) {
        if self.own && !own {
            return;
        }
        if own && !self.own {
            *self = Heap { own, ..Heap::default() };
        }
        (self.rows, self.last) = (self.rows + 1, row);
        let Some(value) = value else { return };
        self.so_far = match merge {
            _ if self.known == 0 => value,
            Merge::Sum | Merge::Mean => self.so_far + value,
            Merge::Max => self.so_far.max(value),
            Merge::Min => self.so_far.min(value),
            Merge::Last => value,
        };
        self.known += 1;
    }

    pub fn value(&self, merge: Merge) -> Option<f64> {
        let share = if merge == Merge::Mean { self.known.max(1) } else { 1 };
        (self.known > 0).then(|| self.so_far / share as f64)
    }

    /// The last row; none where there is none.
    pub fn row(&self) -> Option<usize> {
        (self.rows > 0).then_some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[(bool, Option<f64>)], expect: [Option<f64>; 5]) {
        let all = [Merge::Sum, Merge::Mean, Merge::Max, Merge::Min, Merge::Last];
        for (merge, expect) in all.into_iter().zip(expect) {
            let mut heap = Heap::default();
            rows.iter().enumerate().for_each(|(at, (own, v))| heap.add(*own, at, *v, merge));
            assert_eq!(heap.value(merge), expect, "{merge:?}");
        }
    }

    #[test]
    fn rows_merge_as_they_are_told_and_missing_is_no_zero() {
        let rows = [(false, Some(4.0)), (false, None), (false, Some(2.0))];
        check(&rows, [Some(6.0), Some(3.0), Some(4.0), Some(2.0), Some(2.0)]);
        check(&[(true, None)], [None; 5]);
    }

    #[test]
    fn a_regions_own_row_comes_before_those_inside_it() {
        check(&[(false, Some(4.0)), (true, Some(9.0)), (false, Some(2.0))], [Some(9.0); 5]);
    }
}
