//! Tiles: a schematic map for where no outline may be shown, each region a square of one size.
//!
//! `{"daping_tiles":1, "name":…, "source":…, "note":…,
//! "tiles":[{"code":…, "name":…, "column":0, "row":0}]}`
//!
//! Columns count to the right and rows downwards, from any number. A region may have several tiles;
//! a place has one.

use serde::Deserialize;

use super::draft::{Draft, Feature};
use super::fact::{Fact, Several};
use super::outline::{Outline, parse};
use super::{File, LonLat};
use crate::issue::OutlineFault;

/// Columns and rows lie between minus this and this.
const MAX_PLACE: i64 = 200;
/// The free part of a tile at each of its sides.
const GAP: f64 = 0.04;

#[derive(Deserialize)]
struct Tiles {
    #[serde(default)]
    name: Fact,
    #[serde(default)]
    source: Fact,
    #[serde(default)]
    approval_no: Fact,
    #[serde(default)]
    note: Fact,
    tiles: Several<Tile>,
}

#[derive(Deserialize)]
struct Tile {
    #[serde(default)]
    code: Fact,
    #[serde(default)]
    name: Fact,
    column: i64,
    row: i64,
}

pub(super) fn read(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
    let all: Tiles = parse(bytes)?;
    let mut draft = Draft::new(&all.name, &all.source, &all.approval_no, &all.note);
    let side = 2 * MAX_PLACE + 1;
    let mut taken = vec![false; usize::try_from(side * side).unwrap_or_default()];
    for (at, tile) in all.tiles.0.iter().enumerate() {
        let reach = -MAX_PLACE..=MAX_PLACE;
        if !reach.contains(&tile.column) || !reach.contains(&tile.row) {
            return Err(OutlineFault::OffGrid { region: at, limit: MAX_PLACE });
        }
        let place = (tile.row + MAX_PLACE) * side + tile.column + MAX_PLACE;
        let place = usize::try_from(place).ok().and_then(|place| taken.get_mut(place));
        if place.is_none_or(|taken| std::mem::replace(taken, true)) {
            return Err(OutlineFault::SamePlace { region: at });
        }
        draft.features.push(tile.feature(at));
    }
    draft.finish(file, true)
}

impl Tile {
    fn feature(&self, at: usize) -> Feature {
        let middle = LonLat { lon: self.column as f64, lat: -self.row as f64 };
        let reach = 0.5 - GAP;
        let corners = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)];
        let ring = corners.map(|(x, y)| LonLat { lon: middle.lon + x, lat: middle.lat + y });
        Feature {
            at,
            code: self.code.code().unwrap_or_default(),
            name: self.name.text().unwrap_or_default().to_owned(),
            label: Some(middle),
            rings: vec![ring.to_vec()],
            lines: Vec::new(),
        }
    }
}
