//! Rows as links between named things, for `sankey` and `network`.
//!
//! Names are in their own order, not in the rows', so that the same links in another order are the
//! same picture.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Draw, view};
use crate::data;
use crate::data::table::{Column, Field, Table, Value};

/// What one row says.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Places in `Links::names`.
    pub from: usize,
    pub to: usize,
    /// Missing stays missing; 1 where the rows have no field that counts.
    pub value: Option<f64>,
    pub row: usize,
}

/// Named nodes and the links between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Ascending, each once.
    pub names: Vec<String>,
    pub links: Vec<Link>,
    pub unit: Option<String>,
    /// Whether a field counts.
    pub valued: bool,
    /// How many rows name fewer than two things.
    pub nameless: usize,
}

impl Links {
    /// Reads `from` and `to` (else the first two texts) and `value` (else the first number).
    pub fn read(
        rows: &Table,
        (from, to, value): (Option<&str>, Option<&str>, Option<&str>),
        on: &Draw<'_>,
    ) -> Links {
        let (Some(from), Some(to)) = ends(rows, from, to) else { return Links::default() };
        let value = view::value_field(rows, value, "value", Some(from));
        let value = value.filter(|value| value.name != to.name);
        let name = |field: &Field, row| {
            let said = match field.column.get(row) {
                Value::Missing => return None,
                cell => view::said(cell, on.utc_offset, on.lang),
            };
            Some(said.trim().to_string()).filter(|name| !name.is_empty())
        };
        let named: Vec<(String, String, usize)> = (0..rows.rows())
            .filter_map(|row| Some((name(from, row)?, name(to, row)?, row)))
            .collect();
        let both = named.iter().flat_map(|(from, to, _)| [from, to]);
        let mut places: BTreeMap<String, usize> = both.map(|name| (name.clone(), 0)).collect();
        places.values_mut().enumerate().for_each(|(at, place)| *place = at);
        let place = |name: &str| places.get(name).copied().unwrap_or_default();
        let amount = |row| match value {
            Some(value) => view::amount(value.column.get(row)),
            None => Some(1.0),
        };
        let link = |(from, to, row): &(String, String, usize)| Link {
            from: place(from),
            to: place(to),
            value: amount(*row),
            row: *row,
        };
        Links {
            links: named.iter().map(link).collect(),
            nameless: rows.rows() - named.len(),
            unit: value.and_then(|value| value.unit.clone()),
            valued: value.is_some(),
            names: places.into_keys().collect(),
        }
    }

    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Links of the same two ends become one, with the sum of their values; ascending by their ends.
    pub fn merge(&mut self) {
        let key = |at: usize| self.links.get(at).map(|link| (link.from, link.to, link.value));
        let order = data::order(self.links.len(), &|a, b| {
            key(a).partial_cmp(&key(b)).unwrap_or(Ordering::Equal)
        });
        let mut merged: Vec<Link> = Vec::new();
        for link in order.into_iter().filter_map(|at| self.links.get(at)) {
            match merged.last_mut().filter(|last| (last.from, last.to) == (link.from, link.to)) {
                Some(last) => last.value = sum(last.value, link.value),
                None => merged.push(link.clone()),
            }
        }
        self.links = merged;
    }

    /// Keeps the `most` links of the greatest values and gives how many went.
    pub fn thin(&mut self, most: usize) -> usize {
        let gone = self.links.len().saturating_sub(most);
        if gone > 0 {
            let keys: Vec<f64> =
                self.links.iter().map(|link| -link.value.unwrap_or_default()).collect();
            let mut kept = view::ascending(&keys);
            kept.truncate(most);
            let mut at = 0..;
            self.links.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        }
        gone
    }

    /// Which nodes to keep where there is room for `most`: the ends of the links of the greatest
    /// weights, so that none of them stands alone; of equals the first.
    pub fn ends_of_greatest(&self, weight: &dyn Fn(&Link) -> f64, most: usize) -> Vec<bool> {
        let keys: Vec<f64> = self.links.iter().map(|link| -weight(link)).collect();
        let mut kept = vec![false; self.names.len()];
        let mut room = most;
        for link in view::ascending(&keys).into_iter().filter_map(|at| self.links.get(at)) {
            let ends = [link.from, link.to];
            let new = ends.iter().filter(|end| kept.get(**end) == Some(&false)).count();
            if new > room {
                continue;
            }
            room -= new;
            for end in ends {
                if let Some(slot) = kept.get_mut(end) {
                    *slot = true;
                }
            }
        }
        kept
    }

