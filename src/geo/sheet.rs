//! An outline's boundaries in the pixels of one projection, kept for the next redraw.
//!
//! A wall redraws its maps whenever rows arrive, at the size they had. What depends on the size alone
//! (for a map of all counties the greater part of the work) is done once.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::path::{path, rings};
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
    /// As rings, without what is too fine to be pointed at.
    pub rings: Vec<Vec<Vec<Xy>>>,
}

impl Sheet {
    fn new(regions: &[Region], projection: Projection) -> Sheet {
        let paths = regions.iter().map(|region| path(region, &projection)).collect();
        let rings = regions.iter().map(|region| rings(region, &projection)).collect();
        Sheet { projection, paths, rings }
    }
}

/// The last sheets. They say nothing that regions and projection do not say: two outlines do not
/// differ by them, and a copy begins without.
#[derive(Default)]
pub(super) struct Sheets(RefCell<Vec<Rc<Sheet>>>);

impl Sheets {
    pub fn get(&self, regions: &[Region], projection: Projection) -> Rc<Sheet> {
        let Ok(mut kept) = self.0.try_borrow_mut() else {
            return Rc::new(Sheet::new(regions, projection));
        };
        if let Some(known) = kept.iter().find(|sheet| sheet.projection == projection) {
            return known.clone();
        }
        let sheet = Rc::new(Sheet::new(regions, projection));
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
