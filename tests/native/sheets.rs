//! Properties of a sheet: what is left out of boundaries opens no gap between neighbours and lays no
//! region over another; boxes and areas are those of the rings.

use daping::geo::{File, Outline, Projection, Sheet, Xy};
use proptest::prelude::*;

type Place = (f64, f64);

/// Regions side by side on a square of 4°, whose common borders are the same crooked lines, walked the
/// one way by one neighbour and the other way by the other, from anywhere.
struct Mesh {
    side: usize,
    seed: u64,
}

impl Mesh {
    /// A number from -1 to 1, always the same for the same line and step.
    fn chance(&self, line: usize, step: usize) -> f64 {
        let mut state =
            self.seed ^ ((line as u64) << 32 | step as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        state = (state ^ (state >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((state ^ (state >> 29)) % 2001) as f64 / 1000.0 - 1.0
    }

    /// The border from a corner to the next one to the right or up; straight at the rim.
    fn border(&self, (column, row): (usize, usize), up: bool) -> Vec<Place> {
        const STEPS: usize = 40;
        let cell = 4.0 / self.side as f64;
        let at_rim = if up { column } else { row } % self.side == 0;
        let line = (row * 50 + column) * 2 + usize::from(up);
        let point = |step: usize| {
            let along = step as f64 / STEPS as f64 * cell;
            let off = if at_rim || step == 0 { 0.0 } else { self.chance(line, step) * cell * 0.1 };
            let (x, y) = if up { (off, along) } else { (along, off) };
            (110.0 + column as f64 * cell + x, 30.0 + row as f64 * cell + y)
        };
        (0..STEPS).map(point).collect()
    }

    fn ring(&self, column: usize, row: usize) -> Vec<Place> {
        let back = |from: (usize, usize), up: bool, end: (usize, usize)| {
            let mut line = self.border(from, up);
            line.push(self.border(end, false)[0]);
            line.reverse();
            line.pop();
            line
        };
        let mut ring = self.border((column, row), false);
        ring.extend(self.border((column + 1, row), true));
        ring.extend(back((column, row + 1), false, (column + 1, row + 1)));
        ring.extend(back((column, row), true, (column, row + 1)));
        let from = (self.seed as usize).wrapping_mul(column + 3 * row + 1) % ring.len();
        ring.rotate_left(from);
        ring
    }

    fn outline(&self) -> Outline {
        let cells = (0..self.side).flat_map(|row| (0..self.side).map(move |column| (column, row)));
        let features: Vec<_> = cells
            .map(|(column, row)| {
                serde_json::json!({ "type": "Feature", "id": row * 100 + column, "geometry":
                    { "type": "Polygon", "coordinates": [self.ring(column, row)] } })
            })
            .collect();
        let file = serde_json::json!({ "type": "FeatureCollection", "features": features });
        Outline::read(file.to_string().as_bytes(), &File::default()).expect("a mesh is an outline")
    }
}

fn sheet(outline: &Outline, side: f64) -> std::rc::Rc<Sheet> {
    outline.sheet(&Projection::fit(outline, side, side, 2.0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Borders that are walked twice cancel each other out: every place lies in an odd number of
    /// regions (but for a line that crosses itself, in one).
    #[test]
    fn no_gap_opens_between_neighbours(
        side in 1..6usize,
        seed in any::<u64>(),
        size in 12.0..900.0f64,
        places in prop::collection::vec((0.05..0.95f64, 0.05..0.95f64), 50),
    ) {
        let outline = Mesh { side, seed }.outline();
        let sheet = sheet(&outline, size);
        let (low, high) = sheet.plots().iter().fold(
            ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN)),
            |(low, high), plot| (
                (low.0.min(plot.low.x), low.1.min(plot.low.y)),
                (high.0.max(plot.high.x), high.1.max(plot.high.y)),
            ),
        );
        for (x, y) in places {
            // Between the lines of the grid.
            let p = Xy {
                x: ((low.0 + (high.0 - low.0) * x) * 4.0).floor() / 4.0 + 0.113,
                y: ((low.1 + (high.1 - low.1) * y) * 4.0).floor() / 4.0 + 0.119,
            };
            let holding = (0..sheet.plots().len()).filter(|at| sheet.holds(*at, p)).count();
            prop_assert_eq!(holding % 2, 1, "{:?} of {:?}..{:?}", p, low, high);
        }
    }

    /// What is left out moves no border by more than a grid's step.
    #[test]
    fn boxes_and_areas_are_those_of_the_regions(side in 1..5usize, seed in any::<u64>()) {
        let outline = Mesh { side, seed }.outline();
        let (coarse, fine) = (sheet(&outline, 100.0), sheet(&outline, 6_400.0));
        for (small, large) in coarse.plots().iter().zip(fine.plots()) {
            // The rim of 2 pixels does not grow with the size.
            let grown = (6_400.0 - 4.0) / (100.0 - 4.0);
            let wide = (large.high.x - large.low.x) / grown;
            prop_assert!((small.high.x - small.low.x - wide).abs() <= 0.5);
            let around = 2.0 * (wide + (large.high.y - large.low.y) / grown);
            prop_assert!((small.area - large.area / (grown * grown)).abs() <= around * 0.25);
            let points: Vec<Xy> = coarse.rings(small).flatten().copied().collect();
            prop_assert!(points.iter().all(|p| (p.x * 4.0).fract() == 0.0 && (p.y * 4.0).fract() == 0.0));
            prop_assert!(points.iter().any(|p| p.x == small.low.x) && points.iter().any(|p| p.y == small.high.y));
        }
    }
}

#[test]
fn an_islet_finer_than_the_grid_is_drawn_and_cannot_be_pointed_at() {
    let file = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":1,"geometry":{"type":"MultiPolygon","coordinates":[
            [[[110,30],[114,30],[114,34],[110,34],[110,30]]],
            [[[112,33],[112.0001,33],[112.0001,33.0001],[112,33]]]]}},
        {"type":"Feature","id":2,"geometry":{"type":"Polygon","coordinates":[
            [[113,31],[113.0001,31],[113.0001,31.0001],[113,31]]]}}]}"#;
    let outline = Outline::read(file.as_bytes(), &File::default()).expect("two regions");
    let sheet = sheet(&outline, 200.0);
    assert_eq!(sheet.paths.iter().map(|d| d.matches("h.25z").count()).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(sheet.plots().iter().map(|plot| plot.is_empty()).collect::<Vec<_>>(), [false, true]);
    assert!(
        !sheet.holds(1, Xy { x: 150.0, y: 150.0 }) && sheet.holds(0, Xy { x: 150.0, y: 150.0 })
    );
}