    /// Keeps those nodes, and the links between them.
    pub fn keep(&mut self, kept: &[bool]) {
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or_default();
        // Where each node stands when those before it are gone.
        let mut left = 0;
        let mut news = Vec::with_capacity(kept.len());
        for kept in kept {
            news.push(left);
            left += usize::from(*kept);
        }
        let new = |at: usize| news.get(at).copied().unwrap_or_default();
        self.links.retain(|link| is_kept(link.from) && is_kept(link.to));
        for link in &mut self.links {
            (link.from, link.to) = (new(link.from), new(link.to));
        }
        let mut at = 0..;
        self.names.retain(|_| at.next().is_some_and(is_kept));
    }
}

/// The fields of both ends.
fn ends<'a>(
    rows: &'a Table,
    from: Option<&str>,
    to: Option<&str>,
) -> (Option<&'a Field>, Option<&'a Field>) {
    let from_field = view::extra_field(rows, from, "from");
    let to_field = view::extra_field(rows, to, "to");
    let guess = |named: Option<&str>, other: Option<&Field>| {
        let mut texts = rows.fields().iter().filter(|f| matches!(f.column, Column::Text { .. }));
        let free = |f: &&Field| other.is_none_or(|other| other.name != f.name);
        // A name that the table does not have is nothing, so that no other field stands in.
        if named.is_some() { None } else { texts.find(free) }
    };
    let from_field = from_field.or_else(|| guess(from, to_field));
    (from_field, to_field.or_else(|| guess(to, from_field)))
}

fn sum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        _ => a.or(b),
    }
}

/// A number of a list; nothing beyond its end.
pub fn at(all: &[f64], place: usize) -> f64 {
    all.get(place).copied().unwrap_or_default()
}

/// Adds to a number of a list.
pub fn add(all: &mut [f64], place: usize, more: f64) {
    if let Some(slot) = all.get_mut(place) {
        *slot += more;
    }
}

/// What the reader must know, as one line; none where nothing is missing.
pub fn notice(sentences: &[(usize, String)], on: &Draw<'_>) -> Option<String> {
    let said = sentences.iter().filter(|(count, _)| *count > 0).map(|(_, said)| said.as_str());
    let said: Vec<&str> = said.collect();
    (!said.is_empty()).then(|| said.join(on.lang.pick(";", "; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(all: &[(usize, usize, f64)]) -> Links {
        let link = |(row, (from, to, value)): (usize, &(usize, usize, f64))| Link {
            from: *from,
            to: *to,
            value: Some(*value).filter(|value| value.is_finite()),
            row,
        };
        Links {
            names: ["a", "b", "c", "d"].map(str::to_string).to_vec(),
            links: all.iter().enumerate().map(link).collect(),
            ..Links::default()
        }
    }

    fn read(links: &Links) -> Vec<(usize, usize, Option<f64>)> {
        links.links.iter().map(|link| (link.from, link.to, link.value)).collect()
    }

    #[test]
    fn links_of_the_same_ends_are_one_and_missing_adds_nothing() {
        let mut all =
            links(&[(1, 2, 3.0), (0, 1, 1.0), (1, 2, f64::NAN), (1, 2, 4.0), (2, 1, 9.0)]);
        all.merge();
        assert_eq!(read(&all), [(0, 1, Some(1.0)), (1, 2, Some(7.0)), (2, 1, Some(9.0))]);
    }

    #[test]
    fn what_is_kept_keeps_its_names() {
        let mut all = links(&[(0, 1, 1.0), (1, 3, 2.0), (2, 3, 5.0)]);
        all.keep(&[false, true, true, true]);
        assert_eq!(all.names, ["b", "c", "d"]);
        assert_eq!(read(&all), [(0, 2, Some(2.0)), (1, 2, Some(5.0))]);
        assert_eq!(all.thin(1), 1);
        assert_eq!(read(&all), [(1, 2, Some(5.0))]);
    }

    #[test]
    fn nodes_are_kept_with_a_link_of_their_own() {
        // The heaviest nodes are 2 and 1, which no link joins.
        let all = links(&[(0, 2, 7.0), (3, 2, 6.0), (0, 1, 5.0), (3, 1, 5.0)]);
        let value = |link: &Link| link.value.unwrap_or_default();
        assert_eq!(all.ends_of_greatest(&value, 2), [true, false, true, false]);
        assert_eq!(all.ends_of_greatest(&value, 3), [true, false, true, true]);
    }
}
