//! What a canvas kind gives the shell: its picture, and what of it can be pointed at.

use std::rc::Rc;

use crate::geo::{Sheet, Xy, area, inside};
use crate::issue::{DataFault, Issue, Place};
use crate::look::{Color, Picture, Point};

/// A drawing with what the shell needs beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    pub picture: Picture,
    /// What a tip can be asked of, in the order that the arrow keys step through.
    pub marks: Vec<Mark>,
    /// The legend's entries where each can be switched off and on.
    pub legend: Vec<Entry>,
    /// What the reader must know of the drawing: what is not in it, and why.
    pub notice: Option<String>,
    /// What stands in the place of a map's caption where anybody may look and no review number is
    /// given.
    pub reminder: Option<String>,
    /// Where the range brush works: the plot's rectangle.
    pub brush: Option<Reach>,
    /// How many regions of the outline found a row.
    pub joined: Option<usize>,
    /// What found nothing on the outline.
    pub unmatched: Unmatched,
    /// Marks that can be entered: which mark, and the code of its region.
    pub doors: Vec<(usize, String)>,
    /// Marks that are not called as their row is: which mark, and the row of the panel's table.
    pub rows: Vec<(usize, usize)>,
    /// Along which lights travel.
    pub arcs: Vec<Arc>,
}

/// Rows and regions that did not find each other. Names are as the masked table has them, each once;
/// of each kind the first [`MOST_UNMATCHED`] are named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unmatched {
    /// Places of rows that the outline does not have.
    pub rows: Vec<String>,
    /// How many rows that are, with those that are not named.
    pub lost: usize,
    /// Regions that no row speaks of.
    pub regions: Vec<String>,
    pub bare: usize,
    /// Places with characters that nobody sees, and their names: `南召县 (U+200B)`.
    pub hidden: Vec<String>,
}

impl Unmatched {
    /// What a panel's findings say of it.
    pub fn issues(&self, panel: &str) -> Vec<Issue> {
        let named = |names: &[String], count: usize, fault: fn(String) -> DataFault| {
            let more = (count as u64).checked_sub(1)?;
            let issue = Issue::data(Place::document(panel), fault(names.join("、")));
            Some(Issue { more, ..issue.notice() })
        };
        let all = [
            named(&self.rows, self.lost, |places| DataFault::UnknownRegion { places }),
            named(&self.regions, self.bare, |regions| DataFault::BareRegion { regions }),
            named(&self.hidden, self.hidden.len(), |places| DataFault::HiddenInPlace { places }),
        ];
        all.into_iter().flatten().collect()
    }
}

/// More places than this are counted and not named.
pub const MOST_UNMATCHED: usize = 20;

/// A drawing has at most so many marks; the rest has no tip.
pub const MOST_MARKS: usize = 5_000;

impl Scene {
    /// A picture with nothing beside it.
    pub fn plain(picture: Picture) -> Self {
        Scene { picture, ..Scene::default() }
    }

    /// Moves everything; the picture's size stays.
    pub fn shift(&mut self, dx: f64, dy: f64) {
        self.picture.shift(dx, dy);
        for mark in &mut self.marks {
            mark.at = mark.at.moved(dx, dy);
            mark.reach.shift(dx, dy);
        }
        for Entry { place: (left, top, right, bottom), .. } in &mut self.legend {
            (*left, *top) = (*left + dx, *top + dy);
            (*right, *bottom) = (*right + dx, *bottom + dy);
        }
        if let Some(brush) = &mut self.brush {
            brush.shift(dx, dy);
        }
        for point in self.arcs.iter_mut().flat_map(|arc| &mut arc.curve) {
            (point.x, point.y) = (point.x + dx, point.y + dy);
        }
    }

