//! Where points and bubbles stand: rows that have a place, else regions that have rows.

use super::super::{Draw, view};
use super::plan::Plan;
use crate::data::table::Table;
use crate::geo::{LonLat, Xy};
use crate::issue::notices;

/// From so many dots on, of several on one pixel the first stays.
const CROWD: usize = 5_000;
/// A dot before it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub at: Xy,
    /// The place of its value among those of the joined.
    pub entry: usize,
    pub value: Option<f64>,
    /// What it adds to a density: its value, or how many rows it stands for.
    pub weight: f64,
}

/// Dots, the greatest value first, and what became of the others.
#[derive(Default)]
pub struct Spots {
    pub all: Vec<Spot>,
    /// Rows without a place.
    pub unplaced: usize,
    /// Places outside of the picture.
    pub outside: usize,
}

impl Spots {
    /// Of rows with places of their own, or of regions with rows.
    pub fn of(plan: &Plan<'_>, rows: &Table, on: &Draw<'_>) -> Spots {
        let mut spots = Spots::default();
        match plan.fields.at {
            Some((lon, lat)) => {
                for row in 0..rows.rows() {
                    let place =
                        view::amount(lon.column.get(row)).zip(view::amount(lat.column.get(row)));
                    match place.filter(|(lon, lat)| lon.abs() <= 180.0 && lat.abs() <= 90.0) {
                        Some((lon, lat)) => spots.add(plan, LonLat { lon, lat }, row, on),
                        None => spots.unplaced += 1,
                    }
                }
            }
            None => {
                for (at, region) in plan.outline.regions.iter().enumerate() {
                    if plan.found.counts.get(at).is_some_and(|count| *count > 0) {
                        spots.add(plan, region.label, at, on);
                    }
                }
            }
        }
        let keys: Vec<f64> =
            spots.all.iter().map(|spot| spot.value.map_or(f64::INFINITY, |value| -value)).collect();
        let all = &spots.all;
        spots.all =
            view::ascending(&keys).into_iter().filter_map(|at| all.get(at).copied()).collect();
        spots
    }

    fn add(&mut self, plan: &Plan<'_>, place: LonLat, entry: usize, on: &Draw<'_>) {
        let at = plan.stand.projection.to_xy(plan.outline.beside(place));
        if at.x < 0.0 || at.y < 0.0 || at.x > on.width || at.y > on.height {
            self.outside += 1;
            return;
        }
        let value = plan.found.values.get(entry).copied().flatten();
        let rows = plan.found.counts.get(entry).copied().unwrap_or(0);
        let weight = match plan.fields.value {
            Some(_) => value.unwrap_or(0.0).max(0.0),
            None => rows as f64,
        };
        self.all.push(Spot { at, entry, value, weight });
    }

    /// What the reader must know of rows that are not drawn.
    pub fn notices(&self, plan: &Plan<'_>, on: &Draw<'_>) -> [Option<String>; 2] {
        let outside = if on.inside.is_some() { 0 } else { self.outside };
        [
            (self.unplaced > 0 && plan.fields.at.is_some())
                .then(|| notices::no_coordinates(self.unplaced, on.lang)),
            (outside > 0).then(|| notices::off_the_map(outside, on.lang)),
        ]
    }

    /// Of many dots those that can be told apart.
    pub fn thin(&mut self, on: &Draw<'_>) {
        if self.all.len() <= CROWD {
            return;
        }
        let wide = on.width.max(1.0) as usize + 1;
        let mut taken = vec![false; wide * (on.height.max(1.0) as usize + 1)];
        self.all.retain(|spot| {
            match taken.get_mut(spot.at.y as usize * wide + spot.at.x as usize) {
                Some(own) => !std::mem::replace(own, true),
                None => false,
            }
        });
    }
}
