//! How many places lie in each region.

use crate::geo::{Sheet, Xy};

/// The picture in so many columns and rows, each with the regions that may reach into it.
const GRID: usize = 48;

/// By the outline's order; a place belongs to every region that holds it.
pub fn tally(places: &[Xy], sheet: &Sheet, (width, height): (f64, f64)) -> Vec<usize> {
    let mut counts = vec![0; sheet.rings.len()];
    let cell = |at: f64, side: f64| {
        (at / side.max(1.0) * GRID as f64).clamp(0.0, GRID as f64 - 1.0) as usize
    };
    let mut cells: Vec<Vec<usize>> = vec![Vec::new(); GRID * GRID];
    for (at, rings) in sheet.rings.iter().enumerate() {
        let Some((low, high)) = ends(rings) else { continue };
        for row in cell(low.y, height)..=cell(high.y, height) {
            for column in cell(low.x, width)..=cell(high.x, width) {
                if let Some(own) = cells.get_mut(row * GRID + column) {
                    own.push(at);
                }
            }
        }
    }
    for place in places {
        let near = cells.get(cell(place.y, height) * GRID + cell(place.x, width));
        for at in near.into_iter().flatten() {
            let holds = sheet.rings.get(*at).is_some_and(|rings| holds(rings, *place));
            if let Some(count) = counts.get_mut(*at).filter(|_| holds) {
                *count += 1;
            }
        }
    }
    counts
}

fn ends(rings: &[Vec<Xy>]) -> Option<(Xy, Xy)> {
    rings.iter().flatten().fold(None, |ends, xy| {
        let (low, high): (Xy, Xy) = ends.unwrap_or((*xy, *xy));
        let least = Xy { x: low.x.min(xy.x), y: low.y.min(xy.y) };
        Some((least, Xy { x: high.x.max(xy.x), y: high.y.max(xy.y) }))
    })
}

/// The even-odd rule over all rings.
fn holds(rings: &[Vec<Xy>], p: Xy) -> bool {
    let crosses = |(a, b): &(&Xy, &Xy)| {
        (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x
    };
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    edges.filter(crosses).count() % 2 == 1
}