    /// The mark under a place: of several the smallest, else the nearest within `reach` pixels.
    pub fn hit(&self, at: Point, reach: f64) -> Option<usize> {
        let within = self.marks.iter().enumerate().filter(|(_, mark)| mark.reach.holds(at));
        let smallest = within.min_by(|a, b| a.1.reach.size().total_cmp(&b.1.reach.size()));
        let away = |mark: &Mark| (mark.at.x - at.x).hypot(mark.at.y - at.y);
        let nearest = || {
            let near = self.marks.iter().enumerate().filter(|(_, mark)| away(mark) <= reach);
            near.min_by(|a, b| away(a.1).total_cmp(&away(b.1)))
        };
        smallest.or_else(nearest).map(|(at, _)| at)
    }
}

/// Something that a tip can be asked of.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub reach: Reach,
    /// Where its tip points.
    pub at: Point,
    pub label: String,
    pub told: Vec<Told>,
}

/// One line of a tip: of which series, and the whole value with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Empty where the label says it all.
    pub name: String,
    pub value: String,
    pub color: Option<Color>,
}

/// The part of a picture that belongs to a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Reach {
    Box {
        left: f64,
        top: f64,
        right: f64,
        bottom: f64,
    },
    Disc {
        at: Point,
        radius: f64,
    },
    /// Angles in radians, clockwise from twelve o'clock.
    Sector {
        at: Point,
        inner: f64,
        outer: f64,
        from: f64,
        to: f64,
    },
    Polygon(Vec<Point>),
    /// A region of an outline, whose sheet's zero stands `by` pixels to the right and below.
    Region {
        sheet: Rc<Sheet>,
        region: usize,
        by: (f64, f64),
    },
    /// Along a line, so many pixels to either side.
    Along {
        points: Vec<Point>,
        aside: f64,
    },
}

impl Reach {
    pub fn holds(&self, p: Point) -> bool {
        match self {
            Reach::Box { left, top, right, bottom } => {
                (*left..*right).contains(&p.x) && (*top..*bottom).contains(&p.y)
            }
            Reach::Disc { at, radius } => (p.x - at.x).hypot(p.y - at.y) <= *radius,
            Reach::Sector { at, inner, outer, from, to } => {
                let (dx, dy) = (p.x - at.x, p.y - at.y);
                let turn = dx.atan2(-dy);
                let turn = if turn < 0.0 { turn + std::f64::consts::TAU } else { turn };
                (*inner..=*outer).contains(&dx.hypot(dy)) && (*from..*to).contains(&turn)
            }
            Reach::Polygon(points) => inside(&places(points), Xy { x: p.x, y: p.y }),
            Reach::Region { sheet, region, by } => {
                sheet.holds(*region, Xy { x: p.x - by.0, y: p.y - by.1 })
            }
            Reach::Along { points, aside } => {
                let pairs = points.iter().zip(points.iter().skip(1));
                pairs.into_iter().any(|(a, b)| distance(p, *a, *b) <= *aside)
            }
        }
    }

    fn shift(&mut self, dx: f64, dy: f64) {
        let all = |points: &mut Vec<Point>| points.iter_mut().for_each(|p| *p = p.moved(dx, dy));
        match self {
            Reach::Box { left, top, right, bottom } => {
                (*left, *top) = (*left + dx, *top + dy);
                (*right, *bottom) = (*right + dx, *bottom + dy);
            }
            Reach::Disc { at, .. } | Reach::Sector { at, .. } => *at = at.moved(dx, dy),
            Reach::Polygon(points) => all(points),
            Reach::Region { by, .. } => *by = (by.0 + dx, by.1 + dy),
            Reach::Along { points, .. } => all(points),
        }
    }

    /// About how much of the picture it takes, in square pixels: the smaller of two is meant.
    pub fn size(&self) -> f64 {
        match self {
            Reach::Box { left, top, right, bottom } => (right - left) * (bottom - top),
            Reach::Disc { radius, .. } => radius * radius * std::f64::consts::PI,
            Reach::Sector { inner, outer, from, to, .. } => {
                (outer * outer - inner * inner) * (to - from) / 2.0
            }
            Reach::Polygon(points) => area(&places(points)).abs(),
            Reach::Region { sheet, region, .. } => {
                sheet.plots().get(*region).map_or(0.0, |plot| plot.area)
            }
            Reach::Along { points, aside } => {
                let pairs = points.iter().zip(points.iter().skip(1));
                pairs.map(|(a, b)| (b.x - a.x).hypot(b.y - a.y) * aside * 2.0).sum()
            }
        }
    }
}

