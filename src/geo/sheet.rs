//! An outline's boundaries in the pixels of one projection, kept for the next redraw.
//!
//! A wall redraws its maps whenever rows arrive, at the size they had. What depends on the size alone
//! (for a map of all counties the greater part of the work) is done once.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::path::{Step, pixels, push_ring, walk};
use super::polygon::{area, inside};
use super::projection::Flat;
use super::{Projection, Region, Xy};

/// Panels that show one outline at a time, each at its size, and the shape that all of them ask for;
/// a further one starts anew.
const MOST_KEPT: usize = 4;

/// Boundaries in CSS pixels, by the outline's order.
#[derive(Debug, PartialEq)]
pub struct Sheet {
    projection: Projection,
    /// As texts of SVG paths.
    pub paths: Rc<[String]>,
    /// The rings of all regions, one after the other, without those that are too fine to be pointed at.
    points: Vec<Xy>,
    /// Where each ring ends among the points.
    ends: Vec<usize>,
    plots: Vec<Plot>,
}

/// What a region takes of its sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// The box around its rings: upper left and lower right.
    pub low: Xy,
    pub high: Xy,
    /// The area of its rings together, holes too.
    pub area: f64,
    /// Its rings among all.
    first: usize,
    last: usize,
}

impl Plot {
    pub fn is_empty(&self) -> bool {
        self.first == self.last
    }
}

impl Sheet {
    fn new(regions: &[Region], flat: &Flat, projection: Projection) -> Sheet {
        let mut sheet = Sheet {
            projection,
            paths: Rc::new([]),
            points: Vec::new(),
            ends: Vec::new(),
            plots: Vec::with_capacity(regions.len()),
        };
        let mut ring: Vec<Step> = Vec::new();
        let mut known = flat.points(&projection);
        let mut paths = Vec::with_capacity(regions.len());
        for region in regions {
            let (mut path, first) = (String::new(), sheet.ends.len());
            for places in &region.rings {
                let to_xy = |place| match known.next() {
                    Some(flat) => projection.fitted(flat),
                    None => projection.to_xy(place),
                };
                walk(&mut ring, places.iter().copied().map(to_xy));
                push_ring(&mut path, &ring);
                sheet.keep(&ring);
            }
            path.shrink_to_fit();
            paths.push(path);
            let plot = sheet.plot(first);
            sheet.plots.push(plot);
        }
        Sheet { paths: paths.into(), ..sheet }
    }

    fn keep(&mut self, ring: &[Step]) {
        if ring.len() > 2 {
            self.points.extend(ring.iter().map(|step| pixels(*step)));
            self.ends.push(self.points.len());
        }
    }

    fn plot(&self, first: usize) -> Plot {
        let (mut low, mut high) = (
            Xy { x: f64::INFINITY, y: f64::INFINITY },
            Xy { x: -f64::INFINITY, y: -f64::INFINITY },
        );
        let (last, mut all) = (self.ends.len(), 0.0);
        for at in first..last {
            let ring = self.ring(at);
            for xy in ring {
                (low.x, low.y) = (low.x.min(xy.x), low.y.min(xy.y));
                (high.x, high.y) = (high.x.max(xy.x), high.y.max(xy.y));
            }
            all += area(ring).abs();
        }
        Plot { low, high, area: all, first, last }
    }

    fn ring(&self, at: usize) -> &[Xy] {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|to| self.points.get(from..*to)).unwrap_or_default()
    }

    /// What a region takes, by the outline's order.
    pub fn plots(&self) -> &[Plot] {
        &self.plots
    }

    /// A region's rings.
    pub fn rings(&self, plot: &Plot) -> impl Iterator<Item = &[Xy]> {
        (plot.first..plot.last).map(|at| self.ring(at))
    }

    /// The points of all regions.
    pub fn points(&self) -> &[Xy] {
        &self.points
    }

    /// Whether a pixel lies in a region; its box is asked first.
    pub fn holds(&self, region: usize, p: Xy) -> bool {
        self.plots.get(region).is_some_and(|plot| {
            (plot.low.x..=plot.high.x).contains(&p.x)
                && (plot.low.y..=plot.high.y).contains(&p.y)
                && self.rings(plot).filter(|ring| inside(ring, p)).count() % 2 == 1
        })
    }
}

/// The last sheets. They say nothing that regions and projection do not say: two outlines do not
/// differ by them, and a copy begins without.
#[derive(Default)]
pub(super) struct Sheets(RefCell<Vec<Rc<Sheet>>>);

impl Sheets {
    pub fn get(&self, regions: &[Region], flat: &Flat, projection: Projection) -> Rc<Sheet> {
        let Ok(mut kept) = self.0.try_borrow_mut() else {
            return Rc::new(Sheet::new(regions, flat, projection));
        };
        if let Some(known) = kept.iter().find(|sheet| sheet.projection == projection) {
            return known.clone();
        }
        let sheet = Rc::new(Sheet::new(regions, flat, projection));
        if kept.len() >= MOST_KEPT {
            kept.remove(0);
        }
        kept.push(sheet.clone());
        sheet
    }
}

impl Clone for Sheets {
    fn clone(&self) -> Self {
        Sheets::default()
    }
}

impl PartialEq for Sheets {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Sheets {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Sheets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, Outline};

    #[test]
    fn a_size_is_drawn_once_until_others_took_its_place() {
        let place = |lon, lat| LonLat { lon, lat };
        let ring = vec![place(110.0, 30.0), place(112.0, 30.0), place(111.0, 32.0)];
        let outline = Outline::of(vec![Region::new("1", "甲", None, vec![ring])]);
        let at = |width| outline.sheet(&Projection::fit(&outline, width, 100.0, 0.0));
        let first = at(100.0);
        assert!(Rc::ptr_eq(&first, &at(100.0)));
        for width in [50.0, 60.0, 70.0, 80.0] {
            assert_ne!(at(width), first);
        }
        assert!(!Rc::ptr_eq(&first, &at(100.0)));
        assert_eq!(first, at(100.0));
        assert_eq!(outline, outline.clone());
    }
}
