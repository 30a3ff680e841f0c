//! From what a row calls a place to where it is: the row's own coordinates, else a place that the board
//! names, else a region of the outline.

use super::ways::Miss;
use super::{Options, Origin};
use crate::geo::{LonLat, Outline};
use crate::grammar::named::Named;
use crate::panel::map;
use crate::panel::scene::{MOST_UNMATCHED, Unmatched};
use crate::panel::view::Places;

/// A place at which something begins or ends.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// As it is written: a region by its short name, any other as the row or the board calls it.
    pub name: String,
    pub at: LonLat,
    /// The region that bears the name.
    pub region: Option<usize>,
}

/// Ends in the order in which rows named them, each once however it is called.
pub struct Ends<'a> {
    pub all: Vec<End>,
    pub unmatched: Unmatched,
    outline: &'a Outline,
    places: &'a Named<(f64, f64)>,
    keys: Places,
    /// For each key its end, none where it is nowhere.
    found: Vec<Option<usize>>,
    of_region: Vec<Option<usize>>,
}

impl<'a> Ends<'a> {
    pub fn new(options: &'a Options, outline: &'a Outline) -> Ends<'a> {
        Ends {
            all: Vec::new(),
            unmatched: Unmatched::default(),
            outline,
            places: &options.places,
            keys: Places::default(),
            found: Vec::new(),
            of_region: vec![None; outline.regions.len()],
        }
    }

    /// The place that the board fixes; rows that call it by its name mean it.
    pub fn fixed(&mut self, origin: &Origin) -> Option<usize> {
        let Some((lon, lat)) = origin.at else {
            return self.find(&origin.name, None);
        };
        let end = Some(self.push(&origin.name, LonLat { lon, lat }));
        self.keys.of(origin.name.clone(), 0);
        self.found.push(end);
        end
    }

    /// The end of that name or at those coordinates; none where nobody knows it.
    pub fn find(&mut self, name: &str, at: Option<LonLat>) -> Option<usize> {
        let key = match at {
            Some(at) => format!("@{} {}", at.lon, at.lat),
            None => name.to_string(),
        };
        let key = self.keys.of(key, 0);
        if let Some(known) = self.found.get(key) {
            return *known;
        }
        map::unseen(&mut self.unmatched, name);
        let place = at.or_else(|| {
            let (lon, lat) = *self.places.get(name)?;
            Some(LonLat { lon, lat })
        });
        let end = match place {
            Some(at) => Some(self.push(name, at)),
            None => self.joined(name),
        };
        if end.is_none() && !name.is_empty() && self.unmatched.rows.len() < MOST_UNMATCHED {
            self.unmatched.rows.push(name.to_string());
        }
        self.found.push(end);
        end
    }

    /// The same for what a row says; one that says neither is a miss of its own.
    pub fn known(&mut self, (name, at): (String, Option<LonLat>)) -> Result<Option<usize>, Miss> {
        if name.is_empty() && at.is_none() {
            return Err(Miss::Silent);
        }
        Ok(self.find(&name, at))
    }

    fn push(&mut self, name: &str, at: LonLat) -> usize {
        let region = self.outline.join().find(name);
        self.all.push(End { name: name.to_string(), at: self.outline.beside(at), region });
        self.all.len() - 1
    }

    /// A region by its code or name; 浙江 and 330000 are one end.
    fn joined(&mut self, name: &str) -> Option<usize> {
        let at = self.outline.join().find(name)?;
        let region = self.outline.regions.get(at)?;
        let known = self.of_region.get_mut(at)?;
        if known.is_none() {
            let name = if region.name.is_empty() { &region.code } else { &region.name };
            let name = map::short(name).to_string();
            self.all.push(End { name, at: region.label, region: Some(at) });
            *known = Some(self.all.len() - 1);
        }
        *known
    }
}

/// Adds to a number of a list.
pub fn add(all: &mut [f64], place: usize, more: f64) {
    if let Some(slot) = all.get_mut(place) {
        *slot += more;
    }
}
