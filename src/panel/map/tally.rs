//! How many places lie in each region.

use crate::geo::{Sheet, Xy};

/// The picture in so many columns and rows, each with the regions that may reach into it.
const GRID: usize = 48;

/// By the outline's order; a place belongs to every region that holds it.
pub fn tally(places: &[Xy], sheet: &Sheet, (width, height): (f64, f64)) -> Vec<usize> {
    let mut counts = vec![0; sheet.plots().len()];
    let cell = |at: f64, side: f64| {
        (at / side.max(1.0) * GRID as f64).clamp(0.0, GRID as f64 - 1.0) as usize
    };
    let mut cells: Vec<Vec<usize>> = vec![Vec::new(); GRID * GRID];
    for (at, plot) in sheet.plots().iter().enumerate().filter(|(_, plot)| !plot.is_empty()) {
        let (low, high) = (plot.low, plot.high);
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
            if let Some(count) = counts.get_mut(*at).filter(|_| sheet.holds(*at, *place)) {
                *count += 1;
            }
        }
    }
    counts
}
