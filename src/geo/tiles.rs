//! Tiles: a schematic map for where no outline may be shown, each region a square of one size.
//!
//! `{"daping_tiles":1, "name":…, "source":…, "note":…,
//! "tiles":[{"code":…, "name":…, "column":0, "row":0}]}`
//!
//! Columns count to the right and rows downwards, from any number. A region may have several tiles;
//! a place has one.

use super::LonLat;
use super::draft::{Draft, Feature};
use super::fact::Fact;
use super::outline::MAX_REGIONS;
use super::own::{self, Keys};
use crate::grammar::node::Object;
use crate::issue::OutlineFault;

/// Columns and rows lie between minus this and this.
const MAX_PLACE: i64 = 200;
/// The free part of a tile at each of its sides.
const GAP: f64 = 0.04;

pub(super) fn read(file: &Object<'_>) -> Result<Draft, OutlineFault> {
    let mut draft = own::draft(file);
    let side = 2 * MAX_PLACE + 1;
    let mut taken = vec![false; usize::try_from(side * side).unwrap_or_default()];
    for (at, tile) in own::list(file.value("tiles")?)?.iter().take(MAX_REGIONS + 1).enumerate() {
        let tile = own::object(tile)?;
        let (column, row) = (own::whole(tile.value("column")?)?, own::whole(tile.value("row")?)?);
        let reach = -MAX_PLACE..=MAX_PLACE;
        if !reach.contains(&column) || !reach.contains(&row) {
            return Err(OutlineFault::OffGrid { region: at, limit: MAX_PLACE });
        }
        let place = (row + MAX_PLACE) * side + column + MAX_PLACE;
        let place = usize::try_from(place).ok().and_then(|place| taken.get_mut(place));
        if place.is_none_or(|taken| std::mem::replace(taken, true)) {
            return Err(OutlineFault::SamePlace { region: at });
        }
        draft.features.push(feature(tile, at, LonLat { lon: column as f64, lat: -row as f64 }));
    }
    Ok(draft)
}

fn feature(tile: &Object<'_>, at: usize, middle: LonLat) -> Feature {
    let reach = 0.5 - GAP;
    let corners = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)];
    let ring = corners.map(|(x, y)| LonLat { lon: middle.lon + x, lat: middle.lat + y });
    let said = |key: &str| tile.given(key).map_or(Fact::Nothing, own::fact);
    Feature {
        at,
        code: said("code").code().unwrap_or_default(),
        name: said("name").text().unwrap_or_default().to_owned(),
        label: Some(middle),
        rings: vec![ring.to_vec()],
        lines: Vec::new(),
    }
}