fn places(points: &[Point]) -> Vec<Xy> {
    points.iter().map(|p| Xy { x: p.x, y: p.y }).collect()
}

fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((p.x - a.x) * dx + (p.y - a.y) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (p.x - a.x - along * dx).hypot(p.y - a.y - along * dy)
}

/// A way along which a light travels, again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    /// Control points of a cubic Bézier curve.
    pub curve: [Xy; 4],
    /// The radius of the light's head in CSS pixels.
    pub radius: f64,
    pub color: Color,
    /// Where in the round the light is at time zero, 0 to 1.
    pub phase: f64,
    /// The part of the round during which the light goes its whole way, from and to in 0 to 1: a leg
    /// of a route has its own, an arc all of it.
    pub window: (f64, f64),
}

/// An entry of the legend and where it stands in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub name: String,
    pub color: Color,
    /// Left, top, right, bottom.
    pub place: (f64, f64, f64, f64),
    pub off: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, Outline, Projection, Region};

    fn mark(reach: Reach) -> Mark {
        Mark { reach, at: Point::new(0.0, 0.0), label: String::new(), told: Vec::new() }
    }

    #[test]
    fn of_two_marks_the_smaller_is_meant_and_near_ones_are_found() {
        let large = Reach::Box { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let small = Reach::Disc { at: Point::new(50.0, 50.0), radius: 10.0 };
        let scene = Scene { marks: vec![mark(large), mark(small)], ..Scene::default() };
        let hit = |x, y| scene.hit(Point::new(x, y), 12.0);
        assert_eq!(hit(55.0, 50.0), Some(1));
        assert_eq!(hit(80.0, 50.0), Some(0));
        assert_eq!(hit(-8.0, -8.0), Some(0));
        assert_eq!(hit(-80.0, 0.0), None);
    }

    #[test]
    fn sectors_turn_clockwise_from_twelve() {
        let quarter = Reach::Sector {
            at: Point::new(0.0, 0.0),
            inner: 5.0,
            outer: 10.0,
            from: 0.0,
            to: std::f64::consts::FRAC_PI_2,
        };
        assert!(quarter.holds(Point::new(5.0, -5.0)));
        assert!(!quarter.holds(Point::new(-5.0, -5.0)));
        assert!(!quarter.holds(Point::new(1.0, -1.0)));
    }

    #[test]
    fn a_hole_is_outside() {
        let square = |side: f64| -> Vec<LonLat> {
            [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
                .map(|(lon, lat)| LonLat { lon: lon * side, lat: lat * side })
                .to_vec()
        };
        let outline = Outline::of(vec![Region::new("", "", None, vec![square(10.0), square(5.0)])]);
        let sheet = outline.sheet(&Projection::fit(&outline, 20.0, 20.0, 0.0));
        let mut reach = Reach::Region { sheet, region: 0, by: (-10.0, -10.0) };
        assert!(reach.holds(Point::new(7.0, 0.0)));
        assert!(!reach.holds(Point::new(2.0, 0.0)));
        reach.shift(100.0, 0.0);
        assert!(reach.holds(Point::new(107.0, 0.0)) && !reach.holds(Point::new(7.0, 0.0)));
        let corners = |side: f64| {
            [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
                .map(|(x, y)| Point::new(x * side, y * side))
                .to_vec()
        };
        let along = Reach::Along { points: corners(10.0), aside: 2.0 };
        assert!(along.holds(Point::new(0.0, -11.0)) && !along.holds(Point::new(0.0, 0.0)));
    }
}
