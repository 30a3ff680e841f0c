//! The rows of a stream: known by key, in the order of their coming, bounded.
//!
//! ```text
//!  unknown --put--> row --put, newer--> row, in its place
//!                    |
//!                    | removed, or too many rows
//!                    v
//!          gone, where it had a version --put, newer--> row, at the end
//!                    |
//!                    | too many are gone
//!                    v
//!                 unknown
//! ```
//!
//! Bounded by construction: `keep` rows, of each at most `MAX_TEXT` characters a field, and
//! `MAX_GONE` rows that are gone. Deliberately absent: raw keys, which may be phone numbers; a key
//! is known by its hash alone.

use std::collections::{BTreeMap, VecDeque};

use crate::data::field::Cell;
use crate::data::limits::MAX_GONE;

/// How new a row is: the number, and where it is whole its digits too, so that two moments in
/// nanoseconds are told apart.
pub type Version = (f64, i64);

/// What is known of one key.
#[derive(Debug)]
struct Known {
    /// When it came to where it stands now.
    place: u64,
    version: Option<Version>,
    /// `None` for a row that is gone.
    cells: Option<Vec<Cell>>,
}

/// Keys in the order of their coming; those that went on since are skipped.
#[derive(Debug, Default)]
struct Queue {
    keys: VecDeque<(u64, u64)>,
    /// How many of them still stand here.
    count: usize,
}

#[derive(Debug)]
pub struct Kept {
    known: BTreeMap<u64, Known>,
    rows: Queue,
    gone: Queue,
    places: u64,
    keep: usize,
}

impl Kept {
    /// At most `keep` rows, and at least one.
    pub fn new(keep: usize) -> Self {
        Kept {
            known: BTreeMap::new(),
            rows: Queue::default(),
            gone: Queue::default(),
            places: 0,
            keep: keep.max(1),
        }
    }

    /// Begins anew; what was known so far is handed out.
    pub fn renew(&mut self) -> Kept {
        let keep = self.keep;
        std::mem::replace(self, Kept::new(keep))
    }

    /// Replaces the row whole, or adds it at the end. True where a cell or a row is another now.
    pub fn put(&mut self, key: u64, version: Option<Version>, cells: Vec<Cell>) -> bool {
        let known = self.known.get_mut(&key);
        if known.as_ref().is_some_and(|known| known.outdates(version)) {
            return false;
        }
        if let Some(Known { version: own, cells: Some(old), .. }) = known {
            *own = version.or(*own);
            let changed = *old != cells;
            *old = cells;
            return changed;
        }
        let version = version.or(known.and_then(|known| known.version));
        self.stand(key, Known { place: self.places, version, cells: Some(cells) });
        true
    }

    /// Takes a row away. True where it was there.
    pub fn remove(&mut self, key: u64, version: Option<Version>) -> bool {
        let known = self.known.get(&key);
        if known.is_some_and(|known| known.outdates(version)) {
            return false;
        }
        let shown = known.is_some_and(|known| known.cells.is_some());
        let version = version.or(known.and_then(|known| known.version));
        self.forget(key);
        if version.is_some() {
            self.stand(key, Known { place: self.places, version, cells: None });
        }
        shown
    }

    /// Whether there are more rows than may be kept.
    pub fn is_over(&self) -> bool {
        self.rows.count > self.keep
    }

    /// Takes the oldest row away; what is known of its version stays, so that a repeat does not
    /// bring it back.
    pub fn drop_oldest(&mut self) {
        if let Some(key) = self.rows.oldest(&self.known) {
            self.remove(key, None);
        }
    }

    /// The rows in their order.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.standing(&self.known).filter_map(|known| known.cells.as_deref())
    }

    fn stand(&mut self, key: u64, known: Known) {
        self.forget(key);
        let queue = if known.cells.is_some() { &mut self.rows } else { &mut self.gone };
        queue.keys.push_back((known.place, key));
        queue.count += 1;
        self.places += 1;
        self.known.insert(key, known);
        self.rows.tidy(&self.known);
        self.gone.tidy(&self.known);
        while self.gone.count > MAX_GONE {
            match self.gone.oldest(&self.known) {
                Some(key) => self.forget(key),
                None => break,
            }
        }
    }

    fn forget(&mut self, key: u64) {
        if let Some(known) = self.known.remove(&key) {
            let queue = if known.cells.is_some() { &mut self.rows } else { &mut self.gone };
            queue.count = queue.count.saturating_sub(1);
        }
    }
}

impl Known {
    /// Whether a change of that version is no news. One without a version always is.
    fn outdates(&self, version: Option<Version>) -> bool {
        version.zip(self.version).is_some_and(|(new, own)| new <= own)
    }
}

impl Queue {
    /// The key that has stood here longest.
    fn oldest(&mut self, known: &BTreeMap<u64, Known>) -> Option<u64> {
        while let Some((place, key)) = self.keys.pop_front() {
            if known.get(&key).is_some_and(|known| known.place == place) {
                return Some(key);
            }
        }
        None
    }

    fn standing<'k>(&'k self, known: &'k BTreeMap<u64, Known>) -> impl Iterator<Item = &'k Known> {
        let own = |(place, key): &(u64, u64)| known.get(key).filter(|known| known.place == *place);
        self.keys.iter().filter_map(own)
    }

    /// Lets keys go that went on, once they are more than half: one of weeks ago may stand first.
    fn tidy(&mut self, known: &BTreeMap<u64, Known>) {
        if self.keys.len() > 2 * self.count + 1_000 {
            self.keys
                .retain(|(place, key)| known.get(key).is_some_and(|known| known.place == *place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(kept: &mut Kept, key: u64, version: Option<i64>, cell: f64) -> bool {
        let version = version.map(|version| (version as f64, version));
        kept.put(key, version, vec![Cell::Number(cell)])
    }

    #[test]
    fn memory_stays_bounded_over_weeks() {
        let mut kept = Kept::new(10);
        put(&mut kept, 0, None, 0.0);
        for round in 1..100_000 {
            put(&mut kept, round, Some(1), 1.0);
            kept.remove(round, Some((2.0, 2)));
        }
        assert_eq!(kept.rows().count(), 1);
        assert!(kept.rows.keys.len() <= 1_002, "{}", kept.rows.keys.len());
        assert_eq!(kept.gone.count, MAX_GONE);
        assert!(kept.gone.keys.len() <= 2 * MAX_GONE + 1_001);
        assert_eq!(kept.known.len(), MAX_GONE + 1);
        assert!(!put(&mut kept, 99_999, Some(2), 1.0), "the last that went is remembered");
        assert!(put(&mut kept, 1, Some(1), 1.0), "the first is not");
    }

    #[test]
    fn versions_of_nanoseconds_are_told_apart() {
        let mut kept = Kept::new(10);
        let now = 1_700_000_000_000_000_000;
        assert!(put(&mut kept, 0, Some(now), 1.0));
        assert!(put(&mut kept, 0, Some(now + 1), 2.0));
        assert!(!put(&mut kept, 0, Some(now), 3.0));
    }
}
