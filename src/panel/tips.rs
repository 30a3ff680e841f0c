//! The marks of charts over a shared x: one for each place, a column of the plot with a line for
//! each series.

use super::frame::Area;
use super::scene::{MOST_MARKS, Mark, Reach, Told};
use crate::look::Point;

/// A place that can be pointed at.
pub struct Spot {
    /// Where its tip points.
    pub at: Point,
    pub label: String,
    pub told: Vec<Told>,
}

/// A column over the plot's height for each spot, half way to its neighbours; spots come from left to
/// right.
pub fn columns(spots: Vec<Spot>, area: &Area) -> Vec<Mark> {
    let places: Vec<f64> = spots.iter().map(|spot| spot.at.x).collect();
    let between = |a: usize| match (places.get(a), places.get(a + 1)) {
        (Some(left), Some(right)) => (left + right) / 2.0,
        _ => area.right,
    };
    let mark = |(at, spot): (usize, Spot)| {
        let left = if at == 0 { area.left } else { between(at - 1) };
        let reach = Reach::Box { left, top: area.top, right: between(at), bottom: area.bottom };
        Mark { reach, at: spot.at, label: spot.label, told: spot.told }
    };
    spots.into_iter().take(MOST_MARKS).enumerate().map(mark).collect()
}

/// What the reader must know, in one line.
pub fn notice(said: &[Option<String>]) -> Option<String> {
    let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_meet_half_way_and_fill_the_plot() {
        let spot = |x| Spot { at: Point::new(x, 5.0), label: String::new(), told: Vec::new() };
        let area = Area { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 };
        let marks = columns(vec![spot(10.0), spot(30.0), spot(90.0)], &area);
        let sides: Vec<(f64, f64)> = marks
            .iter()
            .map(|mark| match mark.reach {
                Reach::Box { left, right, .. } => (left, right),
                _ => panic!("a column is a box"),
            })
            .collect();
        assert_eq!(sides, [(0.0, 20.0), (20.0, 60.0), (60.0, 100.0)]);
    }
}
