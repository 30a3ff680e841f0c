//! Panels: a query and a look. Each kind has one file: its options (documented at the field), its
//! view (small table -> what to show, pure) and, for canvas kinds, its drawing (a picture).
//!
//! Deliberately absent: the browser, the board, fetching. A panel sees a masked, small table only.

pub mod bar;
pub mod clock;
pub mod flow;
pub mod frame;
pub mod funnel;
pub mod gauge;
pub mod kind;
pub mod line;
pub mod map;
pub mod rank;
pub mod ring;
pub mod roster;
pub mod stat;
pub mod table;
pub mod ticker;
pub mod view;

use crate::issue::Lang;
use crate::look::{Measure, Theme};

/// What a drawing needs to know of the world, all as arguments.
pub struct Draw<'a> {
    /// The panel's body in CSS pixels.
    pub width: f64,
    pub height: f64,
    /// The arrangement's body text in CSS pixels; every other size is a multiple of it.
    pub em: f64,
    pub theme: &'a Theme,
    pub measure: &'a dyn Measure,
    pub lang: Lang,
    /// Seconds east of UTC in which moments are said.
    pub utc_offset: i32,
}
