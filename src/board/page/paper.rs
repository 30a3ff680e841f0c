//! Sheets of paper: how much of one a page takes, and for which screen it is arranged.

use crate::board::Arrangement;
use crate::board::layout::{Form, form};

/// A sheet and how it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// A3, else A4.
    pub large: bool,
    pub upright: bool,
}

/// The rim that style/paper.css leaves at each edge, and what the stamp takes of the lower one, in mm.
pub const RIM_MM: f64 = 10.0;
pub const FOOT_MM: f64 = 7.0;
/// How many of a wall's body text a sheet is wide.
const LYING_EMS: f64 = 78.0;
const STANDING_EMS: f64 = 45.0;
/// Body text of any other arrangement, in CSS pixels: 10.5 points.
const DESK_EM: f64 = 14.0;
/// CSS pixels to a millimetre.
const PIXELS: f64 = 96.0 / 25.4;

impl Paper {
    pub const ALL: [Paper; 4] = [
        Paper { large: false, upright: false },
        Paper { large: false, upright: true },
        Paper { large: true, upright: false },
        Paper { large: true, upright: true },
    ];

    /// `a4-landscape`: the page's name in style/paper.css.
    pub fn word(self) -> &'static str {
        match (self.large, self.upright) {
            (false, false) => "a4-landscape",
            (false, true) => "a4-portrait",
            (true, false) => "a3-landscape",
            (true, true) => "a3-portrait",
        }
    }

    pub fn named(word: &str) -> Option<Paper> {
        Paper::ALL.into_iter().find(|paper| paper.word() == word)
    }

    /// `A4`, `A3`
    pub fn size(self) -> &'static str {
        if self.large { "A3" } else { "A4" }
    }

    /// Width and height between the rims, above the stamp, in CSS pixels.
    pub fn room(self) -> (f64, f64) {
        let (short, long) = if self.large { (297.0, 420.0) } else { (210.0, 297.0) };
        let (width, height) = if self.upright { (short, long) } else { (long, short) };
        ((width - 2.0 * RIM_MM) * PIXELS, (height - 2.0 * RIM_MM - FOOT_MM) * PIXELS)
    }

    /// The size of body text in a room of that width: a wall has as many of them on a lying sheet as on
    /// a screen, style/paper.css says the same; what is read at a desk has its own.
    pub fn em(self, chosen: &Arrangement, width: f64) -> f64 {
        match (form(chosen), self.upright) {
            (Form::Wall, false) => width / LYING_EMS,
            (Form::Wall, true) => width / STANDING_EMS,
            _ => DESK_EM,
        }
    }

    /// The screen that it stands for when an arrangement is chosen: a sheet that lies is read like a
    /// wall, one that stands like a page on a desk.
    pub fn screen(self) -> (f64, f64) {
        if self.upright { (1_200.0, 1_700.0) } else { (1_920.0, 1_280.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_one_name_and_room_in_it() {
        for paper in Paper::ALL {
            assert_eq!(Paper::named(paper.word()), Some(paper));
            let (width, height) = paper.room();
            assert_eq!(width < height, paper.upright, "{paper:?}");
        }
        assert_eq!(Paper::named("letter"), None);
        let (width, height) = Paper { large: false, upright: false }.room();
        assert_eq!((width.round(), height.round()), (1_047.0, 692.0));
    }
}
